//! What every kind of prompt can do.

use std::borrow::Cow;

use super::answer::Answer;
use super::draft::Shape;
use super::option::Options;
use super::scene::Scene;
use crate::guide::{ListRef, Reference};
use crate::screen::Block;

/// Everything about one kind of prompt.
pub trait Kind {
    /// The shape its answers have while they are being given.
    type Shape: Shape;

    /// Opens the prompt on what was answered (or half answered) before. Must take any shape of answer without
    /// complaint: a guide may have been edited since.
    fn open(&self, before: Option<&Answer>, scene: &Scene<'_>) -> Self::Shape;

    /// The only judge: the answer, or what would be one.
    fn accept(&self, draft: &Self::Shape, scene: &Scene<'_>) -> Result<Answer, Complaint>;

    /// What is there so far, however unfinished; `None` when nothing is. What `open` turns back into the same draft.
    fn keep(&self, draft: &Self::Shape) -> Option<Answer> {
        draft.so_far()
    }

    /// What to show, from the prompt's own point of view: everything but the step's question and text.
    fn show<'d>(&self, draft: &'d Self::Shape, scene: &Scene<'_>, out: &mut Vec<Block<'d>>);

    /// One line of the plain front, for the field asked for now.
    fn reply(&self, draft: &mut Self::Shape, line: &str, scene: &Scene<'_>) -> Replied {
        draft.replied(line, scene.today, &|draft| self.accept(draft, scene))
    }

    /// An empty line of the plain front: keeps what is there and asks for what comes next.
    fn pass(&self, _draft: &mut Self::Shape, _scene: &Scene<'_>) -> Replied {
        Replied::Done
    }

    /// Enter, before the answer is judged: `true` when it only led on to the next field, so that there is nothing to
    /// judge yet.
    fn enter(&self, draft: &mut Self::Shape, _scene: &Scene<'_>) -> bool {
        draft.entered()
    }

    /// Puts in order what follows from a change: fields that open and close with others.
    fn settle(&self, _draft: &mut Self::Shape, _scene: &Scene<'_>) {}

    /// What choosing a number means where the kind offers something of its own; `false` leaves it to the draft.
    fn offer(&self, _draft: &mut Self::Shape, _number: i64, _scene: &Scene<'_>) -> bool {
        false
    }

    /// The options it offers, to be resolved into [`Scene::choices`].
    fn options(&self) -> Option<Cow<'_, Options>> {
        None
    }

    /// Whose answers it looks at, in the order [`Scene::earlier`] is to hold them.
    fn earlier(&self) -> Vec<ListRef> {
        Vec::new()
    }

    /// Categories of noticing for what is written here.
    fn notice(&self) -> &[String] {
        &[]
    }
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
    /// Not understood. Words stay in the draft, where there is a field for them.
    No(Complaint),
}

/// All of a step's answer, whatever columns it has.
pub(crate) fn whole(step: &Reference) -> ListRef {
    ListRef { step: step.clone(), column: None }
}
