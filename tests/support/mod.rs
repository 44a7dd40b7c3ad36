//! Journeys through a guide as a person takes them: keys in, words on the screen and saved answers out.
//!
//! Every journey runs twice at once: straight, and closed and opened again after every event wherever what was written
//! is where one stands. As with the real program, the file holds what it held when a save was asked for last, and lies
//! among the others when they are asked what they say. [`Journey::plainly`] walks it a third time, through the plain
//! front, from the answers alone.
#![allow(dead_code, reason = "each test file uses its own part of this")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "a test may stop at the first thing that is not as it says"
)]

mod again;
mod bar;
mod plainly;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::date;
use stepback::guide::{Guide, read};
use stepback::plain::page::Page;
use stepback::prompt::{Answer, Draft};
use stepback::screen::lines::HelpLines;
use stepback::screen::{Around, Focus, Screen};
use stepback::session::event::{ItemEvent, Move};
use stepback::session::facts::{Begin, Known};
use stepback::session::saved::SavedEntry;
use stepback::session::{Answered, Effect, Event, Keeping, Place, Saved, Session, State};
use stepback::text::{Edit, Motion};
use stepback::tui::keymap::{self, Meaning};

/// A Tuesday in November; every journey begins at this second.
pub const START: i64 = 1_795_500_000;

/// One walk, kept twice.
pub struct Journey {
    guide: Guide,
    source: String,
    runs: [Run; 2],
    script: String,
    days: i64,
    known: Vec<Known>,
}

struct Run {
    session: Session,
    reloads: bool,
    effects: Vec<Effect>,
    /// The session's file, once a save was asked for; and how often it was written.
    disk: Option<Saved>,
    writes: usize,
    /// What was done at gates, to do it again when one is asked again.
    at_gate: Vec<(Place, Event)>,
    /// What was answered at gates; a session forgets it when it is closed.
    gates: BTreeMap<Place, Answer>,
}

/// Begins a journey through the guide in that file (from the package's folder).
#[track_caller]
pub fn given(path: &str) -> Journey {
    let source = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect("a guide file");
    given_text(&source)
}

/// Begins a journey through a guide written in the test.
#[track_caller]
pub fn given_text(source: &str) -> Journey {
    given_known(source, Vec::new())
}

/// The same, with people of earlier sessions.
#[track_caller]
pub fn given_known(source: &str, known: Vec<Known>) -> Journey {
    let (guide, faults) = read::read(source);
    let faults: Vec<String> = faults.iter().map(|fault| format!("{}: {}", fault.code, fault.what)).collect();
    let guide = guide.unwrap_or_else(|| panic!("the guide does not load: {faults:#?}"));
    let run = |reloads| {
        let mut session = Session::begin(&guide, "0123456789abcdef0123456789abcdef", false);
        let effects = session.handle(&guide, begin(0, &known));
        Run { session, reloads, effects, disk: None, writes: 0, at_gate: Vec::new(), gates: BTreeMap::new() }
    };
    let runs = [run(false), run(true)];
    Journey { guide, source: source.to_owned(), runs, script: String::new(), days: 0, known }
}

pub fn begin(days: i64, known: &[Known]) -> Event {
    Event::Begin(Box::new(Begin {
        seconds: START + days * 86_400,
        today: date(2026, 11, 24).saturating_add(jiff::Span::new().days(days)),
        fresh_person: "fedcba9876543210fedcba9876543210".to_owned(),
        known: known.to_vec(),
        protected: false,
    }))
}

impl Journey {
    /// Presses keys in the keymap's own notation: `"<down><enter>"`; plain characters stand for themselves.
    #[track_caller]
    pub fn press(mut self, keys: &str) -> Self {
        self.script.push_str(&format!("\n  press {keys}"));
        for key in keys_of(keys) {
            let stroke = keymap::parse(&key).unwrap_or_else(|| panic!("no such key: {key}"));
            self.each(|guide, run| {
                let focus = screen(guide, &run.session, |screen| screen.focus);
                match keymap::meaning(stroke, focus) {
                    Some(Meaning::Event(event)) => vec![event],
                    Some(Meaning::Digit(digit)) => vec![Event::Pick(digit)],
                    Some(Meaning::Enter) if focus == Focus::Item => vec![Event::Item(ItemEvent::New)],
                    Some(Meaning::Enter) => vec![Event::Enter],
                    Some(Meaning::Escape) if run.session.overlay().is_some() => vec![Event::Close],
                    Some(Meaning::Escape) => vec![Event::Back],
                    Some(Meaning::Rows { by, .. }) => vec![Event::Move(if by < 0 { Move::Up } else { Move::Down })],
                    Some(Meaning::Side { right }) => vec![Event::Move(if right { Move::Right } else { Move::Left })],
                    Some(_) | None => Vec::new(),
                }
            });
        }
        self
    }

