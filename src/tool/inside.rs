//! What a step holds, a line each, for whoever reads a guide over: options, questions of a gate, parts, columns, wordings.

use super::say;
use crate::guide::{Keep, Step};
use crate::prompt::gate::{Gate, Question};
use crate::prompt::{OptionSpec, Prompt};

/// Everything in a step beyond its question and text.
pub fn lines(step: &Step) -> Vec<String> {
    let mut lines: Vec<String> = match &step.prompt {
        Prompt::Gate(gate) => of_gate(gate),
        Prompt::Compose(compose) => {
            let part = |part: &crate::prompt::compose::Part| {
                let (before, after) = (say::template(&part.before), say::template(&part.after));
                let around = format!("{before}… {after}");
                let first = Some(say::template(&part.first)).filter(|first| !first.is_empty());
                let first = first.map(|first| format!(", first in a sentence: {first}… {after}")).unwrap_or_default();
                format!("{}: {} ({}{})", part.id, say::template(&part.ask), around.trim(), first.trim_end())
            };
            compose.parts.iter().map(part).collect()
        }
        Prompt::Board(board) => {
            let column = |column: &crate::prompt::board::Column| {
                let ask = column.ask_each.as_ref().map(|ask| format!(", asks: {}", say::template(ask)));
                format!("{}: {}{}", column.id, say::template(&column.title), ask.unwrap_or_default())
            };
            board.columns.iter().map(column).collect()
        }
        Prompt::IfThen(if_then) => if_then.starts.iter().map(|start| format!("If {}", say::template(start))).collect(),
        Prompt::Read(_)
        | Prompt::OneOf(_)
        | Prompt::SomeOf(_)
        | Prompt::Number(_)
        | Prompt::Scale(_)
        | Prompt::Day(_)
        | Prompt::Short(_)
        | Prompt::Long(_)
        | Prompt::List(_)
        | Prompt::RatedList(_)
        | Prompt::Timeline(_)
        | Prompt::Checklist(_)
        | Prompt::Who(_)
        | Prompt::Pacer(_)
        | Prompt::Pause(_)
        | Prompt::Recap(_)
        | Prompt::Keeping(_) => Vec::new(),
    };
    if let Some(options) = step.prompt.options() {
        lines.extend(options.listed().iter().map(of_option));
    }
    if let Some(by) = &step.by {
        lines.extend(by.wordings.iter().map(|(id, wording)| {
            let ask = wording.ask.as_ref().unwrap_or(&step.ask);
            format!("where it is {id}: {}", say::template(ask))
        }));
    }
    lines
}

fn of_option(option: &OptionSpec) -> String {
    let kept = if option.keep == Keep::Never { ", never kept" } else { "" };
    let when = option.when.as_ref().map(|when| format!(", when {}", say::condition(when))).unwrap_or_default();
    format!("{}: {}{kept}{when}", option.id, say::template(&option.label))
}

fn of_gate(gate: &Gate) -> Vec<String> {
    let question = |question: &Question| {
        let answers = question
            .answers
            .iter()
            .map(|reply| format!("{} ({})", say::template(&reply.label), say::outcome_word(reply.means)));
        format!("{}: {} {}", question.id, say::template(&question.ask), answers.collect::<Vec<_>>().join(" / "))
    };
    let assent = gate.assent.iter().map(|assent| format!("lifts “rather not say”: {}", say::template(assent)));
    gate.questions.iter().map(question).chain(assent).collect()
}
