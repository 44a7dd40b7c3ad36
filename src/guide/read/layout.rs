//! Layout: all steps of a file in order, parts and rounds unrolled, before anything in them is resolved.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use crate::fault::table::{Str, Table};
use crate::fault::{Fault, Faults, did_you_mean, short};
use crate::guide::model::{Round, StepId};

/// No guide has more steps written down.
const MOST_STEPS: usize = 500;
/// No guide has more steps once rounds and parts are unrolled.
const MOST_UNROLLED: usize = 2_000;
/// A stretch comes round at most so often.
const MOST_ROUNDS: u32 = 9;

/// All steps in order.
#[derive(Default)]
pub struct Layout<'t> {
    /// In order, rounds unrolled.
    pub stages: Vec<StagePlan<'t>>,
    /// In order, rounds and parts unrolled.
    pub slots: Vec<Slot<'t>>,
    /// Positions by id without round, first round first.
    pub by_name: BTreeMap<String, Vec<usize>>,
    /// Stretches that come round again.
    pub stretches: Vec<Stretch<'t>>,
}

/// One stage in one round.
pub struct StagePlan<'t> {
    /// With its round: `decide@2`.
    pub id: String,
    pub title: Option<Str>,
    pub when: Option<&'t Spanned<DeValue<'t>>>,
    pub approach: bool,
    pub shared: bool,
    pub round: Round,
    pub stretch: Option<usize>,
    /// Position of its first step.
    pub first: usize,
}

/// One step where it stands.
pub struct Slot<'t> {
    /// With its round: `choose@2`.
    pub id: StepId,
    /// Without.
    pub name: String,
    /// Where its id stands in the file; for a step of a part, where the part is used.
    pub span: Range<usize>,
    pub stage: usize,
    pub table: &'t Spanned<DeValue<'t>>,
    /// The part it comes from.
    pub part: Option<PartUse<'t>>,
}

/// One use of a part.
#[derive(Clone)]
pub struct PartUse<'t> {
    /// Put before the ids of its steps; `None` leaves them as they are.
    pub prefix: Option<String>,
    /// Ids of the part's own steps, as written.
    pub own: BTreeSet<String>,
    pub when: Option<&'t Spanned<DeValue<'t>>>,
    /// Position of its first step.
    pub first: usize,
}

/// Stages that come round again.
pub struct Stretch<'t> {
    pub when: Option<&'t Spanned<DeValue<'t>>>,
    /// Position of the first step of each round.
    pub firsts: Vec<usize>,
}

/// A part as written.
struct Part<'t> {
    id: Str,
    steps: Vec<Written<'t>>,
    uses: usize,
}

/// A stage as written.
struct WrittenStage<'t> {
    table: Table<'t>,
    id: String,
    steps: Vec<Written<'t>>,
    stretch: Option<usize>,
}

/// A step as written: its table and its id, or the part it stands for.
struct Written<'t> {
    value: &'t Spanned<DeValue<'t>>,
    id: Option<Str>,
    part: Option<Str>,
}

struct Planned<'t> {
    when: Option<&'t Spanned<DeValue<'t>>>,
    stages: std::ops::RangeInclusive<usize>,
    at_most: u32,
}

impl<'t> Layout<'t> {
    /// Lays a guide out. Ids that are missing, malformed or taken are faults; such steps are left out.
    pub fn read(table: &Table<'t>) -> Self {
        let faults = table.faults();
        let mut parts = parts(table);
        let mut stages = stages(table);
        let planned = stretches(&mut stages, faults);
        let mut layout = Self::default();
        layout.unroll(&stages, &planned, &mut parts, faults);
        for part in parts.values().filter(|part| part.uses == 0) {
            let what = format!("the part `{}` is never used", part.id.value);
            let fault = Fault::warning("unused-part", part.id.span.clone(), what);
            faults.push(fault.mend("use it in a stage: [[stage.step]] with `part = \"…\"`, or take it out"));
        }
        layout.judge_size(table, &stages, &parts, faults);
        layout.judge_ids(faults);
        for stage in stages {
            stage.table.done();
        }
        layout
    }

