//! Marks: where the parts of a guide stood in its file. Only the checker needs them; a Guide itself knows no file.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::fault::table::Str;
use crate::guide::StepId;

/// Where everything stood.
#[derive(Debug, Default)]
pub struct Marks {
    /// The guide's id, also of one with faults.
    pub id: Option<Str>,
    /// By step, rounds included; also of steps with faults.
    pub steps: BTreeMap<StepId, StepMark>,
    /// Every text of the guide, in the order it was read; those of rounds and parts several times.
    pub texts: Vec<TextMark>,
    /// The guide's own sources.
    pub sources: Vec<Str>,
    /// Language tag of the texts.
    pub language: String,
}

/// Where one step stood.
#[derive(Clone, Debug, Default)]
pub struct StepMark {
    /// Its id.
    pub id: Range<usize>,
    /// Its own condition, if it has one.
    pub when: Option<Range<usize>>,
    /// Its options by id, with their condition if they have one.
    pub options: Vec<OptionMark>,
    /// Kinds of help lines.
    pub lines: Vec<Str>,
    /// Categories of noticing.
    pub notice: Vec<Str>,
    /// Sources.
    pub sources: Vec<Str>,
}

/// Where one option stood.
#[derive(Clone, Debug)]
pub struct OptionMark {
    /// Its id.
    pub id: Str,
    /// Its condition.
    pub when: Option<Range<usize>>,
}

/// One text.
#[derive(Clone, Debug)]
pub struct TextMark {
    /// The step it belongs to; none for titles of stages.
    pub step: Option<StepId>,
    /// What it is for.
    pub role: Role,
    /// As it reads, places to fill included.
    pub text: Str,
}

/// What a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A stage's title.
    Title,
    /// The question, or one wording of it.
    Ask,
    /// More to read under it, or one wording of it.
    Text,
    /// A name, label or glue: too short for a reading level.
    Label,
    /// Shown in an empty field: an example of what somebody may write.
    Example,
}
