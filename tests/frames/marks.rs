//! Marks on a page that is written on: their signs beside the rows, and what is said of them below.

#![allow(clippy::expect_used, reason = "a test may stop at the first thing that is not as it says")]

use std::ops::Range;
use std::time::Instant;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stepback::screen::Block;
use stepback::screen::block::Editor;
use stepback::text::{Clip, Edit, Place, Text};
use stepback::tui::{Look, Mark, Noticer, View};

use super::{Frame, draw, rows, screens};

#[test]
fn marks_have_a_second_sign_and_a_legend() {
    let all = rows(&draw(&screens::long(), 80, 24, Look::default())).join("\n");
    assert!(all.contains("~ one. She sees Sam"), "a sign beside the row:\n{all}");
    assert!(all.contains("~ words from the inside (Alt-N: why)"), "{all}");
}

#[test]
fn a_paragraph_of_any_length_shows_its_marks_and_their_legend() {
    let mut screen = screens::long();
    for block in &mut screen.blocks {
        if let Block::Editor(editor) = block {
            editor.text = screens::text(&"What I saw and heard that day. ".repeat(10_000));
        }
    }
    let all = rows(&draw(&screen, 80, 24, Look::default())).join("\n");
    assert!(all.contains("\n    ~ "), "a sign beside the row:\n{all}");
    assert!(all.contains("~ words from the inside (Alt-N: why)"), "{all}");
}

/// Marks each of these words with a sign of its own.
struct Kinds;

impl Noticer for Kinds {
    fn marks(&mut self, editor: &Editor<'_>, number: usize, _within: &Range<usize>) -> Vec<Mark> {
        let paragraph = editor.text.paragraph(number).map_or("", |one| one.as_str());
        let kinds = [("I ", '·'), ("never", '∞'), ("always", '∞'), ("your fault", '›'), ("now", '^'), ("afraid", '+')];
        let mark = |(words, cue): (&str, char)| {
            let at = paragraph.find(words)?;
            let (name, legend) =
                (words.to_owned(), format!("{words}, said in a line that is longer than one row of a window"));
            Some(Mark { range: at..at + words.len(), cue, name, legend, safety: cue == '+' })
        };
        let mut marks: Vec<Mark> = kinds.into_iter().filter_map(mark).collect();
        marks.sort_by_key(|mark| mark.range.start);
        marks
    }
}

#[test]
fn every_kind_of_mark_in_a_row_shows_its_sign_as_far_as_there_is_room() {
    #[track_caller]
    fn check(words: &str, width: u16, height: u16, row: &str) {
        let mut screen = screens::long();
        for block in &mut screen.blocks {
            if let Block::Editor(editor) = block {
                editor.text = screens::text(words);
            }
        }
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let caret = View::new(Look::default()).draw(&screen, &mut buffer, Instant::now(), &mut Kinds);
        let all = rows(&Frame { buffer, caret });
        assert!(all.iter().any(|seen| seen.trim_start() == row), "{all:#?}");
    }
    check("I never", 80, 24, "·∞ I never");
    check("I always, never", 80, 24, "·∞ I always, never");
    check("I never: your fault", 80, 24, "·∞› I never: your fault");
    check("I never: your fault, now", 80, 24, "·∞›^ I never: your fault, now");
    check("I never, afraid", 80, 24, "+·∞ I never, afraid");
    check("I never, afraid", 40, 12, "+· I never, afraid");
    check("I never: your fault", 40, 12, "·∞ I never: your fault");
    check("your fault", 40, 12, "› your fault");
}

/// Marks words as the shipped rules would, each kind under the name it has there.
struct Named;

impl Noticer for Named {
    fn marks(&mut self, editor: &Editor<'_>, number: usize, _within: &Range<usize>) -> Vec<Mark> {
        let paragraph = editor.text.paragraph(number).map_or("", |one| one.as_str());
        let kinds = [
            ("never", '∞', "always and never"),
            ("he thinks", '?', "guesses about their mind"),
            ("your fault", '›', "blame"),
            ("right now", '^', "pressure"),
            ("afraid", '+', "words of fear or harm"),
            ("to die", '♥', "words about dying or hurting oneself"),
        ];
        let mark = |(words, cue, name): (&str, char, &str)| {
            let at = paragraph.find(words)?;
            let legend = format!("{name}, and what they may mean to somebody who reads them");
            let safety = "+♥".contains(cue);
            Some(Mark { range: at..at + words.len(), cue, name: name.to_owned(), legend, safety })
        };
        let mut marks: Vec<Mark> = kinds.into_iter().filter_map(mark).collect();
        marks.sort_by_key(|mark| mark.range.start);
        marks
    }
}

