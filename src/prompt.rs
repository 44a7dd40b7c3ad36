//! Prompts: what a step asks and how an answer is judged. One file per kind; many kinds, few shapes.
//!
//! A kind opens as a [`Draft`] (always allowed to be wrong), turns it into an [`Answer`] to keep or to accept, and
//! into [`Block`](crate::screen::Block)s to show. [`Kind::accept`] is the only judge of whether an answer will do,
//! in every front.

pub mod answer;
pub mod board;
pub mod calendar;
mod carry;
pub mod checklist;
pub mod choice;
pub mod choices;
pub mod compose;
pub mod date;
mod dispatch;
pub mod draft;
pub mod gate;
pub mod if_then;
mod in_words;
pub mod keeping;
pub mod kind;
pub mod list;
pub mod long;
pub mod number;
pub mod option;
pub mod pacer;
pub mod pause;
pub mod person;
pub mod rated_list;
pub mod read;
pub mod recap;
pub mod scale;
pub mod scene;
pub mod short;
pub mod timeline;
pub(crate) mod words;

pub use answer::{Answer, Chosen, Item, ItemId, Person};
pub use draft::Draft;
pub use in_words::{answer_in_words, columns_in_words};
pub use kind::{Complaint, Kind, Replied};
pub use option::{Choice, OptionSpec, Options};
pub use scene::{Say, Scene};

/// What a step asks: one of a closed set of kinds.
#[derive(Clone, Debug)]
pub enum Prompt {
    /// Text to read; going on is the answer.
    Read(read::Read),
    /// One choice among options.
    OneOf(choice::OneOf),
    /// Several choices; an option may stand alone ("none of these") or ask for own words.
    SomeOf(choices::SomeOf),
    /// A whole number.
    Number(number::Number),
    /// A level between two named ends.
    Scale(scale::Scale),
    /// A calendar day.
    Day(date::Day),
    /// A line of text.
    Short(short::Short),
    /// Long text, with an optional soft timer that never cuts off.
    Long(long::Long),
    /// A list of lines.
    List(list::List),
    /// A list whose lines are rated; or an earlier one rated again.
    RatedList(rated_list::RatedList),
    /// Named columns of items, side by side.
    Board(board::Board),
    /// Dated events, drawn to scale.
    Timeline(timeline::Timeline),
    /// Things to tick off.
    Checklist(checklist::Checklist),
    /// If-then lines: when this happens, then I do that (Gollwitzer & Sheeran 2006).
    IfThen(if_then::IfThen),
    /// A composed draft: built from parts, left-out parts vanish cleanly, freely edited after.
    Compose(compose::Compose),
    /// Somebody: name, relation, pronouns.
    Who(person::Who),
    /// Several questions in one step, before anything that approaches the other person.
    Gate(gate::Gate),
    /// A breathing guide.
    Pacer(pacer::Pacer),
    /// Suspends the walk: "come back after the talk", or on a day.
    Pause(pause::Pause),
    /// Earlier answers shown again, and how ratings changed.
    Recap(recap::Recap),
    /// Where words are kept.
    Keeping(keeping::Keeping),
}

impl Prompt {
    /// The kind's name, as content writes it after `kind =`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Read(_) => "read",
            Self::OneOf(_) => "choice",
            Self::SomeOf(_) => "choices",
            Self::Number(_) => "number",
            Self::Scale(_) => "scale",
            Self::Day(_) => "date",
            Self::Short(_) => "short",
            Self::Long(_) => "long",
            Self::List(_) => "list",
            Self::RatedList(_) => "rated_list",
            Self::Board(_) => "board",
            Self::Timeline(_) => "timeline",
            Self::Checklist(_) => "checklist",
            Self::IfThen(_) => "if_then",
            Self::Compose(_) => "draft",
            Self::Who(_) => "person",
            Self::Gate(_) => "gate",
            Self::Pacer(_) => "pacer",
            Self::Pause(_) => "pause",
            Self::Recap(_) => "recap",
            Self::Keeping(_) => "keeping",
        }
    }
}

#[cfg(test)]
mod tests;
