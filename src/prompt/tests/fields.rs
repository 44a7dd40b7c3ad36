//! Prompts of several fields: the gate, the person, the composed draft.

use jiff::civil::{Date, date};

use super::samples::{self, Plain, Sample, TODAY, sample};
use crate::guide::condition::Outcome;
use crate::prompt::answer::Answer;
use crate::prompt::draft::{Draft, Form};
use crate::prompt::{Prompt, Replied};
use crate::screen::{Block, Focus};
use crate::session::event::Move;
use crate::text::{Clip, Edit};

fn form(draft: &Draft) -> &Form {
    if let Draft::Form(form) = draft { form } else { panic!("a form") }
}

/// Types into the field in focus.
fn write(sample: &Sample, draft: &mut Draft, words: &str) {
    let _ = sample.prompt.edit(draft, &Edit::Type(words.to_owned()), &mut Clip::default(), &sample.scene());
}

fn replied(sample: &Sample, lines: &[&str]) -> Draft {
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    for line in lines {
        let replied = sample.prompt.reply(&mut draft, line, &scene);
        assert!(!matches!(replied, Replied::No(_)), "{line}");
    }
    draft
}

/// How a gate comes out, and whether it lets through.
#[track_caller]
fn comes_out(said: &[(&str, &str)], assent: bool, until: Option<Date>, expected: (Outcome, bool)) {
    let gate = samples::gate();
    let said = said.iter().map(|(question, reply)| ((*question).to_owned(), (*reply).to_owned())).collect();
    let came = (gate.outcome(&said, until, TODAY), gate.cleared(&said, assent, until, TODAY));
    assert_eq!(came, expected);
}

#[test]
fn one_concern_is_a_concern() {
    use Outcome::{Clear, Concern, Unsaid};
    comes_out(&[("asked", "no"), ("afraid", "no")], false, None, (Clear, true));
    comes_out(&[("asked", "no"), ("afraid", "yes")], false, None, (Concern, false));
    comes_out(&[("asked", "no"), ("afraid", "not_sure")], true, None, (Concern, false));
    comes_out(&[("asked", "rather_not"), ("afraid", "yes")], true, None, (Concern, false));
    comes_out(&[("asked", "no"), ("afraid", "rather_not")], false, None, (Unsaid, false));
    comes_out(&[("asked", "no"), ("afraid", "rather_not")], true, None, (Unsaid, true));
}

#[test]
fn a_pause_is_over_when_its_day_has_come() {
    use Outcome::{Clear, Concern};
    let pause = [("asked", "pause"), ("afraid", "no")];
    comes_out(&pause, false, None, (Concern, false));
    comes_out(&pause, false, Some(date(2026, 3, 5)), (Concern, false));
    comes_out(&pause, false, Some(TODAY), (Clear, true));
    comes_out(&[("asked", "pause"), ("afraid", "yes")], false, Some(TODAY), (Concern, false));
}

#[test]
fn what_is_missing_or_not_known_clears_nothing() {
    use Outcome::{Concern, Unsaid};
    comes_out(&[], true, None, (Unsaid, false));
    comes_out(&[("asked", "no")], true, None, (Unsaid, false));
    comes_out(&[("asked", "no"), ("afraid", "gone")], true, None, (Concern, false));
    let gate = samples::gate();
    assert!(!gate.cleared_by(&Answer::Seen, TODAY));
    assert_eq!(gate.outcome_of(&Answer::Seen, TODAY), None);
    let mut no_assent = samples::gate();
    no_assent.assent = None;
    let unsaid = [("asked", "no"), ("afraid", "rather_not")].map(|(one, two)| (one.to_owned(), two.to_owned()));
    assert!(!no_assent.cleared(&unsaid.into(), true, None, TODAY));
}

#[test]
fn a_gate_asks_on_only_where_it_has_to() {
    let gate = sample("gate");
    assert_eq!(form(&replied(&gate, &["no", "no"])).open, [0, 1]);
    assert_eq!(form(&replied(&gate, &["no", "rather_not"])).open, [0, 1, 3]);
    assert_eq!(form(&replied(&gate, &["rather_not", "yes"])).open, [0, 1]);
    assert_eq!(form(&replied(&gate, &["pause"])).open, [0, 2, 1]);
}

