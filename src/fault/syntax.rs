//! The parser's complaints in plain words.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use super::Fault;

/// Said of a value that the parser takes for text all the same.
pub const UNQUOTED: &str = "this text needs quotes";

/// What the parser says, what we say, and how to mend it. The first that fits counts.
const PLAIN: [(&str, &str, &str); 22] = [
    ("recursion limit", "this is nested too deeply", "eighty levels are enough for any guide"),
    ("cannot recurse further", "this is nested too deeply", "eighty levels are enough for any guide"),
    ("carriage return must be followed", "a lone carriage return stands here", "end lines with a line feed"),
    ("string values must be quoted", UNQUOTED, "write it between \" and \""),
    ("invalid boolean", "this is neither `true` nor `false`", "text needs quotes: \"…\""),
    ("invalid date", "there is no such day", "write the year, the month and the day: 2026-12-24"),
    ("invalid time", "there is no such time", "write hours, minutes and seconds: 18:30:00"),
    ("value is out of range", "this number is too large", "write a smaller one"),
    ("extra `=`", "there is one `=` too many", "write key = value"),
    ("key with no value", "this key has no value", "write key = value"),
    ("unexpected `=` in array", "this list is not closed before the next key", "add `]`"),
    ("missing value", "this key has no value", "write key = value"),
    ("missing assignment", "an `=` is missing", "write key = value"),
    ("missing comma", "a comma is missing", "put `,` between the two"),
    ("extra comma", "there is one comma too many", "take it out"),
    ("unclosed array", "this list is not closed", "add `]`"),
    ("unclosed inline table", "this table is not closed", "add `}`"),
    ("unclosed table", "this heading is not closed", "add `]`"),
    ("invalid multi-line basic string", "this text is not closed", "end it with three quotes: \"\"\""),
    (
        "invalid basic string",
        "this text is not closed, or a sign in it is not allowed",
        "end it with \" on the same line; use \"\"\" for several lines",
    ),
    ("unexpected key or value", "this does not belong here", "put every key on a line of its own"),
    ("invalid unquoted key", "this is not a key", "keys are letters, digits, `_` and `-`"),
];

/// A syntax error as a fault.
pub fn fault(source: &str, table: &Spanned<DeTable<'_>>, error: &Error) -> Fault {
    let span = error.span().unwrap_or_else(|| dotted(source));
    let message = error.message();
    if message.starts_with("duplicate key") {
        return duplicate(source, table, span);
    }
    if let Some((_, what, mend)) = PLAIN.iter().find(|(theirs, ..)| message.contains(theirs)) {
        return Fault::error("syntax", span, *what).mend(*mend);
    }
    Fault::error("syntax", span, message).mend("every line is a key = value, a [heading], or a # comment")
}

/// The parser knows no place for a key of too many parts: the first line with so many points in it.
fn dotted(source: &str) -> Range<usize> {
    const MOST: usize = 80;
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        if line.matches('.').count() > MOST {
            return start..start + line.trim_end().len();
        }
        start += line.len();
    }
    0..0
}

fn duplicate(source: &str, table: &Spanned<DeTable<'_>>, span: Range<usize>) -> Fault {
    let name = source.get(span.clone()).unwrap_or_default();
    let name = name.trim_matches(['"', '\'']);
    let fault = Fault::error("duplicate-key", span.clone(), format!("`{}` is written twice", super::short(name)));
    let fault = fault.mend("keep one of the two");
    let mut places = Vec::new();
    places_of(name, table.get_ref(), &mut places);
    places.retain(|place| place.end <= span.start);
    places.sort_by_key(|place| place.start);
    match places.into_iter().rev().find(|first| same_table(source, first, &span)) {
        Some(first) => fault.also(first, "first written here"),
        None => fault,
    }
}

/// Every place where a key of that name stands.
fn places_of(name: &str, table: &DeTable<'_>, places: &mut Vec<Range<usize>>) {
    for (key, value) in table {
        if key.get_ref() == name {
            places.push(key.span());
        }
        inside(name, value.get_ref(), places);
    }
}

fn inside(name: &str, value: &DeValue<'_>, places: &mut Vec<Range<usize>>) {
    match value {
        DeValue::Table(table) => places_of(name, table, places),
        DeValue::Array(list) => list.iter().for_each(|item| inside(name, item.get_ref(), places)),
        DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {}
    }
}

/// The parser drops the second key, so whether the two belong to one table is judged by what stands between them:
/// no heading (unless both are headings), and as many braces opened as closed.
fn same_table(source: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    let heading = |at: usize| super::place::line_of(source, at).0.trim_start().starts_with('[');
    if heading(second.start) {
        return heading(first.start);
    }
    let between = source.get(first.end..second.start).unwrap_or_default();
    let headed = between.lines().skip(1).any(|line| line.starts_with('['));
    !headed && between.matches('{').count() == between.matches('}').count()
}

#[cfg(test)]
mod tests {
    use super::super::place::place;
    use super::super::source::parse;

    #[track_caller]
    fn check(source: &str, code: &str, at: (usize, usize), words: &str) {
        let faults = parse(source).1;
        let found = faults.iter().find(|fault| {
            let place = place(source, fault.span.start);
            fault.code == code && (place.line, place.column) == at
        });
        let fault = found.unwrap_or_else(|| panic!("{faults:#?}"));
        assert!(fault.what.contains(words), "{fault:?}");
    }

    #[test]
    fn syntax_is_said_in_plain_words() {
        check("a = [1, 2\nb = 3", "syntax", (2, 3), "list");
        check("a = [1, 2", "syntax", (1, 10), "list");
        check("a = 2024-99-99", "syntax", (1, 5), "day");
        check("a = walk", "syntax", (1, 5), "quotes");
        check("a = talk", "syntax", (1, 5), "neither");
        check("a = \"open\nb = 1", "syntax", (1, 10), "not closed");
        check("a\nb = 1", "syntax", (1, 2), "no value");
        check("a = { b = 'x' c = 2 }", "syntax", (1, 15), "comma");
        check("a = 1\rb = 2", "syntax", (1, 7), "carriage return");
        check("[a\nb = 1", "syntax", (1, 3), "not closed");
        check(&format!("a = {}{}", "[".repeat(1000), "]".repeat(1000)), "syntax", (1, 85), "deeply");
        check(&format!("a = 1\n{}b = 2", "b.".repeat(1000)), "syntax", (2, 1), "deeply");
    }

    #[test]
    fn a_duplicate_key_names_both_places() {
        let source = "[[s]]\nid = \"a\"\nwhen = { id = 1 }\nid = \"b\"\n";
        let fault = parse(source).1.remove(0);
        assert_eq!((fault.code, place(source, fault.span.start).line), ("duplicate-key", 4));
        assert_eq!(fault.also.first().map(|(span, _)| place(source, span.start).line), Some(2));
    }

    #[test]
    fn several_syntax_faults_come_in_order() {
        let source = "a = [1 2]\nb = talk\nc = \"open\n";
        let lines: Vec<usize> = parse(source).1.iter().map(|fault| place(source, fault.span.start).line).collect();
        assert_eq!(lines, [1, 2, 3]);
    }
}
