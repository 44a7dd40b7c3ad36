//! The rows of one paragraph, kept as lengths so that an edit moves nothing behind it.

use super::fill::fill;
use crate::text::Splice;
use crate::text::shelves::{Shelves, Weigh};

/// The most rows kept in one plain list.
const FEW: usize = 64;

/// How many rows after a change are renewed at once. In most text the breaks agree again after a
/// few; where they never do (thousands of rows of one word, or of Han characters) the rest is
/// renewed batch by batch, faster than anybody reads on.
const BATCH: usize = 128;

/// Bytes in one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length(u32);

impl Weigh for Length {
    fn weight(&self) -> usize {
        self.0 as usize
    }
}

/// The rows of a paragraph: at least one, together as long as the paragraph.
#[derive(Clone)]
pub struct Rows {
    lengths: Lengths,
    /// Where, in a paragraph of thousands of rows, renewing has stopped for now: the rows from
    /// there on fit and join, but the first of them is only the rest of one.
    seams: Vec<usize>,
}

#[derive(Clone)]
enum Lengths {
    /// Of a paragraph as people write them.
    Few(Vec<Length>),
    /// Of a very long one.
    Many(Shelves<Length>),
}

/// Rows that take the place of others.
struct Renewed {
    first: usize,
    gone: usize,
    lengths: Vec<Length>,
    /// Where the new rows end and, if these do not meet the old ones there, whether that is a seam.
    end: usize,
    seam: bool,
}

impl Rows {
    /// All rows of `text` in `width` columns.
    pub fn of(text: &str, width: usize) -> Self {
        let mut lengths = Vec::new();
        let mut at = 0;
        loop {
            let filled = fill(text.get(at..).unwrap_or_default(), width);
            lengths.push(length(filled.len));
            at += filled.len;
            if !filled.more {
                return Self::from(lengths);
            }
        }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        match &self.lengths {
            Lengths::Few(rows) => rows.len(),
            Lengths::Many(rows) => rows.len(),
        }
    }

    /// Where the row numbered `row` begins.
    pub fn start(&self, row: usize) -> usize {
        match &self.lengths {
            Lengths::Few(rows) => rows.iter().take(row).map(Weigh::weight).sum(),
            Lengths::Many(rows) => rows.weight_before(row),
        }
    }

    /// The row in which the byte `at` stands; the end of the paragraph stands in the last.
    pub fn at(&self, at: usize) -> usize {
        let last = self.count().saturating_sub(1);
        match &self.lengths {
            Lengths::Few(rows) => {
                let mut end = 0;
                let ends = rows.iter().map(|row| {
                    end += row.weight();
                    end
                });
                ends.take_while(|end| *end <= at).count().min(last)
            }
            Lengths::Many(rows) => rows.find(at).map_or(last, |(row, _)| row),
        }
    }

    /// The rows from the one numbered `row` on: where each begins and ends.
    pub fn ranges_from(&self, row: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
        let (few, many) = match &self.lengths {
            Lengths::Few(rows) => (Some(rows.iter().skip(row)), None),
            Lengths::Many(rows) => (None, Some(rows.iter_from(row))),
        };
        let mut end = self.start(row);
        few.into_iter().flatten().chain(many.into_iter().flatten()).map(move |length| {
            let start = end;
            end += length.weight();
            start..end
        })
    }

    /// Whether every row is where it would be in rows made afresh.
    pub fn is_settled(&self) -> bool {
        self.seams.is_empty()
    }

    /// These rows after their paragraph, which reads `text` now, changed by `splice`: from the row
    /// before the change on until the breaks are again where they were, or until [`BATCH`] rows
    /// after it are renewed. Then [`Rows::settle`] has more to do.
    pub fn renew(&mut self, text: &str, width: usize, splice: Splice) {
        let (first, at) = self.first_touched(text, width, splice.at);
        self.replace(text, width, (first, at), splice);
    }

    /// Goes on where renewing stopped, for one more [`BATCH`].
    pub fn settle(&mut self, text: &str, width: usize) {
        if let Some(at) = self.seams.first().copied() {
            self.replace(text, width, (self.at(at), at), Splice { at, removed: 0, inserted: 0 });
        }
    }

    fn replace(&mut self, text: &str, width: usize, (first, from): (usize, usize), splice: Splice) {
        let renewed = self.renewed(text, width, (first, from), splice);
        let moved = |at: usize| at - splice.removed + splice.inserted;
        let behind = |at: usize| at >= splice.at + splice.removed && moved(at) >= renewed.end;
        let seams = self.seams.iter().filter(|at| **at < from || behind(**at));
        let mut seams: Vec<usize> = seams.map(|at| if *at < from { *at } else { moved(*at) }).collect();
        if renewed.seam {
            seams.push(renewed.end);
            seams.sort_unstable();
        }
        self.seams = seams;
        let range = renewed.first..renewed.first + renewed.gone;
        match &mut self.lengths {
            Lengths::Few(rows) => {
                rows.splice(range.start.min(rows.len())..range.end.min(rows.len()), renewed.lengths);
            }
            Lengths::Many(rows) => rows.splice(range, renewed.lengths),
        }
        match &mut self.lengths {
            Lengths::Few(rows) if rows.len() > FEW => self.lengths = Lengths::Many(rows.drain(..).collect()),
            Lengths::Many(rows) if rows.len() <= FEW / 2 => {
                self.lengths = Lengths::Few(rows.iter_from(0).copied().collect());
            }
            Lengths::Few(_) | Lengths::Many(_) => {}
        }
    }

