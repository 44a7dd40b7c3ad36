//! The program in a real terminal: full screen, leaving it in every way, and passphrases.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at whatever is not as it says"
)]

#[path = "program/place.rs"]
mod place;
#[path = "program/window.rs"]
mod window;

use place::Place;
use rustix::process::{Signal, kill_process};
use window::Window;

const ENTER: &str = "\r";
const QUICK_EXIT: &str = "\u{3}";
/// The program leaves the screen it drew on.
const LEFT: &str = "\u{1b}[?1049l";

/// A window where a name has been typed.
fn named(place: &Place) -> Window {
    let mut window = Window::open(place, &["begin"]);
    window.until("You are here").press(ENTER).until("Where may your words stay").press("1");
    window.press(ENTER).until("Who has gone quiet").press("Qanary").until("Qanary").until("saved");
    window
}

#[test]
fn the_quick_exit_leaves_nothing_to_be_seen() {
    let place = Place::new();
    let mut window = named(&place);
    window.press(QUICK_EXIT);
    let (code, shown, bytes) = window.end();
    assert_eq!(code, 0);
    assert_eq!(shown.trim(), "", "not a word is left");
    assert!(bytes.contains(LEFT));
    assert!(place.holds("Qanary"), "it is saved");
}

#[test]
fn a_signal_gives_the_terminal_back() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::QUIT, 131)] {
        let place = Place::new();
        let window = named(&place);
        kill_process(window.process(), signal).unwrap();
        let (ended, shown, bytes) = window.end();
        assert_eq!(ended, code);
        assert_eq!(shown.trim(), "");
        assert!(bytes.contains(LEFT));
        assert!(place.holds("Qanary"));
    }
}

/// Begins in a window that is closed half way; the exit code once the program has ended.
fn closed(place: &Place, trap: &str) -> String {
    let mut window = Window::closable(place, &format!("trap {trap} HUP; \"$STEPBACK\" begin; echo \"$?\" >code"));
    window.until("You are here").press(ENTER).until("Where may your words stay").press("1");
    window.press(ENTER).until("Who has gone quiet").press("Qanary").until("Qanary");
    window.close();
    let code = place.path("code");
    let start = std::time::Instant::now();
    loop {
        let found = std::fs::read_to_string(&code).unwrap_or_default();
        if found.ends_with('\n') || start.elapsed() > window::PATIENCE {
            return found.trim().to_owned();
        }
        std::thread::yield_now();
    }
}

#[test]
fn a_window_that_is_closed_ends_the_program_and_loses_nothing() {
    let place = Place::new();
    assert_eq!(closed(&place, ":"), "129");
    assert!(place.holds("Qanary"));
    let mut again = Window::open(&place, &[]);
    again.until("Go on where you left off").press(ENTER).until("Qanary").press(QUICK_EXIT);
    assert_eq!(again.end().0, 0);
}

#[test]
fn a_closed_window_ends_the_program_even_where_hang_ups_are_ignored() {
    let place = Place::new();
    assert_eq!(closed(&place, "''"), "129");
    assert!(place.holds("Qanary"));
}

#[test]
fn leaving_says_how_to_go_on() {
    let place = Place::new();
    let mut window = named(&place);
    window.press("\u{11}");
    let (code, shown, _) = window.end();
    assert_eq!(code, 0);
    assert!(shown.contains("Saved. `stepback resume "), "{shown}");
    assert!(!shown.contains("Qanary"), "{shown}");
}

#[test]
fn a_terminal_too_simple_gets_plain_lines() {
    let place = Place::new();
    let mut window = Window::shell(&place, "TERM=dumb \"$STEPBACK\" begin");
    window.until("Plain mode, because TERM").until("> ").press(":exit\r");
    let (code, _, bytes) = window.end();
    assert_eq!(code, 0);
    assert!(!bytes.contains('\u{1b}'), "{bytes}");
}

