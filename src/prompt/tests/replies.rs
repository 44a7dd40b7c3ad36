//! Plain lines, kind by kind: what each line did, and the answer at the end.

use super::samples::{Sample, known, sample};
use crate::prompt::answer::{Answer, Chosen, Person};
use crate::prompt::{Draft, Prompt, Replied, Scene, answer_in_words};
use crate::screen::Block;
use crate::session::facts::Known;

/// `+` more is asked, `!` done, `?` not understood, `~` the same with the words kept in their field; an empty line passes.
#[track_caller]
fn check(sample: &Sample, lines: &[(&str, char)], expected: &[&str]) {
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    for (line, does) in lines {
        let before = sample.prompt.keep(&draft);
        let replied = if line.is_empty() {
            sample.prompt.pass(&mut draft, &scene)
        } else {
            sample.prompt.reply(&mut draft, line, &scene)
        };
        let did = match &replied {
            Replied::More => '+',
            Replied::Done => '!',
            Replied::No(_) if sample.prompt.keep(&draft) == before => '?',
            Replied::No(_) => '~',
        };
        assert_eq!(did, *does, "{line}: {replied:?}");
        if did == '~' {
            let words = draft.focused_text().map(crate::text::Text::to_string);
            let seen = words.as_deref() == Some(*line) || notes(&sample.prompt, &draft, &scene).contains(line);
            assert!(seen, "a line that will not do stays in its field, or is shown beside the options");
        }
    }
    let answer = sample.prompt.accept(&draft, &scene);
    let said = answer.map(|answer| answer_in_words(Some(&sample.prompt), &answer, scene.words));
    assert_eq!(said, Ok(expected.iter().map(|line| (*line).to_owned()).collect::<Vec<_>>()));
}

fn notes(prompt: &Prompt, draft: &Draft, scene: &Scene<'_>) -> String {
    let mut blocks = Vec::new();
    prompt.show(draft, scene, &mut blocks);
    let note = |block: &Block<'_>| if let Block::Note(note) = block { Some(note.clone()) } else { None };
    blocks.iter().filter_map(note).collect()
}

#[test]
fn options_by_number_or_id() {
    check(&sample("choice"), &[("2", '!')], &["Option b"]);
    check(&sample("choice"), &[("B", '!')], &["Option b"]);
    check(&sample("choice"), &[("9", '?'), ("what", '~'), ("1 2", '?'), ("1", '!')], &["Option a"]);
    check(&sample("choice"), &[("4", '+'), ("my own", '!')], &["my own"]);
    check(&sample("choices"), &[("2,1", '!')], &["Option a", "Option b"]);
    check(&sample("choices"), &[("1 2 4", '?'), ("1 3", '?'), ("none", '!')], &["Option none"]);
    check(&sample("choices"), &[("1, other", '+'), ("mine", '!')], &["Option a", "mine"]);
    check(&sample("checklist"), &[("1 2", '!'), ("0", '!')], &[]);
    check(&sample("keeping"), &[("protect", '!')], &["Keep"]);
    check(&sample("pause"), &[("1", '!')], &["Option a"]);
}

#[test]
fn single_values() {
    check(&sample("number"), &[("seven", '~'), ("100", '~'), ("7", '!')], &["7 days"]);
    check(&sample("scale"), &[("11", '?'), ("10", '!')], &["10"]);
    check(&sample("date"), &[("soon", '~'), ("yesterday", '~'), ("tomorrow", '!')], &["Thursday 5 March 2026"]);
    check(&sample("date"), &[("in 3 days", '!')], &["Saturday 7 March 2026"]);
    check(&sample("short"), &[("a line ", '!')], &["a line"]);
    check(&sample("short"), &[("1", '!')], &["1"]);
    check(&sample("short"), &[(":(", '!')], &[":("]);
}

#[test]
fn long_text_ends_with_a_dot() {
    let lines = [("one", '+'), ("", '+'), ("..", '+'), ("...", '+'), (".", '!')];
    check(&sample("long"), &lines, &["one", "", ".", "..."]);
}

