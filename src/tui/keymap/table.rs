//! The table itself: keys, where they hold, what they mean. The first row that fits decides.

use super::{
    ANY, BARE, CHOOSING, CONFIRM, ITEM, LINE, Meaning, OPTIONS, On, PAGE, READING, STEP, TEXT, edit, go, open,
};
use crate::session::event::{Event, ItemEvent, Move, Overlay};
use crate::text::{Edit, Motion};

type Row = (&'static str, On, fn() -> Meaning);

/// Every key there is.
pub(super) fn rows() -> impl Iterator<Item = &'static Row> {
    EVERYWHERE.iter().chain(ITEMS).chain(WRITING).chain(BARE_KEYS)
}

const EVERYWHERE: &[Row] = &[
    ("<c-q>", ANY, || Meaning::Event(Event::Leave)),
    ("<c-c>", ANY, || Meaning::Event(Event::Vanish)),
    ("<esc>", ANY, || Meaning::Escape),
    ("<c-g> <f1>", ANY, || open(Overlay::Help)),
    ("y", CONFIRM, || Meaning::Event(Event::Yes)),
    ("n", CONFIRM, || Meaning::Event(Event::Close)),
    ("<c-s> <a-enter> <f10>", STEP, || Meaning::Event(Event::Submit)),
    ("<tab>", STEP, || Meaning::Event(Event::Move(Move::NextField))),
    ("<s-tab>", STEP, || Meaning::Event(Event::Move(Move::PreviousField))),
    ("<a-s>", STEP, || Meaning::Event(Event::Skip)),
    ("<a-w>", STEP, || open(Overlay::Words)),
    ("<a-r>", STEP, || open(Overlay::Review)),
    ("<a-u>", STEP, || open(Overlay::Sources)),
    ("<a-n>", STEP, || open(Overlay::Noticed)),
    ("<a-h>", STEP, || open(Overlay::HelpLines)),
    ("<a-t>", STEP, || Meaning::Share),
    ("<a-c>", STEP, || Meaning::Copy),
];

const ITEMS: &[Row] = &[
    ("<a-d>", STEP, || Meaning::Event(Event::Item(ItemEvent::Remove))),
    ("<a-1>", ITEM, || Meaning::Digit(1)),
    ("<a-2>", ITEM, || Meaning::Digit(2)),
    ("<a-3>", ITEM, || Meaning::Digit(3)),
    ("<a-4>", ITEM, || Meaning::Digit(4)),
    ("<a-5>", ITEM, || Meaning::Digit(5)),
    ("<a-6>", ITEM, || Meaning::Digit(6)),
    ("<a-7>", ITEM, || Meaning::Digit(7)),
    ("<a-8>", ITEM, || Meaning::Digit(8)),
    ("<a-9>", ITEM, || Meaning::Digit(9)),
    ("<a-p>", STEP, || Meaning::Event(Event::Item(ItemEvent::PutBack))),
    ("<a-a>", STEP, || Meaning::Event(Event::Item(ItemEvent::Ask))),
    ("<a-left>", STEP, || Meaning::Event(Event::Item(ItemEvent::ToLeft))),
    ("<a-right>", STEP, || Meaning::Event(Event::Item(ItemEvent::ToRight))),
    ("<a-up>", STEP, || Meaning::Event(Event::Item(ItemEvent::Earlier))),
    ("<a-down>", STEP, || Meaning::Event(Event::Item(ItemEvent::Later))),
];

