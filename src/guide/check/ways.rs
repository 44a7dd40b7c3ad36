//! Ways: searches for answers under which something holds, over the small finite domains of a guide's steps.
//!
//! A search with backtracking. What a condition needs to know is settled from the beginning of the guide on: a step
//! is only given an answer once it is known to be on the way, and one that cannot be on the way any more has none.
//! So a choice that closes what is looked for is noticed at once, not after everything behind it was tried.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use super::domain::Asked;
use super::value::Value;
use crate::guide::condition::Verb;
use crate::guide::read::options_of;
use crate::guide::{Condition, Fact, Guide, Reference, Step};
use crate::prompt::{OptionSpec, Options, Prompt};

/// A search gives up after so many tries, and then nothing is claimed.
const MOST_TRIES: u32 = 20_000;

/// A guide, ready to be searched.
pub struct Ways<'g> {
    guide: &'g Guide,
    index: BTreeMap<&'g str, usize>,
    asked: Asked,
}

/// Something that has to hold, or has not to.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'g> {
    /// `None` always holds.
    pub condition: Option<&'g Condition>,
    /// Has to hold, or has not to (what is not known does not).
    pub holds: bool,
}

/// Answers and facts settled so far.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// By position.
    pub values: BTreeMap<usize, Value>,
    /// Facts of earlier sessions, in the order of [`FACTS`].
    pub facts: [Option<bool>; 3],
    /// Steps that cannot be on the way any more, whatever else is answered.
    off: Vec<bool>,
}

/// All facts.
pub const FACTS: [(Fact, &str); 3] =
    [(Fact::MayWrite, "may_write"), (Fact::NoContact, "no_contact"), (Fact::RanToday, "ran_today")];

/// What a search came to.
#[derive(Clone, Debug)]
pub enum Found {
    /// These answers do it.
    Way(Answers),
    /// No answers do.
    NoWay,
    /// Given up.
    TooMany,
}

/// What has to be settled next.
#[derive(Clone, Copy, Debug)]
enum Need {
    Step(usize),
    Fact(usize),
}

/// A condition judged with what is settled.
#[derive(Clone, Copy, Debug)]
enum Judged {
    Known(Option<bool>),
    Open(Need),
}

impl<'g> Ways<'g> {
    /// Prepares a guide.
    pub fn new(guide: &'g Guide) -> Self {
        let index: BTreeMap<&str, usize> =
            guide.steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect();
        let asked = Asked::of(guide, &index);
        Self { guide, index, asked }
    }

