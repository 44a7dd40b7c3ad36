//! Whom a guide is about: what an earlier session about them closes, and what changes when it is about somebody else.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "a test may stop at the first thing that is not as it says"
)]

mod support;

use stepback::guide::read;
use stepback::session::facts::{Known, Lock};
use stepback::session::{Event, Session, State};
use support::{Journey, begin, given_known, given_text, shown};

/// A person, a never-kept gate without a lock, a kept one, and what stands behind them.
const GUIDE: &str = r#"
format = 1
id = "g"
title = "T"
about = "A."
person = "who"
[[stage]]
id = "s"
title = "S"
[[stage.step]]
id = "who"
kind = "person"
ask = "Who is it about?"
relations = [ { id = "friend", label = "my friend" }, { id = "parent", label = "my parent" } ]
[[stage.step]]
id = "safety"
kind = "gate"
keep = "never"
ask = "Is it safe with {name}?"
questions = [ { id = "afraid", ask = "Are you afraid?" } ]
[[stage.step]]
id = "contact"
kind = "gate"
ask = "May you write to {name}?"
questions = [ { id = "asked", ask = "Were you asked not to?" } ]
[[stage.step]]
id = "far"
kind = "long"
by = "who"
ask = "What would a stranger say?"
[stage.step.wording.parent]
ask = "What would their other child say?"
[[stage.step]]
id = "opening"
kind = "short"
approach = true
ask = "How would you begin?"
[[stage.step]]
id = "letter"
kind = "draft"
to = "them"
ask = "A few words"
parts = [ { id = "p", ask = "What?" } ]
[[stage.step]]
id = "last"
kind = "read"
ask = "That is all."
"#;

fn sam(lock: Option<Lock>) -> Vec<Known> {
    vec![Known { id: "a".repeat(32), name: "Sam".to_owned(), lock, ..Known::default() }]
}

/// Names somebody new, as a friend.
#[track_caller]
fn names(journey: Journey, name: &str) -> Journey {
    journey.replies(name).replies("friend").replies("they")
}

fn goes_to(journey: Journey, step: &str) -> Journey {
    journey.does(&Event::GoTo(step.to_owned().into())).is_at(step)
}

#[test]
fn a_relation_chooses_the_wording() {
    let asked = |relation: &str| {
        given_text(GUIDE).replies("Bo").replies(relation).replies("they").replies("no").replies("no").is_at("far")
    };
    asked("friend").sees("What would a stranger say?");
    asked("parent").sees("What would their other child say?");
}

#[test]
fn a_lock_of_an_earlier_session_closes_whatever_approaches_also_where_no_gate_locks() {
    let walk = |lock| {
        let there = names(given_known(GUIDE, sam(lock)).replies("Sam").replies("yes"), "");
        there.replies("no").replies("no").is_at("far").does(&Event::Skip)
    };
    walk(Some(Lock { until: None })).is_at("last");
    walk(Some(Lock { until: Some(jiff::civil::date(2026, 12, 1)) })).is_at("last");
    walk(Some(Lock { until: Some(jiff::civil::date(2026, 11, 1)) })).is_at("opening");
    walk(None).is_at("opening").does(&Event::Skip).is_at("letter");
}

#[test]
fn a_gate_answered_about_somebody_else_is_asked_again() {
    let written = names(given_text(GUIDE), "Bo").replies("no").replies("no").is_at("far").replies("Much.").replies(".");
    let written = written.is_at("opening").replies("Hello.").is_at("letter");
    let changed = names(goes_to(written, "who"), "Sam")
        .is_at("safety")
        .sees("Is it safe with Sam?")
        .sees("Asked again, because this is about somebody else now.")
        .has_not_saved("contact")
        .replies("no")
        .is_at("contact")
        .sees("Asked again, because this is about somebody else now.")
        .replies("no");
    changed.is_at("letter").has_state("opening", State::Given).sees_not("Asked again");
}

#[test]
fn the_new_answers_about_somebody_else_are_the_ones_that_count() {
    let written = names(given_text(GUIDE), "Bo").replies("no").replies("no").is_at("far").replies("Much.").replies(".");
    let changed = names(goes_to(written.is_at("opening"), "who"), "Sam").is_at("safety").replies("yes");
    changed.is_at("contact").replies("no").is_at("far").does(&Event::GoTo("opening".to_owned().into())).is_at("far");
}

#[test]
fn a_name_written_otherwise_is_the_same_person() {
    let written = names(given_text(GUIDE), "Bo").replies("no").replies("no").is_at("far");
    names(goes_to(written, "who"), " bo ").is_at("far").sees_not("Asked again");
}

#[test]
fn a_gate_one_looks_at_again_says_nothing_of_being_asked_again() {
    let guide = read::read(GUIDE).0.expect("a guide that loads");
    let mut session = Session::begin(&guide, "0123456789abcdef0123456789abcdef", false);
    let _ = session.handle(&guide, begin(0, &[]));
    for line in ["Bo", "friend", "they", "no", "no"] {
        let _ = session.handle(&guide, Event::Reply(line.to_owned()));
    }
    let _ = session.handle(&guide, Event::GoTo("safety".to_owned().into()));
    let words = shown(&guide, &session);
    assert!(words.contains("Is it safe with Bo?") && words.contains("What you answer here is not kept"), "{words}");
    assert!(!words.contains("Asked again"), "{words}");
}
