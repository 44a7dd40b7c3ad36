//! The question before leaving, event by event.

use super::*;
use crate::screen::block::HelpLine;
use crate::screen::lines::Country;
use crate::text::Edit;

fn lines() -> HelpLines {
    let line = |name: &str| HelpLine {
        name: name.to_owned(),
        number: String::new(),
        about: String::new(),
        checked: String::new(),
    };
    let country = |code: &str, name: &str| Country {
        code: code.to_owned(),
        name: code.to_owned(),
        names: Vec::new(),
        lines: vec![("crisis".to_owned(), line(name))],
    };
    HelpLines { countries: vec![country("DE", "Seelsorge"), country("other", "Anywhere")], otherwise: String::new() }
}

fn unsaved() -> Unsaved {
    let mut unsaved = Unsaved::new("/home/sam/copy.md".to_owned(), lines(), None);
    unsaved.opens("Not saved: the disk is full.".to_owned());
    unsaved
}

#[track_caller]
fn check(events: &[Event], expected: Option<&Wish>) {
    let mut unsaved = unsaved();
    let wish = events.iter().fold(None, |_, event| unsaved.take(event.clone()));
    assert_eq!(wish.as_ref(), expected, "{events:?}");
}

#[test]
fn every_way_on_is_offered_in_both_fronts() {
    let reply = |line: &str| Event::Reply(line.to_owned());
    let elsewhere = |path: &str| Wish::Elsewhere(path.into());
    check(&[Event::Enter], Some(&Wish::Again));
    check(&[reply("1")], Some(&Wish::Again));
    check(&[Event::Move(Move::Down), Event::Enter, Event::Enter], Some(&elsewhere("/home/sam/copy.md")));
    check(
        &[Event::Pick(2), Event::Edit(Edit::Type("x".to_owned())), Event::Enter],
        Some(&elsewhere("/home/sam/copy.mdx")),
    );
    check(&[reply("2"), reply("")], Some(&elsewhere("/home/sam/copy.md")));
    check(&[reply("2"), reply("/tmp/other")], Some(&elsewhere("/tmp/other")));
    check(&[Event::Pick(2), Event::Back, Event::Back], Some(&Wish::Stay));
    check(&[reply("3")], Some(&Wish::Stay));
    check(&[Event::Move(Move::Last), Event::Enter], Some(&Wish::Without));
    check(&[Event::Vanish], Some(&Wish::End(End::Left(Farewell::Silent))));
    check(&[reply("go")], None);
    check(&[reply("0")], None);
}

#[test]
fn a_place_that_would_not_do_is_said_and_asked_again() {
    let mut unsaved = unsaved();
    unsaved.take(Event::Pick(2));
    unsaved.take(Event::Enter);
    unsaved.complaint = Some("No.".to_owned());
    unsaved.opens("Not saved.".to_owned());
    assert_eq!(unsaved.screen().focus, Focus::Line);
}

#[test]
fn help_lines_are_one_key_away_and_the_question_stands_behind_them() {
    let layer = |unsaved: &Unsaved| unsaved.screen().overlay.map(|layer| format!("{} {:?}", layer.title, layer.blocks));
    for overlay in [Overlay::Help, Overlay::HelpLines] {
        let mut unsaved = unsaved();
        assert_eq!(unsaved.take(Event::Pick(2)), None);
        assert_eq!(unsaved.take(Event::Open(overlay)), None);
        assert!(layer(&unsaved).is_some_and(|layer| layer.contains("Anywhere")), "{:?}", layer(&unsaved));
        assert_eq!(unsaved.take(Event::Country("DE".to_owned())), None);
        assert!(layer(&unsaved).is_some_and(|layer| layer.contains("Seelsorge")), "{:?}", layer(&unsaved));
        assert_eq!(unsaved.take(Event::Enter), None, "Enter only closes what lies over the question");
        assert_eq!((layer(&unsaved), unsaved.screen().focus), (None, Focus::Line));
    }
    let mut unsaved = unsaved();
    unsaved.take(Event::Open(Overlay::Review));
    assert_eq!(layer(&unsaved), None);
}
