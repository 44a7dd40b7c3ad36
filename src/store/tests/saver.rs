//! The saver thread, over a sink that waits to be told how each save goes.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::*;
use crate::store::{DiskFault, Kept, SaveFault, SaveReport, Saver, Sink, Waited, Way};

/// Long enough that only a fault reaches it.
const AGES: Duration = Duration::from_secs(60);

/// A sink that tells what it is given and then waits for the verdict.
struct Slow {
    given: Sender<String>,
    verdicts: Receiver<Result<Option<DiskFault>, SaveFault>>,
}

impl Sink for Slow {
    fn save(&mut self, saved: &mut Saved) -> Result<Kept, SaveFault> {
        self.given.send(words(saved).to_owned()).expect("the test listens");
        let verdict = self.verdicts.recv().expect("the test decides");
        verdict.map(|disk| Kept { revision: 1, way: Way::InPlace, disk })
    }
}

struct Bench {
    saver: Saver,
    given: Receiver<String>,
    verdicts: Sender<Result<Option<DiskFault>, SaveFault>>,
    reports: Receiver<SaveReport>,
    thread: std::thread::JoinHandle<()>,
}

fn bench() -> Bench {
    let (given_to, given) = channel();
    let (verdicts, verdicts_from) = channel();
    let (reports_to, reports) = channel();
    let sink = Slow { given: given_to, verdicts: verdicts_from };
    let (saver, thread) = Saver::start(sink, move |report| drop(reports_to.send(report))).expect("a thread");
    Bench { saver, given, verdicts, reports, thread }
}

impl Bench {
    fn offer(&self, text: &'static str) -> u64 {
        self.saver.offer(Box::new(move || written(text)))
    }

    #[track_caller]
    fn given(&self, expected: &str) {
        assert_eq!(self.given.recv_timeout(AGES).as_deref(), Ok(expected));
    }

    fn verdict(&self, verdict: Result<Option<DiskFault>, SaveFault>) {
        self.verdicts.send(verdict).expect("the sink waits");
    }

    /// The number of the offer in the next report, and whether it says saved.
    fn report(&self) -> (u64, bool) {
        match self.reports.recv_timeout(AGES).expect("a report") {
            SaveReport::Saved { upto, .. } => (upto, true),
            SaveReport::NotSaved { upto, .. } | SaveReport::DiskProblem { upto, .. } => (upto, false),
            SaveReport::Broken => panic!("the saver broke"),
        }
    }
}

const FULL: Result<Option<DiskFault>, SaveFault> = Err(SaveFault::Disk(DiskFault::Full));

#[test]
fn the_newest_offer_takes_the_place_of_one_not_begun() {
    let bench = bench();
    bench.offer("one");
    bench.given("one");
    bench.offer("two");
    bench.offer("three");
    assert!(!bench.saver.all_saved());
    bench.verdict(Ok(None));
    bench.given("three");
    bench.verdict(Ok(None));
    assert_eq!((bench.report(), bench.report()), ((1, true), (3, true)));
    assert!(bench.saver.all_saved());
}

#[test]
fn a_failed_save_is_tried_again_from_memory() {
    let bench = bench();
    bench.offer("one");
    for verdict in [FULL, Ok(Some(DiskFault::Device)), Ok(None)] {
        bench.given("one");
        bench.verdict(verdict);
    }
    assert_eq!((bench.report(), bench.report(), bench.report()), ((1, false), (1, false), (1, true)));
}

#[test]
fn a_newer_offer_does_not_wait_for_the_next_try() {
    let bench = bench();
    bench.offer("one");
    bench.given("one");
    bench.verdict(FULL);
    bench.offer("two");
    // Either the old words are tried once more first, or the new ones come at once.
    let mut next = bench.given.recv_timeout(AGES).expect("a save");
    if next == "one" {
        bench.verdict(FULL);
        next = bench.given.recv_timeout(AGES).expect("a save");
    }
    assert_eq!(next, "two");
    bench.verdict(Ok(None));
}

#[test]
fn waiting_ends_when_the_disk_has_answered_and_lasts_no_longer_than_it_may() {
    let bench = bench();
    assert_eq!(bench.saver.settle(AGES), Waited::Saved, "nothing to do");
    bench.offer("one");
    bench.given("one");
    assert_eq!(bench.saver.settle(Duration::from_millis(1)), Waited::Busy, "the disk is slow");
    let saver = bench.saver.clone();
    let waiting = std::thread::spawn(move || saver.settle(AGES));
    bench.verdict(Ok(None));
    assert_eq!(waiting.join().expect("no panic"), Waited::Saved);
}

#[test]
fn at_the_end_what_is_left_is_saved() {
    let bench = bench();
    bench.offer("one");
    bench.verdict(Ok(None));
    assert_eq!(bench.saver.end(AGES), Waited::Saved);
    bench.given("one");
    bench.thread.join().expect("no panic");
}

#[test]
fn at_the_end_a_failing_disk_is_given_up_at_once_and_says_why() {
    let bench = bench();
    bench.offer("one");
    for _ in 0..4 {
        bench.verdict(FULL);
    }
    let ended = bench.saver.end(AGES);
    assert!(
        matches!(ended, Waited::NotSaved(Some(SaveReport::NotSaved { why: SaveFault::Disk(DiskFault::Full), .. }))),
        "{ended:?}"
    );
    bench.thread.join().expect("no panic");
    assert!(matches!(bench.saver.settle(AGES), Waited::NotSaved(_)), "the thread is gone, and says so at once");
}

#[test]
fn a_real_session_is_saved_by_the_thread_and_its_lock_goes_with_it() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "one");
    let (saver, thread) = Saver::start(open(&store, &id), |_| {}).expect("a thread");
    saver.offer(Box::new(|| written("two")));
    assert_eq!(saver.settle(AGES), Waited::Saved);
    assert_eq!(read(&store, &id), "two");
    assert!(store.open(&id).expect("there").1.is_err());
    assert_eq!(saver.end(AGES), Waited::Saved);
    thread.join().expect("no panic");
    assert!(store.open(&id).expect("there").1.is_ok());
}
