//! Domains: for each step the few values that conditions of its guide can tell apart.

use std::collections::{BTreeMap, BTreeSet};

use super::value::Value;
use crate::guide::condition::{Outcome, Verb};
use crate::guide::read::{option_ids, options_of};
use crate::guide::{Condition, Guide, Step};
use crate::prompt::gate::{Gate, Question, Reply};
use crate::prompt::{Options, Prompt};

/// So many mentioned options are combined in every way; more of them only one by one, none, and all.
const COMBINED: usize = 3;
/// A range of so many numbers is tried whole where two numbers are compared.
const WHOLE_RANGE: i64 = 21;

/// What conditions ask about each step, by position.
#[derive(Debug, Default)]
pub struct Asked {
    amounts: BTreeMap<usize, BTreeSet<i64>>,
    options: BTreeMap<usize, BTreeSet<String>>,
    compared: BTreeSet<usize>,
}

impl Asked {
    /// Looks through all conditions of a guide.
    pub fn of(guide: &Guide, index: &BTreeMap<&str, usize>) -> Self {
        let mut asked = Self::default();
        for step in &guide.steps {
            let options = match options_of(&step.prompt) {
                Some(Options::Listed(listed)) => listed.as_slice(),
                Some(Options::From { and, .. }) => and.as_slice(),
                None => &[],
            };
            for when in step.when.iter().chain(options.iter().filter_map(|option| option.when.as_ref())) {
                asked.condition(when, index);
            }
        }
        asked
    }

    fn condition(&mut self, condition: &Condition, index: &BTreeMap<&str, usize>) {
        match condition {
            Condition::All(all) | Condition::Any(all) => all.iter().for_each(|one| self.condition(one, index)),
            Condition::Not(inner) => self.condition(inner, index),
            Condition::Step { step, verb } => {
                for at in step.steps.iter().filter_map(|id| index.get(id.as_str()).copied()) {
                    self.verb(at, verb, index);
                }
            }
            Condition::Fact(_) | Condition::Fixed(_) => {}
        }
    }

    fn verb(&mut self, at: usize, verb: &Verb, index: &BTreeMap<&str, usize>) {
        match verb {
            Verb::Is(ids) | Verb::IsNot(ids) | Verb::Includes(ids) => {
                self.options.entry(at).or_default().extend(ids.iter().cloned());
            }
            Verb::AtLeast(amount) | Verb::AtMost(amount) => {
                self.amounts.entry(at).or_default().extend([amount - 1, *amount, amount + 1]);
            }
            Verb::Above { step, .. } => {
                self.compared.insert(at);
                self.compared.extend(step.steps.iter().filter_map(|id| index.get(id.as_str()).copied()));
            }
            Verb::Holds(_) | Verb::Answered(_) | Verb::Passed(_) | Verb::Outcome(_) | Verb::Cleared(_) => {}
        }
    }

    /// The ways of answering a step that conditions can tell apart, "no answer" last.
    pub fn values(&self, at: usize, step: &Step) -> Vec<Value> {
        let mut values = self.answers(at, step);
        values.push(Value::Nothing);
        values
    }

    fn answers(&self, at: usize, step: &Step) -> Vec<Value> {
        match &step.prompt {
            Prompt::OneOf(_) | Prompt::Pause(_) | Prompt::Keeping(_) | Prompt::Who(_) => one(&step.prompt),
            Prompt::SomeOf(_) | Prompt::Checklist(_) => self.many(at, &step.prompt),
            Prompt::Number(number) => {
                self.numbers(at, number.min.unwrap_or(i64::MIN / 4), number.max.unwrap_or(i64::MAX / 4))
            }
            Prompt::Scale(scale) => self.numbers(at, scale.min, scale.max),
            Prompt::List(_) | Prompt::RatedList(_) | Prompt::Board(_) | Prompt::Timeline(_) | Prompt::IfThen(_) => {
                self.numbers(at, 1, i64::MAX / 4)
            }
            Prompt::Day(_) => vec![Value::Day { passed: true }, Value::Day { passed: false }],
            Prompt::Gate(gate) => gate_values(gate),
            Prompt::Read(_)
            | Prompt::Pacer(_)
            | Prompt::Recap(_)
            | Prompt::Short(_)
            | Prompt::Long(_)
            | Prompt::Compose(_) => {
                vec![Value::Something]
            }
        }
    }

    fn many(&self, at: usize, prompt: &Prompt) -> Vec<Value> {
        let all: Vec<String> = option_ids(prompt).into_iter().map(str::to_owned).collect();
        let mentioned: Vec<String> =
            self.options.get(&at).into_iter().flatten().filter(|id| all.contains(id)).cloned().collect();
        let mut values = Vec::new();
        if mentioned.len() <= COMBINED {
            for bits in (0..1_usize << mentioned.len()).rev() {
                let chosen = mentioned.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
                values.push(Value::Many(chosen.map(|(_, id)| id.clone()).collect()));
            }
        } else {
            values.extend(mentioned.iter().map(|id| Value::Many(vec![id.clone()])));
            values.push(Value::Many(mentioned));
            values.push(Value::Many(Vec::new()));
        }
        for amount in self.amounts.get(&at).into_iter().flatten().filter_map(|amount| usize::try_from(*amount).ok()) {
            values.push(Value::Many(all.iter().take(amount).cloned().collect()));
        }
        values
    }

    fn numbers(&self, at: usize, min: i64, max: i64) -> Vec<Value> {
        let mut numbers: BTreeSet<i64> = self.amounts.get(&at).cloned().unwrap_or_default();
        if self.compared.contains(&at) && max - min < WHOLE_RANGE {
            numbers.extend(min..=max);
        }
        numbers.extend([min, max]);
        numbers.into_iter().filter(|number| (min..=max).contains(number)).map(Value::Amount).collect()
    }
}

fn one(prompt: &Prompt) -> Vec<Value> {
    let mut values: Vec<Value> = option_ids(prompt).into_iter().map(|id| Value::One(id.to_owned())).collect();
    let items = matches!(options_of(prompt), Some(Options::From { .. }));
    if items || values.is_empty() {
        values.push(Value::One(String::new()));
    }
    values
}

fn clear(question: &Question) -> Option<&Reply> {
    question.answers.iter().find(|reply| reply.means == Outcome::Clear).or(question.answers.first())
}

/// A gate that is clear, and one for every reply that is not, the other questions being clear.
fn gate_values(gate: &Gate) -> Vec<Value> {
    let base: BTreeMap<String, String> =
        gate.questions.iter().filter_map(|question| Some((question.id.clone(), clear(question)?.id.clone()))).collect();
    let mut values = vec![Value::Gate { answers: base.clone(), assent: false }];
    for question in &gate.questions {
        for reply in &question.answers {
            let mut answers = base.clone();
            answers.insert(question.id.clone(), reply.id.clone());
            if reply.means == Outcome::Unsaid && gate.assent.is_some() {
                values.push(Value::Gate { answers: answers.clone(), assent: true });
            }
            values.push(Value::Gate { answers, assent: false });
        }
    }
    values
}