    /// The position of the first step of that name.
    pub fn first(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).and_then(|all| all.first().copied())
    }

    /// All names, without rounds.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.by_name.keys().map(String::as_str)
    }

    /// The stage a step stands in.
    pub fn stage_of(&self, slot: &Slot<'_>) -> Option<&StagePlan<'t>> {
        self.stages.get(slot.stage)
    }

    fn unroll(
        &mut self,
        stages: &[WrittenStage<'t>],
        planned: &[Planned<'t>],
        parts: &mut BTreeMap<String, Part<'t>>,
        faults: &Faults,
    ) {
        let mut at = 0;
        while let Some(stage) = stages.get(at) {
            let Some((index, plan)) = stage.stretch.and_then(|index| planned.get(index).map(|plan| (index, plan)))
            else {
                self.stage(stage, Round(1), None, parts, faults);
                at += 1;
                continue;
            };
            let mut firsts = Vec::new();
            for round in 1..=plan.at_most.min(MOST_ROUNDS) {
                firsts.push(self.slots.len());
                for stage in stages.get(plan.stages.clone()).unwrap_or_default() {
                    self.stage(stage, Round(u8::try_from(round).unwrap_or(u8::MAX)), Some(index), parts, faults);
                }
            }
            self.stretches.push(Stretch { when: plan.when, firsts });
            at = plan.stages.end() + 1;
        }
    }

    fn stage(
        &mut self,
        stage: &WrittenStage<'t>,
        round: Round,
        stretch: Option<usize>,
        parts: &mut BTreeMap<String, Part<'t>>,
        faults: &Faults,
    ) {
        let first = self.slots.len();
        let plan = StagePlan {
            id: in_round(&stage.id, round),
            title: stage.table.str("title"),
            when: stage.table.value("when"),
            approach: stage.table.flag("approach"),
            shared: stage.table.flag("shared"),
            round,
            stretch,
            first,
        };
        self.stages.push(plan);
        for written in &stage.steps {
            match (&written.part, &written.id) {
                (Some(part), _) => self.part(written, part, round, parts, faults),
                (None, Some(id)) => self.slot(id.value.clone(), id.span.clone(), written.value, round, None),
                (None, None) => {}
            }
        }
    }

    fn part(
        &mut self,
        written: &Written<'t>,
        called: &Str,
        round: Round,
        parts: &mut BTreeMap<String, Part<'t>>,
        faults: &'_ Faults,
    ) {
        let scratch = Faults::default();
        let Some(part) = parts.get_mut(&called.value) else {
            let what = format!("no part has the id `{}`", short(&called.value));
            let mend = did_you_mean(&called.value, parts.keys().map(String::as_str));
            let fault = Fault::error("unknown-part", called.span.clone(), what);
            faults.push(fault.mend("write it: [[part]] with this id, and [[part.step]]").mend_if(mend));
            return;
        };
        part.uses += 1;
        let (prefix, when) = part_use(written.value, &scratch);
        scratch.into_sorted().into_iter().for_each(|fault| faults.push(fault));
        let own = part.steps.iter().filter_map(|step| step.id.as_ref().map(|id| id.value.clone())).collect();
        let used = PartUse { prefix, own, when, first: self.slots.len() };
        for step in &part.steps {
            let Some(id) = &step.id else { continue };
            let name = used.prefix.as_ref().map_or_else(|| id.value.clone(), |prefix| format!("{prefix}_{}", id.value));
            self.slot(name, called.span.clone(), step.value, round, Some(used.clone()));
        }
    }

    fn slot(
        &mut self,
        name: String,
        span: Range<usize>,
        table: &'t Spanned<DeValue<'t>>,
        round: Round,
        part: Option<PartUse<'t>>,
    ) {
        let id = StepId(in_round(&name, round));
        let stage = self.stages.len().saturating_sub(1);
        self.by_name.entry(name.clone()).or_default().push(self.slots.len());
        self.slots.push(Slot { id, name, span, stage, table, part });
    }

    fn judge_size(
        &mut self,
        table: &Table<'t>,
        stages: &[WrittenStage<'t>],
        parts: &BTreeMap<String, Part<'t>>,
        faults: &Faults,
    ) {
        if stages.is_empty() && !table.has("stage") {
            let what = "this guide has no stages, so there is nothing to walk through";
            faults.push(Fault::error("no-stages", 0..0, what).mend("begin with [[stage]] and [[stage.step]]"));
        }
        let written = stages.iter().map(|stage| stage.steps.len()).sum::<usize>()
            + parts.values().map(|part| part.steps.len()).sum::<usize>();
        if written > MOST_STEPS || self.slots.len() > MOST_UNROLLED {
            let what = format!(
                "this guide is too long: {written} steps ({} with all rounds); at most {MOST_STEPS} ({MOST_UNROLLED}) are read",
                self.slots.len()
            );
            faults.push(Fault::error("too-many-steps", 0..0, what).mend("divide it into several guides"));
            self.slots.truncate(MOST_UNROLLED);
        }
    }

    /// Two steps of one name in one round.
    fn judge_ids(&self, faults: &Faults) {
        let mut first: BTreeMap<&StepId, &Slot<'t>> = BTreeMap::new();
        for slot in &self.slots {
            let Some(other) = first.insert(&slot.id, slot) else { continue };
            let (what, mend) = match (&slot.part, &other.part) {
                (Some(_), Some(_)) => {
                    ("a part is used twice under one name".to_owned(), "give each use a name of its own: as = \"…\"")
                }
                (Some(_) | None, None) | (None, Some(_)) => {
                    (format!("two steps have the id `{}`", slot.name), "give one of them another id")
                }
            };
            let fault = Fault::error("duplicate-id", slot.span.clone(), what).mend(mend);
            faults.push(fault.also(other.span.clone(), "the other one"));
        }
    }
}

/// An id in a round.
fn in_round(name: &str, round: Round) -> String {
    if round.0 == 1 { name.to_owned() } else { format!("{name}@{}", round.0) }
}

fn part_use<'t>(
    value: &'t Spanned<DeValue<'t>>,
    faults: &Faults,
) -> (Option<String>, Option<&'t Spanned<DeValue<'t>>>) {
    let DeValue::Table(entries) = value.get_ref() else { return (None, None) };
    for key in entries.keys().filter(|key| !["part", "as", "when"].contains(&key.get_ref().as_ref())) {
        let what = format!("a part in use has no key `{}`", short(key.get_ref()));
        let fault = Fault::error("unknown-key", key.span(), what);
        faults
            .push(fault.mend("its steps are written in the part itself; here there are only `part`, `as` and `when`"));
    }
    let prefix = entries.get("as").and_then(|prefix| {
        let text = prefix.get_ref().as_str();
        if text.is_none() {
            crate::fault::table::wrong_type(faults, prefix, "as", "text: \"…\"");
        }
        text.filter(|text| well_formed(&Str { value: (*text).to_owned(), span: prefix.span() }, faults))
            .map(str::to_owned)
    });
    (prefix, entries.get("when"))
}

fn parts<'t>(table: &Table<'t>) -> BTreeMap<String, Part<'t>> {
    let mut parts = BTreeMap::new();
    let mut seen = Seen::new("parts");
    for part in table.tables("part", "a part") {
        let id = id(&part);
        let steps = written(&part, "step");
        for step in steps.iter().filter_map(|step| step.part.as_ref()) {
            let what = "a part cannot stand inside another part";
            let fault = Fault::error("part-in-part", step.span.clone(), what);
            table.faults().push(fault.mend("write its steps here, or use both parts one after the other in the stage"));
        }
        if let Some(id) = id {
            seen.add(&id, table.faults());
            parts.entry(id.value.clone()).or_insert(Part { id, steps, uses: 0 });
        }
        part.done();
    }
    parts
}

