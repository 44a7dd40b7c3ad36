//! Options to choose from.

use super::{Judge, PAGE, Spot};
use crate::prompt::answer::{Answer, Chosen};
use crate::prompt::kind::{Complaint, Replied};
use crate::prompt::{Choice, words};
use crate::screen::block::{Editor, Hint, Row};
use crate::screen::{Block, Focus};
use crate::session::event::Move;
use crate::text::{Changed, Clip, Edit, Text};

/// Options to choose from.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, and all combinations occur")]
pub struct Pick {
    /// What there is, in order.
    pub choices: Vec<Choice>,
    /// Several may be chosen.
    pub many: bool,
    /// The row the cursor is on, 0 first.
    pub at: usize,
    /// The person moved the cursor to that row, so that going on means this one.
    pub moved: bool,
    /// Ids of what is chosen; at most one where only one may be. May hold options that are not offered now: they are
    /// kept, and do not count.
    pub chosen: Vec<String>,
    /// Own words for "something else". Kept also while that is not chosen.
    pub other: Text,
    /// Those words are a plain line that named no option: kept until one is chosen, and shown until then.
    pub refused: bool,
    /// The own words have the focus: the cursor is on their row, chosen or not.
    pub writing: bool,
    /// Something was saved here before, so that un-choosing everything counts too.
    pub had: bool,
}

impl Pick {
    /// One of these.
    pub fn one(choices: Vec<Choice>) -> Self {
        Self {
            choices,
            many: false,
            at: 0,
            moved: false,
            chosen: Vec::new(),
            other: Text::line(),
            refused: false,
            writing: false,
            had: false,
        }
    }

    /// Several of these.
    pub fn some(choices: Vec<Choice>) -> Self {
        Self { many: true, ..Self::one(choices) }
    }

    /// The same with what was chosen and written before.
    #[must_use]
    pub fn with(mut self, before: Option<&Answer>) -> Self {
        let Some(before) = before else { return self };
        self.had = true;
        self.chosen = before.ids().map(str::to_owned).collect();
        if !self.many {
            self.chosen.truncate(1);
        }
        let own = match before {
            Answer::Many(chosen) => chosen.iter().find_map(|one| one.text.clone()),
            Answer::Seen
            | Answer::One(_)
            | Answer::Number(_)
            | Answer::Day(_)
            | Answer::Text(_)
            | Answer::Items(_)
            | Answer::Composed { .. }
            | Answer::Person(_)
            | Answer::Gate { .. } => before.words(),
        };
        if let Some(own) = own {
            self.other = Text::line_from(&own);
            if self.chosen.is_empty() && !matches!(before, Answer::Many(_)) {
                self.chosen.extend(self.other_id());
            }
        }
        self.at = self.choices.iter().position(|choice| self.is_chosen(&choice.id)).unwrap_or(0);
        self
    }

    /// The same with this one chosen.
    #[must_use]
    pub fn chosen(mut self, id: Option<&str>) -> Self {
        self.had = id.is_some();
        self.chosen = id.map(str::to_owned).into_iter().collect();
        self.at = self.choices.iter().position(|choice| self.is_chosen(&choice.id)).unwrap_or(0);
        self
    }

    /// Whether that option is chosen.
    pub fn is_chosen(&self, id: &str) -> bool {
        self.chosen.iter().any(|chosen| chosen == id)
    }

    /// The option offered and chosen, where one may be.
    pub fn choice(&self) -> Option<&Choice> {
        self.choices.iter().find(|choice| self.is_chosen(&choice.id))
    }

    fn other_id(&self) -> Option<String> {
        self.choices.iter().find(|choice| choice.other).map(|choice| choice.id.clone())
    }

    fn row_of_other(&self) -> Option<usize> {
        self.choices.iter().position(|choice| choice.other && self.is_chosen(&choice.id))
    }

    /// The cursor is on the row of own words.
    fn on_own_words(&self) -> bool {
        self.choices.get(self.at).is_some_and(|choice| choice.other)
    }

    /// The own words of what is chosen are asked for.
    pub(crate) fn asks_words(&self) -> bool {
        self.writing && self.row_of_other().is_some()
    }

