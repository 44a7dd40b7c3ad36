//! Saving, loading, listing, versions, locks, erasing, with nothing failing.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use super::*;
use crate::store::{Damage, EraseFault, Known, OpenFault, Way, find};

#[test]
fn what_is_saved_is_there_again() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "He has not answered since Tuesday.");
    assert_eq!(read(&store, &id), "He has not answered since Tuesday.");
    let listing = store.list().expect("a list");
    let row = listing.row(&id).expect("a row");
    assert_eq!((row.head.step.as_str(), row.versions.len(), row.versions[0].revision), ("facts", 1, 1));
    assert_eq!(find(id.short(), &listing.ids()), Ok(id));
}

#[test]
fn every_file_is_private_and_nothing_but_the_session_holds_words() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "canary");
    let mut file = open(&store, &id);
    for number in 0..3 {
        files.pass(700);
        file.save(&mut written(&format!("canary {number}"))).expect("saved");
    }
    files.pass(10);
    store.list().expect("a list");
    for (path, bytes, mode) in files.all() {
        assert_eq!(mode & 0o077, 0, "{}", path.display());
        let holds = bytes.windows(6).any(|six| six == b"canary");
        let may = path.starts_with("/home/data/sessions") || path.starts_with("/home/data/earlier");
        assert!(!holds || may, "{}", path.display());
    }
}

#[test]
fn one_window_writes_and_a_second_reads() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "one");
    let first = open(&store, &id);
    let (loaded, second) = store.open(&id).expect("there");
    assert_eq!(second.err(), Some(OpenFault::OpenElsewhere));
    assert!(matches!(loaded.state, Contents::Good(_)));
    drop(first);
    assert!(store.open(&id).expect("there").1.is_ok());
}

#[test]
fn a_few_earlier_states_are_kept_ten_minutes_apart() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "0");
    let mut file = open(&store, &id);
    let kept = || files.all().iter().filter(|(path, ..)| path.starts_with("/home/data/earlier")).count();
    for (number, seconds, expected) in [(1, 0, 1), (2, 60, 1), (3, 700, 2), (4, 700, 3), (5, 700, 3)] {
        files.pass(seconds);
        file.save(&mut written(&number.to_string())).expect("saved");
        assert_eq!(kept(), expected, "after save {number}");
    }
}

#[test]
fn a_damaged_file_is_left_and_an_earlier_state_goes_on_beside_it() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "before");
    open(&store, &id).save(&mut written("after")).expect("saved");
    let path = sessions_folder().join(format!("{id}.toml"));
    files.put(&path, b"# A Stepback session\n");
    assert_eq!(read(&store, &id), "damaged: NotASession, Some(\"before\")");
    let loaded = store.load(&id).expect("there");
    assert_eq!(store.open(&id).expect("there").1.err(), Some(OpenFault::Damaged(Damage::NotASession)));
    store.accept(&loaded).expect("goes on").save(&mut written("again")).expect("saved");
    assert_eq!(files.bytes(&path).expect("still there"), b"# A Stepback session\n");
    assert_eq!(read(&store, &id), "again");
    assert_eq!(store.list().expect("a list").unreadable.len(), 1);
}

#[test]
fn a_change_by_hand_opens_for_reading_until_it_is_accepted() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "before");
    let path = sessions_folder().join(format!("{id}.toml"));
    let text = String::from_utf8(files.bytes(&path).expect("there")).expect("text");
    files.put(&path, text.replace("before", "by hand").as_bytes());
    assert_eq!(read(&store, &id), "changed: by hand");
    let (loaded, file) = store.open(&id).expect("there");
    assert_eq!(file.err(), Some(OpenFault::ChangedByHand));
    assert_eq!(store.list().expect("a list").row(&id).expect("a row").versions[0].known, Known::ChangedByHand);
    let kept = store.accept(&loaded).expect("accepted").save(&mut written("by hand")).expect("saved");
    assert_eq!(kept.way, Way::InPlace);
    assert_eq!(read(&store, &id), "by hand");
}

#[test]
fn a_newer_form_is_read_and_never_written() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "before");
    let path = sessions_folder().join(format!("{id}.toml"));
    let text = String::from_utf8(files.bytes(&path).expect("there")).expect("text");
    let newer = text.replace("format = 1", "format = 7");
    files.put(&path, newer.as_bytes());
    let (loaded, file) = store.open(&id).expect("there");
    assert_eq!(file.err(), Some(OpenFault::Newer));
    assert!(matches!(&loaded.state, Contents::Newer(Some(_), 7)));
    assert_eq!(store.accept(&loaded).err(), Some(OpenFault::Newer));
    assert_eq!(files.bytes(&path).expect("there"), newer.as_bytes());
}

