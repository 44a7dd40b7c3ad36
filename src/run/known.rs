//! What earlier sessions say about the people they were about: names, messages, locks, full runs.

use std::collections::BTreeMap;

use super::clock;
use crate::prompt::{Answer, Person};
use crate::session::Saved;
use crate::session::facts::{Known, Lock};
use crate::store::{DiskFault, SessionId, Store};

/// What all other sessions of a folder say. The one that is sat down to is left out: what it says itself it holds, and
/// may be changed in it.
///
/// # Errors
/// When the folder cannot be listed.
pub fn others(store: &Store, own: Option<&SessionId>) -> Result<Vec<Known>, DiskFault> {
    Ok(besides(&sessions(store)?, own.map(SessionId::as_str)))
}

/// The people of these sessions, without what the session with this id says.
pub fn besides(sessions: &[Saved], own: Option<&str>) -> Vec<Known> {
    people(sessions.iter().filter(|saved| Some(saved.id.as_str()) != own))
}

/// Every session of a folder as far as it can be read: a lock outlives damage as long as an earlier state holds it, and
/// holds in whichever version of a session that was written in two places.
fn sessions(store: &Store) -> Result<Vec<Saved>, DiskFault> {
    Ok(store.each()?.into_iter().map(|(_, saved)| saved).collect())
}

/// The people of these sessions, the one of the newest session first. A session without an id for its person is about
/// somebody of its own.
pub fn people<'a>(sessions: impl IntoIterator<Item = &'a Saved>) -> Vec<Known> {
    let mut sessions: Vec<&Saved> = sessions.into_iter().collect();
    sessions.sort_by_key(|saved| std::cmp::Reverse(saved.updated));
    let mut order: Vec<&String> = Vec::new();
    let mut people: BTreeMap<&String, Known> = BTreeMap::new();
    for saved in sessions {
        let id = saved.person.as_ref().unwrap_or(&saved.id);
        let known = people.entry(id).or_insert_with(|| {
            order.push(id);
            Known { id: id.clone(), last: Some(clock::day_of(saved.updated)), ..Known::default() }
        });
        add(known, saved);
    }
    let mut found: Vec<Known> = order.into_iter().filter_map(|id| people.remove(id)).collect();
    for known in &mut found {
        // Versions of one session tell of the same message.
        known.messages.sort_unstable();
        known.messages.dedup();
    }
    found
}

fn add(known: &mut Known, saved: &Saved) {
    if known.name.is_empty()
        && let Some(person) = named(saved)
    {
        person.name.trim().clone_into(&mut known.name);
        known.relation.clone_from(&person.relation);
    }
    known.messages.extend(saved.messages.iter().map(|sent| sent.at));
    known.lock = Lock::longer(known.lock, saved.lock);
    known.full_runs.extend(saved.finished);
    known.highest = known.highest.max(saved.highest);
}

/// Whom a session names.
fn named(saved: &Saved) -> Option<&Person> {
    saved.entries.iter().find_map(|entry| match &entry.given {
        Some(Answer::Person(person)) if !entry.skipped && !person.name.trim().is_empty() => Some(person),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
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
