//! A protected folder, with the real amount of work. `campaigns/age.py` opens one with the stock tools.
#![cfg(feature = "encrypt")]
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

use std::io::Read as _;
use std::path::Path;
use std::sync::Arc;

use stepback::session::Saved;
use stepback::store::{Contents, Door, Folder, Passphrase, Places, RealFiles, SessionId, UnlockFault};
use tempfile::TempDir;
use zeroize::Zeroizing;

const PASSPHRASE: &str = "four words in a row";
const WORDS: &str = "She read it on Tuesday.";

fn passphrase(typed: &str) -> Passphrase {
    Passphrase::new(Zeroizing::new(typed.to_owned())).expect("a passphrase")
}

fn folder(home: &Path) -> Folder {
    let places = Places {
        data: home.join("data"),
        state: home.join("state"),
        cache: home.join("cache"),
        content: home.join("content"),
    };
    Folder::open_or_make(&places, Arc::new(RealFiles)).expect("a folder")
}

fn saved() -> Saved {
    let text = format!(
        "format = 1\nleast_reader = 1\nid = \"\"\nrevision = 0\nstatus = \"open\"\nstarted = 1\nupdated = 2\nhighest = 2\nnext_item = 1\nat = \"facts\"\n[guide]\nid = \"g\"\ntitle = \"G\"\ndigest = \"\"\n[[entry]]\nstep = \"facts\"\nquestion = \"What happened?\"\nkind = \"text\"\n[entry.draft]\ntext = \"{WORDS}\"\n"
    );
    toml::from_str(&text).expect("a saved session")
}

/// A protected folder with one session.
fn protected(home: &Path) -> SessionId {
    let Door::Open(store) = folder(home).enter() else { panic!("locked") };
    let id = {
        let mut file = store.begin().expect("a session");
        file.save(&mut saved()).expect("saved");
        file.id().clone()
    };
    store.protect(&passphrase(PASSPHRASE), &passphrase(PASSPHRASE)).expect("protected");
    id
}

#[test]
fn the_passphrase_opens_the_folder_and_another_does_not() {
    let home = TempDir::new().expect("a folder");
    let id = protected(home.path());
    let Door::Locked(locked) = folder(home.path()).enter() else { panic!("not locked") };
    assert_eq!(locked.unlock(&passphrase("another")).err(), Some(UnlockFault::WrongPassphrase));
    let store = locked.unlock(&passphrase(PASSPHRASE)).expect("unlocked").store;
    assert!(matches!(store.load(&id).expect("there").state, Contents::Good(_)));
}

#[test]
fn the_files_are_age_files_that_need_nothing_of_this_program() {
    let home = TempDir::new().expect("a home");
    let id = protected(home.path());
    let session = home.path().join(format!("data/sessions/{id}.toml.age"));
    for key in ["key.age", "key-copy.age"] {
        let key = home.path().join("data").join(key);
        let by_passphrase = age::scrypt::Identity::new(PASSPHRASE.to_owned().into());
        let identity = String::from_utf8(opened(&key, &by_passphrase)).expect("a key in letters");
        let identity: age::x25519::Identity = identity.trim().parse().expect("a key");
        let text = String::from_utf8(opened(&session, &identity)).expect("a text");
        assert!(text.contains(WORDS), "{text}");
    }
}

/// What is in a sealed file.
fn opened(path: &Path, identity: &dyn age::Identity) -> Vec<u8> {
    let sealed = std::fs::read(path).expect("a sealed file");
    let reader = age::armor::ArmoredReader::new(sealed.as_slice());
    let decryptor = age::Decryptor::new_buffered(reader).expect("a sealed file");
    let mut bytes = Vec::new();
    decryptor.decrypt(std::iter::once(identity)).expect("it opens").read_to_end(&mut bytes).expect("it opens");
    bytes
}
