//! Leaving while something is not saved: it is said, and there is a way out for the words.

use std::path::PathBuf;
use std::time::Instant;

use super::lock::{Lock, Manner};
use super::{End, Matter, News, Sitting, run};
use crate::front::Front;
use crate::prompt::draft::Write;
use crate::screen::block::{Hint, Row, Status};
use crate::screen::lines::HelpLines;
use crate::screen::{Block, Focus, Layer, Screen, words};
use crate::session::Farewell;
use crate::session::event::{Event, Move, Overlay};
use crate::store::{Places, SaveReport};
use crate::text::Clip;

/// Leaves once everything is saved, or the person has decided what becomes of what is not. `None`: stays.
pub(super) fn leave<F: Front<External = News>>(
    front: &mut F,
    sitting: &mut Sitting,
    farewell: Farewell,
) -> anyhow::Result<Option<End>> {
    let (lines, country) = sitting.help_lines();
    let mut unsaved = Unsaved::new(sitting.copy_place(), lines, country);
    loop {
        let Some(why) = sitting.settle() else { return Ok(Some(End::Left(farewell))) };
        unsaved.opens(why.said);
        match run(front, &mut unsaved)? {
            Wish::Again if sitting.sealed_since() => {
                if let Some(end) = sitting.unseal(front)? {
                    return Ok(Some(end));
                }
            }
            Wish::Again | Wish::Look => {}
            Wish::Elsewhere(path) => match sitting.copy_to(path) {
                Ok(()) => return Ok(Some(End::Left(farewell))),
                Err(why) => unsaved.complaint = Some(why),
            },
            Wish::Stay => return Ok(None),
            Wish::Without => return Ok(Some(End::Left(farewell))),
            Wish::End(end) => return Ok(Some(end)),
        }
    }
}

/// What is to become of what is not saved.
#[derive(Debug, PartialEq, Eq)]
enum Wish {
    /// Try once more to save it.
    Again,
    /// See whether it is saved by now.
    Look,
    /// Write a copy here.
    Elsewhere(PathBuf),
    /// Go back to it.
    Stay,
    /// Leave it.
    Without,
    /// Something else ends the program.
    End(End),
}

/// The question. A small pure machine: events in, Screens and wishes out.
#[derive(Debug)]
struct Unsaved {
    why: String,
    at: usize,
    /// Where the copy is to go, while that is asked.
    place: Option<Write>,
    proposed: String,
    complaint: Option<String>,
    lines: HelpLines,
    /// The country they are shown for.
    country: Option<String>,
    /// Help, or the help lines, over the question.
    over: Option<Overlay>,
    clip: Clip,
    lock: Lock,
}

const ROWS: [(&str, &str, &str); 4] = [
    ("again", "Try again", ""),
    ("elsewhere", "Save a copy in another place", "What you wrote, in a file of its own"),
    ("stay", "Stay here", "What you wrote is kept in memory as long as this window is open"),
    ("without", "Leave all the same", "What is not saved is gone then"),
];

/// What the question is for.
const HELP: &str = "What you wrote here could not be saved yet. You can try again, save a copy in another place, go back to it, or leave without it.";

impl Unsaved {
    fn new(proposed: String, lines: HelpLines, country: Option<String>) -> Self {
        Self {
            why: String::new(),
            at: 0,
            place: None,
            proposed,
            complaint: None,
            lines,
            country,
            over: None,
            clip: Clip::default(),
            lock: Lock::new(None, Manner::BeforeMore),
        }
    }

    fn opens(&mut self, why: String) {
        self.why = why;
        if self.complaint.is_none() {
            self.place = None;
            self.at = 0;
        }
    }

    fn take(&mut self, event: Event) -> Option<Wish> {
        self.complaint = None;
        match event {
            // Nobody is there any more to answer.
            Event::InputEnded => Some(Wish::Without),
            Event::Vanish => Some(Wish::End(End::Left(Farewell::Silent))),
            Event::Open(overlay) => {
                self.over = matches!(overlay, Overlay::Help | Overlay::HelpLines).then_some(overlay);
                None
            }
            Event::Country(code) => {
                self.country = Some(code);
                None
            }
            // Whatever was pressed there was not meant for the question.
            _ if self.over.take().is_some() => None,
            event => match self.place.take() {
                Some(place) => self.placing(place, event),
                None => self.choosing(event),
            },
        }
    }

    fn choosing(&mut self, event: Event) -> Option<Wish> {
        match event {
            Event::Move(step) => {
                self.at = stepped(self.at, step);
                None
            }
            Event::Submit | Event::Enter | Event::Toggle => self.choose(self.at),
            Event::Pick(number) => usize::try_from(number - 1).ok().and_then(|row| self.choose(row)),
            Event::Reply(line) => {
                let wish = line.trim().parse::<usize>().ok().filter(|number| *number > 0);
                let asked = wish.is_some_and(|number| number <= ROWS.len());
                self.complaint = (!asked).then(|| "Type one of the numbers.".to_owned());
                wish.and_then(|number| self.choose(number - 1))
            }
            Event::Back | Event::Close | Event::Skip => Some(Wish::Stay),
            _ => None,
        }
    }

