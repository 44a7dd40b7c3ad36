//! Words looked for in what was written. What is found is shown by its session, never by its words.

use crate::prompt::{Answer, Item};
use crate::session::Saved;

/// What is looked for: words, whatever their capitals.
pub struct Search(String);

impl Search {
    /// For these words.
    pub fn new(words: &str) -> Self {
        Self(words.trim().to_lowercase())
    }

    /// Whether a session has them in an answer or in a draft.
    pub fn finds(&self, saved: &Saved) -> bool {
        let answers = saved.entries.iter().flat_map(|entry| entry.given.iter().chain(&entry.draft));
        answers.flat_map(written).any(|words| words.to_lowercase().contains(&self.0))
    }
}

/// What somebody wrote in an answer; what was chosen or counted is not written.
fn written(answer: &Answer) -> Vec<&str> {
    match answer {
        Answer::Seen | Answer::One(_) | Answer::Number(_) | Answer::Day(_) | Answer::Gate { .. } => Vec::new(),
        Answer::Many(chosen) => chosen.iter().filter_map(|one| one.text.as_deref()).collect(),
        Answer::Text(words) => vec![words],
        Answer::Items(items) => items.iter().flat_map(of_item).collect(),
        Answer::Composed { parts, text, aside } => {
            parts.values().chain(text).chain(aside).map(String::as_str).collect()
        }
        Answer::Person(person) => vec![&person.name],
    }
}

fn of_item(item: &Item) -> impl Iterator<Item = &str> {
    [Some(item.text.as_str()), item.asked.as_deref(), item.then.as_deref()].into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(answer: &Answer, expected: &[&str]) {
        assert_eq!(written(answer), expected);
    }

    #[test]
    fn only_what_was_written_is_looked_at() {
        check(&Answer::One("air".to_owned()), &[]);
        check(&Answer::Text("Sunday".to_owned()), &["Sunday"]);
        let item =
            Item { text: "a".to_owned(), asked: Some("b".to_owned()), then: Some("c".to_owned()), ..Item::default() };
        check(&Answer::Items(vec![item]), &["a", "b", "c"]);
        let parts = [("noticed".to_owned(), "x".to_owned())].into_iter().collect();
        check(&Answer::Composed { parts, text: Some("y".to_owned()), aside: vec!["z".to_owned()] }, &["x", "y", "z"]);
    }
}
