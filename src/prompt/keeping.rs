//! Where words are kept.

use super::answer::Answer;
use super::draft::Pick;
use super::kind::{Complaint, Kind};
use super::option::{OptionSpec, Options};
use super::scene::Scene;
use crate::guide::Template;
use crate::screen::Block;
use crate::session::effect;
use std::borrow::Cow;

/// Where words are kept.
#[derive(Clone, Debug)]
pub struct Keeping {
    /// In the order they are offered; the first is where the cursor starts.
    pub offers: Vec<Offer>,
}

/// One way of keeping.
#[derive(Clone, Debug)]
pub struct Offer {
    /// What it does.
    pub keeping: effect::Keeping,
    /// The words; its id in saves is `keep`, `protect`, `memory` or `erase`.
    pub label: Template,
    /// A line below; may be empty.
    pub text: Template,
}

impl Offer {
    /// What it is called in saves.
    pub fn id(&self) -> &'static str {
        match self.keeping {
            effect::Keeping::Disk => "keep",
            effect::Keeping::Sealed => "protect",
            effect::Keeping::Memory => "memory",
            effect::Keeping::Erase => "erase",
        }
    }
}

impl Keeping {
    /// What an answer asks for.
    pub fn chosen(&self, answer: &Answer) -> Option<effect::Keeping> {
        let id = answer.one()?;
        self.offers.iter().find(|offer| offer.id() == id).map(|offer| offer.keeping)
    }
}

impl Kind for Keeping {
    type Shape = Pick;

    fn open(&self, before: Option<&Answer>, scene: &Scene<'_>) -> Pick {
        let mut pick = Pick::one(scene.choices.clone()).with(before);
        // The first offer is meant until another one is chosen: the only question that is answered beforehand.
        pick.moved = pick.choice().is_none();
        pick
    }

    fn accept(&self, draft: &Pick, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        draft.accept_one()
    }

    fn show<'d>(&self, draft: &'d Pick, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        draft.show(&scene.placeholder, out);
    }

    fn options(&self) -> Option<Cow<'_, Options>> {
        let option = |offer: &Offer| OptionSpec::plain(offer.id(), offer.label.clone(), offer.text.clone());
        Some(Cow::Owned(Options::Listed(self.offers.iter().map(option).collect())))
    }
}
