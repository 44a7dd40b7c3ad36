//! Blocks: the words a screen is made of. Every front shows every one of them.

use crate::text::Text;

/// One thing to show.
#[derive(Debug)]
pub enum Block<'a> {
    /// The question or heading.
    Question(String),
    /// Running text; paragraphs divided by blank lines, `- ` begins a list line, `*x*` emphasises.
    Prose(String),
    /// A quieter line: what happens with the answer, a unit, a limit.
    Note(String),
    /// The keyboard is handed over. Each front names the key that takes it back.
    Curtain(String),
    /// Options to choose from.
    Options {
        /// In order.
        rows: Vec<Row<'a>>,
        /// Several may be chosen.
        many: bool,
        /// The row the cursor is on.
        at: Option<usize>,
        /// That row was gone to or is chosen, so it is marked: going on means it. Nothing is marked before, so that no
        /// answer is given by a key that was pressed once too often.
        meant: bool,
    },
    /// A level between two named ends.
    Scale {
        /// Lowest and highest.
        ends: (i64, i64),
        /// What they mean.
        names: (String, String),
        /// Chosen so far.
        value: Option<i64>,
        /// The first rating, when this is the second.
        before: Option<i64>,
        /// It has the focus.
        focus: bool,
    },
    /// A text to write in.
    Editor(Editor<'a>),
    /// A text that grows with what is written in the fields above, and is not written in itself.
    Built(Editor<'a>),
    /// Items: a list, rated list or if-then plan.
    Rows {
        /// In order; the last is the empty one to write in.
        rows: Vec<ItemRow<'a>>,
        /// Words before each cell: `["If", "then"]`; may be empty.
        labels: Vec<String>,
        /// What a rating of the lowest and highest means, for a rated list.
        ends: Option<(String, String)>,
    },
    /// Columns of items, side by side or one below the other.
    Board(Vec<Column<'a>>),
    /// Dated events, to scale.
    Timeline(Vec<ItemRow<'a>>),
    /// A breathing guide.
    Pacer {
        /// One round: what to do, for how many seconds, and which way the shape goes.
        beats: Vec<(String, u32, crate::prompt::pacer::Breath)>,
        /// How long in all, in seconds.
        seconds: u32,
    },
    /// A soft timer that never cuts off, in minutes.
    Timer(u32),
    /// Ratings before and after.
    Trend(Vec<Change>),
    /// Something set apart: the finished message, the plan, one card to carry along, a draft put aside.
    Card {
        /// Its heading; may be empty.
        title: String,
        /// Its text.
        text: String,
    },
    /// Earlier answers: question and answer in words.
    Recap(Vec<Recalled>),
    /// All answers on the way, to choose one to go to.
    Answers {
        /// In the order of the way.
        rows: Vec<Reviewed>,
        /// The row the cursor is on.
        at: usize,
    },
    /// What can be done, with the key or the word for it: each front knows its own names. For the help overlay, which
    /// tells what works on the step below it.
    Keys(Vec<Hint>),
    /// The countries there are help lines for, as code and name, and which of them the lines below are of. Each front
    /// knows its own way to another one.
    Countries {
        /// In the order they are offered.
        all: Vec<(String, String)>,
        /// The one that is shown.
        at: usize,
    },
    /// Help lines.
    Lines(Vec<HelpLine>),
    /// How long the text is that is being written, beside how long it is advised to be.
    Advice {
        /// In words.
        says: String,
        /// It is longer than that.
        over: bool,
    },
    /// Why the draft will not do yet.
    Complaint(String),
    /// What was done for the person on this step, or could not be.
    Told(String),
    /// Why the message is not offered for copying as it is.
    Withheld(String),
    /// Words that were noticed, and what one could try.
    Noticed(Vec<Noticed>),
    /// Marked words in the line entered last, for a front that draws no marks. It knows its own word for why.
    Marked(Vec<String>),
}

/// One option.
#[derive(Debug)]
pub struct Row<'a> {
    /// What it is called in saves and in the plain front.
    pub id: String,
    /// Its words.
    pub label: String,
    /// A line below; may be empty.
    pub text: String,
    /// It is chosen.
    pub chosen: bool,
    /// Own words, where it asks for them.
    pub editor: Option<Editor<'a>>,
}

/// A text to write in.
#[derive(Debug)]
pub struct Editor<'a> {
    /// Said before it; may be empty.
    pub label: String,
    /// The words.
    pub text: &'a Text,
    /// Shown while it is empty.
    pub placeholder: String,
    /// Many lines, or one.
    pub page: bool,
    /// It has the focus.
    pub focus: bool,
    /// Categories of noticing for it; empty for none.
    pub notice: Vec<String>,
    /// What stands before and after the words in the whole they are a part of; words are noticed as they read there.
    pub glue: [String; 2],
    /// Its number among the fields of the screen, for [`crate::session::event::Move::ToField`].
    pub field: usize,
}

/// One item.
#[derive(Debug)]
pub struct ItemRow<'a> {
    /// Its cells: the words, then what the kind adds.
    pub cells: Vec<Editor<'a>>,
    /// How strongly; `None` where lines are not rated, `Some(None)` where not yet.
    pub rating: Option<Option<i64>>,
    /// The rating before, when it is rated again.
    pub before: Option<i64>,
    /// The day its words for a day mean, for a timeline.
    pub day: Option<jiff::civil::Date>,
    /// The cursor is on it.
    pub at: bool,
}