    /// Types words, letter by letter.
    #[track_caller]
    pub fn types(mut self, words: &str) -> Self {
        self.script.push_str(&format!("\n  types {words:?}"));
        for letter in words.chars() {
            let edit = if letter == '\n' { Edit::Newline } else { Edit::Type(letter.to_string()) };
            self.each(|_, _| vec![Event::Edit(edit.clone())]);
        }
        self
    }

    /// Does something no key stands for.
    #[track_caller]
    pub fn does(mut self, event: &Event) -> Self {
        self.script.push_str(&format!("\n  does {event:?}"));
        self.each(|_, _| vec![event.clone()]);
        self
    }

    /// Says a line as in the plain front.
    #[track_caller]
    pub fn replies(self, line: &str) -> Self {
        self.does(&Event::Reply(line.to_owned()))
    }

    /// Erases letters before the caret.
    #[track_caller]
    pub fn erases(self, letters: usize) -> Self {
        (0..letters).fold(self, |journey, _| journey.does(&Event::Edit(Edit::Erase(Motion::Left))))
    }

    /// Lets days pass.
    #[track_caller]
    pub fn days_later(mut self, days: i64) -> Self {
        self.days += days;
        let today = date(2026, 11, 24).saturating_add(jiff::Span::new().days(self.days));
        let seconds = START + self.days * 86_400;
        self.does(&Event::Now { seconds, today })
    }

    /// How often the straight run has been written to its file.
    pub fn writes(&self) -> usize {
        self.runs[0].writes
    }

    /// Both runs show these words.
    #[track_caller]
    pub fn sees(mut self, words: &str) -> Self {
        self.script.push_str(&format!("\n  sees {words:?}"));
        for run in &self.runs {
            let shown = shown(&self.guide, &run.session);
            assert!(folded(&shown).contains(&folded(words)), "{}", self.told(run, &format!("no {words:?} here")));
        }
        self
    }

    /// Neither run shows these words.
    #[track_caller]
    pub fn sees_not(self, words: &str) -> Self {
        for run in &self.runs {
            let shown = shown(&self.guide, &run.session);
            assert!(!folded(&shown).contains(&folded(words)), "{}", self.told(run, &format!("{words:?} is here")));
        }
        self
    }

    /// Both runs stand at this place.
    #[track_caller]
    #[expect(clippy::wrong_self_convention, reason = "it reads as a sentence in a journey")]
    pub fn is_at(mut self, place: &str) -> Self {
        self.script.push_str(&format!("\n  is at {place}"));
        for run in &self.runs {
            let at = run.session.at().to_string();
            assert!(at == place, "{}", self.told(run, &format!("at {at}, not at {place}")));
        }
        self
    }

    /// Both runs complain in these words.
    #[track_caller]
    pub fn complains(self, words: &str) -> Self {
        for run in &self.runs {
            let complaint = run.session.complaint().unwrap_or("(no complaint)");
            assert!(complaint.contains(words), "{}", self.told(run, &format!("complains {complaint:?}")));
        }
        self
    }

    /// What is saved holds this answer, in words.
    #[track_caller]
    pub fn has_saved(self, step: &str, words: &str) -> Self {
        for run in &self.runs {
            let saved = self.saved_words(run, step);
            assert!(saved.as_deref() == Some(words), "{}", self.told(run, &format!("{step} holds {saved:?}")));
        }
        self
    }

    /// What is saved holds nothing of that step.
    #[track_caller]
    pub fn has_not_saved(self, step: &str) -> Self {
        for run in &self.runs {
            let on_disk = run.file();
            assert!(
                !on_disk.contains(&format!("step = \"{step}\"")),
                "{}",
                self.told(run, &format!("{step} is saved"))
            );
        }
        self
    }

