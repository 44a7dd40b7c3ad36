//! A list whose lines are rated, and rated again after something was written in between.

mod support;

use stepback::session::Event;
use support::given_text;

/// A list with an end named at each side, an if-then step that shows it again, and the list rated again.
const LINES: &str = r#"
format = 1
id = "g"
title = "T"
about = "A."
[[stage]]
id = "s"
title = "S"
[[stage.step]]
id = "thoughts"
kind = "rated_list"
ask = "What goes through your head?"
low = "hardly"
high = "all the time"
[[stage.step]]
id = "plan"
kind = "if_then"
ask = "And then?"
starts = ["I want to be right"]
recall = ["thoughts"]
[[stage.step]]
id = "again"
kind = "rated_list"
ask = "And now?"
again_of = "thoughts"
"#;

#[test]
fn earlier_words_stand_above_what_is_offered_and_a_second_rating_has_the_ends_of_the_first() {
    given_text(LINES)
        .sees("0 is: hardly. 10 is: all the time.")
        .replies("Why?")
        .replies("7")
        .replies(".")
        .is_at("plan")
        .sees("You could begin with one of these: 1. I want to be right")
        .does(&Event::Skip)
        .is_at("again")
        .sees("0 is: hardly. 10 is: all the time.")
        .sees("7 before");
}

#[test]
fn a_second_rating_follows_what_was_changed_in_the_first() {
    given_text(LINES)
        .replies("Why?")
        .replies("7")
        .replies(".")
        .does(&Event::Skip)
        .is_at("again")
        .press("3")
        .does(&Event::Back)
        .does(&Event::Back)
        .is_at("thoughts")
        .replies("How?")
        .replies("4")
        .replies(".")
        .does(&Event::Skip)
        .is_at("again")
        .sees("Why? (7 before, 3 now)")
        .sees("How? (4 before)");
}

#[test]
fn letters_typed_on_a_rating_begin_the_next_line() {
    given_text(LINES)
        .types("Why?")
        .press("<enter>7so it went<enter>3<c-s>")
        .is_at("plan")
        .has_saved("thoughts", "Why? (7 of 10)\nso it went (3 of 10)")
        .does(&Event::Skip)
        .is_at("again")
        .press("skip")
        .is_at("again");
}

#[test]
fn ends_without_names_are_not_said() {
    let unnamed = LINES.replace("low = \"hardly\"\nhigh = \"all the time\"\n", "");
    given_text(&unnamed).sees("What goes through your head?").sees_not("0 is:");
}
