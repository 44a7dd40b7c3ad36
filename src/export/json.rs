//! JSON: every answer by step, its value shaped by its kind.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::{Exported, Walk};
use crate::prompt::{Answer, Item};
use crate::session::State;
use crate::session::saved::Status;
use crate::text::visible::may_hide;

/// The session as one JSON object with `id`, `guide`, `status` and `answers`, ending in a line break.
pub fn write(walk: &Walk) -> String {
    let answers: Vec<Value> = walk.answers.iter().map(answer).collect();
    let whole = json!({
        "id": walk.id,
        "guide": walk.guide,
        "status": status(walk.status),
        "answers": answers,
    });
    format!("{}\n", escaped(&format!("{whole:#}")))
}

/// JSON in which no character acts or hides: each such one is written as its number, so that the words stay what they are.
/// They stand in strings alone, as everything else in JSON is ASCII.
pub fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if may_hide(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// A session's status in the words of `list --json` and `export --format json`.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::Waiting => "waiting",
        Status::Finished => "finished",
    }
}

fn answer(exported: &Exported) -> Value {
    let mut object = Map::new();
    object.insert("step".to_owned(), text(&exported.step));
    object.insert("question".to_owned(), text(&exported.question));
    object.insert("kind".to_owned(), text(&exported.kind));
    object.insert("status".to_owned(), Value::from(state(exported.status)));
    object.insert("value".to_owned(), exported.answer.as_ref().map_or(Value::Null, |a| value(a, exported)));
    if let Some(own) = exported.answer.as_ref().and_then(own_words) {
        object.insert("own_words".to_owned(), own);
    }
    Value::Object(object)
}

fn state(state: State) -> &'static str {
    match state {
        State::Given => "given",
        State::Draft => "draft",
        State::Skipped => "skipped",
        State::Inactive => "inactive",
    }
}

fn value(answer: &Answer, exported: &Exported) -> Value {
    match answer {
        Answer::Seen => Value::from(true),
        Answer::One(id) => text(id),
        Answer::Many(_) if exported.kind == "choice" => maybe(answer.ids().next()),
        Answer::Many(_) => answer.ids().map(text).collect(),
        Answer::Number(number) => Value::from(*number),
        Answer::Day(day) => Value::from(day.to_string()),
        Answer::Text(words) => text(words),
        Answer::Items(items) => self::items(exported, items),
        Answer::Composed { parts, text: whole, aside } => {
            let parts: Map<String, Value> = parts.iter().map(|(id, words)| (id.clone(), text(words))).collect();
            let whole = whole.as_ref().map_or_else(|| text(&exported.in_words), |whole| text(whole));
            let mut object = Map::from_iter([("parts".to_owned(), Value::Object(parts)), ("text".to_owned(), whole)]);
            if !aside.is_empty() {
                object.insert("aside".to_owned(), aside.iter().map(|draft| text(draft)).collect());
            }
            Value::Object(object)
        }
        Answer::Person(person) => {
            let mut object = Map::new();
            object.insert("name".to_owned(), text(&person.name));
            object.insert("relation".to_owned(), maybe(person.relation.as_deref()));
            object.insert("pronouns".to_owned(), text(&person.pronouns));
            if let Some(own) = &person.custom {
                object.insert(
                    "custom".to_owned(),
                    json!([own.subject, own.object, own.possessive, own.possessive_alone, own.reflexive]),
                );
            }
            Value::Object(object)
        }
        Answer::Gate { answers, assent, until } => {
            let answers: Map<String, Value> = answers.iter().map(|(id, reply)| (id.clone(), text(reply))).collect();
            json!({ "answers": answers, "assent": assent, "until": until.map(|day| day.to_string()) })
        }
    }
}

fn items(exported: &Exported, items: &[Item]) -> Value {
    match exported.kind.as_str() {
        "rated_list" => items.iter().map(|i| json!({ "text": text(&i.text), "rating": i.rating })).collect(),
        "timeline" => {
            let day = |i: &Item| i.day.map(|day| day.to_string());
            items.iter().map(|i| json!({ "date": day(i), "text": text(&i.text) })).collect()
        }
        "if_then" => items.iter().map(|i| json!({ "if": text(&i.text), "then": maybe(i.then.as_deref()) })).collect(),
        "board" => {
            let empty = |column: &String| (column.clone(), Value::Array(Vec::new()));
            let mut columns: Map<String, Value> = exported.columns.iter().map(empty).collect();
            for item in items {
                let column = item.column.clone().unwrap_or_default();
                let line = json!({ "text": text(&item.text), "asked": maybe(item.asked.as_deref()) });
                if let Value::Array(lines) = columns.entry(column).or_insert_with(|| Value::Array(Vec::new())) {
                    lines.push(line);
                }
            }
            Value::Object(columns)
        }
        _ => items.iter().map(|i| text(&i.text)).collect(),
    }
}