#[test]
fn a_file_changed_underneath_is_left_and_ours_goes_beside_it() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "common");
    let path = sessions_folder().join(format!("{id}.toml"));
    let theirs = {
        let other = files.fork();
        let other_store = super::store(&other);
        open(&other_store, &id).save(&mut written("theirs")).expect("saved");
        other.bytes(&path).expect("there")
    };
    let mut file = open(&store, &id);
    file.save(&mut written("ours 1")).expect("saved");
    files.put(&path, &theirs);
    assert_eq!(file.save(&mut written("ours 2")).expect("saved").way, Way::AsVersion);
    assert_eq!(file.save(&mut written("ours 3")).expect("saved").way, Way::InPlace);
    assert_eq!(files.bytes(&path).expect("there"), theirs);
    let versions = store.load(&id).expect("there").versions;
    assert_eq!(versions.len(), 2);
    let texts: Vec<String> = versions
        .iter()
        .map(|version| match store.load_version(&id, &version.name).expect("there").state {
            Contents::Good(saved) => words(&saved).to_owned(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, ["ours 3", "theirs"]);
}

#[test]
fn a_change_that_keeps_length_and_time_is_noticed_all_the_same() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "mine");
    let mut file = open(&store, &id);
    let path = sessions_folder().join(format!("{id}.toml"));
    let theirs = String::from_utf8(files.bytes(&path).expect("there")).expect("text").replace("mine", "hers");
    files.rewrite(&path, theirs.as_bytes());
    assert_eq!(file.save(&mut written("mine too")).expect("saved").way, Way::AsVersion);
    assert_eq!(files.bytes(&path).expect("there"), theirs.as_bytes());
}

#[test]
fn a_file_touched_but_not_changed_is_still_ours() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "one");
    let path = sessions_folder().join(format!("{id}.toml"));
    let mut file = open(&store, &id);
    files.put(&path, &files.bytes(&path).expect("there"));
    assert_eq!(file.save(&mut written("two")).expect("saved").way, Way::InPlace);
}

#[test]
fn a_removed_file_is_written_again() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "one");
    let mut file = open(&store, &id);
    files.take(&sessions_folder().join(format!("{id}.toml")));
    assert_eq!(file.save(&mut written("two")).expect("saved").way, Way::Recreated);
    assert_eq!(read(&store, &id), "two");
}

#[test]
fn conflict_copies_and_swapped_names_are_known_by_what_is_inside() {
    let files = disk();
    let store = store(&files);
    let (a, b) = (save_new(&store, "a"), save_new(&store, "b"));
    let path = |id: &SessionId| sessions_folder().join(format!("{id}.toml"));
    let (in_a, in_b) = (files.bytes(&path(&a)).expect("a"), files.bytes(&path(&b)).expect("b"));
    files.put(&path(&a), &in_b);
    files.put(&path(&b), &in_a);
    files.put(&sessions_folder().join(format!("{a}.sync-conflict-20261101-101112-ABCDEFG.toml")), &in_a);
    assert_eq!((read(&store, &a).as_str(), read(&store, &b).as_str()), ("a", "b"));
    assert_eq!(store.load(&a).expect("a").versions.len(), 2);
    store.erase(&a).expect("erased");
    assert_eq!((read(&store, &a).as_str(), read(&store, &b).as_str()), ("Unknown", "b"));
}

#[test]
fn a_link_in_the_place_of_a_session_is_not_followed() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "one");
    let path = sessions_folder().join(format!("{id}.toml"));
    let mut file = open(&store, &id);
    files.take(&path);
    files.put_link(&path);
    assert_eq!(file.save(&mut written("two")).expect("saved").way, Way::AsVersion);
    assert_eq!(read(&store, &id), "two");
}

