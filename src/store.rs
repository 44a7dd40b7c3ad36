//! The store: files. Finding, loading, saving whole or not at all, locking, sealing, recovering, erasing.
//!
//! ```text
//! <data>/    stepback.toml                the marker: this folder is ours
//!            sessions/<32 hex>.toml       one session each; .toml.age when sealed
//!            earlier/<id>.<revision>.toml a few earlier states
//!            guides/<digest>.toml         guides that were begun from a file
//!            key.age, key-copy.age        the sealed key, twice, in a protected folder
//! <state>/   folder-…, lock-…             that the folder exists; who writes which session
//! <cache>/   list-…                       what lists show and sessions say to others; may be lost
//! ```
//!
//! A caller finds [`Places`], opens the [`Folder`], goes through its [`Door`] into the [`Store`], and there lists and loads
//! sessions; a session to be written is a [`SessionFile`], which the [`Saver`]'s thread owns.
//!
//! Rules that hold for every call: a file holds its old or its new contents, never anything else; what cannot be read is left
//! exactly as it is; what was changed by somebody else is never overwritten; words are never in an error.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex};

mod cache;
mod convert;
mod disk;
mod door;
mod due;
mod earlier;
mod erase;
mod files;
mod folder;
mod frame;
mod guides;
mod id;
mod late;
mod listing;
mod lock;
mod marker;
mod names;
mod places;
mod saver;
mod seal;
mod session_file;
mod session_io;
mod survey;
mod temps;
#[cfg(test)]
mod tests;
mod write;

pub use cache::Known;
pub use convert::Conversion;
pub use disk::DiskFault;
pub use door::{Door, KeyNote, Locked, ProtectFault, UnlockFault, Unlocked};
pub use due::Due;
pub use erase::{EraseFault, Removed};
pub use files::{Files, Held, Kind, Look, NewFile, RealFiles, Share, Stamp};
pub use folder::{Folder, FolderFault, LockFault};
pub use frame::{Damage, Head, LARGEST};
pub use id::{FindFault, SessionId, find};
pub use late::{Landed, Landing, Late};
pub use listing::{Listing, Row, Unreadable, Version};
pub use places::{Places, PlacesFault, Wishes};
pub use saver::{Offer, SaveReport, Saver, Sink, Waited};
pub use seal::{Passphrase, PassphraseFault};
pub use session_file::{Kept, SaveFault, SessionFile, Way};
pub use survey::{KeyFile, Survey};
pub use temps::Recovery;

use folder::Standing;
use frame::{Frame, Reading};
use seal::Key;
use session_file::Start;

use crate::session::Saved;

/// An open data folder: one without a passphrase, or one that has been unlocked.
#[derive(Clone)]
pub struct Store {
    folder: Folder,
    key: Option<Key>,
    /// What was seen of the folder when it was listed last.
    seen: Arc<Mutex<Option<cache::Rows>>>,
}

/// A session that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    /// Which session.
    pub id: SessionId,
    /// What its newest version (or the one asked for) holds.
    pub state: Contents,
    /// All its versions, newest first.
    pub versions: Vec<Version>,
    start: Option<StartFile>,
}

impl Loaded {
    /// The session as far as it can be read: of a damaged one, its newest earlier state.
    pub fn into_saved(self) -> Option<Saved> {
        match self.state {
            Contents::Good(saved) | Contents::ChangedByHand(saved) => Some(*saved),
            Contents::Newer(saved, _) | Contents::Damaged(_, saved) => saved.map(|saved| *saved),
        }
    }
}

/// The file a session was read from, as it was then.
#[derive(Clone, Debug, PartialEq, Eq)]
struct StartFile {
    name: String,
    raw: Vec<u8>,
}

/// What a session's file holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Contents {
    /// A session as we wrote it.
    Good(Box<Saved>),
    /// Somebody changed the file. It is read-only until a person accepts the change.
    ChangedByHand(Box<Saved>),
    /// A later version of the program wrote it, in this form. It is read-only; what could be made of it.
    Newer(Option<Box<Saved>>, u32),
    /// It cannot be read. The newest earlier state that can, if there is one.
    Damaged(Damage, Option<Box<Saved>>),
}

/// Why a session was not loaded or opened for writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenFault {
    /// There is no such session.
    Unknown,
    /// Another window writes it. It can be read.
    OpenElsewhere,
    /// Somebody changed its file. [`Store::accept`] goes on with the change.
    ChangedByHand,
    /// A later version wrote it. It can be read, if at all, but not written.
    Newer,
    /// A later version wrote it, and nothing can be made of it here.
    Unreadable,
    /// It cannot be read. [`Store::accept`] goes on with an earlier state, if there is one.
    Damaged(Damage),
    /// The folder was put under a passphrase since it was opened here.
    Sealed,
    /// The folder can only be read, and so can what is in it.
    ReadOnly(DiskFault),
    /// The disk did not let us.
    Disk(DiskFault),
}

