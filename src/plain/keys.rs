//! What can be done, in the words of the plain front.

use crate::screen::block::Hint;

/// Said once, when the plain front begins, and again on `:help`.
pub const HOW: &[&str] = &[
    "Type an answer and press Enter. An empty line keeps what is there, or passes the question over.",
    "Words that begin with a colon are commands: :back, :skip, :review, :words, :noticed, :help, :helplines, :quit, :exit.",
    "Only lines that begin with three # ask for your passphrase.",
];

/// Said once, before the first text of many lines.
pub const DOT: &str = "As many lines as you like. A line with a single dot ends them.";
/// Said once, before the first list, column or timeline.
pub const ENTRIES: &str = "As many entries as you like, one after the other. A line with a single dot ends them.";

/// Said below all answers.
pub const ANSWERS: &str = "A number opens that answer; an empty line goes back to the question.";

/// What works everywhere and no hint tells.
const ALWAYS: &[&str] = &[
    "A line with a single dot ends a text of many lines, a list, a column or a timeline.",
    "In a list, :drop and a number takes an entry away; :change and a number writes it again.",
    ":next goes on with what is there. :goto and the name of a step goes to it; :review shows the names.",
    ":noticed says why words in your last line are marked; :noticing off and :noticing on switch marks.",
    ":exit leaves at once, without a word, and saves too.",
    "A line that begins with a colon: type two colons. A line that is a single dot: type two dots.",
];

/// The hints as lines, those left out that lines have no use for, and what works everywhere.
pub fn lines(hints: &[Hint]) -> Vec<String> {
    hints.iter().filter_map(|hint| line(*hint)).chain(ALWAYS.iter().copied()).map(str::to_owned).collect()
}

/// How the question is passed over, where it may be.
pub fn skip(hints: &[Hint]) -> Option<&'static str> {
    hints.iter().find(|hint| matches!(hint, Hint::Skip)).and_then(|hint| line(*hint))
}

fn line(hint: Hint) -> Option<&'static str> {
    match hint {
        Hint::Submit => Some("An empty line goes on with what is there."),
        Hint::Choose => Some("The number of an option chooses it."),
        Hint::Toggle => Some("Several options: their numbers, with blanks or commas between."),
        Hint::Begin => Some("The number of a beginning takes it."),
        Hint::Back => Some(":back goes one step back."),
        Hint::Skip => Some(":skip passes the question over."),
        Hint::Words => Some(":words shows what you wrote so far."),
        Hint::Review => Some(":review shows all answers."),
        Hint::Sources => Some(":sources says where the advice comes from."),
        Hint::Help => Some(
            ":help says all this again; :helplines shows people to talk to, :helplines DE those of another country.",
        ),
        Hint::Leave => Some(":quit saves and leaves, and says how to go on."),
        Hint::TakeBack => Some(":takeback takes the keyboard back."),
        Hint::Yes => Some("yes or no answers what is asked."),
        // Every entry is taken in by its line, so nothing is ever half written here, and none of these is hinted at.
        Hint::NewItem
        | Hint::RemoveItem
        | Hint::Vanish
        | Hint::Noticed
        | Hint::HelpLines
        | Hint::Country
        | Hint::MarkNone
        | Hint::MarkWords
        | Hint::Close
        | Hint::NextField
        | Hint::MoveItem
        | Hint::AskItem
        | Hint::Editor
        | Hint::Undo
        | Hint::Redo
        | Hint::ByWord
        | Hint::Select
        | Hint::SelectAll
        | Hint::Cut
        | Hint::CopyText
        | Hint::PutIn
        | Hint::Copy
        | Hint::Share => None,
    }
}
