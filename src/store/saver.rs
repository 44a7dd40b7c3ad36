//! The saver: a thread that writes the newest snapshot, so that the screen never waits for a disk.
//!
//! There is room for one snapshot; a newer one takes the place of one not yet begun. A save that fails is tried again
//! by itself with growing pauses, from memory, into a new file. With nothing to do the thread sleeps without a timer.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::DiskFault;
use super::session_file::{Kept, SaveFault, SessionFile, Way};
use crate::session::Saved;

/// The first pause before a failed save is tried again; it doubles up to [`LAST_PAUSE`], short enough that whoever made
/// room sees it saved within five seconds.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LAST_PAUSE: Duration = Duration::from_secs(4);
/// At the end, a save that fails is tried so often again, without a pause.
const LAST_TRIES: u32 = 2;

/// Makes the saved form on the saver's thread, from state that the caller shared cheaply.
pub type Offer = Box<dyn FnOnce() -> Saved + Send>;

/// Where a session is written: [`SessionFile`], or something else in tests.
pub trait Sink: Send + 'static {
    /// Writes the whole session, or fails with nothing changed.
    fn save(&mut self, saved: &mut Saved) -> Result<Kept, SaveFault>;
}

impl Sink for SessionFile {
    fn save(&mut self, saved: &mut Saved) -> Result<Kept, SaveFault> {
        Self::save(self, saved)
    }
}

/// What became of an offer. Offers are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveReport {
    /// File and folder are on the medium: every offer up to this one is saved.
    Saved {
        /// The newest offer that is saved.
        upto: u64,
        /// How long the save took; what [`super::Due::cost`] wants.
        cost: Duration,
        /// Whether the file had been removed or changed underneath.
        way: Way,
    },
    /// It is not saved. It is tried again by itself; until a `Saved` comes, the screen says so.
    NotSaved {
        /// The newest offer that is not saved.
        upto: u64,
        /// Why.
        why: SaveFault,
        /// How long the try took.
        cost: Duration,
    },
    /// It is in place, but the disk reported a problem. It is tried again by itself.
    DiskProblem {
        /// The offer that is in place.
        upto: u64,
        /// What the disk said.
        why: DiskFault,
        /// How long the save took.
        cost: Duration,
    },
    /// Something inside the saver broke; it will not save again. The words are still in memory.
    Broken,
}

/// What came of waiting for the saver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waited {
    /// Everything offered is on the medium.
    Saved,
    /// It is not, and the last try says why; `None` where the thread broke before it had tried.
    NotSaved(Option<SaveReport>),
    /// The disk has not answered yet.
    Busy,
}

/// A handle on the saver thread. It may be cloned and used from any thread.
#[derive(Clone)]
pub struct Saver {
    shared: Arc<Shared>,
}

struct Shared {
    slot: Mutex<Slot>,
    /// Something was offered, or the end was asked for.
    work: Condvar,
    /// A try has ended.
    done: Condvar,
}

#[derive(Default)]
struct Slot {
    waiting: Option<Offer>,
    /// The number of the last offer.
    offered: u64,
    /// The last offer that is safely saved.
    saved: u64,
    /// How many tries have ended, and the last offer that one of them was of.
    tries: u64,
    tried: u64,
    /// How many tries have ended badly since the last good one.
    failures: u32,
    /// Somebody waits: failed saves are tried again at once, once.
    hurry: bool,
    /// The end was asked for.
    closing: bool,
    /// So many more tries before what is unsaved is given up at the end.
    last_tries: u32,
    gone: bool,
    /// How the last try went that did not save.
    trouble: Option<SaveReport>,
}

impl Saver {
    /// Starts the thread. `report` is called on it after every try; it hands the report to the main loop.
    pub fn start<S: Sink>(
        sink: S,
        report: impl Fn(SaveReport) + Send + 'static,
    ) -> std::io::Result<(Self, JoinHandle<()>)> {
        let shared = Arc::new(Shared { slot: Mutex::default(), work: Condvar::new(), done: Condvar::new() });
        let thread_shared = Arc::clone(&shared);
        let thread = thread::Builder::new().name("saver".to_owned()).spawn(move || {
            let last_word = LastWord { shared: &thread_shared, report: &report };
            Thread { sink, shared: &thread_shared, report: &report, latest: None }.run();
            drop(last_word);
        })?;
        Ok((Self { shared }, thread))
    }

    /// Hands over the newest state to be written now; takes the place of one not yet begun. Never waits for the disk.
    /// Returns the number of this offer.
    pub fn offer(&self, offer: Offer) -> u64 {
        let mut slot = self.shared.lock();
        slot.offered += 1;
        slot.waiting = Some(offer);
        self.shared.work.notify_all();
        slot.offered
    }

