//! Protected folders: keys, passphrases, and sealing what lay open.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use super::*;
use crate::store::seal::Work;
use crate::store::{KeyNote, Landing, Late, ProtectFault, SaveFault, Sink as _, UnlockFault, Unlocked};

const KEY: &str = "/home/data/key.age";
const COPY: &str = "/home/data/key-copy.age";

/// The store on this disk, which must be protected.
#[track_caller]
fn unlock(files: &FakeFiles, typed: &str) -> Result<Unlocked, UnlockFault> {
    let folder = Folder::open(&places(), Arc::new(files.clone())).expect("the folder opens");
    match folder.enter() {
        Door::Open(_) => panic!("the folder is not locked"),
        Door::Locked(locked) => locked.unlock(&passphrase(typed)),
    }
}

/// A folder with everything that can lie open: sessions, earlier states, something half written, a guide, a list.
fn with_all_sorts() -> (FakeFiles, Vec<SessionId>) {
    let files = disk();
    let store = store(&files);
    let ids: Vec<SessionId> = ["canary a", "canary b"].iter().map(|words| save_new(&store, words)).collect();
    open(&store, &ids[0]).save(&mut written("canary a")).expect("saved");
    store.keep_guide("title = \"canary\"").expect("kept");
    let path = sessions_folder().join(format!("{}.toml", ids[1]));
    let whole = files.bytes(&path).expect("there");
    files.put(&sessions_folder().join(format!("{}.00000001.tmp", ids[1])), &whole[..whole.len() - 9]);
    files.put(&sessions_folder().join(format!("{} (conflicted copy).toml", ids[1])), &whole);
    let foreign = [ids[1].as_str().as_bytes(), b" (J\xf6rg's copy).toml"].concat();
    files.put(&sessions_folder().join(OsStr::from_bytes(&foreign)), &whole);
    files.pass(10);
    store.list().expect("a list");
    assert!(cache(&files).is_some());
    (files, ids)
}

#[track_caller]
fn check_sealed(files: &FakeFiles, ids: &[SessionId]) {
    let unlocked = unlock(files, "one").expect("unlocked");
    assert!(!unlocked.conversion.unfinished);
    assert_eq!(read(&unlocked.store, &ids[0]), "canary a");
    assert_eq!(read(&unlocked.store, &ids[1]), "canary b");
    files.pass(10);
    unlocked.store.list().expect("a list");
    assert!(cache(files).is_some());
    for (path, bytes, _) in files.all() {
        assert!(!bytes.windows(6).any(|part| part == b"canary"), "{} lies open", path.display());
        assert!(!bytes.windows(13).any(|part| part == b"being-ignored"), "{} lies open", path.display());
    }
}

#[test]
fn protecting_seals_all_that_lay_open() {
    let (files, ids) = with_all_sorts();
    let store = protect(&files);
    assert_eq!(read(&store, &ids[0]), "canary a");
    check_sealed(&files, &ids);
    let sizes: Vec<usize> = ids
        .iter()
        .filter_map(|id| files.bytes(&sessions_folder().join(format!("{id}.toml.age"))))
        .map(|bytes| bytes.len())
        .collect();
    // The format itself adds a header of a random length.
    assert!(sizes.iter().all(|size| (4096..5120).contains(size)), "sizes say little: {sizes:?}");
}

#[test]
fn protecting_goes_on_after_a_power_cut_at_any_call() {
    let (files, ids) = with_all_sorts();
    let one = passphrase("one");
    let whole = files.fork();
    let before = store(&whole);
    whole.be_well();
    before.protect_with(&one, &one, Work::LITTLE).expect("protected");
    let calls = whole.calls().len();
    assert!(calls > 50);
    let mut seen = HashSet::new();
    for at in 0..=calls {
        let copy = files.fork();
        let before = store(&copy);
        copy.die(at);
        let _ = before.protect_with(&one, &one, Work::LITTLE);
        for end in copy.after_crash().into_iter().filter(|end| seen.insert(end.names())) {
            match Folder::open(&places(), Arc::new(end.clone())).expect("opens").enter() {
                Door::Open(store) => {
                    assert_eq!(read(&store, &ids[0]), "canary a", "cut at {at}");
                    store.protect_with(&one, &one, Work::LITTLE).expect("protected at last");
                }
                Door::Locked(_) => {}
            }
            check_sealed(&end, &ids);
        }
    }
}

