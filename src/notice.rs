//! Noticing: words a person may want to look at again, found by rules in what they write, with a reason and a question.
//!
//! A mirror, never a verdict: marks are shown, never counted up, scored or kept. The rules come from
//! `content/noticing.toml` and are plain data; the kinds of words follow nonviolent communication (evaluations told
//! apart from feelings), Gottman's markers of contempt, and the research on self-distanced writing (Kross and others).
//! Two things are not for the writer's style but for their safety: words of fear or harm open safety information and
//! are never corrected, nor is anything in the paragraph they stand in, and words of self-harm open the help panel, also
//! when negated.
//!
//! Everything here is pure. [`Rules::look`] takes microseconds for an ordinary paragraph; [`Rules::look_near`] follows
//! an edit at a cost that does not grow with the paragraph.

mod look;
mod near;
mod notation;
mod pattern;
mod quotes;
mod read;
mod search;
mod slips;
mod vocabulary;
mod who;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub use near::{Change, touching};
pub use who::Who;

use search::Search;
use vocabulary::Vocabulary;
use words::ShortForms;

/// What a mark of a category leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CategoryEffect {
    /// An underline with a reason and a question.
    Mark,
    /// Safety information is offered. Nothing is corrected, neither these words nor any beside them in the paragraph.
    SafetyInformation,
    /// The help panel opens, once in a session, kindly; writing goes on. Nothing is corrected in the paragraph either.
    CrisisHelp,
    /// A draft that holds these words is not offered for copying.
    NoCopy,
}

impl CategoryEffect {
    /// Whether quoted speech is searched too, and marks may overlap others: where it is about somebody's safety.
    pub fn is_about_safety(self) -> bool {
        match self {
            Self::Mark => false,
            Self::SafetyInformation | Self::CrisisHelp | Self::NoCopy => true,
        }
    }

    /// Whether it is looked for without being asked for: it is about what somebody fears or suffers. A paragraph with
    /// such words is not corrected anywhere.
    fn is_always_looked_for(self) -> bool {
        match self {
            Self::Mark | Self::NoCopy => false,
            Self::SafetyInformation | Self::CrisisHelp => true,
        }
    }
}

/// One kind of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// What guides call it.
    pub id: String,
    /// What a person calls it: "words from the inside (I, me)".
    pub name: String,
    /// One line on what the mark means.
    pub legend: String,
    /// The second cue beside the underline, so that nothing rests on colour or style alone.
    pub cue: char,
    /// What it leads to.
    pub effect: CategoryEffect,
}

/// One noticed stretch of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where, in bytes of the paragraph; always on character boundaries.
    pub bytes: Range<usize>,
    /// The category, as an index into [`Rules::categories`].
    pub category: usize,
    /// The rule that found it, for [`Rules::reason`] and its siblings.
    pub rule: usize,
}

/// What is said about words that one rule finds.
#[derive(Debug)]
struct Rule {
    reason: String,
    question: String,
    /// Why a draft with these words is not offered for copying, if it is not.
    no_copy: Option<String>,
    /// Its marks give way to those of other rules that they overlap.
    wide: bool,
    feelings: Vec<String>,
    needs: Vec<String>,
}

/// What a pattern is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Goal {
    /// A find of this rule in this category.
    Find { category: usize, rule: usize },
    /// Not marked by anything that is not about safety: fixed phrases.
    Fixed,
    /// Not marked by this category.
    NotCategory(usize),
    /// Not marked by this rule.
    NotRule(usize),
}

/// The rules of one language, checked and ready. Immutable.
#[derive(Debug)]
pub struct Rules {
    language: String,
    categories: Vec<Category>,
    says: Vec<Rule>,
    sets: BTreeMap<String, Vec<usize>>,
    short: ShortForms,
    vocabulary: Vocabulary,
    common_names: BTreeSet<String>,
    search: Search,
    /// What each pattern of `search` is for.
    goals: Vec<Goal>,
    /// Rules that mark words written in capitals, with their category.
    capitals: Vec<(usize, usize)>,
}

impl Rules {
    /// The language the rules are for, as a tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// All categories, in the order of the file. Indices into this slice name categories everywhere else.
    pub fn categories(&self) -> &[Category] {
        &self.categories
    }

    /// The categories that `ids` ask for; an id names a category or a set of them (`message`, `distanced`).
    /// Ids that name neither ask for nothing.
    pub fn asked<S: AsRef<str>>(&self, ids: &[S]) -> Vec<usize> {
        let mut asked = BTreeSet::new();
        for id in ids {
            asked.extend(self.sets.get(id.as_ref()).into_iter().flatten().copied());
            asked.extend(self.categories.iter().position(|category| category.id == id.as_ref()));
        }
        asked.into_iter().collect()
    }

    /// Everything an id may name: categories and sets of them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sets.keys().map(String::as_str).chain(self.categories.iter().map(|category| category.id.as_str()))
    }

    /// Whether `id` names a category or a set of them.
    pub fn knows(&self, id: &str) -> bool {
        self.sets.contains_key(id) || self.categories.iter().any(|category| category.id == id)
    }

    /// Why `mark` is there. Placeholders are not filled yet; [`Who::fill`] does that.
    pub fn reason(&self, mark: &Mark) -> &str {
        self.says.get(mark.rule).map_or("", |rule| rule.reason.as_str())
    }

    /// What the writer could ask themselves, or try. Placeholders are not filled yet; [`Who::fill`] does that.
    pub fn question(&self, mark: &Mark) -> &str {
        self.says.get(mark.rule).map_or("", |rule| rule.question.as_str())
    }

    /// The feelings and needs that may lie beneath a word that says what another did, for such words alone.
    pub fn beneath(&self, mark: &Mark) -> Option<(&[String], &[String])> {
        let rule = self.says.get(mark.rule)?;
        let told = !rule.feelings.is_empty() || !rule.needs.is_empty();
        told.then_some((rule.feelings.as_slice(), rule.needs.as_slice()))
    }
}
