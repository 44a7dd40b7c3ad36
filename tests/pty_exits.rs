//! Every way out gives the terminal back as it was, with the words saved.

#![allow(
    clippy::assigning_clones,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::large_stack_arrays,
    clippy::match_wild_err_arm,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it says"
)]

#[path = "pty/terminal.rs"]
mod terminal;

use std::path::Path;
use std::time::Duration;

use rustix::process::Signal;
use terminal::{Terminal, example, folder, stepback};

const FIRST: &str = "You are here";

fn begun(home: &Path) -> Terminal {
    let mut terminal = Terminal::start(stepback(home, &[]), 80, 24);
    terminal.sees(FIRST);
    terminal
}

/// At the page that asks for a name, with half of it written.
fn writing(home: &Path) -> Terminal {
    let mut terminal = begun(home);
    write_name(&mut terminal);
    terminal
}

fn write_name(terminal: &mut Terminal) {
    terminal.sees(FIRST);
    terminal.types("\r");
    terminal.sees("Where may your words stay?");
    terminal.types("\r");
    terminal.sees("Who has gone quiet?");
    terminal.types("Sam");
    terminal.sees("› Sam");
}

#[track_caller]
fn check(leave: impl FnOnce(&mut Terminal), code: u32) -> tempfile::TempDir {
    let home = folder();
    let mut terminal = writing(home.path());
    leave(&mut terminal);
    assert_eq!(terminal.ends(), code, "{}", terminal.screen());
    terminal.is_given_back();
    home
}

#[track_caller]
fn has_kept_the_name(home: &Path) {
    let mut again = Terminal::start(stepback(home, &["resume", "last"]), 80, 24);
    again.sees("Sam");
    again.types("\u{3}");
    assert_eq!(again.ends(), 0);
}

#[test]
fn leaving_by_the_key_gives_everything_back_and_says_how_to_go_on() {
    let home = check(
        |terminal| {
            terminal.types("\u{11}");
            terminal.sees("stepback resume");
        },
        0,
    );
    has_kept_the_name(home.path());
}

#[test]
fn the_quick_exit_leaves_nothing_on_the_screen() {
    let home = folder();
    let mut terminal = writing(home.path());
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
    assert_eq!(terminal.screen().trim(), "", "nothing is printed");
    has_kept_the_name(home.path());
}

#[test]
fn the_quick_exit_works_in_the_middle_of_a_paste() {
    check(|terminal| terminal.types("\u{1b}[200~half a paste\u{3}"), 0);
}

#[test]
fn nothing_of_a_paste_cut_short_is_left_for_the_shell() {
    let home = folder();
    let mut terminal = writing(home.path());
    terminal.types(&format!("\u{1b}[200~{}", "word ".repeat(100_000)));
    terminal.signal(Signal::TERM);
    assert_eq!(terminal.ends(), 143);
    terminal.is_given_back();
    assert!(!terminal.screen().contains("word"), "{}", terminal.screen());
}

#[test]
fn signals_end_the_program_with_their_number_and_everything_saved() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129), (Signal::QUIT, 131)] {
        let home = check(|terminal| terminal.signal(signal), code);
        has_kept_the_name(home.path());
    }
}

/// A part of the program fails; then these words are said.
#[track_caller]
fn fails(mut terminal: Terminal, words: &str) {
    terminal.signal(Signal::USR1);
    terminal.sees("Stepback failed and had to stop (examples/fails.rs:");
    terminal.sees(words);
    assert_eq!(terminal.ends(), 70, "{}", terminal.screen());
    terminal.is_given_back();
    assert!(!String::from_utf8_lossy(&terminal.written).contains("words of a person"));
}

#[test]
fn a_failure_on_any_thread_ends_the_whole_program_and_says_what_is_saved() {
    let home = folder();
    let mut terminal = Terminal::start(example("fails", home.path(), &[]), 80, 24);
    write_name(&mut terminal);
    fails(terminal, "What you wrote is saved. `stepback resume ");
    has_kept_the_name(home.path());
}

#[test]
fn a_failure_where_nothing_is_kept_says_so() {
    let home = folder();
    let mut terminal = Terminal::start(example("fails", home.path(), &[]), 80, 24);
    terminal.sees(FIRST);
    terminal.types("\r");
    terminal.sees("Where may your words stay?");
    terminal.types("3\r");
    terminal.sees("Who has gone quiet?");
    terminal.sees("in memory only");
    fails(terminal, "Nothing was kept, as you chose, so what you wrote is gone.");
}

#[test]
fn a_failure_before_a_session_is_open_says_that_nothing_is_half_written() {
    let home = folder();
    let mut terminal = Terminal::start(example("fails", home.path(), &[]), 80, 24);
    terminal.sees(FIRST);
    fails(terminal, "No file is left half written. Starting again is safe.");
}