#[test]
fn protecting_goes_on_after_any_failing_call() {
    let (files, ids) = with_all_sorts();
    let one = passphrase("one");
    for at in 0.. {
        let copy = files.fork();
        let before = store(&copy);
        copy.fail(at, rustix::io::Errno::IO);
        let _ = before.protect_with(&one, &one, Work::LITTLE);
        if copy.calls().len() <= at {
            break;
        }
        copy.be_well();
        if let Door::Open(store) = Folder::open(&places(), Arc::new(copy.clone())).expect("opens").enter() {
            store.protect_with(&one, &one, Work::LITTLE).expect("protected at last");
        }
        check_sealed(&copy, &ids);
    }
}

#[test]
fn a_change_of_passphrase_cut_anywhere_leaves_one_that_opens() {
    let (files, ids) = with_all_sorts();
    protect(&files);
    let two = passphrase("two");
    let whole = files.fork();
    let mut store = unlock(&whole, "one").expect("unlocked").store;
    whole.be_well();
    store.change_passphrase_with(&two, &two, Work::LITTLE).expect("changed");
    assert_eq!(unlock(&whole, "one").err(), Some(UnlockFault::WrongPassphrase));
    for at in 0..=whole.calls().len() {
        let copy = files.fork();
        let mut store = unlock(&copy, "one").expect("unlocked").store;
        copy.die(at);
        let changed = store.change_passphrase_with(&two, &two, Work::LITTLE).is_ok();
        for end in copy.after_crash() {
            let opened = [unlock(&end, "two"), unlock(&end, "one")].into_iter().flatten().next();
            assert_eq!(read(&opened.expect("one opens").store, &ids[0]), "canary a", "cut at {at}");
            assert!(!changed || unlock(&end, "two").is_ok(), "cut at {at}");
        }
    }
}

#[test]
fn an_interrupted_change_ends_when_the_new_passphrase_is_typed() {
    let files = disk();
    let mut store = protect(&files);
    let old = files.bytes(Path::new(KEY)).expect("there");
    let marker = files.bytes(Path::new("/home/data/stepback.toml")).expect("there");
    let two = passphrase("two");
    store.change_passphrase_with(&two, &two, Work::LITTLE).expect("changed");
    let new = files.bytes(Path::new(KEY)).expect("there");
    let sum = crate::store::id::hex(&crate::store::session_io::digest(&new));
    let both = String::from_utf8(marker).expect("text").replace("\"]", &format!("\", \"{sum}\"]"));
    files.put(Path::new("/home/data/stepback.toml"), both.as_bytes());
    files.put(Path::new(KEY), &old);
    assert_eq!(unlock(&files, "one").expect("the old opens").notes, [KeyNote::Differs("key-copy.age")]);
    assert_eq!(unlock(&files, "two").expect("the new opens").notes, [KeyNote::Mended("key.age")]);
    assert_eq!(unlock(&files, "one").err(), Some(UnlockFault::WrongPassphrase));
}

#[track_caller]
fn check_keys(change: impl Fn(&FakeFiles), expected: Result<&[KeyNote], UnlockFault>) {
    let files = disk();
    protect(&files);
    change(&files);
    let before = files.fork();
    let found = unlock(&files, "one").map(|unlocked| unlocked.notes);
    if found.is_err() {
        assert_eq!(files.all(), before.all(), "nothing has been changed");
    }
    assert_eq!(found.as_deref().map_err(|fault| *fault), expected);
}