    /// That step's answer is in this state, seen from outside.
    #[track_caller]
    pub fn has_state(self, step: &str, state: State) -> Self {
        for run in &self.runs {
            let answers = run.session.answers(&self.guide);
            let found = answers.iter().find(|answered| answered.place.to_string() == step).map(|found| found.state);
            assert!(found == Some(state), "{}", self.told(run, &format!("{step} is {found:?}, not {state:?}")));
            let number = |answered: &Answered| match answered.answer {
                Some(Answer::Number(number)) if answered.state == State::Given => {
                    Some((answered.place.clone(), number))
                }
                _ => None,
            };
            let numbers: Vec<_> = answers.iter().filter_map(number).collect();
            assert!(run.session.numbers(&self.guide) == numbers, "{}", self.told(run, "its numbers are others"));
        }
        self
    }

    /// The last event asked for this.
    #[track_caller]
    pub fn asked_for(self, effect: &Effect) -> Self {
        for run in &self.runs {
            assert!(run.effects.contains(effect), "{}", self.told(run, &format!("asked for {:?}", run.effects)));
        }
        self
    }

    /// The last event did not ask for this.
    #[track_caller]
    pub fn asked_not_for(self, effect: &Effect) -> Self {
        for run in &self.runs {
            assert!(!run.effects.contains(effect), "{}", self.told(run, &format!("asked for {:?}", run.effects)));
        }
        self
    }

    /// Where the straight run stands.
    pub fn at(&self) -> String {
        self.runs[0].session.at().to_string()
    }

    /// The answers of the straight run.
    pub fn answers(&self) -> Vec<Answered> {
        self.runs[0].session.answers(&self.guide)
    }

    /// The straight run's file.
    pub fn on_disk(&self) -> String {
        self.runs[0].file()
    }

    /// Walks the same answers through the plain front, and compares what is saved.
    #[track_caller]
    pub fn plainly(self) -> Self {
        plainly::walk(&self.guide, &self.runs[0].session, &self.runs[0].gates, &self.script);
        self
    }

    fn saved_words(&self, run: &Run, step: &str) -> Option<String> {
        let answers = run.session.answers(&self.guide);
        let found = answers.into_iter().find(|answered| answered.place.to_string() == step)?;
        Some(found.in_words.join("\n"))
    }

    #[track_caller]
    fn each(&mut self, events: impl Fn(&Guide, &Run) -> Vec<Event>) {
        let (days, known) = (self.days, self.known.clone());
        for run in &mut self.runs {
            for event in events(&self.guide, run) {
                run.take(&self.guide, event, days, &known);
            }
        }
        let (straight, reloaded) = (self.runs[0].session.at(), self.runs[1].session.at());
        assert!(straight == reloaded, "{}", self.told(&self.runs[1], &format!("straight it stands at {straight}")));
    }

    fn told(&self, run: &Run, what: &str) -> String {
        let mode = if run.reloads { "with reloads" } else { "straight" };
        format!("{what} ({mode})\nscript:{}\nscreen:\n{}", self.script, shown(&self.guide, &run.session))
    }
}

impl Run {
    fn take(&mut self, guide: &Guide, event: Event, days: i64, known: &[Known]) {
        let here = self.session.at().clone();
        let gate = guide.gates().any(|step| step.id == here.step);
        if gate && !matches!(event, Event::GoTo(_) | Event::Back) {
            self.at_gate.push((here.clone(), event.clone()));
        }
        let chosen = matches!(event, Event::GoTo(_));
        self.effects = self.session.handle(guide, event);
        let effects = self.effects.clone();
        self.write(guide, &effects);
        if gate && let Some(given) = self.session.entry(&here).and_then(|entry| entry.given.clone()) {
            self.gates.insert(here.clone(), given);
        }
        if self.session.asked_anew() {
            // What was done here was about somebody else: there is nothing to do again.
            let anew = self.session.at().clone();
            self.at_gate.retain(|(place, _)| *place != anew);
        }
        if self.reloads && !chosen && *self.session.at() != here {
            self.answer_gates_again(guide);
        }
        if self.reloads && self.may_reload(guide) {
            let there = self.session.at().clone();
            self.reload(guide, days, known);
            self.answer_gates_again(guide);
            assert_eq!(*self.session.at(), there, "a reload went elsewhere");
        }
    }

    /// Writes the file if that was asked for; if not, nothing that belongs there may have changed.
    #[track_caller]
    fn write(&mut self, guide: &Guide, effects: &[Effect]) {
        if effects.contains(&Effect::Save) {
            self.session.count_save();
            self.disk = Some(self.session.saved(guide));
            self.writes += 1;
        } else if let Some(disk) = &self.disk
            && !matches!(self.session.keeping(), Some(Keeping::Memory | Keeping::Erase))
        {
            let now = self.session.saved(guide);
            assert_eq!(without_cursors(&now), without_cursors(disk), "something changed, and no save was asked for");
        }
    }

