//! What was done to items beside writing in them: undo takes it back, redo does it again, in one line with what was written.

use super::rows::Rows;
use super::shifts::Spot;
use crate::text::{Clip, Edit, Text};

/// What was done to items that can be taken back, and what was taken back and can be done again.
#[derive(Clone, Debug, Default)]
pub struct Deeds {
    /// Newest last.
    done: Vec<Deed>,
    /// Taken back, newest last.
    undone: Vec<Deed>,
}

/// One of them.
#[derive(Clone, Copy, Debug)]
struct Deed {
    what: What,
    /// Where the cursor was right after it; `None` once the cursor went elsewhere.
    mark: Option<Mark>,
}

/// The cell the cursor is in, and how much can be undone in it: what was written since comes first.
type Mark = (usize, usize);

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// An item was taken away.
    Away,
    /// The item under the cursor was moved.
    Moved {
        /// Where it was.
        from: Spot,
        /// Where it went.
        to: Spot,
    },
}

impl Rows {
    /// Keeps how to take back what was done.
    pub(super) fn did(&mut self, what: What) {
        self.pause();
        self.deeds.done.push(Deed { what, mark: Some(self.mark()) });
        self.deeds.undone.clear();
    }

    /// Undo, where nothing was written since the last thing done to an item.
    pub(super) fn undo_deed(&mut self) -> bool {
        let Some(deed) = self.due(&self.deeds.done) else { return false };
        self.deeds.done.pop();
        match deed.what {
            What::Moved { from, .. } => self.put_at(from),
            What::Away => self.give_back(),
        }
        self.deeds.undone.push(Deed { mark: Some(self.mark()), ..deed });
        true
    }

    /// Redo, where what was written before was written again.
    pub(super) fn redo_deed(&mut self) -> bool {
        let Some(deed) = self.due(&self.deeds.undone) else { return false };
        self.deeds.undone.pop();
        match deed.what {
            What::Moved { to, .. } => self.put_at(to),
            What::Away => self.take(self.at),
        }
        self.deeds.done.push(Deed { mark: Some(self.mark()), ..deed });
        true
    }

    /// The last of them, if it comes before what is written under the cursor.
    fn due(&self, deeds: &[Deed]) -> Option<Deed> {
        let here = self.mark();
        deeds.last().copied().filter(|deed| deed.mark.is_none_or(|mark| mark == here))
    }

    /// Something was written: nothing is done again, and what was taken away from elsewhere does not come back by undo.
    pub(super) fn written_on(&mut self) {
        self.deeds.undone.clear();
        if self.deeds.done.last().is_some_and(|deed| deed.what == What::Away) {
            self.deeds.done.clear();
        }
    }

    /// The cursor is elsewhere: what was moved or brought back is not under it any more.
    pub(super) fn moved_on(&mut self) {
        self.deeds.undone.clear();
        self.deeds.done.retain(|deed| deed.what == What::Away);
        for deed in &mut self.deeds.done {
            deed.mark = None;
        }
    }

    /// What was taken away last was brought back by its own key: redo takes it away again.
    pub(super) fn brought_back(&mut self) {
        let away = self.deeds.done.iter().rposition(|deed| deed.what == What::Away);
        self.deeds.done.truncate(away.unwrap_or_default());
        self.deeds.undone = vec![Deed { what: What::Away, mark: Some(self.mark()) }];
    }

    /// What is written from now on is undone by itself.
    pub(super) fn pause(&mut self) {
        if let Some(text) = self.text_mut() {
            let _ = text.apply(&Edit::Pause, &mut Clip::default());
        }
    }

    fn mark(&self) -> Mark {
        (self.cell, self.text().map_or(0, Text::undoable))
    }
}
