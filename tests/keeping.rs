//! Where words go when things go wrong: a slow disk, a full one, a folder sealed meanwhile, a part that fails.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::match_bool,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it says"
)]

#[path = "keeping/bench.rs"]
mod bench;

use std::os::unix::fs::MetadataExt as _;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

use bench::{AGES, Home, Script, Step, about, kept, outside, replies, types};
use stepback::front::Front as _;
use stepback::run::noticing::{Noticing, Written};
use stepback::run::{End, News, begin, known, sit};
use stepback::screen::block::Editor;
use stepback::session::event::{Event, Overlay};
use stepback::session::facts::Lock;
use stepback::session::{Farewell, Saved};
use stepback::signals::Signal;
use stepback::store::{Passphrase, SessionId, Store};
use stepback::text::{Edit, Text};

const TERM: Signal = Signal::End(15);

#[track_caller]
fn check_slow(leaves: Signal, folder_is_there: bool) {
    let home = Home::new();
    let store = folder_is_there.then(|| home.store());
    home.odd.0.close();
    let disk = Arc::clone(&home.odd.0);
    let waits = Arc::clone(&disk);
    let mut steps = vec![types("one"), Step::Away, outside(move || waits.is_waited_for())];
    steps.extend((0..40).map(|_| types(" more")));
    steps.push(Step::Signal(leaves));
    let mut front = Script::new(steps);
    let mut sitting = home.sits(&front, store);
    assert_eq!(sit(&mut front, &mut sitting).expect("it runs"), End::Signal(leaves));
    assert!(front.frames > 40, "{} frames while the disk is waited for", front.frames);
    let opens = std::thread::spawn(move || disk.open());
    let ended = sitting.finish();
    opens.join().expect("no panic");
    assert_eq!(ended.unsaved, None);
    assert!(ended.id.is_some());
    assert_eq!(kept(&home.store()), format!("one{}", " more".repeat(40)));
}

#[test]
fn on_a_slow_disk_keys_are_answered_and_leaving_waits_for_the_words() {
    for leaves in [Signal::Quick, TERM] {
        check_slow(leaves, false);
        check_slow(leaves, true);
    }
}

#[test]
fn a_window_whose_folder_is_sealed_meanwhile_asks_for_the_passphrase_and_writes_nothing_open() {
    let home = Home::new();
    let store = home.store();
    let other = store.clone();
    let one = Passphrase::new(zeroize::Zeroizing::new("one".to_owned())).expect("a passphrase");
    let mut front = Script::new([
        outside(move || drop(other.protect(&one, &one).expect("sealed"))),
        types("canary"),
        Step::Away,
        Step::News,
        types(" goes on"),
        Step::Does(Event::Leave),
    ])
    .knowing(&["two", "one"]);
    let mut sitting = home.sits(&front, Some(store));
    assert_eq!(sit(&mut front, &mut sitting).expect("it runs"), End::Left(Farewell::Resume));
    assert_eq!(sitting.finish().unsaved, None);
    assert_eq!(front.asked.len(), 2);
    assert!(front.asked.iter().all(|reason| reason.contains("meanwhile")), "{:?}", front.asked);
    for (path, bytes) in home.all() {
        let open = bytes.windows(6).any(|part| part == b"canary") || bytes.windows(8).any(|part| part == b"one-page");
        assert!(!open, "{} lies open", path.display());
    }
    assert_eq!(kept(&home.unlocked("one")), "canary goes on");
}

#[test]
fn whoever_does_not_type_it_is_told_and_keeps_the_words() {
    let home = Home::new();
    let store = home.store();
    let other = store.clone();
    let one = Passphrase::new(zeroize::Zeroizing::new("one".to_owned())).expect("a passphrase");
    let mut front = Script::new([
        outside(move || drop(other.protect(&one, &one).expect("sealed"))),
        types("canary"),
        Step::Away,
        Step::News,
        Step::Sees("Not saved: the folder was put under a passphrase meanwhile"),
        Step::Does(Event::Leave),
        Step::Sees("Some of what you wrote is not saved"),
        replies("2"),
        replies(""),
    ]);
    let mut sitting = home.sits(&front, Some(store));
    assert_eq!(sit(&mut front, &mut sitting).expect("it runs"), End::Left(Farewell::Resume));
    let ended = sitting.finish();
    assert_eq!((ended.unsaved, ended.copied), (None, Some(home.path("copy.md"))));
    assert_eq!(std::fs::read_to_string(home.path("copy.md")).expect("a copy"), "canary");
    assert!(home.all().iter().all(|(_, bytes)| !bytes.windows(6).any(|part| part == b"canary")));
}

