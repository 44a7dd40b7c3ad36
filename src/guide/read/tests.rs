//! Tests of the reader: what a file means once it is read. What is wrong with files is tested from outside.

use super::*;
use crate::guide::condition::{Outcome, Verb};
use crate::guide::wording::{Form, Subject};
use crate::guide::{Condition, Piece, Reference, Round, Step};
use crate::prompt::Prompt;

const HEAD: &str = "format = 1\nid = \"g\"\ntitle = \"T\"\nabout = \"A.\"\n";
const STAGE: &str = "[[stage]]\nid = \"s\"\ntitle = \"S\"\n";
const PICK: &str = "[[stage.step]]\nid = \"pick\"\nkind = \"choice\"\nask = \"?\"\noptions = [ { id = \"x\", label = \"X\" }, { id = \"y\", label = \"Y\", keep = \"never\" } ]\n";
const GATE: &str = "[[stage.step]]\nid = \"gate\"\nkind = \"gate\"\nask = \"?\"\nkeep = \"never\"\nquestions = [ { id = \"q\", ask = \"?\" } ]\n";

#[track_caller]
fn guide(rest: &str) -> Guide {
    let (guide, faults) = read(&format!("{HEAD}{rest}"));
    guide.unwrap_or_else(|| panic!("{faults:#?}"))
}

fn note(id: &str, keys: &str) -> String {
    format!("[[stage.step]]\nid = \"{id}\"\nkind = \"read\"\nask = \"A\"\n{keys}\n")
}

#[track_caller]
fn step<'g>(guide: &'g Guide, id: &str) -> &'g Step {
    guide.step(&StepId::from(id)).unwrap_or_else(|| panic!("no step {id}"))
}

fn refers(steps: &[&str]) -> Reference {
    Reference { steps: steps.iter().map(|id| StepId::from(*id)).collect(), question: None }
}

fn about(steps: &[&str], verb: Verb) -> Condition {
    Condition::Step { step: refers(steps), verb }
}

fn is(step: &str, option: &str) -> Condition {
    about(&[step], Verb::Is(vec![option.to_owned()]))
}

/// A stretch of two stages that comes round twice more, and a stage behind it.
fn rounds() -> Guide {
    let when = "{ step = \"debrief\", is = \"x\" }";
    let debrief = PICK.replace("\"pick\"", "\"debrief\"");
    guide(&format!(
        "[conditions]\nchosen = {{ step = \"choose\", is = \"x\" }}\n{STAGE}{}\
         [[stage]]\nid = \"decide\"\ntitle = \"D\"\n{}{}{}\
         [[stage]]\nid = \"after\"\ntitle = \"A\"\nagain = {{ from = \"decide\", when = {when}, at_most = 3 }}\n{debrief}\
         [[stage]]\nid = \"end\"\ntitle = \"E\"\n{}",
        note("first", ""),
        PICK.replace("\"pick\"", "\"choose\""),
        note("own", "when = \"chosen\""),
        note(
            "later",
            "when = { all = [ { round_at_least = 2 }, { step = \"debrief\", is = \"x\", previous = true } ] }"
        ),
        note("last", &format!("when = {when}")),
    ))
}

#[test]
fn rounds_are_unrolled() {
    let guide = rounds();
    let stages: Vec<&str> = guide.stages.iter().map(|stage| stage.id.as_str()).collect();
    assert_eq!(stages, ["s", "decide", "after", "decide@2", "after@2", "decide@3", "after@3", "end"]);
    let steps: Vec<&str> = guide.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(steps.len(), 1 + 3 * 4 + 1);
    assert_eq!(steps[5..9], ["choose@2", "own@2", "later@2", "debrief@2"]);
    assert_eq!((step(&guide, "own@3").round, step(&guide, "own").round), (Round(3), Round(1)));
}

#[test]
fn a_step_of_a_round_means_its_own_round() {
    let guide = rounds();
    assert_eq!(step(&guide, "own").when, Some(is("choose", "x")));
    let second = Condition::All(vec![is("debrief", "x"), is("choose@2", "x")]);
    assert_eq!(step(&guide, "own@2").when, Some(second));
    assert_eq!(step(&guide, "debrief@3").when, Some(Condition::All(vec![is("debrief", "x"), is("debrief@2", "x")])));
}

#[test]
fn previous_means_the_round_before_and_nothing_in_the_first() {
    let guide = rounds();
    let fixed = |holds| Condition::Fixed(holds);
    assert_eq!(step(&guide, "later").when, Some(Condition::All(vec![fixed(false), fixed(false)])));
    let second = Condition::All(vec![is("debrief", "x"), Condition::All(vec![fixed(true), is("debrief", "x")])]);
    assert_eq!(step(&guide, "later@2").when, Some(second));
}

#[test]
fn from_outside_every_round_is_meant() {
    let all = about(&["debrief", "debrief@2", "debrief@3"], Verb::Is(vec!["x".to_owned()]));
    assert_eq!(step(&rounds(), "last").when, Some(all));
}

