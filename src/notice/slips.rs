//! Slips of the hand: words of fear and despair are read although a letter is missing, doubled, swapped or too many.

use std::collections::{BTreeMap, BTreeSet};

/// The shortest word that is read with a slip: nearer ones are too often another word.
pub(super) const SHORTEST: usize = 4;

/// The words that are read with slips, by their first letter: that one people rarely miss.
#[derive(Debug, Default, Clone)]
pub(super) struct Slips {
    meant: BTreeMap<char, Vec<String>>,
    /// Words that rules name themselves: read as they stand.
    named: BTreeSet<String>,
}

impl Slips {
    /// `words` read with slips, except where what stands there is one of the words that rules name.
    pub(super) fn new<'a>(words: impl IntoIterator<Item = String>, named: impl IntoIterator<Item = &'a str>) -> Self {
        let mut slips = Self::default();
        for word in words {
            if let Some(first) = word.chars().next() {
                slips.meant.entry(first).or_default().push(word);
            }
        }
        let near: Vec<&str> = named.into_iter().filter(|word| slips.meant(word).is_some()).collect();
        slips.named = near.into_iter().map(str::to_owned).collect();
        slips
    }

    /// The word that was meant by `form`; nothing if it is none of them, or is right as it stands.
    pub(super) fn meant(&self, form: &str) -> Option<&str> {
        let words = self.meant.get(&form.chars().next()?)?;
        let meant = words.iter().find(|word| is_slip(form, word))?;
        let stands = self.named.contains(form) || words.iter().any(|word| word == form);
        (!stands).then_some(meant.as_str())
    }
}

/// Whether one letter is missing or too many, two neighbours are swapped, or single and double letters are mixed up.
/// Asked of every word that no rule names, so it makes no copies.
fn is_slip(form: &str, word: &str) -> bool {
    let (mut rest, mut meant) = (form, word);
    while let (Some((a, behind)), Some((b, behind_meant))) = (split_first(rest), split_first(meant))
        && a == b
    {
        (rest, meant) = (behind, behind_meant);
    }
    let (first, first_meant) = (split_first(rest), split_first(meant));
    let missing = first_meant.is_some_and(|(_, behind)| behind == rest);
    let too_many = first.is_some_and(|(_, behind)| behind == meant);
    missing || too_many || are_swapped(first, first_meant) || (once(form).eq(once(word)) && few_more(form, word))
}

fn split_first(letters: &str) -> Option<(char, &str)> {
    let mut behind = letters.chars();
    behind.next().map(|first| (first, behind.as_str()))
}

/// Whether the first two letters stand the other way round, with the same behind them.
fn are_swapped(form: Option<(char, &str)>, word: Option<(char, &str)>) -> bool {
    let second = |(first, behind)| split_first(behind).map(|(second, behind)| (first, second, behind));
    match (form.and_then(second), word.and_then(second)) {
        (Some((a, b, behind)), Some((first, second, behind_meant))) => (b, a, behind) == (first, second, behind_meant),
        (None, _) | (_, None) => false,
    }
}

fn few_more(form: &str, word: &str) -> bool {
    form.chars().count().abs_diff(word.chars().count()) <= 2
}

/// The letters, every double one once.
fn once(letters: &str) -> impl Iterator<Item = char> {
    let before = std::iter::once(None).chain(letters.chars().map(Some));
    letters.chars().zip(before).filter(|(letter, before)| Some(*letter) != *before).map(|(letter, _)| letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: &str, meant: Option<&str>) {
        let words = ["suicide", "want", "disappear", "trapped", "pills"].map(str::to_owned);
        let slips = Slips::new(words, ["wants", "disappears", "other"]);
        assert_eq!(slips.meant(form), meant, "{form}");
    }

    #[test]
    fn one_slip_is_read_as_the_word_that_was_meant() {
        check("suicde", Some("suicide"));
        check("suiicide", Some("suicide"));
        check("wnat", Some("want"));
        check("wnt", Some("want"));
        check("dissapear", Some("disappear"));
        check("traped", Some("trapped"));
    }

    #[test]
    fn what_is_right_far_away_or_named_by_a_rule_stands() {
        check("suicide", None);
        check("wants", None);
        check("trip", None);
        check("ants", None);
        check("spills", None);
        check("w", None);
        check("", None);
    }
}
