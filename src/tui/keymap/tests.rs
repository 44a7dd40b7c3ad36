//! Keys mean what the key bar, the help and the hand expect.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::{Code, MAP, Meaning, Stroke, hint, meaning, parse, table};
use crate::screen::Focus;
use crate::screen::block::Hint;

const FOCUSES: [Focus; 11] = [
    Focus::Reading,
    Focus::Options,
    Focus::Beside,
    Focus::Below,
    Focus::Scale,
    Focus::Line,
    Focus::Page,
    Focus::Item,
    Focus::Rating,
    Focus::Through,
    Focus::Confirm,
];

const HINTS: [Hint; 37] = [
    Hint::Submit,
    Hint::Choose,
    Hint::Toggle,
    Hint::Begin,
    Hint::NewItem,
    Hint::NextField,
    Hint::MoveItem,
    Hint::AskItem,
    Hint::RemoveItem,
    Hint::Back,
    Hint::Skip,
    Hint::Words,
    Hint::Review,
    Hint::Sources,
    Hint::HelpLines,
    Hint::Country,
    Hint::Noticed,
    Hint::MarkNone,
    Hint::MarkWords,
    Hint::Editor,
    Hint::Undo,
    Hint::Redo,
    Hint::ByWord,
    Hint::Select,
    Hint::SelectAll,
    Hint::Cut,
    Hint::CopyText,
    Hint::PutIn,
    Hint::Copy,
    Hint::Share,
    Hint::TakeBack,
    Hint::Help,
    Hint::Leave,
    Hint::Vanish,
    Hint::Yes,
    Hint::Close,
    Hint::Submit,
];

#[track_caller]
fn check(key: &str, focus: Focus, expected: &str) {
    let seen = parse(key)
        .and_then(|stroke| meaning(stroke, focus))
        .map_or("nothing".to_owned(), |meaning| format!("{meaning:?}"));
    let plain = seen.trim_start_matches("Event(").trim_end_matches(')');
    assert!(seen == expected || plain.contains(expected), "{key} in {focus:?} is {seen}, not {expected}");
}

#[test]
fn each_key_means_one_thing_where_the_focus_is() {
    check("<enter>", Focus::Page, "Newline");
    check("<enter>", Focus::Options, "Enter");
    check("<enter>", Focus::Line, "Enter");
    check("s", Focus::Scale, "Skip");
    check("s", Focus::Rating, "Type");
    check("7", Focus::Rating, "Digit(7)");
    for key in ["s", "q", "h", "k", "?", "<space>", "7", "c"] {
        check(key, Focus::Below, "nothing");
    }
    for key in ["s", "q", "h", "k", "j", "?", "w", "c"] {
        check(key, Focus::Beside, "nothing");
    }
    check("2", Focus::Beside, "Digit(2)");
    check("<down>", Focus::Beside, "Event(Move(Down))");
    check("<space>", Focus::Beside, "Toggle");
    check("<enter>", Focus::Beside, "Enter");
    check("<a-s>", Focus::Beside, "Skip");
    check("<enter>", Focus::Below, "Enter");
    check("<c-s>", Focus::Below, "Submit");
    check("<a-2>", Focus::Below, "Digit(2)");
    check("<a-s>", Focus::Below, "Skip");
    check("<space>", Focus::Options, "Toggle");
    check("<right>", Focus::Rating, "Side");
    check("<c-s>", Focus::Page, "Submit");
    check("<a-enter>", Focus::Page, "Submit");
    check("<esc>", Focus::Page, "Escape");
    check("<c-q>", Focus::Page, "Leave");
    check("q", Focus::Page, "Type");
    check("q", Focus::Options, "Leave");
    check("q", Focus::Through, "Type");
    check("<space>", Focus::Through, "Type");
    check("<bs>", Focus::Through, "Erase");
    check("<enter>", Focus::Through, "Enter");
    check("<down>", Focus::Through, "Scroll");
    check("?", Focus::Options, "Open(Help");
    check("?", Focus::Line, "Type");
    check("<c-g>", Focus::Page, "Open(Help");
    check("<f1>", Focus::Reading, "Open(Help");
    check("s", Focus::Scale, "Skip");
    check("<a-s>", Focus::Page, "Skip");
    check("w", Focus::Options, "Open(Words");
    check("<a-w>", Focus::Page, "Open(Words");
    check("<c-w>", Focus::Page, "WordLeft");
    check("<c-h>", Focus::Page, "WordLeft");
    check("<a-bs>", Focus::Page, "WordLeft");
    check("<c-z>", Focus::Page, "Undo");
    check("<c-y>", Focus::Page, "Redo");
    check("<c-o>", Focus::Page, "OpenEditor");
    check("<c-o>", Focus::Options, "nothing");
    check("7", Focus::Scale, "Digit(7)");
    check("7", Focus::Line, "Type");
    check("j", Focus::Options, "Move(Down");
    check("j", Focus::Item, "Type");
    check("y", Focus::Confirm, "Yes");
    check("<enter>", Focus::Confirm, "Enter");
    check("n", Focus::Confirm, "Close");
    check("s", Focus::Confirm, "nothing");
    check("<s-tab>", Focus::Line, "PreviousField");
    check("<a-right>", Focus::Item, "ToRight");
}

