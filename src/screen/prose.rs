//! Running text taken apart for the fronts: paragraphs, list lines, emphasis.

/// One paragraph or one line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// It stood behind `- `.
    pub listed: bool,
    /// A blank line, or nothing, stood before it.
    pub apart: bool,
    /// Its words, in order; never empty.
    pub runs: Vec<Run>,
}

/// A stretch of words in one manner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words, line breaks of the source as blanks.
    pub words: String,
    /// It stood between asterisks.
    pub emphasised: bool,
}

impl Paragraph {
    /// Its words without their manner.
    pub fn words(&self) -> String {
        self.runs.iter().map(|run| run.words.as_str()).collect()
    }
}

/// The paragraphs of `text`. Blank lines divide them, `- ` at the start of a line begins a line of a list, other line
/// breaks are blanks. `*so*` emphasises; an asterisk with a blank on its inner side, or behind a backslash, is itself.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut found: Vec<(bool, bool, String)> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        let listed = line.strip_prefix("- ");
        if line.is_empty() {
            open = false;
        } else if let (None, true, Some((.., words))) = (listed, open, found.last_mut()) {
            words.push(' ');
            words.push_str(line);
        } else {
            found.push((listed.is_some(), !open, listed.unwrap_or(line).trim().to_owned()));
            open = true;
        }
    }
    found.into_iter().map(|(listed, apart, words)| Paragraph { listed, apart, runs: runs(&words) }).collect()
}

fn runs(words: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut now = Run { words: String::new(), emphasised: false };
    let mut before = None;
    let mut rest = words.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map(|(_, next)| *next);
        if c == '\\' && next == Some('*') {
            rest.next();
            now.words.push('*');
        } else if c == '*' && turns(now.emphasised, before, next, words.get(at + 1..).unwrap_or_default()) {
            let emphasised = !now.emphasised;
            let done = std::mem::replace(&mut now, Run { words: String::new(), emphasised });
            if !done.words.is_empty() {
                runs.push(done);
            }
        } else {
            now.words.push(c);
        }
        before = Some(c);
    }
    if !now.words.is_empty() || runs.is_empty() {
        runs.push(now);
    }
    runs
}

/// Whether an asterisk begins or ends emphasis here: it begins none that does not end.
fn turns(emphasised: bool, before: Option<char>, next: Option<char>, rest: &str) -> bool {
    if emphasised { ends(before, next) } else { !is_letter(before) && !is_blank(next) && is_ended(rest) }
}

fn ends(before: Option<char>, next: Option<char>) -> bool {
    !is_blank(before) && !is_letter(next)
}

/// Whether emphasis that began before `rest` ends in it.
fn is_ended(rest: &str) -> bool {
    let mut before = None;
    let mut signs = rest.chars().peekable();
    while let Some(c) = signs.next() {
        let next = signs.peek().copied();
        if c == '\\' && next == Some('*') {
            signs.next();
        } else if c == '*' && ends(before, next) {
            return true;
        }
        before = Some(c);
    }
    false
}

fn is_blank(c: Option<char>) -> bool {
    c.is_none_or(char::is_whitespace)
}

fn is_letter(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(bool, &str)]) {
        // Emphasis shows as angle brackets here.
        let found: Vec<(bool, String)> = paragraphs(text)
            .iter()
            .map(|p| {
                let words =
                    p.runs.iter().map(|r| if r.emphasised { format!("<{}>", r.words) } else { r.words.clone() });
                (p.listed, words.collect())
            })
            .collect();
        let expected: Vec<(bool, String)> = expected.iter().map(|(l, w)| (*l, (*w).to_owned())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn blank_lines_divide_and_line_breaks_are_blanks() {
        check("", &[]);
        check("one\n  two\n\n\nthree\n", &[(false, "one two"), (false, "three")]);
    }

    #[test]
    fn dashes_begin_list_lines() {
        check("See:\n- one\n  more\n- two\nstill two", &[(false, "See:"), (true, "one more"), (true, "two still two")]);
        check("well - known\n-5 degrees", &[(false, "well - known -5 degrees")]);
    }

    #[test]
    fn asterisks_emphasise_only_around_words() {
        check("so *very* calm", &[(false, "so <very> calm")]);
        check("*All of it.*", &[(false, "<All of it.>")]);
        check("2 * 3 * 4", &[(false, "2 * 3 * 4")]);
        check("a *lone star", &[(false, "a *lone star")]);
        check("what she typed: \\*this\\*", &[(false, "what she typed: *this*")]);
        check("a*b*c", &[(false, "a*b*c")]);
        check("so *a * b", &[(false, "so *a * b")]);
        check("so *a \\* b* c", &[(false, "so <a * b> c")]);
        check("**", &[(false, "**")]);
    }
}
