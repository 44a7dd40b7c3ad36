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
    agreed(out, &format!("Erase the session {}{all} for good?", id.short()), |out| {
        removed(out, &store.erase(id).map_err(Fault::said)?)
    })
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
    agreed(out, &format!("Erase {} about {who} for good?", sessions_in_words(sessions.len())), |out| {
        for id in &ids {
            removed(out, &store.erase_person(id).map_err(Fault::said)?)?;
        }
        Ok(())
    })
}

fn everything(shell: &mut Shell, out: &mut dyn Write) -> Outcome {
    let Some(door) = shell.door()? else {
        writeln!(out, "Nothing is kept yet, so there is nothing to erase.")?;
        return Ok(ExitCode::SUCCESS);
    };
    let place = super::shell::shown(&shell.places()?.data);
    agreed(out, &format!("Erase everything stepback keeps in {place} for good?"), |out| {
        let gone = match door {
            Door::Open(store) => store.erase_all(),
            Door::Locked(locked) => locked.erase_all(),
        };
        removed(out, &gone.map_err(Fault::said)?)
    })
}

/// Does it if the person says yes.
fn agreed(out: &mut dyn Write, question: &str, erase: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>) -> Outcome {
    match ask::yes(out, question)? {
        Some(true) => {
            erase(out)?;
            writeln!(out, "{NOT_PROMISED}")?;
            Ok(ExitCode::SUCCESS)
        }
        Some(false) => {
            writeln!(out, "Nothing has been erased.")?;
            Ok(ExitCode::SUCCESS)
        }
        None => Err(Fault::said("Nothing has been erased: there was no answer. Type yes to erase.")),
    }
}

fn removed(out: &mut dyn Write, removed: &Removed) -> anyhow::Result<()> {
    let files = if removed.files == 1 { "1 file".to_owned() } else { format!("{} files", removed.files) };
    writeln!(out, "Erased: {}, {files}.", sessions_in_words(removed.sessions.len()))?;
    if !removed.open.is_empty() {
        let ids: Vec<&str> = removed.open.iter().map(SessionId::short).collect();
        writeln!(out, "Open in another window, and left alone: {}.", ids.join(", "))?;
    }
    if !removed.strangers.is_empty() {
        let names: Vec<String> = removed.strangers.iter().map(|name| visible(name).into_owned()).collect();
        writeln!(out, "Not made by stepback, and left alone: {}.", names.join(", "))?;
    }
    Ok(())
}

fn sessions_in_words(count: usize) -> String {
    if count == 1 { "1 session".to_owned() } else { format!("{count} sessions") }
}
