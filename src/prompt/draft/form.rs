//! Several fields in one step.

use super::{Pick, Spot, Write};
use crate::prompt::kind::{Complaint, Replied};
use crate::screen::Focus;
use crate::screen::block::Hint;
use crate::session::event::Move;
use crate::text::{Changed, Clip, Edit, Place, Text};

/// Several fields in one step.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// All there may be; the kind knows what each stands for. Those that are not open keep what is in them.
    pub fields: Vec<Field>,
    /// Which of them are asked now, in the order they are asked.
    pub open: Vec<usize>,
    /// Fields that Enter passes over; Tab, the mouse and the plain front stop there too.
    pub by_tab: Vec<usize>,
    /// Fields that are only shown, as a card, until they get the focus.
    pub cards: Vec<usize>,
    /// The field that has the focus.
    pub at: usize,
    /// Something was saved here before.
    pub had: bool,
}

/// One field of a form.
#[derive(Clone, Debug)]
pub enum Field {
    /// Words.
    Write(Write),
    /// Options.
    Pick(Pick),
}

impl Field {
    fn focus(&self) -> Focus {
        match self {
            Self::Write(write) => write.focus(),
            Self::Pick(pick) => pick.focus(),
        }
    }

    fn rows(&self) -> usize {
        match self {
            Self::Write(_) => 0,
            Self::Pick(pick) => pick.choices.len(),
        }
    }
}

