//! What every kind of prompt can do, and the closed set of kinds.

use super::answer::Answer;
use super::draft::{Draft, Spot};
use super::scene::Scene;
use crate::screen::Block;

/// Everything about one kind of prompt.
pub trait Kind {
    /// Opens the prompt on what was answered (or half answered) before. Must take any shape of answer without
    /// complaint: a guide may have been edited since.
    fn open(&self, before: Option<&Answer>, spot: Option<Spot>, scene: &Scene<'_>) -> Draft;

    /// The only judge: the answer, or what would be one.
    fn accept(&self, draft: &Draft, scene: &Scene<'_>) -> Result<Answer, Complaint>;

    /// What is there so far, however unfinished; `None` when nothing is. What `open` turns back into the same draft.
    fn keep(&self, draft: &Draft, scene: &Scene<'_>) -> Option<Answer>;

    /// What to show, from the prompt's own point of view.
    fn show<'d>(&self, draft: &'d Draft, scene: &Scene<'_>, out: &mut Vec<Block<'d>>);

    /// One line of the plain front, for the field asked for now.
    fn reply(&self, draft: &mut Draft, line: &str, scene: &Scene<'_>) -> Replied;
}

/// Why a draft will not do yet, in one sentence that ends with what would. Never quotes the person's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint(pub String);

/// What a plain line did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Replied {
    /// Taken; more is asked for on this step (next field, next item).
    More,
    /// Taken; that is the whole answer: go on.
    Done,
    /// Not understood; the draft is as it was, and the line is kept by the caller.
    No(Complaint),
}
