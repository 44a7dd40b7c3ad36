//! Things to tick off.

use super::answer::Answer;
use super::draft::Pick;
use super::kind::{Complaint, Kind};
use super::option::Options;
use super::scene::Scene;
use crate::screen::Block;
use std::borrow::Cow;

/// Things to tick off.
#[derive(Clone, Debug)]
pub struct Checklist {
    /// What there is to tick.
    pub items: Options,
}

impl Kind for Checklist {
    type Shape = Pick;

    fn open(&self, before: Option<&Answer>, scene: &Scene<'_>) -> Pick {
        Pick::some(scene.choices.clone()).with(before)
    }

    fn accept(&self, draft: &Pick, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        Ok(Answer::Many(draft.accepted()))
    }

    fn show<'d>(&self, draft: &'d Pick, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        draft.show(&scene.placeholder, out);
    }

    fn options(&self) -> Option<Cow<'_, Options>> {
        Some(Cow::Borrowed(&self.items))
    }
}
