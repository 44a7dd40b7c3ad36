//! The shape of a guide in memory: stages, steps, sources.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::condition::{Condition, Reference};
use super::wording::Template;
use crate::prompt::Prompt;

/// Names a step inside a guide; saves refer to it and it never changes.
///
/// Steps of a later round carry the round behind an `@`: `choose`, `choose@2`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StepId(pub String);

impl StepId {
    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for StepId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for StepId {
    fn from(id: &str) -> Self {
        Self(id.to_owned())
    }
}

/// A whole guide, read and checked.
#[derive(Clone, Debug)]
pub struct Guide {
    /// The guide's own id, `being-ignored`.
    pub id: String,
    /// Shown on the home screen and by `stepback guides`.
    pub title: String,
    /// One or two sentences on what it is for.
    pub about: String,
    /// Language tag of the text, `en`.
    pub language: String,
    /// About how many minutes the whole way takes, if the guide says.
    pub minutes: Option<u32>,
    /// SHA-256 of the file it was read from, in hex: tells whether content changed under a session.
    pub digest: String,
    /// The `person` step that fills `{name}` and the pronouns.
    pub person: Option<StepId>,
    /// The `short` step that fills `{me}`.
    pub me: Option<StepId>,
    /// In order, rounds unrolled.
    pub stages: Vec<Stage>,
    /// In order, rounds and parts unrolled; each knows its stage.
    pub steps: Vec<Step>,
    /// Where the advice comes from, by id.
    pub sources: BTreeMap<String, Source>,
}

impl Guide {
    /// What is left of a guide that cannot be read any more: its name. Sessions on it can still be read.
    pub fn lost(id: &str, title: &str) -> Self {
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            about: String::new(),
            language: "en".to_owned(),
            minutes: None,
            digest: String::new(),
            person: None,
            me: None,
            stages: Vec::new(),
            steps: Vec::new(),
            sources: BTreeMap::new(),
        }
    }

    /// The step of that id.
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.position(id).and_then(|at| self.steps.get(at))
    }

    /// Where the step of that id stands in the order.
    pub fn position(&self, id: &StepId) -> Option<usize> {
        self.steps.iter().position(|step| step.id == *id)
    }

    /// The stage a step belongs to.
    pub fn stage_of(&self, step: &Step) -> Option<&Stage> {
        self.stages.get(step.stage)
    }

    /// All gates, in order, rounds included.
    pub fn gates(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| matches!(step.prompt, Prompt::Gate(_)))
    }
}

/// A stretch of the way with a title of its own.
#[derive(Clone, Debug)]
pub struct Stage {
    /// `decide`, or `decide@2` for a later round.
    pub id: String,
    /// Shown at the top of the screen.
    pub title: Template,
    /// Which round of a repeating stretch this is.
    pub round: Round,
}

/// Which turn of a repeating stretch a stage or step belongs to; the first (or only) is 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round(pub u8);

/// One screen's worth of the way.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four independent yes/no keys of the guide format")]
pub struct Step {
    /// Stable name.
    pub id: StepId,
    /// Index into [`Guide::stages`].
    pub stage: usize,
    /// Which round it belongs to.
    pub round: Round,
    /// The whole condition: its own, its stage's, its round's, and "every gate cleared" where it approaches
    /// the other person. `None` is always.
    pub when: Option<Condition>,
    /// The question or heading.
    pub ask: Template,
    /// More to read under the question; may be empty.
    pub text: Template,
    /// Shown in an empty field; may be empty.
    pub placeholder: Template,
    /// Other wordings of `ask`, `text` and placeholder, chosen by the answer to another step.
    pub by: Option<By>,
    /// Asked once for each item of an earlier list (`step`) or board column (`step`, `column`).
    pub for_each: Option<ListRef>,
    /// What is asked and how it is answered.
    pub prompt: Prompt,
    /// Cannot be skipped. Gates never can.
    pub required: bool,
    /// Leads towards the other person, so it stands behind every gate.
    pub approach: bool,
    /// Whether its answer may be written to disk.
    pub keep: Keep,
    /// The walk ends here.
    pub end: bool,
    /// Ids of [`Guide::sources`] this step rests on.
    pub sources: Vec<String>,
    /// Earlier steps whose answers are shown beside this one.
    pub recall: Vec<StepId>,
    /// Made by two at one keyboard: reachable while the keyboard is handed over.
    pub shared: bool,
    /// Kinds of help lines shown on the step itself: `crisis`, `abuse`, …
    pub lines: Vec<String>,
}

/// One step in several wordings.
#[derive(Clone, Debug)]
pub struct By {
    /// The step whose chosen option picks the wording.
    pub step: Reference,
    /// By option id.
    pub wordings: BTreeMap<String, Wordings>,
}

/// What a wording may replace.
#[derive(Clone, Debug, Default)]
pub struct Wordings {
    /// Instead of [`Step::ask`].
    pub ask: Option<Template>,
    /// Instead of [`Step::text`].
    pub text: Option<Template>,
    /// Instead of the prompt's placeholder.
    pub placeholder: Option<Template>,
}

/// A list step, or one column of a board step, whose items are used elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRef {
    /// The list, rated list, timeline or board.
    pub step: Reference,
    /// The column, for a board.
    pub column: Option<String>,
}

/// Whether an answer may be written to disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Saved with the session.
    Saved,
    /// Lives in memory only: the step says so itself, or rests on one that does.
    Never,
}

/// How well a piece of advice is supported; the words shown for it never grow stronger than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// Tested in trials or meta-analyses.
    Tested,
    /// Some studies, small or indirect.
    SomeEvidence,
    /// Practitioners' advice or expert opinion.
    Practitioners,
    /// Our own judgement, nothing behind it.
    Ours,
}

/// Where advice comes from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Who said it, where, when.
    pub title: String,
    /// What it supports, in one or two plain sentences.
    pub says: String,
    /// How well.
    pub strength: Strength,
    /// Whether the original itself was read when this was written.
    pub verified: bool,
}
