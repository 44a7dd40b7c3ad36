//! Items taken away, and brought back.

use super::deeds::What;
use super::rows::{Row, Rows};

impl Rows {
    /// Takes an item away, and keeps how to take that back.
    pub(super) fn remove(&mut self, at: usize) -> bool {
        if self.fixed || self.rows.get(at).is_none_or(Row::is_blank) {
            return false;
        }
        self.pause();
        self.take(at);
        self.did(What::Away);
        true
    }

    /// Brings back what was taken away last.
    pub(super) fn put_back(&mut self) -> bool {
        if self.removed.is_empty() {
            return false;
        }
        self.give_back();
        self.brought_back();
        true
    }

    pub(super) fn take(&mut self, at: usize) {
        let Some(lane) = self.rows.get(at).map(|row| row.lane) else { return };
        let ends_lane = self.last_of(lane) == Some(at);
        self.removed.push((at, self.rows.remove(at)));
        if ends_lane {
            self.rows.insert(at, Row { lane, ..Row::default() });
        }
        self.cell = 0;
    }

    pub(super) fn give_back(&mut self) {
        let Some((at, row)) = self.removed.pop() else { return };
        let at = at.min(self.rows.len());
        self.rows.insert(at, row);
        self.at = at;
        self.cell = 0;
    }
}
