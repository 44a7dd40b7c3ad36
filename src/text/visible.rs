//! What is shown for characters that act or hide: a visible mark, one column wide.
//!
//! Stored text keeps every character a person typed; whatever draws or prints it shows these
//! marks instead, so that text from a file or a paste cannot move the cursor, turn the reading
//! direction around or carry words nobody sees. Which characters those are follows
//! the Cc and Cf classes of Unicode, less those that ordinary writing needs.

use super::grapheme;
use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Stands for what has no picture of its own.
const MARK: char = '␦';

/// Columns a tab is shown as.
pub const TAB: usize = 4;

/// The most code points of one visible character that are shown: more is a pile of marks.
const SHOWN: usize = 16;

/// `text` as it may be shown: control, bidi and invisible characters become visible marks.
/// Line ends and tabs stay.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(may_hide) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\u{1F3F4}' {
            shown.push(c);
            push_flag_tags(&mut chars, &mut shown);
        } else if may_hide(c) && !is_needed(before, c, chars.peek().copied()) {
            shown.push(mark(c));
        } else {
            shown.push(c);
        }
        before = Some(c);
    }
    Cow::Owned(shown)
}

/// One visible character as it is drawn in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown<'a> {
    /// What to draw.
    pub text: Cow<'a, str>,
    /// Columns it takes: at least one.
    pub width: usize,
}

/// How one cluster is drawn: with marks for what hides, spaces for a tab, at most sixteen code
/// points, and never less than one column wide.
pub fn shown(cluster: &str) -> Shown<'_> {
    if let [b' '..=b'~'] = cluster.as_bytes() {
        return Shown { text: Cow::Borrowed(cluster), width: 1 };
    }
    if cluster == "\t" {
        return Shown { text: Cow::Borrowed("    "), width: TAB };
    }
    if cluster.ends_with('\n') {
        return Shown { text: Cow::Borrowed("␊"), width: 1 };
    }
    let cut = cluster.char_indices().nth(SHOWN).map_or(cluster.len(), |(at, _)| at);
    let text = visible(cluster.get(..cut).unwrap_or(cluster));
    match text.width() {
        // A mark with no letter to stand on gets the circle that is printed for it.
        0 => Shown { text: Cow::Owned(format!("◌{text}")), width: 1 },
        width => Shown { text, width },
    }
}

/// The columns one cluster takes, as [`shown`] draws it.
pub fn width(cluster: &str) -> usize {
    let mut chars = cluster.chars();
    match (chars.next(), chars.next()) {
        (Some(' '..='~'), None) => 1,
        (Some(c), None) if !may_hide(c) && c != '\n' && c != '\t' => c.width().unwrap_or(0).max(1),
        _ => shown(cluster).width,
    }
}

/// Whether `c` is of a kind that acts or hides.
pub fn may_hide(c: char) -> bool {
    let format = matches!(u32::from(c),
        0x061C | 0x180E | 0x200B..=0x200F | 0x2028..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFEFF | 0xFFA0
        | 0xFFF9..=0xFFFB | 0x1D173..=0x1D17A | 0xE0000..=0xE007F | 0x0010_FF00..=0x0010_FFFF);
    format || (c.is_control() && c != '\n' && c != '\t')
}

/// Whether ordinary writing needs a joiner here: in emoji, and in scripts whose letters join.
fn is_needed(before: Option<char>, c: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    match c {
        '\u{200C}' => joins_letters(before),
        '\u{200D}' => joins_letters(before) || (joins_emoji(before) && after.is_some_and(joins_emoji)),
        _ => false,
    }
}

/// Arabic and its relatives, and the Indic and South-East-Asian scripts.
fn joins_letters(c: char) -> bool {
    matches!(u32::from(c), 0x0600..=0x109F | 0x1700..=0x18AF | 0x1900..=0x1CFF | 0xA800..=0xABFF | 0xFB50..=0xFDFF | 0x11000..=0x11FFF)
}

