//! A line of text.

/// A line of text.
#[derive(Clone, Debug)]
pub struct Short {
    /// Categories of noticing.
    pub notice: Vec<String>,
}
