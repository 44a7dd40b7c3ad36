//! Text in content: one pass of `{name}` substitution. What a person typed is never interpreted.

use serde::{Deserialize, Serialize};

use super::condition::Reference;

/// A text with places to fill, split once when the guide is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Template {
    /// In order. Empty for an empty text.
    pub pieces: Vec<Piece>,
}

/// One piece of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// As written.
    Words(String),
    /// `{name}`: what the other person is called. Falls back to the object pronoun's plain form.
    Name,
    /// `{me}`: one's own name; falls back to "you".
    Me,
    /// `{relation}`: what they are to one another, in the words of the chosen relation.
    Relation,
    /// `{item}`: the item a `for_each` step is about.
    Item,
    /// `{they}` and its kin; `capital` for `{They}`.
    Pronoun {
        /// Which form.
        form: Form,
        /// Begins a sentence.
        capital: bool,
    },
    /// `{are|is}`: a verb that agrees with the subject placeholder before it in the same sentence, or else after it.
    Verb {
        /// With "they".
        plural: String,
        /// With "he", "she", a name.
        singular: String,
        /// Decided when read: what it agrees with.
        subject: Subject,
    },
    /// `{step: fallback}`: an earlier answer in words.
    Answer {
        /// Whose answer.
        step: Reference,
        /// A board's column.
        column: Option<String>,
        /// Said while there is none.
        fallback: String,
    },
}

/// What a verb pair agrees with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// `{name}`: singular.
    Name,
    /// `{they}`: as the pronouns say.
    Pronoun,
}

/// The five forms of a pronoun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// they
    They,
    /// them
    Them,
    /// their
    Their,
    /// theirs
    Theirs,
    /// themself
    Themself,
}

/// The words that fit a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pronouns {
    /// they, he, she, it
    pub subject: String,
    /// them, him, her
    pub object: String,
    /// their, his, her
    pub possessive: String,
    /// theirs, his, hers
    pub possessive_alone: String,
    /// themself, himself, herself
    pub reflexive: String,
    /// "they are" rather than "she is".
    pub plural: bool,
}

impl Pronouns {
    /// The words for a preset: `they`, `he`, `she`, `it`.
    pub fn preset(id: &str) -> Option<Self> {
        let (words, plural) = match id {
            "they" => (["they", "them", "their", "theirs", "themself"], true),
            "he" => (["he", "him", "his", "his", "himself"], false),
            "she" => (["she", "her", "her", "hers", "herself"], false),
            "it" => (["it", "it", "its", "its", "itself"], false),
            _ => return None,
        };
        Some(Self::from_words(words, plural))
    }

    /// The default, for whoever was not asked.
    pub fn they() -> Self {
        Self::from_words(["they", "them", "their", "theirs", "themself"], true)
    }

    /// The name in place of every pronoun.
    pub fn name_only(name: &str) -> Self {
        let owned = format!("{name}'s");
        Self::from_words([name, name, &owned, &owned, name], false)
    }

    fn from_words([subject, object, possessive, possessive_alone, reflexive]: [&str; 5], plural: bool) -> Self {
        Self {
            subject: subject.to_owned(),
            object: object.to_owned(),
            possessive: possessive.to_owned(),
            possessive_alone: possessive_alone.to_owned(),
            reflexive: reflexive.to_owned(),
            plural,
        }
    }
}
