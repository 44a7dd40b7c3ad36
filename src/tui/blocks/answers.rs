//! All answers, one below the other: each with its question and what was answered, set apart where there is room.

use crate::screen::block::Reviewed;
use crate::tui::canvas::Hit;
use crate::tui::ground::Ground;
use crate::tui::strip::Strip;
use crate::tui::theme::Role;

use super::{Height, Room, cards, options};

/// One strip a question, and those of its answer.
pub fn strips<'a>(rows: &[Reviewed], at: usize, room: Room, ground: &mut Ground) -> Vec<Strip<'a>> {
    let above = ground.options;
    ground.options += rows.len();
    let mut all = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        if number > 0 && room.height > Height::Low {
            all.push(Strip::gap(1));
        }
        let (here, hit) = (number == at, Hit::Option { row: above + number, number });
        all.extend(
            one(row, number, here, room.measure, ground).into_iter().map(|strip| strip.focused(here).hitting(hit)),
        );
    }
    all
}

fn one<'a>(row: &Reviewed, number: usize, here: bool, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let label = options::label(false);
    let room = width.saturating_sub(label).max(1);
    let mut question = options::line(number, &row.question, label, here, width, ground);
    if row.here {
        question = question.with_lead(label - 2, ground.look.signs.chosen, Role::Accent);
    }
    let mut all = vec![question];
    for (heading, lines) in &row.columns {
        if !heading.is_empty() {
            all.push(Strip::rows(label, ground.prose(heading, room, Role::Quiet)));
        }
        if !lines.is_empty() {
            all.extend(cards::beside(&lines.join("\n"), Role::Own, (label, room), ground));
        }
    }
    if let Some(became) = row.state.and_then(cards::became) {
        all.push(Strip::rows(label, ground.prose(became, room, Role::Quiet)));
    }
    all
}
