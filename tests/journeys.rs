//! Journeys through a small guide, as a person takes them.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "a test may stop at the first thing that is not as it says"
)]

mod support;

use stepback::session::event::Overlay;
use stepback::session::{Effect, Event, Farewell, Session, State};
use stepback::text::Edit;
use support::{Journey, given, given_text};

const GUIDE: &str = "tests/guides/two-sides.toml";

/// Up to the first gate, in plain lines.
#[track_caller]
fn arrived(upset: &str) -> Journey {
    let there = given(GUIDE).replies("Sam").replies("friend").replies("she").replies(upset);
    let there = if upset.parse::<i64>().is_ok_and(|level| level >= 7) {
        there.is_at("fear").replies("The quiet.").replies(".")
    } else {
        there
    };
    there.is_at("parts").replies("work sleep").is_at("safety")
}

#[test]
fn a_high_number_opens_a_question_and_a_low_one_does_not() {
    given(GUIDE)
        .replies("Sam")
        .replies("friend")
        .replies("she")
        .sees("How upset are you?")
        .replies("8")
        .is_at("fear")
        .sees("What weighs on you about Sam?")
        .does(&Event::Back)
        .is_at("upset")
        .replies("3")
        .is_at("parts");
}

#[test]
fn a_changed_answer_keeps_what_its_step_held_as_inactive() {
    arrived("9")
        .has_saved("fear", "The quiet.")
        .does(&Event::GoTo("upset".to_owned().into()))
        .is_at("upset")
        .replies("2")
        .is_at("safety")
        .has_state("fear", State::Inactive)
        .does(&Event::GoTo("upset".to_owned().into()))
        .replies("7")
        .has_state("fear", State::Given);
}

#[test]
fn keys_do_what_they_say() {
    given(GUIDE)
        .types("Sam")
        .press("<enter><down><enter>")
        .press("<down><enter>")
        .is_at("upset")
        .press("<right><right><enter>")
        .is_at("parts")
        .press("<space><down><down><space><enter>")
        .is_at("safety")
        .press("<esc>")
        .is_at("parts")
        .has_saved("parts", "Work\nThe phone");
}

#[test]
fn half_a_sentence_is_there_again() {
    given(GUIDE)
        .press("<c-s>8")
        .press("<enter>")
        .is_at("fear")
        .types("half a thou")
        .press("<esc>")
        .is_at("upset")
        .press("<enter>")
        .sees("half a thou")
        .comes_back()
        .is_at("fear")
        .sees("half a thou")
        .types("ght")
        .press("<c-s>")
        .has_saved("fear", "half a thought");
}

#[test]
fn a_pause_waits_and_a_later_round_may_follow_up_after_three_days() {
    given(GUIDE)
        .does(&Event::Skip)
        .replies("2")
        .replies("work")
        .replies("no")
        .replies("none")
        .does(&Event::Skip)
        .is_at("decide")
        .replies("write")
        .replies("Sunday")
        .replies("talk")
        .does(&Event::Submit)
        .replies("not_yet")
        .asked_for(&Effect::Leave(Farewell::Waiting))
        .is_at("until")
        .replies("silent")
        .is_at("breath")
        .replies("")
        .is_at("decide@2")
        .sees_not("Write")
        .days_later(4)
        .does(&Event::Back)
        .replies("")
        .sees("Write")
        .replies("write")
        .replies("Sunday")
        .replies("try once more")
        .does(&Event::Submit)
        .is_at("until@2")
        .replies("silent")
        .replies("")
        .days_later(30)
        .does(&Event::Back)
        .replies("")
        .is_at("decide@3")
        .sees_not("Write");
}

#[test]
fn what_got_scary_is_never_kept() {
    let there = arrived("2").replies("no").replies("none").does(&Event::Skip).replies("wait").replies("talked");
    let before = there.on_disk();
    let there = there.is_at("debrief").replies("scary").is_at("shelter");
    assert_eq!(there.on_disk(), before);
    let there = there.does(&Event::Back).is_at("debrief").replies("scary").is_at("shelter");
    assert_eq!(there.on_disk(), before, "said twice, it is not kept either");
    there.has_not_saved("debrief");
}

#[test]
fn a_wish_for_distance_closes_the_way_to_a_message() {
    arrived("2").replies("no").replies("asked").does(&Event::Skip).is_at("decide").sees_not("Write").sees("Wait");
}

#[test]
fn too_many_choices_are_explained() {
    given(GUIDE)
        .replies("Sam")
        .replies("friend")
        .replies("she")
        .replies("2")
        .replies("1 2 3")
        .complains("choose at most 2")
        .is_at("parts");
}

