//! The message to the person: copied out, and counted, so that there is one and one follow-up.

use super::saved::Sent;
use super::walk::is_kept;
use super::{Effect, Session};
use crate::guide::{Guide, Step};
use crate::prompt::Prompt;

impl Session {
    /// The message as it stands, where one is written now.
    pub fn message(&self, guide: &Guide) -> Option<String> {
        let Prompt::Compose(compose) = &self.step(guide)?.prompt else { return None };
        if !compose.message {
            return None;
        }
        let at = self.at.clone();
        let text = self.scene(guide, &at, |here, scene| {
            let answer = here.step.prompt.keep(&self.desk.draft)?;
            Some(compose.text_of(&answer, scene.words))
        });
        text.flatten().filter(|text| !text.trim().is_empty())
    }

    /// Hands the message to the clipboard.
    pub(super) fn copy(&mut self, guide: &Guide) -> Vec<Effect> {
        self.message(guide).map(Effect::CopyOut).into_iter().collect()
    }

    /// A message of this step counts once, whether it was finished or carried away.
    pub(super) fn count_message(&mut self) {
        let place = self.at.to_string();
        if !self.messages.iter().any(|sent| sent.step == place) {
            self.messages.push(Sent { step: place, at: self.facts.clock });
        }
    }

    /// The message is on the clipboard: as far as anybody can tell here, it is on its way.
    pub(super) fn copied(&mut self, guide: &Guide) -> Vec<Effect> {
        let message = |step: &Step| matches!(&step.prompt, Prompt::Compose(compose) if compose.message);
        if !self.step(guide).is_some_and(message) {
            return Vec::new();
        }
        self.count_message();
        self.derive(guide);
        if is_kept(guide, &self.at) { self.save(guide) } else { Vec::new() }
    }
}
