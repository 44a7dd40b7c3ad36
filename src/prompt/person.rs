//! Somebody: name, relation, pronouns.

use super::option::OptionSpec;

/// Somebody: name, relation, pronouns.
#[derive(Clone, Debug)]
pub struct Who {
    /// What they may be to one another.
    pub relations: Vec<OptionSpec>,
}