#[test]
fn erasing_a_session_leaves_nothing_of_it() {
    let files = disk();
    let store = store(&files);
    let (id, other) = (save_new(&store, "canary"), save_new(&store, "stays"));
    let mut file = open(&store, &id);
    files.pass(700);
    file.save(&mut written("canary 2")).expect("saved");
    files.put(&sessions_folder().join(format!("{id}.00000001.tmp")), b"canary");
    files.put(&sessions_folder().join(format!("{id} (conflicted copy).toml")), b"canary");
    files.pass(10);
    store.list().expect("a list");
    let (path, rows) = super::cache(&files).expect("a list cache");
    files.put(Path::new(&format!("{}.00000001.tmp", path.display())), &rows);
    assert_eq!(store.erase(&id), Err(EraseFault::Open));
    drop(file);
    let removed = store.erase(&id).expect("erased");
    assert_eq!(removed.sessions, std::slice::from_ref(&id));
    for (path, bytes, _) in files.all() {
        assert!(!path.to_string_lossy().contains(id.as_str()), "{}", path.display());
        assert!(!bytes.windows(32).any(|part| part == id.as_str().as_bytes()), "{}", path.display());
        assert!(!bytes.windows(6).any(|part| part == b"canary"), "{}", path.display());
    }
    assert_eq!(read(&store, &other), "stays");
    assert_eq!(store.erase(&id), Err(EraseFault::Unknown));
}

#[test]
fn a_copy_whose_name_is_no_text_is_listed_and_erased_with_the_others() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "words");
    let bytes = files.bytes(&sessions_folder().join(format!("{id}.toml"))).expect("there");
    let foreign = [id.as_str().as_bytes(), b" (J\xf6rg conflicted).toml"].concat();
    let copy = sessions_folder().join(OsStr::from_bytes(&foreign));
    files.put(&copy, &bytes);
    files.pass(10);
    let listing = store.list().expect("a list");
    let versions = &listing.row(&id).expect("there").versions;
    assert_eq!(versions.len(), 2);
    for version in versions {
        assert!(matches!(store.load_version(&id, &version.name).expect("there").state, Contents::Good(_)));
    }
    assert_eq!(super::store(&files).list().expect("a list"), listing, "also from the cache");
    store.erase(&id).expect("erased");
    assert_eq!(files.bytes(&copy), None);
}

#[test]
fn erasing_by_person_takes_all_about_them_and_no_more() {
    let files = disk();
    let store = store(&files);
    let about = |person: &str| {
        let mut file = store.begin().expect("a session");
        let mut saved = written("words");
        saved.person = Some(person.repeat(16));
        file.save(&mut saved).expect("saved");
        file.id().clone()
    };
    let (sam, sam_again, kim) = (about("aa"), about("aa"), about("bb"));
    let mut gone = store.erase_person(&"aa".repeat(16)).expect("erased").sessions;
    gone.sort();
    let mut expected = [sam, sam_again];
    expected.sort();
    assert_eq!(gone, expected);
    assert_eq!(store.list().expect("a list").ids(), [kim]);
}

#[test]
fn erasing_everything_leaves_a_folder_that_never_was() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "canary");
    store.keep_guide("id = \"own\"").expect("kept");
    files.pass(10);
    store.list().expect("a list");
    assert!(cache(&files).is_some());
    let file = open(&store, &id);
    assert_eq!(store.erase_all().err(), Some(EraseFault::Open));
    drop(file);
    let removed = store.erase_all().expect("erased");
    assert_eq!(removed.sessions, [id]);
    assert_eq!(
        files.all().iter().map(|(path, ..)| path.display().to_string()).collect::<Vec<_>>(),
        Vec::<String>::new()
    );
    assert!(matches!(Folder::open(&places(), Arc::new(files.clone())), Err(super::super::FolderFault::NotYet(_))));
}

#[test]
fn a_kept_guide_stays_while_a_session_needs_it() {
    let files = disk();
    let store = store(&files);
    let sum = store.keep_guide("id = \"own\"").expect("kept");
    assert_eq!(store.guide(&sum).expect("read").as_deref(), Some("id = \"own\""));
    assert_eq!(store.guide("../../etc/passwd").expect("read"), None);
    let begin = || {
        let mut file = store.begin().expect("a session");
        let mut saved = written("words");
        saved.guide.copied = true;
        saved.guide.digest.clone_from(&sum);
        file.save(&mut saved).expect("saved");
        file.id().clone()
    };
    let (first, second) = (begin(), begin());
    store.erase(&first).expect("erased");
    assert!(store.guide(&sum).expect("read").is_some());
    store.erase(&second).expect("erased");
    assert_eq!(store.guide(&sum).expect("read"), None);
}

