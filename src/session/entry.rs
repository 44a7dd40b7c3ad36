//! What a session holds for each step: the answer given, the half-written one beside it, and what became of it.

use crate::prompt::answer::Answer;
use crate::prompt::draft::Spot;

/// What a person said, and has begun to say, at one step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// The answer that counts: conditions look at this one.
    pub given: Option<Answer>,
    /// What stays on disk in place of this entry while a never-kept option is chosen in it; `None`: nothing.
    pub kept: Option<Box<Self>>,
    /// Words begun since and not handed in; kept beside the given answer, never in its place.
    pub draft: Option<Answer>,
    /// Passed over on purpose. Words already there stay.
    pub skipped: bool,
    /// Where the cursor stood.
    pub spot: Option<Spot>,
    /// The question as it was last shown.
    pub question: String,
    /// The kind of prompt it was answered in.
    pub kind: String,
    /// When it was given, seconds since 1970.
    pub at: Option<i64>,
    /// Fields of a later version, written back as they came.
    pub more: toml::Table,
}

impl Entry {
    /// What became of it, as long as its step is on the way.
    pub fn state(&self) -> Option<State> {
        if self.draft.is_some() {
            Some(State::Draft)
        } else if self.skipped {
            Some(State::Skipped)
        } else if self.given.is_some() {
            Some(State::Given)
        } else {
            None
        }
    }

    /// The words to show: what was begun last, else what was given.
    pub fn latest(&self) -> Option<&Answer> {
        self.draft.as_ref().or(self.given.as_ref())
    }
}

/// The four states of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Begun, not handed in.
    Draft,
    /// Handed in.
    Given,
    /// Passed over.
    Skipped,
    /// Kept, but its step is not on the way as things stand.
    Inactive,
}
