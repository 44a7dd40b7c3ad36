//! Options and levels under the keys, and what Enter means for them.

use super::samples::{TODAY, sample};
use crate::guide::ListRef;
use crate::prompt::answer::{Answer, Item, ItemId};
use crate::prompt::draft::Draft;
use crate::prompt::option::{Choice, Options};
use crate::prompt::{Prompt, Scene, answer_in_words, choice};
use crate::screen::block::Hint;
use crate::screen::{Block, Focus};
use crate::session::event::Move;
use crate::text::{Clip, Edit};

/// `*` before what is chosen, `>` before the row the cursor is on, `"` around own words, `|` where these have the focus.
fn drawn(draft: &Draft) -> String {
    let Draft::Pick(pick) = draft else { panic!("options") };
    let row = |(at, choice): (usize, &Choice)| {
        let chosen = if pick.is_chosen(&choice.id) { "*" } else { "" };
        let cursor = if pick.at == at { ">" } else { "" };
        format!("{cursor}{chosen}{}", choice.id)
    };
    let rows: Vec<_> = pick.choices.iter().enumerate().map(row).collect();
    let own = if pick.other.is_empty() { String::new() } else { format!(" \"{}\"", pick.other.to_string()) };
    format!("{}{own}{}", rows.join(" "), if pick.writing { "|" } else { "" })
}

#[track_caller]
fn check(kind: &str, keys: &str, expected: &str) {
    let sample = sample(kind);
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    for key in keys.split_whitespace() {
        let prompt = &sample.prompt;
        match key {
            "↑" => prompt.step(&mut draft, Move::Up, &scene),
            "↓" => prompt.step(&mut draft, Move::Down, &scene),
            "home" => prompt.step(&mut draft, Move::First, &scene),
            "end" => prompt.step(&mut draft, Move::Last, &scene),
            "pgdn" => prompt.step(&mut draft, Move::PageDown, &scene),
            "tab" => prompt.step(&mut draft, Move::NextField, &scene),
            "s-tab" => prompt.step(&mut draft, Move::PreviousField, &scene),
            "row2" => prompt.step(&mut draft, Move::ToRow(2), &scene),
            "row9" => prompt.step(&mut draft, Move::ToRow(9), &scene),
            "field" => prompt.step(&mut draft, Move::ToField(0), &scene),
            "space" if matches!(&draft, Draft::Pick(pick) if pick.writing) => {
                let blank = Edit::Type(" ".to_owned());
                prompt.edit(&mut draft, &blank, &mut Clip::default(), &scene) == crate::text::Changed::Words
            }
            "space" => prompt.toggle(&mut draft, &scene),
            "enter" => prompt.enter(&mut draft, &scene),
            key => {
                if let Ok(number) = key.parse() {
                    prompt.pick(&mut draft, number, &scene)
                } else {
                    let typed = Edit::Type(key.to_owned());
                    prompt.edit(&mut draft, &typed, &mut Clip::default(), &scene) == crate::text::Changed::Words
                }
            }
        };
    }
    assert_eq!(drawn(&draft), expected, "{kind} {keys}");
}

#[test]
fn the_cursor_stays_among_the_options() {
    check("choice", "", ">a b none other");
    check("choice", "↑", ">a b none other");
    check("choice", "↓", ">a b none other");
    check("choice", "↓ ↓ ↓", "a b >none other");
    check("choice", "end ↓", "a b none >other|");
    check("choice", "pgdn home", ">a b none other");
    check("choice", "row2", "a b >none other");
    check("choice", "row9 tab s-tab field", ">a b none other");
}

#[test]
fn one_is_chosen_in_place_of_another() {
    check("choice", "2", "a >*b none other");
    check("choice", "2 1", ">*a b none other");
    check("choice", "2 2", "a >*b none other");
    check("choice", "9 0", ">a b none other");
    check("choice", "2 space", "a >b none other");
    check("choice", "2 enter", "a >*b none other");
}

#[test]
fn enter_takes_the_row_that_was_gone_to_and_never_answers_by_itself() {
    check("choice", "enter", ">a b none other");
    check("choice", "enter enter", ">a b none other");
    check("choice", "↓ enter", ">*a b none other");
    check("choice", "↓ ↓ enter", "a >*b none other");
    check("choice", "1 ↓ enter", "a >*b none other");
    check("choice", "end enter", "a b none >*other|");
    check("choices", "enter", ">a b none other");
    check("choices", "↓ enter", "a >b none other");
}

