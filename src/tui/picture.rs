//! Picture: a frame as SVG, from the buffer a screen was drawn into. The same frame gives the same bytes.

use std::fmt::Write as _;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Width and height of one cell, in user units.
const CELL: (f32, f32) = (8.4, 18.0);
/// Space around the frame.
const MARGIN: f32 = 14.0;

/// The two colours a terminal gives a program that asks for none.
#[derive(Clone, Copy, Debug)]
pub struct Paper {
    /// Foreground.
    pub ink: [u8; 3],
    /// Background.
    pub sheet: [u8; 3],
}

/// A dark terminal.
pub const NIGHT: Paper = Paper { ink: [0xd0, 0xd0, 0xcc], sheet: [0x16, 0x18, 0x1a] };
/// A light terminal.
pub const DAY: Paper = Paper { ink: [0x24, 0x26, 0x28], sheet: [0xfa, 0xf9, 0xf5] };

/// The colour of the 256-colour table with this number, as terminals draw it unless told otherwise.
pub fn indexed(index: u8) -> [u8; 3] {
    const BASE: [[u8; 3]; 16] = [
        [0, 0, 0],
        [205, 0, 0],
        [0, 205, 0],
        [205, 205, 0],
        [0, 0, 238],
        [205, 0, 205],
        [0, 205, 205],
        [229, 229, 229],
        [127, 127, 127],
        [255, 0, 0],
        [0, 255, 0],
        [255, 255, 0],
        [92, 92, 255],
        [255, 0, 255],
        [0, 255, 255],
        [255, 255, 255],
    ];
    let level = |step: u8| if step == 0 { 0 } else { 55 + 40 * step };
    match index {
        0..=15 => BASE.get(usize::from(index)).copied().unwrap_or_default(),
        16..=231 => {
            let cube = index - 16;
            [level(cube / 36), level(cube / 6 % 6), level(cube % 6)]
        }
        232..=255 => [8 + 10 * (index - 232); 3],
    }
}

/// The frame as an SVG document. `title` is read to people who do not see it.
pub fn svg(buffer: &Buffer, caret: Option<(u16, u16)>, paper: Paper, title: &str) -> String {
    let area = buffer.area();
    let (width, height) =
        (f32::from(area.width) * CELL.0 + 2.0 * MARGIN, f32::from(area.height) * CELL.1 + 2.0 * MARGIN);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.1}\" height=\"{height:.1}\" viewBox=\"0 0 {width:.1} {height:.1}\" role=\"img\">\n\
         <title>{}</title>\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{}\"/>\n\
         <g font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"14\" xml:space=\"preserve\">\n",
        escaped(title),
        hex(paper.sheet),
    );
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            x += run(buffer, x, y, paper, &mut out);
        }
    }
    if let Some((x, y)) = caret {
        let (x, y) = (MARGIN + f32::from(x) * CELL.0, MARGIN + f32::from(y) * CELL.1);
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"2\" height=\"{:.1}\" fill=\"{}\"/>",
            CELL.1,
            hex(paper.ink)
        );
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// Draws the cells from `x` on that look the same; says how many columns that were.
fn run(buffer: &Buffer, x: u16, y: u16, paper: Paper, out: &mut String) -> u16 {
    let Some(first) = buffer.cell((x, y)) else { return 1 };
    let mut text = String::from(first.symbol());
    let wide = u16::try_from(unicode_width::UnicodeWidthStr::width(first.symbol())).unwrap_or(1).max(1);
    let mut columns = wide;
    if first.symbol().is_ascii() {
        while let Some(cell) = buffer.cell((x + columns, y)) {
            if cell.style() != first.style() || !cell.symbol().is_ascii() {
                break;
            }
            text.push_str(cell.symbol());
            columns += 1;
        }
    }
    draw(first, &text, (x, y), columns, paper, out);
    columns
}

fn draw(cell: &Cell, text: &str, at: (u16, u16), columns: u16, paper: Paper, out: &mut String) {
    let (mut ink, mut sheet) = (rgb(cell.fg, paper.ink), rgb(cell.bg, paper.sheet));
    if cell.modifier.contains(Modifier::REVERSED) {
        std::mem::swap(&mut ink, &mut sheet);
    }
    let (x, y) = (MARGIN + f32::from(at.0) * CELL.0, MARGIN + f32::from(at.1) * CELL.1);
    let width = f32::from(columns) * CELL.0;
    if sheet != paper.sheet {
        let _ = writeln!(
            out,
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{:.1}\" fill=\"{}\"/>",
            CELL.1,
            hex(sheet)
        );
    }
    let lined = cell.modifier.contains(Modifier::UNDERLINED);
    if text.trim().is_empty() && !lined {
        return;
    }
    let weight = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let slant = if cell.modifier.contains(Modifier::ITALIC) { " font-style=\"italic\"" } else { "" };
    let line = if lined { " text-decoration=\"underline\"" } else { "" };
    let _ = writeln!(
        out,
        "<text x=\"{x:.1}\" y=\"{:.1}\" textLength=\"{width:.1}\" fill=\"{}\"{weight}{slant}{line}>{}</text>",
        y + CELL.1 * 0.75,
        hex(ink),
        escaped(text)
    );
}

fn rgb(color: Color, unset: [u8; 3]) -> [u8; 3] {
    match color {
        Color::Indexed(index) => indexed(index),
        Color::Rgb(r, g, b) => [r, g, b],
        _ => unset,
    }
}

fn hex([r, g, b]: [u8; 3]) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::{NIGHT, indexed, svg};
    use ratatui::buffer::Buffer;
    use ratatui::style::{Modifier, Style};

    #[test]
    fn a_frame_becomes_the_same_picture_each_time() {
        let mut buffer = Buffer::with_lines(["a <b> 漢", "two"]);
        buffer.set_style(ratatui::layout::Rect::new(0, 1, 3, 1), Style::new().add_modifier(Modifier::REVERSED));
        let picture = svg(&buffer, Some((1, 1)), NIGHT, "Two & three");
        assert_eq!(picture, svg(&buffer, Some((1, 1)), NIGHT, "Two & three"));
        assert!(picture.contains("<title>Two &amp; three</title>"));
        assert!(picture.contains("a &lt;b&gt; "));
        assert!(picture.contains(">漢</text>"));
        assert_eq!(picture.matches("<rect").count(), 3, "sheet, reversed word, caret");
    }

    #[test]
    fn the_colour_table_is_that_of_xterm() {
        assert_eq!(indexed(29), [0, 0x87, 0x5f]);
        assert_eq!(indexed(231), [255, 255, 255]);
        assert_eq!(indexed(232), [8, 8, 8]);
        assert_eq!(indexed(255), [238, 238, 238]);
    }
}
