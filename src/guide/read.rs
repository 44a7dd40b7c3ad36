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

pub use layout::well_formed;
pub use marks::{Marks, OptionMark, Role, StepMark, TextMark};
pub use verb::{ids_of as option_ids, options_of};

use super::model::{Guide, Keep, Source, Stage, StepId, Strength};
use crate::fault::table::{Str, Table};
use crate::fault::{Fault, Faults, Severity, did_you_mean, short, source};
use here::{Here, Reading};
use layout::Layout;

/// The format this program reads.
const FORMAT: i64 = 1;

/// Reads a guide. Without errors there is a guide (warnings may stand beside it); with any, there is none.
pub fn read(source: &str) -> (Option<Guide>, Vec<Fault>) {
    let (guide, faults) = read_marked(source);
    (guide.map(|(guide, _)| guide), faults)
}

/// Reads a guide and keeps where everything stood, for deeper checks.
pub fn read_marked(source: &str) -> (Option<(Guide, Marks)>, Vec<Fault>) {
    let (root, syntax) = source::parse(source);
    if !syntax.is_empty() {
        return (None, syntax);
    }
    let faults = Faults::default();
    let table = Table::root(&root, "a guide", &faults);
    let read = whole(source, &table);
    table.done();
    let faults = faults.into_sorted();
    let sound = faults.iter().all(|fault| fault.severity != Severity::Error);
    (read.filter(|_| sound), faults)
}

fn whole<'t>(source: &'t str, table: &Table<'t>) -> Option<(Guide, Marks)> {
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
    let guide = Guide {
        id: head.id?,
        title: head.title?,
        about: head.about?,
        language: head.language,
        minutes: head.minutes,
        digest: digest(source),
        person,
        me,
        stages,
        steps: reading.built.into_iter().collect::<Option<Vec<_>>>()?,
        sources,
    };
    let mut marks = reading.marks.into_inner();
    marks.sources = named;
    Some((guide, marks))
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
    pub id: Option<String>,
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
            id: layout::id(table).map(|id| id.value),
            title: table.need_str("title").map(|title| title.value),
            about: table.need_str("about").map(|about| about.value),
            language: table.str("language").map_or_else(|| "en".to_owned(), |language| language.value),
            minutes: table.count("minutes", 1, 24 * 60),
        }
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
        stages.push(Stage { id: plan.id.clone(), title, round: plan.round });
    }
    stages
}

/// `[[source]]` tables, of a guide or of `sources.toml`, and where their ids stand.
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
        if let Some(id) = &id {
            seen.add(id, table.faults());
        }
        entry.done();
        if let (Some(id), Some(title), Some(says), Some(strength)) = (id, title, says, strength) {
            let source = Source { title: title.value, says: says.value, strength: strength.value, verified };
            sources.insert(id.value.clone(), source);
            named.push(id);
        }
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
            self.faults.push(Fault::error("unknown-step", wanted.span.clone(), what).mend_if(mend));
            return None;
        };
        let step = self.built.get(slot).and_then(Option::as_ref)?;
        if step.prompt.name() != kind {
            let what =
                format!("`{}` is of the kind `{}`; it has to be of the kind `{kind}`", step.id, step.prompt.name());
            self.faults.push(Fault::error("wrong-kind", wanted.span.clone(), what));
        } else if step.keep == Keep::Never {
            let what = format!("`{}` is never kept, but the texts of kept steps use it", step.id);
            self.faults.push(Fault::error("never-kept-shown", wanted.span.clone(), what));
        }
        Some(step.id.clone())
    }
}

#[cfg(test)]
mod tests;