#[test]
fn missing_and_damaged_keys_are_told_apart_from_a_wrong_passphrase() {
    check_keys(|_| {}, Ok(&[]));
    check_keys(|files| files.take(Path::new(KEY)), Ok(&[KeyNote::Mended("key.age")]));
    check_keys(|files| files.put(Path::new(COPY), b"garbage"), Ok(&[KeyNote::Mended("key-copy.age")]));
    check_keys(
        |files| {
            files.take(Path::new(KEY));
            files.take(Path::new(COPY));
        },
        Err(UnlockFault::Missing),
    );
    check_keys(
        |files| {
            files.put(Path::new(KEY), b"garbage");
            files.put(Path::new(COPY), b"");
        },
        Err(UnlockFault::Damaged),
    );
    // One flipped bit where the file says how it is sealed: it no longer opens, and is its twin all the same.
    let flipped = |name: &'static str| {
        move |files: &FakeFiles| {
            let mut bytes = files.bytes(Path::new(name)).expect("there");
            bytes[70] ^= 1;
            files.put(Path::new(name), &bytes);
        }
    };
    check_keys(flipped(KEY), Ok(&[KeyNote::Mended("key.age")]));
    check_keys(flipped(COPY), Ok(&[KeyNote::Mended("key-copy.age")]));
    let files = disk();
    protect(&files);
    for _ in 0..50 {
        assert_eq!(unlock(&files, "wrong").err(), Some(UnlockFault::WrongPassphrase));
    }
}

#[test]
fn a_key_that_asks_for_too_much_is_refused_at_once() {
    let files = disk();
    protect(&files);
    let header = "age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n";
    let mut bytes = header.as_bytes().to_vec();
    bytes.extend_from_slice(&[0; 64]);
    for name in [KEY, COPY] {
        files.put(Path::new(name), &bytes);
    }
    assert_eq!(unlock(&files, "one").err(), Some(UnlockFault::TooMuchWork));
}

#[test]
fn two_passphrases_that_differ_change_nothing() {
    let files = disk();
    let id = save_new(&store(&files), "words");
    let fault = store(&files).protect_with(&passphrase("one"), &passphrase("two"), Work::LITTLE).err();
    assert_eq!(fault, Some(ProtectFault::Mismatch));
    assert_eq!(read(&store(&files), &id), "words");
}

#[test]
fn protecting_waits_for_open_windows() {
    let files = disk();
    let store = store(&files);
    let _open = store.begin().expect("a session");
    let one = passphrase("one");
    assert_eq!(store.clone().protect_with(&one, &one, Work::LITTLE).err(), Some(ProtectFault::Open));
}

#[test]
fn a_window_whose_folder_was_sealed_meanwhile_writes_nothing_open() {
    let (files, _) = with_all_sorts();
    let window = store(&files);
    protect(&files);
    let names = || files.names().into_iter().filter(|(path, _)| !path.starts_with("/home/state")).collect::<Vec<_>>();
    let before = names();
    assert_eq!(window.begin().err(), Some(SaveFault::Sealed));
    assert_eq!(window.keep_guide("title = \"canary\"").err(), Some(SaveFault::Sealed));
    window.list().expect("a list");
    assert_eq!(names(), before);
}