const WRITING: &[Row] = &[
    ("<enter> <s-enter>", PAGE, || edit(Edit::Newline)),
    ("<enter> <s-enter>", LINE | ITEM, || Meaning::Enter),
    ("<c-j>", PAGE, || edit(Edit::Newline)),
    ("<c-j>", LINE | ITEM, || Meaning::Enter),
    ("<up>", TEXT, || Meaning::Rows { by: -1, select: false }),
    ("<down>", TEXT, || Meaning::Rows { by: 1, select: false }),
    ("<s-up>", TEXT, || Meaning::Rows { by: -1, select: true }),
    ("<s-down>", TEXT, || Meaning::Rows { by: 1, select: true }),
    ("<pgup>", TEXT, || Meaning::Screens { by: -1, select: false }),
    ("<pgdn>", TEXT, || Meaning::Screens { by: 1, select: false }),
    ("<s-pgup>", TEXT, || Meaning::Screens { by: -1, select: true }),
    ("<s-pgdn>", TEXT, || Meaning::Screens { by: 1, select: true }),
    ("<left>", TEXT, || Meaning::Side { right: false }),
    ("<right>", TEXT, || Meaning::Side { right: true }),
    ("<s-left>", TEXT, || go(Motion::Left, true)),
    ("<s-right>", TEXT, || go(Motion::Right, true)),
    ("<c-left> <a-b>", TEXT, || go(Motion::WordLeft, false)),
    ("<c-right> <a-f>", TEXT, || go(Motion::WordRight, false)),
    ("<c-s-left>", TEXT, || go(Motion::WordLeft, true)),
    ("<c-s-right>", TEXT, || go(Motion::WordRight, true)),
    ("<c-up>", TEXT, || go(Motion::ParagraphUp, false)),
    ("<c-down>", TEXT, || go(Motion::ParagraphDown, false)),
    ("<c-s-up>", TEXT, || go(Motion::ParagraphUp, true)),
    ("<c-s-down>", TEXT, || go(Motion::ParagraphDown, true)),
    ("<home> <c-a>", TEXT, || Meaning::RowEnd { end: false, select: false }),
    ("<end> <c-e>", TEXT, || Meaning::RowEnd { end: true, select: false }),
    ("<s-home>", TEXT, || Meaning::RowEnd { end: false, select: true }),
    ("<s-end>", TEXT, || Meaning::RowEnd { end: true, select: true }),
    ("<c-home>", TEXT, || go(Motion::Start, false)),
    ("<c-end>", TEXT, || go(Motion::End, false)),
    ("<c-s-home>", TEXT, || go(Motion::Start, true)),
    ("<c-s-end>", TEXT, || go(Motion::End, true)),
    ("<a-l>", TEXT, || edit(Edit::SelectAll)),
    ("<bs> <s-bs>", TEXT, || edit(Edit::Erase(Motion::Left))),
    ("<del> <c-d>", TEXT, || edit(Edit::Erase(Motion::Right))),
    ("<c-w> <c-h> <a-bs> <c-bs>", TEXT, || edit(Edit::Erase(Motion::WordLeft))),
    ("<c-del> <a-del>", TEXT, || edit(Edit::Erase(Motion::WordRight))),
    ("<c-u>", TEXT, || edit(Edit::Erase(Motion::ParagraphStart))),
    ("<c-k>", TEXT, || Meaning::EraseRow),
    ("<c-z>", STEP, || edit(Edit::Undo)),
    ("<c-y>", STEP, || edit(Edit::Redo)),
    ("<c-x> <s-del>", TEXT, || edit(Edit::Cut)),
    ("<c-ins>", TEXT, || edit(Edit::Copy)),
    ("<c-v> <s-ins>", TEXT, || edit(Edit::PasteKept)),
    ("<c-o>", TEXT, || Meaning::Event(Event::OpenEditor)),
];

const BARE_KEYS: &[Row] = &[
    ("<enter>", BARE | CONFIRM, || Meaning::Enter),
    ("<c-j>", BARE | CONFIRM, || Meaning::Enter),
    ("<space>", OPTIONS | CONFIRM, || Meaning::Event(Event::Toggle)),
    ("<up> k", CHOOSING, || Meaning::Event(Event::Move(Move::Up))),
    ("<down> j", CHOOSING, || Meaning::Event(Event::Move(Move::Down))),
    ("<left>", CHOOSING, || Meaning::Side { right: false }),
    ("<right>", CHOOSING, || Meaning::Side { right: true }),
    ("<home>", CHOOSING, || Meaning::Event(Event::Move(Move::First))),
    ("<end>", CHOOSING, || Meaning::Event(Event::Move(Move::Last))),
    ("<pgup>", CHOOSING, || Meaning::Event(Event::Move(Move::PageUp))),
    ("<pgdn>", CHOOSING, || Meaning::Event(Event::Move(Move::PageDown))),
    ("<up> k", READING, || Meaning::Scroll { by: -1, screens: false }),
    ("<down> j", READING, || Meaning::Scroll { by: 1, screens: false }),
    ("<pgup>", READING, || Meaning::Scroll { by: -1, screens: true }),
    ("<pgdn> <space>", READING, || Meaning::Scroll { by: 1, screens: true }),
    ("<home>", READING, || Meaning::ScrollEnd { end: false }),
    ("<end>", READING, || Meaning::ScrollEnd { end: true }),
    ("?", BARE | CONFIRM, || open(Overlay::Help)),
    ("h", BARE, || open(Overlay::HelpLines)),
    ("w", BARE, || open(Overlay::Words)),
    ("r", BARE, || open(Overlay::Review)),
    ("o", BARE, || open(Overlay::Sources)),
    ("s", BARE, || Meaning::Event(Event::Skip)),
    ("q", BARE, || Meaning::Event(Event::Leave)),
    ("c", BARE, || Meaning::Copy),
];
