//! `stepback export`: a session written out, to the screen or into a file of one's own.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal as _, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::ExitCode;

use super::content::Content;
use super::shell::shown;
use super::{Fault, Outcome, Shell, ask, find, show};
use crate::args::{Export, Form, Only};
use crate::export::{Part, Walk, html, ics, json, markdown, plain_text};

/// What a calendar entry is called: it says nothing to whoever looks at the calendar.
const ENTRY: &str = "Look again";

/// Writes a session out.
pub fn export(shell: &mut Shell, out: &mut dyn Write, wanted: &Export) -> Outcome {
    let store = shell.store(&mut io::stderr())?;
    let (store, which) = find::version(store.as_ref(), &wanted.id)?;
    let (saved, remarks) = show::readable(&store, &which)?;
    for remark in remarks {
        writeln!(io::stderr(), "{remark}")?;
    }
    let content = Content::open(shell)?;
    let (walk, language) = show::walk(&content, Some(&store), saved);
    if wanted.only == Some(Only::Message) {
        may_be_sent(&content, &walk)?;
    }
    let text = written(walk, wanted.only, wanted.format, &language)?;
    match &wanted.output {
        None => out.write_all(text.as_bytes())?,
        Some(path) => to_file(out, path, text.as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether the message may be handed out alone: what is not offered for copying is not, either.
fn may_be_sent(content: &Content, walk: &Walk) -> anyhow::Result<()> {
    let message = plain_text::words_alone(&walk.clone().only(Part::Message));
    match content.rules()().and_then(|rules| rules.blocks_copying(&message).map(str::to_owned)) {
        Some(why) => Err(Fault::said(format!("{why} Nothing was written."))),
        None => Ok(()),
    }
}

/// The session, or one part of it, in this form.
///
/// # Errors
/// When there is nothing to write.
pub fn written(walk: Walk, only: Option<Only>, form: Form, language: &str) -> anyhow::Result<String> {
    let part = only.map(|only| match only {
        Only::Plan => Part::Plan,
        Only::Message => Part::Message,
    });
    let walk = match part {
        Some(part) => walk.only(part),
        None => walk,
    };
    if let Some(part) = part.filter(|_| walk.is_empty()) {
        let what = match part {
            Part::Plan => "plan",
            Part::Message => "message",
        };
        return Err(Fault::said(format!("There is no {what} in this session yet. Nothing was written.")));
    }
    Ok(match form {
        Form::Md => markdown::write(&walk),
        Form::Txt => plain_text::write(&walk),
        Form::Html => html::write(&walk, language),
        Form::Json => json::write(&walk),
        Form::Ics => ics::write(&walk, ENTRY)
            .ok_or_else(|| Fault::said("There is no day to come in this session. Nothing was written."))?,
    })
}

/// Writes into a file that only its owner can read. A file that is there already is replaced only after a yes.
fn to_file(out: &mut dyn Write, path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let name = shown(path);
    match new_file(path, bytes) {
        Ok(()) => {}
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => {
            if !io::stdin().is_terminal()
                || ask::yes(out, &format!("{name} is there already. Replace it?"))? != Some(true)
            {
                return Err(Fault::said(format!(
                    "{name} is there already and was left as it is. Name another file with --output."
                )));
            }
            replace(path, bytes).map_err(|why| could_not(path, &why))?;
        }
        Err(why) => return Err(could_not(path, &why)),
    }
    writeln!(out, "Written to {name}. Whoever opens that file can read it.")?;
    Ok(())
}

/// Why a file could not be written.
pub fn could_not(path: &Path, fault: &io::Error) -> anyhow::Error {
    let (name, why) = (shown(path), crate::store::DiskFault::of(fault));
    Fault::said(format!(
        "{name} could not be written: {why}. The session itself is untouched. Name another file with --output."
    ))
}

/// A new file that only its owner can read; nothing is left of it if it cannot be written whole.
pub fn new_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all());
    if written.is_err() {
        // Half a file helps nobody; the session is still there.
        let _ = std::fs::remove_file(path);
    }
    written
}

/// The new file takes the place of the old one only when it is whole.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = Path::new(&beside);
    new_file(beside, bytes)?;
    std::fs::rename(beside, path).inspect_err(|_| {
        let _ = std::fs::remove_file(beside);
    })
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_file_is_private_and_one_that_is_there_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out.md");
        to_file(&mut Vec::new(), &path, b"one").expect("written");
        let mode = std::fs::metadata(&path).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        if !io::stdin().is_terminal() {
            let fault = to_file(&mut Vec::new(), &path, b"two").expect_err("it is there");
            assert!(fault.to_string().contains("left as it is"), "{fault}");
            assert_eq!(std::fs::read(&path).expect("there"), b"one");
        }
        replace(&path, b"three").expect("replaced");
        assert_eq!(std::fs::read(&path).expect("there"), b"three");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
