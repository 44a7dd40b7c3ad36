//! A list of lines.

/// A list of lines.
#[derive(Clone, Debug)]
pub struct List {
    /// How many at most.
    pub at_most: Option<usize>,
}
