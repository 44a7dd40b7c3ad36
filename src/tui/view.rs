//! View: one screen as it stands in a window. Pure but for what it is handed: keys in, Events out, a frame into a buffer.

mod finding;
mod pointing;
mod writing;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::{Duration, Instant};

use crossterm::event::{self, KeyEvent};
use ratatui::buffer::Buffer;

use super::Look;
use super::blocks;
use super::field::Noticer;
use super::ground::Ground;
use super::header;
use super::keymap::{self, Meaning, Stroke};
use super::page::{self, Drawn, Scroll};
use crate::screen::block::{Editor, Hint, ItemRow};
use crate::screen::{Block, Focus, Screen};
use crate::session::event::{Event, ItemEvent, Move, Overlay};
use crate::text::Edit;

/// What a key or the mouse came to.
#[derive(Debug, Default)]
pub struct Reaction {
    /// Events for the session, in order.
    pub events: Vec<Event>,
    /// The frame is to be drawn again though the session heard nothing.
    pub redraw: bool,
}

impl Reaction {
    fn event(event: Event) -> Self {
        Self { events: vec![event], redraw: false }
    }

    fn redraw() -> Self {
        Self { events: Vec::new(), redraw: true }
    }
}

/// One screen as it stands in a window.
pub struct View {
    ground: Ground,
    scroll: Scroll,
    drawn: Drawn,
    /// Which screen it is, to notice another one.
    identity: u64,
    since: Instant,
    /// The pacer or timer has been reported to have run out.
    told: bool,
    /// The digit before, for levels of two digits.
    digit: Option<i64>,
    pressed: Option<pointing::Pressed>,
    size: (u16, u16),
}

impl View {
    /// A view with nothing in it yet.
    pub fn new(look: Look) -> Self {
        Self {
            ground: Ground::new(look),
            scroll: Scroll::default(),
            drawn: Drawn::default(),
            identity: 0,
            since: Instant::now(),
            told: false,
            digit: None,
            pressed: None,
            size: (80, 24),
        }
    }

    /// How things look.
    pub fn look(&self) -> Look {
        self.ground.look
    }

    /// Draws a screen into a buffer; says where the hardware cursor goes.
    pub fn draw(
        &mut self,
        screen: &Screen<'_>,
        buffer: &mut Buffer,
        now: Instant,
        noticer: &mut dyn Noticer,
    ) -> Option<(u16, u16)> {
        let identity = identity(screen);
        if identity != self.identity {
            (self.identity, self.since, self.told, self.digit) = (identity, now, false, None);
            let from_end = screen.overlay.as_ref().is_some_and(|layer| layer.from_end);
            self.scroll = if from_end { Scroll { top: usize::MAX, free: true } } else { Scroll::default() };
            self.ground.leave();
        }
        self.size = (buffer.area().width, buffer.area().height);
        let elapsed = now.saturating_duration_since(self.since);
        self.drawn = page::draw(screen, buffer, &mut self.scroll, elapsed, &mut self.ground, noticer);
        self.drawn.caret
    }

    /// When something moves by itself next; `None` if nothing does.
    pub fn wakes(&self, screen: &Screen<'_>, now: Instant) -> Option<Instant> {
        if screen.overlay.is_some() || !self.ground.look.motion || page::unfit(self.size.0, self.size.1).is_some() {
            return None;
        }
        let elapsed = now.saturating_duration_since(self.since);
        if let Some((beats, seconds)) = pacer(screen) {
            if let Some(breathing) = blocks::rounds(beats, seconds, elapsed) {
                return Some(self.since + breathing.until);
            }
            return (!self.told).then_some(now);
        }
        let minutes = u64::from(header::minutes(screen)?);
        let next = elapsed.as_secs() / 60 + 1;
        (next <= minutes && !self.told).then(|| self.since + Duration::from_secs(next * 60))
    }

