//! Paint: turns the difference between two frames into bytes, one write a frame.
//!
//! Colours are written here and nowhere else: the terminal library drops attributes under `NO_COLOR`. Where the cursor
//! and the style are is remembered between frames, so that a typed letter costs little more than the letter.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr as _;

/// A frame never takes more before it is written out anyway.
const ROOM: usize = 64 * 1024;

/// The frame on the screen, and what the terminal was left at.
pub struct Paint {
    shown: Buffer,
    next: Buffer,
    /// Where the cursor is, when that is certain.
    cursor: Option<(u16, u16)>,
    look: Option<(Color, Color, Modifier)>,
    /// Whether the cursor is shown, when that is certain.
    visible: Option<bool>,
    whole: bool,
    bytes: String,
}

impl Paint {
    /// For a window of this size; everything is drawn anew first.
    pub fn new(width: u16, height: u16) -> Self {
        let area = Rect::new(0, 0, width, height);
        Self {
            shown: Buffer::empty(area),
            next: Buffer::empty(area),
            cursor: None,
            look: None,
            visible: None,
            whole: true,
            bytes: String::with_capacity(ROOM),
        }
    }

    /// The empty buffer to draw the next frame into.
    pub fn buffer(&mut self) -> &mut Buffer {
        self.next.reset();
        &mut self.next
    }

    /// Changes the size; the next frame is drawn whole.
    pub fn resize(&mut self, width: u16, height: u16) {
        let area = Rect::new(0, 0, width, height);
        if area != *self.next.area() {
            self.next.resize(area);
        }
        self.redraw();
    }

    /// The terminal may show anything: the next frame is drawn whole.
    pub fn redraw(&mut self) {
        self.shown = Buffer::empty(*self.next.area());
        (self.whole, self.cursor, self.look, self.visible) = (true, None, None, None);
    }

    /// The bytes that turn the frame on the screen into the next one, with the cursor at `caret` (hidden if `None`).
    /// Empty when nothing differs.
    pub fn frame(&mut self, caret: Option<(u16, u16)>) -> &[u8] {
        self.bytes.clear();
        let bytes = &mut self.bytes;
        if self.whole {
            bytes.push_str("\x1b[0m\x1b[2J");
            self.look = Some((Color::Reset, Color::Reset, Modifier::empty()));
        }
        let rows = unsure_rows(&self.shown, &self.next);
        for (x, y, cell) in self.shown.diff(&self.next) {
            if rows.iter().all(|(row, _)| *row != y) {
                put(bytes, (&mut self.cursor, &mut self.look), (x, y), cell, self.next.area().width);
            }
        }
        for (y, from) in rows {
            // Whatever the terminal made of the row is wiped from where that became unsure.
            let _ = write!(bytes, "\x1b[{};{}H\x1b[0m\x1b[K", y + 1, from + 1);
            self.look = Some((Color::Reset, Color::Reset, Modifier::empty()));
            self.cursor = Some((from, y));
            let mut x = from;
            while let Some(cell) = self.next.cell((x, y)) {
                let wide = u16::try_from(cell.symbol().width()).unwrap_or(1).max(1);
                if *cell != Cell::EMPTY {
                    put(bytes, (&mut self.cursor, &mut self.look), (x, y), cell, self.next.area().width);
                }
                x += wide;
            }
        }
        if let Some((x, y)) = caret
            && self.cursor != caret
        {
            let _ = write!(bytes, "\x1b[{};{}H", y + 1, x + 1);
        }
        if caret.is_some() {
            self.cursor = caret;
        }
        let shown = caret.is_some();
        if self.visible != Some(shown) {
            bytes.push_str(if shown { "\x1b[?25h" } else { "\x1b[?25l" });
        }
        (self.visible, self.whole) = (Some(shown), false);
        std::mem::swap(&mut self.shown, &mut self.next);
        if !bytes.is_empty() {
            bytes.insert_str(0, "\x1b[?2026h");
            bytes.push_str("\x1b[?2026l");
        }
        bytes.as_bytes()
    }

    /// The frame on the screen.
    pub fn shown(&self) -> &Buffer {
        &self.shown
    }
}

/// Where the cursor is and how it writes, as far as that is certain.
type State<'p> = (&'p mut Option<(u16, u16)>, &'p mut Option<(Color, Color, Modifier)>);

/// Writes one cell at its place.
fn put(bytes: &mut String, (cursor, look): State<'_>, (x, y): (u16, u16), cell: &Cell, width: u16) {
    if *cursor != Some((x, y)) {
        let _ = write!(bytes, "\x1b[{};{}H", y + 1, x + 1);
    }
    set_look(bytes, look, cell);
    bytes.push_str(cell.symbol());
    // How wide a terminal draws anything but ASCII is its own affair; at the edge it may or may not wrap.
    let certain = cell.symbol().len() == 1 && x + 1 < width;
    *cursor = certain.then_some((x + 1, y));
}

