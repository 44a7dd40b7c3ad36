//! Named columns of items, side by side.

use crate::guide::Template;

/// Named columns of items, side by side.
#[derive(Clone, Debug)]
pub struct Board {
    /// Left to right.
    pub columns: Vec<Column>,
}

/// One column of a board.
#[derive(Clone, Debug)]
pub struct Column {
    /// Stable id; saves hold it.
    pub id: String,
    /// Its heading.
    pub title: Template,
    /// Shown in an empty row.
    pub placeholder: Template,
    /// Each item may be turned into a question; this asks for it ("What would you ask to find out?").
    pub ask_each: Option<Template>,
    /// How many items at most.
    pub at_most: Option<usize>,
}
