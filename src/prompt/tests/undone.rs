//! Undo and redo on a board, held against a plain list of what it looked like.

use proptest::prelude::*;

use super::samples::sample;
use crate::prompt::draft::Draft;
use crate::session::event::ItemEvent;
use crate::text::{Changed, Clip, Edit, Text};

/// Something a person does on a board.
#[derive(Clone, Copy, Debug)]
enum Deed {
    Add,
    Write,
    Item(ItemEvent),
    Undo,
    Redo,
}

fn deed() -> impl Strategy<Value = Deed> {
    let item = |event| Just(Deed::Item(event));
    let moves = prop_oneof![
        item(ItemEvent::ToLeft),
        item(ItemEvent::ToRight),
        item(ItemEvent::Earlier),
        item(ItemEvent::Later),
    ];
    prop_oneof![
        2 => Just(Deed::Add),
        3 => Just(Deed::Write),
        4 => moves,
        2 => item(ItemEvent::Remove),
        4 => Just(Deed::Undo),
        3 => Just(Deed::Redo),
    ]
}

/// The words of the items, column by column.
type Looks = Vec<Vec<String>>;

fn looks(draft: &Draft) -> Looks {
    let Draft::Rows(rows) = draft else { return Looks::new() };
    let words = |at: usize| rows.rows[at].text(0).map(Text::to_string).unwrap_or_default();
    let column = |lane| rows.of_lane(lane).into_iter().map(words).filter(|words| !words.is_empty()).collect();
    (0..rows.lanes.len()).map(column).collect()
}

/// What it looked like before each thing that was done, and what it would look like after each that was taken back; and
/// whether an item was taken away by it. The line begins where one goes to another item, to write in it.
#[derive(Default)]
struct Model {
    before: Vec<(Looks, bool)>,
    after: Vec<(Looks, bool)>,
}

impl Model {
    fn did(&mut self, before: Looks, now: &Looks, away: bool) {
        if before != *now {
            self.before.push((before, away));
            self.after.clear();
        }
    }

    /// Undo, or redo: what it is to look like then; `None` where there is nothing on the line.
    fn turn(&mut self, back: bool, now: &Looks) -> Option<Looks> {
        let (from, to) = if back { (&mut self.before, &mut self.after) } else { (&mut self.after, &mut self.before) };
        let (looks, away) = from.pop()?;
        to.push((now.clone(), away));
        Some(looks)
    }
}

fn edit(draft: &mut Draft, edit: &Edit) -> bool {
    draft.edit(edit, &mut Clip::default()) == Changed::Words
}

fn write(draft: &mut Draft, model: &mut Model, number: usize) {
    if model.before.last().is_some_and(|(_, away)| *away) {
        *model = Model::default();
    }
    let before = looks(draft);
    edit(draft, &Edit::Type(format!("w{number}.")));
    edit(draft, &Edit::Pause);
    model.did(before, &looks(draft), false);
}

/// Does it, and says how it is done.
fn perform(draft: &mut Draft, model: &mut Model, deed: Deed, number: usize) -> Result<(), TestCaseError> {
    let before = looks(draft);
    match deed {
        Deed::Add => {
            if draft.item(ItemEvent::New) {
                *model = Model::default();
            }
            write(draft, model, number);
        }
        Deed::Write => write(draft, model, number),
        Deed::Item(event) => {
            draft.item(event);
            let now = looks(draft);
            let sorted = |looks: &Looks| {
                let mut all = looks.concat();
                all.sort_unstable();
                all
            };
            prop_assert!(event == ItemEvent::Remove || sorted(&before) == sorted(&now), "{before:?} to {now:?}");
            model.did(before, &now, event == ItemEvent::Remove);
        }
        Deed::Undo | Deed::Redo => {
            let back = matches!(deed, Deed::Undo);
            if let Some(expected) = model.turn(back, &before) {
                edit(draft, if back { &Edit::Undo } else { &Edit::Redo });
                prop_assert_eq!(looks(draft), expected, "{:?} of {:?}", deed, before);
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    /// However items were added, written in, moved and taken away: undo leads back step by step to where the line began,
    /// and redo to its end.
    #[test]
    fn undo_leads_back_to_the_beginning_and_redo_to_the_end(deeds in proptest::collection::vec(deed(), 0..24)) {
        let sample = sample("board");
        let mut draft = sample.prompt.open(None, None, &sample.scene());
        let mut model = Model::default();
        for (number, deed) in deeds.into_iter().enumerate() {
            perform(&mut draft, &mut model, deed, number)?;
        }
        while !model.after.is_empty() {
            perform(&mut draft, &mut model, Deed::Redo, 0)?;
        }
        let (end, steps) = (looks(&draft), model.before.len());
        for _ in 0..steps {
            perform(&mut draft, &mut model, Deed::Undo, 0)?;
        }
        prop_assert!(model.before.is_empty());
        for _ in 0..steps {
            perform(&mut draft, &mut model, Deed::Redo, 0)?;
        }
        prop_assert_eq!(looks(&draft), end);
    }
}
