//! A list kept on short shelves: long lists change, are measured and are copied in small pieces.
//!
//! Every item has a weight. Finding an item by number or by weight walks the shelves (one
//! step for up to [`SHELF`] items); a change touches one shelf. A copy shares every shelf,
//! and the first change after a copy copies the row of shelves and the one shelf it touches.

#![expect(clippy::similar_names, reason = "a shelf is no self")]

use std::ops::Range;
use std::sync::Arc;

/// The most items a shelf holds. Large enough that a megabyte of ordinary paragraphs is about
/// a hundred shelves, small enough that copying one costs nothing anybody can feel.
const SHELF: usize = 128;

/// What an item weighs; what a weight means is for the owner of the list to say.
pub trait Weigh {
    /// The weight of this item.
    fn weight(&self) -> usize;
}

impl<T: Weigh> Weigh for Arc<T> {
    fn weight(&self) -> usize {
        T::weight(self)
    }
}

/// A list of items on shelves. See the module's words.
#[derive(Clone)]
pub struct Shelves<T> {
    row: Arc<Vec<Shelf<T>>>,
    len: usize,
    weight: usize,
}

#[derive(Clone)]
struct Shelf<T> {
    items: Arc<Vec<T>>,
    len: usize,
    weight: usize,
}

impl<T: Clone + Weigh> Shelf<T> {
    fn holding(items: Vec<T>) -> Self {
        Self { len: items.len(), weight: items.iter().map(Weigh::weight).sum(), items: Arc::new(items) }
    }
}

impl<T: Clone + Weigh> Default for Shelves<T> {
    fn default() -> Self {
        Self { row: Arc::new(Vec::new()), len: 0, weight: 0 }
    }
}

impl<T: Clone + Weigh> FromIterator<T> for Shelves<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let shelves = shelved(items.into_iter());
        Self {
            len: shelves.iter().map(|shelf| shelf.len).sum(),
            weight: shelves.iter().map(|shelf| shelf.weight).sum(),
            row: Arc::new(shelves),
        }
    }
}

/// `items` spread over as many shelves as they need, each with room to grow.
fn shelved<T: Clone + Weigh>(mut items: impl Iterator<Item = T>) -> Vec<Shelf<T>> {
    let mut shelves = Vec::new();
    loop {
        let batch: Vec<T> = items.by_ref().take(SHELF * 3 / 4).collect();
        if batch.is_empty() {
            return shelves;
        }
        shelves.push(Shelf::holding(batch));
    }
}

impl<T: Clone + Weigh> Shelves<T> {
    /// How many items there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The weight of all items together.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// The item numbered `index`.
    pub fn get(&self, index: usize) -> Option<&T> {
        let (shelf, on_shelf) = self.spot(index)?;
        self.row.get(shelf)?.items.get(on_shelf)
    }

    /// The last item.
    pub fn last(&self) -> Option<&T> {
        self.row.last()?.items.last()
    }

    /// The weight of everything that comes before the item numbered `index`.
    pub fn weight_before(&self, index: usize) -> usize {
        let Some((last, on_shelf)) = self.spot(index) else {
            return self.weight;
        };
        let shelves = self.row.iter().take(last).map(|shelf| shelf.weight);
        let items = self.row.get(last).into_iter().flat_map(|shelf| shelf.items.iter());
        shelves.sum::<usize>() + items.take(on_shelf).map(Weigh::weight).sum::<usize>()
    }

    /// The item in which `weight` falls: its number, and how much of the weight is left when
    /// everything before it is taken off. Nothing when all items together do not weigh more.
    pub fn find(&self, weight: usize) -> Option<(usize, usize)> {
        let mut left = weight;
        let mut number = 0;
        for shelf in self.row.iter() {
            if left >= shelf.weight {
                left -= shelf.weight;
                number += shelf.len;
                continue;
            }
            for item in shelf.items.iter() {
                if left < item.weight() {
                    return Some((number, left));
                }
                left -= item.weight();
                number += 1;
            }
        }
        None
    }

    /// All items from the one numbered `index` on.
    pub fn iter_from(&self, index: usize) -> impl Iterator<Item = &T> {
        let (first, on_shelf) = self.spot(index).unwrap_or((self.row.len(), 0));
        let shelves = self.row.iter().skip(first);
        shelves.flat_map(|shelf| shelf.items.iter()).skip(on_shelf)
    }

    /// Changes the item numbered `index` where it stands; nothing when there is none.
    pub fn update<R>(&mut self, index: usize, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let (number, on_shelf) = self.spot(index)?;
        let shelf = Arc::make_mut(&mut self.row).get_mut(number)?;
        let item = Arc::make_mut(&mut shelf.items).get_mut(on_shelf)?;
        let old = item.weight();
        let answer = change(item);
        let new = item.weight();
        shelf.weight = shelf.weight - old + new;
        self.weight = self.weight - old + new;
        Some(answer)
    }

