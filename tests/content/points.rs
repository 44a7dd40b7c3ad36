//! Every point of what the program was made for has its step in the first guide.

use crate::shipped::{Shipped, base, one, said, screens};

/// The seven points of the article the guide follows, each with the steps that carry it.
const POINTS: [(&str, &[&str]); 7] = [
    ("being shut out by somebody close hurts more", &["hello"]),
    (
        "look at both lives before accusing: something big, an argument not settled, what is left out",
        &["seen", "big", "argument", "left_out", "left_out_line", "mine"],
    ),
    (
        "each sees only their own side; a view from further away helps",
        &["gap", "board", "reasons", "which", "far", "reasons_now"],
    ),
    (
        "if something still stands between the two, ask for a talk: a fair chance, not a promise",
        &["still_on", "why_talk", "decide", "message"],
    ),
    ("do not act as if nothing were wrong; be direct", &["why_talk", "first_words", "prep_ask"]),
    ("afterwards, learn to be clear with each other", &["debrief", "plan_intro"]),
    (
        "make a plan for two: listening, honesty on feelings and needs, signs without words",
        &["plan_listen", "plan_honest", "plan_signals", "plan_lines", "plan_who", "plan_date"],
    ),
];

fn words_of(shipped: &Shipped, id: &str) -> String {
    let step = shipped.guide.steps.iter().find(|step| base(step) == id).expect(id);
    screens(step)
        .iter()
        .flat_map(|screen| screen.whole().into_iter().map(str::to_owned).collect::<Vec<_>>())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn every_point_has_its_steps_and_they_stand_in_this_order() {
    let shipped = one("being-ignored");
    let position = |id: &str| shipped.guide.steps.iter().position(|step| step.id.as_str() == id);
    let mut so_far = 0;
    for (point, ids) in POINTS {
        let first = position(ids[0]).unwrap_or_else(|| panic!("{point}: no step `{}`", ids[0]));
        assert!(first >= so_far, "{point}: `{}` comes too early", ids[0]);
        so_far = first;
        for id in ids {
            assert!(position(id).is_some(), "{point}: no step `{id}`");
        }
    }
}

#[track_caller]
fn says(id: &str, words: &str) {
    let shipped = one("being-ignored");
    let all = words_of(shipped, id);
    assert!(all.contains(words), "`{id}` does not say “{words}”: {all}");
}

#[test]
fn the_words_that_matter_most_are_there() {
    says("hello", "hurts more than by others");
    says("welcome", "not therapy");
    says("welcome", "cannot call for help");
    says("welcome", "a safer one is better");
    says("why_talk", "a fair chance, not a promise");
    says("gap", "You know every reason for what you feel");
    says("message", "You send it yourself, or not");
    says("plan_intro", "skills can be learned");
    says("contact", "This answer is kept");
    // Of those that are never kept the program itself says so.
    for id in ["safety", "care_harm"] {
        let step = one("being-ignored").guide.step(&id.into()).unwrap_or_else(|| panic!("no step `{id}`"));
        assert_eq!(step.keep, stepback::guide::Keep::Never, "{id}");
    }
}

#[test]
fn no_guide_says_confront() {
    for shipped in crate::shipped::all() {
        assert!(!shipped.source.to_lowercase().contains("confront"), "{}", shipped.name);
    }
}

#[test]
fn names_fall_where_they_belong() {
    let shipped = one("being-ignored");
    let sure = shipped.guide.steps.iter().find(|step| step.id.as_str() == "before_sure").expect("before_sure");
    assert_eq!(said(&sure.ask), "How sure are you that you know why Sam is quiet?");
}

#[test]
fn guesses_turn_into_questions_and_these_go_along_to_the_talk() {
    use stepback::prompt::{Options, Prompt};
    let shipped = one("being-ignored");
    let step = |id: &str| shipped.guide.steps.iter().find(|step| step.id.as_str() == id).expect("a step");
    let Prompt::Board(board) = &step("board").prompt else { panic!("a board") };
    let asked: Vec<&str> =
        board.columns.iter().filter(|column| column.ask_each.is_some()).map(|column| column.id.as_str()).collect();
    assert_eq!(asked, ["guesses"]);
    let options = step("take").prompt.options().expect("options");
    let Options::From { list, .. } = &*options else { panic!("options from the board") };
    assert_eq!(list.column.as_deref(), Some("guesses"));
}

#[test]
fn one_step_holds_the_five_ways_of_stepping_back() {
    let shipped = one("being-ignored");
    let far = shipped.guide.steps.iter().find(|step| step.id.as_str() == "far").expect("far");
    let by = far.by.as_ref().expect("wordings");
    assert_eq!(by.wordings.keys().collect::<Vec<_>>(), ["friend", "name", "neutral", "ten", "wall"]);
}
