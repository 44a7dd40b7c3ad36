//! Writing in a real terminal: emoji, Han characters and combining marks, a paste, undo over it, and what is noticed.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it says"
)]

#[path = "pty/terminal.rs"]
mod terminal;

use terminal::{Terminal, folder, stepback};

const GUIDE: &str = "format = 1\nid = \"page\"\ntitle = \"A page\"\nabout = \"A page to write on.\"\n\
    [[stage]]\nid = \"only\"\ntitle = \"Only\"\n\
    [[stage.step]]\nid = \"words\"\nkind = \"long\"\nask = \"What is it like?\"\nnotice = [\"absolutes\"]\n\
    [[stage.step]]\nid = \"last\"\nkind = \"read\"\nask = \"That is all.\"\n";

/// A terminal with the page in it.
fn page(home: &std::path::Path) -> Terminal {
    let guide = home.join("page.toml");
    std::fs::write(&guide, GUIDE).expect("a guide");
    let mut terminal = Terminal::start(stepback(home, &["begin", &guide.to_string_lossy()]), 80, 24);
    terminal.sees("What is it like?");
    terminal
}

#[test]
fn characters_of_every_width_are_written_erased_and_kept() {
    let home = folder();
    let mut terminal = page(home.path());
    terminal.types("Zoe\u{308} 漢字 👩\u{200d}👩\u{200d}👧 a🇩🇪b");
    terminal.sees("漢字");
    terminal.until("a letter and its accent", |screen| screen.contents().contains("Zoe\u{308}"));
    // Before the b, the flag goes as one character, and nothing is left of it in whatever width it was drawn.
    terminal.types("\u{1b}[D\u{7f}");
    terminal
        .until("the flag gone", |screen| screen.contents().contains("ab") && !screen.contents().contains(['🇩', '🇪']));
    terminal.types("\u{7f}\u{7f}\u{7f}");
    terminal.until("the family gone", |screen| !screen.contents().contains('👧') && !screen.contents().contains('👩'));
    terminal.types("\u{11}");
    assert_eq!(terminal.ends(), 0);
    let mut again = Terminal::start(stepback(home.path(), &["resume", "last"]), 80, 24);
    again.sees("Zoe\u{308} 漢字 b");
    again.types("\u{3}");
    assert_eq!(again.ends(), 0);
}

/// Whether these words stand on the screen, wherever its rows break.
fn stands(screen: &vt100::Screen, words: &str) -> bool {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    bare(&screen.contents()).contains(&bare(words))
}

#[test]
fn a_long_paragraph_wraps_is_edited_in_its_middle_and_read_again() {
    let home = folder();
    let mut terminal = page(home.path());
    let (before, half) = ("so much to say about one quiet day ".repeat(9), "abcdefghij".repeat(10));
    terminal.types(&format!("{before}{half}{half}"));
    terminal.until("all of it", |screen| stands(screen, &format!("{before}{half}{half}")));
    // In the middle of a word that is longer than a row.
    terminal.types(&format!("{}MIDDLE\u{7f}", "\u{1b}[D".repeat(half.len())));
    let written = format!("{before}{half}MIDDL{half}");
    terminal.until("letters in the middle of the long word", |screen| stands(screen, &written));
    // And near the beginning, so that every row after it breaks elsewhere.
    terminal.types(&format!("\u{1b}[1;5H{}more ", "\u{1b}[C".repeat("so ".len())));
    let written = written.replacen("so ", "so more ", 1);
    terminal.until("a word near the beginning", |screen| stands(screen, &written));
    terminal.types("\u{11}");
    assert_eq!(terminal.ends(), 0);
    let mut again = Terminal::start(stepback(home.path(), &["resume", "last"]), 80, 24);
    again.until("all of it again", |screen| stands(screen, &written));
    again.types("\u{3}");
    assert_eq!(again.ends(), 0);
}

#[test]
fn a_paste_is_undone_at_once_and_what_is_in_it_is_noticed() {
    let home = folder();
    let mut terminal = page(home.path());
    terminal.types("It was Sunday. ");
    terminal.sees("It was Sunday.");
    terminal.types("\u{1b}[200~You never\r\nanswer me\u{1b}[31m\u{1b}[201~");
    terminal.sees("answer me");
    terminal.types("\u{1a}");
    terminal.until("the paste gone", |screen| {
        !screen.contents().contains("never") && screen.contents().contains("It was Sunday.")
    });
    terminal.types("\u{19}");
    terminal.sees("answer me");
    // The caret goes up into the row with the marked word, which has a sign and a legend there.
    terminal.types("\u{1b}[A");
    terminal.sees("(Alt-N: why)");
    terminal.types("\u{1b}n");
    terminal.sees("Noticed");
    terminal.sees("never");
    terminal.types("\u{1b}");
    terminal.sees("What is it like?");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 0);
    terminal.is_given_back();
}

const HELP: &str = "You do not have to carry this alone";

#[test]
fn help_that_opens_while_somebody_writes_takes_no_letter_from_them() {
    let home = folder();
    let mut terminal = page(home.path());
    // Letters that are keys where nothing is written are among them, and blanks, digits and one that is erased.
    terminal.types("i want to die. quite sure? 7 hoursx\u{7f} of it");
    terminal.sees(HELP);
    terminal.types("\u{1b}");
    terminal.sees("i want to die. quite sure? 7 hours of it");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn help_waits_for_a_word_to_be_whole_and_comes_at_the_latest_when_one_goes_on() {
    let home = folder();
    let mut terminal = page(home.path());
    terminal.types("i want to die");
    terminal.sees("i want to die");
    terminal.types("t again");
    terminal.sees("i want to diet again");
    assert!(!terminal.screen().contains(HELP), "another word opens nothing: {}", terminal.screen());
    terminal.types("\nand then i want to die");
    terminal.sees("and then i want to die");
    assert!(!terminal.screen().contains(HELP), "the word may go on: {}", terminal.screen());
    terminal.types("\u{13}");
    terminal.sees(HELP);
    terminal.types("\u{1b}");
    terminal.sees("That is all.");
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 0);
}

#[test]
fn the_quick_exit_overtakes_no_letter() {
    for _ in 0..6 {
        let home = folder();
        let mut terminal = page(home.path());
        terminal.types("It was Sunday");
        terminal.sees("It was Sunday");
        // The interrupt is a signal, and comes before letters that have not been read yet.
        terminal.types(" and then noth\u{3}");
        assert_eq!(terminal.ends(), 0);
        let mut again = Terminal::start(stepback(home.path(), &["resume", "last"]), 80, 24);
        again.sees("It was Sunday and then noth");
        again.types("\u{3}");
        assert_eq!(again.ends(), 0);
    }
}

#[test]
fn help_names_the_keys_for_writing_and_enter_does_the_one_found() {
    let home = folder();
    let mut terminal = page(home.path());
    terminal.types("one two");
    terminal.sees("one two");
    terminal.types("\u{7}");
    terminal.sees("redo");
    terminal.types("select all");
    terminal.sees("Alt-L");
    terminal.types("\r\u{18}");
    terminal.until("the words cut", |screen| !stands(screen, "one two"));
    terminal.types("\u{16}\u{16}");
    terminal.until("the words put in twice", |screen| stands(screen, "one two one two"));
    terminal.types("\u{3}");
    assert_eq!(terminal.ends(), 0);
}
