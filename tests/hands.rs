//! Hands: keys, clicks, pastes and the wheel on hand-made screens, and the Events they come to.

#![allow(
    clippy::assigning_clones,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::large_stack_arrays,
    clippy::match_wild_err_arm,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it says"
)]

#[path = "hands/desk.rs"]
mod desk;
#[path = "hands/pointing.rs"]
mod pointing;
#[path = "frames/screens.rs"]
mod screens;

use crossterm::event::{Event as Heard, MouseEventKind};
use desk::{Hands, Page, page_of, same};
use stepback::screen::block::Hint;
use stepback::screen::{Block, Focus};
use stepback::session::Event;
use stepback::text::{Clip, Edit, Text};
use stepback::tui::keymap;

#[test]
fn rows_are_walked_as_they_are_seen_and_keep_their_column() {
    // 36 columns: "one two three four five six seven" and "eight nine ten" below it.
    let mut page = Page::new("one two three four five six seven eight nine ten", 40);
    assert_eq!(page.keys("<c-home> <down>").caret(), (0, 34));
    assert_eq!(page.keys("<end>").caret(), (0, 48));
    assert_eq!(page.keys("<up>").caret(), (0, 14));
    assert_eq!(page.keys("<home>").caret(), (0, 0));
    assert_eq!(page.keys("<end>").caret(), (0, 33));
    assert_eq!(page.keys("<down>").caret(), (0, 48), "a shorter row is gone to its end");
    assert_eq!(page.keys("<up>").caret(), (0, 33), "and the column is remembered");
    assert_eq!(page.keys("<up> <up>").caret(), (0, 0));
}

#[test]
fn a_row_is_erased_to_its_end_and_then_its_line_end() {
    let mut page = Page::new("one two three four five six seven eight\nnine", 40);
    page.keys("<c-home> <c-right> <c-k>");
    assert_eq!(page.text.to_string(), "one eight\nnine");
    page.keys("<c-k> <c-k>");
    assert_eq!(page.text.to_string(), "onenine");
}

#[test]
fn a_form_is_walked_by_rows_and_tabs() {
    let (_, form) = screens::all().into_iter().find(|(name, _)| *name == "form").unwrap();
    let mut hands = Hands::on(&form);
    same(&hands.key("<down>", &form), "Move(Down)");
    same(&hands.key("<up>", &form), "Move(Up)");
    same(&hands.key("<tab>", &form), "Move(NextField)");
    same(&hands.key("<s-tab>", &form), "Move(PreviousField)");
    same(&hands.key("<enter>", &form), "Enter");
}

#[test]
fn the_arrows_turn_to_the_help_lines_of_another_country_and_its_name_is_in_sight() {
    let (_, mut lines) = screens::all().into_iter().find(|(name, _)| *name == "help_lines").unwrap();
    let blocks = &mut lines.overlay.as_mut().unwrap().blocks;
    blocks.insert(0, Block::Prose("You can call or write to one of these, now or later. ".repeat(8)));
    let mut hands = Hands::sized(&lines, 40, 12);
    assert!(!hands.shows("Help lines: United Kingdom."));
    assert!(hands.shows("←→ country"));
    same(&hands.key("<right>", &lines), "Country(\"other\")");
    hands.draw(&lines);
    assert!(hands.shows("Help lines: United Kingdom.") && hands.shows("116 123"));
    same(&hands.key("<left>", &lines), "Country(\"US\")");
    hands.key("<end>", &lines);
    hands.draw(&lines);
    same(&hands.key("<enter>", &lines), "Enter");
    let key = hands.find("country");
    same(&hands.click(key, &lines), "Country(\"other\")");

    if let Some(Block::Countries { at, .. }) = lines.overlay.as_mut().and_then(|layer| layer.blocks.get_mut(1)) {
        *at = 2;
    }
    same(&hands.key("<right>", &lines), "Country(\"US\")");
    lines.focus = Focus::Through;
    same(&hands.key("<right>", &lines), "Country(\"US\")");
    same(&hands.key("x", &lines), "Type(x)");
    let read = screens::screen("A", Focus::Reading, vec![Block::Prose("Words.".to_owned())]);
    same(&Hands::on(&read).key("<right>", &read), "");
}