/// One column of a board.
#[derive(Debug)]
pub struct Column<'a> {
    /// Its heading.
    pub title: String,
    /// Its items may be turned into questions; this asks for one.
    pub ask_each: Option<String>,
    /// In order; the last is the empty one to write in. Cell 1 is the question.
    pub rows: Vec<ItemRow<'a>>,
}

/// A rating before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What the ratings of a list are about; empty where one thing alone was rated.
    pub of: String,
    /// What was rated.
    pub name: String,
    /// Before, if answered.
    pub before: Option<i64>,
    /// After, if answered.
    pub after: Option<i64>,
    /// Lowest and highest.
    pub ends: (i64, i64),
    /// The change in words; empty while one of the two is missing, and for all lines of a list but the last.
    pub says: String,
}

/// An earlier answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recalled {
    /// The question as it was shown.
    pub question: String,
    /// The answer in words; lines divided by newlines.
    pub answer: String,
    /// What became of it: given, draft, skipped, inactive.
    pub state: crate::session::State,
}

/// One answer among all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// What its place is called in saves and in the plain front.
    pub id: String,
    /// The question.
    pub question: String,
    /// What was answered: a heading, empty but on a board, and the lines under it.
    pub columns: Vec<(String, Vec<String>)>,
    /// What became of it; nothing where nothing was answered yet.
    pub state: Option<crate::session::State>,
    /// One stands there.
    pub here: bool,
}

/// One help line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpLine {
    /// Who answers.
    pub name: String,
    /// How to reach them.
    pub number: String,
    /// For whom, when, in which languages.
    pub about: String,
    /// When the entry was last checked, or that it was not.
    pub checked: String,
}

/// One noticed thing, with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noticed {
    /// The words or phrases as they stand, each once.
    pub words: Vec<String>,
    /// Why it is marked.
    pub reason: String,
    /// A gentle question, or an offer.
    pub question: String,
    /// It is about somebody's life or safety: help lines are offered with it.
    pub help: bool,
}

/// Something that can be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hint {
    /// Go on.
    Submit,
    /// Choose with arrows.
    Choose,
    /// Choose several with Space.
    Toggle,
    /// Take one of the beginnings offered, by its number.
    Begin,
    /// A new item.
    NewItem,
    /// The next field or column.
    NextField,
    /// Move an item to the next column.
    MoveItem,
    /// Turn a guess into a question.
    AskItem,
    /// Take an item away.
    RemoveItem,
    /// One step back.
    Back,
    /// Leave it unanswered.
    Skip,
    /// Own words so far.
    Words,
    /// All answers.
    Review,
    /// Where the advice comes from.
    Sources,
    /// Why something is marked.
    Noticed,
    /// Mark no words from now on.
    MarkNone,
    /// Mark words again.
    MarkWords,
    /// The external editor.
    Editor,
    /// Undo.
    Undo,
    /// Take the last undo back.
    Redo,
    /// Go word by word.
    ByWord,
    /// Select what is to be taken elsewhere.
    Select,
    /// Select the whole text.
    SelectAll,
    /// Take out what is selected.
    Cut,
    /// Copy what is selected, to put it in elsewhere in the program.
    CopyText,
    /// Put in what was cut or copied.
    PutIn,
    /// Copy the finished message.
    Copy,
    /// Hand the keyboard over for the shared plan.
    Share,
    /// Take the keyboard back.
    TakeBack,
    /// Keys and help lines.
    Help,
    /// People to talk to.
    HelpLines,
    /// The help lines of another country.
    Country,
    /// Leave with a line on how to go on.
    Leave,
    /// Quick exit.
    Vanish,
    /// Yes to what is asked.
    Yes,
    /// No to what is asked; close what lies over the step.
    Close,
}

/// Whether the words are safe.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Nothing was written yet.
    #[default]
    Quiet,
    /// On disk.
    Saved,
    /// On disk as a second version: the file was changed underneath, and both are kept.
    SavedAside,
    /// Being saved.
    Saving,
    /// Not on disk, and why; stays until it is.
    NotSaved(String),
    /// In memory only, as chosen.
    MemoryOnly,
    /// Read-only, and why.
    ReadOnly(String),
}
