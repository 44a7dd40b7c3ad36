//! Journeys through a small guide, as a person takes them.

mod support;

use stepback::session::{Effect, Farewell, State};
use support::{Journey, given};

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
        .does(&stepback::session::Event::Back)
        .is_at("upset")
        .replies("3")
        .is_at("parts");
}

#[test]
fn a_changed_answer_keeps_what_its_step_held_as_inactive() {
    arrived("9")
        .has_saved("fear", "The quiet.")
        .does(&stepback::session::Event::GoTo("upset".to_owned().into()))
        .is_at("upset")
        .replies("2")
        .is_at("safety")
        .has_state("fear", State::Inactive)
        .does(&stepback::session::Event::GoTo("upset".to_owned().into()))
        .replies("7")
        .has_state("fear", State::Given);
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
        .does(&stepback::session::Event::Submit)
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
