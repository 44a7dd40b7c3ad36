//! A list whose lines are rated; or an earlier one rated again.

use crate::guide::{Reference, Template};

/// A list whose lines are rated; or an earlier one rated again.
#[derive(Clone, Debug)]
pub struct RatedList {
    /// How many at most.
    pub at_most: Option<usize>,
    /// What 0 means.
    pub low: Template,
    /// What 10 means.
    pub high: Template,
    /// The earlier rated list whose lines are rated again.
    pub again_of: Option<Reference>,
}
