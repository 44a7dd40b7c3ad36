//! One session being written: its file, its lock, and the save.

use std::fmt;
use std::path::PathBuf;

use super::DiskFault;
use super::earlier;
use super::files::{path_of, unix_seconds};
use super::folder::{Folder, FolderFault};
use super::frame::{Frame, Head, LARGEST, Reading};
use super::id::{SessionId, hex};
use super::lock::{self, Lock};
use super::names;
use super::places::shown;
use super::seal::Key;
use super::session_io::{digest, reading};
use super::write::{if_there, stage};
use crate::session::saved::{FORMAT, LEAST_READER, Saved};

/// The only writer of one session, for as long as it lives: it holds the session's lock.
///
/// It can be sent to another thread; the saver owns it while a session is being written.
pub struct SessionFile {
    folder: Folder,
    key: Option<Key>,
    id: SessionId,
    /// The name written to: the session's own, or that of a second version.
    name: String,
    /// What we last read or wrote there.
    base: Option<Base>,
    /// What the last try wrote, in case the disk took it but said it had not.
    tried: Option<[u8; 32]>,
    revision: u64,
    /// When an earlier state was last kept, in seconds since 1970.
    kept: Option<i64>,
    _lock: Lock,
}

/// A file's contents as we know them.
struct Base {
    digest: [u8; 32],
    raw: Vec<u8>,
    revision: u64,
}

/// A save that is in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The revision now on the disk.
    pub revision: u64,
    /// How it came to be in place.
    pub way: Way,
    /// It is in place, but the disk reported a problem on the way: a power cut now could bring the state before it back.
    pub disk: Option<DiskFault>,
}

/// How a save came to be in place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// It replaced the state before it, or is the first.
    InPlace,
    /// The file had been removed underneath, and is there again.
    Recreated,
    /// The file had been changed underneath. That change was left as it is, and this is a second version beside it,
    /// to which later saves go too.
    AsVersion,
}

/// A save that did not happen. What was there before is still there, and the words are still in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveFault {
    /// The session would be larger than [`LARGEST`]; how many bytes it would have.
    TooLarge(u64),
    /// What would have been written does not read back as what it is. Nothing was written.
    Unsound,
    /// The data folder is not there any more.
    FolderGone,
    /// The data folder was put under a passphrase since it was opened. Nothing is written into it without the key.
    Sealed,
    /// Another window took the session over.
    OpenElsewhere,
    /// There is no data folder to write into.
    NoFolder(Box<FolderFault>),
    /// The data folder cannot be made or used.
    Folder(PathBuf, DiskFault),
    /// The disk did not take it.
    Disk(DiskFault),
}

impl SaveFault {
    /// Why it did not happen: a clause with no full stop.
    pub fn reason(&self) -> String {
        match self {
            Self::TooLarge(bytes) => {
                format!("this session would take {bytes} bytes, and a session can have {LARGEST}")
            }
            Self::Unsound => "what was about to be written did not read back".to_owned(),
            Self::FolderGone => "the folder with the sessions is not there any more".to_owned(),
            Self::Sealed => {
                "the folder was put under a passphrase meanwhile, and nothing is written there without it".to_owned()
            }
            Self::OpenElsewhere => "another window has this session open now".to_owned(),
            Self::NoFolder(_) => "the folder for your sessions cannot be used".to_owned(),
            Self::Folder(path, DiskFault::Missing) => {
                format!("the folder for your sessions, {}, is not there and cannot be made", shown(path))
            }
            Self::Folder(path, fault) => {
                format!("the folder for your sessions, {}, cannot be used: {fault}", shown(path))
            }
            Self::Disk(fault) => fault.to_string(),
        }
    }

