//! The commands for people who write guides, beside `check`: new, rehearse, map, why, schema.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use super::content::{Content, Found};
use super::shell::shown;
use super::{Fault, Outcome, Shell};
use crate::args::MapForm;
use crate::run::clock;
use crate::text::visible::visible;
use crate::tool::{self, map::Form, new::Refused};

/// `stepback new`: a commented guide to start from.
pub fn new(shell: &Shell, out: &mut dyn Write, id: &str) -> Outcome {
    let folder = shell.places()?.content;
    match tool::new::new(&folder, id) {
        Ok(path) => {
            let path = shown(&path);
            writeln!(out, "{path}\n`stepback check {path}` looks it over, `stepback begin {id}` walks through it.")?;
            Ok(ExitCode::SUCCESS)
        }
        Err(Refused::NoId) => Err(Fault::usage(
            "That cannot be the id of a guide. Ids are small letters, digits, - and _, at most 64. Nothing was written.",
        )),
        Err(Refused::There(path)) => {
            Err(Fault::said(format!("{} is there already. It is as it was. Choose another id.", shown(&path))))
        }
        Err(Refused::Failed(path, error)) => {
            Err(Fault::said(format!("{} could not be written: {error}. Nothing else was changed.", shown(&path))))
        }
    }
}

/// `stepback rehearse`: many walks by chance. Exit code 1 where a walk does not end.
pub fn rehearse(shell: &Shell, out: &mut dyn Write, file: &Path, runs: u32, seed: u64) -> Outcome {
    let found = named(shell, file)?;
    let (_, today) = clock::now();
    let ended = tool::rehearse::rehearse(&found.guide, runs, seed, today, out)?;
    Ok(if ended { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// `stepback map`: a guide to look at.
pub fn map(shell: &Shell, out: &mut dyn Write, file: &Path, form: MapForm) -> Outcome {
    let found = named(shell, file)?;
    let form = match form {
        MapForm::Text => Form::Text,
        MapForm::Mermaid => Form::Mermaid,
        MapForm::Html => Form::Html,
    };
    tool::map::map(&found.guide, form, out)?;
    Ok(ExitCode::SUCCESS)
}

/// `stepback why`: which answers lead to a step.
pub fn why(shell: &Shell, out: &mut dyn Write, file: &Path, step: &str) -> Outcome {
    let found = named(shell, file)?;
    if tool::why::why(&found.guide, step, out)? {
        return Ok(ExitCode::SUCCESS);
    }
    let names = found.guide.steps.iter().map(|step| step.id.as_str());
    let near = crate::fault::nearest(step, names).map(|near| format!(" Did you mean {near}?")).unwrap_or_default();
    Err(Fault::said(format!(
        "{} has no step {}.{near} `stepback map` lists all of them.",
        found.guide.id,
        visible(step)
    )))
}

/// `stepback schema`: the format for editors.
pub fn schema(out: &mut dyn Write) -> Outcome {
    writeln!(out, "{:#}", tool::schema::schema())?;
    Ok(ExitCode::SUCCESS)
}

/// The guide in a file, or of an id.
fn named(shell: &Shell, file: &Path) -> anyhow::Result<Found> {
    Content::open(shell)?.named(&file.to_string_lossy())
}
