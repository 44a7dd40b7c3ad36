//! What earlier sessions say about the people they were about: names, messages, locks, full runs. The list of sessions
//! knows all of it but the names; for these one file is read for each person.

use std::collections::BTreeMap;

use super::clock;
use crate::prompt::Person;
use crate::session::Saved;
use crate::session::facts::{Known, Lock, Said};
use crate::store::{DiskFault, Listing, SessionId, Store, Version};

/// What all other sessions of a folder say. The one that is sat down to is left out: what it says itself it holds, and
/// may be changed in it.
///
/// # Errors
/// When the folder cannot be listed.
pub fn others(store: &Store, own: Option<&SessionId>) -> Result<Vec<Known>, DiskFault> {
    Ok(listed(store, &store.list()?, own))
}

/// The same of a folder as it was just listed.
pub fn listed(store: &Store, listing: &Listing, own: Option<&SessionId>) -> Vec<Known> {
    let other = |id: &SessionId| Some(id) != own;
    // A lock holds in whichever version of a session that was written in two places.
    let rows = listing.rows.iter().filter(|row| other(&row.id));
    let versions = rows.flat_map(|row| row.versions.iter().map(|version| (&row.id, version)));
    let told = versions.filter_map(|(id, version)| told(store, id, version));
    // It outlives damage as long as an earlier state holds it.
    let damaged = listing.unreadable.iter().filter_map(|file| file.id.as_ref()).filter(|id| other(id));
    let earlier = damaged.filter_map(|id| store.earlier(id)).map(whole);
    add_up(told.chain(earlier).collect(), |words| match words {
        Words::Read(saved) => saved.named().cloned(),
        Words::In(id, version) => store.load_one(id, version).into_saved()?.named().cloned(),
    })
}

/// Where the words of a session are.
enum Words<'a> {
    /// In memory: it had to be read.
    Read(Box<Saved>),
    /// In the file of this version.
    In(&'a SessionId, &'a Version),
}

/// What a session says; only one of which the list does not know is read.
fn told<'a>(store: &Store, id: &'a SessionId, version: &'a Version) -> Option<(Said, Words<'a>)> {
    match &version.said {
        Some(said) => Some((said.clone(), Words::In(id, version))),
        None => store.load_one(id, version).into_saved().map(Box::new).map(whole),
    }
}

fn whole<'a>(saved: Box<Saved>) -> (Said, Words<'a>) {
    (Said::of(&saved), Words::Read(saved))
}

/// The people of these sessions, without what the session with this id says.
pub fn besides(sessions: &[Saved], own: Option<&str>) -> Vec<Known> {
    people(sessions.iter().filter(|saved| Some(saved.id.as_str()) != own))
}

/// The people of these sessions, the one of the newest session first. A session without an id for its person is about
/// somebody of its own.
pub fn people<'a>(sessions: impl IntoIterator<Item = &'a Saved>) -> Vec<Known> {
    let said = sessions.into_iter().map(|saved| (Said::of(saved), saved)).collect();
    add_up(said, |saved| saved.named().cloned())
}

/// Adds up what sessions say. `named` tells whom one of them names, from its words: it is asked no more than needed.
fn add_up<W>(mut sessions: Vec<(Said, W)>, named: impl Fn(&W) -> Option<Person>) -> Vec<Known> {
    sessions.sort_by_key(|(said, _)| std::cmp::Reverse(said.updated));
    let mut order: Vec<&str> = Vec::new();
    let mut people: BTreeMap<&str, Known> = BTreeMap::new();
    for (said, words) in &sessions {
        let id = said.person.as_str();
        let known = people.entry(id).or_insert_with(|| {
            order.push(id);
            Known { id: id.to_owned(), last: Some(clock::day_of(said.updated)), ..Known::default() }
        });
        if known.name.is_empty()
            && said.names
            && let Some(person) = named(words)
        {
            person.name.trim().clone_into(&mut known.name);
            known.relation = person.relation;
        }
        add(known, said);
    }
    let mut found: Vec<Known> = order.into_iter().filter_map(|id| people.remove(id)).collect();
    for known in &mut found {
        // Versions of one session tell of the same message.
        known.messages.sort_unstable();
        known.messages.dedup();
    }
    found
}

fn add(known: &mut Known, said: &Said) {
    known.messages.extend(&said.messages);
    known.lock = Lock::longer(known.lock, said.lock);
    known.full_runs.extend(said.finished);
    known.highest = known.highest.max(said.highest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompt::Answer;
    use crate::session::saved::{GuideMark, SavedEntry, Sent, Status};

    fn saved(person: &str, name: &str, updated: i64) -> Saved {
        let who: Person = toml::from_str(&format!("name = \"{name}\"\npronouns = \"they\"")).expect("a person");
        Saved {
            format: 1,
            least_reader: 1,
            id: "0".repeat(32),
            revision: 1,
            guide: GuideMark { id: "g".to_owned(), title: String::new(), digest: String::new(), copied: false },
            status: Status::Open,
            started: 0,
            updated,
            highest: updated,
            next_item: 1,
            at: "a".to_owned(),
            returns: None,
            person: Some(person.to_owned()),
            noticing_off: false,
            handed_over: false,
            country: None,
            messages: vec![Sent { step: "message".to_owned(), at: updated }],
            lock: None,
            finished: None,
            entries: vec![SavedEntry {
                step: "who".to_owned(),
                question: String::new(),
                kind: "person".to_owned(),
                skipped: false,
                at: None,
                spot: None,
                given: Some(Answer::Person(who)),
                draft: None,
                more: toml::Table::new(),
            }],
            more: toml::Table::new(),
        }
    }

    #[test]
    fn sessions_about_one_person_add_up() {
        let mut old = saved("sam", "Sam", 10);
        old.lock = Some(Lock { until: Some(jiff::civil::date(2026, 5, 1)) });
        old.finished = Some(11);
        let mut new = saved("sam", "Sammy", 30);
        new.lock = Some(Lock { until: None });
        let other = saved("kim", "Kim", 20);
        let found = people([&old, &other, &new]);
        assert_eq!(found.iter().map(|known| known.name.as_str()).collect::<Vec<_>>(), ["Sammy", "Kim"]);
        let sam = &found[0];
        assert_eq!(sam.messages, [10, 30]);
        assert_eq!(sam.lock, Some(Lock { until: None }), "a lock for good outlasts one with an end");
        assert_eq!((sam.full_runs.as_slice(), sam.highest), ([11].as_slice(), 30));
    }

    #[test]
    fn a_session_without_an_id_for_its_person_is_about_somebody_of_its_own() {
        let mut nobody = saved("x", "", 1);
        nobody.person = None;
        let found = people([&nobody]);
        assert_eq!((found[0].id.as_str(), found[0].name.as_str()), (nobody.id.as_str(), ""));
    }
}
