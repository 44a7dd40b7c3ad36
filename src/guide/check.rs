//! The checker: what a guide that loads may still get wrong.
//!
//! Reading finds what is broken; this looks deeper, with the marks of where everything stood. It never changes
//! whether a guide loads. Steps nobody can reach are found by searching for answers that lead to them ([`ways`]).

pub mod domain;
pub mod reach;
mod reading_level;
mod referred;
pub mod value;
pub mod ways;
mod wording;

use crate::fault::{Fault, sorted};
use crate::guide::Guide;
use crate::guide::read::Marks;

/// What there is beside the guide.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Ids of the sources of the library.
    pub sources: Vec<String>,
    /// Kinds of help lines.
    pub lines: Vec<String>,
    /// Categories of noticing; `None` if they are not known, and then not judged.
    pub notice: Option<Vec<String>>,
}

/// Everything found in a guide that loads, in the order of its file.
pub fn check(guide: &Guide, marks: &Marks, known: &Known) -> Vec<Fault> {
    let mut faults = reach::check(guide, marks);
    faults.extend(referred::check(guide, marks, known));
    faults.extend(wording::check(guide, marks));
    sorted(faults)
}
