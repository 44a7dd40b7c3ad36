//! Moves in a text that depend on how it is laid out.

use super::{Reaction, View, blocks_of, focused, row_move};
use crate::screen::block::Editor;
use crate::screen::{Block, Focus, Screen};
use crate::session::event::{Event, Move};
use crate::text::{Edit, Motion, Place};

fn to(place: Place, select: bool) -> Reaction {
    Reaction::event(Event::Edit(Edit::Move { to: Motion::To(place), select }))
}

impl View {
    pub(super) fn rows(&mut self, by: isize, select: bool, screen: &Screen<'_>) -> Reaction {
        let Some(editor) = focused(screen) else { return Reaction::event(row_move(by)) };
        if let Some(place) = self.ground.layout_mut(editor.field).and_then(|layout| layout.down(editor.text, by)) {
            return to(place, select);
        }
        if select || (screen.focus == Focus::Page && super::editors(screen).len() == 1) {
            let end = if by < 0 { Motion::Start } else { Motion::End };
            return Reaction::event(Event::Edit(Edit::Move { to: end, select }));
        }
        match screen.focus {
            Focus::Page => Reaction::event(Event::Move(if by < 0 { Move::PreviousField } else { Move::NextField })),
            Focus::Reading | Focus::Options | Focus::Scale | Focus::Line | Focus::Item | Focus::Confirm => {
                Reaction::event(row_move(by))
            }
        }
    }

    pub(super) fn screens(&mut self, by: isize, select: bool, screen: &Screen<'_>) -> Reaction {
        let Some(editor) = focused(screen).filter(|_| screen.focus == Focus::Page) else {
            return Reaction::event(Event::Move(if by < 0 { Move::PageUp } else { Move::PageDown }));
        };
        let height = isize::try_from(self.ground.rows_of(editor.field)).unwrap_or(1).saturating_sub(1).max(2);
        let place = self.ground.layout_mut(editor.field).and_then(|layout| layout.down(editor.text, by * height));
        place.map_or_else(Reaction::default, |place| to(place, select))
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

    fn end_of_row(&self, end: bool, screen: &Screen<'_>) -> Option<Place> {
        let editor: &Editor<'_> = focused(screen)?;
        Some(self.ground.layout(editor.field)?.row_end(editor.text, end))
    }
}

/// Left and right; from the end of an item of a board on to the next column.
pub(super) fn side(right: bool, screen: &Screen<'_>) -> Event {
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
