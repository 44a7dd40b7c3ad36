//! Whom a session is about: somebody of earlier sessions or somebody new, and what changes with them.

use super::Session;
use super::facts::Known;
use crate::guide::Guide;
use crate::prompt::answer::{Answer, Person};

impl Session {
    /// The person was named; `before` is what stood there. What was said at gates was said about the one before: if
    /// this is somebody else, it does not count any more.
    pub(super) fn name_person(&mut self, guide: &Guide, before: Option<&Answer>, person: &Person) {
        let before = if let Some(Answer::Person(before)) = before { Some(before) } else { None };
        let stays = |before: &Person| same_name(&before.name, &person.name) && before.same == person.same;
        if self.person.is_some() && before.is_some_and(stays) {
            return;
        }
        let named = |known: &&Known| !person.name.trim().is_empty() && same_name(&known.name, &person.name);
        let known = self.known.iter().find(named).filter(|_| person.same != Some(false));
        self.person = Some(known.map_or_else(|| self.fresh_person.clone(), |known| known.id.clone()));
        self.know_person();
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