#[test]
fn stopping_and_going_on_gives_the_terminal_away_and_takes_it_again() {
    let home = folder();
    let mut terminal = writing(home.path());
    terminal.signal(Signal::TSTP);
    terminal.until("the normal screen", |screen| !screen.alternate_screen());
    // The screen is given back a moment before the program stops: a signal in between would be lost on it.
    let again = (0..100).any(|_| {
        terminal.signal(Signal::CONT);
        let page = |screen: &vt100::Screen| screen.alternate_screen() && screen.contents().contains("› Sam");
        terminal.holds_within(Duration::from_millis(200), page)
    });
    assert!(again, "the page is not there again:\n{}", terminal.screen());
    terminal.types("my");
    terminal.sees("› Sammy");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}

#[test]
fn an_idle_program_writes_nothing() {
    let home = folder();
    let mut terminal = writing(home.path());
    terminal.sees("saved");
    terminal.settles(Duration::from_millis(400));
    assert_eq!(terminal.writes_within(Duration::from_secs(2)), 0);
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn a_window_that_shrinks_to_nothing_and_grows_again_loses_nothing() {
    let home = folder();
    let mut terminal = writing(home.path());
    for (columns, rows) in [(1, 1), (30, 5), (200, 60), (1200, 10), (80, 24)] {
        terminal.resize(columns, rows);
        if columns == 30 {
            terminal.sees("too small");
            terminal.types("uel");
        }
    }
    terminal.sees("› Samuel");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}

#[test]
fn a_typed_letter_costs_few_bytes_and_a_flood_few_frames() {
    let home = folder();
    let mut terminal = writing(home.path());
    terminal.sees("saved");
    terminal.settles(Duration::from_millis(400));
    let before = terminal.written.len();
    terminal.types("m");
    terminal.sees("› Samm");
    let bytes = terminal.written.len() - before;
    assert!(bytes <= 120, "{bytes} bytes for a letter");
    let before = terminal.written.len();
    terminal.types(&format!("{}END", "word ".repeat(2_000)));
    terminal.sees("END");
    let frames = terminal.written[before..].windows(8).filter(|bytes| *bytes == b"\x1b[?2026h").count();
    assert!(frames < 400, "{frames} frames for ten thousand letters");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn without_colour_not_a_single_colour_is_written() {
    let home = folder();
    let mut command = stepback(home.path(), &[]);
    command.env("NO_COLOR", "1");
    let mut terminal = Terminal::start(command, 80, 24);
    terminal.sees(FIRST);
    terminal.types("\r");
    terminal.sees("Where may your words stay?");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 0);
    let written = String::from_utf8_lossy(&terminal.written).into_owned();
    for colour in ["38;5", "48;5", "[3", "[4", "[9"] {
        let found = written.match_indices(colour).find(|(at, _)| {
            let rest = &written[at + colour.len()..];
            rest.find('m').is_some_and(|end| rest[..end].chars().all(|c| c.is_ascii_digit() || c == ';'))
        });
        assert!(found.is_none(), "a colour: {:?}", found.map(|(at, _)| &written[at..(at + 12).min(written.len())]));
    }
    assert!(written.contains("\u{1b}[0;7m"), "the selection is still reversed");
}

#[test]
fn nothing_is_ever_asked_of_the_terminal() {
    let home = folder();
    let mut terminal = writing(home.path());
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 0);
    let written = String::from_utf8_lossy(&terminal.written).into_owned();
    for query in
        ["\u{1b}[6n", "\u{1b}[c", "\u{1b}[0c", "\u{1b}[>", "\u{1b}]10;?", "\u{1b}]11;?", "\u{1b}[?u", "\u{1b}[?1003h"]
    {
        assert!(!written.contains(query), "{query:?}");
    }
}

#[test]
fn the_persons_editor_gets_every_key_and_its_words_come_back() {
    use std::os::unix::fs::PermissionsExt as _;
    let home = folder();
    let editor = home.path().join("editor");
    let script = "#!/bin/sh\necho 'the editor is ready' >/dev/tty\nread line </dev/tty\ncat \"$1\" >before\nprintf '%s' \"$line\" >\"$1\"\n";
    std::fs::write(&editor, script).expect("a script");
    std::fs::set_permissions(&editor, std::fs::Permissions::from_mode(0o700)).expect("a mode");
    let mut command = stepback(home.path(), &[]);
    command.env("EDITOR", &editor);
    let mut terminal = Terminal::start(command, 80, 24);
    terminal.sees(FIRST);
    terminal.types("\r");
    terminal.sees("Where may your words stay?");
    terminal.types("\r");
    terminal.sees("Who has gone quiet?");
    for name in ["Samuel", "Robin the second"] {
        terminal.types("\u{f}");
        terminal.sees("the editor is ready");
        terminal.types(&format!("{name}\n"));
        terminal.sees(&format!("› {name}"));
    }
    assert_eq!(std::fs::read_to_string(home.path().join("before")).expect("what the editor got"), "Samuel");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}
