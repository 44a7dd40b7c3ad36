//! A level between two named ends.

use crate::guide::{Reference, Template};

/// A level between two named ends.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Lowest level.
    pub min: i64,
    /// Highest level.
    pub max: i64,
    /// What the lowest means.
    pub low: Template,
    /// What the highest means.
    pub high: Template,
    /// The first rating, shown beside this second one.
    pub again_of: Option<Reference>,
}
