//! What holds for every kind alike: answers come back as they were given, nothing written is dropped, nothing panics.

mod fields;
mod items;
mod picks;
mod replies;
pub(crate) mod samples;
mod undone;

use proptest::prelude::*;

use super::answer::{Answer, Chosen, Item, ItemId};
use super::draft::Draft;
use super::{Prompt, Replied};
use crate::guide::Pronouns;
use crate::prompt::Person;
use crate::session::event::{ItemEvent, Move};
use crate::text::{Changed, Clip, Edit, Motion, Text};
use samples::{Sample, every_kind};

/// Something a person does.
#[derive(Clone, Debug)]
enum Deed {
    Edit(Edit),
    Step(Move),
    Toggle,
    Pick(i64),
    Item(ItemEvent),
    Reply(String),
    Pass,
    Enter,
    Change(usize),
    Drop(usize),
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("1".to_owned()),
        Just("7, 2".to_owned()),
        Just(".".to_owned()),
        Just("..".to_owned()),
        Just("2026-03-05".to_owned()),
        Just("in 3 days".to_owned()),
        Just("Sam".to_owned()),
        "[a-zé 👩‍👧]{0,12}",
    ]
}

fn motion() -> impl Strategy<Value = Motion> {
    prop_oneof![Just(Motion::Left), Just(Motion::Right), Just(Motion::WordLeft), Just(Motion::Start), Just(Motion::End)]
}

fn any_move() -> impl Strategy<Value = Move> {
    prop_oneof![
        Just(Move::Up),
        Just(Move::Down),
        Just(Move::Left),
        Just(Move::Right),
        Just(Move::First),
        Just(Move::Last),
        Just(Move::PageUp),
        Just(Move::PageDown),
        Just(Move::NextField),
        Just(Move::PreviousField),
        (0..9_usize).prop_map(Move::ToRow),
        (0..9_usize).prop_map(Move::ToField),
    ]
}

fn item_event() -> impl Strategy<Value = ItemEvent> {
    prop_oneof![
        Just(ItemEvent::New),
        Just(ItemEvent::Remove),
        Just(ItemEvent::PutBack),
        Just(ItemEvent::ToLeft),
        Just(ItemEvent::ToRight),
        Just(ItemEvent::Earlier),
        Just(ItemEvent::Later),
        Just(ItemEvent::Ask),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        3 => words().prop_map(|words| Deed::Edit(Edit::Type(words))),
        1 => motion().prop_map(|motion| Deed::Edit(Edit::Erase(motion))),
        1 => motion().prop_map(|to| Deed::Edit(Edit::Move { to, select: false })),
        1 => Just(Deed::Edit(Edit::Newline)),
        1 => Just(Deed::Edit(Edit::Undo)),
        4 => any_move().prop_map(Deed::Step),
        2 => Just(Deed::Toggle),
        2 => (-1..12_i64).prop_map(Deed::Pick),
        4 => item_event().prop_map(Deed::Item),
        3 => words().prop_map(Deed::Reply),
        1 => Just(Deed::Pass),
        2 => Just(Deed::Enter),
        1 => (0..4_usize).prop_map(Deed::Change),
        1 => (0..4_usize).prop_map(Deed::Drop),
    ]
}

fn perform(sample: &Sample, draft: &mut Draft, deed: &Deed) {
    let scene = &sample.scene();
    let prompt = &sample.prompt;
    match deed {
        Deed::Edit(edit) => prompt.edit(draft, edit, &mut Clip::default(), scene) != Changed::Nothing,
        Deed::Step(to) => prompt.step(draft, *to, scene),
        Deed::Toggle => prompt.toggle(draft, scene),
        Deed::Pick(number) => prompt.pick(draft, *number, scene),
        Deed::Item(event) => prompt.item(draft, *event, scene),
        Deed::Reply(line) => prompt.reply(draft, line, scene) != Replied::Done,
        Deed::Pass => prompt.pass(draft, scene) != Replied::Done,
        Deed::Enter => prompt.enter(draft, scene),
        Deed::Change(number) => draft.change(*number),
        Deed::Drop(number) => draft.drop(*number),
    };
}

/// Looks at everything that can be seen of a draft.
fn look(sample: &Sample, draft: &Draft) -> usize {
    let scene = &sample.scene();
    let mut blocks = Vec::new();
    sample.prompt.show(draft, scene, &mut blocks);
    let _ = (draft.spot(), sample.prompt.accept(draft, scene), sample.prompt.hints(draft), draft.focus());
    blocks.len()
}

