//! Several choices; an option may stand alone ("none of these") or ask for own words.

use super::option::Options;

/// Several choices; an option may stand alone ("none of these") or ask for own words.
#[derive(Clone, Debug)]
pub struct SomeOf {
    /// What there is to choose from.
    pub options: Options,
    /// How many at most.
    pub at_most: Option<usize>,
}
