//! Plain lines into the rows of a list or board: one line an item, cell by cell, `.` ends a column.

use super::rows::{Row, Rows, Second};
use crate::prompt::calendar::{Toward, read_day};
use crate::prompt::kind::{Complaint, Replied};
use crate::prompt::words;
use jiff::civil::Date;

/// The line that ends long text, a list or a column.
pub const END: &str = ".";

/// A line of text as it was meant: `..` is a line that holds a single dot.
pub fn unescaped(line: &str) -> &str {
    if line == ".." { END } else { line }
}

impl Rows {
    /// One plain line for the cell that is asked for now.
    pub fn reply(&mut self, line: &str, today: Date) -> Replied {
        self.open_row();
        if line == END || line.trim().is_empty() {
            return self.skip_cell();
        }
        if let Err(complaint) = self.put(unescaped(line.trim()), today) {
            return Replied::No(complaint);
        }
        self.next_cell()
    }

    /// An empty plain line: leaves this cell as it is; on an empty row it ends the column.
    pub fn skip_cell(&mut self) -> Replied {
        if self.changing || self.cell == 1 || self.fixed {
            return self.next_cell();
        }
        self.next_lane()
    }

    /// `:change N`, 1 first, as the list is shown.
    pub(super) fn change(&mut self, number: usize) -> bool {
        let Some(at) = self.numbered(number) else { return false };
        self.at = at;
        self.cell = usize::from(self.fixed);
        self.changing = true;
        true
    }

    /// `:drop N`, 1 first, as the list is shown.
    pub(super) fn drop(&mut self, number: usize) -> bool {
        let lane = self.lane();
        let done = self.numbered(number).is_some_and(|at| self.remove(at));
        self.tidy();
        if done {
            self.at = self.last_of(lane).unwrap_or(0);
            self.moved_on();
        }
        done
    }

    /// The written row of that number, counted through all columns.
    fn numbered(&self, number: usize) -> Option<usize> {
        let written = self.rows.iter().enumerate().filter(|(_, row)| self.fixed || !row.is_blank());
        number.checked_sub(1).and_then(|nth| written.map(|(at, _)| at).nth(nth))
    }

    /// New words never go over old ones unasked: a line without `:change` goes to the column's empty row.
    pub(crate) fn open_row(&mut self) {
        let over = |text: Option<&crate::text::Text>| text.is_some_and(|text| !text.is_empty());
        if self.changing || self.fixed || self.on_rating() || !over(self.text()) {
            return;
        }
        let lane = self.lane();
        self.cell = 0;
        self.at = self.last_of(lane).unwrap_or(self.at);
    }

    fn put(&mut self, line: &str, today: Date) -> Result<(), Complaint> {
        if self.on_rating() {
            let Second::Rating(min, max) = self.second else { return Ok(()) };
            let rated = line.trim().parse().is_ok_and(|level| self.rate(level));
            return if rated { Ok(()) } else { Err(words::choose_level(min, max)) };
        }
        let room = self.changing || self.text().is_some_and(crate::text::Text::is_empty);
        if !room {
            let most = self.lanes.get(self.lane()).and_then(|lane| lane.at_most).unwrap_or(0);
            return Err(words::list_is_full(most, self.put_beyond(line)));
        }
        if (self.second, self.cell) != (Second::Day, 1) {
            let _ = self.replace(line);
            return Ok(());
        }
        let day = read_day(line, today, Toward::Behind);
        let _ = self.replace(&day.map_or_else(|| line.to_owned(), |day| day.to_string()));
        // What cannot be read as a day stays in its place, and the next line takes that place.
        self.changing |= day.is_none();
        day.map(|_| ()).ok_or_else(words::day_form)
    }

    /// Keeps a line for a lane that is full behind its last row; says which number that is in the list as it is shown.
    fn put_beyond(&mut self, line: &str) -> usize {
        let own = self.lane();
        self.at = self.last_of(own).map_or(0, |last| last + 1).min(self.rows.len());
        self.cell = 0;
        self.rows.insert(self.at, Row { lane: own, ..Row::default() });
        let _ = self.replace(line);
        self.rows.iter().take(self.at + 1).filter(|row| !row.is_blank()).count()
    }

    /// On to the second cell of the row, or an empty row, or the next earlier item to rate.
    pub(crate) fn next_cell(&mut self) -> Replied {
        if self.fixed {
            let more = self.go_down();
            let done = !more || std::mem::take(&mut self.changing);
            return if done { Replied::Done } else { Replied::More };
        }
        let asks_second = !matches!(self.second, Second::Nothing);
        if self.cell == 0 && asks_second && self.cells_of(self.at) == 2 {
            self.cell = 1;
            return Replied::More;
        }
        self.changing = false;
        self.cell = 0;
        self.at = self.last_of(self.lane()).unwrap_or(self.at);
        if self.row().is_some_and(Row::is_blank) { Replied::More } else { self.next_lane() }
    }

    fn next_lane(&mut self) -> Replied {
        let next = (self.lane() + 1..self.lanes.len()).find_map(|lane| self.last_of(lane));
        let Some(next) = next else { return Replied::Done };
        self.at = next;
        self.cell = 0;
        Replied::More
    }
}
