//! A level between two named ends: every level to be seen and picked, or a bar where there are too many.

use crate::tui::canvas::Hit;
use crate::tui::flow::Ink;
use crate::tui::ground::Ground;
use crate::tui::rows::columns;
use crate::tui::strip::{Lane, Strip};
use crate::tui::theme::Role;

/// What a scale shows.
pub struct Level<'a> {
    /// Lowest and highest.
    pub ends: (i64, i64),
    /// What they mean.
    pub names: &'a (String, String),
    /// Chosen so far.
    pub value: Option<i64>,
    /// The first rating.
    pub before: Option<i64>,
    /// It has the focus.
    pub focus: bool,
}

/// More levels than this are drawn as a bar.
const SINGLY: i64 = 12;

/// The levels, the names of the ends, and the rating before.
pub fn strips<'a>(level: &Level<'_>, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let (low, high) = level.ends;
    let count = high.saturating_sub(low).saturating_add(1);
    let (mut all, span) = if (2..=SINGLY).contains(&count) {
        levels(level, count, width)
    } else {
        (vec![Strip::line(0, bar(level.value, level.ends, width.min(40), ground)).focused(level.focus)], width.min(40))
    };
    all.extend(names(level, span, width, ground));
    if let Some(before) = level.before {
        all.push(Strip::gap(1));
        all.push(Strip::rows(0, ground.prose(&format!("The first time it was {before}."), width, Role::Quiet)));
    }
    all
}

/// Every level in a cell of its own.
fn levels<'a>(level: &Level<'_>, count: i64, width: u16) -> (Vec<Strip<'a>>, u16) {
    let count = u16::try_from(count).unwrap_or(1);
    let cell = (width / count).clamp(3, 5);
    let low = level.ends.0;
    let at = level.value;
    let lanes = (0..count)
        .map(|step| {
            let value = low.saturating_add(i64::from(step));
            let (text, role) = if at == Some(value) {
                (format!("[{value}]"), Role::Accent)
            } else if level.before == Some(value) {
                (format!("({value})"), Role::Text)
            } else {
                (format!(" {value} "), Role::Text)
            };
            // With nothing chosen the cursor waits in the middle.
            let focus = level.focus && (at == Some(value) || (at.is_none() && step == count / 2));
            let strip = Strip::line(0, vec![Ink::new(text.trim_end(), role)]).focused(focus);
            Lane { x: step * cell, width: cell, strips: vec![strip.hitting(Hit::Level(value))] }
        })
        .collect();
    (vec![Strip::lanes(lanes)], count * cell)
}

/// A bar for a value: its filled part, the rest, and the number.
pub fn bar(value: Option<i64>, ends: (i64, i64), width: u16, ground: &Ground) -> Vec<Ink> {
    let [left, full, rest, right] = ground.look.signs.bar;
    let number = value.map_or(String::new(), |value| format!(" {value}"));
    let cells = usize::from(width).saturating_sub(2 + columns(&number).max(3)).max(1);
    let filled = share(value, ends, cells);
    vec![
        Ink::new(left, Role::Quiet),
        Ink::new(full.repeat(filled), Role::Shape),
        Ink::new(rest.repeat(cells - filled), Role::Quiet),
        Ink::new(right, Role::Quiet),
        Ink::new(number, Role::Own),
    ]
}

/// How many of `cells` a value fills.
fn share(value: Option<i64>, (low, high): (i64, i64), cells: usize) -> usize {
    let Some(value) = value else { return 0 };
    let span = i128::from(high) - i128::from(low);
    if span <= 0 {
        return 0;
    }
    let part = (i128::from(value) - i128::from(low)).clamp(0, span);
    let cells = i128::try_from(cells).unwrap_or(0);
    usize::try_from((part * cells + span / 2) / span).unwrap_or(0)
}

/// What the ends mean, below them; one below the other where they would touch.
fn names<'a>(level: &Level<'_>, span: u16, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let (low, high) = level.names;
    let (left, right) = (columns(low), columns(high));
    if low.is_empty() && high.is_empty() {
        return Vec::new();
    }
    let span = usize::from(span).max(1);
    if left + right + 3 <= usize::from(width) {
        let start = span.saturating_sub(right).max(left + 3).min(usize::from(width) - right);
        let space = " ".repeat(start - left);
        return vec![Strip::line(
            0,
            vec![Ink::new(format!(" {low}{}{high}", space.get(1..).unwrap_or_default()), Role::Quiet)],
        )];
    }
    let said = format!("{} {low}; {} {high}", level.ends.0, level.ends.1);
    vec![Strip::rows(0, ground.prose(&said, width, Role::Quiet))]
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_bar_is_filled_in_proportion() {
        #[track_caller]
        fn check(value: i64, ends: (i64, i64), cells: usize, filled: usize) {
            assert_eq!(share(Some(value), ends, cells), filled);
        }
        check(0, (0, 10), 20, 0);
        check(5, (0, 10), 20, 10);
        check(10, (0, 10), 20, 20);
        check(99, (0, 10), 20, 20);
        check(-5, (0, 10), 20, 0);
        check(3, (3, 3), 20, 0);
        check(i64::MAX, (i64::MIN, i64::MAX), 20, 20);
        assert_eq!(share(None, (0, 10), 20), 0);
    }
}