#[test]
fn lists_line_by_line() {
    check(&sample("list"), &[("one", '+'), ("two", '+'), (".", '!')], &["one", "two"]);
    check(&sample("list"), &[("one", '+'), ("two", '+'), ("three", '!')], &["one", "two", "three"]);
    check(&sample("list"), &[("one", '+'), ("", '!')], &["one"]);
    let rated = [("one", '+'), ("12", '?'), ("4", '+'), ("two", '+'), ("", '+'), (".", '!')];
    check(&sample("rated_list"), &rated, &["one (4 of 10)", "two"]);
    let board = [
        ("mine", '+'),
        (".", '+'),
        (".", '+'),
        ("bored", '+'),
        ("Are you?", '+'),
        ("late", '+'),
        (".", '+'),
        (".", '!'),
    ];
    check(&sample("board"), &board, &["mine", "bored \u{2192} Are you?", "late"]);
    let timeline = [("argument", '+'), ("whenever", '~'), ("sunday", '+'), ("exam", '+'), (".", '+'), (".", '!')];
    check(&sample("timeline"), &timeline, &["Sunday 1 March 2026: argument", "exam"]);
    let if_then = [("1", '+'), ("I put it away", '+'), ("it rings", '+'), ("I wait", '+'), (".", '!')];
    check(&sample("if_then"), &if_then, &["If I reach for the phone, then I put it away", "If it rings, then I wait"]);
}

#[test]
fn fields_one_by_one() {
    check(&sample("person"), &[("Robin", '+'), ("a", '+'), ("she", '!')], &["Robin", "Option a", "she, her, hers"]);
    check(&sample("person"), &[("sam ", '+'), ("yes", '+'), ("", '+'), ("", '!')], &["sam", "they, them, their"]);
    let own = [("Kim", '+'), ("4", '+'), ("my twin", '+'), ("custom", '+'), ("ze", '+'), ("zir", '+'), ("zir", '+')];
    let own = [&own[..], &[("zirs", '+'), ("zirself", '+'), ("is", '!')]].concat();
    check(&sample("person"), &own, &["Kim", "my twin", "ze, zir, zir"]);
    let draft = [("Sunday", '+'), ("on Friday", '+'), ("", '+'), ("", '!')];
    check(&sample("draft"), &draft, &["We haven't spoken since Sunday.", "Could we talk on Friday?"]);
    let free = [("", '+'), ("on Friday", '+'), ("Please call.", '+'), ("Sam", '+'), (".", '+'), ("", '!')];
    check(&sample("draft"), &free, &["Please call.", "Sam"]);
}

#[test]
fn a_gate_is_never_passed_by() {
    check(&sample("gate"), &[("", '?'), ("no", '+'), ("", '?'), ("1", '!')], &["asked no", "afraid no"]);
    check(&sample("gate"), &[("yes", '+'), ("rather_not", '!')], &["asked yes", "afraid rather_not"]);
    check(&sample("gate"), &[("no", '+'), ("rather_not", '+'), ("yes", '!')], &["asked no", "afraid rather_not"]);
    let pause = [("pause", '+'), ("soonish", '~'), ("in 3 days", '+'), ("no", '!')];
    check(&sample("gate"), &pause, &["asked pause", "afraid no", "until Saturday 7 March 2026"]);
    check(&sample("gate"), &[("pause", '+'), ("soonish", '~'), ("", '+'), ("no", '!')], &["asked pause", "afraid no"]);
}

#[test]
fn own_words_stay_when_another_option_is_chosen() {
    let sample = sample("choice");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    for line in ["other", "mine", "1"] {
        sample.prompt.reply(&mut draft, line, &scene);
    }
    let given = sample.prompt.accept(&draft, &scene).expect("a choice");
    assert_eq!(given.one(), Some("a"));
    let aside = Chosen { id: String::new(), text: Some("mine".to_owned()) };
    assert!(matches!(&given, Answer::Many(chosen) if chosen.last() == Some(&aside)));
    let mut draft = sample.prompt.open(Some(&given), None, &scene);
    sample.prompt.pick(&mut draft, 4, &scene);
    let again = sample.prompt.accept(&draft, &scene).expect("a choice");
    assert_eq!(answer_in_words(Some(&sample.prompt), &again, scene.words), ["mine"]);
}

