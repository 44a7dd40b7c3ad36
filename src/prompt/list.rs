//! A list of lines.

use super::answer::Answer;
use super::draft::{Lane, Rows, Second};
use super::kind::{Complaint, Kind, Replied};
use super::scene::Scene;
use crate::screen::Block;

/// A list of lines.
#[derive(Clone, Debug)]
pub struct List {
    /// How many at most.
    pub at_most: Option<usize>,
}

impl Kind for List {
    type Shape = Rows;

    fn open(&self, before: Option<&Answer>, _scene: &Scene<'_>) -> Rows {
        Rows::open(
            vec![Lane { at_most: self.at_most, ..Lane::default() }],
            Second::Nothing,
            before.map(Answer::to_items),
        )
    }

    fn accept(&self, draft: &Rows, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        draft.accept()
    }

    fn show<'d>(&self, draft: &'d Rows, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        let rows = draft.item_rows([&scene.placeholder, ""]);
        out.push(Block::Rows { rows, labels: Vec::new(), ends: None });
    }

    fn pass(&self, draft: &mut Rows, _scene: &Scene<'_>) -> Replied {
        draft.skip_cell()
    }
}
