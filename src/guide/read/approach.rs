//! Approach: whatever leads towards the other person stands behind every gate before it, and behind a lock that an
//! earlier session about the same person left. The engine adds that, so that no edit of a guide can take it away.

use std::collections::BTreeMap;

use super::here::Here;
use crate::fault::{Fault, nearest};
use crate::guide::condition::Verb;
use crate::guide::{Condition, Fact, Keep, Reference, Step, StepId};
use crate::prompt::Prompt;

/// "Every gate cleared, and no lock held", as conditions to add to a step; a fault if the gates before it are not enough.
///
/// Inside a stretch that comes round again the gate of the same round counts: one that is asked again is asked again.
/// Of a stretch that is over, its latest round counts.
pub fn cleared(here: &Here<'_, '_>, step: &Step) -> Vec<Condition> {
    let before = here.reading.built.get(..here.before).unwrap_or_default();
    let gates: Vec<&Step> =
        before.iter().flatten().filter(|step| step.prompt.is_gate() && same_turn(here, step)).collect();
    judge(here, step, &gates);
    let mut by_name: BTreeMap<&str, Vec<StepId>> = BTreeMap::new();
    for gate in gates {
        let name = gate.id.as_str().split('@').next().unwrap_or_default();
        by_name.entry(name).or_default().push(gate.id.clone());
    }
    let cleared = |steps| Condition::Step { step: Reference { steps, question: None }, verb: Verb::Cleared(true) };
    let unlocked = Condition::Not(Box::new(Condition::Fact(Fact::NoContact)));
    by_name.into_values().map(cleared).chain([unlocked]).collect()
}

/// Whether the gates before a step are enough: one that is never kept, where somebody may say that it is not safe, and
/// before a text for the other person one that locks. Said without
/// the round, so that it is said once.
fn judge(here: &Here<'_, '_>, step: &Step, gates: &[&Step]) {
    if unread_gate(here) {
        return;
    }
    let name = here.slot.map_or(step.id.as_str(), |slot| slot.name.as_str());
    let span = here.mark.borrow().id.clone();
    let safety = gates.iter().any(|gate| gate.keep == Keep::Never);
    let locks = gates.iter().any(|gate| matches!(&gate.prompt, Prompt::Gate(gate) if gate.locks));
    if gates.is_empty() {
        let what = format!("`{name}` leads towards the other person, and no gate stands before it");
        let mend = "put a step of the kind `gate` before it, or take `approach` (or `to = \"them\"`) away";
        here.fault(Fault::error("approach-without-gate", span, what).mend(mend));
    } else if !safety {
        let what = format!("`{name}` leads towards the other person, and no gate before it is never kept");
        let mend = "ask whether it is safe in a gate with `keep = \"never\"`: where answers are kept, nobody can say so safely";
        here.fault(Fault::error("approach-without-safety", span, what).mend(mend));
    } else if !locks && to_them(step) {
        let what = format!("`{name}` is written to the other person, and no gate before it locks");
        let mend = "ask whether they want to be left alone in a gate with `locks = true`, or it is forgotten next time";
        here.fault(Fault::warning("draft-without-lock", span, what).mend(mend));
    }
}

/// Whether a step makes a text for the other person.
pub fn to_them(step: &Step) -> bool {
    matches!(&step.prompt, Prompt::Compose(draft) if draft.to_them)
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
