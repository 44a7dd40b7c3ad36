//! Every file call failing in every way, and a power cut after every call: old state or new state, never another, and
//! never a word lost that is still in memory.

use std::collections::HashSet;

use rustix::io::Errno;

use super::*;
use crate::store::FolderFault;
use crate::store::seal::Key;

/// Every way a call can fail.
pub(super) const WAYS: [Errno; 8] =
    [Errno::IO, Errno::NOSPC, Errno::DQUOT, Errno::ROFS, Errno::ACCESS, Errno::MFILE, Errno::INTR, Errno::XDEV];

/// Whether this program can seal; one that cannot goes through the plain case twice.
const SEALED: bool = cfg!(feature = "encrypt");

/// The store on a disk after a start, with the key if it is sealed.
#[track_caller]
fn reach(files: &FakeFiles, key: Option<&Key>) -> Store {
    if key.is_none() {
        return store(files);
    }
    let folder = Folder::open(&places(), Arc::new(files.clone())).expect("the folder opens");
    assert!(folder.protected());
    Store::new(folder, key.cloned())
}

/// A disk on which one session says "old", and that session.
fn with_old(protected: bool) -> (FakeFiles, SessionId, Option<Key>) {
    let files = disk();
    let store = if protected { protect(&files) } else { store(&files) };
    let key = store.key.clone();
    let id = save_new(&store, "older");
    open(&store, &id).save(&mut written("old")).expect("saved");
    files.pass(700);
    (files, id, key)
}

/// How many calls saving "new" takes, on a copy.
fn calls_of_a_save(files: &FakeFiles, id: &SessionId, key: Option<&Key>) -> usize {
    let copy = files.fork();
    let mut file = open(&reach(&copy, key), id);
    copy.be_well();
    file.save(&mut written("new")).expect("saved");
    copy.calls().len()
}

fn temps(files: &FakeFiles) -> usize {
    files.all().iter().filter(|(path, ..)| path.extension().is_some_and(|ending| ending == "tmp")).count()
}

#[track_caller]
fn a_failed_save_keeps_old_or_new(protected: bool, plan: fn(&FakeFiles, usize, Errno)) {
    let (files, id, key) = with_old(protected);
    let key = key.as_ref();
    let calls = calls_of_a_save(&files, &id, key);
    assert!(calls > 8, "a save takes more calls than {calls}");
    for at in 0..calls {
        for way in WAYS {
            let copy = files.fork();
            let mut file = open(&reach(&copy, key), &id);
            plan(&copy, at, way);
            let result = file.save(&mut written("new"));
            copy.be_well();
            let found = read(&reach(&copy, key), &id);
            let case = format!("call {at} {way:?}: {result:?}");
            match &result {
                Ok(_) => assert_eq!(found, "new", "{case}"),
                Err(_) => assert!(found == "old" || found == "new", "{case}: {found}"),
            }
            file.save(&mut written("newest")).expect("the words are still in memory");
            let again = reach(&copy, key);
            assert_eq!(read(&again, &id), "newest", "{case}");
            assert_eq!(again.load(&id).expect("there").versions.len(), 1, "{case}");
        }
    }
}

#[test]
fn one_failing_call_leaves_old_or_new() {
    a_failed_save_keeps_old_or_new(false, FakeFiles::fail);
    a_failed_save_keeps_old_or_new(SEALED, FakeFiles::fail);
}

#[test]
fn a_lasting_failure_leaves_old_or_new() {
    a_failed_save_keeps_old_or_new(false, FakeFiles::fail_from);
}

#[test]
fn a_call_that_worked_and_says_it_failed_leaves_old_or_new() {
    a_failed_save_keeps_old_or_new(false, FakeFiles::do_and_fail);
    a_failed_save_keeps_old_or_new(SEALED, FakeFiles::do_and_fail);
}

#[test]
fn a_failed_save_leaves_nothing_half_written_behind() {
    let (files, id, _) = with_old(false);
    for at in 0..calls_of_a_save(&files, &id, None) {
        let copy = files.fork();
        let mut file = open(&store(&copy), &id);
        copy.fail(at, Errno::NOSPC);
        let _ = file.save(&mut written("new"));
        let call = copy.calls().get(at).cloned().unwrap_or_default();
        assert_eq!(temps(&copy), 0, "{call}");
    }
}