fn stages<'t>(table: &Table<'t>) -> Vec<WrittenStage<'t>> {
    let mut stages = Vec::new();
    let mut seen = Seen::new("stages");
    for stage in table.tables("stage", "a stage") {
        let id = id(&stage);
        stage.need_str("title");
        let steps = written(&stage, "step");
        if steps.is_empty() {
            table
                .faults()
                .push(Fault::error("empty-stage", stage.span(), "this stage has no steps").mend("add [[stage.step]]"));
        }
        if let Some(id) = &id {
            seen.add(id, table.faults());
        }
        let id = id.map(|id| id.value).unwrap_or_default();
        stages.push(WrittenStage { table: stage, id, steps, stretch: None });
    }
    stages
}

fn written<'t>(table: &Table<'t>, key: &'static str) -> Vec<Written<'t>> {
    let Some(value) = table.value(key) else { return Vec::new() };
    table.tables(key, "a step");
    let DeValue::Array(list) = value.get_ref() else { return Vec::new() };
    let mut steps = Vec::new();
    for value in list {
        let Some(step) = Table::of(value, "a step", table.faults()) else { continue };
        let part = step.str("part");
        let id = if part.is_some() { None } else { id(&step) };
        steps.push(Written { value, id, part });
    }
    steps
}

/// `again` of each stage; marks the stages that belong to a stretch.
fn stretches<'t>(stages: &mut [WrittenStage<'t>], faults: &Faults) -> Vec<Planned<'t>> {
    let mut planned = Vec::new();
    for last in 0..stages.len() {
        let Some(stage) = stages.get(last) else { continue };
        let Some(again) = stage.table.table("again", "`again`") else { continue };
        let from = again.str("from");
        let when = again.value("when");
        if when.is_none() {
            again.missing("when");
        }
        if !again.has("at_most") {
            again.missing("at_most");
        }
        let at_most = again.count("at_most", 2, MOST_ROUNDS).unwrap_or(2);
        // Without a stage to begin with the stretch is this stage alone, so that its condition is looked at all the same.
        let first = from.as_ref().and_then(|from| stage_before(stages, last, from, faults)).unwrap_or(last);
        again.done();
        if stages.get(first..=last).unwrap_or_default().iter().any(|stage| stage.stretch.is_some()) {
            let span = from.map_or_else(
                || stages.get(last).and_then(|stage| stage.table.key_span("again")),
                |from| Some(from.span),
            );
            let what = "this stretch overlaps another one that comes round again";
            let fault = Fault::error("rounds-overlap", span.unwrap_or_default(), what);
            faults.push(fault.mend("let it begin behind the other one, or make the two one"));
            continue;
        }
        for stage in stages.get_mut(first..=last).unwrap_or_default() {
            stage.stretch = Some(planned.len());
        }
        planned.push(Planned { when, stages: first..=last, at_most });
    }
    planned
}