#[test]
fn enter_alone_never_answers_a_gate() {
    let sample = sample("gate");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    for _ in 0..5 {
        assert!(!sample.prompt.enter(&mut draft, &scene));
    }
    assert_eq!(sample.prompt.keep(&draft), None);
    let says = sample.prompt.accept(&draft, &scene).expect_err("nothing is answered");
    assert_eq!(says.0, "Question 1 has no answer yet: choose one.");
    sample.prompt.step(&mut draft, Move::Down, &scene);
    sample.prompt.step(&mut draft, Move::Up, &scene);
    assert!(sample.prompt.enter(&mut draft, &scene), "a row that was gone to is meant, and the next question asked");
    assert_eq!(form(&draft).at, 1);
    sample.prompt.pick(&mut draft, 4, &scene);
    assert!(sample.prompt.enter(&mut draft, &scene), "the words that lift it are offered");
    assert_eq!(form(&draft).at, 3);
    assert!(!sample.prompt.enter(&mut draft, &scene));
    let unsaid = sample.prompt.accept(&draft, &scene).expect("all answered");
    assert!(matches!(unsaid, Answer::Gate { assent: false, .. }));
    sample.prompt.toggle(&mut draft, &scene);
    let said = sample.prompt.accept(&draft, &scene).expect("all answered");
    assert!(matches!(said, Answer::Gate { assent: true, .. }));
}

#[test]
fn arrows_go_from_question_to_question() {
    let sample = sample("gate");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    for _ in 0..6 {
        sample.prompt.step(&mut draft, Move::Down, &scene);
    }
    assert_eq!((form(&draft).at, form(&draft).spot().cell), (1, 0));
    sample.prompt.step(&mut draft, Move::Up, &scene);
    assert_eq!((form(&draft).at, form(&draft).spot().cell), (0, 4));
    sample.prompt.step(&mut draft, Move::ToRow(7), &scene);
    assert_eq!((form(&draft).at, form(&draft).spot().cell), (1, 2));
    sample.prompt.step(&mut draft, Move::PreviousField, &scene);
    assert_eq!(form(&draft).at, 0);
}

#[test]
fn a_person_is_asked_for_field_by_field() {
    let sample = sample("person");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    assert_eq!(sample.prompt.keep(&draft), None, "the pronouns chosen to begin with are no answer");
    write(&sample, &mut draft, "Robin");
    assert!(sample.prompt.enter(&mut draft, &scene) && draft.focus() == Focus::Beside);
    sample.prompt.pick(&mut draft, 1, &scene);
    assert!(sample.prompt.enter(&mut draft, &scene));
    sample.prompt.pick(&mut draft, 6, &scene);
    assert!(sample.prompt.enter(&mut draft, &scene) && draft.focus() == Focus::Line);
    write(&sample, &mut draft, "ze");
    let says = sample.prompt.accept(&draft, &scene).expect_err("four words are missing");
    assert!(says.0.contains("five"));
    for (words, more) in [("zir", true), ("zir", true), ("zirs", true), ("zirself", true)] {
        assert_eq!(sample.prompt.enter(&mut draft, &scene), more);
        write(&sample, &mut draft, words);
    }
    let Ok(Answer::Person(person)) = sample.prompt.accept(&draft, &scene) else { panic!("somebody") };
    assert_eq!((person.name.as_str(), person.relation.as_deref(), person.same), ("Robin", Some("a"), None));
    let own = person.custom.expect("own words");
    assert_eq!((own.subject.as_str(), own.reflexive.as_str(), own.plural), ("ze", "zirself", false));
}

#[test]
fn beside_a_name_a_blank_takes_a_row_that_was_gone_to_and_no_other() {
    let sample = sample("person");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    write(&sample, &mut draft, "Robin");
    assert!(sample.prompt.enter(&mut draft, &scene) && draft.focus() == Focus::Beside);
    assert!(!sample.prompt.toggle(&mut draft, &scene) && form(&draft).choice(1).is_none());
    sample.prompt.step(&mut draft, Move::Down, &scene);
    assert!(sample.prompt.toggle(&mut draft, &scene) && form(&draft).choice(1) == Some("a"));
    sample.prompt.step(&mut draft, Move::NextField, &scene);
    assert!(!sample.prompt.toggle(&mut draft, &scene) && form(&draft).choice(2) == Some("they"));
}

