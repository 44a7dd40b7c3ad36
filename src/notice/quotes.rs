//! Quoted speech: which bytes of a text are somebody's words repeated, and so left alone.
//!
//! Every decision is local: a quotation closes within [`LONGEST`] bytes or it is none, and whether a mark opens or
//! closes depends on its two neighbours alone. So an edit can only change what is quoted within [`LONGEST`] bytes of
//! it, which is what makes looking near an edit exact.

use std::ops::Range;

/// The longest quotation, in bytes from its opening mark to its closing one.
pub(super) const LONGEST: usize = 300;

/// The families of quotation marks; a mark only closes one of its own family.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Family {
    /// "…"
    Straight,
    /// “…” and ”…”
    Curly,
    /// „…“ and „…”
    Low,
    /// «…» and »…«
    Angle,
    /// ‘…’ and '…'
    Single,
}

const FAMILIES: usize = 5;

#[derive(Clone, Copy)]
enum Side {
    Opens,
    Closes,
}

/// The quoted byte ranges of `text`, in order, merged where they touch. The opening mark and the first byte of the
/// closing one are inside; a range that ends at [`LONGEST`] may end within a character.
///
/// A line whose first character is `>` is quoted as a whole. An opening mark that nothing closes (because the person
/// is still writing) quotes up to the end of its sentence; a lone single mark is taken for an apostrophe.
pub(super) fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('>') {
            found.push(at..at + line.len());
        } else if line.contains(is_sign) {
            found.extend(in_line(line).into_iter().map(|quote| quote.start + at..quote.end + at));
        }
        at += line.len();
    }
    merge(found)
}

/// Whether the sign may begin or end a quotation.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '\'')
}

/// Whether a quotation may begin in `text`, or one that began before it end there. An apostrophe within a word does
/// neither.
pub(super) fn may_quote(text: &str) -> bool {
    let mut before = None;
    text.chars().any(|c| {
        let within = c == '\'' && before.is_some_and(char::is_alphanumeric);
        before = Some(c);
        is_sign(c) && !within
    })
}

fn in_line(line: &str) -> Vec<Range<usize>> {
    let mut closer = [None; FAMILIES];
    let mut quotes = Vec::new();
    let mut ends = None;
    for &(at, family, side) in marks(line).iter().rev() {
        let Some(next) = closer.get_mut(family as usize) else { continue };
        match side {
            Side::Closes => *next = Some(at),
            Side::Opens => match *next {
                Some(end) if end - at <= LONGEST => quotes.push(at..end + 1),
                Some(_) | None if family == Family::Single => {}
                Some(_) | None => quotes.push(at..unclosed(at, ends.get_or_insert_with(|| sentence_ends(line)))),
            },
        }
    }
    quotes.reverse();
    quotes
}

/// Where an opening mark ends that nothing closes: with its sentence, and never further than [`LONGEST`].
fn unclosed(at: usize, ends: &[usize]) -> usize {
    let sentence = ends.get(ends.partition_point(|&end| end <= at));
    sentence.map_or(usize::MAX, |&end| end).min(at + LONGEST)
}

/// Where sentences end: behind a full stop, question or exclamation mark that white space or the end follows.
fn sentence_ends(line: &str) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut stopped = false;
    for (at, c) in line.char_indices() {
        if stopped && c.is_whitespace() {
            ends.push(at);
        }
        stopped = matches!(c, '.' | '!' | '?');
    }
    ends.push(line.len());
    ends
}

fn marks(line: &str) -> Vec<(usize, Family, Side)> {
    let mut marks = Vec::new();
    let mut before = None;
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        side_of(c, before, after, |family, side| marks.push((at, family, side)));
        before = Some(c);
    }
    marks
}

fn side_of(c: char, before: Option<char>, after: Option<char>, mut say: impl FnMut(Family, Side)) {
    let free_left = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/'));
    let free_right = after.is_none_or(|c| !c.is_alphanumeric());
    let opens = free_left && after.is_some_and(|c| !c.is_whitespace());
    match c {
        '"' if opens => say(Family::Straight, Side::Opens),
        '"' => say(Family::Straight, Side::Closes),
        '“' if !free_left && free_right => say(Family::Low, Side::Closes),
        '“' => say(Family::Curly, Side::Opens),
        '”' if opens => say(Family::Curly, Side::Opens),
        '”' => {
            say(Family::Curly, Side::Closes);
            say(Family::Low, Side::Closes);
        }
        '„' => say(Family::Low, Side::Opens),
        '«' if !free_left && free_right => say(Family::Angle, Side::Closes),
        '«' => say(Family::Angle, Side::Opens),
        '»' if free_left && !free_right => say(Family::Angle, Side::Opens),
        '»' => say(Family::Angle, Side::Closes),
        '‘' if before.is_none_or(|c| !c.is_alphanumeric()) => say(Family::Single, Side::Opens),
        '\'' if free_left && !free_right => say(Family::Single, Side::Opens),
        '\'' | '’' if !free_left && free_right => say(Family::Single, Side::Closes),
        _ => {}
    }
}

fn merge(mut quotes: Vec<Range<usize>>) -> Vec<Range<usize>> {
    quotes.sort_by_key(|quote| quote.start);
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(quotes.len());
    for quote in quotes {
        match merged.last_mut() {
            Some(last) if quote.start <= last.end => last.end = last.end.max(quote.end),
            Some(_) | None => merged.push(quote),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected` is the text with every quoted stretch put in brackets; the closing mark is shown inside whole.
    #[track_caller]
    fn check(expected: &str) {
        let text: String = expected.replace(['[', ']'], "");
        let quotes = quoted(&text);
        let mut shown = String::new();
        let mut inside = false;
        for (at, c) in text.char_indices() {
            let now = quotes.iter().any(|quote| quote.contains(&at));
            if now != inside {
                shown.push(if now { '[' } else { ']' });
            }
            inside = now;
            shown.push(c);
        }
        shown.push_str(if inside { "]" } else { "" });
        assert_eq!(shown, expected);
    }

    #[test]
    fn finds_every_kind_of_quotation() {
        check(r#"He said ["I will"] and left."#);
        check("He said [“I will”] and left.");
        check("Er sagte [„ich rufe an“] und ging.");
        check("Er sagte [„ich rufe an”] und ging.");
        check("Il a dit [« je viens »] hier.");
        check("Er sagte [»ich komme«] und ging.");
        check("Hon sa [”jag kommer”] och gick.");
        check("She wrote [‘not now’] twice.");
        check("She wrote ['not now'] twice.");
        check("[\"no\"] and [\"yes\"]");
    }

    #[test]
    fn leaves_apostrophes_and_inches_alone() {
        check("I don't and I won't, the boys' room, rock 'n roll");
        check("I don’t and I won’t, the boys’ room");
        check("a 6\" screen, my own words");
    }

    #[test]
    fn an_unclosed_mark_quotes_its_sentence_only() {
        check("He said [“I am]");
        check("He said [\"I am here.] I was not.");
    }

    #[test]
    fn a_quoted_line_is_quoted_whole() {
        check("[> I will write\n]I will");
        check("[  > I will write]");
        check("5 > 4, I think");
    }

    #[test]
    fn a_quotation_longer_than_the_limit_is_none() {
        let text = format!("“{}. Then I left”", "a".repeat(LONGEST));
        assert_eq!(quoted(&text).first(), Some(&(0..LONGEST)), "only the unclosed mark's own reach");
    }
}
