//! The session and its saved form: what is written, what never is, and taking a session up again on a guide that
//! may have been edited since.

use std::collections::BTreeMap;

use super::Session;
use super::entry::Entry;
use super::facts::FactsNow;
use super::path::Place;
use super::saved::{FORMAT, GuideMark, LEAST_READER, Saved, SavedEntry, Status};
use crate::guide::{Guide, Keep, Step};
use crate::prompt::Prompt;
use crate::prompt::answer::Answer;
use crate::prompt::option::OptionSpec;

/// What a saved session holds beyond what this program knows, kept and written back.
#[derive(Debug, Default, Clone)]
pub struct More {
    /// Fields of the session.
    pub fields: toml::Table,
}

/// Whether an answer may not reach the disk although its step's answers may: a never-kept option was chosen.
pub fn never_kept(guide: &Guide, step: &Step, answer: &Answer) -> bool {
    debug_assert!(guide.step(&step.id).is_some(), "the step belongs to the guide");
    let chosen: Vec<&str> = answer.ids().collect();
    let never = |option: &OptionSpec| option.keep == Keep::Never && chosen.contains(&option.id.as_str());
    step.prompt.options().is_some_and(|options| options.listed().iter().any(never))
}

impl Session {
    /// The saved form as of now, the open draft included. Never-kept answers are not in it.
    pub fn saved(&self, guide: &Guide) -> Saved {
        let mut entries = self.entries.clone();
        self.add_open_draft(guide, &mut entries);
        Saved {
            format: FORMAT,
            least_reader: LEAST_READER,
            id: self.id.clone(),
            revision: self.revision + 1,
            guide: self.guide.clone(),
            status: self.status(guide),
            started: self.started,
            updated: self.updated,
            highest: self.facts.clock,
            next_item: self.next_item,
            at: self.anchor.to_string(),
            returns: self.detour_on_disk(guide).filter(|to| **to != self.anchor).map(ToString::to_string),
            person: self.person.clone(),
            noticing_off: !self.noticing,
            country: self.country.clone(),
            messages: self.messages.clone(),
            lock: self.lock,
            finished: self.finished,
            entries: ordered(guide, entries),
            more: self.more.fields.clone(),
        }
    }

    /// Counts a save that was taken, so that the next one is newer.
    pub fn count_save(&mut self) {
        self.revision += 1;
    }

    /// Whether there is anything to keep: something was said, not only read or passed over. Before that nothing is
    /// written, so that nothing lies on the disk before anybody was asked.
    pub fn worth_keeping(&self) -> bool {
        let said = |answer: &Option<Answer>| answer.as_ref().is_some_and(|answer| *answer != Answer::Seen);
        self.desk.touched || self.entries.values().any(|entry| said(&entry.given) || said(&entry.draft))
    }

    /// Where the session stands, as lists show it.
    pub fn status(&self, guide: &Guide) -> Status {
        let waits = guide.step(&self.anchor.step).is_some_and(|step| {
            let given = self.entries.get(&self.anchor).and_then(|entry| entry.given.as_ref());
            matches!(step.prompt, Prompt::Pause(_)) && given.is_none_or(|given| super::asking::waits(step, given))
        });
        match (self.finished, waits) {
            (Some(_), _) => Status::Finished,
            (None, true) => Status::Waiting,
            (None, false) => Status::Open,
        }
    }

    fn add_open_draft(&self, guide: &Guide, entries: &mut BTreeMap<Place, Entry>) {
        if !self.desk.touched {
            if self.anchor == self.at
                && let Some(entry) = entries.get_mut(&self.at)
            {
                entry.spot = Some(self.desk.draft.spot());
            }
            return;
        }
        let kept = self.scene(guide, &self.at, |here, _| {
            (here.step.prompt.keep(&self.desk.draft), here.ask(), here.step.prompt.name())
        });
        let Some((answer, question, kind)) = kept else { return };
        let entry = entries.entry(self.at.clone()).or_default();
        entry.draft = answer.filter(|answer| entry.given.as_ref() != Some(answer) || entry.skipped);
        entry.spot = Some(self.desk.draft.spot());
        entry.question = question;
        kind.clone_into(&mut entry.kind);
    }

    /// Takes a saved session up again. Entries of steps the guide no longer has stay in it, inactive.
    pub fn resume(guide: &Guide, saved: Saved) -> Self {
        let mut session = Self::begin(guide, &saved.id, saved.guide.copied);
        let at = Place::from(saved.at);
        session.guide = GuideMark { title: saved.guide.title, ..session.guide };
        session.revision = saved.revision;
        session.started = saved.started;
        session.updated = saved.updated;
        session.facts = FactsNow::at(saved.highest, session.facts.today);
        session.next_item = saved.next_item.max(1);
        session.person = saved.person;
        session.noticing = !saved.noticing_off;
        session.country = saved.country;
        session.messages = saved.messages;
        session.lock = saved.lock;
        session.finished = saved.finished;
        session.more = More { fields: saved.more };
        session.entries = saved.entries.into_iter().map(taken_up).collect();
        session.keeping = session.kept_as(guide);
        session.safe = crate::screen::block::Status::Saved;
        session.detour = saved.returns.map(|to| super::walk::Detour::to(Place::from(to)));
        session.anchor = at.clone();
        session.at = at;
        session
    }

    fn kept_as(&self, guide: &Guide) -> Option<super::Keeping> {
        let keeping = guide.steps.iter().find(|step| matches!(step.prompt, Prompt::Keeping(_)))?;
        match &self.entries.get(&Place::from(&keeping.id))?.given {
            Some(Answer::One(id)) => super::Keeping::of(id),
            _ => None,
        }
    }
}

fn taken_up(saved: SavedEntry) -> (Place, Entry) {
    let entry = Entry {
        given: saved.given,
        kept: None,
        draft: saved.draft,
        skipped: saved.skipped,
        spot: saved.spot,
        question: saved.question,
        kind: saved.kind,
        at: saved.at,
        more: saved.more,
    };
    (Place::from(saved.step), entry)
}

/// In guide order, entries of unknown steps last; never-kept ones left out.
fn ordered(guide: &Guide, entries: BTreeMap<Place, Entry>) -> Vec<SavedEntry> {
    let mut placed: Vec<(usize, Place, Entry)> = entries
        .into_iter()
        .map(|(place, entry)| (guide.position(&place.step).unwrap_or(usize::MAX), place, entry))
        .collect();
    placed.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    placed.into_iter().filter_map(|(_, place, entry)| written(guide, &place, entry)).collect()
}

fn written(guide: &Guide, place: &Place, entry: Entry) -> Option<SavedEntry> {
    let step = guide.step(&place.step);
    if step.is_some_and(|step| step.keep == Keep::Never) {
        return None;
    }
    let hidden = |answer: &Answer| step.is_some_and(|step| never_kept(guide, step, answer));
    // The row the cursor stood on would tell what was chosen.
    let unseen = entry.given.iter().chain(&entry.draft).any(hidden);
    let given = entry.given.filter(|answer| !hidden(answer)).or(entry.kept);
    let draft = entry.draft.filter(|answer| !hidden(answer));
    if given.is_none() && draft.is_none() && !entry.skipped {
        return None;
    }
    Some(SavedEntry {
        step: place.to_string(),
        question: entry.question,
        kind: entry.kind,
        skipped: entry.skipped,
        at: entry.at,
        spot: entry.spot.filter(|_| !unseen),
        given,
        draft,
        more: entry.more,
    })
}
