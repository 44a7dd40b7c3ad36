//! A guide, a session on it and a window: events and keys go in, frames are drawn and looked at.

use std::ops::Range;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use crossterm::event::Event as Heard;
use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stepback::guide::{Guide, read};
use stepback::library::{Library, built_in};
use stepback::screen::block::Editor;
use stepback::screen::lines::HelpLines;
use stepback::screen::{Around, Screen};
use stepback::session::facts::Begin;
use stepback::session::{Effect, Event, Saved, Session};
use stepback::tui::{Look, Mark, Noticer, View};

/// The sizes of window that are drawn: too small, narrow, usual, wide.
pub const SIZES: [(u16, u16); 5] = [(1, 1), (39, 11), (40, 12), (80, 24), (200, 60)];
/// A day in November 2026.
const START: i64 = 1_795_500_000;

static LINES: LazyLock<HelpLines> = LazyLock::new(|| Library::default().help_lines().0);
static GUIDES: LazyLock<Vec<Guide>> =
    LazyLock::new(|| built_in::GUIDES.iter().filter_map(|(_, text)| read::read(text).0).collect());

/// The guides of the program, read once.
pub fn guides() -> &'static [Guide] {
    &GUIDES
}

/// Notices nothing.
struct Nothing;

impl Noticer for Nothing {
    fn marks(&mut self, _editor: &Editor<'_>, _number: usize, _within: &Range<usize>) -> Vec<Mark> {
        Vec::new()
    }
}

/// One session in one window.
pub struct Desk<'a> {
    /// The guide that is walked.
    pub guide: &'a Guide,
    /// The walk.
    pub session: Session,
    view: View,
    size: (u16, u16),
    now: Instant,
    seconds: i64,
}

impl<'a> Desk<'a> {
    /// A new session on a guide.
    pub fn begin(guide: &'a Guide) -> Self {
        let session = Session::begin(guide, &"0a".repeat(16), false);
        Self::sit(guide, session)
    }

    /// A saved session taken up again.
    pub fn resume(guide: &'a Guide, saved: Saved) -> Self {
        let session = Session::resume(guide, saved);
        Self::sit(guide, session)
    }

    fn sit(guide: &'a Guide, session: Session) -> Self {
        let view = View::new(Look { motion: false, ..Look::default() });
        let mut desk = Self { guide, session, view, size: (80, 24), now: Instant::now(), seconds: START };
        let begin = Begin {
            seconds: START,
            today: date(2026, 11, 24),
            fresh_person: "fe".repeat(16),
            known: Vec::new(),
            protected: false,
        };
        desk.does(Event::Begin(Box::new(begin)));
        desk
    }

    /// Lets one thing happen. Whether the session asked to be left.
    pub fn does(&mut self, event: Event) -> bool {
        let effects = self.session.handle(self.guide, event);
        effects.iter().any(|effect| matches!(effect, Effect::Leave(_)))
    }

    /// Lets a key, a paste or the mouse do what it does on the screen shown last.
    pub fn hears(&mut self, heard: Heard) -> bool {
        let events = {
            let around = Around { lines: &LINES, noticed: &[], kept_at: "/somewhere", origin: "", blocked: None };
            let screen = Screen::of(&self.session, self.guide, &around);
            self.view.hear(heard, &screen, self.now).events
        };
        events.into_iter().any(|event| self.does(event))
    }

    /// Time goes by.
    pub fn passes(&mut self, seconds: i64) {
        self.seconds += seconds;
        self.now += Duration::from_secs(seconds.unsigned_abs());
        let days = (self.seconds - START) / 86_400;
        let today = date(2026, 11, 24).saturating_add(jiff::Span::new().days(days));
        self.does(Event::Now { seconds: self.seconds, today });
    }

    /// Gives the window another size.
    pub fn resizes(&mut self, size: (u16, u16)) {
        self.size = size;
    }

    /// Draws the screen and looks at it: nothing on it can act on a terminal, and the cursor is inside.
    pub fn draws(&mut self) {
        let around = Around { lines: &LINES, noticed: &[], kept_at: "/somewhere", origin: "a file", blocked: None };
        let screen = Screen::of(&self.session, self.guide, &around);
        let (width, height) = self.size;
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let caret = self.view.draw(&screen, &mut buffer, self.now, &mut Nothing);
        for cell in buffer.content() {
            assert!(is_tame(cell.symbol()), "a cell holds {:?}", cell.symbol());
        }
        if let Some((x, y)) = caret {
            assert!(x < width && y < height, "the cursor stands at {x},{y} of {width}x{height}");
        }
    }

    /// Draws the screen in every size, which costs more than all else.
    pub fn draws_everywhere(&mut self) {
        let before = self.size;
        for size in SIZES {
            self.size = size;
            self.draws();
        }
        self.size = before;
    }

    /// What is saved reads back as it is, and goes on.
    pub fn keeps(&self) {
        let saved = self.session.saved(self.guide);
        let text = toml::to_string(&saved).expect("a session can be written");
        let back: Saved = toml::from_str(&text).expect("what was written can be read");
        assert_eq!(saved, back, "what was written reads back as something else");
        let again = Session::resume(self.guide, back).saved(self.guide);
        let words = |saved: &Saved| -> Vec<_> {
            let entries = saved.entries.iter().cloned();
            entries.map(|entry| (entry.step, entry.given, entry.draft, entry.skipped)).collect()
        };
        assert_eq!(words(&again), words(&saved), "what was taken up again keeps something else");
    }
}

/// Whether a text can do nothing to a terminal: no control character, nothing that turns or hides others.
pub fn is_tame(text: &str) -> bool {
    let turns = |sign| matches!(sign, '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}');
    !text.chars().any(|sign| sign.is_control() || turns(sign))
}
