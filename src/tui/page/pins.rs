//! Pins: what stays in sight while the rest of a page scrolls: the question over the focus, and what one's words build.

use std::ops::Range;

use super::Scroll;
use crate::tui::ground::Ground;
use crate::tui::strip::{self, Pin, Strip};

/// Rows of a long question that stay at least.
const LEAST: usize = 2;

/// Which rows of the page stand where in the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pins {
    /// Over what scrolls.
    pub(super) head: Range<usize>,
    /// Under it: what names what stands there side by side,
    pub(super) names: Range<usize>,
    /// and the end of what grows there.
    pub(super) foot: Range<usize>,
}

impl Pins {
    /// Rows that do not scroll.
    pub(super) fn rows(&self) -> usize {
        self.head.len() + self.names.len() + self.foot.len()
    }
}

/// Scrolls so that the focus is in sight, and says what stays where it is meanwhile.
pub(super) fn follow(scroll: &mut Scroll, strips: &[Strip<'_>], ground: &mut Ground, window: usize) -> Pins {
    let whole = strip::height(strips);
    let focus = strip::focus(strips, ground);
    let Some(focus) = focus.filter(|_| whole > window) else {
        scroll.top = scroll.top.min(whole.saturating_sub(window));
        return Pins::default();
    };
    let question = strip::pinned(strips, Pin::Head, focus.start);
    let (grown, names) = strip::grown(strips);
    let mut pins = Pins::default();
    show(scroll, &focus, whole, window);
    let seen = scroll.top..scroll.top + window;
    let whole_in_sight = seen.start <= grown.start && grown.end <= seen.end;
    if !grown.is_empty() && !whole_in_sight {
        let rows = (window / 3).max(LEAST + names).min(grown.len());
        pins.names = grown.start..grown.start + names.min(rows);
        pins.foot = grown.end - (rows - pins.names.len())..grown.end;
        show(scroll, &focus, whole, window.saturating_sub(pins.rows()));
    }
    // Somebody who scrolls through the question itself sees it anyway.
    let passed = if scroll.free { question.end <= scroll.top } else { question.start < scroll.top };
    if !question.is_empty() && passed {
        let left = window.saturating_sub(pins.names.len() + pins.foot.len());
        let all = question.len() + focus.len() < left;
        let rows = if all { question.len() } else { question.len().min(LEAST).min(left.saturating_sub(1)) };
        pins.head = question.end - rows..question.end;
        show(scroll, &focus, whole, window.saturating_sub(pins.rows()));
        // Rows that are pinned need not be there twice.
        if !scroll.free {
            scroll.top = scroll.top.max(question.end.min(focus.start));
        }
    }
    scroll.top = scroll.top.min(whole.saturating_sub(window.saturating_sub(pins.rows())));
    pins
}

fn show(scroll: &mut Scroll, focus: &Range<usize>, whole: usize, window: usize) {
    if scroll.free {
        return;
    }
    // One row of what surrounds the focus stays in sight where there is room for it.
    let air = usize::from(window > 4);
    let first = focus.start.saturating_sub(air);
    let last = (focus.end + air).min(whole);
    scroll.top = scroll.top.max(last.saturating_sub(window)).min(first);
    if last <= window {
        scroll.top = 0;
    }
}
