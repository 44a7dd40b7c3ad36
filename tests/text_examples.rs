//! The writing surface as one meets it: what Backspace takes, what an undo takes back, what is refused.

use stepback::text::{Changed, Clip, Edit, Motion, Text};

/// How a way of typing is taken back: what is left after each undo.
#[track_caller]
fn undone(edits: &[Edit], left: &[&str]) {
    let mut text = Text::new();
    let mut clip = Clip::default();
    for edit in edits {
        let _ = text.apply(edit, &mut clip);
    }
    for words in left {
        assert_eq!(text.apply(&Edit::Undo, &mut clip), Changed::Words);
        assert_eq!(text.to_string(), *words);
    }
    assert_eq!(text.to_string(), "");
    assert_eq!(text.apply(&Edit::Undo, &mut clip), Changed::Nothing);
}

fn keys(words: &str) -> Vec<Edit> {
    words.chars().map(|c| Edit::Type(c.into())).collect()
}

#[test]
fn undo_goes_by_word_and_pause_never_by_letter() {
    let back = |count| vec![Edit::Erase(Motion::Left); count];
    undone(&keys("I miss you"), &["I miss ", "I ", ""]);
    undone(&[keys("one"), vec![Edit::Pause], keys("two")].concat(), &["one", ""]);
    undone(&[keys("one"), vec![Edit::Newline], keys("two")].concat(), &["one\n", "one", ""]);
    undone(&[keys("one two"), back(5)].concat(), &["one", "one two", "one ", ""]);
    undone(
        &[keys("one "), vec![Edit::Paste("two\nthree".into())], keys("four")].concat(),
        &["one two\nthree", "one ", ""],
    );
    let moved = Edit::Move { to: Motion::Start, select: false };
    undone(&[keys("ab"), vec![moved], keys("cd")].concat(), &["ab", ""]);
    undone(&[keys("ab"), vec![Edit::SelectAll], keys("cd")].concat(), &["ab", ""]);
    undone(&[keys("ab cd"), vec![Edit::Erase(Motion::WordLeft)]].concat(), &["ab cd", "ab ", ""]);
}

#[test]
fn a_megabyte_pasted_is_one_step() {
    let words = "so much to say \u{1b}[31m and no answer\r\n".repeat((1 << 20) / 40);
    let mut text = Text::new();
    let mut clip = Clip::default();
    assert_eq!(text.apply(&Edit::Paste(words.clone()), &mut clip), Changed::Words);
    assert_eq!(text.to_string(), words.replace("\r\n", "\n").replace("\u{1b}[31m", ""));
    assert_eq!(text.apply(&Edit::Undo, &mut clip), Changed::Words);
    assert!(text.is_empty());
    assert_eq!(text.apply(&Edit::Redo, &mut clip), Changed::Words);
    assert_eq!(text.len_bytes(), words.len() - (1 << 20) / 40 * 6);
}

#[test]
fn what_does_not_fit_is_refused_whole() {
    let mut text = Text::from_str("four").with_limit(8);
    let mut clip = Clip::default();
    for edit in [Edit::Paste("12345".into()), Edit::Type("12345".into())] {
        let Changed::Refused(why) = text.apply(&edit, &mut clip) else { panic!("{edit:?} was taken") };
        assert!(why.to_string().contains("at most 8 bytes"), "{why}");
        assert_eq!(text.to_string(), "four");
    }
    assert!(matches!(text.replace_all("123456789"), Changed::Refused(_)));
    assert_eq!(text.apply(&Edit::Paste("1234".into()), &mut clip), Changed::Words);
    assert_eq!(text.apply(&Edit::Erase(Motion::Left), &mut clip), Changed::Words);
    assert_eq!(text.apply(&Edit::SelectAll, &mut clip), Changed::Caret);
    assert_eq!(text.apply(&Edit::Paste("12345678".into()), &mut clip), Changed::Words);
    // What was there before is kept whatever its length, and may be made shorter.
    let mut long = Text::from_str("too long already").with_limit(8);
    assert_eq!(long.apply(&Edit::Erase(Motion::WordLeft), &mut clip), Changed::Words);
    let mut whole = Text::new();
    assert!(matches!(whole.apply(&Edit::Paste("x".repeat((1 << 20) + 1)), &mut clip), Changed::Refused(_)));
    assert_eq!(whole.apply(&Edit::Paste("x".repeat(1 << 20)), &mut clip), Changed::Words);
}

#[test]
fn backspace_takes_one_visible_character_or_one_letter_where_writers_expect_that() {
    #[track_caller]
    fn check(words: &str, left: &[&str]) {
        let mut text = Text::from_str(words);
        for left in left {
            assert_eq!(text.apply(&Edit::Erase(Motion::Left), &mut Clip::default()), Changed::Words);
            assert_eq!(text.to_string(), *left);
        }
        assert_eq!(text.apply(&Edit::Undo, &mut Clip::default()), Changed::Words);
    }
    check("a👨\u{200d}👩\u{200d}👧", &["a", ""]);
    check("e\u{301}", &[""]);
    check("🇫🇷🇩🇪", &["🇫🇷", ""]);
    check("हिन्दी", &["हिन्द", "हिन\u{94d}", "हिन", "हि", "ह", ""]);
    check("a\n", &["a", ""]);
}

#[test]
fn a_line_stays_one_line() {
    let mut text = Text::line();
    let mut clip = Clip::default();
    let _ = text.apply(&Edit::Paste("Sam\r\nfrom work".into()), &mut clip);
    let _ = text.apply(&Edit::Newline, &mut clip);
    assert_eq!(text.to_string(), "Sam from work ");
    assert_eq!(text.paragraph_count(), 1);
}

#[test]
fn nothing_written_shows_in_a_report() {
    let secret = "canary";
    let mut text = Text::from_str(secret);
    let mut clip = Clip::default();
    let _ = text.apply(&Edit::SelectAll, &mut clip);
    let _ = text.apply(&Edit::Cut, &mut clip);
    let _ = text.apply(&Edit::PasteKept, &mut clip);
    for shown in [
        format!("{text:?}"),
        format!("{:?}", text.paragraph(0)),
        format!("{clip:?}"),
        format!("{:?}", Edit::Type(secret.into())),
        format!("{:?}", Edit::Paste(secret.into())),
    ] {
        assert!(!shown.contains(secret) && shown.contains("6 characters"), "{shown}");
    }
}

#[test]
fn a_copy_keeps_what_it_had_and_what_can_be_undone() {
    let mut text = Text::new();
    let mut clip = Clip::default();
    for edit in keys("one two") {
        let _ = text.apply(&edit, &mut clip);
    }
    let mut copy = text.clone();
    for edit in keys(" three") {
        let _ = text.apply(&edit, &mut clip);
    }
    let _ = text.apply(&Edit::Undo, &mut clip);
    assert_eq!(copy.to_string(), "one two");
    assert_eq!(copy.apply(&Edit::Undo, &mut clip), Changed::Words);
    assert_eq!(copy.to_string(), "one ");
}
