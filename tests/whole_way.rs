//! The built-in guide from the first screen to the plan for two, with real sentences, on every front.

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
use stepback::session::{Effect, Event, Farewell, State};
use support::{Journey, given};

const GUIDE: &str = "content/guides/being-ignored.toml";

/// What one person answers, step by step; what is not listed is skipped or read.
const ROBIN: &[(&str, &[&str])] = &[
    ("hello", &[""]),
    ("welcome", &["keep"]),
    ("who", &["Sam", "friend", "he"]),
    ("me", &["Robin"]),
    ("before_upset", &["8"]),
    ("before_sure", &["9"]),
    ("calm_how", &["breathe"]),
    ("breathe", &[""]),
    ("calm_upset", &["6"]),
    ("care_harm", &["no"]),
    ("safety", &["no", "no", "no"]),
    ("contact", &["none"]),
    ("seen", &["On Sunday he read my message at nine.", "He has not answered since.", "."]),
    ("since", &["2026-11-22"]),
    ("trouble", &["no"]),
    ("big", &["yes"]),
    ("big_line", &["His exam was moved to this week"]),
    ("argument", &["air"]),
    ("argument_line", &["Who would come to the party"]),
    ("left_out", &["sleep work"]),
    ("left_out_line", &["He works nights this month"]),
    ("mine", &["I made a joke when he was serious"]),
    ("pattern", &["space"]),
    ("events", &["The argument", "2026-11-15", "Last message", "2026-11-22", "."]),
    ("gap", &[""]),
    (
        "board",
        &["I slept four hours", ".", "How his week was", ".", "He is angry with me", "Did the joke hurt you?", "."],
    ),
    ("reasons", &["Too tired to find words", "3", "A flat battery", "1", "."]),
    ("reasons_now", &["7", ""]),
    ("which", &["neutral"]),
    ("far", &["She sees two tired people.", "Robin writes at midnight, and again at one.", "."]),
    ("pull", &["I see that he is online", "I put the phone in the kitchen", "."]),
    ("feelings", &["hurt lonely worried"]),
    ("needs", &["clarity connection"]),
    ("after_upset", &["5"]),
    ("after_sure", &["4"]),
    ("change", &[""]),
    ("still_on", &["yes"]),
    ("why_talk", &[""]),
    ("decide", &["reach_out"]),
    (
        "message",
        &[
            "Hi Sam",
            "We haven't spoken since Sunday",
            "worried, and I miss our evenings",
            "20 minutes to hear how you are",
            "Wednesday evening or Saturday",
            "If you need more time, tell me when",
        ],
    ),
    ("message_then", &[""]),
    ("prep_now", &["now"]),
    ("prep_when", &["Wednesday after dinner"]),
    ("prep_where", &["A walk by the river"]),
    ("first_words", &["worried", "not hearing from you since Sunday", "to hear how your week was"]),
    ("take", &["1"]),
    ("questions", &["How have these days been for you?", "."]),
    ("repair", &["I laughed, and that hurt. Next time I will ask."]),
    ("prep_own", &["I wrote eleven messages that night"]),
    ("prep_ask", &["Tell me when you need a quiet day"]),
    ("pause_words", &["I need a break. I will be back at nine."]),
    ("pause_back", &["30"]),
    ("badly", &["voices get loud", "I say my pause words", "."]),
    ("rehearse", &["there is no answer", "I breathe, and call my sister", "."]),
    ("talk_day", &["2026-11-28"]),
    ("card", &[""]),
    ("page", &[""]),
    ("until_talk", &["talked"]),
    ("debrief", &["well"]),
    ("learned", &["His father is ill. None of my guesses came near.", "."]),
    ("plan_intro", &[""]),
    ("plan_agreed", &["We say so when a week gets full"]),
    ("plan_listen", &["Phones away, and say it back first"]),
    ("plan_honest", &["On Sundays, one feeling and one need each"]),
    ("plan_signals", &["Arms crossed: ask whether a break is needed"]),
    ("plan_lines", &["one of us needs space", "we say so, and name a time", "."]),
    ("plan_who", &["Sam: says when a week gets full", "Robin: waits until the evening", "."]),
    ("plan_date", &["2026-12-05"]),
    ("plan_page", &[""]),
];

/// What becomes of them at `message`.
const MESSAGE: &str = "Hi Sam. We haven't spoken since Sunday. I feel worried, and I miss our evenings. \
                       I would like 20 minutes to hear how you are. Would Wednesday evening or Saturday work? \
                       If you need more time, tell me when.";

/// Answers step by step until the walk stands at `end`, or is left.
#[track_caller]
fn walk(mut journey: Journey, answers: &[(&str, &[&str])], end: &str) -> Journey {
    for _ in 0..200 {
        let at = journey.at();
        if at == end {
            return journey;
        }
        let lines = answers.iter().find(|(step, _)| *step == at).map_or(&[":skip"][..], |(_, lines)| lines);
        for line in lines {
            journey = if *line == ":skip" { journey.press("<a-s>") } else { journey.replies(line) };
        }
        if journey.at() == at {
            journey = journey.press("<c-s>");
        }
        assert_ne!(journey.at(), at, "stuck");
    }
    panic!("{end} was not reached; the walk stands at {}", journey.at());
}

