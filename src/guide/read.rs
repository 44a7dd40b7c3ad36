//! From TOML to a Guide: every fault of a file in one go, each at its place.
//!
//! Two passes. [`layout`] puts all steps in order, with parts and rounds unrolled, so that every id is known before
//! anything refers to one. Then each step is read where it stands: its condition, texts and prompt are resolved
//! against the steps before it, whose prompts are known by then. What stands in a file once and is read several
//! times (a part, a round) finds its faults several times; they are said once.

mod approach;
mod condition;
pub mod fields;
mod here;
mod kinds;
mod layout;
mod marks;
mod never;
mod options;
mod step;
mod template;
mod verb;

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use toml::Spanned;
use toml::de::DeTable;

pub use layout::well_formed;
pub use marks::{Marks, OptionMark, Role, StepMark, TextMark};
pub use verb::{ids_of as option_ids, options_of};

use super::model::{Guide, Keep, Source, Stage, StepId, Strength};
use crate::fault::table::{Str, Table};
use crate::fault::{Fault, Faults, Severity, did_you_mean, short, source, stray};
use here::{Here, Reading};
use layout::Layout;

/// The format this program reads.
const FORMAT: i64 = 1;

/// Reads a guide. Without errors there is a guide (warnings may stand beside it); with any, there is none.
pub fn read(source: &str) -> (Option<Guide>, Vec<Fault>) {
    let (guide, _, faults) = read_marked(source);
    (guide, faults)
}

/// Reads a guide and keeps where everything stood, for deeper checks; also of a guide with faults.
pub fn read_marked(source: &str) -> (Option<Guide>, Marks, Vec<Fault>) {
    let (root, syntax) = source::parse(source);
    if syntax.is_empty() {
        return walked(source, &root);
    }
    let mut found = Marks::default();
    let faults = stray::beside(source, syntax, |text, root| {
        let (_, marks, faults) = walked(text, root);
        found = marks;
        faults
    });
    (None, found, faults)
}

fn walked(source: &str, root: &Spanned<DeTable<'_>>) -> (Option<Guide>, Marks, Vec<Fault>) {
    let faults = Faults::default();
    let table = Table::root(root, "a guide", &faults);
    let (guide, marks) = whole(source, &table);
    table.done();
    let faults = faults.into_sorted();
    let sound = faults.iter().all(|fault| fault.severity != Severity::Error);
    (guide.filter(|_| sound), marks, faults)
}

fn whole<'t>(source: &'t str, table: &Table<'t>) -> (Option<Guide>, Marks) {
    format(table);
    let head = Head::read(table);
    let (named, sources) = own_sources(table);
    let conditions = condition::named(table);
    let layout = Layout::read(table);
    let mut reading = Reading::new(source, table.faults(), conditions, layout, table.str("person"), table.str("me"));
    for at in 0..reading.layout.slots.len() {
        let built = step::read(&Here::at_slot(&reading, at));
        reading.built.push(built);
    }
    let stages = stages(&reading);
    reading.unused();
    let person = reading.names_step(reading.person.as_ref(), "person");
    let me = reading.names_step(reading.me.as_ref(), "short");
    let marks = Marks { id: head.id.clone(), sources: named, language: head.language.clone(), ..reading.marks.take() };
    let steps = reading.built.into_iter().collect::<Option<Vec<_>>>();
    let guide = head.named().zip(steps).map(|([id, title, about], steps)| Guide {
        id,
        title,
        about,
        language: head.language,
        minutes: head.minutes,
        digest: digest(source),
        person,
        me,
        stages,
        steps,
        sources,
    });
    (guide, marks)
}

