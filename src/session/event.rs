//! What a person (or the shell) tells the session. Intent, never keys: each front maps its own input to these.

use crate::text::Edit;

use super::facts::Begin;
use super::path::Place;

/// One thing that happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// The session starts or is taken up again.
    Begin(Box<Begin>),
    /// What time it is now, in seconds since 1970 (UTC) and as the local calendar day.
    Now {
        /// Seconds since 1970.
        seconds: i64,
        /// Today, where the person is.
        today: jiff::civil::Date,
    },
    /// Writing, in whatever text has the focus.
    Edit(Edit),
    /// Moving among options, levels, rows and fields.
    Move(Move),
    /// Choose or un-choose the row the cursor is on (Space).
    Toggle,
    /// Choose the option with this number, 1 first; in a scale, the level itself.
    Pick(i64),
    /// Something done to the item under the cursor of a list, board or timeline.
    Item(ItemEvent),
    /// A whole line from the plain front, for the field that is asked for now.
    Reply(String),
    /// A line of the plain front's `:change N` or `:drop N`, 1 first.
    Change(usize),
    /// See [`Event::Change`].
    Drop(usize),
    /// Enter outside long text: choose the option under the cursor, go on to the next field, or hand the answer in.
    Enter,
    /// Go on, with what is there.
    Submit,
    /// One step back. Always possible, loses nothing.
    Back,
    /// Leave this step unanswered and go on.
    Skip,
    /// Look at, and edit in place, a step on the way.
    GoTo(Place),
    /// Open or close something that lies over the step.
    Open(Overlay),
    /// Close what lies over the step, or answer no.
    Close,
    /// Answer yes to what is being asked over the step.
    Yes,
    /// Open the text in focus in the person's own editor.
    OpenEditor,
    /// Change the text the external editor gave back for the field in focus; `None`: the editor failed, with why.
    Written(Result<String, String>),
    /// Something was done for the person, or could not be: said beside the step until they go on.
    Told(String),
    /// Switch noticing on or off for this session.
    Noticing(bool),
    /// The pacer ran to its end, or the soft timer did.
    TimeUp,
    /// Copy the finished message: the front does it, and [`Event::Copied`] says that it could.
    Copy,
    /// Hand the keyboard over for the shared plan (`true`) or take it back (`false`).
    Share(bool),
    /// Choose the country the help lines are shown for, `US`.
    Country(String),
    /// Save and leave with a line on how to go on.
    Leave,
    /// Quick exit: save and leave, say nothing.
    Vanish,
    /// Plain input came to its end: keep everything and leave. Never takes a default.
    InputEnded,
    /// How a save went.
    Saved(SaveOutcome),
    /// The folder is sealed under a new passphrase; or why not, in a sentence.
    Sealed(Result<(), String>),
    /// The finished message is on the clipboard.
    Copied,
    /// The passphrase was right: the keyboard is the owner's again.
    Unlocked,
}

/// One move of the cursor that is not about text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// One row, level or item up.
    Up,
    /// One down.
    Down,
    /// One to the left: a lower level, the column before.
    Left,
    /// One to the right.
    Right,
    /// The first.
    First,
    /// The last.
    Last,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// The next field (Tab).
    NextField,
    /// The field before (Shift-Tab).
    PreviousField,
    /// A row the person pointed at, 0 first (mouse).
    ToRow(usize),
    /// A field the person pointed at, 0 first, in the order the screen lists them.
    ToField(usize),
}

/// What can be done to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemEvent {
    /// A new one after this.
    New,
    /// Take this one away (undoable by `PutBack`).
    Remove,
    /// Bring the last removed one back.
    PutBack,
    /// To the column on the left.
    ToLeft,
    /// To the column on the right.
    ToRight,
    /// Earlier among its neighbours.
    Earlier,
    /// Later among its neighbours.
    Later,
    /// Turn this guess into a question (go to its `ask` field).
    Ask,
}

/// What may lie over a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// Keys, and what this screen is for.
    Help,
    /// Help lines.
    HelpLines,
    /// Where the advice of this step comes from.
    Sources,
    /// The person's own words so far.
    Words,
    /// All answers, to jump to.
    Review,
    /// Why something is marked, and what one could try.
    Noticed,
    /// The plain question whether to leave.
    Leave,
    /// The plain question whether to erase what was written here.
    Erase,
    /// Help lines for thoughts of self-harm; opened once by the session itself.
    Crisis,
    /// Safety information; offered when words of fear are noticed.
    Safety,
}

/// How a save went, as the screen needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveOutcome {
    /// On disk, file and folder synced.
    Done,
    /// Not on disk; what happened and what is being done, in a sentence without a word of the person's.
    Failed(String),
    /// On disk as a second version, because the file was changed underneath.
    Aside,
}
