//! What is saved: all session files read, and gathered by the id inside them.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use super::DiskFault;
use super::cache::{self, Entry, Known, Rows};
use super::files::{Files, Stamp, path_of};
use super::folder::Folder;
use super::frame::{Damage, Frame, Head, Reading};
use super::id::SessionId;
use super::names::{self, Named};
use super::seal::Key;
use super::session_io;
use crate::session::facts::Said;
use crate::session::saved::Status;

/// Everything saved in a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The sessions, the one changed last first.
    pub rows: Vec<Row>,
    /// Files that could not be read. They are left exactly as they are.
    pub unreadable: Vec<Unreadable>,
    /// Names of files that were being written when the list was made, or when a program was ended.
    pub(crate) left: Vec<String>,
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
    /// What it says to other sessions; `None` where only the whole file tells.
    pub said: Option<Said>,
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
        let mut ids: Vec<SessionId> = self.rows.iter().map(|row| row.id.clone()).collect();
        ids.extend(self.damaged().into_iter().cloned());
        ids
    }

    /// The sessions of which no file can be read.
    pub fn damaged(&self) -> Vec<&SessionId> {
        if self.unreadable.is_empty() {
            return Vec::new();
        }
        let mut known: HashSet<&SessionId> = self.rows.iter().map(|row| &row.id).collect();
        self.unreadable.iter().filter_map(|file| file.id.as_ref()).filter(|id| known.insert(id)).collect()
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

/// A file touched less than this long ago may change again without a change of its stamp: some disks count in twos of
/// seconds.
const UNSETTLED: Duration = Duration::from_secs(3);

/// What is seen of the folder while it is listed.
#[derive(Default)]
struct Seen {
    entries: Vec<Arc<Entry>>,
    unreadable: Vec<Unreadable>,
    left: Vec<String>,
    /// What may be kept for the next time.
    rows: Rows,
    /// Whether some of that was not known before.
    news: bool,
}

/// Lists the folder. Files that the cache knows, by name, size and times, are not read again. `memory`: the rows as they
/// were last time, so that listing again costs one look at each file.
pub(crate) fn list(folder: &Folder, key: Option<&Key>, memory: &Mutex<Option<Rows>>) -> Result<Listing, DiskFault> {
    let names = folder.files.list(&folder.sessions())?;
    let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
    let known = memory.take().unwrap_or_else(|| cache::read(folder, key));
    let mut seen = Seen::default();
    for name in names {
        match names::read(&name) {
            Named::Main(_) | Named::Version(_) | Named::Stranger => seen.file(folder, key, name, &known),
            Named::Temp(_) => seen.left.push(name),
            Named::Other => {}
        }
    }
    let Seen { entries, mut unreadable, left, rows, news } = seen;
    if news || rows.len() != known.len() {
        cache::write(folder, key, &rows);
    }
    *memory = Some(rows);
    unreadable.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Listing { rows: gather(entries), unreadable, left })
}

impl Seen {
    /// Takes in a file that may hold a session.
    fn file(&mut self, folder: &Folder, key: Option<&Key>, name: String, known: &Rows) {
        let files = folder.files.as_ref();
        let path = path_of(&folder.sessions(), &name);
        let stamp = files.look(&path).ok().map(|look| look.stamp);
        if let Some(entry) = known.get(&name).filter(|entry| Some(entry.stamp) == stamp) {
            self.entries.push(Arc::clone(entry));
            self.rows.insert(name, Arc::clone(entry));
            return;
        }
        match entry(&name, &session_io::read(files, key, &path)) {
            Ok(entry) => {
                let entry = Arc::new(entry);
                if is_settled(files, entry.stamp) {
                    self.rows.insert(name, Arc::clone(&entry));
                    self.news = true;
                }
                self.entries.push(entry);
            }
            // Removed since the folder was read.
            Err(Damage::Unreadable(DiskFault::Missing)) => {}
            Err(why) => self.unreadable.push(Unreadable { id: names::begins_with(&name), name, why }),
        }
    }
}

fn is_settled(files: &dyn Files, stamp: Stamp) -> bool {
    let now = files.now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_nanos());
    // Either may be the one that a disk counts coarsely.
    let long_ago = |at: i128| i128::try_from(now).is_ok_and(|now| now.abs_diff(at) >= UNSETTLED.as_nanos());
    long_ago(stamp.touched) && long_ago(stamp.modified)
}

fn entry(name: &str, on_disk: &session_io::OnDisk) -> Result<Entry, Damage> {
    let (frame, known) = match &on_disk.reading {
        Reading::Good(frame) => (frame, Known::Good),
        Reading::Changed(frame) => (frame, Known::ChangedByHand),
        Reading::Newer(frame) => (frame, Known::Newer(frame.format)),
        Reading::Damaged(why) => return Err(*why),
    };
    let stamp = on_disk.stamp.ok_or(Damage::Unreadable(DiskFault::Missing))?;
    let said = if known == Known::Good { said(frame) } else { None };
    let (id, head) = (frame.id.clone(), frame.head.clone());
    Ok(Entry { name: name.to_owned(), stamp, id, revision: frame.revision, head, known, said })
}

/// What a session says to others, where its head is that of what it holds.
fn said(frame: &Frame) -> Option<Said> {
    let saved = frame.saved()?;
    (saved.id == frame.id.as_str() && Head::of(&saved) == frame.head).then(|| Said::of(&saved))
}

/// Gathers files by the id inside them.
fn gather(entries: Vec<Arc<Entry>>) -> Vec<Row> {
    let mut by_id: HashMap<SessionId, Vec<Arc<Entry>>> = HashMap::with_capacity(entries.len());
    for entry in entries {
        by_id.entry(entry.id.clone()).or_default().push(entry);
    }
    let mut rows: Vec<Row> = by_id.into_iter().filter_map(|(id, versions)| row(id, versions)).collect();
    rows.sort_by(|a, b| b.head.updated.cmp(&a.head.updated).then_with(|| a.id.cmp(&b.id)));
    rows
}

fn row(id: SessionId, mut entries: Vec<Arc<Entry>>) -> Option<Row> {
    entries.sort_by(|a, b| {
        let order = |entry: &Entry| {
            let own_name = matches!(names::read(&entry.name), Named::Main(of) if of == id);
            (entry.revision, entry.head.updated, own_name)
        };
        order(b).cmp(&order(a)).then_with(|| a.name.cmp(&b.name))
    });
    let head = entries.first()?.head.clone();
    let version = |entry: &Arc<Entry>| Version {
        name: entry.name.clone(),
        revision: entry.revision,
        updated: entry.head.updated,
        known: entry.known,
        said: entry.said.clone(),
    };
    let versions = entries.iter().map(version).collect();
    Some(Row { id, head, versions })
}
