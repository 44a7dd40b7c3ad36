//! Two at one keyboard: while the shared plan is made together, nothing private can be reached or seen.

use std::collections::BTreeMap;

use super::Session;
use super::effect::Effect;
use super::path::Place;
use crate::guide::Guide;
use crate::prompt::Draft;
use crate::text::Clip;

/// Where the shared stretch ends while two sit at the keyboard.
pub(super) const PRIVATE_FROM_HERE: &str =
    "What you made together is kept. The rest is private: take the keyboard back to go on.";

/// Why the person's own editor waits while two sit at the keyboard.
pub(super) const NO_EDITOR: &str = "An editor can open other files, so it waits until the keyboard is taken back.";

/// What the owner of the keyboard has at hand: what was cut or copied, and drafts with all that can be undone in them.
#[derive(Debug, Default)]
pub(super) struct Own {
    clip: Clip,
    left: BTreeMap<Place, Draft>,
    /// Where the keyboard was handed over.
    from: Option<Place>,
}

impl Session {
    /// Hands the keyboard over, on a step that is made by two; or takes it back, once the passphrase was given where
    /// there is one.
    pub(super) fn share(&mut self, guide: &Guide, on: bool) -> Vec<Effect> {
        if on {
            if is_shared(guide, &self.at) && !self.shared {
                self.hand_over(guide);
            }
            self.over.overlay = None;
            return Vec::new();
        }
        if self.shared && self.protected {
            return vec![Effect::Unlock];
        }
        self.unshare();
        Vec::new()
    }

    /// Puts away what the owner has at hand, and opens the step afresh: erased words do not come back by undoing.
    fn hand_over(&mut self, guide: &Guide) {
        self.stow(guide);
        self.own = Own {
            clip: std::mem::take(&mut self.clip),
            left: std::mem::take(&mut self.desk.left),
            from: Some(self.at.clone()),
        };
        self.arrive(guide, self.at.clone());
        self.shared = true;
    }

    /// The keyboard is the owner's again, with what they had at hand; what was written since goes before it.
    pub(super) fn unshare(&mut self) {
        let own = std::mem::take(&mut self.own);
        if self.shared {
            self.clip = own.clip;
            for (place, draft) in own.left {
                self.desk.left.entry(place).or_insert(draft);
            }
        }
        self.shared = false;
        self.desk.complaint = None;
    }

    /// Whether a place may be reached now.
    pub(super) fn may_see(&self, guide: &Guide, place: &Place) -> bool {
        !self.shared || is_shared(guide, place)
    }

    /// Whether the keyboard was handed over on this very page, which says what that means.
    pub fn is_where_handed_over(&self) -> bool {
        self.shared && self.own.from.as_ref() == Some(&self.at)
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