#[test]
fn several_and_the_one_that_stands_alone() {
    check("choices", "1 2", "*a >*b none other");
    check("choices", "1 2 1", ">a *b none other");
    check("choices", "1 2 3", "a b >*none other");
    check("choices", "3 2", "a >*b none other");
    check("choices", "space ↓ space", "*a >*b none other");
}

#[test]
fn own_words_open_with_their_option() {
    check("choice", "mine", ">a b none other");
    check("choice", "4 mine", "a b none >*other \"mine\"|");
    check("choice", "4 mine ↑", "a b >none *other \"mine\"");
    check("choice", "4 mine ↑ tab !", "a b none >*other \"mine!\"|");
    check("choice", "4 mine ↑ field", "a b none >*other \"mine\"|");
    check("choice", "4 mine s-tab ↑ 1", ">*a b none other \"mine\"");
    check("choice", "4 mine s-tab 1 4", "a b none >*other \"mine\"|");
    check("choices", "1 4 mine", "*a b none >*other \"mine\"|");
}

#[test]
fn what_is_typed_on_the_row_of_own_words_goes_into_them_and_marks_it() {
    check("choice", "end mine", "a b none >*other \"mine\"|");
    check("choice", "1 end mine", "a b none >*other \"mine\"|");
    check("choice", "end enter mine enter", "a b none >*other \"mine\"|");
    check("choices", "1 end skip", "*a b none >*other \"skip\"|");
    check("choices", "end space", "a b none >*other|");
    check("choices", "end space space", "a b none >other|");
    check("choices", "end mine ↑ space", "a b >*none other \"mine\"");
}

#[test]
fn options_of_an_earlier_list_are_called_by_their_words() {
    let list = ListRef { step: super::samples::step("beliefs"), column: None };
    let prompt =
        Prompt::OneOf(choice::OneOf { options: Options::From { list, and: vec![super::samples::option("a")] } });
    let said = |id: &str| answer_in_words(Some(&prompt), &Answer::One(id.to_owned()), &super::samples::Plain);
    assert_eq!(said("4"), ["four"]);
    assert_eq!(said("a"), ["Option a"]);
    assert_eq!(said("gone"), ["gone"]);
    assert_eq!(answer_in_words(None, &Answer::One("a".to_owned()), &super::samples::Plain), ["a"]);
}

#[test]
fn a_choice_that_is_not_offered_now_is_kept_and_does_not_count() {
    let sample = sample("choices");
    let choices: Vec<Choice> = sample.scene().choices.into_iter().filter(|choice| choice.id != "b").collect();
    let scene = Scene { choices, ..sample.scene() };
    let given = sample.prompt.accept(&sample.prompt.open(None, None, &scene), &scene);
    assert_eq!(given, Ok(Answer::Many(Vec::new())));
    let mut whole = sample.prompt.open(None, None, &sample.scene());
    sample.prompt.reply(&mut whole, "1 2", &sample.scene());
    let both = sample.prompt.keep(&whole).expect("two chosen");
    let draft = sample.prompt.open(Some(&both), None, &scene);
    assert_eq!(sample.prompt.keep(&draft), Some(both));
    let accepted = sample.prompt.accept(&draft, &scene).expect("one is offered");
    assert_eq!(accepted.ids().collect::<Vec<_>>(), ["a"]);
}

#[test]
fn unchoosing_everything_is_kept_once_something_was_given() {
    let sample = sample("checklist");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    assert_eq!(sample.prompt.keep(&draft), None);
    sample.prompt.toggle(&mut draft, &scene);
    let ticked = sample.prompt.keep(&draft);
    let mut draft = sample.prompt.open(ticked.as_ref(), None, &scene);
    sample.prompt.toggle(&mut draft, &scene);
    assert_eq!(sample.prompt.keep(&draft), Some(Answer::Many(Vec::new())));
}

#[test]
fn a_second_rating_is_shown_beside_the_first() {
    let mut sample = sample("scale");
    if let Prompt::Scale(scale) = &mut sample.prompt {
        scale.again_of = Some(super::samples::step("before"));
    }
    assert_eq!(sample.prompt.earlier().len(), 1);
    sample.earlier = vec![Some(Answer::Number(8))];
    let mut blocks = Vec::new();
    let draft = sample.prompt.open(Some(&Answer::Number(5)), None, &sample.scene());
    sample.prompt.show(&draft, &sample.scene(), &mut blocks);
    let shown =
        |block: &Block<'_>| matches!(block, Block::Scale { value: Some(5), before: Some(8), ends: (0, 10), .. });
    assert!(blocks.iter().any(shown));
}

