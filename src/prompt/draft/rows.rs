//! Items under way: lists, rated lists, boards, timelines, if-then lines.

use super::Spot;
use super::deeds::Deeds;
use crate::prompt::answer::{Answer, Item, ItemId};
use crate::prompt::kind::Complaint;
use crate::prompt::words;
use crate::screen::Focus;
use crate::screen::block::{Editor, Hint, ItemRow};
use crate::session::event::{ItemEvent, Move};
use crate::text::{Changed, Clip, Edit, Motion, Place, Text};

/// Items under way. There is always one empty row to write in at the end of each lane, unless it is full.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// In order, grouped by lane.
    pub rows: Vec<Row>,
    /// The columns of a board, left to right; one for all other kinds.
    pub lanes: Vec<Lane>,
    /// What each item has beside its words.
    pub second: Second,
    /// Earlier items, to be rated again: none are added, taken away or rewritten.
    pub fixed: bool,
    /// The row the cursor is on.
    pub at: usize,
    /// The cell of that row: 0 the words, 1 what the kind adds.
    pub cell: usize,
    /// Taken away, newest last, to be put back.
    pub removed: Vec<(usize, Row)>,
    /// What undo takes back, and redo does again, beside what is written.
    pub(super) deeds: Deeds,
    /// Something was saved here before, so that taking everything away counts too.
    pub had: bool,
    /// The next plain line takes the place of the words under the cursor.
    pub(crate) changing: bool,
}

/// One column of a board, or all there is of a list.
#[derive(Clone, Debug, Default)]
pub struct Lane {
    /// The column's id; `None` for lists.
    pub id: Option<String>,
    /// Its items have a second cell of text.
    pub two: bool,
    /// How many items at most.
    pub at_most: Option<usize>,
}

/// What an item has beside its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Second {
    /// Nothing.
    #[default]
    Nothing,
    /// The "then" of an if-then line.
    Then,
    /// The question a guess was turned into.
    Asked,
    /// When it was.
    Day,
    /// How strongly, between these two.
    Rating(i64, i64),
}

/// One item under way.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its number once it was kept.
    pub id: Option<ItemId>,
    /// Which lane, 0 first.
    pub lane: usize,
    /// Cell 0 the words; cell 1 the "then", the date, or the question.
    pub cells: [Line; 2],
    /// How strongly, in a rated list.
    pub rating: Option<i64>,
    /// How strongly the first time, where it is rated again.
    pub before: Option<i64>,
    /// The item as it was: what this kind has no cell for stays in it.
    pub was: Item,
}

/// A text of one line.
#[derive(Clone, Debug)]
pub struct Line(pub Text);

impl Default for Line {
    fn default() -> Self {
        Self(Text::line())
    }
}

impl Row {
    /// Nothing is written in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.0.is_empty())
    }

    /// The words of a cell.
    pub fn text(&self, cell: usize) -> Option<&Text> {
        self.cells.get(cell).map(|line| &line.0)
    }

    fn text_mut(&mut self, cell: usize) -> Option<&mut Text> {
        self.cells.get_mut(cell).map(|line| &mut line.0)
    }

    fn from_item(item: Item, lane: usize, second: Second) -> Self {
        let beside = match second {
            Second::Nothing | Second::Rating(..) => None,
            Second::Then => item.then.clone(),
            Second::Asked => item.asked.clone(),
            Second::Day => item.day.map(|day| day.to_string()).or_else(|| item.unread.clone()),
        };
        let hidden = || item.then.as_deref().or(item.asked.as_deref()).or(item.unread.as_deref());
        let words = if item.text.is_empty() && beside.is_none() { hidden() } else { None };
        let cell = |words: &str| Line(Text::line_from(words));
        Self {
            id: (item.id != ItemId::default()).then_some(item.id),
            lane,
            cells: [cell(words.unwrap_or(&item.text)), cell(beside.as_deref().unwrap_or_default())],
            rating: item.rating,
            before: None,
            was: item,
        }
    }

    fn to_item(&self, lane: Option<&Lane>, second: Second) -> Item {
        let [words, beside] = &self.cells;
        let filled = (!beside.0.is_empty()).then(|| beside.0.to_string());
        let mut item = Item { id: self.id.unwrap_or_default(), text: words.0.to_string(), ..self.was.clone() };
        if let Some(column) = lane.and_then(|lane| lane.id.clone()) {
            item.column = Some(column);
        }
        match second {
            Second::Nothing => {}
            Second::Then => item.then = filled,
            Second::Asked => item.asked = filled,
            Second::Day => {
                let day = filled.as_ref().and_then(|words| words.parse().ok().filter(|_| words.len() == 10));
                item.unread = if day.is_none() { filled } else { None };
                item.day = day;
            }
            Second::Rating(..) => item.rating = self.rating,
        }
        item
    }
}