#[test]
fn the_whole_way_to_a_plan_for_two() {
    walk(given(GUIDE), ROBIN, "review")
        .has_saved("plan_listen", "Phones away, and say it back first")
        .has_saved("reasons_now", "Too tired to find words (3 before, 7 now)\nA flat battery (1 before)")
        .has_saved("far", "She sees two tired people.\nRobin writes at midnight, and again at one.")
        .has_not_saved("safety")
        .has_not_saved("care_harm")
        .has_state("message", State::Given)
        .sees("Come back on that day.")
        .plainly();
}

#[test]
fn the_talk_can_wait_to_be_prepared_until_there_is_an_answer() {
    let waiting = |reply: &str| {
        walk(given(GUIDE), ROBIN, "prep_now").replies("later").replies("2026-11-28").is_at("answer_wait").replies(reply)
    };
    waiting("answered").is_at("prep_when");
    waiting("nothing").is_at("debrief").sees("Still no answer").sees_not("it went well");
}

#[test]
fn a_key_pressed_once_too_often_answers_nothing() {
    for question in ["care_harm", "pattern", "still_on", "until_talk", "debrief"] {
        walk(given(GUIDE), ROBIN, question).press("<enter><enter>").is_at(question).complains("Nothing is chosen yet");
    }
    walk(given(GUIDE), ROBIN, "care_harm")
        .sees("What you answer here is not kept")
        .press("1<enter>")
        .is_at("safety")
        .sees("What you answer here is not kept");
    given(GUIDE).press("<enter><enter>").is_at("who");
}

#[test]
fn nothing_is_written_before_anybody_was_asked() {
    given(GUIDE)
        .press("<enter>")
        .is_at("welcome")
        .asked_not_for(&Effect::Save)
        .press("<enter>")
        .is_at("who")
        .asked_for(&Effect::Save);
    let typed = given(GUIDE).replies("I cannot read this now").is_at("hello").asked_not_for(&Effect::Save);
    typed.replies("").is_at("welcome").asked_not_for(&Effect::Save);
}

#[test]
fn a_gate_says_why_it_is_asked_again() {
    let there = walk(given(GUIDE), ROBIN, "prep_when").comes_back();
    there.is_at("safety").sees("Asked again, because your answer was not kept.");
}

#[test]
fn the_board_ends_in_questions() {
    walk(given(GUIDE), ROBIN, "take").sees("Did the joke hurt you?");
}

#[test]
fn the_change_is_shown_in_words() {
    walk(given(GUIDE), ROBIN, "change").sees("Less upset than when you came.").sees("Less sure why.");
}

#[test]
fn the_message_grows_from_its_parts() {
    walk(given(GUIDE), ROBIN, "message_then").has_saved("message", MESSAGE);
}

#[test]
fn the_message_can_be_copied_where_it_is_shown_again() {
    let there = walk(given(GUIDE), ROBIN, "message_then").offers(Hint::Copy);
    there.does(&Event::Copy).asked_for(&Effect::CopyOut(MESSAGE.to_owned())).does(&Event::Copied).is_at("message_then");
    walk(given(GUIDE), ROBIN, "message").press("<a-s>").is_at("prep_now").offers_not(Hint::Copy);
}

#[test]
fn somebody_afraid_is_led_to_safety_and_leaves_what_the_gate_leaves() {
    let gate = walk(given(GUIDE), ROBIN, "safety");
    let before = gate.on_disk();
    let there = gate.replies("yes").replies("no").replies("not_sure").is_at("safe_first").sees("safety");
    assert_eq!(there.on_disk(), before);
    let mut there = there.replies("they read my messages").is_at("safe_first");
    assert_eq!(there.on_disk(), before, "a line that is no answer tells nothing there, either");
    while there.at() != "safe_stop" {
        there = there.press("<c-s>").press("<a-s>");
    }
    assert_eq!(there.on_disk(), before);
    let there = there.press("<enter>").asked_for(&Effect::Leave(Farewell::Silent));
    assert_eq!(there.on_disk(), before, "an end on the safe path does not mark the session finished");
}

#[test]
fn who_asked_for_distance_is_never_written_to() {
    let mut there = walk(given(GUIDE), ROBIN, "contact").replies("asked");
    for _ in 0..40 {
        there = there.sees_not("Ask for a talk").press("<a-s>").press("<c-s>");
        assert!(!there.at().starts_with("message"), "a message was offered");
    }
}

#[test]
fn every_outcome_of_the_talk_has_its_way() {
    for (outcome, leads_to) in [
        ("well", "learned"),
        ("mixed", "learned"),
        ("not_held", "held_off"),
        ("scary", "scary_first"),
        ("broke_up", "goodbye"),
    ] {
        let there = walk(given(GUIDE), ROBIN, "debrief");
        there.replies(outcome).is_at(leads_to);
    }
}

#[test]
fn still_silent_comes_round_and_one_follow_up_is_allowed_after_three_days() {
    let there = walk(given(GUIDE), ROBIN, "until_talk").replies("no_talk").is_at("debrief").replies("still_silent");
    let there = there.is_at("no_answer@2").replies("").is_at("decide@2").sees_not("Ask for a talk by message");
    there.days_later(3).press("<esc>").replies("").is_at("decide@2").sees("Ask for a talk by message");
}