#[test]
fn parts_name_their_steps_and_mean_them() {
    let part = "[[part]]\nid = \"p\"\n[[part.step]]\nid = \"level\"\nkind = \"scale\"\nask = \"?\"\nlow = \"l\"\nhigh = \"h\"\n\
                [[part.step]]\nid = \"high\"\nkind = \"read\"\nask = \"H\"\nwhen = { step = \"level\", at_least = 7 }\n";
    let guide = guide(&format!(
        "{part}{STAGE}{PICK}[[stage.step]]\npart = \"p\"\nas = \"before\"\n[[stage.step]]\npart = \"p\"\nas = \"after\"\nwhen = {{ step = \"pick\", is = \"x\" }}\n"
    ));
    let ids: Vec<&str> = guide.steps.iter().map(|step| step.id.as_str()).collect();
    assert_eq!(ids, ["pick", "before_level", "before_high", "after_level", "after_high"]);
    assert_eq!(step(&guide, "before_high").when, Some(about(&["before_level"], Verb::AtLeast(7))));
    assert_eq!(step(&guide, "after_level").when, Some(is("pick", "x")));
    let both = Condition::All(vec![is("pick", "x"), about(&["after_level"], Verb::AtLeast(7))]);
    assert_eq!(step(&guide, "after_high").when, Some(both));
}

#[test]
fn conditions_of_stages_are_folded_into_their_steps() {
    let later = format!(
        "[[stage]]\nid = \"t\"\ntitle = \"T\"\nwhen = {{ not = {{ step = \"pick\", is = \"x\" }} }}\n{}",
        note("a", "when = { fact = \"may_write\" }")
    );
    let guide = guide(&format!("{STAGE}{PICK}{later}"));
    let not = Condition::Not(Box::new(is("pick", "x")));
    assert_eq!(step(&guide, "a").when, Some(Condition::All(vec![not, Condition::Fact(crate::guide::Fact::MayWrite)])));
}

/// No earlier session about this person left a lock.
fn unlocked() -> Condition {
    Condition::Not(Box::new(Condition::Fact(crate::guide::Fact::NoContact)))
}

#[test]
fn whatever_approaches_stands_behind_every_gate_before_it() {
    let second = GATE.replace("\"gate\"\nkind", "\"contact\"\nkind").replace("keep = \"never\"\n", "locks = true\n");
    let draft = "[[stage.step]]\nid = \"letter\"\nkind = \"draft\"\nask = \"?\"\nto = \"them\"\nparts = [ { id = \"p\", ask = \"?\" } ]\n";
    let stage = "[[stage]]\nid = \"t\"\ntitle = \"T\"\napproach = true\n";
    let guide =
        guide(&format!("{STAGE}{GATE}{}{second}{draft}{stage}{}", note("early", "approach = true"), note("talk", "")));
    let cleared = |id| about(&[id], Verb::Cleared(true));
    assert_eq!(step(&guide, "early").when, Some(Condition::All(vec![cleared("gate"), unlocked()])));
    let both = Some(Condition::All(vec![cleared("contact"), cleared("gate"), unlocked()]));
    assert_eq!((&step(&guide, "letter").when, &step(&guide, "talk").when), (&both, &both));
    assert!(step(&guide, "talk").approach && step(&guide, "gate").required);
    // Behind a gate, but resting on nothing else it said: kept.
    assert!(guide.steps.iter().skip(1).all(|step| step.keep == Keep::Saved));
}

#[test]
fn in_a_round_its_own_gate_counts_and_behind_the_stretch_the_latest() {
    let again = "again = { when = { step = \"pick\", is = \"x\" }, at_most = 2 }\n";
    let behind = format!("[[stage]]\nid = \"t\"\ntitle = \"T\"\n{}", note("late", "approach = true"));
    let guide = guide(&format!("{STAGE}{again}{GATE}{}{PICK}{behind}", note("talk", "approach = true")));
    let cleared = |ids: &[&str]| about(ids, Verb::Cleared(true));
    assert_eq!(step(&guide, "talk").when, Some(Condition::All(vec![cleared(&["gate"]), unlocked()])));
    let second = Condition::All(vec![is("pick", "x"), cleared(&["gate@2"]), unlocked()]);
    assert_eq!(step(&guide, "talk@2").when, Some(second));
    assert_eq!(step(&guide, "late").when, Some(Condition::All(vec![cleared(&["gate", "gate@2"]), unlocked()])));
}

#[track_caller]
fn kept(steps: &str, id: &str, expected: Keep) {
    assert_eq!(step(&guide(&format!("{STAGE}{GATE}{PICK}{steps}")), id).keep, expected);
}