/// Says a name and then these lines; whom it turns out to be.
#[track_caller]
fn whom(sample: &Sample, lines: &[&str]) -> Person {
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    for line in lines {
        let replied = sample.prompt.reply(&mut draft, line, &scene);
        assert!(!matches!(replied, Replied::No(_)), "{line}");
    }
    match sample.prompt.accept(&draft, &scene) {
        Ok(Answer::Person(person)) => person,
        other => panic!("{other:?}"),
    }
}

#[test]
fn of_two_people_with_one_name_the_one_that_is_meant_is_chosen() {
    let mut two = sample("person");
    two.known.push(Known { relation: Some("a".to_owned()), ..known("2", "sam") });
    let person = whom(&two, &["Sam", "2"]);
    assert_eq!((person.same, person.of.as_deref()), (Some(true), Some("2")));
    let person = whom(&two, &["Sam", "3"]);
    assert_eq!((person.same, person.of), (Some(false), None));
    let scene = two.scene();
    let draft = two.prompt.open(Some(&Answer::Person(whom(&two, &["Sam", "2"]))), None, &scene);
    let mut blocks = Vec::new();
    two.prompt.show(&draft, &scene, &mut blocks);
    let label = "sam, Option a, last on Monday 2 February 2026";
    let chosen = |block: &Block<'_>| matches!(block, Block::Options { rows, .. } if rows.iter().any(|row| row.chosen && row.label == label));
    assert!(blocks.iter().any(chosen), "which one it is can be told, and is there again");
}

#[test]
fn somebody_without_a_name_may_be_meant_where_it_matters() {
    let mut unnamed = sample("person");
    unnamed.known = vec![known("3", "")];
    assert_eq!(whom(&unnamed, &["Kim", "a"]).same, None, "nothing was said that would matter");
    unnamed.known[0].messages.push(1);
    assert_eq!(whom(&unnamed, &["Kim", "yes"]).same, Some(true));
    assert_eq!(whom(&unnamed, &["Kim", "no"]).same, Some(false));
}

#[test]
fn words_where_an_option_is_asked_for_are_kept_until_one_is_chosen() {
    let sample = sample("choice");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    let mut say = |line: &str| {
        let _ = sample.prompt.reply(&mut draft, line, &scene);
        (sample.prompt.keep(&draft), notes(&sample.prompt, &draft, &scene))
    };
    let aside = |words: &str| Some(Answer::Many(vec![Chosen { id: String::new(), text: Some(words.to_owned()) }]));
    say("we had words");
    let said = say("1 we had more words");
    assert_eq!(said, (aside("1 we had more words"), "Kept here, and not chosen: 1 we had more words".to_owned()));
    assert_eq!(say("7").0, aside("1 we had more words"), "a number that is not there holds nothing to keep");
    assert_eq!(say("1"), (Some(Answer::One("a".to_owned())), String::new()));

    // Something else takes them.
    let mut draft = sample.prompt.open(aside("we had words").as_ref(), None, &scene);
    assert!(matches!(sample.prompt.reply(&mut draft, "4", &scene), Replied::More));
    assert_eq!(draft.focused_text().map(crate::text::Text::to_string).as_deref(), Some("we had words"));
}

#[test]
fn a_line_for_a_full_list_is_kept_as_one_more_and_can_be_taken_away() {
    let sample = sample("list");
    let scene = sample.scene();
    let items = ["one", "two", "three"].map(|text| crate::prompt::Item { text: text.to_owned(), ..Default::default() });
    let mut draft = sample.prompt.open(Some(&Answer::Items(items.to_vec())), None, &scene);
    for (line, number) in [("four", 4), ("five", 5)] {
        let Replied::No(complaint) = sample.prompt.reply(&mut draft, line, &scene) else { panic!("{line} is taken") };
        assert!(complaint.0.contains(&format!("kept as number {number}: :drop")), "{}", complaint.0);
    }
    let texts = |draft: &Draft| match sample.prompt.keep(draft) {
        Some(Answer::Items(items)) => items.into_iter().map(|item| item.text).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    assert_eq!(texts(&draft), "one two three four five");
    assert!(sample.prompt.accept(&draft, &scene).is_err());
    assert!(draft.drop(1) && draft.drop(1));
    assert!(sample.prompt.accept(&draft, &scene).is_ok());
    assert_eq!(texts(&draft), "three four five");
}
