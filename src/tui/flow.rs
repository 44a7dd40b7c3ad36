//! Flow: running text laid out in rows of a given width, and kept as long as neither changes.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::rows::breaks;
use super::theme::Role;
use crate::screen::prose::{Paragraph, paragraphs};

/// A piece of a row, in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ink {
    /// Its words.
    pub text: String,
    /// What it is.
    pub role: Role,
}

impl Ink {
    /// A piece of a row.
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self { text: text.into(), role }
    }
}

/// One row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Columns it is set in.
    pub indent: u16,
    /// Left to right.
    pub inks: Vec<Ink>,
}

/// What kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// Content, as [`paragraphs`] takes it apart.
    Prose,
    /// A person's own words: each line end is one, and nothing has a meaning.
    Verbatim,
}

#[derive(PartialEq, Eq, Hash)]
struct Key {
    text: String,
    width: u16,
    manner: Manner,
    role: Role,
}

/// Texts laid out so far.
#[derive(Default)]
pub struct Flows(HashMap<Key, Rc<Vec<Row>>>);

/// More texts than this are never on one screen; older ones go.
const KEPT: usize = 512;

impl Flows {
    /// `text` in rows of at most `width` columns; at least one row.
    pub fn rows(&mut self, text: &str, width: u16, manner: Manner, role: Role) -> Rc<Vec<Row>> {
        let key = Key { text: text.to_owned(), width, manner, role };
        if let Some(rows) = self.0.get(&key) {
            return Rc::clone(rows);
        }
        if self.0.len() >= KEPT {
            self.0.clear();
        }
        let rows = Rc::new(lay_out(text, width, manner, role));
        self.0.insert(key, Rc::clone(&rows));
        rows
    }
}

fn lay_out(text: &str, width: u16, manner: Manner, role: Role) -> Vec<Row> {
    let mut rows = Vec::new();
    match manner {
        Manner::Verbatim => {
            for line in text.split('\n') {
                push(&mut rows, line, &[], 0, "", width, role);
            }
        }
        Manner::Prose => {
            for (at, paragraph) in paragraphs(text).iter().enumerate() {
                if at > 0 && (paragraph.apart || !paragraph.listed) {
                    rows.push(Row::default());
                }
                let (indent, lead) = if paragraph.listed { (2, "· ") } else { (0, "") };
                push(&mut rows, &paragraph.words(), &strong(paragraph), indent, lead, width, role);
            }
            if rows.is_empty() {
                rows.push(Row::default());
            }
        }
    }
    rows
}

/// Which of a paragraph's words are emphasised.
fn strong(paragraph: &Paragraph) -> Vec<Range<usize>> {
    let mut end = 0;
    let ranges = paragraph.runs.iter().map(|run| {
        let start = end;
        end += run.words.len();
        (run.emphasised, start..end)
    });
    ranges.filter(|(emphasised, _)| *emphasised).map(|(_, range)| range).collect()
}

fn push(rows: &mut Vec<Row>, words: &str, strong: &[Range<usize>], indent: u16, lead: &str, width: u16, role: Role) {
    let room = usize::from(width.saturating_sub(indent)).max(1);
    for (at, range) in breaks(words, room).into_iter().enumerate() {
        let mut inks = Vec::new();
        if at == 0 && !lead.is_empty() {
            inks.push(Ink::new(lead, Role::Quiet));
        }
        split(words, range, strong, role, &mut inks);
        rows.push(Row { indent: if at == 0 { 0 } else { indent }, inks });
    }
}

/// Cuts one row at the ends of the emphasised ranges.
fn split(words: &str, range: Range<usize>, strong: &[Range<usize>], role: Role, inks: &mut Vec<Ink>) {
    let mut at = range.start;
    for (begin, end, inside) in strong
        .iter()
        .flat_map(|one| [(0, one.start, false), (one.start, one.end, true)])
        .chain([(0, usize::MAX, false)])
    {
        let (from, to) = (at.max(begin), end.min(range.end));
        if from < to && from >= at {
            let text = words.get(from..to).unwrap_or_default();
            inks.push(Ink::new(text, if inside { Role::Strong } else { role }));
            at = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Flows, Manner, Row};
    use crate::tui::theme::Role;

    fn seen(rows: &[Row]) -> Vec<String> {
        rows.iter()
            .map(|row| {
                let words: String = row
                    .inks
                    .iter()
                    .map(|ink| if ink.role == Role::Strong { format!("<{}>", ink.text) } else { ink.text.clone() })
                    .collect();
                format!("{}{words}", " ".repeat(usize::from(row.indent)))
            })
            .collect()
    }

    #[test]
    fn prose_has_paragraphs_lists_and_emphasis() {
        #[track_caller]
        fn check(text: &str, width: u16, rows: &[&str]) {
            assert_eq!(seen(&Flows::default().rows(text, width, Manner::Prose, Role::Text)), rows, "{text:?}");
        }
        check("one two\nthree\n\nfour", 20, &["one two three", "", "four"]);
        check("one two three", 8, &["one two", "three"]);
        check("look:\n- one two\n- three", 8, &["look:", "· one", "  two", "· three"]);
        check("a\n\n- b\n\n- c", 20, &["a", "", "· b", "", "· c"]);
        check("what *you* see", 20, &["what <you> see"]);
        check("*two words* here", 6, &["<two>", "<words>", "here"]);
        check("5 * 3 * 2, and *", 20, &["5 * 3 * 2, and *"]);
        check("", 20, &[""]);
    }

    #[test]
    fn a_persons_words_keep_their_lines_and_asterisks() {
        let rows = Flows::default().rows("*so*\n\n- x", 20, Manner::Verbatim, Role::Own);
        assert_eq!(seen(&rows), ["*so*", "", "- x"]);
    }

    #[test]
    fn the_same_text_is_laid_out_once() {
        let mut flows = Flows::default();
        let first = flows.rows("a b c", 10, Manner::Prose, Role::Text);
        assert!(std::rc::Rc::ptr_eq(&first, &flows.rows("a b c", 10, Manner::Prose, Role::Text)));
        assert!(!std::rc::Rc::ptr_eq(&first, &flows.rows("a b c", 11, Manner::Prose, Role::Text)));
    }
}