    /// The moment [`View::wakes`] named has come.
    pub fn woke(&mut self, screen: &Screen<'_>, now: Instant) -> Reaction {
        let elapsed = now.saturating_duration_since(self.since);
        let over = match (pacer(screen), header::minutes(screen)) {
            (Some((beats, seconds)), _) => blocks::rounds(beats, seconds, elapsed).is_none(),
            (None, Some(minutes)) => elapsed >= Duration::from_secs(u64::from(minutes) * 60),
            (None, None) => false,
        };
        let mut reaction = Reaction::redraw();
        if over && !self.told {
            self.told = true;
            reaction.events.push(Event::TimeUp);
        }
        reaction
    }

    /// What the terminal reported, as Events.
    pub fn hear(&mut self, heard: event::Event, screen: &Screen<'_>, now: Instant) -> Reaction {
        match heard {
            event::Event::Key(key) => self.key(&key, screen),
            event::Event::Paste(text) if keymap::writes(screen.focus) => {
                Reaction::event(Event::Edit(Edit::Paste(text)))
            }
            event::Event::Mouse(mouse) if page::unfit(self.size.0, self.size.1).is_none() => {
                self.mouse(mouse, screen, now)
            }
            event::Event::Paste(_)
            | event::Event::Mouse(_)
            | event::Event::Resize(..)
            | event::Event::FocusGained
            | event::Event::FocusLost => Reaction::default(),
        }
    }

    fn key(&mut self, key: &KeyEvent, screen: &Screen<'_>) -> Reaction {
        let Some(stroke) = Stroke::of(key) else { return Reaction::default() };
        self.stroke(stroke, screen)
    }

    /// One key, as Events.
    pub fn stroke(&mut self, stroke: Stroke, screen: &Screen<'_>) -> Reaction {
        if let Some(reaction) = self.finds(stroke, screen) {
            return reaction;
        }
        let Some(meaning) = keymap::meaning(stroke, screen.focus) else { return Reaction::default() };
        if page::unfit(self.size.0, self.size.1).is_some() && !works_unseen(&meaning) {
            return Reaction::default();
        }
        if !matches!(meaning, Meaning::Digit(_)) {
            self.digit = None;
        }
        if let Some(reaction) = self.looks_up(&meaning, screen) {
            return reaction;
        }
        let unseen = self.scroll.free && !self.drawn.focus;
        if !matches!(meaning, Meaning::Scroll { .. } | Meaning::ScrollEnd { .. }) {
            self.scroll.free = false;
        }
        // What was scrolled out of sight is not answered with: it comes back into sight first.
        if unseen && matches!(meaning, Meaning::Enter) {
            return Reaction::redraw();
        }
        self.means(meaning, screen)
    }

    fn means(&mut self, meaning: Meaning, screen: &Screen<'_>) -> Reaction {
        match meaning {
            Meaning::Event(event) => Reaction::event(event),
            Meaning::Rows { by, select } => self.rows(by, select, screen),
            Meaning::Screens { by, select } => self.screens(by, select, screen),
            Meaning::Side { right } => self.side(right, screen),
            Meaning::RowEnd { end, select } => self.row_end(end, select, screen),
            Meaning::EraseRow => self.erase_row(screen),
            Meaning::Scroll { by, screens } => self.scroll_by(by, screens),
            Meaning::ScrollEnd { end } => self.scroll_by(if end { isize::MAX } else { isize::MIN }, false),
            Meaning::Enter => Reaction::event(enter(screen)),
            Meaning::Escape if screen.overlay.is_some() => Reaction::event(Event::Close),
            Meaning::Escape => Reaction::event(Event::Back),
            Meaning::Copy => Reaction::event(copies(screen)),
            Meaning::Marking => {
                let marks = |hint| screen.hints.contains(hint);
                let on = marks(&Hint::MarkWords);
                if on || marks(&Hint::MarkNone) { Reaction::event(Event::Noticing(on)) } else { Reaction::default() }
            }
            Meaning::Accept => match screen.hints.first() {
                Some(Hint::HelpLines) => Reaction::event(Event::Open(Overlay::HelpLines)),
                Some(_) | None => Reaction::default(),
            },
            Meaning::Share => Reaction::event(Event::Share(!screen.hints.contains(&Hint::TakeBack))),
            Meaning::Digit(digit) => self.pick(digit, screen),
        }
    }

