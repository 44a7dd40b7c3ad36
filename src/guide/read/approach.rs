//! Approach: whatever leads towards the other person stands behind every gate before it. The engine adds that, so
//! that no edit of a guide can take it away.

use std::collections::BTreeMap;

use super::here::Here;
use crate::fault::{Fault, nearest};
use crate::guide::condition::Verb;
use crate::guide::{Condition, Reference, Step, StepId};
use crate::prompt::Prompt;

/// "Every gate cleared", as conditions to add to a step; a fault if there is no gate before it.
///
/// Inside a stretch that comes round again the gate of the same round counts: one that is asked again is asked again.
/// Of a stretch that is over, its latest round counts.
pub fn cleared(here: &Here<'_, '_>, step: &Step) -> Vec<Condition> {
    let before = here.reading.built.get(..here.before).unwrap_or_default();
    let mut gates: BTreeMap<&str, Vec<StepId>> = BTreeMap::new();
    for gate in before.iter().flatten().filter(|step| matches!(step.prompt, Prompt::Gate(_)) && same_turn(here, step)) {
        let name = gate.id.as_str().split('@').next().unwrap_or_default();
        gates.entry(name).or_default().push(gate.id.clone());
    }
    if gates.is_empty() && !unread_gate(here) {
        let what = format!("`{}` leads towards the other person, and no gate stands before it", step.id);
        let mend = "put a step of the kind `gate` before it, or take `approach` (or `to = \"them\"`) away";
        here.fault(Fault::error("approach-without-gate", here.mark.borrow().id.clone(), what).mend(mend));
    }
    let cleared = |steps| Condition::Step { step: Reference { steps, question: None }, verb: Verb::Cleared(true) };
    gates.into_values().map(cleared).collect()
}

/// A gate with faults of its own has been spoken of already; it stands there all the same.
fn unread_gate(here: &Here<'_, '_>) -> bool {
    let slots = here.reading.layout.slots.iter().zip(&here.reading.built).take(here.before);
    slots.filter(|(_, built)| built.is_none()).any(|(slot, _)| {
        let kind =
            slot.table.get_ref().as_table().and_then(|step| step.get("kind")).and_then(|kind| kind.get_ref().as_str());
        kind.is_none_or(|kind| nearest(kind, ["gate"]).is_some())
    })
}

fn same_turn(here: &Here<'_, '_>, gate: &Step) -> bool {
    let stretch = here.reading.layout.stages.get(gate.stage).and_then(|stage| stage.stretch);
    stretch != here.stretch || here.stretch.is_none() || gate.round == here.round
}
