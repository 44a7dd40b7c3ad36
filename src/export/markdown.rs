//! Markdown: a page to read, in which nothing that was typed is taken for markup.

use std::fmt::Write as _;

use super::{Said, Walk, clean};

/// The session as a Markdown page.
pub fn write(walk: &Walk) -> String {
    if walk.words_alone() {
        let words: Vec<String> = walk.said().map(|said| paragraphs(&said.words)).collect();
        return format!("{}\n", words.join("\n\n"));
    }
    let mut page = format!("# {}\n", escape(&clean(&walk.title)));
    if let Some(about) = walk.about() {
        let _ = write!(page, "\n{}\n", escape(&about));
    }
    for Said { question, words, remark } in walk.said() {
        page.push_str(&format_answer(&question, &words, remark));
    }
    page
}

fn format_answer(question: &str, words: &str, remark: Option<&str>) -> String {
    let remark = remark.map(|remark| format!("\n*{remark}*\n")).unwrap_or_default();
    format!("\n## {}\n{remark}\n{}\n", one_line(question), paragraphs(words))
}

/// A heading has to stand on one line.
fn one_line(text: &str) -> String {
    escape(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Blank lines divide paragraphs; other line breaks are kept as hard ones.
fn paragraphs(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escape).collect();
    let mut out = String::new();
    for (line, next) in lines.iter().zip(lines.iter().skip(1).map(Some).chain([None])) {
        out.push_str(line);
        match next {
            Some(next) if !line.is_empty() && !next.is_empty() => out.push_str("\\\n"),
            Some(_) => out.push('\n'),
            None => {}
        }
    }
    out
}

/// One line with everything Markdown could take for markup escaped. Blanks at its start would make it code: they go.
fn escape(line: &str) -> String {
    let line = line.trim();
    let mut out = String::with_capacity(line.len() + 8);
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in line.char_indices() {
        let starts_a_list =
            (at == 0 && matches!(c, '-' | '+' | '=')) || (at > 0 && at == digits && matches!(c, '.' | ')'));
        if starts_a_list || matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{exported, walk};
    use super::*;
    use crate::session::State;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(escape(line), expected);
    }

    #[test]
    fn nothing_typed_is_markup() {
        check("*so* _and_ `x` [l](u) <b> a&b", r"\*so\* \_and\_ \`x\` \[l\](u) \<b\> a\&b");
        check("# no heading", r"\# no heading");
        check("- no list", r"\- no list");
        check("3. no list", r"3\. no list");
        check("3 years. Fine.", "3 years. Fine.");
        check("===", r"\===");
        check("    no code", "no code");
        check("well-known, 2.5", "well-known, 2.5");
    }

    #[test]
    fn a_page_has_its_questions_as_headings_and_keeps_line_breaks() {
        let mut begun = exported("long", None, "one\ntwo\n\nthree");
        begun.status = State::Draft;
        let page = write(&walk(vec![begun, exported("short", None, " ")]));
        assert_eq!(
            page,
            "# One \\<question\\>\n\nBegun on 2026-11-22. Not finished.\n\n## What was it?\n\n*Begun, not finished.*\n\none\\\ntwo\n\nthree\n"
        );
    }
}
