//! `stepback doctor`: versions, folders, modes, versions in conflict, terminal abilities. Never a word of content: made
//! to be pasted into a bug report.

use std::io::{self, IsTerminal as _, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use super::content::Content;
use super::shell::{shown, variable};
use super::{Outcome, Shell};
use crate::library::Origin;
use crate::store::{Door, Folder, FolderFault, KeyFile, Places, RealFiles, Store, Survey};

/// Says how things are set up, and what looks wrong.
pub fn doctor(shell: &mut Shell, out: &mut dyn Write) -> Outcome {
    writeln!(out, "stepback {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "system: {} {}", std::env::consts::OS, std::env::consts::ARCH)?;
    let sealing = if cfg!(feature = "encrypt") { "yes" } else { "no" };
    writeln!(out, "session format: {}, sealing built in: {sealing}", crate::session::saved::FORMAT)?;
    terminal(shell, out)?;
    match shell.places() {
        Ok(places) => {
            folders(out, &places)?;
            kept(out, &places)?;
            content(out, shell)?;
        }
        Err(fault) => writeln!(out, "folders: {fault}")?,
    }
    Ok(ExitCode::SUCCESS)
}

fn terminal(shell: &Shell, out: &mut dyn Write) -> anyhow::Result<()> {
    let is = |terminal: bool| if terminal { "a terminal" } else { "not a terminal" };
    writeln!(out, "input: {}, output: {}", is(io::stdin().is_terminal()), is(io::stdout().is_terminal()))?;
    let size = rustix::termios::tcgetwinsize(io::stdout()).map(|size| format!("{}x{}", size.ws_col, size.ws_row));
    writeln!(out, "window: {}", size.unwrap_or_else(|_| "unknown".to_owned()))?;
    for name in ["TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "NO_MOTION", "ACCESSIBLE", "LC_ALL", "LC_CTYPE", "LANG"]
    {
        let value = variable(name).map_or_else(|| "unset".to_owned(), |value| shown(Path::new(&value)));
        writeln!(out, "{name}: {value}")?;
    }
    for name in ["VISUAL", "EDITOR", "XDG_RUNTIME_DIR"] {
        let set = if variable(name).is_some() { "set" } else { "unset" };
        writeln!(out, "{name}: {set}")?;
    }
    let front = shell.surroundings().reason().map_or_else(|| "Full screen.".to_owned(), |reason| reason.to_string());
    writeln!(out, "front: {front}")?;
    Ok(())
}

fn folders(out: &mut dyn Write, places: &Places) -> anyhow::Result<()> {
    let named =
        [("data", &places.data), ("state", &places.state), ("cache", &places.cache), ("content", &places.content)];
    for (name, path) in named {
        let mode = match std::fs::symlink_metadata(path) {
            Ok(found) if found.is_symlink() => "a link".to_owned(),
            Ok(found) => format!("mode {:o}", found.permissions().mode() & 0o7777),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => "not there".to_owned(),
            Err(fault) => crate::store::DiskFault::of(&fault).to_string(),
        };
        writeln!(out, "{name}: {} ({mode})", shown(path))?;
    }
    Ok(())
}

fn kept(out: &mut dyn Write, places: &Places) -> anyhow::Result<()> {
    let folder = Folder::open(places, Arc::new(RealFiles));
    if let Some(fault) = folder.as_ref().ok().and_then(Folder::without_locks) {
        writeln!(out, "locks: {fault}")?;
    }
    match folder.map(Folder::enter) {
        Err(FolderFault::NotYet(_)) => writeln!(out, "sessions: none yet")?,
        Err(fault) => writeln!(out, "sessions: {fault}")?,
        Ok(door) => {
            match &door {
                // Nobody is asked for a passphrase here.
                Door::Locked(_) => writeln!(out, "sessions: sealed under a passphrase")?,
                Door::Open(store) => listed(out, store)?,
            }
            match door.survey() {
                Ok(survey) => surveyed(out, &survey, matches!(door, Door::Locked(_)))?,
                Err(fault) => writeln!(out, "  {fault}. {}", fault.mend())?,
            }
        }
    }
    Ok(())
}

/// What can be told without opening anything.
fn surveyed(out: &mut dyn Write, survey: &Survey, sealed: bool) -> anyhow::Result<()> {
    if sealed {
        writeln!(
            out,
            "  session files: {}, of {} sessions",
            survey.sessions.values().sum::<usize>(),
            survey.sessions.len()
        )?;
        for (id, files) in survey.sessions.iter().filter(|(_, files)| **files > 1) {
            writeln!(out, "  {} has {files} files; all are kept until you erase it", id.short())?;
        }
        if survey.open > 0 {
            writeln!(out, "  {} of them lie open; the next unlocking seals them", survey.open)?;
        }
    }
    writeln!(
        out,
        "  earlier states: {}, kept guides: {}, left half written: {}",
        survey.earlier, survey.guides, survey.left
    )?;
    for (name, state) in &survey.keys {
        let state = match state {
            KeyFile::AsWritten => "as it was written",
            KeyFile::Different => "there, but not as it was written here",
            KeyFile::Missing => "missing",
        };
        writeln!(out, "  {name}: {state}")?;
    }
    for (name, mode) in &survey.modes {
        writeln!(out, "  {name}: mode {mode:o}")?;
    }
    Ok(())
}

fn listed(out: &mut dyn Write, store: &Store) -> anyhow::Result<()> {
    let listing = match store.list() {
        Ok(listing) => listing,
        Err(fault) => {
            writeln!(out, "sessions: {fault}. {}", fault.mend())?;
            return Ok(());
        }
    };
    writeln!(out, "sessions: {}, not sealed", listing.rows.len())?;
    for row in listing.rows.iter().filter(|row| row.versions.len() > 1) {
        writeln!(out, "  {} has {} versions; all are kept until you erase it", row.id.short(), row.versions.len())?;
    }
    for file in &listing.unreadable {
        writeln!(out, "  {} cannot be read: {}", shown(Path::new(&file.name)), file.why)?;
    }
    Ok(())
}

fn content(out: &mut dyn Write, shell: &Shell) -> anyhow::Result<()> {
    let content = Content::open(shell)?;
    for listed in content.library().guides() {
        let own = !matches!(listed.origin, Origin::BuiltIn);
        match &listed.about {
            Err(unusable) => writeln!(out, "guide {}: {}", shown(Path::new(&listed.id)), unusable.sentence())?,
            Ok(_) if own => writeln!(out, "guide {}: a file of your own", shown(Path::new(&listed.id)))?,
            Ok(_) => {}
        }
    }
    Ok(())
}