    /// The rows from the one numbered `first`, which begins at `at`, to where they meet the old ones.
    fn renewed(&self, text: &str, width: usize, (first, mut at): (usize, usize), splice: Splice) -> Renewed {
        let mut old = self.ranges_from(first).map(|row| row.start).peekable();
        let (mut gone, mut batch) = (0, 0);
        let mut lengths = Vec::new();
        loop {
            let filled = fill(text.get(at..).unwrap_or_default(), width);
            lengths.push(length(filled.len));
            at += filled.len;
            if !filled.more {
                return Renewed { first, gone: self.count() - first, lengths, end: text.len() + 1, seam: false };
            }
            if at < splice.at + splice.inserted {
                continue;
            }
            let then = at - splice.inserted + splice.removed;
            while old.next_if(|start| *start < then).is_some() {
                gone += 1;
            }
            if old.peek() == Some(&then) && !self.seams.contains(&then) {
                return Renewed { first, gone, lengths, end: at, seam: false };
            }
            batch += 1;
            if batch >= BATCH && old.peek() != Some(&then) {
                let rest = old.peek().map_or(text.len(), |next| next - splice.removed + splice.inserted) - at;
                lengths.push(length(rest));
                return Renewed { first, gone, lengths, end: at, seam: true };
            }
        }
    }

    /// The first row that a change at `at` may touch, and where it begins: a row may have been
    /// broken for what stands some words further on. `text` need only be right before `at`.
    fn first_touched(&self, text: &str, width: usize, at: usize) -> (usize, usize) {
        let mut row = self.at(at);
        let mut start = self.start(row);
        while row > 0 {
            let before = self.start(row - 1);
            if before + fill(text.get(before..).unwrap_or_default(), width).reach <= at {
                break;
            }
            row -= 1;
            start = before;
        }
        (row, start)
    }
}

impl From<Vec<Length>> for Rows {
    fn from(lengths: Vec<Length>) -> Self {
        let many = lengths.len() > FEW;
        let lengths = if many { Lengths::Many(lengths.into_iter().collect()) } else { Lengths::Few(lengths) };
        Self { lengths, seams: Vec::new() }
    }
}

fn length(bytes: usize) -> Length {
    Length(u32::try_from(bytes).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::{super::fill::overflow, Rows};
    use crate::text::Splice;
    use proptest::prelude::*;

    #[track_caller]
    fn same(renewed: &Rows, text: &str, width: usize) {
        let fresh = Rows::of(text, width);
        let ranges: Vec<_> = renewed.ranges_from(0).collect();
        assert_eq!(ranges, fresh.ranges_from(0).collect::<Vec<_>>(), "{text:?} in {width}");
        for (row, range) in ranges.iter().enumerate() {
            assert_eq!(renewed.start(row), range.start);
            if !range.is_empty() {
                assert_eq!(renewed.at(range.start), row);
                assert_eq!(renewed.at(range.end - 1), row);
            }
        }
        assert_eq!(renewed.at(text.len()), renewed.count() - 1);
    }

    #[test]
    fn a_word_of_a_megabyte_is_renewed_a_batch_at_a_time() {
        let mut text = "a".repeat(1 << 20);
        let mut rows = Rows::of(&text, 70);
        text.insert(1000, 'b');
        rows.renew(&text, 70, Splice { at: 1000, removed: 0, inserted: 1 });
        assert_eq!(rows.seams.len(), 1);
        assert_eq!(rows.count(), Rows::of(&text, 70).count() + 1);
        // Another key before the first is done with leaves one batch to do, not two.
        text.insert(1001, 'b');
        rows.renew(&text, 70, Splice { at: 1001, removed: 0, inserted: 1 });
        rows.settle(&text, 70);
        assert_eq!(rows.seams.len(), 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn rows_without_end_settle_bit_by_bit(
            piece in prop::sample::select(vec!["a", "漢", "漢、", "ab 漢", "word "]),
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..6, "[a漢 ]{0,5}", 0usize..4), 1..6),
            width in 2usize..5,
        ) {
            let mut text = piece.repeat(3_000 / piece.len());
            let mut rows = Rows::of(&text, width);
            for (at, removed, new, settled) in changes {
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let first = at.index(places.len());
                let (at, end) = (places[first], places[(first + removed).min(places.len() - 1)]);
                text.replace_range(at..end, &new);
                rows.renew(&text, width, Splice { at, removed: end - at, inserted: new.len() });
                for _ in 0..settled {
                    rows.settle(&text, width);
                }
                let joined = rows.ranges_from(0).fold(0, |end, row| {
                    assert_eq!(row.start, end);
                    assert!(overflow(text.get(row.clone()).unwrap().trim_end(), width).is_none());
                    row.end
                });
                prop_assert_eq!(joined, text.len());
            }
            let mut batches = 0;
            while !rows.is_settled() {
                rows.settle(&text, width);
                batches += 1;
                prop_assert!(batches < 100);
            }
            same(&rows, &text, width);
        }
    }

    proptest! {
        #[test]
        fn renewed_rows_are_those_made_afresh(
            start in "([a-z]{1,7}[ ,.-]{1,2}|漢字|👩\\u{200d}👧|e\\u{301}){0,150}",
            changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..12, "[a-z 漢\\u{301}-]{0,9}"), 1..8),
            width in 1usize..25,
        ) {
            let mut text = start;
            let mut rows = Rows::of(&text, width);
            for (at, removed, new) in changes {
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let first = at.index(places.len());
                let (at, end) = (places[first], places[(first + removed).min(places.len() - 1)]);
                text.replace_range(at..end, &new);
                rows.renew(&text, width, Splice { at, removed: end - at, inserted: new.len() });
                prop_assert!(rows.is_settled());
                same(&rows, &text, width);
            }
        }
    }
}
