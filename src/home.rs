//! Home: what one meets when something is saved already. A small pure machine: events in, Screens and wishes out.
//!
//! It shows which guide and which day, never a name or a word that somebody wrote; those are shown when asked for.

mod rows;

use crate::screen::block::{Hint, Recalled, Status as Safe};
use crate::screen::{Block, Focus, Layer, Screen, words};
use crate::session::event::{Event, Move, Overlay};
use crate::session::saved::Status;

use rows::row;

/// A saved session, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// The title of its guide.
    pub guide: String,
    /// Where it stands.
    pub status: Status,
    /// When it was changed last, as a day in words.
    pub day: String,
    /// The days of its versions, the newest first, where there are several.
    pub versions: Vec<String>,
}

/// One version of a session that has several: its id, and the number of the version.
fn version(id: &str, number: usize) -> String {
    format!("{id}@{number}")
}

/// A guide that can be begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub about: String,
}

/// What the person wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Begin the guide of this id.
    Begin(String),
    /// Go on with the session of this id, or with one version of it (`ID@2`).
    GoOn(String),
    /// Read it, or one version: answered with [`Home::reads`].
    Read(String),
    /// Write it, or one version, out into a file: answered with [`Home::says`].
    Export(String),
    /// Erase it, after asking: answered with [`Home::erased`].
    Erase(String),
    /// Leave.
    Leave,
    /// Leave at once, without a word.
    Vanish,
}

/// What a session is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    GoOn,
    Read,
    Export,
    Erase,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum View {
    Start,
    Guides,
    Sessions(Purpose),
    /// Which version of one.
    Versions(Purpose, String),
    Reading {
        title: String,
        answers: Vec<Recalled>,
    },
    Erasing(String),
}

/// What one row does.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    Open(View),
    Wish(Wish),
}

/// The machine.
#[derive(Debug)]
pub struct Home {
    sessions: Vec<Entry>,
    guides: Vec<Offer>,
    /// Ids of sessions that cannot be read: they can be erased.
    unread: Vec<String>,
    /// What is wrong with what is saved; said at the start, again each time.
    wrong: Vec<String>,
    view: View,
    at: usize,
    /// Said above the rows until the next event.
    said: Option<String>,
    complaint: Option<String>,
    over: Option<Overlay>,
    /// The country help lines are shown for.
    country: Option<String>,
}

impl Home {
    /// At the start. `sessions`: unfinished ones first, each kind by when it was changed last.
    pub fn new(sessions: Vec<Entry>, guides: Vec<Offer>) -> Self {
        Self {
            sessions,
            guides,
            unread: Vec::new(),
            wrong: Vec::new(),
            view: View::Start,
            at: 0,
            said: None,
            complaint: None,
            over: None,
            country: None,
        }
    }

    /// With sentences on what cannot be read.
    #[must_use]
    pub fn with_wrong(mut self, wrong: Vec<String>) -> Self {
        self.wrong = wrong;
        self
    }

    /// With the ids of sessions that cannot be read.
    #[must_use]
    pub fn with_unread(mut self, unread: Vec<String>) -> Self {
        self.unread = unread;
        self
    }

    /// With a first guess at the country help lines are shown for.
    #[must_use]
    pub fn in_country(mut self, country: Option<String>) -> Self {
        self.country = country;
        self
    }

    /// The country help lines are shown for.
    pub fn country(&self) -> Option<&str> {
        self.country.as_deref()
    }

    /// Something to say, once.
    pub fn says(&mut self, words: String) {
        self.open(View::Start);
        self.said = Some(words);
    }

    /// The answers of a session that was to be read.
    pub fn reads(&mut self, title: String, answers: Vec<Recalled>) {
        self.open(View::Reading { title, answers });
    }

    /// A session is gone; what is to be said about it.
    pub fn erased(&mut self, id: &str, words: String) {
        self.sessions.retain(|entry| entry.id != id);
        self.unread.retain(|unread| unread != id);
        self.says(words);
    }

    /// Takes one event in; what it asks for, if anything.
    pub fn handle(&mut self, event: Event) -> Option<Wish> {
        if !matches!(event, Event::Saved(_) | Event::Now { .. }) {
            self.said = None;
            self.complaint = None;
        }
        match event {
            Event::Leave | Event::InputEnded => Some(Wish::Leave),
            Event::Vanish => Some(Wish::Vanish),
            Event::Open(overlay) => {
                self.over = matches!(overlay, Overlay::Help | Overlay::HelpLines).then_some(overlay);
                None
            }
            Event::Country(code) => {
                self.country = Some(code);
                None
            }
            Event::Close | Event::Back | Event::Skip => self.back(),
            Event::Move(step) => {
                self.step(step);
                None
            }
            // Erasing is never done by a key that only goes on.
            Event::Submit | Event::Enter | Event::Toggle if matches!(self.view, View::Erasing(_)) => self.back(),
            Event::Submit | Event::Enter | Event::Yes | Event::Toggle => self.choose(self.at),
            Event::Pick(number) => usize::try_from(number - 1).ok().and_then(|row| self.choose(row)),
            Event::Reply(line) => self.reply(line.trim()),
            Event::Begin(_)
            | Event::Now { .. }
            | Event::Edit(_)
            | Event::Item(_)
            | Event::Change(_)
            | Event::Drop(_)
            | Event::GoTo(_)
            | Event::OpenEditor
            | Event::Written(_)
            | Event::Told(_)
            | Event::Noticing(_)
            | Event::TimeUp
            | Event::Copy
            | Event::Share(_)
            | Event::Saved(_)
            | Event::Sealed(_)
            | Event::Copied
            | Event::Unlocked => None,
        }
    }

