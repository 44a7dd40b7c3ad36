//! Doing an edit: the one way by which a text changes.

use super::edit::{Changed, Clip, Edit, Motion, Place, Refusal};
use super::history::{Change, Kind, Standing, end_of};
use super::paragraph::{Paragraph, stamp_of};
use super::trail::Splice;
use super::words::Tally;
use super::{Text, grapheme};
use std::hash::Hash;

impl Text {
    /// Does one edit. `clip` is what the session keeps of copies and cuts.
    pub fn apply(&mut self, edit: &Edit, clip: &mut Clip) -> Changed {
        match edit {
            Edit::Type(words) => self.put(Kind::Typing, words),
            Edit::Paste(words) => self.put(Kind::Whole, words),
            Edit::Newline => self.put(Kind::Whole, "\n"),
            Edit::PasteKept => self.put(Kind::Whole, clip.kept()),
            Edit::Erase(motion) => self.erase(*motion),
            Edit::Move { to, select } => self.go(*to, *select),
            Edit::Select { anchor, head } => {
                let anchor = Some(self.snapped(*anchor));
                self.stand(Standing { caret: self.snapped(*head), anchor })
            }
            Edit::SelectAll => self.stand(Standing { caret: self.end(), anchor: Some(Place::default()) }),
            Edit::Copy => {
                self.keep_selected(clip);
                Changed::Nothing
            }
            Edit::Cut => match self.keep_selected(clip) {
                Some((start, end)) => self.replace(Kind::Whole, start, end, ""),
                None => Changed::Nothing,
            },
            Edit::Undo => self.undo(),
            Edit::Redo => self.redo(),
            Edit::Pause => {
                self.history.pause();
                Changed::Nothing
            }
        }
    }

    /// Puts `words` in place of all there is, as one step to undo: what an editor gave back.
    ///
    /// Only the stretch that differs counts as changed, and the caret stays where it can.
    pub fn replace_all(&mut self, words: &str) -> Changed {
        let new = self.shape.clean(words);
        let old = self.to_string();
        let same = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
        let start = grapheme::floor_char(&old, same);
        let rest = (old.get(start..).unwrap_or_default(), new.get(start..).unwrap_or_default());
        let same = rest.0.bytes().rev().zip(rest.1.bytes().rev()).take_while(|(a, b)| a == b).count();
        let mut cut = rest.0.len() - same;
        while !rest.0.is_char_boundary(cut) {
            cut += 1;
        }
        let tail = rest.0.len() - cut;
        let (gone, come) =
            (rest.0.get(..cut).unwrap_or_default(), rest.1.get(..rest.1.len() - tail).unwrap_or_default());
        if gone.is_empty() && come.is_empty() {
            return Changed::Nothing;
        }
        let start = end_of(Place::default(), old.get(..start).unwrap_or_default());
        self.replace(Kind::Whole, start, end_of(start, gone), come)
    }

    /// Puts `raw`, cleaned, in place of what is selected or at the caret.
    fn put(&mut self, kind: Kind, raw: &str) -> Changed {
        let words = self.shape.clean(raw);
        let (start, end) = self.selection().unwrap_or((self.caret(), self.caret()));
        if words.is_empty() {
            return Changed::Nothing;
        }
        self.replace(kind, start, end, &words)
    }

    fn erase(&mut self, motion: Motion) -> Changed {
        if let Some((start, end)) = self.selection() {
            return self.replace(Kind::Whole, start, end, "");
        }
        let caret = self.caret();
        let kind = match motion {
            Motion::Left => Kind::ErasingBack,
            Motion::Right => Kind::ErasingOn,
            Motion::WordLeft
            | Motion::WordRight
            | Motion::ParagraphStart
            | Motion::ParagraphEnd
            | Motion::ParagraphUp
            | Motion::ParagraphDown
            | Motion::Start
            | Motion::End
            | Motion::To(_) => Kind::Whole,
        };
        let to = if motion == Motion::Left && caret.byte > 0 {
            Place::new(caret.paragraph, grapheme::backspace(self.words_of(caret.paragraph), caret.byte))
        } else {
            self.toward(caret, motion)
        };
        if to == caret {
            return Changed::Nothing;
        }
        self.replace(kind, caret.min(to), caret.max(to), "")
    }

    fn go(&mut self, to: Motion, select: bool) -> Changed {
        if select {
            let anchor = self.standing.anchor.or(Some(self.caret()));
            return self.stand(Standing { caret: self.toward(self.caret(), to), anchor });
        }
        // Left and Right leave a selection by its near end, without a further step.
        let caret = match (self.selection(), to) {
            (Some((start, _)), Motion::Left) => start,
            (Some((_, end)), Motion::Right) => end,
            (Some(_) | None, _) => self.toward(self.caret(), to),
        };
        self.stand(Standing { caret, anchor: None })
    }

