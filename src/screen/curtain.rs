//! The page that stands before a private one while the keyboard is handed over. It tells nothing of what is behind it.

use super::block::{Block, Hint, Status};
use super::of::{Around, crisis, focus_over, help_lines, leave, over_hints};
use super::{Focus, Layer, Screen, words};
use crate::guide::Guide;
use crate::session::{Overlay, Session};

/// What works on it.
const HINTS: [Hint; 5] = [Hint::TakeBack, Hint::HelpLines, Hint::Leave, Hint::Help, Hint::Vanish];

/// The whole of it.
pub(super) fn screen<'a>(session: &Session, guide: &Guide, around: &Around<'_>) -> Screen<'a> {
    let mut blocks = vec![
        Block::Question(words::STILL_HANDED_OVER.to_owned()),
        Block::Prose(words::BEHIND_CURTAIN.to_owned()),
        Block::Curtain(words::curtain(session.is_locked_by_passphrase()).to_owned()),
    ];
    blocks.extend(session.complaint().map(|complaint| Block::Complaint(complaint.to_owned())));
    Screen {
        title: words::HANDED_OVER.to_owned(),
        progress: None,
        blocks,
        aside: Vec::new(),
        overlay: session.overlay().map(|overlay| layer(session, guide, overlay, around)),
        hints: session.overlay().map_or_else(|| HINTS.to_vec(), |overlay| over_hints(overlay, session, around)),
        status: session.safe(),
        focus: focus_over(session).unwrap_or(Focus::Reading),
    }
}

fn layer<'a>(session: &Session, guide: &Guide, overlay: Overlay, around: &Around<'_>) -> Layer<'a> {
    let (title, blocks) = match overlay {
        Overlay::Leave => (words::LEAVE, leave(session, guide)),
        Overlay::Crisis => (words::CRISIS, crisis(session, around)),
        Overlay::Help => (words::HELP, help(session, around)),
        // The session opens nothing else here; if it did, this would be what one may see.
        Overlay::HelpLines
        | Overlay::Safety
        | Overlay::Sources
        | Overlay::Words
        | Overlay::Review
        | Overlay::Noticed
        | Overlay::Erase => (words::HELP_LINES, help_lines(session, around, None)),
    };
    Layer { title: title.to_owned(), blocks, from_end: false }
}

fn help<'a>(session: &Session, around: &Around<'_>) -> Vec<Block<'a>> {
    let mut blocks = vec![Block::Prose(words::BEHIND_CURTAIN.to_owned()), Block::Keys(HINTS.to_vec())];
    if let Status::NotSaved(why) | Status::ReadOnly(why) = session.safe() {
        blocks.push(Block::Note(why));
    }
    blocks.extend(help_lines(session, around, None));
    blocks
}
