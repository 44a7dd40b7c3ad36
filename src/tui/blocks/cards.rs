//! Something finished, set apart, and earlier answers.

use crate::screen::block::Recalled;
use crate::session::State;
use crate::tui::ground::Ground;
use crate::tui::strip::Strip;
use crate::tui::theme::Role;

/// A card: its heading, and its text beside a line.
pub fn card<'a>(title: &str, text: &str, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let mut all = Vec::new();
    if !title.is_empty() {
        all.push(Strip::rows(0, ground.prose(title, width, Role::Strong)));
        all.push(Strip::gap(1));
    }
    all.extend(beside(text, Role::Own, width, ground));
    all
}

/// A person's words, each row beside a line.
fn beside<'a>(text: &str, role: Role, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let edge = ground.look.signs.edge;
    let rows = ground.verbatim(text.trim_end_matches('\n'), width.saturating_sub(2).max(1), role);
    rows.iter().map(|row| Strip::line(2 + row.indent, row.inks.clone()).with_lead(0, edge, Role::Accent)).collect()
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
            all.extend(beside(&one.answer, Role::Own, width, ground));
        }
        let became = match one.state {
            State::Given => continue,
            State::Draft => "begun, not handed in",
            State::Skipped => "left open",
            State::Inactive => "kept, though not on the way as things stand",
        };
        all.push(Strip::rows(2, ground.prose(became, width.saturating_sub(2).max(1), Role::Quiet)));
    }
    all
}
