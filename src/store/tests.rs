//! Tests of the store as a whole, over files that fail and crash on demand.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::prompt::answer::Answer;
use crate::session::Saved;
use crate::session::saved::{GuideMark, SavedEntry, Status};

use super::files::fake::FakeFiles;
use super::seal::{Passphrase, Work};
use super::{Contents, Door, Folder, Places, SessionFile, SessionId, Store};

mod crash;
mod folder;
mod listed;
mod model;
mod saver;
#[cfg(feature = "encrypt")]
mod sealed;
mod sessions;

/// Where everything is on a fake disk.
fn places() -> Places {
    Places {
        data: "/home/data".into(),
        state: "/home/state".into(),
        cache: "/home/cache".into(),
        content: "/home/content".into(),
    }
}

fn sessions_folder() -> PathBuf {
    Path::new("/home/data").join("sessions")
}

fn disk() -> FakeFiles {
    FakeFiles::with_folders(&["/home"])
}

/// The store on this disk, which must not be protected.
#[track_caller]
fn store(files: &FakeFiles) -> Store {
    let folder = Folder::open_or_make(&places(), Arc::new(files.clone())).expect("the folder opens");
    match folder.enter() {
        Door::Open(store) => store,
        Door::Locked(_) => panic!("the folder is locked"),
    }
}

fn passphrase(typed: &str) -> Passphrase {
    Passphrase::new(zeroize::Zeroizing::new(typed.to_owned())).expect("a passphrase")
}

/// Protects a fresh folder or the one that is there.
#[track_caller]
fn protect(files: &FakeFiles) -> Store {
    let one = passphrase("one");
    store(files).protect_with(&one, &one, Work::LITTLE).expect("protected").store
}

/// A session in which somebody wrote `words`.
fn written(words: &str) -> Saved {
    Saved {
        format: 1,
        least_reader: 1,
        id: String::new(),
        revision: 0,
        guide: GuideMark {
            id: "being-ignored".into(),
            title: "When silent".into(),
            digest: "00".repeat(32),
            copied: false,
        },
        status: Status::Open,
        started: 10,
        updated: 20,
        highest: 20,
        next_item: 1,
        at: "facts".into(),
        returns: None,
        person: Some("aa".repeat(16)),
        noticing_off: false,
        handed_over: false,
        country: None,
        messages: Vec::new(),
        lock: None,
        finished: None,
        entries: vec![SavedEntry {
            step: "facts".into(),
            question: "What would a camera have seen?".into(),
            kind: "text".into(),
            skipped: false,
            at: None,
            spot: None,
            given: None,
            draft: Some(Answer::Text(words.to_owned())),
            more: toml::Table::new(),
        }],
        more: toml::Table::new(),
    }
}

/// The words in it.
fn words(saved: &Saved) -> &str {
    match saved.entries.first().and_then(|entry| entry.draft.as_ref()) {
        Some(Answer::Text(words)) => words,
        _ => "",
    }
}

/// A saved session with these words.
#[track_caller]
fn save_new(store: &Store, text: &str) -> SessionId {
    let mut file = store.begin().expect("a session");
    file.save(&mut written(text)).expect("saved");
    file.id().clone()
}

/// The list cache, if there is one: its path and its bytes.
fn cache(files: &FakeFiles) -> Option<(PathBuf, Vec<u8>)> {
    let all = files.all().into_iter().map(|(path, bytes, _)| (path, bytes));
    all.into_iter().find(|(path, _)| path.starts_with("/home/cache"))
}

/// Opens a session for writing.
#[track_caller]
fn open(store: &Store, id: &SessionId) -> SessionFile {
    store.open(id).expect("there").1.expect("writable")
}

/// What a session says when it is read: its words, or what is the matter.
fn read(store: &Store, id: &SessionId) -> String {
    match store.load(id).map(|loaded| loaded.state) {
        Ok(Contents::Good(saved)) => words(&saved).to_owned(),
        Ok(Contents::ChangedByHand(saved)) => format!("changed: {}", words(&saved)),
        Ok(Contents::Newer(_, format)) => format!("newer: {format}"),
        Ok(Contents::Damaged(why, earlier)) => {
            format!("damaged: {why:?}, {:?}", earlier.as_ref().map(|saved| words(saved)))
        }
        Err(fault) => format!("{fault:?}"),
    }
}
