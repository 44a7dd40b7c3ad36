//! What the session asks of the world. Data, never a closure; one loop performs them in one place.

/// One request.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub enum Effect {
    /// Something that is kept changed: a save is due.
    Save,
    /// Where words are kept was chosen. A passphrase that has to be given first is asked for, and what came of it comes
    /// back as [`super::event::Event::Sealed`].
    Keep(Keeping),
    /// Open the text in focus in the person's editor; comes back as [`super::event::Event::Written`].
    OpenEditor(String),
    /// Put the finished message on the clipboard (the person pressed the key).
    CopyOut(String),
    /// Leave.
    Leave(Farewell),
    /// Ask for the passphrase before the keyboard is given back to the owner.
    Unlock,
}

/// Where this session's words live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// On this computer's disk, readable by its owner.
    Disk,
    /// On this computer's disk, sealed under a passphrase.
    Sealed,
    /// In memory only; gone when the program ends.
    Memory,
    /// Erase this session from the disk now and keep nothing from here on.
    Erase,
}

/// How the program takes its leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Farewell {
    /// With a line on how to go on.
    Resume,
    /// The walk is finished.
    Finished,
    /// The walk waits for a talk or a day.
    Waiting,
    /// Not a word.
    Silent,
    /// Input came to its end: not a word, unless something is not saved.
    Ended,
}

impl Keeping {
    /// By the id content and saves use.
    pub fn of(id: &str) -> Option<Self> {
        match id {
            "keep" => Some(Self::Disk),
            "protect" => Some(Self::Sealed),
            "memory" => Some(Self::Memory),
            "erase" => Some(Self::Erase),
            _ => None,
        }
    }

    /// The id content and saves use.
    pub fn id(self) -> &'static str {
        match self {
            Self::Disk => "keep",
            Self::Sealed => "protect",
            Self::Memory => "memory",
            Self::Erase => "erase",
        }
    }
}