    /// A digit picks an option or a level; `1` and `0` make ten where there is one.
    fn pick(&mut self, digit: i64, screen: &Screen<'_>) -> Reaction {
        let to_ten = |block: &Block<'_>| match block {
            Block::Scale { ends, .. } => ends.1 >= 10,
            Block::Rows { rows, .. } => rows.iter().any(|row| row.rating.is_some()),
            _ => false,
        };
        let ten = screen.blocks.iter().any(to_ten);
        let ten = ten && matches!(screen.focus, Focus::Scale | Focus::Rating) && self.digit == Some(1) && digit == 0;
        self.digit = Some(digit);
        match screen.focus {
            Focus::Options | Focus::Beside if digit == 0 => Reaction::default(),
            Focus::Reading if screen.overlay.is_none() => Reaction::default(),
            Focus::Reading
            | Focus::Options
            | Focus::Beside
            | Focus::Below
            | Focus::Scale
            | Focus::Rating
            | Focus::Line
            | Focus::Page
            | Focus::Item
            | Focus::Through
            | Focus::Confirm => Reaction::event(Event::Pick(if ten { 10 } else { digit })),
        }
    }

    /// On the first of the options there may still be text above: up scrolls to it.
    fn looks_up(&mut self, meaning: &Meaning, screen: &Screen<'_>) -> Option<Reaction> {
        let first = matches!(screen.focus, Focus::Options | Focus::Beside | Focus::Below) && at_first(screen);
        let (by, screens) = match meaning {
            Meaning::Event(Event::Move(Move::Up)) => (-1, false),
            Meaning::Event(Event::Move(Move::PageUp)) => (-1, true),
            _ => return None,
        };
        (first && (self.scroll.top > 0 || self.scroll.free)).then(|| self.scroll_by(by, screens))
    }

    fn scroll_by(&mut self, by: isize, screens: bool) -> Reaction {
        let (whole, window) = self.drawn.rows;
        let by =
            if screens { by.saturating_mul(isize::try_from(window.saturating_sub(2).max(1)).unwrap_or(1)) } else { by };
        let top = self.scroll.top.saturating_add_signed(by).min(whole.saturating_sub(window));
        let moved = top != self.scroll.top;
        (self.scroll.top, self.scroll.free, self.ground.turned) = (top, true, false);
        if moved { Reaction::redraw() } else { Reaction::default() }
    }
}

/// Whether the cursor is on the first of all options.
fn at_first(screen: &Screen<'_>) -> bool {
    let options = |block: &Block<'_>| match block {
        Block::Options { at, .. } => Some(*at),
        Block::Answers { at, .. } => Some(Some(*at)),
        _ => None,
    };
    blocks_of(screen).iter().find_map(options) == Some(Some(0))
}

/// In a window too small to read in one can still write and leave, but not go on unseen.
fn works_unseen(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Event(Event::Leave | Event::Vanish | Event::Edit(Edit::Type(_) | Edit::Newline | Edit::Erase(_)))
    )
}

/// Enter: in a row of items the next cell or a new item, an empty one ends them; elsewhere the session knows.
fn enter(screen: &Screen<'_>) -> Event {
    match screen.focus {
        Focus::Item => match item(screen) {
            Some(row) if row.cells.iter().all(|editor| editor.text.is_blank()) => Event::Submit,
            Some(row) if more_to_say(row, screen) => Event::Move(Move::NextField),
            Some(_) | None => Event::Item(ItemEvent::New),
        },
        Focus::Confirm if !blocks_of(screen).iter().any(|block| matches!(block, Block::Options { .. })) => Event::Close,
        Focus::Reading
        | Focus::Options
        | Focus::Beside
        | Focus::Below
        | Focus::Scale
        | Focus::Rating
        | Focus::Line
        | Focus::Page
        | Focus::Through
        | Focus::Confirm => Event::Enter,
    }
}