    /// Own words that were passed by are not among what is chosen.
    pub(crate) fn pass_words(&mut self) {
        if let Some(row) = self.row_of_other().filter(|_| self.other.is_blank()) {
            self.at = row;
            self.toggle();
            self.writing = false;
        }
    }

    /// Own words are chosen, and there are none.
    pub(crate) fn lacks_words(&self) -> bool {
        self.row_of_other().is_some() && self.other.is_blank()
    }

    /// What is offered and chosen, in the order it is offered, own words without the blanks around them.
    pub fn accepted(&self) -> Vec<Chosen> {
        let words = (!self.other.is_blank()).then(|| self.other.to_string().trim().to_owned());
        self.listed(words, false)
    }

    /// What is chosen, offered or not, with the words as they stand.
    pub fn kept(&self) -> Vec<Chosen> {
        let words = (!self.other.is_empty()).then(|| self.other.to_string());
        self.listed(words, true)
    }

    fn listed(&self, words: Option<String>, hidden_too: bool) -> Vec<Chosen> {
        let mut listed: Vec<Chosen> = Vec::new();
        let mut words = words;
        for choice in self.choices.iter().filter(|choice| self.is_chosen(&choice.id)) {
            let text = if choice.other { words.take() } else { None };
            listed.push(Chosen { id: choice.id.clone(), text });
        }
        if hidden_too {
            let offered = |id: &String| self.choices.iter().any(|choice| choice.id == *id);
            listed.extend(self.chosen.iter().filter(|id| !offered(id)).map(|id| Chosen { id: id.clone(), text: None }));
        }
        listed.extend(words.map(|words| Chosen { id: String::new(), text: Some(words) }));
        listed
    }

    /// The answer to keep, however unfinished.
    pub fn answer(&self) -> Option<Answer> {
        let chosen = self.kept();
        if chosen.is_empty() && !self.had { None } else { Some(self.shaped(chosen)) }
    }

    /// These chosen ones as the answer of one choice, or of several.
    pub fn shaped(&self, chosen: Vec<Chosen>) -> Answer {
        match chosen.as_slice() {
            [Chosen { id, text: None }] if !self.many => Answer::One(id.clone()),
            _ => Answer::Many(chosen),
        }
    }

    /// The answer of a prompt that takes one choice, or what would be one.
    pub fn accept_one(&self) -> Result<Answer, Complaint> {
        if self.choice().is_some() { Ok(self.shaped(self.accepted())) } else { Err(words::choose_one()) }
    }

    /// A plain line for a prompt that is nothing but these options. If the line will not do, its words stay in the draft,
    /// and what is chosen stays as it was.
    pub fn take_line(&mut self, line: &str, accept: &Judge<'_, Self>) -> Replied {
        let mut next = self.clone();
        let replied = next.reply(line);
        match replied.and_then(|own_words| accept(&next.with_words(own_words)).map(|_| own_words)) {
            Ok(own_words) => {
                *self = next;
                if own_words {
                    self.refused = false;
                } else {
                    self.forget_refused();
                }
                if own_words { Replied::More } else { Replied::Done }
            }
            Err(complaint) => {
                if self.asks_words() {
                    *self = next;
                } else if self.is_words(line) && (self.other.is_blank() || self.refused) {
                    let _ = self.other.replace_all(line.trim());
                    self.refused = true;
                }
                Replied::No(complaint)
            }
        }
    }

    /// Lets a plain line go that named no option.
    pub(crate) fn forget_refused(&mut self) {
        if std::mem::take(&mut self.refused) {
            self.other = Text::line();
        }
    }

    /// The same as it will be once the own words that come next are there.
    fn with_words(&self, come: bool) -> Self {
        let mut whole = self.clone();
        if come && whole.lacks_words() {
            let _ = whole.other.replace_all(words::IF);
        }
        whole
    }

    /// Whether somebody wrote words where an option was asked for.
    fn is_words(&self, line: &str) -> bool {
        let is_word = |name: &str| name.chars().any(char::is_alphabetic) && self.row_of_id(name).is_none();
        names(line).any(is_word)
    }

