//! Keymap: one table from a key and the focus to what it means. Modifiers count exactly: Ctrl-Q is never q.
//!
//! Nothing printable is a command while a text has the focus. Keys that depend on how a text is laid out mean a
//! [`Meaning`] of the view; the front turns it into an Event with the layout at hand.

mod notation;
mod table;

pub use notation::{Code, Stroke, parse};

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::screen::Focus;
use crate::screen::block::Hint;
use crate::session::event::{Event, Overlay};
use crate::text::{Edit, Motion};

/// What a key means.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// Something for the session.
    Event(Event),
    /// So many rows down in the text, or among rows where there is no text below.
    Rows {
        /// Down, or up if negative.
        by: isize,
        /// Stretch the selection.
        select: bool,
    },
    /// A windowful down, or up.
    Screens {
        /// Down, or up if negative.
        by: isize,
        /// Stretch the selection.
        select: bool,
    },
    /// One character, level or column to the side; at the end of an item of a board to the neighbouring column.
    Side {
        /// To the right.
        right: bool,
    },
    /// To the start or the end of the row as it is laid out.
    RowEnd {
        /// To its end.
        end: bool,
        /// Stretch the selection.
        select: bool,
    },
    /// Erase to the end of the row as it is laid out.
    EraseRow,
    /// Scroll the page by so many rows; by windowfuls if `screens`.
    Scroll {
        /// Down, or up if negative.
        by: isize,
        /// Windowfuls instead of rows.
        screens: bool,
    },
    /// To the start or the end of the page.
    ScrollEnd {
        /// To its end.
        end: bool,
    },
    /// Choose, make a new item, go on, or close what lies over the step, as what has the focus stands.
    Enter,
    /// One step back, or close what lies over the step.
    Escape,
    /// Copy what is selected, or the finished message when nothing is.
    Copy,
    /// Hand the keyboard over, or take it back.
    Share,
    /// Mark words, or mark none.
    Marking,
    /// Yes to what a page that is read offers first.
    Accept,
    /// A digit: an option's number, a level.
    Digit(i64),
}

/// Which focus a row of the table is for.
type On = u16;

const READING: On = 1;
const OPTIONS: On = 2;
const SCALE: On = 4;
const LINE: On = 8;
const PAGE: On = 16;
const ITEM: On = 32;
const CONFIRM: On = 64;
const THROUGH: On = 128;
const RATING: On = 256;
const BELOW: On = 512;
const BESIDE: On = 1024;
/// There are rows or levels to move among.
const CHOOSING: On = OPTIONS | BESIDE | BELOW | SCALE | RATING | CONFIRM;
/// No text has the focus.
const BARE: On = READING | OPTIONS | SCALE;
/// A text has the focus.
const TEXT: On = LINE | PAGE | ITEM;
/// Letters go into a text.
const LETTERS: On = TEXT | RATING | THROUGH;
/// Letters are no commands; they go into a text, or are kept from doing harm.
const WRITTEN: On = LETTERS | BELOW | BESIDE;
const STEP: On = BARE | WRITTEN;
const ANY: On = STEP | CONFIRM;

fn bit(focus: Focus) -> On {
    match focus {
        Focus::Reading => READING,
        Focus::Options => OPTIONS,
        Focus::Beside => BESIDE,
        Focus::Below => BELOW,
        Focus::Scale => SCALE,
        Focus::Line => LINE,
        Focus::Page => PAGE,
        Focus::Item => ITEM,
        Focus::Rating => RATING,
        Focus::Confirm => CONFIRM,
        Focus::Through => THROUGH,
    }
}

/// Whether what is typed goes into a text.
pub fn writes(focus: Focus) -> bool {
    bit(focus) & LETTERS != 0
}

type Map = HashMap<Stroke, Vec<(On, fn() -> Meaning)>>;

static MAP: LazyLock<Map> = LazyLock::new(|| {
    let mut map = Map::new();
    for (keys, on, meaning) in table::rows() {
        for stroke in keys.split(' ').filter_map(parse) {
            map.entry(stroke).or_default().push((*on, *meaning));
        }
    }
    map
});

/// What a key means where the focus is; `None` if nothing.
pub fn meaning(stroke: Stroke, focus: Focus) -> Option<Meaning> {
    let on = bit(focus);
    if let Some(found) = MAP.get(&stroke).and_then(|rows| rows.iter().find(|(rows_on, _)| rows_on & on != 0)) {
        return Some(found.1());
    }
    match stroke {
        Stroke { code: Code::Char(c @ '0'..='9'), ctrl: false, alt: false, .. }
            if on & (BARE | BESIDE | RATING) != 0 =>
        {
            c.to_digit(10).map(|digit| Meaning::Digit(i64::from(digit)))
        }
        Stroke { code: Code::Char(c), ctrl: false, alt: false, .. } if writes(focus) && !c.is_control() => {
            Some(Meaning::Event(Event::Edit(Edit::Type(c.to_string()))))
        }
        _ => None,
    }
}

