//! Plain text: questions, and answers set in by two blanks.

use std::fmt::Write as _;

use super::{Said, Walk, clean};

/// The session as plain text. One part alone and of one answer is its words and nothing else.
pub fn write(walk: &Walk) -> String {
    if walk.words_alone() {
        return words_alone(walk);
    }
    let mut page = format!("{}\n", clean(&walk.title));
    if let Some(about) = walk.about() {
        let _ = writeln!(page, "{about}");
    }
    for Said { question, words, remark } in walk.said() {
        let _ = write!(page, "\n{question}\n");
        if let Some(remark) = remark {
            let _ = writeln!(page, "({remark})");
        }
        for line in words.lines() {
            let _ = writeln!(page, "{}", format!("  {line}").trim_end());
        }
    }
    page
}

/// The words alone, one answer after the other with a blank line between: what one copies into a message.
pub fn words_alone(walk: &Walk) -> String {
    let words: Vec<String> = walk.said().map(|said| said.words.trim_end().to_owned()).collect();
    format!("{}\n", words.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{exported, walk};
    use super::*;

    #[test]
    fn answers_are_set_in_below_their_questions() {
        let page = write(&walk(vec![exported("long", None, "one\n\ntwo\u{1b}")]));
        assert_eq!(page, "One <question>\nBegun on 2026-11-22. Not finished.\n\nWhat was it?\n  one\n\n  two␛\n");
    }

    #[test]
    fn words_alone_have_no_question() {
        let page = words_alone(&walk(vec![exported("draft", None, "Hello\nyou"), exported("draft", None, "Again")]));
        assert_eq!(page, "Hello\nyou\n\nAgain\n");
    }
}
