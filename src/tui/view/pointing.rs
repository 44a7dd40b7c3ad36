//! The mouse: options, levels, fields and hints are clicked; the wheel scrolls; pressed and drawn over a text, it selects.

use std::time::{Duration, Instant};

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

use super::{Reaction, View, editors};
use crate::screen::block::Editor;
use crate::screen::{Focus, Screen};
use crate::session::event::{Event, Move};
use crate::text::{Edit, Motion, Place};
use crate::tui::canvas::Hit;
use crate::tui::keymap;
use crate::tui::strip::inside;

/// Two clicks within this time are one double click.
const DOUBLE: Duration = Duration::from_millis(400);
/// Rows the wheel moves.
const WHEEL: isize = 3;

/// Where the button went down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pressed {
    field: usize,
    place: Place,
    at: (u16, u16),
    /// Where it was drawn to since.
    drawn: (u16, u16),
    when: Instant,
}

impl View {
    pub(super) fn mouse(&mut self, mouse: MouseEvent, screen: &Screen<'_>, now: Instant) -> Reaction {
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.press(mouse.column, mouse.row, screen, now),
            MouseEventKind::Drag(MouseButton::Left) | MouseEventKind::Up(MouseButton::Left) => {
                self.draw_over(mouse.column, mouse.row, screen)
            }
            MouseEventKind::ScrollUp => self.wheel(-WHEEL, screen),
            MouseEventKind::ScrollDown => self.wheel(WHEEL, screen),
            _ => Reaction::default(),
        }
    }

    /// The wheel scrolls a page that is longer than the window, else the text in focus.
    fn wheel(&mut self, by: isize, screen: &Screen<'_>) -> Reaction {
        let (whole, window) = self.drawn.rows;
        match screen.focus {
            Focus::Page if screen.overlay.is_none() => self.rows(by, false, screen),
            _ if whole > window => self.scroll_by(by, false),
            _ => Reaction::default(),
        }
    }

    fn hit(&self, column: u16, row: u16) -> Option<(ratatui::layout::Rect, Hit)> {
        self.drawn.hits.iter().rev().find(|(rect, _)| inside(*rect, column, row)).copied()
    }

    fn press(&mut self, column: u16, row: u16, screen: &Screen<'_>, now: Instant) -> Reaction {
        let before = self.pressed.take();
        match self.hit(column, row) {
            Some((_, Hit::Hint(hint))) => {
                if let Some(reaction) = Self::found(hint, screen) {
                    return reaction;
                }
                let (key, _, _) = keymap::hint(hint, screen.focus);
                keymap::parse(key).map_or_else(Reaction::default, |stroke| self.stroke(stroke, screen))
            }
            // The row first: it may stand in another field than the one in focus.
            Some((_, Hit::Option { row, number })) => Reaction {
                events: vec![
                    Event::Move(Move::ToRow(row)),
                    Event::Pick(i64::try_from(number).unwrap_or(i64::MAX - 1) + 1),
                ],
                redraw: false,
            },
            Some((_, Hit::Row(row))) => Reaction::event(Event::Move(Move::ToRow(row))),
            Some((_, Hit::Field(field))) => Reaction::event(Event::Move(Move::ToField(field))),
            Some((_, Hit::Level(level))) => Reaction::event(Event::Pick(level)),
            Some((_, Hit::Text { field })) => self.press_text(field, (column, row), before, screen, now),
            None => Reaction::default(),
        }
    }

    fn press_text(
        &mut self,
        field: usize,
        at: (u16, u16),
        before: Option<Pressed>,
        screen: &Screen<'_>,
        now: Instant,
    ) -> Reaction {
        let Some((editor, place)) = self.place(field, at, screen) else { return Reaction::default() };
        let mut reaction = Reaction::default();
        if !editor.focus {
            reaction.events.push(Event::Move(Move::ToField(field)));
        }
        reaction.events.push(Event::Edit(Edit::Move { to: Motion::To(place), select: false }));
        let double =
            before.is_some_and(|before| before.at == at && now.saturating_duration_since(before.when) < DOUBLE);
        if double {
            let select = |to, select| Event::Edit(Edit::Move { to, select });
            reaction.events.extend([select(Motion::WordLeft, false), select(Motion::WordRight, true)]);
        } else {
            self.pressed = Some(Pressed { field, place, at, drawn: at, when: now });
        }
        reaction
    }

    /// What lies between where the button went down and where it is drawn to or released is selected; nothing again once
    /// it is back.
    fn draw_over(&mut self, column: u16, row: u16, screen: &Screen<'_>) -> Reaction {
        let Some(pressed) = self.pressed.as_mut().filter(|pressed| pressed.drawn != (column, row)) else {
            return Reaction::default();
        };
        pressed.drawn = (column, row);
        let (field, anchor) = (pressed.field, pressed.place);
        self.place(field, (column, row), screen)
            .map_or_else(Reaction::default, |(_, head)| Reaction::event(Event::Edit(Edit::Select { anchor, head })))
    }

    /// The place in a text that is shown at a cell: the nearest one, beside or between its rows.
    fn place<'s, 'a>(
        &mut self,
        field: usize,
        at: (u16, u16),
        screen: &'s Screen<'a>,
    ) -> Option<(&'s Editor<'a>, Place)> {
        let editor = editors(screen).into_iter().find(|editor| editor.field == field)?;
        let mut rows = self.drawn.hits.iter().filter(|(_, hit)| *hit == Hit::Text { field }).map(|(rect, _)| *rect);
        let rect = rows.next_back()?;
        let row = at.1.clamp(rect.y, rect.bottom().saturating_sub(1)) - rect.y;
        let column = usize::from(at.0.saturating_sub(rect.x));
        let layout = self.ground.layout(field)?;
        let top = layout.top + layout.height.saturating_sub(usize::from(rect.height));
        Some((editor, layout.place(editor.text, top + usize::from(row), column)))
    }
}
