//! Frame: where header, body, status and keys go in a window of a given size.

use ratatui::layout::Rect;

use crate::screen::{Block, Focus, Screen};
use crate::tui::bar;
use crate::tui::blocks::Room;

/// Columns of running text at most.
pub(super) const MEASURE: u16 = 70;
/// From this width on a person's own words stand beside the question.
const WIDE: u16 = 120;
/// Columns of a page, and of a wide one.
const USUAL: u16 = 84;
const WIDEST: u16 = 132;
/// Columns left of the text for signs beside it.
pub(super) const GUTTER: u16 = 2;

/// Where things go in a window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) header: Rect,
    pub(super) body: Rect,
    pub(super) status: Rect,
    pub(super) bar: Rect,
    pub(super) aside: Option<Rect>,
    pub(super) room: Room,
}

/// How close together things stand, tried in this order until all of them fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Density {
    /// With air.
    Roomy,
    /// With one empty row between parts.
    Close,
    /// With less air above and below the page too.
    Tight,
    /// With fields that have not the focus folded to a line, and many options side by side.
    Folded,
}

impl Frame {
    pub(super) fn new(area: Rect, screen: &Screen<'_>, density: Density) -> Self {
        let roomy = area.height >= 20;
        let air = roomy && matches!(density, Density::Roomy | Density::Close);
        let margin = if area.width < 60 { 1 } else { 3 };
        let board = blocks_of(screen).iter().any(|block| matches!(block, Block::Board(_)));
        let wide = area.width >= WIDE;
        let over = screen.overlay.is_some() && screen.focus != Focus::Confirm;
        let beside = wide && !over && !board && !screen.aside.is_empty();
        // In a wide window every page begins at the same column, whether there is something beside it or not.
        let width = area.width.min(if board || wide { WIDEST } else { USUAL });
        let x = area.x + (area.width - width) / 2;
        let drop = if roomy { 1 + (area.height.saturating_sub(24) / 6).min(5) } else { 0 };
        let row = |y: u16, rows: u16| Rect::new(x + margin, area.y + y, width.saturating_sub(2 * margin), rows);
        let left = x + margin + u16::from(area.width >= 60);
        let room = (x + width).saturating_sub(left + GUTTER + margin);
        let foot = if roomy { 2 } else { 1 };
        let status = u16::try_from(bar::status_rows(&screen.status, roomy, room)).unwrap_or(1);
        let below = foot + status + u16::from(air || !roomy) + u16::from(air && status > 0);
        let top = drop + if air { 3 } else { 2 };
        // A column more than the text needs: signs that there is more stand in it.
        let body = Rect::new(left, area.y + top, room + GUTTER + 1, area.height.saturating_sub(top + below));
        let measure = room.min(MEASURE);
        let aside = beside.then(|| {
            let from = left + GUTTER + measure + 6;
            Rect::new(from, body.y, (x + width).saturating_sub(from + margin), body.height)
        });
        Self {
            header: row(drop, 1),
            body,
            status: Rect::new(
                left + GUTTER,
                area.bottom().saturating_sub(foot + u16::from(air) + status),
                room,
                status,
            ),
            // Keys may go on beyond the page: the more of them are seen the better.
            bar: Rect::new(x + margin, area.bottom() - foot, area.right().saturating_sub(x + 2 * margin), 1),
            aside,
            room: Room {
                width: room,
                measure,
                roomy: roomy && density == Density::Roomy,
                fold: density == Density::Folded,
                focus: beneath(screen),
            },
        }
    }
}

/// The blocks that have the focus: those of the overlay, unless it is a question over the step.
pub(super) fn blocks_of<'s, 'a>(screen: &'s Screen<'a>) -> &'s [Block<'a>] {
    match &screen.overlay {
        Some(layer) if screen.focus != Focus::Confirm => &layer.blocks,
        Some(_) | None => &screen.blocks,
    }
}

/// What has the focus on the step under the overlay: help names the keys that work there.
fn beneath(screen: &Screen<'_>) -> Focus {
    if screen.overlay.is_none() {
        return screen.focus;
    }
    let item = |row: &crate::screen::block::ItemRow<'_>| row.cells.iter().any(|editor| editor.focus);
    let focus = |block: &Block<'_>| match block {
        Block::Editor(editor) if editor.focus => Some(if editor.page { Focus::Page } else { Focus::Line }),
        Block::Rows { rows, .. } | Block::Timeline(rows) if rows.iter().any(item) => Some(Focus::Item),
        Block::Board(columns) if columns.iter().any(|column| column.rows.iter().any(item)) => Some(Focus::Item),
        Block::Options { rows, .. } if rows.iter().any(|row| row.editor.as_ref().is_some_and(|own| own.focus)) => {
            Some(Focus::Line)
        }
        Block::Options { at: Some(_), .. } => Some(Focus::Options),
        Block::Scale { focus: true, .. } => Some(Focus::Scale),
        _ => None,
    };
    screen.blocks.iter().find_map(focus).unwrap_or(Focus::Reading)
}
