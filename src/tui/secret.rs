//! Secret: the screen that asks for a passphrase. Drawn by code, under a band that nothing else uses, so that no guide
//! can look like it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use unicode_segmentation::UnicodeSegmentation;
use zeroize::{Zeroize, Zeroizing};

use super::Look;
use super::canvas::Canvas;
use super::keymap::{Code, Stroke};
use super::rows::breaks;
use super::theme::Role;
use crate::front::{Secret, SecretAsk};

/// The words on the band.
const BAND: &str = " Stepback asks for your passphrase ";
/// The most bytes a passphrase has; longer input is not taken.
const MOST: usize = 8 * 1024;

/// A passphrase being typed.
pub struct Asking {
    typed: Zeroizing<String>,
    first: Option<Secret>,
    complaint: String,
}

impl Default for Asking {
    fn default() -> Self {
        // Room for all of it from the start: a string that grows leaves copies behind.
        Self { typed: Zeroizing::new(String::with_capacity(MOST)), first: None, complaint: String::new() }
    }
}

/// What came of a key.
pub enum Answered {
    /// Not finished.
    Open,
    /// The person would rather not.
    Declined,
    /// The passphrase.
    Given(Secret),
}

impl Asking {
    /// The one that was given did not do: another is asked for.
    pub fn complain(&mut self, complaint: String) {
        *self = Self { complaint, ..Self::default() };
    }

    /// One key.
    pub fn key(&mut self, stroke: Stroke, ask: &SecretAsk) -> Answered {
        match stroke {
            Stroke { code: Code::Char(c), ctrl: false, alt: false, .. } => self.add(c.encode_utf8(&mut [0; 4])),
            Stroke { code: Code::Named("bs"), alt: false, .. } => {
                let kept = self.typed.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
                self.typed.truncate(kept);
            }
            Stroke { code: Code::Char('u' | 'w' | 'h'), ctrl: true, .. } | Stroke { code: Code::Named("bs"), .. } => {
                self.typed.zeroize();
            }
            Stroke { code: Code::Named("esc"), .. } | Stroke { code: Code::Char('q'), ctrl: true, .. } => {
                return Answered::Declined;
            }
            Stroke { code: Code::Named("enter"), .. } => return self.enter(ask),
            _ => {}
        }
        Answered::Open
    }

    /// Typed or pasted characters; line ends and other control characters stay out.
    pub fn add(&mut self, text: &str) {
        for c in text.chars().filter(|c| !c.is_control()) {
            if self.typed.len() + c.len_utf8() <= MOST {
                self.typed.push(c);
            }
        }
    }

    fn enter(&mut self, ask: &SecretAsk) -> Answered {
        if self.typed.is_empty() {
            "Nothing was typed.".clone_into(&mut self.complaint);
            return Answered::Open;
        }
        let typed = std::mem::replace(&mut self.typed, Zeroizing::new(String::with_capacity(MOST)));
        let typed = Secret::new(typed.as_str().to_owned());
        match (ask.twice, self.first.take()) {
            (false, _) => Answered::Given(typed),
            (true, None) => {
                self.first = Some(typed);
                self.complaint.clear();
                Answered::Open
            }
            (true, Some(first)) if first.is_again(typed.expose()) => Answered::Given(typed),
            (true, Some(_)) => {
                "The two were not the same. Please type it again, twice.".clone_into(&mut self.complaint);
                Answered::Open
            }
        }
    }

