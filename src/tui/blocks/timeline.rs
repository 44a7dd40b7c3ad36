//! Dated events, drawn to scale: a line with a place for each day, and the events below it.

use jiff::civil::Date;

use crate::screen::block::ItemRow;
use crate::tui::flow::Ink;
use crate::tui::ground::Ground;
use crate::tui::rows::columns;
use crate::tui::strip::{Lane, Strip};
use crate::tui::theme::Role;

/// Columns for a day as it is written, `2026-11-02`, and for the words that ask for one where there is room.
const DAYS: [u16; 2] = [11, 20];
/// Rows a cell may grow to before it scrolls.
const CELL_ROWS: usize = 6;
/// From this width on there is.
const WIDE: u16 = 60;

/// The line, and a row for each event.
pub fn strips<'a>(rows: &'a [ItemRow<'a>], width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let mut all = line(rows, width, ground);
    if !all.is_empty() {
        all.push(Strip::gap(1));
    }
    for row in rows {
        all.push(event(row, width, ground));
    }
    all
}

fn day(row: &ItemRow<'_>) -> Option<Date> {
    row.cells.get(1).and_then(|editor| editor.text.to_string().trim().parse().ok())
}

/// The line with its ends named; nothing as long as fewer than two days are known.
fn line<'a>(rows: &[ItemRow<'_>], width: u16, ground: &Ground) -> Vec<Strip<'a>> {
    let days: Vec<(Date, bool)> = rows.iter().filter_map(|row| day(row).map(|day| (day, row.at))).collect();
    let (Some(first), Some(last)) = (days.iter().map(|(day, _)| *day).min(), days.iter().map(|(day, _)| *day).max())
    else {
        return Vec::new();
    };
    let span = between(first, last);
    if span == 0 {
        return Vec::new();
    }
    let cells = usize::from(width.saturating_sub(2).min(64)).max(2);
    let [dash, event, here, _] = ground.look.signs.line;
    let mut signs = vec![(dash, Role::Quiet); cells];
    for (day, at) in &days {
        let place =
            usize::try_from(between(first, *day)).unwrap_or(0) * (cells - 1) / usize::try_from(span).unwrap_or(1);
        if let Some(sign) = signs.get_mut(place)
            && (*at || sign.0 != here)
        {
            *sign = if *at { (here, Role::Accent) } else { (event, Role::Text) };
        }
    }
    let inks = signs.into_iter().map(|(sign, role)| Ink::new(sign, role)).collect();
    let (from, to) = (short(first), short(last));
    let middle = if span == 1 { "1 day".to_owned() } else { format!("{span} days") };
    let free = cells.saturating_sub(columns(&from) + columns(&to) + columns(&middle));
    let (left, right) = (" ".repeat(free / 2), " ".repeat(free - free / 2));
    vec![Strip::line(2, inks), Strip::line(2, vec![Ink::new(format!("{from}{left}{middle}{right}{to}"), Role::Quiet)])]
}

fn between(first: Date, last: Date) -> i64 {
    first.until(last).map_or(0, |span| i64::from(span.get_days()).max(0))
}

fn short(day: Date) -> String {
    day.strftime("%-d %b").to_string()
}

/// One event, in the order it is written: its words, then its day.
fn event<'a>(row: &'a ItemRow<'a>, width: u16, ground: &mut Ground) -> Strip<'a> {
    let signs = ground.look.signs;
    let [narrow, wide] = DAYS;
    let day = if width >= WIDE { wide } else { narrow };
    let words = width.saturating_sub(day + 3).max(3);
    let (lead, role) = if row.at { (signs.here, Role::Accent) } else { (signs.item, Role::Quiet) };
    let mut lanes = Vec::new();
    if let Some(editor) = row.cells.first() {
        let strip = Strip::field(2, words - 2, editor, CELL_ROWS, ground).with_lead(0, lead, role);
        lanes.push(Lane { x: 0, width: words, strips: vec![strip] });
    }
    if let Some(editor) = row.cells.get(1) {
        // How a day may be written is read where it is about to be.
        let most = if editor.focus { CELL_ROWS } else { 1 };
        lanes.push(Lane { x: words + 2, width: day, strips: vec![Strip::field(0, day, editor, most, ground)] });
    }
    Strip::lanes(lanes)
}
