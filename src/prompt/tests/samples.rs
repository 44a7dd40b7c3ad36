//! One prompt of every kind, with everything its kind can have, and surroundings to open it in.

use jiff::civil::{Date, date};

use crate::guide::condition::Outcome;
use crate::guide::{ListRef, Piece, Reference, StepId, Template};
use crate::prompt::answer::{Answer, Item, ItemId};
use crate::prompt::option::{Choice, OptionSpec, Options};
use crate::prompt::{Prompt, Say, Scene};
use crate::prompt::{
    board, checklist, choice, choices, compose, date as day, gate, if_then, keeping, list, long, number,
};
use crate::prompt::{pacer, pause, person, rated_list, read, recap, scale, short, timeline};
use crate::session::effect;
use crate::session::facts::Known;

/// A Wednesday.
pub const TODAY: Date = date(2026, 3, 4);

/// Says words as they stand, and "Sam" for the name.
pub struct Plain;

impl Say for Plain {
    fn say(&self, template: &Template) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            _ => "Sam".to_owned(),
        };
        template.pieces.iter().map(piece).collect()
    }

    fn item(&self, _list: &ListRef, id: &str) -> Option<String> {
        (id == "4").then(|| "four".to_owned())
    }
}

/// A text without places to fill.
pub fn say(words: &str) -> Template {
    if words.is_empty() { Template::default() } else { Template { pieces: vec![Piece::Words(words.to_owned())] } }
}

pub fn step(id: &str) -> Reference {
    Reference { steps: vec![StepId::from(id)], question: None }
}

pub fn option(id: &str) -> OptionSpec {
    OptionSpec::plain(id, say(&format!("Option {id}")), say(""))
}

/// `a`, `b`, `none` (stands alone) and `other` (own words).
pub fn four_options() -> Vec<OptionSpec> {
    let none = OptionSpec { alone: true, ..option("none") };
    let other = OptionSpec { other: true, ..option("other") };
    vec![option("a"), option("b"), none, other]
}

/// A prompt and what is around it.
pub struct Sample {
    pub prompt: Prompt,
    pub earlier: Vec<Option<Answer>>,
    pub known: Vec<Known>,
    pub today: Date,
}

/// Somebody of other sessions; the id tells the day.
pub fn known(id: &str, name: &str) -> Known {
    let last = id.parse().ok().map(|day| date(2026, 2, day));
    Known { id: id.to_owned(), name: name.to_owned(), last, ..Known::default() }
}

impl Sample {
    pub fn new(prompt: Prompt) -> Self {
        Self { prompt, earlier: Vec::new(), known: vec![known("1", "Sam")], today: TODAY }
    }

    /// As the session would make it.
    pub fn scene(&self) -> Scene<'_> {
        let resolved = |spec: &OptionSpec| Choice {
            id: spec.id.clone(),
            label: Plain.say(&spec.label),
            text: Plain.say(&spec.text),
            alone: spec.alone,
            other: spec.other,
            waits: spec.waits,
        };
        let choices = match self.prompt.options().as_deref() {
            None => Vec::new(),
            Some(Options::Listed(specs) | Options::From { and: specs, .. }) => specs.iter().map(resolved).collect(),
        };
        Scene { choices, earlier: self.earlier.clone(), known: &self.known, ..Scene::new(&Plain, self.today) }
    }

    /// Moving about in it may set a level.
    pub fn rates(&self) -> bool {
        matches!(self.prompt, Prompt::Scale(_) | Prompt::RatedList(_))
    }
}

pub fn gate() -> gate::Gate {
    let reply = |id: &str, means, until| gate::Reply { id: id.to_owned(), label: say(id), means, until };
    let four = || {
        vec![
            reply("no", Outcome::Clear, false),
            reply("yes", Outcome::Concern, false),
            reply("not_sure", Outcome::Concern, false),
            reply("rather_not", Outcome::Unsaid, false),
        ]
    };
    let mut asked = four();
    asked.push(reply("pause", Outcome::Concern, true));
    let question = |id: &str, answers| gate::Question { id: id.to_owned(), ask: say(id), text: say(""), answers };
    gate::Gate {
        questions: vec![question("asked", asked), question("afraid", four())],
        assent: Some(say("I feel safe to talk")),
        locks: true,
    }
}

