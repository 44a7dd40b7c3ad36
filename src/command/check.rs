//! `stepback check`: everything that is wrong with content.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use super::content::Content;
use super::{Outcome, Shell};
use crate::args::CheckForm;
use crate::run::clock;
use crate::tool::check::{Form, check as look};

/// Checks what is named, or everything in use. Exit code 1 where there are errors, or warnings that are denied; 2 where
/// what is named holds nothing to check.
pub fn check(shell: &Shell, out: &mut dyn Write, paths: &[PathBuf], form: CheckForm, deny_warnings: bool) -> Outcome {
    let content = Content::open(shell)?;
    let form = match form {
        CheckForm::Human => Form::Human { colour: shell.color_on_output() },
        CheckForm::Short => Form::Short,
        CheckForm::Json => Form::Json,
    };
    let (_, today) = clock::now();
    let tally = look(content.library(), paths, form, today, out)?;
    if tally.files == 0 {
        return Ok(ExitCode::from(2));
    }
    let bad = tally.errors > 0 || (deny_warnings && tally.warnings > 0);
    Ok(if bad { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
