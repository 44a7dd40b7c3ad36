//! Values: what an answer amounts to, as far as conditions can tell answers apart.

use std::collections::BTreeMap;

use crate::guide::condition::{Outcome, Verb};
use crate::prompt::Prompt;
use crate::prompt::gate::Gate;

/// One way of answering a step, or of not answering it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// No answer: skipped, or not on the way.
    Nothing,
    /// Answered, with nothing conditions could look at.
    Something,
    /// That option.
    One(String),
    /// Those options.
    Many(Vec<String>),
    /// That number, or so many items.
    Amount(i64),
    /// A day that has come, or lies ahead.
    Day {
        /// It has come.
        passed: bool,
    },
    /// A gate.
    Gate {
        /// What was said to each question.
        answers: BTreeMap<String, String>,
        /// "I feel safe to talk" was said.
        assent: bool,
    },
}

impl Value {
    /// Whether a verb holds of this value; `None` where it cannot be known. What needs more than this value (`above`,
    /// a lock from an earlier session) is not asked here.
    pub fn says(&self, prompt: &Prompt, question: Option<&str>, verb: &Verb) -> Option<bool> {
        if let Verb::Answered(wanted) = verb {
            return Some((*self != Self::Nothing) == *wanted);
        }
        match (self, verb) {
            (Self::Gate { answers, .. }, Verb::Is(ids)) => answers.get(question?).map(|id| ids.contains(id)),
            (Self::Gate { answers, .. }, Verb::IsNot(ids)) => answers.get(question?).map(|id| !ids.contains(id)),
            (Self::Gate { .. }, Verb::Outcome(outcomes)) => {
                self.outcome(gate(prompt)?).map(|came| outcomes.contains(&came))
            }
            (Self::Gate { .. }, Verb::Cleared(wanted)) => self.cleared(gate(prompt)?).map(|cleared| cleared == *wanted),
            (Self::One(id), Verb::Is(ids) | Verb::Includes(ids)) => Some(ids.contains(id)),
            (Self::One(id), Verb::IsNot(ids)) => Some(!ids.contains(id)),
            (Self::Many(chosen), Verb::Includes(ids)) => Some(chosen.iter().any(|id| ids.contains(id))),
            (Self::Many(chosen), Verb::AtLeast(least)) => Some(i64::try_from(chosen.len()).ok()? >= *least),
            (Self::Many(chosen), Verb::AtMost(most)) => Some(i64::try_from(chosen.len()).ok()? <= *most),
            (Self::Amount(amount), Verb::AtLeast(least)) => Some(amount >= least),
            (Self::Amount(amount), Verb::AtMost(most)) => Some(amount <= most),
            (Self::Amount(amount), Verb::Holds(_)) => Some(*amount > 0),
            (Self::Day { passed }, Verb::Passed(wanted)) => Some(passed == wanted),
            _ => None,
        }
    }

    /// How a gate came out.
    pub fn outcome(&self, gate: &Gate) -> Option<Outcome> {
        let Self::Gate { answers, .. } = self else { return None };
        let means = |question: &crate::prompt::gate::Question| {
            let said = answers.get(&question.id);
            question.answers.iter().find(|reply| Some(&reply.id) == said).map(|reply| reply.means)
        };
        gate.questions.iter().map(means).collect::<Option<Vec<_>>>()?.into_iter().max()
    }

    /// Whether a gate is cleared, locks of earlier sessions aside.
    pub fn cleared(&self, gate: &Gate) -> Option<bool> {
        let Self::Gate { assent, .. } = self else { return None };
        self.outcome(gate).map(|outcome| match outcome {
            Outcome::Clear => true,
            Outcome::Unsaid => *assent,
            Outcome::Concern => false,
        })
    }

    /// In words, for "these answers lead there".
    pub fn words(&self, prompt: &Prompt) -> String {
        match self {
            Self::Nothing => "no answer".to_owned(),
            Self::Something => "any answer".to_owned(),
            Self::One(id) if id.is_empty() => "one of the items".to_owned(),
            Self::One(id) => id.clone(),
            Self::Many(ids) if ids.is_empty() => "none of them".to_owned(),
            Self::Many(ids) => ids.join(" and "),
            Self::Amount(amount) if matches!(prompt, Prompt::Number(_) | Prompt::Scale(_)) => amount.to_string(),
            Self::Amount(amount) => format!("{amount} items"),
            Self::Day { passed: true } => "a day that has come".to_owned(),
            Self::Day { passed: false } => "a day that lies ahead".to_owned(),
            Self::Gate { .. } => self.gate_words(prompt),
        }
    }

    fn gate_words(&self, prompt: &Prompt) -> String {
        let (Self::Gate { answers, assent }, Some(gate)) = (self, gate(prompt)) else { return String::new() };
        match self.outcome(gate) {
            Some(Outcome::Clear) | None => "clear".to_owned(),
            Some(Outcome::Unsaid) if *assent => "unsaid, and it feels safe to talk".to_owned(),
            Some(Outcome::Unsaid) => "unsaid".to_owned(),
            Some(Outcome::Concern) => {
                let concerns = gate.questions.iter().filter_map(|question| {
                    let said = answers.get(&question.id)?;
                    let reply = question.answers.iter().find(|reply| reply.id == *said)?;
                    (reply.means == Outcome::Concern).then(|| format!("{} = {said}", question.id))
                });
                format!("concern ({})", concerns.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn gate(prompt: &Prompt) -> Option<&Gate> {
    if let Prompt::Gate(gate) = prompt { Some(gate) } else { None }
}
