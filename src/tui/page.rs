//! Page: one screen laid out in a window. Whitespace instead of boxes; one question; a measure that reads with ease.

mod frame;

use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use frame::{Density, Frame, GUTTER, MEASURE, blocks_of};

use super::blocks::{self, Room};
use super::canvas::{Canvas, Hit};
use super::field::Noticer;
use super::ground::{self, Ground};
use super::strip::{self, Strip};
use super::theme::Role;
use super::{bar, header, keymap};
use crate::screen::block::Hint;
use crate::screen::{Block, Focus, Screen};

/// The smallest window a page fits in.
pub const SMALLEST: (u16, u16) = (40, 12);
/// The largest window that is drawn in.
pub const LARGEST: (u16, u16) = (1000, 500);
/// Kinds of marks that are explained at once.
const LEGENDS: usize = 3;

/// What was drawn.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Where the hardware cursor goes.
    pub caret: Option<(u16, u16)>,
    /// What can be pointed at, later ones on top.
    pub hits: Vec<(Rect, Hit)>,
    /// Rows of the page, and how many of them can be seen.
    pub rows: (usize, usize),
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
    let (frame, strips) = fitted(screen, area, ground);
    let tall = strip::height(&strips) > usize::from(frame.body.height);
    let mut drawn = body(screen, strips, buffer, frame, scroll, ground, noticer);
    let mut canvas = Canvas::new(buffer, frame.header, 0, ground.look);
    header::draw(screen, elapsed, &mut canvas, frame.header.width);
    let mut canvas = Canvas::new(buffer, frame.status, 0, ground.look);
    match complaint(screen).filter(|_| tall) {
        // On a page taller than the window the complaint may be out of sight; here it never is.
        Some(complaint) => {
            canvas.put(0, 0, frame.status.width, &format!("! {complaint}"), Role::Caution);
        }
        None => bar::status(&screen.status, &mut canvas, area.height >= 20),
    }
    let mut canvas = Canvas::new(buffer, frame.bar, 0, ground.look);
    bar::draw(&screen.hints, screen.focus, &mut canvas, frame.bar.width);
    drawn.hits.append(&mut canvas.hits);
    drawn
}

fn complaint<'s>(screen: &'s Screen<'_>) -> Option<&'s str> {
    blocks_of(screen)
        .iter()
        .find_map(|block| if let Block::Complaint(says) = block { Some(says.as_str()) } else { None })
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
    Drawn { caret: Some((0, 0)), hits: Vec::new(), rows: (0, 0) }
}

fn body<'a>(
    screen: &'a Screen<'a>,
    mut strips: Vec<Strip<'a>>,
    buffer: &mut Buffer,
    frame: Frame,
    scroll: &mut Scroll,
    ground: &mut Ground,
    noticer: &mut dyn Noticer,
) -> Drawn {
    let over = screen.overlay.as_ref().filter(|_| screen.focus != Focus::Confirm);
    let blocks = blocks_of(screen);
    let window = usize::from(frame.body.height);
    strips.extend(legends(screen, blocks, frame.room, ground, noticer));
    if over.is_none() && frame.aside.is_none() {
        strips.extend(below(screen, &strips, frame.room, window, ground));
    }
    let whole = strip::height(&strips);
    follow(scroll, &strips, ground, whole, window);
    let mut canvas = Canvas::new(buffer, frame.body, scroll.top, ground.look);
    let text = canvas_width(frame.body);
    strip::draw(&strips, &mut canvas, (GUTTER, 0, text), ground, noticer);
    more(&mut canvas, frame.body.width, scroll.top, whole, window);
    let mut drawn = Drawn { caret: canvas.caret, hits: std::mem::take(&mut canvas.hits), rows: (whole, window) };
    drawn.caret = drawn.caret.or(Some((frame.body.x + GUTTER, frame.body.y)));
    if let Some(aside) = frame.aside {
        beside(screen, buffer, aside, frame.room, ground, noticer);
    }
    if let (Focus::Confirm, Some(layer)) = (screen.focus, &screen.overlay) {
        confirm(layer, buffer, frame, &mut drawn, ground, noticer);
    }
    drawn
}

fn canvas_width(body: Rect) -> u16 {
    body.width.saturating_sub(GUTTER + 1)
}

