//! Strip: one piece of a page that spans its column from left to right. Blocks become strips; strips are drawn.

use std::rc::Rc;

use ratatui::layout::Rect;

use super::canvas::{Canvas, Hit};
use super::field::{Noticer, Spot};
use super::flow::{Ink, Row};
use super::ground::Ground;
use super::theme::Role;
use crate::screen::block::Editor;

/// One piece of a page.
pub struct Strip<'a> {
    /// What is in it.
    pub what: What<'a>,
    /// Rows it takes.
    pub height: usize,
    /// What pointing at it means.
    pub hit: Option<Hit>,
    /// It is to be kept in sight; the hardware cursor goes to its first column unless a text in it has it.
    pub focus: bool,
}

/// What is in a strip.
pub enum What<'a> {
    /// Nothing.
    Gap,
    /// Rows laid out already.
    Rows {
        /// Column they begin at.
        x: u16,
        /// The rows.
        rows: Rc<Vec<Row>>,
        /// Drawn on the first row, each at its column.
        leads: Vec<(u16, Ink)>,
    },
    /// A text being written.
    Field {
        /// Column it begins at.
        x: u16,
        /// Columns it may take.
        width: u16,
        /// The text.
        editor: &'a Editor<'a>,
        /// Drawn on the first row, each at its column.
        leads: Vec<(u16, Ink)>,
    },
    /// Columns side by side, each with its first column and width.
    Lanes(Vec<Lane<'a>>),
}

/// One column among several.
pub struct Lane<'a> {
    /// Column it begins at.
    pub x: u16,
    /// Columns it may take.
    pub width: u16,
    /// Top to bottom.
    pub strips: Vec<Strip<'a>>,
}

impl<'a> Strip<'a> {
    /// Empty rows.
    pub fn gap(height: usize) -> Self {
        Self { what: What::Gap, height, hit: None, focus: false }
    }

    /// Rows laid out already, at column `x`.
    pub fn rows(x: u16, rows: Rc<Vec<Row>>) -> Self {
        let height = rows.len();
        Self { what: What::Rows { x, rows, leads: Vec::new() }, height, hit: None, focus: false }
    }

    /// One row of several pieces.
    pub fn line(x: u16, inks: Vec<Ink>) -> Self {
        Self::rows(x, Rc::new(vec![Row { indent: 0, inks }]))
    }

    /// A text being written, in as many rows as it needs but at most `most`.
    pub fn field(x: u16, width: u16, editor: &'a Editor<'a>, most: usize, ground: &mut Ground) -> Self {
        let height = ground.arrange(editor, width, most.max(1));
        Self { what: What::Field { x, width, editor, leads: Vec::new() }, height, hit: None, focus: editor.focus }
    }

    /// This strip with `text` at column `x` of its first row.
    #[must_use]
    pub fn with_lead(mut self, x: u16, text: &str, role: Role) -> Self {
        if let What::Rows { leads, .. } | What::Field { leads, .. } = &mut self.what {
            leads.push((x, Ink::new(text, role)));
        }
        self
    }

    /// This strip, kept in sight if `focus`.
    #[must_use]
    pub fn focused(mut self, focus: bool) -> Self {
        self.focus |= focus;
        self
    }

    /// This strip, with a meaning for pointing at it.
    #[must_use]
    pub fn hitting(mut self, hit: Hit) -> Self {
        self.hit = Some(hit);
        self
    }

    /// Columns side by side.
    pub fn lanes(lanes: Vec<Lane<'a>>) -> Self {
        let height = lanes.iter().map(|lane| height(&lane.strips)).max().unwrap_or_default();
        Self { what: What::Lanes(lanes), height, hit: None, focus: false }
    }
}

