//! What a guide refers to outside itself: sources, help lines, categories of noticing.

use std::collections::BTreeSet;

use super::Known;
use crate::fault::table::Str;
use crate::fault::{Fault, did_you_mean, one_of, short};
use crate::guide::read::{Marks, StepMark};
use crate::guide::{Guide, Step};
use crate::prompt::Prompt;

/// What is referred to and is not there.
pub fn outside(marks: &Marks, known: &Known) -> Vec<Fault> {
    let own = marks.sources.iter().map(|source| source.value.as_str());
    let sources = known.sources.as_ref().map(|sources| names(sources).chain(own).collect());
    let lines = known.lines.as_ref().map(|lines| names(lines).collect());
    let notice = known.notice.as_ref().map(|notice| names(notice).collect());
    let mut faults = Vec::new();
    for mark in marks.steps.values() {
        faults.extend(unknown(&SOURCE, &mark.sources, sources.as_ref()));
        faults.extend(unknown(&LINE, &mark.lines, lines.as_ref()));
        faults.extend(unknown(&CATEGORY, &mark.notice, notice.as_ref()));
    }
    faults
}

/// Advice without a source, and sources nobody uses.
pub fn sources(guide: &Guide, marks: &Marks) -> Vec<Fault> {
    let steps = guide.steps.iter().filter_map(|step| Some((step, marks.steps.get(&step.id)?)));
    let mut faults: Vec<Fault> = steps.filter_map(|(step, mark)| without_source(step, mark)).collect();
    let used: BTreeSet<&str> = guide.steps.iter().flat_map(|step| &step.sources).map(String::as_str).collect();
    for source in marks.sources.iter().filter(|source| !used.contains(source.value.as_str())) {
        let what = format!("the source `{}` is never used", source.value);
        let fault = Fault::warning("unused-source", source.span.clone(), what);
        faults.push(fault.mend("name it in a step, or take it out"));
    }
    faults
}

/// One sort of thing outside a guide.
struct Sort {
    code: &'static str,
    missing: &'static str,
    /// How to mend it where no name is near and there are too many to list.
    mend: &'static str,
}

const SOURCE: Sort = Sort {
    code: "unknown-source",
    missing: "no source has the id",
    mend: "write an id of `sources.toml`, or a [[source]] of the guide's own; `ours` is our own judgement",
};
const LINE: Sort = Sort { code: "unknown-line", missing: "there is no kind of help line called", mend: "" };
const CATEGORY: Sort = Sort { code: "unknown-category", missing: "there is no category of noticing called", mend: "" };

fn names(list: &[String]) -> impl Iterator<Item = &str> {
    list.iter().map(String::as_str)
}

fn unknown(sort: &Sort, named: &[Str], known: Option<&BTreeSet<&str>>) -> Vec<Fault> {
    let Some(known) = known else { return Vec::new() };
    let missing = named.iter().filter(|name| !known.contains(name.value.as_str()));
    let fault = |name: &Str| {
        let mend = if sort.mend.is_empty() {
            one_of(&name.value, known.iter().copied())
        } else {
            did_you_mean(&name.value, known.iter().copied())
        };
        let fault = Fault::error(sort.code, name.span.clone(), format!("{} `{}`", sort.missing, short(&name.value)));
        fault.mend(sort.mend).mend_if(mend)
    };
    missing.map(fault).collect()
}

/// Whatever advises something says where that comes from.
fn without_source(step: &Step, mark: &StepMark) -> Option<Fault> {
    let advises = step.approach || matches!(step.prompt, Prompt::Pacer(_) | Prompt::Compose(_) | Prompt::IfThen(_));
    let what = "this step advises something and does not say where that comes from";
    (advises && step.sources.is_empty()).then(|| {
        Fault::warning("no-source", mark.id.clone(), what)
            .mend("add `source = \"…\"`; the source `ours` is our own judgement")
    })
}
