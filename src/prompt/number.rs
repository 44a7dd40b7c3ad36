//! A whole number.

use crate::guide::Template;

/// A whole number.
#[derive(Clone, Debug)]
pub struct Number {
    /// Lowest.
    pub min: Option<i64>,
    /// Highest.
    pub max: Option<i64>,
    /// Said behind the number: "days"; may be empty.
    pub unit: Template,
}
