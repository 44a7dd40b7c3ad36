//! Undo and redo: what was changed, kept in groups of a word or a single act.
//!
//! A group holds only what changed, never the text around it, and a copy of the history shares
//! all groups.

use super::edit::Place;
use super::shelves::{Shelves, Weigh};
use std::sync::Arc;

/// The most that is remembered, in bytes of changed text: more than sixteen times a whole
/// answer. Past it the oldest groups go.
const REMEMBERED: usize = 16 << 20;

/// The most characters typed without a space that are undone together: enough for any word,
/// and about a line of a script that writes without spaces.
const RUN: usize = 48;

/// A group with more in it than this is not added to, so that adding never copies much.
const SMALL: usize = 1024;

/// One change: at `at`, `removed` made way for `inserted`.
#[derive(Clone)]
pub struct Change {
    /// Where the change begins.
    pub at: Place,
    /// What stood there before.
    pub removed: String,
    /// What stands there after.
    pub inserted: String,
}

/// The caret and, when something is selected, where the selection began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Where the caret is.
    pub caret: Place,
    /// The other end of the selection.
    pub anchor: Option<Place>,
}

/// Changes that are undone together.
#[derive(Clone)]
pub struct Group {
    /// In the order they were made.
    pub changes: Vec<Change>,
    /// Where one stood before them.
    pub before: Standing,
    /// Where one stood after them.
    pub after: Standing,
}

impl Weigh for Group {
    fn weight(&self) -> usize {
        let bytes =
            self.changes.iter().map(|change| change.removed.len() + change.inserted.len() + size_of::<Change>());
        size_of::<Self>() + bytes.sum::<usize>()
    }
}

/// How an edit may join the group before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Typing: letters join their word, and the spaces after it.
    Typing,
    /// Erasing one character after the other, back from the caret.
    ErasingBack,
    /// Erasing one character after the other, on from the caret.
    ErasingOn,
    /// Never joins another.
    Whole,
}

/// What the latest group would take in.
#[derive(Clone, Copy)]
struct Open {
    kind: Kind,
    /// Where the next change must begin (for erasing back: end).
    at: Place,
    /// Whether the latest character was a space.
    spaced: bool,
    /// How many characters the group holds.
    length: usize,
}

/// All that can be undone and redone.
#[derive(Clone, Default)]
pub struct History {
    done: Shelves<Arc<Group>>,
    undone: Shelves<Arc<Group>>,
    open: Option<Open>,
}

impl History {
    /// How many groups there are to take back.
    pub fn undoable(&self) -> usize {
        self.done.len()
    }

    /// Ends the latest group: what comes next is undone apart from it.
    pub fn pause(&mut self) {
        self.open = None;
    }

    /// Remembers a change of the given kind, made between two standings.
    pub fn note(&mut self, kind: Kind, change: Change, before: Standing, after: Standing) {
        self.undone = Shelves::default();
        let joined = self.open.filter(|open| open.takes(kind, &change));
        self.open = Open::after(kind, &change, after, joined);
        if joined.is_some() && !self.done.is_empty() {
            self.done.update(self.done.len() - 1, |group| {
                Arc::make_mut(group).join(kind, change, after);
            });
        } else {
            self.done.push(Arc::new(Group { changes: vec![change], before, after }));
        }
        while self.done.weight() > REMEMBERED && self.done.len() > 1 {
            self.done.splice(0..1, None);
        }
    }

    /// The group to take back now. It can be redone after.
    pub fn undo(&mut self) -> Option<Arc<Group>> {
        self.open = None;
        let group = self.done.pop()?;
        self.undone.push(group.clone());
        Some(group)
    }

    /// The group to make again now. It can be undone after.
    pub fn redo(&mut self) -> Option<Arc<Group>> {
        self.open = None;
        let group = self.undone.pop()?;
        self.done.push(group.clone());
        Some(group)
    }
}

impl Open {
    /// What the group may take in after `change`; `before` is what it took in so far, if the change joined it.
    fn after(kind: Kind, change: &Change, after: Standing, before: Option<Self>) -> Option<Self> {
        let (words, at) = match kind {
            Kind::Typing => (&change.inserted, end_of(change.at, &change.inserted)),
            Kind::ErasingBack | Kind::ErasingOn => (&change.removed, change.at),
            Kind::Whole => return None,
        };
        // The caret may have been snapped away from the change; then nothing can join it.
        if at != after.caret || change.removed.len() + change.inserted.len() > SMALL {
            return None;
        }
        let spaced = words.chars().next_back().is_some_and(char::is_whitespace);
        let length = before.map_or(0, |open| open.length) + words.chars().count();
        Some(Self { kind, at, spaced, length })
    }

    /// Whether a change belongs to this group.
    fn takes(self, kind: Kind, change: &Change) -> bool {
        if self.kind != kind || self.length >= RUN {
            return false;
        }
        let starts_spaced = |words: &str| words.chars().next().is_some_and(char::is_whitespace);
        match kind {
            Kind::Typing => {
                change.removed.is_empty() && change.at == self.at && (!self.spaced || starts_spaced(&change.inserted))
            }
            Kind::ErasingBack => {
                end_of(change.at, &change.removed) == self.at && (!self.spaced || starts_spaced(&change.removed))
            }
            Kind::ErasingOn => change.at == self.at && (!self.spaced || starts_spaced(&change.removed)),
            Kind::Whole => false,
        }
    }
}

impl Group {
    fn join(&mut self, kind: Kind, change: Change, after: Standing) {
        self.after = after;
        match (kind, self.changes.last_mut()) {
            (Kind::Typing, Some(last)) => last.inserted.push_str(&change.inserted),
            (Kind::ErasingBack, Some(last)) => {
                last.at = change.at;
                last.removed.insert_str(0, &change.removed);
            }
            (Kind::ErasingOn, Some(last)) => last.removed.push_str(&change.removed),
            (Kind::Whole, _) | (_, None) => self.changes.push(change),
        }
    }
}

/// Where `words` end when they begin at `at`.
pub fn end_of(at: Place, words: &str) -> Place {
    match words.rfind('\n') {
        None => Place::new(at.paragraph, at.byte + words.len()),
        Some(last) => Place::new(at.paragraph + words.matches('\n').count(), words.len() - last - 1),
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, History, Kind, REMEMBERED, Standing};
    use crate::text::Place;

    #[test]
    fn what_is_remembered_has_an_end_and_loses_the_oldest() {
        let mut history = History::default();
        for number in 0..40 {
            let change = Change { at: Place::new(number, 0), removed: String::new(), inserted: "x".repeat(1 << 20) };
            history.note(Kind::Whole, change, Standing::default(), Standing::default());
        }
        let mut left = 0;
        while let Some(group) = history.undo() {
            left += 1;
            assert_eq!(group.changes.first().map(|change| change.at.paragraph), Some(40 - left));
        }
        assert_eq!(left, (REMEMBERED >> 20) - 1);
    }
}
