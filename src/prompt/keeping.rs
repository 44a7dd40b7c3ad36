//! Where words are kept.

use crate::guide::Template;

/// Where words are kept.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// In the order they are offered; the first is where the cursor starts.
    pub offers: Vec<Offer>,
}

/// One way of keeping.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What it does.
    pub keeping: crate::session::effect::Keeping,
    /// The words; its id in saves is `keep`, `protect`, `memory` or `erase`.
    pub label: Template,
    /// A line below; may be empty.
    pub text: Template,
}