impl fmt::Display for OpenFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("There is no such session. Nothing has been changed. `stepback list` shows what there is."),
            Self::OpenElsewhere => f.write_str(
                "This session is open in another window, so it can only be read here. Nothing is lost. Close the other window to go on here.",
            ),
            Self::ChangedByHand => f.write_str(
                "The file of this session was changed outside Stepback, so it opens for reading. Nothing has been changed now. If the change is yours, `stepback resume` asks in a terminal whether to accept it, and goes on.",
            ),
            Self::Damaged(why) => write!(
                f,
                "This session cannot be opened: {why}. It is left exactly as it is. If an earlier state of it was kept, you can go on from that.",
            ),
            Self::Newer => f.write_str(
                "A later version of Stepback wrote this session, so it can only be read here. Nothing has been changed. That version can go on with it.",
            ),
            Self::Unreadable => f.write_str(
                "A later version of Stepback wrote this session, in a form that this one cannot show. Nothing has been changed. That version can show it and go on with it.",
            ),
            Self::Sealed => f.write_str(
                "The folder was put under a passphrase meanwhile. Nothing is lost. Start `stepback` again: it asks for the passphrase first.",
            ),
            Self::ReadOnly(fault) => write!(
                f,
                "Nothing can be written into the folder of this session ({fault}), so it can only be read here. Nothing is lost. {}",
                fault.mend()
            ),
            Self::Disk(fault) => write!(f, "The session could not be opened: {fault}. Its file has not been changed. {}", fault.mend()),
        }
    }
}

impl std::error::Error for OpenFault {}

impl From<DiskFault> for OpenFault {
    fn from(fault: DiskFault) -> Self {
        Self::Disk(fault)
    }
}

impl From<lock::Taken> for OpenFault {
    fn from(_: lock::Taken) -> Self {
        Self::OpenElsewhere
    }
}

impl Store {
    pub(crate) fn new(folder: Folder, key: Option<Key>) -> Self {
        Self { folder, key, seen: Arc::default() }
    }

    /// The folder it keeps things in.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Everything saved here, the session changed last first.
    pub fn list(&self) -> Result<Listing, DiskFault> {
        listing::list(&self.folder, self.key.as_ref(), &self.seen)
    }

    /// Removes what a killed program left behind and holds nothing new; gives back what does, to be offered. `listing`:
    /// the folder as it was just listed.
    pub fn tidy(&self, listing: &Listing) -> Result<Vec<Recovery>, DiskFault> {
        temps::tidy(&self.folder, self.key.as_ref(), listing)
    }

    /// Makes something left behind the newest version of its session. What was there stays beside it.
    pub fn recover(&self, recovery: &Recovery) -> Result<(), DiskFault> {
        temps::recover(&self.folder, recovery)
    }

    /// A new session to be written. No file is made before its first save.
    pub fn begin(&self) -> Result<SessionFile, SaveFault> {
        let id = SessionId::random(self.folder.files.as_ref()).map_err(DiskFault::from)?;
        let lock = self.lock(&id)?;
        Ok(SessionFile::new(self.folder.clone(), self.key.clone(), id, lock))
    }

    /// Takes up a session again that this program wrote and let go of, at this revision. What is there by now is replaced
    /// only if it is that revision; else the next save goes beside it.
    pub(crate) fn take_up(&self, id: &SessionId, revision: u64) -> Result<SessionFile, SaveFault> {
        let lock = self.lock(id)?;
        match self.load(id) {
            Ok(loaded) if matches!(&loaded.state, Contents::Good(saved) if saved.revision == revision) => {
                self.go_on(&loaded, lock).map_err(|_| SaveFault::Unsound)
            }
            Ok(_) | Err(_) => {
                Ok(SessionFile::beside(self.folder.clone(), self.key.clone(), id.clone(), revision, lock)?)
            }
        }
    }

    /// Takes a session's lock, and looks only then whether the folder is still what it was: whoever seals it waits for
    /// the locks.
    fn lock(&self, id: &SessionId) -> Result<lock::Lock, SaveFault> {
        let lock = lock::session(&self.folder, id)?;
        self.folder.still_the_same()?;
        Ok(lock)
    }

    /// Opens a session for writing: takes its lock, and then reads it. What was read is given back in any case; the
    /// second part says why it can only be read, if so.
    pub fn open(&self, id: &SessionId) -> Result<(Loaded, Result<SessionFile, OpenFault>), OpenFault> {
        self.open_version(id, 1)
    }