#[test]
fn leaving_with_words_that_are_not_saved_asks_first() {
    let home = Home::new();
    home.odd.0.full.store(true, Ordering::SeqCst);
    let disk = Arc::clone(&home.odd.0);
    let mut front = Script::new([
        types("words"),
        Step::Does(Event::Leave),
        Step::Sees("the disk is full"),
        replies("1"),
        Step::Sees("Try again"),
        replies("3"),
        Step::Sees("What did you see?"),
        Step::Sees("Not saved: the disk is full"),
        types(" and more"),
        Step::Does(Event::Leave),
        outside(move || disk.full.store(false, Ordering::SeqCst)),
        replies("1"),
    ]);
    let mut sitting = home.sits(&front, None);
    assert_eq!(sit(&mut front, &mut sitting).expect("it runs"), End::Left(Farewell::Resume));
    assert_eq!(sitting.finish().unsaved, None);
    assert_eq!(kept(&home.store()), "words and more");
}

#[test]
fn whoever_leaves_all_the_same_is_not_kept_waiting_and_told_why() {
    let home = Home::new();
    home.odd.0.full.store(true, Ordering::SeqCst);
    let mut front = Script::new([types("words"), Step::Does(Event::Leave), replies("4")]);
    let mut sitting = home.sits(&front, None);
    assert_eq!(sit(&mut front, &mut sitting).expect("it runs"), End::Left(Farewell::Resume));
    let ended = sitting.finish();
    assert!(ended.unsaved.is_some_and(|why| why.said.contains("the disk is full")));
    assert_eq!(ended.id, None);
}

#[track_caller]
fn check_failure(fails: Step) {
    let home = Home::new();
    let mut front = Script::new([types("words"), Step::Away, Step::News, types(" and more"), fails]);
    let mut sitting = home.sits(&front, None);
    assert_eq!(sit(&mut front, &mut sitting).expect("it runs"), End::Failed);
    let ended = sitting.finish();
    assert_eq!((ended.unsaved, ended.cut_short), (None, false));
    assert_eq!(kept(&home.store()), "words and more");
}

#[test]
fn a_part_that_fails_ends_the_whole_with_the_newest_words_saved() {
    check_failure(Step::Failed);
    check_failure(Step::Breaks);
}

#[test]
fn a_saver_that_fails_is_followed_by_another() {
    let home = Home::new();
    home.odd.0.breaks.store(1, Ordering::SeqCst);
    let mut front = Script::new([
        types("words"),
        Step::Away,
        Step::News,
        Step::Sees("the part that saves has broken"),
        types(" and more"),
        Step::Failed,
    ]);
    let mut sitting = home.sits(&front, None);
    assert_eq!(sit(&mut front, &mut sitting).expect("it runs"), End::Failed);
    assert_eq!(sitting.finish().unsaved, None);
    assert_eq!(kept(&home.store()), "words and more");
}

const SAM: &str = "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a";
const KIM: &str = "c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1";

/// An answer that names somebody.
fn named(name: &str) -> String {
    format!(
        "[[entry]]\nstep = \"who\"\nquestion = \"Who?\"\nkind = \"person\"\n[entry.given.person]\nname = \"{name}\"\npronouns = \"they\"\n"
    )
}

/// A folder of sessions about two people, and all that is in it.
fn about_two(home: &Home) -> Vec<Saved> {
    let store = home.store();
    let earlier =
        format!("lock = {{ until = \"2031-05-06\" }}\nmessages = [{{ step = \"m\", at = 7 }}]\n{}", named("Sam"));
    let sessions = [
        (SAM, 10, earlier),
        (SAM, 20, format!("finished = 19\n{}", named("Sammy"))),
        (SAM, 30, "messages = [{ step = \"m\", at = 3 }, { step = \"n\", at = 9 }]\n".to_owned()),
        (KIM, 25, format!("lock = {{}}\n{}", named("Kim"))),
    ];
    let save = |(person, updated, more): (&str, i64, String)| {
        let mut saved = about(person, &more);
        (saved.updated, saved.highest) = (updated, updated + 1);
        store.begin().unwrap().save(&mut saved).unwrap();
        saved
    };
    sessions.map(save).to_vec()
}

