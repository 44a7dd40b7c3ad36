//! Texts folded: short forms, breaks, abbreviations, every script, quotation.

use super::super::slips::Slips;
use super::*;

fn english() -> ShortForms {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    ShortForms {
        words: HashMap::from([
            ("can't".to_owned(), words("can not")),
            ("im".to_owned(), words("i am")),
            ("u".to_owned(), words("you")),
        ]),
        endings: vec![("n't".to_owned(), words("not")), ("'m".to_owned(), words("am")), ("'s".to_owned(), words("is"))],
        slips: Slips::new(["suicide".to_owned()], []),
    }
}

/// `expected`: every folded word followed by its original in brackets; `,` and `.` before a word show its break.
#[track_caller]
fn check(text: &str, expected: &str) {
    let folded = fold(text, &english());
    let shown: Vec<String> = (0..folded.words.len())
        .map(|at| {
            let word = &folded.words[at];
            let before = match word.before {
                Break::Within | Break::Joined => "",
                Break::Comma => ",",
                Break::Stop => ".",
            };
            format!("{before}{}[{}]", folded.word(at).unwrap(), text.get(word.bytes.clone()).unwrap())
        })
        .collect();
    assert_eq!(shown.join(" "), expected, "{text:?}");
}

#[test]
fn short_forms_are_written_out_and_keep_their_bytes() {
    check("I'm here", ".i[I] am['m] here[here]");
    check("I’m here", ".i[I] am[’m] here[here]");
    check("Im here", ".i[Im] am[Im] here[here]");
    check("don't", ".do[do] not[n't]");
    check("CAN'T", ".can[CAN'T] not[CAN'T]");
    check("Sam's late", ".sam[Sam] is['s] late[late]");
    check("o'clock", ".o'clock[o'clock]");
}

#[test]
fn breaks_tell_commas_from_stops() {
    check("you, never", ".you[you] ,never[never]");
    check("you... never", ".you[you] ,never[never]");
    check("you – never", ".you[you] ,never[never]");
    check("you - never", ".you[you] ,never[never]");
    check("well-known", ".well[well] known[known]");
    check("you. Never", ".you[you] .never[Never]");
    check("(you) never", ".you[you] .never[never]");
    check("you \"never\" say", ".you[you] never[never] say[say]");
    check("you 🙂 never", ".you[you] ,never[never]");
    check("you\u{200b} never", ".you[you] never[never]");
}

#[test]
fn abbreviations_stay_whole() {
    check("the move, i.e. May", ".the[the] move[move] ,i.e.[i.e.] may[May]");
    check("than I. Yes", ".than[than] i[I] .yes[Yes]");
    check("I.e. yes", ".i.e.[I.e.] yes[yes]");
}

#[test]
fn letters_held_down_and_loud_marks() {
    check("Sooo late??", ".so[Sooo] late[late]");
    check("hello???", ".hello[hello] .???[???]");
    check("no?!!!! yes", ".no[no] .???[?!!!!] .yes[yes]");
    check("now!!! yes", ".now[now] .!!![!!!] .yes[yes]");
}

#[test]
fn every_script_keeps_its_bytes() {
    check("İyi Straße naïve nai\u{308}ve", ".i\u{307}yi[İyi] straße[Straße] naïve[naïve] naïve[nai\u{308}ve]");
    check("你总是", ".你[你] 总[总] 是[是]");
    check("", "");
}

#[test]
fn shouting_needs_two_capitals() {
    let folded = fold("I SAID no A1", &ShortForms::default());
    let shouted: Vec<bool> = folded.words.iter().map(|word| word.shouted).collect();
    assert_eq!(shouted, [false, true, false, false]);
}

#[test]
fn quoted_words_are_known() {
    let folded = fold("He said “I will” and I", &ShortForms::default());
    let quoted: Vec<&str> =
        (0..folded.words.len()).filter(|&at| folded.words[at].quoted).filter_map(|at| folded.word(at)).collect();
    assert_eq!(quoted, ["i", "will"]);
}

#[test]
fn a_slip_is_read_as_the_word_that_was_meant_and_keeps_its_place() {
    let folded = fold("no Suicde note", &english());
    assert_eq!(folded.copy, " no suicide note ");
    assert_eq!(folded.words[1].bytes, 3..9);
}
