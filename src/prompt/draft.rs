//! Drafts: the few shapes an answer has while somebody is still at it. Always allowed to be wrong or unfinished.
//!
//! Everything that can be done to a draft with keys, mouse or plain lines is here, once for all kinds; what differs
//! between kinds is said by data in the draft (which options, how many cells, how many columns).

mod away;
mod deeds;
pub mod form;
pub mod level;
pub mod pick;
pub(crate) mod reply;
pub mod rows;
mod shifts;
mod tidy;
pub mod write;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use form::{Field, Form};
pub use level::Level;
pub use pick::Pick;
pub use rows::{Lane, Row, Rows, Second};
pub use write::Write;

use super::answer::Answer;
use super::kind::{Complaint, Replied};
use super::words;
use crate::screen::Focus;
use crate::screen::block::Hint;
use crate::session::event::{ItemEvent, Move};
use crate::text::{Changed, Clip, Edit, Place, Text};

/// How far a page goes where nobody knows how high the window is: rows of options or items.
pub(crate) const PAGE: usize = 8;

/// What is being answered.
#[derive(Clone, Debug)]
pub enum Draft {
    /// Nothing to answer: text, a pacer, a recap.
    Seen,
    /// Options to choose from.
    Pick(Pick),
    /// A level on a scale.
    Level(Level),
    /// One text: short or long words, a number, a date.
    Write(Write),
    /// Items: list, rated list, board, timeline, if-then plan.
    Rows(Rows),
    /// Several fields in one step: person, gate, composed draft.
    Form(Form),
}

/// Where the cursor stood in a draft, saved so that one comes back to exactly that place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// Row of a list, row of options, or field of a form.
    #[serde(default)]
    pub at: usize,
    /// Cell of the row; row of the options in focus, in a form.
    #[serde(default)]
    pub cell: usize,
    /// Paragraph of the text in focus.
    #[serde(default)]
    pub paragraph: usize,
    /// Byte in that paragraph.
    #[serde(default)]
    pub byte: usize,
    /// Among options: in the own words of "something else".
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub writing: bool,
}

impl Spot {
    /// A spot whose text caret is where this text's is.
    pub(crate) fn with(self, text: Option<&Text>) -> Self {
        text.map_or(self, |text| {
            let Place { paragraph, byte } = text.caret();
            Self { paragraph, byte, ..self }
        })
    }

    fn place(self) -> Place {
        Place { paragraph: self.paragraph, byte: self.byte }
    }
}

/// One shape of draft: lets a kind say which it works with, so that no kind meets another's.
pub trait Shape: Sized + 'static {
    /// This shape, if the draft has it.
    fn of(draft: &Draft) -> Option<&Self>;
    /// This shape, to change it.
    fn of_mut(draft: &mut Draft) -> Option<&mut Self>;
    /// The draft of this shape.
    fn into_draft(self) -> Draft;

    /// What there is so far as an answer, where the shape alone can tell.
    fn so_far(&self) -> Option<Answer> {
        None
    }
    /// Enter: `true` when it only led on inside the shape.
    fn entered(&mut self) -> bool {
        false
    }
    /// A plain line, taken in and judged.
    fn replied(&mut self, _line: &str, _today: Date, judge: &Judge<'_, Self>) -> Replied {
        judge(self).map_or_else(Replied::No, |_| Replied::Done)
    }
}

/// Judges a draft of this shape as its prompt does.
pub type Judge<'j, S> = dyn Fn(&S) -> Result<Answer, Complaint> + 'j;

/// Nothing to answer.
#[derive(Clone, Copy, Debug)]
pub struct Seen;

impl Shape for Seen {
    fn of(draft: &Draft) -> Option<&Self> {
        matches!(draft, Draft::Seen).then_some(&Self)
    }
    fn of_mut(_: &mut Draft) -> Option<&mut Self> {
        None
    }
    fn into_draft(self) -> Draft {
        Draft::Seen
    }
    fn replied(&mut self, _line: &str, _today: Date, _judge: &Judge<'_, Self>) -> Replied {
        Replied::No(words::takes_no_words())
    }
}

