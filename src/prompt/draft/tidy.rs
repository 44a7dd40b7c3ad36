//! How the cursor and the items of a list or board move, and how its empty rows are kept in order.

use super::PAGE;
use super::rows::{Row, Rows, Second};
use crate::session::event::Move;

impl Rows {
    /// Keeps items grouped by lane, with one empty row at the end of each lane that has room, and no other empty row
    /// but the one under the cursor.
    pub(super) fn tidy(&mut self) {
        if self.fixed {
            return;
        }
        let at = self.at;
        let rows = std::mem::take(&mut self.rows);
        let mut lanes: Vec<Vec<(bool, Row)>> = self.lanes.iter().map(|_| Vec::new()).collect();
        for (index, row) in rows.into_iter().enumerate() {
            let here = index == at;
            if (here || !row.is_blank())
                && let Some(lane) = lanes.get_mut(row.lane)
            {
                lane.push((here, row));
            }
        }
        for (number, rule) in self.lanes.iter().enumerate() {
            let Some(lane) = lanes.get_mut(number) else { continue };
            let open_end = lane.last().is_some_and(|(_, row)| row.is_blank());
            if !open_end && rule.at_most.is_none_or(|most| lane.len() < most) {
                lane.push((false, Row { lane: number, ..Row::default() }));
            }
        }
        let all: Vec<(bool, Row)> = lanes.into_iter().flatten().collect();
        self.at = all.iter().position(|(here, _)| *here).unwrap_or_else(|| at.min(all.len().saturating_sub(1)));
        self.rows = all.into_iter().map(|(_, row)| row).collect();
        self.cell = self.cell.min(self.cells_of(self.at).saturating_sub(1));
    }

    /// The rows of a lane, in order.
    pub fn of_lane(&self, lane: usize) -> Vec<usize> {
        self.rows.iter().enumerate().filter(|(_, row)| row.lane == lane).map(|(at, _)| at).collect()
    }

    pub(super) fn last_of(&self, lane: usize) -> Option<usize> {
        self.of_lane(lane).last().copied()
    }

    pub(super) fn above(&self) -> Option<usize> {
        self.of_lane(self.lane()).into_iter().rfind(|at| *at < self.at)
    }

    pub(super) fn below(&self) -> Option<usize> {
        self.of_lane(self.lane()).into_iter().find(|at| *at > self.at)
    }

    fn go(&mut self, at: Option<usize>, cell: usize) -> bool {
        let Some(at) = at.filter(|at| *at < self.rows.len()) else { return false };
        let moved = (self.at, self.cell) != (at, cell);
        self.at = at;
        self.cell = cell.min(self.cells_of(at).saturating_sub(1));
        self.changing = false;
        moved
    }

    /// To the row above; with `to_end` to the end of the last cell that has words.
    pub(super) fn go_up(&mut self, to_end: bool) -> bool {
        let Some(above) = self.above() else { return false };
        let filled = self.rows.get(above).and_then(|row| row.text(1)).is_some_and(|text| !text.is_empty());
        let cell = if to_end { usize::from(filled) } else { self.cell };
        self.go(Some(above), cell);
        if to_end {
            self.caret_to_end();
            self.tidy();
        }
        true
    }

    pub(super) fn go_down(&mut self) -> bool {
        self.go(self.below(), self.cell)
    }

    pub(super) fn moved(&mut self, to: Move) -> bool {
        let lane = self.lane();
        let nth = |rows: &Self, at: usize| rows.of_lane(lane).iter().position(|row| *row == at).unwrap_or(0);
        match to {
            Move::Up => self.go_up(false),
            Move::Down => self.go_down(),
            Move::First => self.go(self.of_lane(lane).first().copied(), self.cell),
            Move::Last => self.go(self.last_of(lane), self.cell),
            Move::PageUp => {
                let row = nth(self, self.at).saturating_sub(PAGE);
                self.go(self.of_lane(lane).get(row).copied(), self.cell)
            }
            Move::PageDown => {
                let row = nth(self, self.at) + PAGE;
                self.go(self.of_lane(lane).get(row).copied().or(self.last_of(lane)), self.cell)
            }
            Move::Left => self.sideways(lane.checked_sub(1), -1),
            Move::Right => self.sideways(Some(lane + 1), 1),
            Move::NextField => self.next_field(),
            Move::PreviousField => self.previous_field(),
            Move::ToRow(row) => self.go(Some(row), usize::from(matches!(self.second, Second::Rating(..)))),
            Move::ToField(field) => self.go_to_field(field),
        }
    }

