//! The rows of the home screen, and its words.

use super::{Entry, Purpose, View};
use crate::screen::block::Row;
use crate::screen::{Block, Layer};
use crate::session::saved::Status;

/// What the home screen is for.
pub const HELP: &str = "From here you can go on, begin anew, read, write out or erase what is saved on this computer.";

/// One row.
pub fn row(id: &str, label: &str, text: &str) -> Row<'static> {
    Row { id: id.to_owned(), label: label.to_owned(), text: text.to_owned(), chosen: false, editor: None }
}

/// The row of a session.
pub fn session(entry: &Entry) -> Row<'static> {
    let stands = match entry.status {
        Status::Open => "not finished",
        Status::Waiting => "waits for a talk or a day",
        Status::Finished => "finished",
    };
    let several = match entry.versions.len() {
        0 | 1 => String::new(),
        many => format!(", {many} versions"),
    };
    row(&entry.id, &format!("{}, {}", entry.guide, entry.day), &format!("{stands}{several}"))
}

/// The row of a session that cannot be read.
pub fn unread(id: &str) -> Row<'static> {
    row(id, &format!("Session {}", id.get(..8).unwrap_or(id)), "cannot be read")
}

/// The row of one version.
pub fn version(id: &str, at: usize, day: &str) -> Row<'static> {
    let text = if at == 0 { "the newest" } else { "" };
    row(id, &format!("Version {}, of {day}", at + 1), text)
}

/// What a view asks.
pub fn question(view: &View) -> &'static str {
    match view {
        View::Start => "What would you like to do?",
        View::Guides => "Which guide?",
        View::Versions(..) => "It was written in two places at once, and all versions are kept. Which one?",
        View::Sessions(Purpose::GoOn) => "Which one?",
        View::Sessions(Purpose::Read) | View::Reading { .. } => "Which one would you like to read?",
        View::Sessions(Purpose::Export) => "Which one is to be written out?",
        View::Sessions(Purpose::Erase) | View::Erasing(_) => "Which one is to be erased?",
    }
}

/// The question before erasing.
pub fn erasing(versions: usize) -> Layer<'static> {
    let all = if versions > 1 { format!(" All its {versions} versions go with it.") } else { String::new() };
    let blocks = vec![
        Block::Prose(format!(
            "It is gone from this computer for good.{all} Copies in backups or at a sync service are out of reach."
        )),
        Block::Options {
            rows: vec![row("yes", "Yes, erase it", ""), row("no", "No, keep it", "")],
            many: false,
            at: None,
            meant: false,
        },
    ];
    Layer { title: "Erase it?".to_owned(), blocks, from_end: false }
}
