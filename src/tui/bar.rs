//! Bar: what can be done now, most useful first, as far as it fits.

use super::canvas::{Canvas, Hit};
use super::keymap;
use super::rows::columns;
use super::theme::Role;
use crate::screen::Focus;
use crate::screen::block::Hint;

/// Columns between two hints: where all of them fit, and where some do not.
const BETWEEN: [usize; 2] = [3, 2];

/// One row of keys. Each can be pointed at.
pub fn draw(hints: &[Hint], focus: Focus, canvas: &mut Canvas<'_>, width: u16) {
    let (fitting, between) = fitting(hints, focus, usize::from(width));
    let mut x = 0;
    for hint in fitting {
        let (_, key, words) = keymap::hint(hint, focus);
        let start = x;
        x = canvas.put(x, 0, width, key, Role::Accent);
        x = canvas.put(x + 1, 0, width, words, Role::Quiet);
        canvas.put_hit(start, x - start, 0..1, Hit::Hint(hint));
        x += u16::try_from(between).unwrap_or(1);
    }
}

/// The hints that fit in a row, in their order, and the columns between two of them. The least useful go first; going
/// on, help and the ways out are never left out for others.
pub fn fitting(hints: &[Hint], focus: Focus, width: usize) -> (Vec<Hint>, usize) {
    let wide = |hint: &Hint| {
        let (_, key, words) = keymap::hint(*hint, focus);
        columns(key) + 1 + columns(words)
    };
    let [usual, tight] = BETWEEN;
    let fits = |kept: &[Hint], between| {
        kept.iter().map(|hint| wide(hint) + between).sum::<usize>() <= width + between || kept.is_empty()
    };
    if fits(hints, usual) {
        return (hints.to_vec(), usual);
    }
    // The most useful first: a short one may find room where a longer one before it did not.
    let mut by_use: Vec<(usize, Hint)> = (0..).zip(hints.iter().copied()).collect();
    by_use.sort_by_key(|(at, hint)| (rank(*hint), *at));
    let mut chosen: Vec<(usize, Hint)> = Vec::new();
    let bare = |chosen: &[(usize, Hint)]| chosen.iter().map(|(_, hint)| *hint).collect::<Vec<_>>();
    for one in by_use {
        chosen.push(one);
        if !fits(&bare(&chosen), tight) {
            chosen.pop();
        }
    }
    chosen.sort_by_key(|(at, _)| *at);
    let kept = bare(&chosen);
    let between = if fits(&kept, usual) { usual } else { tight };
    (kept, between)
}

/// How soon a hint goes where not all fit, later ones first. What is found on this page alone stays longest: keys that
/// work everywhere are in the help, which is always named.
fn rank(hint: Hint) -> u8 {
    match hint {
        Hint::Vanish => 0,
        Hint::Help => 1,
        Hint::Submit | Hint::Yes | Hint::Close => 2,
        Hint::TakeBack | Hint::Share => 3,
        Hint::Copy => 4,
        Hint::Noticed | Hint::MarkNone | Hint::MarkWords => 5,
        Hint::AskItem | Hint::MoveItem | Hint::Toggle | Hint::Begin => 6,
        Hint::RemoveItem | Hint::Choose | Hint::Country => 7,
        Hint::NextField | Hint::Back => 8,
        Hint::NewItem | Hint::Skip => 9,
        Hint::Words | Hint::HelpLines => 10,
        Hint::Editor | Hint::Review => 11,
        Hint::Undo | Hint::Sources | Hint::Leave => 12,
        Hint::Redo | Hint::ByWord | Hint::Select | Hint::SelectAll | Hint::Cut | Hint::CopyText | Hint::PutIn => 13,
    }
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
        let fitting = |width| fitting(&hints, Focus::Options, width).0;
        assert_eq!(fitting(200), hints);
        let some = fitting(60);
        assert!(
            some.starts_with(&[Hint::Choose, Hint::Submit]) && some.ends_with(&[Hint::Help, Hint::Vanish]),
            "{some:?}"
        );
        assert!(!some.contains(&Hint::Review));
        assert_eq!(fitting(36), [Hint::Submit, Hint::Help, Hint::Vanish]);
        assert_eq!(fitting(24), [Hint::Help, Hint::Vanish]);
        assert_eq!(fitting(14), [Hint::Vanish]);
        assert_eq!(fitting(0), []);
    }

    #[test]
    fn help_lines_stay_longer_than_what_is_only_read_again() {
        let hints = [
            Hint::Submit,
            Hint::Back,
            Hint::Words,
            Hint::Review,
            Hint::HelpLines,
            Hint::Leave,
            Hint::Help,
            Hint::Vanish,
        ];
        let (seen, _) = fitting(&hints, Focus::Reading, 74);
        assert!(seen.contains(&Hint::HelpLines) && !seen.contains(&Hint::Review), "{seen:?}");
        let (seen, _) = fitting(&hints, Focus::Reading, 58);
        assert!(seen.contains(&Hint::Words) && !seen.contains(&Hint::HelpLines), "{seen:?}");
    }

    #[test]
    fn what_only_this_page_has_is_named_at_eighty_columns() {
        #[track_caller]
        fn check(hints: &[Hint], focus: Focus, named: &[Hint]) {
            let (seen, _) = fitting(hints, focus, 74);
            assert!(named.iter().all(|hint| seen.contains(hint)), "{seen:?}");
            assert!(seen.contains(&Hint::Submit) && seen.ends_with(&[Hint::Help, Hint::Vanish]), "{seen:?}");
        }
        let around = |own: &[Hint]| {
            let every = [Hint::Back, Hint::Skip, Hint::Undo, Hint::Words, Hint::Review, Hint::Help, Hint::Vanish];
            [&[Hint::Submit], own, &every].concat()
        };
        let board = [Hint::NewItem, Hint::AskItem, Hint::NextField, Hint::MoveItem, Hint::RemoveItem];
        check(&around(&board), Focus::Item, &[Hint::AskItem, Hint::MoveItem, Hint::RemoveItem]);
        let message = [Hint::NextField, Hint::Copy, Hint::Noticed];
        check(&around(&message), Focus::Line, &[Hint::Copy, Hint::Noticed]);
        check(&around(&[Hint::Begin]), Focus::Item, &[Hint::Begin, Hint::Back, Hint::Skip]);
        let shared = [Hint::NewItem, Hint::NextField, Hint::RemoveItem, Hint::TakeBack];
        check(&around(&shared), Focus::Item, &[Hint::TakeBack]);
    }
}