macro_rules! shape {
    ($shape:ident { $($own:tt)* }) => {
        impl Shape for $shape {
            fn of(draft: &Draft) -> Option<&Self> {
                if let Draft::$shape(shape) = draft { Some(shape) } else { None }
            }
            fn of_mut(draft: &mut Draft) -> Option<&mut Self> {
                if let Draft::$shape(shape) = draft { Some(shape) } else { None }
            }
            fn into_draft(self) -> Draft {
                Draft::$shape(self)
            }
            $($own)*
        }
    };
}

shape!(Pick {
    fn so_far(&self) -> Option<Answer> {
        self.answer()
    }
    fn entered(&mut self) -> bool {
        self.enter()
    }
    fn replied(&mut self, line: &str, _today: Date, judge: &Judge<'_, Self>) -> Replied {
        self.take_line(line, judge)
    }
});
shape!(Level {
    fn so_far(&self) -> Option<Answer> {
        self.value.map(Answer::Number)
    }
});
shape!(Write {
    fn so_far(&self) -> Option<Answer> {
        self.kept().map(Answer::Text)
    }
    fn replied(&mut self, line: &str, _today: Date, judge: &Judge<'_, Self>) -> Replied {
        self.take_line(line, judge)
    }
});
shape!(Rows {
    fn so_far(&self) -> Option<Answer> {
        self.answer()
    }
    fn entered(&mut self) -> bool {
        self.enter()
    }
    fn replied(&mut self, line: &str, today: Date, _judge: &Judge<'_, Self>) -> Replied {
        self.reply(line, today)
    }
});
shape!(Form {});

impl Draft {
    /// What the keys are for now.
    pub fn focus(&self) -> Focus {
        match self {
            Self::Seen => Focus::Reading,
            Self::Pick(pick) => pick.focus(),
            Self::Level(_) => Focus::Scale,
            Self::Write(write) => write.focus(),
            Self::Rows(rows) => rows.focus(),
            Self::Form(form) => form.focus(),
        }
    }

    /// The text that has the focus.
    pub fn focused_text(&self) -> Option<&Text> {
        match self {
            Self::Seen | Self::Level(_) => None,
            Self::Pick(pick) => pick.text(),
            Self::Write(write) => Some(&write.text),
            Self::Rows(rows) => rows.text(),
            Self::Form(form) => form.text(),
        }
    }

    /// The text that has the focus, to change its caret. Words are changed through [`Draft::edit`] or
    /// [`Draft::replace`], which know what follows from it.
    pub fn focused_text_mut(&mut self) -> Option<&mut Text> {
        match self {
            Self::Seen | Self::Level(_) => None,
            Self::Pick(pick) => pick.text_mut(),
            Self::Write(write) => Some(&mut write.text),
            Self::Rows(rows) => rows.text_mut(),
            Self::Form(form) => form.text_mut(),
        }
    }

    /// Edits the text in focus.
    pub fn edit(&mut self, edit: &Edit, clip: &mut Clip) -> Changed {
        match self {
            Self::Seen | Self::Level(_) => Changed::Nothing,
            Self::Pick(pick) => pick.edit(edit, clip),
            Self::Write(write) => write.edit(edit, clip),
            Self::Rows(rows) => rows.edit(edit, clip),
            Self::Form(form) => form.edit(edit, clip),
        }
    }

    /// Puts other words in place of those in focus, as one undo step: what an external editor gave back.
    pub fn replace(&mut self, words: &str) -> Changed {
        match self {
            Self::Seen | Self::Level(_) => Changed::Nothing,
            Self::Pick(pick) => pick.text_mut().map_or(Changed::Nothing, |text| text.replace_all(words)),
            Self::Write(write) => write.replace(words),
            Self::Rows(rows) => rows.replace(words),
            Self::Form(form) => form.replace(words),
        }
    }

