//! `stepback schema`: the guide format as JSON Schema (draft 4, the newest that TOML editors understand).
//!
//! An editor can complete and check keys with it; what is right beyond that (ids, conditions, texts) is `check`'s business.

use serde_json::{Map, Value, json};

use crate::guide::read::fields::{COMMON, KINDS};

/// The schema.
pub fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-04/schema#",
        "title": "A guide for Stepback",
        "type": "object",
        "required": ["format", "id", "title", "about", "stage"],
        "additionalProperties": false,
        "properties": {
            "format": { "enum": [1] },
            "id": reference("id"),
            "title": text(),
            "about": text(),
            "language": text(),
            "minutes": count(),
            "person": reference("id"),
            "me": reference("id"),
            "conditions": { "type": "object", "additionalProperties": reference("condition") },
            "source": list(reference("source")),
            "part": list(object(&["id", "step"], &["id", "step"])),
            "stage": list(reference("stage")),
        },
        "definitions": definitions(),
    })
}

fn definitions() -> Value {
    let stage = object(&["id", "title", "step"], &["id", "title", "when", "approach", "shared", "again", "step"]);
    json!({
        "id": { "type": "string", "pattern": "^[a-z0-9][a-z0-9_-]{0,63}$" },
        "condition": { "anyOf": [{ "type": "string" }, condition()] },
        "source": object(&["id", "title", "says", "strength"], &["id", "title", "says", "strength", "verified"]),
        "stage": stage,
        "again": again(),
        "option": object(&["id", "label"], &["id", "label", "text", "when", "keep", "alone", "other", "waits"]),
        "step": { "oneOf": steps() },
    })
}

/// A stretch comes round at least twice, or it would not come again.
fn again() -> Value {
    let mut again = object(&["when", "at_most"], &["from", "when", "at_most"]);
    if let Some(properties) = again.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("at_most".to_owned(), json!({ "type": "integer", "minimum": 2, "maximum": 9 }));
    }
    again
}

/// A use of a part, or a step of one kind with the keys of that kind.
fn steps() -> Vec<Value> {
    let mut steps = vec![object(&["part"], &["part", "as", "when"])];
    for (kind, own) in KINDS {
        let keys: Vec<&str> = COMMON.iter().chain(own.iter()).copied().collect();
        let mut step = object(&["id", "kind"], &keys);
        if let Some(properties) = step.get_mut("properties").and_then(Value::as_object_mut) {
            properties.insert("kind".to_owned(), json!({ "enum": [kind] }));
        }
        steps.push(step);
    }
    steps
}

fn condition() -> Value {
    let keys = [
        "step",
        "previous",
        "is",
        "is_not",
        "includes",
        "at_least",
        "above",
        "by",
        "answered",
        "passed",
        "outcome",
        "cleared",
        "fact",
        "round_at_least",
        "all",
        "any",
        "not",
    ];
    let mut condition = object(&[], &keys);
    if let Some(properties) = condition.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("at_most".to_owned(), number());
        properties.insert("by".to_owned(), number());
        properties.insert("step".to_owned(), text());
    }
    condition
}

/// A table with these keys and no others.
fn object(required: &[&str], keys: &[&str]) -> Value {
    let properties: Map<String, Value> = keys.iter().map(|key| ((*key).to_owned(), value_of(key))).collect();
    let mut object = json!({ "type": "object", "additionalProperties": false, "properties": properties });
    if !required.is_empty()
        && let Some(object) = object.as_object_mut()
    {
        object.insert("required".to_owned(), json!(required));
    }
    object
}

