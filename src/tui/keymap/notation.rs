//! How a key is written: `s`, `<enter>`, `<c-s>`, `<a-enter>`, `<c-s-left>`. The same in tests, tables and journeys.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    /// A character as it was typed: `S` is `S`, not Shift and `s`.
    Char(char),
    /// A key with a name.
    Named(&'static str),
    /// A function key.
    F(u8),
}

/// A key with its modifiers, exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stroke {
    /// Which key.
    pub code: Code,
    /// With Ctrl.
    pub ctrl: bool,
    /// With Alt.
    pub alt: bool,
    /// With Shift; never for characters, which say it themselves.
    pub shift: bool,
}

/// Names of keys, and what the terminal library calls them.
const NAMES: [(&str, KeyCode); 14] = [
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("space", KeyCode::Char(' ')),
    ("bs", KeyCode::Backspace),
    ("del", KeyCode::Delete),
    ("ins", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
];

const PAGE_DOWN: &str = "pgdn";

/// Reads one key. `None` if that is not how a key is written.
pub fn parse(written: &str) -> Option<Stroke> {
    let mut stroke = Stroke { code: Code::Char(' '), ctrl: false, alt: false, shift: false };
    let Some(inner) = written.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else {
        return single(written).map(|c| Stroke { code: Code::Char(c), ..stroke });
    };
    let mut rest = inner;
    loop {
        let (modifier, after) = match rest.split_at_checked(2) {
            Some(("c-", after)) if !after.is_empty() => (&mut stroke.ctrl, after),
            Some(("a-", after)) if !after.is_empty() => (&mut stroke.alt, after),
            Some(("s-", after)) if !after.is_empty() => (&mut stroke.shift, after),
            _ => break,
        };
        *modifier = true;
        rest = after;
    }
    stroke.code = code(rest)?;
    (!stroke.shift || !matches!(stroke.code, Code::Char(c) if c != ' ')).then_some(stroke)
}

fn code(name: &str) -> Option<Code> {
    match name {
        "lt" => return Some(Code::Char('<')),
        "space" => return Some(Code::Char(' ')),
        PAGE_DOWN => return Some(Code::Named(PAGE_DOWN)),
        _ => {}
    }
    if let Some((known, _)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Some(Code::Named(known));
    }
    let function =
        name.strip_prefix('f').and_then(|number| number.parse().ok()).filter(|number| (1..=12).contains(number));
    function.map(Code::F).or_else(|| single(name).map(Code::Char))
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

impl fmt::Display for Stroke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let modifiers: String = [(self.ctrl, "c-"), (self.alt, "a-"), (self.shift, "s-")]
            .iter()
            .filter(|(on, _)| *on)
            .map(|(_, name)| *name)
            .collect();
        match self.code {
            Code::Char(' ') => write!(f, "<{modifiers}space>"),
            Code::Char('<') => write!(f, "<{modifiers}lt>"),
            Code::Char(c) if modifiers.is_empty() => write!(f, "{c}"),
            Code::Char(c) => write!(f, "<{modifiers}{c}>"),
            Code::Named(name) => write!(f, "<{modifiers}{name}>"),
            Code::F(number) => write!(f, "<{modifiers}f{number}>"),
        }
    }
}

impl Stroke {
    /// The key a terminal reported; `None` for releases and for keys without a meaning anywhere.
    pub fn of(event: &KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let has = |modifier| event.modifiers.contains(modifier);
        let mut stroke = Self {
            code: Code::Char(' '),
            ctrl: has(KeyModifiers::CONTROL),
            alt: has(KeyModifiers::ALT),
            shift: has(KeyModifiers::SHIFT),
        };
        stroke.code = match event.code {
            KeyCode::Char(' ') => Code::Char(' '),
            KeyCode::Char(c) => {
                stroke.shift = false;
                let lowered = (stroke.ctrl || stroke.alt) && c.is_ascii_uppercase();
                Code::Char(if lowered { c.to_ascii_lowercase() } else { c })
            }
            KeyCode::BackTab => {
                stroke.shift = true;
                Code::Named("tab")
            }
            KeyCode::PageDown => Code::Named(PAGE_DOWN),
            KeyCode::F(number) => Code::F(number),
            other => Code::Named(NAMES.iter().find(|(_, known)| *known == other)?.0),
        };
        Some(stroke)
    }

    /// What a terminal would report for it: the way back, for tests and journeys.
    pub fn event(self) -> KeyEvent {
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, self.ctrl);
        modifiers.set(KeyModifiers::ALT, self.alt);
        modifiers.set(KeyModifiers::SHIFT, self.shift);
        let code = match self.code {
            Code::Char(c) => KeyCode::Char(c),
            Code::Named(PAGE_DOWN) => KeyCode::PageDown,
            Code::Named("tab") if self.shift => KeyCode::BackTab,
            Code::Named(name) => {
                NAMES.iter().find(|(known, _)| *known == name).map_or(KeyCode::Null, |(_, code)| *code)
            }
            Code::F(number) => KeyCode::F(number),
        };
        KeyEvent::new(code, modifiers)
    }
}