#[test]
fn what_earlier_sessions_say_is_known_without_reading_more_than_one_for_each_name() {
    let home = Home::new();
    let whole = known::people(&about_two(&home));
    assert_eq!(whole.len(), 2);
    home.odd.0.later.store(60, Ordering::SeqCst);
    assert_eq!(known::others(&home.store(), None).unwrap(), whole);
    home.odd.0.reads.store(0, Ordering::SeqCst);
    assert_eq!(known::others(&home.store(), None).unwrap(), whole);
    assert_eq!(home.odd.0.reads.load(Ordering::SeqCst), 2);
}

#[test]
fn a_session_is_left_out_of_what_the_others_say() {
    let home = Home::new();
    let saved = about_two(&home);
    home.odd.0.later.store(60, Ordering::SeqCst);
    let own = SessionId::parse(&saved[3].id).unwrap();
    for _ in 0..2 {
        assert_eq!(known::others(&home.store(), Some(&own)).unwrap(), known::people(&saved[..3]));
    }
}

#[test]
fn a_lock_that_somebody_wrote_into_a_file_or_that_only_an_earlier_state_holds_is_known() {
    let home = Home::new();
    let store = home.store();
    let mut file = store.begin().unwrap();
    file.save(&mut about(SAM, "lock = {}\n")).unwrap();
    file.save(&mut about(SAM, "lock = {}\nfinished = 3\n")).unwrap();
    drop(file);
    home.odd.0.later.store(60, Ordering::SeqCst);
    let path = std::fs::read_dir(home.path("data/sessions")).unwrap().next().unwrap().unwrap().path();
    let lock = || {
        let lock = |store: &Store| known::others(store, None).unwrap().first().map(|known| known.lock);
        [lock(&home.store()), lock(&home.store())]
    };
    let held = [Some(Some(Lock { until: None })); 2];
    assert_eq!(lock(), held);
    let text = std::fs::read_to_string(&path).unwrap();
    let until = Some(Lock { until: Some(jiff::civil::date(2031, 5, 6)) });
    std::fs::write(&path, text.replace("[lock]", "[lock]\nuntil = \"2031-05-06\"")).unwrap();
    assert_eq!(lock(), [Some(until); 2], "changed by hand");
    std::fs::write(&path, &text.as_bytes()[..40]).unwrap();
    assert_eq!(lock(), held, "damaged");
    let store = home.store();
    home.odd.0.lists.store(0, Ordering::SeqCst);
    assert_eq!(known::others(&store, None).unwrap().len(), 1);
    assert_eq!(home.odd.0.lists.load(Ordering::SeqCst), 1, "one list for all that are damaged");
}

#[test]
fn a_lock_written_into_a_file_whose_time_is_set_back_is_known() {
    let home = Home::new();
    home.store().begin().unwrap().save(&mut about(SAM, "lock = { until = \"2031-05-06\" }\n")).unwrap();
    home.odd.0.later.store(60, Ordering::SeqCst);
    let lock = || known::others(&home.store(), None).unwrap().first().and_then(|known| known.lock);
    let until = |year| Some(Lock { until: Some(jiff::civil::date(year, 5, 6)) });
    assert_eq!(lock(), until(2031));
    let path = std::fs::read_dir(home.path("data/sessions")).unwrap().next().unwrap().unwrap().path();
    let before = path.metadata().unwrap();
    let text = std::fs::read_to_string(&path).unwrap().replace("2031", "2041");
    // A disk's clock ticks every few milliseconds.
    while path.metadata().unwrap().ctime_nsec() == before.ctime_nsec() {
        std::fs::write(&path, &text).unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(before.modified().unwrap()).unwrap();
    }
    assert_eq!(
        (path.metadata().unwrap().len(), path.metadata().unwrap().mtime_nsec()),
        (before.len(), before.mtime_nsec())
    );
    assert_eq!(lock(), until(2041));
}

