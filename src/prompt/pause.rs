//! Suspends the walk: "come back after the talk", or on a day.

use super::answer::Answer;
use super::draft::Pick;
use super::kind::{Complaint, Kind, whole};
use super::option::Options;
use super::scene::Scene;
use super::words;
use crate::guide::{ListRef, Reference};
use crate::screen::Block;
use std::borrow::Cow;

/// Suspends the walk: "come back after the talk", or on a day.
#[derive(Clone, Debug)]
pub struct Pause {
    /// What may have happened when one comes back; those with `waits` do not lift it.
    pub options: Options,
    /// A `date` step: when to come back.
    pub until: Option<Reference>,
}

impl Kind for Pause {
    type Shape = Pick;

    fn open(&self, before: Option<&Answer>, scene: &Scene<'_>) -> Pick {
        Pick::one(scene.choices.clone()).with(before)
    }

    fn accept(&self, draft: &Pick, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        draft.accept_one()
    }

    fn show<'d>(&self, draft: &'d Pick, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        if let Some(Some(Answer::Day(day))) = scene.earlier.first() {
            out.push(Block::Note(words::until(*day)));
        }
        draft.show(&scene.placeholder, out);
    }

    fn options(&self) -> Option<Cow<'_, Options>> {
        Some(Cow::Borrowed(&self.options))
    }

    fn earlier(&self) -> Vec<ListRef> {
        self.until.iter().map(whole).collect()
    }
}
