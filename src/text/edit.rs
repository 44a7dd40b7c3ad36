//! The words in which a change to a text is asked for, and what came of it.

use std::fmt;

/// A place in a text: before the byte `byte` of the paragraph numbered `paragraph` (both from 0).
///
/// A text only ever gives out places on the boundary of a visible character, and moves any
/// other place it is given to one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Number of the paragraph, from 0.
    pub paragraph: usize,
    /// Bytes into the paragraph.
    pub byte: usize,
}

impl Place {
    /// The place `byte` bytes into the paragraph numbered `paragraph`.
    pub fn new(paragraph: usize, byte: usize) -> Self {
        Self { paragraph, byte }
    }
}

/// A way to go that does not depend on how wide the text is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One visible character back; from the start of a paragraph to the end of the one before.
    Left,
    /// One visible character on; from the end of a paragraph to the start of the next.
    Right,
    /// To the start of the word before; from the start of a paragraph to the end of the one before.
    WordLeft,
    /// To the end of the next word; from the end of a paragraph to the start of the next.
    WordRight,
    /// To the start of the paragraph.
    ParagraphStart,
    /// To the end of the paragraph.
    ParagraphEnd,
    /// To the start of the paragraph or, from there, of the one before.
    ParagraphUp,
    /// To the end of the paragraph or, from there, of the next.
    ParagraphDown,
    /// To the start of the text.
    Start,
    /// To the end of the text.
    End,
    /// To a place, as far as there is one.
    To(Place),
}

/// One thing to do to a text.
#[derive(Clone, PartialEq, Eq)]
pub enum Edit {
    /// Typed characters, in place of what is selected. Undone word by word.
    Type(String),
    /// Pasted text, in place of what is selected. Undone as a whole.
    Paste(String),
    /// A line end (a space in a field of one line).
    Newline,
    /// Erases what is selected or, when nothing is, from the caret to where the motion leads.
    Erase(Motion),
    /// Moves the caret; with `select` it draws the selection along.
    Move {
        /// Where to.
        to: Motion,
        /// Whether what is passed over gets selected.
        select: bool,
    },
    /// Selects from `anchor` to `head`, where the caret goes.
    Select {
        /// The end that stays.
        anchor: Place,
        /// The end that moves.
        head: Place,
    },
    /// Selects the whole text.
    SelectAll,
    /// Keeps what is selected in the clip.
    Copy,
    /// Keeps what is selected in the clip and erases it.
    Cut,
    /// Puts what the clip keeps in place of what is selected.
    PasteKept,
    /// Takes back the latest group of changes.
    Undo,
    /// Makes again what was last taken back.
    Redo,
    /// The writer paused: what comes next is undone apart from what came before.
    Pause,
}

/// What an edit changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Changed {
    /// Nothing that can be seen in the text.
    Nothing,
    /// The caret or the selection.
    Caret,
    /// The words (and most often the caret).
    Words,
    /// Nothing, because it was refused whole, for this reason.
    Refused(Refusal),
}

/// Why an edit was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The text would become longer than this many bytes.
    TooLong {
        /// The most bytes the text may have.
        limit: usize,
    },
}

/// One sentence: what happened, what is safe, and what to do next.
impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { limit } => {
                let most = if *limit >= 1024 { format!("{} KiB", limit / 1024) } else { format!("{limit} bytes") };
                write!(
                    f,
                    "That was not added: one answer holds at most {most}. What you had is unchanged; a shorter piece will fit."
                )
            }
        }
    }
}

/// What was last copied or cut. Plain data, shared by all texts of a session, never by the system.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Clip(String);

impl Clip {
    /// What is kept; empty when nothing was copied yet.
    pub fn kept(&self) -> &str {
        &self.0
    }

    /// Keeps `words` in place of what was kept.
    pub fn keep(&mut self, words: String) {
        self.0 = words;
    }
}

/// Tells how long it is and never what it says.
impl fmt::Debug for Clip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Clip[{} characters]", self.0.chars().count())
    }
}

/// Names the edit and never what was typed or pasted.
impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(words) => write!(f, "Type[{} characters]", words.chars().count()),
            Self::Paste(words) => write!(f, "Paste[{} characters]", words.chars().count()),
            Self::Newline => f.write_str("Newline"),
            Self::Erase(motion) => write!(f, "Erase({motion:?})"),
            Self::Move { to, select } => write!(f, "Move {{ to: {to:?}, select: {select} }}"),
            Self::Select { anchor, head } => {
                write!(f, "Select {{ anchor: {anchor:?}, head: {head:?} }}")
            }
            Self::SelectAll => f.write_str("SelectAll"),
            Self::Copy => f.write_str("Copy"),
            Self::Cut => f.write_str("Cut"),
            Self::PasteKept => f.write_str("PasteKept"),
            Self::Undo => f.write_str("Undo"),
            Self::Redo => f.write_str("Redo"),
            Self::Pause => f.write_str("Pause"),
        }
    }
}
