//! Field: a text being written, laid out, scrolled and drawn.

use std::ops::Range;

use ratatui::style::Modifier;

use super::canvas::{Canvas, Hit};
use super::rows::{breaks, columns};
use super::theme::{Role, style};
use crate::text::{Place, Text, visible};

/// A stretch of a text that is marked, as a [`Noticer`] finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the paragraph.
    pub range: Range<usize>,
    /// Stands beside the row, so that the underline is not the only sign.
    pub cue: char,
    /// What this kind of mark means, in a few words: `words from the inside`.
    pub legend: String,
}

/// Finds what to mark in a paragraph.
pub trait Noticer {
    /// The marks of one paragraph in byte order, for the categories a field asks for. `stamp` differs after every change
    /// of the paragraph, so that whatever was found before may be kept by it.
    fn marks(&mut self, stamp: u64, paragraph: &str, categories: &[String]) -> Vec<Mark>;
}

/// Marks nothing.
#[derive(Debug, Default)]
pub struct Quiet;

impl Noticer for Quiet {
    fn marks(&mut self, _stamp: u64, _paragraph: &str, _categories: &[String]) -> Vec<Mark> {
        Vec::new()
    }
}

/// How one text is laid out and how far it is scrolled.
#[derive(Default)]
pub struct Layout {
    stamp: u64,
    width: usize,
    rows: Vec<(usize, Range<usize>)>,
    /// The first row shown.
    pub top: usize,
    /// The column to go back to when moving by rows.
    goal: Option<(Place, usize)>,
}

impl Layout {
    /// Lays `text` out anew if it or the width changed.
    pub fn arrange(&mut self, text: &Text, width: u16) {
        let width = usize::from(width).max(1);
        if self.stamp == text.stamp() && self.width == width && !self.rows.is_empty() {
            return;
        }
        (self.stamp, self.width) = (text.stamp(), width);
        self.rows = text
            .paragraphs()
            .enumerate()
            .flat_map(|(number, one)| {
                let mut rows = breaks(one.as_str(), width);
                // The blanks between rows belong to the row before, so that every place is somewhere.
                let starts: Vec<usize> = rows.iter().skip(1).map(|row| row.start).chain([one.len()]).collect();
                for (row, end) in rows.iter_mut().zip(starts) {
                    row.end = end;
                }
                rows.into_iter().map(move |row| (number, row))
            })
            .collect();
    }

    /// How many rows there are.
    pub fn height(&self) -> usize {
        self.rows.len()
    }

    /// The row and column of a place.
    pub fn find(&self, text: &Text, place: Place) -> (usize, usize) {
        let after = self.rows.partition_point(|(number, row)| (*number, row.start) <= (place.paragraph, place.byte));
        let row = after.saturating_sub(1);
        let column = self.rows.get(row).map_or(0, |(number, range)| {
            let words = text.paragraph(*number).map_or("", |one| one.as_str());
            columns(words.get(range.start..place.byte).unwrap_or_default())
        });
        (row, column)
    }

    /// The place nearest to a column of a row.
    pub fn place(&self, text: &Text, row: usize, column: usize) -> Place {
        let Some((number, range)) = self.rows.get(row.min(self.rows.len().saturating_sub(1))) else {
            return Place::default();
        };
        let words = text.paragraph(*number).map_or("", |one| one.as_str());
        let last = self.rows.get(row + 1).is_none_or(|(next, _)| next != number);
        let (mut at, mut seen) = (range.start, 0);
        for (offset, cluster) in visible::clusters(words.get(range.clone()).unwrap_or_default()) {
            let wide = visible::width(cluster);
            let end = range.start + offset + cluster.len();
            if seen + wide.div_ceil(2) > column || (end == range.end && !last) {
                break;
            }
            (at, seen) = (end, seen + wide);
        }
        Place { paragraph: *number, byte: at }
    }

