//! Legend: what the marks in sight mean, each beside its sign: in a line each; by name where that takes too many rows; and where
//! even names do not fit, how many kinds are left out, and the key that shows them all.

use std::rc::Rc;

use super::frame::{GUTTER, blocks_of};
use crate::screen::block::{Editor, Hint};
use crate::screen::{Block, Screen};
use crate::text::Place;
use crate::tui::field::{Mark, Noticer};
use crate::tui::flow::{Ink, Row};
use crate::tui::ground::Ground;
use crate::tui::keymap;
use crate::tui::rows::{breaks, columns};
use crate::tui::strip::{self, Strip};
use crate::tui::theme::Role;

/// Columns between two names in a row.
const BETWEEN: usize = 3;
/// Paragraphs away from the caret, of a mark in another text.
const ELSEWHERE: usize = usize::MAX;

/// The kinds of marks in sight.
pub(super) struct Legend {
    /// Those about safety first, else in the order they stand in the text.
    kinds: Vec<Kind>,
    /// The key that says more.
    key: Option<&'static str>,
}

/// One kind, as its first mark.
struct Kind {
    mark: Mark,
    /// Paragraphs and bytes from the caret to the nearest mark of this kind.
    away: (usize, usize),
}

impl Legend {
    /// Of the text in focus, of which at most `rows` are in sight, and of what is built with it; where there is `little` room
    /// of that only what is about safety, unless nothing is marked in the text in focus.
    pub(super) fn of(
        screen: &Screen<'_>,
        (rows, little): (usize, bool),
        ground: &mut Ground,
        noticer: &mut dyn Noticer,
    ) -> Self {
        let mut kinds: Vec<Kind> = Vec::new();
        for editor in blocks_of(screen).iter().filter_map(marked) {
            let caret = editor.text.caret();
            for (paragraph, marks) in ground.marks_in_reach(editor, rows, noticer) {
                for mark in marks {
                    // What is written on is nearest.
                    let away = if editor.focus { away(caret, paragraph, &mark) } else { (ELSEWHERE, mark.range.start) };
                    match kinds.iter_mut().find(|kind| kind.mark.cue == mark.cue && kind.mark.name == mark.name) {
                        Some(kind) => kind.away = kind.away.min(away),
                        None => kinds.push(Kind { mark, away }),
                    }
                }
            }
        }
        let here = |kind: &Kind| kind.away.0 < ELSEWHERE;
        if little && kinds.iter().any(here) {
            kinds.retain(|kind| kind.mark.safety || here(kind));
        }
        kinds.sort_by_key(|kind| !kind.mark.safety);
        let key = screen.hints.contains(&Hint::Noticed).then(|| keymap::hint(Hint::Noticed, screen.focus).1);
        Self { kinds, key }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Every kind in a line that says what it means.
    pub(super) fn whole<'a>(&self, columns: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
        let width = columns.saturating_sub(GUTTER).max(1);
        let mut why = self.key.map(|key| format!(" ({key}: why)")).unwrap_or_default();
        let line = |kind: &Kind| {
            let mut rows = ground.verbatim(&kind.mark.legend, width, Role::Quiet).to_vec();
            append(&mut rows, &std::mem::take(&mut why), usize::from(width));
            Strip::rows(GUTTER, Rc::new(rows)).with_lead(0, &kind.mark.cue.to_string(), Role::Accent)
        };
        self.kinds.iter().map(line).collect()
    }

