//! Blocks of items in plain sentences: lists, boards, timelines. Items have numbers, for `:change N` and `:drop N`.

use super::blocks::{Saying, asking};
use super::page::Part;
use crate::screen::block::{Column, Editor, ItemRow};
use crate::screen::words::rated;

/// A list, rated list or if-then plan.
pub fn rows(rows: &[ItemRow<'_>], labels: &[String], ends: Option<&(String, String)>) -> Saying {
    let lines = ends.map(|(low, high)| format!("0 is: {low}. 10 is: {high}.")).into_iter().collect();
    let holds = numbered(rows, |row| joined(row, labels));
    Saying { parts: vec![Part { name: ("rows", 0), lines, holds }], ask: ask_of(rows, labels), stop: has_focus(rows) }
}

/// Columns, one below the other, up to the one that is asked for now.
pub fn board(columns: &[Column<'_>]) -> Saying {
    let mut saying = Saying::default();
    let mut number = 1;
    for column in columns {
        let mut holds = Vec::new();
        for row in column.rows.iter().filter(|row| is_filled(row)) {
            holds.push(format!("{number}. {}", with_question(row)));
            number += 1;
        }
        saying.parts.push(Part { name: ("column", 0), lines: vec![format!("{}:", column.title)], holds });
        if has_focus(&column.rows) {
            let on_question = column.rows.iter().any(|row| row.cells.get(1).is_some_and(|cell| cell.focus));
            saying.ask = if on_question { column.ask_each.clone() } else { ask_of(&column.rows, &[]) };
            saying.stop = true;
            break;
        }
    }
    saying
}

/// Dated events.
pub fn timeline(rows: &[ItemRow<'_>]) -> Saying {
    let holds = numbered(rows, |row| {
        let [words, day] = [0, 1].map(|cell| row.cells.get(cell).map(text).unwrap_or_default());
        if day.is_empty() { words } else { format!("{day}: {words}") }
    });
    Saying {
        parts: vec![Part { name: ("timeline", 0), lines: Vec::new(), holds }],
        ask: ask_of(rows, &[]),
        stop: has_focus(rows),
    }
}

fn numbered(rows: &[ItemRow<'_>], say: impl Fn(&ItemRow<'_>) -> String) -> Vec<String> {
    rows.iter().filter(|row| is_filled(row)).zip(1..).map(|(row, number)| format!("{number}. {}", say(row))).collect()
}

/// The cells of an item with the words that stand before them, and its rating.
fn joined(row: &ItemRow<'_>, labels: &[String]) -> String {
    let cells = row.cells.iter().enumerate().filter(|(_, cell)| !cell.text.is_blank()).map(|(at, cell)| {
        let label = labels.get(at).map(|label| format!("{label} ")).unwrap_or_default();
        format!("{label}{}", text(cell))
    });
    let words = cells.collect::<Vec<_>>().join(", ");
    match rated(row.before, row.rating.flatten()) {
        Some(rated) => format!("{words} ({rated})"),
        None => words,
    }
}

fn with_question(row: &ItemRow<'_>) -> String {
    let [words, question] = [0, 1].map(|cell| row.cells.get(cell).map(text).unwrap_or_default());
    if question.is_empty() { words } else { format!("{words} (to ask: {question})") }
}

fn text(cell: &Editor<'_>) -> String {
    cell.text.to_string().lines().collect::<Vec<_>>().join(" ")
}

fn is_filled(row: &ItemRow<'_>) -> bool {
    row.cells.iter().any(|cell| !cell.text.is_blank())
}

fn has_focus(rows: &[ItemRow<'_>]) -> bool {
    rows.iter().any(|row| row.at)
}

/// What the cell in focus asks for; the label of its column of cells where it has none of its own.
fn ask_of(rows: &[ItemRow<'_>], labels: &[String]) -> Option<String> {
    let row = rows.iter().find(|row| row.at)?;
    let Some((at, cell)) = row.cells.iter().enumerate().find(|(_, cell)| cell.focus) else {
        return row.rating.map(|_| format!("{} (0 to 10)", row.cells.first().map(text).unwrap_or_default()));
    };
    asking(cell).or_else(|| labels.get(at).map(|label| format!("{label} …")))
}