    /// Chooses the row under the cursor, or un-chooses it. `false` when there is no row.
    pub fn toggle(&mut self) -> bool {
        let Some(choice) = self.choices.get(self.at) else { return false };
        if self.is_chosen(&choice.id) {
            let id = choice.id.clone();
            self.chosen.retain(|chosen| *chosen != id);
            self.writing = self.on_own_words();
            return true;
        }
        self.choose_row()
    }

    /// Chooses the row under the cursor; stays chosen if it is.
    pub fn choose_row(&mut self) -> bool {
        let Some(choice) = self.choices.get(self.at).cloned() else { return false };
        if !self.many || choice.alone {
            self.chosen.clear();
        } else {
            let choices = &self.choices;
            let alone = |id: &String| choices.iter().any(|choice| choice.alone && choice.id == *id);
            self.chosen.retain(|id| !alone(id) && *id != choice.id);
        }
        self.chosen.push(choice.id);
        self.writing = choice.other;
        true
    }

    /// Chooses the option of that number, 1 first; where several may be chosen, choosing it again un-chooses it.
    pub fn pick(&mut self, number: i64) -> bool {
        let Some(at) = usize::try_from(number).ok().and_then(|number| number.checked_sub(1)) else { return false };
        if at >= self.choices.len() {
            return false;
        }
        self.at = at;
        self.moved = true;
        if self.many { self.toggle() } else { self.choose_row() }
    }

    /// What Enter means before the answer is judged: where one may be chosen, the row under the cursor if the person
    /// moved there. `true` when the cursor went on to own words, so that there is nothing to judge yet.
    pub fn enter(&mut self) -> bool {
        let written = self.writing && self.row_of_other() == Some(self.at);
        if self.many || written || !self.moved {
            return false;
        }
        let words_first = self.row_of_other() != Some(self.at);
        self.choose_row();
        self.moved = false;
        self.writing &= words_first;
        self.writing
    }

    pub(crate) fn step(&mut self, to: Move) -> bool {
        let last = self.choices.len().saturating_sub(1);
        let untouched = !self.many && !self.moved && !self.writing && self.choice().is_none();
        let row = match to {
            Move::Down if untouched => Some(0),
            Move::Up => self.at.checked_sub(1),
            Move::Down => Some(self.at + 1),
            Move::First => Some(0),
            Move::Last => Some(last),
            Move::PageUp => Some(self.at.saturating_sub(PAGE)),
            Move::PageDown => Some((self.at + PAGE).min(last)),
            Move::ToRow(row) => Some(row),
            Move::Left | Move::Right => None,
            Move::NextField | Move::ToField(_) => return self.go_to_words(),
            Move::PreviousField => return std::mem::take(&mut self.writing),
        };
        let Some(row) = row.filter(|row| *row <= last && !self.choices.is_empty()) else { return false };
        let moved = row != self.at || self.writing || untouched;
        self.at = row;
        self.moved |= moved || matches!(to, Move::ToRow(_));
        self.writing = self.on_own_words() && !matches!(to, Move::ToRow(_));
        moved
    }

    fn go_to_words(&mut self) -> bool {
        let Some(row) = self.row_of_other() else { return false };
        self.at = row;
        !std::mem::replace(&mut self.writing, true)
    }

    pub(crate) fn focus(&self) -> Focus {
        if self.writing { Focus::Line } else { Focus::Options }
    }

    pub(crate) fn text(&self) -> Option<&Text> {
        self.writing.then_some(&self.other)
    }

    pub(crate) fn text_mut(&mut self) -> Option<&mut Text> {
        self.writing.then_some(&mut self.other)
    }

    pub(crate) fn edit(&mut self, edit: &Edit, clip: &mut Clip) -> Changed {
        // While nothing is written there Space marks, as on every other row.
        if self.writing && self.other.is_empty() && matches!(edit, Edit::Type(typed) if typed == " ") {
            return if self.toggle() { Changed::Words } else { Changed::Nothing };
        }
        let changed = self.text_mut().map_or(Changed::Nothing, |text| text.apply(edit, clip));
        let meant = changed == Changed::Words && !self.other.is_blank();
        if meant && self.on_own_words() && self.row_of_other() != Some(self.at) {
            self.choose_row();
        }
        changed
    }

