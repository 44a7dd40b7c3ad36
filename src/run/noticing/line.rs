//! What was noticed in the lines entered last, for the front that draws no marks: said once for each kind on a step, and
//! explained when that is asked for.

use super::telling::first_for;
use super::{Found, Noticing};
use crate::guide::Guide;
use crate::screen::Focus;
use crate::screen::block::Noticed;
use crate::session::event::Overlay;
use crate::session::{Place, Session};

/// The line entered last, or the lines of one long text. Nothing of it is ever written down.
#[derive(Default)]
pub struct Lines {
    /// Where it was entered.
    at: Option<Place>,
    /// It belongs to a long text, as the next line may.
    page: bool,
    found: Vec<Found>,
    /// Kinds that were spoken of on this step.
    kinds: Vec<usize>,
    /// Words to speak of now.
    news: Vec<String>,
}

impl Lines {
    /// Takes in a line that is about to be handed to the session.
    pub fn hear(&mut self, noticing: &Noticing, session: &Session, guide: &Guide, line: &str) {
        self.news.clear();
        let Some(found) = noticing.in_line(session, guide, line) else { return };
        let stays = self.at.as_ref() == Some(session.at());
        if !stays {
            self.at = Some(session.at().clone());
            self.kinds.clear();
        }
        let page = session.draft().focus() == Focus::Page;
        if !(stays && page && self.page) {
            self.found.clear();
        }
        self.page = page;
        if session.noticing() {
            let new: Vec<&Found> = found.iter().filter(|(_, mark)| !self.kinds.contains(&mark.category)).collect();
            for (words, _) in &new {
                if !self.news.contains(words) {
                    self.news.push(words.clone());
                }
            }
            self.kinds.extend(new.iter().map(|(_, mark)| mark.category));
        }
        self.found.extend(found);
    }

    /// Something else happened since.
    pub fn leave(&mut self) {
        self.news.clear();
    }

    /// The marked words to speak of, if there are any.
    pub fn news(&self) -> Option<&[String]> {
        (!self.news.is_empty()).then_some(&self.news)
    }

    /// Why the words in it are marked; nothing where none are.
    pub fn explained(&self, noticing: &Noticing) -> Option<Vec<Noticed>> {
        (!self.found.is_empty()).then(|| noticing.explain(&self.found))
    }

    /// What comes before that, as [`Noticing::safety_first`] says it.
    pub fn safety_first(&self, noticing: &Noticing) -> Option<Overlay> {
        first_for(|wanted| self.found.iter().any(|found| noticing.leads(found, wanted)))
    }
}