    /// What helps: whole sentences.
    fn mend(&self) -> String {
        match self {
            Self::TooLarge(_) => "Shortening the longest text helps.".to_owned(),
            Self::Unsound => "Please export this session and report it.".to_owned(),
            Self::FolderGone => {
                "If it is on a disk or a share, connect it again; saving is tried again by itself.".to_owned()
            }
            Self::Sealed => "It can be typed on the way out (Ctrl-Q).".to_owned(),
            Self::OpenElsewhere => "Closing that window helps; saving is tried again by itself.".to_owned(),
            Self::NoFolder(fault) => fault.to_string(),
            Self::Folder(_, DiskFault::Missing) => "If it is on a disk or a share that went away, connecting it again helps; --data-dir names another folder.".to_owned(),
            Self::Folder(_, fault) | Self::Disk(fault) => fault.mend().to_owned(),
        }
    }
}

impl fmt::Display for SaveFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Not saved: {}. What you wrote is still here. {}", self.reason(), self.mend())
    }
}

impl std::error::Error for SaveFault {}

impl From<DiskFault> for SaveFault {
    fn from(fault: DiskFault) -> Self {
        Self::Disk(fault)
    }
}

impl From<FolderFault> for SaveFault {
    fn from(fault: FolderFault) -> Self {
        match fault {
            // What is wrong with the place is said with its name; what is wrong with the disk needs none.
            FolderFault::Disk(
                path,
                why @ (DiskFault::Missing | DiskFault::Denied | DiskFault::Link | DiskFault::NotAFile),
            ) => Self::Folder(path, why),
            FolderFault::Disk(_, why) => Self::Disk(why),
            other => Self::NoFolder(Box::new(other)),
        }
    }
}

impl From<lock::Taken> for SaveFault {
    fn from(_: lock::Taken) -> Self {
        Self::OpenElsewhere
    }
}

/// What a session being opened for writing starts from.
pub(crate) struct Start {
    pub(crate) name: String,
    pub(crate) raw: Vec<u8>,
    pub(crate) revision: u64,
}

impl SessionFile {
    /// A session that has not been saved yet.
    pub(crate) fn new(folder: Folder, key: Option<Key>, id: SessionId, lock: Lock) -> Self {
        let name = names::session(&id, key.is_some());
        Self { folder, key, id, name, base: None, tried: None, revision: 0, kept: None, _lock: lock }
    }

    /// A session that goes on from a file; the first save replaces that file unless it has changed since.
    pub(crate) fn from(folder: Folder, key: Option<Key>, id: SessionId, start: Start, lock: Lock) -> Self {
        let kept = earlier::newest_time(&folder, &id);
        let base = Base { digest: digest(&start.raw), raw: start.raw, revision: start.revision };
        let revision = start.revision;
        Self { name: start.name, base: Some(base), revision, kept, ..Self::new(folder, key, id, lock) }
    }

    /// A session that goes on from an earlier state: in a new file beside a damaged one, or in place of a missing one.
    pub(crate) fn beside(
        folder: Folder,
        key: Option<Key>,
        id: SessionId,
        revision: u64,
        lock: Lock,
    ) -> Result<Self, DiskFault> {
        let mut file = Self::new(folder, key, id, lock);
        let main = file.folder.sessions().join(&file.name);
        if if_there(file.folder.files.look(&main))?.is_some() {
            file.name = file.free_version()?;
        }
        file.revision = revision;
        Ok(file)
    }

    /// Which session this is.
    pub fn id(&self) -> &SessionId {
        &self.id
    }

    /// The revision last read or written; 0 before the first save.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// Writes the whole session: afterwards the file holds either this or what it held before. Gives `saved` this
    /// session's id and its next revision.
    ///
    /// The caller ignores SIGXFSZ, else a file-size limit ends the program instead of failing the save.
    pub fn save(&mut self, saved: &mut Saved) -> Result<Kept, SaveFault> {
        let revision = self.revision.saturating_add(1);
        saved.format = FORMAT;
        saved.least_reader = LEAST_READER;
        self.id.as_str().clone_into(&mut saved.id);
        saved.revision = revision;
        let raw = self.raw(saved)?;
        self.folder.still_the_same()?;
        self.keep_earlier();
        let folder = self.folder.sessions();
        let staged =
            stage(self.folder.files.as_ref(), &folder, self.id.as_str(), &raw).map_err(|fault| match fault {
                DiskFault::Missing => SaveFault::FolderGone,
                other => SaveFault::Disk(other),
            })?;
        let (way, name) = self.destination()?;
        let sum = digest(&raw);
        self.tried = Some(sum);
        let placed = staged.place(&name)?;
        self.base = Some(Base { digest: sum, raw, revision });
        self.name = name;
        self.revision = revision;
        Ok(Kept { revision, way, disk: placed.unsure })
    }

