//! Sessions later: on a guide that was edited meanwhile, and for whoever only reads them.

#![allow(clippy::expect_used, reason = "a test may stop at the first thing that is not as it says")]

mod support;

use stepback::session::facts::Known;
use stepback::session::{Event, Session, State};
use support::{given_known, given_text};

/// A question that is asked in another way once the guide was edited.
const REWRITTEN: &str = r#"
format = 1
id = "rewritten"
title = "Rewritten"
about = "A guide for tests."

[[stage]]
id = "only"
title = "Only"

[[stage.step]]
id = "felt"
kind = "choices"
ask = "What did you feel?"
options = [{ id = "sad", label = "Sad" }, { id = "angry", label = "Angry" }]

[[stage.step]]
id = "after"
kind = "short"
ask = "And then?"
"#;

#[test]
fn an_answer_a_rewritten_question_has_no_place_for_is_kept_beside_the_new_one() {
    let answered = given_text(REWRITTEN).replies("sad angry").is_at("after");
    let asked = answered_with;
    let listed = answered.edits_the_guide(&asked("choices"), &asked("list")).press("<esc>").is_at("felt");
    let listed = listed.replies("as if I were not there").replies(".").is_at("after").comes_back();
    let listed = listed.has_saved("felt", "as if I were not there").has_saved("felt~choices", "sad\nangry");
    let listed = listed.has_state("felt~choices", State::Inactive).press("<a-r>").sees("sad angry").press("<esc>");

    // And back again: nothing that was said goes.
    let chosen = listed.edits_the_guide(&asked("list"), &asked("choices")).press("<esc>").is_at("felt");
    let chosen = chosen.press("<down><space>").does(&Event::Submit).is_at("after");
    let whole = "as if I were not there";
    chosen
        .has_saved("felt~choices", "sad\nangry")
        .has_saved("felt~list", whole)
        .comes_back()
        .has_saved("felt~list", whole);
}

#[test]
fn a_rewritten_question_that_takes_the_old_answer_over_keeps_it_once() {
    let written = given_text(REWRITTEN).replies("sad").replies("I waited").is_at("after");
    let longer = written.edits_the_guide("kind = \"short\"", "kind = \"long\"").is_at("after").sees("I waited");
    let longer = longer.types("!").does(&Event::Submit);
    assert_eq!(longer.answers().len(), 2);
}

/// What is asked where a full run ended within a day, and where none did.
const TWICE: &str = r#"
format = 1
id = "twice"
title = "Twice"
about = "A guide for tests."

[[stage]]
id = "only"
title = "Only"

[[stage.step]]
id = "today"
kind = "choice"
when = { fact = "ran_today" }
ask = "What now?"
options = [{ id = "rest", label = "Rest" }, { id = "on", label = "Go on" }]

[[stage.step]]
id = "first"
kind = "short"
when = { not = { fact = "ran_today" } }
ask = "What happened?"

[[stage.step]]
id = "rest"
kind = "short"
when = { step = "today", is = "rest" }
ask = "What is restful?"

[[stage.step]]
id = "last"
kind = "short"
ask = "Last?"
"#;

#[test]
fn what_was_asked_after_a_full_run_is_on_the_way_for_whoever_reads_it_later() {
    #[track_caller]
    fn check(known: Vec<Known>, lines: &[&str], given: &[&str]) {
        let there = lines.iter().fold(given_known(TWICE, known), |there, line| there.replies(line)).is_at("last");
        let guide = stepback::guide::read::read(TWICE).0.expect("a guide");
        let saved = toml::from_str(&there.on_disk()).expect("what was written can be read");
        let answers = Session::resume(&guide, saved).answers(&guide);
        let states: Vec<_> = answers.iter().map(|one| (one.place.to_string(), one.state)).collect();
        let expected: Vec<_> = given.iter().map(|place| ((*place).to_owned(), State::Given)).collect();
        assert_eq!(states, expected);
    }
    let ran = vec![Known { full_runs: vec![support::START - 60], ..Known::default() }];
    check(ran.clone(), &["rest", "tea", "good"], &["today", "rest", "last"]);
    check(ran.clone(), &["on", "good"], &["today", "last"]);
    check(Vec::new(), &["He left", "good"], &["first", "last"]);

    // A day that goes by does not close it under one's feet.
    let later = given_known(TWICE, ran).replies("rest").days_later(1).is_at("rest").replies("tea").is_at("last");
    later.has_state("rest", State::Given);
}

/// The question of [`REWRITTEN`] as a kind of prompt.
fn answered_with(kind: &str) -> String {
    let options = r#"options = [{ id = "sad", label = "Sad" }, { id = "angry", label = "Angry" }]"#;
    let options = if kind == "list" { "" } else { options };
    format!("kind = \"{kind}\"\nask = \"What did you feel?\"\n{options}\n")
}

/// A page that rests on a gate, and pages behind it that do not.
const BEHIND_A_GATE: &str = r#"
format = 1
id = "behind"
title = "Behind"
about = "A guide for tests."

[[stage]]
id = "only"
title = "Only"

[[stage.step]]
id = "safe"
kind = "gate"
keep = "never"
ask = "Is a talk safe?"
questions = [{ id = "afraid", ask = "Are you afraid of them?" }]

[[stage.step]]
id = "why"
kind = "read"
approach = true
ask = "It may be worth asking for a talk."

[[stage.step]]
id = "first"
kind = "short"
ask = "First?"

[[stage.step]]
id = "last"
kind = "short"
ask = "Last?"
"#;

#[test]
fn going_back_after_coming_back_passes_no_page_by_that_rests_on_a_gate() {
    let guide = stepback::guide::read::read(BEHIND_A_GATE).0.expect("a guide");
    let there = given_text(BEHIND_A_GATE).replies("no").replies("").is_at("first").replies("a line").is_at("last");
    let saved = toml::from_str(&there.on_disk()).expect("what was written can be read");
    let mut session = Session::resume(&guide, saved);
    let mut stands = |event, place: &str| {
        let _ = session.handle(&guide, event);
        assert_eq!(session.at().to_string(), place);
    };
    stands(support::begin(0, &[]), "last");
    stands(Event::Back, "first");
    stands(Event::Back, "safe");
    stands(Event::Reply("no".to_owned()), "why");
    stands(Event::Back, "safe");
    stands(Event::Submit, "why");
    stands(Event::Submit, "first");
}