    /// The place so many rows down (up, if negative), keeping to the column one came from. `None` beyond the ends.
    pub fn down(&mut self, text: &Text, rows: isize) -> Option<Place> {
        let caret = text.caret();
        let (row, column) = self.find(text, caret);
        let goal = self.goal.filter(|(place, _)| *place == caret).map_or(column, |(_, goal)| goal);
        let target = if rows.unsigned_abs() == 1 {
            row.checked_add_signed(rows).filter(|row| *row < self.rows.len())?
        } else {
            row.saturating_add_signed(rows).min(self.rows.len().saturating_sub(1))
        };
        let place = self.place(text, target, goal);
        self.goal = Some((place, goal));
        Some(place)
    }

    /// Where the row the caret is on begins or ends.
    pub fn row_end(&self, text: &Text, end: bool) -> Place {
        let (row, _) = self.find(text, text.caret());
        self.place(text, row, if end { usize::MAX } else { 0 })
    }

    /// Scrolls so that the caret is within `height` rows.
    pub fn follow(&mut self, text: &Text, height: usize) {
        let (row, _) = self.find(text, text.caret());
        let height = height.max(1);
        self.top = self.top.min(row).max((row + 1).saturating_sub(height)).min(self.height().saturating_sub(height));
    }

    /// Draws `height` rows at column `x` and row `y` of the page.
    pub fn draw(&self, canvas: &mut Canvas<'_>, text: &Text, spot: Spot, marks: &mut dyn FnMut(usize) -> Vec<Mark>) {
        let seen = canvas.rows();
        let mut marked: (usize, Vec<Mark>) = (usize::MAX, Vec::new());
        for (offset, (number, range)) in self.rows.iter().skip(self.top).take(spot.height).enumerate() {
            let y = spot.y + offset;
            if !seen.contains(&y) {
                continue;
            }
            if marked.0 != *number {
                marked = (*number, marks(*number));
            }
            draw_row(canvas, text, (*number, range), y, spot, &marked.1);
        }
        if spot.focus {
            let (row, column) = self.find(text, text.caret());
            let column = u16::try_from(column).unwrap_or(u16::MAX).min(spot.width.saturating_sub(1));
            canvas.put_caret(spot.x + column, spot.y + row.saturating_sub(self.top));
        }
    }
}

/// Where and how a text is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Spot {
    /// Column of the window.
    pub x: u16,
    /// Row of the page.
    pub y: usize,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: usize,
    /// It has the focus: the hardware cursor goes to its caret.
    pub focus: bool,
    /// Which field it is.
    pub field: usize,
}

fn draw_row(canvas: &mut Canvas<'_>, text: &Text, row: (usize, &Range<usize>), y: usize, spot: Spot, marks: &[Mark]) {
    let (number, range) = row;
    let words = text.paragraph(number).map_or("", |one| one.as_str());
    let palette = canvas.look().palette;
    let selected = text.selection().filter(|_| spot.focus);
    let mut x = spot.x;
    let end = spot.x + spot.width;
    for (offset, cluster) in visible::clusters(words.get(range.clone()).unwrap_or_default()) {
        let byte = range.start + offset;
        let place = Place { paragraph: number, byte };
        let mut look = style(palette, Role::Own);
        if marks.iter().any(|mark| mark.range.contains(&byte)) {
            look = look.patch(style(palette, Role::Marked));
        }
        if selected.is_some_and(|(from, to)| from <= place && place < to) {
            look = look.add_modifier(Modifier::REVERSED);
        }
        x = canvas.put_styled(x, y, end, cluster, look);
    }
    let cue = marks.iter().find(|mark| mark.range.start < range.end && range.start < mark.range.end.max(1));
    if let (Some(cue), Some(beside)) = (cue, spot.x.checked_sub(2)) {
        canvas.put(beside, y, spot.x, cue.cue.encode_utf8(&mut [0; 4]), Role::Accent);
    }
    canvas.put_hit(spot.x, spot.width, y..y + 1, Hit::Text { field: spot.field });
}