    /// Waits until everything offered so far is saved, or has been tried and could not be, or until `timeout`. A failed
    /// save is tried again at once. Works from any thread, such as the one that handles signals.
    pub fn settle(&self, timeout: Duration) -> Waited {
        let mut slot = self.shared.lock();
        let (goal, before) = (slot.offered, slot.tries);
        if slot.saved < goal {
            slot.hurry = true;
            self.shared.work.notify_all();
        }
        // A try under way may hold older words; one that begins from now on holds these.
        let tried = move |slot: &Slot| slot.saved >= goal || slot.tries > before && slot.tried >= goal;
        self.wait(slot, timeout, tried)
    }

    /// Has what is left saved and the thread end, with its lock; waits for that until `timeout`. What cannot be saved
    /// then is given up.
    pub fn end(&self, timeout: Duration) -> Waited {
        let mut slot = self.shared.lock();
        slot.closing = true;
        slot.last_tries = LAST_TRIES;
        self.shared.work.notify_all();
        self.wait(slot, timeout, |_| false)
    }

    /// Waits until the thread is gone, or `enough` holds.
    fn wait(&self, mut slot: MutexGuard<'_, Slot>, timeout: Duration, enough: impl Fn(&Slot) -> bool) -> Waited {
        let start = Instant::now();
        while !slot.gone && !enough(&slot) {
            let Some(left) = timeout.checked_sub(start.elapsed()).filter(|left| !left.is_zero()) else {
                return Waited::Busy;
            };
            slot = self.shared.done.wait_timeout(slot, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        if slot.saved >= slot.offered { Waited::Saved } else { Waited::NotSaved(slot.trouble.clone()) }
    }

    /// Whether the thread has come to its end.
    pub fn is_gone(&self) -> bool {
        self.shared.lock().gone
    }

    /// Whether everything offered so far is on the medium.
    pub fn all_saved(&self) -> bool {
        let slot = self.shared.lock();
        slot.saved >= slot.offered
    }
}

impl Shared {
    /// A panic elsewhere must not keep words from being saved, so a poisoned lock is used all the same: the slot's
    /// fields are whole after every statement.
    fn lock(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells those who wait when the thread ends, also by a panic.
struct LastWord<'a, R: Fn(SaveReport)> {
    shared: &'a Shared,
    report: &'a R,
}

impl<R: Fn(SaveReport)> Drop for LastWord<'_, R> {
    fn drop(&mut self) {
        self.shared.lock().gone = true;
        self.shared.done.notify_all();
        if thread::panicking() {
            (self.report)(SaveReport::Broken);
        }
    }
}

struct Thread<'a, S, R> {
    sink: S,
    shared: &'a Shared,
    report: &'a R,
    /// The newest snapshot, kept until it is safely saved.
    latest: Option<Saved>,
}

impl<S: Sink, R: Fn(SaveReport)> Thread<'_, S, R> {
    fn run(mut self) {
        while let Some((offer, upto)) = self.next() {
            if let Some(make) = offer {
                self.latest = Some(make());
            }
            self.try_once(upto);
        }
    }

    /// Waits for something to do: a new offer, or time to try a failed save again. `None` at the end.
    fn next(&self) -> Option<(Option<Offer>, u64)> {
        let mut slot = self.shared.lock();
        let failed_at = Instant::now();
        loop {
            if let Some(offer) = slot.waiting.take() {
                return Some((Some(offer), slot.offered));
            }
            let unsaved = self.latest.is_some();
            if slot.closing && (!unsaved || slot.last_tries == 0) {
                return None;
            }
            let pause = pause(slot.failures).saturating_sub(failed_at.elapsed());
            if unsaved && (slot.hurry || slot.closing || pause.is_zero()) {
                slot.hurry = false;
                slot.last_tries = slot.last_tries.saturating_sub(1);
                return Some((None, slot.offered));
            }
            slot = if unsaved {
                self.shared.work.wait_timeout(slot, pause).unwrap_or_else(PoisonError::into_inner).0
            } else {
                self.shared.work.wait(slot).unwrap_or_else(PoisonError::into_inner)
            };
        }
    }

    fn try_once(&mut self, upto: u64) {
        let Some(saved) = &mut self.latest else { return };
        let start = Instant::now();
        let result = self.sink.save(saved);
        let cost = start.elapsed();
        let report = match result {
            Ok(kept) => match kept.disk {
                None => SaveReport::Saved { upto, cost, way: kept.way },
                Some(why) => SaveReport::DiskProblem { upto, why, cost },
            },
            Err(why) => SaveReport::NotSaved { upto, why, cost },
        };
        let mut slot = self.shared.lock();
        slot.tries += 1;
        slot.tried = upto;
        if matches!(report, SaveReport::Saved { .. }) {
            slot.trouble = None;
            self.latest = None;
            slot.saved = upto;
            slot.failures = 0;
            slot.hurry = false;
        } else {
            slot.failures = slot.failures.saturating_add(1);
            slot.trouble = Some(report.clone());
        }
        drop(slot);
        (self.report)(report);
        self.shared.done.notify_all();
    }
}

fn pause(failures: u32) -> Duration {
    let doubled = 2_u32.saturating_pow(failures.saturating_sub(1));
    FIRST_PAUSE.saturating_mul(doubled).min(LAST_PAUSE)
}
