//! Options as content writes them, and as they stand now with conditions and earlier lists resolved.

use crate::guide::{Condition, Keep, ListRef, Template};

/// One option as the guide has it.
#[derive(Clone, Debug)]
pub struct OptionSpec {
    /// Stable id; saves hold it.
    pub id: String,
    /// The words.
    pub label: Template,
    /// A line below, may be empty.
    pub text: Template,
    /// Offered only while this holds.
    pub when: Option<Condition>,
    /// Choosing it is never written to disk.
    pub keep: Keep,
    /// Stands alone: choosing it un-chooses the others ("none of these").
    pub alone: bool,
    /// Asks for own words ("something else").
    pub other: bool,
    /// In a pause: does not lift it ("not yet").
    pub waits: bool,
}

impl OptionSpec {
    /// An option with nothing special about it.
    pub fn plain(id: &str, label: Template, text: Template) -> Self {
        let id = id.to_owned();
        Self { id, label, text, when: None, keep: Keep::Saved, alone: false, other: false, waits: false }
    }
}

/// Where a prompt's options come from.
#[derive(Clone, Debug)]
pub enum Options {
    /// Written in the guide.
    Listed(Vec<OptionSpec>),
    /// The items of an earlier list, one option each, its id the item's.
    From {
        /// The list.
        list: ListRef,
        /// Options after them, written in the guide.
        and: Vec<OptionSpec>,
    },
}

/// One option as it stands now, ready to show.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is saved.
    pub id: String,
    /// What is shown.
    pub label: String,
    /// A line below, may be empty.
    pub text: String,
    /// Un-chooses the others.
    pub alone: bool,
    /// Asks for own words.
    pub other: bool,
    /// Does not lift a pause.
    pub waits: bool,
}

impl std::fmt::Debug for Choice {
    /// Says which one only: a label may be what somebody wrote in an earlier list.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Choice {}", self.id)
    }
}

impl Options {
    /// Those written in the guide.
    pub fn listed(&self) -> &[OptionSpec] {
        match self {
            Self::Listed(listed) => listed,
            Self::From { and, .. } => and,
        }
    }
}
