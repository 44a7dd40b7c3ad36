//! The same journey through the plain front's lines: what was answered is typed again, line by line.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "a test may stop at the first thing that is not as it says"
)]

use std::collections::BTreeMap;

use stepback::guide::Guide;
use stepback::plain::grammar::{Meaning, meaning};
use stepback::prompt::answer::{Answer, Item, Person};
use stepback::prompt::board::Board;
use stepback::prompt::gate::Gate;
use stepback::prompt::{Chosen, Prompt};
use stepback::screen::lines::HelpLines;
use stepback::session::{Effect, Place, Session, State};

use super::{begin, same_answers, screen, shown};

/// Walks from the start, answering every step as `walked` did, and compares what is saved at the end.
#[track_caller]
pub fn walk(guide: &Guide, walked: &Session, gates: &BTreeMap<Place, Answer>, script: &str) {
    let mut session = Session::begin(guide, walked.id(), false);
    let _ = session.handle(guide, begin(0, &[]));
    let mut typed = String::new();
    let end = walked.at().clone();
    for _ in 0..1_000 {
        let at = session.at().clone();
        if at == end && walked.entry(&at).is_none_or(|entry| entry.given.is_none() && !entry.skipped) {
            break;
        }
        let lines = lines_at(guide, walked, gates, &at);
        let left = lines.iter().any(|line| enter(guide, &mut session, line, &mut typed));
        if left || (session.at() == &at && enter(guide, &mut session, ":next", &mut typed)) {
            break;
        }
        let told = shown(guide, &session);
        assert!(session.at() != &at, "the plain front is stuck at {at}\nscript:{script}\nlines:\n{typed}\n{told}");
    }
    if let Err(different) = same_answers(&walked.answers(guide), &session.answers(guide)) {
        panic!("both fronts must save the same: {different}\nscript:{script}\nlines:\n{typed}");
    }
}

/// Types one line; `true` when the walk was left by it.
fn enter(guide: &Guide, session: &mut Session, line: &str, typed: &mut String) -> bool {
    typed.push_str(line);
    typed.push('\n');
    let events = screen(guide, session, |screen| match meaning(line, screen, &HelpLines::default()) {
        Meaning::Events(events) => events,
        Meaning::Say(says) => panic!("the line was not understood: {says}"),
    });
    events.into_iter().flat_map(|event| session.handle(guide, event)).any(|effect| matches!(effect, Effect::Leave(_)))
}

fn lines_at(guide: &Guide, walked: &Session, gates: &BTreeMap<Place, Answer>, at: &Place) -> Vec<String> {
    let entry = walked.entry(at);
    let given = entry.filter(|entry| entry.state() == Some(State::Given)).and_then(|entry| entry.given.as_ref());
    let Some(given) = given.or_else(|| gates.get(at)) else { return vec![":skip".to_owned()] };
    let prompt = &guide.step(&at.step).expect("a step of the guide").prompt;
    lines_of(prompt, given)
}

/// An answer as somebody would type it.
fn lines_of(prompt: &Prompt, answer: &Answer) -> Vec<String> {
    match answer {
        Answer::Seen => vec![String::new()],
        Answer::One(id) => vec![id.clone()],
        Answer::Many(many) => chosen(many),
        Answer::Number(number) => vec![number.to_string()],
        Answer::Day(day) => vec![day.to_string()],
        Answer::Text(text) if matches!(prompt, Prompt::Long(_)) => ended(text.lines().map(escaped).collect()),
        Answer::Text(text) => vec![escaped(text)],
        Answer::Items(items) => items_of(prompt, items),
        Answer::Composed { parts, .. } => match prompt {
            Prompt::Compose(compose) => {
                compose.parts.iter().map(|part| parts.get(&part.id).cloned().unwrap_or_default()).collect()
            }
            _ => Vec::new(),
        },
        Answer::Person(person) => person_of(person),
        Answer::Gate { answers, assent, until } => match prompt {
            Prompt::Gate(gate) => gate_of(gate, answers, *assent, *until),
            _ => Vec::new(),
        },
    }
}

fn escaped(line: &str) -> String {
    if line == "." { "..".to_owned() } else { line.to_owned() }
}

fn ended(mut lines: Vec<String>) -> Vec<String> {
    lines.push(".".to_owned());
    lines
}

fn chosen(many: &[Chosen]) -> Vec<String> {
    let ids: Vec<&str> = many.iter().map(|one| one.id.as_str()).collect();
    std::iter::once(ids.join(" ")).chain(many.iter().filter_map(|one| one.text.clone())).collect()
}

fn items_of(prompt: &Prompt, items: &[Item]) -> Vec<String> {
    let pairs = |second: &dyn Fn(&Item) -> String| -> Vec<String> {
        items.iter().flat_map(|item| [item.text.clone(), second(item)]).collect()
    };
    match prompt {
        Prompt::Board(board) => board_of(board, items),
        Prompt::RatedList(list) if list.again_of.is_some() => {
            items.iter().map(|item| item.rating.map_or_else(String::new, |rating| rating.to_string())).collect()
        }
        Prompt::RatedList(list) => {
            closed(pairs(&|item| item.rating.unwrap_or(0).to_string()), items.len(), list.at_most)
        }
        Prompt::Timeline(_) => ended(pairs(&|item| item.day.map_or_else(String::new, |day| day.to_string()))),
        Prompt::IfThen(plan) => {
            closed(pairs(&|item| item.then.clone().unwrap_or_default()), items.len(), Some(plan.at_most))
        }
        Prompt::List(list) => closed(items.iter().map(|item| escaped(&item.text)).collect(), items.len(), list.at_most),
        _ => ended(items.iter().map(|item| escaped(&item.text)).collect()),
    }
}

/// A list that is full ends by itself.
fn closed(lines: Vec<String>, count: usize, at_most: Option<usize>) -> Vec<String> {
    if at_most == Some(count) { lines } else { ended(lines) }
}

fn board_of(board: &Board, items: &[Item]) -> Vec<String> {
    let mut lines = Vec::new();
    for column in &board.columns {
        let own: Vec<&Item> = items.iter().filter(|item| item.column.as_ref() == Some(&column.id)).collect();
        let count = own.len();
        let mut cells = Vec::new();
        for item in own {
            cells.push(item.text.clone());
            if column.ask_each.is_some() {
                cells.push(item.asked.clone().unwrap_or_default());
            }
        }
        lines.extend(closed(cells, count, column.at_most));
    }
    lines
}

fn person_of(person: &Person) -> Vec<String> {
    vec![person.name.clone(), person.relation.clone().unwrap_or_default(), person.pronouns.clone()]
}

fn gate_of(
    gate: &Gate,
    answers: &BTreeMap<String, String>,
    assent: bool,
    until: Option<jiff::civil::Date>,
) -> Vec<String> {
    let mut lines = Vec::new();
    for question in &gate.questions {
        let id = answers.get(&question.id).cloned().unwrap_or_default();
        let asks_day = question.answers.iter().any(|reply| reply.id == id && reply.until);
        lines.push(id);
        if asks_day {
            lines.push(until.map_or_else(String::new, |day| day.to_string()));
        }
    }
    if assent {
        lines.push("yes".to_owned());
    }
    lines
}
