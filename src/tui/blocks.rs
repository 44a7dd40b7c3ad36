//! Blocks as strips: one file for each family. Closed, like the vocabulary of [`Block`].

mod board;
mod cards;
mod change;
mod fields;
mod help;
mod items;
mod options;
mod pacer;
mod scale;
mod timeline;

pub use pacer::{Beat, Breathing, rounds};

use super::ground::Ground;
use super::strip::Strip;
use super::theme::Role;
use crate::screen::{Block, Focus};

/// How much room there is, and what has the focus.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Columns for what is side by side.
    pub width: u16,
    /// Columns for running text: the reading measure, or less.
    pub measure: u16,
    /// Empty rows between parts are generous.
    pub roomy: bool,
    /// There is so little room that what has not the focus is folded.
    pub fold: bool,
    /// What has the focus, for the names of keys.
    pub focus: Focus,
}

/// All blocks, one below the other, with the gaps between them.
pub fn strips<'a>(blocks: &'a [Block<'a>], room: Room, ground: &mut Ground) -> Vec<Strip<'a>> {
    let mut all: Vec<Strip<'a>> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let own = one(block, room, ground);
        if own.is_empty() {
            continue;
        }
        if !all.is_empty() {
            let before = at.checked_sub(1).and_then(|before| blocks.get(before));
            let close = room.fold && at > 1 && stays_close(before, block);
            let gap = if close { 0 } else { gap(before, block, room.roomy) };
            all.push(Strip::gap(gap));
        }
        all.extend(own);
    }
    all
}

/// Whether a question of a form and its answer stand together where there is little room.
fn stays_close(before: Option<&Block<'_>>, block: &Block<'_>) -> bool {
    match before {
        Some(Block::Question(_)) => true,
        Some(Block::Prose(_) | Block::Note(_)) => matches!(block, Block::Options { at: None, .. }),
        _ => false,
    }
}

/// Empty rows between two blocks.
fn gap(before: Option<&Block<'_>>, block: &Block<'_>, roomy: bool) -> usize {
    match (before, block) {
        (Some(Block::Editor(before)), Block::Editor(after)) if !before.page && !after.page && !roomy => 0,
        (
            Some(Block::Question(_) | Block::Prose(_) | Block::Note(_)),
            Block::Options { .. }
            | Block::Scale { .. }
            | Block::Board(_)
            | Block::Timeline(_)
            | Block::Pacer { .. }
            | Block::Trend(_),
        ) if roomy => 2,
        _ => 1,
    }
}

fn one<'a>(block: &'a Block<'a>, room: Room, ground: &mut Ground) -> Vec<Strip<'a>> {
    let measure = room.measure;
    match block {
        Block::Question(text) => vec![Strip::rows(0, ground.prose(text, measure, Role::Question))],
        Block::Prose(text) => vec![Strip::rows(0, ground.prose(text, measure, Role::Text))],
        Block::Note(text) => vec![Strip::rows(0, ground.prose(text, measure, Role::Quiet))],
        Block::Options { rows, many, at, meant } => options::strips(rows, *many, *at, *meant, room, ground),
        Block::Scale { ends, names, value, before, focus } => {
            let scale = scale::Level { ends: *ends, names, value: *value, before: *before, focus: *focus };
            scale::strips(&scale, measure, ground)
        }
        Block::Editor(editor) => fields::strips(editor, measure, ground),
        Block::Rows { rows, labels, ends } => items::strips(rows, labels, ends.as_ref(), measure, ground),
        Block::Board(columns) => board::strips(columns, room.width, ground),
        Block::Timeline(rows) => timeline::strips(rows, measure, ground),
        Block::Pacer { beats, seconds } => pacer::strips(beats, *seconds, measure, ground),
        // The timer stands in the header, where it does not press.
        Block::Timer(_) => Vec::new(),
        Block::Trend(changes) => change::strips(changes, measure, ground),
        Block::Card { title, text } => cards::card(title, text, measure, ground),
        Block::Recap(answers) => cards::recap(answers, measure, ground),
        Block::Keys(hints) => help::keys(hints, room, ground),
        Block::Lines(lines) => help::lines(lines, measure, ground),
        Block::Complaint(text) => {
            vec![Strip::rows(2, ground.prose(text, measure.saturating_sub(2), Role::Text)).with_lead(
                0,
                "!",
                Role::Caution,
            )]
        }
        Block::Noticed(noticed) => help::noticed(noticed, measure, ground),
    }
}
