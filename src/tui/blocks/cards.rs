//! Something finished, set apart, and earlier answers.

use crate::screen::block::{Editor, Recalled};
use crate::session::State;
use crate::tui::flow::{Ink, Row};
use crate::tui::ground::Ground;
use crate::tui::rows::{columns, shortened};
use crate::tui::strip::{Lane, Pin, Strip};
use crate::tui::theme::Role;

use super::{Height, Room};

/// A card: its heading, and its text beside a line.
pub fn card<'a>(title: &'a str, text: &'a str, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    Draft::Aside(title, text).card(width, ground)
}

/// One draft among several.
#[derive(Clone, Copy)]
pub enum Draft<'a> {
    /// What is being built: marks show in it.
    Built(&'a Editor<'a>),
    /// The name and the words of one put aside.
    Aside(&'a str, &'a str),
}

impl<'a> Draft<'a> {
    fn title(self) -> &'a str {
        match self {
            Self::Built(built) => &built.label,
            Self::Aside(title, _) => title,
        }
    }

    /// Its words beside a line.
    fn words(self, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
        match self {
            Self::Built(built) => {
                let field = Strip::field(2, width.saturating_sub(2).max(1), built, usize::MAX, ground);
                vec![field.edged(0, ground.look.signs.edge, Role::Accent)]
            }
            Self::Aside(_, text) => beside(text, Role::Own, (0, width), ground),
        }
    }

    fn card(self, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
        let mut all = Vec::new();
        if !self.title().is_empty() {
            all.push(Strip::rows(0, ground.prose(self.title(), width, Role::Strong)));
            all.push(Strip::gap(1));
        }
        all.extend(self.words(width, ground));
        all
    }
}

/// A draft narrower than this is not read with ease; then they stand below each other.
const NARROWEST: u16 = 32;
/// A draft wider than this is a page.
const WIDEST: u16 = 60;
/// Columns between two drafts.
const BETWEEN: u16 = 4;

/// What is being built, if anything is, and the drafts put aside: side by side where there is room; else the drafts in a
/// row each.
pub fn drafts<'a>(cards: &[Draft<'a>], room: Room, ground: &mut Ground) -> Vec<Strip<'a>> {
    let own = cards.iter().any(|card| matches!(card, Draft::Built(_)));
    let count = u16::try_from(cards.len()).unwrap_or(u16::MAX).max(1);
    let each = ((room.width.saturating_add(BETWEEN)) / count).saturating_sub(BETWEEN).min(WIDEST);
    if room.height == Height::High && count > 1 && each >= NARROWEST {
        let lanes = (0..).zip(cards).map(|(at, card): (u16, _)| {
            let strips = card.card(each, ground);
            Lane { x: at * (each + BETWEEN), width: each, strips }
        });
        return vec![Strip::lanes(lanes.collect()).pinned(Pin::Foot)];
    }
    let mut all: Vec<Strip<'a>> = Vec::new();
    for (at, card) in cards.iter().enumerate() {
        let alone = room.height == Height::High && count == 1;
        match card {
            Draft::Aside(title, text) if !alone => {
                all.extend((at == 1 && own && !room.fold).then(|| Strip::gap(1)));
                all.push(listed(title, text, room.measure, ground).pinned(Pin::Other));
            }
            Draft::Built(_) | Draft::Aside(..) => {
                all.push(Strip::rows(0, ground.prose(card.title(), room.measure, Role::Strong)).pinned(Pin::Name));
                all.extend((!room.fold).then(|| Strip::gap(1).pinned(Pin::Foot)));
                let rows = card.words(room.measure, ground);
                all.extend(rows.into_iter().map(|row| row.pinned(Pin::Foot)));
            }
        }
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
