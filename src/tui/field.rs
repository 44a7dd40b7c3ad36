//! Field: a text being written, laid out, scrolled and drawn.

use std::collections::HashMap;
use std::ops::Range;

use ratatui::style::Modifier;

use super::canvas::{Canvas, Hit};
use super::rows::columns;
use super::theme::{Role, style};
use super::wrap::{Row, Visual, Wrap};
use crate::screen::block::Editor;
use crate::text::{Place, Text};

/// A stretch of a text that is marked, as a [`Noticer`] finds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the paragraph.
    pub range: Range<usize>,
    /// Stands beside the row, so that the underline is not the only sign.
    pub cue: char,
    /// What this kind of mark is about, in a few words: `words from the inside`.
    pub name: String,
    /// What it means, in a line.
    pub legend: String,
    /// It is about somebody's safety: its sign comes before all others, and is always explained.
    pub safety: bool,
}

/// Finds what to mark in a paragraph.
pub trait Noticer {
    /// The marks of the paragraph of this number that touch the bytes `within`, in byte order, none within another, for
    /// the categories the field asks for. Asked in every frame; two paragraphs of the same stamp hold the same words.
    fn marks(&mut self, editor: &Editor<'_>, number: usize, within: &Range<usize>) -> Vec<Mark>;
}

/// The marks of paragraphs, by number.
pub type Marks = HashMap<usize, Vec<Mark>>;

/// Marks nothing.
#[derive(Debug, Default)]
pub struct Quiet;

impl Noticer for Quiet {
    fn marks(&mut self, _editor: &Editor<'_>, _number: usize, _within: &Range<usize>) -> Vec<Mark> {
        Vec::new()
    }
}

/// How one text is laid out and how far it is scrolled.
#[derive(Default)]
pub struct Layout {
    wrap: Wrap,
    width: usize,
    rows: usize,
    /// Rows it takes on the page.
    pub height: usize,
    /// The first row shown.
    pub top: usize,
}

impl Layout {
    /// Lays `text` out in `width` columns; the caret, or a space at a row's end, may stand in the column behind them. Says
    /// how many rows that makes.
    pub fn arrange(&mut self, text: &Text, width: u16) -> usize {
        self.width = usize::from(width.max(1));
        self.rows = self.wrap.update(text, self.width).row_count();
        self.rows
    }

    /// The row and column of the caret.
    pub fn caret(&mut self, text: &Text) -> (usize, usize) {
        let spot = self.wrap.update(text, self.width).caret();
        (spot.row, spot.column)
    }

    /// The place shown at a row and column of the text.
    pub fn place(&mut self, text: &Text, row: usize, column: usize) -> Place {
        self.wrap.update(text, self.width).place_at(row, column)
    }

    /// Where a step over the rows leads.
    pub fn step(&mut self, text: &Text, step: Visual) -> Place {
        self.wrap.update(text, self.width).step(text.caret(), step)
    }

    /// Whether the caret is on the first row, or on the last.
    pub fn at_edge(&mut self, text: &Text, last: bool) -> bool {
        let (row, _) = self.caret(text);
        if last { row + 1 >= self.rows } else { row == 0 }
    }

    /// The paragraphs of which something is in sight.
    pub fn in_sight(&mut self, text: &Text) -> Range<usize> {
        let page = self.wrap.update(text, self.width);
        let paragraph = |row| page.row(row).map(|row| row.paragraph);
        let last = (self.top + self.height).min(self.rows).saturating_sub(1);
        paragraph(self.top).unwrap_or_default()..paragraph(last).map_or(0, |last| last + 1)
    }

    /// The paragraphs of which something would be in sight if `height` rows were shown, scrolled to the caret.
    pub fn in_reach(&mut self, text: &Text, height: usize) -> Range<usize> {
        let kept = (self.top, self.height);
        self.follow(text, height, true);
        let reached = self.in_sight(text);
        (self.top, self.height) = kept;
        reached
    }

    /// Shows `height` rows, scrolled so that the caret is among them if it is `focus` that they follow.
    pub fn follow(&mut self, text: &Text, height: usize, focus: bool) {
        self.height = height.max(1);
        if focus {
            let (row, _) = self.caret(text);
            self.top = self.top.min(row).max((row + 1).saturating_sub(self.height));
        }
        self.top = self.top.min(self.rows.saturating_sub(self.height));
    }

    /// Draws the rows that can be seen.
    pub fn draw(&mut self, canvas: &mut Canvas<'_>, text: &Text, spot: Spot, marks: &Marks) {
        let seen = canvas.rows();
        // Of the rows the field shows, those the window shows.
        let first = seen.start.saturating_sub(spot.y).min(self.height);
        let last = seen.end.saturating_sub(spot.y).min(self.height);
        let top = self.top;
        let page = self.wrap.update(text, self.width);
        for row in page.rows(top + first..top + last) {
            let marks = marks.get(&row.paragraph).map(Vec::as_slice).unwrap_or_default();
            draw_row(canvas, text, &row, spot.y + (row.index - top), spot, marks);
        }
        canvas.put_hit(spot.x, spot.width, spot.y..spot.y + self.height, Hit::Text { field: spot.field });
        if spot.focus {
            let (row, column) = self.caret(text);
            let column = u16::try_from(column).unwrap_or(u16::MAX).min(spot.width);
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
    /// The column that signs of marks end before; none where there is no room for any.
    pub signs: Option<u16>,
    /// It has the focus: the hardware cursor goes to its caret.
    pub focus: bool,
    /// Which field it is.
    pub field: usize,
}

fn draw_row(canvas: &mut Canvas<'_>, text: &Text, row: &Row<'_>, y: usize, spot: Spot, marks: &[Mark]) {
    let palette = canvas.look().palette;
    let selected = text.selection().filter(|_| spot.focus);
    let from = marks.partition_point(|mark| mark.range.end <= row.bytes.start);
    let here = marks.get(from..).unwrap_or_default();
    let here = here.get(..here.partition_point(|mark| mark.range.start < row.bytes.end)).unwrap_or_default();
    let end = spot.x + spot.width;
    for cell in row.cells() {
        let place = Place::new(row.paragraph, cell.bytes.start);
        let mut look = style(palette, Role::Own);
        if here.iter().any(|mark| mark.range.contains(&cell.bytes.start)) {
            look = look.patch(style(palette, Role::Marked));
        }
        if selected.is_some_and(|(from, to)| from <= place && place < to) {
            look = look.add_modifier(Modifier::REVERSED);
        }
        let x = spot.x + u16::try_from(cell.column).unwrap_or(spot.width);
        canvas.put_styled(x, y, end, &cell.shown, look);
    }
    if let Some(beside) = spot.signs.filter(|_| !here.is_empty()) {
        canvas.put_before(beside, y, &signs(here, canvas.room_before(beside)), Role::Accent);
    }
}

/// The sign of each kind of mark, those about safety first, then in the order they stand in the row: as many as fit.
fn signs(marks: &[Mark], room: usize) -> String {
    let mut signs = String::new();
    let (safety, others): (Vec<&Mark>, Vec<&Mark>) = marks.iter().partition(|mark| mark.safety);
    for mark in safety.into_iter().chain(others) {
        let fits = columns(&signs) + columns(mark.cue.encode_utf8(&mut [0; 4])) <= room;
        if fits && !signs.contains(mark.cue) {
            signs.push(mark.cue);
        }
    }
    signs
}