impl Rows {
    /// Opens on these items, with the cursor on the first empty row.
    pub fn open(lanes: Vec<Lane>, second: Second, items: Option<Vec<Item>>) -> Self {
        let mut rows = Self { lanes, second, had: items.is_some(), ..Self::default() };
        for item in items.unwrap_or_default() {
            let lane = rows.lanes.iter().position(|lane| lane.id.is_some() && lane.id == item.column).unwrap_or(0);
            rows.rows.push(Row::from_item(item, lane, second));
        }
        rows.at = usize::MAX;
        rows.tidy();
        rows.at = rows.last_of(0).unwrap_or(0);
        rows
    }

    /// Opens on earlier items that are only rated again, each with its rating since then.
    pub fn again(second: Second, items: Vec<(Item, Option<i64>)>, had: bool) -> Self {
        let row = |(item, since): (Item, Option<i64>)| {
            let row = Row::from_item(item, 0, second);
            Row { before: row.rating, rating: since, ..row }
        };
        let rows = items.into_iter().map(row).collect();
        Self { rows, lanes: vec![Lane::default()], second, fixed: true, cell: 1, had, ..Self::default() }
    }

    /// The items with something in them.
    pub fn items(&self) -> Vec<Item> {
        self.written().map(|row| row.to_item(self.lanes.get(row.lane), self.second)).collect()
    }

