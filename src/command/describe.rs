//! `stepback completions` and `stepback man`: the command line described for shells and readers.

use std::io::Write;
use std::process::ExitCode;

use clap_complete::Shell as Kind;

use super::Outcome;
use crate::args::Args;

/// Writes the completions for a shell.
pub fn completions(out: &mut dyn Write, kind: Kind) -> Outcome {
    // The generator stops the program where it cannot write, so it writes to memory.
    let mut script = Vec::new();
    clap_complete::generate(kind, &mut Args::described(), "stepback", &mut script);
    out.write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes the manual page.
pub fn manual(out: &mut dyn Write) -> Outcome {
    clap_mangen::Man::new(Args::described()).render(out)?;
    Ok(ExitCode::SUCCESS)
}
