//! `stepback paths`: where everything is kept.

use std::io::Write;
use std::process::ExitCode;

use super::shell::shown;
use super::{Outcome, Shell};

/// Says where everything is kept.
pub fn paths(shell: &mut Shell, out: &mut dyn Write) -> Outcome {
    let places = shell.places()?;
    writeln!(out, "sessions          {}", shown(&places.data))?;
    writeln!(out, "your own content  {}", shown(&places.content))?;
    writeln!(out, "locks             {}", shown(&places.state))?;
    writeln!(out, "list cache        {}", shown(&places.cache))?;
    Ok(ExitCode::SUCCESS)
}
