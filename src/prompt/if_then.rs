//! If-then lines: when this happens, then I do that (Gollwitzer & Sheeran 2006).

use super::answer::Answer;
use super::draft::{Lane, Rows, Second};
use super::kind::{Complaint, Kind, Replied};
use super::scene::Scene;
use super::words;
use crate::guide::Template;
use crate::screen::Block;

/// If-then lines: when this happens, then I do that (Gollwitzer & Sheeran 2006).
#[derive(Clone, Debug)]
pub struct IfThen {
    /// How many at most.
    pub at_most: usize,
    /// Beginnings offered for the "if".
    pub starts: Vec<Template>,
    /// Shown in an empty "then".
    pub then_placeholder: Template,
}

impl Kind for IfThen {
    type Shape = Rows;

    fn open(&self, before: Option<&Answer>, _scene: &Scene<'_>) -> Rows {
        let lane = Lane { at_most: Some(self.at_most), ..Lane::default() };
        Rows::open(vec![lane], Second::Then, before.map(Answer::to_items))
    }

    fn accept(&self, draft: &Rows, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        let half = |row: &super::draft::Row| row.cells.iter().any(|cell| cell.0.is_blank());
        if draft.written().any(half) { Err(words::half_line()) } else { draft.accept() }
    }

    fn show<'d>(&self, draft: &'d Rows, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        if self.offers(draft) {
            out.push(Block::Note(words::STARTS.to_owned()));
            let row = |(at, start): (usize, &Template)| crate::screen::block::Row {
                id: (at + 1).to_string(),
                label: scene.say(start),
                text: String::new(),
                chosen: false,
                editor: None,
            };
            out.push(Block::Options {
                rows: self.starts.iter().enumerate().map(row).collect(),
                many: false,
                at: None,
                meant: true,
            });
        }
        let then = scene.say(&self.then_placeholder);
        let rows = draft.item_rows([&scene.placeholder, &then]);
        out.push(Block::Rows { rows, labels: vec![words::IF.to_owned(), words::THEN.to_owned()], ends: None });
    }

    fn reply(&self, draft: &mut Rows, line: &str, scene: &Scene<'_>) -> Replied {
        draft.open_row();
        let picked = line.trim().parse().is_ok_and(|number| self.offer(draft, number, scene));
        if picked { draft.next_cell() } else { draft.reply(line, scene.today) }
    }

    fn pass(&self, draft: &mut Rows, _scene: &Scene<'_>) -> Replied {
        draft.skip_cell()
    }

    fn offer(&self, draft: &mut Rows, number: i64, scene: &Scene<'_>) -> bool {
        let start = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let start = start.and_then(|at| self.starts.get(at)).filter(|_| self.offers(draft));
        start.is_some_and(|start| draft.fill(&scene.say(start)))
    }
}

impl IfThen {
    /// Beginnings are offered while the "if" in focus is empty.
    pub(super) fn offers(&self, draft: &Rows) -> bool {
        draft.cell == 0 && !self.starts.is_empty() && draft.row().is_some_and(super::draft::Row::is_blank)
    }
}
