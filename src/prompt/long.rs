//! Long text, with an optional soft timer that never cuts off.

/// Long text, with an optional soft timer that never cuts off.
#[derive(Clone, Debug)]
pub struct Long {
    /// Categories of noticing.
    pub notice: Vec<String>,
    /// A soft timer.
    pub minutes: Option<u32>,
    /// About how many words are advised; never enforced.
    pub words: Option<u32>,
}
