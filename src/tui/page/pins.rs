//! Pins: what stays in sight while the rest of a page scrolls: its heading, the question over the focus, and what one's
//! words build.

use std::ops::Range;

use super::Scroll;
use crate::tui::ground::Ground;
use crate::tui::strip::{self, Grown, Pin, Strip};

/// Rows of a long question that stay at least,
const LEAST: usize = 2;
/// and of the end of what one's words build.
const LEAST_GROWN: usize = 3;
/// Rows left for what scrolls under a heading that stays over the question.
const UNDER: usize = 3;

/// Which rows of the page stand where in the window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pins {
    /// Over it all: the heading of a page that asks several questions.
    pub(super) title: Range<usize>,
    /// Over what scrolls.
    pub(super) head: Range<usize>,
    /// Under it: what names what stands there,
    pub(super) names: Range<usize>,
    /// the end of what grows there,
    pub(super) foot: Range<usize>,
    /// and what lies beside it.
    pub(super) others: Range<usize>,
}

impl Pins {
    /// Rows that do not scroll.
    pub(super) fn rows(&self) -> usize {
        self.title.len() + self.head.len() + self.names.len() + self.foot.len() + self.others.len()
    }

    /// What grows stays under the rest: its name and its end, as far as what is `asked` leaves rows for it, and all rows
    /// that the rest, `flow` rows, does not fill.
    fn grow(&mut self, grown: &Grown, window: usize, asked: usize, flow: usize) {
        let free = window.saturating_sub(asked);
        let listed = grown.others.len().min((window / 6).max(1));
        let unfilled = window.saturating_sub(flow + listed);
        let least = least(grown);
        let wanted = (window / 3).max(least).max(unfilled).min(free.saturating_sub(listed).max(least));
        let rows = wanted.min(grown.rows.len()).min(free);
        let names = grown.names.min(rows.saturating_sub(1));
        self.names = grown.rows.start..grown.rows.start + names;
        self.foot = grown.rows.end - (rows - names)..grown.rows.end;
        self.others = grown.others.start..grown.others.start + listed.min(free - rows);
    }
}

/// Rows of what grows that stay at least.
fn least(grown: &Grown) -> usize {
    (grown.names + LEAST_GROWN).min(grown.rows.len())
}