    /// Moves the cursor. `false` when there is nowhere to go.
    pub fn step(&mut self, to: Move) -> bool {
        match self {
            Self::Seen => false,
            Self::Pick(pick) => pick.step(to),
            Self::Level(level) => level.step(to),
            Self::Write(write) => write.step(to),
            Self::Rows(rows) => rows.step(to),
            Self::Form(form) => form.step(to),
        }
    }

    /// Chooses or un-chooses the row under the cursor.
    pub fn toggle(&mut self) -> bool {
        match self {
            Self::Seen | Self::Level(_) | Self::Write(_) | Self::Rows(_) => false,
            Self::Pick(pick) => pick.toggle(),
            Self::Form(form) => form.toggle(),
        }
    }

    /// Chooses the option of this number, 1 first; the level itself on a scale or for a rating in focus.
    pub fn pick(&mut self, number: i64) -> bool {
        match self {
            Self::Seen | Self::Write(_) => false,
            Self::Pick(pick) => pick.pick(number),
            Self::Level(level) => level.set(number),
            Self::Rows(rows) => rows.rate(number),
            Self::Form(form) => form.pick_mut().is_some_and(|pick| pick.pick(number)),
        }
    }

    /// Does something to the item under the cursor. `false` when that is not possible here.
    pub fn item(&mut self, event: ItemEvent) -> bool {
        if let Self::Rows(rows) = self { rows.item(event) } else { false }
    }

    /// Plain front, `:change N`: the line that comes next takes the place of item N, 1 first.
    pub fn change(&mut self, number: usize) -> bool {
        if let Self::Rows(rows) = self { rows.change(number) } else { false }
    }

    /// Plain front, `:drop N`: takes item N away, 1 first.
    pub fn drop(&mut self, number: usize) -> bool {
        if let Self::Rows(rows) = self { rows.drop(number) } else { false }
    }

    /// Gives a number to every item that has words and none yet, so that it keeps it for good. `next` is the first
    /// free number, and is moved on.
    pub fn number_items(&mut self, next: &mut u32) {
        if let Self::Rows(rows) = self {
            rows.number(next);
        }
    }

    /// Nothing is written where one writes: going on passes it by. What only chooses is never blank: a key pressed once
    /// too often would pass it.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Write(write) => write.text.is_blank(),
            Self::Rows(rows) => rows.rows.iter().all(rows::Row::is_blank),
            Self::Form(form) => form.is_blank(),
            Self::Seen | Self::Pick(_) | Self::Level(_) => false,
        }
    }

    /// Where the cursor is.
    pub fn spot(&self) -> Spot {
        match self {
            Self::Seen | Self::Level(_) => Spot::default(),
            Self::Pick(pick) => pick.spot(),
            Self::Write(write) => Spot::default().with(Some(&write.text)),
            Self::Rows(rows) => rows.spot(),
            Self::Form(form) => form.spot(),
        }
    }

    /// Puts the cursor where it was; a place that is gone becomes the nearest there is.
    pub fn restore(&mut self, spot: Spot) {
        match self {
            Self::Seen | Self::Level(_) | Self::Write(_) => {}
            Self::Pick(pick) => pick.restore(spot),
            Self::Rows(rows) => rows.restore(spot),
            Self::Form(form) => form.restore(spot),
        }
        if let Some(text) = self.focused_text_mut() {
            text.set_caret(spot.place());
        }
    }

    /// What can be done with the field in focus now, most useful first.
    pub fn hints(&self) -> Vec<Hint> {
        match self {
            Self::Seen => Vec::new(),
            Self::Pick(pick) => pick.hints(),
            Self::Level(_) => vec![Hint::Choose],
            Self::Write(write) => write.hints(),
            Self::Rows(rows) => rows.hints(),
            Self::Form(form) => form.hints(),
        }
    }
}
