//! A calendar day.

/// A calendar day.
#[derive(Clone, Debug)]
pub struct Day {
    /// The earliest that will do.
    pub not_before: Option<Limit>,
    /// The latest that will do.
    pub not_after: Option<Limit>,
}

/// An end of the allowed days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The day it is asked.
    Today,
    /// A fixed day.
    Day(jiff::civil::Date),
}
