//! The two people a text is about, as rules need to know them.

use super::pattern::Names;
use super::words::{ShortForms, fold};
use std::collections::BTreeSet;

/// Who writes, and about whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Who<'a> {
    /// The writer's own name, if given.
    pub me: Option<&'a str>,
    /// The other person's name, if given.
    pub name: Option<&'a str>,
    /// The other person's subject pronoun: they, he, she, or their own word. Empty counts as "they".
    pub subject: &'a str,
}

/// The placeholders that reasons and questions may hold.
pub(super) const PLACEHOLDERS: [&str; 3] = ["me", "name", "they"];

impl Who<'_> {
    /// Fills `{me: fallback}`, `{name: fallback}` and `{they}` in a reason or question. What stands in for a
    /// placeholder is never read again; a brace that begins no placeholder is text.
    pub fn fill(&self, text: &str) -> String {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            rest = if let Some((inside, after)) = after.split_once('}') {
                filled.push_str(self.stands_for(inside));
                after
            } else {
                filled.push('{');
                after
            };
        }
        filled.push_str(rest);
        filled
    }

    fn stands_for<'b>(&'b self, inside: &'b str) -> &'b str {
        let (key, fallback) = split_placeholder(inside);
        let known = match key {
            "me" => self.me,
            "name" => self.name,
            "they" => Some(self.subject),
            _ => None,
        };
        let fallback = if key == "they" { "they" } else { fallback };
        known.map(str::trim).filter(|known| !known.is_empty()).unwrap_or(fallback)
    }

    pub(super) fn names(&self, short: &ShortForms, common: &BTreeSet<String>) -> Names {
        let folded = fold(self.name.unwrap_or_default(), short);
        let name: Vec<String> = (0..folded.words.len()).filter_map(|at| folded.word(at)).map(str::to_owned).collect();
        let capital = matches!(name.as_slice(), [one] if common.contains(one));
        let they = if self.subject.trim().is_empty() { "they" } else { self.subject.trim() };
        Names { name, capital, they: they.to_lowercase() }
    }
}

/// `me: you` as key and fallback.
pub(super) fn split_placeholder(inside: &str) -> (&str, &str) {
    let (key, fallback) = inside.split_once(':').unwrap_or((inside, ""));
    (key.trim(), fallback.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_take_the_names_or_their_fallbacks() {
        let named = Who { me: Some("Robin"), name: Some("Sam"), subject: "he" };
        let text = "What does {me: a friend} see when {they} waits for {name: this person}?";
        assert_eq!(named.fill(text), "What does Robin see when he waits for Sam?");
        let unknown = Who::default();
        assert_eq!(unknown.fill(text), "What does a friend see when they waits for this person?");
    }

    #[test]
    fn what_was_typed_as_a_name_is_not_read_again() {
        let odd = Who { me: Some("{name}"), name: Some("Sam"), subject: "he" };
        assert_eq!(odd.fill("{me: you} and { more"), "{name} and { more");
    }
}
