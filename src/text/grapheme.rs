//! Where one visible character ends and the next begins, found from nearby bytes alone.
//!
//! The rules are those of UAX #29 (extended clusters). To decide whether a place is a boundary
//! at most [`CONTEXT`] bytes before it are read, so that no text, however strange, makes a key
//! slow; only a run of more than 256 flags, or a stranger thing, is cut differently by this.

use unicode_segmentation::GraphemeCursor;

/// How many bytes before a place are read to decide whether it is a boundary.
const CONTEXT: usize = 1024;

/// Whether `at` lies between two clusters of `text` (its ends count). False past the end.
pub fn is_boundary(text: &str, at: usize) -> bool {
    if at == 0 || at == text.len() {
        return true;
    }
    if !text.is_char_boundary(at) {
        return false;
    }
    let bytes = text.as_bytes();
    match (bytes.get(at - 1), bytes.get(at)) {
        (Some(before), Some(after)) if before.is_ascii() && after.is_ascii() => {
            return !(*before == b'\r' && *after == b'\n');
        }
        (None, _) | (_, None) => return false,
        (Some(_), Some(_)) => {}
    }
    let sides =
        text.split_at_checked(at).and_then(|(left, right)| Some((left.chars().next_back()?, right.chars().next()?)));
    if let Some((before, after)) = sides
        && (stands_alone(before) || is_mark(before))
    {
        // A mark joins what stands before it, and nothing but a mark joins these.
        if is_mark(after) {
            return false;
        }
        if stands_alone(after) {
            return true;
        }
    }
    let from = floor_char(text, at.saturating_sub(CONTEXT));
    let Some(near) = text.get(from..) else {
        return true;
    };
    // An error means that more than CONTEXT bytes would have to be read: then it is a boundary.
    GraphemeCursor::new(at, text.len(), true).is_boundary(near, from).unwrap_or(true)
}

/// Whether `c` is one of the many characters that never join a neighbour: most letters of
/// Europe, Hebrew and Arabic letters, punctuation, kana and Han characters.
fn stands_alone(c: char) -> bool {
    matches!(u32::from(c),
        0x20..=0x7E | 0xC0..=0x2FF | 0x370..=0x482 | 0x48A..=0x52F | 0x5D0..=0x5EA | 0x620..=0x64A | 0x1E00..=0x1FFF
        | 0x2010..=0x2027 | 0x3001..=0x3029 | 0x3041..=0x3096 | 0x30A0..=0x30FF | 0x3400..=0x9FFF | 0xFF01..=0xFF60)
}

/// Whether `c` is one of the marks that are written on the letters of Europe.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// The first boundary after `at`, or the end of `text`.
pub fn next(text: &str, at: usize) -> usize {
    let mut at = at;
    while at < text.len() {
        at += 1;
        if is_boundary(text, at) {
            return at;
        }
    }
    text.len()
}

/// The last boundary before `at`, or 0.
pub fn previous(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while at > 0 {
        at -= 1;
        if is_boundary(text, at) {
            return at;
        }
    }
    0
}

/// `at` itself when it is a boundary, else the last one before it.
pub fn floor(text: &str, at: usize) -> usize {
    if at >= text.len() {
        text.len()
    } else if is_boundary(text, at) {
        at
    } else {
        previous(text, at)
    }
}

/// `at` itself when it is a boundary, else the first one after it.
pub fn ceil(text: &str, at: usize) -> usize {
    if is_boundary(text, at) { at } else { next(text, at) }
}

/// The last place at or before `at` where a code point begins.
pub fn floor_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Where Backspace at `at` begins to delete: one whole cluster, except that a cluster of
/// letters and marks in an Indic or South-East-Asian script loses its last code point only,
/// as those who write Hindi, Thai or Khmer expect.
pub fn backspace(text: &str, at: usize) -> usize {
    let start = previous(text, at);
    let cluster = text.get(start..at).unwrap_or_default();
    match cluster.char_indices().next_back() {
        Some((last, _)) if last > 0 && cluster.chars().all(is_letter_by_letter) => start + last,
        Some(_) | None => start,
    }
}

