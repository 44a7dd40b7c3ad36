//! One choice among options.

use super::answer::Answer;
use super::draft::Pick;
use super::kind::{Complaint, Kind};
use super::option::Options;
use super::scene::Scene;
use crate::screen::Block;
use std::borrow::Cow;

/// One choice among options.
#[derive(Clone, Debug)]
pub struct OneOf {
    /// What there is to choose from.
    pub options: Options,
}

impl Kind for OneOf {
    type Shape = Pick;

    fn open(&self, before: Option<&Answer>, scene: &Scene<'_>) -> Pick {
        Pick::one(scene.choices.clone()).with(before)
    }

    fn accept(&self, draft: &Pick, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        draft.accept_one()
    }

    fn show<'d>(&self, draft: &'d Pick, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        draft.show(&scene.placeholder, out);
    }

    fn options(&self) -> Option<Cow<'_, Options>> {
        Some(Cow::Borrowed(&self.options))
    }
}