#[test]
fn a_name_of_before_is_asked_about() {
    let sample = sample("person");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    write(&sample, &mut draft, " sAm");
    assert_eq!(form(&draft).open, [0, 9, 1, 2]);
    assert!(sample.prompt.accept(&draft, &scene).is_err());
    sample.prompt.enter(&mut draft, &scene);
    sample.prompt.pick(&mut draft, 2, &scene);
    let Ok(Answer::Person(person)) = sample.prompt.accept(&draft, &scene) else { panic!("somebody") };
    assert_eq!(person.same, Some(false));
    sample.prompt.step(&mut draft, Move::ToField(0), &scene);
    write(&sample, &mut draft, "uel");
    assert_eq!(form(&draft).open, [0, 1, 2]);
    let Ok(Answer::Person(person)) = sample.prompt.accept(&draft, &scene) else { panic!("somebody") };
    assert_eq!((person.name.as_str(), person.same), ("sAmuel", None));
}

#[test]
fn the_name_only_needs_a_name() {
    let nameless = replied(&sample("person"), &["  ", "a", "name"]);
    let sample = sample("person");
    assert!(sample.prompt.accept(&nameless, &sample.scene()).is_err());
}

fn blocks<'d>(sample: &Sample, draft: &'d Draft) -> Vec<Block<'d>> {
    let mut blocks = Vec::new();
    sample.prompt.show(draft, &sample.scene(), &mut blocks);
    blocks
}

fn card(sample: &Sample, draft: &Draft) -> Option<String> {
    blocks(sample, draft)
        .into_iter()
        .find_map(|block| if let Block::Built(built) = block { Some(built.text.to_string()) } else { None })
}

fn text(sample: &Sample, draft: &Draft) -> String {
    let Prompt::Compose(compose) = &sample.prompt else { panic!("a draft") };
    sample.prompt.keep(draft).map(|answer| compose.text_of(&answer, &Plain)).unwrap_or_default()
}

#[test]
fn a_message_grows_part_by_part() {
    let sample = sample("draft");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    assert_eq!(card(&sample, &draft), None);
    write(&sample, &mut draft, "Sunday");
    assert_eq!(card(&sample, &draft).as_deref(), Some("We haven't spoken since Sunday."));
    assert!(sample.prompt.enter(&mut draft, &scene));
    write(&sample, &mut draft, "on Friday");
    assert_eq!(text(&sample, &draft), "We haven't spoken since Sunday.\nCould we talk on Friday?");
    let given = sample.prompt.accept(&draft, &scene).expect("a message");
    assert!(matches!(given, Answer::Composed { text: None, .. }));
}

#[test]
fn a_text_edited_as_a_whole_is_free() {
    let sample = sample("draft");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    write(&sample, &mut draft, "Sunday");
    sample.prompt.enter(&mut draft, &scene);
    assert!(sample.prompt.enter(&mut draft, &scene) && draft.focus() == Focus::Page);
    assert!(!sample.prompt.enter(&mut draft, &scene), "Enter does not stop at the choice between drafts");
    write(&sample, &mut draft, " Sam?");
    assert_eq!(text(&sample, &draft), "We haven't spoken since Sunday. Sam?");
    assert_eq!(form(&draft).open, [2, 3], "the parts are put by");
    let given = sample.prompt.accept(&draft, &scene).expect("a message");
    assert!(matches!(&given, Answer::Composed { text: Some(_), parts, .. } if parts.len() == 1));
}

/// Chooses this among the drafts.
fn choose(sample: &Sample, draft: &mut Draft, number: i64) {
    let scene = sample.scene();
    while sample.prompt.step(draft, Move::NextField, &scene) {}
    assert!(sample.prompt.pick(draft, number, &scene));
}

#[test]
fn several_drafts_lie_side_by_side() {
    let sample = sample("draft");
    let scene = sample.scene();
    let mut draft = replied(&sample, &["Sunday", "on Friday"]);
    choose(&sample, &mut draft, 1);
    assert_eq!(form(&draft).at, 0, "another is begun with its first part");
    sample.prompt.reply(&mut draft, "Monday", &scene);
    let first = "We haven't spoken since Sunday.\nCould we talk on Friday?";
    let second = "We haven't spoken since Monday.\nCould we talk on Friday?";
    let aside = |draft: &Draft| match sample.prompt.keep(draft) {
        Some(Answer::Composed { aside, .. }) => aside,
        _ => Vec::new(),
    };
    assert_eq!((text(&sample, &draft), aside(&draft)), (second.to_owned(), vec![first.to_owned()]));
    choose(&sample, &mut draft, 2);
    assert_eq!((text(&sample, &draft), aside(&draft)), (first.to_owned(), vec![second.to_owned()]));
    choose(&sample, &mut draft, 2);
    assert_eq!(text(&sample, &draft), second, "built from its parts again");
    assert_eq!(aside(&draft), [second, first]);
    let given = sample.prompt.accept(&draft, &scene).expect("a message");
    let again = sample.prompt.open(Some(&given), None, &scene);
    assert_eq!(sample.prompt.accept(&again, &scene), Ok(given));
}