    /// Draws the screen; says where the cursor goes.
    pub fn draw(&self, ask: &SecretAsk, buffer: &mut Buffer, look: Look) -> (u16, u16) {
        let area = *buffer.area();
        let left = if area.width < 60 { 1 } else { 6 };
        let window = Rect::new(left.min(area.width), 0, area.width.saturating_sub(2 * left), area.height);
        let mut canvas = Canvas::new(buffer, window, 0, look);
        let width = window.width;
        let mut y = usize::from(area.height / 8);
        let band = format!("{BAND:<wide$}", wide = usize::from(width.min(70)));
        canvas.put(0, y, width, &band, Role::Band);
        y += 2;
        let question = if self.first.is_some() { "The same once more, to be sure" } else { ask.question.as_str() };
        for (text, role) in [(ask.reason.as_str(), Role::Text), (question, Role::Question)] {
            for row in breaks(text, usize::from(width.clamp(1, 70))) {
                canvas.put(0, y, width, text.get(row).unwrap_or_default(), role);
                y += 1;
            }
            y += 1;
        }
        let stars = "*".repeat(self.typed.graphemes(true).count().min(usize::from(width.saturating_sub(3))));
        canvas.put(0, y, width, look.signs.here, Role::Accent);
        let x = canvas.put(2, y, width, &stars, Role::Own);
        canvas.put_caret(x, y);
        y += 2;
        for row in breaks(&self.complaint, usize::from(width.clamp(1, 70))) {
            canvas.put(0, y, width, self.complaint.get(row).unwrap_or_default(), Role::Caution);
            y += 1;
        }
        let foot = usize::from(area.height.saturating_sub(2));
        if foot > y {
            canvas.put(0, foot, width, "Enter go on   Esc not now   ^C leave at once", Role::Quiet);
        }
        canvas.caret.unwrap_or((window.x, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::{Answered, Asking};
    use crate::front::SecretAsk;
    use crate::tui::Look;
    use crate::tui::keymap::parse;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    fn type_in(asking: &mut Asking, ask: &SecretAsk, keys: &str) -> Answered {
        let mut last = Answered::Open;
        for key in keys.split(' ') {
            last = asking.key(parse(key).unwrap(), ask);
        }
        last
    }

    #[test]
    fn what_is_typed_is_given_and_never_shown() {
        let ask = SecretAsk { question: "Your passphrase".to_owned(), ..SecretAsk::default() };
        let mut asking = Asking::default();
        assert!(matches!(type_in(&mut asking, &ask, "x y é <bs> z"), Answered::Open));
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        asking.draw(&ask, &mut buffer, Look::default());
        let shown: String = buffer.content().iter().map(|cell| cell.symbol().to_owned()).collect();
        assert!(shown.contains("***") && !shown.contains("xyz"));
        let Answered::Given(secret) = type_in(&mut asking, &ask, "<enter>") else { panic!("not given") };
        assert_eq!(secret.expose(), "xyz");
    }

    #[test]
    fn a_new_one_is_typed_twice() {
        let ask = SecretAsk { twice: true, ..SecretAsk::default() };
        let mut asking = Asking::default();
        assert!(matches!(type_in(&mut asking, &ask, "a <enter> b <enter>"), Answered::Open));
        let Answered::Given(secret) = type_in(&mut asking, &ask, "a <enter> a <enter>") else { panic!("not given") };
        assert_eq!(secret.expose(), "a");
        let composed = type_in(&mut Asking::default(), &ask, "\u{e9} <enter> e \u{301} <enter>");
        assert!(matches!(composed, Answered::Given(_)), "the same letter, composed in two ways");
        assert!(matches!(type_in(&mut Asking::default(), &ask, "a <esc>"), Answered::Declined));
    }

    #[test]
    fn why_one_did_not_do_is_said_whole() {
        let mut asking = Asking::default();
        asking.complain("That one is short, and this is said of it in more words than one row holds.".to_owned());
        let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 24));
        asking.draw(&SecretAsk::default(), &mut buffer, Look::default());
        let shown: String = buffer.content().iter().map(|cell| cell.symbol().to_owned()).collect();
        assert!(shown.contains("short") && shown.contains("row holds."), "{shown}");
    }

    #[test]
    fn it_fits_any_window() {
        for (width, height) in [(1, 1), (10, 3), (40, 12), (200, 60)] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            Asking::default().draw(&SecretAsk::default(), &mut buffer, Look::default());
        }
    }
}
