//! Moves in a text that depend on how it is laid out.

use super::{Reaction, View, blocks_of, editors, focused, row_move};
use crate::screen::{Block, Focus, Screen};
use crate::session::event::{Event, Move};
use crate::text::{Edit, Motion, Place};
use crate::tui::wrap::Visual;

fn to(place: Place, select: bool) -> Reaction {
    Reaction::event(Event::Edit(Edit::Move { to: Motion::To(place), select }))
}

impl View {
    pub(super) fn rows(&mut self, by: isize, select: bool, screen: &Screen<'_>) -> Reaction {
        let Some(editor) = focused(screen) else { return Reaction::event(row_move(by)) };
        let Some(layout) = self.ground.layout(editor.field) else { return Reaction::default() };
        let leaves = !select && by.abs() == 1 && layout.at_edge(editor.text, by > 0);
        if let Some(event) = beyond(by, screen).filter(|_| leaves) {
            return Reaction::event(event);
        }
        let rows = by.unsigned_abs();
        let step = match (by, rows) {
            (_, 1) if by < 0 => Visual::Up,
            (_, 1) => Visual::Down,
            _ if by < 0 => Visual::PageUp(rows),
            _ => Visual::PageDown(rows),
        };
        to(layout.step(editor.text, step), select)
    }

    pub(super) fn screens(&mut self, by: isize, select: bool, screen: &Screen<'_>) -> Reaction {
        let Some(editor) = focused(screen).filter(|_| screen.focus == Focus::Page) else {
            return Reaction::event(Event::Move(if by < 0 { Move::PageUp } else { Move::PageDown }));
        };
        let Some(layout) = self.ground.layout(editor.field) else { return Reaction::default() };
        let rows = layout.height.saturating_sub(1).max(2);
        to(layout.step(editor.text, if by < 0 { Visual::PageUp(rows) } else { Visual::PageDown(rows) }), select)
    }

    /// To the side: in a text, on a scale, among options that are set side by side, or to another country's help lines.
    pub(super) fn side(&mut self, right: bool, screen: &Screen<'_>) -> Reaction {
        if let (Some((per, above, count)), Some(at)) = (self.ground.lane, at_option(screen))
            && matches!(screen.focus, Focus::Options | Focus::Beside | Focus::Below)
        {
            let row = if right { Some(at + per).filter(|row| *row < count) } else { at.checked_sub(per) };
            return row.map_or_else(Reaction::default, |row| Reaction::event(Event::Move(Move::ToRow(above + row))));
        }
        if matches!(screen.focus, Focus::Reading | Focus::Through) {
            let Some(code) = beside(right, screen) else { return Reaction::default() };
            self.ground.turned = true;
            return Reaction::event(Event::Country(code));
        }
        Reaction::event(side(right, screen))
    }

    pub(super) fn row_end(&mut self, end: bool, select: bool, screen: &Screen<'_>) -> Reaction {
        match self.end_of_row(end, screen) {
            Some(place) => to(place, select),
            None => Reaction::event(Event::Move(if end { Move::Last } else { Move::First })),
        }
    }

    /// To the end of the row; at its end already, the line end behind it.
    pub(super) fn erase_row(&mut self, screen: &Screen<'_>) -> Reaction {
        let Some((editor, place)) = focused(screen).zip(self.end_of_row(true, screen)) else {
            return Reaction::default();
        };
        let motion = if place == editor.text.caret() { Motion::Right } else { Motion::To(place) };
        Reaction::event(Event::Edit(Edit::Erase(motion)))
    }

    fn end_of_row(&mut self, end: bool, screen: &Screen<'_>) -> Option<Place> {
        let editor = focused(screen)?;
        let step = if end { Visual::RowEnd } else { Visual::RowStart };
        Some(self.ground.layout(editor.field)?.step(editor.text, step))
    }
}

/// Beyond the first or last row of a text: the field or item there, if there may be one.
fn beyond(by: isize, screen: &Screen<'_>) -> Option<Event> {
    match screen.focus {
        Focus::Page if editors(screen).len() == 1 => None,
        Focus::Page => Some(Event::Move(if by < 0 { Move::PreviousField } else { Move::NextField })),
        Focus::Reading
        | Focus::Options
        | Focus::Beside
        | Focus::Below
        | Focus::Scale
        | Focus::Rating
        | Focus::Line
        | Focus::Item
        | Focus::Through
        | Focus::Confirm => Some(row_move(by)),
    }
}

/// Left and right in a text; from the end of an item of a board on to the next column.
fn side(right: bool, screen: &Screen<'_>) -> Event {
    let aside = Event::Move(if right { Move::Right } else { Move::Left });
    let Some(editor) = focused(screen) else { return aside };
    let board = blocks_of(screen).iter().any(|block| matches!(block, Block::Board(_)));
    let caret = editor.text.caret();
    let last = editor.text.paragraph(caret.paragraph).map_or(0, crate::text::Paragraph::len);
    let at_end = if right { caret.byte == last } else { caret.byte == 0 };
    if board && at_end && editor.text.selection().is_none() {
        return aside;
    }
    Event::Edit(Edit::Move { to: if right { Motion::Right } else { Motion::Left }, select: false })
}

/// The country next to the one whose help lines are shown, all the way round.
fn beside(right: bool, screen: &Screen<'_>) -> Option<String> {
    blocks_of(screen).iter().find_map(|block| {
        let Block::Countries { all, at } = block else { return None };
        let next = if right { at + 1 } else { at + all.len().saturating_sub(1) };
        let (code, _) = all.get(next.checked_rem(all.len())?)?;
        (all.len() > 1).then(|| code.clone())
    })
}

/// The row the cursor is on among options.
fn at_option(screen: &Screen<'_>) -> Option<usize> {
    blocks_of(screen).iter().find_map(|block| match block {
        Block::Options { at, .. } => *at,
        Block::Answers { at, .. } => Some(*at),
        _ => None,
    })
}