#[test]
fn ctrl_c_leaves_plain_lines_too() {
    let place = Place::new();
    let mut window = Window::open(&place, &["begin", "--plain"]);
    window.until("> ").press(ENTER).until("Where may your words stay").press("1\r").until("Name").press("Sam\r");
    window.until("What are they to you").press(QUICK_EXIT);
    assert_eq!(window.end().0, 0);
    assert!(place.holds("Sam"));
}

#[test]
fn the_persons_own_editor_takes_the_text_and_gives_it_back() {
    let place = Place::new();
    let guide = place.file("own.toml", OWN);
    let editor =
        place.file("editor.sh", "echo ready; read answer; cat \"$1\" >seen; echo \"$answer and more\" >\"$1\"\n");
    let mut window = Window::shell(&place, &format!("export VISUAL='sh {editor}'; exec \"$STEPBACK\" begin {guide}"));
    window.until("What did you see?").press("old words").until("old words");
    // Ctrl-O, and then a line for the editor itself: no key of it is ours.
    window.press("\u{f}").until("ready").press("new words\r").until("new words and more");
    window.press(QUICK_EXIT);
    let (code, shown, _) = window.end();
    assert_eq!(code, 0, "{shown}");
    assert_eq!(std::fs::read_to_string(place.path("seen")).unwrap(), "old words");
    assert!(place.holds("new words and more"));
}

/// One long question, in a file of one's own.
const OWN: &str = "format = 1\nid = \"own\"\ntitle = \"Own\"\nabout = \"One question.\"\n\n[[stage]]\nid = \"only\"\ntitle = \"Look\"\n\n[[stage.step]]\nid = \"seen\"\nkind = \"long\"\nask = \"What did you see?\"\n";

#[test]
fn what_is_sealed_is_asked_for_on_the_terminal_and_never_on_standard_input() {
    let place = Place::new();
    let mut window = named(&place);
    window.press(QUICK_EXIT);
    assert_eq!(window.end().0, 0);

    let mut window = Window::open(&place, &["protect"]);
    window.until("A new passphrase:").press("four words in a row\r");
    window.until("The same once more:").press("four words in a roe\r").until("not the same");
    window.until_times("A new passphrase:", 2).press("four words in a row\r");
    window.until_times("The same once more:", 2).press("four words in a row\r");
    let (code, shown, bytes) = window.end();
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("Sealed."), "{shown}");
    assert!(!bytes.contains("four words"), "a passphrase is never shown");
    assert!(!place.holds("Qanary"), "nothing lies open any more");

    let mut window = Window::shell(&place, "echo 'four words in a row' | \"$STEPBACK\" show last");
    window.until("Your passphrase:").press("wrong\r").until("not the passphrase").press("four words in a row\r");
    let (code, shown, _) = window.end();
    assert_eq!(code, 0, "{shown}");
    assert!(shown.contains("Qanary"), "{shown}");

    let mut window = Window::open(&place, &["list"]);
    window.until("Your passphrase:").press(QUICK_EXIT);
    let (code, shown, _) = window.end();
    assert_eq!(code, 1);
    assert!(shown.contains("Nothing was opened"), "{shown}");

    let mut window = Window::open(&place, &[]);
    window.until("Your passphrase").press("four words in a row\r").until("Go on where you left off");
    window.press(ENTER).until("Qanary").press(QUICK_EXIT);
    assert_eq!(window.end().0, 0);
}

#[test]
#[cfg(target_os = "linux")]
fn without_a_terminal_a_sealed_folder_stays_closed() {
    let place = Place::new();
    let mut window = Window::open(&place, &["protect"]);
    window.until("A new passphrase:").press("four words\r").until("The same once more:").press("four words\r");
    assert_eq!(window.end().0, 0);
    for args in [&["list"][..], &["show", "last"], &["history"], &["export", "last"]] {
        let line = format!("setsid --wait \"$STEPBACK\" {}; echo \"code $?\"", args.join(" "));
        let mut window = Window::shell(&place, &line);
        window.until("code 1").until("there is no terminal to ask for the passphrase on");
        window.end();
    }
}
