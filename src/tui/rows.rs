//! Rows: where running text breaks.

use std::ops::Range;

use textwrap::WordSeparator;

use crate::text::visible;

/// The bytes of each row of `text` at `width` columns, without the blanks at a row's end. At least one row.
pub fn breaks(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let (mut start, mut end, mut column, mut at) = (0, 0, 0, 0);
    for word in WordSeparator::UnicodeBreakProperties.find_words(text) {
        let wide = columns(word.word);
        if column + wide > width && end > start {
            rows.push(start..end);
            (start, column) = (at, 0);
        }
        for (offset, cluster) in visible::clusters(word.word) {
            let one = visible::width(cluster);
            if column + one > width && at + offset > start {
                rows.push(start..at + offset);
                (start, column) = (at + offset, 0);
            }
            column += one;
        }
        end = at + word.word.len();
        column += word.whitespace.len();
        at = end + word.whitespace.len();
    }
    rows.push(start..end);
    rows
}

/// The columns `text` takes as it is drawn.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return text.len();
    }
    visible::clusters(text).map(|(_, cluster)| visible::width(cluster)).sum()
}

#[cfg(test)]
mod tests {
    use super::breaks;

    #[test]
    fn whole_words_go_to_the_next_row() {
        #[track_caller]
        fn check(text: &str, width: usize, rows: &[&str]) {
            let seen: Vec<&str> = breaks(text, width).into_iter().map(|range| text.get(range).unwrap()).collect();
            assert_eq!(seen, rows, "{text:?} at {width}");
        }
        check("", 5, &[""]);
        check("one two", 7, &["one two"]);
        check("one two", 6, &["one", "two"]);
        check("one   two", 4, &["one", "two"]);
        check("unbreakable", 4, &["unbr", "eaka", "ble"]);
        check("a unbreakable", 4, &["a", "unbr", "eaka", "ble"]);
        check("漢字漢字", 5, &["漢字", "漢字"]);
        check("漢", 1, &["漢"]);
    }
}
