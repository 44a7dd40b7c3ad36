//! Frames: every kind of screen drawn at every size, in every look, and what must hold in each of them.

#[path = "frames/marks.rs"]
mod marks;
#[path = "frames/screens.rs"]
mod screens;

use std::ops::Range;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stepback::screen::block::{Editor, Status};
use stepback::screen::{Block, Focus, Screen};
use stepback::tui::theme::{ASCII, Palette, UNICODE};
use stepback::tui::{Look, Mark, Noticer, View, page};

/// Marks every "I".
struct Inside;

impl Noticer for Inside {
    fn marks(&mut self, editor: &Editor<'_>, number: usize, _within: &Range<usize>) -> Vec<Mark> {
        let paragraph = editor.text.paragraph(number).map_or("", |one| one.as_str());
        let found = paragraph.match_indices("I ");
        let mark = |(at, _)| Mark {
            range: at..at + 1,
            cue: '~',
            name: "I, me".to_owned(),
            legend: "words from the inside".to_owned(),
            safety: false,
        };
        found.map(mark).collect()
    }
}

struct Frame {
    buffer: Buffer,
    caret: Option<(u16, u16)>,
}

fn draw(screen: &Screen<'_>, width: u16, height: u16, look: Look) -> Frame {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let caret = View::new(look).draw(screen, &mut buffer, Instant::now(), &mut Inside);
    Frame { buffer, caret }
}

fn rows(frame: &Frame) -> Vec<String> {
    let area = frame.buffer.area();
    (0..area.height)
        .map(|y| (0..area.width).map(|x| frame.buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned())
        .collect()
}

/// The frame as text, with the caret as `▏`.
fn picture(screen: &Screen<'_>, width: u16, height: u16) -> String {
    let mut frame = draw(screen, width, height, Look::default());
    if let Some(caret) = frame.caret {
        frame.buffer[caret].set_symbol("▏");
    }
    rows(&frame).join("\n")
}

fn looks() -> Vec<Look> {
    [Palette::Own, Palette::Light, Palette::Dark, Palette::Plain]
        .into_iter()
        .flat_map(|palette| [&UNICODE, &ASCII].map(|signs| Look { palette, signs, ..Look::default() }))
        .collect()
}

#[test]
fn screens_look_as_they_were_drawn() {
    for (name, width, height) in [
        ("choice", 80, 24),
        ("choice", 40, 12),
        ("choice", 200, 60),
        ("long", 80, 24),
        ("board", 80, 24),
        ("board", 40, 12),
        ("scale", 80, 24),
        ("trend", 80, 24),
        ("timeline", 80, 24),
        ("help", 80, 24),
        ("review", 80, 24),
        ("review", 40, 12),
    ] {
        let (_, screen) = screens::all().into_iter().find(|(one, _)| *one == name).unwrap();
        insta::assert_snapshot!(format!("{name}-{width}x{height}"), picture(&screen, width, height));
    }
}

#[test]
fn the_cursor_is_on_the_screen_in_every_frame() {
    for (name, screen) in screens::all() {
        for (width, height) in [(80, 24), (40, 12), (200, 60), (39, 12), (1, 1), (1000, 500)] {
            for look in [Look::default(), Look { motion: false, ..Look::default() }] {
                let frame = draw(&screen, width, height, look);
                let (x, y) = frame.caret.unwrap_or_else(|| panic!("{name} at {width}x{height} has no cursor"));
                assert!(x < width && y < height, "{name} at {width}x{height}: {x},{y}");
            }
        }
    }
}

#[test]
fn the_cursor_is_at_the_caret_or_on_the_row_in_focus() {
    #[track_caller]
    fn check(screen: &Screen<'_>, width: u16, height: u16, before: &str) {
        let frame = draw(screen, width, height, Look::default());
        let (x, y) = frame.caret.unwrap();
        let row: String = (0..x).map(|x| frame.buffer[(x, y)].symbol()).collect();
        assert!(row.ends_with(before), "the cursor stands behind {row:?}");
    }
    check(&screens::long(), 80, 24, "told me");
    check(&screens::long(), 40, 12, "told me");
    check(&screens::board(), 80, 24, "→ ");
    let frame = draw(&screens::choice(), 80, 24, Look::default());
    assert_eq!(frame.buffer[frame.caret.unwrap()].symbol(), "›");
}

#[test]
fn a_second_rating_shows_the_first_before_it_is_given() {
    let mut screen = screens::rated();
    if let Some(Block::Rows { rows, .. }) = screen.blocks.last_mut() {
        rows[1].rating = Some(None);
    }
    let drawn = rows(&draw(&screen, 80, 24, Look::default())).join("\n");
    assert!(drawn.contains("before 4"), "{drawn}");
}

#[test]
fn the_caret_stays_in_sight_however_long_the_text() {
    let words = "one two three four five six seven eight nine ten ".repeat(400);
    for (width, height) in [(80, 24), (40, 12), (200, 60)] {
        let mut writing = screens::editor(&format!("{words}THE END"), 0, true);
        writing.page = true;
        let screen =
            screens::screen("A", Focus::Page, vec![Block::Question("Why?".to_owned()), Block::Editor(writing)]);
        let frame = draw(&screen, width, height, Look::default());
        let all = rows(&frame);
        let row = all.iter().position(|row| row.ends_with("THE END")).expect("the end is in sight");
        assert_eq!(frame.caret.map(|(_, y)| usize::from(y)), Some(row));
        assert!(all.iter().any(|row| row.contains("Why?")), "the question stays in sight at {width}x{height}");
    }
}

#[test]
fn nothing_is_cut_at_eighty_by_twenty_four() {
    for (name, screen) in screens::all() {
        if matches!(name, "review" | "empty") {
            continue;
        }
        let frame = draw(&screen, 80, 24, Look::default());
        // The bar names two keys by their arrows.
        let all = rows(&frame).join("\n").replace("↑↓ choose", "");
        assert!(!all.contains('↓') && !all.contains('…'), "{name} does not fit:\n{all}");
    }
}

#[test]
fn below_the_smallest_size_there_is_one_sentence_and_above_it_the_page_again() {
    let screen = screens::choice();
    let mut view = View::new(Look::default());
    let mut seen = Vec::new();
    for (width, height) in [(80, 24), (39, 30), (80, 11), (1001, 24), (80, 24)] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let caret = view.draw(&screen, &mut buffer, Instant::now(), &mut Inside);
        seen.push(rows(&Frame { buffer, caret }).join(" "));
    }
    assert!(seen[0].contains("Did you and Sam"));
    for small in &seen[1..3] {
        assert!(small.contains("too small") && small.contains("Ctrl-C") && !small.contains("Sam"), "{small}");
    }
    assert!(seen[3].contains("too large"));
    assert_eq!(seen[0], seen[4]);
    assert_eq!(page::unfit(40, 12), None);
}

