//! Here: the place a condition or a text is read at. It decides which steps a name may mean.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::layout::{Layout, Slot};
use super::marks::{Marks, OptionMark, Role, StepMark, TextMark};
use crate::fault::table::{Str, Table};
use crate::fault::{Fault, Faults, did_you_mean, short};
use crate::guide::model::{Round, Step, StepId};
use crate::guide::{Reference, Template};
use crate::prompt::Prompt;

/// What is known of the guide while it is read.
pub struct Reading<'t> {
    /// The whole file, to point into texts.
    pub source: &'t str,
    pub faults: &'t Faults,
    /// Named conditions, unread: each use reads them at its own place.
    pub conditions: BTreeMap<String, (Range<usize>, &'t Spanned<DeValue<'t>>)>,
    /// Names of conditions that were used.
    pub used: RefCell<BTreeSet<String>>,
    pub layout: Layout<'t>,
    /// Steps read so far, by position; `None` where one could not be read.
    pub built: Vec<Option<Step>>,
    pub person: Option<Str>,
    pub me: Option<Str>,
    pub marks: RefCell<Marks>,
}

/// A place in the guide, looking back.
pub struct Here<'r, 't> {
    pub reading: &'r Reading<'t>,
    /// Only steps before this position may be meant.
    pub before: usize,
    pub round: Round,
    pub stretch: Option<usize>,
    /// The step that is being read; none for a stage's own keys.
    pub slot: Option<&'r Slot<'t>>,
    /// Whether names mean a part's own steps first.
    pub in_part: Cell<bool>,
    /// The step is asked for each item of a list.
    pub has_item: Cell<bool>,
    /// Named conditions being read, outermost first, with where each is used.
    pub named: RefCell<Vec<(String, Range<usize>)>>,
    /// Earlier answers the words of this step depend on, judged once it is known whether the step is kept.
    pub shown: RefCell<Vec<(Reference, Range<usize>)>>,
    /// Options and other marks of the step.
    pub mark: RefCell<StepMark>,
}

/// How to mend a name no step has, where none is near and there are too many to list.
pub const NAME_A_STEP: &str =
    "write the id of a step; a step of a part has the name of its use in front: `before_upset`";

/// The steps a name means.
#[derive(Clone, Debug)]
pub enum Target {
    /// These, as positions; at least one.
    Steps(Reference, Vec<usize>),
    /// `previous` in a first round: nothing, and that is right.
    Nothing,
}

impl<'t> Reading<'t> {
    pub fn new(
        source: &'t str,
        faults: &'t Faults,
        conditions: BTreeMap<String, (Range<usize>, &'t Spanned<DeValue<'t>>)>,
        layout: Layout<'t>,
        person: Option<Str>,
        me: Option<Str>,
    ) -> Self {
        let built = Vec::with_capacity(layout.slots.len());
        let (used, marks) = (RefCell::default(), RefCell::default());
        Self { source, faults, conditions, used, layout, built, person, me, marks }
    }

    /// The prompt of the first of these steps that could be read.
    pub fn prompt(&self, positions: &[usize]) -> Option<&Prompt> {
        positions.iter().find_map(|at| self.built.get(*at)?.as_ref()).map(|step| &step.prompt)
    }

    /// The step of that id, if it was read already.
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        let name = id.as_str().split('@').next().unwrap_or_default();
        let positions = self.layout.by_name.get(name)?;
        positions.iter().find_map(|at| self.built.get(*at)?.as_ref().filter(|step| step.id == *id))
    }
}

impl<'r, 't> Here<'r, 't> {
    /// At a step.
    pub fn at_slot(reading: &'r Reading<'t>, at: usize) -> Self {
        let slot = reading.layout.slots.get(at);
        let stage = slot.map_or(0, |slot| slot.stage);
        Self {
            before: at,
            slot,
            in_part: Cell::new(slot.is_some_and(|slot| slot.part.is_some())),
            ..Self::at_stage(reading, stage)
        }
    }

    /// At the beginning of a stage.
    pub fn at_stage(reading: &'r Reading<'t>, stage: usize) -> Self {
        let plan = reading.layout.stages.get(stage);
        Self {
            reading,
            before: plan.map_or(0, |plan| plan.first),
            round: plan.map_or(Round(1), |plan| plan.round),
            stretch: plan.and_then(|plan| plan.stretch),
            slot: None,
            in_part: Cell::new(false),
            has_item: Cell::new(false),
            named: RefCell::default(),
            shown: RefCell::default(),
            mark: RefCell::default(),
        }
    }

    /// Behind a round of a stretch, looking back into it.
    pub fn behind_round(reading: &'r Reading<'t>, stretch: usize, round: u8, before: usize) -> Self {
        let here = Self::at_stage(reading, 0);
        Self { before, round: Round(round), stretch: Some(stretch), ..here }
    }