/// Rows all strips take.
pub fn height(strips: &[Strip<'_>]) -> usize {
    strips.iter().map(|strip| strip.height).sum()
}

/// The rows to keep in sight: those of the strip in focus.
pub fn focus(strips: &[Strip<'_>], ground: &mut Ground) -> Option<std::ops::Range<usize>> {
    let mut y = 0;
    let mut found = None;
    for strip in strips {
        let inner = match &strip.what {
            What::Lanes(lanes) => lanes.iter().find_map(|lane| focus(&lane.strips, ground)),
            What::Field { editor, .. } if editor.focus => {
                let row = ground.settle(editor, strip.height);
                Some(row..row + 1)
            }
            What::Field { .. } | What::Gap | What::Rows { .. } if strip.focus => Some(0..strip.height),
            What::Field { .. } | What::Gap | What::Rows { .. } => None,
        };
        let text = matches!(&strip.what, What::Field { .. } | What::Lanes(_));
        if let Some(rows) = inner
            && (found.is_none() || text)
        {
            found = Some(y + rows.start..y + rows.end);
        }
        y += strip.height;
    }
    found
}

/// Draws strips one below the other, from row `y` of the page on, at column `x`, in `width` columns.
pub fn draw(
    strips: &[Strip<'_>],
    canvas: &mut Canvas<'_>,
    area: (u16, usize, u16),
    ground: &mut Ground,
    noticer: &mut dyn Noticer,
) {
    let (x, mut y, width) = area;
    let seen = canvas.rows();
    for strip in strips {
        if y >= seen.end {
            return;
        }
        if y + strip.height > seen.start {
            draw_one(strip, canvas, (x, y, width), ground, noticer);
        }
        y += strip.height;
    }
}

fn draw_one(
    strip: &Strip<'_>,
    canvas: &mut Canvas<'_>,
    area: (u16, usize, u16),
    ground: &mut Ground,
    noticer: &mut dyn Noticer,
) {
    let (left, y, width) = area;
    let end = left + width;
    if let Some(hit) = strip.hit {
        canvas.put_hit(left, width, y..y + strip.height, hit);
    }
    match &strip.what {
        What::Gap => {}
        What::Rows { x, rows, leads } => {
            let caret = leads.first().map_or(*x, |(at, _)| *at);
            put_leads(leads, canvas, left, y, end);
            for (offset, row) in rows.iter().enumerate() {
                let mut at = left + x + row.indent;
                for ink in &row.inks {
                    at = canvas.put(at, y + offset, end, &ink.text, ink.role);
                }
            }
            if strip.focus && canvas.caret.is_none() {
                canvas.put_caret(left + caret, y);
            }
        }
        What::Field { x, width, editor, leads } => {
            put_leads(leads, canvas, left, y, end);
            ground.settle(editor, strip.height);
            let spot = Spot { x: left + x, y, width: *width, focus: editor.focus, field: editor.field };
            draw_field(editor, canvas, spot, ground, noticer);
        }
        What::Lanes(lanes) => {
            for lane in lanes {
                draw(&lane.strips, canvas, (left + lane.x, y, lane.width), ground, noticer);
            }
        }
    }
}

fn put_leads(leads: &[(u16, Ink)], canvas: &mut Canvas<'_>, left: u16, y: usize, end: u16) {
    for (at, ink) in leads {
        canvas.put(left + at, y, end, &ink.text, ink.role);
    }
}

fn draw_field(
    editor: &Editor<'_>,
    canvas: &mut Canvas<'_>,
    spot: Spot,
    ground: &mut Ground,
    noticer: &mut dyn Noticer,
) {
    if editor.text.is_empty() && !editor.placeholder.is_empty() {
        let height = ground.layout(editor.field).map_or(1, |layout| layout.height);
        let words = super::rows::breaks(&editor.placeholder, usize::from(spot.width));
        for (offset, row) in words.into_iter().take(height).enumerate() {
            let words = editor.placeholder.get(row).unwrap_or_default();
            canvas.put(spot.x, spot.y + offset, spot.x + spot.width, words, Role::Placeholder);
        }
    }
    let marks = ground.marks_in_sight(editor, noticer);
    if let Some(layout) = ground.layout(editor.field) {
        layout.draw(canvas, editor.text, spot, &marks);
    }
}

/// Where a rectangle of the screen was hit.
pub fn inside(rect: Rect, column: u16, row: u16) -> bool {
    rect.contains(ratatui::layout::Position::new(column, row))
}
