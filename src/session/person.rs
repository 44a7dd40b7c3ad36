//! Whom a session is about: somebody of earlier sessions or somebody new, and what changes with them.

use super::facts::{Known, PersonId};
use super::{Place, Session};
use crate::guide::Guide;
use crate::prompt::answer::{Answer, Person};
use crate::prompt::person::Who;

impl Session {
    /// Looks up what other sessions say about the person this one is about.
    pub(super) fn know_person(&mut self, guide: &Guide) {
        let own = self.known.iter().find(|known| Some(&known.id) == self.person.as_ref());
        self.facts.known = match own {
            _ if !self.names_person(guide) => Known::anybody(&self.known),
            Some(own) => own.clone(),
            None => Known::default(),
        };
    }

    /// Whether the person has a name here.
    fn names_person(&self, guide: &Guide) -> bool {
        let entry = guide.person.as_ref().and_then(|step| self.entries.get(&Place::from(step)));
        entry
            .filter(|entry| !entry.skipped)
            .is_some_and(|entry| matches!(&entry.given, Some(Answer::Person(person)) if !person.name.trim().is_empty()))
    }

    /// The id of the person that is meant: of somebody other sessions are about, or one of this session's own.
    pub(super) fn person_meant(&self, person: &Person) -> PersonId {
        let maybe = Who::candidates(&person.name, &self.known);
        let known = match (person.same, &person.of) {
            (Some(false), _) => None,
            (Some(true) | None, Some(id)) => maybe.iter().find(|known| known.id == *id),
            (Some(true), None) => maybe.first(),
            (None, None) => maybe.iter().find(|known| !known.name.is_empty()),
        };
        let shared = |id: &&PersonId| self.known.iter().any(|known| known.id == **id);
        let own = self.person.as_ref().filter(|id| !shared(id)).unwrap_or(&self.fresh_person);
        known.map_or(own, |known| &known.id).clone()
    }

    /// The person was named; `before` is what stood there. What was said at gates was said about the one before: if
    /// this is somebody else, it does not count any more.
    pub(super) fn name_person(&mut self, guide: &Guide, before: Option<&Answer>, person: &Person) {
        let before = if let Some(Answer::Person(before)) = before { Some(before) } else { None };
        let stays = |before: &Person| {
            same_name(&before.name, &person.name) && before.same == person.same && before.of == person.of
        };
        if self.person.is_some() && before.is_some_and(stays) {
            return;
        }
        self.person = Some(self.person_meant(person));
        if before.is_some() {
            self.forget_gates(guide);
        }
    }

    /// Gates count as not answered, and nothing is locked because of them.
    fn forget_gates(&mut self, guide: &Guide) {
        for gate in guide.gates() {
            let answered = self.entries.iter().filter(|(place, entry)| place.step == gate.id && entry.given.is_some());
            self.anew.extend(answered.map(|(place, _)| place.clone()));
            self.entries.retain(|place, _| place.step != gate.id);
            self.desk.left.retain(|place, _| place.step != gate.id);
        }
        self.lock = None;
    }

    /// Whether the gate one stands at is asked again because the session is about somebody else now.
    pub fn asked_anew(&self) -> bool {
        self.anew.contains(&self.at) && !self.is_answered()
    }

    /// Whether the step one stands at has an answer.
    pub fn is_answered(&self) -> bool {
        self.entries.get(&self.at).is_some_and(|entry| entry.given.is_some())
    }
}

/// The same name, as people write it: case and outer blanks aside.
fn same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}
