//! What can be reached: steps and options nobody can come to, conditions that decide nothing.

use std::collections::BTreeMap;

use super::ways::{Found, Wanted, Ways, on, specs};
use crate::fault::Fault;
use crate::guide::condition::Verb;
use crate::guide::read::Marks;
use crate::guide::{Condition, Fact, Guide, Step};
use crate::prompt::Prompt;

/// All findings about reaching things.
pub fn check(guide: &Guide, marks: &Marks) -> Vec<Fault> {
    let ways = Ways::new(guide);
    let mut faults = Vec::new();
    for (_, turns) in by_name(guide) {
        faults.extend(never_reached(&ways, marks, &turns));
        faults.extend(never_offered(&ways, marks, &turns));
        faults.extend(always(&ways, marks, &turns));
    }
    // A later round adds a condition of its own, which whatever approaches in that round has too.
    let written = guide.gates().filter(|gate| gate.round.0 == 1);
    faults.extend(written.filter_map(|gate| conditional(guide, marks, gate)));
    faults
}

/// Positions of each step, its rounds together.
fn by_name(guide: &Guide) -> BTreeMap<&str, Vec<usize>> {
    let mut by_name: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, step) in guide.steps.iter().enumerate() {
        by_name.entry(name(step)).or_default().push(at);
    }
    by_name
}

fn name(step: &Step) -> &str {
    step.id.as_str().split('@').next().unwrap_or_default()
}

/// A step that no answers lead to, in any round.
fn never_reached(ways: &Ways<'_>, marks: &Marks, turns: &[usize]) -> Option<Fault> {
    if turns.iter().any(|at| !matches!(ways.find(&ways.to(*at)), Found::NoWay)) {
        return None;
    }
    let first = *turns.first()?;
    let step = ways.guide().steps.get(first)?;
    let mark = marks.steps.get(&step.id)?;
    let span = mark.when.clone().unwrap_or_else(|| mark.id.clone());
    let what = format!("nobody can ever come to `{}`", name(step));
    let fault = if matches!(step.prompt, Prompt::Gate(_)) {
        Fault::error("never-reached", span, format!("{what}, so this gate is never asked"))
    } else {
        Fault::warning("never-reached", span, what)
    };
    Some(fault.mend(why_not(ways, turns)))
}

/// Why no answers lead to a step.
pub fn why_not(ways: &Ways<'_>, turns: &[usize]) -> String {
    let Some((at, step)) = turns.last().and_then(|at| ways.guide().steps.get(*at).map(|step| (*at, step))) else {
        return String::new();
    };
    if let Found::Way(_) = ways.find(&[on(step)]) {
        let end = ways.ends_before(at).find(|end| {
            let blocked = [on(step), Wanted { condition: end.when.as_ref(), holds: false }];
            matches!(ways.find(&blocked), Found::NoWay)
        });
        return match end {
            Some(end) => format!("every way that would lead here ends before, at `{}`", name(end)),
            None => "every way that would lead here ends before, at one step or another".to_owned(),
        };
    }
    if let Found::Way(_) = ways.find_anywhere(&[on(step)]) {
        return "the answers it asks for cannot be given together: the steps it looks at are not on one way".to_owned();
    }
    "its condition asks for two things that exclude each other".to_owned()
}