#[test]
fn a_recap_says_the_change_in_words() {
    let says = |before: Option<i64>, after: Option<i64>| {
        let mut sample = sample("recap");
        sample.earlier = vec![before.map(Answer::Number), after.map(Answer::Number)];
        let mut blocks = Vec::new();
        sample.prompt.show(&Draft::Seen, &sample.scene(), &mut blocks);
        blocks.into_iter().find_map(|block| if let Block::Trend(changes) = block { Some(changes) } else { None })
    };
    let words = |before, after| says(before, after).map(|changes| changes[0].says.clone());
    assert_eq!(words(Some(8), Some(5)).as_deref(), Some("Less."));
    assert_eq!(words(Some(5), Some(8)).as_deref(), Some("More."));
    assert_eq!(words(Some(5), Some(5)).as_deref(), Some("The same."));
    assert_eq!(words(Some(5), None).as_deref(), Some(""));
    assert_eq!(words(None, None), None);
}

#[test]
fn a_recap_of_lists_tells_each_line_and_how_the_highest_changed() {
    let list = |ratings: &[(u32, Option<i64>)]| {
        let item = |(id, rating): &(u32, Option<i64>)| Item {
            id: ItemId(*id),
            text: format!("line {id}"),
            rating: *rating,
            ..Item::default()
        };
        Some(Answer::Items(ratings.iter().map(item).collect()))
    };
    let told = |before, after| {
        let mut sample = sample("recap");
        sample.earlier = vec![before, after];
        let mut blocks = Vec::new();
        sample.prompt.show(&Draft::Seen, &sample.scene(), &mut blocks);
        let trend =
            blocks.into_iter().find_map(|block| if let Block::Trend(changes) = block { Some(changes) } else { None });
        let line = |one: crate::screen::block::Change| (one.of + ": " + &one.name, one.before, one.after, one.says);
        trend.unwrap_or_default().into_iter().map(line).collect::<Vec<_>>()
    };
    let first = || list(&[(1, Some(3)), (2, Some(8)), (3, None)]);
    let two = |says: &str, now: [Option<i64>; 2]| {
        let line =
            |id: u32, before, after, says: &str| (format!("upset: line {id}"), Some(before), after, says.to_owned());
        vec![line(1, 3, now[0], ""), line(2, 8, now[1], says)]
    };
    assert_eq!(told(first(), list(&[(2, Some(4)), (1, Some(9))])), two("Less.", [Some(9), Some(4)]));
    assert_eq!(told(first(), list(&[(2, Some(8))])), two("The same.", [None, Some(8)]));
    assert_eq!(told(first(), list(&[(1, Some(9))])), two("", [Some(9), None]));
    assert_eq!(told(first(), None), []);
    assert_eq!(told(list(&[(3, None)]), list(&[(3, None)])), []);
}

#[test]
fn what_can_be_done_is_said_and_nothing_else() {
    let hints = |kind: &str| {
        let sample = sample(kind);
        let draft = sample.prompt.open(None, None, &sample.scene());
        (draft.focus(), sample.prompt.hints(&draft))
    };
    assert_eq!(hints("read"), (Focus::Reading, Vec::new()));
    assert_eq!(hints("choice"), (Focus::Options, vec![Hint::Choose]));
    assert_eq!(hints("choices"), (Focus::Options, vec![Hint::Choose, Hint::Toggle]));
    assert_eq!(hints("scale"), (Focus::Scale, vec![Hint::Choose]));
    assert_eq!(hints("short"), (Focus::Line, Vec::new()));
    assert_eq!(hints("long"), (Focus::Page, vec![Hint::Editor]));
    assert_eq!(hints("list"), (Focus::Item, Vec::new()));
    assert_eq!(hints("board"), (Focus::Item, vec![Hint::NextField]));
}

#[test]
fn a_day_is_read_and_said_back() {
    let sample = sample("date");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    let _ = sample.prompt.edit(&mut draft, &Edit::Type("friday".to_owned()), &mut Clip::default(), &scene);
    assert_eq!(sample.prompt.keep(&draft), Some(Answer::Text("friday".to_owned())));
    let mut blocks = Vec::new();
    sample.prompt.show(&draft, &scene, &mut blocks);
    assert!(blocks.iter().any(|block| matches!(block, Block::Note(says) if says == "That is Friday 6 March 2026.")));
    let given = sample.prompt.accept(&draft, &scene);
    assert_eq!(given, Ok(Answer::Day(TODAY.tomorrow().and_then(jiff::civil::Date::tomorrow).expect("a day"))));
}
