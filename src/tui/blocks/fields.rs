//! A text to write in: its label, the words, and what the marks in it mean.

use crate::screen::block::Editor;
use crate::tui::canvas::Hit;
use crate::tui::flow::{Ink, Row};
use crate::tui::ground::Ground;
use crate::tui::rows::{columns, shortened};
use crate::tui::strip::{Pin, Strip};
use crate::tui::theme::Role;

use super::{Height, Room};

/// A field of one line grows to this many rows before it scrolls.
const LINE_ROWS: usize = 6;

/// The label above, then the words. A line in focus has a marker, a page needs none.
pub fn strips<'a>(editor: &'a Editor<'a>, room: Room, ground: &mut Ground) -> Vec<Strip<'a>> {
    let (signs, width) = (ground.look.signs, room.measure);
    if room.fold && !editor.page && !editor.focus {
        let low = room.height == Height::Low;
        return if low { vec![folded(editor, width, ground)] } else { unfocused(editor, width, ground) };
    }
    let mut all = Vec::new();
    if editor.page {
        if !editor.label.is_empty() {
            all.push(asked(Strip::rows(0, ground.prose(&editor.label, width, Role::Quiet)), editor));
        }
        let most = ground.page;
        all.push(Strip::field(0, width, editor, most, ground));
        return all;
    }
    if !editor.label.is_empty() {
        let role = if editor.focus { Role::Strong } else { Role::Quiet };
        all.push(asked(Strip::rows(0, ground.prose(&editor.label, width, role)), editor));
    }
    let (lead, role) = if editor.focus { (signs.here, Role::Accent) } else { (signs.edge, Role::Quiet) };
    all.push(Strip::field(2, width.saturating_sub(2), editor, LINE_ROWS, ground).with_lead(0, lead, role));
    all
}

/// What is asked for stays in sight over the field in focus.
fn asked<'a>(label: Strip<'a>, editor: &Editor<'_>) -> Strip<'a> {
    if editor.focus { label.pinned(Pin::Label) } else { label }
}

/// A line without the focus in a usual window: what it asks for and what stands there, in one row where both fit in it
/// whole, else one below the other.
fn unfocused<'a>(editor: &Editor<'_>, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let words = editor.text.to_string();
    let room = width.saturating_sub(2);
    if words.is_empty() || columns(&editor.label) + 2 + columns(&words) <= usize::from(room) {
        return vec![folded(editor, width, ground)];
    }
    let edge = ground.look.signs.edge;
    let label = ground.prose(&editor.label, room, Role::Quiet);
    let words = ground.verbatim(&words, room, Role::Own);
    let rows = label.iter().chain(words.iter());
    let row = |row: &Row| Strip::line(2 + row.indent, row.inks.clone()).with_lead(0, edge, Role::Quiet);
    rows.map(row).map(|strip| strip.hitting(Hit::Field(editor.field))).collect()
}

/// A line without the focus where there is little room: what it asks for and what stands there, in one row. Words that
/// were written have more of it than the question.
fn folded<'a>(editor: &Editor<'_>, width: u16, ground: &Ground) -> Strip<'a> {
    let (signs, room) = (ground.look.signs, usize::from(width.saturating_sub(2)));
    let words = editor.text.to_string();
    let asks = if words.is_empty() { room } else { (room / 2).max(room.saturating_sub(columns(&words) + 2)) };
    let label = shortened(&editor.label, asks, signs.cut);
    let left = room.saturating_sub(columns(&label) + 2);
    let mut inks = vec![Ink::new(label, Role::Quiet)];
    if !words.is_empty() {
        inks.push(Ink::new(format!("  {}", shortened(&words, left, signs.cut)), Role::Own));
    }
    Strip::line(2, inks).with_lead(0, signs.edge, Role::Quiet).hitting(Hit::Field(editor.field))
}
