//! Options to choose from: a marker for the row in focus, a number to pick it by, a sign for what is chosen.

use crate::screen::block::Row;
use crate::tui::canvas::Hit;
use crate::tui::ground::Ground;
use crate::tui::rows::columns;
use crate::tui::strip::{Lane, Strip};
use crate::tui::theme::Role;

use super::Room;

/// Where the number stands, behind the marker.
const NUMBER: u16 = 2;

/// Fewer rows than this are not set side by side.
const MANY: usize = 10;
/// Columns of options at most.
const LANES: usize = 3;

/// One strip a row, and one for what belongs to it; where there is little room, side by side or folded to a line.
pub fn strips<'a>(
    rows: &'a [Row<'a>],
    many: bool,
    at: Option<usize>,
    meant: bool,
    room: Room,
    ground: &mut Ground,
) -> Vec<Strip<'a>> {
    let above = ground.options;
    ground.options += rows.len();
    if room.fold && at.is_none() {
        return folded(rows, above, room.measure, ground);
    }
    let group = Group { many, at, meant, above };
    let count = if room.fold { lanes(rows, many, room.measure) } else { 1 };
    if count < 2 {
        return (0..).zip(rows).flat_map(|(number, row)| group.row(number, row, room.measure, ground)).collect();
    }
    let (each, per) = (room.measure / u16::try_from(count).unwrap_or(1), rows.len().div_ceil(count));
    ground.lane = Some((per, above, rows.len()));
    let lane = |(place, chunk): (usize, &'a [Row<'a>])| {
        let numbered = (place * per..).zip(chunk);
        let strips = numbered.flat_map(|(number, row)| group.row(number, row, each, ground)).collect();
        Lane { x: each * u16::try_from(place).unwrap_or(0), width: each, strips }
    };
    vec![Strip::lanes(rows.chunks(per).enumerate().map(lane).collect())]
}

/// How many columns many short options make.
fn lanes(rows: &[Row<'_>], many: bool, width: u16) -> usize {
    let widest = rows.iter().map(|row| columns(&row.label)).max().unwrap_or_default() + usize::from(label(many)) + 2;
    let plain = rows.len() >= MANY && rows.iter().all(|row| row.text.is_empty());
    if plain { (usize::from(width) / widest).min(LANES) } else { 1 }
}

/// The column labels begin at.
pub fn label(many: bool) -> u16 {
    if many { 8 } else { 6 }
}

/// The line of one that can be chosen: a marker where the cursor is, the number it is picked by, its words from column
/// `label` on.
pub fn line<'a>(number: usize, words: &str, label: u16, here: bool, width: u16, ground: &mut Ground) -> Strip<'a> {
    let signs = ground.look.signs;
    let room = width.saturating_sub(label).max(1);
    let strip = Strip::rows(label, ground.prose(words, room, if here { Role::Current } else { Role::Text }));
    let strip = strip.with_lead(0, if here { signs.here } else { " " }, Role::Accent);
    if number >= 9 {
        return strip;
    }
    strip.with_lead(NUMBER, &(number + 1).to_string(), if here { Role::Accent } else { Role::Quiet })
}

/// What is chosen in a field without the focus, or what there is to choose, on a line.
fn folded<'a>(rows: &'a [Row<'a>], above: usize, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let chosen: Vec<&str> = rows.iter().filter(|row| row.chosen).map(|row| row.label.as_str()).collect();
    let signs = ground.look.signs;
    let (words, role) = if chosen.is_empty() {
        let all: Vec<&str> = rows.iter().map(|row| row.label.as_str()).collect();
        (all.join(&format!(" {} ", signs.item)), Role::Quiet)
    } else {
        (chosen.join(", "), Role::Own)
    };
    let strip = Strip::rows(2, ground.prose(&words, width.saturating_sub(2).max(1), role));
    vec![strip.with_lead(0, signs.edge, Role::Quiet).hitting(Hit::Row(above))]
}

/// Options that stand together.
#[derive(Clone, Copy)]
struct Group {
    many: bool,
    at: Option<usize>,
    meant: bool,
    above: usize,
}

impl Group {
    fn row<'a>(self, number: usize, row: &'a Row<'a>, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
        let signs = ground.look.signs;
        let label = label(self.many);
        let room = width.saturating_sub(label).max(1);
        let cursor = self.at == Some(number);
        let here = cursor && self.meant;
        let writing = row.editor.as_ref().is_some_and(|editor| editor.focus);
        let hit = Hit::Option { row: self.above + number, number };
        let mut strip = line(number, &row.label, label, here, width, ground);
        strip = strip.focused(cursor && !writing).hitting(hit);
        let accent = if row.chosen { Role::Accent } else { Role::Quiet };
        let [no, yes] = signs.boxes;
        match (self.many, row.chosen) {
            (true, chosen) => strip = strip.with_lead(4, if chosen { yes } else { no }, accent),
            (false, true) => strip = strip.with_lead(4, signs.chosen, accent),
            (false, false) => {}
        }
        let mut all = vec![strip];
        if !row.text.is_empty() {
            let text = Strip::rows(label, ground.prose(&row.text, room, Role::Quiet)).hitting(hit);
            all.push(text.focused(here && !writing));
        }
        if let Some(editor) = &row.editor {
            let most = ground.page;
            all.push(Strip::field(label, room, editor, most, ground).with_lead(label - 2, signs.edge, Role::Quiet));
        }
        all
    }
}
