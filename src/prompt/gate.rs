//! Several questions in one step, before anything that approaches the other person.

use crate::guide::Template;
use crate::guide::condition::Outcome;

/// Several questions in one step, before anything that approaches the other person.
#[derive(Clone, Debug)]
pub struct Gate {
    /// All are asked.
    pub questions: Vec<Question>,
    /// The words that lift "rather not say": "I feel safe to talk".
    pub assent: Option<Template>,
    /// Concern here outlives the session, for this person (the contact gate).
    pub locks: bool,
}

/// One question of a gate.
#[derive(Clone, Debug)]
pub struct Question {
    /// Stable id.
    pub id: String,
    /// The question.
    pub ask: Template,
    /// More to read; may be empty.
    pub text: Template,
    /// What one may say.
    pub answers: Vec<Reply>,
}

/// One thing one may say at a gate.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Stable id.
    pub id: String,
    /// The words.
    pub label: Template,
    /// What it means for going on.
    pub means: Outcome,
    /// Asks for the day it ends ("a pause until …"); the concern is over once that day has passed.
    pub until: bool,
}