/// An option with a condition that never holds where its step is on the way.
fn never_offered(ways: &Ways<'_>, marks: &Marks, turns: &[usize]) -> Vec<Fault> {
    let steps: Vec<(usize, &Step)> = turns.iter().filter_map(|at| Some((*at, ways.guide().steps.get(*at)?))).collect();
    let Some((_, first)) = steps.first() else { return Vec::new() };
    let Some(mark) = marks.steps.get(&first.id) else { return Vec::new() };
    if steps.iter().all(|(at, _)| matches!(ways.find(&ways.to(*at)), Found::NoWay)) {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for option in specs(&first.prompt).iter().filter(|option| option.when.is_some()) {
        let offered = steps.iter().any(|(at, step)| {
            let when =
                specs(&step.prompt).iter().find(|other| other.id == option.id).and_then(|option| option.when.as_ref());
            let mut wanted = ways.to(*at);
            wanted.push(Wanted { condition: when, holds: true });
            !matches!(ways.find(&wanted), Found::NoWay)
        });
        let place = mark.options.iter().find(|place| place.id.value == option.id);
        if let Some(place) = place.filter(|_| !offered) {
            let what = format!("nobody can ever choose `{}`: its condition never holds here", option.id);
            let span = place.when.clone().unwrap_or(place.id.span.clone());
            let fault = Fault::warning("never-offered", span, what);
            faults.push(fault.mend("change its `when`, or take the option out"));
        }
    }
    faults
}

/// A condition that holds whatever is answered.
fn always(ways: &Ways<'_>, marks: &Marks, turns: &[usize]) -> Option<Fault> {
    let steps: Vec<&Step> = turns.iter().filter_map(|at| ways.guide().steps.get(*at)).collect();
    let first = steps.first()?;
    let span = marks.steps.get(&first.id)?.when.clone()?;
    let every = steps.iter().all(|step| {
        let written = own(step);
        written.is_some_and(|own| matches!(ways.find(&[Wanted { condition: Some(own), holds: false }]), Found::NoWay))
    });
    let what = format!("this condition always holds, so `{}` is always asked", name(first));
    every.then(|| Fault::warning("always-true", span, what).mend("leave `when` out"))
}

/// The condition written at the step itself: the last one that was not added because the step approaches somebody.
fn own(step: &Step) -> Option<&Condition> {
    let behind_gates = step.approach || matches!(&step.prompt, Prompt::Compose(draft) if draft.to_them);
    conjuncts(step.when.as_ref()?).iter().rev().find(|one| !behind_gates || !about_approach(one))
}

/// The conditions that all have to hold.
fn conjuncts(when: &Condition) -> &[Condition] {
    if let Condition::All(all) = when { all } else { std::slice::from_ref(when) }
}

fn about_approach(condition: &Condition) -> bool {
    match condition {
        Condition::Step { verb, .. } => matches!(verb, Verb::Cleared(true)),
        Condition::Not(inner) => **inner == Condition::Fact(Fact::NoContact),
        Condition::All(_) | Condition::Any(_) | Condition::Fact(_) | Condition::Fixed(_) => false,
    }
}

/// A gate that may be passed by keeps every approach step behind it closed.
fn conditional(guide: &Guide, marks: &Marks, gate: &Step) -> Option<Fault> {
    let at = guide.position(&gate.id)?;
    let open = gate.when.as_ref().is_none_or(only_gates);
    let closes = guide.steps.iter().skip(at + 1).find(|step| {
        let looks = |one: &Condition| matches!(one, Condition::Step { step, verb: Verb::Cleared(true) } if step.steps.contains(&gate.id));
        step.when.as_ref().is_some_and(|when| conjuncts(when).iter().any(looks))
    })?;
    let mark = marks.steps.get(&gate.id)?;
    let span = mark.when.clone().unwrap_or_else(|| mark.id.clone());
    let what = format!("where this gate is passed by, `{}` and whatever else approaches stays closed", name(closes));
    (!open).then(|| {
        Fault::warning("gate-with-condition", span, what).mend("a gate that is always asked keeps the way open")
    })
}

/// Whether a condition rests on gates and rounds only.
fn only_gates(condition: &Condition) -> bool {
    match condition {
        Condition::All(all) | Condition::Any(all) => all.iter().all(only_gates),
        Condition::Not(inner) => only_gates(inner),
        Condition::Step { verb, .. } => matches!(verb, Verb::Cleared(_)),
        Condition::Fixed(_) => true,
        Condition::Fact(_) => false,
    }
}