pub fn compose() -> compose::Compose {
    let part = |id: &str, before: &str, after: &str| compose::Part {
        id: id.to_owned(),
        ask: say("What?"),
        before: say(before),
        first: say(""),
        after: say(after),
        placeholder: say("Sunday"),
        from: (id == "noticed").then(|| step("since")),
    };
    compose::Compose {
        parts: vec![part("noticed", "We haven't spoken since ", "."), part("ask", "\nCould we talk ", "?")],
        words: Some(60),
        to_them: true,
        message: true,
        notice: vec!["pressure".to_owned()],
    }
}

pub fn board() -> board::Board {
    let column = |id: &str, ask: bool, at_most| board::Column {
        id: id.to_owned(),
        title: say(id),
        placeholder: say("…"),
        ask_each: ask.then(|| say("What would you ask?")),
        at_most,
    };
    board::Board {
        columns: vec![column("inside", false, None), column("hidden", false, Some(2)), column("guesses", true, None)],
    }
}

pub fn rated_list(again: bool) -> rated_list::RatedList {
    rated_list::RatedList {
        at_most: Some(3),
        low: say("not at all"),
        high: say("fully"),
        again_of: again.then(|| step("beliefs")),
    }
}

fn beliefs() -> Answer {
    let item = |id, text: &str| Item { id: ItemId(id), text: text.to_owned(), rating: Some(8), ..Item::default() };
    Answer::Items(vec![item(3, "it is my fault"), item(4, "it is over")])
}

fn few() -> Vec<Prompt> {
    let offer = |keeping| keeping::Offer { keeping, label: say("Keep"), text: say("") };
    let beat = pacer::Beat { word: say("In"), seconds: 4, shape: pacer::Breath::In };
    vec![
        Prompt::Read(read::Read),
        Prompt::Pacer(pacer::Pacer { pattern: vec![beat], minutes: 5 }),
        Prompt::OneOf(choice::OneOf { options: Options::Listed(four_options()) }),
        Prompt::SomeOf(choices::SomeOf { options: Options::Listed(four_options()), at_most: Some(2) }),
        Prompt::Checklist(checklist::Checklist { items: Options::Listed(four_options()) }),
        Prompt::Pause(pause::Pause { options: Options::Listed(four_options()), until: Some(step("date")) }),
        Prompt::Keeping(keeping::Keeping {
            offers: vec![offer(effect::Keeping::Disk), offer(effect::Keeping::Sealed), offer(effect::Keeping::Memory)],
        }),
        Prompt::Number(number::Number { min: Some(0), max: Some(99), unit: say("days") }),
        Prompt::Scale(scale::Scale { min: 0, max: 10, low: say("calm"), high: say("upset"), again_of: None }),
        Prompt::Day(day::Day { not_before: Some(day::Limit::Today), not_after: None }),
        Prompt::Short(short::Short { notice: Vec::new() }),
        Prompt::Long(long::Long { notice: Vec::new(), minutes: Some(5), words: Some(80) }),
    ]
}

fn many() -> Vec<Prompt> {
    let if_then =
        if_then::IfThen { at_most: 3, starts: vec![say("I reach for the phone")], then_placeholder: say("I …") };
    let change = recap::Change {
        name: say("upset"),
        before: step("before"),
        after: step("after"),
        less: say("Less."),
        more: say("More."),
        same: say("The same."),
    };
    vec![
        Prompt::List(list::List { at_most: Some(3) }),
        Prompt::List(list::List { at_most: None }),
        Prompt::RatedList(rated_list(false)),
        Prompt::Board(board()),
        Prompt::Timeline(timeline::Timeline),
        Prompt::IfThen(if_then),
        Prompt::Compose(compose()),
        Prompt::Who(person::Who { relations: four_options() }),
        Prompt::Gate(gate()),
        Prompt::Recap(recap::Recap { of: Vec::new(), change: vec![change] }),
    ]
}

/// At least one of each.
pub fn every_kind() -> Vec<Sample> {
    let mut samples: Vec<_> = few().into_iter().chain(many()).map(Sample::new).collect();
    let again = Prompt::RatedList(rated_list(true));
    samples.push(Sample { earlier: vec![Some(beliefs())], ..Sample::new(again) });
    samples
}

/// The sample of that kind.
#[track_caller]
pub fn sample(kind: &str) -> Sample {
    every_kind().into_iter().find(|sample| sample.prompt.name() == kind).expect("a kind there is")
}