impl Form {
    /// Nothing is written or chosen in any field.
    pub fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| match field {
            Field::Write(write) => write.text.is_blank(),
            Field::Pick(pick) => pick.kept().is_empty(),
        })
    }

    /// The field in focus.
    pub fn field(&self) -> Option<&Field> {
        self.fields.get(self.at)
    }

    fn field_mut(&mut self) -> Option<&mut Field> {
        self.fields.get_mut(self.at)
    }

    /// The words field of that number.
    pub fn write(&self, field: usize) -> Option<&Write> {
        if let Some(Field::Write(write)) = self.fields.get(field) { Some(write) } else { None }
    }

    /// The words field of that number, to change it.
    pub fn write_mut(&mut self, field: usize) -> Option<&mut Write> {
        if let Some(Field::Write(write)) = self.fields.get_mut(field) { Some(write) } else { None }
    }

    /// The options field of that number.
    pub fn picked(&self, field: usize) -> Option<&Pick> {
        if let Some(Field::Pick(pick)) = self.fields.get(field) { Some(pick) } else { None }
    }

    /// The options field of that number, to change it.
    pub fn picked_mut(&mut self, field: usize) -> Option<&mut Pick> {
        if let Some(Field::Pick(pick)) = self.fields.get_mut(field) { Some(pick) } else { None }
    }

    /// The id chosen in the options field of that number.
    pub fn choice(&self, field: usize) -> Option<&str> {
        self.picked(field).and_then(Pick::choice).map(|choice| choice.id.as_str())
    }

    /// The words of the field of that number as they stand; empty if there are none.
    pub fn words(&self, field: usize) -> String {
        self.write(field).map(|write| write.text.to_string()).unwrap_or_default()
    }

    pub(crate) fn pick_mut(&mut self) -> Option<&mut Pick> {
        self.picked_mut(self.at)
    }

    /// Says which fields are asked now; the focus stays, or goes to the first of them.
    pub fn set_open(&mut self, open: Vec<usize>) {
        if !open.contains(&self.at) {
            self.at = open.first().copied().unwrap_or(0);
        }
        self.open = open;
    }

    fn place(&self) -> usize {
        self.open.iter().position(|field| *field == self.at).unwrap_or(0)
    }

    /// On to the next open field. `false` at the last one.
    pub fn go_next(&mut self) -> bool {
        let next = self.open.get(self.place() + 1).copied();
        next.is_some_and(|next| self.go(next))
    }

    /// The same for a plain line.
    pub fn replied_next(&mut self) -> Replied {
        if self.go_next() { Replied::More } else { Replied::Done }
    }

    /// Enter: on to the next open field that Enter stops at.
    pub fn go_next_by_enter(&mut self) -> bool {
        let later = self.open.iter().skip(self.place() + 1);
        let next = later.copied().find(|field| !self.by_tab.contains(field));
        next.is_some_and(|next| self.go(next))
    }

    fn previous(&mut self) -> bool {
        let before = self.place().checked_sub(1).and_then(|place| self.open.get(place).copied());
        before.is_some_and(|before| self.go(before))
    }

    fn go(&mut self, field: usize) -> bool {
        self.at = field;
        true
    }

    pub(crate) fn focus(&self) -> Focus {
        let focus = self.field().map_or(Focus::Reading, Field::focus);
        if focus != Focus::Options {
            return focus;
        }
        match (self.by_tab.contains(&self.at), self.writes()) {
            (true, _) => Focus::Below,
            (false, true) => Focus::Beside,
            (false, false) => Focus::Options,
        }
    }

    /// Words are asked for here too.
    fn writes(&self) -> bool {
        self.open.iter().any(|field| self.write(*field).is_some())
    }

    /// Chooses or un-chooses the row under the cursor. Where words are asked for too, a blank typed on a row nobody went
    /// to was meant for them.
    pub(crate) fn toggle(&mut self) -> bool {
        let writes = self.writes();
        self.pick_mut().is_some_and(|pick| (pick.many || pick.moved || !writes) && pick.toggle())
    }

    pub(crate) fn text(&self) -> Option<&Text> {
        match self.field()? {
            Field::Write(write) => Some(&write.text),
            Field::Pick(pick) => pick.text(),
        }
    }

    pub(crate) fn text_mut(&mut self) -> Option<&mut Text> {
        match self.field_mut()? {
            Field::Write(write) => Some(&mut write.text),
            Field::Pick(pick) => pick.text_mut(),
        }
    }

    pub(crate) fn edit(&mut self, edit: &Edit, clip: &mut Clip) -> Changed {
        match self.field_mut() {
            None => Changed::Nothing,
            Some(Field::Write(write)) => write.edit(edit, clip),
            Some(Field::Pick(pick)) => pick.edit(edit, clip),
        }
    }

    pub(crate) fn replace(&mut self, words: &str) -> Changed {
        match self.field_mut() {
            None => Changed::Nothing,
            Some(Field::Write(write)) => write.replace(words),
            Some(Field::Pick(pick)) => pick.text_mut().map_or(Changed::Nothing, |text| text.replace_all(words)),
        }
    }

    pub(crate) fn step(&mut self, to: Move) -> bool {
        match to {
            Move::ToField(field) => return self.go_to_field(field),
            Move::ToRow(row) => return self.go_to_row(row),
            Move::Up
            | Move::Down
            | Move::Left
            | Move::Right
            | Move::First
            | Move::Last
            | Move::PageUp
            | Move::PageDown
            | Move::NextField
            | Move::PreviousField => {}
        }
        let inside = match self.field_mut() {
            None => false,
            Some(Field::Write(write)) => write.step(to),
            Some(Field::Pick(pick)) => pick.step(to),
        };
        inside
            || match to {
                Move::NextField => self.go_next(),
                Move::PreviousField => self.previous(),
                Move::Down => self.go_next() && self.enter_from(false),
                Move::Up => self.previous() && self.enter_from(true),
                Move::Left
                | Move::Right
                | Move::First
                | Move::Last
                | Move::PageUp
                | Move::PageDown
                | Move::ToRow(_)
                | Move::ToField(_) => false,
            }
    }

    /// Coming into options by arrow, the cursor stands on the row that is nearest.
    fn enter_from(&mut self, below: bool) -> bool {
        if let Some(pick) = self.pick_mut() {
            pick.at = if below { pick.choices.len().saturating_sub(1) } else { 0 };
            pick.moved = true;
            pick.writing = false;
        }
        true
    }

    /// The open fields in the order the screen numbers them, cards left out.
    fn numbered(&self) -> impl Iterator<Item = usize> + '_ {
        self.open.iter().copied().filter(|field| *field == self.at || !self.cards.contains(field))
    }

    /// The number the screen gives to a field.
    pub fn number(&self, field: usize) -> usize {
        self.numbered().position(|other| other == field).unwrap_or(0)
    }

    /// Whether the screen gives a number to a field.
    pub fn is_numbered(&self, field: usize) -> bool {
        self.numbered().any(|other| other == field)
    }

    /// To the field of that number, into its own words where these are open.
    fn go_to_field(&mut self, number: usize) -> bool {
        let Some(field) = self.numbered().nth(number) else { return false };
        self.at = field;
        if let Some(pick) = self.pick_mut() {
            pick.step(Move::ToField(0));
        }
        true
    }

    /// To the row of that number, counted through all options on the screen.
    fn go_to_row(&mut self, row: usize) -> bool {
        let Some((field, row)) = self.nth_row(row) else { return false };
        let moved = self.at != field;
        self.at = field;
        self.pick_mut().is_some_and(|pick| pick.step(Move::ToRow(row))) || moved
    }

    /// The open field that holds row `n` of all options, and which of its own rows that is.
    fn nth_row(&self, n: usize) -> Option<(usize, usize)> {
        let mut before = 0;
        for number in &self.open {
            let own = self.fields.get(*number).map_or(0, Field::rows);
            if let Some(rest) = n.checked_sub(before).filter(|rest| *rest < own) {
                return Some((*number, rest));
            }
            before += own;
        }
        None
    }

    pub(crate) fn spot(&self) -> Spot {
        let pick = self.picked(self.at).map_or(Spot::default(), Pick::spot);
        Spot { at: self.at, cell: pick.at, writing: pick.writing, ..Spot::default() }.with(self.text())
    }

    pub(crate) fn restore(&mut self, spot: Spot) {
        if self.open.contains(&spot.at) {
            self.at = spot.at;
        }
        if let Some(pick) = self.pick_mut() {
            pick.restore(Spot { at: spot.cell, ..spot });
        }
        if let Some(text) = self.text_mut() {
            text.set_caret(Place { paragraph: spot.paragraph, byte: spot.byte });
        }
    }

    pub(crate) fn hints(&self) -> Vec<Hint> {
        let mut hints = match self.field() {
            None => Vec::new(),
            Some(Field::Write(write)) => write.hints(),
            Some(Field::Pick(pick)) => pick.hints(),
        };
        if self.open.last().is_some_and(|last| *last != self.at) {
            hints.push(Hint::NextField);
        }
        hints
    }

    /// A plain line for the options in focus. `Ok(true)` when own words come next.
    pub fn reply_pick(&mut self, line: &str) -> Result<bool, Complaint> {
        self.pick_mut().map_or(Ok(false), |pick| pick.reply(line))
    }
}
