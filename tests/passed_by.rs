//! Steps that are passed by because there is nothing to ask, and pages that are left empty.

mod support;

use stepback::session::Event;
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
