//! How much of a paragraph fits one row.
//!
//! A row is a function of the width and of the text from where the row begins, and reads no
//! further than a few characters past what fits. So rows may be found again from any row start,
//! and an edit can only touch the rows that read that far.

use crate::text::{grapheme, visible};
use std::borrow::Cow;
use textwrap::{WordSeparator, WordSplitter};

/// How many characters past the row are read: enough for the line breaking rules to see what follows.
const LOOK: usize = 4;

/// How many characters before the end of a row are searched for two of Han.
const HAN_REACH: usize = 16;

/// What one row takes of the text it was filled from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filled {
    /// Bytes in the row.
    pub len: usize,
    /// Bytes that were read to decide it; one more than there are when the end was seen.
    pub reach: usize,
    /// Whether another row follows, be it an empty one.
    pub more: bool,
}

/// Fills one row of `width` columns (at least one) from the start of `text`.
///
/// Rows break where UAX #14 allows it, after a hyphen between letters, and within a word or a
/// run of spaces that is longer than a row. One space may hang beyond the width; when nothing
/// follows it, an empty row does, for the caret to stand in.
pub fn fill(text: &str, width: usize) -> Filled {
    let width = width.max(1);
    if let Some(filled) = fill_plain(text.as_bytes(), width) {
        return filled;
    }
    let Some(over) = overflow(text, width) else {
        return Filled { len: text.len(), reach: text.len() + 1, more: false };
    };
    let seen = (0..LOOK).fold(over, |at, _| grapheme::next(text, at));
    // A row may always end between Han characters: no need to look at what stands before them.
    let from = between_han(text.get(..seen).unwrap_or(text), over).unwrap_or(0);
    if from == over {
        return Filled { len: over, reach: seen + 1, more: true };
    }
    let near = text.get(from..seen).unwrap_or(text);
    let len = match row_end(near, over - from, seen == text.len()) {
        Some(end) => from + end,
        None if from > 0 => from,
        None => fits(near, over),
    };
    Filled { len, reach: seen + 1, more: true }
}

/// The last place at or before `at`, if there is one near, with Han characters on both sides.
fn between_han(near: &str, at: usize) -> Option<usize> {
    let is_han = |c: char| matches!(u32::from(c), 0x3400..=0x4DBF | 0x4E00..=0x9FFF);
    let (left, right) = near.split_at_checked(at)?;
    let mut after = right.chars().next().is_some_and(is_han);
    for (start, c) in left.char_indices().rev().take(HAN_REACH) {
        if after && is_han(c) {
            return Some(start + c.len_utf8());
        }
        after = is_han(c);
    }
    None
}

/// Where the first character begins that does not fit, if there is one.
pub(super) fn overflow(text: &str, width: usize) -> Option<usize> {
    let mut column = 0;
    for (at, cluster) in visible::clusters(text) {
        column += visible::width(cluster).min(width);
        if column > width {
            return Some(at);
        }
    }
    None
}

/// The last place where a row may end whose first character too many begins at `over`, if there
/// is one. `near` is the text with a few characters more; `whole` tells that it ends there.
fn row_end(near: &str, over: usize, whole: bool) -> Option<usize> {
    let fits = fits(near, over);
    // Before more space, or nothing, there is nothing that the space must stay together with.
    let next = near.get(fits..).and_then(|rest| rest.chars().next());
    if fits > over && next.map_or(whole, hangs) {
        return Some(fits);
    }
    // textwrap takes the last place where a row may end for the end of the text, but leaves out
    // places behind a hyphen; so nothing that ends with one is shown to it.
    let ends_open = near.ends_with(['-', '\u{ad}']);
    let near = if ends_open { Cow::Owned(format!("{near}x")) } else { Cow::Borrowed(near) };
    let mut end = 0;
    let mut from = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(&near) {
        let to = from + word.word.len() + word.whitespace.len();
        let hyphens = WordSplitter::HyphenSplitter.split_points(word.word).into_iter().map(|at| from + at);
        let ends = hyphens.chain([to].into_iter().filter(|to| *to < near.len()));
        end = ends.filter(|at| *at <= fits && grapheme::is_boundary(&near, *at)).fold(end, usize::max);
        from = to;
        if from > fits {
            break;
        }
    }
    (end > 0).then_some(end)
}

/// Where a row ends that is cut at `over`, with the space that may hang there.
fn fits(near: &str, over: usize) -> usize {
    let space = near.get(over..).and_then(|rest| rest.chars().next()).filter(|c| hangs(*c));
    space.map_or(over, |space| over + space.len_utf8())
}

/// Whether a space is a place to break at, and may hang beyond the row.
fn hangs(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}')
}

/// [`fill`] for a row of plain letters and figures and what follows it, which most rows are:
/// there a row ends at its last space. Nothing when the text is not as plain as that.
fn fill_plain(text: &[u8], width: usize) -> Option<Filled> {
    let seen = width + LOOK;
    let near = text.get(..=seen).filter(|near| near.iter().all(|byte| (b' '..=b'~').contains(byte)))?;
    let filled = |len| Some(Filled { len, reach: seen + 1, more: true });
    if near.get(width) == Some(&b' ') {
        let next = *near.get(width + 1)?;
        return if next == b' ' || breaks_at(near, width + 1) { filled(width + 1) } else { None };
    }
    let mut at = width;
    while at > 0 {
        match (*near.get(at - 1)?, *near.get(at)?) {
            (b' ', _) => return if breaks_at(near, at) { filled(at) } else { None },
            (before, after) if is_plain(before) && is_plain(after) => at -= 1,
            _ => return None,
        }
    }
    filled(width)
}

