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
use stepback::session::{Effect, Event, Farewell, Place, Session};
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

fn private_place() -> Place {
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
        .does(&Event::GoTo(private_place()))
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
        .does(&Event::GoTo(private_place()))
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

/// The same, with a gate that is never kept before the shared steps.
fn gated() -> String {
    let gate = r#"
[[stage.step]]
id = "safe"
kind = "gate"
keep = "never"
ask = "Has anything frightened you?"
source = "book"
questions = [{ id = "afraid", ask = "Are you afraid of them?" }]

[[stage]]
id = "plan"
"#;
    let book =
        "\n[[source]]\nid = \"book\"\ntitle = \"On being afraid\"\nsays = \"It says so.\"\nstrength = \"ours\"\n";
    let gated = GUIDE.replace("\n[[stage]]\nid = \"plan\"\n", gate);
    gated.replace("shared = true", "shared = true\napproach = true") + book
}

#[track_caller]
fn left_while_handed_over() -> Journey {
    given_text(&gated())
        .replies("the secret")
        .is_at("safe")
        .replies("no")
        .is_at("listen")
        .does(&Event::Share(true))
        .replies("one at a time")
        .is_at("signals")
        .comes_back()
}

#[test]
fn a_session_left_while_handed_over_opens_behind_the_curtain() {
    let private = ["frightened", "afraid", "the secret", "hold back", "one at a time"];
    let sees_nothing = |journey: Journey| private.iter().fold(journey, |journey, words| journey.sees_not(words));
    let mut journey = left_while_handed_over().sees("The keyboard is still handed over.").sees("curtain, not a lock");
    for overlay in [Overlay::Help, Overlay::HelpLines, Overlay::Words, Overlay::Review, Overlay::Sources] {
        journey = sees_nothing(journey.does(&Event::Open(overlay))).does(&Event::Close);
    }
    for event in [Event::Enter, Event::Submit, Event::Skip, Event::Pick(1), Event::GoTo(private_place())] {
        journey = sees_nothing(journey.does(&event)).is_at("safe");
    }
    sees_nothing(journey.replies("no"))
        .complains("once the keyboard is taken back")
        .is_at("safe")
        .offers(Hint::TakeBack)
        .offers(Hint::HelpLines)
        .offers(Hint::Leave)
        .offers(Hint::Vanish)
        .offers_not(Hint::Submit)
        .offers_not(Hint::Sources)
        .does(&Event::Back)
        .sees("Leave for now?")
        .does(&Event::Yes)
        .asked_for(&Effect::Leave(Farewell::Resume));
}

#[test]
fn behind_the_curtain_it_goes_on_where_it_was_once_the_keyboard_is_taken_back() {
    left_while_handed_over()
        .does(&Event::Country("DE".to_owned()))
        .comes_back()
        .sees("still handed over")
        .does(&Event::Share(false))
        .sees("Has anything frightened you?")
        .comes_back()
        .sees("Has anything frightened you?")
        .replies("no")
        .is_at("signals")
        .offers(Hint::Share)
        .has_saved("listen", "one at a time");
}

#[test]
fn behind_the_curtain_the_passphrase_is_asked_for_also_where_it_opened_the_folder() {
    given_text(&gated())
        .replies("the secret")
        .replies("no")
        .does(&Event::Share(true))
        .does(&Event::Sealed(Ok(())))
        .comes_back()
        .sees("The passphrase opens it.")
        .does(&Event::Share(false))
        .asked_for(&Effect::Unlock)
        .sees_not("frightened")
        .does(&Event::Unlocked)
        .asked_for(&Effect::Save)
        .sees("Has anything frightened you?");
}

#[test]
fn a_shared_step_opens_again_with_the_curtain_drawn() {
    handed_over()
        .types("one at a ti")
        .comes_back()
        .is_at("listen")
        .sees("one at a ti")
        .sees("curtain")
        .sees_not("the secret")
        .does(&Event::Back)
        .is_at("listen")
        .does(&Event::Close)
        .does(&Event::Share(false))
        .sees("the secret")
        .comes_back()
        .sees("the secret");
}

#[test]
fn that_the_keyboard_is_handed_over_is_kept_only_while_it_is_and_where_it_tells_nothing_else() {
    let kept = |journey: &Journey| journey.on_disk().contains("handed_over = true");
    let shared = handed_over();
    assert!(kept(&shared), "{}", shared.on_disk());
    let back = shared.does(&Event::Share(false));
    assert!(!kept(&back), "{}", back.on_disk());
    let never = GUIDE.replace("id = \"listen\"\n", "id = \"listen\"\nkeep = \"never\"\n");
    let never = given_text(&never).replies("the secret").is_at("listen").does(&Event::Share(true));
    assert!(!kept(&never), "{}", never.on_disk());
    let onward = never.replies("one at a time").is_at("signals").types("s");
    assert!(kept(&onward), "{}", onward.on_disk());
}

#[test]
fn what_is_not_handed_over_cannot_be_taken_back() {
    given_text(GUIDE).does(&Event::Share(false)).complains("The keyboard is not handed over.").is_at("private");
}

#[test]
fn handing_over_is_no_word_lost_in_a_session_that_is_only_read() {
    let (guide, _) = stepback::guide::read::read(GUIDE);
    let guide = guide.expect("the guide loads");
    let mut session = Session::begin(&guide, "0123456789abcdef0123456789abcdef", false);
    for event in [support::begin(0, &[]), Event::Reply("the secret".to_owned())] {
        let _ = session.handle(&guide, event);
    }
    session.make_read_only("It is only read.".to_owned());
    assert_eq!(session.handle(&guide, Event::Share(true)), Vec::new());
    assert!(session.shared() && !session.wrote_in_vain());
}