#[test]
fn options_are_numbered_among_the_fields() {
    for (kind, lines) in [("draft", vec!["Sunday"]), ("gate", vec!["pause"]), ("person", vec!["Sam"])] {
        let sample = sample(kind);
        let mut draft = replied(&sample, &lines);
        let fields = blocks(&sample, &draft);
        let fields = fields.iter().filter(|block| matches!(block, Block::Editor(_) | Block::Options { .. })).count();
        assert!(fields > 2, "{kind}");
        for number in 0..fields {
            sample.prompt.step(&mut draft, Move::ToField(number), &sample.scene());
            let shown = blocks(&sample, &draft);
            let mut fields = shown.iter().filter_map(|block| match block {
                Block::Editor(editor) => Some(editor.focus),
                Block::Options { at, .. } => Some(at.is_some()),
                Block::Question(_)
                | Block::Prose(_)
                | Block::Note(_)
                | Block::Curtain(_)
                | Block::Scale { .. }
                | Block::Rows { .. }
                | Block::Board(_)
                | Block::Timeline(_)
                | Block::Pacer { .. }
                | Block::Timer(_)
                | Block::Trend(_)
                | Block::Card { .. }
                | Block::Built(_)
                | Block::Recap(_)
                | Block::Answers { .. }
                | Block::Keys(_)
                | Block::Countries { .. }
                | Block::Lines(_)
                | Block::Complaint(_)
                | Block::Told(_)
                | Block::Withheld(_)
                | Block::Advice { .. }
                | Block::Marked(_)
                | Block::Noticed(_) => None,
            });
            let focused = fields.position(|focus| focus);
            assert_eq!(focused, Some(number), "{kind}");
        }
    }
}

#[test]
fn a_part_begins_with_an_earlier_answer() {
    let mut sample = sample("draft");
    sample.earlier = vec![Some(Answer::Text("Sunday".to_owned()))];
    let draft = sample.prompt.open(None, None, &sample.scene());
    assert_eq!(card(&sample, &draft).as_deref(), Some("We haven't spoken since Sunday."));
    let empty = Answer::Composed { parts: std::collections::BTreeMap::new(), text: None, aside: Vec::new() };
    let draft = sample.prompt.open(Some(&empty), None, &sample.scene());
    assert_eq!(card(&sample, &draft), None, "what was taken out stays out");
}

#[test]
fn every_editor_has_the_number_that_leads_to_it() {
    for sample in samples::every_kind() {
        let scene = sample.scene();
        let mut draft = sample.prompt.open(None, None, &scene);
        for line in ["Sam", "4", "mine", "7"] {
            sample.prompt.reply(&mut draft, line, &scene);
        }
        let editors = |draft: &Draft| -> Vec<(usize, bool)> {
            let mut found = Vec::new();
            for block in blocks(&sample, draft) {
                match block {
                    Block::Editor(editor) => found.push((editor.field, editor.focus)),
                    Block::Options { rows, .. } => {
                        found.extend(
                            rows.iter().filter_map(|row| row.editor.as_ref()).map(|one| (one.field, one.focus)),
                        );
                    }
                    Block::Rows { rows, .. } | Block::Timeline(rows) => {
                        found.extend(rows.iter().flat_map(|row| &row.cells).map(|one| (one.field, one.focus)));
                    }
                    Block::Board(columns) => {
                        let rows = columns.iter().flat_map(|column| &column.rows);
                        found.extend(rows.flat_map(|row| &row.cells).map(|one| (one.field, one.focus)));
                    }
                    _ => {}
                }
            }
            found
        };
        let rated = sample.rates();
        for (field, _) in editors(&draft) {
            sample.prompt.step(&mut draft, Move::ToField(field), &scene);
            let focused: Vec<usize> = editors(&draft).into_iter().filter(|one| one.1).map(|one| one.0).collect();
            assert!(focused == [field] || rated, "{} {field} {focused:?}", sample.prompt.name());
        }
    }
}
