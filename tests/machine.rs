//! The state machine under any events at all: it never fails, never loses its way, never writes what is not kept.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "a test may stop at the first thing that is not as it says"
)]

mod support;

use std::path::Path;

use proptest::prelude::*;
use stepback::guide::{Guide, Keep, read};
use stepback::session::event::{ItemEvent, Move, Overlay};
use stepback::session::{Effect, Event, Place, Saved, Session};
use stepback::text::{Edit, Motion};
use support::begin;

fn guide(path: &str) -> Guide {
    let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a guide file");
    read::read(&source).0.expect("a guide that loads")
}

fn guides() -> Vec<Guide> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guides");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the guides").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/guides/two-sides.toml"));
    let all = paths.iter().map(|path| {
        let source = std::fs::read_to_string(path).expect("a guide file");
        read::read(&source).0.unwrap_or_else(|| panic!("{} does not load", path.display()))
    });
    all.collect()
}

fn started(guide: &Guide) -> Session {
    let mut session = Session::begin(guide, "0123456789abcdef0123456789abcdef", false);
    let _ = session.handle(guide, begin(0, &[]));
    session
}

fn edits() -> impl Strategy<Value = Event> {
    prop_oneof![
        "[a-zé\u{1F469}\u{200D}漢 .]{1,8}".prop_map(|words| Event::Edit(Edit::Type(words))),
        "(\\PC|\n|\r|\u{1b}){0,20}".prop_map(|words| Event::Edit(Edit::Paste(words))),
        Just(Event::Edit(Edit::Newline)),
        Just(Event::Edit(Edit::Erase(Motion::Left))),
        Just(Event::Edit(Edit::SelectAll)),
        Just(Event::Edit(Edit::Cut)),
        Just(Event::Edit(Edit::PasteKept)),
        Just(Event::Edit(Edit::Undo)),
        Just(Event::Edit(Edit::Redo)),
    ]
}

fn moves() -> impl Strategy<Value = Event> {
    let step = prop_oneof![
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
    ];
    step.prop_map(Event::Move)
}

fn items() -> impl Strategy<Value = Event> {
    let event = prop_oneof![
        Just(ItemEvent::New),
        Just(ItemEvent::Remove),
        Just(ItemEvent::PutBack),
        Just(ItemEvent::ToLeft),
        Just(ItemEvent::ToRight),
        Just(ItemEvent::Earlier),
        Just(ItemEvent::Later),
        Just(ItemEvent::Ask),
    ];
    event.prop_map(Event::Item)
}

fn overlays() -> impl Strategy<Value = Event> {
    let overlay = prop_oneof![
        Just(Overlay::Help),
        Just(Overlay::Review),
        Just(Overlay::Words),
        Just(Overlay::Sources),
        Just(Overlay::Leave),
        Just(Overlay::Erase),
        Just(Overlay::Crisis),
    ];
    overlay.prop_map(Event::Open)
}

fn events() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => edits(),
        3 => moves(),
        1 => items(),
        1 => overlays(),
        2 => (-1..12_i64).prop_map(Event::Pick),
        2 => Just(Event::Toggle),
        6 => Just(Event::Enter),
        3 => Just(Event::Submit),
        2 => Just(Event::Skip),
        1 => Just(Event::Back),
        1 => Just(Event::Close),
        1 => Just(Event::Yes),
        3 => "([a-z0-9 ]{0,6}|\\.|no|yes|1|2026-12-01)".prop_map(Event::Reply),
        1 => (0..4_usize).prop_map(Event::Change),
        1 => (0..4_usize).prop_map(Event::Drop),
        1 => Just(Event::Copy),
        1 => any::<bool>().prop_map(Event::Noticing),
        1 => any::<bool>().prop_map(Event::Share),
    ]
}

fn back(session: &Session, guide: &Guide) -> Session {
    let text = toml::to_string(&session.saved(guide)).expect("a session can be written");
    let saved: Saved = toml::from_str(&text).expect("what was written can be read");
    let mut again = Session::resume(guide, saved);
    let _ = again.handle(guide, begin(0, &[]));
    again
}

