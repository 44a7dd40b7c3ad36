//! Options to choose from: a marker for the row in focus, a number to pick it by, a sign for what is chosen.

use crate::screen::block::Row;
use crate::tui::canvas::Hit;
use crate::tui::ground::Ground;
use crate::tui::strip::Strip;
use crate::tui::theme::Role;

/// Where the number stands, behind the marker.
const NUMBER: u16 = 2;

/// One strip a row, and one for what belongs to it.
pub fn strips<'a>(
    rows: &'a [Row<'a>],
    many: bool,
    at: Option<usize>,
    width: u16,
    ground: &mut Ground,
) -> Vec<Strip<'a>> {
    let above = ground.options;
    ground.options += rows.len();
    let signs = ground.look.signs;
    let label = if many { 8 } else { 6 };
    let room = width.saturating_sub(label).max(1);
    let mut all = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let here = at == Some(number);
        let writing = row.editor.as_ref().is_some_and(|editor| editor.focus);
        let role = if here { Role::Current } else { Role::Text };
        let hit = Hit::Option { row: above + number, number };
        let mut strip = Strip::rows(label, ground.prose(&row.label, room, role)).focused(here && !writing).hitting(hit);
        strip = strip.with_lead(0, if here { signs.here } else { " " }, Role::Accent);
        if number < 9 {
            strip = strip.with_lead(NUMBER, &(number + 1).to_string(), if here { Role::Accent } else { Role::Quiet });
        }
        if many {
            let [no, yes] = signs.boxes;
            strip = strip.with_lead(
                4,
                if row.chosen { yes } else { no },
                if row.chosen { Role::Accent } else { Role::Quiet },
            );
        } else if row.chosen {
            strip = strip.with_lead(4, signs.chosen, Role::Accent);
        }
        all.push(strip);
        if !row.text.is_empty() {
            all.push(Strip::rows(label, ground.prose(&row.text, room, Role::Quiet)).hitting(hit));
        }
        if let Some(editor) = &row.editor {
            let most = ground.page;
            all.push(Strip::field(label, room, editor, most, ground).with_lead(label - 2, signs.edge, Role::Quiet));
        }
    }
    all
}
