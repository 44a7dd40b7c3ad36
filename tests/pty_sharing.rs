//! Two at one keyboard in a real terminal: a window closed meanwhile opens with the curtain still drawn.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it says"
)]

#[path = "pty/terminal.rs"]
mod terminal;

use std::path::Path;

use rustix::process::Signal;
use terminal::{Terminal, folder, stepback};

const GUIDE: &str = r#"
format = 1
id = "two"
title = "Two"
about = "A gate, and a step for two."

[[stage]]
id = "own"
title = "Own"

[[stage.step]]
id = "private"
kind = "short"
ask = "What do you hold back?"

[[stage.step]]
id = "safe"
kind = "gate"
keep = "never"
ask = "Before a talk"
questions = [{ id = "afraid", ask = "Has anything frightened you?" }]

[[stage]]
id = "plan"
title = "A plan for two"
shared = true
approach = true

[[stage.step]]
id = "listen"
kind = "short"
ask = "How do we listen?"
"#;

const CURTAIN: &str = "The keyboard is still handed over.";
const GATE: &str = "Has anything frightened you?";

/// Hands the keyboard over on the shared step, and has the window closed.
fn closed_while_handed_over(home: &Path) {
    let guide = home.join("two.toml");
    std::fs::write(&guide, GUIDE).expect("a guide");
    let mut terminal = Terminal::start(stepback(home, &["begin", &guide.to_string_lossy()]), 80, 24);
    terminal.sees("What do you hold back?");
    terminal.types("a secret\r");
    terminal.sees(GATE);
    terminal.types("1\r");
    terminal.sees("How do we listen?");
    terminal.types("\u{1b}t");
    terminal.sees("The keyboard is handed over");
    terminal.signal(Signal::HUP);
    assert_eq!(terminal.ends(), 129, "{}", terminal.screen());
}

/// Opens the session again in a window high enough for the help page; the gate is on no screen before the curtain is.
fn opened_again(home: &Path, arguments: &[&str]) -> Terminal {
    let mut terminal = Terminal::start(stepback(home, arguments), 80, 120);
    terminal.until("the curtain", |screen| {
        let shown = screen.contents();
        assert!(!shown.contains(GATE) && !shown.contains("secret"), "{shown}");
        shown.contains(CURTAIN)
    });
    terminal
}

#[test]
fn a_window_closed_while_handed_over_opens_behind_the_curtain() {
    let home = folder();
    closed_while_handed_over(home.path());
    let mut again = opened_again(home.path(), &["resume", "last"]);
    again.sees("Alt-T");
    again.types("\r");
    again.sees("once the keyboard is taken back");
    again.types("\u{3}");
    assert_eq!(again.ends(), 0);
    let mut again = opened_again(home.path(), &["resume", "last"]);
    again.types("\u{1b}t");
    again.sees(GATE);
    again.types("1\r");
    again.sees("How do we listen?");
    again.types("\u{11}");
    assert_eq!(again.ends(), 0);
}

#[test]
fn in_plain_lines_a_command_takes_it_back() {
    let home = folder();
    closed_while_handed_over(home.path());
    let mut again = opened_again(home.path(), &["--plain", "resume", "last"]);
    again.sees("Type :takeback to take it back.");
    again.types("1\r");
    again.sees("That line was not taken in.");
    again.types(":help\r");
    again.sees(":takeback takes the keyboard back.");
    assert!(!again.screen().contains(GATE), "{}", again.screen());
    again.types(":takeback\r");
    again.sees(GATE);
    again.types("1\r");
    again.sees("How do we listen?");
    again.types(":quit\r");
    assert_eq!(again.ends(), 0);
}

#[test]
fn in_a_preview_it_stays_handed_over_when_the_guide_is_edited() {
    let home = folder();
    let guide = home.path().join("two.toml");
    std::fs::write(&guide, GUIDE).expect("a guide");
    let arguments = ["preview", &guide.to_string_lossy(), "--from", "listen"];
    let mut terminal = Terminal::start(stepback(home.path(), &arguments), 80, 24);
    terminal.sees("How do we listen?");
    terminal.types("\u{1b}t");
    terminal.sees("The keyboard is handed over");
    std::fs::write(&guide, GUIDE.replace("do we listen", "do two people listen")).expect("a guide");
    terminal.sees("How do two people listen?");
    terminal.sees("The keyboard is handed over");
    terminal.types("\u{11}");
    assert_eq!(terminal.ends(), 0);
}
