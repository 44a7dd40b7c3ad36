//! Bar: what can be done now, most useful first, as far as it fits; and whether the words are safe.

use super::canvas::{Canvas, Hit};
use super::keymap;
use super::rows::{breaks, columns};
use super::theme::Role;
use crate::screen::Focus;
use crate::screen::block::{Hint, Status};

/// Columns between two hints.
const BETWEEN: usize = 3;

/// One row of keys. Each can be pointed at.
pub fn draw(hints: &[Hint], focus: Focus, canvas: &mut Canvas<'_>, width: u16) {
    let mut x = 0;
    for hint in fitting(hints, focus, usize::from(width)) {
        let (_, key, words) = keymap::hint(hint, focus);
        let start = x;
        x = canvas.put(x, 0, width, key, Role::Accent);
        x = canvas.put(x + 1, 0, width, words, Role::Quiet);
        canvas.put_hit(start, x - start, 0..1, Hit::Hint(hint));
        x += 3;
    }
}

/// The hints that fit in a row. Going on, help and the ways out are never left out for others.
pub fn fitting(hints: &[Hint], focus: Focus, width: usize) -> Vec<Hint> {
    let wide = |hint: &Hint| {
        let (_, key, words) = keymap::hint(*hint, focus);
        columns(key) + 1 + columns(words)
    };
    let mut kept: Vec<Hint> = hints.to_vec();
    while kept.iter().map(|hint| wide(hint) + BETWEEN).sum::<usize>() > width + BETWEEN {
        let least = kept.iter().rposition(|hint| !stays(*hint));
        let least =
            least.or_else(|| kept.iter().position(|hint| *hint != Hint::Vanish)).or((!kept.is_empty()).then_some(0));
        let Some(least) = least else { break };
        kept.remove(least);
    }
    kept
}

/// Whether a hint stays while others go.
fn stays(hint: Hint) -> bool {
    matches!(hint, Hint::Submit | Hint::Help | Hint::Vanish | Hint::Yes | Hint::Close)
}

/// Rows the status takes at most.
const STATUS_ROWS: usize = 2;

/// Rows the status takes. Where there is little room, that all is well is not said.
pub fn status_rows(status: &Status, roomy: bool, width: u16) -> usize {
    said(status, roomy).map_or(0, |(text, _)| breaks(&text, usize::from(width.max(1))).len().min(STATUS_ROWS))
}

/// Whether the words are safe, in a few words.
pub fn status(status: &Status, canvas: &mut Canvas<'_>, roomy: bool) {
    let Some((text, role)) = said(status, roomy) else { return };
    let width = canvas.width();
    for (y, row) in breaks(&text, usize::from(width.max(1))).into_iter().take(STATUS_ROWS).enumerate() {
        canvas.put(0, y, width, text.get(row).unwrap_or_default(), role);
    }
}

fn said(status: &Status, roomy: bool) -> Option<(String, Role)> {
    Some(match status {
        Status::Quiet => return None,
        Status::Saved | Status::Saving if !roomy => return None,
        Status::Saved => ("saved".to_owned(), Role::Quiet),
        Status::Saving => ("saving".to_owned(), Role::Quiet),
        Status::SavedAside => ("saved beside another version of this session".to_owned(), Role::Text),
        Status::MemoryOnly => ("in memory only".to_owned(), Role::Quiet),
        Status::NotSaved(why) => (format!("not saved: {why}"), Role::Caution),
        Status::ReadOnly(why) => (format!("read-only: {why}"), Role::Caution),
    })
}

#[cfg(test)]
mod tests {
    use super::fitting;
    use crate::screen::Focus;
    use crate::screen::block::Hint;

    #[test]
    fn the_least_useful_goes_first_and_help_stays() {
        let hints =
            [Hint::Choose, Hint::Submit, Hint::Back, Hint::Skip, Hint::Words, Hint::Review, Hint::Help, Hint::Vanish];
        let all = fitting(&hints, Focus::Options, 200);
        assert_eq!(all, hints);
        let some = fitting(&hints, Focus::Options, 60);
        assert!(
            some.starts_with(&[Hint::Choose, Hint::Submit]) && some.ends_with(&[Hint::Help, Hint::Vanish]),
            "{some:?}"
        );
        assert!(!some.contains(&Hint::Review));
        assert_eq!(fitting(&hints, Focus::Options, 36), [Hint::Submit, Hint::Help, Hint::Vanish]);
        assert_eq!(fitting(&hints, Focus::Options, 24), [Hint::Help, Hint::Vanish]);
        assert_eq!(fitting(&hints, Focus::Options, 14), [Hint::Vanish]);
        assert_eq!(fitting(&hints, Focus::Options, 0), []);
    }
}
