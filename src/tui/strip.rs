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
    /// It stays in sight while the rest scrolls.
    pub pin: Option<Pin>,
}

/// Where a strip stays while the rest scrolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    /// Over the focus: the question it answers,
    Head,
    /// or what is asked for in the field itself.
    Label,
    /// Under it all: what names what grows,
    Name,
    /// what grows with what is written,
    Foot,
    /// and what lies beside it, in a row each.
    Other,
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
        /// Its example stands elsewhere.
        bare: bool,
        /// What is drawn on its first row is drawn on all.
        edged: bool,
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
        Self { what: What::Gap, height, hit: None, focus: false, pin: None }
    }

    /// Rows laid out already, at column `x`.
    pub fn rows(x: u16, rows: Rc<Vec<Row>>) -> Self {
        let height = rows.len();
        Self { what: What::Rows { x, rows, leads: Vec::new() }, height, hit: None, focus: false, pin: None }
    }

    /// One row of several pieces.
    pub fn line(x: u16, inks: Vec<Ink>) -> Self {
        Self::rows(x, Rc::new(vec![Row { indent: 0, inks }]))
    }

    /// A text being written, in as many rows as it needs but at most `most`.
    pub fn field(x: u16, width: u16, editor: &'a Editor<'a>, most: usize, ground: &mut Ground) -> Self {
        let height = ground.arrange(editor, width, most.max(1));
        Self {
            what: What::Field { x, width, editor, leads: Vec::new(), bare: false, edged: false },
            height,
            hit: None,
            focus: editor.focus,
            pin: None,
        }
    }

    /// An empty text whose example stands elsewhere, in one row.
    pub fn bare(width: u16, editor: &'a Editor<'a>, ground: &mut Ground) -> Self {
        ground.arrange(editor, width, 1);
        let what = What::Field { x: 0, width, editor, leads: Vec::new(), bare: true, edged: false };
        Self { what, height: 1, hit: None, focus: editor.focus, pin: None }
    }

    /// This strip with `text` at column `x` of its first row.
    #[must_use]
    pub fn with_lead(mut self, x: u16, text: &str, role: Role) -> Self {
        if let What::Rows { leads, .. } | What::Field { leads, .. } = &mut self.what {
            leads.push((x, Ink::new(text, role)));
        }
        self
    }

    /// This text beside a line from column `x` on.
    #[must_use]
    pub fn edged(mut self, x: u16, line: &str, role: Role) -> Self {
        if let What::Field { leads, edged, .. } = &mut self.what {
            leads.push((x, Ink::new(line, role)));
            *edged = true;
        }
        self
    }

    /// This strip, kept in sight if `focus`.
    #[must_use]
    pub fn focused(mut self, focus: bool) -> Self {
        self.focus |= focus;
        self
    }

    /// This strip, kept in sight there.
    #[must_use]
    pub fn pinned(mut self, pin: Pin) -> Self {
        self.pin = Some(pin);
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
        Self { what: What::Lanes(lanes), height, hit: None, focus: false, pin: None }
    }
}

