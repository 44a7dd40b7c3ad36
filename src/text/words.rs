//! Words: where the caret stops when it goes word by word, and how many there are.

use super::grapheme;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

/// How many bytes are read on either side: a longer word counts as several, so that no text makes a key slow.
const REACH: usize = 1024;

/// The end of the word at `at`, or of the next one; the end of `text` when none follows.
pub fn right(text: &str, at: usize) -> usize {
    let from = calm_start(text, at);
    let to = grapheme::floor_char(text, at.saturating_add(REACH));
    let near = text.get(from..to).unwrap_or_default();
    let ends = near.split_word_bound_indices().filter(|(_, word)| is_word(word));
    let end = ends.map(|(start, word)| from + start + word.len()).find(|end| *end > at);
    grapheme::ceil(text, end.unwrap_or(to)).max(grapheme::next(text, at)).min(text.len())
}

/// The start of the word that ends at `at` or lies before it; the start of `text` when there is none.
pub fn left(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    let from = calm_start(text, at.saturating_sub(REACH));
    // Words are cut from text that goes on behind the caret: they are what they are without it.
    let to = grapheme::floor_char(text, at.saturating_add(REACH));
    let near = text.get(from..to).unwrap_or_default();
    let starts = near.split_word_bound_indices().take_while(|(start, _)| from + start < at);
    let start = starts.filter(|(_, word)| is_word(word)).map(|(start, _)| from + start).last();
    grapheme::floor(text, start.unwrap_or(from)).min(grapheme::previous(text, at))
}

/// A place at or a little before `at` from which words can be cut without knowing what came before.
fn calm_start(text: &str, at: usize) -> usize {
    let far = grapheme::floor_char(text, at.saturating_sub(REACH));
    let near = text.get(far..grapheme::floor_char(text, at)).unwrap_or_default();
    if far == 0 {
        return 0;
    }
    near.rfind(char::is_whitespace).map_or(far, |space| far + space)
}

/// Letters and digits, or a picture, which stands for a word and is as easily meant to stay.
fn is_word(piece: &str) -> bool {
    piece.chars().any(|c| c.is_alphanumeric() || is_picture(c))
}

/// Signs and emoji.
fn is_picture(c: char) -> bool {
    matches!(u32::from(c), 0x2600..=0x27BF | 0x2B00..=0x2BFF | 0x1F000..=0x1FAFF)
}

/// How much is written in a stretch of text. Adds up: see [`Tally::around`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Words, as a person counts them: "don't", "ten-minute" and "3.5" are one each, and every
    /// Han character or kana is one. A run of Thai or Khmer, which has no spaces, is one.
    pub words: usize,
    /// Code points that are not white space.
    pub ink: usize,
}

impl Tally {
    /// What is written in the whole of `text`.
    pub fn of(text: &str) -> Self {
        Self::around(text, 0, text.len())
    }

    /// What begins in `from..to` of `text` and in the two code points after it: all that can
    /// change when these bytes are replaced. Reads two code points before `from` and no more.
    pub fn around(text: &str, from: usize, to: usize) -> Self {
        let (before, rest) = text.split_at_checked(from).unwrap_or((text, ""));
        let mut back = before.chars().rev();
        let mut last = back.next();
        let mut last_but_one = back.next();
        let mut tally = Self::default();
        let mut after = 0;
        for (offset, c) in rest.char_indices() {
            if from + offset >= to {
                after += 1;
                if after > 2 {
                    break;
                }
            }
            tally.words += usize::from(begins_word(last_but_one, last, c));
            tally.ink += usize::from(!c.is_whitespace());
            (last_but_one, last) = (last, Some(c));
        }
        tally
    }

    /// This tally with `gone` taken off and `come` added.
    pub fn with(self, gone: Self, come: Self) -> Self {
        Self {
            words: (self.words + come.words).saturating_sub(gone.words),
            ink: (self.ink + come.ink).saturating_sub(gone.ink),
        }
    }
}

