//! If-then lines: when this happens, then I do that (Gollwitzer & Sheeran 2006).

use crate::guide::Template;

/// If-then lines: when this happens, then I do that (Gollwitzer & Sheeran 2006).
#[derive(Clone, Debug)]
pub struct IfThen {
    /// How many at most.
    pub at_most: usize,
    /// Beginnings offered for the "if".
    pub starts: Vec<Template>,
    /// Shown in an empty "then".
    pub then_placeholder: Template,
}
