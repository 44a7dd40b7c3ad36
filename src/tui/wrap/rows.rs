//! The rows of one paragraph, kept as lengths so that an edit moves nothing behind it.

use super::fill::fill;
use crate::text::Splice;
use crate::text::shelves::{Shelves, Weigh};

/// The most rows kept in one plain list.
const FEW: usize = 64;

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
pub enum Rows {
    /// A paragraph as people write them.
    Few(Vec<Length>),
    /// A very long one.
    Many(Shelves<Length>),
}

/// Rows that take the place of others.
struct Renewed {
    first: usize,
    gone: usize,
    lengths: Vec<Length>,
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
        match self {
            Self::Few(rows) => rows.len(),
            Self::Many(rows) => rows.len(),
        }
    }

    /// Where the row numbered `row` begins.
    pub fn start(&self, row: usize) -> usize {
        match self {
            Self::Few(rows) => rows.iter().take(row).map(Weigh::weight).sum(),
            Self::Many(rows) => rows.weight_before(row),
        }
    }

    /// The row in which the byte `at` stands; the end of the paragraph stands in the last.
    pub fn at(&self, at: usize) -> usize {
        let last = self.count().saturating_sub(1);
        match self {
            Self::Few(rows) => {
                let mut end = 0;
                let ends = rows.iter().map(|row| {
                    end += row.weight();
                    end
                });
                ends.take_while(|end| *end <= at).count().min(last)
            }
            Self::Many(rows) => rows.find(at).map_or(last, |(row, _)| row),
        }
    }

    /// The rows from the one numbered `row` on: where each begins and ends.
    pub fn ranges_from(&self, row: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
        let (few, many) = match self {
            Self::Few(rows) => (Some(rows.iter().skip(row)), None),
            Self::Many(rows) => (None, Some(rows.iter_from(row))),
        };
        let mut end = self.start(row);
        few.into_iter().flatten().chain(many.into_iter().flatten()).map(move |length| {
            let start = end;
            end += length.weight();
            start..end
        })
    }

    /// These rows after their paragraph, which reads `text` now, changed by `splice`: from the row
    /// before the change on until the breaks are again where they were.
    pub fn renew(&mut self, text: &str, width: usize, splice: Splice) {
        let renewed = self.renewed(text, width, splice);
        let range = renewed.first..renewed.first + renewed.gone;
        match self {
            Self::Few(rows) => {
                rows.splice(range.start.min(rows.len())..range.end.min(rows.len()), renewed.lengths);
            }
            Self::Many(rows) => rows.splice(range, renewed.lengths),
        }
        match self {
            Self::Few(rows) if rows.len() > FEW => *self = Self::Many(rows.drain(..).collect()),
            Self::Many(rows) if rows.len() <= FEW / 2 => *self = Self::Few(rows.iter_from(0).copied().collect()),
            Self::Few(_) | Self::Many(_) => {}
        }
    }

    fn renewed(&self, text: &str, width: usize, splice: Splice) -> Renewed {
        let (first, mut at) = self.first_touched(text, width, splice.at);
        let mut old = self.ranges_from(first).map(|row| row.start).peekable();
        let mut gone = 0;
        let mut lengths = Vec::new();
        loop {
            if at >= splice.at + splice.inserted {
                let then = at - splice.inserted + splice.removed;
                while old.next_if(|start| *start < then).is_some() {
                    gone += 1;
                }
                if old.peek() == Some(&then) {
                    return Renewed { first, gone, lengths };
                }
            }
            let filled = fill(text.get(at..).unwrap_or_default(), width);
            lengths.push(length(filled.len));
            at += filled.len;
            if !filled.more {
                return Renewed { first, gone: self.count() - first, lengths };
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
        if lengths.len() > FEW { Self::Many(lengths.into_iter().collect()) } else { Self::Few(lengths) }
    }
}

fn length(bytes: usize) -> Length {
    Length(u32::try_from(bytes).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::Rows;
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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
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
                same(&rows, &text, width);
            }
        }
    }
}
