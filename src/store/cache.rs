//! The list cache: what lists show of each file, so that ten thousand sessions need not be read each time.
//!
//! It stands in the cache folder and holds no name and no word. It may be lost, stale or damaged at any time: a row counts
//! only while its file has the same name, size and time, and a cache that does not match its checksum counts as none.
//! In a protected folder it is sealed with the same key.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::files::Stamp;
use super::folder::{Folder, make_all};
use super::frame::Head;
use super::id::{SessionId, hex};
use super::seal::Key;
use super::session_io::digest;
use super::write::replace;
use crate::session::saved::Status;

/// No cache is larger than this many bytes: far more than a hundred thousand sessions need.
const LARGEST: u64 = 64 * 1024 * 1024;
const FIRST_LINE: &str = "stepback list 1";

/// What is known of one session file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) stamp: Stamp,
    pub(crate) id: SessionId,
    pub(crate) revision: u64,
    pub(crate) head: Head,
    pub(crate) known: Known,
}

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

/// The rows by file name; none if there is no cache, or none that can be trusted.
pub(crate) fn read(folder: &Folder, key: Option<&Key>) -> HashMap<String, Entry> {
    let path = folder.cache.join(name(folder, key.is_some()));
    let Ok((raw, _)) = folder.files.read(&path, LARGEST) else {
        return HashMap::new();
    };
    let text = match key {
        Some(key) => key.open(&raw).and_then(|plain| String::from_utf8(plain.to_vec()).ok()),
        None => String::from_utf8(raw).ok(),
    };
    text.and_then(|text| from_text(&text)).unwrap_or_default()
}

/// Writes the rows. A cache that cannot be written costs only time.
pub(crate) fn write(folder: &Folder, key: Option<&Key>, entries: &[Entry]) {
    if folder.still_the_same().is_err() {
        return;
    }
    let text = to_text(entries).into_bytes();
    let Some(bytes) = (match key {
        Some(key) => key.seal(text),
        None => Some(text),
    }) else {
        return;
    };
    if make_all(folder.files.as_ref(), &folder.cache).is_ok() {
        let _ = replace(folder.files.as_ref(), &folder.cache, &name(folder, key.is_some()), &bytes);
    }
}

/// Removes the cache. Returns how many files went.
pub(crate) fn forget(folder: &Folder, sealed_too: bool) -> Result<usize, super::DiskFault> {
    let mut count = 0;
    for sealed in [false, true] {
        if sealed && !sealed_too {
            continue;
        }
        let path = folder.cache.join(name(folder, sealed));
        count += usize::from(super::write::if_there(folder.files.remove(&path))?.is_some());
    }
    Ok(count)
}

fn name(folder: &Folder, sealed: bool) -> String {
    format!("list-{}{}", folder.mark, if sealed { ".age" } else { "" })
}

/// One line a row, fields parted by tabs, after a line with the checksum of the rest.
fn to_text(entries: &[Entry]) -> String {
    let mut rows = String::with_capacity(entries.len() * 200);
    for entry in entries {
        let fields = [&entry.name, &entry.head.guide, &entry.head.step];
        if fields.iter().any(|field| field.contains(['\t', '\n'])) {
            continue;
        }
        let (known, form) = match entry.known {
            Known::Good => ("good", 0),
            Known::ChangedByHand => ("changed", 0),
            Known::Newer(form) => ("newer", form),
        };
        let head = &entry.head;
        let _ = writeln!(
            rows,
            "{}\t{}\t{}\t{}\t{}\t{known}\t{form}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            entry.name,
            entry.stamp.len,
            entry.stamp.modified,
            entry.id,
            entry.revision,
            head.guide,
            word(head.status),
            head.started,
            head.updated,
            head.step,
            head.person.as_deref().unwrap_or(""),
            head.guide_copy.as_deref().unwrap_or(""),
        );
    }
    format!("{FIRST_LINE} {}\n{rows}", hex(&digest(rows.as_bytes())))
}

fn from_text(text: &str) -> Option<HashMap<String, Entry>> {
    let (first, rows) = text.split_once('\n')?;
    let sum = first.strip_prefix(FIRST_LINE)?.strip_prefix(' ')?;
    if sum != hex(&digest(rows.as_bytes())) {
        return None;
    }
    rows.lines().map(|row| entry(row).map(|entry| (entry.name.clone(), entry))).collect()
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::Waiting => "waiting",
        Status::Finished => "finished",
    }
}

fn entry(row: &str) -> Option<Entry> {
    let mut fields = row.split('\t');
    let mut next = || fields.next();
    let filled = |field: &str| (!field.is_empty()).then(|| field.to_owned());
    let name = next()?.to_owned();
    let stamp = Stamp { len: next()?.parse().ok()?, modified: next()?.parse().ok()? };
    let id = SessionId::parse(next()?)?;
    let revision = next()?.parse().ok()?;
    let (known, form) = (next()?, next()?.parse().ok()?);
    let known = match known {
        "good" => Known::Good,
        "changed" => Known::ChangedByHand,
        "newer" => Known::Newer(form),
        _ => return None,
    };
    let head = Head {
        guide: next()?.to_owned(),
        status: [Status::Open, Status::Waiting, Status::Finished].into_iter().find({
            let word = next()?;
            move |status| self::word(*status) == word
        })?,
        started: next()?.parse().ok()?,
        updated: next()?.parse().ok()?,
        step: next()?.to_owned(),
        person: filled(next()?),
        guide_copy: filled(next()?),
    };
    Some(Entry { name, stamp, id, revision, head, known })
}
