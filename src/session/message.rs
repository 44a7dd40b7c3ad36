//! The message to the person: copied out, and counted, so that there is one and one follow-up.

use super::saved::Sent;
use super::walk::is_kept;
use super::{Effect, Place, Session};
use crate::guide::{Guide, Step, StepId};
use crate::prompt::Prompt;
use crate::prompt::answer::Answer;

impl Session {
    /// The message as it stands, where one is written now or shown again.
    pub fn message(&self, guide: &Guide) -> Option<String> {
        self.message_here(guide).map(|(_, text)| text)
    }

    /// The place of that message too.
    fn message_here(&self, guide: &Guide) -> Option<(Place, String)> {
        let step = self.step(guide)?;
        if is_message(step) {
            let answer = step.prompt.keep(&self.desk.draft);
            return self.text_of(guide, self.at.clone(), answer.as_ref());
        }
        let again = shown_again(step).filter_map(|id| {
            let place = Place::from(guide.step(id).filter(|step| is_message(step)).map(|step| &step.id)?);
            let on_the_way = !self.shared && self.way.has(&place);
            let entry = self.entry(&place).filter(|entry| on_the_way && !entry.skipped)?;
            self.text_of(guide, place, entry.latest())
        });
        again.last()
    }

    fn text_of(&self, guide: &Guide, place: Place, answer: Option<&Answer>) -> Option<(Place, String)> {
        let text = self.scene(guide, &place, |here, scene| {
            let Prompt::Compose(compose) = &here.step.prompt else { return None };
            answer.map(|answer| compose.text_of(answer, scene.words))
        });
        text.flatten().filter(|text| !text.trim().is_empty()).map(|text| (place, text))
    }

    /// Hands the message to the clipboard.
    pub(super) fn copy(&mut self, guide: &Guide) -> Vec<Effect> {
        self.message(guide).map(Effect::CopyOut).into_iter().collect()
    }

    /// A message counts once, whether it was finished or carried away.
    pub(super) fn count_message(&mut self, place: &Place) {
        let place = place.to_string();
        if !self.messages.iter().any(|sent| sent.step == place) {
            self.messages.push(Sent { step: place, at: self.facts.clock });
        }
    }

    /// The message is on the clipboard: as far as anybody can tell here, it is on its way.
    pub(super) fn copied(&mut self, guide: &Guide) -> Vec<Effect> {
        let Some((place, _)) = self.message_here(guide) else { return Vec::new() };
        self.count_message(&place);
        self.derive(guide);
        if is_kept(guide, &place) { self.save(guide) } else { Vec::new() }
    }
}

fn is_message(step: &Step) -> bool {
    matches!(&step.prompt, Prompt::Compose(compose) if compose.message)
}

/// The steps whose answers a step shows again.
fn shown_again(step: &Step) -> impl Iterator<Item = &StepId> {
    let of = if let Prompt::Recap(recap) = &step.prompt { recap.of.as_slice() } else { &[] };
    step.recall.iter().chain(of.iter().flat_map(|list| &list.step.steps))
}
