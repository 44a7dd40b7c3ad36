//! Two at one keyboard: while the shared plan is made together, nothing private can be reached or seen.

use std::collections::BTreeMap;

use super::Session;
use super::effect::Effect;
use super::event::{Event, Overlay};
use super::path::Place;
use crate::guide::Guide;
use crate::prompt::{Complaint, Draft};
use crate::text::Clip;

/// Where the shared stretch ends while two sit at the keyboard.
pub(super) const PRIVATE_FROM_HERE: &str =
    "What you made together is kept. The rest is private: take the keyboard back to go on.";

/// Why the person's own editor waits while two sit at the keyboard.
pub(super) const NO_EDITOR: &str = "An editor can open other files, so it waits until the keyboard is taken back.";

/// Why nothing goes on where the curtain stands before a private page.
const BEHIND_CURTAIN: &str = "This goes on once the keyboard is taken back.";
/// The same, to a line that was typed there.
const NOT_TAKEN_IN: &str = "That line was not taken in. This goes on once the keyboard is taken back.";
/// There is nothing to take back.
const NOT_HANDED_OVER: &str = "The keyboard is not handed over.";

/// What the owner of the keyboard has at hand: what was cut or copied, and drafts with all that can be undone in them.
#[derive(Debug, Default)]
pub(super) struct Own {
    clip: Clip,
    left: BTreeMap<Place, Draft>,
    /// Where the keyboard was handed over.
    from: Option<Place>,
    /// The disk may tell that it is handed over: it was on a step whose answers are kept. On another one that could tell
    /// how a never-kept question was answered.
    pub(super) on_disk: bool,
}

impl Session {
    /// Hands the keyboard over, on a step that is made by two; or takes it back, once the passphrase was given where
    /// there is one. One that was typed to open the folder does not count: it is typed with the other person beside, to
    /// go on together, and would show them what is private unasked.
    pub(super) fn share(&mut self, guide: &Guide, on: bool) -> Vec<Effect> {
        if on {
            self.over.overlay = None;
            return if is_shared(guide, &self.at) && !self.shared { self.hand_over(guide) } else { Vec::new() };
        }
        match (self.shared, self.protected) {
            (true, true) => vec![Effect::Unlock],
            (true, false) => self.unshare(guide),
            (false, _) => self.complain(Complaint(NOT_HANDED_OVER.to_owned())),
        }
    }

    /// Puts away what the owner has at hand, and opens the step afresh: erased words do not come back by undoing.
    fn hand_over(&mut self, guide: &Guide) -> Vec<Effect> {
        self.stow(guide);
        self.own = Own {
            clip: std::mem::take(&mut self.clip),
            left: std::mem::take(&mut self.desk.left),
            from: Some(self.at.clone()),
            on_disk: false,
        };
        self.shared = true;
        self.arrive(guide, self.at.clone());
        self.save_sharing(guide, self.own.on_disk)
    }

    /// Writes that the keyboard changed hands, where the disk may tell. It is no word that could be lost in a session that
    /// is only read.
    fn save_sharing(&mut self, guide: &Guide, on_disk: bool) -> Vec<Effect> {
        if on_disk && !self.is_read_only() { self.save(guide) } else { Vec::new() }
    }

    /// A session left while the keyboard was handed over opens so again. What stands behind the curtain is not even opened.
    pub(super) fn draw_curtain(&mut self, guide: &Guide) {
        if !self.shared {
            return;
        }
        self.own = Own { from: Some(self.at.clone()), on_disk: true, ..Own::default() };
        if self.is_behind_curtain(guide) {
            self.desk.draft = Draft::Seen;
        }
    }

    /// The keyboard is the owner's again, with what they had at hand; what was written since goes before it.
    pub(super) fn unshare(&mut self, guide: &Guide) -> Vec<Effect> {
        if !self.shared {
            return Vec::new();
        }
        let own = std::mem::take(&mut self.own);
        self.clip = own.clip;
        for (place, draft) in own.left {
            self.desk.left.entry(place).or_insert(draft);
        }
        let behind = self.is_behind_curtain(guide);
        self.shared = false;
        self.desk.complaint = None;
        if behind {
            self.arrive(guide, self.at.clone());
        }
        self.save_sharing(guide, own.on_disk)
    }

    /// Events on the page that stands before a private one: nothing of them reaches it.
    pub(super) fn ask_at_curtain(&mut self, guide: &Guide, event: Event) -> Vec<Effect> {
        let complain = |words: &str| Complaint(words.to_owned());
        match event {
            Event::Back => self.open_over(guide, Overlay::Leave),
            Event::Reply(line) if !line.trim().is_empty() => self.complain(complain(NOT_TAKEN_IN)),
            Event::Enter | Event::Submit | Event::Skip | Event::Reply(_) => self.complain(complain(BEHIND_CURTAIN)),
            Event::Written(Err(why)) => self.complain(Complaint(why)),
            Event::Edit(_)
            | Event::Move(_)
            | Event::Toggle
            | Event::Pick(_)
            | Event::Item(_)
            | Event::Change(_)
            | Event::Drop(_)
            | Event::GoTo(_)
            | Event::Written(Ok(_))
            | Event::Told(_)
            | Event::OpenEditor
            | Event::Copy
            | Event::Close
            | Event::Yes
            | Event::TimeUp
            | Event::Begin(_)
            | Event::Now { .. }
            | Event::Open(_)
            | Event::Noticing(_)
            | Event::Share(_)
            | Event::Country(_)
            | Event::Leave
            | Event::Vanish
            | Event::InputEnded
            | Event::Saved(_)
            | Event::Sealed(_)
            | Event::Copied
            | Event::Unlocked => Vec::new(),
        }
    }

    /// Whether a place may be reached now.
    pub(super) fn may_see(&self, guide: &Guide, place: &Place) -> bool {
        !self.shared || is_shared(guide, place)
    }

    /// Whether something may lie over the step now.
    pub(super) fn may_lie_over(&self, guide: &Guide, overlay: Overlay) -> bool {
        match overlay {
            Overlay::Words | Overlay::Review | Overlay::Noticed => !self.shared,
            // Where advice comes from tells what is asked.
            Overlay::Sources => !self.is_behind_curtain(guide),
            Overlay::Help
            | Overlay::HelpLines
            | Overlay::Leave
            | Overlay::Erase
            | Overlay::Crisis
            | Overlay::Safety => true,
        }
    }

    /// Whether one stands at a private page while the keyboard is handed over: a session that was left meanwhile comes
    /// back to one, such as a gate asked again.
    pub fn is_behind_curtain(&self, guide: &Guide) -> bool {
        !self.may_see(guide, &self.at)
    }

    /// Whether the disk tells that the keyboard is handed over.
    pub(super) fn handed_over_on_disk(&self) -> bool {
        self.shared && self.own.on_disk
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