    fn open(&mut self, view: View) {
        self.view = view;
        self.at = 0;
        self.over = None;
    }

    fn back(&mut self) -> Option<Wish> {
        if self.over.take().is_some() {
            return None;
        }
        match &self.view {
            View::Start => return Some(Wish::Leave),
            View::Erasing(_) => self.open(View::Sessions(Purpose::Erase)),
            View::Reading { .. } => self.open(View::Sessions(Purpose::Read)),
            View::Versions(purpose, _) => {
                let purpose = *purpose;
                self.open(View::Sessions(purpose));
            }
            View::Guides | View::Sessions(_) => self.open(View::Start),
        }
        None
    }

    fn step(&mut self, step: Move) {
        let last = self.choices().len().saturating_sub(1);
        self.at = match step {
            Move::Up | Move::Left | Move::PreviousField => self.at.saturating_sub(1),
            Move::Down | Move::Right | Move::NextField => (self.at + 1).min(last),
            Move::PageUp => self.at.saturating_sub(10),
            Move::PageDown => (self.at + 10).min(last),
            Move::First => 0,
            Move::Last => last,
            Move::ToRow(row) | Move::ToField(row) => row.min(last),
        };
    }

    fn choose(&mut self, row: usize) -> Option<Wish> {
        if self.over.is_some() {
            return self.back();
        }
        match (&self.view, self.choices().into_iter().nth(row)) {
            (View::Erasing(id), _) => Some(Wish::Erase(id.clone())),
            (View::Reading { .. }, _) => self.back(),
            (_, Some((_, Choice::Wish(wish)))) => Some(wish),
            (_, Some((_, Choice::Open(view)))) => {
                self.open(view);
                None
            }
            (_, None) => {
                self.complaint = Some("Choose one of the numbers.".to_owned());
                None
            }
        }
    }

    /// A plain line. Nothing is chosen by an empty one.
    fn reply(&mut self, line: &str) -> Option<Wish> {
        let erasing = matches!(self.view, View::Erasing(_));
        match (line.to_lowercase().as_str(), line.parse::<usize>()) {
            ("y" | "yes", _) if erasing => self.choose(0),
            (_, _) if erasing => self.back(),
            ("", _) if self.view != View::Start => self.back(),
            (_, Ok(number)) if number > 0 => self.choose(number - 1),
            _ => {
                self.complaint = Some("Type one of the numbers, or :quit to leave.".to_owned());
                None
            }
        }
    }

    /// The rows of the view, and what each does.
    fn choices(&self) -> Vec<(crate::screen::block::Row<'static>, Choice)> {
        match &self.view {
            View::Start => self.start_rows(),
            View::Guides => self
                .guides
                .iter()
                .map(|guide| {
                    let choice = Choice::Wish(Wish::Begin(guide.id.clone()));
                    (row(&guide.id, &guide.title, &guide.about), choice)
                })
                .collect(),
            View::Sessions(purpose) => self.session_rows(*purpose),
            View::Versions(purpose, id) => self.version_rows(*purpose, id),
            View::Reading { .. } | View::Erasing(_) => Vec::new(),
        }
    }

    fn start_rows(&self) -> Vec<(crate::screen::block::Row<'static>, Choice)> {
        let mut rows = Vec::new();
        let open = self.sessions.iter().filter(|entry| entry.status != Status::Finished);
        if let Some(newest) = open.clone().next() {
            let text = format!("{}, {}", newest.guide, newest.day);
            rows.push((row("go-on", "Go on where you left off", &text), chosen(Purpose::GoOn, newest)));
        }
        let sessions = |purpose| Choice::Open(View::Sessions(purpose));
        if open.count() > 1 {
            rows.push((
                row("waits", "Go on with another one", "What is open, and what waits"),
                sessions(Purpose::GoOn),
            ));
        }
        rows.push((row("begin", "Begin something new", ""), Choice::Open(View::Guides)));
        if !self.sessions.is_empty() {
            rows.push((row("read", "Read", ""), sessions(Purpose::Read)));
            rows.push((row("export", "Write one out into a file", ""), sessions(Purpose::Export)));
        }
        if !self.sessions.is_empty() || !self.unread.is_empty() {
            rows.push((row("erase", "Erase one", ""), sessions(Purpose::Erase)));
        }
        rows.push((row("leave", "Leave", ""), Choice::Wish(Wish::Leave)));
        rows
    }

