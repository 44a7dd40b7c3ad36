//! The question where words may stay: what its answer asks of the world.

use super::effect::{Effect, Keeping};
use super::{Entry, Place, Session};
use crate::guide::{Guide, Step};
use crate::prompt::Prompt;
use crate::prompt::answer::Answer;

impl Session {
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

    /// Whether there is anything to keep: something was said, not only read or passed over, that may lie on the disk.
    /// Before that nothing is written, so that nothing lies on the disk before anybody was asked.
    pub fn worth_keeping(&self, guide: &Guide) -> bool {
        let said = |answer: &Option<Answer>| answer.as_ref().is_some_and(|answer| *answer != Answer::Seen);
        let begun = self.desk.touched && super::walk::is_kept(guide, &self.at) && !self.stands_guarded(guide);
        let mut kept = self.entries.iter().filter_map(|(place, entry)| super::unkept::on_disk(guide, place, entry));
        begun || kept.any(|entry| said(&entry.given) || said(&entry.draft))
    }
}
