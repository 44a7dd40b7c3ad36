//! Words: what is not said to somebody who is upset, and how much of it stands on one screen.
//!
//! The lists are for English text; of other languages only the exclamation marks and the length are judged.

use std::collections::BTreeSet;
use std::ops::Range;

use super::reading_level::{grade, words};
use crate::fault::Fault;
use crate::guide::read::{Marks, Role, TextMark};
use crate::guide::{Guide, Piece, Step, Template};

/// More words than this on one screen are not read by somebody who is upset (evidence, 8).
const MOST_WORDS: usize = 60;
/// Above this grade a text is hard to read (evidence, 8: median 6, at most 8).
const MOST_GRADE: f64 = 8.0;

/// Words that push, belittle or judge, and what to do instead.
const NOT_SAID: [(&str, &str); 14] = [
    ("should", "write \"you could\" or \"some people\""),
    ("just", "take it out"),
    ("simply", "take it out"),
    ("toxic", "say what happened instead"),
    ("narcissist", "say what happened instead"),
    ("narcissistic", "say what happened instead"),
    ("needy", "say what is needed instead"),
    ("victim", "say what happened instead"),
    ("confront", "write \"ask for a talk\""),
    ("boyfriend", "write {relation} or \"partner\""),
    ("girlfriend", "write {relation} or \"partner\""),
    ("husband", "write {relation} or \"partner\""),
    ("wife", "write {relation} or \"partner\""),
    ("proven", "name the source instead"),
];

/// Praise, which judges too: word for word, in small letters.
const PRAISE: [&str; 10] = [
    "well done",
    "good job",
    "great job",
    "good work",
    "great work",
    "nice work",
    "good for you",
    "proud of you",
    "congratulations",
    "you did great",
];
/// What a guide never asks for: it would look like the program.
const SECRETS: [&str; 4] = ["your passphrase", "your password", "sessions on this computer are sealed", "your pin"];

/// Pronouns for which there is a place to fill.
const GENDERED: [(&str, &str); 8] = [
    ("he", "{they}"),
    ("she", "{they}"),
    ("him", "{them}"),
    ("her", "{them} or {their}"),
    ("his", "{their} or {theirs}"),
    ("hers", "{theirs}"),
    ("himself", "{themself}"),
    ("herself", "{themself}"),
];

/// What is not said, or hard to read.
pub fn texts(marks: &Marks) -> Vec<Fault> {
    let english = marks.language.split(['-', '_']).next().is_some_and(|language| language.eq_ignore_ascii_case("en"));
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    let once = marks.texts.iter().filter(|text| seen.insert((text.text.span.start, text.text.span.end)));
    once.flat_map(|text| of_text(text, english)).collect()
}

/// Screens with too many words on them.
pub fn lengths(guide: &Guide, marks: &Marks) -> Vec<Fault> {
    let mut faults = Vec::new();
    for step in &guide.steps {
        let Some(mark) = marks.steps.get(&step.id) else { continue };
        let count = longest(step);
        if count > MOST_WORDS {
            let what = format!("this screen has {count} words; more than {MOST_WORDS} are hard to take in when upset");
            faults.push(Fault::warning("many-words", mark.id.clone(), what).mend("divide it into two steps"));
        }
    }
    faults
}

