//! What a hand does without meaning it, and what a person types where it was not looked for: nothing is lost by it.

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
use stepback::prompt::Answer;
use stepback::session::{Effect, Event, Farewell, Keeping, Overlay, Session};
use support::{Journey, begin, given_text, shown};

/// A guide of this one step, with another one behind it.
#[track_caller]
fn asked(step: &str) -> Journey {
    let first = format!("[[stage.step]]\nid = \"it\"\n{step}\n");
    let last = "[[stage.step]]\nid = \"last\"\nkind = \"short\"\nask = \"Last?\"\n";
    let stage = "[[stage]]\nid = \"only\"\ntitle = \"Only\"\n";
    given_text(&format!("format = 1\nid = \"it\"\ntitle = \"It\"\nabout = \"One step.\"\n{stage}\n{first}\n{last}"))
}

const KEEPING: &str = r#"
kind = "keeping"
ask = "What happens with your words?"
offers = [{ id = "keep", label = "Keep them" }, { id = "erase", label = "Erase them" }]
"#;

#[test]
fn words_are_erased_only_after_a_yes_and_the_first_answer_keeps_them() {
    let gone = Effect::Keep(Keeping::Erase);
    let chosen = || asked(KEEPING).press("<down><down><enter>").is_at("it").sees("Erase your words?");
    chosen().asked_not_for(&gone).press("<enter>").asked_not_for(&gone).is_at("it").sees_not("Erase your words?");
    chosen().press("<esc>").asked_not_for(&gone).is_at("it").press("<up><enter>").is_at("last");
    chosen().press("n").asked_not_for(&gone).is_at("it");
    chosen().press("<down><enter>").asked_for(&gone).is_at("last");
    chosen().press("y").asked_for(&gone).is_at("last").press("<esc>").is_at("it").press("<enter>").is_at("last");
    let said = || asked(KEEPING).replies("erase").is_at("it").sees("1. No, keep them for now");
    for no in ["", "1", "no", "what"] {
        said().replies(no).asked_not_for(&gone).is_at("it");
    }
    for yes in ["2", "yes", "Y"] {
        said().replies(yes).asked_for(&gone).is_at("last");
    }
    said().does(&Event::Leave).asked_for(&Effect::Leave(Farewell::Resume));
}

const WHERE: &str = r#"
kind = "keeping"
ask = "Where are your words to be kept?"
offers = [{ id = "keep", label = "Here" }, { id = "memory", label = "Nowhere" }]
"#;

#[test]
fn what_was_saved_is_taken_away_by_another_choice_only_after_a_yes() {
    let gone = Effect::Keep(Keeping::Memory);
    asked(WHERE).replies("memory").asked_for(&gone).is_at("last");
    asked(WHERE).replies("keep").does(&Event::Back).is_at("it").replies("memory").asked_for(&gone).is_at("last");
    let wrote = || asked(WHERE).replies("keep").is_at("last").types("a line").press("<esc>").is_at("it");
    let chosen = || wrote().press("<down><enter>").is_at("it").sees("Erase your words?").sees("until you leave");
    chosen().asked_not_for(&gone).press("<enter>").asked_not_for(&gone).is_at("it");
    chosen().press("n").asked_not_for(&gone).press("<up><enter>").is_at("last").has_saved("last", "a line");
    chosen().press("<down><enter>").asked_for(&gone).is_at("last").sees("a line");
    wrote().replies("memory").sees("1. No, keep them for now").replies("").asked_not_for(&gone).is_at("it");
    wrote().replies("memory").replies("yes").asked_for(&gone).is_at("last");
    wrote().replies("memory").replies("yes").does(&Event::Back).replies("memory").is_at("last");
}

const PAUSE: &str = r#"
kind = "pause"
ask = "Come back then."
options = [{ id = "back", label = "I am back" }, { id = "not_yet", label = "Not yet", waits = true }]
"#;