#[test]
fn enter_goes_on_with_an_item_and_ends_the_list_on_an_empty_one() {
    #[track_caller]
    fn check(name: &str, words: &str, expected: &str) {
        let (_, mut screen) = screens::all().into_iter().find(|(one, _)| *one == name).unwrap();
        for block in &mut screen.blocks {
            if let Block::Rows { rows, .. } = block {
                let row = rows.iter_mut().find(|row| row.at).unwrap();
                row.cells[0].text = screens::text(words);
            }
        }
        same(&Hands::on(&screen).key("<enter>", &screen), expected);
    }
    check("list", "sad", "Item(New)");
    check("list", " ", "Submit");
    check("if_then", "I want to write", "Item(New)");
}

#[test]
fn on_a_board_the_ends_of_an_item_lead_to_the_next_column() {
    let board = screens::board();
    let mut hands = Hands::on(&board);
    // The caret stands in an empty question.
    same(&hands.key("<right>", &board), "Move(Right)");
    same(&hands.key("<left>", &board), "Move(Left)");
    same(&hands.key("<a-left>", &board), "Item(ToLeft)");
    same(&hands.key("<a-a>", &board), "Item(Ask)");
    let long = screens::long();
    same(&Hands::on(&long).key("<right>", &long), "Move(Right,false)");
}

#[test]
fn esc_closes_what_lies_over_the_step_and_else_goes_back() {
    same(&Hands::on(&screens::long()).key("<esc>", &screens::long()), "Back");
    same(&Hands::on(&screens::over::help()).key("<esc>", &screens::over::help()), "Close");
    same(&Hands::on(&screens::over::leave()).key("<esc>", &screens::over::leave()), "Close");
    same(&Hands::on(&screens::over::leave()).key("<enter>", &screens::over::leave()), "Close");
    same(&Hands::on(&screens::over::leave()).key("y", &screens::over::leave()), "Yes");
}

#[test]
fn digits_pick_options_and_levels_and_one_and_nought_make_ten() {
    let choice = screens::choice();
    same(&Hands::on(&choice).key("3", &choice), "Pick(3)");
    same(&Hands::on(&choice).key("0", &choice), "");
    let (_, scale) = screens::all().into_iter().find(|(name, _)| *name == "scale").unwrap();
    let mut hands = Hands::on(&scale);
    same(&hands.key("1", &scale), "Pick(1)");
    same(&hands.key("0", &scale), "Pick(10)");
    same(&hands.key("0", &scale), "Pick(0)");
    same(&hands.key("<left>", &scale), "Move(Left)");
    let (_, rated) = screens::all().into_iter().find(|(name, _)| *name == "rated").unwrap();
    let mut hands = Hands::on(&rated);
    same(&hands.key("1", &rated), "Pick(1)");
    same(&hands.key("0", &rated), "Pick(10)");
}

#[test]
fn each_hint_listed_works_by_its_key_and_by_a_click() {
    for (name, screen) in screens::all() {
        let mut hands = Hands::sized(&screen, 200, 40);
        for hint in &screen.hints {
            let (key, label, words) = keymap::hint(*hint, screen.focus);
            let by_key = hands.key(key, &screen);
            assert!(!by_key.is_empty() || *hint == Hint::Choose, "{name}: {key} does nothing");
            let (x, y) = hands.find(&format!("{label} {words}"));
            let by_click = hands.click((x + 1, y), &screen);
            assert_eq!(format!("{by_key:?}"), format!("{by_click:?}"), "{name}: {hint:?}");
        }
    }
}

