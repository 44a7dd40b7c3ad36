//! Ground: what blocks stand on while they become strips: laid out texts, the room there is, what moves.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use super::Look;
use super::field::{Layout, Mark, Marks, Noticer};
use super::flow::{Flows, Manner, Row};
use super::theme::Role;
use crate::screen::block::Editor;
use crate::text::Paragraph;

/// Of a long paragraph so many bytes on each side of the caret may be in sight, and are drawn with their marks: more than
/// the largest window holds.
const IN_SIGHT: usize = 8 * 1024;

/// What blocks stand on.
#[derive(Default)]
pub struct Ground {
    /// How things look.
    pub look: Look,
    /// Rows a page of long text may take.
    pub page: usize,
    /// How long this screen has been shown.
    pub shown: Duration,
    /// What is looked for on the help page.
    pub sought: String,
    /// The help lines of another country were turned to: whose they are stays in sight.
    pub turned: bool,
    /// How many options there are above.
    pub options: usize,
    /// Options set side by side: how many in a column, how many options are above them, and how many they are.
    pub lane: Option<(usize, usize, usize)>,
    flows: Flows,
    fields: HashMap<usize, Layout>,
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

    /// Lays a text out; says how many rows it takes, at most `most`.
    pub fn arrange(&mut self, editor: &Editor<'_>, width: u16, most: usize) -> usize {
        let layout = self.fields.entry(editor.field).or_default();
        let rows = layout.arrange(editor.text, width);
        let example = super::strip::example(editor);
        let asked = example.map_or(rows, |words| super::rows::breaks(&words, usize::from(width.max(1))).len());
        asked.clamp(1, most.max(1))
    }

    /// Shows a field in so many rows, scrolled to its caret; says on which of them the caret is.
    pub fn settle(&mut self, editor: &Editor<'_>, height: usize) -> usize {
        let Some(layout) = self.layout(editor.field) else { return 0 };
        layout.follow(editor.text, height, editor.focus);
        layout.caret(editor.text).0.saturating_sub(layout.top)
    }

    /// How a field is laid out; `None` before it was.
    pub fn layout(&mut self, field: usize) -> Option<&mut Layout> {
        self.fields.get_mut(&field)
    }

    /// The marks of the paragraphs of a text that are in sight, if its field asks for any.
    pub fn marks_in_sight(&mut self, editor: &Editor<'_>, noticer: &mut dyn Noticer) -> Marks {
        if editor.notice.is_empty() {
            return Marks::new();
        }
        let seen = self.layout(editor.field).map_or(0..0, |layout| layout.in_sight(editor.text));
        seen.map(|number| (number, marks(editor, number, noticer))).collect()
    }

    /// The marks of the paragraphs of a text that may be in sight where `height` rows of it are shown.
    pub fn marks_in_reach(
        &mut self,
        editor: &Editor<'_>,
        height: usize,
        noticer: &mut dyn Noticer,
    ) -> Vec<(usize, Vec<Mark>)> {
        let seen = self.layout(editor.field).map_or(0..0, |layout| layout.in_reach(editor.text, height));
        seen.map(|number| (number, marks(editor, number, noticer))).collect()
    }

    /// Another frame begins, of a screen shown for so long.
    pub fn begin(&mut self, shown: Duration) {
        (self.shown, self.options, self.lane) = (shown, 0, None);
    }

    /// Forgets where texts were scrolled to and what was looked for or turned to: another screen comes.
    pub fn leave(&mut self) {
        self.sought.clear();
        self.turned = false;
        self.fields.clear();
    }
}

/// The marks of one paragraph of a text as far as it may be in sight, if its field asks for any. Whoever finds them keeps
/// them by stamp: only there it is known when noticing is switched off, or a name changes.
pub fn marks(editor: &Editor<'_>, number: usize, noticer: &mut dyn Noticer) -> Vec<Mark> {
    if editor.notice.is_empty() {
        return Vec::new();
    }
    let caret = editor.text.caret();
    let end = editor.text.paragraph(number).map_or(0, Paragraph::len);
    let middle = match number.cmp(&caret.paragraph) {
        Ordering::Less => end,
        Ordering::Equal => caret.byte,
        Ordering::Greater => 0,
    };
    noticer.marks(editor, number, &(middle.saturating_sub(IN_SIGHT)..middle.saturating_add(IN_SIGHT)))
}