#[test]
fn an_empty_line_never_passes_a_gate() {
    arrived("2").replies("").is_at("safety");
}

#[test]
fn fear_leads_to_safety_and_never_to_a_message() {
    let there = arrived("2");
    let before = there.on_disk();
    let there = there.replies("yes").is_at("safe").sees("Your safety first").has_not_saved("safety");
    assert_eq!(there.on_disk(), before, "the disk must not tell how the gate was answered");
}

#[test]
fn the_walk_ends_with_before_and_after() {
    arrived("8")
        .replies("no")
        .is_at("contact")
        .replies("none")
        .is_at("guesses")
        .replies("I slept badly")
        .replies(".")
        .replies("She is angry")
        .replies("Are you angry?")
        .replies(".")
        .is_at("each#2")
        .sees("She is angry")
        .replies("Half")
        .is_at("decide")
        .replies("write")
        .replies("Sunday")
        .replies("talk on Wednesday or Saturday")
        .does(&Event::Submit)
        .is_at("until")
        .has_saved("message", "Hi Sam. We have not spoken since Sunday. Could we talk on Wednesday or Saturday?")
        .comes_back()
        .is_at("until")
        .replies("talked")
        .replies("well")
        .is_at("after")
        .replies("4")
        .sees("Less upset.")
        .replies("")
        .asked_for(&Effect::Leave(Farewell::Finished))
        .plainly();
}

#[test]
fn an_empty_line_at_a_gate_says_that_it_is_not_answered() {
    let at_gate = arrived("3").replies("");
    at_gate.is_at("safety").complains("This question has no answer yet: choose one.");
}

/// One question that opens three more, one that always stands, and a plan with beginnings.
const OPENING: &str = r#"
format = 1
id = "opening"
title = "Opening"
about = "One answer opens three steps."

[[stage]]
id = "only"
title = "Only"

[[stage.step]]
id = "first"
kind = "choice"
ask = "Open the rest?"
options = [{ id = "no", label = "No" }, { id = "yes", label = "Yes" }]

[[stage.step]]
id = "one"
kind = "short"
when = { step = "first", is = "yes" }
ask = "One?"

[[stage.step]]
id = "two"
kind = "short"
when = { step = "first", is = "yes" }
ask = "Two?"

[[stage.step]]
id = "days"
kind = "timeline"
ask = "What happened?"

[[stage.step]]
id = "plan"
kind = "if_then"
ask = "And if it gets hard?"
starts = ["I lie awake", "I read old messages"]

[[stage.step]]
id = "last"
kind = "short"
ask = "Last?"
"#;

fn at_last() -> Journey {
    given_text(OPENING).replies("no").does(&Event::Skip).does(&Event::Skip).is_at("last")
}

#[test]
fn everything_a_changed_answer_opens_is_asked_before_going_on() {
    at_last()
        .does(&Event::GoTo("first".to_owned().into()))
        .replies("yes")
        .is_at("one")
        .replies("1")
        .is_at("two")
        .replies("2")
        .is_at("last");
}

#[test]
fn editing_in_place_returns_also_after_leaving_half_way() {
    let editing = at_last().does(&Event::GoTo("first".to_owned().into())).press("<down>");
    editing.comes_back().is_at("first").replies("no").is_at("last");
}

#[test]
fn a_place_gone_to_and_the_one_left_for_it_are_known_after_leaving_at_once() {
    let there = at_last().does(&Event::GoTo("first".to_owned().into())).asked_for(&Effect::Save);
    there.comes_back().is_at("first").replies("no").is_at("last");
    let ahead = at_last().press("<esc><esc>").is_at("days").does(&Event::GoTo("last".to_owned().into()));
    ahead.comes_back().is_at("last");
}

#[test]
fn whoever_goes_on_from_the_review_goes_on_from_there() {
    at_last()
        .press("<esc><esc>")
        .is_at("days")
        .does(&Event::GoTo("plan".to_owned().into()))
        .press("<a-s>")
        .is_at("last");
}

#[test]
fn enter_passes_an_empty_line_by_and_what_was_erased_stays_away() {
    at_last().press("<enter>").has_state("last", State::Skipped);
    given_text(OPENING)
        .replies("yes")
        .types("a slip")
        .press("<enter>")
        .is_at("two")
        .press("<esc>")
        .sees("a slip")
        .erases(6)
        .press("<a-s>")
        .is_at("two")
        .has_state("one", State::Skipped)
        .press("<esc>")
        .sees_not("a slip");
}

