//! Page: one screen laid out in a window. Whitespace instead of boxes; one question; a measure that reads with ease.

mod fit;
mod foot;
mod frame;
mod legend;
mod pins;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use fit::Fit;
pub use frame::beneath;
use frame::{Frame, GUTTER, MEASURE};

use super::blocks::{self, Room};
use super::canvas::{Canvas, Hit};
use super::field::Noticer;
use super::ground::Ground;
use super::strip::{self, Strip};
use super::theme::Role;
use super::{bar, header};
use crate::screen::{Focus, Screen};

/// The smallest window a page fits in.
pub const SMALLEST: (u16, u16) = (40, 12);
/// The largest window that is drawn in.
pub const LARGEST: (u16, u16) = (1000, 500);

/// What was drawn.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Where the hardware cursor goes.
    pub caret: Option<(u16, u16)>,
    /// What can be pointed at, later ones on top.
    pub hits: Vec<(Rect, Hit)>,
    /// Rows of the page, and how many of them can be seen.
    pub rows: (usize, usize),
    /// What has the focus is in sight, or nothing has it.
    pub focus: bool,
}

/// How far the page is scrolled.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scroll {
    /// The first row shown.
    pub top: usize,
    /// The person scrolled: stay there even if the focus is elsewhere.
    pub free: bool,
}

/// Draws a screen. `elapsed` is how long it has been shown.
pub fn draw(
    screen: &Screen<'_>,
    buffer: &mut Buffer,
    scroll: &mut Scroll,
    elapsed: Duration,
    ground: &mut Ground,
    noticer: &mut dyn Noticer,
) -> Drawn {
    let area = *buffer.area();
    if let Some(sentence) = unfit(area.width, area.height) {
        return say(sentence, buffer, ground);
    }
    ground.begin(elapsed);
    let fit = fit::fitted(screen, area, ground, noticer);
    let frame = fit.frame;
    let mut drawn = body(screen, fit, buffer, scroll, ground, noticer);
    let mut canvas = Canvas::new(buffer, frame.header, 0, ground.look);
    header::draw(screen, elapsed, &mut canvas, frame.header.width);
    let mut canvas = Canvas::new(buffer, frame.bar, 0, ground.look);
    bar::draw(&screen.hints, screen.focus, &mut canvas, frame.bar.width);
    drawn.hits.append(&mut canvas.hits);
    drawn
}

/// Why a window of this size is not drawn in, in one sentence.
pub fn unfit(width: u16, height: u16) -> Option<&'static str> {
    if width > LARGEST.0 || height > LARGEST.1 {
        return Some(
            "This window is too large to draw in. Your words are safe; make it smaller, or press Ctrl-C to leave.",
        );
    }
    (width < SMALLEST.0 || height < SMALLEST.1).then_some(
        "This window is too small to read in. Your words are safe; make it larger, or press Ctrl-C to leave.",
    )
}

fn say(sentence: &str, buffer: &mut Buffer, ground: &mut Ground) -> Drawn {
    let area = *buffer.area();
    let rows = ground.prose(sentence, area.width.clamp(1, MEASURE), Role::Text);
    let strips = [Strip::rows(0, rows)];
    let mut canvas = Canvas::new(buffer, area, 0, ground.look);
    strip::draw(&strips, &mut canvas, (0, 0, area.width), ground, &mut super::field::Quiet);
    Drawn { caret: Some((0, 0)), ..Drawn::default() }
}

fn body<'a>(
    screen: &'a Screen<'a>,
    fit: Fit<'a>,
    buffer: &mut Buffer,
    scroll: &mut Scroll,
    ground: &mut Ground,
    noticer: &mut dyn Noticer,
) -> Drawn {
    let Fit { frame, strips, foot } = fit;
    let mut drawn = scrolled(&strips, frame, buffer, scroll, ground, noticer);
    let mut canvas = Canvas::new(buffer, frame.foot, 0, ground.look);
    strip::draw(&foot, &mut canvas, (0, 0, frame.foot.width), ground, noticer);
    if let Some(aside) = frame.aside {
        beside(screen, buffer, aside, frame.room, ground, noticer);
    }
    if let (Focus::Confirm, Some(layer)) = (screen.focus, &screen.overlay) {
        confirm(layer, buffer, frame, &mut drawn, ground, noticer);
    }
    drawn
}