/// What a key holds; one key means one thing wherever it stands.
fn value_of(key: &str) -> Value {
    match key {
        "id" | "from" | "as" => reference("id"),
        "when" | "not" => reference("condition"),
        "all" | "any" => list(reference("condition")),
        "again" => reference("again"),
        "step" => list(reference("step")),
        "options" | "items" | "relations" | "offers" => list(reference("option")),
        "columns" | "parts" | "questions" | "pattern" | "change" => list(json!({ "type": "object" })),
        "wording" => json!({ "type": "object", "additionalProperties": object(&[], &["ask", "text", "placeholder"]) }),
        "source" | "recall" | "lines" | "notice" | "of" | "starts" | "is" | "is_not" | "includes" | "outcome" => {
            words()
        }
        "required" | "approach" | "shared" | "end" | "message" | "locks" | "alone" | "other" | "waits" | "verified"
        | "previous" | "answered" | "passed" | "cleared" => json!({ "type": "boolean" }),
        "keep" => json!({ "enum": ["never"] }),
        "to" => json!({ "enum": ["them", "me"] }),
        "strength" => json!({ "enum": ["tested", "some_evidence", "practitioners", "ours"] }),
        "fact" => json!({ "enum": ["may_write", "no_contact", "ran_today"] }),
        "at_most" | "minutes" | "words" | "round_at_least" => count(),
        "min" | "max" | "at_least" => number(),
        "not_before" | "not_after" => json!({}),
        _ => text(),
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn list(items: impl Into<Value>) -> Value {
    let items: Value = items.into();
    json!({ "type": "array", "items": items })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn words() -> Value {
    json!({ "anyOf": [text(), list(text())] })
}

fn number() -> Value {
    json!({ "type": "integer" })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a value fits a schema, as far as the words used above go.
    fn fits(schema: &Value, value: &toml::Value, whole: &Value) -> bool {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            return fits(&whole["definitions"][name.trim_start_matches("#/definitions/")], value, whole);
        }
        for (word, least, most) in [("anyOf", 1, usize::MAX), ("oneOf", 1, 1)] {
            if let Some(choices) = schema.get(word).and_then(Value::as_array) {
                let count = choices.iter().filter(|choice| fits(choice, value, whole)).count();
                return (least..=most).contains(&count);
            }
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return values.contains(&serde_json::to_value(value).unwrap());
        }
        match (schema.get("type").and_then(Value::as_str), value) {
            (None, _)
            | (Some("string"), toml::Value::String(_))
            | (Some("integer"), toml::Value::Integer(_))
            | (Some("boolean"), toml::Value::Boolean(_)) => true,
            (Some("array"), toml::Value::Array(items)) => items.iter().all(|item| fits(&schema["items"], item, whole)),
            (Some("object"), toml::Value::Table(table)) => {
                let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
                let there = required.filter_map(Value::as_str).all(|key| table.contains_key(key));
                there
                    && table.iter().all(|(key, value)| match schema.get("properties").and_then(|all| all.get(key)) {
                        Some(known) => fits(known, value, whole),
                        None => match &schema["additionalProperties"] {
                            Value::Bool(allowed) => *allowed,
                            Value::Null => true,
                            other => fits(other, value, whole),
                        },
                    })
            }
            _ => false,
        }
    }

    #[test]
    fn every_shipped_guide_fits() {
        let schema = schema();
        for (id, text) in crate::library::built_in::GUIDES {
            let value: toml::Table = text.parse().unwrap();
            for stage in value["stage"].as_array().unwrap() {
                for step in stage["step"].as_array().unwrap() {
                    assert!(fits(&schema["definitions"]["step"], step, &schema), "{id}: {step}");
                }
            }
            assert!(fits(&schema, &toml::Value::Table(value), &schema), "{id}");
        }
    }

    #[test]
    fn what_is_no_guide_does_not_fit() {
        let schema = schema();
        let head = "format = 1\nid = \"g\"\ntitle = \"T\"\nabout = \"A.\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n[[stage.step]]\nid = \"a\"\n";
        let fits = |keys: &str| fits(&schema, &toml::Value::Table(format!("{head}{keys}").parse().unwrap()), &schema);
        assert!(fits("kind = \"long\"\nask = \"?\"\nwhen = { step = \"b\", at_most = 0 }"));
        assert!(!fits("kind = \"lnog\"\nask = \"?\""));
        assert!(!fits("kind = \"long\"\nask = \"?\"\nlow = \"l\""));
        assert!(!fits("kind = \"long\"\nask = 3"));
    }
}