/// Whether a row may surely end at `at`, which follows a space: between an ordinary character
/// that does not open anything and a letter or figure.
fn breaks_at(near: &[u8], at: usize) -> bool {
    let opens = |byte: &u8| matches!(byte, b'(' | b'[' | b'{');
    let before = near.get(..at).and_then(|row| row.iter().rfind(|byte| **byte != b' '));
    near.get(at).is_some_and(u8::is_ascii_alphanumeric) && before.is_some_and(|byte| !opens(byte))
}

/// Characters between which no row ever ends.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b',' | b'.' | b';' | b':' | b'\'' | b'"')
}

#[cfg(test)]
mod tests {
    use super::{Filled, LOOK, fill, fill_plain, fits, overflow, row_end};
    use crate::text::grapheme;
    use proptest::prelude::*;

    fn rows(text: &str, width: usize) -> Vec<&str> {
        let mut rows = Vec::new();
        let mut at = 0;
        loop {
            let filled = fill(text.get(at..).unwrap(), width);
            rows.push(text.get(at..at + filled.len).unwrap());
            at += filled.len;
            if !filled.more {
                return rows;
            }
        }
    }

    #[test]
    fn rows_break_where_a_reader_expects() {
        #[track_caller]
        fn check(text: &str, width: usize, expected: &[&str]) {
            assert_eq!(rows(text, width), expected, "{text:?} in {width}");
        }
        check("", 10, &[""]);
        check("one two", 10, &["one two"]);
        check("one two three", 7, &["one two ", "three"]);
        check("one two three", 6, &["one ", "two ", "three"]);
        check("one two ", 7, &["one two ", ""]);
        check("one two", 7, &["one two"]);
        check("one  two", 3, &["one ", " ", "two"]);
        check("unbreakable", 4, &["unbr", "eaka", "ble"]);
        check("a unbreakable", 6, &["a ", "unbrea", "kable"]);
        check("a ten-minute walk", 8, &["a ten-", "minute ", "walk"]);
        check("one two b,c-d", 7, &["one two ", "b,c-d"]);
        check("I do not know (yet)", 15, &["I do not know ", "(yet)"]);
        check("漢字漢字漢字", 5, &["漢字", "漢字", "漢字"]);
        check("漢字。漢", 4, &["漢", "字。", "漢"]);
        check("ab漢", 3, &["ab", "漢"]);
        check("漢", 1, &["漢"]);
        check("👨\u{200d}👩\u{200d}👧👨\u{200d}👩\u{200d}👧", 3, &["👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"]);
        check("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]);
        check("\ta", 4, &["\t", "a"]);
        check("dis oui !", 7, &["dis ", "oui !"]);
        check("10 km\u{a0}h", 4, &["10 ", "km\u{a0}h"]);
    }

    fn fill_slowly(text: &str, width: usize) -> Filled {
        let Some(over) = overflow(text, width) else {
            return Filled { len: text.len(), reach: text.len() + 1, more: false };
        };
        let seen = (0..LOOK).fold(over, |at, _| grapheme::next(text, at));
        let near = text.get(..seen).unwrap();
        let len = row_end(near, over, seen == text.len()).unwrap_or_else(|| fits(near, over));
        Filled { len, reach: seen + 1, more: true }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]
        #[test]
        fn plain_rows_are_filled_by_the_same_rules(text in "[a-z 0-9,.;:'\"]{0,60}", width in 1usize..30) {
            if let Some(filled) = fill_plain(text.as_bytes(), width) {
                prop_assert_eq!(filled, fill_slowly(&text, width));
            }
        }

        #[test]
        fn rows_with_other_signs_too(text in "([a-z ]{0,4}[ -~é]){0,12}", width in 1usize..20) {
            if let Some(filled) = fill_plain(text.as_bytes(), width) {
                prop_assert_eq!(filled, fill_slowly(&text, width));
            }
        }

        #[test]
        fn rows_of_han_are_filled_by_the_same_rules(text in "[漢字、。「」a1 ん]{0,30}", width in 2usize..20) {
            let (slow, filled) = (fill_slowly(&text, width), fill(&text, width));
            prop_assert_eq!(filled, slow);
        }

        #[test]
        fn no_more_is_read_than_is_said(text in "([a-z é漢、\u{301}-]|👩\u{200d}👧){0,40}", other in "[a-z 漢\u{301}]{0,3}", width in 1usize..12) {
            let filled = fill(&text, width);
            prop_assert!(filled.len > 0 || text.is_empty());
            for at in filled.reach..text.len() {
                if let Some(start) = text.get(..at) {
                    prop_assert_eq!(fill(&format!("{start}{other}"), width), filled);
                }
            }
        }
    }
}