#[test]
fn nothing_is_told_by_colour_alone() {
    let all = |at: usize, chosen: usize| {
        let mut screen = screens::choice();
        for block in &mut screen.blocks {
            if let Block::Options { rows, at: here, .. } = block {
                *here = Some(at);
                for (number, row) in rows.iter_mut().enumerate() {
                    row.chosen = number == chosen;
                }
            }
        }
        rows(&draw(&screen, 80, 24, Look { palette: Palette::Plain, ..Look::default() })).join("\n")
    };
    let seen = [all(0, 0), all(1, 0), all(0, 1), all(2, 3)];
    for (number, one) in seen.iter().enumerate() {
        assert!(!seen[number + 1..].contains(one), "two states look the same");
    }
}

#[test]
fn what_a_rating_means_is_in_sight_and_none_does_not_look_like_the_lowest() {
    let mut screen = screens::rated();
    for block in &mut screen.blocks {
        if let Block::Rows { rows, .. } = block {
            (rows[0].rating, rows[1].rating) = (Some(None), Some(Some(0)));
        }
    }
    let ends = "0 hardly there, 10 as strong as it gets";
    for (width, height) in [(80, 24), (40, 12)] {
        let all = said(&screen, width, height);
        assert!(all.contains("hurt not rated before 9") && all.contains(ends), "{width}x{height}: {all}");
    }
    // In a low window it stands under the rating in focus, wherever that is.
    let low = said(&screen, 40, 12);
    assert!(low.find("before 4") < low.find(ends), "{low}");
}

#[test]
fn ascii_frames_are_ascii_whatever_was_written() {
    for (name, screen) in screens::all() {
        let frame = draw(&screen, 80, 24, Look { signs: &ASCII, ..Look::default() });
        for cell in frame.buffer.content() {
            assert!(cell.symbol().is_ascii(), "{name}: {:?}", cell.symbol());
        }
    }
}

#[test]
fn what_is_not_saved_is_said_on_every_size() {
    for (width, height) in [(80, 24), (40, 12), (200, 60)] {
        let mut screen = screens::choice();
        screen.status = Status::NotSaved("Not saved: the disk is full".to_owned());
        let all = rows(&draw(&screen, width, height, Look::default())).join("\n");
        assert!(all.contains("Not saved: the disk is full"), "{width}x{height}");
    }
}