/// SHA-256 in hex.
pub fn digest(source: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(source.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// The plain keys at the head of a file.
pub struct Head {
    /// The guide's id.
    pub id: Option<Str>,
    /// Its title.
    pub title: Option<String>,
    /// What it is for.
    pub about: Option<String>,
    language: String,
    /// About how many minutes it takes.
    pub minutes: Option<u32>,
}

impl Head {
    fn read(table: &Table<'_>) -> Self {
        Self {
            id: layout::id(table),
            title: table.need_str("title").map(|title| title.value),
            about: table.need_str("about").map(|about| about.value),
            language: table.str("language").map_or_else(|| "en".to_owned(), |language| language.value),
            minutes: table.count("minutes", 1, 24 * 60),
        }
    }

    /// Id, title and what it is for, if all of them are there.
    fn named(&self) -> Option<[String; 3]> {
        Some([self.id.as_ref()?.value.clone(), self.title.clone()?, self.about.clone()?])
    }

    /// Reads only the head, for lists. Syntax faults anywhere in the file count; nothing else behind the head does.
    pub fn of(source: &str) -> Result<Self, Vec<Fault>> {
        let (root, syntax) = source::parse(source);
        if !syntax.is_empty() {
            return Err(syntax);
        }
        let faults = Faults::default();
        let head = Self::read(&Table::root(&root, "a guide", &faults));
        if faults.any_error() { Err(faults.into_sorted()) } else { Ok(head) }
    }
}

/// `format = 1`, shared by all content files.
pub fn format(table: &Table<'_>) {
    if !table.has("format") {
        table.missing("format");
    }
    let Some(format) = table.int("format") else { return };
    if format.value > FORMAT {
        let what =
            format!("this file is written for a newer format ({}); this program reads format {FORMAT}", format.value);
        table
            .faults()
            .push(Fault::error("format", format.span, what).mend("a newer version of the program can read it"));
    } else if format.value < FORMAT {
        let what = format!("there is no format {}", format.value);
        table.faults().push(Fault::error("format", format.span, what).mend(format!("write `format = {FORMAT}`")));
    }
}

fn stages(reading: &Reading<'_>) -> Vec<Stage> {
    let mut stages = Vec::new();
    for (index, plan) in reading.layout.stages.iter().enumerate() {
        let here = Here::at_stage(reading, index);
        let title = plan.title.as_ref().map(|title| here.template(title, Role::Title)).unwrap_or_default();
        never::told(&here);
        // Read by each of its steps too; said once, and also where it has none.
        plan.when.map(|when| here.condition(when));
        stages.push(Stage { id: plan.id.clone(), title, round: plan.round });
    }
    for (index, stretch) in reading.layout.stretches.iter().enumerate() {
        let behind = stretch.firsts.get(1).copied().unwrap_or(usize::MAX);
        stretch.when.map(|when| Here::behind_round(reading, index, 1, behind).condition(when));
    }
    stages
}

/// `[[source]]` tables, of a guide or of `sources.toml`, and where their ids stand, also of those with faults.
pub fn own_sources(table: &Table<'_>) -> (Vec<Str>, BTreeMap<String, Source>) {
    let strengths = [
        ("tested", Strength::Tested),
        ("some_evidence", Strength::SomeEvidence),
        ("practitioners", Strength::Practitioners),
        ("ours", Strength::Ours),
    ];
    let mut sources = BTreeMap::new();
    let mut named = Vec::new();
    let mut seen = layout::Seen::new("sources");
    for entry in table.tables("source", "a source") {
        let id = layout::id(&entry);
        let title = entry.need_str("title");
        let says = entry.need_str("says");
        if !entry.has("strength") {
            entry.missing("strength");
        }
        let strength = entry.word("strength", &strengths);
        let verified = entry.flag("verified");
        entry.done();
        let Some(id) = id else { continue };
        seen.add(&id, table.faults());
        if let (Some(title), Some(says), Some(strength)) = (title, says, strength) {
            let source = Source { title: title.value, says: says.value, strength: strength.value, verified };
            sources.insert(id.value.clone(), source);
        }
        named.push(id);
    }
    (named, sources)
}

impl Reading<'_> {
    /// The step that `person` or `me` names, which has to be of that kind.
    fn names_step(&self, named: Option<&Str>, kind: &'static str) -> Option<StepId> {
        let wanted = named?;
        let Some(slot) = self.layout.first(&wanted.value) else {
            let what = format!("no step has the id `{}`", short(&wanted.value));
            let mend = did_you_mean(&wanted.value, self.layout.names());
            self.faults
                .push(Fault::error("unknown-step", wanted.span.clone(), what).mend(here::NAME_A_STEP).mend_if(mend));
            return None;
        };
        let step = self.built.get(slot).and_then(Option::as_ref)?;
        if step.prompt.name() != kind {
            let what =
                format!("`{}` is of the kind `{}`; it has to be of the kind `{kind}`", step.id, step.prompt.name());
            self.faults.push(Fault::error("wrong-kind", wanted.span.clone(), what).mend("name a step of that kind"));
        } else if step.keep == Keep::Never {
            let what = format!("`{}` is never kept, but the texts of kept steps use it", step.id);
            let fault = Fault::error("never-kept-shown", wanted.span.clone(), what);
            self.faults.push(fault.mend("take `keep = \"never\"` away from that step, or what makes it never kept"));
        }
        Some(step.id.clone())
    }
}

#[cfg(test)]
mod tests;
