//! What is saved: all session files read, and gathered by the id inside them.

use std::collections::HashMap;

use super::DiskFault;
use super::cache::{self, Entry, Known};
use super::files::path_of;
use super::folder::Folder;
use super::frame::{Damage, Head, Reading};
use super::id::SessionId;
use super::names::{self, Named};
use super::seal::Key;
use super::session_io;
use crate::session::saved::Status;

/// Everything saved in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The sessions, the one changed last first.
    pub rows: Vec<Row>,
    /// Files that could not be read. They are left exactly as they are.
    pub unreadable: Vec<Unreadable>,
}

/// One session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which session.
    pub id: SessionId,
    /// What its newest version says.
    pub head: Head,
    /// Its versions, newest first; more than one if it was written in two places at once.
    pub versions: Vec<Version>,
}

/// One file that holds a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The file's name in the folder of sessions.
    pub name: String,
    /// How often the session had been saved when this was written: the order of versions.
    pub revision: u64,
    /// When it last changed, in seconds since 1970.
    pub updated: i64,
    /// How it reads.
    pub known: Known,
}

/// A file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The file's name in the folder of sessions.
    pub name: String,
    /// The session its name speaks of.
    pub id: Option<SessionId>,
    /// Why.
    pub why: Damage,
}

impl Listing {
    /// The ids, the session changed last first: what [`super::find`] wants.
    pub fn ids(&self) -> Vec<SessionId> {
        let rows = self.rows.iter().map(|row| row.id.clone());
        let mut ids: Vec<SessionId> = rows.collect();
        for id in self.unreadable.iter().filter_map(|file| file.id.clone()) {
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        ids
    }

    /// The row of a session.
    pub fn row(&self, id: &SessionId) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == *id)
    }

    /// The session changed last among those that have not come to their end.
    pub fn newest_unfinished(&self) -> Option<&Row> {
        self.rows.iter().find(|row| row.head.status != Status::Finished)
    }
}

/// Lists the folder. Files that the cache knows, by name, size and time, are not read again.
pub(crate) fn list(folder: &Folder, key: Option<&Key>) -> Result<Listing, DiskFault> {
    let files = folder.files.as_ref();
    let sessions = folder.sessions();
    let cached = cache::read(folder, key);
    let mut entries: Vec<Entry> = Vec::new();
    let mut unreadable = Vec::new();
    let mut news = false;
    for name in files.list(&sessions)? {
        match names::read(&name) {
            Named::Main(_) | Named::Version(_) | Named::Stranger => {}
            Named::Temp(_) | Named::Other => continue,
        }
        let path = path_of(&sessions, &name);
        let stamp = files.look(&path).ok().map(|look| look.stamp);
        if let Some(entry) = cached.get(&name).filter(|entry| Some(entry.stamp) == stamp) {
            entries.push(entry.clone());
            continue;
        }
        let on_disk = session_io::read(files, key, &path);
        match entry(&name, &on_disk) {
            Ok(entry) => {
                news = true;
                entries.push(entry);
            }
            // Removed since the folder was read.
            Err(Damage::Unreadable(DiskFault::Missing)) => {}
            Err(why) => unreadable.push(Unreadable { id: names::begins_with(&name), name, why }),
        }
    }
    if news || entries.len() != cached.len() {
        cache::write(folder, key, &entries);
    }
    unreadable.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Listing { rows: gather(entries), unreadable })
}

fn entry(name: &str, on_disk: &session_io::OnDisk) -> Result<Entry, Damage> {
    let (frame, known) = match &on_disk.reading {
        Reading::Good(frame) => (frame, Known::Good),
        Reading::Changed(frame) => (frame, Known::ChangedByHand),
        Reading::Newer(frame) => (frame, Known::Newer(frame.format)),
        Reading::Damaged(why) => return Err(*why),
    };
    let stamp = on_disk.stamp.ok_or(Damage::Unreadable(DiskFault::Missing))?;
    Ok(Entry {
        name: name.to_owned(),
        stamp,
        id: frame.id.clone(),
        revision: frame.revision,
        head: frame.head.clone(),
        known,
    })
}

/// Gathers files by the id inside them.
fn gather(entries: Vec<Entry>) -> Vec<Row> {
    let mut by_id: HashMap<SessionId, Vec<Entry>> = HashMap::new();
    for entry in entries {
        by_id.entry(entry.id.clone()).or_default().push(entry);
    }
    let mut rows: Vec<Row> = by_id.into_iter().filter_map(|(id, versions)| row(id, versions)).collect();
    rows.sort_by(|a, b| b.head.updated.cmp(&a.head.updated).then_with(|| a.id.cmp(&b.id)));
    rows
}

fn row(id: SessionId, mut entries: Vec<Entry>) -> Option<Row> {
    entries.sort_by(|a, b| {
        let order = |entry: &Entry| {
            let own_name = matches!(names::read(&entry.name), Named::Main(of) if of == id);
            (entry.revision, entry.head.updated, own_name)
        };
        order(b).cmp(&order(a)).then_with(|| a.name.cmp(&b.name))
    });
    let head = entries.first()?.head.clone();
    let versions = entries
        .into_iter()
        .map(|entry| Version {
            name: entry.name,
            revision: entry.revision,
            updated: entry.head.updated,
            known: entry.known,
        })
        .collect();
    Some(Row { id, head, versions })
}
