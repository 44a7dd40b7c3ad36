//! The program in a real terminal, beyond leaving it: windows that are closed, simple terminals, passphrases.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at whatever is not as it says")]

#[path = "program/place.rs"]
mod place;
#[path = "pty/terminal.rs"]
mod terminal;

use std::time::Instant;

use place::Place;
use rustix::process::Signal;
use terminal::{PATIENCE, Terminal, example, example_path, shell, stepback};

const ENTER: &str = "\r";
const QUICK_EXIT: &str = "\u{3}";

fn open(place: &Place, arguments: &[&str]) -> Terminal {
    Terminal::start(stepback(place.folder(), arguments), 80, 24)
}

/// Types a name on the page that asks for it.
fn name(terminal: &mut Terminal) {
    for (page, keys) in
        [("You are here", ENTER), ("Where may your words stay", "1\r"), ("Who has gone quiet", "Qanary")]
    {
        terminal.sees(page);
        terminal.types(keys);
    }
    terminal.sees("Qanary");
}

/// Begins in a window that is closed half way; the exit code once the program has ended.
fn closed(place: &Place, trap: &str) -> String {
    let line = format!("trap {trap} HUP; \"$STEPBACK\" begin; echo \"$?\" >code");
    let mut window = Terminal::start(example("window", place.folder(), &[&line]), 80, 24);
    name(&mut window);
    window.signal(Signal::KILL);
    let code = place.path("code");
    let start = Instant::now();
    loop {
        let found = std::fs::read_to_string(&code).unwrap_or_default();
        if found.ends_with('\n') || start.elapsed() > PATIENCE {
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
    let mut again = open(&place, &[]);
    again.sees("Go on where you left off");
    again.types(ENTER);
    again.sees("Qanary");
    again.types(QUICK_EXIT);
    assert_eq!(again.ends(), 0);
}

#[test]
fn a_closed_window_ends_the_program_even_where_hang_ups_are_ignored() {
    let place = Place::new();
    assert_eq!(closed(&place, "''"), "129");
    assert!(place.holds("Qanary"));
}

#[test]
fn a_terminal_too_simple_gets_plain_lines() {
    let place = Place::new();
    let mut window = Terminal::start(shell(place.folder(), "TERM=dumb \"$STEPBACK\" begin"), 80, 24);
    window.sees("Plain mode, because TERM");
    window.sees("> ");
    window.types(":exit\r");
    assert_eq!(window.ends(), 0);
    assert!(!window.written.contains(&0x1b), "{}", window.screen());
}

#[test]
fn ctrl_c_leaves_plain_lines_too() {
    let place = Place::new();
    let mut window = open(&place, &["begin", "--plain"]);
    for (words, keys) in [("> ", ENTER), ("Where may your words stay", "1\r"), ("Name", "Sam\r")] {
        window.sees(words);
        window.types(keys);
    }
    window.sees("What are they to you");
    window.types(QUICK_EXIT);
    assert_eq!(window.ends(), 0);
    assert!(place.holds("Sam"));
}

/// Seals a folder; the terminal that did it.
fn seal(place: &Place, passphrase: &str) -> Terminal {
    let mut window = open(place, &["protect"]);
    window.sees("A new passphrase:");
    window.types(&format!("{passphrase}\r"));
    window.sees("The same once more:");
    window.types(&format!("{passphrase}\r"));
    assert_eq!(window.ends(), 0, "{}", window.screen());
    window
}

#[test]
fn two_passphrases_that_differ_are_asked_for_again() {
    let place = Place::new();
    let mut window = open(&place, &["protect"]);
    window.sees("A new passphrase:");
    window.types("four words in a row\r");
    window.sees("The same once more:");
    window.types("four words in a roe\r");
    window.sees("not the same");
    window.sees_times("A new passphrase:", 2);
    window.types("four words in a row\r");
    window.sees_times("The same once more:", 2);
    window.types("four words in a row\r");
    assert_eq!(window.ends(), 0, "{}", window.screen());
    assert!(window.screen().contains("Sealed."), "{}", window.screen());
}

#[test]
fn a_short_passphrase_is_asked_for_again_before_it_counts() {
    let place = Place::new();
    let mut window = open(&place, &["protect"]);
    for time in 1..=2 {
        window.sees_times("A new passphrase:", time);
        window.types("abc\r");
        window.sees_times("The same once more:", time);
        assert!(!place.data().join("key.age").exists(), "nothing is sealed before it was given again");
        window.types("abc\r");
        window.sees("That one is short");
    }
    assert_eq!(window.ends(), 0, "{}", window.screen());
    assert!(place.data().join("key.age").exists());
}

#[test]
fn what_is_sealed_is_asked_for_on_the_terminal_and_never_on_standard_input() {
    let place = Place::new();
    let mut window = open(&place, &[]);
    name(&mut window);
    window.types(QUICK_EXIT);
    assert_eq!(window.ends(), 0);

    let window = seal(&place, "four words in a row");
    assert!(!String::from_utf8_lossy(&window.written).contains("four words"), "a passphrase is never shown");
    assert!(!place.holds("Qanary"), "nothing lies open any more");

    let mut window =
        Terminal::start(shell(place.folder(), "echo 'four words in a row' | \"$STEPBACK\" show last"), 80, 24);
    window.sees("Your passphrase:");
    window.types("wrong\r");
    window.sees("not the passphrase");
    window.types("four words in a row\r");
    assert_eq!(window.ends(), 0, "{}", window.screen());
    assert!(window.screen().contains("Qanary"), "{}", window.screen());

    let mut window = open(&place, &["list"]);
    window.sees("Your passphrase:");
    window.types("half\u{1b}");
    assert_eq!(window.ends(), 1);
    assert!(window.screen().contains("Nothing was opened"), "{}", window.screen());

    let mut window = open(&place, &[]);
    window.sees("Your passphrase");
    window.types("four words in a row\r");
    window.sees("Go on where you left off");
    window.types(ENTER);
    window.sees("Qanary");
    window.types(QUICK_EXIT);
    assert_eq!(window.ends(), 0);
}

#[test]
fn without_a_terminal_a_sealed_folder_stays_closed() {
    let place = Place::new();
    seal(&place, "four words");
    let alone = example_path("alone");
    for args in ["list", "show last", "history", "export last"] {
        let line = format!("\"{}\" \"$STEPBACK\" {args}; echo \"code $?\"", alone.display());
        let mut window = Terminal::start(shell(place.folder(), &line), 80, 24);
        window.sees("code 1");
        window.sees("there is no terminal to ask for the passphrase on");
        assert_eq!(window.ends(), 0);
    }
}

/// Leaves with Ctrl-C where these words are seen: with code 0 and nothing more on the screen.
#[track_caller]
fn leaves_at_once(place: &Place, arguments: &[&str], words: &str) {
    let mut window = open(place, arguments);
    window.sees(words);
    let seen = window.screen();
    window.types("half");
    window.types(QUICK_EXIT);
    assert_eq!(window.ends(), 0, "{arguments:?}: {}", window.screen());
    // As much of what was typed as was taken in before may stand there, and nothing else.
    let shown = window.screen();
    let more = shown.trim_end().strip_prefix(seen.trim_end()).map(str::trim);
    assert!(more.is_some_and(|more| "half".starts_with(more)), "{arguments:?}: something is printed:\n{shown}");
}

#[test]
fn ctrl_c_is_the_quick_exit_at_every_question() {
    let place = Place::new();
    let mut window = open(&place, &[]);
    name(&mut window);
    window.types(QUICK_EXIT);
    assert_eq!(window.ends(), 0);
    leaves_at_once(&place, &["erase", "last"], "(yes or no)");
    leaves_at_once(&place, &["erase", "--all"], "(yes or no)");
    leaves_at_once(&place, &["protect"], "A new passphrase:");
    assert!(place.holds("Qanary"), "nothing was erased or sealed");
    seal(&place, "four words in a row");
    for arguments in [&["list"][..], &[], &["resume"], &["--plain", "resume"], &["passphrase"], &["show", "last"]] {
        leaves_at_once(&place, arguments, "Your passphrase:");
    }
}

#[test]
fn a_passphrase_prompt_stops_and_goes_on_as_a_shell_expects() {
    let place = Place::new();
    let mut window = open(&place, &[]);
    name(&mut window);
    window.types(QUICK_EXIT);
    assert_eq!(window.ends(), 0);
    seal(&place, "four words");
    let mut window = open(&place, &["list"]);
    window.sees("Your passphrase:");
    let quiet = window.modes();
    window.types("four\u{1a}");
    window.stops();
    assert_ne!(window.modes(), quiet, "the terminal is the shell's");
    window.signal(Signal::CONT);
    window.sees_times("Your passphrase:", 2);
    window.types(" words\r");
    assert_eq!(window.ends(), 0, "{}", window.screen());
    assert!(window.screen().contains("Someone close has gone quiet"), "{}", window.screen());
}

#[test]
fn nothing_typed_while_a_passphrase_is_tried_is_shown_or_lost() {
    let place = Place::new();
    let mut window = open(&place, &[]);
    name(&mut window);
    window.types(QUICK_EXIT);
    assert_eq!(window.ends(), 0);
    seal(&place, "four words");
    let mut window = open(&place, &["list"]);
    window.sees("Your passphrase:");
    // The second is there before the first has been tried.
    window.types("wrong\rfour words\r");
    assert_eq!(window.ends(), 0, "{}", window.screen());
    assert!(window.screen().contains("not the passphrase"), "{}", window.screen());
    assert!(!window.screen().contains("four words"), "{}", window.screen());
}

#[test]
fn ctrl_c_is_the_quick_exit_where_the_full_screen_asks_for_a_passphrase() {
    let place = Place::new();
    let mut window = open(&place, &[]);
    for (page, keys) in [("You are here", ENTER), ("Where may your words stay", "2\r")] {
        window.sees(page);
        window.types(keys);
    }
    window.sees("Stepback asks for your passphrase");
    window.types("half\u{3}");
    assert_eq!(window.ends(), 0);
    window.is_given_back();
}

#[test]
fn a_stop_is_heard_where_the_full_screen_asks_for_a_passphrase() {
    let place = Place::new();
    let mut window = open(&place, &[]);
    for (page, keys) in [("You are here", ENTER), ("Where may your words stay", "2\r")] {
        window.sees(page);
        window.types(keys);
    }
    window.sees("Stepback asks for your passphrase");
    window.signal(Signal::TSTP);
    window.stops();
    window.is_given_back();
    window.signal(Signal::CONT);
    window.sees("Stepback asks for your passphrase");
    window.types(QUICK_EXIT);
    assert_eq!(window.ends(), 0);
}

#[test]
fn doctor_says_of_a_sealed_folder_what_can_be_seen_from_outside() {
    let place = Place::new();
    let mut window = open(&place, &[]);
    name(&mut window);
    window.types(QUICK_EXIT);
    assert_eq!(window.ends(), 0);
    seal(&place, "four words");
    let key = place.data().join("key.age");
    let mut bytes = std::fs::read(&key).unwrap();
    bytes.reverse();
    std::fs::write(&key, bytes).unwrap();
    let said = place.run(&["doctor"], "");
    for words in [
        "sealed under a passphrase",
        "session files: 1, of 1 sessions",
        "key.age: there, but not as it was written",
        "key-copy.age: as it was written",
        "sessions: mode 700",
    ] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
    assert!(!said.out.contains("Qanary"));
}

#[test]
fn a_passphrase_that_cannot_be_asked_for_seals_nothing_and_says_so() {
    let place = Place::new();
    let begin = |input: &str| {
        let mut command = place.surround(std::process::Command::new(example_path("alone")));
        command.args([env!("CARGO_BIN_EXE_stepback"), "begin"]);
        place::feed(command, input)
    };
    let asked = begin("\n2\n");
    assert_eq!((asked.code, asked.err.as_str()), (0, ""), "{}", asked.out);
    for words in ["no terminal to ask for a passphrase on", "Nothing has been written to disk", "choose again"] {
        assert!(asked.out.contains(words), "{}", asked.out);
    }
    assert!(!asked.out.contains("os error") && !place.data().exists(), "{}", asked.out);
    let kept = begin("\n2\nkeep\nSam\n");
    assert_eq!(kept.code, 0, "{}", kept.err);
    let show = place.run(&["show", "last"], "");
    assert!(show.out.contains("Keep them on this computer") && !show.out.contains("passphrase"), "{}", show.out);
    let again = begin("\n1\n:goto welcome\n2\n:quit\n");
    assert!(again.out.contains("Your words stay as they were"), "{}", again.out);
    assert!(!place.run(&["show", "last"], "").out.contains("behind a passphrase"));
}

#[test]
fn who_gives_no_passphrase_after_all_is_told_and_asked_again() {
    let place = Place::new();
    let mut window = open(&place, &["begin"]);
    window.sees("You are here");
    window.types(ENTER);
    for _ in 0..2 {
        window.sees("Where may your words stay?");
        window.types("2\r");
        window.sees("Stepback asks for your passphrase");
        window.types("\u{1b}");
        window.sees("so nothing is sealed. Nothing has been");
        assert!(!place.data().exists(), "nothing is written");
    }
    window.types("1\r");
    window.sees("Who has gone quiet?");
    window.types("Qanary");
    window.sees("saved");
    window.types(QUICK_EXIT);
    assert_eq!(window.ends(), 0);
    let show = place.run(&["show", "last"], "");
    assert!(show.out.contains("Keep them on this computer"), "{}", show.out);
}

#[test]
fn words_are_sealed_before_the_first_one_is_kept() {
    let place = Place::new();
    let mut window = open(&place, &["begin"]);
    window.sees("You are here");
    window.types(ENTER);
    window.sees("Where may your words stay?");
    window.types("2\r");
    window.sees("Stepback asks for your passphrase");
    window.types("four words in a row\r");
    window.sees("The same once more");
    window.types("four words in a row\r");
    window.sees("Who has gone quiet?");
    window.types("Qanary");
    window.sees("saved");
    window.types(QUICK_EXIT);
    assert_eq!(window.ends(), 0);
    assert!(place.data().join("key.age").exists() && !place.holds("Qanary") && !place.holds("protect\""));
}

#[test]
fn nothing_is_made_on_the_disk_before_the_choice_is_confirmed() {
    let place = Place::new();
    let mut window = open(&place, &["begin"]);
    window.sees("You are here");
    window.types(ENTER);
    window.sees("Where may your words stay?");
    window.types("\u{1b}[B\u{1b}[B3");
    window.settles(std::time::Duration::from_millis(400));
    assert!(!window.screen().contains("saved"), "{}", window.screen());
    assert!(!place.data().exists() && !place.folder().join("state").exists());
    window.types(ENTER);
    window.sees("Who has gone quiet?");
    window.types(QUICK_EXIT);
    assert_eq!(window.ends(), 0);
    assert!(!place.data().exists() && !place.folder().join("state").exists());
}
