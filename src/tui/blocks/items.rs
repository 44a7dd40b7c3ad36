//! Items: a list, a rated list, if-then lines. Each row is written in place.

use crate::screen::Focus;
use crate::screen::block::{Editor, Hint, ItemRow};
use crate::tui::flow::Ink;
use crate::tui::ground::Ground;
use crate::tui::keymap;
use crate::tui::rows::columns;
use crate::tui::strip::Strip;
use crate::tui::theme::Role;

use super::scale::bar;
use super::{Height, Room};

/// Rows one cell may grow to before it scrolls.
const CELL_ROWS: usize = 6;

/// What a rating means at most and at least, unless the kind says otherwise.
const RATING: (i64, i64) = (0, 10);

/// Columns that "before 10" takes behind a bar.
pub const BEFORE_ROOM: u16 = 12;

/// One strip a cell, one for a rating. What the ends of a rating mean stands over the list; in a low window, where that would
/// soon be out of sight, under the rating in focus.
pub fn strips<'a>(
    rows: &'a [ItemRow<'a>],
    labels: &'a [String],
    ends: Option<&(String, String)>,
    room: Room,
    ground: &mut Ground,
) -> Vec<Strip<'a>> {
    let mut all = Vec::new();
    let width = room.measure;
    let ends = ends.map(|(low, high)| format!("{} {low}, {} {high}", RATING.0, RATING.1));
    let (above, below) = if room.height > Height::Low { (ends, None) } else { (None, ends) };
    if let Some(said) = above {
        all.push(Strip::rows(0, ground.prose(&said, width, Role::Quiet)));
        all.push(Strip::gap(1));
    }
    let label = labels.iter().map(|label| columns(label)).max().unwrap_or_default();
    let label = if label == 0 { 0 } else { u16::try_from(label + 2).unwrap_or(u16::MAX).min(width / 3) };
    for row in rows {
        for (number, editor) in row.cells.iter().enumerate() {
            let name = labels.get(number).map_or("", String::as_str);
            all.push(cell(row, editor, number, (name, label), width, ground));
        }
        all.extend(rating(row, width, ground));
        if let Some(said) = below.as_ref().filter(|_| on_rating(row)) {
            let rows = ground.prose(said, width.saturating_sub(4).max(1), Role::Quiet);
            all.push(Strip::rows(4, rows).focused(true));
        }
    }
    all
}

/// One cell, with the item's sign before the first.
pub fn cell<'a>(
    row: &ItemRow<'_>,
    editor: &'a Editor<'a>,
    number: usize,
    label: (&str, u16),
    width: u16,
    ground: &mut Ground,
) -> Strip<'a> {
    let signs = ground.look.signs;
    let x = 2 + label.1;
    let (lead, role) = match number {
        0 if row.at => (signs.here, Role::Accent),
        0 => (signs.item, Role::Quiet),
        _ => (" ", Role::Quiet),
    };
    let strip = Strip::field(x, width.saturating_sub(x).max(1), editor, CELL_ROWS, ground).with_lead(0, lead, role);
    if label.0.is_empty() {
        return strip;
    }
    strip.with_lead(2, label.0, if editor.focus { Role::Strong } else { Role::Quiet })
}

/// The rating of a row has the focus when no cell of the row has it.
fn on_rating(row: &ItemRow<'_>) -> bool {
    row.rating.is_some() && row.at && !row.cells.iter().any(|editor| editor.focus)
}

/// The rating of a row, as a bar.
fn rating<'a>(row: &ItemRow<'_>, width: u16, ground: &Ground) -> Option<Strip<'a>> {
    let (value, focus) = (row.rating?, on_rating(row));
    let written = row.cells.iter().any(|editor| !editor.text.is_blank());
    if value.is_none() && !focus && !written {
        return None;
    }
    let room = width.saturating_sub(4 + BEFORE_ROOM).min(28);
    let from_to = format!("{} to {}", RATING.0, RATING.1);
    let inks = match value {
        None if focus => {
            let mut inks = bar(value, RATING, room, ground);
            if row.before.is_none() {
                inks.push(Ink::new(format!(" {from_to}"), Role::Quiet));
            }
            before(inks, value, row.before)
        }
        None if row.at => {
            let key = keymap::hint(Hint::NewItem, Focus::Item).1;
            vec![Ink::new(format!("{key}: {from_to}"), Role::Quiet)]
        }
        None | Some(_) => rated(value, row.before, RATING, room, ground),
    };
    let lead = if focus { ground.look.signs.here } else { " " };
    Some(Strip::line(4, inks).with_lead(2, lead, Role::Accent).focused(focus))
}

/// A rating as a bar, with what it was before where that is known. A bar for none would look like the lowest.
pub fn rated(value: Option<i64>, first: Option<i64>, ends: (i64, i64), width: u16, ground: &Ground) -> Vec<Ink> {
    match value {
        Some(_) => before(bar(value, ends, width, ground), value, first),
        None => before(vec![Ink::new("not rated", Role::Quiet)], Some(0), first),
    }
}

/// With what a rating was before: at the same column behind none, numbers of one digit and of two.
fn before(mut inks: Vec<Ink>, value: Option<i64>, first: Option<i64>) -> Vec<Ink> {
    if let Some(first) = first {
        let pad = " ".repeat(3usize.saturating_sub(value.map_or(0, |value| 1 + value.to_string().len())));
        inks.push(Ink::new(format!("{pad}  before {first}"), Role::Quiet));
    }
    inks
}
