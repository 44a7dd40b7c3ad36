//! Dated events, drawn to scale.

/// Dated events, drawn to scale.
#[derive(Clone, Debug)]
pub struct Timeline;
