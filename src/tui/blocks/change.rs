//! Ratings before and after: two bars and a sentence.

use crate::screen::block::Change;
use crate::tui::flow::Ink;
use crate::tui::ground::Ground;
use crate::tui::rows::columns;
use crate::tui::strip::Strip;
use crate::tui::theme::Role;

use super::scale::bar;

const BEFORE: &str = "When you came";
const AFTER: &str = "Now";

/// For each rating two bars below each other, so that the change is seen, and its words.
pub fn strips<'a>(changes: &[Change], width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let name = changes.iter().map(|change| columns(&change.name)).max().unwrap_or_default();
    let mut all = Vec::new();
    for change in changes {
        if !all.is_empty() {
            all.push(Strip::gap(1));
        }
        let wide = usize::from(width) >= columns(BEFORE) + name + 24;
        if !wide {
            all.push(Strip::rows(0, ground.prose(&change.name, width, Role::Strong)));
        }
        all.push(row(change, BEFORE, change.before, (wide, name), width, ground));
        all.push(row(change, AFTER, change.after, (wide, name), width, ground));
    }
    let said: Vec<&str> = changes.iter().map(|change| change.says.as_str()).filter(|says| !says.is_empty()).collect();
    if !said.is_empty() {
        all.push(Strip::gap(1));
        all.push(Strip::rows(0, ground.prose(&said.join(" "), width, Role::Text)));
    }
    all
}

fn row<'a>(
    change: &Change,
    when: &str,
    value: Option<i64>,
    (wide, name): (bool, usize),
    width: u16,
    ground: &Ground,
) -> Strip<'a> {
    let first = columns(BEFORE) + 2;
    let mut inks = vec![Ink::new(format!("{when:<first$}"), Role::Quiet)];
    let mut used = first;
    if wide {
        let shown = if when == BEFORE { change.name.as_str() } else { "" };
        let pad = " ".repeat(name.saturating_sub(columns(shown)) + 2);
        inks.push(Ink::new(format!("{shown}{pad}"), Role::Strong));
        used += name + 2;
    }
    let room = width.saturating_sub(u16::try_from(used).unwrap_or(u16::MAX));
    if value.is_some() {
        inks.extend(bar(value, change.ends, room.min(36), ground));
    } else {
        inks.push(Ink::new("not said", Role::Quiet));
    }
    Strip::line(0, inks)
}