    /// The guide.
    pub fn guide(&self) -> &'g Guide {
        self.guide
    }

    /// The position of a step.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.index.get(id).copied()
    }

    /// What has to hold for the walk to come to a step: it is on the way, and nothing before it ends the walk.
    pub fn to(&self, at: usize) -> Vec<Wanted<'g>> {
        let step = self.guide.steps.get(at).map(on);
        let ends = self.ends_before(at).map(|end| Wanted { condition: end.when.as_ref(), holds: false });
        step.into_iter().chain(ends).collect()
    }

    /// Steps before a position that end the walk where they are on the way.
    pub fn ends_before(&self, at: usize) -> impl Iterator<Item = &'g Step> + use<'g> {
        self.guide.steps.iter().take(at).filter(|step| step.end)
    }

    /// Answers under which all of that holds, each answered step being on the way itself.
    pub fn find(&self, wanted: &[Wanted<'g>]) -> Found {
        self.search(wanted, true)
    }

    /// The same, without asking whether the answered steps are on the way.
    pub fn find_anywhere(&self, wanted: &[Wanted<'g>]) -> Found {
        self.search(wanted, false)
    }

    fn search(&self, wanted: &[Wanted<'g>], on_the_way: bool) -> Found {
        let search = Search { ways: self, tries: Cell::new(MOST_TRIES), on_the_way };
        match search.settle(&Answers::default(), wanted) {
            Some(answers) => Found::Way(answers),
            None if search.tries.get() == 0 => Found::TooMany,
            None => Found::NoWay,
        }
    }
}

/// That a step is on the way.
pub fn on(step: &Step) -> Wanted<'_> {
    Wanted { condition: step.when.as_ref(), holds: true }
}

/// One search.
struct Search<'w, 'g> {
    ways: &'w Ways<'g>,
    tries: Cell<u32>,
    on_the_way: bool,
}

impl<'g> Search<'_, 'g> {
    fn settle(&self, answers: &Answers, wanted: &[Wanted<'g>]) -> Option<Answers> {
        self.tries.set(self.tries.get().checked_sub(1)?);
        let states = RefCell::new(vec![None; self.ways.guide.steps.len()]);
        let judge = Judge { ways: self.ways, answers, on_the_way: self.on_the_way, states };
        let mut open = Vec::new();
        let mut next = None;
        for one in wanted {
            let judged = one.condition.map_or(Judged::Known(Some(true)), |condition| judge.condition(condition));
            match judged {
                Judged::Known(known) if (known == Some(true)) != one.holds => return None,
                // What is known stays so, whatever else is answered.
                Judged::Known(_) => {}
                Judged::Open(need) => {
                    next = next.or(Some(need));
                    open.push(*one);
                }
            }
        }
        let Some(need) = next else { return Some(answers.clone()) };
        let states = judge.states.into_inner();
        let mut answers = answers.clone();
        answers.off.resize(states.len(), false);
        for (off, state) in answers.off.iter_mut().zip(states) {
            *off |= matches!(state, Some(State::Off));
        }
        match need {
            Need::Fact(fact) => [false, true].into_iter().find_map(|value| {
                let mut answers = answers.clone();
                *answers.facts.get_mut(fact)? = Some(value);
                self.settle(&answers, &open)
            }),
            Need::Step(step) => self.branch(step, &answers, &open),
        }
    }

    fn branch(&self, at: usize, answers: &Answers, wanted: &[Wanted<'g>]) -> Option<Answers> {
        let step = self.ways.guide.steps.get(at)?;
        let mut values = self.ways.asked.values(at, step);
        // A gate or a required step that is on the way has an answer.
        values.retain(|value| *value != Value::Nothing || !step.required || !self.on_the_way);
        values.into_iter().find_map(|value| {
            let mut wanted = wanted.to_vec();
            wanted.extend(offered(step, &value));
            let mut answers = answers.clone();
            answers.values.insert(at, value);
            self.settle(&answers, &wanted)
        })
    }
}

/// That the options of an answer are offered.
fn offered<'g>(step: &'g Step, value: &Value) -> Vec<Wanted<'g>> {
    let chosen: &[String] = match value {
        Value::One(id) => std::slice::from_ref(id),
        Value::Many(ids) => ids,
        Value::Nothing | Value::Something | Value::Amount(_) | Value::Day { .. } | Value::Gate { .. } => &[],
    };
    let conditional = specs(&step.prompt).iter().filter(|option| option.when.is_some() && chosen.contains(&option.id));
    conditional.map(|option| Wanted { condition: option.when.as_ref(), holds: true }).collect()
}

/// Judges conditions with what is settled so far.
struct Judge<'s, 'g> {
    ways: &'s Ways<'g>,
    answers: &'s Answers,
    on_the_way: bool,
    /// What is known of steps that are not settled, by position.
    states: RefCell<Vec<Option<State>>>,
}

/// What is known of a step that was not given an answer.
#[derive(Clone, Copy, Debug)]
enum State {
    /// It is not on the way, so it has none.
    Off,
    /// This has to be settled next: the step itself, or what decides whether it is on the way.
    Open(Need),
}

impl<'s, 'g> Judge<'s, 'g> {
    fn condition(&self, condition: &Condition) -> Judged {
        match condition {
            Condition::All(all) => self.all(all, false),
            Condition::Any(any) => self.all(any, true),
            Condition::Not(inner) => match self.condition(inner) {
                Judged::Known(known) => Judged::Known(known.map(|holds| !holds)),
                Judged::Open(need) => Judged::Open(need),
            },
            Condition::Step { step, verb } => self.verb(step, verb).unwrap_or_else(Judged::Open),
            Condition::Fact(fact) => match self.fact(*fact) {
                Ok(known) => Judged::Known(Some(known)),
                Err(need) => Judged::Open(need),
            },
            Condition::Fixed(fixed) => Judged::Known(Some(*fixed)),
        }
    }

