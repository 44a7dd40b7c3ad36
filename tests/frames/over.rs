//! What lies over a step: help, help lines, answers, what was noticed, the question whether to leave.

use super::{choice, long};
use stepback::screen::block::{HelpLine, Hint, Noticed, Reviewed, Status};
use stepback::screen::{Block, Focus, Layer, Screen};
use stepback::session::State;

pub fn help() -> Screen<'static> {
    let mut screen = long();
    screen.focus = Focus::Reading;
    screen.overlay = Some(Layer {
        from_end: false,
        title: "Help".to_owned(),
        blocks: vec![
            Block::Prose("This is a page to write on. Nobody reads it but you.".to_owned()),
            Block::Keys(vec![
                Hint::Submit,
                Hint::Back,
                Hint::Skip,
                Hint::Words,
                Hint::Review,
                Hint::Sources,
                Hint::Leave,
                Hint::Vanish,
            ]),
        ],
    });
    screen.hints = vec![Hint::Close, Hint::Vanish];
    screen
}

pub fn help_lines() -> Screen<'static> {
    let mut screen = choice();
    screen.focus = Focus::Reading;
    screen.overlay = Some(Layer {
        from_end: false,
        title: "People to talk to now".to_owned(),
        blocks: vec![
            Block::Countries { all: countries(), at: 1 },
            Block::Lines(vec![
                HelpLine {
                    name: "Samaritans".to_owned(),
                    number: "116 123".to_owned(),
                    about: "For anyone who is struggling to cope. Day and night, free.".to_owned(),
                    checked: "Checked in November 2026.".to_owned(),
                },
                HelpLine {
                    name: "Refuge, National Domestic Abuse Helpline of England and Wales".to_owned(),
                    number: "0808 2000 247".to_owned(),
                    about: "For those afraid of somebody close.".to_owned(),
                    checked: String::new(),
                },
            ]),
        ],
    });
    screen.hints = vec![Hint::Country, Hint::Close, Hint::Vanish];
    screen
}

fn countries() -> Vec<(String, String)> {
    [("US", "United States"), ("UK", "United Kingdom"), ("other", "Any country")]
        .map(|(code, name)| (code.to_owned(), name.to_owned()))
        .to_vec()
}

/// One answer; every third is that of a board.
fn answered(number: usize) -> Reviewed {
    let column = |heading: &str, lines: &[&str]| (heading.to_owned(), lines.iter().map(ToString::to_string).collect());
    let columns = if number.is_multiple_of(3) {
        vec![column("What I know", &["He read it.", "He was *online*."]), column("What I guess", &["He is angry."])]
    } else {
        vec![column("", &["Since Sunday he has read my messages."])]
    };
    Reviewed {
        id: format!("seen{number}"),
        question: format!("What did you see or hear, number {number}?"),
        columns,
        state: Some(if number == 23 { State::Skipped } else { State::Given }),
        here: number == 24,
    }
}

pub fn review() -> Screen<'static> {
    let mut screen = choice();
    screen.overlay = Some(Layer {
        from_end: false,
        title: "Your answers so far".to_owned(),
        blocks: vec![Block::Answers { rows: (1..=30).map(answered).collect(), at: 24 }],
    });
    screen.hints = vec![Hint::Choose, Hint::Submit, Hint::Close, Hint::Vanish];
    screen
}

pub fn noticed() -> Screen<'static> {
    let mut screen = long();
    screen.focus = Focus::Reading;
    screen.overlay = Some(Layer {
        from_end: false,
        title: "Noticed".to_owned(),
        blocks: vec![Block::Noticed(vec![Noticed {
            words: vec!["I".to_owned(), "me".to_owned()],
            reason: "A friend who looks on would use a name here.".to_owned(),
            question: "Would “Robin” or “you” fit?".to_owned(),
            help: false,
        }])],
    });
    screen.hints = vec![Hint::MarkNone, Hint::Close, Hint::Vanish];
    screen
}

pub fn leave() -> Screen<'static> {
    let mut screen = choice();
    screen.focus = Focus::Confirm;
    screen.overlay = Some(Layer {
        from_end: false,
        title: "Leave for now?".to_owned(),
        blocks: vec![Block::Prose("Everything is saved. `stepback` goes on from here.".to_owned())],
    });
    screen.hints = vec![Hint::Yes, Hint::Close, Hint::Vanish];
    screen.status = Status::NotSaved("Not saved: the disk is full; trying again".to_owned());
    screen
}