/// A text of these words, with the caret before this byte of its only paragraph.
fn text_at(words: &str, byte: usize) -> &'static Text {
    let (mut text, at) = (Text::from_str(words), Place::new(0, byte));
    let _ = text.apply(&Edit::Select { anchor: at, head: at }, &mut Clip::default());
    Box::leak(Box::new(text))
}

/// The rows of a page with these words in it and the caret behind `upto`, which is in sight.
#[track_caller]
fn marked(words: &str, upto: &str, size: (u16, u16)) -> Vec<String> {
    let seen = with_text(text_at(words, words.find(upto).expect("in the words") + upto.len()), size);
    assert!(seen.iter().any(|row| row.contains(upto)), "{upto} in {seen:#?}");
    seen
}

fn with_text(text: &'static Text, (width, height): (u16, u16)) -> Vec<String> {
    let mut screen = screens::long();
    for block in &mut screen.blocks {
        if let Block::Editor(editor) = block {
            editor.text = text;
        }
    }
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let caret = View::new(Look::default()).draw(&screen, &mut buffer, Instant::now(), &mut Named);
    rows(&Frame { buffer, caret }).iter().map(|row| row.trim().to_owned()).collect()
}

/// The marks are told in these rows, one below the other.
#[track_caller]
fn tells(seen: &[String], said: &[&str]) {
    assert!(seen.windows(said.len()).any(|rows| rows == said), "{said:#?} in {seen:#?}");
}

/// A text with five kinds of marks in it.
const FIVE: &str = "You never call, he thinks. It is your fault, right now. I am afraid of tomorrow";

#[test]
fn every_kind_of_mark_in_sight_is_explained_with_safety_first() {
    let lines = [
        "+ words of fear or harm, and what they may mean to somebody who reads",
        "them (Alt-N: why)",
        "∞ always and never, and what they may mean to somebody who reads them",
        "? guesses about their mind, and what they may mean to somebody who",
        "reads them",
        "› blame, and what they may mean to somebody who reads them",
        "^ pressure, and what they may mean to somebody who reads them",
    ];
    tells(&marked(FIVE, "call", (80, 24)), &lines);
    // Where the text takes the page, each has its name, and the text keeps what it had beside three of them.
    let long = format!("{FIVE} {}", "and on and on it went ".repeat(40));
    let names = [
        "+ words of fear or harm   ∞ always and never",
        "? guesses about their mind   › blame   ^ pressure (Alt-N: why)",
    ];
    let seen = marked(&long, "call", (80, 24));
    tells(&seen, &names);
    assert!(seen.iter().filter(|row| row.contains("and on")).count() >= 5, "{seen:#?}");
    // Marks in paragraphs out of sight are not.
    let far = screens::text(&format!("{FIVE}\n{}he thinks", "and on\n".repeat(60)));
    let seen = with_text(far, (80, 24));
    assert!(
        !seen.iter().any(|row| row.contains("blame")) && seen.iter().any(|row| row.contains("? guesses")),
        "{seen:#?}"
    );
}

#[test]
fn where_rows_are_few_the_kinds_near_the_caret_are_named_and_the_others_counted() {
    #[track_caller]
    fn check(words: &str, upto: &str, said: &[&str]) {
        tells(&marked(words, upto, (40, 12)), said);
    }
    check("You never call, he thinks", "call", &["∞ always and never", "? guesses about their mind", "(Alt-N: why)"]);
    check(FIVE, "call", &["+ words of fear or harm", "? guesses about their mind", "3 more kinds (Alt-N: all)"]);
    check(
        FIVE,
        "now",
        &["+ words of fear or harm", "? guesses about their mind   › blame", "^ pressure   1 more kind (Alt-N: all)"],
    );
    let help = ["+ words of fear or harm", "♥ words about dying or hurting oneself", "4 more kinds (Alt-N: all)"];
    check(&format!("{FIVE}, and want to die"), "call", &help);
}
