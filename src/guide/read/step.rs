//! One step where it stands: the keys every step has, and its whole condition.

use std::collections::BTreeMap;

use super::here::{Here, Target};
use super::marks::{Role, StepMark};
use super::{approach, fields, kinds, never, options, verb};
use crate::fault::table::{Str, Table};
use crate::fault::{Fault, did_you_mean, short};
use crate::guide::model::{By, Round, Step, StepId, Wordings};
use crate::guide::{Condition, Template};
use crate::prompt::Prompt;

/// Reads the step a place stands at. `None` if it cannot be used; then there are faults.
pub fn read(here: &Here<'_, '_>) -> Option<Step> {
    let slot = here.slot?;
    let table = Table::of(slot.table, "a step", here.faults())?;
    let id = table.str("id")?;
    here.mark.borrow_mut().id = id.span;
    let for_each = table.str("for_each").and_then(|list| {
        here.has_item.set(true);
        here.list_ref(&list)
    });
    let prompt = kinds::read(here, &table);
    let (ask, text) = (heading(here, &table, prompt.as_ref()), here.optional(&table, "text", Role::Text));
    let placeholder = here.optional(&table, "placeholder", Role::Example);
    let by = by(here, &table);
    let recall = recall(here, &table);
    let (sources, lines) = (table.strs("source"), table.strs("lines"));
    let own = table.value("when");
    here.mark.borrow_mut().when = own.map(toml::Spanned::span);
    let own = own.map(|when| here.condition(when)).into_iter().collect();
    let keep = options::keep(&table);
    changes_nothing(here, &table, prompt.as_ref());
    let (required, approach, end) = (table.flag("required"), table.flag("approach"), table.flag("end"));
    let shared = table.flag("shared");
    unknown_keys(here, &table);
    let step = prompt.map(|prompt| Step {
        id: slot.id.clone(),
        stage: slot.stage,
        round: here.round,
        when: None,
        ask,
        text,
        placeholder,
        by,
        for_each,
        required: required || prompt.is_gate(),
        prompt,
        approach,
        keep,
        end,
        sources: values(&sources),
        recall,
        shared,
        lines: values(&lines),
    });
    let step = step.map(|mut step| {
        finish(here, &mut step, own);
        step
    });
    let mark = StepMark { lines, sources, ..here.mark.take() };
    here.reading.marks.borrow_mut().steps.insert(slot.id.clone(), mark);
    step
}

/// Warns of a `false` that cannot take away what the step has by its kind.
fn changes_nothing(here: &Here<'_, '_>, table: &Table<'_>, prompt: Option<&Prompt>) {
    let (key, what) = match prompt {
        Some(Prompt::Gate(_)) => ("required", "a gate is always required, so this changes nothing"),
        Some(Prompt::Compose(draft)) if draft.to_them => {
            ("approach", "a text for the other person always stands behind every gate, so this changes nothing")
        }
        Some(_) | None => return,
    };
    if let Some(flag) = table.value(key).filter(|flag| flag.get_ref().as_bool() == Some(false)) {
        here.fault(Fault::warning("changes-nothing", flag.span(), what).mend("take it out"));
    }
}

/// Names keys that no step has, or not this kind. Of a kind that does not exist nobody knows what belongs to it; what
/// it refers to is remembered all the same.
fn unknown_keys(here: &Here<'_, '_>, table: &Table<'_>) {
    let kind = table.value("kind").and_then(|kind| kind.get_ref().as_str()).unwrap_or_default();
    if fields::KINDS.iter().all(|(known, _)| *known != kind) {
        kinds::notice(here, table);
        fields::KINDS.iter().flat_map(|(_, keys)| *keys).for_each(|key| {
            table.value(key);
        });
    }
    table.unknown(|key| match key {
        "next" | "goto" | "go_to" | "then" => Some(fields::NO_JUMPS.to_owned()),
        key => fields::belongs(key).map(|hint| format!("{hint}; this is a `{kind}`")),
    });
}

/// What rests on the whole step: its condition, what is never kept, and what stands behind the gates.
///
/// A condition with faults is left out: no guide comes of it, but later steps can still be judged against this one.
fn finish(here: &Here<'_, '_>, step: &mut Step, own: Vec<Option<Condition>>) {
    let Some(plan) = here.reading.layout.stages.get(step.stage) else { return };
    let mut parts = rounds(here, step.round);
    parts.extend(plan.when.map(|when| Here::at_stage(here.reading, step.stage).condition(when)));
    parts.extend(here.slot.and_then(|slot| slot.part.as_ref()).and_then(|part| {
        let outside = Here { before: part.first, ..Here::at_stage(here.reading, step.stage) };
        part.when.map(|when| outside.condition(when))
    }));
    parts.extend(step.prompt.options().and_then(|options| options::to_choose(&options)).map(Some));
    parts.extend(own);
    let sound = parts.iter().all(Option::is_some);
    let mut whole: Vec<Condition> = parts.into_iter().flatten().collect();
    step.approach |= plan.approach;
    step.shared |= plan.shared;
    if step.approach || approach::to_them(step) {
        whole.extend(approach::cleared(here, step));
    }
    step.when = if whole.len() > 1 { Some(Condition::All(whole)) } else { whole.pop() };
    if sound {
        never::judge(here, step);
    }
}