#[test]
fn what_was_being_written_is_offered_if_it_is_newer() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "saved");
    let main = sessions_folder().join(format!("{id}.toml"));
    let newer = {
        let other = files.fork();
        open(&super::store(&other), &id).save(&mut written("newer")).expect("saved");
        other.bytes(&main).expect("there")
    };
    let temp = |mark: &str| sessions_folder().join(format!("{id}.{mark}.tmp"));
    files.put(&temp("00000001"), &newer);
    files.put(&temp("00000002"), &files.bytes(&main).expect("there"));
    files.put(&temp("00000003"), &newer[..newer.len() / 2]);
    assert_eq!(store.tidy(&store.list().expect("a list")).expect("tidied").len(), 1);
    assert!(files.bytes(&temp("00000002")).is_some(), "young ones may belong to somebody");
    files.pass(601);
    let found = store.tidy(&store.list().expect("a list")).expect("tidied");
    assert_eq!((found.len(), files.bytes(&temp("00000002")), files.bytes(&temp("00000003"))), (1, None, None));
    store.recover(&found[0]).expect("recovered");
    assert_eq!(read(&store, &id), "newer");
    assert_eq!(store.load(&id).expect("there").versions.len(), 2);
    assert_eq!(store.tidy(&store.list().expect("a list")).expect("tidied"), []);
}

#[test]
fn a_session_too_large_is_refused_and_the_one_before_stays() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "small");
    let mut file = open(&store, &id);
    let fault = file.save(&mut written(&"x".repeat(5 * 1024 * 1024))).expect_err("too large");
    assert!(matches!(fault, super::super::SaveFault::TooLarge(bytes) if bytes > 5 * 1024 * 1024));
    assert_eq!(read(&store, &id), "small");
    file.save(&mut written("small again")).expect("saved");
    assert_eq!(read(&store, &id), "small again");
}

#[cfg(not(feature = "encrypt"))]
#[test]
fn a_program_built_without_sealing_says_so_and_changes_nothing() {
    let files = disk();
    let id = save_new(&store(&files), "words");
    let one = passphrase("one");
    let fault = store(&files).protect_with(&one, &one, super::super::seal::Work::LITTLE).err();
    assert_eq!(fault, Some(crate::store::ProtectFault::NotBuilt));
    assert_eq!(read(&store(&files), &id), "words");
}

#[test]
fn every_shape_of_answer_comes_back_as_it_was() {
    let files = disk();
    let store = store(&files);
    let hard =
        "a \"b\" '''c''' \\ \t\r\n\u{0}\u{7f}\u{1b}\u{85}\u{2028}\u{feff}\u{10ffff} = [x]\n# end of\nsha256 = \"\"";
    let shapes = [
        r#"given = "seen""#,
        r#"given = { one = "yes" }"#,
        "given = { many = [] }",
        r#"given = { many = [{ id = "a" }, { id = "other", text = "own" }] }"#,
        "given = { number = -3 }",
        r#"given = { day = "2026-11-23" }"#,
        "given = { items = [] }",
        r#"given = { items = [{ id = 1, text = "a", column = "guesses", rating = 3, day = "2026-01-02", then = "b", asked = "c" }] }"#,
        "given = { composed = { parts = {} } }",
        r#"given = { composed = { parts = { a = "b" }, text = "c", aside = ["d"] } }"#,
        r#"given = { person = { name = "", pronouns = "they" } }"#,
        r#"given = { gate = { answers = { q = "no" }, assent = true, until = "2026-01-02" } }"#,
        r#"draft = { text = "half" }
           spot = { at = 1, cell = 2, paragraph = 3, byte = 4 }
           skipped = true
           at = 12
           later = { field = [1, 2.5, 2026-01-02T03:04:05Z] }"#,
    ];
    let mut saved = written(hard);
    for shape in shapes {
        let text = format!("step = \"s\"\nquestion = \"q\"\nkind = \"k\"\n{shape}\n");
        saved.entries.push(toml::from_str(&text).unwrap_or_else(|fault| panic!("{shape}: {fault}")));
    }
    saved.more.insert("later".into(), toml::Value::from("kept"));
    let mut file = store.begin().expect("a session");
    file.save(&mut saved).expect("saved");
    let Contents::Good(found) = store.load(file.id()).expect("there").state else { panic!("not good") };
    assert!(*found == saved, "what was read is not what was saved");
    assert_eq!(words(&found), hard);
}
