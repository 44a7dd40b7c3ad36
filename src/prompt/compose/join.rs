//! Joins the parts of a draft: those left out take their glue with them, and no seam shows.

use super::own;

/// Closes or divides a sentence.
pub(super) const STOPS: [char; 7] = ['.', ',', ';', ':', '!', '?', '…'];
/// Divides only: never stands at an end.
const DIVIDES: [char; 3] = [',', ';', ':'];
/// Closes a sentence,
const ENDS: [char; 4] = ['.', '!', '?', '…'];
/// also before these.
const CLOSING: [char; 8] = ['"', '\'', ')', ']', '}', '»', '”', '’'];
/// Stand before the first letter of a sentence.
const OPENING: [char; 8] = ['"', '\'', '(', '[', '{', '«', '“', '‘'];
/// Join what follows to what stands before; a sentence does not begin with them.
const JOINING: [&str; 3] = ["and", "but", "or"];

/// One part, with what stands around its words.
#[derive(Clone, Debug, Default)]
pub(super) struct Piece {
    /// Glue before the words,
    pub(super) before: String,
    /// and in its place where the part begins a sentence; empty if that is the same.
    pub(super) first: String,
    pub(super) words: String,
    /// Glue after the words.
    pub(super) after: String,
}

/// The text of these parts: glue before, words, glue after. Joined by a space, or by a line break where the glue
/// begins with one. Every sentence begins with a capital, and ends as its last part would have ended it.
pub(super) fn joined(pieces: impl Iterator<Item = Piece>) -> String {
    let mut text = Joined::default();
    for piece in pieces {
        match piece.words.trim() {
            "" => text.leave_out(&piece),
            words => text.put(&piece, words),
        }
    }
    text.take_back();
    text.end_if_due();
    text.whole.truncate(text.whole.trim_end().len());
    text.whole
}

/// What stays of the glue before and after a part that nothing else stands beside.
pub(super) fn beside(piece: &Piece) -> [String; 2] {
    let (words, glue) = (piece.words.trim(), beginning(piece).trim_start());
    let typed = own::typed_in_full(words, &piece.before) || own::typed_in_full(words, glue);
    let before = if typed || own::is_sentence(words, glue) { "" } else { glue };
    let after = if typed { own::without_end(words, &piece.after) } else { &piece.after };
    [before.to_owned(), after.trim_end().to_owned()]
}

/// The text so far.
#[derive(Default)]
struct Joined {
    whole: String,
    /// How much of it stays if the next part is left out: the glue behind that leads on to it.
    leads_from: Option<usize>,
    /// How the open sentence ends if nothing more of it comes: a part that was left out would have ended it so.
    due: Due,
}

#[derive(Clone, Copy, Default)]
enum Due {
    /// It goes on, as far as is known.
    #[default]
    Open,
    Stop(char),
    /// What follows stands in a line of its own: nothing is put in between.
    Line,
}

impl Joined {
    fn leave_out(&mut self, piece: &Piece) {
        self.take_back();
        if matches!(self.due, Due::Open) {
            let before = piece.before.trim_start_matches(' ').chars().next();
            let stop = before.into_iter().chain(own::ending(&piece.after).chars()).find(|c| ENDS.contains(c));
            self.due = if before == Some('\n') { Due::Line } else { stop.map_or(Due::Open, Due::Stop) };
        }
    }

    fn put(&mut self, piece: &Piece, words: &str) {
        self.end_if_due();
        let begins = self.whole.is_empty() || is_ended(&self.whole);
        let glue = if begins { beginning(piece) } else { &piece.before };
        let typed = own::typed_in_full(words, &piece.before) || own::typed_in_full(words, glue);
        if !typed && own::is_sentence(words, glue) {
            self.take_back();
            self.open_sentence(&piece.before);
            let from = self.whole.len();
            self.close_with(words, own::ending(&piece.after));
            self.capital_from(from);
        } else {
            let from = self.open_seam(glue);
            let bare = own::without_beginning(own::without_beginning(words, &piece.before), glue);
            self.close_with(bare, if typed { own::without_end(words, &piece.after) } else { &piece.after });
            if begins {
                self.capital_from(from);
            }
        }
    }

    /// Takes back the glue that leads on to a part that does not come.
    fn take_back(&mut self) {
        if let Some(stays) = self.leads_from.take() {
            self.whole.truncate(stays);
        }
    }

