//! Earlier answers shown again, and how ratings changed.

use crate::guide::{ListRef, Reference, Template};

/// Earlier answers shown again, and how ratings changed.
#[derive(Clone, Debug)]
pub struct Recap {
    /// Whose answers, in order; a column for a board.
    pub of: Vec<ListRef>,
    /// Pairs of ratings, before and after.
    pub change: Vec<Change>,
}

/// One pair of ratings.
#[derive(Clone, Debug)]
pub struct Change {
    /// What was rated, for the label: "upset".
    pub name: Template,
    /// The first rating.
    pub before: Reference,
    /// The second.
    pub after: Reference,
    /// Said when it went down.
    pub less: Template,
    /// Said when it went up.
    pub more: Template,
    /// Said when it stayed.
    pub same: Template,
}
