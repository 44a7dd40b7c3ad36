//! Named columns of items, side by side.

use super::answer::Answer;
use super::draft::{Lane, Rows, Second};
use super::kind::{Complaint, Kind, Replied};
use super::scene::Scene;
use crate::guide::Template;
use crate::screen::block::{self, Block};

/// Named columns of items, side by side.
#[derive(Clone, Debug)]
pub struct Board {
    /// Left to right.
    pub columns: Vec<Column>,
}

/// One column of a board.
#[derive(Clone, Debug)]
pub struct Column {
    /// Stable id; saves hold it.
    pub id: String,
    /// Its heading.
    pub title: Template,
    /// Shown in an empty row.
    pub placeholder: Template,
    /// Each item may be turned into a question; this asks for it ("What would you ask to find out?").
    pub ask_each: Option<Template>,
    /// How many items at most.
    pub at_most: Option<usize>,
}

impl Kind for Board {
    type Shape = Rows;

    fn open(&self, before: Option<&Answer>, _scene: &Scene<'_>) -> Rows {
        let lane = |column: &Column| Lane {
            id: Some(column.id.clone()),
            two: column.ask_each.is_some(),
            at_most: column.at_most,
        };
        Rows::open(self.columns.iter().map(lane).collect(), Second::Asked, before.map(Answer::to_items))
    }

    fn accept(&self, draft: &Rows, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        draft.accept()
    }

    fn show<'d>(&self, draft: &'d Rows, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        let mut field = 0;
        let mut columns = Vec::new();
        for (number, column) in self.columns.iter().enumerate() {
            let placeholder = scene.say(&column.placeholder);
            let ask = column.ask_each.as_ref().map(|ask| scene.say(ask));
            let hints = [placeholder.as_str(), ask.as_deref().unwrap_or_default()];
            let rows =
                draft.of_lane(number).into_iter().filter_map(|at| draft.item_row(at, hints, &mut field)).collect();
            columns.push(block::Column { title: scene.say(&column.title), ask_each: ask, rows });
        }
        out.push(Block::Board(columns));
    }

    fn pass(&self, draft: &mut Rows, _scene: &Scene<'_>) -> Replied {
        draft.skip_cell()
    }
}
