//! What earlier sessions say about each person: the facts that a new session begins with.

use crate::prompt::answer::Answer;
use crate::session::Saved;
use crate::session::facts::Known;

use super::{Contents, DiskFault, Store};

impl Store {
    /// The people that sessions here are about, newest first, with what all their sessions say together. Reads every
    /// session that is about somebody (about 0.1 ms each), so it is asked for once, when a session begins.
    pub fn people(&self) -> Result<Vec<Known>, DiskFault> {
        let listing = self.list()?;
        let mut people: Vec<Known> = Vec::new();
        for row in listing.rows.iter().filter(|row| row.head.person.is_some()) {
            let Some(version) = row.versions.first() else { continue };
            let loaded = self.read(&row.id, version.name.clone(), Vec::new());
            match loaded.state {
                Contents::Good(saved) | Contents::ChangedByHand(saved) | Contents::Newer(Some(saved), _) => {
                    gather(&mut people, &saved);
                }
                Contents::Newer(None, _) | Contents::Damaged(..) => {}
            }
        }
        for person in &mut people {
            person.messages.sort_unstable();
        }
        Ok(people)
    }
}

/// Adds what one session says. Sessions come newest first, so the first name and the first lock are the last ones given.
fn gather(people: &mut Vec<Known>, saved: &Saved) {
    let Some(id) = &saved.person else { return };
    let at = people.iter().position(|person| person.id == *id).unwrap_or_else(|| {
        people.push(Known { id: id.clone(), ..Known::default() });
        people.len() - 1
    });
    let Some(person) = people.get_mut(at) else { return };
    if person.name.is_empty() {
        person.name = name(saved).unwrap_or_default();
    }
    person.messages.extend(saved.messages.iter().map(|sent| sent.at));
    person.lock = person.lock.or(saved.lock);
    person.last_full_run = person.last_full_run.max(saved.finished);
    person.highest = person.highest.max(saved.highest);
}

/// What the person is called in this session.
fn name(saved: &Saved) -> Option<String> {
    saved.entries.iter().find_map(|entry| match entry.given.as_ref().or(entry.draft.as_ref()) {
        Some(Answer::Person(person)) => Some(person.name.clone()),
        Some(_) | None => None,
    })
}
