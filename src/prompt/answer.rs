//! Answers: the few shapes that are saved, whatever kind of prompt they came from.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::guide::Pronouns;

/// What a person answered.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Something was read, or breathed through.
    Seen,
    /// One option.
    One(String),
    /// Several options, in the order they are listed; or one option with own words. Empty is an answer too: none of them.
    ///
    /// The last one may have an empty id: own words for "something else" that is not chosen now, put aside rather
    /// than dropped. [`Answer::ids`] and [`Answer::one`] leave it out.
    Many(Vec<Chosen>),
    /// A number or a level on a scale.
    Number(i64),
    /// A calendar day.
    Day(Date),
    /// Words.
    Text(String),
    /// A list, rated list, board, timeline or if-then plan.
    Items(Vec<Item>),
    /// A composed draft.
    Composed {
        /// By part id; parts left out are absent.
        parts: BTreeMap<String, String>,
        /// The whole text once it was edited freely; `None` while it still follows the parts.
        text: Option<String>,
        /// Other drafts put aside, oldest first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        aside: Vec<String>,
    },
    /// Somebody, and the words that fit them.
    Person(Person),
    /// The answers to a gate's questions, by question id.
    Gate {
        /// Chosen option by question. An empty question id (only while unfinished) holds the day a pause ends as far
        /// as it is written.
        answers: BTreeMap<String, String>,
        /// After "rather not say": the person said that they feel safe to talk.
        #[serde(default)]
        assent: bool,
        /// When a pause that was asked for ends.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Date>,
    },
}

/// One chosen option of several.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// The option.
    pub id: String,
    /// Own words, where the option is "something else".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// Names an item for good; numbers are never used twice in a session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ItemId(pub u32);

/// One line of a list, with whatever its kind adds to it.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Stable while it is edited, moved and rated again. 0 until the session has numbered it.
    pub id: ItemId,
    /// The words; the "if" of an if-then line.
    pub text: String,
    /// The column of a board it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// How strongly, in a rated list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<i64>,
    /// When, on a timeline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub day: Option<Date>,
    /// The "then" of an if-then line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<String>,
    /// The question a board's item was turned into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<String>,
    /// The day of a timeline's event as far as it is written, while it cannot be read as a day yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unread: Option<String>,
}

/// Somebody the session is about.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Person {
    /// What the person using the program calls them. May be empty.
    pub name: String,
    /// Option id: partner, friend, parent, …; `None` if not said.
    pub relation: Option<String>,
    /// Own words for the relation, where the option is "something else".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation_words: Option<String>,
    /// Preset id (`they`, `he`, `she`, `it`, `name`) or `custom`.
    pub pronouns: String,
    /// The words themselves when custom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom: Option<Pronouns>,
    /// "Is this the same Sam?": `Some(true)` yes, `Some(false)` somebody else; `None` when it was not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same: Option<bool>,
    /// Whom of several it is: the random id their sessions carry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}

impl Answer {
    /// The one chosen option, of a prompt that takes one: `None` when there is none, or several.
    pub fn one(&self) -> Option<&str> {
        let mut ids = self.ids();
        let first = ids.next()?;
        ids.next().is_none().then_some(first)
    }

    /// The option this answer comes down to: the one chosen, or a person's relation.
    pub fn option(&self) -> Option<&str> {
        if let Self::Person(person) = self { person.relation.as_deref() } else { self.one() }
    }

    /// The ids of what is chosen, in order. Empty for answers that are not about options.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        let (one, many) = match self {
            Self::One(id) => (Some(id.as_str()), None),
            Self::Many(chosen) => (None, Some(chosen.iter().map(|one| one.id.as_str()))),
            Self::Seen
            | Self::Number(_)
            | Self::Day(_)
            | Self::Text(_)
            | Self::Items(_)
            | Self::Composed { .. }
            | Self::Person(_)
            | Self::Gate { .. } => (None, None),
        };
        one.into_iter().chain(many.into_iter().flatten()).filter(|id| !id.is_empty())
    }

    /// The items of a list, or those of one column of a board.
    pub fn items(&self, column: Option<&str>) -> impl Iterator<Item = &Item> {
        let items = if let Self::Items(items) = self { items.as_slice() } else { &[] };
        items.iter().filter(move |item| column.is_none() || item.column.as_deref() == column)
    }
}

impl std::fmt::Debug for Answer {
    /// Says the shape only: what somebody wrote never reaches an error or a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Seen => "Seen",
            Self::One(_) => "One",
            Self::Many(_) => "Many",
            Self::Number(_) => "Number",
            Self::Day(_) => "Day",
            Self::Text(_) => "Text",
            Self::Items(_) => "Items",
            Self::Composed { .. } => "Composed",
            Self::Person(_) => "Person",
            Self::Gate { .. } => "Gate",
        })
    }
}

impl std::fmt::Debug for Chosen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chosen")
    }
}

impl std::fmt::Debug for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Item {}", self.id.0)
    }
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Person")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(id: &str, text: Option<&str>) -> Chosen {
        Chosen { id: id.to_owned(), text: text.map(str::to_owned) }
    }

    #[track_caller]
    fn check(answer: &Answer, ids: &[&str], one: Option<&str>) {
        assert_eq!(answer.ids().collect::<Vec<_>>(), ids);
        assert_eq!(answer.one(), one);
    }

    #[test]
    fn own_words_put_aside_are_not_chosen() {
        check(&Answer::One("a".to_owned()), &["a"], Some("a"));
        check(&Answer::Many(vec![chosen("other", Some("mine"))]), &["other"], Some("other"));
        check(&Answer::Many(vec![chosen("a", None), chosen("", Some("mine"))]), &["a"], Some("a"));
        check(&Answer::Many(vec![chosen("a", None), chosen("b", None)]), &["a", "b"], None);
        check(&Answer::Many(vec![chosen("", Some("mine"))]), &[], None);
        check(&Answer::Text("a".to_owned()), &[], None);
    }
}
