//! Answers put aside: a guide that was edited may ask with another kind of prompt than the one a step was answered in.
//! Before the answer is changed, what the new kind has no place for is kept beside it, like the answer to a step that is gone.
//! So are plain lines that a question could not take: nothing that was entered is lost.

use super::entry::Entry;
use super::path::Place;
use super::{Session, walk};
use crate::guide::{Guide, StepId};
use crate::prompt::answer::Answer;

/// Names the place of lines that were no answer.
const LINES: &str = "line";

impl Session {
    /// The answer at the step one stands at is about to be changed: keeps it as it is where that would lose something.
    pub(super) fn put_aside(&mut self, guide: &Guide) {
        let at = self.at.clone();
        let Some(step) = self.step(guide) else { return };
        let Some(entry) = self.entry_on_disk(guide, &at).filter(|_| walk::is_kept(guide, &at)) else { return };
        if entry.kind.is_empty() || entry.kind == step.prompt.name() {
            return;
        }
        let lost = self.scene(guide, &at, |here, scene| {
            entry.given.iter().chain(&entry.draft).any(|answer| !here.step.prompt.takes_over(answer, scene))
        });
        if lost != Some(true) {
            return;
        }
        let old = Entry { kept: None, skipped: false, spot: None, ..entry.clone() };
        let mut places = (1..).map(|nth| aside(&at, &old.kind, nth));
        let same = |there: &Entry| (&there.given, &there.draft) == (&old.given, &old.draft);
        if let Some(free) = places.find(|place| self.entries.get(place).is_none_or(same)) {
            self.entries.insert(free, old);
        }
    }

    /// Keeps a plain line that the question could not take, below those before it. `false` where it holds no words, where
    /// nobody was asked yet whether words may be kept, or where words like these may tell an answer that is never kept.
    pub(super) fn put_line_aside(&mut self, guide: &Guide, line: &str) -> bool {
        let at = self.at.clone();
        let may = walk::is_kept(guide, &at) && !self.stands_guarded(guide) && !self.asks_where_to_keep(guide);
        if !may || !is_in_words(line) {
            return false;
        }
        let question = self.question(guide, &at);
        let clock = self.facts.clock;
        let entry = self.entries.entry(aside(&at, LINES, 1)).or_default();
        let before = entry.given.as_ref().and_then(Answer::words).map(|before| before + "\n").unwrap_or_default();
        entry.given = Some(Answer::Text(before + line.trim()));
        entry.question = crate::prompt::words::typed_there(&question);
        "long".clone_into(&mut entry.kind);
        entry.at = Some(clock);
        true
    }
}

/// Whether a line holds words, not a figure alone.
pub(super) fn is_in_words(line: &str) -> bool {
    line.chars().any(char::is_alphabetic)
}

/// The place of an answer that was put aside: one that no guide has, so that it is kept and read like those of steps
/// that are gone.
fn aside(at: &Place, kind: &str, nth: usize) -> Place {
    let more = if nth == 1 { String::new() } else { nth.to_string() };
    Place { step: StepId(format!("{}~{kind}{more}", at.step)), item: at.item }
}
