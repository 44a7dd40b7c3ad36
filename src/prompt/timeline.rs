//! Dated events, drawn to scale.

use super::answer::Answer;
use super::calendar::{Toward, read_day};
use super::draft::{Lane, Rows, Second};
use super::kind::{Complaint, Kind, Replied};
use super::scene::Scene;
use super::words;
use crate::screen::Block;
use jiff::civil::Date;

/// Dated events, drawn to scale.
#[derive(Clone, Debug)]
pub struct Timeline;

/// The words in the day under the cursor are no day.
pub(super) fn unread(draft: &Rows, today: Date) -> Option<Complaint> {
    let day = draft.row().filter(|_| draft.cell == 1)?.text(1)?;
    let unread = !day.is_blank() && read_day(&day.to_string(), today, Toward::Behind).is_none();
    let number = draft.rows.iter().take(draft.at + 1).filter(|row| !row.is_blank()).count();
    unread.then(|| words::event_day(number))
}

impl Kind for Timeline {
    type Shape = Rows;

    fn open(&self, before: Option<&Answer>, _scene: &Scene<'_>) -> Rows {
        Rows::open(vec![Lane::default()], Second::Day, before.map(Answer::to_items))
    }

    fn accept(&self, draft: &Rows, scene: &Scene<'_>) -> Result<Answer, Complaint> {
        let Answer::Items(mut items) = draft.accept()? else { return Err(words::write_line()) };
        for (at, item) in items.iter_mut().enumerate() {
            if let Some(unread) = item.unread.take() {
                let day = read_day(&unread, scene.today, Toward::Behind);
                item.day = Some(day.ok_or_else(|| words::event_day(at + 1))?);
            }
        }
        // In the order it happened; what has no day comes last, as it was written.
        items.sort_by_key(|item| (item.day.is_none(), item.day));
        Ok(Answer::Items(items))
    }

    fn show<'d>(&self, draft: &'d Rows, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        let mut rows = draft.item_rows([&scene.placeholder, words::EVENT_DAY_PLACEHOLDER]);
        for row in &mut rows {
            let written = row.cells.get(1).map(|cell| cell.text.to_string());
            row.day = written.and_then(|words| read_day(&words, scene.today, Toward::Behind));
        }
        out.push(Block::Timeline(rows));
    }

    fn pass(&self, draft: &mut Rows, _scene: &Scene<'_>) -> Replied {
        draft.skip_cell()
    }
}
