//! Items under the keys: rows made, moved, taken away and put back, and where the cursor goes.

use super::samples::{Sample, sample};
use crate::prompt::answer::{Answer, Item, ItemId};
use crate::prompt::draft::{Draft, Rows};
use crate::session::event::{ItemEvent, Move};
use crate::text::{Changed, Clip, Edit, Motion};

/// What a person does, in short: other words are typed.
fn perform(sample: &Sample, draft: &mut Draft, key: &str) {
    let scene = &sample.scene();
    let prompt = &sample.prompt;
    let step = |draft: &mut Draft, to| {
        prompt.step(draft, to, scene);
    };
    let act = |draft: &mut Draft, event| {
        prompt.item(draft, event, scene);
    };
    match key {
        "↵" => act(draft, ItemEvent::New),
        "del" => act(draft, ItemEvent::Remove),
        "back" => act(draft, ItemEvent::PutBack),
        "⇐" => act(draft, ItemEvent::ToLeft),
        "⇒" => act(draft, ItemEvent::ToRight),
        "⇑" => act(draft, ItemEvent::Earlier),
        "⇓" => act(draft, ItemEvent::Later),
        "ask" => act(draft, ItemEvent::Ask),
        "↑" => step(draft, Move::Up),
        "↓" => step(draft, Move::Down),
        "←" => step(draft, Move::Left),
        "→" => step(draft, Move::Right),
        "home" => step(draft, Move::First),
        "end" => step(draft, Move::Last),
        "row0" => step(draft, Move::ToRow(0)),
        "tab" => step(draft, Move::NextField),
        "s-tab" => step(draft, Move::PreviousField),
        "undo" => {
            let _ = prompt.edit(draft, &Edit::Undo, &mut Clip::default(), scene);
        }
        "redo" => {
            let _ = prompt.edit(draft, &Edit::Redo, &mut Clip::default(), scene);
        }
        "⌫" => {
            let _ = prompt.edit(draft, &Edit::Erase(Motion::Left), &mut Clip::default(), scene);
        }
        key => match key.parse() {
            Ok(number) => {
                prompt.pick(draft, number, scene);
            }
            Err(_) => {
                let _ = prompt.edit(draft, &Edit::Type(key.to_owned()), &mut Clip::default(), scene);
            }
        },
    }
}

