//! What holds for every text and every width.

use super::{Spot, Visual, Wrap};
use crate::text::{Clip, Edit, Motion, Place, Text};
use proptest::prelude::*;

/// Every place in `text` where the caret can stand.
fn places(text: &Text) -> Vec<Place> {
    let mut place = Place::default();
    let mut all = vec![place];
    while place != text.end() {
        place = text.toward(place, Motion::Right);
        all.push(place);
    }
    all
}

#[track_caller]
fn holds(wrap: &mut Wrap, text: &Text, width: usize) {
    let mut fresh = Wrap::new();
    let fresh: Vec<_> = fresh.update(text, width).rows(0..usize::MAX).map(|row| (row.paragraph, row.bytes)).collect();
    let mut page = wrap.update(text, width);
    let rows: Vec<_> = page.rows(0..usize::MAX).collect();
    assert_eq!(rows.iter().map(|row| (row.paragraph, row.bytes.clone())).collect::<Vec<_>>(), fresh);
    assert_eq!(page.row_count(), rows.len());
    for (index, row) in rows.iter().enumerate() {
        assert_eq!(page.row(index).as_ref(), Some(row));
        assert_eq!(row.index, index);
        assert!(row.columns() <= width);
        let mut column = 0;
        for cell in row.cells() {
            assert_eq!(cell.column, column);
            assert!(column < width || (column == width && cell.shown.trim().is_empty()), "{row:?}");
            column += cell.width;
        }
    }
    for (number, paragraph) in text.paragraphs().enumerate() {
        let joined: String = rows.iter().filter(|row| row.paragraph == number).map(|row| row.words).collect();
        assert_eq!(joined, paragraph.as_str());
        assert_eq!(rows.iter().filter(|row| row.paragraph == number && row.last).count(), 1);
    }
    let mut before = None;
    for place in places(text) {
        let spot = page.cell_of(place);
        assert!(spot.column <= width && spot.row < rows.len());
        assert!(
            before.is_none_or(|last: Spot| (last.row, last.column) < (spot.row, spot.column)),
            "{before:?} {spot:?}"
        );
        assert_eq!(page.place_at(spot.row, spot.column), place);
        before = Some(spot);
    }
}

fn words() -> impl Strategy<Value = String> {
    prop::string::string_regex(
        "(([a-z]{1,6}|漢字|👩\u{200d}👧|e\u{301}|\t|ten-minute|\u{301}|\u{202e}|क्षि|🇫🇷)[ .]{0,2}|\n){0,25}",
    )
    .unwrap()
}

fn edit() -> impl Strategy<Value = Edit> {
    let place = || (0usize..6, 0usize..40).prop_map(|(paragraph, byte)| Place { paragraph, byte });
    prop_oneof![
        4 => words().prop_map(Edit::Paste),
        4 => "[a-z é漢]{1,3}".prop_map(Edit::Type),
        2 => Just(Edit::Newline),
        3 => Just(Edit::Erase(Motion::Left)),
        1 => Just(Edit::Erase(Motion::WordLeft)),
        1 => Just(Edit::Erase(Motion::Right)),
        4 => place().prop_map(|to| Edit::Move { to: Motion::To(to), select: false }),
        2 => (place(), place()).prop_map(|(anchor, head)| Edit::Select { anchor, head }),
        1 => Just(Edit::Undo),
        1 => Just(Edit::Redo),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    #[test]
    fn a_followed_text_is_broken_as_a_new_one(
        start in words(),
        batches in prop::collection::vec(prop::collection::vec(edit(), 1..4), 1..6),
        width in 1usize..24,
    ) {
        let mut text = Text::from_str(&start);
        let (mut wrap, mut clip) = (Wrap::new(), Clip::default());
        holds(&mut wrap, &text, width);
        for batch in batches {
            for edit in batch {
                let _ = text.apply(&edit, &mut clip);
            }
            holds(&mut wrap, &text, width);
        }
        holds(&mut wrap, &text, width + 3);
        // The same wrap may be shown another text.
        holds(&mut wrap, &Text::from_str("another"), width + 3);
    }
}

#[test]
fn after_more_edits_than_are_remembered_all_is_found_again() {
    let mut text = Text::from_str(&"some words in a paragraph\n".repeat(40));
    let (mut wrap, mut clip) = (Wrap::new(), Clip::default());
    holds(&mut wrap, &text, 12);
    for number in 0..100 {
        text.set_caret(Place { paragraph: number % 40, byte: 5 });
        let _ = text.apply(&Edit::Type("x ".into()), &mut clip);
    }
    holds(&mut wrap, &text, 12);
}

#[test]
fn steps_keep_the_column_they_aim_for() {
    let text = Text::from_str("abcdef gh\nij\n漢字 klm");
    let mut wrap = Wrap::new();
    let mut page = wrap.update(&text, 8);
    let mut at = Place::new(0, 5);
    let mut way = Vec::new();
    for step in [Visual::Down, Visual::Down, Visual::Down, Visual::Down, Visual::Up, Visual::Up, Visual::Up, Visual::Up]
    {
        at = page.step(at, step);
        way.push((at.paragraph, at.byte));
    }
    // Row by row: "abcdef ", "gh", "ij", "漢字 klm", and the end and start beyond.
    assert_eq!(way, [(0, 9), (1, 2), (2, 7), (2, 10), (1, 2), (0, 9), (0, 5), (0, 0)]);
    let mut other = Wrap::new();
    let mut page = other.update(&text, 8);
    assert_eq!(page.step(Place::new(0, 0), Visual::PageDown(3)), Place::new(2, 0));
    assert_eq!(page.step(Place::new(2, 0), Visual::PageUp(9)), Place::new(0, 0));
}

#[test]
fn the_end_of_a_row_is_on_that_row() {
    #[track_caller]
    fn check(words: &str, width: usize, from: usize, to: usize, spot: (usize, usize)) {
        let mut text = Text::from_str(words);
        let mut wrap = Wrap::new();
        let place = wrap.update(&text, width).step(Place::new(0, from), Visual::RowEnd);
        assert_eq!(place, Place::new(0, to), "{words:?}");
        let _ = text.apply(&Edit::Move { to: Motion::To(place), select: false }, &mut Clip::default());
        let page = wrap.update(&text, width);
        assert_eq!(page.caret(), Spot { row: spot.0, column: spot.1 }, "{words:?}");
    }
    check("one two three", 8, 0, 7, (0, 7));
    check("one two three", 8, 9, 13, (1, 5));
    check("漢字漢字", 4, 0, 6, (0, 4));
    check("unbreakable", 4, 5, 8, (1, 4));
    check("", 4, 0, 0, (0, 0));
}

#[test]
fn the_caret_leaves_the_end_of_a_row_when_it_moves() {
    let mut text = Text::from_str("漢字漢字");
    let mut wrap = Wrap::new();
    let end = wrap.update(&text, 4).step(Place::new(0, 0), Visual::RowEnd);
    for (to, spot) in [(Motion::To(end), (0, 4)), (Motion::Left, (0, 2)), (Motion::Right, (1, 0))] {
        let _ = text.apply(&Edit::Move { to, select: false }, &mut Clip::default());
        assert_eq!(wrap.update(&text, 4).caret(), Spot { row: spot.0, column: spot.1 });
    }
}
