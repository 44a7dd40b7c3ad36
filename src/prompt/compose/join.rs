//! Joins the parts of a draft: those left out take their glue with them, and no seam shows.

use super::own;

/// Closes or divides a sentence.
pub(super) const STOPS: [char; 7] = ['.', ',', ';', ':', '!', '?', '…'];
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
        if own::is_sentence(words, &before) {
            open_sentence(&mut whole, &before);
            close_with(&mut whole, words, own::ending(&after));
        } else {
            open_seam(&mut whole, &before);
            close_with(&mut whole, own::without_beginning(words, &before), own::without_end(words, &before, &after));
        }
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

/// Ends what stands before a sentence that comes without its glue.
fn open_sentence(whole: &mut String, before: &str) {
    whole.truncate(whole.trim_end().trim_end_matches(DIVIDES).len());
    if !whole.is_empty() {
        whole.push_str(if whole.ends_with(STOPS) { "" } else { "." });
        let lines = before.len() - before.trim_start_matches('\n').len();
        whole.push_str(&if lines == 0 { " ".to_owned() } else { "\n".repeat(lines) });
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
    fn a_beginning_that_was_typed_too_stands_once() {
        check_glue(&[("I feel ", "I feel sad", ".")], "I feel sad.");
        check_glue(&[("I feel ", "i  feel sad.", ".")], "I feel sad.");
        check_glue(&[("I feel ", "i feel", ".")], "i feel.");
        check_glue(
            &[("I feel ", "sad", ""), ("and I would like ", "I would like a walk", ".")],
            "I feel sad and I would like a walk.",
        );
        check_glue(&[("Would ", "Would Friday work?", " work?")], "Would Friday work?");
        check_glue(&[("Would ", "Friday, after work", " work?")], "Would Friday, after work work?");
        check_glue(&[("I ", "Iron and wine", ".")], "I Iron and wine.");
    }

    #[test]
    fn a_sentence_of_its_own_comes_without_a_beginning() {
        check_glue(&[("I would like ", "Could we talk on Friday?", ".")], "Could we talk on Friday?");
        check_glue(
            &[("I feel ", "sad", ""), ("and I would like ", "Could we talk?", ".")],
            "I feel sad. Could we talk?",
        );
        check_glue(&[("I feel ", "i'm sad, and I miss you", ".")], "i'm sad, and I miss you.");
        check_glue(&[("", "Hi", ","), ("\n\nI feel ", "I miss you", ", and I need ")], "Hi.\n\nI miss you");
        check_glue(&[("Would ", "Maybe Friday", " work?")], "Maybe Friday?");
        check_glue(&[("We have not spoken since ", "I left", ".")], "We have not spoken since I left.");
        check_glue(&[("I think that ", "I hurt you", ".")], "I think that I hurt you.");
        check_glue(&[("I feel ", "we drift apart", ".")], "I feel we drift apart.");
        check_glue(&[("Would ", "Wednesday or Saturday", " work?")], "Would Wednesday or Saturday work?");
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
