//! A row of keys, pastes, mouse events, sizes and pauses: into the view, into the session, drawn after each.

use super::desk::{Desk, SIZES, guides};
use crossterm::event::{Event as Heard, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// Events of one run at most.
const MOST: usize = 400;

const CODES: [KeyCode; 16] = [
    KeyCode::Enter,
    KeyCode::Esc,
    KeyCode::Tab,
    KeyCode::BackTab,
    KeyCode::Backspace,
    KeyCode::Delete,
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::F(1),
    KeyCode::Char(' '),
];
/// What may be typed or pasted beside ASCII: wide, combining, turning, invisible, control characters.
const ODD: [&str; 16] = [
    "é",
    "e\u{301}",
    "漢",
    "👨‍👩‍👧",
    "🇦🇹",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\u{9b}31m",
    "\u{1b}[201~",
    "\0",
    "\r\n",
    "\n",
    "\t",
    "क्षि",
    "a\u{300}\u{301}\u{302}\u{303}",
];

fn modifiers(bits: u8) -> KeyModifiers {
    [KeyModifiers::NONE, KeyModifiers::CONTROL, KeyModifiers::ALT, KeyModifiers::SHIFT][usize::from(bits & 3)]
}

fn key(code: KeyCode, bits: u8) -> Heard {
    Heard::Key(KeyEvent::new(code, modifiers(bits)))
}

/// Tries one input.
pub fn run(bytes: &[u8]) {
    let Some((first, rest)) = bytes.split_first() else { return };
    let Some(guide) = guides().get(usize::from(*first) % guides().len().max(1)) else { return };
    let mut desk = Desk::begin(guide);
    desk.draws();
    for pair in rest.chunks_exact(2).take(MOST) {
        let (kind, with) = (pair[0], pair[1]);
        let odd = ODD[usize::from(with & 15)];
        let left = match kind % 16 {
            0..=5 => desk.hears(key(KeyCode::Char(char::from(with & 0x7f).max(' ')), 0)),
            6..=9 => desk.hears(key(CODES[usize::from(with & 15)], if with & 0x40 == 0 { 0 } else { with >> 4 })),
            10 => desk.hears(key(KeyCode::Char(char::from(b'a' + with % 26)), 1 + (with >> 7))),
            11 => odd.chars().any(|sign| desk.hears(key(KeyCode::Char(sign), 0))),
            12 => desk.hears(Heard::Paste(odd.repeat(1 + usize::from(with >> 4) * 20))),
            13 => {
                desk.resizes(SIZES[usize::from(with) % SIZES.len()]);
                false
            }
            14 => {
                let button = if with & 1 == 0 {
                    MouseEventKind::Down(MouseButton::Left)
                } else {
                    MouseEventKind::Up(MouseButton::Left)
                };
                let kind = if with & 2 == 0 { button } else { MouseEventKind::Drag(MouseButton::Left) };
                let (column, row) = (u16::from(with >> 2), u16::from(kind_row(pair)));
                desk.hears(Heard::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
            }
            _ => {
                desk.passes(i64::from(with) * 3_600);
                false
            }
        };
        if left {
            break;
        }
        desk.draws();
    }
    desk.draws_everywhere();
    desk.keeps();
}

fn kind_row(pair: &[u8]) -> u8 {
    (pair[0] ^ pair[1]) % 24
}
