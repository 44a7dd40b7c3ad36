//! What may enter a text: line ends become `\n`, control characters and escape sequences stay out.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

/// The most that is read in search of the end of a string sequence (a title, a clipboard write).
/// Without an end in sight only its opening goes, so that a stray one cannot swallow words.
const STRING_REACH: usize = 4096;

/// `raw` with every line end (CR LF, CR, VT, FF, NEL, and the separators of lines and paragraphs)
/// turned into `\n`, escape sequences dropped whole, and every other control character but tab dropped.
pub fn clean(raw: &str) -> Cow<'_, str> {
    if raw.chars().all(|c| c == '\n' || c == '\t' || !(c.is_control() || is_line_end(c))) {
        return Cow::Borrowed(raw);
    }
    let mut kept = String::with_capacity(raw.len());
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                kept.push('\n');
            }
            '\u{1b}' => skip_escape(&mut chars),
            '\u{9b}' => skip_control(&mut chars),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => skip_string(&mut chars),
            c if is_line_end(c) => kept.push('\n'),
            c if c == '\t' || !c.is_control() => kept.push(c),
            _ => {}
        }
    }
    Cow::Owned(kept)
}

/// `clean`, and each line end and tab a space: what a field of one line takes.
pub fn clean_line(raw: &str) -> Cow<'_, str> {
    let kept = clean(raw);
    if kept.contains(['\n', '\t']) { Cow::Owned(kept.replace(['\n', '\t'], " ")) } else { kept }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Skips what follows an ESC and belongs to it.
fn skip_escape(chars: &mut Peekable<Chars<'_>>) {
    match chars.peek() {
        Some('[') => {
            chars.next();
            skip_control(chars);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => {
            chars.next();
            skip_string(chars);
        }
        Some(_) | None => {
            while chars.next_if(|c| (' '..='/').contains(c)).is_some() {}
            chars.next_if(|c| ('0'..='~').contains(c));
        }
    }
}

/// Skips the parameters and the final byte of a control sequence.
fn skip_control(chars: &mut Peekable<Chars<'_>>) {
    while chars.next_if(|c| (' '..='?').contains(c)).is_some() {}
    chars.next_if(|c| ('@'..='~').contains(c));
}

/// Skips a string sequence with its end, if the end is near and on the same line.
fn skip_string(chars: &mut Peekable<Chars<'_>>) {
    let mut ahead = chars.clone();
    let mut read = 0;
    while let Some(c) = ahead.next() {
        read += c.len_utf8();
        match c {
            '\u{7}' | '\u{9c}' => return *chars = ahead,
            '\u{1b}' => {
                if ahead.next_if_eq(&'\\').is_some() {
                    *chars = ahead;
                }
                return;
            }
            c if is_line_end(c) || read > STRING_REACH => return,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, clean_line};
    use proptest::prelude::*;

    #[test]
    fn only_words_enter() {
        #[track_caller]
        fn check(raw: &str, kept: &str) {
            assert_eq!(clean(raw), kept, "{raw:?}");
        }
        check("plain\n\ttext", "plain\n\ttext");
        check("a\r\nb\rc\nd", "a\nb\nc\nd");
        check("a\n\rb", "a\n\nb");
        check("a\u{b}b\u{c}c\u{85}d\u{2028}e\u{2029}f", "a\nb\nc\nd\ne\nf");
        check("a\0b\u{7}c\u{7f}d\u{8}e", "abcde");
        check("red \u{1b}[31mwords\u{1b}[0m", "red words");
        check("\u{1b}[201~rm -rf\u{1b}[200~", "rm -rf");
        check("\u{9b}31mred", "red");
        check("\u{1b}]52;c;SGk=\u{7}after", "after");
        check("\u{1b}]0;title\u{1b}\\after", "after");
        check("\u{1b}Pq#0\u{9c}after", "after");
        check("\u{9d}8;;x\u{9c}after", "after");
        check("\u{1b}(Bafter", "after");
        check("\u{1b}cafter", "after");
        check("cut \u{1b}", "cut ");
        check("cut \u{1b}[12", "cut ");
        check("\u{1b}\u{1b}[1mbold", "bold");
        // No end in sight: the opening goes, the words stay.
        check("\u{1b}]I am still here\nand here", "I am still here\nand here");
        check("\u{200f}kept: \u{202e}stored as typed", "\u{200f}kept: \u{202e}stored as typed");
    }

    #[test]
    fn one_line_is_one_line() {
        assert_eq!(clean_line("Sam\r\nfrom\twork\n"), "Sam from work ");
        assert_eq!(clean_line("Sam"), "Sam");
    }

    proptest! {
        #[test]
        fn nothing_that_acts_gets_through(raw in "[\u{1b}\u{9b}\u{9d}\u{7}\\[\\]P;0-9a-z\r\n\t\u{0}\\\\ é]{0,60}") {
            let kept = clean(&raw);
            prop_assert!(kept.chars().all(|c| c == '\n' || c == '\t' || !c.is_control()));
            prop_assert_eq!(clean(&kept), kept.as_ref());
        }
    }
}
