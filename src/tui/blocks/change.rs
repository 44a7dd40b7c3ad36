//! Ratings before and after: two bars and a sentence.

use crate::screen::block::Change;
use crate::tui::flow::Ink;
use crate::tui::ground::Ground;
use crate::tui::rows::columns;
use crate::tui::strip::{Lane, Strip};
use crate::tui::theme::Role;

use super::items::{BEFORE_ROOM, rated};
use super::scale::bar;

const BEFORE: &str = "When you came";
const AFTER: &str = "Now";

/// Columns of the bar of a line of a list.
const LINE_BAR: u16 = 20;

/// For each rating two bars below each other, so that the change is seen; for each line of a list one, with what it was before;
/// and the words.
pub fn strips<'a>(changes: &[Change], width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let name = changes.iter().filter(|change| change.of.is_empty()).map(|change| columns(&change.name)).max();
    let name = name.unwrap_or_default();
    let wide = usize::from(width) >= columns(BEFORE) + name + 24;
    let (mut all, mut of) = (Vec::new(), "");
    for change in changes {
        let goes_on = !change.of.is_empty() && change.of == of;
        if !all.is_empty() && !goes_on {
            all.push(Strip::gap(1));
        }
        of = &change.of;
        if !of.is_empty() {
            if !goes_on {
                all.push(Strip::rows(0, ground.prose(of, width, Role::Strong)));
            }
            all.extend(line(change, width, ground));
            continue;
        }
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

/// A line of a list that was rated twice: its words, and its bar behind them where there is room, else below.
fn line<'a>(change: &Change, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let bar = rated(change.after, change.before, change.ends, LINE_BAR, ground);
    let beside = width.checked_sub(LINE_BAR + BEFORE_ROOM + 2);
    if let Some(x) = beside.filter(|x| columns(&change.name) + 2 <= usize::from(*x)) {
        let words = ground.verbatim(&change.name, x, Role::Own);
        let strips = |x, width, strip| Lane { x, width, strips: vec![strip] };
        return vec![Strip::lanes(vec![
            strips(0, x, Strip::rows(0, words)),
            strips(x, width - x, Strip::line(0, bar)),
        ])];
    }
    vec![Strip::rows(0, ground.verbatim(&change.name, width, Role::Own)), Strip::line(2, bar)]
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