/// Own words beside chosen options, by option; `None` where there are none.
fn own_words(answer: &Answer) -> Option<Value> {
    let Answer::Many(chosen) = answer else { return None };
    let own: Map<String, Value> =
        chosen.iter().filter_map(|c| c.text.as_ref().map(|words| (c.id.clone(), text(words)))).collect();
    (!own.is_empty()).then_some(Value::Object(own))
}

fn text(words: &str) -> Value {
    Value::from(words)
}

fn maybe(words: Option<&str>) -> Value {
    words.map_or(Value::Null, text)
}

#[cfg(test)]
mod tests {
    use super::super::tests::{composed, exported, item, walk};
    use super::*;
    use crate::prompt::{Chosen, Person};

    #[track_caller]
    fn check(kind: &str, answer: Answer, expected: &Value) {
        let written = write(&walk(vec![exported(kind, Some(answer), "in words")]));
        let read: Value = serde_json::from_str(&written).expect("JSON");
        assert_eq!(read["answers"][0]["value"], *expected, "{kind}");
    }

    fn chosen(id: &str, text: Option<&str>) -> Chosen {
        Chosen { id: id.to_owned(), text: text.map(str::to_owned) }
    }

    #[test]
    fn plain_answers_have_plain_values() {
        check("choice", Answer::One("air".to_owned()), &json!("air"));
        check("choice", Answer::Many(vec![chosen("other", Some("mine"))]), &json!("other"));
        check("choices", Answer::Many(vec![chosen("a", None), chosen("b", None)]), &json!(["a", "b"]));
        check("checklist", Answer::Many(Vec::new()), &json!([]));
        check("scale", Answer::Number(7), &json!(7));
        check("date", Answer::Day(jiff::civil::date(2026, 3, 1)), &json!("2026-03-01"));
        check("long", Answer::Text("a\nb\u{1b}".to_owned()), &json!("a\nb\u{1b}"));
    }

    #[test]
    fn items_take_the_shape_of_their_kind() {
        let mut one = item("x");
        one.rating = Some(4);
        one.column = Some("guesses".to_owned());
        one.asked = Some("Is it?".to_owned());
        one.then = Some("y".to_owned());
        one.day = Some(jiff::civil::date(2026, 3, 1));
        let items = Answer::Items(vec![one]);
        check("list", items.clone(), &json!(["x"]));
        check("rated_list", items.clone(), &json!([{ "text": "x", "rating": 4 }]));
        check("board", items.clone(), &json!({ "guesses": [{ "text": "x", "asked": "Is it?" }] }));
        let columns = ["known", "guesses"].map(str::to_owned).to_vec();
        let board = Exported { columns, ..exported("board", Some(items.clone()), "x") };
        let expected = json!({ "known": [], "guesses": [{ "text": "x", "asked": "Is it?" }] });
        assert_eq!(super::answer(&board)["value"], expected, "columns with nothing in them are there");
        check("timeline", items.clone(), &json!([{ "date": "2026-03-01", "text": "x" }]));
        check("if_then", items, &json!([{ "if": "x", "then": "y" }]));
    }

    #[test]
    fn people_and_drafts_are_objects() {
        let person = Person {
            name: "Sam".to_owned(),
            relation: Some("partner".to_owned()),
            pronouns: "they".to_owned(),
            ..Person::default()
        };
        check("person", Answer::Person(person), &json!({ "name": "Sam", "relation": "partner", "pronouns": "they" }));
        check("draft", composed(Some("Edited.")), &json!({ "parts": { "noticed": "Sunday" }, "text": "Edited." }));
        check("draft", composed(None), &json!({ "parts": { "noticed": "Sunday" }, "text": "in words" }));
    }

    #[test]
    fn the_whole_has_its_four_keys_and_every_status() {
        let statuses = [
            (State::Given, "given"),
            (State::Draft, "draft"),
            (State::Skipped, "skipped"),
            (State::Inactive, "inactive"),
        ];
        for (state, word) in statuses {
            let mut one = exported("short", None, "");
            one.status = state;
            let read: Value = serde_json::from_str(&write(&walk(vec![one]))).expect("JSON");
            assert_eq!(
                read,
                json!({
                    "id": "0123456789abcdef0123456789abcdef", "guide": "small", "status": "open",
                    "answers": [{ "step": "the_short", "question": "What was it?", "kind": "short",
                                  "status": word, "value": null }],
                })
            );
        }
    }

    #[test]
    fn own_words_are_not_lost() {
        let answer = Answer::Many(vec![chosen("other", Some("mine"))]);
        let read: Value =
            serde_json::from_str(&write(&walk(vec![exported("choices", Some(answer), "mine")]))).expect("JSON");
        assert_eq!(read["answers"][0]["own_words"], json!({ "other": "mine" }));
    }
}
