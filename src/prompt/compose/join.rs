//! Joins the parts of a draft: those left out take their glue with them, and no seam shows.

/// Closes or divides a sentence.
const STOPS: [char; 7] = ['.', ',', ';', ':', '!', '?', '…'];
/// Divides only: never stands at an end.
const DIVIDES: [char; 3] = [',', ';', ':'];

/// The text of these parts: glue before, words, glue after. Joined by a space, or by a line break where the glue
/// begins with one.
pub(super) fn joined(parts: impl Iterator<Item = (String, String, String)>) -> String {
    let mut whole = String::new();
    for (before, words, after) in parts {
        let words = words.trim();
        if words.is_empty() {
            continue;
        }
        open_seam(&mut whole, &before);
        close_with(&mut whole, words, &after);
    }
    let end = whole.trim_end().len();
    whole.truncate(end);
    whole
}

/// Puts the glue before a part, with what divides it from the text so far.
fn open_seam(whole: &mut String, before: &str) {
    if whole.is_empty() {
        whole.push_str(before.trim_start_matches(|c: char| c.is_whitespace() || STOPS.contains(&c)));
        return;
    }
    whole.truncate(whole.trim_end().len());
    if before.starts_with('\n') {
        whole.push_str(before);
    } else if before.starts_with(STOPS) {
        let doubled = whole.ends_with(STOPS);
        whole.push_str(if doubled { before.trim_start_matches(STOPS) } else { before });
    } else {
        whole.push(' ');
        whole.push_str(before.trim_start());
    }
}

/// Puts the words and the glue after them; where both end a sentence, the words' own ending stays.
fn close_with(whole: &mut String, words: &str, after: &str) {
    let after_stops = after.starts_with(STOPS);
    let words = if after_stops { words.trim_end_matches(DIVIDES) } else { words };
    let after = if words.ends_with(STOPS) { after.trim_start_matches(STOPS) } else { after };
    whole.push_str(words);
    whole.push_str(after);
}

#[cfg(test)]
mod tests {
    use super::joined;

    /// A message in four parts.
    fn built(words: [&str; 4]) -> String {
        let glue =
            [("We haven't spoken since ", "."), ("I feel ", ", and I need "), ("", "."), ("\n\nCould we talk ", "?")];
        let parts = glue.into_iter().zip(words);
        joined(parts.map(|((before, after), words)| (before.to_owned(), words.to_owned(), after.to_owned())))
    }

    #[track_caller]
    fn check(words: [&str; 4], expected: &str) {
        assert_eq!(built(words), expected);
    }

    #[test]
    fn parts_left_out_leave_no_seam() {
        check(["", "", "", ""], "");
        check(["Sunday", "", "", ""], "We haven't spoken since Sunday.");
        check(["  Sunday ", "", "", "on Friday"], "We haven't spoken since Sunday.\n\nCould we talk on Friday?");
        check(["", "", "", "on Friday?"], "Could we talk on Friday?");
        check(["Sunday.", "", "", ""], "We haven't spoken since Sunday.");
        check(["Sunday,", "", "", ""], "We haven't spoken since Sunday.");
        check(["Sunday…", "", "", ""], "We haven't spoken since Sunday…");
        check(["", "", "to talk", ""], "to talk.");
    }

    #[track_caller]
    fn check_glue(parts: &[(&str, &str, &str)], expected: &str) {
        let owned = parts.iter().map(|(b, w, a)| ((*b).to_owned(), (*w).to_owned(), (*a).to_owned()));
        assert_eq!(joined(owned), expected);
    }

    #[test]
    fn glue_that_divides_needs_something_on_both_sides() {
        check_glue(&[(", and ", "I miss you", ".")], "and I miss you.");
        check_glue(&[("", "I am sad", ""), (", and ", "tired", ".")], "I am sad, and tired.");
        check_glue(&[("", "I am sad.", ""), (", and ", "tired", ".")], "I am sad. and tired.");
        check_glue(&[("", "One", " "), (" ", "Two", " ")], "One Two");
        check_glue(&[("", "One", "\n"), ("", "Two", "")], "One Two");
    }
}