    /// Adds `item` at the end.
    pub fn push(&mut self, item: T) {
        self.splice(self.len..self.len, std::iter::once(item));
    }

    /// Takes the last item off.
    pub fn pop(&mut self) -> Option<T> {
        let last = self.last().cloned()?;
        self.splice(self.len - 1..self.len, std::iter::empty());
        Some(last)
    }

    /// Puts `items` in place of those numbered `range` (cut to what is there).
    pub fn splice(&mut self, range: Range<usize>, items: impl IntoIterator<Item = T>) {
        let range = range.start.min(self.len)..range.end.clamp(range.start.min(self.len), self.len);
        let (first, from) = self.edge(range.start);
        let (last, to) = self.edge(range.end);
        let shelves = Arc::make_mut(&mut self.row);
        // What stands on the first shelf before the range, and on the last behind it, goes back
        // up with the new items; a small neighbour joins them, so that shelves do not dwindle.
        let head = shelves.get(first).map_or(&[][..], |shelf| shelf.items.get(..from).unwrap_or_default());
        let tail = shelves.get(last).map_or(&[][..], |shelf| shelf.items.get(to..).unwrap_or_default());
        let mut all: Vec<T> = head.to_vec();
        all.extend(items);
        all.extend(tail.iter().cloned());
        let mut end = (last + 1).min(shelves.len());
        if let Some(next) = shelves.get(end)
            && all.len() + next.len <= SHELF / 2
        {
            all.extend(next.items.iter().cloned());
            end += 1;
        }
        let gone = first.min(end)..end;
        for shelf in shelves.get(gone.clone()).unwrap_or_default() {
            self.len -= shelf.len;
            self.weight -= shelf.weight;
        }
        let new = if all.is_empty() {
            Vec::new()
        } else if all.len() <= SHELF {
            vec![Shelf::holding(all)]
        } else {
            shelved(all.into_iter())
        };
        for shelf in &new {
            self.len += shelf.len;
            self.weight += shelf.weight;
        }
        shelves.splice(gone, new);
    }

    /// The shelf and the place on it where the item numbered `index` stands.
    fn spot(&self, index: usize) -> Option<(usize, usize)> {
        (index < self.len).then(|| self.edge(index))
    }

    /// The shelf and the place on it where the item numbered `index` stands or, at the very
    /// end of the list, would be added.
    fn edge(&self, index: usize) -> (usize, usize) {
        let mut left = index;
        for (number, shelf) in self.row.iter().enumerate() {
            let last = number + 1 == self.row.len();
            if left < shelf.len || last {
                return (number, left);
            }
            left -= shelf.len;
        }
        (0, left)
    }
}

#[cfg(test)]
mod tests {
    use super::{Shelves, Weigh};
    use proptest::prelude::*;

    impl Weigh for u32 {
        fn weight(&self) -> usize {
            *self as usize
        }
    }

    #[track_caller]
    fn agrees(shelves: &Shelves<u32>, model: &[u32]) {
        assert_eq!(shelves.iter_from(0).copied().collect::<Vec<_>>(), model);
        assert_eq!(shelves.len(), model.len());
        assert_eq!(shelves.weight(), model.iter().map(|weight| *weight as usize).sum::<usize>());
        assert_eq!(shelves.last(), model.last());
        let mut before = 0;
        for (index, item) in model.iter().enumerate() {
            assert_eq!(shelves.get(index), Some(item));
            assert_eq!(shelves.weight_before(index), before);
            if *item > 0 {
                assert_eq!(shelves.find(before), Some((index, 0)));
                assert_eq!(shelves.find(before + *item as usize - 1), Some((index, *item as usize - 1)));
            }
            before += *item as usize;
        }
        assert_eq!(shelves.find(before), None);
        assert_eq!(shelves.get(model.len()), None);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn is_a_list(start in prop::collection::vec(0u32..5, 0..400),
                     changes in prop::collection::vec((0usize..500, 0usize..300, prop::collection::vec(0u32..5, 0..200)), 0..12)) {
            let mut model = start.clone();
            let mut shelves: Shelves<u32> = start.into_iter().collect();
            for (at, gone, new) in changes {
                let copy = (shelves.clone(), model.clone());
                let at = at.min(model.len());
                let end = (at + gone).min(model.len());
                shelves.splice(at..end, new.clone());
                model.splice(at..end, new);
                if shelves.update(at, |item| *item += 1).is_some() {
                    model[at] += 1;
                }
                agrees(&shelves, &model);
                agrees(&copy.0, &copy.1);
            }
            while let Some(last) = shelves.pop() {
                prop_assert_eq!(Some(last), model.pop());
            }
            prop_assert!(model.is_empty());
        }
    }
}
