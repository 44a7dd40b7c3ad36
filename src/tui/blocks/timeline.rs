//! Dated events, drawn to scale: a line with a numbered place for each day, and the events below it by their number.

use jiff::civil::Date;

use crate::screen::block::{Editor, ItemRow};
use crate::tui::flow::Ink;
use crate::tui::ground::Ground;
use crate::tui::rows::columns;
use crate::tui::strip::{Lane, Strip, example};
use crate::tui::theme::Role;

/// Columns for a day as it is written, `2026-11-02`, and where there is room for the words that mean one.
const DAYS: [u16; 2] = [11, 20];
/// Rows a cell may grow to before it scrolls.
const CELL_ROWS: usize = 6;
/// From this width on there is.
const WIDE: u16 = 60;
/// Columns of the words of an event at least, where there is room.
const WORDS: u16 = 24;
/// Columns before the words: the marker, and the number.
const LEAD: u16 = 4;
/// How many events the line tells apart by number.
const NUMBERED: usize = 9;

/// The line, and a row for each event.
pub fn strips<'a>(rows: &'a [ItemRow<'a>], width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let mut all = line(rows, width, ground);
    if !all.is_empty() {
        all.push(Strip::gap(1));
    }
    let words = words(rows, width);
    for (number, row) in (1..).zip(rows) {
        all.extend(event(number, row, (words, width), ground));
    }
    all
}

/// Columns for the words: as many as they need, so that each day stands beside what happened on it.
fn words(rows: &[ItemRow<'_>], width: u16) -> u16 {
    let [narrow, wide] = DAYS;
    let most = width.saturating_sub(LEAD + 2 + if width >= WIDE { wide } else { narrow }).max(1);
    let cells = rows.iter().filter_map(|row| row.cells.first());
    let long = |editor: &Editor<'_>| {
        let longest = editor.text.to_string().lines().map(columns).max().unwrap_or_default();
        // The caret stands behind the last letter, and an example in its own width.
        longest.max(example(editor).map_or(0, |words| columns(&words))) + 1
    };
    u16::try_from(cells.map(long).max().unwrap_or_default()).unwrap_or(u16::MAX).max(WORDS).min(most)
}

/// The line with its ends named; nothing as long as fewer than two days are known.
fn line<'a>(rows: &[ItemRow<'_>], width: u16, ground: &Ground) -> Vec<Strip<'a>> {
    let numbered = (1..).zip(rows);
    let days: Vec<(usize, Date, bool)> =
        numbered.filter_map(|(number, row)| row.day.map(|day| (number, day, row.at))).collect();
    let ends = days.iter().map(|(_, day, _)| *day).min().zip(days.iter().map(|(_, day, _)| *day).max());
    let Some((first, last)) = ends.filter(|(first, last)| first < last) else { return Vec::new() };
    let span = between(first, last);
    let cells = usize::from(width.saturating_sub(2).min(64)).max(2);
    let [dash, ..] = ground.look.signs.line;
    let mut signs = vec![(dash.to_owned(), Role::Quiet); cells];
    for (number, day, at) in &days {
        let place =
            usize::try_from(between(first, *day)).unwrap_or(0) * (cells - 1) / usize::try_from(span).unwrap_or(1);
        // Of several on one place the one in focus is named, else the first.
        if let Some(sign) = signs.get_mut(place)
            && (*at || sign.1 == Role::Quiet)
        {
            *sign = (mark(*number, *at, ground), if *at { Role::Accent } else { Role::Text });
        }
    }
    let inks = signs.into_iter().map(|(sign, role)| Ink::new(sign, role)).collect();
    let (from, to) = (short(first), short(last));
    let middle = if span == 1 { "1 day".to_owned() } else { format!("{span} days") };
    let free = cells.saturating_sub(columns(&from) + columns(&to) + columns(&middle));
    let (left, right) = (" ".repeat(free / 2), " ".repeat(free - free / 2));
    vec![Strip::line(2, inks), Strip::line(2, vec![Ink::new(format!("{from}{left}{middle}{right}{to}"), Role::Quiet)])]
}

/// An event on the line: its number, as long as that is one sign.
fn mark(number: usize, at: bool, ground: &Ground) -> String {
    let [_, event, here, _] = ground.look.signs.line;
    if number <= NUMBERED { number.to_string() } else { if at { here } else { event }.to_owned() }
}

fn between(first: Date, last: Date) -> i64 {
    first.until(last).map_or(0, |span| i64::from(span.get_days()).max(0))
}

fn short(day: Date) -> String {
    day.strftime("%-d %b").to_string()
}

/// One event, in the order it is written: its number, its words, its day beside them. How a day may be written stands
/// below, where there is room for it.
fn event<'a>(number: usize, row: &'a ItemRow<'a>, (words, width): (u16, u16), ground: &mut Ground) -> Vec<Strip<'a>> {
    let signs = ground.look.signs;
    let number = if row.cells.iter().all(|cell| cell.text.is_blank()) || number > NUMBERED {
        signs.item.to_owned()
    } else {
        number.to_string()
    };
    let mut lanes = Vec::new();
    if let Some(editor) = row.cells.first() {
        let strip = Strip::field(LEAD, words, editor, CELL_ROWS, ground);
        let strip = strip.with_lead(0, if row.at { signs.here } else { " " }, Role::Accent);
        lanes.push(Lane { x: 0, width: LEAD + words, strips: vec![strip.with_lead(2, &number, Role::Quiet)] });
    }
    let Some(editor) = row.cells.get(1) else { return vec![Strip::lanes(lanes)] };
    let day = width.saturating_sub(LEAD + words + 2).max(1);
    let hint = example(editor).map(|hint| ground.prose(&hint, width.saturating_sub(LEAD).max(1), Role::Placeholder));
    let strip =
        if hint.is_some() { Strip::bare(day, editor, ground) } else { Strip::field(0, day, editor, CELL_ROWS, ground) };
    lanes.push(Lane { x: LEAD + words + 2, width: day, strips: vec![strip] });
    let mut all = vec![Strip::lanes(lanes)];
    all.extend(hint.map(|rows| Strip::rows(LEAD, rows)));
    all
}
