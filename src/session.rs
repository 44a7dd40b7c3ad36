//! Session: the state machine. Plain data, pure, deterministic: the same events give the same session.
//!
//! It knows no file, clock, terminal, thread or randomness; what it needs of them enters with
//! [`Event::Begin`] and [`Event::Now`]. Nothing here can fail.

mod aside;
mod asking;
pub mod effect;
pub mod entry;
pub mod event;
pub mod facts;
mod here;
pub mod judge;
mod keep;
mod keeping;
mod message;
mod outside;
mod over;
pub mod path;
mod person;
pub mod saved;
mod sharing;
mod unkept;
mod walk;
pub mod words;

use std::collections::BTreeMap;

pub use effect::{Effect, Farewell, Keeping};
pub use entry::{Entry, State};
pub use event::{Event, Overlay};
use facts::{FactsNow, Known, Lock};
pub use here::Here;
pub use outside::Answered;
pub use path::{Place, Way};
pub use saved::Saved;
use saved::{GuideMark, Sent};

use crate::guide::Guide;
use crate::prompt::Draft;
use crate::screen::block::Status as Safe;
use crate::text::Clip;

/// Never-kept items are numbered from here, beyond all that are kept.
const FIRST_UNKEPT_ITEM: u32 = 1 << 31;

/// A session that can only be read.
#[derive(Clone, Debug)]
struct OnlyRead {
    why: String,
    /// Something was written all the same.
    in_vain: bool,
}

/// One walk through one guide.
#[derive(Debug)]
pub struct Session {
    id: String,
    revision: u64,
    guide: GuideMark,
    started: i64,
    updated: i64,
    entries: BTreeMap<Place, Entry>,
    /// Entries that stand for steps this guide no longer has, and fields of later versions.
    more: keep::More,
    messages: Vec<Sent>,
    lock: Option<Lock>,
    finished: Option<i64>,
    next_item: u32,
    /// The same for items that are never kept: how many there are must not show in the numbers of the others.
    next_unkept_item: u32,
    person: Option<String>,
    known: Vec<Known>,
    fresh_person: String,
    facts: FactsNow,
    noticing: bool,
    country: Option<String>,
    keeping: Option<Keeping>,
    safe: Safe,
    protected: bool,
    read_only: Option<OnlyRead>,

    way: Way,
    /// Positions of undecided steps that are likely to come, for the count of what is left.
    likely: Vec<usize>,
    at: Place,
    /// Where a resumed session would go on: never tells how a never-kept question was answered.
    anchor: Place,
    /// Gates that were answered about somebody else.
    anew: Vec<Place>,
    /// A gate asked again, or a step edited from the review, and where to go on afterwards.
    detour: Option<walk::Detour>,
    /// What the owner of the keyboard has at hand, put away while it is handed over.
    own: sharing::Own,
    desk: Desk,
    over: Over,
    shared: bool,
    clip: Clip,
}

/// What is being answered now.
#[derive(Debug)]
struct Desk {
    draft: Draft,
    /// Something was changed in the open draft since it was opened.
    touched: bool,
    /// A plain line was taken on this step, and more is asked for.
    replying: bool,
    /// Why the draft would not do.
    complaint: Option<String>,
    /// What was done, or could not be done, for the person on this step.
    told: Option<String>,
    /// Drafts of steps left, so that undo survives going elsewhere and back.
    left: BTreeMap<Place, Draft>,
}

/// What lies over the step.
#[derive(Debug, Default)]
struct Over {
    overlay: Option<Overlay>,
    /// The row the cursor is on.
    row: usize,
    /// The panel for thoughts of self-harm opens by itself once.
    crisis_shown: bool,
}

impl Session {
    /// A new session on a guide, standing at its first step. `id`: 32 hex digits.
    pub fn begin(guide: &Guide, id: &str, copied: bool) -> Self {
        let mark = GuideMark { id: guide.id.clone(), title: guide.title.clone(), digest: guide.digest.clone(), copied };
        let first = guide.steps.first().map_or_else(|| Place::from(String::new()), |step| Place::from(&step.id));
        Self {
            id: id.to_owned(),
            revision: 0,
            guide: mark,
            started: 0,
            updated: 0,
            entries: BTreeMap::new(),
            more: keep::More::default(),
            messages: Vec::new(),
            lock: None,
            finished: None,
            next_item: 1,
            next_unkept_item: FIRST_UNKEPT_ITEM,
            person: None,
            known: Vec::new(),
            fresh_person: String::new(),
            facts: FactsNow::at(0, jiff::civil::Date::ZERO),
            noticing: true,
            country: None,
            keeping: None,
            safe: Safe::Quiet,
            protected: false,
            read_only: None,
            way: Way::default(),
            likely: Vec::new(),
            at: first.clone(),
            anchor: first,
            anew: Vec::new(),
            detour: None,
            own: sharing::Own::default(),
            desk: Desk {
                draft: Draft::Seen,
                touched: false,
                replying: false,
                complaint: None,
                told: None,
                left: BTreeMap::new(),
            },
            over: Over::default(),
            shared: false,
            clip: Clip::default(),
        }
    }

