//! Items: a list, a rated list, if-then lines. Each row is written in place.

use crate::screen::block::{Editor, ItemRow};
use crate::tui::flow::Ink;
use crate::tui::ground::Ground;
use crate::tui::rows::columns;
use crate::tui::strip::Strip;
use crate::tui::theme::Role;

use super::scale::bar;

/// Rows one cell may grow to before it scrolls.
const CELL_ROWS: usize = 6;

/// What a rating means at most and at least, unless the kind says otherwise.
const RATING: (i64, i64) = (0, 10);

/// One strip a cell, one for a rating.
pub fn strips<'a>(
    rows: &'a [ItemRow<'a>],
    labels: &'a [String],
    ends: Option<&(String, String)>,
    width: u16,
    ground: &mut Ground,
) -> Vec<Strip<'a>> {
    let mut all = Vec::new();
    if let Some((low, high)) = ends {
        let said = format!("{} {low}, {} {high}", RATING.0, RATING.1);
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

/// The rating of a row, as a bar; in focus when no cell of the row is.
pub fn rating<'a>(row: &ItemRow<'_>, width: u16, ground: &Ground) -> Option<Strip<'a>> {
    let value = row.rating?;
    let focus = row.at && !row.cells.iter().any(|editor| editor.focus);
    let written = row.cells.iter().any(|editor| !editor.text.is_blank());
    if value.is_none() && !focus && !written {
        return None;
    }
    let mut inks =
        bar(value, RATING, width.saturating_sub(4 + if row.before.is_some() { 12 } else { 0 }).min(28), ground);
    match (value, row.before) {
        (_, Some(before)) => inks.push(Ink::new(format!("   before {before}"), Role::Quiet)),
        (None, None) if focus => inks.push(Ink::new(" 0 to 10", Role::Quiet)),
        (Some(_) | None, None) => {}
    }
    let lead = if focus { ground.look.signs.here } else { " " };
    Some(Strip::line(4, inks).with_lead(2, lead, Role::Accent).focused(focus))
}
