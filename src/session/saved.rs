//! The saved form of a session: versioned, by id, readable by its owner. The store adds the checksum and the seal.

use serde::{Deserialize, Serialize};

use super::facts::{Lock, PersonId};
use crate::prompt::answer::{Answer, Person};
use crate::prompt::draft::Spot;

/// The format this program writes.
pub const FORMAT: u32 = 1;
/// The oldest reader that may write what this program writes back.
pub const LEAST_READER: u32 = 1;

/// A whole session as it is written to disk. Never-kept answers are not in here, in any form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Saved {
    /// [`FORMAT`] when it was written.
    pub format: u32,
    /// A reader below this opens it read-only.
    pub least_reader: u32,
    /// 32 hex digits; the same as the file name.
    pub id: String,
    /// Goes up by one with each save; orders versions when clocks lie.
    pub revision: u64,
    /// Which guide it follows.
    pub guide: GuideMark,
    /// Where it stands.
    pub status: Status,
    /// Seconds since 1970.
    pub started: i64,
    /// Seconds since 1970, of the last change.
    pub updated: i64,
    /// The highest time this session ever saw, seconds since 1970: a clock set back unlocks nothing.
    pub highest: i64,
    /// The next item gets this number.
    pub next_item: u32,
    /// The step to go on from, as [`super::path::Place`] writes itself.
    pub at: String,
    /// Where the walk goes on once the step at `at`, edited in place, is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<String>,
    /// Whom it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Noticing was switched off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub noticing_off: bool,
    /// The keyboard was handed over for what two make together, and not taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub handed_over: bool,
    /// The country help lines are shown for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// When messages to this person were finished: place and seconds since 1970.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<Sent>,
    /// The contact gate's lock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lock: Option<Lock>,
    /// When the walk came to its end, seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<i64>,
    /// In guide order.
    #[serde(default, rename = "entry")]
    pub entries: Vec<SavedEntry>,
    /// Fields of a later version, kept and written back.
    #[serde(flatten)]
    pub more: toml::Table,
}

impl Saved {
    /// Whom it names.
    pub fn named(&self) -> Option<&Person> {
        self.entries.iter().find_map(|entry| match &entry.given {
            Some(Answer::Person(person)) if !entry.skipped && !person.name.trim().is_empty() => Some(person),
            _ => None,
        })
    }

    /// Whether an answer in it is a number.
    pub fn is_rated(&self) -> bool {
        self.entries.iter().any(|entry| matches!(entry.given, Some(Answer::Number(_))))
    }
}

/// Which guide a session follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuideMark {
    /// Its id.
    pub id: String,
    /// Its title when the session began, for lists.
    pub title: String,
    /// SHA-256 of its file, hex.
    pub digest: String,
    /// It was begun from a file of one's own, of which a copy lies in the data folder under the digest.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub copied: bool,
}

/// Where a session stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Can be gone on with.
    Open,
    /// Waits for a talk or a day.
    Waiting,
    /// Walked to an end.
    Finished,
}

/// One message that was finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The step it was written at.
    pub step: String,
    /// Seconds since 1970.
    pub at: i64,
}

/// One step's answers on disk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SavedEntry {
    /// The place: step id, and the item behind `#` for a step asked for each item.
    pub step: String,
    /// The question as it was shown.
    pub question: String,
    /// The kind of prompt.
    pub kind: String,
    /// Passed over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub skipped: bool,
    /// When it was given, seconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<i64>,
    /// Where the cursor stood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spot: Option<Spot>,
    /// The answer that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<Answer>,
    /// Words begun since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Answer>,
    /// Fields of a later version, kept and written back.
    #[serde(flatten)]
    pub more: toml::Table,
}
