//! `stepback begin`, `stepback resume`, and the bare command.

use std::io::{IsTerminal as _, Write};

use super::content::{Content, USUAL};
use super::find::{self, Wanted};
use super::shell::to_fit;
use super::sit::{Seat, Task, sit};
use super::{Fault, Outcome, Shell, ask};
use crate::session::Session;
use crate::store::{Contents, Door, Listing, Loaded, OpenFault, SessionFile, SessionId, Store};

/// Begins a guide.
pub fn begin(shell: &mut Shell, out: &mut dyn Write, guide: Option<&str>) -> Outcome {
    let content = Content::open(shell)?;
    let found = content.named(guide.unwrap_or(USUAL))?;
    let store = open(shell, out)?.map(|opened| opened.store);
    sit(shell, out, &content, Task::Sit(Box::new(Seat::new(found, store))))
}

/// Goes on with a session.
pub fn resume(shell: &mut Shell, out: &mut dyn Write, id: Option<&str>) -> Outcome {
    let opened = open(shell, out)?;
    let nothing = Listing::default();
    let listing = opened.as_ref().map_or(&nothing, |opened| &opened.listing);
    let newest = || newest(listing).map(|id| id.as_str().to_owned());
    let wanted = find::listed(listing, &id.map_or_else(newest, |id| Ok(id.to_owned()))?)?;
    let Opened { store, .. } = opened.ok_or_else(|| Fault::said(OpenFault::Unknown))?;
    let content = Content::open(shell)?;
    if let Some(several) = wanted.several() {
        writeln!(out, "{several}")?;
    }
    let seat = seat(out, &content, store, &wanted)?;
    sit(shell, out, &content, Task::Sit(Box::new(seat)))
}

/// Begins where nothing is saved yet, else offers what there is to do.
pub fn bare(shell: &mut Shell, out: &mut dyn Write) -> Outcome {
    let content = Content::open(shell)?;
    match open(shell, out)? {
        Some(opened) if !opened.is_empty() => sit(shell, out, &content, Task::Home(Box::new(opened))),
        opened => {
            let store = opened.map(|opened| opened.store);
            sit(shell, out, &content, Task::Sit(Box::new(Seat::new(content.named(USUAL)?, store))))
        }
    }
}

/// Takes a session up again.
///
/// # Errors
/// When there is nothing of it that can be read.
pub fn seat(out: &mut dyn Write, content: &Content, store: Store, wanted: &Wanted) -> anyhow::Result<Seat> {
    let (loaded, file) = store.open_version(&wanted.id, wanted.version).map_err(Fault::said)?;
    let (file, why) = match file {
        Ok(file) => (Some(file), None),
        Err(why) => may_go_on(out, &store, &loaded, why)?,
    };
    let saved = match loaded.state {
        Contents::Good(saved)
        | Contents::ChangedByHand(saved)
        | Contents::Newer(Some(saved), _)
        | Contents::Damaged(_, Some(saved)) => *saved,
        Contents::Newer(None, _) => return Err(Fault::said(OpenFault::Unreadable)),
        Contents::Damaged(why, None) => return Err(Fault::said(OpenFault::Damaged(why))),
    };
    let (guide, origin) = content.of_session(&saved, Some(&store)).map_err(|fault| {
        Fault::said(format!("{fault} Your words are safe: `stepback show {}` reads them.", wanted.id.short()))
    })?;
    let mut session = Session::resume(&guide, saved);
    if let Some(why) = why {
        session.make_read_only(why);
    }
    let file = Some((wanted.id.clone(), file));
    Ok(Seat { session, guide, origin, copy: None, store: Some(store), file, preview: None, country: None })
}

/// What can be done where a session cannot simply be written: accept a change or an earlier state, or read.
fn may_go_on(
    out: &mut dyn Write,
    store: &Store,
    loaded: &Loaded,
    why: OpenFault,
) -> anyhow::Result<(Option<SessionFile>, Option<String>)> {
    let question = match (&why, &loaded.state) {
        (OpenFault::ChangedByHand, _) => "Accept the change and go on?",
        (OpenFault::Damaged(_), Contents::Damaged(_, Some(_))) => "Go on from the last earlier state that can be read?",
        (OpenFault::OpenElsewhere | OpenFault::Newer | OpenFault::ReadOnly(_), _) => {
            return Ok((None, Some(why.to_string())));
        }
        (
            OpenFault::Unknown | OpenFault::Unreadable | OpenFault::Damaged(_) | OpenFault::Sealed | OpenFault::Disk(_),
            _,
        ) => {
            return Err(Fault::said(why));
        }
    };
    if !std::io::stdin().is_terminal() {
        return Ok((None, Some(why.to_string())));
    }
    writeln!(out, "{}", to_fit(&why.to_string(), std::io::stdout()))?;
    if ask::yes(out, question)? == Some(true) {
        return Ok((Some(store.accept(loaded).map_err(Fault::said)?), None));
    }
    Ok((None, Some(why.to_string())))
}

/// The open folder, and what is saved in it.
pub struct Opened {
    /// The folder.
    pub store: Store,
    /// As it was listed on opening.
    pub listing: Listing,
}

impl Opened {
    /// Whether nothing at all is saved.
    fn is_empty(&self) -> bool {
        self.listing.rows.is_empty() && self.listing.unreadable.is_empty()
    }
}

/// The open folder for somebody who is about to write; asks for the passphrase first where there is one.
fn open(shell: &Shell, out: &mut dyn Write) -> anyhow::Result<Option<Opened>> {
    let store = match shell.door_or_mend(out)? {
        None => return Ok(None),
        Some(Door::Open(store)) => store,
        Some(Door::Locked(locked)) => super::shell::unlock(&locked, out)?,
    };
    if let Some(fault) = store.folder().without_locks() {
        writeln!(out, "{}", to_fit(&fault.to_string(), std::io::stdout()))?;
    }
    let listing = find::list(Some(&store))?;
    let listing = if offer_what_was_left(out, &store, &listing)? { find::list(Some(&store))? } else { listing };
    Ok(Some(Opened { store, listing }))
}

/// A state that was whole but had not got its name when the program was ended: taken only after a yes. Whether one was.
fn offer_what_was_left(out: &mut dyn Write, store: &Store, listing: &Listing) -> anyhow::Result<bool> {
    // What cannot be tidied now stays for the next time.
    let left = store.tidy(listing).unwrap_or_default();
    if left.is_empty() || !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Ok(false);
    }
    let mut taken = false;
    for recovery in left {
        let day = crate::run::clock::day_of(recovery.updated);
        writeln!(
            out,
            "The program was ended while it saved the session {}. A newer state of it, of {day}, was left.",
            recovery.id.short()
        )?;
        if ask::yes(out, "Go on from that newer state? The older one is kept beside it.")? == Some(true) {
            store.recover(&recovery).map_err(|fault| Fault::said(format!("{fault}. {}", fault.mend())))?;
            taken = true;
        }
    }
    Ok(taken)
}

fn newest(listing: &Listing) -> anyhow::Result<SessionId> {
    listing.newest_unfinished().map(|row| row.id.clone()).ok_or_else(|| {
        Fault::said("There is no unfinished session to go on with. Nothing has been changed. `stepback begin` starts one, `stepback list` shows what there is.")
    })
}
