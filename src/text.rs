//! Text being written: paragraphs, visible characters, caret, selection, undo.
//!
//! A [`Text`] knows nothing of widths, rows or screens: "one row down" becomes a [`Place`]
//! elsewhere and comes back as [`Motion::To`]. No edit costs more in a long text than in a short
//! one (but for moving the bytes of the one paragraph it is in), and a copy shares all words.

mod apply;
pub mod clean;
mod edit;
pub mod grapheme;
mod history;
mod motion;
mod paragraph;
pub mod shelves;
mod trail;
pub mod visible;
mod words;

pub use edit::{Changed, Clip, Edit, Motion, Place, Refusal};
pub use paragraph::Paragraph;
pub use trail::Splice;

use history::{History, Standing};
use shelves::Shelves;
use std::fmt;
use std::hash::Hash;
use trail::Trail;
use words::Tally;

/// The most bytes one text holds, unless [`Text::with_limit`] says less: 1 MiB.
pub const LIMIT: usize = 1 << 20;

/// A text and the hand that writes it.
///
/// Two are equal when their words are, wherever the carets stand. A copy shares the words and
/// what can be undone, so that taking one to save it costs next to nothing.
#[derive(Clone)]
pub struct Text {
    list: Shelves<Paragraph>,
    standing: Standing,
    history: History,
    shape: Shape,
    limit: usize,
    tally: Tally,
    stamp: u64,
    trail: Trail,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Paragraphs,
    Line,
}

impl Text {
    /// An empty text of any number of paragraphs.
    pub fn new() -> Self {
        Self::of(Shape::Paragraphs, "")
    }

    /// A text that holds `words`, with the caret at its end and nothing to undo.
    ///
    /// Control characters and escape sequences stay out, as they do in a paste. Words that were
    /// there already are never refused for their length.
    #[expect(clippy::should_implement_trait, reason = "cannot fail, and a trait would have to be imported to say so")]
    pub fn from_str(words: &str) -> Self {
        Self::of(Shape::Paragraphs, words)
    }

    /// An empty text of one line: each line end typed or pasted becomes a space.
    pub fn line() -> Self {
        Self::of(Shape::Line, "")
    }

    /// A text of one line that holds `words`, with the caret at its end.
    pub fn line_from(words: &str) -> Self {
        Self::of(Shape::Line, words)
    }

    /// This text, refusing to grow beyond `bytes`.
    #[must_use]
    pub fn with_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    fn of(shape: Shape, words: &str) -> Self {
        let words = shape.clean(words);
        let list: Shelves<Paragraph> = words.split('\n').map(Paragraph::new).collect();
        let tally = list.iter_from(0).fold(Tally::default(), |all, one| all.with(Tally::default(), one.tally()));
        let mut text = Self {
            list,
            standing: Standing::default(),
            history: History::default(),
            shape,
            limit: LIMIT,
            tally,
            stamp: paragraph::stamp_of(|hasher| words.hash(hasher)),
            trail: Trail::default(),
        };
        text.standing.caret = text.end();
        text
    }

    /// The paragraphs in order; there is always at least one.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.paragraphs_from(0)
    }

    /// The paragraphs from the one numbered `first` on.
    pub fn paragraphs_from(&self, first: usize) -> impl Iterator<Item = &Paragraph> {
        self.list.iter_from(first)
    }

    /// The paragraph numbered `index`, from 0.
    pub fn paragraph(&self, index: usize) -> Option<&Paragraph> {
        self.list.get(index)
    }

    /// How many paragraphs there are: at least one.
    pub fn paragraph_count(&self) -> usize {
        self.list.len()
    }

    /// Where the caret is.
    pub fn caret(&self) -> Place {
        self.standing.caret
    }

    /// What is selected, from its start to its end; nothing when the two are one.
    pub fn selection(&self) -> Option<(Place, Place)> {
        let (anchor, caret) = (self.standing.anchor?, self.standing.caret);
        (anchor != caret).then(|| (anchor.min(caret), anchor.max(caret)))
    }

    /// All words, with `\n` between paragraphs.
    #[expect(clippy::inherent_to_string, reason = "a Display would let private words slip into a message unasked")]
    pub fn to_string(&self) -> String {
        self.between(Place::default(), self.end())
    }

    /// The words from one place to another, with `\n` between paragraphs.
    pub fn between(&self, start: Place, end: Place) -> String {
        let mut words = String::new();
        for (number, paragraph) in (start.paragraph..=end.paragraph).zip(self.paragraphs_from(start.paragraph)) {
            if number > start.paragraph {
                words.push('\n');
            }
            let from = if number == start.paragraph { start.byte } else { 0 };
            let to = if number == end.paragraph { end.byte } else { paragraph.len() };
            words.push_str(paragraph.as_str().get(from..to).unwrap_or_default());
        }
        words
    }

    /// Whether there is nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.tally.ink == 0
    }

    /// Whether there is nothing at all, not even a space.
    pub fn is_empty(&self) -> bool {
        self.len_bytes() == 0
    }

    /// Length in bytes, one for each line end between paragraphs.
    pub fn len_bytes(&self) -> usize {
        self.list.weight().saturating_sub(1)
    }

    /// The most bytes this text holds.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// How many words there are: "don't" and "ten-minute" are one each, and so is every Han
    /// character or kana.
    pub fn words(&self) -> usize {
        self.tally.words
    }

    /// Whether this is a text of one line.
    pub fn is_line(&self) -> bool {
        self.shape == Shape::Line
    }

    /// A number that differs after every change of the words. Two texts bear the same stamp only
    /// when they hold the same words, so a cache may go by it alone.
    pub fn stamp(&self) -> u64 {
        self.stamp
    }

    /// What changed, in paragraphs, since this text was stamped `stamp`; nothing when that is too
    /// long ago, or was never so.
    pub fn changed_since(&self, stamp: u64) -> Option<Splice> {
        self.trail.since(stamp)
    }

    /// How many steps can be undone.
    pub fn undoable(&self) -> usize {
        self.history.undoable()
    }

    /// Puts the caret at `place`, snapped, and selects nothing.
    pub fn set_caret(&mut self, place: Place) {
        self.history.pause();
        self.standing = Standing { caret: self.snapped(place), anchor: None };
    }

    fn words_of(&self, paragraph: usize) -> &str {
        self.list.get(paragraph).map_or("", Paragraph::as_str)
    }
}

impl Default for Text {
    fn default() -> Self {
        Self::new()
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.list.len() == other.list.len() && self.paragraphs().eq(other.paragraphs())
    }
}

impl Eq for Text {}

/// Tells how long it is and never what it says.
impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let characters: usize = self.paragraphs().map(|paragraph| paragraph.as_str().chars().count() + 1).sum();
        write!(f, "[{} characters]", characters.saturating_sub(1))
    }
}

impl Shape {
    fn clean(self, raw: &str) -> std::borrow::Cow<'_, str> {
        match self {
            Self::Paragraphs => clean::clean(raw),
            Self::Line => clean::clean_line(raw),
        }
    }
}
