//! When the passphrase is asked for again: after a while alone, and when the computer or the program has slept.

use std::time::{Duration, Instant};

/// A difference between the clocks smaller than this is no sleep.
const A_NAP: Duration = Duration::from_secs(2);

/// How a front locks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// The screen is taken away as soon as the time has come.
    AtOnce,
    /// What was said stays where it is, so the passphrase is asked for before anything more is said: when the next line
    /// comes. Asking earlier would take keys from a line half typed.
    BeforeMore,
}

/// The lock of what is shown. One that is off never locks.
#[derive(Clone, Debug)]
pub struct Lock {
    after: Option<Duration>,
    manner: Manner,
    touched: Instant,
    slept: Duration,
    called: bool,
    /// How long the computer has slept since it was started.
    asleep: fn() -> Duration,
}

impl Lock {
    /// Locks after so long alone; `None` for what is not sealed.
    pub fn new(after: Option<Duration>, manner: Manner) -> Self {
        Self::with_clock(after, manner, asleep)
    }

    fn with_clock(after: Option<Duration>, manner: Manner, asleep: fn() -> Duration) -> Self {
        Self { after, manner, touched: Instant::now(), slept: asleep(), called: false, asleep }
    }

    /// Somebody who may is there.
    pub fn touched(&mut self) {
        self.touched = Instant::now();
        self.slept = (self.asleep)();
        self.called = false;
    }

    /// The program was stopped for a while.
    pub fn was_stopped(&mut self) {
        self.called = true;
    }

    /// When to wake up for it; never where locking waits for the next line.
    pub fn deadline(&self) -> Option<Instant> {
        match self.manner {
            Manner::AtOnce => self.at(),
            Manner::BeforeMore => None,
        }
    }

    fn at(&self) -> Option<Instant> {
        self.touched.checked_add(self.after?)
    }

    /// Whether the passphrase is to be asked for now. `spoken`: what came is something the person said or did.
    pub fn is_due(&self, spoken: bool) -> bool {
        let heard = match self.manner {
            Manner::AtOnce => true,
            Manner::BeforeMore => spoken,
        };
        heard && self.after.is_some() && (self.called || self.has_slept() || self.is_late(Instant::now()))
    }

    fn is_late(&self, now: Instant) -> bool {
        self.at().is_some_and(|at| at <= now)
    }

    fn has_slept(&self) -> bool {
        (self.asleep)().saturating_sub(self.slept) > A_NAP
    }
}

/// How long the computer has slept since it was started: the clock that goes on meanwhile, less the one that does not.
#[cfg(target_os = "linux")]
fn asleep() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let since = |clock| {
        let time = clock_gettime(clock);
        Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
    };
    since(ClockId::Boottime).saturating_sub(since(ClockId::Monotonic))
}

/// Where the system has no such pair of clocks, only the time alone counts.
#[cfg(not(target_os = "linux"))]
fn asleep() -> Duration {
    Duration::ZERO
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    thread_local! {
        static SLEPT: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    }

    fn lock(after: Option<u64>, manner: Manner) -> Lock {
        SLEPT.set(Duration::from_secs(100));
        Lock::with_clock(after.map(Duration::from_secs), manner, || SLEPT.get())
    }

    #[test]
    fn a_sleep_locks_until_somebody_who_may_is_there() {
        let mut lock = lock(Some(300), Manner::AtOnce);
        assert!(!lock.is_due(true));
        SLEPT.set(Duration::from_secs(101));
        assert!(!lock.is_due(true), "the clocks may differ by a little");
        SLEPT.set(Duration::from_secs(200));
        assert!(lock.is_due(true) && lock.is_due(false));
        lock.touched();
        assert!(!lock.is_due(true));
    }

    #[test]
    fn so_do_a_while_alone_and_a_stop() {
        let mut lock = lock(Some(300), Manner::AtOnce);
        assert!(!lock.is_late(lock.touched + Duration::from_secs(299)));
        assert!(lock.is_late(lock.touched + Duration::from_secs(300)));
        lock.was_stopped();
        assert!(lock.is_due(false));
    }

    #[test]
    fn lines_lock_before_more_is_said_and_wake_nobody() {
        let mut lock = lock(Some(300), Manner::BeforeMore);
        assert_eq!(lock.deadline(), None);
        lock.was_stopped();
        assert!(!lock.is_due(false) && lock.is_due(true));
    }

    #[test]
    fn what_is_not_sealed_never_locks() {
        let mut lock = lock(None, Manner::AtOnce);
        lock.was_stopped();
        SLEPT.set(Duration::from_secs(1_000));
        assert!(!lock.is_due(true));
        assert_eq!(lock.deadline(), None);
    }
}
