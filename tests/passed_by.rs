//! Steps that are passed by because there is nothing to ask, and pages that are left empty.

mod support;

use stepback::session::{Event, Overlay, State};
use support::given_text;

const CHOSEN_FROM: &str = r#"format = 1
id = "from"
title = "T"
about = "A."
[[stage]]
id = "s"
title = "S"
[[stage.step]]
id = "board"
kind = "board"
ask = "What do you know, and what do you guess?"
columns = [ { id = "known", title = "I know" }, { id = "guesses", title = "I am guessing" } ]
[[stage.step]]
id = "take"
kind = "choices"
ask = "Which will you ask about?"
options_from = "board.guesses"
options = [ { id = "none", label = "None of these", alone = true } ]
[[stage.step]]
id = "first"
kind = "choice"
ask = "Which comes first?"
options_from = "board.guesses"
options = [ { id = "walk", label = "A walk" } ]
"#;

#[test]
fn a_choice_among_items_is_passed_by_while_there_are_none() {
    let board = || given_text(CHOSEN_FROM).replies("It rained").replies(".");
    board().replies(".").is_at("first").sees("A walk").press("<esc>").is_at("board");
    board().replies("They are tired").replies(".").is_at("take").sees("They are tired").sees("None of these");
    given_text(CHOSEN_FROM).does(&Event::Skip).is_at("first");
}

/// A page where one writes, of this kind, and one behind it.
fn page(kind: &str, own: &str) -> String {
    format!(
        "format = 1\nid = \"page\"\ntitle = \"T\"\nabout = \"A.\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n\
         [[stage.step]]\nid = \"it\"\nkind = \"{kind}\"\nask = \"It?\"\n{own}\n\
         [[stage.step]]\nid = \"last\"\nkind = \"read\"\nask = \"Last\"\n"
    )
}

const WRITTEN: [(&str, &str); 10] = [
    ("short", ""),
    ("number", ""),
    ("date", ""),
    ("long", ""),
    ("list", ""),
    ("rated_list", "low = \"l\"\nhigh = \"h\""),
    ("timeline", ""),
    ("if_then", ""),
    ("board", "columns = [{ id = \"a\", title = \"A\" }]"),
    ("draft", "to = \"me\"\nparts = [{ id = \"p\", ask = \"P?\" }]"),
];

#[test]
fn going_on_from_an_empty_page_passes_it_over_unless_it_is_needed() {
    for (kind, own) in WRITTEN {
        given_text(&page(kind, own)).press("<c-s>").is_at("last").has_state("it", State::Skipped);
        given_text(&page(kind, own))
            .does(&Event::Open(Overlay::Help))
            .sees("Going on with nothing written skips, too.");
        let needed = given_text(&page(kind, &format!("{own}\nrequired = true"))).press("<c-s>").is_at("it");
        needed.complains(if ["number", "date"].contains(&kind) { "Give a" } else { "Nothing is written here yet" });
    }
    given_text(&page("list", "")).replies(".").is_at("last").has_state("it", State::Skipped);
}

#[test]
fn what_was_taken_away_does_not_come_back_by_going_on() {
    for kind in ["short", "long"] {
        let wrote = given_text(&page(kind, "")).types("ab").press("<c-s>").is_at("last").has_state("it", State::Given);
        let erased = wrote.press("<esc>").erases(2).press("<c-s>").is_at("last").has_state("it", State::Skipped);
        erased.press("<esc>").sees_not("ab");
    }
}

#[test]
fn only_what_can_be_skipped_is_said_to_be() {
    let choice = "options = [{ id = \"a\", label = \"A\" }, { id = \"b\", label = \"B\" }]";
    given_text(&page("choice", choice)).press("<c-s>").is_at("it").complains("Or skip this.");
    let needed = given_text(&page("choice", &format!("{choice}\nrequired = true"))).press("<c-s>");
    needed.is_at("it").complains("Nothing is chosen yet.").sees_not("skip this");
}

const CHECKED: &str = r#"
format = 1
id = "checked"
title = "T"
language = "en"
about = "A"

[[stage]]
id = "s"
title = "S"

[[stage.step]]
id = "done"
kind = "checklist"
ask = "What is done?"
items = [{ id = "a", label = "Tea" }, { id = "b", label = "A walk" }]

[[stage.step]]
id = "sees"
kind = "short"
ask = "What do you see?"

[[stage.step]]
id = "last"
kind = "recap"
ask = "So far"
of = ["done", "sees"]
"#;

#[test]
fn a_list_with_no_mark_leaves_no_bare_heading_on_the_recap() {
    let there = given_text(CHECKED).is_at("done").does(&Event::Submit).replies("A light").is_at("last");
    there.sees("A light").sees_not("What is done?");
}
