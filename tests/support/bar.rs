//! What the bar names on a journey.

use super::{Journey, screen};
use stepback::screen::block::Hint;

impl Journey {
    /// Both runs name this key among those that work now.
    #[track_caller]
    pub fn offers(self, hint: Hint) -> Self {
        self.names(hint, true)
    }

    /// Neither run names this key.
    #[track_caller]
    pub fn offers_not(self, hint: Hint) -> Self {
        self.names(hint, false)
    }

    #[track_caller]
    fn names(self, hint: Hint, wanted: bool) -> Self {
        for run in &self.runs {
            let hints = screen(&self.guide, &run.session, |screen| screen.hints.clone());
            let not = if wanted { " not" } else { "" };
            assert!(hints.contains(&hint) == wanted, "{}", self.told(run, &format!("{hint:?} is{not} in {hints:?}")));
        }
        self
    }
}