/// The key to name for something that can be done, in this focus: the notation to press, the words on the key bar for
/// the key, and for what it does.
pub fn hint(hint: Hint, focus: Focus) -> (&'static str, &'static str, &'static str) {
    let text = bit(focus) & WRITTEN != 0;
    let pick = |outside, inside| if text { inside } else { outside };
    match hint {
        Hint::Submit if focus == Focus::Page => ("<c-s>", "^S", "go on"),
        Hint::Submit if matches!(focus, Focus::Item | Focus::Below) => ("<c-s>", "^S", "go on"),
        Hint::Submit => ("<enter>", "Enter", "go on"),
        Hint::Choose if matches!(focus, Focus::Scale | Focus::Rating) => ("<right>", "←→", "choose"),
        Hint::Choose if focus == Focus::Below => ("<enter>", "↑↓ Enter", "choose"),
        Hint::Choose => ("<down>", "↑↓", "choose"),
        Hint::Toggle => ("<space>", "Space", "mark"),
        Hint::Begin => ("<a-1>", "Alt-1", "take one"),
        Hint::NewItem => ("<enter>", "Enter", "next one"),
        Hint::NextField => ("<tab>", "Tab", "next field"),
        Hint::MoveItem => ("<a-right>", "Alt-←→", "move"),
        Hint::AskItem => ("<a-a>", "Alt-A", "ask"),
        Hint::RemoveItem => ("<a-d>", "Alt-D", "take away"),
        Hint::Back => ("<esc>", "Esc", "back"),
        Hint::Skip => pick(("s", "s", "skip"), ("<a-s>", "Alt-S", "skip")),
        Hint::Words => pick(("w", "w", "my words"), ("<a-w>", "Alt-W", "my words")),
        Hint::Review => pick(("r", "r", "review"), ("<a-r>", "Alt-R", "review")),
        Hint::Sources => pick(("o", "o", "sources"), ("<a-u>", "Alt-U", "sources")),
        Hint::Noticed => ("<a-n>", "Alt-N", "noticed"),
        Hint::MarkNone => ("m", "m", "mark no words"),
        Hint::MarkWords => ("m", "m", "mark words"),
        Hint::Editor => ("<c-o>", "^O", "editor"),
        Hint::Undo => ("<c-z>", "^Z", "undo"),
        Hint::Redo => ("<c-y>", "^Y", "redo"),
        Hint::ByWord => ("<c-right>", "^←→", "go word by word; ^↑↓ by paragraph"),
        Hint::Select => ("<s-right>", "Shift-←→", "select, as with the mouse"),
        Hint::SelectAll => ("<a-l>", "Alt-L", "select all"),
        Hint::Cut => ("<c-x>", "^X", "cut what is selected"),
        Hint::CopyText => ("<a-c>", "Alt-C", "copy what is selected"),
        Hint::PutIn => ("<c-v>", "^V", "put in what was cut or copied"),
        Hint::Copy => ("<a-c>", "Alt-C", "copy it"),
        Hint::Share => ("<a-t>", "Alt-T", "together"),
        Hint::TakeBack => ("<a-t>", "Alt-T", "take it back"),
        Hint::Help => pick(("?", "?", "help"), ("<c-g>", "^G", "help")),
        Hint::HelpLines => pick(("h", "h", "help lines"), ("<a-h>", "Alt-H", "help lines")),
        Hint::Country => ("<right>", "←→", "country"),
        Hint::Leave => pick(("q", "q", "leave"), ("<c-q>", "^Q", "leave")),
        Hint::Vanish => ("<c-c>", "^C", "quick exit"),
        Hint::Yes => ("y", "y", "yes"),
        Hint::Close => ("<esc>", "Esc", "close"),
    }
}

/// Those of `hints` whose key or words hold what is sought, in any case; all of them while nothing is.
pub fn sought<'h>(hints: &'h [Hint], sought: &'h str, focus: Focus) -> impl Iterator<Item = Hint> + 'h {
    hints.iter().copied().filter(move |one| {
        let (_, key, words) = hint(*one, focus);
        format!("{key} {words}").to_lowercase().contains(sought)
    })
}

fn edit(edit: Edit) -> Meaning {
    Meaning::Event(Event::Edit(edit))
}

fn go(to: Motion, select: bool) -> Meaning {
    edit(Edit::Move { to, select })
}

fn open(overlay: Overlay) -> Meaning {
    Meaning::Event(Event::Open(overlay))
}

#[cfg(test)]
mod tests;