    /// To the same height in a neighbouring lane, or the rating by one.
    fn sideways(&mut self, lane: Option<usize>, by: i64) -> bool {
        if self.on_rating() {
            let Second::Rating(min, max) = self.second else { return false };
            let Some(row) = self.row() else { return false };
            // The first move of all chooses what it was before, else the lowest.
            let first = row.before.unwrap_or(min);
            return self.rate(row.rating.map_or(first, |level| level.saturating_add(by).clamp(min, max)));
        }
        let Some(lane) = lane.filter(|lane| *lane < self.lanes.len()) else { return false };
        let height = self.of_lane(self.lane()).iter().position(|at| *at == self.at).unwrap_or(0);
        let there = self.of_lane(lane).get(height).copied().or(self.last_of(lane));
        self.go(there, 0)
    }

    /// Between the cells of a row, then down the list, or on to the next column of a board.
    fn next_field(&mut self) -> bool {
        if self.cell + 1 < self.cells_of(self.at) && !self.fixed {
            self.cell += 1;
            return true;
        }
        if self.lanes.len() > 1 {
            let next = (self.lane() + 1..self.lanes.len()).find_map(|lane| self.last_of(lane));
            return self.go(next, 0);
        }
        let cell = usize::from(self.fixed);
        self.go(self.below(), cell)
    }

    fn previous_field(&mut self) -> bool {
        if self.cell > 0 && !self.fixed {
            self.cell -= 1;
            return true;
        }
        if self.lanes.len() > 1 {
            let before = (0..self.lane()).rev().find_map(|lane| self.last_of(lane));
            return self.go(before, 0);
        }
        self.go(self.above(), 1)
    }

    fn go_to_field(&mut self, field: usize) -> bool {
        let mut first = 0;
        for at in 0..self.rows.len() {
            let editors = self.editors_of(at);
            if let Some(cell) = field.checked_sub(first).filter(|cell| *cell < editors) {
                return self.go(Some(at), if self.fixed { 1 } else { cell });
            }
            first += editors;
        }
        false
    }

    /// Enter: to the second half of a line that has one, else to an empty row below this one.
    pub(super) fn new_row(&mut self) -> bool {
        let Some(row) = self.row() else { return false };
        let lane = row.lane;
        if row.is_blank() {
            return false;
        }
        if self.cell == 0 && matches!(self.second, Second::Then | Second::Day | Second::Rating(..)) {
            self.cell = 1;
            return true;
        }
        let below = self.below();
        if below.and_then(|at| self.rows.get(at)).is_some_and(Row::is_blank) {
            return self.go(below, 0);
        }
        if self.is_full(lane) {
            return false;
        }
        self.rows.insert(self.at + 1, Row { lane, ..Row::default() });
        self.go(Some(self.at + 1), 0)
    }

    /// Whether a lane takes no more items.
    pub(super) fn is_full(&self, lane: usize) -> bool {
        self.lanes.get(lane).and_then(|lane| lane.at_most).is_some_and(|most| self.count(lane) >= most)
    }

    /// How many items a lane has.
    pub fn count(&self, lane: usize) -> usize {
        self.rows.iter().filter(|row| row.lane == lane && !row.is_blank()).count()
    }

    /// Moves the item under the cursor to the end of another lane, if there is one with room.
    pub(super) fn move_to_lane(&mut self, lane: Option<usize>) -> bool {
        let Some(number) = lane else { return false };
        let Some(rule) = self.lanes.get(number) else { return false };
        let full = rule.at_most.is_some_and(|most| self.count(number) >= most);
        let Some(row) = self.rows.get_mut(self.at).filter(|row| !row.is_blank() && !full) else { return false };
        row.lane = number;
        let row = self.rows.remove(self.at);
        let before_empty = self.of_lane(number).into_iter().find(|at| self.rows.get(*at).is_some_and(Row::is_blank));
        let to = before_empty.or_else(|| self.last_of(number).map(|at| at + 1)).unwrap_or(self.rows.len());
        self.rows.insert(to, row);
        self.at = to;
        self.cell = 0;
        true
    }

    pub(super) fn swap(&mut self, with: Option<usize>) -> bool {
        let written = |at: usize| self.rows.get(at).is_some_and(|row| !row.is_blank());
        let Some(with) = with.filter(|with| written(*with) && written(self.at)) else { return false };
        self.rows.swap(self.at, with);
        self.at = with;
        true
    }

    pub(super) fn ask(&mut self) -> bool {
        let can = self.second == Second::Asked && self.cells_of(self.at) == 2;
        if can {
            self.cell = 1;
        }
        can
    }
}