fn of_text(text: &TextMark, english: bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    let said = spoken(&text.text.value);
    if said.contains('!') {
        let fault = Fault::warning("exclamation", text.text.span.clone(), "an exclamation mark raises the voice");
        faults.push(fault.mend("end the sentence with a full stop"));
    }
    if !english {
        return faults;
    }
    for (plural, singular) in pairs(&text.text.value).filter(|(plural, singular)| is_turned_round(plural, singular)) {
        let what = format!("`{{{plural}|{singular}}}` says \"they {plural}\"");
        let fault = Fault::warning("verb-pair-order", text.text.span.clone(), what);
        faults.push(fault.mend(format!("plural first: {{{singular}|{plural}}}")));
    }
    let lower = said.to_lowercase();
    if SECRETS.iter().any(|secret| lower.contains(secret)) {
        let fault = Fault::warning(
            "asks-for-a-secret",
            text.text.span.clone(),
            "only the program itself asks for a passphrase, and what is answered here is saved like any answer",
        );
        faults.push(fault.mend("ask for something else"));
    }
    let present: BTreeSet<String> = words(&said).map(str::to_lowercase).collect();
    for (word, mend) in NOT_SAID.iter().filter(|(word, _)| present.contains(*word)) {
        let fault =
            Fault::warning("not-said", at_word(text, word), format!("\"{word}\" pushes, judges or takes for granted"));
        faults.push(fault.mend(*mend));
    }
    for praise in PRAISE.iter().filter(|praise| praises(&said, praise)) {
        let fault = Fault::warning(
            "not-said",
            text.text.span.clone(),
            format!("\"{praise}\" is praise, and praise judges too"),
        );
        faults.push(fault.mend("say what comes next instead"));
    }
    for (word, place) in GENDERED.iter().filter(|(word, _)| present.contains(*word)) {
        let fault = Fault::warning("gendered", at_word(text, word), format!("\"{word}\" does not fit everybody"));
        faults.push(fault.mend(format!("write {place}; verbs agree as pairs: {{are|is}}")));
    }
    let read = matches!(text.role, Role::Ask | Role::Text);
    if let Some(grade) = grade(&said).filter(|grade| read && *grade > MOST_GRADE) {
        let what = format!("this text is hard to read (grade {grade:.0}; {MOST_GRADE:.0} is plain)");
        faults.push(
            Fault::warning("hard-to-read", text.text.span.clone(), what).mend("shorter sentences, shorter words"),
        );
    }
    faults
}

/// Whether one of the sentences holds these words beside each other.
fn praises(said: &str, praise: &str) -> bool {
    said.split(['.', '!', '?', ',', ';', ':', '\n']).any(|sentence| {
        let row: Vec<String> = words(sentence).map(str::to_lowercase).collect();
        format!(" {} ", row.join(" ")).contains(&format!(" {praise} "))
    })
}

/// Where a word stands: the text as a whole, as escapes make the place in the file uncertain, is near enough.
fn at_word(text: &TextMark, _word: &str) -> Range<usize> {
    text.text.span.clone()
}

/// The verb pairs in a text.
fn pairs(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let places = text.split('{').filter_map(|from| from.split_once('}'));
    places.filter_map(|(place, _)| place.split_once('|')).map(|(plural, singular)| (plural.trim(), singular.trim()))
}

/// Whether the verb that goes with one person stands before the one that goes with "they".
fn is_turned_round(plural: &str, singular: &str) -> bool {
    const ODD: [(&str, &str); 4] = [("are", "is"), ("were", "was"), ("have", "has"), ("do", "does")];
    let plain = |verb: &str| verb.to_lowercase().replace('\u{2019}', "'");
    let (first, second) = (plain(plural), plain(singular));
    let bare = |verb: &str| verb.trim_end_matches("n't").trim_end_matches("'s").to_owned();
    let odd = ODD.iter().any(|(many, one)| (bare(&first), bare(&second)) == ((*one).to_owned(), (*many).to_owned()));
    odd || ["s", "es"].iter().any(|ending| first.strip_suffix(ending) == Some(second.as_str()))
}

/// A text as it may sound, with places filled by words of about their kind.
fn spoken(text: &str) -> String {
    let mut said = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        said.push_str(before);
        let (place, after) = from.split_once('}').unwrap_or(("", from));
        let place = place.split_once('|').map_or(place, |(plural, _)| plural);
        said.push_str(place.split_once(':').map_or(place, |(_, fallback)| fallback.trim()));
        rest = after;
    }
    said.push_str(rest);
    said
}

/// The words of a step's question and text, in its longest wording.
fn longest(step: &Step) -> usize {
    let wordings = step.by.iter().flat_map(|by| by.wordings.values());
    let other = wordings
        .map(|words| count(words.ask.as_ref().unwrap_or(&step.ask)) + count(words.text.as_ref().unwrap_or(&step.text)));
    other.chain([count(&step.ask) + count(&step.text)]).max().unwrap_or_default()
}

fn count(template: &Template) -> usize {
    let piece = |piece: &Piece| match piece {
        Piece::Words(text) => words(text).count(),
        Piece::Answer { fallback, .. } => words(fallback).count(),
        Piece::Name | Piece::Me | Piece::Relation | Piece::Item | Piece::Pronoun { .. } | Piece::Verb { .. } => 1,
    };
    template.pieces.iter().map(piece).sum()
}
