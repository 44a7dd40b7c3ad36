//! The list cache: what lists show of each file, and what it says to other sessions, so that ten thousand sessions need
//! not be read each time.
//!
//! It stands in the cache folder and holds no name and no word. It may be lost, stale or damaged at any time: a row counts
//! only while its file has the same name, size and times, and a cache that does not match its checksum, or has another
//! form, counts as none. In a protected folder it is sealed with the same key.

mod rows;

use std::collections::HashMap;
use std::sync::Arc;

use super::files::Stamp;
use super::folder::{Folder, make_all};
use super::frame::Head;
use super::id::SessionId;
use super::names;
use super::seal::Key;
use super::write::{if_there, put};
use crate::session::facts::Said;

/// No cache is larger than this many bytes: far more than a hundred thousand sessions need.
const LARGEST: u64 = 64 * 1024 * 1024;

/// What is known of one session file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) stamp: Stamp,
    pub(crate) id: SessionId,
    pub(crate) revision: u64,
    pub(crate) head: Head,
    pub(crate) known: Known,
    /// What it says to other sessions; `None` where only the whole file tells: it was not read as we wrote it.
    pub(crate) said: Option<Said>,
}

/// The rows by file name.
pub(crate) type Rows = HashMap<String, Arc<Entry>>;

/// How a session file that can be listed reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// As we wrote it.
    Good,
    /// Somebody changed it.
    ChangedByHand,
    /// A later version wrote it, in this form.
    Newer(u32),
}

/// The rows; none if there is no cache, or none that can be trusted.
pub(crate) fn read(folder: &Folder, key: Option<&Key>) -> Rows {
    let path = folder.cache.join(name(folder, key.is_some()));
    let Ok((raw, _)) = folder.files.read(&path, LARGEST) else {
        return Rows::new();
    };
    let text = match key {
        Some(key) => key.open(&raw).and_then(|plain| String::from_utf8(plain.to_vec()).ok()),
        None => String::from_utf8(raw).ok(),
    };
    text.and_then(|text| rows::read(&text)).unwrap_or_default()
}

/// Writes the rows. A cache that cannot be written, or is lost before it reaches the medium, costs only time.
pub(crate) fn write(folder: &Folder, key: Option<&Key>, rows: &Rows) {
    if folder.still_the_same().is_err() {
        return;
    }
    let text = rows::text(rows).into_bytes();
    let Some(bytes) = (match key {
        Some(key) => key.seal(text),
        None => Some(text),
    }) else {
        return;
    };
    if make_all(folder.files.as_ref(), &folder.cache).is_ok() {
        let _ = put(folder.files.as_ref(), &folder.cache, &name(folder, key.is_some()), &bytes);
    }
}

/// Removes the cache, and what a killed program left of one. Returns how many files went.
pub(crate) fn forget(folder: &Folder, sealed_too: bool) -> Result<usize, super::DiskFault> {
    let (open, sealed) = (name(folder, false), name(folder, true));
    let begun = |whole: &str, found: &str| names::is_temp_of(found, whole);
    let mut count = 0;
    for found in if_there(folder.files.list(&folder.cache))?.unwrap_or_default() {
        let lies_open = found == open || begun(&open, &found);
        if lies_open || (sealed_too && (found == sealed || begun(&sealed, &found))) {
            count += usize::from(if_there(folder.files.remove(&folder.cache.join(found)))?.is_some());
        }
    }
    Ok(count)
}

fn name(folder: &Folder, sealed: bool) -> String {
    format!("list-{}{}", folder.mark, if sealed { ".age" } else { "" })
}
