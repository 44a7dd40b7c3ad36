//! A level between two named ends.

use super::answer::Answer;
use super::draft::Level;
use super::kind::{Complaint, Kind, Replied, whole};
use super::scene::Scene;
use super::words;
use crate::guide::ListRef;
use crate::guide::{Reference, Template};
use crate::screen::Block;

/// A level between two named ends.
#[derive(Clone, Debug)]
pub struct Scale {
    /// Lowest level.
    pub min: i64,
    /// Highest level.
    pub max: i64,
    /// What the lowest means.
    pub low: Template,
    /// What the highest means.
    pub high: Template,
    /// The first rating, shown beside this second one.
    pub again_of: Option<Reference>,
}

impl Kind for Scale {
    type Shape = Level;

    fn open(&self, before: Option<&Answer>, _scene: &Scene<'_>) -> Level {
        Level::new(self.min, self.max, before.and_then(Answer::number))
    }

    fn accept(&self, draft: &Level, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        draft.value.map(Answer::Number).ok_or_else(|| words::choose_level(self.min, self.max))
    }

    fn show<'d>(&self, draft: &'d Level, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        let before = scene.earlier.first().and_then(Option::as_ref).and_then(Answer::number);
        out.push(Block::Scale {
            ends: (self.min, self.max),
            names: (scene.say(&self.low), scene.say(&self.high)),
            value: draft.value,
            before,
            focus: true,
        });
    }

    fn reply(&self, draft: &mut Level, line: &str, _scene: &Scene<'_>) -> Replied {
        let set = line.trim().parse().is_ok_and(|level| draft.set(level));
        if set { Replied::Done } else { Replied::No(words::choose_level(self.min, self.max)) }
    }

    fn earlier(&self) -> Vec<ListRef> {
        self.again_of.iter().map(whole).collect()
    }
}
