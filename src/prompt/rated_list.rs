//! A list whose lines are rated; or an earlier one rated again.

use super::answer::{Answer, Item};
use super::draft::{Lane, Rows, Second};
use super::kind::{Complaint, Kind, Replied, whole};
use super::scene::Scene;
use crate::guide::ListRef;
use crate::guide::{Reference, Template};
use crate::screen::Block;

/// A list whose lines are rated; or an earlier one rated again.
#[derive(Clone, Debug)]
pub struct RatedList {
    /// How many at most.
    pub at_most: Option<usize>,
    /// What 0 means.
    pub low: Template,
    /// What 10 means.
    pub high: Template,
    /// The earlier rated list whose lines are rated again.
    pub again_of: Option<Reference>,
}

impl Kind for RatedList {
    type Shape = Rows;

    fn open(&self, before: Option<&Answer>, scene: &Scene<'_>) -> Rows {
        let second = Second::Rating(LOWEST, HIGHEST);
        if let Some(earlier) = self.earlier_items(scene) {
            return Rows::again(second, rated_since(earlier, before), before.is_some());
        }
        let lane = Lane { at_most: self.at_most, ..Lane::default() };
        Rows::open(vec![lane], second, before.map(Answer::to_items))
    }

    fn accept(&self, draft: &Rows, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        draft.accept()
    }

    fn show<'d>(&self, draft: &'d Rows, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        let rows = draft.item_rows([&scene.placeholder, ""]);
        let (low, high) = (scene.say(&self.low), scene.say(&self.high));
        let ends = (!low.is_empty() || !high.is_empty()).then_some((low, high));
        out.push(Block::Rows { rows, labels: Vec::new(), ends });
    }

    fn pass(&self, draft: &mut Rows, _scene: &Scene<'_>) -> Replied {
        draft.skip_cell()
    }

    fn earlier(&self) -> Vec<ListRef> {
        self.again_of.iter().map(whole).collect()
    }
}

/// What the ends of a rating are in numbers.
const LOWEST: i64 = 0;
/// See [`LOWEST`].
const HIGHEST: i64 = 10;

impl RatedList {
    fn earlier_items(&self, scene: &Scene<'_>) -> Option<Vec<Item>> {
        self.again_of.as_ref()?;
        let earlier = scene.earlier.first()?.as_ref()?;
        Some(earlier.items(None).cloned().collect())
    }
}

/// The earlier items, each with the rating given since; what was taken out of the earlier list goes from this one too.
fn rated_since(earlier: Vec<Item>, since: Option<&Answer>) -> Vec<(Item, Option<i64>)> {
    let rating = |item: &Item| since?.items(None).find(|rated| rated.id == item.id)?.rating;
    earlier.into_iter().map(|item| (rating(&item), item)).map(|(since, item)| (item, since)).collect()
}
