//! `stepback help-lines`: people to talk to, of one country or of all.

use std::io::Write;
use std::process::ExitCode;

use super::content::Content;
use super::{Fault, Outcome, Shell};
use crate::screen::lines::{Country, HelpLines};
use crate::screen::words;
use crate::text::visible::visible;

/// Lists the help lines, of all countries where none is named.
pub fn help_lines(shell: &mut Shell, out: &mut dyn Write, wanted: &str) -> Outcome {
    // Help is there even where no folder can be found.
    let library = Content::open(shell).map(|content| content.library().clone()).unwrap_or_default();
    let (lines, unusable) = library.help_lines();
    if let Some(unusable) = unusable {
        writeln!(std::io::stderr(), "{} The built-in list is shown.", unusable.sentence())?;
    }
    if wanted.trim().is_empty() {
        for country in &lines.countries {
            write(out, country)?;
        }
        writeln!(out, "{}", otherwise(&lines))?;
        return Ok(ExitCode::SUCCESS);
    }
    let found = lines.country(Some(wanted)).ok_or_else(|| Fault::said("There are no help lines to show."))?;
    let anywhere = lines.countries.last().is_some_and(|last| last.code == found.code);
    if anywhere && !found.is_called(wanted) {
        let there: Vec<String> = lines.countries.iter().map(|one| format!("{} ({})", one.name, one.code)).collect();
        writeln!(out, "There is no list for that country here, but these help to find one.")?;
        writeln!(out, "There are lists for: {}.\n", visible(&there.join(", ")))?;
    }
    write(out, found)?;
    writeln!(out, "{}", otherwise(&lines))?;
    Ok(ExitCode::SUCCESS)
}

/// What to do if nothing fits or nobody answers.
pub fn otherwise(lines: &HelpLines) -> String {
    let own = lines.otherwise.trim();
    visible(if own.is_empty() { words::NOT_LISTED } else { own }).into_owned()
}

fn write(out: &mut dyn Write, country: &Country) -> anyhow::Result<()> {
    writeln!(out, "{} ({})", visible(&country.name), visible(&country.code))?;
    for (_, line) in &country.lines {
        writeln!(out, "  {}: {}", visible(&line.name), visible(&line.number))?;
        for text in [&line.about, &line.checked].into_iter().filter(|text| !text.is_empty()) {
            writeln!(out, "    {}", visible(text))?;
        }
    }
    writeln!(out)?;
    Ok(())
}