/// `one>` the cursor's row, `one: two` its second cell, `_` an empty row, `(4)` a rating, `|` between columns.
fn drawn(rows: &Rows) -> String {
    let row = |at: usize| {
        let row = &rows.rows[at];
        let words = |cell: usize| row.text(cell).map(crate::text::Text::to_string).unwrap_or_default();
        let mut line = if words(0).is_empty() { "_".to_owned() } else { words(0) };
        if !words(1).is_empty() {
            line = format!("{line}: {}", words(1));
        }
        if let Some(rating) = row.rating {
            line = format!("{line} ({rating})");
        }
        let cursor = if rows.at != at {
            ""
        } else if rows.cell == 0 {
            ">"
        } else {
            ">>"
        };
        format!("{line}{cursor}")
    };
    let lane = |lane| rows.of_lane(lane).into_iter().map(row).collect::<Vec<_>>().join(", ");
    (0..rows.lanes.len()).map(lane).collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn check(kind: &str, keys: &[&str], expected: &str) {
    let sample = sample(kind);
    let mut draft = sample.prompt.open(None, None, &sample.scene());
    for key in keys {
        perform(&sample, &mut draft, key);
    }
    let Draft::Rows(rows) = &draft else { panic!("{kind} has rows") };
    assert_eq!(drawn(rows), expected, "{kind} {keys:?}");
}

#[test]
fn an_empty_row_waits_at_the_end() {
    check("list", &[], "_>");
    check("list", &["one"], "one>, _");
    check("list", &["one", "↵"], "one, _>");
    check("list", &["one", "↵", "↵"], "one, _>");
    check("list", &["one", "↵", "two", "↵", "three"], "one, two, three>");
    check("list", &["one", "↵", "two", "↵", "three", "↵"], "one, two, three>");
}

#[test]
fn rows_come_between_and_go() {
    check("list", &["one", "↵", "two", "↑", "↵"], "one, _>, two");
    check("list", &["one", "↵", "two", "↑", "↵", "↓"], "one, two>, _");
    check("list", &["one", "↵", "⌫"], "one>, _");
    check("list", &["one", "↵", "two", "↑", "↵", "⌫", "!"], "one!>, two, _");
    check("list", &["a", "⌫"], "_>");
    check("list", &["a", "⌫", "⌫"], "_>");
    check("list", &["one", "↵", "two", "home"], "one>, two, _");
    check("list", &["one", "↵", "two", "home", "end"], "one, two, _>");
}

#[test]
fn items_are_taken_away_put_back_and_reordered() {
    check("list", &["one", "del"], "_>");
    check("list", &["one", "del", "back"], "one>, _");
    check("list", &["one", "↵", "two", "↑", "del"], "two>, _");
    check("list", &["one", "↵", "two", "↑", "del", "back"], "one>, two, _");
    check("list", &["one", "↵", "two", "⇑"], "two>, one, _");
    check("list", &["one", "↵", "two", "⇑", "⇑", "⇓"], "one, two>, _");
    check("list", &["one", "↵", "two", "⇓"], "one, two>, _");
    check("list", &["one", "↵", "two", "↵", "three", "del"], "one, two, _>");
}

#[test]
fn undo_brings_back_what_was_just_taken_away_and_redo_takes_it_again() {
    check("list", &["one", "↵", "two", "↑", "del", "undo"], "one>, two, _");
    check("list", &["one", "↵", "two", "↑", "del", "↓", "undo"], "one>, two, _");
    check("list", &["one", "↵", "two", "↑", "del", "del", "undo", "undo"], "one>, two, _");
    check("list", &["one", "↵", "two", "↑", "del", "undo", "redo"], "two>, _");
    check("list", &["one", "↵", "two", "↑", "del", "undo", "↓", "redo"], "one, two>, _");
    check("list", &["one", "↵", "two", "↑", "del", "back", "redo", "undo"], "one>, two, _");
    check("list", &["one", "↵", "two", "↑", "del", "↓", "x", "undo"], "two, _>");
    check("board", &["mine", "→", "theirs", "del", "undo"], "mine, _ | theirs>, _ | _");
    check("timeline", &["the call", "tab", "3 May", "del", "undo"], "the call: 3 May>, _");
}

#[test]
fn undo_takes_a_move_back_and_redo_makes_it_again() {
    check("board", &["a", "↵", "b", "⇒", "undo"], "a, b>, _ | _ | _");
    check("board", &["a", "↵", "b", "↑", "⇒", "undo"], "a>, b, _ | _ | _");
    check("board", &["a", "⇒", "⇒", "undo"], "_ | a>, _ | _");
    check("board", &["a", "⇒", "⇒", "undo", "undo"], "a>, _ | _ | _");
    check("board", &["a", "⇒", "⇒", "undo", "undo", "redo", "redo"], "_ | _ | a>, _");
    check("board", &["a", "⇒", "undo", "undo"], "_> | _ | _");
    check("board", &["a", "⇒", "undo", "undo", "redo", "redo"], "_ | a>, _ | _");
    check("list", &["one", "↵", "two", "⇑", "undo"], "one, two>, _");
    check("list", &["one", "↵", "two", "⇑", "undo", "redo"], "two>, one, _");
    check("list", &["one", "↵", "two", "↑", "⇓", "undo"], "one>, two, _");
    // A word typed since is undone first; after something was written nothing is moved again.
    check("board", &["a", "⇒", "x", "undo"], "_ | a>, _ | _");
    check("board", &["a", "⇒", "x", "undo", "undo"], "a>, _ | _ | _");
    check("board", &["a", "⇒", "x", "⌫", "undo", "undo", "undo"], "a>, _ | _ | _");
    check("board", &["a", "⇒", "undo", "x", "redo"], "ax>, _ | _ | _");
    // Written, moved, taken away: back in this order, and on again.
    check("list", &["one", "del", "undo", "undo", "redo"], "one>, _");
    check("list", &["one", "del", "undo", "undo", "redo", "redo"], "_>");
    check("board", &["a", "⇒", "del", "undo", "undo"], "a>, _ | _ | _");
    check("board", &["a", "⇒", "del", "undo", "undo", "undo", "redo", "redo"], "_ | a>, _ | _");
    check("board", &["a", "⇒", "del", "undo", "undo", "undo", "redo", "redo", "redo"], "_ | _> | _");
    // What was taken away before comes back after the move is taken back; elsewhere undo is about the words there.
    check("board", &["a", "↵", "b", "del", "↑", "⇒", "undo"], "a>, _ | _ | _");
    check("board", &["a", "↵", "b", "del", "↑", "⇒", "undo", "undo"], "a, b>, _ | _ | _");
    check("board", &["a", "↵", "b", "⇒", "←", "undo"], "_> | b, _ | _");
    check("board", &["a", "⇐", "undo"], "_> | _ | _");
}

#[test]
fn a_board_has_columns() {
    check("board", &[], "_> | _ | _");
    check("board", &["mine", "tab", "theirs"], "mine, _ | theirs>, _ | _");
    check("board", &["mine", "→", "→", "guess"], "mine, _ | _ | guess>, _");
    check("board", &["mine", "tab", "s-tab"], "mine, _> | _ | _");
    check("board", &["mine", "⇒"], "_ | mine>, _ | _");
    check("board", &["mine", "⇒", "⇒"], "_ | _ | mine>, _");
    check("board", &["mine", "⇒", "⇐"], "mine>, _ | _ | _");
    check("board", &["mine", "⇐"], "mine>, _ | _ | _");
    check("board", &["→", "a", "↵", "b", "↵", "c"], "_ | a, bc> | _");
    check("board", &["x", "→", "a", "↵", "b", "←", "↑", "⇒"], "x>, _ | a, b | _");
}

#[test]
fn a_guess_becomes_a_question() {
    check("board", &["→", "→", "bored", "ask", "Are you?"], "_ | _ | bored: Are you?>>, _");
    check("board", &["→", "→", "bored", "tab", "Are you?"], "_ | _ | bored: Are you?>>, _");
    check("board", &["→", "→", "bored", "ask", "⌫", "!"], "_ | _ | bored!>, _");
    check("board", &["→", "→", "bored", "ask", "Are you?", "↵", "late"], "_ | _ | bored: Are you?, late>, _");
    check("board", &["→", "→", "bored", "ask", "Are you?", "⇐", "⇒"], "_ | _ | bored: Are you?>, _");
    check("board", &["mine", "ask", "!"], "mine!>, _ | _ | _");
    check("board", &["→", "→", "ask"], "_ | _ | _>");
}

#[test]
fn lines_of_two_halves_and_ratings() {
    check("if_then", &["it rings", "↵", "I wait", "↵"], "it rings: I wait, _>");
    check("if_then", &["1", "tab", "I wait"], "I reach for the phone: I wait>>, _");
    check("if_then", &["it rings", "1"], "it rings>, _");
    check("if_then", &["it rings", "↵", "I wait", "row0"], "it rings: I wait>, _");
    check("if_then", &["it rings", "↵", "I wait", "↵", "⌫", "!"], "it rings: I wait!>>, _");
    check("timeline", &["argument", "tab", "sunday", "tab", "exam"], "argument: sunday, exam>, _");
    check("rated_list", &["my fault", "↵", "7"], "my fault (7)>>, _");
    check("rated_list", &["my fault", "↵", "7", "→", "→"], "my fault (9)>>, _");
    check("rated_list", &["my fault", "↵", "11"], "my fault>>, _");
    check("rated_list", &["my fault", "tab", "7", "tab", "x"], "my fault (7), x>, _");
}

#[test]
fn the_first_arrow_on_a_second_rating_chooses_the_first_one() {
    let again = super::samples::every_kind().into_iter().rfind(|sample| sample.prompt.name() == "rated_list");
    let sample = again.expect("a list rated again");
    let mut draft = sample.prompt.open(None, None, &sample.scene());
    for key in ["→", "↓", "←", "←"] {
        perform(&sample, &mut draft, key);
    }
    let given = sample.prompt.accept(&draft, &sample.scene()).expect("ratings");
    let now: Vec<_> = given.items(None).map(|item| item.rating).collect();
    assert_eq!(now, [Some(8), Some(7)], "both were 8 before");
}

#[test]
fn enter_on_a_rating_goes_down() {
    let sample = sample("rated_list");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    for key in ["my fault", "↵", "7"] {
        perform(&sample, &mut draft, key);
    }
    assert!(sample.prompt.enter(&mut draft, &scene));
    assert!(!sample.prompt.enter(&mut draft, &scene), "on an empty row there is nothing more to go to");
}

#[test]
fn items_keep_their_numbers() {
    let sample = sample("board");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    let mut next = 7;
    for key in ["one", "↵", "two"] {
        perform(&sample, &mut draft, key);
    }
    draft.number_items(&mut next);
    for key in ["⇑", "⇒", "!", "↵", "three"] {
        perform(&sample, &mut draft, key);
    }
    let given = sample.prompt.accept(&draft, &scene).expect("items");
    let numbered: Vec<_> = given.items(None).map(|item| (item.id.0, item.text.as_str())).collect();
    assert_eq!((next, numbered), (9, vec![(7, "one"), (8, "two!"), (0, "three")]));
    draft.number_items(&mut next);
    assert_eq!(next, 10);
}

#[test]
fn earlier_items_are_rated_again() {
    let again = super::samples::every_kind().into_iter().rfind(|sample| sample.prompt.name() == "rated_list");
    let sample = again.expect("a list rated again");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    for key in ["3", "↓", "x", "↵", "del", "⌫", "5"] {
        perform(&sample, &mut draft, key);
    }
    let given = sample.prompt.accept(&draft, &scene).expect("ratings");
    let rated: Vec<_> = given.items(None).map(|item| (item.id, item.text.as_str(), item.rating)).collect();
    assert_eq!(rated, [(ItemId(3), "it is my fault", Some(3)), (ItemId(4), "it is over", Some(5))]);
    let reopened = sample.prompt.open(Some(&given), None, &scene);
    assert_eq!(sample.prompt.accept(&reopened, &scene), Ok(given));
}

#[test]
fn plain_lines_change_and_drop() {
    let sample = sample("list");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    for line in ["one", "two"] {
        sample.prompt.reply(&mut draft, line, &scene);
    }
    assert!(draft.change(1) && !draft.change(3) && !draft.drop(0));
    sample.prompt.reply(&mut draft, "first", &scene);
    assert!(draft.drop(2));
    sample.prompt.reply(&mut draft, "second", &scene);
    let given = sample.prompt.accept(&draft, &scene).expect("a list");
    assert_eq!(given.words().as_deref(), Some("first\nsecond"));
}

#[test]
fn what_a_list_has_no_cell_for_stays_in_its_items() {
    let asked = Some("Are you?".to_owned());
    let item =
        Item { id: ItemId(2), text: "bored".to_owned(), column: Some("guesses".to_owned()), asked, ..Item::default() };
    let given = Answer::Items(vec![item]);
    for kind in ["list", "timeline", "if_then", "rated_list", "board"] {
        let sample = sample(kind);
        let draft = sample.prompt.open(Some(&given), None, &sample.scene());
        assert_eq!(sample.prompt.keep(&draft), Some(given.clone()), "{kind}");
    }
}

#[test]
fn too_many_or_half_lines_are_said() {
    let lines = |count: usize| {
        let item = |_| Item { text: "x".to_owned(), ..Item::default() };
        Answer::Items((0..count).map(item).collect())
    };
    let complaint = |kind: &str, answer: &Answer| {
        let sample = sample(kind);
        let draft = sample.prompt.open(Some(answer), None, &sample.scene());
        sample.prompt.accept(&draft, &sample.scene()).map_err(|complaint| complaint.0)
    };
    assert!(complaint("list", &lines(3)).is_ok());
    assert_eq!(complaint("list", &lines(4)), Err("There are 4 here: keep at most 3.".to_owned()));
    assert!(complaint("if_then", &lines(1)).is_err_and(|says| says.contains("half")));
    assert!(complaint("list", &Answer::Items(Vec::new())).is_err());
    let blank = Item { text: "  ".to_owned(), ..Item::default() };
    assert!(complaint("list", &Answer::Items(vec![blank])).is_err());
}

#[test]
fn undo_takes_words_back_in_the_cell() {
    let sample = sample("list");
    let scene = sample.scene();
    let mut draft = sample.prompt.open(None, None, &scene);
    perform(&sample, &mut draft, "one");
    let undone = sample.prompt.edit(&mut draft, &Edit::Undo, &mut Clip::default(), &scene);
    assert_eq!((undone, sample.prompt.keep(&draft)), (Changed::Words, None));
}