/// Rows all strips take.
pub fn height(strips: &[Strip<'_>]) -> usize {
    strips.iter().map(|strip| strip.height).sum()
}

/// The rows of the question a page begins with; none where it begins with something else.
pub fn title(strips: &[Strip<'_>]) -> std::ops::Range<usize> {
    0..strips.first().filter(|strip| strip.pin == Some(Pin::Head)).map_or(0, |strip| strip.height)
}

/// The rows of the last strips that are pinned so and begin before row `before`; none if there are none.
pub fn pinned(strips: &[Strip<'_>], pin: Pin, before: usize) -> std::ops::Range<usize> {
    let (mut y, mut found) = (0, 0..0);
    for strip in strips {
        let end = y + strip.height;
        if strip.pin == Some(pin) && y < before {
            found = if found.end == y && !found.is_empty() { found.start..end } else { y..end };
        }
        y = end;
    }
    found
}

/// What grows with what is written, and what lies beside it.
pub struct Grown {
    /// Its rows, with those that name it.
    pub rows: std::ops::Range<usize>,
    /// How many of the first rows name it, and what stands side by side with it.
    pub names: usize,
    /// What is listed under it.
    pub others: std::ops::Range<usize>,
    /// From the first of these rows to the last.
    pub all: std::ops::Range<usize>,
}

/// What grows with what is written; nothing of it where nothing does.
pub fn grown(strips: &[Strip<'_>]) -> Grown {
    let [name, foot, others] = [Pin::Name, Pin::Foot, Pin::Other].map(|pin| pinned(strips, pin, usize::MAX));
    let start = if name.is_empty() { foot.start } else { name.start };
    let side_by_side = strips.iter().find_map(|strip| match &strip.what {
        What::Lanes(lanes) if strip.pin == Some(Pin::Foot) => Some(lanes),
        What::Lanes(_) | What::Gap | What::Rows { .. } | What::Field { .. } => None,
    });
    let (rows, names) = match side_by_side {
        Some(lanes) => {
            // The first column grows; where another one is longer, its end is not what one looks at.
            let growing = lanes.first().map_or(0, |lane| height(&lane.strips));
            let names = lanes.iter().filter_map(|lane| lane.strips.first()).map(|name| name.height).max();
            (start..foot.end.min(start + growing), names.unwrap_or_default())
        }
        None => (start..foot.end.max(name.end), name.len()),
    };
    let first = if rows.is_empty() { others.start } else { rows.start };
    let all = first..foot.end.max(name.end).max(others.end);
    Grown { rows, names, others, all }
}

/// The rows to keep in sight: those of the strip in focus, and of what belongs to it below.
pub fn focus(strips: &[Strip<'_>], ground: &mut Ground) -> Option<std::ops::Range<usize>> {
    let mut y = 0;
    let mut found: Option<std::ops::Range<usize>> = None;
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
        if let Some(rows) = inner {
            let rows = y + rows.start..y + rows.end;
            found = Some(match found {
                Some(before) if !text && before.end == rows.start => before.start..rows.end,
                Some(before) if !text => before,
                Some(_) | None => rows,
            });
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
        What::Field { x, width, editor, leads, bare, edged } => {
            for row in 0..if *edged { strip.height } else { 1 } {
                put_leads(leads, canvas, left, y + row, end);
            }
            ground.settle(editor, strip.height);
            // Signs of marks stand beside the text, or beside the line that all of it has.
            let beside = left + if *edged { leads.first().map_or(*x, |(at, _)| *at) } else { *x };
            let signs = beside.checked_sub(1);
            let spot = Spot { x: left + x, y, width: *width, signs, focus: editor.focus, field: editor.field };
            if let Some(example) = example(editor).filter(|_| !bare) {
                put_example(&example, canvas, spot, strip.height);
            }
            let marks = ground.marks_in_sight(editor, noticer);
            if let Some(layout) = ground.layout(editor.field) {
                layout.draw(canvas, editor.text, spot, &marks);
            }
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

fn put_example(example: &str, canvas: &mut Canvas<'_>, spot: Spot, height: usize) {
    let rows = super::rows::breaks(example, usize::from(spot.width));
    for (offset, row) in rows.into_iter().take(height).enumerate() {
        let words = example.get(row).unwrap_or_default();
        canvas.put(spot.x, spot.y + offset, spot.x + spot.width, words, Role::Placeholder);
    }
}

/// What stands in an empty text while it has the focus: an example that says it is one. Elsewhere an empty text is empty.
pub fn example(editor: &Editor<'_>) -> Option<String> {
    let shown = editor.focus && editor.text.is_empty() && !editor.placeholder.is_empty();
    shown.then(|| format!("for example: {}", editor.placeholder))
}

/// Where a rectangle of the screen was hit.
pub fn inside(rect: Rect, column: u16, row: u16) -> bool {
    rect.contains(ratatui::layout::Position::new(column, row))
}
