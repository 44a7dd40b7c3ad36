//! The list and its cache: nothing is read twice, and nothing that was read before is taken for what is there now.

use jiff::civil::date;

use super::*;
use crate::session::facts::{Lock, Said};
use crate::session::saved::Sent;
use crate::store::Listing;

/// A session that left a lock until that day of a month, and says what can be said.
fn locked(day: i8) -> Saved {
    let mut saved = written("words");
    saved.lock = Some(Lock { until: Some(date(2031, 5, day)) });
    saved.messages = [4, -7].map(|at| Sent { step: "message".into(), at }).into();
    saved.finished = Some(15);
    saved.highest = 99;
    saved
}

#[track_caller]
fn save(store: &Store, mut saved: Saved) -> SessionId {
    let mut file = store.begin().expect("a session");
    file.save(&mut saved).expect("saved");
    file.id().clone()
}

/// The list as somebody has it who just started, and how many session files were read for it.
#[track_caller]
fn listed(files: &FakeFiles) -> (Listing, usize) {
    let store = store(files);
    files.be_well();
    let listing = store.list().expect("a list");
    let reads = files.calls().iter().filter(|call| call.starts_with("read /home/data/sessions")).count();
    (listing, reads)
}

/// What the one session there says of a lock.
#[track_caller]
fn lock(files: &FakeFiles) -> Option<Lock> {
    let listing = listed(files).0;
    let row = listing.rows.first().expect("a session");
    row.versions[0].said.as_ref().expect("it is as it was written").lock
}

#[test]
fn what_sessions_say_is_known_without_reading_them_again() {
    let files = disk();
    let store = store(&files);
    let mut nobody = written("words");
    (nobody.person, nobody.finished) = (None, Some(-1));
    let mut for_good = written("words");
    for_good.lock = Some(Lock { until: None });
    let rated = "step = \"s\"\nquestion = \"q\"\nkind = \"scale\"\ngiven = { number = 3 }";
    for_good.entries.push(toml::from_str(rated).expect("an entry"));
    let named = "step = \"w\"\nquestion = \"q\"\nkind = \"person\"\ngiven = { person = { name = \"Sam\", pronouns = \"they\" } }";
    for_good.entries.push(toml::from_str(named).expect("an entry"));
    for saved in [locked(6), nobody, for_good] {
        save(&store, saved);
    }
    files.pass(10);
    let (first, _) = listed(&files);
    let (again, reads) = listed(&files);
    assert_eq!((&again, reads), (&first, 0));
    for row in &again.rows {
        let saved = store.load_row(row).into_saved().expect("whole");
        assert_eq!(row.versions[0].said, Some(Said::of(&saved)));
    }
    let (_, cache) = cache(&files).expect("a cache");
    assert!(!cache.windows(3).any(|part| part == b"Sam"), "a name is in the cache");
}

#[test]
fn a_store_that_lists_again_looks_at_each_file_once_and_reads_no_cache() {
    let files = disk();
    let store = store(&files);
    save(&store, locked(6));
    files.pass(10);
    let whole = store.list().expect("a list");
    files.be_well();
    assert_eq!(store.list().expect("a list"), whole);
    let calls = files.calls();
    assert!(!calls.iter().any(|call| call.starts_with("read")), "{calls:?}");
}

#[test]
fn a_list_cache_that_is_stale_or_damaged_changes_nothing() {
    let files = disk();
    let store = store(&files);
    let ids: Vec<SessionId> = (1..5).map(|day| save(&store, locked(day))).collect();
    files.pass(10);
    let (whole, _) = listed(&files);
    let (path, bytes) = cache(&files).expect("a cache");
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1;
        files.put(&path, &flipped);
        assert_eq!(listed(&files).0, whole, "byte {at}");
    }
    files.put(&path, &bytes);
    open(&store, &ids[0]).save(&mut locked(30)).expect("saved");
    files.put(&path, &bytes);
    let (now, reads) = listed(&files);
    let row = now.row(&ids[0]).expect("a row");
    assert_eq!((row.versions[0].revision, reads), (2, 1));
    assert_eq!(row.versions[0].said.as_ref().and_then(|said| said.lock), locked(30).lock);
}

