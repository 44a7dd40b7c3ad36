//! What the file tells, and when it is written: nothing of an answer that is never kept, everything of words that will
//! not do.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "a test may stop at the first thing that is not as it says"
)]

mod support;

use stepback::session::{Event, State};
use support::{Journey, given, given_text};

/// At the question how the talk went, where one answer is never kept.
#[track_caller]
fn asked_how_it_was() -> Journey {
    let decided = given("tests/guides/two-sides.toml").does(&Event::Skip).replies("2").replies("work");
    let decided = decided.replies("no").replies("none").does(&Event::Skip).replies("wait");
    decided.replies("talked").is_at("debrief")
}

/// The file, the times and counts aside that any save moves on.
fn told(journey: &Journey) -> String {
    let aside = ["revision", "updated", "highest"];
    let lines = journey.on_disk();
    lines.lines().filter(|line| !aside.iter().any(|name| line.starts_with(name))).collect::<Vec<_>>().join("\n")
}

#[test]
fn words_that_chose_nothing_there_are_not_written_down() {
    let there = asked_how_it_was().replies("it frightened me a lot").is_at("debrief");
    assert!(!there.on_disk().contains("frightened"), "{}", there.on_disk());
    let there = there.replies("scary").press("<esc>").is_at("debrief");
    assert!(!there.on_disk().contains("frightened"), "{}", there.on_disk());
}

#[test]
fn choosing_what_is_never_kept_writes_nothing_at_all() {
    for choose in ["<down><down><down><enter>", "3<enter>", "<down><down><down><space><enter>"] {
        let there = asked_how_it_was();
        let (before, writes) = (there.on_disk(), there.writes());
        let there = there.press(choose).is_at("shelter").press("<esc>").is_at("debrief");
        assert_eq!((there.on_disk(), there.writes()), (before, writes), "{choose}");
    }
}

#[test]
fn looking_at_what_is_never_kept_and_choosing_it_are_the_same_on_disk() {
    let looked = asked_how_it_was().press("<down><down><down>");
    let chosen = asked_how_it_was().press("<down><down><down><enter>");
    assert_eq!((looked.on_disk(), looked.writes()), (chosen.on_disk(), chosen.writes()));
}

#[test]
fn an_earlier_answer_stays_whole_when_it_is_changed_for_one_that_is_never_kept() {
    let there = asked_how_it_was().replies("well").is_at("after").press("<esc>").is_at("debrief");
    let (before, writes) = (there.on_disk(), there.writes());
    let there = there.press("<down><down><enter>").is_at("shelter");
    assert_eq!((there.on_disk(), there.writes()), (before, writes));
}

#[test]
fn what_was_skipped_stays_skipped_when_it_is_changed_for_an_answer_that_is_never_kept() {
    let there = asked_how_it_was().does(&Event::Skip).is_at("after").press("<esc>").is_at("debrief");
    let (before, writes) = (there.on_disk(), there.writes());
    let there = there.replies("scary").is_at("shelter");
    assert_eq!((there.on_disk(), there.writes()), (before, writes));
}

/// One answer of the first question is never kept, and one may go on all the same.
const HIDDEN: &str = r#"
format = 1
id = "hidden"
title = "Hidden"
about = "A guide for tests."
[[stage]]
id = "only"
title = "Only"
[[stage.step]]
id = "pattern"
kind = "choice"
ask = "Was it like this before?"
source = "ours"
options = [{ id = "first", label = "No" }, { id = "often", label = "Often" }, { id = "punish", label = "As a punishment", keep = "never" }]
[[stage.step]]
id = "info"
kind = "list"
when = { step = "pattern", is = "punish" }
ask = "Who could help?"
source = "ours"
[[stage.step]]
id = "mine"
kind = "list"
ask = "What was mine?"
source = "ours"
[[stage.step]]
id = "after"
kind = "short"
ask = "And then?"
source = "ours"
"#;

#[test]
fn going_on_from_an_answer_that_is_never_kept_looks_like_passing_the_question_over() {
    let on = |journey: Journey| journey.is_at("mine").replies("A joke").replies(".").replies("Nothing").is_at("after");
    let skipped = on(given_text(HIDDEN).does(&Event::Skip));
    let hidden = on(given_text(HIDDEN).replies("punish").is_at("info").replies("A friend").replies("."));
    assert_eq!(told(&hidden), told(&skipped));
    let hidden = hidden.has_state("pattern", State::Skipped).has_not_saved("info");
    let again = |journey: Journey| journey.does(&Event::GoTo("pattern".to_owned().into())).is_at("pattern");
    let (hidden, skipped) = (again(hidden).replies("often"), again(skipped).replies("often"));
    assert_eq!(told(&hidden), told(&skipped), "and answering it after all does, too");
    let changed =
        on(given_text(HIDDEN).replies("often").is_at("mine").press("<esc>").replies("punish").does(&Event::Skip));
    let kept = on(given_text(HIDDEN).replies("often").is_at("mine").press("<esc>").replies(""));
    assert_eq!(told(&changed), told(&kept), "what was said before stands");
}

#[test]
fn a_line_that_will_not_do_is_kept_beside_what_was_given() {
    let guide = HIDDEN.replace("kind = \"short\"", "kind = \"date\"");
    let there = given_text(&guide).replies("first").replies("A joke").replies(".").is_at("after");
    let there = there.replies("the Sunday of the wedding").complains("Give a day");
    let there = there.does(&Event::Back).is_at("mine").has_saved("after", "the Sunday of the wedding");
    let there = there.has_state("after", State::Draft).replies("").is_at("after").comes_back();
    there.sees("the Sunday of the wedding").replies("2026-11-22").has_state("after", State::Given);
}

#[test]
fn an_empty_line_leaves_the_answer_as_it_is_beside_words_that_will_not_do() {
    let guide = HIDDEN.replace("kind = \"list\"\nask = \"What was mine?\"", "kind = \"date\"\nask = \"When?\"");
    let there = given_text(&guide).replies("first").replies("2026-11-22").is_at("after").does(&Event::Back);
    let there = there.replies("when it rained").complains("Give a day").replies("").is_at("after");
    there.has_saved("mine", "when it rained").has_state("mine", State::Draft);
}
