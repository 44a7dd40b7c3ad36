//! Suspends the walk: "come back after the talk", or on a day.

use super::option::Options;
use crate::guide::Reference;

/// Suspends the walk: "come back after the talk", or on a day.
#[derive(Clone, Debug)]
pub struct Pause {
    /// What may have happened when one comes back; those with `waits` do not lift it.
    pub options: Options,
    /// A `date` step: when to come back.
    pub until: Option<Reference>,
}
