//! What is said at the end of words that are not saved, what is not handed out and not erased, and what plain lines say of
//! words noticed.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test stops at whatever is not as it says"
)]

#[path = "program/place.rs"]
mod place;
#[path = "program/reader.rs"]
mod reader;

use place::Place;

const PAGE: &str = r#"
format = 1
id = "page"
title = "A page"
about = "A page to write on."
[[stage]]
id = "only"
title = "Only"
[[stage.step]]
id = "words"
kind = "long"
ask = "What do you want to say?"
notice = ["message"]
[[stage.step]]
id = "safe"
kind = "gate"
keep = "never"
ask = "Is a talk safe?"
questions = [{ id = "afraid", ask = "Are you afraid of them?" }]
assent = "I feel safe to talk"
[[stage.step]]
id = "message"
kind = "draft"
when = { step = "safe", cleared = true }
ask = "Your message"
to = "them"
message = true
notice = ["message"]
parts = [{ id = "one", ask = "What will you say?" }]
[[stage.step]]
id = "again"
kind = "read"
ask = "Read it again"
recall = ["message"]
"#;

fn page() -> (Place, String) {
    let place = Place::new();
    let guide = place.file("page.toml", PAGE);
    (place, guide)
}

/// A session that is open in another window, a few answers in.
fn open_elsewhere(place: &Place) -> reader::Running {
    let mut first = reader::Running::start(place, &["begin"]);
    for line in ["", "1", "Sam", "1", "1", "Robin"] {
        first.until_prompt();
        first.enter(line);
    }
    first.until_prompt();
    first.until_listed(place);
    first
}

#[test]
fn words_written_where_one_can_only_read_are_not_said_to_be_saved() {
    let place = Place::new();
    let mut first = open_elsewhere(&place);
    for leaving in ["5\n:quit\n4\n", "5\n"] {
        let second = place.run(&["resume", "last"], leaving);
        assert_eq!(second.code, 1, "{}{}", second.out, second.err);
        assert!(second.err.contains("reading only, so what you wrote here is not saved"), "{}", second.err);
        assert!(!second.out.contains("Saved."), "{}", second.out);
    }
    let looked = place.run(&["resume", "last"], ":quit\n");
    assert!(looked.out.contains("open in another window"), "{}", looked.out);
    assert!(looked.out.contains("Nothing was changed: this session was open for reading only."), "{}", looked.out);
    assert_eq!(looked.code, 0);
    first.enter(":quit");
    assert_eq!(first.end().code, 0);
}

#[test]
fn a_session_that_is_open_elsewhere_is_named_when_it_is_not_erased() {
    let place = Place::new();
    let mut first = open_elsewhere(&place);
    let asked = ["erase", "--person", "Sam"];
    let alone = place.run(&asked, "yes\n");
    assert_eq!(alone.code, 1, "{}{}", alone.out, alone.err);
    let said =
        ["Nothing has been erased: the session", "open in another window", "Close that window, and erase again."];
    assert!(said.iter().all(|said| alone.err.contains(said)), "{}", alone.err);
    assert!(!alone.out.contains("Erased"), "{}", alone.out);
    let begun = place.run(&["begin"], "\n1\nSam\n1\n1\n1\nRobin\n:quit\n");
    assert_eq!(begun.code, 0, "{}{}", begun.out, begun.err);
    let both = place.run(&asked, "yes\n");
    assert_eq!(both.code, 1, "{}{}", both.out, both.err);
    assert!(
        both.out.contains("Erased: 1 session,") && both.err.contains("Not everything is erased"),
        "{}{}",
        both.out,
        both.err
    );
    first.enter(":quit");
    assert_eq!(first.end().code, 0);
    let rest = place.run(&asked, "yes\n");
    assert_eq!((rest.code, rest.out.contains("Erased: 1 session,")), (0, true), "{}{}", rest.out, rest.err);
}

#[test]
fn input_that_ends_while_nothing_can_be_saved_is_told_and_the_quick_exit_is_not() {
    let (place, guide) = page();
    std::fs::create_dir_all(place.data().parent().unwrap()).unwrap();
    std::fs::write(place.data(), "in the way").unwrap();
    let ended = place.run(&["begin", &guide], "He waits.\n\n.\nmore words\n");
    assert_eq!(ended.code, 1, "{}{}", ended.out, ended.err);
    assert!(!ended.err.is_empty() && !ended.err.contains("more words"), "{}", ended.err);
}

