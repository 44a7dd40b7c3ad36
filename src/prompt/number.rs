//! A whole number.

use super::answer::Answer;
use super::draft::Write;
use super::kind::{Complaint, Kind};
use super::scene::Scene;
use super::words;
use crate::guide::Template;
use crate::screen::Block;

/// A whole number.
#[derive(Clone, Debug)]
pub struct Number {
    /// Lowest.
    pub min: Option<i64>,
    /// Highest.
    pub max: Option<i64>,
    /// Said behind the number: "days"; may be empty.
    pub unit: Template,
}

impl Number {
    fn read(&self, draft: &Write) -> Option<i64> {
        let number = draft.text.to_string().trim().parse().ok()?;
        let fits = self.min.is_none_or(|min| min <= number) && self.max.is_none_or(|max| number <= max);
        fits.then_some(number)
    }
}

impl Kind for Number {
    type Shape = Write;

    fn open(&self, before: Option<&Answer>, _scene: &Scene<'_>) -> Write {
        Write::line(before.and_then(Answer::words).as_deref())
    }

    fn accept(&self, draft: &Write, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        self.read(draft).map(Answer::Number).ok_or_else(|| words::whole_number(self.min, self.max))
    }

    fn keep(&self, draft: &Write) -> Option<Answer> {
        let words = draft.kept()?;
        let number = words.parse().ok().filter(|number: &i64| number.to_string() == words);
        Some(number.map_or(Answer::Text(words), Answer::Number))
    }

    fn show<'d>(&self, draft: &'d Write, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        out.push(Block::Editor(draft.editor(String::new(), scene.placeholder.clone(), true, 0)));
        let unit = scene.say(&self.unit);
        if !unit.is_empty() {
            out.push(Block::Note(unit));
        }
    }
}
