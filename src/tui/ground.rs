//! Ground: what blocks stand on while they become strips: laid out texts, the room there is, what moves.

use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use super::Look;
use super::field::{Layout, Mark, Marks, Noticer};
use super::flow::{Flows, Manner, Row};
use super::theme::Role;
use crate::screen::block::Editor;

/// Longer paragraphs are not searched for words to notice: a key would take too long.
const NOTICED: usize = 64 * 1024;
/// Marks of more paragraphs are not kept.
const KEPT: usize = 1024;

/// What blocks stand on.
#[derive(Default)]
pub struct Ground {
    /// How things look.
    pub look: Look,
    /// Rows a page of long text may take.
    pub page: usize,
    /// How long this screen has been shown.
    pub shown: Duration,
    /// How many options there are above.
    pub options: usize,
    flows: Flows,
    fields: HashMap<usize, Layout>,
    marks: HashMap<(usize, u64), Rc<Vec<Mark>>>,
}

impl Ground {
    /// With nothing laid out yet.
    pub fn new(look: Look) -> Self {
        Self { look, ..Self::default() }
    }

    /// Running text in rows.
    pub fn prose(&mut self, text: &str, width: u16, role: Role) -> Rc<Vec<Row>> {
        self.flows.rows(text, width, Manner::Prose, role)
    }

    /// A person's own words in rows.
    pub fn verbatim(&mut self, text: &str, width: u16, role: Role) -> Rc<Vec<Row>> {
        self.flows.rows(text, width, Manner::Verbatim, role)
    }

    /// Lays a text out in at most `most` rows, scrolled to its caret; says how many rows it takes.
    pub fn arrange(&mut self, editor: &Editor<'_>, width: u16, most: usize) -> usize {
        let layout = self.fields.entry(editor.field).or_default();
        let rows = layout.arrange(editor.text, width);
        let asked = if editor.text.is_empty() {
            super::rows::breaks(&editor.placeholder, usize::from(width.max(1))).len()
        } else {
            rows
        };
        let height = asked.clamp(1, most.max(1));
        layout.follow(editor.text, height, editor.focus);
        height
    }

    /// How a field is laid out; `None` before it was.
    pub fn layout(&mut self, field: usize) -> Option<&mut Layout> {
        self.fields.get_mut(&field)
    }

    /// The row of the field, as shown, that the caret is on.
    pub fn caret_row(&mut self, editor: &Editor<'_>) -> Option<usize> {
        let layout = self.layout(editor.field)?;
        Some(layout.caret(editor.text).0.saturating_sub(layout.top))
    }

    /// The marks of one paragraph of a text, if its field asks for any.
    pub fn marks(&mut self, editor: &Editor<'_>, number: usize, noticer: &mut dyn Noticer) -> Rc<Vec<Mark>> {
        let paragraph = editor.text.paragraph(number).filter(|one| !editor.notice.is_empty() && one.len() <= NOTICED);
        let Some(paragraph) = paragraph else { return Rc::default() };
        let key = (editor.field, paragraph.stamp());
        if let Some(marks) = self.marks.get(&key) {
            return Rc::clone(marks);
        }
        if self.marks.len() >= KEPT {
            self.marks.clear();
        }
        let marks = Rc::new(noticer.marks(paragraph.stamp(), paragraph.as_str(), &editor.notice));
        self.marks.insert(key, Rc::clone(&marks));
        marks
    }

    /// The marks of the paragraphs of a text that are in sight, if its field asks for any.
    pub fn marks_in_sight(&mut self, editor: &Editor<'_>, noticer: &mut dyn Noticer) -> Marks {
        if editor.notice.is_empty() {
            return Marks::new();
        }
        let seen = self.layout(editor.field).map_or(0..0, |layout| layout.in_sight(editor.text));
        seen.map(|number| (number, self.marks(editor, number, noticer))).collect()
    }

    /// Another frame begins, of a screen shown for so long.
    pub fn begin(&mut self, shown: Duration) {
        (self.shown, self.options) = (shown, 0);
    }

    /// Forgets where texts were scrolled to: another screen comes.
    pub fn leave(&mut self) {
        self.fields.clear();
        self.marks.clear();
    }
}
