//! The way as it stands: which steps are on it, derived from the answers, never stored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::entry::Entry;
use super::facts::FactsNow;
use super::judge::{Gates, Judge, Supposed};
use crate::guide::{Condition, Fact, Guide, Keep, Step, StepId};
use crate::prompt::{ItemId, Prompt};

/// One stop on the way: a step, and the item it is about where a step is asked for each item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub struct Place {
    /// The step.
    pub step: StepId,
    /// The item.
    pub item: Option<ItemId>,
}

impl From<&StepId> for Place {
    fn from(step: &StepId) -> Self {
        Self { step: step.clone(), item: None }
    }
}

impl From<Place> for String {
    fn from(place: Place) -> Self {
        place.to_string()
    }
}

impl From<String> for Place {
    /// Reads `step` and `step#item`; anything odd behind the `#` belongs to the step's name and matches nothing.
    fn from(text: String) -> Self {
        if let Some((step, item)) = text.rsplit_once('#')
            && let Ok(item) = item.parse()
        {
            return Self { step: StepId(step.to_owned()), item: Some(ItemId(item)) };
        }
        Self { step: StepId(text), item: None }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.item {
            Some(item) => write!(f, "{}#{}", self.step, item.0),
            None => write!(f, "{}", self.step),
        }
    }
}

/// One stop on the way, with the step's position in the guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Where.
    pub place: Place,
    /// Position of its step in [`Guide::steps`].
    pub step: usize,
}

/// The way as it stands now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// In order.
    pub stops: Vec<Stop>,
    /// Positions of steps that may still open: their condition rests on something unanswered.
    pub undecided: Vec<usize>,
    /// By position: on the way.
    on: Vec<bool>,
}

/// Everything the way is derived from.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The guide.
    pub guide: &'a Guide,
    /// What was answered.
    pub entries: &'a BTreeMap<Place, Entry>,
    /// What is known beside.
    pub facts: &'a FactsNow,
    /// How gates are counted.
    pub gates: Gates,
}