    fn session_rows(&self, purpose: Purpose) -> Vec<(crate::screen::block::Row<'static>, Choice)> {
        let wanted = |entry: &&Entry| purpose != Purpose::GoOn || entry.status != Status::Finished;
        let readable = self.sessions.iter().filter(wanted);
        let unread = self.unread.iter().filter(|_| purpose == Purpose::Erase);
        let unread = unread.map(|id| (rows::unread(id), what_for(purpose, id.clone())));
        readable.map(|entry| (rows::session(entry), chosen(purpose, entry))).chain(unread).collect()
    }

    fn version_rows(&self, purpose: Purpose, id: &str) -> Vec<(crate::screen::block::Row<'static>, Choice)> {
        let days = self.sessions.iter().filter(|entry| entry.id == id).flat_map(|entry| &entry.versions);
        days.enumerate()
            .map(|(at, day)| {
                let id = version(id, at + 1);
                (rows::version(&id, at, day), what_for(purpose, id))
            })
            .collect()
    }

    fn versions(&self, id: &str) -> usize {
        self.sessions.iter().find(|entry| entry.id == id).map_or(1, |entry| entry.versions.len())
    }

    /// What is to be shown. `lines`: the blocks of the help lines of a country.
    pub fn screen<'a>(&self, lines: impl FnOnce(Option<&str>) -> Vec<Block<'a>>) -> Screen<'a> {
        let mut blocks: Vec<Block<'a>> = self.said.clone().map(Block::Note).into_iter().collect();
        if self.view == View::Start {
            blocks.extend(self.wrong.iter().cloned().map(Block::Note));
        }
        let rows: Vec<_> = self.choices().into_iter().map(|(row, _)| row).collect();
        match &self.view {
            View::Reading { title, answers } => {
                blocks.push(Block::Question(title.clone()));
                blocks.push(Block::Recap(answers.clone()));
            }
            view => {
                blocks.push(Block::Question(rows::question(view).to_owned()));
                blocks.push(Block::Options { rows, many: false, at: Some(self.at), meant: true });
            }
        }
        blocks.extend(self.complaint.clone().map(Block::Complaint));
        let (overlay, focus) = match (&self.over, &self.view) {
            (Some(over), _) => (Some(self.layer(*over, lines(self.country()))), Focus::Reading),
            (None, View::Erasing(id)) => (Some(rows::erasing(self.versions(id))), Focus::Confirm),
            (None, View::Reading { .. }) => (None, Focus::Reading),
            (None, View::Start | View::Guides | View::Sessions(_) | View::Versions(..)) => (None, Focus::Options),
        };
        Screen {
            title: "Stepback".to_owned(),
            progress: None,
            blocks,
            aside: Vec::new(),
            hints: overlay.as_ref().map_or_else(|| self.hints(focus), |over| over_hints(over, focus)),
            overlay,
            status: Safe::Quiet,
            focus,
        }
    }

    /// What works on the rows, or while reading. From the start no way leads back.
    fn hints(&self, focus: Focus) -> Vec<Hint> {
        let on_rows = [Hint::Submit, Hint::Choose].into_iter().filter(|_| focus != Focus::Reading);
        let back = (self.view != View::Start).then_some(Hint::Back);
        on_rows.chain(back).chain([Hint::Help, Hint::Leave, Hint::Vanish]).collect()
    }

    fn layer<'a>(&self, over: Overlay, lines: Vec<Block<'a>>) -> Layer<'a> {
        let mut blocks = Vec::new();
        if over == Overlay::Help {
            blocks.push(Block::Prose(rows::HELP.to_owned()));
            let focus = if matches!(self.view, View::Reading { .. }) { Focus::Reading } else { Focus::Options };
            blocks.push(Block::Keys(self.hints(focus)));
        }
        blocks.extend(lines);
        let title = if over == Overlay::Help { words::HELP } else { words::HELP_LINES };
        Layer { title: title.to_owned(), blocks, from_end: false }
    }
}

/// What choosing a session does: of several versions one is chosen first; erasing takes them all.
fn chosen(purpose: Purpose, entry: &Entry) -> Choice {
    if entry.versions.len() > 1 && purpose != Purpose::Erase {
        return Choice::Open(View::Versions(purpose, entry.id.clone()));
    }
    what_for(purpose, entry.id.clone())
}

fn what_for(purpose: Purpose, id: String) -> Choice {
    match purpose {
        Purpose::GoOn => Choice::Wish(Wish::GoOn(id)),
        Purpose::Read => Choice::Wish(Wish::Read(id)),
        Purpose::Export => Choice::Wish(Wish::Export(id)),
        Purpose::Erase => Choice::Open(View::Erasing(id)),
    }
}

/// What works on what lies over them.
fn over_hints(over: &Layer<'_>, focus: Focus) -> Vec<Hint> {
    let choice = |block: &Block<'_>| matches!(block, Block::Countries { all, .. } if all.len() > 1);
    match focus {
        Focus::Confirm => vec![Hint::Yes, Hint::Close, Hint::HelpLines, Hint::Vanish],
        _ if over.blocks.iter().any(choice) => vec![Hint::Country, Hint::Close, Hint::Vanish],
        _ => vec![Hint::Close, Hint::Vanish],
    }
}

#[cfg(test)]
mod tests;
