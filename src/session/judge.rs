//! Judges conditions against the answers so far. Three outcomes: it holds, it does not, it is not known yet.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::entry::Entry;
use super::facts::FactsNow;
use super::path::Place;
use crate::guide::condition::{Outcome, Verb};
use crate::guide::{Condition, Fact, Guide, ListRef, Reference, Step, StepId};
use crate::prompt::Prompt;
use crate::prompt::answer::{Answer, Item};

/// Looks at the answers from one step of the way.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    /// Whose steps.
    pub guide: &'a Guide,
    /// Step ids to their position.
    pub index: &'a BTreeMap<&'a str, usize>,
    /// What was answered.
    pub entries: &'a BTreeMap<Place, Entry>,
    /// By position: is this (earlier) step on the way?
    pub on: &'a [bool],
    /// What is known beside the answers.
    pub facts: &'a FactsNow,
    /// How gates are counted.
    pub gates: Gates,
    /// One step's answer taken as given, to see what it would open.
    pub suppose: Option<&'a Supposed>,
    /// The position judged from: facts count what came before it.
    pub from: usize,
}

/// How gates are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gates {
    /// As they were answered; unanswered is not known.
    AsAnswered,
    /// Those not answered count as cleared: what would the way be?
    UnansweredCleared,
    /// All of them count as cleared: outside a running session.
    Cleared,
}

/// An answer taken as given.
#[derive(Clone, Debug)]
pub struct Supposed {
    /// Whose.
    pub step: StepId,
    /// This option; of a prompt without options, that it is answered.
    pub option: String,
}

impl<'a> Judge<'a> {
    /// Whether a step with that condition is on the way; `None` is always.
    pub fn opens(&self, when: Option<&Condition>) -> Option<bool> {
        when.map_or(Some(true), |when| self.holds(when))
    }

    /// Whether a condition holds.
    pub fn holds(&self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::All(all) => first_or(all.iter().map(|one| self.holds(one)), false),
            Condition::Any(any) => first_or(any.iter().map(|one| self.holds(one)), true),
            Condition::Not(inner) => self.holds(inner).map(|holds| !holds),
            Condition::Step { step, verb } => self.says(step, verb),
            Condition::Fact(fact) => self.fact(*fact),
            Condition::Fixed(fixed) => Some(*fixed),
        }
    }

    /// The answer a reference stands for: of the rounds on the way, the latest one answered.
    pub fn answer(&self, reference: &Reference) -> Option<(&'a Step, &'a Answer)> {
        reference.steps.iter().rev().find_map(|id| {
            let at = *self.index.get(id.as_str())?;
            if !self.on.get(at).copied().unwrap_or(false) {
                return None;
            }
            let entry = self.entries.get(&Place::from(id))?;
            let given = entry.given.as_ref().filter(|_| !entry.skipped)?;
            Some((self.guide.steps.get(at)?, given))
        })
    }

    /// The items a list reference stands for; `None` while there is no answer.
    pub fn items(&self, list: &ListRef) -> Option<Vec<&'a Item>> {
        let (_, answer) = self.answer(&list.step)?;
        Some(held(answer, list.column.as_deref()).collect())
    }

    fn fact(&self, fact: Fact) -> Option<bool> {
        let place = self.guide.steps.get(self.from).map(|step| Place::from(&step.id));
        let at = place.and_then(|place| self.entries.get(&place)).and_then(|entry| entry.at);
        match fact {
            Fact::MayWrite => {
                let earlier = |step: &str| self.index.get(step).is_some_and(|at| *at < self.from);
                Some(self.facts.may_write(earlier, at))
            }
            // Seen from outside a running session nothing is locked, as every gate is cleared.
            Fact::NoContact => Some(self.gates != Gates::Cleared && self.facts.no_contact()),
            // Seen from there nothing tells what other sessions said when this one was walked.
            Fact::RanToday => (self.gates != Gates::Cleared).then(|| self.facts.ran_today(at)),
        }
    }

    fn supposed(&self, reference: &Reference) -> Option<&'a str> {
        self.suppose
            .filter(|supposed| reference.steps.contains(&supposed.step))
            .map(|supposed| supposed.option.as_str())
    }

    fn says(&self, reference: &Reference, verb: &Verb) -> Option<bool> {
        if let Some(supposed) = self.supposed(reference) {
            return supposition_says(supposed, verb);
        }
        if let Verb::Answered(wanted) = verb {
            return Some(self.answer(reference).is_some() == *wanted);
        }
        if let Verb::Cleared(wanted) = verb {
            return self.cleared(reference).map(|cleared| cleared == *wanted);
        }
        let (step, answer) = self.answer(reference)?;
        self.answer_says(step, answer, reference.question.as_deref(), verb)
    }

    fn answer_says(&self, step: &Step, answer: &Answer, question: Option<&str>, verb: &Verb) -> Option<bool> {
        match verb {
            Verb::Is(options) => chosen(answer, question).map(|id| options.iter().any(|option| option == id)),
            Verb::IsNot(options) => chosen(answer, question).map(|id| options.iter().all(|option| option != id)),
            Verb::Includes(options) => {
                if let Answer::Many(_) = answer {
                    return Some(answer.ids().any(|id| options.iter().any(|option| option == id)));
                }
                chosen(answer, question).map(|id| options.iter().any(|option| option == id))
            }
            Verb::AtLeast(least) => amount(answer).map(|amount| amount >= *least),
            Verb::AtMost(most) => amount(answer).map(|amount| amount <= *most),
            Verb::Holds(column) => Some(held(answer, column.as_deref()).next().is_some()),
            Verb::Above { step: other, by } => {
                let (_, other) = self.answer(other)?;
                Some(amount(answer)? >= amount(other)?.saturating_add(*by))
            }
            Verb::Passed(wanted) => {
                let Answer::Day(day) = answer else { return None };
                Some((self.facts.today >= *day) == *wanted)
            }
            Verb::Outcome(outcomes) => outcome(step, answer, self.facts.today).map(|came| outcomes.contains(&came)),
            Verb::Answered(wanted) => Some(*wanted),
            Verb::Cleared(wanted) => Some(cleared(step, answer, self.facts.today) == *wanted),
        }
    }

    fn cleared(&self, reference: &Reference) -> Option<bool> {
        if self.gates == Gates::Cleared {
            return Some(true);
        }
        let Some((step, answer)) = self.answer(reference) else {
            return (self.gates == Gates::UnansweredCleared).then_some(true);
        };
        let locked = matches!(&step.prompt, Prompt::Gate(gate) if gate.locks) && self.facts.no_contact();
        Some(cleared(step, answer, self.facts.today) && !locked)
    }
}

