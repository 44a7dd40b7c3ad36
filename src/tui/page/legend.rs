//! Legend: what the marks in the paragraph being written mean, each beside its sign, and the key that says more.

use std::rc::Rc;

use super::frame::{GUTTER, blocks_of};
use crate::screen::block::{Editor, Hint};
use crate::screen::{Block, Screen};
use crate::tui::field::{Noticer, SIGNS};
use crate::tui::flow::{Ink, Row};
use crate::tui::ground::{self, Ground};
use crate::tui::keymap;
use crate::tui::rows::columns;
use crate::tui::strip::Strip;
use crate::tui::theme::Role;

/// Kinds of marks that are explained at once: where there is room, and where there is little.
const LEGENDS: [usize; 2] = [SIGNS, 1];

/// So many paragraphs above the one being written are explained while that has no marks.
const ABOVE: usize = 2;

/// One strip a kind of mark, in `measure` columns.
pub(super) fn strips<'a>(
    screen: &Screen<'_>,
    measure: u16,
    roomy: bool,
    ground: &mut Ground,
    noticer: &mut dyn Noticer,
) -> Vec<Strip<'a>> {
    let [many, few] = LEGENDS;
    let more = screen.hints.contains(&Hint::Noticed);
    let (_, key, _) = keymap::hint(Hint::Noticed, screen.focus);
    let mut strips = Vec::new();
    for (cue, legend) in meant(screen, noticer).into_iter().take(if roomy { many } else { few }) {
        let why = if strips.is_empty() && more { format!(" ({key}: why)") } else { String::new() };
        let width = measure.saturating_sub(GUTTER).max(1);
        let mut rows = ground.verbatim(&legend, width, Role::Quiet).to_vec();
        // The key that says more is never broken: it stands behind the last word, or in a row of its own.
        let taken = rows.last().map_or(0, |row| row.inks.iter().map(|ink| columns(&ink.text)).sum());
        if taken + why.len() > usize::from(width) {
            rows.push(Row::default());
        }
        let why = if taken + why.len() > usize::from(width) { why.trim_start() } else { &why };
        if let Some(row) = rows.last_mut() {
            row.inks.push(Ink::new(why, Role::Quiet));
        }
        strips.push(Strip::rows(GUTTER, Rc::new(rows)).with_lead(0, &cue.to_string(), Role::Accent));
    }
    strips
}

fn meant(screen: &Screen<'_>, noticer: &mut dyn Noticer) -> Vec<(char, String)> {
    let mut meant: Vec<(char, String)> = Vec::new();
    let mut marks = |editor: &Editor<'_>| {
        // Marks just above are still in sight when a new paragraph is begun.
        let last = editor.text.caret().paragraph;
        let mut near = (last.saturating_sub(ABOVE)..=last).rev().map(|at| ground::marks(editor, at, noticer));
        near.find(|marks| !marks.is_empty()).unwrap_or_default()
    };
    for mark in blocks_of(screen).iter().filter_map(focused).flat_map(&mut marks) {
        if !meant.contains(&(mark.cue, mark.legend.clone())) {
            meant.push((mark.cue, mark.legend));
        }
    }
    meant
}

fn focused<'s, 'a>(block: &'s Block<'a>) -> Option<&'s Editor<'a>> {
    if let Block::Editor(editor) = block { Some(editor).filter(|editor| editor.focus) } else { None }
}