    /// The bytes to be written, proved to read back as what they are.
    fn raw(&self, saved: &Saved) -> Result<Vec<u8>, SaveFault> {
        let frame = Frame {
            format: saved.format,
            least_reader: saved.least_reader,
            id: self.id.clone(),
            revision: saved.revision,
            head: Head::of(saved),
            body: toml::to_string(saved).map_err(|_| SaveFault::Unsound)?,
        };
        let plain = frame.to_bytes();
        let len = u64::try_from(plain.len()).unwrap_or(u64::MAX);
        if len > LARGEST {
            return Err(SaveFault::TooLarge(len));
        }
        let raw = match &self.key {
            Some(key) => key.seal(plain).ok_or(SaveFault::Unsound)?,
            None => plain,
        };
        match reading(self.key.as_ref(), &raw) {
            Reading::Good(back) if back == frame && back.saved().as_deref() == Some(saved) => Ok(raw),
            Reading::Good(_) | Reading::Changed(_) | Reading::Newer(_) | Reading::Damaged(_) => Err(SaveFault::Unsound),
        }
    }

    /// Where this save goes: over the file as we know it, or beside one that changed underneath. Length and time alone
    /// do not tell: a tool may set both back. Between this look and the rename that follows at once, a small window remains.
    fn destination(&self) -> Result<(Way, String), SaveFault> {
        let files = self.folder.files.as_ref();
        let path = path_of(&self.folder.sessions(), &self.name);
        let there = if_there(files.look(&path))?;
        match (&self.base, there) {
            (None, None) => Ok((Way::InPlace, self.name.clone())),
            (Some(_), None) => Ok((Way::Recreated, self.name.clone())),
            (base, Some(_)) => {
                let found = if_there(files.read(&path, LARGEST * 2)).map(|read| read.map(|(bytes, _)| digest(&bytes)));
                let ours = matches!(&found, Ok(Some(sum))
                    if base.as_ref().is_some_and(|base| base.digest == *sum) || self.tried == Some(*sum));
                match found {
                    Ok(_) if ours => Ok((Way::InPlace, self.name.clone())),
                    // Removed between the two looks.
                    Ok(None) => Ok((Way::Recreated, self.name.clone())),
                    // Too large, a link, a folder: not what we wrote.
                    Ok(Some(_)) | Err(DiskFault::TooLarge | DiskFault::Link | DiskFault::NotAFile) => {
                        Ok((Way::AsVersion, self.free_version()?))
                    }
                    Err(fault) => Err(fault.into()),
                }
            }
        }
    }

    /// A name for a second version that nothing has yet.
    fn free_version(&self) -> Result<String, DiskFault> {
        let files = self.folder.files.as_ref();
        loop {
            let mut mark = [0_u8; 2];
            files.random(&mut mark)?;
            let name = names::version(&self.id, &hex(&mark), self.key.is_some());
            if if_there(files.look(&self.folder.sessions().join(&name)))?.is_none() {
                return Ok(name);
            }
        }
    }

    /// Keeps the state this save replaces, if none has been kept for ten minutes. Never stands in the way of a save.
    fn keep_earlier(&mut self) {
        let now = unix_seconds(self.folder.files.as_ref());
        let due = self.kept.is_none_or(|kept| now.abs_diff(kept) >= earlier::EVERY_SECONDS);
        if let (true, Some(base)) = (due, &self.base)
            && earlier::keep(&self.folder, &self.id, base.revision, &base.raw).is_ok()
        {
            self.kept = Some(now);
        }
    }
}
