//! Text to read; going on is the answer.

use super::answer::Answer;
use super::draft::Seen;
use super::kind::{Complaint, Kind};
use super::scene::Scene;
use crate::screen::Block;

/// Text to read; going on is the answer.
#[derive(Clone, Debug)]
pub struct Read;

impl Kind for Read {
    type Shape = Seen;

    fn open(&self, _before: Option<&Answer>, _scene: &Scene<'_>) -> Seen {
        Seen
    }

    fn accept(&self, _draft: &Seen, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        Ok(Answer::Seen)
    }

    fn show<'d>(&self, _draft: &'d Seen, _scene: &Scene<'_>, _out: &mut Vec<Block<'d>>) {}
}