/// The words on the screen, one blank between them.
fn said(screen: &Screen<'_>, width: u16, height: u16) -> String {
    let all = rows(&draw(screen, width, height, Look::default())).join(" ");
    all.split_whitespace().filter(|word| !matches!(*word, "↑" | "↓")).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_complaint_what_was_done_and_what_is_not_saved_are_whole_at_every_size() {
    let complaint = "One day cannot be read: write it like 2026-03-31, yesterday or 3 days ago, or leave it empty.";
    let status = "Not saved: the disk is full; your words are here, and it is tried again";
    for (name, mut screen) in screens::all() {
        if screen.overlay.is_some() {
            continue;
        }
        screen.blocks.retain(|block| !matches!(block, Block::Complaint(_)));
        screen.blocks.push(Block::Complaint(complaint.to_owned()));
        for (width, height) in [(80, 24), (40, 12), (200, 60)] {
            let all = said(&screen, width, height);
            assert!(all.contains(complaint), "{name} at {width}x{height}: {all}");
        }
        let _ = screen.blocks.pop();
        screen.blocks.push(Block::Told("The message is on the clipboard.".to_owned()));
        for (width, height) in [(80, 24), (40, 12), (200, 60)] {
            let all = said(&screen, width, height);
            assert!(all.contains("The message is on the clipboard."), "{name} at {width}x{height}: {all}");
        }
        let _ = screen.blocks.pop();
        screen.status = Status::NotSaved(status.to_owned());
        for (width, height) in [(80, 24), (40, 12), (200, 60)] {
            let all = said(&screen, width, height);
            assert!(all.contains(status), "{name} at {width}x{height}: {all}");
        }
    }
}

#[test]
fn an_example_says_that_it_is_one_and_stands_in_the_empty_field_in_focus_alone() {
    let field = |number: usize, focus: bool| {
        let mut editor = screens::editor("", number, focus);
        editor.label = format!("Part {number}");
        editor.placeholder = format!("words {number}");
        Block::Editor(editor)
    };
    let blocks = vec![Block::Question("What?".to_owned()), field(0, false), field(1, true), field(2, false)];
    let all = said(&screens::screen("A", Focus::Line, blocks), 80, 24);
    assert!(all.contains("for example: words 1"), "{all}");
    assert!(!all.contains("words 0") && !all.contains("words 2"), "{all}");
}

#[test]
fn drafts_stand_side_by_side_where_there_is_room_and_else_in_a_row_each() {
    let card = |title: &str, text: &str| Block::Card { title: title.to_owned(), text: text.to_owned() };
    let blocks = || {
        let mut field = screens::editor("Hi Sam", 0, true);
        field.label = "How do you greet him?".to_owned();
        let drafts = [card("So far", "Hi Sam."), card("Draft 1", "Hello, and a little more than that.")];
        std::iter::once(Block::Editor(field)).chain(drafts).collect()
    };
    let screen = screens::screen("A", Focus::Line, blocks());
    let wide = rows(&draw(&screen, 80, 30, Look::default()));
    assert!(wide.iter().any(|row| row.contains("So far") && row.contains("Draft 1")), "{wide:?}");
    let narrow = rows(&draw(&screen, 40, 12, Look::default()));
    assert!(narrow.iter().any(|row| row.contains("Draft 1  Hello, and a")), "{narrow:?}");
    let low = rows(&draw(&screen, 80, 24, Look::default()));
    assert!(low.iter().any(|row| row.contains("Draft 1  Hello, and a little more than that.")), "{low:?}");
}

#[test]
fn drafts_side_by_side_keep_their_names_while_a_long_form_scrolls() {
    let card = |title: &str, text: &str| Block::Card { title: title.to_owned(), text: text.to_owned() };
    let mut blocks = vec![Block::Question("A message?".to_owned()), Block::Prose("Some words on it. ".repeat(20))];
    for number in 0..8 {
        let mut field = screens::editor("some words of a part", number, number == 4);
        field.label = format!("Part {number}, asked for at some length?");
        blocks.push(Block::Editor(field));
    }
    blocks.push(card("So far", &"What grows. ".repeat(24)));
    blocks.push(Block::Advice { says: "48 words; up to 40 are easy to read.".to_owned(), over: true });
    blocks.push(card("Draft 1", &"What was put aside. ".repeat(30)));
    let all = rows(&draw(&screens::screen("A", Focus::Line, blocks), 80, 30, Look::default()));
    let names = all.iter().position(|row| row.contains("So far") && row.contains("Draft 1")).expect("their names");
    let both = |row: &String| row.contains("grows") && row.contains("aside");
    assert!(all[names + 1..].iter().filter(|row| both(row)).count() >= 2, "{all:#?}");
    assert!(all.iter().any(|row| row.contains("Part 4")), "{all:#?}");
    assert!(all.iter().any(|row| row.contains("48 words; up to 40")), "{all:#?}");
}

#[test]
fn an_event_on_the_line_is_told_by_its_number() {
    let all = rows(&draw(&screens::timeline(), 80, 24, Look::default()));
    let line = all.iter().find(|row| row.contains('─')).expect("a line");
    for number in ["1", "2"] {
        assert!(line.contains(number), "{line}");
        assert!(all.iter().any(|row| row.contains(&format!("{number} ")) && row.contains("2026-")), "{all:?}");
    }
}

#[test]
fn the_smallest_window_breathes_before_it_explains() {
    let pacer = screens::all().into_iter().find(|(name, _)| *name == "pacer").unwrap().1;
    let all = rows(&draw(&pacer, 40, 12, Look::default())).join("\n");
    let beats = pacer.blocks.iter().find_map(|block| match block {
        Block::Pacer { beats, .. } => beats.first().map(|(word, ..)| word.clone()),
        _ => None,
    });
    assert!(all.contains(&beats.unwrap()) && all.contains('░'), "{all}");
}

#[test]
fn nothing_a_person_or_a_guide_wrote_acts_on_the_terminal() {
    let screen = screens::screen(
        "A\u{1b}[31m",
        Focus::Line,
        vec![
            Block::Question("Q\u{202e}\u{7}".to_owned()),
            Block::Card { title: "T\u{9b}2J".to_owned(), text: "x\u{1b}]0;t\u{7}\u{200b}".to_owned() },
            Block::Editor(screens::editor("w\u{202e}\u{1b}[2J\u{feff}", 0, true)),
        ],
    );
    let frame = draw(&screen, 80, 24, Look::default());
    for cell in frame.buffer.content() {
        let acts =
            |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) || c == '\u{200b}' || c == '\u{feff}';
        assert!(!cell.symbol().chars().any(acts), "{:?}", cell.symbol());
    }
}

