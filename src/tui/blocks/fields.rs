//! A text to write in: its label, the words, and what the marks in it mean.

use crate::screen::block::Editor;
use crate::tui::ground::Ground;
use crate::tui::strip::Strip;
use crate::tui::theme::Role;

/// A field of one line grows to this many rows before it scrolls.
const LINE_ROWS: usize = 6;

/// The label above, then the words. A line in focus has a marker, a page needs none.
pub fn strips<'a>(editor: &'a Editor<'a>, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let signs = ground.look.signs;
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