/// What is copied: the message, whole, wherever there is one; elsewhere what is selected.
fn copies(screen: &Screen<'_>) -> Event {
    let message =
        screen.hints.contains(&Hint::Copy) || screen.blocks.iter().any(|block| matches!(block, Block::Withheld(_)));
    match focused(screen) {
        Some(editor) if editor.text.selection().is_some() && !message => Event::Edit(Edit::Copy),
        Some(_) | None => Event::Copy,
    }
}

/// The item the cursor is on.
fn item<'s, 'a>(screen: &'s Screen<'a>) -> Option<&'s ItemRow<'a>> {
    blocks_of(screen).iter().find_map(|block| match block {
        Block::Rows { rows, .. } | Block::Timeline(rows) => rows.iter().find(|row| row.at),
        Block::Board(columns) => columns.iter().flat_map(|column| &column.rows).find(|row| row.at),
        _ => None,
    })
}

/// Whether the item has an empty cell, or a rating to give, behind the one in focus. A question on a board is asked only
/// when somebody wants to.
fn more_to_say(row: &ItemRow<'_>, screen: &Screen<'_>) -> bool {
    if blocks_of(screen).iter().any(|block| matches!(block, Block::Board(_))) {
        return false;
    }
    let behind = row.cells.iter().skip_while(|editor| !editor.focus).skip(1);
    row.rating == Some(None) || behind.into_iter().any(|editor| editor.text.is_blank())
}

/// The blocks that have the focus: those of the overlay, if there is one.
fn blocks_of<'s, 'a>(screen: &'s Screen<'a>) -> &'s [Block<'a>] {
    screen.overlay.as_ref().map_or(&screen.blocks, |layer| &layer.blocks)
}

/// Every text on the screen.
fn editors<'s, 'a>(screen: &'s Screen<'a>) -> Vec<&'s Editor<'a>> {
    let mut all = Vec::new();
    for block in blocks_of(screen) {
        match block {
            Block::Editor(editor) => all.push(editor),
            Block::Options { rows, .. } => all.extend(rows.iter().filter_map(|row| row.editor.as_ref())),
            Block::Rows { rows, .. } | Block::Timeline(rows) => all.extend(rows.iter().flat_map(|row| &row.cells)),
            Block::Board(columns) => {
                all.extend(columns.iter().flat_map(|column| &column.rows).flat_map(|row| &row.cells));
            }
            _ => {}
        }
    }
    all
}

/// The text that has the focus.
fn focused<'s, 'a>(screen: &'s Screen<'a>) -> Option<&'s Editor<'a>> {
    editors(screen).into_iter().find(|editor| editor.focus)
}

fn pacer<'s>(screen: &'s Screen<'_>) -> Option<(&'s [blocks::Beat], u32)> {
    screen.blocks.iter().find_map(|block| match block {
        Block::Pacer { beats, seconds } => Some((beats.as_slice(), *seconds)),
        _ => None,
    })
}

/// Tells one screen from another: by its headings and by what lies over it, not by what is being answered.
fn identity(screen: &Screen<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    screen.title.hash(&mut hasher);
    screen.overlay.as_ref().map(|layer| &layer.title).hash(&mut hasher);
    for block in &screen.blocks {
        if let Block::Question(text) = block {
            text.hash(&mut hasher);
        }
    }
    screen.progress.map(|progress| (progress.part, progress.left)).hash(&mut hasher);
    hasher.finish()
}

/// A move among rows where there is no text to move in.
fn row_move(by: isize) -> Event {
    Event::Move(if by < 0 { Move::Up } else { Move::Down })
}
