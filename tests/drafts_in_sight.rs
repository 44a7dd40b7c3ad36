//! The message of the built-in guide while it is written, in every part and with several drafts: what it comes to, what is
//! said of it and what is asked stay in sight, however small the window.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop at the first thing that is not as it says"
)]

#[path = "frames/walk.rs"]
mod walk;

use stepback::screen::{Block, Screen};
use stepback::tui::Look;
use walk::{Ground, Walk};

/// A usual window, the smallest, and a large one.
const SIZES: [(u16, u16); 3] = [(80, 24), (40, 12), (200, 60)];

/// Somebody who has come as far as the message.
fn at_the_message((width, height): (u16, u16)) -> Walk {
    let ground = Ground::new().expect("what is built in loads");
    let mut walk = Walk::new(ground, width, height, Look { motion: false, ..Look::default() });
    assert!(walk.walk_to("message", &[("decide", "2")]), "the message comes by");
    walk
}

/// Words alone, one blank between them.
fn words(rows: &[String]) -> String {
    let all = rows.join(" ").replace(['↑', '↓', '▏', '›'], " ");
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why the message is not offered for copying.
fn withheld(screen: &Screen<'_>) -> Option<String> {
    screen.blocks.iter().find_map(|block| if let Block::Withheld(why) = block { Some(why.clone()) } else { None })
}

#[test]
fn why_a_message_is_not_offered_for_copying_is_in_sight_wherever_it_is_written() {
    for size in SIZES {
        for before in ["", "<tab><tab>Sunday was long<tab><tab><tab><tab>"] {
            let mut walk = at_the_message(size);
            let (rows, _, why) = walk.after(&format!("{before}Answer me or else. "), withheld);
            let (all, why) = (words(&rows), why.expect("it is withheld"));
            let told = all.contains(&why) || all.contains("Not offered for copying (Alt-C: why)");
            assert!(told && (size.1 < 24 || all.contains(&why)), "{size:?}\n{}", rows.join("\n"));
            let (rows, ..) = walk.after("<a-c>", |_| ());
            assert!(words(&rows).contains(&why), "said by the key, {size:?}\n{}", rows.join("\n"));
            let (rows, ..) = walk.after("<a-n>", |_| ());
            assert!(words(&rows).contains(&why), "said on the page of what is noticed, {size:?}\n{}", rows.join("\n"));
        }
    }
}

/// What is typed into the parts, one after the other.
const PARTS: [&str; 6] = [
    "Hi Sam",
    "We last spoke on Sunday evening",
    "worried, and I miss you",
    "20 minutes to hear how you are, and tell you how I am, and what you never told me",
    "Wednesday evening or Saturday",
    "If you need more time, tell me when",
];

/// What is asked for in the field in focus, its words, what all parts come to, and what can be chosen.
#[derive(Debug)]
struct Asked {
    label: String,
    written: String,
    built: String,
    options: Vec<String>,
}

fn asked(screen: &Screen<'_>) -> Asked {
    let mut asked = Asked { label: String::new(), written: String::new(), built: String::new(), options: Vec::new() };
    for block in &screen.blocks {
        match block {
            Block::Editor(editor) if editor.focus => {
                (asked.label, asked.written) = (editor.label.clone(), editor.text.to_string());
            }
            Block::Built(built) => asked.built = built.text.to_string(),
            Block::Options { rows, at: Some(_), .. } => {
                asked.options = rows.iter().map(|row| row.label.clone()).collect();
            }
            _ => {}
        }
    }
    asked
}

fn last_word(text: &str) -> &str {
    text.split_whitespace().last().unwrap_or_default()
}

/// What must hold while the message is written.
#[track_caller]
fn check((width, height): (u16, u16), rows: &[String], asked: &Asked, drafts: usize) {
    let all = words(rows);
    let fault = |what: &str| panic!("{what} at {width}x{height}: {asked:#?}\n{}", rows.join("\n"));
    if !all.contains(&asked.label) || !asked.options.iter().all(|label| all.contains(label)) {
        fault("what is asked is cut");
    }
    if !all.contains(last_word(&asked.written)) {
        fault("what is written is out of sight");
    }
    let named: Vec<usize> = (0..rows.len()).filter(|at| rows[*at].contains("So far (change it at the end)")).collect();
    if named.len() != usize::from(!asked.built.is_empty()) {
        fault("what it comes to has not its one name");
    }
    if let Some(name) = named.first() {
        let own = rows[name + 1..].iter().skip_while(|row| row.trim().is_empty());
        let own: Vec<&String> = own.take_while(|row| row.contains('▏') && !row.contains("▏ Draft")).collect();
        let whole = asked.built.len() <= own.iter().map(|row| row.trim().len()).sum();
        let end = own.last().is_some_and(|row| row.contains(last_word(&asked.built)) || width > 80);
        if !end || !(own.len() >= 3 || whole) {
            fault("the end of what it comes to is out of sight");
        }
    }
    let listed = rows.iter().filter(|row| row.contains("Draft ")).count();
    let full = height < 24 && asked.written.len() > 60;
    if listed != drafts && !(full && listed < drafts) {
        fault("another draft is not there once");
    }
    // What is not in focus may be cut in the smallest window; it is whole where it is written.
    let small = |row: &String| height < 24 && row.trim_start().starts_with('▏');
    let cut = |row: &&String| row.contains('…') && !row.contains("▏ Draft ") && !small(row);
    if let Some(row) = rows.iter().find(cut) {
        fault(row);
    }
}

#[test]
fn while_a_message_is_written_in_parts_its_question_and_what_it_comes_to_are_in_sight() {
    for size in SIZES {
        let mut walk = at_the_message(size);
        let mut typed = String::new();
        for part in PARTS {
            let (rows, _, asked) = walk.after(&format!("{typed}{part}"), asked);
            check(size, &rows, &asked, 0);
            "<tab>".clone_into(&mut typed);
        }
        let (rows, _, whole) = walk.after("<tab>", asked);
        assert_eq!(whole.label, "The whole text: change any word");
        check(size, &rows, &whole, 0);
        let (rows, _, options) = walk.after("<tab>", asked);
        check(size, &rows, &options, 0);
    }
}

#[test]
fn beside_another_draft_the_one_in_hand_is_in_sight_with_its_name() {
    for size in SIZES {
        let mut walk = at_the_message(size);
        let (rows, _, first) = walk.after(&format!("{}<tab><tab><enter><enter>", PARTS.join("<tab>")), asked);
        check(size, &rows, &first, 1);
        for number in 1..PARTS.len() {
            let (rows, _, asked) = walk.after(if number == 3 { "<tab> You never answer" } else { "<tab>" }, asked);
            check(size, &rows, &asked, 1);
        }
        let (rows, _, whole) = walk.after("<tab>", asked);
        check(size, &rows, &whole, 1);
        let (rows, _, options) = walk.after("<tab>", asked);
        check(size, &rows, &options, 1);
        let (rows, _, long) =
            walk.after("<s-tab> One more thing I would say, if that is all right with you today.", asked);
        check(size, &rows, &long, 1);
        assert!(words(&rows).contains("68 words; up to 60 are easy to read."), "{}", rows.join("\n"));
        // The other one is seen whole by going on with it; this one takes its place.
        let (rows, _, other) = walk.after("<tab><a-3>", asked);
        check(size, &rows, &other, 1);
        assert!(!other.written.contains("One more thing") && other.written.contains("Hi Sam"), "{other:?}");
    }
}

#[test]
fn that_any_word_can_be_changed_is_said_over_the_text_and_on_the_help_page() {
    for size in SIZES {
        let mut walk = at_the_message(size);
        let (rows, ..) = walk.after("Hi Sam", |_| ());
        assert!(words(&rows).contains("So far (change it at the end)"), "{size:?}\n{}", rows.join("\n"));
        let (rows, ..) = walk.after("<f1>", |_| ());
        assert!(words(&rows).contains("yours to change, any word of it"), "{size:?}\n{}", rows.join("\n"));
        let (rows, ..) = walk.after("<esc><tab><tab><tab><tab><tab><tab>", |_| ());
        assert!(words(&rows).contains("The whole text: change any word"), "{size:?}\n{}", rows.join("\n"));
    }
}

#[test]
fn marks_show_in_what_all_parts_come_to_wherever_one_writes() {
    for size in SIZES {
        let mut walk = at_the_message(size);
        let (rows, ..) = walk.after("Hi Sam<enter>You ignored me on Sunday<enter>", |_| ());
        let all = rows.join("\n");
        // In the smallest window rows are for the words: the legend alone names the kind and the key.
        let told = all.contains("Alt-N noticed") && all.contains("sound like blame");
        assert!(told || (size.1 < 24 && all.contains("blame (Alt-N: why)")), "{size:?}\n{all}");
        let name = rows.iter().position(|row| row.contains("So far")).expect("its name");
        let signed = rows[name..]
            .iter()
            .any(|row| row.contains("ignored") && row.trim_start().find("▏").is_some_and(|at| at > 0));
        assert!(signed, "{size:?}\n{all}");
    }
}

#[test]
fn wherever_a_mark_is_in_sight_the_key_that_says_why_is_named() {
    for size in SIZES {
        let mut walk = at_the_message(size);
        for typed in ["You ignored me on Sunday, you owe me an answer", " always", "I want to die"] {
            // Through every part, the whole text, and the options under it.
            for key in std::iter::once(typed).chain(["<tab>"; 7]).chain(["<s-tab>"; 7]) {
                let (rows, ..) = walk.after(key, |_| ());
                assert!(rows.iter().any(|row| row.contains("Alt-N")), "{size:?} {key}\n{}", rows.join("\n"));
            }
        }
    }
}

#[test]
fn what_is_typed_on_the_options_under_a_message_does_nothing() {
    for size in SIZES {
        let mut walk = at_the_message(size);
        let (_, _, before) = walk.after("Hi Sam<tab><tab><tab><tab><tab><tab><tab>", asked);
        assert!(!before.options.is_empty(), "{before:?}");
        let (rows, _, after) = walk.after("twenty minutes on the phone, at 1 or 12?", asked);
        assert_eq!((&after.options, &after.built), (&before.options, &before.built), "{size:?}");
        let all = rows.join("\n");
        assert!(!all.contains("Draft 1") && all.contains("^S go on"), "{size:?}\n{all}");
        assert!(all.contains("↑↓ Enter choose") || size.0 < 80, "{all}");
        // Enter, as after each part, only goes to the row; again it takes it.
        let (rows, _, once) = walk.after("<enter>", asked);
        assert!(once.options == before.options && !rows.join("\n").contains("Draft 1"), "{once:?}");
        let (rows, _, twice) = walk.after("<enter>", asked);
        assert!(twice.label == "How do you greet him?" && rows.join("\n").contains("Draft 1"), "{twice:?}");
    }
}

#[test]
fn where_help_is_offered_beside_what_is_noticed_its_key_is_named_first() {
    for key in ["h", "y"] {
        let mut walk = at_the_message((80, 24));
        let (rows, ..) = walk.after("Hi Sam<enter>I want to die<enter><a-n>", |_| ());
        let bar = rows.iter().map(|row| row.trim()).rfind(|row| !row.is_empty()).unwrap_or_default();
        assert!(words(&rows).contains("who could be called now?") && bar.starts_with("h help lines"), "{bar}");
        let (_, _, title) = walk.after(key, |screen| screen.overlay.as_ref().map(|layer| layer.title.clone()));
        assert_eq!(title.as_deref(), Some("People to talk to"), "{key}");
    }
    let mut walk = at_the_message((80, 24));
    let (rows, ..) = walk.after("You ignored me<a-n>", |_| ());
    assert!(!rows.iter().any(|row| row.contains("help lines")), "{}", rows.join("\n"));
    let (_, _, title) = walk.after("y", |screen| screen.overlay.as_ref().map(|layer| layer.title.clone()));
    assert_eq!(title.as_deref(), Some("Noticed"));
}
