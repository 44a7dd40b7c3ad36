//! Where a motion leads from a place.

use super::edit::{Motion, Place};
use super::{Text, grapheme, words};

impl Text {
    /// Where `motion` leads from `from`.
    pub fn toward(&self, from: Place, motion: Motion) -> Place {
        let from = self.snapped(from);
        let words = self.words_of(from.paragraph);
        let at = |byte| Place::new(from.paragraph, byte);
        match motion {
            Motion::Left | Motion::WordLeft if from.byte == 0 => self.end_before(from),
            Motion::Right | Motion::WordRight if from.byte == words.len() => self.start_behind(from),
            Motion::Left => at(grapheme::previous(words, from.byte)),
            Motion::Right => at(grapheme::next(words, from.byte)),
            Motion::WordLeft => at(words::left(words, from.byte)),
            Motion::WordRight => at(words::right(words, from.byte)),
            Motion::ParagraphUp if from.byte == 0 => Place::new(from.paragraph.saturating_sub(1), 0),
            Motion::ParagraphStart | Motion::ParagraphUp => at(0),
            Motion::ParagraphDown if from.byte == words.len() && from.paragraph + 1 < self.list.len() => {
                Place::new(from.paragraph + 1, self.words_of(from.paragraph + 1).len())
            }
            Motion::ParagraphEnd | Motion::ParagraphDown => at(words.len()),
            Motion::Start => Place::default(),
            Motion::End => self.end(),
            Motion::To(place) => self.snapped(place),
        }
    }

    /// The nearest place at or before `place` where a caret may stand.
    pub fn snapped(&self, place: Place) -> Place {
        if place.paragraph >= self.list.len() {
            return self.end();
        }
        Place::new(place.paragraph, grapheme::floor(self.words_of(place.paragraph), place.byte))
    }

    /// The end of the text.
    pub fn end(&self) -> Place {
        let last = self.list.len().saturating_sub(1);
        Place::new(last, self.words_of(last).len())
    }

    fn end_before(&self, from: Place) -> Place {
        match from.paragraph.checked_sub(1) {
            Some(before) => Place::new(before, self.words_of(before).len()),
            None => from,
        }
    }

    fn start_behind(&self, from: Place) -> Place {
        if from.paragraph + 1 < self.list.len() { Place::new(from.paragraph + 1, 0) } else { from }
    }
}