/// The rows that differ and hold, or held, a character that terminals draw in different widths; each with the first
/// column where something differs, or where such a character stands.
fn unsure_rows(shown: &Buffer, next: &Buffer) -> Vec<(u16, u16)> {
    let area = *next.area();
    let of_row = |y: u16| {
        let cells = |buffer: &Buffer, x: u16| buffer.cell((x, y)).cloned().unwrap_or_default();
        let differs = (0..area.width).find(|x| cells(shown, *x) != cells(next, *x))?;
        let unsure = |x: &u16| is_unsure(cells(shown, *x).symbol()) || is_unsure(cells(next, *x).symbol());
        let first = (0..area.width).find(unsure)?;
        Some((y, first.min(differs)))
    };
    (area.top()..area.bottom()).filter_map(of_row).collect()
}

/// A character of several code points: a flag, a family, an accent put on its letter. Some terminals draw it as one, some
/// piece by piece.
fn is_unsure(symbol: &str) -> bool {
    symbol.len() > 1 && symbol.chars().nth(1).is_some()
}

/// Writes what changes in the style.
fn set_look(bytes: &mut String, look: &mut Option<(Color, Color, Modifier)>, cell: &Cell) {
    let now = (cell.fg, cell.bg, cell.modifier);
    if *look == Some(now) {
        return;
    }
    bytes.push_str("\x1b[0");
    for (modifier, code) in
        [(Modifier::BOLD, ";1"), (Modifier::ITALIC, ";3"), (Modifier::UNDERLINED, ";4"), (Modifier::REVERSED, ";7")]
    {
        if cell.modifier.contains(modifier) {
            bytes.push_str(code);
        }
    }
    if let Color::Indexed(index) = cell.fg {
        let _ = write!(bytes, ";38;5;{index}");
    }
    if let Color::Indexed(index) = cell.bg {
        let _ = write!(bytes, ";48;5;{index}");
    }
    bytes.push('m');
    *look = Some(now);
}

#[cfg(test)]
mod tests {
    use super::Paint;
    use ratatui::style::{Color, Modifier, Style};

    fn text(paint: &mut Paint, words: &str, style: Style, caret: Option<(u16, u16)>) -> String {
        paint.buffer().set_string(0, 0, words, style);
        String::from_utf8(paint.frame(caret).to_vec()).unwrap()
    }

    #[test]
    fn a_typed_letter_costs_little_more_than_the_letter() {
        let mut paint = Paint::new(20, 3);
        text(&mut paint, "a", Style::new(), Some((1, 0)));
        let bytes = text(&mut paint, "ab", Style::new(), Some((2, 0)));
        assert_eq!(bytes, "\x1b[?2026hb\x1b[?2026l");
        assert_eq!(text(&mut paint, "ab", Style::new(), Some((2, 0))), "", "nothing differs, nothing is written");
    }

    #[test]
    fn after_what_may_be_any_width_the_cursor_is_put_again() {
        let mut paint = Paint::new(20, 3);
        text(&mut paint, "漢", Style::new(), Some((2, 0)));
        let bytes = text(&mut paint, "漢b", Style::new(), Some((3, 0)));
        assert!(bytes.contains('b'), "{bytes:?}");
        let bytes = text(&mut paint, "漢b字", Style::new(), Some((5, 0)));
        assert!(bytes.contains("\x1b[1;6H"), "{bytes:?}");
    }

    #[test]
    fn nothing_is_left_of_a_flag_whatever_width_it_was_drawn_in() {
        let mut paint = Paint::new(20, 3);
        text(&mut paint, "a🇩🇪b", Style::new(), Some((3, 0)));
        let bytes = text(&mut paint, "ab", Style::new(), Some((1, 0)));
        assert!(bytes.contains("\x1b[1;2H\x1b[0m\x1b[Kb"), "{bytes:?}");
        text(&mut paint, "é\u{301}bc", Style::new(), Some((3, 0)));
        let bytes = text(&mut paint, "é\u{301}bd", Style::new(), Some((3, 0)));
        assert!(bytes.contains("\x1b[Ké\u{301}\x1b[1;2Hbd"), "{bytes:?}");
        assert_eq!(text(&mut paint, "é\u{301}bd", Style::new(), Some((3, 0))), "", "a row that stays is left alone");
    }

    #[test]
    fn styles_are_set_and_left() {
        let mut paint = Paint::new(20, 3);
        let bold = Style::new().fg(Color::Indexed(29)).add_modifier(Modifier::BOLD | Modifier::REVERSED);
        assert!(text(&mut paint, "a", bold, None).contains("\x1b[0;1;7;38;5;29ma"));
        assert!(text(&mut paint, "a", Style::new(), None).contains("\x1b[0ma"));
    }

    #[test]
    fn the_cursor_is_shown_and_hidden_once() {
        let mut paint = Paint::new(20, 3);
        assert!(text(&mut paint, "a", Style::new(), Some((0, 0))).contains("\x1b[?25h"));
        assert!(!text(&mut paint, "b", Style::new(), Some((0, 0))).contains("\x1b[?25"));
        assert!(text(&mut paint, "b", Style::new(), None).contains("\x1b[?25l"));
    }
}