#[track_caller]
fn a_power_cut_leaves_old_or_new(protected: bool) {
    let (files, id, key) = with_old(protected);
    let key = key.as_ref();
    let calls = calls_of_a_save(&files, &id, key);
    let mut seen = HashSet::new();
    for at in 0..=calls {
        let copy = files.fork();
        let mut file = open(&reach(&copy, key), &id);
        copy.die(at);
        let result = file.save(&mut written("new"));
        let saved = result.as_ref().is_ok_and(|kept| kept.disk.is_none());
        for end in copy.after_crash() {
            if !seen.insert((saved, end.all())) {
                continue;
            }
            let after = reach(&end, key);
            let found = read(&after, &id);
            assert!(found == "new" || (found == "old" && !saved), "cut at {at}: {found}");
            assert_eq!(after.list().expect("a list").unreadable, [], "cut at {at}");
            after.tidy(&after.list().expect("a list")).expect("tidied");
            open(&after, &id).save(&mut written("later")).expect("goes on");
        }
    }
    assert!(seen.len() > 8, "only {} ways to end", seen.len());
}

#[test]
fn a_power_cut_at_any_call_leaves_old_or_new() {
    a_power_cut_leaves_old_or_new(false);
    a_power_cut_leaves_old_or_new(SEALED);
}

#[test]
fn a_power_cut_at_the_very_first_save_leaves_nothing_or_all() {
    let begin = |files: &FakeFiles| {
        let folder = Folder::open_or_make(&places(), Arc::new(files.clone())).ok()?;
        let Door::Open(store) = folder.enter() else { return None };
        let mut file = store.begin().ok()?;
        let kept = file.save(&mut written("first")).ok()?;
        (kept.disk.is_none()).then(|| file.id().clone())
    };
    let whole = disk();
    whole.be_well();
    begin(&whole).expect("saved");
    for at in 0..=whole.calls().len() {
        let files = disk();
        files.die(at);
        let saved = begin(&files);
        for end in files.after_crash() {
            let opened = Folder::open(&places(), Arc::new(end.clone()));
            assert!(matches!(&opened, Ok(_) | Err(FolderFault::NotYet(_))), "cut at {at}: {:?}", opened.err());
            let after = store(&end);
            for id in after.list().expect("a list").ids() {
                assert_eq!(read(&after, &id), "first");
            }
            if let Some(id) = &saved {
                assert_eq!(read(&after, id), "first", "cut at {at}");
            }
        }
    }
}

#[test]
fn a_vanished_folder_is_never_made_again_by_a_save() {
    let (files, id, _) = with_old(false);
    let mut file = open(&store(&files), &id);
    files.take(Path::new("/home/data"));
    assert_eq!(file.save(&mut written("new")), Err(crate::store::SaveFault::FolderGone));
    assert_eq!(files.bytes(&sessions_folder().join(format!("{id}.toml"))), None);
}

#[test]
fn erasing_everything_goes_on_after_a_power_cut_at_any_call() {
    let (files, id, key) = with_old(SEALED);
    let whole = files.fork();
    let locked = reach(&whole, key.as_ref());
    whole.be_well();
    locked.erase_all().expect("erased");
    for at in 0..whole.calls().len() {
        let copy = files.fork();
        let store = reach(&copy, key.as_ref());
        copy.die(at);
        let _ = store.erase_all();
        for end in copy.after_crash() {
            match Folder::open(&places(), Arc::new(end.clone())).map(Folder::enter) {
                Ok(Door::Locked(locked)) => drop(locked.erase_all().expect("erased")),
                Ok(Door::Open(store)) => drop(store.erase_all().expect("erased")),
                Err(FolderFault::NotYet(_) | FolderFault::Gone(_)) => {}
                Err(fault) => panic!("cut at {at}: {fault}"),
            }
            let left = end.all().into_iter().filter(|(path, ..)| path.to_string_lossy().contains(id.as_str()));
            let left: Vec<String> = left.map(|(path, ..)| path.display().to_string()).collect();
            assert_eq!(left, Vec::<String>::new(), "cut at {at}: {:?}", copy.calls());
        }
    }
}