fn joins_emoji(c: char) -> bool {
    matches!(u32::from(c), 0xFE0F | 0x20E3 | 0x2190..=0x2BFF | 0x3030 | 0x303D | 0x3297 | 0x3299 | 0x1F000..=0x1FAFF)
}

/// The flags of England, Scotland and Wales are a black flag and letters nobody sees; any other
/// hidden letters behind one become marks.
fn push_flag_tags(chars: &mut std::iter::Peekable<std::str::Chars<'_>>, shown: &mut String) {
    let tags: String = chars.clone().take(8).take_while(|c| ('\u{E0030}'..='\u{E007F}').contains(c)).collect();
    if tags.ends_with('\u{E007F}') && tags.matches('\u{E007F}').count() == 1 && tags.chars().count() > 2 {
        shown.push_str(&tags);
        for _ in tags.chars() {
            chars.next();
        }
    }
}

fn mark(c: char) -> char {
    match u32::from(c) {
        // The control pictures stand in the order of the characters they picture.
        code @ 0..=0x1F => char::from_u32(0x2400 + code).unwrap_or(MARK),
        0x7F => '␡',
        _ => MARK,
    }
}

/// The clusters of `text`, each with where it begins.
pub fn clusters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let end = grapheme::next(text, at);
        let cluster = text.get(at..end).filter(|cluster| !cluster.is_empty())?;
        let start = at;
        at = end;
        Some((start, cluster))
    })
}

#[cfg(test)]
mod tests {
    use super::{clusters, shown, visible, width};
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    #[test]
    fn what_acts_or_hides_is_seen() {
        #[track_caller]
        fn check(text: &str, seen: &str) {
            assert_eq!(visible(text), seen, "{text:?}");
        }
        check("plain\n\ttext é 漢", "plain\n\ttext é 漢");
        check("\u{1b}]52;c;x\u{7}", "␛]52;c;x␇");
        check("\u{9b}31m\u{7f}\0", "␦31m␡␀");
        check("a\u{202e}b\u{2066}c\u{200b}d\u{feff}e\u{61c}f", "a␦b␦c␦d␦e␦f");
        check("x\u{e0041}\u{e0042}", "x␦␦");
        // Writing that needs its joiners keeps them.
        check("👩\u{200d}👧", "👩\u{200d}👧");
        check("❤\u{fe0f}\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥");
        check("👩🏽\u{200d}🚀", "👩🏽\u{200d}🚀");
        check("a\u{200d}b", "a␦b");
        check("می\u{200c}خواهم", "می\u{200c}خواهم");
        check("क\u{94d}\u{200d}ष", "क\u{94d}\u{200d}ष");
        check(
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
        );
        check("🏴\u{e0067}\u{e0062}", "🏴␦␦");
    }

    #[test]
    fn a_visible_character_takes_the_columns_it_is_drawn_in() {
        #[track_caller]
        fn check(cluster: &str, text: &str, columns: usize) {
            assert_eq!((shown(cluster).text.as_ref(), width(cluster)), (text, columns), "{cluster:?}");
        }
        check("a", "a", 1);
        check("漢", "漢", 2);
        check("e\u{301}", "e\u{301}", 1);
        check("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧", 2);
        check("🇫🇷", "🇫🇷", 2);
        check("\t", "    ", 4);
        check("\u{301}", "◌\u{301}", 1);
        check("\u{200b}", "␦", 1);
        check(&format!("a{}", "\u{301}".repeat(100_000)), &format!("a{}", "\u{301}".repeat(15)), 1);
    }

    proptest! {
        #[test]
        fn nothing_shown_acts(text in "[a\x00-\x1f\u{7f}-\u{9f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{301}\u{e0020}🏴👩]{0,20}") {
            for (_, cluster) in clusters(&text) {
                let shown = shown(cluster);
                let acts = |c: char| c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c);
                prop_assert!(!shown.text.contains(acts));
                prop_assert!(shown.width > 0);
                prop_assert_eq!(shown.text.width(), shown.width);
            }
            let whole: String = clusters(&text).map(|(_, cluster)| cluster).collect();
            prop_assert_eq!(whole, text);
        }
    }
}
