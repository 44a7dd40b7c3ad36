//! Two at one keyboard: nothing private can be reached or seen until the owner takes it back.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "a test may stop at the first thing that is not as it says"
)]

mod support;

use stepback::screen::block::Hint;
use stepback::session::event::Overlay;
use stepback::session::{Effect, Event, Place};
use stepback::text::{Edit, Motion};
use support::{Journey, given_text};

const GUIDE: &str = r#"
format = 1
id = "two"
title = "Two"
about = "A private step, two shared ones, a private one."

[[stage]]
id = "own"
title = "Own"

[[stage.step]]
id = "private"
kind = "short"
ask = "What do you hold back?"

[[stage]]
id = "plan"
title = "A plan for two"
shared = true

[[stage.step]]
id = "listen"
kind = "short"
ask = "How do we listen?"
recall = ["private"]

[[stage.step]]
id = "signals"
kind = "short"
ask = "Which signs do we watch?"

[[stage]]
id = "after"
title = "After"

[[stage.step]]
id = "alone"
kind = "short"
ask = "And for yourself?"
"#;

#[track_caller]
fn handed_over() -> Journey {
    given_text(GUIDE).replies("the secret").is_at("listen").sees("the secret").does(&Event::Share(true))
}

fn private() -> Place {
    Place::from("private".to_owned())
}

#[test]
fn nothing_private_is_shown_while_handed_over() {
    handed_over()
        .sees_not("the secret")
        .sees("curtain")
        .does(&Event::Open(Overlay::Words))
        .sees_not("the secret")
        .does(&Event::Open(Overlay::Review))
        .sees_not("What do you hold back")
        .does(&Event::Open(Overlay::Help))
        .sees_not("the secret");
}

#[test]
fn a_curtain_is_called_one_wherever_the_keyboard_is_handed_over() {
    let later = given_text(GUIDE).replies("the secret").replies("one at a time").is_at("signals");
    later.does(&Event::Share(true)).sees("curtain").does(&Event::Back).is_at("listen").sees_not("curtain");
    handed_over().sees("curtain").replies("one at a time").is_at("signals").sees_not("curtain");
}

#[test]
fn nothing_private_can_be_reached_while_handed_over() {
    handed_over()
        .does(&Event::GoTo(private()))
        .is_at("listen")
        .does(&Event::Back)
        .is_at("listen")
        .does(&Event::Close)
        .replies("one at a time")
        .is_at("signals")
        .replies("shoulders")
        .is_at("signals")
        .complains("take the keyboard back");
}

#[test]
fn taking_it_back_opens_everything_again() {
    handed_over()
        .replies("one at a time")
        .replies("shoulders")
        .does(&Event::Share(false))
        .replies("shoulders")
        .is_at("alone")
        .does(&Event::GoTo(private()))
        .is_at("private")
        .sees("the secret");
}

#[test]
fn with_a_passphrase_it_is_asked_for() {
    given_text(GUIDE)
        .replies("the secret")
        .does(&Event::Share(true))
        .does(&Event::Sealed(Ok(())))
        .does(&Event::Share(false))
        .asked_for(&Effect::Unlock)
        .sees_not("the secret")
        .does(&Event::Unlocked)
        .sees("the secret");
}

#[test]
fn only_a_shared_step_can_be_handed_over() {
    given_text(GUIDE).does(&Event::Share(true)).replies("the secret").is_at("listen").sees("the secret");
}

#[test]
fn what_was_cut_or_erased_before_does_not_come_back_while_handed_over() {
    given_text(GUIDE)
        .types("the secret")
        .does(&Event::Edit(Edit::SelectAll))
        .does(&Event::Edit(Edit::Cut))
        .types("plain")
        .press("<enter>")
        .is_at("listen")
        .types("a note of my own")
        .does(&Event::Edit(Edit::SelectAll))
        .does(&Event::Edit(Edit::Erase(Motion::Left)))
        .does(&Event::Share(true))
        .does(&Event::Edit(Edit::Undo))
        .does(&Event::Edit(Edit::PasteKept))
        .sees_not("a note of my own")
        .sees_not("the secret")
        .types("phones away")
        .does(&Event::Share(false))
        .does(&Event::Edit(Edit::PasteKept))
        .sees("phones away");
}

#[test]
fn the_own_editor_waits_while_handed_over() {
    handed_over().does(&Event::OpenEditor).complains("An editor can open other files");
}

#[test]
fn the_bar_names_no_key_that_waits_while_handed_over() {
    let kind = "id = \"listen\"\nkind = ";
    let long = format!("{kind}\"long\"\nnotice = [\"message\"]");
    given_text(&GUIDE.replace(&format!("{kind}\"short\""), &long))
        .does(&Event::Noticing(false))
        .offers_not(Hint::Back)
        .replies("the secret")
        .is_at("listen")
        .offers(Hint::Back)
        .offers(Hint::Editor)
        .offers(Hint::Noticed)
        .does(&Event::Share(true))
        .offers_not(Hint::Back)
        .offers_not(Hint::Editor)
        .offers_not(Hint::Noticed)
        .offers_not(Hint::Words)
        .offers_not(Hint::Review)
        .replies("one at a time")
        .replies(".")
        .is_at("signals")
        .offers(Hint::Back)
        .does(&Event::Back)
        .is_at("listen")
        .does(&Event::Share(false))
        .offers(Hint::Back)
        .offers(Hint::Editor);
}
