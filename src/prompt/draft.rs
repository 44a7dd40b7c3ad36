//! Drafts: the few shapes an answer has while somebody is still at it. Always allowed to be wrong or unfinished.

use serde::{Deserialize, Serialize};

use super::answer::ItemId;
use crate::text::Text;

/// What is being answered.
#[derive(Clone, Debug)]
pub enum Draft {
    /// Nothing to answer: text, a pacer, a recap.
    Seen,
    /// Options to choose from.
    Pick(Pick),
    /// A level on a scale.
    Level(Level),
    /// One text: short or long words, a number, a date.
    Write(Write),
    /// Items: list, rated list, board, timeline, if-then plan.
    Rows(Rows),
    /// Several fields in one step: person, gate, composed draft.
    Form(Form),
}

/// Options to choose from.
#[derive(Clone, Debug, Default)]
pub struct Pick {
    /// The row the cursor is on, 0 first.
    pub at: usize,
    /// Ids of what is chosen; at most one where only one may be.
    pub chosen: Vec<String>,
    /// Own words for "something else".
    pub other: Text,
    /// The own words have the focus.
    pub writing: bool,
}

/// A level on a scale.
#[derive(Clone, Debug)]
pub struct Level {
    /// Lowest.
    pub min: i64,
    /// Highest.
    pub max: i64,
    /// Chosen so far.
    pub value: Option<i64>,
}

/// One text.
#[derive(Clone, Debug, Default)]
pub struct Write {
    /// The words.
    pub text: Text,
}

/// Items under way. There is always one empty row to write in, at the end of each column.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// In order, grouped by column.
    pub rows: Vec<Row>,
    /// The row the cursor is on.
    pub at: usize,
    /// The cell of that row: 0 the words, 1 what the kind adds (then, date, question, rating).
    pub cell: usize,
    /// Taken away, newest last, to be put back.
    pub removed: Vec<(usize, Row)>,
}

/// One item under way.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its number once it was kept.
    pub id: Option<ItemId>,
    /// Which column of a board, 0 first.
    pub column: usize,
    /// Cell 0 the words; cell 1 the "then", the date, or the question.
    pub cells: Vec<Text>,
    /// How strongly, in a rated list.
    pub rating: Option<i64>,
}

/// Several fields in one step.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// In order; the kind knows what each stands for.
    pub fields: Vec<Field>,
    /// The field that has the focus.
    pub at: usize,
}

/// One field of a form.
#[derive(Clone, Debug)]
pub enum Field {
    /// Words.
    Write(Write),
    /// Options.
    Pick(Pick),
}

/// Where the cursor stood in a draft, saved so that one comes back to exactly that place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Row of a list, row of options, or field of a form.
    #[serde(default)]
    pub at: usize,
    /// Cell of the row.
    #[serde(default)]
    pub cell: usize,
    /// Paragraph of the text in focus.
    #[serde(default)]
    pub paragraph: usize,
    /// Byte in that paragraph.
    #[serde(default)]
    pub byte: usize,
}
