//! The question where words may stay: what its answer asks of the world, and that nothing is promised that is not so.

use super::effect::{Effect, Keeping};
use super::event::Overlay;
use super::{Entry, Place, Session};
use crate::guide::{Guide, Step};
use crate::prompt::answer::Answer;
use crate::prompt::{Prompt, Scene};

/// What can be said of words that nobody has been asked about.
const NOT_WRITTEN: &str = "Nothing has been written to disk. Please choose again.";
/// Of words that lie open.
const LIE_OPEN: &str = "Your words stay as they were: on this computer, and not sealed. Please choose again.";
/// Of words that are not written.
const STAY_AWAY: &str = "As before, nothing is written to disk. Please choose again.";

impl Session {
    /// Whether this answer has to wait for a passphrase: it counts only once there is one.
    pub(super) fn needs_passphrase(&self, step: &Step, answer: &Answer) -> bool {
        let sealed = answer.one().and_then(Keeping::of) == Some(Keeping::Sealed);
        matches!(step.prompt, Prompt::Keeping(_)) && sealed && !self.protected
    }

    /// Whether this answer takes away what was written, and nobody has said yes to that yet.
    pub(super) fn asks_before_erasing(&self, guide: &Guide, step: &Step, answer: &Answer) -> bool {
        let erases = match (answer.one().and_then(Keeping::of), self.keeping) {
            (Some(Keeping::Erase), now) => now != Some(Keeping::Erase),
            (Some(Keeping::Memory), Some(Keeping::Disk | Keeping::Sealed) | None) => self.has_words_on_disk(guide),
            (Some(_) | None, _) => false,
        };
        matches!(step.prompt, Prompt::Keeping(_)) && erases && self.overlay() != Some(Overlay::Erase)
    }

    /// Where words would be kept with the answer as it stands, at the question where they may stay.
    pub fn keeping_at_hand(&self, guide: &Guide) -> Option<Keeping> {
        let accept = |here: &super::Here<'_>, scene: &Scene<'_>| here.step.prompt.accept(&self.desk.draft, scene).ok();
        let answer = self.scene(guide, &self.at, accept).flatten().filter(|_| self.stands_at_keeping(guide))?;
        answer.one().and_then(Keeping::of)
    }

    /// What became of the passphrase.
    pub(super) fn sealed(&mut self, guide: &Guide, outcome: Result<(), String>) -> Vec<Effect> {
        match outcome {
            Ok(()) => {
                self.protected = true;
                self.keeping = Some(Keeping::Sealed);
                if self.stands_at_keeping(guide) { self.submit(guide) } else { Vec::new() }
            }
            Err(why) => {
                let stays = match self.keeping {
                    None => NOT_WRITTEN,
                    Some(Keeping::Disk | Keeping::Sealed) => LIE_OPEN,
                    Some(Keeping::Memory | Keeping::Erase) => STAY_AWAY,
                };
                self.arrive(guide, self.at.clone());
                self.desk.complaint = Some(format!("{why} {stays}"));
                Vec::new()
            }
        }
    }

    /// Whether the step one stands at asks where words may stay.
    pub fn stands_at_keeping(&self, guide: &Guide) -> bool {
        self.step(guide).is_some_and(|step| matches!(step.prompt, Prompt::Keeping(_)))
    }

    /// Whether it is still to be asked where words may stay.
    pub(super) fn asks_where_to_keep(&self, guide: &Guide) -> bool {
        let here = guide.position(&self.at.step);
        let asks = |(at, step): (usize, &crate::guide::Step)| {
            matches!(step.prompt, Prompt::Keeping(_)) && here.is_some_and(|here| at >= here)
        };
        self.keeping.is_none() && guide.steps.iter().enumerate().any(asks)
    }

    /// Does what was chosen, if it is not so already.
    pub(super) fn choose_keeping(&mut self, id: &str) -> Vec<Effect> {
        let Some(keeping) = Keeping::of(id) else { return Vec::new() };
        if self.keeping == Some(keeping) {
            return Vec::new();
        }
        self.keeping = Some(keeping);
        vec![Effect::Keep(keeping)]
    }

    /// Where words were to be kept when this session was left. Sealed they are only where there is a passphrase.
    pub(super) fn kept_as(&self, guide: &Guide) -> Option<Keeping> {
        let asks = |step: &&Step| matches!(step.prompt, Prompt::Keeping(_));
        let mut answers = guide.steps.iter().filter(asks).filter_map(|step| self.entries.get(&Place::from(&step.id)));
        let chosen = |entry: &Entry| entry.given.as_ref().and_then(Answer::one).and_then(Keeping::of);
        match answers.find_map(chosen) {
            Some(Keeping::Sealed) if !self.protected => Some(Keeping::Disk),
            other => other,
        }
    }

    /// Whether words were written that are nowhere but in memory, as the person chose: leaving would lose them.
    pub(super) fn would_lose(&self, guide: &Guide) -> bool {
        let chosen = matches!(self.keeping, Some(Keeping::Memory | Keeping::Erase));
        let mut wrote = self.entries.iter().filter(|(place, _)| !is_choice(guide, place));
        chosen && (self.desk.touched || wrote.any(|(_, entry)| says_something(entry)))
    }

    /// Whether words lie on the disk beside the choice where they stay.
    fn has_words_on_disk(&self, guide: &Guide) -> bool {
        let written = self.entries_on_disk(guide);
        !self.is_read_only() && written.iter().any(|(place, entry)| !is_choice(guide, place) && says_something(entry))
    }

    /// Whether there is anything to keep: something was said, not only read or passed over, that may lie on the disk.
    /// Before that nothing is written, so that nothing lies on the disk before anybody was asked.
    pub fn worth_keeping(&self, guide: &Guide) -> bool {
        let begun = self.desk.touched && super::walk::is_kept(guide, &self.at) && !self.stands_guarded(guide);
        let mut kept = self.entries.iter().filter_map(|(place, entry)| super::unkept::on_disk(guide, place, entry));
        begun || kept.any(says_something)
    }
}

/// Whether the place is the question where words may stay.
fn is_choice(guide: &Guide, place: &Place) -> bool {
    guide.step(&place.step).is_some_and(|step| matches!(step.prompt, Prompt::Keeping(_)))
}

/// Whether something was said there, not only read or passed over.
fn says_something(entry: &Entry) -> bool {
    entry.given.iter().chain(&entry.draft).any(|answer| *answer != Answer::Seen)
}
