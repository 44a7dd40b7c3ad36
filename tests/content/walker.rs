//! Walks a guide as a person might: every step that is on the way is answered once, in order, by chance or as told.

use std::collections::BTreeMap;

use jiff::civil::date;
use stepback::guide::{Guide, Step};
use stepback::prompt::{Answer, Chosen, Item, ItemId, OptionSpec, Person, Prompt};
use stepback::session::Entry;
use stepback::session::facts::FactsNow;
use stepback::session::judge::Gates;
use stepback::session::path::{Ground, Place, Way};

use crate::shipped::base;

/// A small generator of numbers that look like chance: the same seed gives the same walk.
struct Luck(u64);

impl Luck {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit.max(1)
    }
}

/// What was met on a walk.
pub struct Walk {
    /// Ids as they stood, rounds included, in order.
    pub seen: Vec<String>,
    /// The options that were open at a choice, by step id.
    pub open: BTreeMap<String, Vec<String>>,
}

impl Walk {
    /// Whether a step was met, in whichever round.
    pub fn met(&self, id: &str) -> bool {
        self.seen.iter().any(|seen| seen.split('@').next() == Some(id))
    }

    /// The last step that was met.
    pub fn last(&self) -> &str {
        self.seen.last().map_or("", String::as_str)
    }

    /// Whether an option was open at a choice, in whichever round.
    pub fn offered(&self, step: &str, option: &str) -> bool {
        let of_step = self.open.iter().filter(|(id, _)| id.split('@').next() == Some(step));
        of_step.flat_map(|(_, open)| open).any(|open| open == option)
    }
}

/// Somebody who walks: what they say where it matters, and chance elsewhere.
pub struct Walker<'a> {
    guide: &'a Guide,
    facts: FactsNow,
    told: BTreeMap<String, Answer>,
    luck: Luck,
}

impl<'a> Walker<'a> {
    /// Nothing told yet.
    pub fn new(guide: &'a Guide, seed: u64) -> Self {
        let facts = FactsNow::at(1_800_000_000, date(2027, 1, 15));
        Self { guide, facts, told: BTreeMap::new(), luck: Luck(seed) }
    }

    /// What earlier sessions say.
    pub fn knowing(mut self, change: impl FnOnce(&mut FactsNow)) -> Self {
        change(&mut self.facts);
        self
    }

    /// Says this at a step, in every round.
    pub fn says(mut self, step: &str, answer: Answer) -> Self {
        self.told.insert(step.to_owned(), answer);
        self
    }

    /// Chooses this option.
    pub fn picks(self, step: &str, option: &str) -> Self {
        self.says(step, Answer::One(option.to_owned()))
    }

    /// Gives this number.
    pub fn rates(self, step: &str, number: i64) -> Self {
        self.says(step, Answer::Number(number))
    }

    /// Both gates clear, no thoughts of harm, calm.
    pub fn unharmed(self) -> Self {
        self.says("safety", gate(&[("afraid", "no"), ("harmed", "no"), ("risk", "no")], false))
            .says("contact", gate(&[("now", "none")], false))
            .picks("care_harm", "no")
            .rates("before_upset", 5)
            .rates("after_upset", 4)
    }

    /// To the end.
    pub fn walk(mut self) -> Walk {
        let mut entries = BTreeMap::new();
        let mut walk = Walk { seen: Vec::new(), open: BTreeMap::new() };
        loop {
            let ground = Ground { guide: self.guide, entries: &entries, facts: &self.facts, gates: Gates::AsAnswered };
            let way = ground.way();
            let Some(next) = way.stops.iter().find(|stop| !entries.contains_key(&stop.place)) else { break };
            let step = &self.guide.steps[next.step];
            let open = open_options(ground, &way, next.step, step);
            let answer = self.told.get(base(step)).cloned().unwrap_or_else(|| by_chance(&mut self.luck, step, &open));
            let answer = fitting(answer, &open);
            let entry = Entry { given: Some(answer), at: Some(self.facts.clock), ..Entry::default() };
            walk.seen.push(step.id.to_string());
            walk.open.insert(step.id.to_string(), open.iter().map(|option| option.id.clone()).collect());
            entries.insert(next.place.clone(), entry);
            assert!(walk.seen.len() < 2000, "the walk does not end");
        }
        walk
    }
}