    fn layer<'a>(&self, over: Overlay) -> Layer<'a> {
        let title = if over == Overlay::Help { words::HELP } else { words::HELP_LINES };
        let first = (over == Overlay::Help).then(|| Block::Prose(HELP.to_owned()));
        let blocks = first.into_iter().chain(self.lines.blocks(self.country.as_deref())).collect();
        Layer { title: title.to_owned(), blocks, from_end: false }
    }

    fn choose(&mut self, row: usize) -> Option<Wish> {
        match ROWS.get(row)?.0 {
            "again" => Some(Wish::Again),
            "elsewhere" => {
                self.place = Some(Write::line(Some(&self.proposed)));
                None
            }
            "stay" => Some(Wish::Stay),
            _ => Some(Wish::Without),
        }
    }

    fn placing(&mut self, mut place: Write, event: Event) -> Option<Wish> {
        match event {
            Event::Back | Event::Close | Event::Skip => return None,
            Event::Reply(line) if !line.trim().is_empty() => place.put(line.trim()),
            Event::Edit(edit) => {
                let _ = place.edit(&edit, &mut self.clip);
                self.place = Some(place);
                return None;
            }
            Event::Move(step) => {
                place.step(step);
                self.place = Some(place);
                return None;
            }
            Event::Submit | Event::Enter | Event::Reply(_) => {}
            _ => {
                self.place = Some(place);
                return None;
            }
        }
        let path = place.words();
        self.place = Some(place);
        if path.is_none() {
            self.complaint = Some("Type where the file is to go, such as /home/me/copy.md.".to_owned());
        }
        path.map(|path| Wish::Elsewhere(PathBuf::from(path)))
    }
}

impl Matter for Unsaved {
    type Outcome = Wish;

    fn screen(&self) -> Screen<'_> {
        let (mut blocks, focus) = match &self.place {
            Some(place) => (
                vec![
                    Block::Question("Where may the copy go?".to_owned()),
                    Block::Prose(
                        "It is a new file that only you can open on this computer. It is not sealed: whoever opens it can read it."
                            .to_owned(),
                    ),
                    Block::Editor(place.editor("File".to_owned(), String::new(), true, 0)),
                ],
                Focus::Line,
            ),
            None => (
                vec![
                    Block::Question("Some of what you wrote is not saved".to_owned()),
                    Block::Prose(self.why.clone()),
                    Block::Options { rows: ROWS.iter().map(row).collect(), many: false, at: Some(self.at), meant: true },
                ],
                Focus::Options,
            ),
        };
        blocks.extend(self.complaint.clone().map(Block::Complaint));
        let hints = match (&self.over, focus) {
            (Some(_), _) if self.lines.has_choice() => vec![Hint::Country, Hint::Close, Hint::Vanish],
            (Some(_), _) => vec![Hint::Close, Hint::Vanish],
            (None, Focus::Line) => vec![Hint::Submit, Hint::Back, Hint::Help, Hint::Vanish],
            (None, _) => vec![Hint::Submit, Hint::Choose, Hint::Back, Hint::HelpLines, Hint::Help, Hint::Vanish],
        };
        Screen {
            title: "Before you leave".to_owned(),
            progress: None,
            blocks,
            aside: Vec::new(),
            overlay: self.over.map(|over| self.layer(over)),
            hints,
            status: Status::Quiet,
            focus: if self.over.is_some() { Focus::Reading } else { focus },
        }
    }

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn do_due(&mut self) {}

    fn save_now(&mut self) {}

    fn saved<F: Front<External = News>>(&mut self, _: &mut F, report: &SaveReport) -> anyhow::Result<Option<Wish>> {
        // It is tried again by itself, too.
        Ok(matches!(report, SaveReport::Saved { .. }).then_some(Wish::Look))
    }

    fn handle<F: Front<External = News>>(&mut self, front: &mut F, event: Event) -> anyhow::Result<Option<Wish>> {
        let wish = self.take(event);
        if wish == Some(Wish::End(End::Left(Farewell::Silent))) {
            front.blank();
        }
        Ok(wish)
    }

    fn ended(&self, end: End) -> Wish {
        Wish::End(end)
    }

    /// Nothing that anybody wrote is to be seen here.
    fn sealed_in(&self) -> Option<&Places> {
        None
    }

    fn lock(&mut self) -> &mut Lock {
        &mut self.lock
    }
}

fn stepped(at: usize, step: Move) -> usize {
    let last = ROWS.len() - 1;
    match step {
        Move::Up | Move::Left | Move::PreviousField => at.saturating_sub(1),
        Move::Down | Move::Right | Move::NextField => (at + 1).min(last),
        Move::First | Move::PageUp => 0,
        Move::Last | Move::PageDown => last,
        Move::ToRow(row) | Move::ToField(row) => row.min(last),
    }
}

fn row(words: &(&str, &str, &str)) -> Row<'static> {
    let (id, label, text) = *words;
    Row { id: id.to_owned(), label: label.to_owned(), text: text.to_owned(), chosen: false, editor: None }
}

#[cfg(test)]
mod tests;
