//! Conditions in words, for the map and for `why`.

use crate::guide::check::ways::{Answers, FACTS};
use crate::guide::condition::{Outcome, Verb};
use crate::guide::{Condition, Guide, Piece, Reference, Template};

/// A condition as a sentence part: `decision is talk, and not (safety is concern)`.
pub fn condition(condition: &Condition) -> String {
    match condition {
        Condition::All(all) => joined(all, " and "),
        Condition::Any(any) => joined(any, " or "),
        Condition::Not(inner) => format!("not ({})", self::condition(inner)),
        Condition::Step { step, verb } => about(step, verb),
        Condition::Fact(fact) => FACTS.iter().find(|(known, _)| known == fact).map_or("", |(_, name)| name).to_owned(),
        Condition::Fixed(true) => "always".to_owned(),
        Condition::Fixed(false) => "never".to_owned(),
    }
}

fn joined(conditions: &[Condition], between: &str) -> String {
    let part = |one: &Condition| match one {
        Condition::All(inner) | Condition::Any(inner) if inner.len() > 1 => format!("({})", condition(one)),
        Condition::All(_)
        | Condition::Any(_)
        | Condition::Not(_)
        | Condition::Step { .. }
        | Condition::Fact(_)
        | Condition::Fixed(_) => condition(one),
    };
    conditions.iter().map(part).collect::<Vec<_>>().join(between)
}

fn about(step: &Reference, verb: &Verb) -> String {
    let who = reference(step);
    match verb {
        Verb::Is(ids) => format!("{who} is {}", ids.join(" or ")),
        Verb::IsNot(ids) => format!("{who} is not {}", ids.join(" or ")),
        Verb::Includes(ids) => format!("{who} includes {}", ids.join(" or ")),
        Verb::AtLeast(least) => format!("{who} is at least {least}"),
        Verb::AtMost(most) => format!("{who} is at most {most}"),
        Verb::Holds(None) => format!("{who} has an item"),
        Verb::Holds(Some(column)) => format!("{who}.{column} has an item"),
        Verb::Above { step, by } => format!("{who} is above {} by {by} or more", reference(step)),
        Verb::Answered(true) => format!("{who} is answered"),
        Verb::Answered(false) => format!("{who} is not answered"),
        Verb::Passed(true) => format!("{who} has come"),
        Verb::Passed(false) => format!("{who} lies ahead"),
        Verb::Outcome(outcomes) => {
            let outcomes: Vec<&str> = outcomes.iter().map(|outcome| outcome_word(*outcome)).collect();
            format!("{who} comes out {}", outcomes.join(" or "))
        }
        Verb::Cleared(true) => format!("{who} is cleared"),
        Verb::Cleared(false) => format!("{who} is not cleared"),
    }
}

/// What a gate may come out as.
pub fn outcome_word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Clear => "clear",
        Outcome::Unsaid => "unsaid",
        Outcome::Concern => "concern",
    }
}

fn reference(reference: &Reference) -> String {
    let first = reference.steps.first().map_or("", |step| step.as_str());
    let rounds = if reference.steps.len() > 1 { " (latest round)" } else { "" };
    let question = reference.question.as_ref().map(|question| format!(".{question}")).unwrap_or_default();
    format!("{first}{question}{rounds}")
}

/// Answers as lines, in the order of the guide: `pick: x`.
pub fn answers(guide: &Guide, answers: &Answers) -> Vec<String> {
    let facts = FACTS.iter().zip(answers.facts).filter_map(|((_, name), fact)| fact.map(|fact| (name, fact)));
    let mut lines: Vec<String> =
        facts.map(|(name, fact)| format!("{name}: {}", if fact { "yes" } else { "no" })).collect();
    for (at, value) in &answers.values {
        if let Some(step) = guide.steps.get(*at) {
            lines.push(format!("{}: {}", step.id, value.words(&step.prompt)));
        }
    }
    lines
}

/// A text as it stands in the guide, on one line, with its places in braces.
pub fn template(template: &Template) -> String {
    let piece = |piece: &Piece| match piece {
        Piece::Words(words) => words.clone(),
        Piece::Name => "{name}".to_owned(),
        Piece::Me => "{me}".to_owned(),
        Piece::Relation => "{relation}".to_owned(),
        Piece::Item => "{item}".to_owned(),
        Piece::Pronoun { form, capital } => {
            let form = format!("{form:?}");
            format!("{{{}}}", if *capital { form } else { form.to_lowercase() })
        }
        Piece::Verb { plural, singular, .. } => format!("{{{plural}|{singular}}}"),
        Piece::Answer { step, column, fallback } => {
            let column = column.as_ref().map(|column| format!(".{column}")).unwrap_or_default();
            format!("{{{}{column}: {fallback}}}", step.steps.first().map_or("", |step| step.as_str()))
        }
    };
    let text: String = template.pieces.iter().map(piece).collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    crate::text::visible::visible(&text).into_owned()
}
