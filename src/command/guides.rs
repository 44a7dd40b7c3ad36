//! `stepback guides`: what there is to begin, and where each file comes from.

use std::io::Write;
use std::process::ExitCode;

use super::content::Content;
use super::shell::shown;
use super::{Outcome, Shell};
use crate::library::Origin;
use crate::library::built_in::Page;
use crate::text::visible::visible;

/// Lists the guides and the other content files in use.
pub fn guides(shell: &mut Shell, out: &mut dyn Write) -> Outcome {
    let content = Content::open(shell)?;
    for listed in content.library().guides() {
        let id = visible(&listed.id).into_owned();
        match &listed.about {
            Ok(about) => {
                let minutes = about.minutes.map(|minutes| format!(", about {minutes} minutes")).unwrap_or_default();
                writeln!(out, "{id}: {}{minutes}", visible(&about.title))?;
                writeln!(out, "  {}", visible(&about.about).split_whitespace().collect::<Vec<_>>().join(" "))?;
            }
            Err(unusable) => {
                writeln!(out, "{id}: cannot be begun")?;
                writeln!(out, "  {}", unusable.sentence())?;
            }
        }
        writeln!(out, "  {}", from(&listed.origin))?;
    }
    for page in Page::ALL {
        match content.library().unusable_page(page) {
            None => writeln!(out, "{}: {}", page.file(), from(&content.library().page(page).0.origin))?,
            Some(unusable) => {
                writeln!(out, "{}: built in, because your own has faults", page.file())?;
                writeln!(out, "  {}", unusable.sentence())?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn from(origin: &Origin) -> String {
    match origin {
        Origin::BuiltIn => "built in".to_owned(),
        Origin::File(path) => shown(path),
        Origin::Replaces(path) => format!("{}, in place of the built-in one", shown(path)),
    }
}
