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

#[path = "frames/screens.rs"]
mod screens;

use std::time::{Duration, Instant};

use crossterm::event::{Event as Heard, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stepback::screen::block::{Editor, Hint};
use stepback::screen::{Block, Focus, Screen};
use stepback::session::Event;
use stepback::text::{Clip, Edit, Text};
use stepback::tui::keymap::{self, parse};
use stepback::tui::{Look, Quiet, View};

/// A view of a screen, drawn once.
struct Hands {
    view: View,
    buffer: Buffer,
    now: Instant,
}

impl Hands {
    fn on(screen: &Screen<'_>) -> Self {
        Self::sized(screen, 80, 24)
    }

    fn sized(screen: &Screen<'_>, width: u16, height: u16) -> Self {
        let mut hands = Self {
            view: View::new(Look::default()),
            buffer: Buffer::empty(Rect::new(0, 0, width, height)),
            now: Instant::now(),
        };
        hands.draw(screen);
        hands
    }

    fn draw(&mut self, screen: &Screen<'_>) -> Option<(u16, u16)> {
        self.buffer.reset();
        self.view.draw(screen, &mut self.buffer, self.now, &mut Quiet)
    }

    fn key(&mut self, key: &str, screen: &Screen<'_>) -> Vec<Event> {
        let stroke = parse(key).unwrap_or_else(|| panic!("{key} is no key"));
        self.view.hear(Heard::Key(stroke.event()), screen, self.now).events
    }

    fn mouse(&mut self, kind: MouseEventKind, (column, row): (u16, u16), screen: &Screen<'_>) -> Vec<Event> {
        let event = MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE };
        self.view.hear(Heard::Mouse(event), screen, self.now).events
    }

    fn click(&mut self, at: (u16, u16), screen: &Screen<'_>) -> Vec<Event> {
        let events = self.mouse(MouseEventKind::Down(MouseButton::Left), at, screen);
        self.mouse(MouseEventKind::Up(MouseButton::Left), at, screen);
        self.now += Duration::from_secs(1);
        events
    }

    fn shows(&self, words: &str) -> bool {
        let area = self.buffer.area();
        let row = |y| (0..area.width).map(|x| self.buffer[(x, y)].symbol()).collect::<String>();
        (0..area.height).any(|y| row(y).contains(words))
    }

    /// Where these words begin on the screen.
    fn find(&self, words: &str) -> (u16, u16) {
        let area = self.buffer.area();
        for y in 0..area.height {
            let cells: Vec<&str> = (0..area.width).map(|x| self.buffer[(x, y)].symbol()).collect();
            if let Some(at) = cells.concat().find(words) {
                let before: usize = cells
                    .iter()
                    .scan(0, |len, cell| {
                        *len += cell.len();
                        Some(*len)
                    })
                    .take_while(|len| *len <= at)
                    .count();
                return (u16::try_from(before).unwrap(), y);
            }
        }
        panic!("{words} is not on the screen");
    }
}

#[track_caller]
fn same(events: &[Event], expected: &str) {
    let seen: Vec<String> = events
        .iter()
        .map(|event| match event {
            Event::Edit(edit) => shape(edit),
            event => format!("{event:?}"),
        })
        .collect();
    assert_eq!(seen.join(" "), expected);
}

fn shape(edit: &Edit) -> String {
    match edit {
        Edit::Type(text) => format!("Type({text})"),
        Edit::Paste(text) => format!("Paste({text})"),
        Edit::Newline => "Newline".to_owned(),
        Edit::Erase(motion) => format!("Erase({motion:?})"),
        Edit::Move { to, select } => format!("Move({to:?},{select})"),
        Edit::Select { anchor, head } => {
            format!("Select({}:{},{}:{})", anchor.paragraph, anchor.byte, head.paragraph, head.byte)
        }
        Edit::SelectAll => "SelectAll".to_owned(),
        Edit::Copy => "Copy".to_owned(),
        Edit::Cut => "Cut".to_owned(),
        Edit::PasteKept => "PasteKept".to_owned(),
        Edit::Undo => "Undo".to_owned(),
        Edit::Redo => "Redo".to_owned(),
        Edit::Pause => "Pause".to_owned(),
    }
}

/// A page of text that the keys really edit, as the session would.
struct Page {
    text: Text,
    clip: Clip,
    hands: Hands,
}

impl Page {
    fn new(words: &str, width: u16) -> Self {
        let text = Text::from_str(words);
        let hands = Hands::sized(&page_of(&text), width, 24);
        Self { text, clip: Clip::default(), hands }
    }

    fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split(' ') {
            let events = self.hands.key(key, &page_of(&self.text));
            for event in events {
                if let Event::Edit(edit) = event {
                    let _ = self.text.apply(&edit, &mut self.clip);
                }
            }
            self.hands.draw(&page_of(&self.text));
        }
        self
    }

    fn caret(&self) -> (usize, usize) {
        (self.text.caret().paragraph, self.text.caret().byte)
    }
}

fn page_of(text: &Text) -> Screen<'_> {
    let editor = Editor {
        label: String::new(),
        text,
        placeholder: String::new(),
        page: true,
        focus: true,
        notice: Vec::new(),
        glue: Default::default(),
        field: 0,
    };
    Screen {
        title: "A".to_owned(),
        progress: None,
        blocks: vec![Block::Editor(editor)],
        aside: Vec::new(),
        overlay: None,
        hints: Vec::new(),
        status: stepback::screen::block::Status::Quiet,
        focus: Focus::Page,
    }
}

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
fn options_levels_and_texts_are_clicked() {
    let choice = screens::choice();
    let mut hands = Hands::on(&choice);
    let at = hands.find("I don't know");
    same(&hands.click(at, &choice), "Move(ToRow(3)) Pick(4)");
    let (_, scale) = screens::all().into_iter().find(|(name, _)| *name == "scale").unwrap();
    let mut hands = Hands::on(&scale);
    let (_, y) = hands.find("10");
    let x = hands.find("[5]").0;
    same(&hands.click((x + 5, y), &scale), "Pick(6)");
    let (_, form) = screens::all().into_iter().find(|(name, _)| *name == "form").unwrap();
    let mut hands = Hands::on(&form);
    let at = hands.find("dinner");
    same(&hands.click(at, &form), "Move(ToField(0)) Move(To(Place { paragraph: 0, byte: 6 }),false)");
    let at = hands.find("On a walk");
    same(&hands.click(at, &form), "Move(ToRow(1)) Pick(2)");
}

#[test]
fn what_is_drawn_over_is_selected_while_the_button_is_held() {
    let text = Text::from_str("one two three");
    let screen = page_of(&text);
    let mut hands = Hands::on(&screen);
    let (x, y) = hands.find("two");
    hands.mouse(MouseEventKind::Down(MouseButton::Left), (x, y), &screen);
    same(&hands.mouse(MouseEventKind::Drag(MouseButton::Left), (x + 1, y), &screen), "Select(0:4,0:5)");
    same(&hands.mouse(MouseEventKind::Drag(MouseButton::Left), (x + 5, y), &screen), "Select(0:4,0:9)");
    same(&hands.mouse(MouseEventKind::Up(MouseButton::Left), (x + 5, y), &screen), "");
    hands.now += Duration::from_secs(1);
    hands.mouse(MouseEventKind::Down(MouseButton::Left), (x, y), &screen);
    hands.mouse(MouseEventKind::Drag(MouseButton::Left), (x + 5, y), &screen);
    same(&hands.mouse(MouseEventKind::Drag(MouseButton::Left), (x, y), &screen), "Select(0:4,0:4)");
}

#[test]
fn a_press_and_a_release_select_and_two_clicks_take_a_word() {
    let text = Text::from_str("one two three");
    let screen = page_of(&text);
    let mut hands = Hands::on(&screen);
    let (x, y) = hands.find("two");
    hands.mouse(MouseEventKind::Down(MouseButton::Left), (x, y), &screen);
    let events = hands.mouse(MouseEventKind::Up(MouseButton::Left), (x + 5, y), &screen);
    same(&events, "Select(0:4,0:9)");
    hands.now += Duration::from_secs(1);
    hands.click((x + 1, y), &screen);
    hands.now -= Duration::from_millis(900);
    let events = hands.mouse(MouseEventKind::Down(MouseButton::Left), (x + 1, y), &screen);
    same(&events, "Move(To(Place { paragraph: 0, byte: 5 }),false) Move(WordLeft,false) Move(WordRight,true)");
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
fn what_the_help_page_lists_is_clicked() {
    let help = screens::over::help();
    let mut hands = Hands::on(&help);
    let at = hands.find("review");
    same(&hands.click(at, &help), "Close Open(Review)");
    let at = hands.find("back");
    same(&hands.click(at, &help), "Close Back");
}

#[test]
fn what_was_scrolled_out_of_sight_is_not_answered_with() {
    let choice = screens::choice();
    let mut hands = Hands::sized(&choice, 40, 12);
    for _ in 0..3 {
        hands.mouse(MouseEventKind::ScrollUp, (3, 5), &choice);
    }
    hands.draw(&choice);
    same(&hands.key("<enter>", &choice), "");
    hands.draw(&choice);
    same(&hands.key("<enter>", &choice), "Enter");
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
