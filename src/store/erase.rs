//! Erasing: one session, all about one person, or everything; and what was removed, to be said.
//!
//! Removing a file does not wipe a disk. What cannot be promised (swap, backups, copies that a sync service keeps, the
//! remnants on an SSD) is for the caller to say: the store reports only what it did.

use std::fmt;
use std::path::Path;

use super::DiskFault;
use super::cache;
use super::files::{Kind, path_of};
use super::folder::Folder;
use super::guides;
use super::id::SessionId;
use super::listing::Listing;
use super::lock;
use super::names::{self, EARLIER, GUIDES, KEYS, MARKER, SESSIONS};
use super::write::if_there;

/// What was removed, and what was left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Removed {
    /// The sessions of which every file is gone.
    pub sessions: Vec<SessionId>,
    /// How many files went: sessions, versions, earlier states, what was being written, locks, kept guides, lists.
    pub files: usize,
    /// The sessions left alone because another window has them open.
    pub open: Vec<SessionId>,
    /// Names of things in our folders that are not ours, and were left.
    pub strangers: Vec<String>,
}

impl Removed {
    /// Takes in what else was removed.
    pub fn add(&mut self, more: Self) {
        self.sessions.extend(more.sessions);
        self.files += more.files;
        self.open.extend(more.open);
        self.strangers.extend(more.strangers);
    }
}

/// Why erasing stopped. What went before is gone; erasing again goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EraseFault {
    /// A session is open in another window.
    Open,
    /// There is no such session.
    Unknown,
    /// The disk did not let us.
    Disk(DiskFault),
}

impl fmt::Display for EraseFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => f.write_str(
                "A session is open in another window. Nothing has been erased. Close that window, and erase again.",
            ),
            Self::Unknown => {
                f.write_str("There is no such session. Nothing has been erased. `stepback list` shows what there is.")
            }
            Self::Disk(fault) => write!(
                f,
                "Not everything could be erased: {fault}. What is left can still be opened. {} Erasing again goes on from here.",
                fault.mend()
            ),
        }
    }
}

impl std::error::Error for EraseFault {}

impl From<DiskFault> for EraseFault {
    fn from(fault: DiskFault) -> Self {
        Self::Disk(fault)
    }
}

/// Erases some sessions, those that are not open elsewhere.
pub(crate) fn sessions(folder: &Folder, listing: &Listing, ids: &[SessionId]) -> Result<Removed, EraseFault> {
    let mut removed = Removed::default();
    // The lists go first: a row must not outlive its session.
    removed.files += cache::forget(folder, true)?;
    for id in ids {
        match lock::session(folder, id) {
            Err(lock::Taken) => removed.open.push(id.clone()),
            Ok(_lock) => {
                removed.files += one(folder, listing, id)?;
                removed.files += usize::from(lock::forget(folder, id)?);
                removed.sessions.push(id.clone());
            }
        }
    }
    let left = |row: &&super::listing::Row| !removed.sessions.contains(&row.id);
    let needed: Vec<&str> = listing.rows.iter().filter(left).filter_map(|row| row.head.guide_copy.as_deref()).collect();
    // A session that cannot be read may need any of them.
    let unknown =
        listing.unreadable.iter().any(|file| file.id.as_ref().is_none_or(|id| !removed.sessions.contains(id)));
    if !unknown {
        removed.files += guides::forget(folder, |sum| needed.contains(&sum))?;
    }
    Ok(removed)
}

/// Erases the files of one session: those that hold it, whatever their names, and those named after it that hold nothing
/// readable. A file named after it that holds another session stays.
fn one(folder: &Folder, listing: &Listing, id: &SessionId) -> Result<usize, DiskFault> {
    let mut count = 0;
    let files = folder.files.as_ref();
    let holder = |name: &str| {
        listing.rows.iter().find(|row| row.versions.iter().any(|version| version.name == name)).map(|row| &row.id)
    };
    for (place, by_contents) in [(folder.earlier(), false), (folder.sessions(), true)] {
        for name in files.list(&place)? {
            let named = names::begins_with(&name).as_ref() == Some(id);
            let ours = match holder(&name).filter(|_| by_contents) {
                Some(inside) => inside == id,
                None => named,
            };
            if ours && if_there(files.remove(&path_of(&place, &name)))?.is_some() {
                count += 1;
            }
        }
        files.sync_folder(&place)?;
    }
    Ok(count)
}

/// Erases everything in the data folder, and what the state and cache folders hold about it. Needs no passphrase. The
/// keys go first: from then on nothing sealed can be opened, even if the rest is interrupted.
pub(crate) fn all(folder: &Folder) -> Result<Removed, EraseFault> {
    let lock = lock::all(folder).map_err(|lock::Taken| EraseFault::Open)?;
    let mut removed = Removed::default();
    let files = folder.files.as_ref();
    for key in KEYS {
        removed.files += usize::from(if_there(files.remove(&folder.root.join(key)))?.is_some());
    }
    files.sync_folder(&folder.root).map_err(DiskFault::from)?;
    removed.files += cache::forget(folder, true)?;
    for place in [SESSIONS, EARLIER, GUIDES] {
        empty(folder, &folder.root.join(place), &mut removed)?;
    }
    for name in files.list(&folder.root).map_err(DiskFault::from)? {
        if names::is_temp(&name) {
            removed.files += usize::from(if_there(files.remove(&path_of(&folder.root, &name)))?.is_some());
        }
    }
    // The memory goes before the marker: without a marker but with the memory, the folder would count as lost.
    if if_there(files.remove(&folder.memory()))?.is_some() {
        removed.files += 1;
        files.sync_folder(&folder.state).map_err(DiskFault::from)?;
    }
    removed.files += usize::from(if_there(files.remove(&folder.root.join(MARKER)))?.is_some());
    files.sync_folder(&folder.root).map_err(DiskFault::from)?;
    // The folders go last: while the marker is there, a missing one would count as lost, and erasing could not go on.
    for place in [SESSIONS, EARLIER, GUIDES] {
        let _ = files.remove_folder(&folder.root.join(place));
    }
    // It may hold other things, or be a folder that somebody wants to keep.
    let _ = files.remove_folder(&folder.root);
    removed.files += lock::forget_all(folder)?;
    drop(lock);
    Ok(removed)
}

/// Removes what is ours from one folder.
fn empty(folder: &Folder, place: &Path, removed: &mut Removed) -> Result<(), DiskFault> {
    let files = folder.files.as_ref();
    let Some(names) = if_there(files.list(place))? else { return Ok(()) };
    for name in names {
        let path = path_of(place, &name);
        let ours = names::is_temp(&name) || [".toml", ".age"].iter().any(|ending| name.contains(ending));
        let folder_there = if_there(files.look(&path))?.is_some_and(|look| look.kind == Kind::Folder);
        if !ours || folder_there {
            removed.strangers.push(name);
            continue;
        }
        if if_there(files.remove(&path))?.is_some() {
            removed.files += 1;
            // A kept guide's name is a digest, not an id.
            let id = names::begins_with(&name).filter(|_| !place.ends_with(GUIDES));
            removed.sessions.extend(id.filter(|id| !removed.sessions.contains(id)));
        }
    }
    files.sync_folder(place)?;
    Ok(())
}
