//! Answers in words: for recaps, the review, exports, and `{step: fallback}` in texts.

use super::answer::{Answer, Item, Person};
use super::calendar::day_in_words;
use super::gate::Gate;
use super::option::{OptionSpec, Options};
use super::scene::Say;
use super::{Prompt, words};
use crate::guide::Template;

/// What an answer says, a line each: options by their labels, items one by one, days as people say them. Without the
/// prompt it was given in (an edited guide may have lost it) ids stand for labels.
pub fn answer_in_words(prompt: Option<&Prompt>, answer: &Answer, say: &dyn Say) -> Vec<String> {
    match answer {
        Answer::Seen => Vec::new(),
        Answer::One(id) => vec![label(prompt, id, say)],
        Answer::Many(chosen) => chosen
            .iter()
            .filter(|one| !one.id.is_empty())
            .map(|one| one.text.clone().unwrap_or_else(|| label(prompt, &one.id, say)))
            .collect(),
        Answer::Number(number) => vec![with_unit(prompt, *number, say)],
        Answer::Day(day) => vec![day_in_words(*day)],
        Answer::Text(words) => lines(words),
        Answer::Items(items) => {
            let first = if let Some(Prompt::RatedList(list)) = prompt { list.again_of.as_ref() } else { None };
            let before = |item: &Item| first.and_then(|first| say.rated(first, item.id));
            items.iter().map(|item| item_in_words(item, before(item))).collect()
        }
        Answer::Composed { parts, text, .. } => match (prompt, text) {
            (Some(Prompt::Compose(compose)), _) => lines(&compose.text_of(answer, say)),
            (_, Some(text)) => lines(text),
            (_, None) => parts.values().cloned().collect(),
        },
        Answer::Person(person) => person_in_words(prompt, person, say),
        Answer::Gate { answers, until, .. } => {
            let mut said = match prompt {
                Some(Prompt::Gate(gate)) => gate_in_words(gate, answers, say),
                Some(_) | None => answers.values().cloned().collect(),
            };
            said.extend(until.map(|day| words::until_day(&day_in_words(day))));
            said
        }
    }
}

/// What stands in each column of a board, by its heading and in the order of the guide; nothing for other prompts. Columns
/// with nothing in them are left out, and what stands in none that is there now comes last.
pub fn columns_in_words(prompt: &Prompt, answer: &Answer, say: &dyn Say) -> Option<Vec<(String, Vec<String>)>> {
    let (Prompt::Board(board), Answer::Items(items)) = (prompt, answer) else { return None };
    let standing = |id: Option<&str>| -> Vec<String> {
        let here = |item: &&Item| match id {
            Some(_) => item.column.as_deref() == id,
            None => !board.columns.iter().any(|column| item.column.as_ref() == Some(&column.id)),
        };
        items.iter().filter(here).map(|item| item_in_words(item, None)).collect()
    };
    let columns = board.columns.iter().map(|column| (say.say(&column.title), standing(Some(&column.id))));
    let rest = std::iter::once_with(|| (String::new(), standing(None)));
    Some(columns.chain(rest).filter(|(_, lines)| !lines.is_empty()).collect())
}

fn lines(words: &str) -> Vec<String> {
    words.lines().map(str::to_owned).collect()
}

fn label(prompt: Option<&Prompt>, id: &str, say: &dyn Say) -> String {
    let options = prompt.and_then(Prompt::options);
    let found = options.as_deref().and_then(|options| match options {
        Options::Listed(options) => label_among(options, id, say),
        Options::From { list, and } => label_among(and, id, say).or_else(|| say.item(list, id)),
    });
    found.unwrap_or_else(|| id.to_owned())
}

fn label_among(options: &[OptionSpec], id: &str, say: &dyn Say) -> Option<String> {
    options.iter().find(|option| option.id == id).map(|option| say.say(&option.label))
}

fn with_unit(prompt: Option<&Prompt>, number: i64, say: &dyn Say) -> String {
    let unit = if let Some(Prompt::Number(kind)) = prompt { say.say(&kind.unit) } else { String::new() };
    if unit.is_empty() { number.to_string() } else { format!("{number} {unit}") }
}

fn item_in_words(item: &Item, before: Option<i64>) -> String {
    let text = &item.text;
    if let Some(then) = &item.then {
        return words::if_then(text, then);
    }
    let mut line = match item.day {
        Some(day) => format!("{}: {text}", day_in_words(day)),
        None => text.clone(),
    };
    if let Some(rated) = crate::screen::words::rated(before, item.rating) {
        line = format!("{line} ({rated})");
    }
    if let Some(asked) = &item.asked {
        line = format!("{line} \u{2192} {asked}");
    }
    line
}

fn person_in_words(prompt: Option<&Prompt>, person: &Person, say: &dyn Say) -> Vec<String> {
    let relation = person.relation.as_ref();
    let relation = relation.map(|id| person.relation_words.clone().unwrap_or_else(|| label(prompt, id, say)));
    let own = person.custom.as_ref().filter(|_| person.pronouns == "custom");
    let own = own.map(|own| format!("{}, {}, {}", own.subject, own.object, own.possessive));
    let mut choices = words::pronoun_choices().into_iter().filter(|choice| choice.id != "custom");
    let pronouns = own.or_else(|| choices.find(|choice| choice.id == person.pronouns).map(|choice| choice.label));
    let name = Some(person.name.clone()).filter(|name| !name.is_empty());
    [name, relation, pronouns].into_iter().flatten().collect()
}

fn gate_in_words(gate: &Gate, said: &std::collections::BTreeMap<String, String>, say: &dyn Say) -> Vec<String> {
    let line = |ask: &Template, label: String| format!("{} {label}", say.say(ask));
    let mut out = Vec::new();
    for question in &gate.questions {
        let Some(id) = said.get(&question.id) else { continue };
        let reply = question.answers.iter().find(|reply| reply.id == *id);
        out.push(line(&question.ask, reply.map_or_else(|| id.clone(), |reply| say.say(&reply.label))));
    }
    out
}
