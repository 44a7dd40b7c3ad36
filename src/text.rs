//! Text being written: paragraphs, graphemes, caret, selection, undo. (First shape; its own author replaces this file.)

/// A place in a text, always on a grapheme boundary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Which paragraph, 0 first.
    pub paragraph: usize,
    /// Which byte in it.
    pub byte: usize,
}

/// A move of the caret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// One grapheme back.
    Left,
    /// One grapheme on.
    Right,
    /// One word back.
    WordLeft,
    /// One word on.
    WordRight,
    /// To the paragraph's start.
    ParagraphStart,
    /// To the paragraph's end.
    ParagraphEnd,
    /// One paragraph up.
    ParagraphUp,
    /// One paragraph down.
    ParagraphDown,
    /// To the start.
    Start,
    /// To the end.
    End,
    /// To a place.
    To(Place),
}

/// A change to a text or its caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Typed characters.
    Type(String),
    /// Pasted text.
    Paste(String),
    /// A new paragraph.
    Newline,
    /// Erase from the caret to where the motion leads, or the selection.
    Erase(Motion),
    /// Move the caret.
    Move {
        /// Where to.
        to: Motion,
        /// Stretch the selection.
        select: bool,
    },
    /// Select.
    Select {
        /// Where it begins.
        anchor: Place,
        /// Where the caret is.
        head: Place,
    },
    /// Select everything.
    SelectAll,
    /// Copy the selection into the clip.
    Copy,
    /// Cut the selection into the clip.
    Cut,
    /// Paste the clip.
    PasteKept,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// End the undo group.
    Pause,
}

/// What an edit did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changed {
    /// Nothing.
    Nothing,
    /// The caret or the selection moved.
    Caret,
    /// The words changed.
    Words,
    /// Refused, and why.
    Refused(String),
}

/// What was copied last; session-wide.
#[derive(Clone, Default)]
pub struct Clip(pub String);

/// A text under way.
#[derive(Clone, Default)]
pub struct Text {
    words: String,
}

impl Text {
    /// An empty text.
    pub fn new() -> Self {
        Self::default()
    }
    /// A one-line text.
    pub fn line() -> Self {
        Self::default()
    }
    /// A text with these words, the caret at the end.
    #[expect(clippy::should_implement_trait, reason = "cannot fail, so it is no FromStr")]
    pub fn from_str(words: &str) -> Self {
        Self { words: words.to_owned() }
    }
    /// Applies an edit.
    pub fn apply(&mut self, edit: &Edit, _clip: &mut Clip) -> Changed {
        if let Edit::Type(words) | Edit::Paste(words) = edit {
            self.words.push_str(words);
            return Changed::Words;
        }
        Changed::Nothing
    }
    /// Where the caret is.
    pub fn caret(&self) -> Place {
        Place { paragraph: 0, byte: self.words.len() }
    }
    /// Moves the caret, snapped.
    pub fn set_caret(&mut self, _place: Place) {}
    /// Nothing but blanks.
    pub fn is_blank(&self) -> bool {
        self.words.trim().is_empty()
    }
    /// Replaces all words, one undo step.
    pub fn replace_all(&mut self, words: &str) {
        words.clone_into(&mut self.words);
    }
}

impl std::fmt::Display for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{} characters]", self.words.chars().count())
    }
}
