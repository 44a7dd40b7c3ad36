//! Help: which keys do what, help lines, and why something is marked.

use crate::screen::block::{HelpLine, Hint, Noticed};
use crate::screen::words;
use crate::tui::canvas::Hit;
use crate::tui::flow::Ink;
use crate::tui::ground::Ground;
use crate::tui::keymap;
use crate::tui::rows::columns;
use crate::tui::strip::{Pin, Strip};
use crate::tui::theme::Role;

use super::Room;

/// Columns for the name of a key.
const KEY: u16 = 9;

/// One row for each thing that can be done; pointing at it does it. Letters typed find some of them.
pub fn keys<'a>(hints: &[Hint], room: Room, ground: &mut Ground) -> Vec<Strip<'a>> {
    let sought = ground.sought.clone();
    let (says, role) = if sought.is_empty() {
        ("Letters find a key here; Enter or a click does what is found.".to_owned(), Role::Quiet)
    } else {
        (sought.clone(), Role::Own)
    };
    let mut all = vec![Strip::rows(2, ground.prose(&says, room.measure.saturating_sub(2).max(1), role))];
    if !sought.is_empty() {
        all = all.into_iter().map(|strip| strip.with_lead(0, ground.look.signs.here, Role::Accent)).collect();
    }
    all.push(Strip::gap(1));
    for hint in keymap::sought(hints, &sought, room.focus) {
        let (_, key, words) = keymap::hint(hint, room.focus);
        let rows = ground.prose(words, room.measure.saturating_sub(KEY).max(1), Role::Text);
        all.push(Strip::rows(KEY, rows).with_lead(0, key, Role::Accent).hitting(Hit::Hint(hint)));
    }
    if all.len() == 2 {
        all.push(Strip::rows(
            2,
            ground.prose("Nothing by these letters. Backspace takes one away.", room.measure, Role::Text),
        ));
    }
    all
}

/// Whose help lines stand below; stays over the first of them once somebody turned to them.
pub fn country<'a>(all: &[(String, String)], at: usize, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let says = all.get(at).map(|(_, name)| words::lines_for(name)).unwrap_or_default();
    vec![Strip::rows(0, ground.prose(&says, width, Role::Quiet)).pinned(Pin::Head)]
}

/// Who answers, how to reach them, for whom.
pub fn lines<'a>(lines: &[HelpLine], width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let mut all: Vec<Strip<'a>> = Vec::new();
    for line in lines {
        // Once somebody turned to them, the first comes into sight.
        let focus = ground.turned && all.is_empty();
        if !all.is_empty() {
            all.push(Strip::gap(1));
        }
        if columns(&line.name) + columns(&line.number) + 3 <= usize::from(width) {
            let inks =
                vec![Ink::new(format!("{}   ", line.name), Role::Strong), Ink::new(line.number.clone(), Role::Accent)];
            all.push(Strip::line(0, inks));
        } else {
            all.push(Strip::rows(0, ground.prose(&line.name, width, Role::Strong)));
            all.push(Strip::rows(0, ground.prose(&line.number, width, Role::Accent)));
        }
        for text in [&line.about, &line.checked] {
            if !text.is_empty() {
                all.push(Strip::rows(0, ground.prose(text, width, Role::Quiet)));
            }
        }
        if focus {
            all = all.into_iter().map(|strip| strip.focused(true)).collect();
        }
    }
    all
}

/// The words as they stand, the reason, and what one could try.
pub fn noticed<'a>(noticed: &[Noticed], width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let inner = width.saturating_sub(2).max(1);
    let mut all = Vec::new();
    for one in noticed {
        if !all.is_empty() {
            all.push(Strip::gap(1));
        }
        all.push(Strip::rows(0, ground.verbatim(&one.words.join(" · "), width, Role::Marked)));
        all.push(Strip::rows(2, ground.prose(&one.reason, inner, Role::Text)));
        if !one.question.is_empty() {
            all.push(Strip::rows(2, ground.prose(&one.question, inner, Role::Strong)));
        }
    }
    all
}