/// Whether a word begins with `c`, which follows `last_but_one` and `last`.
fn begins_word(last_but_one: Option<char>, last: Option<char>, c: char) -> bool {
    // Most characters are plain letters behind plain letters: no more is asked of those.
    if !c.is_alphanumeric() || (c.is_ascii() && last.is_some_and(|last| last.is_ascii_alphanumeric())) {
        return false;
    }
    let Some(last) = last else { return true };
    if is_ideograph(c) || is_ideograph(last) {
        return true;
    }
    if continues_word(last) {
        return false;
    }
    let Some(before) = last_but_one.filter(|before| continues_word(*before)) else {
        return true;
    };
    match last {
        '\'' | '’' | '-' | '‐' | '.' | '_' => is_ideograph(before),
        ',' | ':' => !(before.is_numeric() && c.is_numeric()),
        _ => true,
    }
}

/// A letter, a digit, or a mark upon one.
fn continues_word(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && !c.is_whitespace() && c.width() == Some(0))
}

/// Han characters and kana, which are counted one by one.
fn is_ideograph(c: char) -> bool {
    matches!(u32::from(c), 0x3041..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF)
}

#[cfg(test)]
mod tests {
    use super::{Tally, left, right};
    use proptest::prelude::*;

    #[test]
    fn words_are_counted_as_a_person_counts_them() {
        #[track_caller]
        fn check(text: &str, words: usize) {
            assert_eq!(Tally::of(text).words, words, "{text:?}");
        }
        check("", 0);
        check("  \t ", 0);
        check("?! …", 0);
        check("I don't know.", 3);
        check("I don’t know", 3);
        check("a ten-minute walk", 3);
        check("at 10:30, for 3.5 hours", 5);
        check("one,two", 2);
        check("e\u{301}te\u{301} là", 2);
        check("漢字 kana かな", 5);
        check("i.e. now", 2);
        check("हिन्दी भाषा", 2);
        check("- a\n- b", 2);
    }

    #[test]
    fn the_caret_goes_word_by_word() {
        #[track_caller]
        fn check(text: &str, at: usize, to_left: usize, to_right: usize) {
            assert_eq!((left(text, at), right(text, at)), (to_left, to_right), "{text:?} at {at}");
        }
        check("one two", 0, 0, 3);
        check("one two", 1, 0, 3);
        check("one two", 3, 0, 7);
        check("one two", 4, 0, 7);
        check("one two", 7, 4, 7);
        check("one, two! ", 10, 5, 10);
        check("don't go", 0, 0, 5);
        check("漢字", 0, 0, 3);
        check("漢字", 6, 3, 6);
        check("", 0, 0, 0);
        check("ok 👍", 7, 3, 7);
        check("ok 👍", 2, 0, 7);
        check("then 🎉🎉!", 14, 9, 14);
        check("👨‍👩‍👧 ❤\u{fe0f}", 25, 19, 25);
    }

    #[test]
    fn a_word_without_end_is_left_in_steps() {
        let long = "a".repeat(10_000);
        let (mut at, mut steps) = (0, 0_i32);
        while at < long.len() {
            at = right(&long, at);
            steps += 1;
        }
        assert!((5..50).contains(&steps), "{steps}");
        while at > 0 {
            at = left(&long, at);
            steps -= 1;
        }
        assert!(steps.abs() < 10, "{steps}");
    }

    proptest! {
        #[test]
        fn a_change_is_counted_from_what_lies_around_it(
            text in "[a 'é漢\u{301}.,1-]{0,30}", from in 0usize..30, len in 0usize..30, new in "[a 'é漢\u{301}.,1-]{0,6}",
        ) {
            let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = from.min(starts.len() - 1);
            let to = (from + len).min(starts.len() - 1);
            let (from, to) = (starts[from], starts[to]);
            let mut changed = text.clone();
            changed.replace_range(from..to, &new);
            let gone = Tally::around(&text, from, to);
            let come = Tally::around(&changed, from, from + new.len());
            prop_assert_eq!(Tally::of(&text).with(gone, come), Tally::of(&changed));
        }
    }
}