#[test]
fn a_beginning_is_taken_by_its_number() {
    given_text(OPENING)
        .replies("no")
        .does(&Event::Skip)
        .is_at("plan")
        .press("<a-2>")
        .sees("I read old messages")
        .press("<enter>")
        .types("I put the phone away")
        .press("<c-s>")
        .has_saved("plan", "If I read old messages, then I put the phone away");
}

#[test]
fn events_stand_in_the_order_they_happened() {
    given_text(OPENING)
        .replies("no")
        .replies("The last message")
        .replies("2026-03-02")
        .replies("The argument")
        .replies("2026-02-20")
        .replies(".")
        .does(&Event::Back)
        .has_saved("days", "Friday 20 February 2026: The argument\nMonday 2 March 2026: The last message");
}

#[test]
fn a_number_that_is_not_there_is_said() {
    let listed = given_text(OPENING).replies("no").replies("The last message").replies("2026-03-02");
    listed.does(&Event::Drop(9)).complains("There is no number 9 here");
}

#[test]
fn a_line_there_is_no_room_for_is_refused_aloud() {
    let line = "word ".repeat(120_000);
    given(GUIDE)
        .press("<c-s>8")
        .press("<enter>")
        .is_at("fear")
        .replies(&line)
        .replies(&line)
        .complains("holds at most 1024 KiB");
}

#[test]
fn the_review_tells_a_board_column_by_column_and_a_text_line_by_line() {
    let guide = "format = 1\nid = \"two\"\ntitle = \"Two\"\nabout = \"A board and a text.\"\n\
        [[stage]]\nid = \"only\"\ntitle = \"Only\"\n\
        [[stage.step]]\nid = \"sides\"\nkind = \"board\"\nask = \"What can each see?\"\n\
        columns = [{ id = \"known\", title = \"I know\" }, { id = \"empty\", title = \"Nobody knows\" }, \
        { id = \"guess\", title = \"I guess\" }]\n\
        [[stage.step]]\nid = \"text\"\nkind = \"long\"\nask = \"What else?\"\n\
        [[stage.step]]\nid = \"end\"\nkind = \"short\"\nask = \"And then?\"\n";
    given_text(guide)
        .replies("It is Sunday.")
        .replies(".")
        .replies(".")
        .replies("*They* rest.")
        .replies(".")
        .is_at("text")
        .replies("One line.")
        .replies("- And one more.")
        .replies(".")
        .is_at("end")
        .does(&Event::Open(Overlay::Review))
        .sees("1. What can each see? (sides)\n   I know:\n     It is Sunday.\n   I guess:\n     *They* rest.")
        .sees("2. What else? (text)\n   One line.\n   - And one more.\n3. And then? (end, here)")
        .sees_not("Nobody knows")
        .press("<up><enter>")
        .is_at("text");
}

/// A page, and a step behind it.
const PAGES: &str = "format = 1\nid = \"two\"\ntitle = \"Two\"\nabout = \"A page and a line.\"\n\
    [[stage]]\nid = \"only\"\ntitle = \"Only\"\n\
    [[stage.step]]\nid = \"page\"\nkind = \"long\"\nask = \"What is it like?\"\n\
    [[stage.step]]\nid = \"line\"\nkind = \"short\"\nask = \"And then?\"\n";

#[test]
fn on_the_first_step_esc_asks_whether_to_leave_and_loses_nothing() {
    given_text(PAGES)
        .types("half a thou")
        .press("<esc>")
        .is_at("page")
        .sees("Leave")
        .press("<esc>")
        .sees("half a thou");
}

#[test]
fn what_can_be_undone_is_still_there_after_going_to_another_step() {
    // One window that stays open: what could be undone in it is not kept on disk.
    let guide = stepback::guide::read::read(PAGES).0.expect("a guide");
    let mut session = Session::begin(&guide, "0123456789abcdef0123456789abcdef", false);
    let _ = session.handle(&guide, support::begin(0, &[]));
    let letters = "it was quiet".chars().map(|letter| Event::Edit(Edit::Type(letter.to_string())));
    let there_and_back = [Event::Submit, Event::Back];
    for event in letters.chain(there_and_back.clone()).chain([Event::Edit(Edit::Undo)]) {
        let _ = session.handle(&guide, event);
    }
    let page = support::shown(&guide, &session);
    assert!(page.contains("it was") && !page.contains("quiet"), "{page}");
    for event in there_and_back.into_iter().chain([Event::Edit(Edit::Redo)]) {
        let _ = session.handle(&guide, event);
    }
    assert!(support::shown(&guide, &session).contains("it was quiet"));
}