    /// Takes one event in and says what is to be done. An event that means nothing here changes nothing.
    pub fn handle(&mut self, guide: &Guide, event: Event) -> Vec<Effect> {
        match event {
            Event::Begin(begin) => self.begun(guide, *begin),
            Event::Now { seconds, today } => {
                self.facts.see(seconds, today);
                Vec::new()
            }
            Event::Saved(outcome) => {
                self.told(outcome);
                Vec::new()
            }
            Event::Sealed(outcome) => self.sealed(guide, outcome),
            Event::Copied => self.copied(guide),
            Event::Unlocked => self.unshare(guide),
            Event::Noticing(on) => {
                self.noticing = on;
                self.save(guide)
            }
            Event::Country(code) => {
                self.country = Some(code);
                self.save(guide)
            }
            Event::Share(on) => self.share(guide, on),
            // Leaving loses nothing; where it would, one is asked.
            Event::Leave if self.would_lose(guide) && self.over.overlay != Some(Overlay::Leave) => {
                self.open_over(guide, Overlay::Leave)
            }
            Event::Leave => self.leave(guide, Farewell::Resume),
            Event::Vanish => self.leave(guide, Farewell::Silent),
            Event::InputEnded => self.leave(guide, Farewell::Ended),
            Event::Open(overlay) => self.open_over(guide, overlay),
            event @ (Event::Edit(_)
            | Event::Move(_)
            | Event::Toggle
            | Event::Pick(_)
            | Event::Item(_)
            | Event::Reply(_)
            | Event::Change(_)
            | Event::Drop(_)
            | Event::Enter
            | Event::Submit
            | Event::Back
            | Event::Skip
            | Event::GoTo(_)
            | Event::Close
            | Event::Yes
            | Event::Written(_)
            | Event::Told(_)
            | Event::OpenEditor
            | Event::TimeUp
            | Event::Copy) => match self.over.overlay {
                Some(overlay) => self.over(guide, overlay, event),
                None => self.ask(guide, event),
            },
        }
    }

    /// Names this session: 32 hex digits.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// When it was begun, in seconds since 1970.
    pub fn started(&self) -> i64 {
        self.started
    }

    /// Which guide it follows.
    pub fn guide(&self) -> &GuideMark {
        &self.guide
    }

    /// Where one stands.
    pub fn at(&self) -> &Place {
        &self.at
    }

    /// The way as it stands now.
    pub fn way(&self) -> &Way {
        &self.way
    }

    /// Positions of the steps still to come, this one included: those on the way, and undecided ones that are likely.
    /// The second list holds the undecided ones alone.
    pub fn ahead(&self) -> (Vec<usize>, Vec<usize>) {
        let at = self.way.position(&self.at).unwrap_or_default();
        let here = self.way.stops.get(at).map_or(0, |stop| stop.step);
        let likely: Vec<usize> = self.likely.iter().copied().filter(|step| *step > here).collect();
        let sure = self.way.stops.iter().skip(at).map(|stop| stop.step);
        (sure.chain(likely.iter().copied()).collect(), likely)
    }

    /// What is being answered.
    pub fn draft(&self) -> &Draft {
        &self.desk.draft
    }

    /// What lies over the step.
    pub fn overlay(&self) -> Option<Overlay> {
        self.over.overlay
    }

    /// The row of the overlay the cursor is on.
    pub fn row(&self) -> usize {
        self.over.row
    }

    /// Why the draft would not do.
    pub fn complaint(&self) -> Option<&str> {
        self.desk.complaint.as_deref()
    }

    /// What was done for the person on this step, or could not be.
    pub fn told_here(&self) -> Option<&str> {
        self.desk.told.as_deref()
    }

    /// Whether words are marked.
    pub fn noticing(&self) -> bool {
        self.noticing
    }

    /// The country help lines are shown for.
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// Where words are kept, once it was chosen.
    pub fn keeping(&self) -> Option<Keeping> {
        self.keeping
    }

    /// Whether the words are safe.
    pub fn safe(&self) -> Safe {
        match (&self.read_only, self.keeping) {
            (Some(only), _) => Safe::ReadOnly(only.why.clone()),
            (None, Some(Keeping::Memory | Keeping::Erase)) => Safe::MemoryOnly,
            (None, _) => self.safe.clone(),
        }
    }

    /// Another person sits at the keyboard too: nothing private is shown or reached.
    pub fn shared(&self) -> bool {
        self.shared
    }

    /// Where the walk goes on after a detour: a gate asked again, or a step edited from the review.
    pub fn returns_to(&self) -> Option<&Place> {
        self.detour.as_ref().map(|detour| &detour.to)
    }

    /// The entry at a place, if there is one.
    pub fn entry(&self, place: &Place) -> Option<&Entry> {
        self.entries.get(place)
    }

    /// From now on nothing is written; says why.
    pub fn make_read_only(&mut self, why: String) {
        self.read_only = Some(OnlyRead { why, in_vain: false });
    }

    /// Whether it can only be read.
    pub fn is_read_only(&self) -> bool {
        self.read_only.is_some()
    }

    /// Whether something was written although it can only be read.
    pub fn wrote_in_vain(&self) -> bool {
        self.read_only.as_ref().is_some_and(|only| only.in_vain)
    }

    /// A save is due, unless words are not to be kept.
    fn save(&mut self, guide: &Guide) -> Vec<Effect> {
        let kept = !matches!(self.keeping, Some(Keeping::Memory | Keeping::Erase));
        // What was written follows also where everything in it is taken away.
        if !kept || (self.revision == 0 && !self.worth_keeping(guide)) {
            return Vec::new();
        }
        if let Some(only) = &mut self.read_only {
            only.in_vain = true;
            return Vec::new();
        }
        self.updated = self.facts.now;
        if !matches!(self.safe, Safe::NotSaved(_)) {
            self.safe = Safe::Saving;
        }
        vec![Effect::Save]
    }

    fn told(&mut self, outcome: event::SaveOutcome) {
        self.safe = match outcome {
            event::SaveOutcome::Done => Safe::Saved,
            event::SaveOutcome::Failed(why) => Safe::NotSaved(why),
            event::SaveOutcome::Aside => Safe::SavedAside,
        };
    }
}