    pub(crate) fn spot(&self) -> Spot {
        Spot { at: self.at, writing: self.writing, ..Spot::default() }.with(self.text())
    }

    pub(crate) fn restore(&mut self, spot: Spot) {
        self.at = spot.at.min(self.choices.len().saturating_sub(1));
        self.writing = spot.writing && (self.on_own_words() || self.row_of_other().is_some());
    }

    pub(crate) fn hints(&self) -> Vec<Hint> {
        let mut hints = vec![Hint::Choose];
        if self.many && !self.writing {
            hints.push(Hint::Toggle);
        }
        if self.writing && !self.other.is_empty() {
            hints.push(Hint::Undo);
        }
        hints
    }

    /// Words that are kept here and are no part of what is chosen, as far as they are shown: a line that was refused, and
    /// words no option offered takes.
    fn aside(&self) -> Option<String> {
        let shown = self.refused || self.other_id().is_none();
        (shown && !self.other.is_blank()).then(|| self.other.to_string())
    }

    /// Shows all there is of a prompt that is nothing but these options.
    pub fn show<'d>(&'d self, placeholder: &str, out: &mut Vec<Block<'d>>) {
        out.extend(self.aside().map(|aside| Block::Note(words::kept_aside(&aside))));
        out.push(self.block(true, placeholder, 0));
    }

    /// The options to show. `field` is their number, and that of the editor for own words among them.
    pub fn block(&self, focus: bool, placeholder: &str, field: usize) -> Block<'_> {
        let own = self.row_of_other().or_else(|| self.writing.then_some(self.at));
        let row = |(at, choice): (usize, &Choice)| Row {
            id: choice.id.clone(),
            label: choice.label.clone(),
            text: choice.text.clone(),
            chosen: self.is_chosen(&choice.id),
            editor: (own == Some(at)).then(|| Editor {
                label: String::new(),
                text: &self.other,
                placeholder: placeholder.to_owned(),
                page: false,
                focus: focus && self.writing,
                notice: Vec::new(),
                glue: Default::default(),
                field,
            }),
        };
        Block::Options {
            rows: self.choices.iter().enumerate().map(row).collect(),
            many: self.many,
            at: focus.then_some(self.at),
            meant: self.many || self.moved || self.writing || self.choice().is_some(),
        }
    }

    /// A plain line: numbers or ids, or the own words while these are asked for. `true` when the own words come next.
    pub fn reply(&mut self, line: &str) -> Result<bool, Complaint> {
        if self.asks_words() {
            let _ = self.other.replace_all(line.trim());
            self.writing = false;
            return Ok(false);
        }
        let rows = self.rows_named(line)?;
        self.chosen.clear();
        for row in rows {
            self.at = row;
            self.choose_row();
        }
        let own = self.row_of_other();
        self.at = own.unwrap_or(self.at);
        self.writing = own.is_some();
        Ok(self.writing)
    }

    fn rows_named(&self, line: &str) -> Result<Vec<usize>, Complaint> {
        let mut rows = Vec::new();
        if self.many && names(line).eq(["0"]) {
            return Ok(rows);
        }
        for name in names(line) {
            let by_number = name.parse().ok().and_then(|number: usize| number.checked_sub(1));
            let row = by_number.filter(|row| *row < self.choices.len()).or_else(|| self.row_of_id(name));
            let row = row.ok_or_else(|| words::choose_by_number(self.choices.len(), self.many))?;
            if !rows.contains(&row) {
                rows.push(row);
            }
        }
        let alone = rows.iter().filter_map(|row| self.choices.get(*row)).any(|choice| choice.alone);
        match rows.len() {
            0 => Err(words::choose_by_number(self.choices.len(), self.many)),
            1 => Ok(rows),
            _ if !self.many => Err(words::choose_by_number(self.choices.len(), false)),
            _ if alone => Err(words::stands_alone()),
            _ => Ok(rows),
        }
    }

    fn row_of_id(&self, name: &str) -> Option<usize> {
        self.choices.iter().position(|choice| choice.id.eq_ignore_ascii_case(name))
    }
}

/// What a line names, divided by blanks or commas.
fn names(line: &str) -> impl Iterator<Item = &str> {
    line.split([' ', ',', '\t']).filter(|name| !name.is_empty())
}