    /// The same for one of several versions: 1 is the newest. What is saved from then on goes into its file and counts as
    /// the newest; the others stay as they are.
    pub fn open_version(
        &self,
        id: &SessionId,
        number: usize,
    ) -> Result<(Loaded, Result<SessionFile, OpenFault>), OpenFault> {
        let lock = lock::session(&self.folder, id);
        if self.folder.standing()? == Standing::SealedSince {
            return Err(OpenFault::Sealed);
        }
        let loaded = self.load_numbered(id, number)?;
        let file = match (&loaded.state, lock) {
            (_, Err(taken)) => Err(taken.into()),
            (Contents::Good(_), Ok(lock)) => match self.folder.may_be_written() {
                Ok(()) => self.go_on(&loaded, lock),
                Err(fault) => Err(OpenFault::ReadOnly(fault)),
            },
            (Contents::ChangedByHand(_), Ok(_)) => Err(OpenFault::ChangedByHand),
            (Contents::Newer(..), Ok(_)) => Err(OpenFault::Newer),
            (Contents::Damaged(why, _), Ok(_)) => Err(OpenFault::Damaged(*why)),
        };
        Ok((loaded, file))
    }

    /// Opens for writing what a person decided to go on with: a session changed by hand, with the change; a damaged one
    /// from its earlier state, in a new file beside the damaged one; or one version of several.
    pub fn accept(&self, loaded: &Loaded) -> Result<SessionFile, OpenFault> {
        let lock = lock::session(&self.folder, &loaded.id)?;
        self.go_on(loaded, lock)
    }

    fn go_on(&self, loaded: &Loaded, lock: lock::Lock) -> Result<SessionFile, OpenFault> {
        let (folder, key, id) = (self.folder.clone(), self.key.clone(), loaded.id.clone());
        match (&loaded.state, &loaded.start) {
            (Contents::Good(saved) | Contents::ChangedByHand(saved), Some(start)) => {
                let newest = loaded.versions.first().map_or(0, |version| version.revision);
                let revision = saved.revision.max(newest);
                let start = Start { name: start.name.clone(), raw: start.raw.clone(), revision };
                Ok(SessionFile::from(folder, key, id, start, lock))
            }
            (Contents::Damaged(_, Some(saved)), _) => Ok(SessionFile::beside(folder, key, id, saved.revision, lock)?),
            (Contents::Newer(..), _) => Err(OpenFault::Newer),
            (Contents::Damaged(why, None), _) => Err(OpenFault::Damaged(*why)),
            (Contents::Good(_) | Contents::ChangedByHand(_), None) => Err(OpenFault::Unknown),
        }
    }

    /// Reads a session: its newest version. It is not locked, and cannot be written from this alone.
    pub fn load(&self, id: &SessionId) -> Result<Loaded, OpenFault> {
        self.load_listed(&self.list()?, id)
    }

    /// The same of what was just listed; for several, without listing anew each time.
    pub fn load_listed(&self, listing: &Listing, id: &SessionId) -> Result<Loaded, OpenFault> {
        let versions = listing.row(id).map(|row| row.versions.clone()).unwrap_or_default();
        let unreadable =
            || listing.unreadable.iter().find(|file| file.id.as_ref() == Some(id)).map(|file| file.name.clone());
        match versions.first().map(|version| version.name.clone()).or_else(unreadable) {
            Some(name) => Ok(self.read(id, name, versions)),
            None => match self.earlier(id) {
                Some(saved) => {
                    let state = Contents::Damaged(Damage::Unreadable(DiskFault::Missing), Some(saved));
                    Ok(Loaded { id: id.clone(), state, versions, start: None })
                }
                None => Err(OpenFault::Unknown),
            },
        }
    }

    /// Reads the newest version of a session that was just listed; for many of them, without listing anew each time.
    pub fn load_row(&self, row: &Row) -> Loaded {
        let name = row.versions.first().map(|version| version.name.clone()).unwrap_or_default();
        self.read(&row.id, name, row.versions.clone())
    }

    /// Reads one version of a session that was just listed, alone.
    pub fn load_one(&self, id: &SessionId, version: &Version) -> Loaded {
        self.read(id, version.name.clone(), Vec::new())
    }

