//! A journey closed and opened again, with the guide as it was or edited meanwhile.

use super::{Journey, Run, begin};
use stepback::guide::{Guide, read};
use stepback::run::known;
use stepback::session::facts::Known;
use stepback::session::{Event, Saved, Session};

impl Journey {
    /// Closes the program and opens it again, in both runs.
    #[track_caller]
    pub fn comes_back(mut self) -> Self {
        self.script.push_str("\n  comes back");
        let (days, known) = (self.days, self.known.clone());
        for run in &mut self.runs {
            let effects = run.session.handle(&self.guide, Event::InputEnded);
            run.write(&self.guide, &effects);
            run.reload(&self.guide, days, &known);
            // A gate that forgot its answer is answered anew from here on.
            run.at_gate.clear();
        }
        self
    }

    /// Closes the program, edits the guide, and opens it again, in both runs.
    #[track_caller]
    pub fn edits_the_guide(mut self, from: &str, to: &str) -> Self {
        self.script.push_str(&format!("\n  edits {from:?} to {to:?}"));
        assert!(self.source.contains(from), "{from:?} is not in the guide");
        self.source = self.source.replace(from, to);
        let guide = read::read(&self.source).0.expect("the edited guide loads");
        for run in &mut self.runs {
            let effects = run.session.handle(&self.guide, Event::InputEnded);
            run.write(&self.guide, &effects);
            run.reload(&guide, self.days, &self.known);
        }
        self.guide = guide;
        self
    }
}

impl Run {
    /// Reads the file back, as the program does when it is opened again: the file is one of those that are asked what
    /// they say about people.
    pub(super) fn reload(&mut self, guide: &Guide, days: i64, known: &[Known]) {
        let saved: Saved = toml::from_str(&self.file()).expect("what was written can be read");
        let others = known::besides(std::slice::from_ref(&saved), Some(&saved.id));
        let protected = self.session.is_locked_by_passphrase();
        self.session = Session::resume(guide, saved);
        let mut begin = begin(days, &[known, &others].concat());
        if let Event::Begin(begin) = &mut begin {
            begin.protected = protected;
        }
        let _ = self.session.handle(guide, begin);
    }
}
