//! Every entered line is kept, or said not to be taken: lines that are no answer to what is asked.

#![allow(clippy::expect_used, reason = "a test may stop at the first thing that is not as it says")]

mod support;

use stepback::session::event::Overlay;
use stepback::session::{Event, Session, State};
use support::{Journey, given_text};

const GUIDE: &str = r#"
format = 1
id = "lines"
title = "Lines"
about = "A guide for tests."

[[stage]]
id = "only"
title = "Only"

[[stage.step]]
id = "read"
kind = "read"
ask = "Before you begin"
text = "Some words to read."

[[stage.step]]
id = "upset"
kind = "scale"
ask = "How upset are you?"
low = "calm"
high = "beside myself"

[[stage.step]]
id = "one"
kind = "choice"
ask = "What was it?"
options = [{ id = "talk", label = "A talk" }, { id = "row", label = "A row" }]

[[stage.step]]
id = "some"
kind = "choices"
ask = "And what else?"
options = [{ id = "sad", label = "Sad" }, { id = "angry", label = "Angry" }]

[[stage.step]]
id = "last"
kind = "recap"
ask = "So far"
of = ["one"]

[[stage.step]]
id = "after"
kind = "short"
ask = "And then?"
"#;

fn walked() -> Journey {
    given_text(GUIDE)
        .replies("I cannot read this now")
        .is_at("read")
        .complains("takes no words. An empty line goes on; :back goes back. What you typed is kept")
        .replies("5")
        .is_at("read")
        .replies("")
        .is_at("upset")
        .replies("very")
        .complains("What you typed is kept: :review shows it.")
        .replies("8")
        .is_at("one")
        .replies("long story one")
        .sees("Kept here, and not chosen: long story one")
        .replies("long story two")
        .replies("1")
        .is_at("some")
        .replies("it hurt")
        .replies("1 2")
        .is_at("last")
        .replies("inside thing")
        .is_at("last")
        .replies("")
        .is_at("after")
}

#[test]
fn a_line_that_is_no_answer_stays_beside_the_answer() {
    let walked = walked()
        .has_saved("read~line", "I cannot read this now")
        .has_saved("upset~line", "very")
        .has_saved("one", "A talk")
        .has_saved("one~line", "long story one\nlong story two")
        .has_saved("some~line", "it hurt")
        .has_saved("last~line", "inside thing")
        .has_state("one~line", State::Inactive);
    let disk = walked.on_disk();
    assert!(disk.contains("long story two") && disk.contains("inside thing"), "{disk}");
    walked
        .comes_back()
        .does(&Event::Open(Overlay::Review))
        .sees("long story two")
        .sees("Kept as well, though it answers nothing that is asked now:")
        .sees("What was it? (you also typed this there) long story one")
        .sees("A number opens that answer; an empty line goes back to the question.");
}

/// A question one of whose answers is never kept.
const GUARDED: &str = r#"
format = 1
id = "guarded"
title = "Guarded"
about = "A guide for tests."

[[stage]]
id = "only"
title = "Only"

[[stage.step]]
id = "how"
kind = "choice"
ask = "How was it?"
options = [{ id = "fine", label = "Fine" }, { id = "scary", label = "It got scary", keep = "never" }]

[[stage.step]]
id = "after"
kind = "short"
ask = "And then?"
"#;

#[test]
fn an_option_that_is_never_kept_says_so_also_by_what_it_rests_on() {
    let rests = GUARDED.replace(
        "id = \"after\"\nkind = \"short\"",
        "id = \"then\"\nkind = \"choice\"\noptions = [{ id = \"p\", label = \"P\", text = \"Once more.\", when = { step = \"how\", is = \"scary\" } }, { id = \"q\", label = \"Q\" }]",
    );
    let asked = given_text(&rests).sees("This answer is not kept.").does(&Event::Submit);
    asked.complains("Nothing is chosen yet. Choose one by its number").replies("1").is_at("then").sees_not("not kept");
    let guide = stepback::guide::read::read(&rests).0.expect("a guide");
    let mut session = Session::begin(&guide, "", false);
    for event in [support::begin(0, &[]), Event::Reply("2".to_owned())] {
        let _ = session.handle(&guide, event);
    }
    let shown = support::shown(&guide, &session);
    assert!(shown.contains("Once more. This answer is not kept."), "{shown}");
    let said =
        GUARDED.replace("keep = \"never\" }", "text = \"It hurts. This answer is not kept.\", keep = \"never\" }");
    given_text(&said).sees_not("not kept. This answer is not kept");
}

#[test]
fn a_line_that_may_name_what_is_never_kept_is_not_put_aside() {
    given_text(GUARDED)
        .replies("it got scary")
        .complains("Those words choose nothing here, and are not kept.")
        .sees_not("it got scary")
        .replies("2")
        .is_at("after")
        .has_not_saved("how~line");
}

/// Two questions whose answers are never kept.
const NEVER: &str = r#"
format = 1
id = "never"
title = "Never"
about = "A guide for tests."

[[stage]]
id = "only"
title = "Only"

[[stage.step]]
id = "harm"
kind = "choice"
keep = "never"
ask = "Are there thoughts of hurting yourself?"
options = [{ id = "no", label = "No" }, { id = "yes", label = "Yes" }]

[[stage.step]]
id = "safety"
kind = "gate"
keep = "never"
ask = "Is it safe?"
questions = [{ id = "afraid", ask = "Are you afraid of them?" }]

[[stage.step]]
id = "after"
kind = "short"
ask = "And then?"
"#;

#[test]
fn words_where_nothing_is_kept_are_let_go_and_help_is_named() {
    const SAYS: &str = "Those words choose nothing here, and are not kept. :helplines shows people you can call or write to. Choose one";
    given_text(NEVER)
        .replies("yes sometimes at night")
        .is_at("harm")
        .complains(SAYS)
        .sees_not("at night")
        .sees_not("not chosen")
        .replies("9")
        .complains("Choose one, with a number from 1 to 2.")
        .replies("1")
        .is_at("safety")
        .replies("a little")
        .complains(SAYS)
        .sees_not("a little");
}

#[test]
fn back_from_an_answer_opened_by_its_number_goes_to_where_one_was() {
    let opened = |number: &str| walked().does(&Event::Open(Overlay::Review)).replies(number);
    opened("3").is_at("one").does(&Event::Back).is_at("after").does(&Event::Back).is_at("last");
    opened("3").is_at("one").replies("2").is_at("after").has_saved("one", "A row");
    opened("1").is_at("read").does(&Event::Back).is_at("after");
    opened("").is_at("after");
    opened("40").is_at("after").complains("There is no number 40 here.");
}
