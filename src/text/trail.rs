//! What changed lately: lets a cache that knows an older stamp learn the one stretch to redo.

use std::collections::VecDeque;

/// How many changes are remembered: more keys than arrive between two frames when a person types.
const KEPT: usize = 64;

/// One change to a sequence: at `at`, `removed` units went and `inserted` units came.
///
/// The units are bytes in a paragraph, paragraphs in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Splice {
    /// Where the change begins.
    pub at: usize,
    /// How many units of the old sequence went.
    pub removed: usize,
    /// How many units of the new sequence came.
    pub inserted: usize,
}

impl Splice {
    /// The one stretch that covers this change and `next`, which came after it.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let at = self.at.min(next.at);
        let between_end = (self.at + self.inserted).max(next.at + next.removed);
        Self {
            at,
            removed: between_end - self.inserted + self.removed - at,
            inserted: between_end - next.removed + next.inserted - at,
        }
    }
}

/// The latest changes, each with the stamp the sequence had before it.
#[derive(Clone, Default)]
pub struct Trail {
    steps: VecDeque<(u64, Splice)>,
}

impl Trail {
    /// Remembers that the sequence stamped `before` changed by `splice`.
    pub fn note(&mut self, before: u64, splice: Splice) {
        if self.steps.len() == KEPT {
            self.steps.pop_front();
        }
        self.steps.push_back((before, splice));
    }

    /// All that changed since the sequence was stamped `stamp`, as one stretch; nothing when
    /// that is too long ago, or was never so.
    pub fn since(&self, stamp: u64) -> Option<Splice> {
        let mut whole: Option<Splice> = None;
        for (before, splice) in self.steps.iter().rev() {
            whole = Some(whole.map_or(*splice, |later| splice.then(later)));
            if *before == stamp {
                return whole;
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{Splice, Trail};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_lies_outside_the_stretch_is_unchanged(
            changes in prop::collection::vec((0usize..40, 0usize..6, prop::collection::vec(100u8..=255, 0..6)), 1..10),
        ) {
            let old: Vec<u8> = (0..30).collect();
            let mut new = old.clone();
            let mut trail = Trail::default();
            for (number, (at, removed, items)) in changes.iter().enumerate() {
                let at = (*at).min(new.len());
                let removed = (*removed).min(new.len() - at);
                trail.note(number as u64, Splice { at, removed, inserted: items.len() });
                new.splice(at..at + removed, items.iter().copied());
            }
            let whole = trail.since(0).unwrap();
            prop_assert_eq!(&old[..whole.at], &new[..whole.at]);
            prop_assert_eq!(&old[whole.at + whole.removed..], &new[whole.at + whole.inserted..]);
            prop_assert_eq!(trail.since(99), None);
        }
    }
}
