//! The mouse: what is clicked, drawn over and scrolled.

use std::time::Duration;

use crossterm::event::{MouseButton, MouseEventKind};
use stepback::text::Text;

use crate::desk::{Hands, page_of, same};
use crate::screens;

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
