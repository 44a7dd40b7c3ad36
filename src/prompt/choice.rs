//! One choice among options.

use super::option::Options;

/// One choice among options.
#[derive(Clone, Debug)]
pub struct OneOf {
    /// What there is to choose from.
    pub options: Options,
}
