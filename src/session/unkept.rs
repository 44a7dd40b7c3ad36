//! What is never kept leaves no trace: not in what is written, not in when it is written, not as a gap.
//!
//! A step one of whose options is never kept is *guarded*: there the disk is touched only when what it may hold changes,
//! so that choosing that option and looking at it are the same from outside. Going on from it looks like passing the
//! question over.

use std::collections::BTreeMap;

use super::entry::Entry;
use super::path::{Place, Way};
use super::{Effect, Session};
use crate::guide::{Guide, Keep, Step};
use crate::prompt::answer::Answer;
use crate::prompt::option::OptionSpec;

/// Whether an answer may not reach the disk although its step's answers may: a never-kept option was chosen.
pub fn never_kept(step: &Step, answer: &Answer) -> bool {
    let chosen: Vec<&str> = answer.ids().collect();
    // Words that chose nothing, where one answer is never kept, may say that answer.
    let words = |answer: &Answer| matches!(answer, Answer::Many(many) if many.iter().any(|one| one.id.is_empty()));
    let unchosen = is_guarded(step) && words(answer);
    unchosen || options_never_kept(step, |option| chosen.contains(&option.id.as_str()))
}

/// Whether one of the step's options is never kept.
pub fn is_guarded(step: &Step) -> bool {
    step.keep == Keep::Saved && options_never_kept(step, |_| true)
}

fn options_never_kept(step: &Step, which: impl Fn(&OptionSpec) -> bool) -> bool {
    let never = |option: &OptionSpec| option.keep == Keep::Never && which(option);
    step.prompt.options().is_some_and(|options| options.listed().iter().any(never))
}

/// What of an entry may lie on the disk: itself, or what stood there before a never-kept option was chosen, or nothing.
pub fn on_disk<'e>(guide: &Guide, place: &Place, entry: &'e Entry) -> Option<&'e Entry> {
    match guide.step(&place.step) {
        Some(step) if step.keep == Keep::Never => None,
        Some(step) if is_hidden(step, entry) => entry.kept.as_deref(),
        Some(_) | None => Some(entry),
    }
}

/// Whether a never-kept option is chosen there, or about to be.
pub fn is_hidden(step: &Step, entry: &Entry) -> bool {
    entry.given.iter().chain(&entry.draft).any(|answer| never_kept(step, answer))
}

impl Session {
    /// What of the entry at a place may lie on the disk.
    pub(super) fn entry_on_disk(&self, guide: &Guide, place: &Place) -> Option<&Entry> {
        self.entries.get(place).and_then(|entry| on_disk(guide, place, entry))
    }

    /// All entries, as somebody has them who has only the disk.
    pub(super) fn entries_on_disk(&self, guide: &Guide) -> BTreeMap<Place, Entry> {
        let kept = |(place, entry): (&Place, &Entry)| Some((place.clone(), on_disk(guide, place, entry)?.clone()));
        self.entries.iter().filter_map(kept).collect()
    }

    /// The way as they would find it.
    pub(super) fn way_on_disk(&self, guide: &Guide) -> Way {
        let entries = self.entries_on_disk(guide);
        let gates = super::judge::Gates::AsAnswered;
        super::path::Ground { guide, entries: &entries, facts: &self.facts, gates }.way()
    }

    /// Whether the step one stands at is guarded.
    pub(super) fn stands_guarded(&self, guide: &Guide) -> bool {
        self.step(guide).is_some_and(is_guarded)
    }

    /// Whether the answer given there is one that is never kept.
    pub(super) fn hides(&self, guide: &Guide, place: &Place) -> bool {
        let given = self.entries.get(place).and_then(|entry| entry.given.as_ref());
        guide.step(&place.step).zip(given).is_some_and(|(step, answer)| never_kept(step, answer))
    }

    /// The open draft of a guarded step changed: a save is due only if what the disk may hold changed with it.
    pub(super) fn begun_guarded(&mut self, guide: &Guide) -> Vec<Effect> {
        let at = self.at.clone();
        let before = self.entry_on_disk(guide, &at).cloned();
        self.stow(guide);
        if before.as_ref() == self.entry_on_disk(guide, &at) {
            return Vec::new();
        }
        self.rest_at(guide, at);
        self.save(guide)
    }

    /// From here a resumed session goes on. A never-kept answer before it is from now on a question passed over: whoever
    /// came so far has answered it or skipped it, and a gap would tell which answer it was.
    pub(super) fn rest_at(&mut self, guide: &Guide, place: Place) {
        let here = guide.position(&place.step);
        for (other, entry) in &mut self.entries {
            let Some(step) = guide.step(&other.step) else { continue };
            let passed = guide.position(&other.step) < here && step.keep == Keep::Saved;
            if passed && entry.kept.is_none() && is_hidden(step, entry) {
                let (question, kind) = (entry.question.clone(), entry.kind.clone());
                entry.kept = Some(Box::new(Entry { skipped: true, question, kind, ..Entry::default() }));
            }
        }
        self.anchor = place;
    }
}
