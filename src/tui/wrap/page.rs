//! A text and its rows together: what stands where, and where a step on the screen leads.

use super::Wrap;
use crate::text::{Place, Text, grapheme, visible};
use std::borrow::Cow;
use std::ops::Range;

/// A text, broken to rows.
pub struct Page<'a> {
    wrap: &'a mut Wrap,
    text: &'a Text,
}

/// One row of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// Number of the row, from 0 for the first of the text.
    pub index: usize,
    /// Number of the paragraph it is in.
    pub paragraph: usize,
    /// The bytes of the paragraph it holds.
    pub bytes: Range<usize>,
    /// Whether the paragraph ends with it.
    pub last: bool,
    /// The words in it as they were typed; draw [`Row::cells`] instead.
    pub words: &'a str,
    width: usize,
}

/// One visible character as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<'a> {
    /// The bytes of the paragraph it stands for.
    pub bytes: Range<usize>,
    /// The column it begins in. A space may stand in the column after the last.
    pub column: usize,
    /// What to draw: never a control or invisible character.
    pub shown: Cow<'a, str>,
    /// Columns it takes.
    pub width: usize,
}

/// A place on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// Number of the row, from 0 for the first of the text.
    pub row: usize,
    /// Number of the column, from 0; at most the width.
    pub column: usize,
}

/// A step that depends on how the text is broken to rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visual {
    /// One row up, in the column first aimed for; from the first row to its start.
    Up,
    /// One row down, likewise; from the last row to its end.
    Down,
    /// So many rows up.
    PageUp(usize),
    /// So many rows down.
    PageDown(usize),
    /// To the start of the row.
    RowStart,
    /// To the end of the row.
    RowEnd,
}

impl<'a> Row<'a> {
    /// What to draw, from left to right.
    pub fn cells(&self) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let (from, limit) = (self.bytes.start, self.width);
        let mut column = 0;
        visible::clusters(self.words).map(move |(at, cluster)| {
            let shown = visible::shown(cluster);
            // What is wider than the whole row cannot be drawn in it.
            let (shown, width) = match shown.width {
                width if width <= limit => (shown.text, width),
                _ if cluster == "\t" => (Cow::Borrowed(" "), 1),
                _ => (Cow::Borrowed("…"), 1),
            };
            let bytes = from + at..from + at + cluster.len();
            let cell = Cell { bytes, column, shown, width };
            column += width;
            cell
        })
    }

    /// The column behind the last character, at most the width.
    pub fn columns(&self) -> usize {
        self.cells().last().map_or(0, |cell| cell.column + cell.width).min(self.width)
    }

    fn place(&self, byte: usize) -> Place {
        Place::new(self.paragraph, byte)
    }
}

impl<'a> Page<'a> {
    pub(super) fn new(wrap: &'a mut Wrap, text: &'a Text) -> Self {
        Self { wrap, text }
    }

    /// How many rows the text has: at least one.
    pub fn row_count(&self) -> usize {
        self.wrap.entries.weight()
    }

    /// The columns it is broken to.
    pub fn width(&self) -> usize {
        self.wrap.width
    }

    /// The rows numbered `range`, as far as there are any.
    pub fn rows(&self, range: Range<usize>) -> impl Iterator<Item = Row<'a>> {
        let (first, skip) = self.wrap.entries.find(range.start).unwrap_or((self.wrap.entries.len(), 0));
        let entries = self.wrap.entries.iter_from(first);
        let paragraphs = entries.zip(self.text.paragraphs_from(first)).zip(first..);
        let width = self.wrap.width;
        let rows = paragraphs.flat_map(move |((entry, paragraph), number)| {
            let skip = if number == first { skip } else { 0 };
            let count = entry.rows.count();
            entry.rows.ranges_from(skip).zip(skip + 1..).map(move |(bytes, next)| Row {
                index: 0,
                paragraph: number,
                last: next == count,
                words: paragraph.as_str().get(bytes.clone()).unwrap_or_default(),
                bytes,
                width,
            })
        });
        rows.zip(range).map(|(row, index)| Row { index, ..row })
    }

    /// The row numbered `index`.
    pub fn row(&self, index: usize) -> Option<Row<'a>> {
        self.rows(index..index + 1).next()
    }

    /// Where `place` is on the page. The place between two rows of a paragraph is the start of
    /// the later, unless it is where the caret just went to the end of the earlier.
    pub fn cell_of(&self, place: Place) -> Spot {
        let place = self.text.snapped(place);
        let Some(entry) = self.wrap.entries.get(place.paragraph) else { return Spot::default() };
        let mut within = entry.rows.at(place.byte);
        if self.wrap.leaning == Some(place) && within > 0 && entry.rows.start(within) == place.byte {
            within -= 1;
        }
        let row = self.wrap.entries.weight_before(place.paragraph) + within;
        let column = self.row(row).map_or(0, |row| {
            let before = row.cells().take_while(|cell| cell.bytes.end <= place.byte);
            before.last().map_or(0, |cell| cell.column + cell.width).min(self.wrap.width)
        });
        Spot { row, column }
    }

    /// Where the caret is on the page.
    pub fn caret(&self) -> Spot {
        self.cell_of(self.text.caret())
    }

    /// The place at a spot: of the character there, or the end of the row when there is none;
    /// below the last row the end of the text.
    pub fn place_at(&mut self, row: usize, column: usize) -> Place {
        self.wrap.aim = None;
        let Some(row) = self.row(row) else { return self.text.end() };
        match row.cells().find(|cell| column < cell.column + cell.width) {
            Some(cell) => {
                self.wrap.leaning = None;
                row.place(cell.bytes.start)
            }
            None => self.end_of(&row),
        }
    }

    /// Where a step leads from `from`: the place to send as a motion.
    pub fn step(&mut self, from: Place, step: Visual) -> Place {
        let from = self.text.snapped(from);
        let spot = self.cell_of(from);
        match step {
            Visual::Up => self.aimed(from, spot, spot.row.checked_sub(1)),
            Visual::Down => self.aimed(from, spot, Some(spot.row + 1)),
            Visual::PageUp(rows) => self.aimed(from, spot, spot.row.checked_sub(rows).or((spot.row > 0).then_some(0))),
            Visual::PageDown(rows) => {
                let last = self.row_count().saturating_sub(1);
                let row = if spot.row < last { last.min(spot.row + rows) } else { last + 1 };
                self.aimed(from, spot, Some(row))
            }
            Visual::RowStart => {
                self.wrap.leaning = None;
                self.row(spot.row).map_or(from, |row| row.place(row.bytes.start))
            }
            Visual::RowEnd => match self.row(spot.row) {
                Some(row) => self.end_of(&row),
                None => from,
            },
        }
    }

    /// The place in `row` (none: before the first) in the column the steps so far aimed for.
    fn aimed(&mut self, from: Place, spot: Spot, row: Option<usize>) -> Place {
        let column = self.wrap.aim.filter(|(place, _)| *place == from).map_or(spot.column, |(_, column)| column);
        let place = match row {
            Some(row) => self.place_at(row, column),
            None => Place::default(),
        };
        self.wrap.aim = Some((place, column));
        place
    }

    /// The end of a row: before the space it breaks at, if there is one.
    fn end_of(&mut self, row: &Row<'a>) -> Place {
        let end = row.place(row.bytes.end);
        self.wrap.leaning = None;
        if row.last {
            return end;
        }
        let before = grapheme::previous(row.words, row.words.len());
        if row.words.get(before..).is_some_and(|last| last.trim_start().is_empty()) {
            return row.place(row.bytes.start + before);
        }
        self.wrap.leaning = Some(end);
        end
    }
}
