//! Something finished, set apart, and earlier answers.

use crate::screen::Block;
use crate::screen::block::Recalled;
use crate::session::State;
use crate::tui::flow::{Ink, Row};
use crate::tui::ground::Ground;
use crate::tui::rows::{columns, shortened};
use crate::tui::strip::{Lane, Strip};
use crate::tui::theme::Role;

use super::Room;

/// A card: its heading, and its text beside a line.
pub fn card<'a>(title: &str, text: &str, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let mut all = Vec::new();
    if !title.is_empty() {
        all.push(Strip::rows(0, ground.prose(title, width, Role::Strong)));
        all.push(Strip::gap(1));
    }
    all.extend(beside(text, Role::Own, (0, width), ground));
    all
}

/// A draft narrower than this is not read with ease; then they stand below each other.
const NARROWEST: u16 = 32;
/// A draft wider than this is a page.
const WIDEST: u16 = 60;
/// Columns between two drafts.
const BETWEEN: u16 = 4;

/// What is being built, with the note on it, and the drafts put aside.
pub fn drafts<'a>(run: &'a [Block<'a>], count: usize, room: Room, ground: &mut Ground) -> Vec<Strip<'a>> {
    let count = u16::try_from(count).unwrap_or(u16::MAX).max(1);
    let each = ((room.width.saturating_add(BETWEEN)) / count).saturating_sub(BETWEEN).min(WIDEST);
    let aside = each >= NARROWEST;
    let width = if aside { each } else { room.measure };
    let mut lanes: Vec<Vec<Strip<'a>>> = Vec::new();
    for block in run {
        match block {
            Block::Card { title, text } if aside || lanes.is_empty() => lanes.push(card(title, text, width, ground)),
            Block::Card { title, text } => lanes.push(vec![listed(title, text, width, ground)]),
            Block::Note(text) => {
                if let Some(last) = lanes.last_mut() {
                    last.push(Strip::gap(1));
                    last.push(Strip::rows(0, ground.prose(text, width, Role::Quiet)));
                }
            }
            _ => {}
        }
    }
    if aside {
        let side =
            (0..).zip(lanes).map(|(at, strips): (u16, _)| Lane { x: at * (each + BETWEEN), width: each, strips });
        return vec![Strip::lanes(side.collect())];
    }
    let mut all: Vec<Strip<'a>> = Vec::new();
    for (at, strips) in lanes.into_iter().enumerate() {
        if at == 1 {
            all.push(Strip::gap(1));
        }
        all.extend(strips);
    }
    all
}

/// A draft in a row: its name and how it begins.
fn listed<'a>(title: &str, text: &str, width: u16, ground: &Ground) -> Strip<'a> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = format!("{title}  ");
    let room = usize::from(width).saturating_sub(columns(&name) + 2);
    let words = shortened(&words, room, ground.look.signs.cut);
    Strip::line(2, vec![Ink::new(name, Role::Quiet), Ink::new(words, Role::Own)]).with_lead(
        0,
        ground.look.signs.edge,
        Role::Accent,
    )
}

/// A person's words from column `x` on in `width` columns, each row beside a line.
pub fn beside<'a>(text: &str, role: Role, (x, width): (u16, u16), ground: &mut Ground) -> Vec<Strip<'a>> {
    let edge = ground.look.signs.edge;
    let rows = ground.verbatim(text.trim_end_matches('\n'), width.saturating_sub(2).max(1), role);
    let strip = |row: &Row| Strip::line(x + 2 + row.indent, row.inks.clone()).with_lead(x, edge, Role::Accent);
    rows.iter().map(strip).collect()
}

/// Earlier answers: each question, and what was answered.
pub fn recap<'a>(answers: &[Recalled], width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let mut all = Vec::new();
    for one in answers {
        if !all.is_empty() {
            all.push(Strip::gap(1));
        }
        if !one.question.is_empty() {
            all.push(Strip::rows(0, ground.prose(&one.question, width, Role::Quiet)));
        }
        if !one.answer.is_empty() {
            all.extend(beside(&one.answer, Role::Own, (0, width), ground));
        }
        if let Some(became) = became(one.state) {
            all.push(Strip::rows(2, ground.prose(became, width.saturating_sub(2).max(1), Role::Quiet)));
        }
    }
    all
}

/// What became of an answer, where it is not the one that counts.
pub fn became(state: State) -> Option<&'static str> {
    match state {
        State::Given => None,
        State::Draft => Some("begun, not handed in"),
        State::Skipped => Some("left open"),
        State::Inactive => Some("kept, though not on the way as things stand"),
    }
}
