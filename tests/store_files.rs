//! The store on the machine's own files: permissions under any umask, links and pipes in the way, locks.

#![allow(
    clippy::assigning_clones,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::large_stack_arrays,
    clippy::match_wild_err_arm,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it says"
)]

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustix::fs::{CWD, FileType, Mode, mknodat};
use stepback::session::Saved;
use stepback::store::{Contents, Damage, DiskFault, Door, Folder, OpenFault, Places, RealFiles, Store};
use tempfile::TempDir;

fn places(home: &Path) -> Places {
    Places {
        data: home.join("data/stepback"),
        state: home.join("state/stepback"),
        cache: home.join("cache/stepback"),
        content: home.join("config/stepback/content"),
    }
}

fn store(home: &Path) -> Store {
    let folder = Folder::open_or_make(&places(home), Arc::new(RealFiles)).expect("a folder");
    match folder.enter() {
        Door::Open(store) => store,
        Door::Locked(_) => panic!("the folder is locked"),
    }
}

fn saved() -> Saved {
    toml::from_str(
        r#"
        format = 1
        least_reader = 1
        id = ""
        revision = 0
        status = "open"
        started = 10
        updated = 20
        highest = 20
        next_item = 1
        at = "facts"
        [guide]
        id = "being-ignored"
        title = "When silent"
        digest = ""
        [[entry]]
        step = "facts"
        question = "What would a camera have seen?"
        kind = "text"
        [entry.draft]
        text = "She read it on Tuesday."
        "#,
    )
    .expect("a saved session")
}

fn all_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = vec![folder.to_path_buf()];
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(all_below(&path)) } else { found.push(path) }
    }
    found
}

#[test]
fn everything_made_is_for_its_owner_alone_under_any_umask() {
    let home = TempDir::new().expect("a folder");
    let before = rustix::process::umask(Mode::empty());
    let store = store(home.path());
    let mut file = store.begin().expect("a session");
    file.save(&mut saved()).expect("saved");
    store.list().expect("a list");
    store.keep_guide("id = \"own\"").expect("kept");
    rustix::process::umask(before);
    let made = all_below(home.path());
    assert!(made.len() > 10, "{made:?}");
    for path in made.iter().skip(1) {
        let bits = path.symlink_metadata().expect("there").permissions().mode() & 0o7777;
        assert_eq!(bits, if path.is_dir() { 0o700 } else { 0o600 }, "{}", path.display());
    }
}

#[test]
fn what_is_saved_is_read_again_by_the_next_start() {
    let home = TempDir::new().expect("a folder");
    let id = {
        let mut file = store(home.path()).begin().expect("a session");
        file.save(&mut saved()).expect("saved");
        file.id().clone()
    };
    let loaded = store(home.path()).load(&id).expect("there");
    let Contents::Good(found) = loaded.state else { panic!("{:?}", loaded.state) };
    assert_eq!((found.revision, found.entries.len(), found.id.as_str()), (1, 1, id.as_str()));
    let text = std::fs::read_to_string(home.path().join(format!("data/stepback/sessions/{id}.toml"))).expect("text");
    assert!(toml::from_str::<toml::Table>(&text).is_ok(), "its owner can read it as TOML");
}

#[test]
fn a_second_window_reads_and_a_closed_one_leaves_no_lock() {
    let home = TempDir::new().expect("a folder");
    let store = store(home.path());
    let mut first = store.begin().expect("a session");
    first.save(&mut saved()).expect("saved");
    let id = first.id().clone();
    assert_eq!(store.open(&id).expect("there").1.err(), Some(OpenFault::OpenElsewhere));
    drop(first);
    assert!(store.open(&id).expect("there").1.is_ok());
}

#[test]
fn links_and_pipes_in_the_folder_are_named_and_never_followed_or_waited_for() {
    let home = TempDir::new().expect("a folder");
    let store = store(home.path());
    let sessions = home.path().join("data/stepback/sessions");
    std::fs::write(home.path().join("secret"), "canary").expect("written");
    symlink(home.path().join("secret"), sessions.join(format!("{}.toml", "0a".repeat(16)))).expect("a link");
    let pipe = sessions.join(format!("{}.toml", "0b".repeat(16)));
    mknodat(CWD, &pipe, FileType::Fifo, Mode::RUSR | Mode::WUSR, 0).expect("a pipe");
    std::fs::create_dir(sessions.join(format!("{}.toml", "0c".repeat(16)))).expect("a folder");
    let found: Vec<Damage> = store.list().expect("a list").unreadable.into_iter().map(|file| file.why).collect();
    let not_a_file = Damage::Unreadable(DiskFault::NotAFile);
    assert_eq!(found, [Damage::Unreadable(DiskFault::Link), not_a_file, not_a_file]);
}

#[test]
fn a_link_to_the_whole_folder_is_the_persons_own_choice() {
    let home = TempDir::new().expect("a folder");
    std::fs::create_dir_all(home.path().join("elsewhere/stepback")).expect("a folder");
    symlink(home.path().join("elsewhere"), home.path().join("data")).expect("a link");
    let store = store(home.path());
    assert!(store.folder().path().ends_with("elsewhere/stepback"));
    store.begin().expect("a session").save(&mut saved()).expect("saved");
}
