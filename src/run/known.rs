//! What earlier sessions say about the people they were about: names, messages, locks, full runs.

use std::collections::BTreeMap;

use crate::prompt::Answer;
use crate::session::Saved;
use crate::session::facts::{Known, Lock};

/// The people of these sessions, the one of the newest session first.
pub fn people<'a>(sessions: impl IntoIterator<Item = &'a Saved>) -> Vec<Known> {
    let mut sessions: Vec<&Saved> = sessions.into_iter().collect();
    sessions.sort_by_key(|saved| std::cmp::Reverse(saved.updated));
    let mut order: Vec<String> = Vec::new();
    let mut people: BTreeMap<String, Known> = BTreeMap::new();
    for saved in sessions {
        let Some(id) = &saved.person else { continue };
        if !order.contains(id) {
            order.push(id.clone());
        }
        let known = people.entry(id.clone()).or_insert_with(|| Known { id: id.clone(), ..Known::default() });
        add(known, saved);
    }
    let mut found: Vec<Known> = order.iter().filter_map(|id| people.remove(id)).collect();
    for known in &mut found {
        known.messages.sort_unstable();
    }
    found
}

fn add(known: &mut Known, saved: &Saved) {
    if known.name.is_empty() {
        known.name = name(saved).unwrap_or_default();
    }
    known.messages.extend(saved.messages.iter().map(|sent| sent.at));
    known.lock = stronger(known.lock, saved.lock);
    known.last_full_run = known.last_full_run.max(saved.finished);
    known.highest = known.highest.max(saved.highest);
}

/// What the person of a session is called in it.
pub fn name(saved: &Saved) -> Option<String> {
    saved.entries.iter().find_map(|entry| match &entry.given {
        Some(Answer::Person(person)) if !person.name.trim().is_empty() => Some(person.name.trim().to_owned()),
        _ => None,
    })
}

/// The lock that holds longer: one left by any session stands.
fn stronger(one: Option<Lock>, other: Option<Lock>) -> Option<Lock> {
    match (one, other) {
        (Some(one), Some(other)) => {
            let until = one.until.zip(other.until).map(|(one, other)| one.max(other));
            Some(Lock { until })
        }
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prompt::Person;
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
        assert_eq!((sam.last_full_run, sam.highest), (Some(11), 30));
    }

    #[test]
    fn of_two_locks_the_longer_stands() {
        let day = |day| Some(Lock { until: Some(jiff::civil::date(2026, 5, day)) });
        assert_eq!(stronger(day(1), day(3)), day(3));
        assert_eq!(stronger(day(1), None), day(1));
        assert_eq!(stronger(None, None), None);
    }

    #[test]
    fn a_session_about_nobody_is_left_out() {
        let mut nobody = saved("x", "X", 1);
        nobody.person = None;
        assert!(people([&nobody]).is_empty());
    }
}