/// Scrolls so that the focus is in sight, and says what stays where it is meanwhile.
pub(super) fn follow(scroll: &mut Scroll, strips: &[Strip<'_>], ground: &mut Ground, window: usize) -> Pins {
    let whole = strip::height(strips);
    let focus = strip::focus(strips, ground);
    let Some(focus) = focus.filter(|_| whole > window) else {
        scroll.top = scroll.top.min(whole.saturating_sub(window));
        return Pins::default();
    };
    let mut plain = *scroll;
    let pins = arrange(&mut plain, strips, &focus, (whole, window));
    let title = heading(&plain, strips, &focus, window);
    if title.is_empty() {
        *scroll = plain;
        return pins;
    }
    let pins = arrange(scroll, strips, &focus, (whole, window - title.len()));
    scroll.top = scroll.top.max(title.end);
    Pins { title, ..pins }
}

/// The heading of a page that asks several questions, where it would scroll away and there is room for it over the one
/// in focus.
fn heading(scroll: &Scroll, strips: &[Strip<'_>], focus: &Range<usize>, window: usize) -> Range<usize> {
    let title = strip::title(strips);
    let question = strip::pinned(strips, Pin::Head, focus.start);
    let passed = if scroll.free { title.end <= scroll.top } else { scroll.top > 0 };
    let fits = title.len() + question.len() + focus.len().max(UNDER) <= window;
    if passed && fits && title.end <= question.start { title } else { 0..0 }
}

/// What stays where it is apart from a heading, and how far the rest is scrolled.
fn arrange(scroll: &mut Scroll, strips: &[Strip<'_>], focus: &Range<usize>, (whole, window): (usize, usize)) -> Pins {
    let grown = strip::grown(strips);
    let mut label = strip::pinned(strips, Pin::Label, focus.end);
    // Where nothing grows the question over a form comes before the one in it.
    if grown.all.is_empty() && label.len() + LEAST + LEAST >= window {
        label = 0..0;
    }
    let asked = if label.is_empty() { focus.clone() } else { label.start..focus.end };
    let question = strip::pinned(strips, Pin::Head, focus.start);
    let (mut pins, flow) = keep_grown(scroll, &grown, (&question, &label, &asked), (whole, window));
    let left = window.saturating_sub(pins.rows());
    if !label.is_empty() && asked.len() > left && !scroll.free {
        pins.head = label.end - label.len().min(left.saturating_sub(1))..label.end;
        show(scroll, focus, &(label.end..flow.end), window.saturating_sub(pins.rows()));
    } else {
        let rows = if flow.start > 0 { flow.len() } else { asked.len() };
        let spare = left.saturating_sub(if label.is_empty() && flow.start == 0 { 1 } else { rows });
        keep_question(scroll, &mut pins, (&question, &asked), &flow, (left, spare));
        show(scroll, &asked, &flow, window.saturating_sub(pins.rows()));
        // Rows that are pinned need not be there twice.
        if !scroll.free && !pins.head.is_empty() {
            scroll.top = scroll.top.max(question.end.min(asked.start));
        }
    }
    scroll.top = scroll.top.min(whole.saturating_sub(window.saturating_sub(pins.rows())));
    pins
}

/// Keeps what grows in sight where it would scroll away, and says which rows scroll then: they are nowhere twice.
fn keep_grown(
    scroll: &mut Scroll,
    grown: &Grown,
    (question, label, asked): (&Range<usize>, &Range<usize>, &Range<usize>),
    (whole, window): (usize, usize),
) -> (Pins, Range<usize>) {
    let (mut pins, all) = (Pins::default(), 0..whole);
    show(scroll, asked, &all, window);
    // The question comes into sight over it where it would scroll away.
    let over = if question.start < scroll.top { question.len() } else { 0 };
    let in_sight = scroll.top <= grown.all.start && grown.all.end + over <= scroll.top + window;
    // Somebody who scrolls sees each row where it is.
    if scroll.free || grown.all.is_empty() || in_sight {
        return (pins, all);
    }
    let writes = asked.end <= grown.all.start;
    let flow = if writes { 0..grown.all.start } else { (grown.all.end + 1).min(asked.start)..whole };
    // Of a long field its question and its last rows; of what there is to choose from all, if that is half the window.
    let rows = if writes { asked.len().min(label.len() + LEAST) } else { flow.len().min(window.div_ceil(2)) };
    pins.grow(grown, window, rows.max(asked.len().min(window.saturating_sub(least(grown)))), flow.len());
    show(scroll, asked, &flow, window.saturating_sub(pins.rows()));
    (pins, flow)
}

/// Keeps the question over the focus where it would scroll away: all of it, or its end in as many rows as can be spared.
fn keep_question(
    scroll: &Scroll,
    pins: &mut Pins,
    (question, asked): (&Range<usize>, &Range<usize>),
    flow: &Range<usize>,
    (left, spare): (usize, usize),
) {
    // Somebody who scrolls through the question itself sees it anyway.
    let passed = if scroll.free { question.end <= scroll.top } else { question.start < scroll.top.max(flow.start) };
    if !question.is_empty() && passed {
        let all = question.len() + asked.len() < left;
        let rows = if all { question.len() } else { question.len().min(LEAST).min(spare) };
        pins.head = question.end - rows..question.end;
    }
}

/// Scrolls within `flow` so that the focus is in sight in a window of so many rows.
fn show(scroll: &mut Scroll, focus: &Range<usize>, flow: &Range<usize>, window: usize) {
    if scroll.free {
        return;
    }
    // One row of what surrounds the focus stays in sight where there is room for it.
    let air = usize::from(window > 4 && focus.len() + 2 <= window);
    let first = focus.start.saturating_sub(air).max(flow.start);
    let last = (focus.end + air).min(flow.end);
    scroll.top = scroll.top.max(last.saturating_sub(window)).min(first);
    if last <= window && flow.start == 0 {
        scroll.top = 0;
    }
    scroll.top = scroll.top.min(flow.end.saturating_sub(window)).max(flow.start);
}