    /// Where faults go.
    pub fn faults(&self) -> &'t Faults {
        self.reading.faults
    }

    /// The steps a name means from here; a fault if none. `previous` means the round before.
    pub fn target(&self, name: &Str, previous: bool) -> Option<Target> {
        let Some(positions) = self.positions(&name.value) else {
            let near = self.known_names();
            let what = format!("no step has the id `{}`", short(&name.value));
            let mend = did_you_mean(&name.value, near.iter().map(String::as_str));
            self.fault(Fault::error("unknown-step", name.span.clone(), what).mend(NAME_A_STEP).mend_if(mend));
            return None;
        };
        let same = self.stretch.is_some() && positions.iter().any(|at| self.stretch_of(*at) == self.stretch);
        let chosen = match (same, previous) {
            (true, false) => self.of_round(&positions, self.round.0),
            (true, true) if self.round.0 == 1 => return Some(Target::Nothing),
            (true, true) => self.of_round(&positions, self.round.0 - 1),
            (false, false) => positions,
            (false, true) => {
                let what = format!("`{}` does not come round again together with this step", short(&name.value));
                self.fault(Fault::error("not-in-round", name.span.clone(), what).mend("leave `previous` out"));
                return None;
            }
        };
        if chosen.is_empty() || chosen.iter().any(|at| *at >= self.before) {
            self.later(name, same);
            return None;
        }
        let steps =
            chosen.iter().filter_map(|at| self.reading.layout.slots.get(*at)).map(|slot| slot.id.clone()).collect();
        Some(Target::Steps(Reference { steps, question: None }, chosen))
    }

    /// The same where only an answer will do; the prompt is `None` where that step has faults of its own.
    pub fn step(&self, name: &Str) -> Option<(Reference, Option<&'r Prompt>)> {
        match self.target(name, false)? {
            Target::Steps(reference, positions) => Some((reference, self.reading.prompt(&positions))),
            Target::Nothing => None,
        }
    }

    /// Says that a name has to mean a step of other kinds.
    pub fn wrong_kind(&self, name: &Str, prompt: &Prompt, needs: &str) {
        let what = format!("`{}` is of the kind `{}`; {needs}", short(&name.value), prompt.name());
        self.fault(
            Fault::error("wrong-kind", name.span.clone(), what)
                .mend("name another step, or change the kind of this one"),
        );
    }

    /// A fault, with where the named conditions around it are used.
    pub fn fault(&self, fault: Fault) {
        let used = self.named.borrow().last().map(|(name, span)| (span.clone(), format!("`{name}` is used here")));
        self.faults().push(match used {
            Some((span, what)) => fault.also(span, what),
            None => fault,
        });
    }

    /// A text; empty if left out.
    pub fn optional(&self, table: &Table<'t>, key: &'static str, role: Role) -> Template {
        table.str(key).map(|text| self.template(&text, role)).unwrap_or_default()
    }

    /// A text that has to be there.
    pub fn needed(&self, table: &Table<'t>, key: &'static str, role: Role) -> Option<Template> {
        table.need_str(key).map(|text| self.template(&text, role))
    }

    /// Keeps where a text stood.
    pub fn mark_text(&self, text: &Str, role: Role) {
        let step = self.slot.map(|slot| slot.id.clone());
        self.reading.marks.borrow_mut().texts.push(TextMark { step, role, text: text.clone() });
    }

    /// Keeps where an option stood.
    pub fn mark_option(&self, id: &Str, when: Option<Range<usize>>) {
        self.mark.borrow_mut().options.push(OptionMark { id: id.clone(), when });
    }

    /// Remembers that the words of this step depend on an answer.
    pub fn depends(&self, reference: &Reference, span: Range<usize>) {
        self.shown.borrow_mut().push((reference.clone(), span));
    }

    fn positions(&self, name: &str) -> Option<Vec<usize>> {
        let part =
            self.slot.and_then(|slot| slot.part.as_ref()).filter(|part| self.in_part.get() && part.own.contains(name));
        let prefixed = part.and_then(|part| part.prefix.as_ref()).map(|prefix| format!("{prefix}_{name}"));
        self.reading.layout.by_name.get(prefixed.as_deref().unwrap_or(name)).cloned()
    }

    fn known_names(&self) -> Vec<String> {
        let own = self.slot.and_then(|slot| slot.part.as_ref()).filter(|_| self.in_part.get());
        let own = own.into_iter().flat_map(|part| part.own.iter().cloned());
        own.chain(self.reading.layout.names().map(str::to_owned)).collect()
    }

    fn stretch_of(&self, at: usize) -> Option<usize> {
        let slot = self.reading.layout.slots.get(at)?;
        self.reading.layout.stage_of(slot)?.stretch
    }

    fn of_round(&self, positions: &[usize], round: u8) -> Vec<usize> {
        let layout = &self.reading.layout;
        let is = |at: &usize| {
            let stage = layout.slots.get(*at).and_then(|slot| layout.stage_of(slot));
            stage.is_some_and(|stage| stage.round.0 == round && stage.stretch == self.stretch)
        };
        positions.iter().copied().filter(is).collect()
    }

    fn later(&self, name: &Str, same_stretch: bool) {
        let own = self.slot.is_some_and(|slot| slot.name == name.value);
        let what = if own {
            "a step cannot look at its own answer".to_owned()
        } else {
            format!("`{}` comes later; only earlier steps can be looked at", short(&name.value))
        };
        let mend = if same_stretch {
            "`previous = true` means the round before"
        } else {
            "name a step that comes before, or move one of the two"
        };
        self.fault(Fault::error("later-step", name.span.clone(), what).mend(mend));
    }
}
