//! One text under way.

use super::Judge;
use super::reply::{END, unescaped};
use crate::prompt::kind::{Complaint, Replied};
use crate::screen::Focus;
use crate::screen::block::{Editor, Hint};
use crate::session::event::Move;
use crate::text::{Changed, Clip, Edit, Motion, Text};

/// One text.
#[derive(Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and all combinations occur")]
pub struct Write {
    /// The words.
    pub text: Text,
    /// Many lines, or one.
    pub page: bool,
    /// The person changed it since it was opened. In a composed draft: it no longer follows its parts.
    pub touched: bool,
    /// Something was saved here before, so that erasing everything counts too.
    pub had: bool,
    /// Plain lines were added since it was opened, so that an empty line is a line of the text.
    adding: bool,
}

impl std::fmt::Debug for Write {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.page { "Write page" } else { "Write line" })
    }
}

impl Write {
    /// A field of one line.
    pub fn line(words: Option<&str>) -> Self {
        Self::new(Text::line_from(words.unwrap_or_default()), false, words.is_some())
    }

    /// A field of many lines.
    pub fn page(words: Option<&str>) -> Self {
        Self::new(Text::from_str(words.unwrap_or_default()), true, words.is_some())
    }

    fn new(text: Text, page: bool, had: bool) -> Self {
        Self { text, page, touched: false, had, adding: false }
    }

    /// The words to keep: `None` when there are none and never were.
    pub fn kept(&self) -> Option<String> {
        (self.had || !self.text.is_empty()).then(|| self.text.to_string())
    }

    /// The words without blanks around them; `None` if there are only blanks.
    pub fn words(&self) -> Option<String> {
        (!self.text.is_blank()).then(|| self.text.to_string().trim().to_owned())
    }

    pub(crate) fn edit(&mut self, edit: &Edit, clip: &mut Clip) -> Changed {
        let changed = self.text.apply(edit, clip);
        self.touched |= changed == Changed::Words;
        changed
    }

    pub(crate) fn replace(&mut self, words: &str) -> Changed {
        let changed = self.text.replace_all(words);
        self.touched |= changed == Changed::Words;
        changed
    }

    /// A plain line takes the place of the words.
    pub fn put(&mut self, line: &str) {
        let _ = self.replace(line);
    }

    /// A plain line comes after the words that are there, in a paragraph of its own.
    ///
    /// # Errors
    /// When there is no more room; nothing of the line is taken then.
    pub fn add(&mut self, line: &str) -> Result<(), Complaint> {
        let mut text = self.text.clone();
        let mut edits = vec![Edit::Move { to: Motion::End, select: false }];
        if self.adding || !self.text.is_empty() {
            edits.push(Edit::Newline);
        }
        edits.push(Edit::Paste(line.to_owned()));
        for edit in &edits {
            if let Changed::Refused(why) = text.apply(edit, &mut Clip::default()) {
                return Err(Complaint(why.to_string()));
            }
        }
        self.text = text;
        self.adding = true;
        self.touched = true;
        Ok(())
    }

    /// A plain line for a prompt of one line. One that will not do stays as the draft, as it would in a field.
    pub fn take_line(&mut self, line: &str, accept: &Judge<'_, Self>) -> Replied {
        self.put(line.trim());
        accept(self).map_or_else(Replied::No, |_| Replied::Done)
    }

    /// A plain line of a long text: added to what is there, until a line that holds a single dot.
    pub fn reply_page(&mut self, line: &str) -> Replied {
        if line == END {
            self.adding = false;
            return Replied::Done;
        }
        self.added(unescaped(line))
    }

    /// An empty plain line: a line of the text once some of it came in lines, else it keeps what is there.
    pub fn pass_page(&mut self) -> Replied {
        if self.adding {
            return self.added("");
        }
        Replied::Done
    }

    fn added(&mut self, line: &str) -> Replied {
        self.add(line).map_or_else(Replied::No, |()| Replied::More)
    }

    pub(crate) fn focus(&self) -> Focus {
        if self.page { Focus::Page } else { Focus::Line }
    }

    /// A single text has nowhere else to go; ends of the text are where first and last lead.
    pub(crate) fn step(&mut self, to: Move) -> bool {
        let motion = match to {
            Move::First => Motion::Start,
            Move::Last => Motion::End,
            Move::Up
            | Move::Down
            | Move::Left
            | Move::Right
            | Move::PageUp
            | Move::PageDown
            | Move::NextField
            | Move::PreviousField
            | Move::ToRow(_) => return false,
            Move::ToField(field) => return field == 0,
        };
        self.text.apply(&Edit::Move { to: motion, select: false }, &mut Clip::default()) != Changed::Nothing
    }

    pub(crate) fn hints(&self) -> Vec<Hint> {
        let mut hints = Vec::new();
        if self.page {
            hints.push(Hint::Editor);
        }
        if self.touched {
            hints.push(Hint::Undo);
        }
        hints
    }

    /// The editor to show.
    pub fn editor(&self, label: String, placeholder: String, focus: bool, field: usize) -> Editor<'_> {
        Editor {
            label,
            text: &self.text,
            placeholder,
            page: self.page,
            focus,
            notice: Vec::new(),
            glue: Default::default(),
            field,
        }
    }
}
