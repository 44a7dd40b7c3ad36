//! A screen under the hands: keys, clicks and the wheel, and what they come to.

use std::time::{Duration, Instant};

use crossterm::event::{Event as Heard, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stepback::screen::block::Editor;
use stepback::screen::{Block, Focus, Screen};
use stepback::session::Event;
use stepback::text::{Clip, Edit, Text};
use stepback::tui::keymap::parse;
use stepback::tui::{Look, Quiet, View};

/// A view of a screen, drawn once.
pub struct Hands {
    pub view: View,
    pub buffer: Buffer,
    pub now: Instant,
}

impl Hands {
    pub fn on(screen: &Screen<'_>) -> Self {
        Self::sized(screen, 80, 24)
    }

    pub fn sized(screen: &Screen<'_>, width: u16, height: u16) -> Self {
        let mut hands = Self {
            view: View::new(Look::default()),
            buffer: Buffer::empty(Rect::new(0, 0, width, height)),
            now: Instant::now(),
        };
        hands.draw(screen);
        hands
    }

    pub fn draw(&mut self, screen: &Screen<'_>) -> Option<(u16, u16)> {
        self.buffer.reset();
        self.view.draw(screen, &mut self.buffer, self.now, &mut Quiet)
    }

    pub fn key(&mut self, key: &str, screen: &Screen<'_>) -> Vec<Event> {
        let stroke = parse(key).unwrap_or_else(|| panic!("{key} is no key"));
        self.view.hear(Heard::Key(stroke.event()), screen, self.now).events
    }

    pub fn mouse(&mut self, kind: MouseEventKind, (column, row): (u16, u16), screen: &Screen<'_>) -> Vec<Event> {
        let event = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
        self.view.hear(Heard::Mouse(event), screen, self.now).events
    }

    pub fn click(&mut self, at: (u16, u16), screen: &Screen<'_>) -> Vec<Event> {
        let events = self.mouse(MouseEventKind::Down(MouseButton::Left), at, screen);
        self.mouse(MouseEventKind::Up(MouseButton::Left), at, screen);
        self.now += Duration::from_secs(1);
        events
    }

    pub fn shows(&self, words: &str) -> bool {
        let area = self.buffer.area();
        let row = |y| (0..area.width).map(|x| self.buffer[(x, y)].symbol()).collect::<String>();
        (0..area.height).any(|y| row(y).contains(words))
    }

    /// Where these words begin on the screen.
    pub fn find(&self, words: &str) -> (u16, u16) {
        let area = self.buffer.area();
        for y in 0..area.height {
            let cells: Vec<&str> = (0..area.width).map(|x| self.buffer[(x, y)].symbol()).collect();
            if let Some(at) = cells.concat().find(words) {
                let before: usize = cells
                    .iter()
                    .scan(0, |len, cell| {
                        *len += cell.len();
                        Some(*len)
                    })
                    .take_while(|len| *len <= at)
                    .count();
                return (u16::try_from(before).unwrap(), y);
            }
        }
        panic!("{words} is not on the screen");
    }
}

#[track_caller]
pub fn same(events: &[Event], expected: &str) {
    let seen: Vec<String> = events
        .iter()
        .map(|event| match event {
            Event::Edit(edit) => shape(edit),
            event => format!("{event:?}"),
        })
        .collect();
    assert_eq!(seen.join(" "), expected);
}

pub fn shape(edit: &Edit) -> String {
    match edit {
        Edit::Type(text) => format!("Type({text})"),
        Edit::Paste(text) => format!("Paste({text})"),
        Edit::Newline => "Newline".to_owned(),
        Edit::Erase(motion) => format!("Erase({motion:?})"),
        Edit::Move { to, select } => format!("Move({to:?},{select})"),
        Edit::Select { anchor, head } => {
            format!("Select({}:{},{}:{})", anchor.paragraph, anchor.byte, head.paragraph, head.byte)
        }
        Edit::SelectAll => "SelectAll".to_owned(),
        Edit::Copy => "Copy".to_owned(),
        Edit::Cut => "Cut".to_owned(),
        Edit::PasteKept => "PasteKept".to_owned(),
        Edit::Undo => "Undo".to_owned(),
        Edit::Redo => "Redo".to_owned(),
        Edit::Pause => "Pause".to_owned(),
    }
}

/// A page of text that the keys really edit, as the session would.
pub struct Page {
    pub text: Text,
    pub clip: Clip,
    pub hands: Hands,
}

impl Page {
    pub fn new(words: &str, width: u16) -> Self {
        let text = Text::from_str(words);
        let hands = Hands::sized(&page_of(&text), width, 24);
        Self { text, clip: Clip::default(), hands }
    }

    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            let events = self.hands.key(key, &page_of(&self.text));
            for event in events {
                if let Event::Edit(edit) = event {
                    let _ = self.text.apply(&edit, &mut self.clip);
                }
            }
            self.hands.draw(&page_of(&self.text));
        }
        self
    }

    pub fn caret(&self) -> (usize, usize) {
        (self.text.caret().paragraph, self.text.caret().byte)
    }
}

pub fn page_of(text: &Text) -> Screen<'_> {
    let editor = Editor {
        label: String::new(),
        text,
        placeholder: String::new(),
        page: true,
        focus: true,
        notice: Vec::new(),
        glue: Default::default(),
        field: 0,
    };
    Screen {
        title: "A".to_owned(),
        progress: None,
        blocks: vec![Block::Editor(editor)],
        aside: Vec::new(),
        overlay: None,
        hints: Vec::new(),
        status: stepback::screen::block::Status::Quiet,
        focus: Focus::Page,
    }
}
