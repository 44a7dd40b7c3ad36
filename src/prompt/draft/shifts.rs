//! Items moved to another place, and moved back.

use super::away::Last;
use super::rows::{Row, Rows};
use crate::text::{Clip, Edit, Text};

/// Moves of the item under the cursor that can be taken back, and made again. They go when something else is done than to
/// write in it.
#[derive(Clone, Debug, Default)]
pub struct Shifts {
    /// Made, newest last.
    done: Vec<Shift>,
    /// Taken back, newest last.
    undone: Vec<Shift>,
}

/// A column, 0 first, and how many of its rows are above.
type Spot = (usize, usize);

/// One move.
#[derive(Clone, Copy, Debug)]
struct Shift {
    from: Spot,
    to: Spot,
    /// The cell the cursor was in then, and how much could be undone in it: what was written since comes first.
    cell: usize,
    depth: usize,
}

impl Shifts {
    /// Every move was taken back.
    pub(super) fn is_taken_back(&self) -> bool {
        self.done.is_empty()
    }
}

impl Rows {
    /// Does something that may move the item under the cursor, and keeps how to take that back.
    pub(super) fn shift(&mut self, go: impl FnOnce(&mut Self) -> bool) -> bool {
        let from = self.place();
        if !go(self) {
            return false;
        }
        if let Some(text) = self.text_mut() {
            let _ = text.apply(&Edit::Pause, &mut Clip::default());
        }
        let shift = Shift { from, to: self.place(), cell: self.cell, depth: self.depth() };
        self.last = match self.last {
            Last::Else => Last::Moved(0),
            Last::Away(before) | Last::Back(before) | Last::Moved(before) => Last::Moved(before),
        };
        self.shifts.done.push(shift);
        self.shifts.undone.clear();
        true
    }

    /// Undo, where the last thing done was to move the item.
    pub(super) fn undo_shift(&mut self) -> bool {
        let due = |shift: &Shift| (self.cell, self.depth()) == (shift.cell, shift.depth);
        let Some(shift) = self.shifts.done.last().copied().filter(due) else { return false };
        self.shifts.done.pop();
        self.shifts.undone.push(shift);
        self.put_at(shift.from);
        true
    }

    /// Redo, right after a move was taken back.
    pub(super) fn redo_shift(&mut self) -> bool {
        let due = |shift: &Shift| (self.cell, self.depth()) == (shift.cell, shift.depth);
        let Some(shift) = self.shifts.undone.last().copied().filter(due) else { return false };
        self.shifts.undone.pop();
        self.shifts.done.push(shift);
        self.put_at(shift.to);
        true
    }

    /// Something was written: in an item that was moved it is undone before the move, and nothing is moved again.
    pub(super) fn written_on(&mut self) {
        self.shifts.undone.clear();
        if self.shifts.is_taken_back() {
            self.last = Last::Else;
        }
    }

    fn depth(&self) -> usize {
        self.text().map_or(0, Text::undoable)
    }

    fn place(&self) -> Spot {
        let lane = self.lane();
        (lane, self.of_lane(lane).into_iter().take_while(|at| *at < self.at).count())
    }

    /// Puts the item under the cursor there; the cursor stays on it.
    fn put_at(&mut self, (lane, above): Spot) {
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
