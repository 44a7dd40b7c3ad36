//! A breathing guide.

use crate::guide::Template;

/// A breathing guide.
#[derive(Clone, Debug)]
pub struct Pacer {
    /// One round.
    pub pattern: Vec<Beat>,
    /// How long.
    pub minutes: u32,
}

/// One beat of a round.
#[derive(Clone, Debug)]
pub struct Beat {
    /// What to do: "In through the nose".
    pub word: Template,
    /// For how many seconds.
    pub seconds: u32,
    /// Which way the drawn shape goes.
    pub shape: Breath,
}

/// Which way the drawn shape goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breath {
    /// It grows.
    In,
    /// It stays.
    Hold,
    /// It shrinks.
    Out,
}