    fn end_if_due(&mut self) {
        if let Due::Stop(stop) = std::mem::take(&mut self.due) {
            self.end_with(stop);
        }
    }

    fn end_with(&mut self, stop: char) {
        if !self.whole.is_empty() && !is_ended(&self.whole) {
            self.whole.truncate(self.whole.trim_end().trim_end_matches(DIVIDES).len());
            self.whole.push(stop);
        }
    }

    /// Puts the glue before a part, with what divides it from the text so far; says where it begins.
    fn open_seam(&mut self, glue: &str) -> usize {
        let whole = &mut self.whole;
        let lead = glue.trim_start_matches(' ');
        whole.truncate(whole.trim_end().len());
        if !whole.is_empty() && (lead.starts_with('\n') || lead.starts_with(STOPS)) {
            let from = whole.len();
            whole.push_str(if whole.ends_with(STOPS) { lead.trim_start_matches(STOPS) } else { lead });
            return from;
        }
        if !whole.is_empty() {
            whole.push(' ');
        }
        let from = whole.len();
        whole.push_str(lead.trim_start());
        from
    }

    /// Ends what stands before a sentence that comes without its glue.
    fn open_sentence(&mut self, before: &str) {
        self.end_with('.');
        if !self.whole.is_empty() {
            let lines = before.len() - before.trim_start_matches('\n').len();
            self.whole.push_str(&if lines == 0 { " ".to_owned() } else { "\n".repeat(lines) });
        }
    }

    /// Puts the words and the glue after them; where both end a sentence, the words' own ending stays, and where the glue
    /// goes on with the sentence, they have none.
    fn close_with(&mut self, words: &str, after: &str) {
        let goes_on = after.contains(char::is_alphanumeric);
        let words = if goes_on {
            own::without_stop(words)
        } else if after.starts_with(STOPS) {
            words.trim_end_matches(DIVIDES)
        } else {
            words
        };
        let ends = words.ends_with(STOPS) || is_ended(words);
        self.whole.push_str(words);
        self.leads_from = Some(self.whole.len()).filter(|_| goes_on && after.ends_with(' '));
        self.whole.push_str(if ends { after.trim_start_matches(STOPS) } else { after });
    }

    /// The first letter from there on is a capital, unless the word is written in a way of its own.
    fn capital_from(&mut self, from: usize) {
        let Some(rest) = self.whole.get(from..) else { return };
        let at = from + rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || OPENING.contains(&c)).len();
        let word = self.whole.get(at..).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default();
        let own_way = word.contains(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '@' | '/'));
        if let Some(first) = word.chars().next().filter(|first| first.is_lowercase() && !own_way) {
            let capital: String = first.to_uppercase().collect();
            self.whole.replace_range(at..at + first.len_utf8(), &capital);
        }
    }
}

/// The glue before a part that begins a sentence: its own for that, or what is left without what joins.
fn beginning(piece: &Piece) -> &str {
    if !piece.first.trim().is_empty() {
        return &piece.first;
    }
    let bare = piece.before.trim_start_matches(|c: char| c == ' ' || STOPS.contains(&c));
    match bare.split_once(' ') {
        Some((joins, rest)) if JOINING.contains(&joins.trim_end_matches(STOPS)) => rest,
        Some(_) | None => bare,
    }
}

/// Whether a text ends with the end of a sentence.
pub(super) fn is_ended(text: &str) -> bool {
    text.trim_end().trim_end_matches(CLOSING).ends_with(ENDS)
}

#[cfg(test)]
mod tests {
    use super::{Piece, joined};

    fn piece(before: &str, first: &str, words: &str, after: &str) -> Piece {
        Piece { before: before.into(), first: first.into(), words: words.into(), after: after.into() }
    }

    /// A message in four parts.
    fn built(words: [&str; 4]) -> String {
        let glue =
            [("We haven't spoken since ", "."), ("I feel ", ", and I need "), ("", "."), ("\n\nCould we talk ", "?")];
        joined(glue.into_iter().zip(words).map(|((before, after), words)| piece(before, "", words, after)))
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
        check(["", "", "to talk", ""], "To talk.");
        check(["", "sad", "", ""], "I feel sad.");
        check(["", "sad", "", "on Friday"], "I feel sad.\n\nCould we talk on Friday?");
        check(["", "sad", "to talk", ""], "I feel sad, and I need to talk.");
    }

