//! Foot: what is in sight under the page at every size: why an answer will not do yet, what was done, where earlier words are that do
//! not fit, and whether the words are safe.

use std::rc::Rc;

use crate::screen::block::{Hint, Status};
use crate::screen::{Block, Screen};
use crate::tui::blocks::Room;
use crate::tui::ground::Ground;
use crate::tui::keymap;
use crate::tui::strip::{self, Strip};
use crate::tui::theme::Role;

use super::frame::{GUTTER, blocks_of};
use super::legend::Legend;

/// Beside what must be said.
pub(super) struct Beside {
    /// What marks mean.
    pub(super) legend: Option<Rc<Legend>>,
    /// The person's earlier words are a key away.
    pub(super) away: bool,
}

/// What stands at the foot, in `width` columns: what must be said whole, the rest as far as `most` rows hold it.
pub(super) fn strips<'a>(
    screen: &Screen<'_>,
    (width, most): (u16, usize),
    roomy: bool,
    beside: Beside,
    ground: &mut Ground,
) -> Vec<Strip<'a>> {
    let mut all = Vec::new();
    all.extend(why_not(screen, (width, most), ground));
    all.extend(told(screen).map(|told| Strip::rows(GUTTER, ground.prose(told, width, Role::Text))));
    let status = said(&screen.status).map(|(text, role)| (Strip::rows(GUTTER, ground.prose(&text, width, role)), role));
    let (safe, unsaved) = match status {
        Some((strip, Role::Quiet)) => (Some(strip), None),
        status => (None, status.map(|(strip, _)| strip)),
    };
    all.extend(unsaved);
    let mut rest = Vec::new();
    let advice = advice(screen).map(|(says, over)| (Strip::rows(GUTTER, ground.prose(says, width, Role::Quiet)), over));
    match advice {
        // A text that is too long says so before what marks in it mean.
        Some((strip, true)) if strip::height(&all) + strip.height <= most => all.push(strip),
        advice => rest.extend(advice.map(|(strip, _)| strip)),
    }
    let quiet = all.is_empty() && beside.legend.is_none() && !beside.away;
    let left = most.saturating_sub(strip::height(&all)).min(legend_rows(roomy));
    all.extend(beside.legend.map(|legend| legend.within(width + GUTTER, left, ground)).unwrap_or_default());
    rest.extend(beside.away.then(|| earlier(screen, width, ground)));
    // That all is well need not be said where something else is, or where there is little room.
    if roomy && quiet {
        rest.extend(safe);
    }
    for strip in rest {
        if strip::height(&all) + strip.height <= most {
            all.push(strip);
        }
    }
    all
}

/// The key that shows earlier words.
fn earlier<'a>(screen: &Screen<'_>, width: u16, ground: &mut Ground) -> Strip<'a> {
    let (_, key, _) = keymap::hint(Hint::Words, screen.focus);
    Strip::rows(GUTTER, ground.verbatim(&format!("{key}  all your words from before"), width, Role::Quiet))
}

/// Rows that what marks mean may take from the page.
pub(super) fn legend_rows(roomy: bool) -> usize {
    if roomy { 4 } else { 3 }
}

/// Why the answer will not do yet, or else why the message is not offered for copying.
fn why_not<'a>(screen: &Screen<'_>, (width, most): (u16, usize), ground: &mut Ground) -> Option<Strip<'a>> {
    match complaint(screen) {
        Some(complaint) => {
            let rows = ground.prose(complaint, width, Role::Text);
            Some(Strip::rows(GUTTER, rows).with_lead(0, "!", Role::Caution))
        }
        None => withheld(screen).map(|why| held_back(why, screen, (width, most), ground)),
    }
}

/// Why the answer will not do yet.
fn complaint<'s>(screen: &'s Screen<'_>) -> Option<&'s str> {
    blocks_of(screen)
        .iter()
        .find_map(|block| if let Block::Complaint(says) = block { Some(says.as_str()) } else { None })
}

/// How long a text is that is being written, and whether it is longer than is advised.
pub(super) fn advice<'s>(screen: &'s Screen<'_>) -> Option<(&'s str, bool)> {
    let advice = |block: &'s Block<'_>| match block {
        Block::Advice { says, over } => Some((says.as_str(), *over)),
        _ => None,
    };
    blocks_of(screen).iter().find_map(advice)
}

/// Why the message is not offered for copying.
fn withheld<'s>(screen: &'s Screen<'_>) -> Option<&'s str> {
    blocks_of(screen).iter().find_map(|block| if let Block::Withheld(why) = block { Some(why.as_str()) } else { None })
}

/// The whole reason where it leaves room for the words it is about, else that there is one, and the key that says it.
fn held_back<'a>(why: &str, screen: &Screen<'_>, (width, most): (u16, usize), ground: &mut Ground) -> Strip<'a> {
    let whole = ground.prose(why, width, Role::Text);
    if whole.len() * 2 <= most {
        return Strip::rows(GUTTER, whole);
    }
    let (_, key, _) = keymap::hint(Hint::Copy, screen.focus);
    Strip::rows(GUTTER, ground.prose(&format!("Not offered for copying ({key}: why)"), width, Role::Text))
}

/// What was done for the person, or could not be: it is over soon, and nobody scrolls to look for it.
fn told<'s>(screen: &'s Screen<'_>) -> Option<&'s str> {
    blocks_of(screen).iter().find_map(|block| if let Block::Told(what) = block { Some(what.as_str()) } else { None })
}

/// Whether the words are safe, in a few words.
fn said(status: &Status) -> Option<(String, Role)> {
    Some(match status {
        Status::Quiet => return None,
        Status::Saved => ("saved".to_owned(), Role::Quiet),
        Status::Saving => ("saving".to_owned(), Role::Quiet),
        Status::SavedAside => ("saved beside another version of this session".to_owned(), Role::Text),
        Status::MemoryOnly => ("in memory only".to_owned(), Role::Quiet),
        Status::NotSaved(why) => (why.clone(), Role::Caution),
        Status::ReadOnly(why) => (format!("read-only: {why}"), Role::Caution),
    })
}

/// The person's earlier words, under the question.
pub(super) fn below<'a>(screen: &'a Screen<'a>, room: Room, ground: &mut Ground) -> Vec<Strip<'a>> {
    let mut below = vec![Strip::gap(if room.roomy { 2 } else { 1 })];
    below.extend(crate::tui::blocks::strips(&screen.aside, room, ground));
    below
}