/// Rules that are read no sooner than they are let go.
fn held_rules() -> (Noticing, Sender<()>) {
    let (let_go, held) = channel();
    let held = Mutex::new(held);
    let read = move || {
        held.lock().unwrap().recv_timeout(AGES).expect("nobody waits for the rules before they may be read");
        bench::rules()
    };
    (Noticing::later(read), let_go)
}

#[test]
fn a_first_screen_is_shown_before_the_rules_for_noticing_are_read_and_again_once_they_are() {
    let home = Home::new();
    let (noticing, let_go) = held_rules();
    let mut front = Script::new([
        Step::Sees("What did you see?"),
        outside(move || let_go.send(()).unwrap()),
        Step::News,
        Step::Sees("What did you see?"),
        Step::Signal(Signal::Quick),
    ]);
    let post = front.post();
    noticing.read_ahead(move || post(News::Rules)).unwrap();
    let mut sitting = home.sits_with(&front, Some(home.store()), noticing);
    assert_eq!(sit(&mut front, &mut sitting).expect("it runs"), End::Signal(Signal::Quick));
    assert_eq!(front.frames, 2);
}

#[test]
fn marks_come_when_the_rules_are_there_and_words_of_harm_wait_for_them() {
    let (mut session, guide) = bench::fresh();
    let words = "He hit me. I want to kill myself.";
    let _ = session.handle(&guide, Event::Begin(Box::new(begin(Vec::new(), false))));
    let _ = session.handle(&guide, Event::Edit(Edit::Type(words.to_owned())));
    let (noticing, let_go) = held_rules();
    let (tell, told) = channel();
    noticing.read_ahead(move || tell.send(()).unwrap()).unwrap();
    noticing.follow(&session, &guide);
    let text = Text::from_str(words);
    let editor = Editor {
        label: String::new(),
        text: &text,
        placeholder: String::new(),
        page: true,
        focus: true,
        notice: Vec::new(),
        glue: Default::default(),
        field: 0,
    };
    assert_eq!(noticing.noticed(&session, &guide, false), []);
    assert!(noticing.marks(&editor, 0, &(0..words.len())).is_empty());
    std::thread::scope(|scope| {
        let leads = scope.spawn(|| noticing.leads_to(&session, &guide, Written::Brought));
        let blocks = scope.spawn(|| noticing.line_leads_to("I want to kill myself."));
        let_go.send(()).unwrap();
        assert_eq!(leads.join().unwrap(), Some(Overlay::Crisis));
        assert_eq!(blocks.join().unwrap(), Some(Overlay::Crisis));
    });
    told.recv_timeout(AGES).unwrap();
    assert!(!noticing.noticed(&session, &guide, false).is_empty());
    assert!(!noticing.marks(&editor, 0, &(0..words.len())).is_empty());
    // Also while the next paragraph is begun: the marks are still in sight.
    let _ = session.handle(&guide, Event::Edit(Edit::Paste("\nThen".to_owned())));
    assert!(!noticing.noticed(&session, &guide, false).is_empty());
    let _ = session.handle(&guide, Event::Edit(Edit::Paste("\n\n\n".to_owned())));
    assert_eq!(noticing.noticed(&session, &guide, false), []);
}

#[test]
fn a_lock_in_an_older_version_of_a_session_is_known_from_the_list() {
    let home = Home::new();
    let store = home.store();
    let mut file = store.begin().unwrap();
    file.save(&mut about(SAM, "lock = {}\n")).unwrap();
    let path = home.path("data/sessions").join(format!("{}.toml", file.id()));
    std::fs::copy(&path, path.with_file_name(format!("{} (conflicted copy).toml", file.id()))).unwrap();
    file.save(&mut about(SAM, "")).unwrap();
    home.odd.0.later.store(60, Ordering::SeqCst);
    for reads in [2, 0] {
        home.odd.0.reads.store(0, Ordering::SeqCst);
        let known = known::others(&home.store(), None).unwrap();
        assert_eq!(known.first().and_then(|known| known.lock), Some(Lock { until: None }));
        assert_eq!(home.odd.0.reads.load(Ordering::SeqCst), reads);
    }
}