    /// Under a text that leaves `rows`, where that is better than to take `most` from it.
    pub(super) fn under<'a>(
        &self,
        columns: u16,
        rows: usize,
        most: usize,
        ground: &mut Ground,
    ) -> Option<Vec<Strip<'a>>> {
        let whole = self.whole(columns, ground);
        if strip::height(&whole) <= rows {
            return Some(whole);
        }
        let named = vec![self.named(columns, 0)];
        (strip::height(&whole) > most && strip::height(&named) <= rows).then_some(named)
    }

    /// As much as `most` rows hold. What is about safety is said in any case.
    pub(super) fn within<'a>(&self, columns: u16, most: usize, ground: &mut Ground) -> Vec<Strip<'a>> {
        let whole = self.whole(columns, ground);
        if strip::height(&whole) <= most {
            return whole;
        }
        let others = self.kinds.iter().filter(|kind| !kind.mark.safety).count();
        if most == 0 && others == self.kinds.len() {
            return Vec::new();
        }
        let mut named = (0..others).map(|out| self.named(columns, out));
        vec![named.find(|strip| strip.height <= most).unwrap_or_else(|| self.named(columns, others))]
    }

    /// Kinds by their names, as many in a row as it holds, without the `out` that are farthest from the caret.
    fn named<'a>(&self, columns: u16, out: usize) -> Strip<'a> {
        let width = usize::from(columns.max(1));
        let mut near: Vec<(bool, (usize, usize))> =
            self.kinds.iter().map(|kind| (!kind.mark.safety, kind.away)).collect();
        near.sort_unstable();
        let last = near.len().checked_sub(out + 1).and_then(|last| near.get(last)).copied();
        let stays = |kind: &&Kind| last.is_some_and(|last| (!kind.mark.safety, kind.away) <= last);
        let mut rows: Vec<Row> = Vec::new();
        for kind in self.kinds.iter().filter(stays) {
            put(&mut rows, kind, width);
        }
        append(&mut rows, &self.more(out), width);
        Strip::rows(0, Rc::new(rows))
    }

    /// How many kinds are not named, and the key that shows them.
    fn more(&self, out: usize) -> String {
        let named = out < self.kinds.len();
        let left = match (out, named) {
            (0, _) => return self.key.map(|key| format!(" ({key}: why)")).unwrap_or_default(),
            (1, true) => "   1 more kind".to_owned(),
            (_, true) => format!("   {out} more kinds"),
            (1, false) => "1 kind of words noticed".to_owned(),
            (_, false) => format!("{out} kinds of words noticed"),
        };
        self.key.map_or(left.clone(), |key| format!("{left} ({key}: all)"))
    }
}

/// How far a mark is from the caret.
fn away(caret: Place, paragraph: usize, mark: &Mark) -> (usize, usize) {
    let bytes = match paragraph.cmp(&caret.paragraph) {
        std::cmp::Ordering::Less => usize::MAX - mark.range.end,
        std::cmp::Ordering::Equal => {
            mark.range.start.saturating_sub(caret.byte).max(caret.byte.saturating_sub(mark.range.end))
        }
        std::cmp::Ordering::Greater => mark.range.start,
    };
    (paragraph.abs_diff(caret.paragraph), bytes)
}

/// A sign with its name: behind the others where the row has room, else in rows of its own.
fn put(rows: &mut Vec<Row>, kind: &Kind, width: usize) {
    let (cue, name) = (kind.mark.cue.to_string(), &kind.mark.name);
    let taken = taken(rows);
    let sign = usize::from(GUTTER);
    let inks = |rows: &mut Vec<Row>, before: &str, name: &str| {
        let gap = " ".repeat(sign.saturating_sub(columns(&cue)));
        let piece = [Ink::new(before, Role::Quiet), Ink::new(&cue, Role::Accent), Ink::new(gap + name, Role::Quiet)];
        if let Some(row) = rows.last_mut() {
            row.inks.extend(piece);
        }
    };
    if taken > 0 && taken + BETWEEN + sign + columns(name) <= width {
        inks(rows, &" ".repeat(BETWEEN), name);
        return;
    }
    for (number, range) in breaks(name, width.saturating_sub(sign).max(1)).into_iter().enumerate() {
        let words = name.get(range).unwrap_or_default();
        rows.push(Row::default());
        if number == 0 {
            inks(rows, "", words);
        } else if let Some(row) = rows.last_mut() {
            *row = Row { indent: GUTTER, inks: vec![Ink::new(words, Role::Quiet)] };
        }
    }
}

/// What is never broken: it stands behind the last word, or in a row of its own.
fn append(rows: &mut Vec<Row>, words: &str, width: usize) {
    if words.is_empty() {
        return;
    }
    let taken = taken(rows);
    let own = taken == 0 || taken + columns(words) > width;
    if own && taken > 0 {
        rows.push(Row::default());
    }
    if rows.is_empty() {
        rows.push(Row::default());
    }
    if let Some(row) = rows.last_mut() {
        row.inks.push(Ink::new(if own { words.trim_start() } else { words }, Role::Quiet));
    }
}

/// Columns of the last row.
fn taken(rows: &[Row]) -> usize {
    let wide = |row: &Row| row.inks.iter().map(|ink| columns(&ink.text)).sum::<usize>() + usize::from(row.indent);
    rows.last().map_or(0, wide)
}

/// The text of a block, where marks in it may be in sight.
fn marked<'s, 'a>(block: &'s Block<'a>) -> Option<&'s Editor<'a>> {
    match block {
        Block::Editor(editor) if editor.focus || editor.page => Some(editor),
        Block::Built(editor) => Some(editor),
        _ => None,
    }
}