#[test]
fn a_message_that_frightens_is_not_written_out_alone() {
    for (words, code) in [("I miss you. Can we talk on Sunday?", 0), ("Answer me or I will hurt you.", 1)] {
        let (place, guide) = page();
        let begun = place.run(&["begin", &guide], &format!(":skip\n1\n{words}\n\n\n\n"));
        assert_eq!(begun.code, 0, "{}{}", begun.out, begun.err);
        let again = begun.out.split("Read it again").nth(1).expect("the page after it");
        assert_eq!(again.contains("not offered for copying"), code == 1, "{again}");
        let alone = place.run(&["export", "last", "--only", "message"], "");
        assert_eq!(alone.code, code, "{}{}", alone.out, alone.err);
        assert_eq!(alone.out.contains(words), code == 0, "{}", alone.out);
        assert_eq!(alone.err.contains("not offered for copying"), code == 1, "{}", alone.err);
        let whole = place.run(&["export", "last"], "");
        assert!(whole.out.contains("Answer") || code == 0, "one's own words can always be had: {}", whole.out);
    }
}

#[test]
fn noticing_is_switched_off_for_a_session_and_help_still_opens() {
    let (place, guide) = page();
    let asks = "You never listen.\n:noticed\n:noticing off\n:noticed\n:quit\n";
    let begun = place.run(&["begin", &guide], asks);
    assert!(begun.out.contains("“You never"), "{}", begun.out);
    assert_eq!(begun.out.matches("Noticing is switched off.").count(), 2, "{}", begun.out);
    let again = place.run(&["resume", "last"], "You always leave.\n:noticed\nI want to die.\n:quit\n");
    assert!(again.out.contains("Noticing is switched off.") && !again.out.contains("“You always"), "{}", again.out);
    assert!(again.out.contains("You do not have to carry this alone"), "{}", again.out);
    let on = place.run(&["resume", "last"], ":noticing on\n:noticed\n:quit\n");
    let (help, why) = on.out.split_once("Noticed:").expect("what was noticed");
    assert!(help.contains("People to talk to"), "where help is comes first: {}", on.out);
    assert!(why.contains("“You never"), "{}", on.out);
}

const LINES: &str = r#"
format = 1
id = "lines"
title = "Lines"
about = "Lines to write on."
[[stage]]
id = "only"
title = "Only"
[[stage.step]]
id = "message"
kind = "draft"
ask = "Your first sentence"
to = "me"
notice = ["message"]
parts = [
  { id = "feel", ask = "What do you feel?", before = "I feel " },
  { id = "about", ask = "About what?", before = "about " },
]
[[stage.step]]
id = "next"
kind = "short"
ask = "What is next?"
"#;

#[test]
fn plain_lines_say_once_which_words_are_marked_and_why_when_asked() {
    let place = Place::new();
    let guide = place.file("lines.toml", LINES);
    let begun =
        place.run(&["begin", &guide], "ignored\n:noticed\nyou never call and I feel rejected\n:noticed\n:quit\n");
    assert!(begun.out.contains(":words, :noticed, :help"), "{}", begun.out);
    let said: Vec<&str> = begun.out.lines().filter(|line| line.contains("Marked there: ")).collect();
    assert_eq!(said.len(), 2, "{}", begun.out);
    assert!(said[0].ends_with("Marked there: “ignored”. :noticed says why."), "{said:?}");
    assert!(said[1].ends_with("Marked there: “you never”. :noticed says why."), "not of the same kind again: {said:?}");
    let (asked, rest) = begun.out.split_once("About what?").expect("the next field");
    assert!(!asked.contains("A mirror") && rest.contains("“ignored”: "), "{}", begun.out);
    assert!(rest.contains("“rejected”") && rest.contains("“you never”: "), "{}", begun.out);

    let off = place.run(&["begin", &guide], ":noticing off\nignored\n:quit\n");
    assert!(!off.out.contains("Marked there"), "{}", off.out);
    let calm = place.run(&["begin", &guide], "worried\n:noticed\n:quit\n");
    assert!(!calm.out.contains("Marked there") && calm.out.contains("Nothing is marked here."), "{}", calm.out);
    let afraid = place.run(&["begin", &guide], "threatened\n:noticed\n:noticed\n:quit\n");
    assert!(afraid.out.contains("being afraid, hurt or controlled"), "{}", afraid.out);
    assert!(afraid.out.contains("“threatened”: These words may be about your safety."), "{}", afraid.out);
}

#[test]
fn in_plain_lines_every_kind_noticed_is_told_and_safety_comes_first() {
    let place = Place::new();
    let notice = "notice = [\"inside\", \"absolutes\", \"mind_reading\", \"accusation\", \"pressure\"]";
    let guide = place.file("page.toml", &PAGE.replace("notice = [\"message\"]", notice));
    let words =
        "You never listen, I see. He thinks I am boring. It is all your fault. Answer me right now.\nHe hit me.";
    let said = place.run(&["begin", &guide], &format!("{words}\n:noticed\n:noticed\n:quit\n"));
    let safety = said.out.find("If it is not safe").expect("safety first");
    for noticed in
        ["“You never”", "“I”", "“He thinks I am boring”", "“all your fault”", "“Answer me right now”", "“He hit me”"]
    {
        assert!(said.out.rfind(noticed).is_some_and(|at| at > safety), "{noticed} in {}", said.out);
    }
}
