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
        if self.named.contains(form) || words.iter().any(|word| word == form) {
            return None;
        }
        words.iter().find(|word| is_slip(form, word)).map(String::as_str)
    }
}

/// Whether one letter is missing or too many, two neighbours are swapped, or single and double letters are mixed up.
fn is_slip(form: &str, word: &str) -> bool {
    let (form, word): (Vec<char>, Vec<char>) = (form.chars().collect(), word.chars().collect());
    if form.len().abs_diff(word.len()) > 2 {
        return false;
    }
    let head = form.iter().zip(&word).take_while(|(a, b)| a == b).count();
    let rest = |letters: &[char], skipped: usize| letters.get(head + skipped..).map(<[char]>::to_vec);
    let swapped = || {
        let mut swapped = form.clone();
        if head + 1 < swapped.len() {
            swapped.swap(head, head + 1);
        }
        swapped == word
    };
    let missing = form.len() + 1 == word.len() && rest(&form, 0) == rest(&word, 1);
    let too_many = form.len() == word.len() + 1 && rest(&form, 1) == rest(&word, 0);
    missing || too_many || swapped() || once(form.clone()) == once(word)
}

/// Every double letter written once.
fn once(mut letters: Vec<char>) -> Vec<char> {
    letters.dedup();
    letters
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