/// Whether `c` belongs to the scripts that are deleted code point by code point, or is a joiner
/// as they stand inside such clusters.
fn is_letter_by_letter(c: char) -> bool {
    matches!(u32::from(c),
        0x200C | 0x200D | 0x0900..=0x109F | 0x1700..=0x17FF | 0x1900..=0x1CFF | 0xA800..=0xA95F
        | 0xA980..=0xAAFF | 0xABC0..=0xABFF | 0x11000..=0x11FFF)
}

#[cfg(test)]
mod tests {
    use super::{backspace, ceil, floor, is_boundary, next, previous};
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    const FAMILY: &str = "👨\u{200d}👩\u{200d}👧\u{200d}👦";

    #[test]
    fn backspace_takes_what_the_writer_sees() {
        #[track_caller]
        fn check(text: &str, left: &str) {
            assert_eq!(text.get(..backspace(text, text.len())).unwrap(), left, "{text:?}");
        }
        check("a", "");
        check("", "");
        check(&format!("a{FAMILY}"), "a");
        check("e\u{301}", "");
        check("🇫🇷🇩🇪", "🇫🇷");
        check("👍🏽", "");
        check("각", "");
        check("\u{1112}\u{1161}\u{11ab}", "");
        check("कि", "क");
        check("क्ष", "क\u{94d}");
        check("กำ", "ก");
        check("ខ្ញ", "ខ\u{17d2}");
        check("क\u{200d}", "क");
        // A mark of another script makes the cluster an ordinary one.
        check("क\u{301}", "");
    }

    #[test]
    fn what_stands_alone_never_joins_a_neighbour() {
        for c in ('\u{20}'..='\u{ffff}').filter(|c| super::stands_alone(*c)) {
            for neighbours in [[c, c], ['a', c], [c, 'a'], [c, '漢'], ['\u{301}', c]] {
                let text: String = neighbours.iter().collect();
                assert_eq!(text.graphemes(true).count(), 2, "{:04X}", u32::from(c));
            }
            for mark in '\u{300}'..='\u{36F}' {
                assert_eq!([c, mark, mark].iter().collect::<String>().graphemes(true).count(), 1);
            }
        }
    }

    #[test]
    fn a_run_of_flags_too_long_to_count_costs_little_and_stays_whole_to_the_byte() {
        let flags = "🇫🇷".repeat(2_000);
        let mut at = 0;
        while at < flags.len() {
            let end = next(&flags, at);
            assert_eq!(previous(&flags, end), at);
            at = end;
        }
    }

    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            " ",
            "é",
            "e\u{301}",
            FAMILY,
            "🇫🇷",
            "🇫",
            "\u{200d}",
            "漢",
            "कि",
            "क्ष",
            "\u{94d}",
            "\u{301}",
            "각",
            "\u{1100}",
            "\u{600}",
            "👍🏽",
            "\t",
            "ำ",
            "\u{feff}",
        ]);
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn boundaries_are_those_of_the_whole_text(text in pieces()) {
            let mut whole: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            whole.push(text.len());
            for at in 0..=text.len() {
                prop_assert_eq!(is_boundary(&text, at), whole.contains(&at));
                prop_assert_eq!(next(&text, at), whole.iter().copied().find(|b| *b > at).unwrap_or(text.len()));
                prop_assert_eq!(previous(&text, at), whole.iter().copied().rfind(|b| *b < at).unwrap_or(0));
                prop_assert_eq!(floor(&text, at), whole.iter().copied().rfind(|b| *b <= at).unwrap_or(0));
                prop_assert_eq!(ceil(&text, at), whole.iter().copied().find(|b| *b >= at).unwrap_or(text.len()));
            }
        }
    }
}
