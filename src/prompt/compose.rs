//! A composed draft: built from parts, left-out parts vanish cleanly, freely edited after.

use crate::guide::{Reference, Template};

/// A composed draft: built from parts, left-out parts vanish cleanly, freely edited after.
#[derive(Clone, Debug)]
pub struct Compose {
    /// In the order they stand in the text.
    pub parts: Vec<Part>,
    /// Words advised at most; never enforced.
    pub words: Option<u32>,
    /// Meant for the other person: stands behind every gate.
    pub to_them: bool,
    /// Counts against the limit on messages, and may be copied on the person's own key.
    pub message: bool,
    /// Categories of noticing.
    pub notice: Vec<String>,
}

/// One part of a composed draft.
#[derive(Clone, Debug)]
pub struct Part {
    /// Stable id; saves hold it.
    pub id: String,
    /// What to write here.
    pub ask: Template,
    /// Glue before the words, gone when they are.
    pub before: Template,
    /// Glue after the words, gone when they are.
    pub after: Template,
    /// Shown while empty.
    pub placeholder: Template,
    /// An earlier answer it starts from.
    pub from: Option<Reference>,
}
