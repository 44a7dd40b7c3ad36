//! A text to write in: its label, the words, and what the marks in it mean.

use crate::screen::block::Editor;
use crate::tui::canvas::Hit;
use crate::tui::flow::Ink;
use crate::tui::ground::Ground;
use crate::tui::rows::{columns, shortened};
use crate::tui::strip::Strip;
use crate::tui::theme::Role;

use super::Room;

/// A field of one line grows to this many rows before it scrolls.
const LINE_ROWS: usize = 6;

/// The label above, then the words. A line in focus has a marker, a page needs none.
pub fn strips<'a>(editor: &'a Editor<'a>, room: Room, ground: &mut Ground) -> Vec<Strip<'a>> {
    let (signs, width) = (ground.look.signs, room.measure);
    if room.fold && !editor.page && !editor.focus {
        return vec![folded(editor, width, ground)];
    }
    let mut all = Vec::new();
    if editor.page {
        if !editor.label.is_empty() {
            all.push(Strip::rows(0, ground.prose(&editor.label, width, Role::Quiet)));
        }
        let most = ground.page;
        all.push(Strip::field(0, width, editor, most, ground));
        return all;
    }
    if !editor.label.is_empty() {
        let role = if editor.focus { Role::Strong } else { Role::Quiet };
        all.push(Strip::rows(0, ground.prose(&editor.label, width, role)));
    }
    let (lead, role) = if editor.focus { (signs.here, Role::Accent) } else { (signs.edge, Role::Quiet) };
    all.push(Strip::field(2, width.saturating_sub(2), editor, LINE_ROWS, ground).with_lead(0, lead, role));
    all
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
