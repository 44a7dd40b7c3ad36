//! What can be looked at in a file whose syntax has faults.
//!
//! The parser drops all that stands behind a line it can make nothing of. Where such a line is a stray one, which opens and
//! closes nothing, the file is parsed again without it, and so is everything else found. In all other cases the rest would
//! be noise, and it is said that it was not looked at.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::place::line_of;
use super::source::parse;
use super::{Fault, sorted, syntax};

/// So many stray lines are taken out, each with a parse of the file.
const MOST: usize = 32;

const HIDDEN: &str = "the rest of this file is looked at once this is mended";

/// All faults of a file whose syntax has these, in its order. `look` finds what else is wrong with it: it is given the
/// file without its stray lines, every other byte at its place.
pub fn beside(
    source: &str,
    mut faults: Vec<Fault>,
    look: impl FnOnce(&str, &Spanned<DeTable<'_>>) -> Vec<Fault>,
) -> Vec<Fault> {
    let mut text = source.to_owned();
    let mut strays = Vec::new();
    let mut new = faults.clone();
    while let Some(stray) = new.iter().find_map(|fault| stray(&text, fault)).filter(|_| strays.len() < MOST) {
        text.replace_range(stray.clone(), &" ".repeat(stray.len()));
        strays.push(source.get(stray).unwrap_or_default().split_whitespace().next().unwrap_or_default());
        new = parse(&text).1;
        faults.extend(new.iter().cloned());
    }
    faults = sorted(faults);
    if new.iter().all(|fault| is_taken(&text, fault)) {
        let found = look(&text, &parse(&text).0);
        if !found.iter().any(|fault| strays.iter().any(|stray| is_missing(fault, stray))) {
            faults.extend(found.into_iter().filter(|fault| !new.iter().any(|told| same_line(source, fault, told))));
            return sorted(faults);
        }
    }
    if let Some(last) = faults.last_mut() {
        let mend = last.mend.take().map(|mend| format!("{mend}; ")).unwrap_or_default();
        last.mend = Some(format!("{mend}{HIDDEN}"));
    }
    faults
}

/// The line of a fault, if it can be taken out alone.
fn stray(text: &str, fault: &Fault) -> Option<Range<usize>> {
    let (line, start) = line_of(text, fault.span.start);
    let alone = !line.trim().is_empty() && !line.contains(['=', '"', '\'', '[', ']', '{', '}', '#', ',']);
    alone.then(|| start..start + line.len())
}

/// Nothing is lost by it: the parser takes the value for text, or leaves the second of two keys out.
fn is_taken(text: &str, fault: &Fault) -> bool {
    let heading = line_of(text, fault.span.start).0.trim_start().starts_with('[');
    fault.what == syntax::UNQUOTED || (fault.code == "duplicate-key" && !heading)
}

/// The stray line was meant for a key, which is missing now: more than the line is lost.
fn is_missing(fault: &Fault, stray: &str) -> bool {
    fault.code == "missing-key" && fault.what.contains(&format!("`{}`", stray.trim_end_matches(':')))
}

fn same_line(source: &str, one: &Fault, other: &Fault) -> bool {
    line_of(source, one.span.start).1 == line_of(source, other.span.start).1
}