fn stage_before(stages: &[WrittenStage<'_>], last: usize, from: &Str, faults: &Faults) -> Option<usize> {
    let found = stages.iter().position(|stage| stage.id == from.value);
    if found.is_none_or(|found| found > last) {
        let what = match found {
            Some(_) => format!("the stage `{}` comes later", from.value),
            None => format!("no stage has the id `{}`", short(&from.value)),
        };
        let names = stages.get(..=last).unwrap_or_default().iter().map(|stage| stage.id.as_str());
        let mend = did_you_mean(&from.value, names.filter(|name| !name.is_empty()));
        let fault = Fault::error("unknown-stage", from.span.clone(), what);
        faults.push(fault.mend("name this stage or one before it").mend_if(mend));
    }
    found.filter(|found| *found <= last)
}

/// The `id` of a table: there, and well formed.
pub fn id(table: &Table<'_>) -> Option<Str> {
    let id = table.need_str("id")?;
    well_formed(&id, table.faults()).then_some(id)
}

/// Whether an id is well formed: `[a-z0-9][a-z0-9_-]{0,63}`.
pub fn well_formed(id: &Str, faults: &Faults) -> bool {
    let sign = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let good =
        id.value.len() <= 64 && id.value.starts_with(sign) && id.value.chars().all(|c| sign(c) || c == '_' || c == '-');
    if !good {
        let what = format!("`{}` cannot be an id", short(&id.value));
        let mend = "ids are at most 64 small letters, digits, `_` and `-`, and begin with a letter or digit";
        faults.push(Fault::error("bad-id", id.span.clone(), what).mend(mend));
    }
    good
}

/// Ids that have to differ from one another.
pub struct Seen {
    /// What they name, in the plural.
    what: &'static str,
    first: BTreeMap<String, Range<usize>>,
}

impl Seen {
    /// None so far.
    pub fn new(what: &'static str) -> Self {
        Self { what, first: BTreeMap::new() }
    }

    /// One more.
    pub fn add(&mut self, id: &Str, faults: &Faults) {
        if let Some(first) = self.first.get(&id.value) {
            let what = format!("two {} have the id `{}`", self.what, id.value);
            let fault = Fault::error("duplicate-id", id.span.clone(), what).mend("give one of them another id");
            faults.push(fault.also(first.clone(), "the other one"));
        } else {
            self.first.insert(id.value.clone(), id.span.clone());
        }
    }
}
