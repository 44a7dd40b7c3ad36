//! A breathing guide.

use super::answer::Answer;
use super::draft::Seen;
use super::kind::{Complaint, Kind};
use super::scene::Scene;
use crate::guide::Template;
use crate::screen::Block;

/// A breathing guide.
#[derive(Clone, Debug)]
pub struct Pacer {
    /// One round.
    pub pattern: Vec<Beat>,
    /// How long.
    pub minutes: u32,
}

/// One beat of a round.
#[derive(Clone, Debug)]
pub struct Beat {
    /// What to do: "In through the nose".
    pub word: Template,
    /// For how many seconds.
    pub seconds: u32,
    /// Which way the drawn shape goes.
    pub shape: Breath,
}

/// Which way the drawn shape goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breath {
    /// It grows.
    In,
    /// It stays.
    Hold,
    /// It shrinks.
    Out,
}

impl Kind for Pacer {
    type Shape = Seen;

    fn open(&self, _before: Option<&Answer>, _scene: &Scene<'_>) -> Seen {
        Seen
    }

    fn accept(&self, _draft: &Seen, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        Ok(Answer::Seen)
    }

    fn show<'d>(&self, _draft: &'d Seen, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        let beats = self.pattern.iter().map(|beat| (scene.say(&beat.word), beat.seconds, beat.shape)).collect();
        out.push(Block::Pacer { beats, seconds: self.minutes.saturating_mul(60) });
    }
}