#[test]
fn an_answer_that_closes_the_program_says_so_beforehand_and_asks_where_nothing_is_kept() {
    let leaves = Effect::Leave(Farewell::Waiting);
    asked(PAUSE).sees("Closes the program for now.").replies("not_yet").asked_for(&leaves);
    let own = PAUSE.replace("waits = true", "waits = true, text = \"Until tomorrow.\"");
    asked(&own).sees("Until tomorrow.").sees_not("Closes the program");
    let nowhere = || asked(&format!("{WHERE}[[stage.step]]\nid = \"pause\"\n{PAUSE}")).replies("memory").is_at("pause");
    let there = nowhere().replies("not_yet").asked_not_for(&leaves).sees("what you wrote will be gone");
    there.replies("no").is_at("pause").replies("back").is_at("last");
    nowhere().press("2<enter>").press("y").asked_for(&Effect::Leave(Farewell::Resume));
}

const SEVERAL: &str = r#"
kind = "choices"
ask = "Which words fit?"
options = [{ id = "sad", label = "sad" }, { id = "calm", label = "calm" }, { id = "other", label = "another word", other = true }]
"#;

#[test]
fn a_word_of_ones_own_is_typed_where_the_cursor_is_and_counts_only_once_it_is_written() {
    let on_it = || asked(SEVERAL).press("<space><down><down>");
    on_it().types("shaken").press("<enter>").is_at("last").has_saved("it", "sad\nshaken");
    on_it().press("<space><enter>").is_at("it").complains("not written yet").types("so").press("<enter>").is_at("last");
    on_it().press("<space><space><enter>").is_at("last").has_saved("it", "sad");
    on_it().press("<up><enter>").is_at("last").has_saved("it", "sad");
    asked(SEVERAL).replies("1 3").is_at("it").replies("shaken").has_saved("it", "sad\nshaken").plainly();
    asked(SEVERAL).replies("3 1").replies("").is_at("last").has_saved("it", "sad");
}

const MESSAGE: &str = r#"
kind = "draft"
to = "me"
ask = "What could you say?"
parts = [
  { id = "feel", ask = "How are you with it?", before = "I feel ", after = "." },
  { id = "request", ask = "What do you ask for?", before = "I would like ", after = "." },
]
"#;

#[test]
fn whole_sentences_in_a_draft_get_no_second_beginning() {
    asked(MESSAGE)
        .types("I feel sad")
        .press("<enter>")
        .types("Could we talk on Friday?")
        .press("<c-s>")
        .is_at("last")
        .has_saved("it", "I feel sad. Could we talk on Friday?")
        .plainly();
}

#[test]
fn help_lines_are_one_key_away_while_it_is_asked_whether_to_leave_or_to_erase() {
    let leaving = || asked(SEVERAL).press("<esc>").sees("Leave for now?");
    leaving().press("h").sees("People to talk to").press("<esc>").is_at("it").sees("Which words fit?");
    leaving().press("?").sees("Help");
    asked(KEEPING).press("<down><down><enter>").press("h").sees("People to talk to");
}

/// Where a session stands that was left behind the gates, opened again, and told these things.
#[track_caller]
fn opened_again(events: &[Event]) -> (String, String) {
    let source = std::fs::read_to_string("tests/guides/two-sides.toml").expect("a guide file");
    let guide = read::read(&source).0.expect("it loads");
    let mut session = Session::begin(&guide, "0123456789abcdef0123456789abcdef", false);
    let _ = session.handle(&guide, begin(0, &[]));
    let _ = session.handle(&guide, Event::Skip);
    for line in ["2", "work", "no", "none"] {
        let _ = session.handle(&guide, Event::Reply(line.to_owned()));
    }
    let _ = session.handle(&guide, Event::Skip);
    let _ = session.handle(&guide, Event::Reply("write".to_owned()));
    assert_eq!(session.at().to_string(), "message");
    let mut session = Session::resume(&guide, session.saved(&guide));
    let _ = session.handle(&guide, begin(0, &[]));
    for event in events {
        let _ = session.handle(&guide, event.clone());
    }
    (session.at().to_string(), shown(&guide, &session))
}

