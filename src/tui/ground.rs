//! Ground: what blocks stand on while they become strips: laid out texts, the room there is, what moves.

use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use super::Look;
use super::field::Layout;
use super::flow::{Flows, Manner, Row};
use super::theme::Role;
use crate::screen::block::Editor;

/// What blocks stand on.
#[derive(Default)]
pub struct Ground {
    /// How things look.
    pub look: Look,
    /// Rows a page of long text may take.
    pub page: usize,
    /// How long this screen has been shown.
    pub shown: Duration,
    /// The number of the next field that has none of its own.
    pub field: usize,
    flows: Flows,
    fields: HashMap<usize, Layout>,
    heights: HashMap<usize, usize>,
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
        layout.arrange(editor.text, width);
        let asked = if editor.text.is_empty() {
            super::rows::breaks(&editor.placeholder, usize::from(width.max(1))).len()
        } else {
            layout.height()
        };
        let height = asked.clamp(1, most);
        if editor.focus {
            layout.follow(editor.text, height);
        }
        self.heights.insert(editor.field, height);
        self.field = self.field.max(editor.field + 1);
        height
    }

    /// How a field is laid out.
    pub fn layout(&self, field: usize) -> Option<&Layout> {
        self.fields.get(&field)
    }

    /// How a field is laid out, to move in it.
    pub fn layout_mut(&mut self, field: usize) -> Option<&mut Layout> {
        self.fields.get_mut(&field)
    }

    /// Rows a field takes on the page.
    pub fn rows_of(&self, field: usize) -> usize {
        self.heights.get(&field).copied().unwrap_or(1)
    }

    /// The row of the field, as shown, that the caret is on.
    pub fn caret_row(&self, editor: &Editor<'_>) -> Option<usize> {
        let layout = self.layout(editor.field)?;
        Some(layout.find(editor.text, editor.text.caret()).0.saturating_sub(layout.top))
    }

    /// Forgets where texts were scrolled to: another screen comes.
    pub fn leave(&mut self) {
        self.fields.clear();
        self.heights.clear();
    }
}
