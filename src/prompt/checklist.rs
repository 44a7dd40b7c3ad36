//! Things to tick off.

use super::option::Options;

/// Things to tick off.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// What there is to tick.
    pub items: Options,
}