#[test]
fn without_motion_nothing_ever_wakes() {
    let now = Instant::now();
    for (name, screen) in screens::all() {
        let mut view = View::new(Look { motion: false, ..Look::default() });
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        view.draw(&screen, &mut buffer, now, &mut Inside);
        assert_eq!(view.wakes(&screen, now), None, "{name}");
    }
}

#[test]
fn without_motion_breathing_is_told_in_words() {
    let pacer = screens::all().into_iter().find(|(name, _)| *name == "pacer").unwrap().1;
    let all = rows(&draw(&pacer, 80, 24, Look { motion: false, ..Look::default() })).join("\n");
    let Some(Block::Pacer { beats, .. }) = pacer.blocks.iter().find(|block| matches!(block, Block::Pacer { .. }))
    else {
        panic!("there is a pacer")
    };
    for (word, seconds, _) in beats {
        assert!(all.contains(word) && all.contains(&seconds.to_string()), "{word}, {seconds}: {all}");
    }
    assert!(!all.contains('░'), "{all}");
}

#[test]
fn with_motion_only_a_pacer_and_a_timer_wake() {
    let now = Instant::now();
    for (name, screen) in screens::all() {
        let mut view = View::new(Look::default());
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        view.draw(&screen, &mut buffer, now, &mut Inside);
        let moves = matches!(name, "pacer" | "long");
        assert_eq!(view.wakes(&screen, now).is_some(), moves, "{name}");
        assert!(view.wakes(&screen, now).is_none_or(|then| then > now + Duration::from_millis(20)), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn every_screen_is_drawn_at_every_size(width in 1u16..260, height in 1u16..90, which in 0usize..20, millis in 0u64..400_000) {
        let all = screens::all();
        let (_, screen) = &all[which % all.len()];
        for look in looks() {
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            let mut view = View::new(look);
            let now = Instant::now();
            view.draw(screen, &mut buffer, now, &mut Inside);
            let caret = view.draw(screen, &mut buffer, now + Duration::from_millis(millis), &mut Inside);
            prop_assert!(caret.is_some_and(|(x, y)| x < width && y < height));
        }
    }

    #[test]
    fn a_small_window_is_drawn_too(width in 1u16..60, height in 1u16..16) {
        for (_, screen) in screens::all() {
            draw(&screen, width, height, Look::default());
        }
    }
}
