//! A calendar day.

use super::answer::Answer;
use super::calendar::{Toward, day_in_words, read_day};
use super::draft::Write;
use super::kind::{Complaint, Kind};
use super::scene::Scene;
use super::words;
use crate::screen::Block;
use jiff::civil::Date;

/// A calendar day.
#[derive(Clone, Debug)]
pub struct Day {
    /// The earliest that will do.
    pub not_before: Option<Limit>,
    /// The latest that will do.
    pub not_after: Option<Limit>,
}

/// An end of the allowed days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The day it is asked.
    Today,
    /// A fixed day.
    Day(jiff::civil::Date),
}

impl Limit {
    fn day(self, today: Date) -> Date {
        match self {
            Self::Today => today,
            Self::Day(day) => day,
        }
    }
}

impl Day {
    /// Which way a bare weekday or a day of the year points.
    fn toward(&self, today: Date) -> Toward {
        let past = self.not_after.is_some_and(|limit| limit.day(today) <= today);
        if past { Toward::Behind } else { Toward::Ahead }
    }

    fn read(&self, draft: &Write, today: Date) -> Result<Date, Complaint> {
        let day = read_day(&draft.text.to_string(), today, self.toward(today)).ok_or_else(words::day_form)?;
        let first = self.not_before.map(|limit| limit.day(today)).filter(|first| day < *first);
        let last = self.not_after.map(|limit| limit.day(today)).filter(|last| day > *last);
        match (first, last) {
            (Some(first), _) => Err(words::day_from(&day_in_words(first))),
            (None, Some(last)) => Err(words::day_until(&day_in_words(last))),
            (None, None) => Ok(day),
        }
    }
}

impl Kind for Day {
    type Shape = Write;

    fn open(&self, before: Option<&Answer>, _scene: &Scene<'_>) -> Write {
        Write::line(before.and_then(Answer::words).as_deref())
    }

    fn accept(&self, draft: &Write, scene: &Scene<'_>) -> Result<Answer, Complaint> {
        self.read(draft, scene.today).map(Answer::Day)
    }

    fn keep(&self, draft: &Write) -> Option<Answer> {
        let words = draft.kept()?;
        let day = words.parse().ok().filter(|day: &Date| day.to_string() == words);
        Some(day.map_or(Answer::Text(words), Answer::Day))
    }

    fn show<'d>(&self, draft: &'d Write, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        let placeholder = if scene.placeholder.is_empty() {
            words::day_examples(self.toward(scene.today))
        } else {
            &scene.placeholder
        };
        out.push(Block::Editor(draft.editor(String::new(), placeholder.to_owned(), true, 0)));
        if let Ok(day) = self.read(draft, scene.today) {
            out.push(Block::Note(words::day_read(&day_in_words(day))));
        }
    }
}