    fn stand(&mut self, standing: Standing) -> Changed {
        self.history.pause();
        let seen = (self.standing.caret, self.selection());
        self.standing = standing;
        if seen == (self.standing.caret, self.selection()) { Changed::Nothing } else { Changed::Caret }
    }

    fn keep_selected(&self, clip: &mut Clip) -> Option<(Place, Place)> {
        let (start, end) = self.selection()?;
        clip.keep(self.between(start, end));
        Some((start, end))
    }

    /// Puts `new` in place of what lies between two places, and remembers it.
    fn replace(&mut self, kind: Kind, start: Place, end: Place, new: &str) -> Changed {
        let removed = self.between(start, end);
        if new.len() > removed.len() && self.len_bytes() - removed.len() + new.len() > self.limit {
            return Changed::Refused(Refusal::TooLong { limit: self.limit });
        }
        let before = self.standing;
        self.splice(start, end, new);
        let caret = end_of(start, new);
        let caret = Place::new(caret.paragraph, grapheme::ceil(self.words_of(caret.paragraph), caret.byte));
        self.standing = Standing { caret, anchor: None };
        let change = Change { at: start, removed, inserted: new.to_owned() };
        self.history.note(kind, change, before, self.standing);
        Changed::Words
    }

    fn undo(&mut self) -> Changed {
        let Some(group) = self.history.undo() else {
            return Changed::Nothing;
        };
        for change in group.changes.iter().rev() {
            self.splice(change.at, end_of(change.at, &change.inserted), &change.removed);
        }
        self.standing = group.before;
        Changed::Words
    }

    fn redo(&mut self) -> Changed {
        let Some(group) = self.history.redo() else {
            return Changed::Nothing;
        };
        for change in &group.changes {
            self.splice(change.at, end_of(change.at, &change.removed), &change.inserted);
        }
        self.standing = group.after;
        Changed::Words
    }

    /// Changes the paragraphs and nothing else.
    fn splice(&mut self, start: Place, end: Place, new: &str) {
        if start.paragraph == end.paragraph && !new.contains('\n') {
            let tallies = self.list.update(start.paragraph, |paragraph| {
                let before = paragraph.tally();
                paragraph.splice(start.byte..end.byte, new);
                (before, paragraph.tally())
            });
            if let Some((before, after)) = tallies {
                self.tally = self.tally.with(before, after);
            }
        } else {
            let new = self.rebuilt(start, end, new);
            let tally = |paragraphs: &mut dyn Iterator<Item = &Paragraph>| {
                paragraphs.fold(Tally::default(), |all, one| all.with(Tally::default(), one.tally()))
            };
            let range = start.paragraph..end.paragraph + 1;
            let gone = tally(&mut self.list.iter_from(start.paragraph).take(range.len()));
            self.tally = self.tally.with(gone, tally(&mut new.iter()));
            self.list.splice(range, new);
        }
        let inserted = new.matches('\n').count() + 1;
        let stamps = (start.paragraph, end.paragraph, self.stamp);
        let before = self.stamp;
        self.stamp = stamp_of(|hasher| {
            stamps.hash(hasher);
            (start.byte, end.byte, new).hash(hasher);
        });
        self.trail.note(before, Splice { at: start.paragraph, removed: end.paragraph - start.paragraph + 1, inserted });
    }

    /// The paragraphs that take the place of those from `start` to `end`, with `new` between.
    fn rebuilt(&self, start: Place, end: Place, new: &str) -> Vec<Paragraph> {
        let (Some(first), Some(last)) = (self.list.get(start.paragraph), self.list.get(end.paragraph)) else {
            return Vec::new();
        };
        let Some((top, rest)) = new.split_once('\n') else {
            // Two become one: it counts as the longer of the two, so that less of it is new.
            let head = first.as_str().get(..start.byte).unwrap_or_default();
            let tail = last.as_str().get(end.byte..).unwrap_or_default();
            return vec![if head.len() > tail.len() {
                first.spliced(start.byte..first.len(), &[new, tail])
            } else {
                last.spliced(0..end.byte, &[head, new])
            }];
        };
        let mut paragraphs = vec![first.spliced(start.byte..first.len(), &[top])];
        let mut lines = rest.split('\n');
        let bottom = lines.next_back().unwrap_or_default();
        paragraphs.extend(lines.map(Paragraph::new));
        paragraphs.push(last.spliced(0..end.byte, &[bottom]));
        paragraphs
    }
}