/// The blocks as they fit: with air where there is room for it, closer together where there is not.
fn fitted<'a>(screen: &'a Screen<'a>, area: Rect, ground: &mut Ground) -> (Frame, Vec<Strip<'a>>) {
    let blocks = blocks_of(screen);
    let pages = blocks.iter().filter(|block| matches!(block, Block::Editor(editor) if editor.page)).count();
    // A page that is written on stays where it is while it grows; it scrolls instead.
    let tries: &[Density] = if pages > 0 {
        &[Density::Roomy, Density::Close]
    } else {
        &[Density::Roomy, Density::Close, Density::Tight, Density::Folded]
    };
    for density in tries {
        let frame = Frame::new(area, screen, *density);
        let window = usize::from(frame.body.height);
        ground.page = window.max(1);
        ground.begin(ground.shown);
        let strips = blocks::strips(blocks, frame.room, ground);
        if strip::height(&strips) <= window || (pages == 0 && *density == Density::Folded) {
            return (frame, strips);
        }
    }
    let frame = Frame::new(area, screen, Density::Close);
    let window = usize::from(frame.body.height);
    ground.page = 1;
    ground.begin(ground.shown);
    let others = strip::height(&blocks::strips(blocks, frame.room, ground)).saturating_sub(pages);
    // Long text gets what the rest leaves, with a row for what marks in it mean; never less than a few rows.
    ground.page = (window.saturating_sub(others + 2) / pages.max(1)).max(4.min(window));
    ground.begin(ground.shown);
    (frame, blocks::strips(blocks, frame.room, ground))
}

/// What the marks in the paragraph being written mean, each beside its sign, and the key that says more.
fn legends<'a>(
    screen: &Screen<'_>,
    blocks: &[Block<'_>],
    room: Room,
    ground: &mut Ground,
    noticer: &mut dyn Noticer,
) -> Vec<Strip<'a>> {
    let mut meant: Vec<(char, String)> = Vec::new();
    for editor in blocks.iter().filter_map(|block| if let Block::Editor(editor) = block { Some(editor) } else { None })
    {
        if editor.focus {
            for mark in ground::marks(editor, editor.text.caret().paragraph, noticer) {
                if !meant.contains(&(mark.cue, mark.legend.clone())) {
                    meant.push((mark.cue, mark.legend));
                }
            }
        }
    }
    let more = screen.hints.contains(&Hint::Noticed);
    let mut strips = Vec::new();
    for (number, (cue, legend)) in meant.into_iter().take(LEGENDS).enumerate() {
        if number == 0 {
            strips.push(Strip::gap(1));
        }
        let (_, key, _) = keymap::hint(Hint::Noticed, screen.focus);
        let text = if number == 0 && more { format!("{legend} ({key}: why)") } else { legend };
        let width = room.measure.saturating_sub(2).max(1);
        let rows = ground.verbatim(&text, width, Role::Quiet);
        strips.push(Strip::rows(2, rows).with_lead(0, &cue.to_string(), Role::Accent));
    }
    strips
}

/// The person's earlier words under the question, where the window is not wide but has the rows for them.
fn below<'a>(
    screen: &'a Screen<'a>,
    strips: &[Strip<'_>],
    room: Room,
    window: usize,
    ground: &mut Ground,
) -> Vec<Strip<'a>> {
    let writes = screen.blocks.iter().any(|block| matches!(block, Block::Editor(editor) if editor.page));
    if screen.aside.is_empty() || writes {
        return Vec::new();
    }
    let gap = if room.roomy { 2 } else { 1 };
    let mut below = vec![Strip::gap(gap)];
    below.extend(blocks::strips(&screen.aside, room, ground));
    if strip::height(strips) + strip::height(&below) <= window { below } else { Vec::new() }
}

fn follow(scroll: &mut Scroll, strips: &[Strip<'_>], ground: &mut Ground, whole: usize, window: usize) {
    if let Some(focus) = strip::focus(strips, ground).filter(|_| !scroll.free) {
        // One row of what surrounds the focus stays in sight where there is room for it.
        let air = usize::from(window > 4);
        let first = focus.start.saturating_sub(air);
        let last = (focus.end + air).min(whole);
        scroll.top = scroll.top.max(last.saturating_sub(window)).min(first);
        if last <= window {
            scroll.top = 0;
        }
    }
    scroll.top = scroll.top.min(whole.saturating_sub(window));
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