    /// The file as text; empty while there is none.
    fn file(&self) -> String {
        self.disk.as_ref().map(|saved| toml::to_string(saved).expect("a session can be written")).unwrap_or_default()
    }

    /// Closing and opening again is the same as going on only where what was written is all there is.
    fn may_reload(&self, guide: &Guide) -> bool {
        let session = &self.session;
        let spots = |saved: &Saved| saved.entries.iter().map(|entry| entry.spot).collect::<Vec<_>>();
        let now = session.saved(guide);
        self.disk.as_ref().is_some_and(|disk| disk.at == session.at().to_string() && spots(disk) == spots(&now))
            && session.overlay().is_none()
            && session.complaint().is_none()
            && !session.shared()
            && session.returns_to().is_none()
            && !self.looks_at_what_is_hidden(guide)
            && session.step(guide).is_some_and(|step| step.keep == stepback::guide::Keep::Saved)
    }

    /// Where an option is never kept, nothing is written that would tell that the cursor was on it.
    fn looks_at_what_is_hidden(&self, guide: &Guide) -> bool {
        let options = self.session.step(guide).and_then(|step| step.prompt.options());
        let hides = options.is_some_and(|all| all.listed().iter().any(|one| one.keep == stepback::guide::Keep::Never));
        hides && matches!(self.session.draft(), Draft::Pick(pick) if pick.moved)
    }

    fn answer_gates_again(&mut self, guide: &Guide) {
        while guide.gates().any(|step| step.id == self.session.at().step) {
            let gate = self.session.at().clone();
            let again: Vec<Event> =
                self.at_gate.iter().filter(|(place, _)| *place == gate).map(|(_, event)| event.clone()).collect();
            if again.is_empty() || self.session.entry(&gate).is_some_and(|entry| entry.given.is_some()) {
                return;
            }
            for event in again {
                let effects = self.session.handle(guide, event);
                self.write(guide, &effects);
            }
            assert_ne!(*self.session.at(), gate, "the gate was not passed again");
        }
    }
}

/// The answers, wherever the cursor stood in them.
fn without_cursors(saved: &Saved) -> Vec<SavedEntry> {
    let still = |entry: &SavedEntry| SavedEntry { spot: None, ..entry.clone() };
    saved.entries.iter().map(still).collect()
}

/// The screen in plain sentences.
pub fn shown(guide: &Guide, session: &Session) -> String {
    screen(guide, session, |screen| {
        let mut page = Page::of(screen);
        if let Some(layer) = &screen.overlay {
            page = Page::of_layer(&layer.title, &layer.blocks);
        }
        let lines = page.parts.iter().flat_map(|part| part.lines.iter().chain(&part.holds));
        lines.cloned().chain(page.ask.clone()).collect::<Vec<_>>().join("\n")
    })
}

fn screen<T>(guide: &Guide, session: &Session, see: impl FnOnce(&Screen<'_>) -> T) -> T {
    let around = Around { lines: &HelpLines::default(), noticed: &[], kept_at: "", origin: "", blocked: None };
    see(&Screen::of(session, guide, &around))
}

fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Splits `"<down>x<enter>"` into keys.
fn keys_of(keys: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = keys;
    while let Some(first) = rest.chars().next() {
        let end = if first == '<' { rest.find('>').map_or(rest.len(), |at| at + 1) } else { first.len_utf8() };
        found.push(rest[..end].to_owned());
        rest = &rest[end..];
    }
    found
}

/// Whether two lists of answers say the same, times and order of entry aside.
pub fn same_answers(one: &[Answered], other: &[Answered]) -> Result<(), String> {
    let told = |answers: &[Answered]| -> Vec<(String, State, Option<Answer>)> {
        answers.iter().map(|a| (a.place.to_string(), a.state, a.answer.clone())).collect()
    };
    let (one, other) = (told(one), told(other));
    for (left, right) in one.iter().zip(&other) {
        if left != right {
            return Err(format!("{} ({:?}) against {} ({:?})", left.0, left.1, right.0, right.1));
        }
    }
    if one.len() == other.len() { Ok(()) } else { Err(format!("{} answers against {}", one.len(), other.len())) }
}