#[test]
fn a_long_page_scrolls_and_does_not_move_anything_else() {
    let (_, read) = screens::all().into_iter().find(|(name, _)| *name == "read").unwrap();
    let mut hands = Hands::sized(&read, 40, 12);
    for key in ["<down>", "<pgdn>", "<end>", "<space>", "<home>"] {
        same(&hands.key(key, &read), "");
    }
    hands.key("<end>", &read);
    hands.draw(&read);
    hands.find("Press Enter when you like.");
    hands.mouse(MouseEventKind::ScrollUp, (3, 3), &read);
    hands.draw(&read);
    hands.find("on this computer only");
}

#[test]
fn alt_c_copies_the_message_and_only_where_there_is_none_what_is_selected() {
    let mut text = Text::from_str("one two");
    same(&Hands::on(&page_of(&text)).key("<a-c>", &page_of(&text)), "Copy");
    let _ = text.apply(&Edit::SelectAll, &mut Clip::default());
    let events = Hands::on(&page_of(&text)).key("<a-c>", &page_of(&text));
    assert!(matches!(events.as_slice(), [Event::Edit(Edit::Copy)]));
    // Where there is a message the key copies that, whatever is selected; why it is not offered is said by the same key.
    let mut message = page_of(&text);
    message.hints.push(Hint::Copy);
    assert!(matches!(Hands::on(&message).key("<a-c>", &message).as_slice(), [Event::Copy]));
    assert!(matches!(Hands::on(&message).key("<c-ins>", &message).as_slice(), [Event::Edit(Edit::Copy)]));
    let mut held = page_of(&text);
    held.blocks.push(Block::Withheld("Not as it is.".to_owned()));
    assert!(matches!(Hands::on(&held).key("<a-c>", &held).as_slice(), [Event::Copy]));
}

#[test]
fn a_paste_is_one_edit_where_there_is_a_text_and_nothing_elsewhere() {
    let paste = || Heard::Paste("one\r\ntwo".to_owned());
    let long = screens::long();
    let mut hands = Hands::on(&long);
    let now = hands.now;
    same(&hands.view.hear(paste(), &long, now).events, "Paste(one\r\ntwo)");
    let choice = screens::choice();
    let mut hands = Hands::on(&choice);
    same(&hands.view.hear(paste(), &choice, now).events, "");
}

#[test]
fn in_a_window_too_small_one_can_write_and_leave_but_not_go_on_unseen() {
    let long = screens::long();
    let mut hands = Hands::sized(&long, 20, 5);
    same(&hands.key("x", &long), "Type(x)");
    same(&hands.key("<c-q>", &long), "Leave");
    same(&hands.key("<c-s>", &long), "");
    same(&hands.key("<esc>", &long), "");
    let choice = screens::choice();
    same(&Hands::sized(&choice, 20, 5).key("<enter>", &choice), "");
}

#[test]
fn letters_on_the_help_page_find_what_can_be_done_and_enter_does_it() {
    let help = screens::over::help();
    let mut hands = Hands::on(&help);
    for letter in ["s", "o", "u"] {
        same(&hands.key(letter, &help), "");
    }
    hands.draw(&help);
    hands.find("› sou");
    hands.find("sources");
    same(&hands.key("<enter>", &help), "Close Open(Sources)");
    same(&hands.key("x", &help), "");
    hands.draw(&help);
    hands.find("Nothing by these letters");
    same(&hands.key("<enter>", &help), "");
    for _ in 0..4 {
        same(&hands.key("<bs>", &help), "");
    }
    same(&hands.key("<enter>", &help), "Enter");
}

#[test]
fn from_the_first_option_up_leads_to_the_text_above() {
    let mut choice = screens::choice();
    for block in &mut choice.blocks {
        if let Block::Options { at, .. } = block {
            *at = Some(0);
        }
    }
    let mut hands = Hands::sized(&choice, 40, 12);
    for _ in 0..20 {
        hands.key("<up>", &choice);
        hands.draw(&choice);
    }
    hands.find("It may have been about");
    same(&hands.key("<down>", &choice), "Move(Down)");
}
