//! A protected folder, with the real amount of work, and opened by the stock `age` and `rage` tools where they are installed.
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

use std::io::{Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
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
fn the_stock_tools_open_the_folder() {
    let home = TempDir::new().expect("a folder");
    let id = protected(home.path());
    let key = home.path().join("data/key.age");
    let session = home.path().join(format!("data/sessions/{id}.toml.age"));
    for tool in ["age", "rage"] {
        let out = home.path().join(tool);
        match open_with(tool, &key, &session, &out) {
            None => println!("{tool} is not installed here: not tried"),
            Some(said) => {
                let text = std::fs::read_to_string(&out).unwrap_or_else(|fault| panic!("{tool}: {fault}: {said}"));
                assert!(text.contains(WORDS), "{tool}");
                assert!(toml::from_str::<toml::Table>(&text).is_ok(), "{tool}: what it gives is TOML");
            }
        }
    }
}

/// Runs `tool -d -i KEY -o OUT SESSION` on a terminal of its own and types the passphrase. What it said, or `None` if it is
/// not installed.
fn open_with(tool: &str, key: &Path, session: &Path, out: &Path) -> Option<String> {
    let pty = native_pty_system().openpty(PtySize::default()).expect("a terminal");
    let mut command = CommandBuilder::new(tool);
    command.args(["-d", "-i"]);
    command.arg(key);
    command.arg("-o");
    command.arg(out);
    command.arg(session);
    let mut child = pty.slave.spawn_command(command).ok()?;
    drop(pty.slave);
    let mut reader = pty.master.try_clone_reader().expect("its output");
    let mut writer = pty.master.take_writer().expect("its input");
    let mut said = Vec::new();
    let mut part = [0; 1024];
    let mut typed = false;
    while let Ok(count) = reader.read(&mut part) {
        if count == 0 {
            break;
        }
        said.extend_from_slice(&part[..count]);
        if !typed && String::from_utf8_lossy(&said).to_lowercase().contains("passphrase") {
            typed = true;
            writeln!(writer, "{PASSPHRASE}").expect("typed");
        }
    }
    child.wait().expect("it ends");
    Some(String::from_utf8_lossy(&said).into_owned())
}
