//! The help page: letters typed there find what can be done, and Enter or a click does it on the step below.

use super::{Reaction, View};
use crate::screen::block::Hint;
use crate::screen::{Block, Screen};
use crate::session::event::{Event, Move};
use crate::tui::keymap::{self, Code, Meaning, Stroke};
use crate::tui::page;

impl View {
    /// A key on the help page, if it means something there that it does not mean elsewhere.
    pub(super) fn finds(&mut self, stroke: Stroke, screen: &Screen<'_>) -> Option<Reaction> {
        let hints = listed(screen)?;
        let sought = &mut self.ground.sought;
        match stroke.code {
            Code::Char(c) if !stroke.ctrl && !stroke.alt && !c.is_control() && (c != ' ' || !sought.is_empty()) => {
                sought.extend(c.to_lowercase());
            }
            Code::Named("bs") if !sought.is_empty() => {
                sought.pop();
            }
            Code::Named("enter") if !sought.is_empty() => {
                let found = keymap::sought(hints, sought, page::beneath(screen)).next();
                return Some(found.map_or_else(Reaction::default, |hint| done(hint, screen)));
            }
            Code::Char(_) | Code::Named(_) | Code::F(_) => return None,
        }
        self.scroll.top = 0;
        Some(Reaction::redraw())
    }

    /// A click on something the help page lists.
    pub(super) fn found(hint: Hint, screen: &Screen<'_>) -> Option<Reaction> {
        let listed = listed(screen)?.contains(&hint) && !screen.hints.contains(&hint);
        listed.then(|| done(hint, screen))
    }
}

/// What the page that lies over the step lists.
fn listed<'s>(screen: &'s Screen<'_>) -> Option<&'s [Hint]> {
    let blocks = &screen.overlay.as_ref()?.blocks;
    blocks.iter().find_map(|block| if let Block::Keys(hints) = block { Some(hints.as_slice()) } else { None })
}

/// Closes the help page and does it on the step.
fn done(hint: Hint, screen: &Screen<'_>) -> Reaction {
    let focus = page::beneath(screen);
    let (key, _, _) = keymap::hint(hint, focus);
    let event = match keymap::parse(key).and_then(|stroke| keymap::meaning(stroke, focus)) {
        Some(Meaning::Event(event)) => Some(event),
        Some(Meaning::Enter) => Some(Event::Enter),
        Some(Meaning::Escape) => Some(Event::Back),
        Some(Meaning::Copy) => Some(Event::Copy),
        Some(Meaning::Share) => Some(Event::Share(hint == Hint::Share)),
        Some(Meaning::Rows { .. }) => Some(Event::Move(Move::Down)),
        Some(Meaning::Side { .. }) => Some(Event::Move(Move::Right)),
        Some(
            Meaning::Screens { .. }
            | Meaning::RowEnd { .. }
            | Meaning::EraseRow
            | Meaning::Scroll { .. }
            | Meaning::ScrollEnd { .. }
            | Meaning::Marking
            | Meaning::Accept
            | Meaning::Digit(_),
        )
        | None => None,
    };
    Reaction { events: std::iter::once(Event::Close).chain(event).collect(), redraw: false }
}