    /// Everything saved here as far as it can be read, by session: every version of one that was written in two places, and
    /// of a damaged one its newest earlier state. What is left of somebody is in one of them.
    pub fn each(&self) -> Result<Vec<(SessionId, Saved)>, DiskFault> {
        let listing = self.list()?;
        let rows = listing.rows.iter();
        let whole = rows.flat_map(|row| row.versions.iter().map(|version| self.load_one(&row.id, version)));
        let damaged = listing.unreadable.iter().filter_map(|file| file.id.as_ref());
        let damaged = damaged.filter_map(|id| Some((id, self.earlier(id)?)));
        let read = whole.filter_map(|loaded| Some((loaded.id.clone(), loaded.into_saved()?)));
        Ok(read.chain(damaged.map(|(id, saved)| (id.clone(), *saved))).collect())
    }

    /// Reads one version of a session: 1 is the newest.
    pub fn load_numbered(&self, id: &SessionId, number: usize) -> Result<Loaded, OpenFault> {
        if number < 2 {
            return self.load(id);
        }
        let listing = self.list()?;
        let versions = listing.row(id).map(|row| row.versions.clone()).unwrap_or_default();
        let name = versions.get(number - 1).map(|version| version.name.clone()).ok_or(OpenFault::Unknown)?;
        Ok(self.read(id, name, versions))
    }

    /// Reads one version of a session, by its file's name.
    pub fn load_version(&self, id: &SessionId, name: &str) -> Result<Loaded, OpenFault> {
        let listing = self.list()?;
        let versions = listing.row(id).map(|row| row.versions.clone()).unwrap_or_default();
        if versions.iter().any(|version| version.name == name) {
            Ok(self.read(id, name.to_owned(), versions))
        } else {
            Err(OpenFault::Unknown)
        }
    }

    fn read(&self, id: &SessionId, name: String, versions: Vec<Version>) -> Loaded {
        let path = files::path_of(&self.folder.sessions(), &name);
        let on_disk = session_io::read(self.folder.files.as_ref(), self.key.as_ref(), &path);
        let damaged = |why| Contents::Damaged(why, self.earlier(id));
        let whole = |frame: &Frame, state: fn(Box<Saved>) -> Contents| {
            frame.saved().map_or_else(|| damaged(Damage::NotUnderstood), state)
        };
        let state = match &on_disk.reading {
            Reading::Good(frame) => whole(frame, Contents::Good),
            Reading::Changed(frame) => whole(frame, Contents::ChangedByHand),
            Reading::Newer(frame) => Contents::Newer(frame.saved(), frame.format),
            Reading::Damaged(why) => damaged(*why),
        };
        let start = Some(StartFile { name, raw: on_disk.raw });
        Loaded { id: id.clone(), state, versions, start }
    }

    /// The newest earlier state of a session that can be read.
    pub(crate) fn earlier(&self, id: &SessionId) -> Option<Box<Saved>> {
        earlier::newest_good(&self.folder, self.key.as_ref(), id).and_then(|frame| frame.saved())
    }

    /// Keeps the text of a guide that is begun from a file. Returns its digest.
    pub fn keep_guide(&self, text: &str) -> Result<String, SaveFault> {
        self.folder.still_the_same()?;
        Ok(guides::keep(&self.folder, self.key.as_ref(), text)?)
    }

    /// The kept guide with this digest, if it is there and still the same.
    pub fn guide(&self, digest: &str) -> Result<Option<String>, DiskFault> {
        guides::read(&self.folder, self.key.as_ref(), digest)
    }

    /// Erases one session: its versions, earlier states, what was being written, its lock, its row in the list.
    pub fn erase(&self, id: &SessionId) -> Result<Removed, EraseFault> {
        let listing = self.list()?;
        if !listing.ids().contains(id) && earlier::of(&self.folder, id)?.is_empty() {
            return Err(EraseFault::Unknown);
        }
        let removed = erase::sessions(&self.folder, &listing, std::slice::from_ref(id))?;
        if removed.sessions.is_empty() { Err(EraseFault::Open) } else { Ok(removed) }
    }

    /// Erases every session about the person with this id, in whichever of its versions, and those of which only an
    /// earlier state tells it.
    pub fn erase_person(&self, person: &str) -> Result<Removed, EraseFault> {
        let listing = self.list()?;
        let about = |row: &&Row| row.head.person.as_deref() == Some(person);
        let listed = listing.rows.iter().filter(about).map(|row| row.id.clone());
        let each = self.each()?.into_iter().filter(|(_, saved)| saved.person.as_deref() == Some(person));
        let ids: BTreeSet<SessionId> = listed.chain(each.map(|(id, _)| id)).collect();
        let ids: Vec<SessionId> = ids.into_iter().collect();
        if ids.is_empty() {
            return Err(EraseFault::Unknown);
        }
        erase::sessions(&self.folder, &listing, &ids)
    }

    /// Erases everything.
    pub fn erase_all(&self) -> Result<Removed, EraseFault> {
        erase::all(&self.folder)
    }
}