#[test]
fn what_rests_on_a_never_kept_answer_is_never_kept() {
    let outcome = note("a", "when = { step = \"gate\", outcome = \"concern\" }");
    kept(&outcome, "a", Keep::Never);
    kept(&note("a", "when = { step = \"gate.q\", is = \"yes\" }"), "a", Keep::Never);
    kept(&format!("{outcome}{}", note("b", "when = { not = { step = \"a\", answered = true } }")), "b", Keep::Never);
    kept(&note("a", "when = { step = \"pick\", is = \"y\" }"), "a", Keep::Never);
    kept(&note("a", "when = { step = \"pick\", is_not = \"y\" }"), "a", Keep::Never);
    kept(&note("a", "when = { step = \"pick\", is = \"x\" }"), "a", Keep::Saved);
    kept(&note("a", "when = { step = \"pick\", answered = true }"), "a", Keep::Saved);
    kept(&note("a", "when = { step = \"gate\", cleared = false }"), "a", Keep::Saved);
    let list = "[[stage.step]]\nid = \"list\"\nkind = \"list\"\nask = \"?\"\nkeep = \"never\"\n";
    kept(&format!("{list}{}", note("a", "for_each = \"list\"")), "a", Keep::Never);
}

#[test]
fn an_option_offered_for_a_never_kept_answer_is_never_kept() {
    let more = "[[stage.step]]\nid = \"more\"\nkind = \"choice\"\nask = \"?\"\noptions = [ { id = \"a\", label = \"A\", when = { step = \"gate\", outcome = \"concern\" } }, { id = \"b\", label = \"B\" } ]\n";
    let guide = guide(&format!("{STAGE}{GATE}{more}"));
    let Prompt::OneOf(one) = &step(&guide, "more").prompt else { panic!("a choice") };
    let crate::prompt::Options::Listed(options) = &one.options else { panic!("listed") };
    assert_eq!((options[0].keep, options[1].keep), (Keep::Never, Keep::Saved));
}

/// The text of a step, cut up. The guide has a person, a board and a `for_each` around it.
fn pieces(text: &str) -> Vec<Piece> {
    let before = "person = \"who\"\nme = \"my\"\n";
    let steps = "[[stage.step]]\nid = \"who\"\nkind = \"person\"\nask = \"?\"\n[[stage.step]]\nid = \"my\"\nkind = \"short\"\nask = \"?\"\n\
                 [[stage.step]]\nid = \"board\"\nkind = \"board\"\nask = \"?\"\ncolumns = [ { id = \"c\", title = \"C\" } ]\n";
    let guide =
        guide(&format!("{before}{STAGE}{steps}{}", note("a", &format!("for_each = \"board.c\"\ntext = {text}"))));
    step(&guide, "a").text.pieces.clone()
}

fn words(text: &str) -> Piece {
    Piece::Words(text.to_owned())
}

fn verb(subject: Subject) -> Piece {
    Piece::Verb { plural: "are".to_owned(), singular: "is".to_owned(), subject }
}

#[test]
fn texts_are_cut_at_their_places() {
    let they = |capital| Piece::Pronoun { form: Form::They, capital };
    assert_eq!(
        pieces("\"{name} and {me}: {item}.\""),
        [Piece::Name, words(" and "), Piece::Me, words(": "), Piece::Item, words(".")]
    );
    assert_eq!(pieces("\"{They} {are|is} here.\""), [they(true), words(" "), verb(Subject::Pronoun), words(" here.")]);
    assert_eq!(pieces("\"{are|is} {they} here\""), [verb(Subject::Pronoun), words(" "), they(false), words(" here")]);
    assert_eq!(pieces("\"{They} left. {name} {are|is} gone.\"")[4], verb(Subject::Name));
    assert_eq!(pieces("\"{name} says {they} {are|is} late\"")[4], verb(Subject::Pronoun));
    assert_eq!(pieces("'a {{name}} b'"), [words("a {name} b")]);
    let answer =
        Piece::Answer { step: refers(&["board"]), column: Some("c".to_owned()), fallback: "nothing yet".to_owned() };
    assert_eq!(pieces("\"You wrote {board.c: nothing yet}\"")[1], answer);
    assert_eq!(pieces("\"\"\"\r\nTwo\r\nlines\"\"\""), [words("Two\nlines")]);
}

#[test]
fn a_gate_has_its_usual_answers() {
    let guide = guide(&format!("{STAGE}{GATE}"));
    let Prompt::Gate(gate) = &step(&guide, "gate").prompt else { panic!("a gate") };
    let means: Vec<(&str, Outcome)> =
        gate.questions[0].answers.iter().map(|reply| (reply.id.as_str(), reply.means)).collect();
    let expected = [
        ("no", Outcome::Clear),
        ("yes", Outcome::Concern),
        ("not_sure", Outcome::Concern),
        ("rather_not", Outcome::Unsaid),
    ];
    assert_eq!(means, expected);
}

#[test]
fn the_digest_is_that_of_the_file() {
    let source = format!("{HEAD}{STAGE}{GATE}");
    assert_eq!(read(&source).0.unwrap().digest, digest(&source));
    assert_eq!(digest(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let plain = format!("{HEAD}{STAGE}{GATE}{PICK}");
    let odd = format!("\u{feff}{}", plain.replace('\n', "\r\n"));
    let ids = |source: &str| read(source).0.unwrap().steps.iter().map(|step| step.id.0.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&plain), ids(&odd));
}
