//! What a guide refers to outside itself: sources, help lines, categories of noticing.

use std::collections::BTreeSet;

use super::Known;
use crate::fault::table::Str;
use crate::fault::{Fault, did_you_mean, short};
use crate::guide::read::{Marks, StepMark};
use crate::guide::{Guide, Step};
use crate::prompt::Prompt;

/// All findings about what is referred to.
pub fn check(guide: &Guide, marks: &Marks, known: &Known) -> Vec<Fault> {
    let sources: BTreeSet<&str> =
        known.sources.iter().map(String::as_str).chain(guide.sources.keys().map(String::as_str)).collect();
    let mut faults = Vec::new();
    for step in &guide.steps {
        let Some(mark) = marks.steps.get(&step.id) else { continue };
        faults.extend(unknown("unknown-source", "no source has the id", &mark.sources, &sources));
        let lines = known.lines.iter().map(String::as_str).collect();
        faults.extend(unknown("unknown-line", "there is no kind of help line called", &mark.lines, &lines));
        if let Some(notice) = &known.notice {
            let notice = notice.iter().map(String::as_str).collect();
            faults.extend(unknown(
                "unknown-category",
                "there is no category of noticing called",
                &mark.notice,
                &notice,
            ));
        }
        faults.extend(without_source(step, mark));
    }
    let used: BTreeSet<&str> = guide.steps.iter().flat_map(|step| &step.sources).map(String::as_str).collect();
    for source in marks.sources.iter().filter(|source| !used.contains(source.value.as_str())) {
        let what = format!("the source `{}` is never used", source.value);
        faults.push(Fault::warning("unused-source", source.span.clone(), what));
    }
    faults
}

fn unknown(code: &'static str, what: &str, named: &[Str], known: &BTreeSet<&str>) -> Vec<Fault> {
    let missing = named.iter().filter(|name| !known.contains(name.value.as_str()));
    let fault = |name: &Str| {
        let mend = did_you_mean(&name.value, known.iter().copied());
        Fault::error(code, name.span.clone(), format!("{what} `{}`", short(&name.value))).mend_if(mend)
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
