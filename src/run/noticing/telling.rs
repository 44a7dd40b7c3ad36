//! Telling: what is said of marks, and what they lead to.

use super::{Found, People};
use crate::notice::CategoryEffect as Leads;
use crate::notice::{Mark, Rules};
use crate::screen::block::Noticed;
use crate::session::event::Overlay;

/// What comes first where there are marks that lead there.
pub(super) fn first_for(here: impl Fn(Leads) -> bool) -> Option<Overlay> {
    if here(Leads::CrisisHelp) {
        // The panel that came by itself comes once in a session; these lines come as often as they are asked for.
        return Some(Overlay::HelpLines);
    }
    here(Leads::SafetyInformation).then_some(Overlay::Safety)
}

/// What a mark leads to.
pub(super) fn effect(rules: &Rules, mark: &Mark) -> Option<Leads> {
    rules.categories().get(mark.category).map(|category| category.effect)
}

/// Marks with the same to say of them together, the most urgent first.
pub(super) fn explained(rules: &Rules, people: &People, found: &[Found]) -> Vec<Noticed> {
    let mut told: Vec<Noticed> = Vec::new();
    let mut found: Vec<&Found> = found.iter().collect();
    found.sort_by_key(|(_, mark)| urgency(rules, mark));
    for (words, mark) in found {
        let (reason, question) = (people.who().fill(rules.reason(mark)), question(rules, mark, people));
        match told.iter_mut().find(|one| one.reason == reason && one.question == question) {
            Some(one) if one.words.contains(words) => {}
            Some(one) => one.words.push(words.clone()),
            None => {
                let help = matches!(effect(rules, mark), Some(Leads::CrisisHelp | Leads::SafetyInformation));
                told.push(Noticed { words: vec![words.clone()], reason, question, help });
            }
        }
    }
    told
}

/// In which order marks are explained: what may be about somebody's life and safety comes first.
fn urgency(rules: &Rules, mark: &Mark) -> u8 {
    match effect(rules, mark) {
        Some(Leads::CrisisHelp) => 0,
        Some(Leads::SafetyInformation) => 1,
        Some(Leads::NoCopy) => 2,
        Some(Leads::Mark) | None => 3,
    }
}

/// The question, with the feelings and needs that may lie beneath a word.
fn question(rules: &Rules, mark: &Mark, people: &People) -> String {
    let question = people.who().fill(rules.question(mark));
    match rules.beneath(mark) {
        Some((feelings, needs)) => {
            format!("{question} It may be: {}. What may be needed: {}.", feelings.join(", "), needs.join(", "))
        }
        None => question,
    }
}
