//! When a save is due: a small clockless rule that the main loop asks for its one deadline.

use std::time::{Duration, Instant};

/// A save is due this long after the first key that is not saved yet.
pub const SOON: Duration = Duration::from_millis(250);
/// However slow the disk, it is not put off for longer than this: what is put off is what `kill -9` would lose.
pub const LATEST: Duration = Duration::from_secs(5);
/// If a save took long, the next one waits this many times as long, less [`SPARED`].
const COST_FACTOR: u32 = 10;

/// Saves that take up to an eighth of a second, as on a busy disk, put nothing off: no more than a quarter of a second
/// of typing waits for them.
const SPARED: Duration = Duration::from_secs(1);

/// Tells when the next snapshot is to be taken: 250 ms after the first key not yet saved, or ten times what the last
/// save took, less a second, if that is longer. More keys do not put it off.
#[derive(Clone, Debug, Default)]
pub struct Due {
    since: Option<Instant>,
    cost: Duration,
}

impl Due {
    /// Something changed that is not in the last snapshot.
    pub fn changed(&mut self, now: Instant) {
        self.since.get_or_insert(now);
    }

    /// The last save took this long.
    pub fn cost(&mut self, cost: Duration) {
        self.cost = cost;
    }

    /// A snapshot has been taken: nothing is waiting.
    pub fn taken(&mut self) {
        self.since = None;
    }

    /// When the snapshot is due; `None` while nothing is waiting.
    pub fn at(&self) -> Option<Instant> {
        let wait = SOON.max(self.cost.saturating_mul(COST_FACTOR).saturating_sub(SPARED)).min(LATEST);
        self.since.and_then(|since| since.checked_add(wait))
    }

    /// Whether it is due now.
    pub fn is_due(&self, now: Instant) -> bool {
        self.at().is_some_and(|at| at <= now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cost_ms: u64, expected_ms: u64) {
        let start = Instant::now();
        let mut due = Due::default();
        due.cost(Duration::from_millis(cost_ms));
        assert_eq!(due.at(), None);
        due.changed(start);
        due.changed(start + Duration::from_millis(200));
        assert_eq!(due.at(), Some(start + Duration::from_millis(expected_ms)));
        assert!(!due.is_due(start + Duration::from_millis(expected_ms - 1)));
        assert!(due.is_due(start + Duration::from_millis(expected_ms)));
        due.taken();
        assert_eq!(due.at(), None);
    }

    #[test]
    fn a_save_is_due_soon_and_never_put_off_by_more_keys() {
        check(0, 250);
        check(5, 250);
        check(25, 250);
        check(125, 250);
        check(150, 500);
        check(2_000, 5_000);
    }
}