    /// `all` where `decides` is false, `any` where it is true: one that comes out so decides.
    fn all(&self, conditions: &[Condition], decides: bool) -> Judged {
        let mut open = None;
        let mut unknown = false;
        for condition in conditions {
            match self.condition(condition) {
                Judged::Known(Some(holds)) if holds == decides => return Judged::Known(Some(decides)),
                Judged::Known(Some(_)) => {}
                Judged::Known(None) => unknown = true,
                Judged::Open(need) => open = open.or(Some(need)),
            }
        }
        match open {
            Some(need) => Judged::Open(need),
            None => Judged::Known((!unknown).then_some(!decides)),
        }
    }

    fn verb(&self, reference: &Reference, verb: &Verb) -> Result<Judged, Need> {
        let answered = self.answered(reference)?;
        if let Verb::Answered(wanted) = verb {
            return Ok(Judged::Known(Some(answered.is_some() == *wanted)));
        }
        let Some((step, value)) = answered else { return Ok(Judged::Known(None)) };
        if let Verb::Above { step: other, by } = verb {
            let Some((_, other)) = self.answered(other)? else { return Ok(Judged::Known(None)) };
            let (Value::Amount(one), Value::Amount(other)) = (value, other) else { return Ok(Judged::Known(None)) };
            return Ok(Judged::Known(Some(*one >= other.saturating_add(*by))));
        }
        if let (Verb::Cleared(wanted), Prompt::Gate(gate)) = (verb, &step.prompt)
            && gate.locks
            && self.fact(Fact::NoContact)?
        {
            return Ok(Judged::Known(Some(!wanted)));
        }
        Ok(Judged::Known(value.says(&step.prompt, reference.question.as_deref(), verb)))
    }

    /// Of the steps a reference stands for, the latest one with an answer.
    fn answered(&self, reference: &Reference) -> Result<Option<(&'g Step, &'s Value)>, Need> {
        for at in reference.steps.iter().rev().filter_map(|id| self.ways.position(id.as_str())) {
            match (self.answers.values.get(&at), self.ways.guide.steps.get(at)) {
                (Some(Value::Nothing), _) | (_, None) => {}
                (Some(value), Some(step)) => return Ok(Some((step, value))),
                (None, Some(step)) => match self.state(at, step) {
                    State::Off => {}
                    State::Open(need) => return Err(need),
                },
            }
        }
        Ok(None)
    }

    fn state(&self, at: usize, step: &Step) -> State {
        if !self.on_the_way {
            return State::Open(Need::Step(at));
        }
        if self.answers.off.get(at) == Some(&true) {
            return State::Off;
        }
        if let Some(Some(state)) = self.states.borrow().get(at) {
            return *state;
        }
        let state = match step.when.as_ref().map_or(Judged::Known(Some(true)), |when| self.condition(when)) {
            Judged::Known(Some(true)) => State::Open(Need::Step(at)),
            Judged::Known(_) => State::Off,
            Judged::Open(need) => State::Open(need),
        };
        if let Some(known) = self.states.borrow_mut().get_mut(at) {
            *known = Some(state);
        }
        state
    }

    fn fact(&self, fact: Fact) -> Result<bool, Need> {
        let at = FACTS.iter().position(|(known, _)| *known == fact).unwrap_or_default();
        self.answers.facts.get(at).copied().flatten().ok_or(Need::Fact(at))
    }
}

/// The options written in the guide.
pub fn specs(prompt: &Prompt) -> &[OptionSpec] {
    let relations = if let Prompt::Who(who) = prompt { who.relations.as_slice() } else { &[] };
    match options_of(prompt) {
        Some(Options::Listed(listed)) => listed,
        Some(Options::From { and, .. }) => and,
        None => relations,
    }
}
