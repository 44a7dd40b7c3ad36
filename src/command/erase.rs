//! `stepback erase`: after asking; says what was removed and what cannot be promised.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::ExitCode;

use super::{Fault, Outcome, Shell, ask, find};
use crate::args::Erase;
use crate::run::known;
use crate::session::Saved;
use crate::store::{Door, EraseFault, Removed, SessionId, Store};
use crate::text::visible::visible;

/// What erasing cannot do.
const NOT_PROMISED: &str = "What a backup, a sync service, the system's swap or the disk itself may still hold is out of reach. \
Only what was sealed under a passphrase from the first word stays unreadable there.";

/// Erases what is asked for.
pub fn erase(shell: &mut Shell, out: &mut dyn Write, wanted: &Erase) -> Outcome {
    if wanted.all {
        return everything(shell, out);
    }
    let store = shell.store(out)?;
    match (&wanted.id, &wanted.person) {
        (Some(id), _) => {
            let (id, versions) = find::session(store.as_ref(), id)?;
            one(store.as_ref(), out, &id, versions)
        }
        (None, Some(name)) => person(store.as_ref(), out, name),
        (None, None) => Err(Fault::usage("Name a session, or --person NAME, or --all. Nothing has been erased.")),
    }
}

fn one(store: Option<&Store>, out: &mut dyn Write, id: &SessionId, versions: usize) -> Outcome {
    let Some(store) = store else { return Err(Fault::said(EraseFault::Unknown)) };
    let all = if versions > 1 { format!(" and all its {versions} versions") } else { String::new() };
    agreed(out, &format!("Erase the session {}{all} for good?", id.short()), || store.erase(id))
}

fn person(store: Option<&Store>, out: &mut dyn Write, name: &str) -> Outcome {
    let shown = visible(name).into_owned();
    let nobody = || {
        Fault::said(format!(
            "No saved session is about somebody called {shown}. Nothing has been erased. `stepback list` shows what there is."
        ))
    };
    let Some(store) = store else { return Err(nobody()) };
    let each = store.each().map_err(|fault| Fault::said(format!("{fault}. {}", fault.mend())))?;
    let about_people = || each.iter().filter(|(_, saved)| saved.person.is_some());
    let people = known::people(about_people().map(|(_, saved)| saved));
    let same = |one: &&crate::session::facts::Known| one.name.to_lowercase() == name.trim().to_lowercase();
    let ids: Vec<&str> = people.iter().filter(same).map(|known| known.id.as_str()).collect();
    if ids.is_empty() {
        return Err(nobody());
    }
    let meant = |saved: &Saved| saved.person.as_deref().is_some_and(|person| ids.contains(&person));
    let sessions: BTreeSet<&SessionId> = each.iter().filter(|(_, saved)| meant(saved)).map(|(id, _)| id).collect();
    let who = if ids.len() > 1 { format!("{} people called {shown}", ids.len()) } else { shown.clone() };
    agreed(out, &format!("Erase {} about {who} for good?", sessions_in_words(sessions.len())), || {
        let mut all = Removed::default();
        for id in &ids {
            all.add(store.erase_person(id)?);
        }
        Ok(all)
    })
}

fn everything(shell: &mut Shell, out: &mut dyn Write) -> Outcome {
    let Some(door) = shell.door()? else {
        writeln!(out, "Nothing is kept yet, so there is nothing to erase.")?;
        return Ok(ExitCode::SUCCESS);
    };
    let place = super::shell::shown(&shell.places()?.data);
    agreed(out, &format!("Erase everything stepback keeps in {place} for good?"), || match door {
        Door::Open(store) => store.erase_all(),
        Door::Locked(locked) => locked.erase_all(),
    })
}

/// Does it if the person says yes.
fn agreed(out: &mut dyn Write, question: &str, erase: impl FnOnce() -> Result<Removed, EraseFault>) -> Outcome {
    match ask::yes(out, question)? {
        Some(true) => told(out, &erase().map_err(Fault::said)?),
        Some(false) => {
            writeln!(out, "Nothing has been erased.")?;
            Ok(ExitCode::SUCCESS)
        }
        None => Err(Fault::said("Nothing has been erased: there was no answer. Type yes to erase.")),
    }
}

/// Says what is gone; that something was left although it was to be erased is a fault.
fn told(out: &mut dyn Write, removed: &Removed) -> Outcome {
    let left = left_open(removed);
    if removed.sessions.is_empty()
        && let Some(left) = left
    {
        return Err(Fault::said(format!("Nothing has been erased: {left}")));
    }
    let files = if removed.files == 1 { "1 file".to_owned() } else { format!("{} files", removed.files) };
    writeln!(out, "Erased: {}, {files}.", sessions_in_words(removed.sessions.len()))?;
    if !removed.strangers.is_empty() {
        let names: Vec<String> = removed.strangers.iter().map(|name| visible(name).into_owned()).collect();
        writeln!(out, "Not made by stepback, and left alone: {}.", names.join(", "))?;
    }
    writeln!(out, "{NOT_PROMISED}")?;
    match left {
        Some(left) => Err(Fault::said(format!("Not everything is erased: {left}"))),
        None => Ok(ExitCode::SUCCESS),
    }
}

/// Which sessions were left because they are open, and what to do.
fn left_open(removed: &Removed) -> Option<String> {
    let ids: Vec<&str> = removed.open.iter().map(SessionId::short).collect();
    match ids.as_slice() {
        [] => None,
        [one] => Some(format!(
            "the session {one} is open in another window and was left as it is. Close that window, and erase again."
        )),
        many => Some(format!(
            "the sessions {} are open in other windows and were left as they are. Close those windows, and erase again.",
            many.join(", ")
        )),
    }
}

fn sessions_in_words(count: usize) -> String {
    if count == 1 { "1 session".to_owned() } else { format!("{count} sessions") }
}
