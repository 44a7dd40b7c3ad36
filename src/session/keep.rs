//! The session and its saved form: what is written, what never is, and taking a session up again on a guide that
//! may have been edited since.

use std::collections::BTreeMap;

use super::Session;
use super::entry::Entry;
use super::facts::FactsNow;
use super::path::Place;
use super::saved::{FORMAT, GuideMark, LEAST_READER, Saved, SavedEntry, Status};
use crate::guide::Guide;
use crate::prompt::Prompt;

/// What a saved session holds beyond what this program knows, kept and written back.
#[derive(Debug, Default, Clone)]
pub struct More {
    /// Fields of the session.
    pub fields: toml::Table,
}

impl Session {
    /// The saved form as of now, the open draft included. Never-kept answers are not in it.
    pub fn saved(&self, guide: &Guide) -> Saved {
        let mut entries = self.entries_on_disk(guide);
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
            handed_over: self.handed_over_on_disk(),
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

    /// Where the session stands, as lists show it.
    pub fn status(&self, guide: &Guide) -> Status {
        let waits = guide.step(&self.anchor.step).is_some_and(|step| {
            let given = self.entry_on_disk(guide, &self.anchor).and_then(|entry| entry.given.as_ref());
            matches!(step.prompt, Prompt::Pause(_)) && given.is_none_or(|given| super::asking::waits(step, given))
        });
        match (self.finished, waits) {
            (Some(_), _) => Status::Finished,
            (None, true) => Status::Waiting,
            (None, false) => Status::Open,
        }
    }

    /// What is being answered, where it may lie on the disk. A guarded step has put it down already: where the cursor is
    /// there would tell.
    fn add_open_draft(&self, guide: &Guide, entries: &mut BTreeMap<Place, Entry>) {
        let open = super::walk::is_kept(guide, &self.at) && !self.is_behind_curtain(guide);
        if !open || self.stands_guarded(guide) {
            return;
        }
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
        session.shared = saved.handed_over;
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

/// In guide order, entries of unknown steps last.
fn ordered(guide: &Guide, entries: BTreeMap<Place, Entry>) -> Vec<SavedEntry> {
    let mut placed: Vec<(usize, Place, Entry)> = entries
        .into_iter()
        .map(|(place, entry)| (guide.position(&place.step).unwrap_or(usize::MAX), place, entry))
        .collect();
    placed.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
    placed.into_iter().filter_map(|(_, place, entry)| written(&place, entry)).collect()
}

fn written(place: &Place, entry: Entry) -> Option<SavedEntry> {
    if entry.given.is_none() && entry.draft.is_none() && !entry.skipped {
        return None;
    }
    Some(SavedEntry {
        step: place.to_string(),
        question: entry.question,
        kind: entry.kind,
        skipped: entry.skipped,
        at: entry.at,
        spot: entry.spot,
        given: entry.given,
        draft: entry.draft,
        more: entry.more,
    })
}