/// A later round comes if every round before it asked for another.
fn rounds(here: &Here<'_, '_>, round: Round) -> Vec<Option<Condition>> {
    let stretch = here.stretch.and_then(|at| here.reading.layout.stretches.get(at).map(|stretch| (at, stretch)));
    let Some((index, stretch)) = stretch else { return Vec::new() };
    let Some(when) = stretch.when else { return Vec::new() };
    let behind = |before: u8| stretch.firsts.get(usize::from(before)).copied().unwrap_or(here.before);
    let asked = |before: u8| Here::behind_round(here.reading, index, before, behind(before)).condition(when);
    (1..round.0).map(asked).collect()
}

/// The question. Kinds that only show something have a heading, which may be left out.
fn heading(here: &Here<'_, '_>, table: &Table<'_>, prompt: Option<&Prompt>) -> Template {
    let shows = matches!(prompt, None | Some(Prompt::Read(_) | Prompt::Pacer(_) | Prompt::Recap(_)));
    let ask = if shows { table.str("ask") } else { table.need_str("ask") };
    ask.map(|ask| here.template(&ask, Role::Ask)).unwrap_or_default()
}

fn recall(here: &Here<'_, '_>, table: &Table<'_>) -> Vec<StepId> {
    let mut steps = Vec::new();
    for name in table.strs("recall") {
        if let Some((reference, _)) = here.step(&name) {
            steps.extend(reference.steps);
        }
    }
    steps
}

/// `by` and `wording`: one step in several wordings.
fn by<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Option<By> {
    let (step, wording) = (table.str("by"), table.table("wording", "`wording`"));
    let (step, wording) = match (step, wording) {
        (Some(step), Some(wording)) => (step, wording),
        (Some(step), None) => {
            let fault = Fault::error("missing-key", step.span, "`by` needs other wordings to choose from");
            here.fault(fault.mend("add [stage.step.wording.OPTION] with `ask`, `text` or `placeholder`"));
            return None;
        }
        (None, Some(wording)) => {
            let fault = Fault::error("missing-key", wording.span(), "these wordings are never chosen");
            here.fault(fault.mend("add `by = \"…\"`: the step whose option chooses one"));
            return None;
        }
        (None, None) => return None,
    };
    let target = here.target(&step, false);
    let mut wordings = BTreeMap::new();
    let mut named: Vec<Str> = Vec::new();
    for (option, value) in wording.each() {
        let Some(table) = Table::of(value, "a wording", here.faults()) else { continue };
        let text = |key, role| table.str(key).map(|text| here.template(&text, role));
        let wording = Wordings {
            ask: text("ask", Role::Ask),
            text: text("text", Role::Text),
            placeholder: text("placeholder", Role::Example),
        };
        table.done();
        wordings.insert(option.value.clone(), wording);
        named.push(option);
    }
    let Some(Target::Steps(reference, positions)) = target else { return None };
    if let Some(prompt) = here.reading.prompt(&positions) {
        if matches!(prompt, Prompt::OneOf(_) | Prompt::Pause(_) | Prompt::Keeping(_) | Prompt::Who(_)) {
            here.judge_options(&step, &verb::ids_of(prompt), &named, false);
        } else {
            here.wrong_kind(
                &step,
                prompt,
                "wordings are chosen by one option of a choice, a pause or a person's relation",
            );
        }
    }
    here.depends(&reference, step.span);
    Some(By { step: reference, wordings })
}

fn values(words: &[Str]) -> Vec<String> {
    words.iter().map(|word| word.value.clone()).collect()
}

/// Says that a kind does not exist.
pub fn unknown_kind(here: &Here<'_, '_>, kind: &Str) {
    let what = format!("there is no kind `{}`", short(&kind.value));
    let mend = did_you_mean(&kind.value, fields::KINDS.iter().map(|(name, _)| *name));
    let all = fields::KINDS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    let mend = mend.unwrap_or_else(|| format!("kinds are {all}"));
    here.fault(Fault::error("unknown-kind", kind.span.clone(), what).mend(mend));
}
