//! Making the data folder and finding it again.

use rustix::io::Errno;

use super::*;
use crate::store::files::fake::USER;
use crate::store::{FolderFault, OpenFault};

const DATA: &str = "/home/data";

#[track_caller]
fn check(change: impl Fn(&FakeFiles), expected: &Result<(), FolderFault>) {
    let files = disk();
    save_new(&store(&files), "words");
    change(&files);
    let before = files.all();
    let found = Folder::open(&places(), Arc::new(files.clone())).map(|_| ());
    assert_eq!(&found, expected);
    assert_eq!(files.all(), before, "looking changes no file");
}

#[test]
fn a_folder_that_is_missing_is_not_an_empty_one() {
    let gone = || Err(FolderFault::Gone(DATA.into()));
    check(|_| {}, &Ok(()));
    check(|files| files.take(Path::new(DATA)), &gone());
    let unmarked = || Err(FolderFault::Unmarked(DATA.into(), 1));
    check(|files| files.take(Path::new("/home/data/stepback.toml")), &unmarked());
    check(|files| files.take(Path::new("/home/data/sessions")), &gone());
    check(
        |files| {
            files.take(Path::new("/home/state"));
            files.take(Path::new("/home/data/stepback.toml"));
        },
        &unmarked(),
    );
    check(
        |files| {
            files.take(Path::new("/home/state"));
            files.take(Path::new(DATA));
        },
        &Err(FolderFault::NotYet(DATA.into())),
    );
}

#[test]
fn going_on_there_all_the_same_keeps_what_is_there() {
    let files = disk();
    let id = save_new(&store(&files), "words");
    files.take(Path::new("/home/data/stepback.toml"));
    Folder::make(&places(), Arc::new(files.clone())).expect("ours again");
    assert_eq!(read(&store(&files), &id), "words");
}

#[test]
fn a_folder_of_somebody_else_or_open_to_all_is_refused() {
    check(|files| files.own(Path::new(DATA), USER + 1, 0o700), &Err(FolderFault::Foreign(DATA.into())));
    check(|files| files.own(Path::new(DATA), USER, 0o777), &Err(FolderFault::Shared(DATA.into())));
    check(
        |files| files.own(Path::new("/home/data/sessions"), USER + 1, 0o700),
        &Err(FolderFault::Foreign("/home/data/sessions".into())),
    );
    check(
        |files| {
            files.take(Path::new("/home/data/sessions"));
            files.put_link(Path::new("/home/data/sessions"));
        },
        &Err(FolderFault::NotAFolder("/home/data/sessions".into())),
    );
}

#[test]
fn a_shared_folder_of_ones_own_can_be_mended() {
    let files = disk();
    store(&files);
    files.own(Path::new(DATA), USER, 0o777);
    Folder::mend(&places(), &files).expect("mended");
    Folder::open(&places(), Arc::new(files)).expect("opens");
}

#[test]
fn a_folder_others_may_look_into_is_closed_to_them() {
    use crate::store::files::Files as _;
    let files = disk();
    store(&files);
    for part in [DATA, "/home/data/sessions"] {
        files.own(Path::new(part), USER, 0o755);
        Folder::open(&places(), Arc::new(files.clone())).expect("opens");
        assert_eq!(files.look(Path::new(part)).expect("there").mode, 0o700);
    }
}

#[test]
fn a_folder_its_owner_made_read_only_stays_so_and_its_sessions_open_for_reading() {
    use crate::store::files::Files as _;
    let files = disk();
    let id = save_new(&store(&files), "words");
    files.own(Path::new(DATA), USER, 0o555);
    files.own(Path::new("/home/data/sessions"), USER, 0o555);
    let store = store(&files);
    assert_eq!(files.look(Path::new(DATA)).expect("there").mode, 0o500);
    let (loaded, file) = store.open(&id).expect("there");
    assert!(matches!(loaded.state, Contents::Good(_)));
    assert_eq!(file.err(), Some(OpenFault::ReadOnly(crate::store::DiskFault::Denied)));
}

#[test]
fn where_no_lock_can_be_taken_it_is_said() {
    let files = disk();
    let store = store(&files);
    assert_eq!(store.folder().without_locks(), None);
    files.fail_from(0, Errno::ACCESS);
    let said = store.folder().without_locks().expect("no lock").to_string();
    assert!(said.contains("/home/state") && said.contains("both versions are kept"), "{said}");
}

#[test]
fn a_marker_that_cannot_be_read_or_is_newer_stops() {
    let marker = Path::new("/home/data/stepback.toml");
    check(|files| files.put(marker, b"garbage ="), &Err(FolderFault::MarkerDamaged(DATA.into())));
    check(|files| files.put(marker, b""), &Err(FolderFault::MarkerDamaged(DATA.into())));
    check(
        |files| files.put(marker, b"format = 9\nfolder = \"\"\nprotected = false\n"),
        &Err(FolderFault::Newer(DATA.into(), 9)),
    );
}

#[test]
fn an_unreadable_folder_is_said_in_words() {
    let files = disk();
    store(&files);
    files.fail_from(0, Errno::ACCESS);
    let fault = Folder::open(&places(), Arc::new(files)).err().expect("a fault");
    let text = fault.to_string();
    assert!(text.contains("/home/data") && text.contains("access is not allowed"), "{text}");
}

#[test]
fn a_full_disk_at_the_making_leaves_nothing_half_made() {
    let files = disk();
    let whole = files.fork();
    whole.be_well();
    store(&whole);
    for at in 0..whole.calls().len() {
        let copy = files.fork();
        copy.fail_from(at, Errno::NOSPC);
        let made = Folder::open_or_make(&places(), Arc::new(copy.clone()));
        copy.be_well();
        if made.is_err() {
            let found = Folder::open(&places(), Arc::new(copy.clone())).map(|_| ());
            assert!(matches!(found, Ok(()) | Err(FolderFault::NotYet(_))), "call {at}: {found:?}");
        }
        store(&copy);
    }
}
