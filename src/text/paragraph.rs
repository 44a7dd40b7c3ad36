//! One paragraph: its words, its stamp, how much is written, and what changed lately.

use super::shelves::Weigh;
use super::trail::{Splice, Trail};
use super::words::Tally;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter;
use std::ops::Range;
use std::sync::Arc;

/// Bytes a copied paragraph may grow by before it has to be moved again.
const ROOM: usize = 64;

/// One paragraph of a [`Text`](super::Text), without its line end. A copy shares the words.
#[derive(Clone)]
pub struct Paragraph(Arc<Inner>);

#[derive(Clone)]
struct Inner {
    words: String,
    stamp: u64,
    tally: Tally,
    trail: Trail,
}

impl Paragraph {
    pub(super) fn new(words: &str) -> Self {
        Self(Arc::new(Inner {
            words: words.to_owned(),
            stamp: stamp_of(|hasher| words.hash(hasher)),
            tally: Tally::of(words),
            trail: Trail::default(),
        }))
    }

    /// The words. They hold no line end, and no control character but tabs.
    pub fn as_str(&self) -> &str {
        &self.0.words
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.0.words.len()
    }

    /// Whether there is nothing here, not even a space.
    pub fn is_empty(&self) -> bool {
        self.0.words.is_empty()
    }

    /// A number that differs after every change. Two paragraphs bear the same stamp only when
    /// they hold the same words, whatever text they are in, so a cache may go by it alone.
    pub fn stamp(&self) -> u64 {
        self.0.stamp
    }

    /// What changed, in bytes, since this paragraph (or the one it was cut or joined from) was
    /// stamped `stamp`; nothing when that is too long ago, or was never so.
    pub fn changed_since(&self, stamp: u64) -> Option<Splice> {
        self.0.trail.since(stamp)
    }

    pub(super) fn tally(&self) -> Tally {
        self.0.tally
    }

    /// Puts `new` in place of `range`, where it stands.
    pub(super) fn splice(&mut self, range: Range<usize>, new: &str) {
        let Some(inner) = Arc::get_mut(&mut self.0) else {
            // Somebody else holds these words, to save them: the change goes into a copy.
            *self = self.spliced(range, &[new]);
            return;
        };
        let gone = Tally::around(&inner.words, range.start, range.end);
        inner.note(&range, iter::once(new));
        inner.words.replace_range(range.clone(), new);
        let come = Tally::around(&inner.words, range.start, range.start + new.len());
        inner.tally = inner.tally.with(gone, come);
    }

    /// A new paragraph: this one with `new`, piece after piece, in place of `range`.
    pub(super) fn spliced(&self, range: Range<usize>, new: &[&str]) -> Self {
        let kept = |range: Range<usize>| self.0.words.get(range).unwrap_or_default();
        let inserted: usize = new.iter().map(|piece| piece.len()).sum();
        let mut words = String::with_capacity(self.len() - range.len() + inserted + ROOM);
        words.push_str(kept(0..range.start));
        words.extend(new.iter().copied());
        words.push_str(kept(range.end..self.len()));
        let come = range.start..words.len() - (self.len() - range.end);
        // Count the smaller side: what changed, or what is there now.
        let tally = if range.len() + come.len() < words.len() {
            let gone = Tally::around(&self.0.words, range.start, range.end);
            self.0.tally.with(gone, Tally::around(&words, come.start, come.end))
        } else {
            Tally::of(&words)
        };
        let mut inner = Inner { words, tally, stamp: self.0.stamp, trail: self.0.trail.clone() };
        inner.note(&range, new.iter().copied());
        Self(Arc::new(inner))
    }
}

impl Inner {
    /// Takes a new stamp for the change about to be made, and leaves a trace of it.
    fn note<'a>(&mut self, range: &Range<usize>, new: impl Iterator<Item = &'a str>) {
        let before = self.stamp;
        let mut inserted = 0;
        self.stamp = stamp_of(|hasher| {
            (before, range.start, range.len()).hash(hasher);
            for piece in new {
                inserted += piece.len();
                hasher.write(piece.as_bytes());
            }
        });
        self.trail.note(before, Splice { at: range.start, removed: range.len(), inserted });
    }
}

/// A stamp from what is fed to the hasher, the same in every run.
pub(super) fn stamp_of(feed: impl FnOnce(&mut DefaultHasher)) -> u64 {
    let mut hasher = DefaultHasher::new();
    feed(&mut hasher);
    hasher.finish()
}

impl Weigh for Paragraph {
    /// Its bytes and those of the line end that follows it.
    fn weight(&self) -> usize {
        self.len() + 1
    }
}

impl PartialEq for Paragraph {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.as_str() == other.as_str()
    }
}

impl Eq for Paragraph {}

/// Tells how long it is and never what it says.
impl fmt::Debug for Paragraph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} characters]", self.as_str().chars().count())
    }
}