impl Ground<'_> {
    /// Derives the way: each step in order, judged by the answers of the steps before it that are on the way.
    /// Behind a step that ends the walk there is nothing.
    pub fn way(&self) -> Way {
        let index = index(self.guide);
        let mut way = Way { stops: Vec::new(), undecided: Vec::new(), on: vec![false; self.guide.steps.len()] };
        for (from, step) in self.guide.steps.iter().enumerate() {
            let judge = self.judge(&index, &way.on, None, from);
            match judge.opens(step.when.as_ref()).or_else(|| self.was_asked(step)) {
                Some(true) => {
                    let places = places(&judge, step);
                    let reached = !places.is_empty();
                    if let Some(on) = way.on.get_mut(from) {
                        *on = reached;
                    }
                    way.stops.extend(places.into_iter().map(|place| Stop { place, step: from }));
                    if reached && step.end {
                        break;
                    }
                }
                None => way.undecided.push(from),
                Some(false) => {}
            }
        }
        way
    }

    /// From outside a running session nothing tells whether a full run had ended within a day; a step that hangs on it and
    /// was answered or passed over was on the way.
    fn was_asked(&self, step: &Step) -> Option<bool> {
        let hangs = step.when.as_ref().is_some_and(|when| when.asks_for(Fact::RanToday));
        let place = Place::from(&step.id);
        let asked = self.entries.get(&place).is_some_and(|entry| entry.given.is_some() || entry.skipped);
        (self.gates == Gates::Cleared && hangs && asked).then_some(true)
    }

    /// Which of the undecided steps are likely to come, by position: for each choice that is still to be made, those
    /// of the option that opens most. Gates still to be answered are taken as cleared; what only they or a rating can
    /// open, and what is never kept, is left out: few people meet it, and a long way to go weighs on all.
    pub fn likely(&self, way: &Way) -> Vec<usize> {
        let ground = Ground { gates: Gates::UnansweredCleared, ..*self };
        let index = index(self.guide);
        let mut likely = Vec::new();
        let mut opened: BTreeMap<usize, BTreeMap<String, Vec<usize>>> = BTreeMap::new();
        for &from in &way.undecided {
            let Some(step) = self.guide.steps.get(from).filter(|step| step.keep == Keep::Saved) else { continue };
            let Some(when) = step.when.as_ref().filter(|_| self.round_has_begun(way, step)) else { continue };
            match ground.judge(&index, &way.on, None, from).holds(when) {
                Some(true) => likely.push(from),
                Some(false) => {}
                None => {
                    let Some(decider) = self.first_open(when, &index) else { continue };
                    for supposed in self.guide.steps.get(decider).map(suppositions).unwrap_or_default() {
                        if ground.judge(&index, &way.on, Some(&supposed), from).holds(when) == Some(true) {
                            opened.entry(decider).or_default().entry(supposed.option).or_default().push(from);
                        }
                    }
                }
            }
        }
        let most = opened.into_values().filter_map(|options| options.into_values().max_by_key(Vec::len));
        likely.extend(most.flatten());
        likely
    }

    /// The first step a condition rests on that has no answer yet and is no gate.
    fn first_open(&self, when: &Condition, index: &BTreeMap<&str, usize>) -> Option<usize> {
        let mut open: Option<usize> = None;
        let mut look = vec![when];
        while let Some(condition) = look.pop() {
            match condition {
                Condition::All(inner) | Condition::Any(inner) => look.extend(inner),
                Condition::Not(inner) => look.push(inner),
                Condition::Step { step, .. } => {
                    let at = step.steps.iter().filter_map(|id| {
                        let answered = self.entries.get(&Place::from(id)).is_some_and(|entry| entry.given.is_some());
                        index.get(id.as_str()).copied().filter(|_| !answered)
                    });
                    let asks = |at: &usize| {
                        self.guide.steps.get(*at).is_some_and(|step| !matches!(step.prompt, Prompt::Gate(_)))
                    };
                    open = at.filter(asks).chain(open).min();
                }
                Condition::Fact(_) | Condition::Fixed(_) => {}
            }
        }
        open
    }

    fn round_has_begun(&self, way: &Way, step: &Step) -> bool {
        step.round.0 == 1
            || way.stops.iter().any(|stop| self.guide.steps.get(stop.step).is_some_and(|on| on.round == step.round))
    }

    fn judge<'b>(
        &'b self,
        index: &'b BTreeMap<&'b str, usize>,
        on: &'b [bool],
        suppose: Option<&'b Supposed>,
        from: usize,
    ) -> Judge<'b> {
        Judge {
            guide: self.guide,
            index,
            entries: self.entries,
            on,
            facts: self.facts,
            gates: self.gates,
            suppose,
            from,
        }
    }

    /// A judge standing at a position of a way already derived.
    pub fn judging<T>(&self, way: &Way, from: usize, ask: impl FnOnce(&Judge<'_>) -> T) -> T {
        let index = index(self.guide);
        ask(&self.judge(&index, &way.on, None, from))
    }
}

impl Way {
    /// Where a place stands among the stops.
    pub fn position(&self, place: &Place) -> Option<usize> {
        self.stops.iter().position(|stop| stop.place == *place)
    }

    /// Whether a place is on the way.
    pub fn has(&self, place: &Place) -> bool {
        self.position(place).is_some()
    }

    /// The first stop behind a place, whether that place is on the way or not.
    pub fn after(&self, guide: &Guide, place: &Place) -> Option<&Stop> {
        if let Some(at) = self.position(place) {
            return self.stops.get(at + 1);
        }
        let step = guide.position(&place.step)?;
        self.stops.iter().find(|stop| (stop.step, stop.place.item) > (step, place.item))
    }

    /// The last stop before a place.
    pub fn before(&self, guide: &Guide, place: &Place) -> Option<&Stop> {
        if let Some(at) = self.position(place) {
            return at.checked_sub(1).and_then(|at| self.stops.get(at));
        }
        let step = guide.position(&place.step)?;
        self.stops.iter().rev().find(|stop| (stop.step, stop.place.item) < (step, place.item))
    }
}

fn index(guide: &Guide) -> BTreeMap<&str, usize> {
    guide.steps.iter().enumerate().map(|(at, step)| (step.id.as_str(), at)).collect()
}

fn places(judge: &Judge<'_>, step: &Step) -> Vec<Place> {
    let Some(list) = &step.for_each else { return vec![Place::from(&step.id)] };
    let items = judge.items(list).unwrap_or_default();
    items.iter().map(|item| Place { step: step.id.clone(), item: Some(item.id) }).collect()
}

fn suppositions(step: &Step) -> Vec<Supposed> {
    let supposed = |option| Supposed { step: step.id.clone(), option };
    let Some(options) = step.prompt.options() else { return vec![supposed(String::new())] };
    options.listed().iter().map(|option| supposed(option.id.clone())).collect()
}