/// An answer to a gate.
pub fn gate(answers: &[(&str, &str)], assent: bool) -> Answer {
    let answers = answers.iter().map(|(question, reply)| ((*question).to_owned(), (*reply).to_owned())).collect();
    Answer::Gate { answers, assent, until: Some(date(2027, 3, 1)) }
}

fn open_options(ground: Ground<'_>, way: &Way, at: usize, step: &Step) -> Vec<OptionSpec> {
    let Some(options) = step.prompt.options() else { return Vec::new() };
    let open = |option: &&OptionSpec| ground.judging(way, at, |judge| judge.opens(option.when.as_ref())) == Some(true);
    options.listed().iter().filter(open).cloned().collect()
}

/// Somebody told to choose what is not offered takes the first option that is.
fn fitting(answer: Answer, open: &[OptionSpec]) -> Answer {
    match &answer {
        Answer::One(id) if !open.is_empty() && open.iter().all(|option| option.id != *id) => {
            Answer::One(open.first().map(|option| option.id.clone()).unwrap_or_default())
        }
        _ => answer,
    }
}

fn by_chance(luck: &mut Luck, step: &Step, open: &[OptionSpec]) -> Answer {
    match &step.prompt {
        Prompt::Read(_) | Prompt::Pacer(_) | Prompt::Recap(_) => Answer::Seen,
        Prompt::OneOf(_) | Prompt::Pause(_) | Prompt::Keeping(_) => {
            let lifting: Vec<&OptionSpec> = open.iter().filter(|option| !option.waits).collect();
            Answer::One(lifting.get(luck.below(lifting.len())).map(|option| option.id.clone()).unwrap_or_default())
        }
        Prompt::SomeOf(_) | Prompt::Checklist(_) => {
            let chosen = open.get(luck.below(open.len())).map(|option| Chosen { id: option.id.clone(), text: None });
            Answer::Many(chosen.into_iter().collect())
        }
        Prompt::Number(_) => Answer::Number(30),
        Prompt::Scale(_) => Answer::Number(i64::try_from(luck.below(11)).unwrap_or_default()),
        Prompt::Day(_) => Answer::Day(date(2027, 1, 15)),
        Prompt::Short(_) | Prompt::Long(_) => Answer::Text("Words.".to_owned()),
        Prompt::List(_) | Prompt::RatedList(_) | Prompt::Timeline(_) | Prompt::IfThen(_) => items(luck, None),
        Prompt::Board(board) => items(luck, board.columns.last().map(|column| &column.id)),
        Prompt::Compose(_) => {
            Answer::Composed { parts: BTreeMap::new(), text: Some("Hi.".to_owned()), aside: Vec::new() }
        }
        Prompt::Who(_) => Answer::Person(Person {
            name: "Sam".to_owned(),
            relation: Some("friend".to_owned()),
            relation_words: None,
            pronouns: "they".to_owned(),
            custom: None,
            same: None,
            of: None,
        }),
        Prompt::Gate(asked) => {
            let answers: Vec<(&str, &str)> = asked
                .questions
                .iter()
                .filter_map(|question| {
                    let reply = question.answers.get(luck.below(question.answers.len()))?;
                    Some((question.id.as_str(), reply.id.as_str()))
                })
                .collect();
            gate(&answers, luck.below(2) == 0)
        }
    }
}

fn items(luck: &mut Luck, column: Option<&String>) -> Answer {
    let item = |id| Item {
        id: ItemId(id),
        text: "A line.".to_owned(),
        column: column.cloned(),
        rating: None,
        day: None,
        then: None,
        asked: None,
        unread: None,
    };
    let count = u32::try_from(luck.below(3)).unwrap_or_default();
    Answer::Items((1..=count).map(item).collect())
}

/// Where a step with this id stands on a walk.
pub fn place_of(walk: &Walk, id: &str) -> Option<usize> {
    walk.seen.iter().position(|seen| Place::from(seen.clone()).step.as_str() == id)
}
