//! Two at one keyboard: while the shared plan is made together, nothing private can be reached or seen.

use super::Session;
use super::effect::Effect;
use super::path::Place;
use crate::guide::Guide;

/// Where the shared stretch ends while two sit at the keyboard.
pub(super) const PRIVATE_FROM_HERE: &str =
    "What you made together is kept. The rest is private: take the keyboard back to go on.";

impl Session {
    /// Hands the keyboard over, on a step that is made by two; or takes it back, once the passphrase was given where
    /// there is one.
    pub(super) fn share(&mut self, guide: &Guide, on: bool) -> Vec<Effect> {
        if on {
            self.shared = is_shared(guide, &self.at);
            self.over.overlay = None;
            return Vec::new();
        }
        if self.shared && self.protected {
            return vec![Effect::Unlock];
        }
        self.unshare();
        Vec::new()
    }

    /// The keyboard is the owner's again.
    pub(super) fn unshare(&mut self) {
        self.shared = false;
        self.desk.complaint = None;
    }

    /// Whether a place may be reached now.
    pub(super) fn may_see(&self, guide: &Guide, place: &Place) -> bool {
        !self.shared || is_shared(guide, place)
    }

    /// Whether a passphrase stands before what is private, or only a curtain.
    pub fn is_locked_by_passphrase(&self) -> bool {
        self.protected
    }
}

/// Whether a step is made by two at one keyboard.
fn is_shared(guide: &Guide, place: &Place) -> bool {
    guide.step(&place.step).is_some_and(|step| step.shared)
}