#[test]
fn a_cache_of_an_older_form_is_made_anew() {
    let files = disk();
    let id = save(&store(&files), locked(6));
    files.pass(10);
    let (whole, _) = listed(&files);
    let (path, bytes) = cache(&files).expect("a cache");
    let rows = format!("{id}.toml\t1\t2\t{id}\t1\tgood\t0\tg\topen\t1\t2\tfacts\t\t\n");
    let sum = crate::store::id::hex(&crate::store::session_io::digest(rows.as_bytes()));
    files.put(&path, format!("stepback list 1 {sum}\n{rows}").as_bytes());
    assert_eq!(listed(&files), (whole.clone(), 1));
    assert_eq!(cache(&files).map(|(_, bytes)| bytes), Some(bytes));
    assert_eq!(listed(&files), (whole, 0));
}

#[test]
fn a_lock_in_a_file_whose_length_and_time_were_set_back_is_known() {
    let files = disk();
    let id = save(&store(&files), locked(6));
    files.pass(10);
    assert_eq!(lock(&files), locked(6).lock);
    let path = sessions_folder().join(format!("{id}.toml"));
    files.rewrite(&path, &theirs(&files, &id));
    assert_eq!(lock(&files), locked(7).lock);
}

#[test]
fn a_file_that_changed_again_within_a_tick_of_the_disks_clock_is_read_again() {
    let files = disk();
    let id = save(&store(&files), locked(6));
    assert_eq!(lock(&files), locked(6).lock);
    let path = sessions_folder().join(format!("{id}.toml"));
    files.rewrite_within_a_tick(&path, &theirs(&files, &id));
    assert_eq!(lock(&files), locked(7).lock);
    files.pass(10);
    assert_eq!((lock(&files), listed(&files).1), (locked(7).lock, 0));
}

/// The bytes of this session with another lock, as long as they are.
fn theirs(files: &FakeFiles, id: &SessionId) -> Vec<u8> {
    let path = sessions_folder().join(format!("{id}.toml"));
    let other = files.fork();
    let mine = other.bytes(&path).expect("there");
    other.take(&path);
    let store = store(&other);
    let mut file = store.take_up(id, 0).expect("taken up");
    file.save(&mut locked(7)).expect("saved");
    let theirs = other.bytes(&path).expect("there");
    assert_eq!((theirs.len(), theirs == mine), (mine.len(), false));
    theirs
}

#[test]
fn a_session_that_does_not_hold_what_its_head_says_is_always_read_whole() {
    let files = disk();
    let id = save(&store(&files), locked(6));
    let path = sessions_folder().join(format!("{id}.toml"));
    let text = String::from_utf8(files.bytes(&path).expect("there")).expect("text");
    files.put(&path, text.replace("until = \"2031-05-06\"", "until = \"2041-05-06\"").as_bytes());
    files.pass(10);
    for _ in 0..2 {
        assert_eq!(listed(&files).0.rows[0].versions[0].said, None);
    }
}

#[cfg(feature = "encrypt")]
#[test]
fn what_sealed_sessions_say_is_known_from_a_sealed_cache() {
    let files = disk();
    let sealed = protect(&files);
    save(&sealed, locked(6));
    files.pass(10);
    let whole = sealed.list().expect("a list");
    let (path, bytes) = cache(&files).expect("a cache");
    assert!(crate::store::seal::looks_sealed(&bytes), "{}", path.display());
    let again = Store::new(sealed.folder.clone(), sealed.key.clone());
    files.be_well();
    assert_eq!(again.list().expect("a list"), whole);
    assert!(!files.calls().iter().any(|call| call.starts_with("read /home/data/sessions")));
    assert_eq!(whole.rows[0].versions[0].said.as_ref().and_then(|said| said.lock), locked(6).lock);
}