fn own_words() -> impl Strategy<Value = String> {
    "[a-zé]{1,8}( [a-zé]{1,8}){0,2}"
}

/// Any answer at all, also of shapes the prompt at hand never gives.
fn any_answer() -> impl Strategy<Value = Answer> {
    let id =
        || prop_oneof![Just("a".to_owned()), Just("other".to_owned()), Just("gone".to_owned()), Just(String::new())];
    let text = || proptest::option::of(own_words());
    let day = proptest::option::of(Just(jiff::civil::date(2026, 3, 5)));
    let item =
        (0..4_u32, own_words(), proptest::option::of(id()), proptest::option::of(0..12_i64), text(), text(), day)
            .prop_map(|(number, text, column, rating, then, asked, day)| Item {
                id: ItemId(number),
                text,
                column,
                rating,
                day,
                then,
                asked,
                unread: None,
            });
    let gate = proptest::collection::btree_map(id(), id(), 0..3);
    prop_oneof![
        Just(Answer::Seen),
        id().prop_map(Answer::One),
        proptest::collection::vec((id(), text()).prop_map(|(id, text)| Chosen { id, text }), 0..4)
            .prop_map(Answer::Many),
        any::<i64>().prop_map(Answer::Number),
        Just(Answer::Day(jiff::civil::date(2026, 3, 5))),
        own_words().prop_map(Answer::Text),
        proptest::collection::vec(item, 0..5).prop_map(Answer::Items),
        (
            proptest::collection::btree_map(id(), own_words(), 0..3),
            text(),
            proptest::collection::vec(own_words(), 0..2)
        )
            .prop_map(|(parts, text, aside)| Answer::Composed { parts, text, aside }),
        (own_words(), proptest::option::of(id()), any::<bool>()).prop_map(|(name, relation, custom)| {
            let custom = custom.then(Pronouns::they);
            Answer::Person(Person { name, relation, pronouns: "she".to_owned(), custom, ..Person::default() })
        }),
        (gate, any::<bool>()).prop_map(|(answers, assent)| Answer::Gate { answers, assent, until: None }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is done, the draft that is kept opens again as the same draft, with the cursor in the same place.
    #[test]
    fn what_is_kept_opens_as_it_was(deeds in proptest::collection::vec(deed(), 0..24)) {
        for sample in every_kind() {
            let scene = sample.scene();
            let mut draft = sample.prompt.open(None, None, &scene);
            for deed in &deeds {
                perform(&sample, &mut draft, deed);
                look(&sample, &draft);
            }
            let kept = sample.prompt.keep(&draft);
            let again = sample.prompt.open(kept.as_ref(), Some(draft.spot()), &scene);
            prop_assert_eq!(&sample.prompt.keep(&again), &kept, "{}", sample.prompt.name());
                        // An empty row between others is not kept, and the cursor in it comes back beside it.
            let focused = |draft: &Draft| draft.focused_text().map(Text::to_string);
            if focused(&draft).is_none_or(|words| !words.is_empty()) {
                prop_assert_eq!(focused(&again), focused(&draft), "{}", sample.prompt.name());
            }
            prop_assert_eq!(sample.prompt.accept(&again, &scene), sample.prompt.accept(&draft, &scene), "{}", sample.prompt.name());
            let third = sample.prompt.open(kept.as_ref(), Some(again.spot()), &scene);
            prop_assert_eq!(third.spot(), again.spot(), "{}", sample.prompt.name());
        }
    }

    /// An answer that was accepted is accepted again as it is.
    #[test]
    fn what_was_given_is_given_again(deeds in proptest::collection::vec(deed(), 0..24)) {
        for sample in every_kind() {
            let scene = sample.scene();
            let mut draft = sample.prompt.open(None, None, &scene);
            for deed in &deeds {
                perform(&sample, &mut draft, deed);
            }
            if let Ok(given) = sample.prompt.accept(&draft, &scene) {
                let again = sample.prompt.open(Some(&given), None, &scene);
                prop_assert_eq!(sample.prompt.accept(&again, &scene), Ok(given), "{}", sample.prompt.name());
            }
        }
    }

    /// A complaint is one line that ends with what would do, and never holds what somebody wrote.
    #[test]
    fn complaints_never_quote(deeds in proptest::collection::vec(deed(), 0..8)) {
        for sample in every_kind() {
            let scene = sample.scene();
            let mut draft = sample.prompt.open(None, None, &scene);
            for deed in &deeds {
                perform(&sample, &mut draft, deed);
                let _ = draft.focused_text_mut().map(|text| text.replace_all("zqx"));
            }
            let refused = match sample.prompt.reply(&mut draft.clone(), "zqx", &scene) {
                Replied::No(complaint) => Some(complaint),
                Replied::More | Replied::Done => None,
            };
            for complaint in refused.into_iter().chain(sample.prompt.accept(&draft, &scene).err()) {
                prop_assert!(!complaint.0.contains("zqx") && complaint.0.ends_with('.') && !complaint.0.contains('\n'));
            }
        }
    }

    /// A guide may have been edited since: any answer opens in any kind.
    #[test]
    fn any_answer_opens_in_any_kind(answer in any_answer(), deeds in proptest::collection::vec(deed(), 0..6)) {
        for sample in every_kind() {
            let scene = sample.scene();
            let mut draft = sample.prompt.open(Some(&answer), None, &scene);
            for deed in &deeds {
                perform(&sample, &mut draft, deed);
            }
            look(&sample, &draft);
        }
    }

    /// Moving about changes no word and no choice.
    #[test]
    fn moving_changes_nothing(answer in any_answer(), moves in proptest::collection::vec(any_move(), 0..12)) {
        for sample in every_kind().into_iter().filter(|sample| !sample.rates()) {
            let scene = sample.scene();
            let mut draft = sample.prompt.open(Some(&answer), None, &scene);
            let before = sample.prompt.keep(&draft);
            for to in &moves {
                sample.prompt.step(&mut draft, *to, &scene);
            }
            prop_assert_eq!(sample.prompt.keep(&draft), before, "{}", sample.prompt.name());
        }
    }
}

#[test]
fn there_is_a_sample_of_every_kind() {
    let names: std::collections::BTreeSet<_> = every_kind().iter().map(|sample| sample.prompt.name()).collect();
    assert_eq!(names.len(), 21);
}

/// Words go where words can go.
#[track_caller]
fn carries(answer: &Answer, into: &str, words: &[&str]) {
    for sample in every_kind().into_iter().filter(|sample| sample.prompt.name() == into) {
        let draft = sample.prompt.open(Some(answer), None, &sample.scene());
        let kept = sample.prompt.keep(&draft).and_then(|kept| kept.words()).unwrap_or_default();
        for word in words {
            assert!(kept.contains(word), "{into} lost words");
        }
    }
}

#[test]
fn words_are_carried_into_other_kinds() {
    let text = Answer::Text("one\ntwo".to_owned());
    for kind in
        ["short", "long", "list", "timeline", "if_then", "board", "draft", "choice", "choices", "number", "person"]
    {
        carries(&text, kind, &["one", "two"]);
    }
    let item = Item { text: "when".to_owned(), then: Some("rest".to_owned()), ..Item::default() };
    for kind in ["short", "long", "list", "timeline", "if_then", "board", "draft", "choice", "person"] {
        carries(&Answer::Items(vec![item.clone()]), kind, &["when", "rest"]);
    }
    let own = Answer::Many(vec![Chosen { id: "other".to_owned(), text: Some("mine".to_owned()) }]);
    for kind in ["short", "long", "list", "draft", "choice", "choices", "checklist", "pause"] {
        carries(&own, kind, &["mine"]);
    }
}

#[test]
fn a_draft_of_another_kind_is_taken_for_an_empty_one() {
    let samples = every_kind();
    for one in &samples {
        let draft = one.prompt.open(None, None, &one.scene());
        for other in &samples {
            let mut draft = draft.clone();
            let scene = other.scene();
            let _ = other.prompt.accept(&draft, &scene);
            let _ = other.prompt.keep(&draft);
            let replied = other.prompt.reply(&mut draft, "1", &scene);
            assert!(matches!(replied, Replied::More | Replied::Done | Replied::No(_)));
        }
    }
}

#[test]
fn only_gates_are_gates() {
    let gates: Vec<_> = every_kind().into_iter().filter(|sample| sample.prompt.is_gate()).collect();
    assert!(gates.iter().all(|sample| matches!(sample.prompt, Prompt::Gate(_))) && !gates.is_empty());
}
