//! Items taken away, and brought back.

use super::rows::{Row, Rows};
use super::shifts::Shifts;

/// What undo and redo mean before they mean the words under the cursor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Last {
    /// Nothing was taken away, or something was written since.
    #[default]
    Else,
    /// So many items were taken away, one after the other.
    Away(usize),
    /// The item under the cursor was brought back, and so many more can be.
    Back(usize),
    /// The item under the cursor was moved; before that so many were taken away.
    Moved(usize),
}

impl Rows {
    pub(super) fn remove(&mut self, at: usize) -> bool {
        if self.fixed || self.rows.get(at).is_none_or(Row::is_blank) {
            return false;
        }
        let lane = self.rows.get(at).map_or(0, |row| row.lane);
        let ends_lane = self.last_of(lane) == Some(at);
        self.removed.push((at, self.rows.remove(at)));
        if ends_lane {
            self.rows.insert(at, Row { lane, ..Row::default() });
        }
        self.cell = 0;
        self.shifts = Shifts::default();
        self.last = match self.last {
            Last::Else => Last::Away(1),
            Last::Away(before) | Last::Back(before) | Last::Moved(before) => Last::Away(before + 1),
        };
        true
    }

    pub(super) fn put_back(&mut self) -> bool {
        let Some((at, row)) = self.removed.pop() else { return false };
        let at = at.min(self.rows.len());
        self.rows.insert(at, row);
        self.at = at;
        self.cell = 0;
        self.shifts = Shifts::default();
        self.last = match self.last {
            Last::Else => Last::Back(0),
            Last::Away(before) | Last::Back(before) | Last::Moved(before) => Last::Back(before.saturating_sub(1)),
        };
        true
    }

    /// The cursor is elsewhere: what was brought back or moved is not under it any more.
    pub(super) fn moved_on(&mut self) {
        self.shifts = Shifts::default();
        if let Last::Back(more) | Last::Moved(more) = self.last {
            self.last = if more > 0 { Last::Away(more) } else { Last::Else };
        }
    }

    /// Undo, where the last thing done was to take items away.
    pub(super) fn undo_away(&mut self) -> bool {
        match self.last {
            Last::Away(1..) | Last::Back(1..) => self.put_back(),
            Last::Moved(1..) => self.shifts.is_taken_back() && self.put_back(),
            Last::Else | Last::Away(0) | Last::Back(0) | Last::Moved(0) => false,
        }
    }

    /// Redo, right after an item was brought back.
    pub(super) fn redo_away(&mut self) -> bool {
        matches!(self.last, Last::Back(_)) && self.remove(self.at)
    }
}