fn holds(guide: &Guide, session: &Session) {
    let on_the_way = session.way().stops.iter().any(|stop| stop.place == *session.at());
    assert!(on_the_way, "{} is not on the way", session.at());
    for entry in session.saved(guide).entries {
        let place = Place::from(entry.step.clone());
        // Lines that were no answer lie beside the answer, under the name of its step.
        let own = entry.step.split('~').next().map(|step| Place::from(step.to_owned())).expect("a step");
        let step = guide.step(&own.step).or_else(|| guide.step(&place.step)).expect("an entry of a step of the guide");
        assert!(step.keep == Keep::Saved, "{} is never kept, and is saved", entry.step);
    }
    let told = support::shown(guide, session);
    assert!(!told.is_empty(), "a screen says something");
}

/// Where the cursor stood in an answer that was handed in is not worth a comparison: a form opens where it makes sense.
fn without_cursors(mut saved: Saved) -> Saved {
    saved.revision = 0;
    for entry in &mut saved.entries {
        entry.spot = None;
    }
    saved
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_events_leave_a_session_that_holds(events in prop::collection::vec(events(), 1..60)) {
        for path in ["tests/guides/two-sides.toml", "content/guides/being-ignored.toml"] {
            let guide = guide(path);
            let mut session = started(&guide);
            for event in events.clone() {
                let _ = session.handle(&guide, event);
                holds(&guide, &session);
            }
        }
    }

    #[test]
    fn what_is_saved_comes_back_as_it_was(events in prop::collection::vec(events(), 1..80)) {
        let guide = guide("tests/guides/two-sides.toml");
        let mut session = started(&guide);
        for event in events {
            let _ = session.handle(&guide, event);
        }
        let again = back(&session, &guide);
        prop_assert_eq!(without_cursors(again.saved(&guide)), without_cursors(session.saved(&guide)));
    }

    #[test]
    fn answering_a_gate_never_alters_a_save(events in prop::collection::vec(events(), 1..120)) {
        let guide = guide("tests/guides/two-sides.toml");
        let mut session = started(&guide);
        for event in events {
            let before = session.saved(&guide);
            let never = session.step(&guide).is_some_and(|step| step.keep == Keep::Never);
            let plain = matches!(event, Event::Enter | Event::Submit | Event::Reply(_) | Event::Pick(_) | Event::Toggle);
            let effects = session.handle(&guide, event);
            if never && plain && session.overlay().is_none() && session.returns_to().is_none() {
                prop_assert!(!effects.contains(&Effect::Save), "a save after a never-kept answer");
                prop_assert_eq!(session.saved(&guide), before);
            }
        }
    }
}

/// A walk that takes what comes: numbers from a seed, skipping where nothing fits.
fn wander(guide: &Guide, seed: u64) -> usize {
    let mut session = started(guide);
    let mut state = seed | 1;
    let mut next = |below: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    };
    for steps in 0..4_000 {
        let event = match next(10) {
            0..=3 => Event::Pick(i64::try_from(next(6)).expect("a small number") + 1),
            4 => Event::Move(Move::Down),
            5 => Event::Edit(Edit::Type("words ".to_owned())),
            6 => Event::Skip,
            7 => {
                let _ = session.handle(guide, Event::Edit(Edit::SelectAll));
                Event::Edit(Edit::Cut)
            }
            _ => Event::Enter,
        };
        let effects = session.handle(guide, event);
        let waits = session.status(guide) == stepback::session::saved::Status::Waiting;
        if effects.iter().any(|effect| matches!(effect, Effect::Leave(_))) && !waits {
            return steps;
        }
    }
    panic!("the walk {seed} over {} does not end; it stands at {}", guide.id, session.at());
}

#[test]
fn a_random_walk_over_every_shipped_guide_ends() {
    for guide in guides() {
        for seed in 1..=40 {
            let steps = wander(&guide, seed * 7_919);
            assert!(steps > 0, "{} ended before it began", guide.id);
        }
    }
}