#[test]
fn a_step_back_from_a_gate_that_is_asked_again_keeps_the_way_back_to_where_one_was() {
    let said = |line: &str| Event::Reply(line.to_owned());
    let goes = |events: &[Event], place: &str| {
        let (at, shown) = opened_again(events);
        assert_eq!(at, place, "{events:?}\n{shown}");
        assert_eq!(shown.contains("goes on where you were"), place == "safety", "{events:?}\n{shown}");
    };
    goes(&[], "safety");
    goes(&[Event::Back], "parts");
    goes(&[Event::Back, Event::Enter], "safety");
    goes(&[Event::Back, Event::Enter, said("no")], "message");
    goes(&[Event::Back, Event::Back, Event::Enter], "safety");
    goes(&[Event::Back, Event::Back, said("9")], "fear");
    goes(&[Event::Back, Event::Back, said("9"), Event::Skip], "safety");
    goes(&[Event::Back, Event::Back, said("9"), Event::Skip, said("no")], "message");
    goes(&[Event::Back, Event::Enter, said("yes")], "safe");
}

#[test]
fn words_that_are_no_day_are_kept_and_said_at_once_and_an_empty_day_is_passed_over() {
    let dated = || asked("kind = \"timeline\"\nask = \"What happened?\"").types("The call").press("<enter>");
    dated().press("<enter>").types("The visit").press("<enter>").types("3 May").press("<enter><c-s>").is_at("last");
    let no_day = dated().types("Then the visit").press("<enter>").complains("The day of number 1 cannot be read");
    no_day
        .sees("Then the visit")
        .erases(14)
        .types("yesterday")
        .press("<enter>")
        .types("The visit")
        .press("<c-s>")
        .has_saved("it", "Monday 23 November 2026: The call\nThe visit");
}

#[test]
fn a_number_with_alt_chooses_among_the_drafts_while_one_writes() {
    let drafts = asked(MESSAGE).types("sad").press("<a-1>").erases(3).types("calm").press("<c-s>");
    let answers = drafts.has_saved("it", "I feel calm.").answers();
    let aside = |answer: &Answer| matches!(answer, Answer::Composed { aside, .. } if *aside == ["I feel sad."]);
    assert!(answers.iter().any(|answered| answered.answer.as_ref().is_some_and(aside)));
}

const PERSON: &str = r#"
kind = "person"
ask = "Who is it about?"
relations = [{ id = "partner", label = "my partner" }, { id = "friend", label = "my friend" }]
"#;

#[test]
fn words_typed_on_the_rows_under_a_name_do_nothing_while_their_numbers_choose() {
    let named = || asked(PERSON).types("Sam").press("<enter>").press("miller, he is my husband? yes, quite shy");
    let none = named().is_at("it").sees_not("People to talk to").press("<tab>was so quiet").is_at("it").press("<c-s>");
    none.is_at("last").has_saved("it", "Sam\nthey, them, their");
    named()
        .press("2<enter>")
        .press("her, of course")
        .press("<enter>")
        .is_at("last")
        .has_saved("it", "Sam\nmy friend\nthey, them, their");
    named().press("1<c-s>").is_at("last").has_saved("it", "Sam\nmy partner\nthey, them, their").plainly();
    named().press("<a-s>").is_at("last");
    named().press("<a-h>").sees("People to talk to");
}

const GATED: &str = r#"
kind = "gate"
ask = "Before that"
questions = [{ id = "afraid", ask = "Are you afraid?" }]
"#;

#[test]
fn help_says_of_what_can_be_skipped_only_that_it_can() {
    let help = Event::Open(Overlay::Help);
    asked(GATED).does(&help).sees("it cannot be skipped").sees_not("You can skip");
    asked(SEVERAL).does(&help).sees("You can skip, go back or leave");
}
