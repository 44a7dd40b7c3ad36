//! Blocks as strips: one file for each family. Closed, like the vocabulary of [`Block`].

mod answers;
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
use super::keymap;
use super::strip::{Pin, Strip};
use super::theme::Role;
use crate::screen::block::Hint;
use crate::screen::{Block, Focus};

/// How high a window is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Height {
    /// Rows are short.
    Low,
    /// High enough for gaps between what belongs apart, and to cut nothing.
    Usual,
    /// High enough for several drafts side by side.
    High,
}

/// How much room there is, and what has the focus.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Columns for what is side by side.
    pub width: u16,
    /// Columns for running text: the reading measure, or less.
    pub measure: u16,
    /// Empty rows between parts are generous.
    pub roomy: bool,
    /// How high the window is, whether all of the page fits or not.
    pub height: Height,
    /// There is so little room that what has not the focus is folded.
    pub fold: bool,
    /// What has the focus, for the names of keys.
    pub focus: Focus,
}

/// All blocks, one below the other, with the gaps between them.
pub fn strips<'a>(blocks: &'a [Block<'a>], room: Room, ground: &mut Ground) -> Vec<Strip<'a>> {
    let mut all: Vec<Strip<'a>> = Vec::new();
    let built = built(blocks);
    let mut at = 0;
    if room.fold
        && let Some(pacer) = blocks.iter().position(|block| matches!(block, Block::Pacer { .. }))
    {
        return breathing_first(blocks, pacer, room, ground);
    }
    while let Some(block) = blocks.get(at) {
        let (own, taken) = match built {
            Some(first) if first == at => drafts(blocks, at, room, ground),
            Some(_) | None => (one(block, room, ground), 1),
        };
        if !own.is_empty() {
            if !all.is_empty() {
                let before = at.checked_sub(1).and_then(|before| blocks.get(before));
                let close = room.fold && at > 1 && stays_close(before, block);
                all.push(Strip::gap(if close { 0 } else { gap(before, block, room.roomy) }));
            }
            all.extend(own);
        }
        at += taken;
    }
    all
}

/// Where there is little room the question stands over what one breathes along with, and the rest waits below.
fn breathing_first<'a>(blocks: &'a [Block<'a>], pacer: usize, room: Room, ground: &mut Ground) -> Vec<Strip<'a>> {
    let head = usize::from(matches!(blocks.first(), Some(Block::Question(_))));
    let first = blocks.iter().take(head).chain(blocks.get(pacer));
    let rest = blocks.iter().enumerate().filter(|(at, _)| *at >= head && *at != pacer).map(|(_, block)| block);
    let mut all: Vec<Strip<'a>> = first.flat_map(|block| one(block, room, ground)).collect();
    for block in rest {
        all.push(Strip::gap(1));
        all.extend(one(block, room, ground));
    }
    all
}

/// Where what grows out of the fields of a form stands, if anything does.
fn built(blocks: &[Block<'_>]) -> Option<usize> {
    let form = blocks.iter().position(|block| matches!(block, Block::Editor(_)))?;
    let grows = |block: &Block<'_>| matches!(block, Block::Card { .. } | Block::Built(_));
    blocks.iter().enumerate().skip(form).find_map(|(at, block)| grows(block).then_some(at))
}

/// Whether a text is being built, or one of several.
pub fn builds(blocks: &[Block<'_>]) -> bool {
    built(blocks).is_some() || blocks.iter().any(|block| matches!(block, Block::Advice { .. }))
}

/// What is built and the drafts put aside, which begin at block `at`. Also says how many blocks that took.
fn drafts<'a>(blocks: &'a [Block<'a>], at: usize, room: Room, ground: &mut Ground) -> (Vec<Strip<'a>>, usize) {
    let run = blocks.iter().skip(at).map_while(|block| match block {
        Block::Built(built) => Some(Some(cards::Draft::Built(built))),
        Block::Card { title, text } => Some(Some(cards::Draft::Aside(title, text))),
        Block::Advice { .. } => Some(None),
        _ => None,
    });
    let run: Vec<Option<cards::Draft<'a>>> = run.collect();
    let cards: Vec<cards::Draft<'a>> = run.iter().copied().flatten().collect();
    (cards::drafts(&cards, room, ground), run.len())
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
        Block::Question(text) => vec![Strip::rows(0, ground.prose(text, measure, Role::Question)).pinned(Pin::Head)],
        Block::Prose(text) => vec![Strip::rows(0, ground.prose(text, measure, Role::Text))],
        Block::Note(text) => vec![Strip::rows(0, ground.prose(text, measure, Role::Quiet))],
        Block::Curtain(text) => {
            let (_, key, words) = keymap::hint(Hint::TakeBack, room.focus);
            vec![Strip::rows(0, ground.prose(&format!("{text} {key}: {words}."), measure, Role::Quiet))]
        }
        Block::Options { rows, many, at, meant } => options::strips(rows, *many, *at, *meant, room, ground),
        Block::Scale { ends, names, value, before, focus } => {
            let scale = scale::Level { ends: *ends, names, value: *value, before: *before, focus: *focus };
            scale::strips(&scale, measure, ground)
        }
        Block::Editor(editor) => fields::strips(editor, room, ground),
        Block::Rows { rows, labels, ends } => items::strips(rows, labels, ends.as_ref(), room, ground),
        Block::Board(columns) => board::strips(columns, room.width, ground),
        Block::Timeline(rows) => timeline::strips(rows, measure, ground),
        Block::Pacer { beats, seconds } => pacer::strips(beats, *seconds, measure, ground),
        // The timer stands in the header, where it does not press; what is said of the answer at the foot, in sight at every size.
        Block::Timer(_)
        | Block::Complaint(_)
        | Block::Told(_)
        | Block::Marked(_)
        | Block::Withheld(_)
        | Block::Advice { .. } => Vec::new(),
        Block::Trend(changes) => change::strips(changes, measure, ground),
        Block::Card { title, text } => cards::card(title, text, measure, ground),
        Block::Built(built) => cards::drafts(&[cards::Draft::Built(built)], room, ground),
        Block::Recap(answers) => cards::recap(answers, measure, ground),
        Block::Answers { rows, at } => answers::strips(rows, *at, room, ground),
        Block::Keys(hints) => help::keys(hints, room, ground),
        Block::Countries { all, at } => help::country(all, *at, measure, ground),
        Block::Lines(lines) => help::lines(lines, measure, ground),
        Block::Noticed(noticed) => help::noticed(noticed, measure, ground),
    }
}
