//! Canvas: a window onto a page that may be taller than the screen. Whatever falls outside is not drawn.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Look;
use super::rows::columns;
use super::theme::{Role, style};
use crate::text::visible;

/// What pointing at a place on the screen means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// An option.
    Option {
        /// Which it is, 0 first, counted through all options on the screen.
        row: usize,
        /// Which it is among those it stands with, 0 first.
        number: usize,
    },
    /// Options folded to a line, of which the first is this one, counted through all on the screen.
    Row(usize),
    /// A level of a scale.
    Level(i64),
    /// A text; where in it is found by its layout.
    Text {
        /// Which field it is.
        field: usize,
    },
    /// A text folded to a row.
    Field(usize),
    /// Something that can be done.
    Hint(crate::screen::block::Hint),
}

/// A window onto a page.
pub struct Canvas<'b> {
    buffer: &'b mut Buffer,
    window: Rect,
    top: usize,
    look: Look,
    /// Where the hardware cursor goes.
    pub caret: Option<(u16, u16)>,
    /// What can be pointed at.
    pub hits: Vec<(Rect, Hit)>,
}

impl<'b> Canvas<'b> {
    /// A canvas whose row `top` is the first row of `window`.
    pub fn new(buffer: &'b mut Buffer, window: Rect, top: usize, look: Look) -> Self {
        let window = window.intersection(*buffer.area());
        Self { buffer, window, top, look, caret: None, hits: Vec::new() }
    }

    /// The rows of the page that can be seen.
    pub fn rows(&self) -> std::ops::Range<usize> {
        self.top..self.top + usize::from(self.window.height)
    }

    /// Columns of the window.
    pub fn width(&self) -> u16 {
        self.window.width
    }

    /// How things look.
    pub fn look(&self) -> Look {
        self.look
    }

    /// The row of the screen that shows row `y` of the page.
    fn row(&self, y: usize) -> Option<u16> {
        let below = u16::try_from(y.checked_sub(self.top)?).ok()?;
        (below < self.window.height).then(|| self.window.y + below)
    }

    /// Writes `text` at column `x` of the window and row `y` of the page, at most as far as column `end`.
    /// Says the column behind it.
    pub fn put(&mut self, x: u16, y: usize, end: u16, text: &str, role: Role) -> u16 {
        self.put_styled(x, y, end, text, style(self.look.palette, role))
    }

    /// [`Canvas::put`] with a style that was put together from several roles.
    pub fn put_styled(&mut self, x: u16, y: usize, end: u16, text: &str, style: Style) -> u16 {
        let Some(row) = self.row(y) else { return x };
        let end = end.min(self.window.width);
        let mut x = x;
        for (_, cluster) in visible::clusters(text) {
            let shown = visible::shown(cluster);
            let width = u16::try_from(shown.width).unwrap_or(u16::MAX);
            if x.saturating_add(width) > end {
                break;
            }
            self.cells(self.window.x + x, row, &shown.text, width, style);
            x += width;
        }
        x
    }

    /// Columns left of column `x` that signs may stand in: those of the window, and the margin beside it.
    pub fn room_before(&self, x: u16) -> usize {
        usize::from(x + self.window.x.saturating_sub(self.buffer.area().x))
    }

    /// Writes signs so that they end before column `end` of the window; [`Canvas::room_before`] says how many fit.
    pub fn put_before(&mut self, end: u16, y: usize, signs: &str, role: Role) {
        let wide = u16::try_from(columns(signs)).unwrap_or(u16::MAX);
        let (Some(row), Some(mut x)) = (self.row(y), (self.window.x + end).checked_sub(wide)) else { return };
        let style = style(self.look.palette, role);
        for (_, cluster) in visible::clusters(signs) {
            let shown = visible::shown(cluster);
            let width = u16::try_from(shown.width).unwrap_or(u16::MAX);
            self.cells(x, row, &shown.text, width, style);
            x += width;
        }
    }

    fn cells(&mut self, x: u16, row: u16, text: &str, width: u16, style: Style) {
        let blank = text.bytes().all(|byte| byte == b' ');
        let text = if self.look.signs.ascii && !text.is_ascii() { plain(text) } else { text };
        for column in 0..width {
            let Some(cell) = self.buffer.cell_mut((x + column, row)) else { return };
            cell.reset();
            cell.set_style(style);
            if column == 0 && !blank {
                cell.set_symbol(text);
            }
        }
    }

    /// Puts the hardware cursor at column `x` and row `y` of the page, if that can be seen.
    pub fn put_caret(&mut self, x: u16, y: usize) {
        if let Some(row) = self.row(y) {
            let x = self.window.x + x.min(self.window.width.saturating_sub(1));
            self.caret = Some((x, row));
        }
    }

    /// Remembers what pointing at these rows of the page means.
    pub fn put_hit(&mut self, x: u16, width: u16, rows: std::ops::Range<usize>, hit: Hit) {
        let shown = self.rows();
        let (first, last) = (rows.start.max(shown.start), rows.end.min(shown.end));
        let Some(row) = self.row(first) else { return };
        let Ok(height) = u16::try_from(last.saturating_sub(first)) else { return };
        let rect = Rect::new(self.window.x + x, row, width, height).intersection(self.window);
        if !rect.is_empty() {
            self.hits.push((rect, hit));
        }
    }
}

/// The nearest ASCII sign for one that cannot be shown.
fn plain(sign: &str) -> &'static str {
    match sign {
        "·" | "–" | "—" | "→" => "-",
        "•" | "●" => "*",
        "›" => ">",
        "∞" => "=",
        "“" | "”" | "„" | "«" | "»" => "\"",
        "‘" | "’" | "‚" => "'",
        "…" => ".",
        _ => "?",
    }
}
