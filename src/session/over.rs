//! Events while something lies over the step: help, the review, the question whether to leave.

use super::Session;
use super::effect::{Effect, Farewell};
use super::event::{Event, Move, Overlay};
use crate::guide::Guide;
use crate::prompt::words;

impl Session {
    pub(super) fn over(&mut self, guide: &Guide, overlay: Overlay, event: Event) -> Vec<Effect> {
        match event {
            Event::Close | Event::Back | Event::Skip => self.close_over(),
            Event::Move(step) => {
                self.move_row(guide, overlay, step);
                Vec::new()
            }
            Event::Pick(number) => match usize::try_from(number - 1) {
                Ok(row) => self.choose_over(guide, overlay, row),
                Err(_) => Vec::new(),
            },
            Event::Enter | Event::Submit | Event::Toggle => self.choose_over(guide, overlay, self.over.row),
            Event::Yes => self.choose_over(guide, overlay, yes_row(overlay)),
            Event::GoTo(place) => {
                self.over.overlay = None;
                self.ask(guide, Event::GoTo(place))
            }
            Event::Reply(line) => self.reply_over(guide, overlay, &line),
            // It came while somebody was writing: no letter of theirs is lost.
            Event::Edit(edit) if overlay == Overlay::Crisis => self.ask(guide, Event::Edit(edit)),
            Event::Edit(_)
            | Event::Item(_)
            | Event::Change(_)
            | Event::Drop(_)
            | Event::Written(_)
            | Event::Told(_)
            | Event::OpenEditor
            | Event::TimeUp
            | Event::Copy
            | Event::Begin(_)
            | Event::Now { .. }
            | Event::Open(_)
            | Event::Noticing(_)
            | Event::Share(_)
            | Event::Country(_)
            | Event::Leave
            | Event::Vanish
            | Event::InputEnded
            | Event::Saved(_)
            | Event::Sealed(_)
            | Event::Copied
            | Event::Unlocked => Vec::new(),
        }
    }

    fn close_over(&mut self) -> Vec<Effect> {
        self.over.overlay = None;
        Vec::new()
    }

    fn move_row(&mut self, guide: &Guide, overlay: Overlay, step: Move) {
        let last = self.rows_over(guide, overlay).saturating_sub(1);
        self.over.row = match step {
            Move::Up | Move::Left | Move::PreviousField => self.over.row.saturating_sub(1),
            Move::Down | Move::Right | Move::NextField => (self.over.row + 1).min(last),
            Move::PageUp => self.over.row.saturating_sub(10),
            Move::PageDown => (self.over.row + 10).min(last),
            Move::First => 0,
            Move::Last => last,
            Move::ToRow(row) | Move::ToField(row) => row.min(last),
        };
    }

    /// How many rows can be chosen; what is only read scrolls by as many lines as it likes.
    fn rows_over(&self, guide: &Guide, overlay: Overlay) -> usize {
        match overlay {
            Overlay::Review => self.review_rows(guide).len(),
            Overlay::Leave | Overlay::Erase => 2,
            Overlay::Help
            | Overlay::HelpLines
            | Overlay::Sources
            | Overlay::Words
            | Overlay::Noticed
            | Overlay::Crisis
            | Overlay::Safety => usize::MAX,
        }
    }

    /// The places the review lists: every stop on the way that was reached.
    pub fn review_rows(&self, guide: &Guide) -> Vec<super::Place> {
        self.reached().filter(|place| self.may_see(guide, place)).cloned().collect()
    }

    fn reached(&self) -> impl Iterator<Item = &super::Place> {
        let reached = |place: &&super::Place| self.entries.contains_key(*place) || **place == self.at;
        self.way.stops.iter().map(|stop| &stop.place).filter(reached)
    }

    /// Where one is among the answers; they are never open while some of them are hidden.
    pub(super) fn here_in_review(&self) -> usize {
        self.reached().position(|place| *place == self.at).unwrap_or_default()
    }

    fn choose_over(&mut self, guide: &Guide, overlay: Overlay, row: usize) -> Vec<Effect> {
        match overlay {
            Overlay::Review => {
                self.over.overlay = None;
                match self.review_rows(guide).get(row).cloned() {
                    Some(place) => self.ask(guide, Event::GoTo(place)),
                    None => Vec::new(),
                }
            }
            Overlay::Leave if row == yes_row(overlay) => self.leave(guide, Farewell::Resume),
            Overlay::Erase if row == yes_row(overlay) => {
                // Handed in while the question still lies there: it is not asked twice.
                let effects = self.submit(guide);
                self.over.overlay = None;
                effects
            }
            Overlay::Leave
            | Overlay::Erase
            | Overlay::Help
            | Overlay::HelpLines
            | Overlay::Sources
            | Overlay::Words
            | Overlay::Noticed
            | Overlay::Crisis
            | Overlay::Safety => self.close_over(),
        }
    }

    /// A plain line while something lies over the step: a number or yes/no where that is asked, else it is meant for
    /// the step below.
    fn reply_over(&mut self, guide: &Guide, overlay: Overlay, line: &str) -> Vec<Effect> {
        let line = line.trim();
        match (overlay, line.to_lowercase().as_str()) {
            (Overlay::Leave, "y" | "yes" | "1") | (Overlay::Erase, "y" | "yes" | "2") => {
                self.choose_over(guide, overlay, yes_row(overlay))
            }
            (_, "") | (Overlay::Leave | Overlay::Erase, _) => self.close_over(),
            (Overlay::Review, number) if number.parse::<usize>().is_ok() => {
                self.open_answer(guide, number.parse().unwrap_or_default())
            }
            _ => {
                self.over.overlay = None;
                self.ask(guide, Event::Reply(line.to_owned()))
            }
        }
    }

    /// Opens the answer of that number, 1 first.
    fn open_answer(&mut self, guide: &Guide, number: usize) -> Vec<Effect> {
        let row = number.checked_sub(1).filter(|row| *row < self.rows_over(guide, Overlay::Review));
        let Some(row) = row else {
            self.over.overlay = None;
            return self.complain(words::no_number(number));
        };
        self.choose_over(guide, Overlay::Review, row)
    }
}

/// Which row says yes. The one the cursor is on first takes nothing away.
fn yes_row(overlay: Overlay) -> usize {
    usize::from(overlay == Overlay::Erase)
}
