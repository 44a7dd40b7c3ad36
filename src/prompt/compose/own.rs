//! What somebody typed in full: a part's own glue once more, or a sentence that needs none.

use super::join::{STOPS, is_ended};

/// Begin a sentence about oneself, however they are written.
const ONESELF: [&str; 6] = ["i", "i'm", "im", "i've", "i'd", "i'll"];
/// Begin a sentence where they are written large.
const OPENERS: [&str; 25] = [
    "are", "can", "could", "did", "do", "does", "have", "how", "is", "let", "let's", "may", "maybe", "perhaps",
    "please", "shall", "we", "we're", "we've", "what", "when", "where", "why", "will", "would",
];

/// A sentence may follow these: they are no beginning that stands in its way.
const JOINS: [&str; 20] = [
    "after", "and", "as", "because", "before", "believe", "but", "guess", "hope", "if", "know", "or", "since", "so",
    "that", "think", "until", "when", "while", "wish",
];

/// Whether the words are a sentence, to which the glue before them would be a second beginning.
pub(super) fn is_sentence(words: &str, before: &str) -> bool {
    let glue = lower_words(before);
    let takes_one = glue.last().is_none_or(|last| JOINS.contains(&last.as_str()));
    if takes_one {
        return false;
    }
    let first = lower_words(words).into_iter().next().unwrap_or_default();
    let large = words.chars().next().is_some_and(char::is_uppercase);
    ONESELF.contains(&first.as_str()) || (large && OPENERS.contains(&first.as_str()))
}

/// What ends a sentence in the glue after it.
pub(super) fn ending(after: &str) -> &str {
    let after = after.trim_end();
    after.strip_prefix(after.trim_end_matches(STOPS)).unwrap_or_default()
}

/// The words without the beginning that the glue before them has already; all of them where that is all there is.
pub(super) fn without_beginning<'w>(words: &'w str, before: &str) -> &'w str {
    let mut rest = words;
    for _ in 0..begun(words, &lower_words(before)) {
        rest = rest.trim_start().split_once(char::is_whitespace).map_or("", |(_, rest)| rest);
    }
    rest.trim_start()
}

/// Whether the words begin with all of the glue before them, or with its end.
pub(super) fn typed_in_full(words: &str, before: &str) -> bool {
    begun(words, &lower_words(before)) > 0
}

/// The glue after words that were typed in full, without what they end in already.
pub(super) fn without_end<'g>(words: &str, after: &'g str) -> &'g str {
    let glue = lower_words(after);
    let said = lower_words(words.trim_end_matches(STOPS));
    let ended = is_ended(words) || said.ends_with(&glue);
    if !glue.is_empty() && ended { ending(after) } else { after }
}

/// The words without what ends them; a stop within the last word is part of it: p.m.
pub(super) fn without_stop(words: &str) -> &str {
    let bare = words.trim_end_matches(STOPS);
    let last = bare.split_whitespace().last().unwrap_or_default();
    let letters = last.contains('.') && last.chars().all(|c| c == '.' || c.is_alphabetic());
    let stop = words.get(bare.len()..).is_some_and(|rest| rest.starts_with('.'));
    words.get(..bare.len() + usize::from(letters && stop)).unwrap_or(bare)
}

/// How many of the first words are the glue's last ones: all of it, or two at least.
fn begun(words: &str, glue: &[String]) -> usize {
    let said = lower_words(words);
    let same = |count: &usize| {
        let end = glue.iter().skip(glue.len() - count);
        said.len() > *count && said.iter().zip(end).all(|(said, glue)| said == glue)
    };
    (1..=glue.len()).rev().filter(|count| *count > 1 || glue.len() == 1).find(same).unwrap_or(0)
}

fn lower_words(text: &str) -> Vec<String> {
    let plain = |word: &str| word.trim_end_matches(STOPS).replace('\u{2019}', "'").to_lowercase();
    text.split_whitespace().map(plain).filter(|word| !word.is_empty()).collect()
}
