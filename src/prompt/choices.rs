//! Several choices; an option may stand alone ("none of these") or ask for own words.

use super::answer::Answer;
use super::draft::Pick;
use super::kind::{Complaint, Kind, Replied};
use super::option::Options;
use super::scene::Scene;
use super::words;
use crate::screen::Block;
use std::borrow::Cow;

/// Several choices; an option may stand alone ("none of these") or ask for own words.
#[derive(Clone, Debug)]
pub struct SomeOf {
    /// What there is to choose from.
    pub options: Options,
    /// How many at most.
    pub at_most: Option<usize>,
}

impl Kind for SomeOf {
    type Shape = Pick;

    fn open(&self, before: Option<&Answer>, scene: &Scene<'_>) -> Pick {
        Pick::some(scene.choices.clone()).with(before)
    }

    fn accept(&self, draft: &Pick, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        let chosen = draft.choices.iter().filter(|choice| draft.is_chosen(&choice.id)).count();
        match self.at_most {
            Some(most) if chosen > most => Err(words::choose_at_most(most, chosen)),
            Some(_) | None if draft.lacks_words() => Err(words::own_word_open()),
            Some(_) | None => Ok(Answer::Many(draft.accepted())),
        }
    }

    fn show<'d>(&self, draft: &'d Pick, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        draft.show(&scene.placeholder, out);
    }

    fn pass(&self, draft: &mut Pick, _scene: &Scene<'_>) -> Replied {
        draft.pass_words();
        Replied::Done
    }

    fn options(&self) -> Option<Cow<'_, Options>> {
        Some(Cow::Borrowed(&self.options))
    }
}