#[test]
fn while_writing_every_printable_key_is_only_itself() {
    for focus in [Focus::Line, Focus::Page, Focus::Item] {
        for c in (' '..='~').chain(['é', '漢', '’']) {
            let stroke = Stroke { code: Code::Char(c), ctrl: false, alt: false, shift: false };
            let seen = format!("{:?}", meaning(stroke, focus));
            assert!(seen.contains("Edit("), "{c} in {focus:?}: {seen}");
        }
    }
}

#[test]
fn modifiers_count_exactly() {
    let key = KeyEvent::new(KeyCode::Char('q'), KeyModifiers::CONTROL);
    assert_eq!(Stroke::of(&key), parse("<c-q>"));
    assert_ne!(Stroke::of(&key), parse("q"));
    let super_q = KeyEvent::new(KeyCode::Char('Q'), KeyModifiers::SHIFT);
    assert_eq!(Stroke::of(&super_q), parse("Q"));
    assert_eq!(Stroke::of(&KeyEvent::new(KeyCode::Char('S'), KeyModifiers::CONTROL)), parse("<c-s>"));
    let mut released = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
    released.kind = KeyEventKind::Release;
    assert_eq!(Stroke::of(&released), None);
    released.kind = KeyEventKind::Repeat;
    assert_eq!(Stroke::of(&released), parse("<enter>"));
}

#[test]
fn every_key_of_the_table_is_written_as_it_is_read() {
    for (keys, _, _) in table::rows() {
        for key in keys.split(' ') {
            let stroke = parse(key).unwrap_or_else(|| panic!("{key} cannot be read"));
            assert_eq!(stroke.to_string(), key);
            assert_eq!(Stroke::of(&stroke.event()), Some(stroke), "{key}");
        }
    }
    for wrong in ["", "<>", "<c->", "ab", "<nokey>", "<s-a>", "<f13>"] {
        assert_eq!(parse(wrong), None, "{wrong}");
    }
    assert_eq!(parse("<lt>").map(|stroke| stroke.to_string()), Some("<lt>".to_owned()));
}

#[test]
fn no_key_has_two_meanings_in_one_focus() {
    for (stroke, rows) in MAP.iter() {
        for (at, (on, _)) in rows.iter().enumerate() {
            for (other, _) in rows.iter().skip(at + 1) {
                assert_eq!(on & other, 0, "{stroke} means two things");
            }
        }
    }
}

#[test]
fn every_hint_names_a_key_that_works() {
    for focus in FOCUSES {
        for one in HINTS {
            if !fits(one, focus) {
                continue;
            }
            let (key, label, words) = hint(one, focus);
            let stroke = parse(key).unwrap_or_else(|| panic!("{one:?}: {key}"));
            let found = meaning(stroke, focus);
            assert!(found.is_some(), "{one:?} in {focus:?}: {key} does nothing");
            assert!(
                !matches!(&found, Some(Meaning::Event(crate::session::Event::Edit(crate::text::Edit::Type(_))))),
                "{one:?} types"
            );
            assert!(!label.is_empty() && !words.is_empty());
        }
    }
}

/// Whether a screen with this focus could ever list the hint.
fn fits(hint: Hint, focus: Focus) -> bool {
    let text = super::writes(focus) && !matches!(focus, Focus::Through | Focus::Rating);
    match hint {
        Hint::Yes => focus == Focus::Confirm,
        Hint::Close | Hint::Help | Hint::HelpLines | Hint::Vanish => true,
        Hint::Editor
        | Hint::Undo
        | Hint::Redo
        | Hint::ByWord
        | Hint::Select
        | Hint::SelectAll
        | Hint::Cut
        | Hint::CopyText
        | Hint::PutIn => text,
        Hint::Noticed => text || focus == Focus::Reading,
        Hint::MarkNone | Hint::MarkWords => focus == Focus::Reading,
        Hint::Choose => matches!(
            focus,
            Focus::Options | Focus::Beside | Focus::Below | Focus::Scale | Focus::Rating | Focus::Confirm
        ),
        Hint::Country => matches!(focus, Focus::Reading | Focus::Through),
        Hint::Toggle => matches!(focus, Focus::Options | Focus::Beside),
        Hint::Begin | Hint::NewItem | Hint::MoveItem | Hint::AskItem | Hint::RemoveItem => focus == Focus::Item,
        Hint::Submit
        | Hint::NextField
        | Hint::Back
        | Hint::Skip
        | Hint::Words
        | Hint::Review
        | Hint::Sources
        | Hint::Leave
        | Hint::Copy
        | Hint::Share
        | Hint::TakeBack => focus != Focus::Confirm,
    }
}
