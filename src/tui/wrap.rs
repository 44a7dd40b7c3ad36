//! The rows of a text as it is shown: broken to a width, kept, and renewed where the text changed.
//!
//! [`Wrap`] belongs to the view of one text and lives as long as that. Before anything is asked
//! of it, [`Wrap::update`] brings it up to the text and lends a [`Page`], which answers what
//! stands where. An update costs what the edits since the last one touched, however long the text.

mod fill;
mod page;
mod rows;

pub use fill::fill;
pub use page::{Cell, Page, Row, Spot, Visual};

use crate::text::shelves::{Shelves, Weigh};
use crate::text::{Paragraph, Place, Splice, Text};
use rows::Rows;
use std::ops::Range;

/// The rows of a text at a width, and what the caret's way over them is to remember.
#[derive(Default)]
pub struct Wrap {
    width: usize,
    stamp: Option<u64>,
    entries: Shelves<Entry>,
    /// Whether the rows of some very long paragraph are still being renewed.
    unsettled: bool,
    /// The column that was aimed for, and where that led: it holds while the caret stays there.
    aim: Option<(Place, usize)>,
    /// A place that is at once the end of a row and the start of the next, when the end is meant.
    leaning: Option<Place>,
}

/// The rows of one paragraph.
#[derive(Clone)]
struct Entry {
    stamp: u64,
    rows: Rows,
}

impl Weigh for Entry {
    /// How many rows there are.
    fn weight(&self) -> usize {
        self.rows.count()
    }
}

impl Entry {
    fn of(paragraph: &Paragraph, width: usize) -> Self {
        Self { stamp: paragraph.stamp(), rows: Rows::of(paragraph.as_str(), width) }
    }

    /// Brings this up to `paragraph`, and tells whether it is settled; nothing when it was made
    /// for another paragraph.
    fn renew(&mut self, paragraph: &Paragraph, width: usize) -> Option<bool> {
        if self.stamp != paragraph.stamp() {
            self.rows.renew(paragraph.as_str(), width, paragraph.changed_since(self.stamp)?);
            self.stamp = paragraph.stamp();
        }
        Some(self.rows.is_settled())
    }
}

impl Wrap {
    /// A wrap that knows no text yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Breaks `text` to rows of `width` columns, as far as it is not done already.
    ///
    /// One space, and the caret, may stand in the column after the last: leave it free.
    pub fn update<'a>(&'a mut self, text: &'a Text, width: usize) -> Page<'a> {
        let width = width.max(1);
        if self.leaning.is_some_and(|place| place != text.caret() || self.stamp != Some(text.stamp())) {
            self.leaning = None;
        }
        if self.width != width {
            *self = Self { width, ..Self::default() };
        }
        if self.stamp != Some(text.stamp()) {
            self.follow(text);
            self.stamp = Some(text.stamp());
        }
        if self.unsettled {
            self.settle(text);
        }
        Page::new(self, text)
    }

    /// Whether every row is where it would be in a new wrap. Only paragraphs of thousands of rows
    /// take more than one update to come to that; till then their rows far behind the change are
    /// right in all but that one of them is shorter than it needs to be.
    pub fn is_settled(&self) -> bool {
        !self.unsettled
    }

    /// Goes on with one paragraph that is still being renewed.
    fn settle(&mut self, text: &Text) {
        let first = self.entries.iter_from(0).position(|entry| !entry.rows.is_settled());
        self.unsettled = first.is_some();
        if let Some((index, paragraph)) = first.and_then(|index| Some((index, text.paragraph(index)?))) {
            self.entries.update(index, |entry| entry.rows.settle(paragraph.as_str(), self.width));
        }
    }

    /// Renews the paragraphs that changed.
    fn follow(&mut self, text: &Text) {
        let all = Splice { at: 0, removed: self.entries.len(), inserted: text.paragraph_count() };
        let changed = self.stamp.and_then(|stamp| text.changed_since(stamp)).unwrap_or(all);
        if (changed.removed, changed.inserted) == (1, 1)
            && let Some(paragraph) = text.paragraph(changed.at)
            && let Some(Some(settled)) = self.entries.update(changed.at, |entry| entry.renew(paragraph, self.width))
        {
            self.unsettled |= !settled;
            return;
        }
        let (old, new) = self.trimmed(text, changed);
        let entries: Vec<Entry> = text
            .paragraphs_from(new.start)
            .take(new.len())
            .enumerate()
            .map(|(index, paragraph)| self.entry(paragraph, index, &old, &new))
            .collect();
        self.unsettled |= entries.iter().any(|entry| !entry.rows.is_settled());
        self.entries.splice(old, entries);
    }

    /// The rows of a paragraph that is the `index`th of `new`: those of one of the paragraphs that
    /// stood here before, when this one came out of it, else new ones.
    fn entry(&self, paragraph: &Paragraph, index: usize, old: &Range<usize>, new: &Range<usize>) -> Entry {
        // What was cut in two or joined stands as far from one end of the change as it did before.
        let from_start = Some(old.start + index);
        let from_end = (old.end + index).checked_sub(new.len());
        for candidate in [from_start, from_end].into_iter().flatten().filter(|number| old.contains(number)) {
            if let Some(mut entry) = self.entries.get(candidate).cloned()
                && entry.renew(paragraph, self.width).is_some()
            {
                return entry;
            }
        }
        Entry::of(paragraph, self.width)
    }

    /// The stretch of entries to replace and that of paragraphs to replace them by, less what is
    /// the same at both ends.
    fn trimmed(&self, text: &Text, changed: Splice) -> (Range<usize>, Range<usize>) {
        let both = changed.removed.min(changed.inserted);
        let old = self.entries.iter_from(changed.at).take(both);
        let new = text.paragraphs_from(changed.at).take(both);
        let same = old.zip(new).take_while(|(entry, paragraph)| entry.stamp == paragraph.stamp()).count();
        let at = changed.at + same;
        let (mut old_end, mut new_end) = (changed.at + changed.removed, changed.at + changed.inserted);
        while old_end > at
            && new_end > at
            && self.entries.get(old_end - 1).map(|entry| entry.stamp)
                == text.paragraph(new_end - 1).map(Paragraph::stamp)
        {
            old_end -= 1;
            new_end -= 1;
        }
        (at..old_end, at..new_end)
    }
}

#[cfg(test)]
mod tests;