/// The page as far as it is in sight: what is pinned, and between it what scrolls.
fn scrolled(
    strips: &[Strip<'_>],
    frame: Frame,
    buffer: &mut Buffer,
    scroll: &mut Scroll,
    ground: &mut Ground,
    noticer: &mut dyn Noticer,
) -> Drawn {
    let Rect { x, y, width, height } = frame.body;
    let whole = strip::height(strips);
    let pins = pins::follow(scroll, strips, ground, usize::from(height));
    let [title, head, fixed] =
        [pins.title.len(), pins.head.len(), pins.rows()].map(|rows| u16::try_from(rows).unwrap_or(height));
    let between = height.saturating_sub(fixed);
    let mut hits = Vec::new();
    let mut put = |buffer: &mut Buffer, (y, rows): (u16, u16), top: usize, ground: &mut Ground| {
        let mut canvas = Canvas::new(buffer, Rect::new(x, y, width, rows), top, ground.look);
        strip::draw(strips, &mut canvas, (GUTTER, 0, canvas_width(frame.body)), ground, noticer);
        hits.append(&mut canvas.hits);
        canvas.caret
    };
    put(buffer, (y, title), pins.title.start, ground);
    put(buffer, (y + title, head), pins.head.start, ground);
    let y = y + title;
    let mut under = y + head + between;
    for rows in [&pins.names, &pins.foot, &pins.others] {
        let count = u16::try_from(rows.len()).unwrap_or(height);
        put(buffer, (under, count), rows.start, ground);
        under += count;
    }
    let caret = put(buffer, (y + head, between), scroll.top, ground);
    let window = usize::from(between);
    let mut canvas = Canvas::new(buffer, Rect::new(x, y + head, width, between), scroll.top, ground.look);
    more(&mut canvas, width, scroll.top, whole, window);
    let focus = caret.is_some() || strip::focus(strips, ground).is_none();
    Drawn { caret: caret.or(Some((x + GUTTER, y + head))), hits, rows: (whole, window), focus }
}

fn canvas_width(body: Rect) -> u16 {
    body.width.saturating_sub(GUTTER + 1)
}

/// Signs that there is more above or below.
fn more(canvas: &mut Canvas<'_>, width: u16, top: usize, whole: usize, window: usize) {
    let [above, below] = canvas.look().signs.more;
    let x = width.saturating_sub(1);
    if top > 0 {
        canvas.put(x, top, width, above, Role::Accent);
    }
    if whole > top + window {
        canvas.put(x, top + window - 1, width, below, Role::Accent);
    }
}

/// The person's own words beside the question.
fn beside(
    screen: &Screen<'_>,
    buffer: &mut Buffer,
    aside: Rect,
    room: Room,
    ground: &mut Ground,
    noticer: &mut dyn Noticer,
) {
    let own = Room { width: aside.width, measure: aside.width, ..room };
    let strips = blocks::strips(&screen.aside, own, ground);
    let whole = strip::height(&strips);
    let mut canvas = Canvas::new(buffer, aside, 0, ground.look);
    strip::draw(&strips, &mut canvas, (0, 0, aside.width), ground, noticer);
    more(&mut canvas, aside.width, 0, whole, usize::from(aside.height));
}

/// A yes/no question at the foot of the page; the step stays in sight above it.
fn confirm(
    layer: &crate::screen::Layer<'_>,
    buffer: &mut Buffer,
    frame: Frame,
    drawn: &mut Drawn,
    ground: &mut Ground,
    noticer: &mut dyn Noticer,
) {
    let mut strips = Vec::new();
    if !layer.title.is_empty() {
        strips.push(Strip::rows(0, ground.prose(&layer.title, frame.room.measure, Role::Question)));
        strips.push(Strip::gap(1));
    }
    let close = Room { roomy: false, ..frame.room };
    strips.extend(blocks::strips(&layer.blocks, close, ground));
    let height = strip::height(&strips).min(usize::from(frame.body.height));
    let rows = u16::try_from(height).unwrap_or(frame.body.height);
    let foot = frame.body.bottom();
    let panel = Rect::new(frame.body.x, foot - rows, frame.body.width, rows);
    let above = Rect::new(frame.header.x, panel.y.saturating_sub(1), frame.header.width, 1);
    blank(buffer, Rect::new(above.x, above.y, above.width, rows + 1));
    let mut canvas = Canvas::new(buffer, above, 0, ground.look);
    let rule = canvas.look().signs.rule.repeat(usize::from(above.width));
    canvas.put(0, 0, above.width, &rule, Role::Accent);
    let mut canvas = Canvas::new(buffer, panel, 0, ground.look);
    strip::draw(&strips, &mut canvas, (GUTTER, 0, canvas_width(panel)), ground, noticer);
    drawn.caret = canvas.caret.or(Some((panel.x + GUTTER, panel.y)));
    drawn.hits.append(&mut canvas.hits);
}

fn blank(buffer: &mut Buffer, area: Rect) {
    let area = area.intersection(*buffer.area());
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}