/// `deciding` as soon as one of them is that; else not known if one is not; else the opposite.
fn first_or(all: impl Iterator<Item = Option<bool>>, deciding: bool) -> Option<bool> {
    let mut known = Some(!deciding);
    for one in all {
        if one == Some(deciding) {
            return Some(deciding);
        }
        known = known.and(one);
    }
    known
}

/// How a gate came out, once every question is answered.
pub fn outcome(step: &Step, answer: &Answer, today: Date) -> Option<Outcome> {
    let Prompt::Gate(gate) = &step.prompt else { return None };
    gate.outcome_of(answer, today)
}

/// Whether a gate's answer clears it, locks of earlier sessions aside.
pub fn cleared(step: &Step, answer: &Answer, today: Date) -> bool {
    matches!(&step.prompt, Prompt::Gate(gate) if gate.cleared_by(answer, today))
}

/// The items of an answer; of a board, those of one column.
fn held<'a>(answer: &'a Answer, column: Option<&str>) -> impl Iterator<Item = &'a Item> {
    let items = if let Answer::Items(items) = answer { items.as_slice() } else { &[] };
    items.iter().filter(move |item| column.is_none() || item.column.as_deref() == column)
}

fn chosen<'a>(answer: &'a Answer, question: Option<&str>) -> Option<&'a str> {
    match (answer, question) {
        (Answer::One(_) | Answer::Many(_) | Answer::Person(_), None) => answer.option(),
        (Answer::Gate { answers, .. }, Some(question)) => answers.get(question).map(String::as_str),
        _ => None,
    }
}

fn amount(answer: &Answer) -> Option<i64> {
    match answer {
        Answer::Number(number) => Some(*number),
        Answer::Items(items) => i64::try_from(items.len()).ok(),
        Answer::Many(_) => i64::try_from(answer.ids().count()).ok(),
        Answer::Seen
        | Answer::One(_)
        | Answer::Day(_)
        | Answer::Text(_)
        | Answer::Composed { .. }
        | Answer::Person(_)
        | Answer::Gate { .. } => None,
    }
}

fn supposition_says(option: &str, verb: &Verb) -> Option<bool> {
    let named = |options: &[String]| options.iter().any(|named| named == option);
    match verb {
        Verb::Answered(wanted) => Some(*wanted),
        Verb::Holds(_) => Some(true),
        Verb::Is(options) | Verb::Includes(options) => Some(named(options)),
        Verb::IsNot(options) => Some(!named(options)),
        Verb::AtLeast(_)
        | Verb::AtMost(_)
        | Verb::Above { .. }
        | Verb::Passed(_)
        | Verb::Outcome(_)
        | Verb::Cleared(_) => None,
    }
}
