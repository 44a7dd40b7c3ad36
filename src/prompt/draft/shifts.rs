//! Items moved to another place, and moved back.

use super::deeds::What;
use super::rows::{Row, Rows};

/// A column, 0 first, and how many of its rows are above.
pub(super) type Spot = (usize, usize);

impl Rows {
    /// Does something that may move the item under the cursor, and keeps how to take that back.
    pub(super) fn shift(&mut self, go: impl FnOnce(&mut Self) -> bool) -> bool {
        let from = self.place();
        let moved = go(self);
        if moved {
            self.did(What::Moved { from, to: self.place() });
        }
        moved
    }

    fn place(&self) -> Spot {
        let lane = self.lane();
        (lane, self.of_lane(lane).into_iter().take_while(|at| *at < self.at).count())
    }

    /// Puts the item under the cursor there; the cursor stays on it.
    pub(super) fn put_at(&mut self, (lane, above): Spot) {
        if self.at >= self.rows.len() {
            return;
        }
        let row = Row { lane, ..self.rows.remove(self.at) };
        let there = self.of_lane(lane);
        let behind = there.last().map(|last| last + 1);
        self.at = there.get(above).copied().or(behind).unwrap_or(self.rows.len());
        self.rows.insert(self.at, row);
    }
}
