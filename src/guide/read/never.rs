//! What is never kept stays so: a step that rests on a never-kept answer would tell what it was, so it is never
//! kept either, through any number of steps; and no kept words may depend on it.

use std::ops::Range;

use super::here::Here;
use super::verb::{names_never_option, specs};
use crate::fault::Fault;
use crate::guide::condition::Verb;
use crate::guide::{Condition, Keep, Reference, Step};
use crate::prompt::{OptionSpec, Options, Prompt};

/// Marks a step as never kept where it has to be, and finds kept words that depend on what is not.
pub fn judge(here: &Here<'_, '_>, step: &mut Step) {
    let rests = step.when.as_ref().is_some_and(|when| rests_on_never(here, when));
    let each = step.for_each.as_ref().is_some_and(|list| is_never(here, &list.step));
    if rests || each {
        step.keep = Keep::Never;
    }
    lock(here, step);
    if step.keep == Keep::Never {
        return;
    }
    for option in specs_mut(&mut step.prompt) {
        if option.when.as_ref().is_some_and(|when| rests_on_never(here, when)) {
            option.keep = Keep::Never;
        }
    }
    told(here);
}

/// Finds kept words that depend on what is not kept.
pub fn told(here: &Here<'_, '_>) {
    for (reference, span) in here.shown.take() {
        shown(here, &reference, span);
    }
}

/// A lock outlives the session; an answer that is never kept cannot.
fn lock(here: &Here<'_, '_>, step: &Step) {
    if step.keep == Keep::Never && matches!(&step.prompt, Prompt::Gate(gate) if gate.locks) {
        let what = "a gate that locks has to be kept, or nobody would know of the lock next time";
        let fault = Fault::error("never-kept-lock", here.mark.borrow().id.clone(), what);
        here.fault(fault.mend("take `keep = \"never\"` or `locks = true` away, or what makes this step never kept"));
    }
}

fn shown(here: &Here<'_, '_>, reference: &Reference, span: Range<usize>) {
    let whole = is_never(here, reference);
    let option = reference
        .steps
        .iter()
        .filter_map(|id| here.reading.step(id))
        .any(|step| specs(&step.prompt).any(|option| option.keep == Keep::Never));
    if whole || option {
        let what = "these words depend on an answer that is never kept, but this step is kept, and would tell it";
        let fault = Fault::error("never-kept-shown", span, what);
        here.fault(fault.mend("take the words out, or give this step `keep = \"never\"`"));
    }
}

fn is_never(here: &Here<'_, '_>, reference: &Reference) -> bool {
    reference.steps.iter().filter_map(|id| here.reading.step(id)).any(|step| step.keep == Keep::Never)
}

/// Whether a condition looks at a never-kept answer, other than asking whether a gate is cleared.
fn rests_on_never(here: &Here<'_, '_>, condition: &Condition) -> bool {
    match condition {
        Condition::All(all) | Condition::Any(all) => all.iter().any(|one| rests_on_never(here, one)),
        Condition::Not(inner) => rests_on_never(here, inner),
        Condition::Step { verb: Verb::Cleared(_), .. } | Condition::Fact(_) | Condition::Fixed(_) => false,
        Condition::Step { step, verb } => {
            let option = step
                .steps
                .iter()
                .filter_map(|id| here.reading.step(id))
                .any(|step| names_never_option(&step.prompt, verb));
            let other = matches!(verb, Verb::Above { step, .. } if is_never(here, step));
            is_never(here, step) || option || other
        }
    }
}

fn specs_mut(prompt: &mut Prompt) -> &mut [OptionSpec] {
    let options = match prompt {
        Prompt::OneOf(one) => &mut one.options,
        Prompt::SomeOf(some) => &mut some.options,
        Prompt::Checklist(list) => &mut list.items,
        Prompt::Pause(pause) => &mut pause.options,
        Prompt::Who(who) => return &mut who.relations,
        Prompt::Read(_)
        | Prompt::Number(_)
        | Prompt::Scale(_)
        | Prompt::Day(_)
        | Prompt::Short(_)
        | Prompt::Long(_)
        | Prompt::List(_)
        | Prompt::RatedList(_)
        | Prompt::Board(_)
        | Prompt::Timeline(_)
        | Prompt::IfThen(_)
        | Prompt::Compose(_)
        | Prompt::Gate(_)
        | Prompt::Pacer(_)
        | Prompt::Recap(_)
        | Prompt::Keeping(_) => return &mut [],
    };
    match options {
        Options::Listed(listed) => listed,
        Options::From { and, .. } => and,
    }
}
