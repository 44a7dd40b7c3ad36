//! Frame: where header, body, foot and keys go in a window of a given size.

use ratatui::layout::Rect;

use crate::screen::{Block, Focus, Screen};
use crate::tui::blocks::{Height, Room, builds};

/// Columns of running text at most.
pub(super) const MEASURE: u16 = 70;
/// From this width on a person's own words stand beside the question.
const WIDE: u16 = 120;
/// Columns of a page, and of a wide one.
const USUAL: u16 = 84;
const WIDEST: u16 = 132;
/// Rows of a page: in a taller window it stands in the middle.
const TALLEST: u16 = 44;
/// From this height on drafts stand side by side.
const SIDE_BY_SIDE: u16 = 30;
/// Columns left of the text for signs beside it.
pub(super) const GUTTER: u16 = 2;

/// Where things go in a window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) header: Rect,
    pub(super) body: Rect,
    pub(super) foot: Rect,
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

/// Left and right edges, the same for every density.
#[derive(Clone, Copy, Debug)]
struct Columns {
    x: u16,
    width: u16,
    margin: u16,
    left: u16,
    room: u16,
    board: bool,
}

impl Columns {
    fn new(area: Rect, screen: &Screen<'_>) -> Self {
        let margin = if area.width < 60 { 1 } else { 3 };
        let board = blocks_of(screen).iter().any(|block| matches!(block, Block::Board(_)));
        // In a wide window every page begins at the same column, whether there is something beside it or not.
        let width = area.width.min(if board || area.width >= WIDE { WIDEST } else { USUAL });
        let x = area.x + (area.width - width) / 2;
        let left = x + margin + u16::from(area.width >= 60);
        Self { x, width, margin, left, room: (x + width).saturating_sub(left + GUTTER + margin), board }
    }

    /// How far to the right the head of the page reaches: as far as its text.
    fn head_end(self) -> u16 {
        let whole = (self.x + self.width).saturating_sub(self.margin);
        if self.width > USUAL && !self.board { whole.min(self.left + GUTTER + MEASURE) } else { whole }
    }
}

/// Whether a window of this height has rows for air.
pub(super) fn is_roomy(area: Rect) -> bool {
    area.height >= 20
}

/// Columns of what stands at the foot.
pub(super) fn foot_width(area: Rect, screen: &Screen<'_>) -> u16 {
    Columns::new(area, screen).room.min(MEASURE)
}

impl Frame {
    /// With `rows` rows at the foot.
    pub(super) fn new(area: Rect, screen: &Screen<'_>, density: Density, rows: u16) -> Self {
        let columns = Columns::new(area, screen);
        let Columns { x, width, margin, left, room, board } = columns;
        let (window, area) = (area, in_the_middle(area));
        let roomy = is_roomy(area);
        let air = roomy && matches!(density, Density::Roomy | Density::Close);
        let over = screen.overlay.is_some() && screen.focus != Focus::Confirm;
        let beside = area.width >= WIDE && !over && !board && !screen.aside.is_empty();
        let drop = if roomy { 1 + (area.height.saturating_sub(24) / 6).min(5) } else { 0 };
        let keys = if roomy { 2 } else { 1 };
        // Where rows are few and a text is built, its end stands close over the foot.
        let close = !roomy && rows > 0 && builds(&screen.blocks);
        let below = keys + rows + u16::from(air || !(roomy || close)) + u16::from(roomy && rows > 0);
        let top = drop + if air { 3 } else { 2 };
        // A column more than the text needs: signs that there is more stand in it.
        let body = Rect::new(left, area.y + top, room + GUTTER + 1, area.height.saturating_sub(top + below));
        let measure = room.min(MEASURE);
        let aside = beside.then(|| {
            let from = left + GUTTER + measure + 6;
            Rect::new(from, body.y, (x + width).saturating_sub(from + margin), body.height)
        });
        let head = columns.head_end().saturating_sub(x + margin);
        Self {
            header: Rect::new(x + margin, area.y + drop, head, 1),
            body,
            foot: Rect::new(left, area.bottom().saturating_sub(keys + u16::from(air) + rows), measure + GUTTER, rows),
            // Keys may go on beyond the page: the more of them are seen the better.
            bar: Rect::new(x + margin, area.bottom() - keys, area.right().saturating_sub(x + 2 * margin), 1),
            aside,
            room: Room {
                width: if beside { measure } else { room },
                measure,
                height: match window.height {
                    SIDE_BY_SIDE.. => Height::High,
                    _ if roomy => Height::Usual,
                    _ => Height::Low,
                },
                roomy: roomy && density == Density::Roomy,
                fold: density == Density::Folded,
                focus: beneath(screen),
            },
        }
    }
}

/// The rows of the window a page stands in.
fn in_the_middle(area: Rect) -> Rect {
    let height = area.height.min(TALLEST);
    Rect::new(area.x, area.y + (area.height - height) / 2, area.width, height)
}

/// The blocks that have the focus: those of the overlay, unless it is a question over the step.
pub(super) fn blocks_of<'s, 'a>(screen: &'s Screen<'a>) -> &'s [Block<'a>] {
    match &screen.overlay {
        Some(layer) if screen.focus != Focus::Confirm => &layer.blocks,
        Some(_) | None => &screen.blocks,
    }
}

/// What has the focus on the step under the overlay: help names the keys that work there.
pub fn beneath(screen: &Screen<'_>) -> Focus {
    if screen.overlay.is_none() {
        return screen.focus;
    }
    let item = |row: &crate::screen::block::ItemRow<'_>| row.cells.iter().any(|editor| editor.focus);
    let writes = screen.blocks.iter().any(|block| matches!(block, Block::Editor(_)));
    let focus = |block: &Block<'_>| match block {
        Block::Editor(editor) if editor.focus => Some(if editor.page { Focus::Page } else { Focus::Line }),
        Block::Rows { rows, .. } | Block::Timeline(rows) if rows.iter().any(item) => Some(Focus::Item),
        Block::Rows { rows, .. } if rows.iter().any(|row| row.at && row.rating.is_some()) => Some(Focus::Rating),
        Block::Board(columns) if columns.iter().any(|column| column.rows.iter().any(item)) => Some(Focus::Item),
        Block::Options { rows, .. } if rows.iter().any(|row| row.editor.as_ref().is_some_and(|own| own.focus)) => {
            Some(Focus::Line)
        }
        Block::Options { at: Some(_), .. } if builds(&screen.blocks) => Some(Focus::Below),
        Block::Options { at: Some(_), .. } if writes => Some(Focus::Beside),
        Block::Options { at: Some(_), .. } => Some(Focus::Options),
        Block::Scale { focus: true, .. } => Some(Focus::Scale),
        _ => None,
    };
    screen.blocks.iter().find_map(focus).unwrap_or(Focus::Reading)
}
