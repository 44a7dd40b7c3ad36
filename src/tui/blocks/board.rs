//! A board: columns of items side by side, or one below the other where they would be too narrow to read.

use crate::screen::block::Column;
use crate::tui::flow::Ink;
use crate::tui::ground::Ground;
use crate::tui::strip::{Lane, Strip};
use crate::tui::theme::Role;

use super::items::cell;

/// A column narrower than this is not read with ease; then they fold.
const NARROWEST: u16 = 21;
/// A column wider than this is a page, not a column.
const WIDEST: u16 = 44;
/// Columns between two columns.
const BETWEEN: u16 = 3;

/// The columns.
pub fn strips<'a>(columns: &'a [Column<'a>], width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let count = u16::try_from(columns.len()).unwrap_or(u16::MAX).max(1);
    let each = (width.saturating_add(BETWEEN) / count).saturating_sub(BETWEEN);
    if each < NARROWEST && count > 1 {
        let mut all = Vec::new();
        for (at, one) in columns.iter().enumerate() {
            if at > 0 {
                all.push(Strip::gap(1));
            }
            all.extend(column(one, width, ground));
        }
        return all;
    }
    let each = each.clamp(1, WIDEST);
    let lanes = (0..)
        .zip(columns)
        .map(|(at, one): (u16, _)| Lane { x: at * (each + BETWEEN), width: each, strips: column(one, each, ground) })
        .collect();
    vec![Strip::lanes(lanes)]
}

fn column<'a>(column: &'a Column<'a>, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let signs = ground.look.signs;
    let here = column.rows.iter().any(|row| row.at);
    let title = if here { Role::Question } else { Role::Text };
    let mut all = vec![Strip::rows(0, ground.prose(&column.title, width, title))];
    let rule = signs.rule.repeat(usize::from(width.min(24)));
    all.push(Strip::line(0, vec![Ink::new(rule, if here { Role::Accent } else { Role::Quiet })]));
    for row in &column.rows {
        for (number, editor) in row.cells.iter().enumerate() {
            // A question nobody has begun needs no row of its own.
            if number > 0 && editor.text.is_empty() && !editor.focus {
                continue;
            }
            let strip = if number == 0 {
                cell(row, editor, number, ("", 0), width, ground)
            } else {
                let x = 4;
                Strip::field(x, width.saturating_sub(x).max(1), editor, 6, ground).with_lead(2, signs.ask, Role::Accent)
            };
            all.push(strip);
        }
    }
    all
}
