//! Rows: where running text breaks.

use std::ops::Range;

use super::wrap::fill;
use crate::text::visible;

/// The bytes of each row of `text` at `width` columns, without the blanks at a row's end. At least one row.
pub fn breaks(text: &str, width: usize) -> Vec<Range<usize>> {
    let (mut rows, mut start) = (Vec::new(), 0);
    loop {
        let rest = text.get(start..).unwrap_or_default();
        let filled = fill(rest, width);
        let row = rest.get(..filled.len).unwrap_or(rest);
        let (words, end) = (row.trim_end_matches(' '), start + row.len());
        // What follows a row that hangs a space may be nothing at all.
        if !words.is_empty() || rows.is_empty() || filled.more {
            rows.push(start..start + words.len());
        }
        if !filled.more || end == start {
            return rows;
        }
        start = end;
    }
}

/// The columns `text` takes as it is drawn.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) {
        return text.len();
    }
    visible::clusters(text).map(|(_, cluster)| visible::width(cluster)).sum()
}

/// As much of `text` as `room` columns hold, with a sign that there is more.
pub fn shortened(text: &str, room: usize, cut: &str) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let room = room.saturating_sub(columns(cut));
    let mut taken = 0;
    let fits = visible::clusters(text).take_while(|(_, cluster)| {
        taken += visible::width(cluster);
        taken <= room
    });
    let end = fits.last().map_or(0, |(at, cluster)| at + cluster.len());
    format!("{}{cut}", text.get(..end).unwrap_or_default().trim_end())
}

#[cfg(test)]
mod tests {
    use super::{breaks, shortened};

    #[test]
    fn what_is_cut_says_so_and_never_takes_more_room() {
        assert_eq!(shortened("one two", 7, "…"), "one two");
        assert_eq!(shortened("one two", 6, "…"), "one t…");
        assert_eq!(shortened("漢字漢字", 5, "…"), "漢字…");
        assert_eq!(shortened("one", 0, "…"), "…");
    }

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
        check("one   two", 7, &["one", "two"]);
        check("one two ", 7, &["one two"]);
        check("unbreakable", 4, &["unbr", "eaka", "ble"]);
        check("a unbreakable", 4, &["a", "unbr", "eaka", "ble"]);
        check("漢字漢字", 5, &["漢字", "漢字"]);
        check("漢", 1, &["漢"]);
    }
}