    #[track_caller]
    fn check_glue(parts: &[(&str, &str, &str)], expected: &str) {
        assert_eq!(joined(parts.iter().map(|(before, words, after)| piece(before, "", words, after))), expected);
    }

    #[test]
    fn a_beginning_that_was_typed_too_stands_once() {
        check_glue(&[("I feel ", "I feel sad", ".")], "I feel sad.");
        check_glue(&[("I feel ", "i  feel sad.", ".")], "I feel sad.");
        check_glue(&[("I feel ", "i feel", ".")], "I feel.");
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
        check_glue(&[("I feel ", "i'm sad, and I miss you", ".")], "I'm sad, and I miss you.");
        check_glue(&[("", "Hi", ","), ("\n\nI feel ", "I miss you", ", and I need ")], "Hi.\n\nI miss you");
        check_glue(&[("Would ", "Maybe Friday", " work?")], "Maybe Friday?");
        check_glue(&[("We have not spoken since ", "I left", ".")], "We have not spoken since I left.");
        check_glue(&[("I think that ", "I hurt you", ".")], "I think that I hurt you.");
        check_glue(&[("I feel ", "we drift apart", ".")], "I feel we drift apart.");
        check_glue(&[("Would ", "Wednesday or Saturday", " work?")], "Would Wednesday or Saturday work?");
    }

    #[test]
    fn glue_that_divides_needs_something_on_both_sides() {
        check_glue(&[(", and ", "I miss you", ".")], "I miss you.");
        check_glue(&[("", "I am sad", ""), (", and ", "tired", ".")], "I am sad, and tired.");
        check_glue(&[("", "I am sad.", ""), (", and ", "tired", ".")], "I am sad. Tired.");
        check_glue(&[("", "One", " "), (" ", "Two", " ")], "One Two");
        check_glue(&[("", "One", "\n"), ("", "Two", "")], "One Two");
    }

    #[test]
    fn sentences_begin_with_a_capital_and_end_with_a_stop_whichever_parts_are_left_out() {
        #[track_caller]
        fn check(words: [&str; 4], expected: &str) {
            let glue = [
                ("I feel ", "", ""),
                ("about ", "This is about ", ""),
                ("and I would like ", "", "."),
                ("Would ", "", " work?"),
            ];
            let parts =
                glue.into_iter().zip(words).map(|((before, first, after), words)| piece(before, first, words, after));
            assert_eq!(joined(parts), expected);
        }
        check(["worried", "the week", "a walk", ""], "I feel worried about the week and I would like a walk.");
        check(["worried", "", "", ""], "I feel worried.");
        check(["worried", "", "", "Friday"], "I feel worried. Would Friday work?");
        check(["", "the week", "a walk", ""], "This is about the week and I would like a walk.");
        check(["", "about the week", "", ""], "This is about the week.");
        check(
            ["worried.", "the week", "and I would like a walk", ""],
            "I feel worried. This is about the week and I would like a walk.",
        );
        check(["", "", "a walk", ""], "I would like a walk.");
        check(["", "", "I would like a walk.", ""], "I would like a walk.");
        check(["", "", "", "Tue or Wed?"], "Would Tue or Wed work?");
        check(["", "", "", "7 p.m."], "Would 7 p.m. work?");
        check(["", "", "", "7.30."], "Would 7.30 work?");
        check(["", "", "", "Would you have time on Tue?"], "Would you have time on Tue?");
    }

    #[test]
    fn words_written_small_begin_a_sentence_large() {
        check_glue(&[("", "hi sam", "."), ("", "we haven't spoken", ".")], "Hi sam. We haven't spoken.");
        check_glue(&[("", "hi sam!", "."), ("", "“hello” it was", ".")], "Hi sam! “Hello” it was.");
        check_glue(&[("", "hi sam", ","), ("\n", "we haven't spoken", ".")], "Hi sam,\nwe haven't spoken.");
        check_glue(&[("", "iPhones bother me", ".")], "iPhones bother me.");
        check_glue(&[("", "they said “no.”", "."), ("", "it hurt", ".")], "They said “no.” It hurt.");
        check_glue(&[("", "Hi", ","), ("", "", "."), ("\n", "Robin", "")], "Hi.\nRobin");
    }
}