    /// The rows with something in them.
    pub fn written(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| self.fixed || !row.is_blank())
    }

    /// The answer to keep, however unfinished.
    pub fn answer(&self) -> Option<Answer> {
        let items = self.items();
        (self.had || !items.is_empty()).then_some(Answer::Items(items))
    }

    /// The items without blank ones and the blanks around words, or what would do.
    pub fn accept(&self) -> Result<Answer, Complaint> {
        let trimmed =
            |words: Option<String>| words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
        let mut items = self.items();
        for item in &mut items {
            item.text = item.text.trim().to_owned();
            item.then = trimmed(item.then.take());
            item.asked = trimmed(item.asked.take());
            item.unread = trimmed(item.unread.take());
        }
        let beside = |item: &Item| match self.second {
            Second::Nothing | Second::Rating(..) => false,
            Second::Then => item.then.is_some(),
            Second::Asked => item.asked.is_some(),
            Second::Day => item.day.is_some() || item.unread.is_some(),
        };
        items.retain(|item| !item.text.is_empty() || beside(item));
        if items.is_empty() {
            return Err(words::write_line());
        }
        if items.iter().any(|item| item.text.is_empty()) {
            return Err(words::half_line());
        }
        for lane in &self.lanes {
            let count = items.iter().filter(|item| lane.id.is_none() || lane.id == item.column).count();
            if let Some(most) = lane.at_most.filter(|most| count > *most) {
                return Err(words::list_at_most(most, count));
            }
        }
        Ok(Answer::Items(items))
    }

    /// Enter where a rating has the focus: on to the next row, if there is one.
    pub fn enter(&mut self) -> bool {
        self.on_rating() && self.item(ItemEvent::New)
    }

    /// Puts these words into the cell in focus.
    pub(crate) fn fill(&mut self, words: &str) -> bool {
        self.replace(words) == Changed::Words
    }

    /// All rows to show.
    pub fn item_rows(&self, placeholders: [&str; 2]) -> Vec<ItemRow<'_>> {
        let mut field = 0;
        (0..self.rows.len()).filter_map(|at| self.item_row(at, placeholders, &mut field)).collect()
    }

    /// Gives a number to each written item that has none.
    pub(crate) fn number(&mut self, next: &mut u32) {
        for row in self.rows.iter_mut().filter(|row| row.id.is_none() && !row.is_blank()) {
            row.id = Some(ItemId(*next));
            *next = next.saturating_add(1);
        }
    }

    pub(crate) fn row(&self) -> Option<&Row> {
        self.rows.get(self.at)
    }

    pub(crate) fn lane(&self) -> usize {
        self.row().map_or(0, |row| row.lane)
    }

    /// How many places the cursor has in a row.
    pub(crate) fn cells_of(&self, at: usize) -> usize {
        let Some(row) = self.rows.get(at) else { return 0 };
        let two = self.lanes.get(row.lane).is_some_and(|lane| lane.two);
        match self.second {
            Second::Nothing => 1,
            Second::Asked if !two || row.is_blank() => 1,
            Second::Asked | Second::Then | Second::Day | Second::Rating(..) => 2,
        }
    }

    /// How many editors a row shows: a guess shows its question only once it has one, or is about to get it.
    pub(crate) fn editors_of(&self, at: usize) -> usize {
        let asked = || self.rows.get(at).and_then(|row| row.text(1)).is_some_and(|text| !text.is_empty());
        match self.second {
            Second::Nothing | Second::Rating(..) => 1,
            Second::Then | Second::Day => 2,
            Second::Asked => {
                let open = self.cells_of(at) == 2 && (asked() || (self.at == at && self.cell == 1));
                if open { 2 } else { 1 }
            }
        }
    }

    /// The cursor is on a rating.
    pub(crate) fn on_rating(&self) -> bool {
        matches!(self.second, Second::Rating(..)) && (self.cell == 1 || self.fixed) && self.row().is_some()
    }

    pub(crate) fn focus(&self) -> Focus {
        if self.on_rating() { Focus::Rating } else { Focus::Item }
    }

    pub(crate) fn text(&self) -> Option<&Text> {
        if self.on_rating() { None } else { self.row().and_then(|row| row.text(self.cell)) }
    }

    pub(crate) fn text_mut(&mut self) -> Option<&mut Text> {
        if self.on_rating() { None } else { self.rows.get_mut(self.at).and_then(|row| row.text_mut(self.cell)) }
    }

    pub(crate) fn edit(&mut self, edit: &Edit, clip: &mut Clip) -> Changed {
        if matches!(edit, Edit::Erase(Motion::Left | Motion::WordLeft)) && self.erase_back() {
            self.moved_on();
            return Changed::Words;
        }
        if (*edit == Edit::Undo && self.undo_deed()) || (*edit == Edit::Redo && self.redo_deed()) {
            self.tidy();
            return Changed::Words;
        }
        // Words typed on a rating are meant for the next item; where there is room for none, nothing else comes of them.
        if matches!(edit, Edit::Type(_) | Edit::Paste(_)) {
            self.enter();
        }
        let changed = self.text_mut().map_or(Changed::Nothing, |text| text.apply(edit, clip));
        if changed == Changed::Words {
            if !matches!(edit, Edit::Undo | Edit::Redo) {
                self.written_on();
            }
            self.tidy();
        }
        changed
    }

    pub(crate) fn replace(&mut self, words: &str) -> Changed {
        let changed = self.text_mut().map_or(Changed::Nothing, |text| text.replace_all(words));
        self.written_on();
        self.tidy();
        changed
    }

    /// Erasing in an empty cell goes to the end of what is before it; an empty row goes with it.
    fn erase_back(&mut self) -> bool {
        if !self.text().is_some_and(Text::is_empty) {
            return false;
        }
        if self.cell == 1 {
            self.cell = 0;
            self.caret_to_end();
            return true;
        }
        let blank = self.row().is_some_and(Row::is_blank);
        blank && self.go_up(true)
    }

    pub(crate) fn caret_to_end(&mut self) {
        if let Some(text) = self.text_mut() {
            let end = Edit::Move { to: Motion::End, select: false };
            let _ = text.apply(&end, &mut Clip::default());
        }
    }

    /// Chooses the rating under the cursor.
    pub(crate) fn rate(&mut self, level: i64) -> bool {
        let Second::Rating(min, max) = self.second else { return false };
        if !(min..=max).contains(&level) || !self.on_rating() {
            return false;
        }
        let row = self.rows.get_mut(self.at).filter(|row| !row.is_blank());
        row.is_some_and(|row| {
            row.rating = Some(level);
            true
        })
    }

    pub(crate) fn step(&mut self, to: Move) -> bool {
        let before = (self.at, self.cell);
        let done = self.moved(to);
        if self.at != before.0 {
            self.moved_on();
            self.tidy();
        }
        done || (self.at, self.cell) != before
    }

    pub(crate) fn item(&mut self, event: ItemEvent) -> bool {
        if self.fixed {
            return event == ItemEvent::New && self.go_down();
        }
        let done = match event {
            ItemEvent::New => self.new_row(),
            ItemEvent::Remove => self.remove(self.at),
            ItemEvent::PutBack => self.put_back(),
            ItemEvent::ToLeft => self.shift(|rows| rows.move_to_lane(rows.lane().checked_sub(1))),
            ItemEvent::ToRight => self.shift(|rows| rows.move_to_lane(Some(rows.lane() + 1))),
            ItemEvent::Earlier => self.shift(|rows| rows.swap(rows.above())),
            ItemEvent::Later => self.shift(|rows| rows.swap(rows.below())),
            ItemEvent::Ask => self.ask(),
        };
        if done && matches!(event, ItemEvent::New | ItemEvent::Ask) {
            self.moved_on();
        }
        self.tidy();
        done
    }

    pub(crate) fn spot(&self) -> Spot {
        let kept = |(at, row): &(usize, &Row)| !row.is_blank() || self.last_of(row.lane) == Some(*at);
        let at = self.rows.iter().enumerate().take(self.at).filter(kept).count();
        Spot { at, cell: self.cell, ..Spot::default() }.with(self.text())
    }

    pub(crate) fn restore(&mut self, spot: Spot) {
        self.at = spot.at.min(self.rows.len().saturating_sub(1));
        self.cell = spot.cell.min(self.cells_of(self.at).saturating_sub(1));
        if let Some(text) = self.text_mut() {
            text.set_caret(Place { paragraph: spot.paragraph, byte: spot.byte });
        }
    }

    pub(crate) fn hints(&self) -> Vec<Hint> {
        let written = self.row().is_some_and(|row| !row.is_blank());
        let mut hints = Vec::new();
        let mut add = |hint, works: bool| {
            if works {
                hints.push(hint);
            }
        };
        add(Hint::Choose, self.on_rating());
        let room = !self.on_rating() && (!self.is_full(self.lane()) || self.cell + 1 < self.cells_of(self.at));
        add(Hint::NewItem, !self.fixed && written && room);
        add(Hint::AskItem, written && self.second == Second::Asked && self.cell == 0 && self.cells_of(self.at) == 2);
        let last = self.lane() + 1 >= self.lanes.len() && self.cell + 1 >= self.cells_of(self.at);
        let beside = self.cells_of(self.at) > 1 && (written || self.cell > 0);
        add(Hint::NextField, (beside || self.lanes.len() > 1) && !(last && self.below().is_none()));
        add(Hint::MoveItem, written && self.lanes.len() > 1);
        add(Hint::RemoveItem, written && !self.fixed);
        add(Hint::Undo, self.text().is_some_and(|text| !text.is_empty()) || !self.removed.is_empty());
        hints
    }

    /// Row `at` to show. `labels` and `placeholders` are for its cells, `field` numbers its first editor and is moved on.
    pub fn item_row<'d>(&'d self, at: usize, placeholders: [&str; 2], field: &mut usize) -> Option<ItemRow<'d>> {
        let row = self.rows.get(at)?;
        let mut cells = Vec::new();
        // An example beside real words looks like one of them: it is shown only while its column is empty.
        let begun = self.rows.iter().any(|other| other.lane == row.lane && !other.is_blank());
        let placeholders = if begun && row.is_blank() { ["", ""] } else { placeholders };
        for (cell, placeholder) in (0..self.editors_of(at)).zip(placeholders) {
            let Some(text) = row.text(cell) else { continue };
            cells.push(Editor {
                label: String::new(),
                text,
                placeholder: placeholder.to_owned(),
                page: false,
                focus: self.at == at && self.cell == cell && !self.on_rating(),
                notice: Vec::new(),
                glue: Default::default(),
                field: *field,
            });
            *field += 1;
        }
        let rated = matches!(self.second, Second::Rating(..)) && !row.is_blank();
        Some(ItemRow { cells, rating: rated.then_some(row.rating), before: row.before, day: None, at: self.at == at })
    }
}