#[test]
fn a_session_whose_folder_was_sealed_on_another_computer_goes_on_with_the_passphrase() {
    let files = disk();
    let here = store(&files);
    let mut late = Late {
        places: places(),
        files: Arc::new(files.clone()),
        store: Some(here),
        guide: Some("title = \"canary\"".to_owned()),
        again: None,
        file: None,
        landing: Landing::default(),
    };
    late.save(&mut written("canary one")).expect("saved");
    let landed = late.landing.get().expect("it lies there");
    // Locks do not reach from one computer to another.
    let there = Places { state: "/home/elsewhere".into(), cache: "/home/elsewhere".into(), ..places() };
    let folder = Folder::open(&there, Arc::new(files.clone())).expect("opens");
    let Door::Open(store) = folder.enter() else { panic!("not sealed yet") };
    let one = passphrase("one");
    store.protect_with(&one, &one, Work::LITTLE).expect("sealed");

    assert_eq!(late.save(&mut written("canary two")).err(), Some(SaveFault::Sealed));
    drop(late);
    let unlocked = unlock(&files, "one").expect("unlocked");
    let mut file = unlocked.store.take_up(&landed.id, landed.revision).expect("goes on");
    file.save(&mut written("canary two")).expect("saved");
    assert_eq!(read(&unlocked.store, &landed.id), "canary two");
    assert_eq!(unlocked.store.load(&landed.id).expect("there").versions.len(), 1);
    for (path, bytes, _) in files.all() {
        assert!(!bytes.windows(6).any(|part| part == b"canary"), "{} lies open", path.display());
    }
}

#[test]
fn what_another_computer_wrote_meanwhile_is_not_replaced_when_a_session_is_taken_up() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "one");
    open(&store, &id).save(&mut written("theirs")).expect("saved");
    store.take_up(&id, 1).expect("goes on").save(&mut written("ours")).expect("saved");
    let versions = store.load(&id).expect("there").versions;
    assert_eq!(versions.len(), 2, "both are kept: {versions:?}");
}

#[test]
fn nothing_is_written_open_where_a_key_or_its_memory_is() {
    let (files, ids) = with_all_sorts();
    protect(&files);
    let marker = Path::new("/home/data/stepback.toml");
    let text = String::from_utf8(files.bytes(marker).expect("there")).expect("text");
    files.put(marker, text.replace("protected = true", "protected = false").as_bytes());
    check_sealed(&files, &ids);
    for key in [KEY, COPY] {
        files.take(Path::new(key));
    }
    assert_eq!(unlock(&files, "one").err(), Some(UnlockFault::Missing));
}

#[test]
fn no_damage_to_a_sealed_session_or_a_key_is_taken_for_good() {
    let files = disk();
    let store = protect(&files);
    let id = save_new(&store, "words");
    let path = sessions_folder().join(format!("{id}.toml.age"));
    let whole = files.bytes(&path).expect("there");
    let step = 7;
    for at in (0..whole.len()).step_by(step) {
        files.put(&path, &whole[..at]);
        assert!(read(&store, &id).starts_with("damaged"), "cut to {at}");
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        files.put(&path, &flipped);
        assert!(read(&store, &id).starts_with("damaged"), "byte {at}");
        assert_eq!(files.bytes(&path).expect("there"), flipped);
    }
    let key = files.bytes(Path::new(KEY)).expect("there");
    for at in 0..key.len() {
        let mut flipped = key.clone();
        flipped[at] ^= 1 << (at % 7);
        for bytes in [&key[..at], &flipped[..]] {
            for name in [KEY, COPY] {
                files.put(Path::new(name), bytes);
            }
            match unlock(&files, "one") {
                Ok(unlocked) => assert!(!unlocked.notes.is_empty(), "byte {at} accepted in silence"),
                Err(fault) => assert_ne!(fault, UnlockFault::WrongPassphrase, "byte {at}"),
            }
        }
    }
}

#[test]
fn a_session_sealed_for_another_folder_is_left_alone() {
    let (here, there) = (disk(), disk());
    let store = protect(&here);
    let other = protect(&there);
    let id = save_new(&other, "theirs");
    let name = sessions_folder().join(format!("{id}.toml.age"));
    let bytes = there.bytes(&name).expect("there");
    here.put(&name, &bytes);
    assert_eq!(read(&store, &id), "damaged: DoesNotOpen, None");
    assert_eq!(here.bytes(&name).expect("there"), bytes);
}
