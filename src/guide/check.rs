//! The checker: what a guide that loads may still get wrong.
//!
//! Reading finds what is broken; this looks deeper, with the marks of where everything stood. Of what it finds only
//! what a guide refers to and does not find ([`outside`]) keeps it from being used. Steps nobody can reach are found by searching for answers that lead to them ([`ways`]).

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

/// What there is beside the guide. What is `None` is not known, and then not judged.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Ids of the sources of the library.
    pub sources: Option<Vec<String>>,
    /// Kinds of help lines.
    pub lines: Option<Vec<String>>,
    /// Categories of noticing, and sets of them.
    pub notice: Option<Vec<String>>,
}

/// Everything found in a guide beyond what reading it found, in the order of its file. A guide with faults that keep
/// it from being read is looked at as far as that goes.
pub fn check(guide: Option<&Guide>, marks: &Marks, known: &Known) -> Vec<Fault> {
    let mut faults = outside(marks, known);
    faults.extend(wording::texts(marks));
    if let Some(guide) = guide {
        faults.extend(reach::check(guide, marks));
        faults.extend(referred::sources(guide, marks));
        faults.extend(wording::lengths(guide, marks));
    }
    sorted(faults)
}

/// What a guide refers to outside itself and does not find there: these keep it from being used.
pub fn outside(marks: &Marks, known: &Known) -> Vec<Fault> {
    sorted(referred::outside(marks, known))
}
