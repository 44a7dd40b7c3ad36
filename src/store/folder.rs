//! The data folder: making it, finding it again, and refusing what would not be safe.
//!
//! A missing folder is never taken for an empty one. A marker file tells that a folder is ours, and the state folder
//! remembers that it exists; if the memory is there and the folder or its marker is not, a person decides.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::DiskFault;
use super::files::{Files, Kind, Look};
use super::id::hex;
use super::lock;
use super::marker::{self, Marker, Reading};
use super::names::{self, EARLIER, GUIDES, KEYS, MARKER, SESSIONS};
use super::places::{Places, shown};
use super::session_file::SaveFault;
use super::write::{if_there, replace};

/// A data folder that is ours, private, and there.
#[derive(Clone)]
pub struct Folder {
    pub(crate) files: Arc<dyn Files>,
    pub(crate) root: PathBuf,
    pub(crate) state: PathBuf,
    pub(crate) cache: PathBuf,
    /// Stands for the folder's path in names of the state and cache folders.
    pub(crate) mark: String,
    pub(crate) marker: Marker,
}

/// How a folder stands, compared with how it was when it was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// As it was.
    AsOpened,
    /// It has been put under a passphrase since: nothing is written into it without the key.
    SealedSince,
    /// It is gone, and another one stands in its place.
    Another,
}

/// Why there is no data folder to work with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FolderFault {
    /// None has been made yet. Not a fault for whoever is about to make one.
    NotYet(PathBuf),
    /// There was one, and now it or its marker is missing.
    Gone(PathBuf),
    /// Its marker is missing, and so many sessions are there. [`Folder::make`] makes the marker again.
    Unmarked(PathBuf, usize),
    /// It belongs to another user.
    Foreign(PathBuf),
    /// Others may write into it. [`Folder::mend`] mends it.
    Shared(PathBuf),
    /// A link or a file stands where a folder of ours belongs.
    NotAFolder(PathBuf),
    /// Its marker cannot be read.
    MarkerDamaged(PathBuf),
    /// A later version made it.
    Newer(PathBuf, u32),
    /// The disk did not let us.
    Disk(PathBuf, DiskFault),
}

impl fmt::Display for FolderFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotYet(path) => write!(
                f,
                "Nothing is kept in {} yet. Nothing has been changed. `stepback begin` starts there.",
                shown(path)
            ),
            Self::Gone(path) => write!(
                f,
                "The folder {} held sessions and is now missing or empty. Nothing has been written in its place. If it is on a disk or a share, connect it again; if you moved it, name its new place with --data-dir.",
                shown(path)
            ),
            Self::Unmarked(path, count) => write!(
                f,
                "The file {MARKER} is missing in the folder {}. {}, and nothing has been changed. If the folder is still being synchronised, wait for that file; else start `stepback` in a terminal: it offers to make the file again and to go on.",
                shown(path),
                match count {
                    0 => "The key is there".to_owned(),
                    1 => "Your session is there (1 file)".to_owned(),
                    _ => format!("Your sessions are there ({count} files)"),
                },
            ),
            Self::Foreign(path) => write!(
                f,
                "The folder {} belongs to another user of this computer. Nothing has been read or written. Name a folder of your own with --data-dir, or let its owner hand it over (chown).",
                shown(path)
            ),
            Self::Shared(path) => write!(
                f,
                "Other users of this computer can write into the folder {0}. Nothing has been read or written. `chmod 700` on it makes it yours alone; or name another folder with --data-dir.",
                shown(path)
            ),
            Self::NotAFolder(path) => write!(
                f,
                "Something that is not a folder stands at {}. Nothing has been changed. Move it away, or name another folder with --data-dir.",
                shown(path)
            ),
            Self::MarkerDamaged(path) => write!(
                f,
                "The file {} in the folder {} cannot be read. The sessions beside it have not been touched. If this is your folder, remove that file and start again: you will be asked whether to go on with it.",
                MARKER,
                shown(path)
            ),
            Self::Newer(path, format) => write!(
                f,
                "The folder {} was made by a later version of Stepback (form {format}). Nothing has been changed. Use that version, or name another folder with --data-dir.",
                shown(path)
            ),
            Self::Disk(path, fault) => write!(
                f,
                "The folder {} cannot be used: {fault}. What is in it has not been changed. {}",
                shown(path),
                fault.mend()
            ),
        }
    }
}

impl std::error::Error for FolderFault {}

/// Windows cannot be kept apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockFault {
    state: PathBuf,
    why: DiskFault,
}

impl fmt::Display for LockFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Two windows on one session cannot be kept apart here: in {} no lock can be taken ({}). If both write, that is noticed, and both versions are kept.",
            shown(&self.state),
            self.why
        )
    }
}

impl Folder {
    /// Opens the data folder that is there. Tightens the permissions of a folder of ours; writes nothing else into it.
    pub fn open(places: &Places, files: Arc<dyn Files>) -> Result<Self, FolderFault> {
        let finding = Finding::new(places, files)?;
        finding.check_root()?;
        let marker = finding.marker()?;
        finding.check_inside()?;
        Ok(finding.ready(marker))
    }

    /// Opens the folder, making it if there never was one.
    pub fn open_or_make(places: &Places, files: Arc<dyn Files>) -> Result<Self, FolderFault> {
        match Self::open(places, Arc::clone(&files)) {
            Err(FolderFault::NotYet(_)) => Self::make(places, files),
            other => other,
        }
    }

    /// Makes the folder at this place, or makes what stands there ours again, keeping all that is in it. For the
    /// first start, and for a person who was told that the folder is gone and wants to go on there all the same.
    pub fn make(places: &Places, files: Arc<dyn Files>) -> Result<Self, FolderFault> {
        let at = |fault: DiskFault| FolderFault::Disk(places.data.clone(), fault);
        make_all(files.as_ref(), &places.data).map_err(at)?;
        let finding = Finding::new(places, files)?;
        finding.check_root()?;
        for part in [SESSIONS, EARLIER, GUIDES] {
            make_all(finding.files.as_ref(), &finding.root.join(part)).map_err(at)?;
        }
        finding.check_inside()?;
        let sealed = finding.looks_sealed().map_err(at)?;
        let marker = Marker::new(finding.files.as_ref(), sealed).map_err(|fault| at(fault.into()))?;
        // The marker comes last: a folder half made is a folder not yet made.
        replace(finding.files.as_ref(), &finding.root, MARKER, &marker.to_bytes()).map_err(at)?;
        Ok(finding.ready(marker))
    }

    /// Takes other users' rights to the folder away, for a person who was told that it is shared and agreed.
    pub fn mend(places: &Places, files: &dyn Files) -> Result<(), FolderFault> {
        files.set_mode(&places.data, 0o700).map_err(|fault| FolderFault::Disk(places.data.clone(), fault.into()))
    }

    /// Whether this is still the folder that was opened, and as open as it was: it may have been sealed since, in another
    /// window or on another computer. A marker that cannot be read now says nothing, because words are worth more than a
    /// marker; the keys and the memory of them say enough.
    pub(crate) fn standing(&self) -> Result<Standing, DiskFault> {
        let read = self.files.read(&self.root.join(MARKER), marker::LARGEST);
        let marker = match read.map(|(bytes, _)| Marker::read(&bytes)) {
            Ok(Reading::Good(marker)) => Some(marker),
            Ok(Reading::Newer(_) | Reading::Damaged) | Err(_) => None,
        };
        if marker.as_ref().is_some_and(|marker| !marker.is_of_folder(&self.marker)) {
            return Ok(Standing::Another);
        }
        let sealed = !self.marker.protected
            && (marker.is_some_and(|marker| marker.protected)
                || has_key(self.files.as_ref(), &self.root)?
                || remembers_sealing(self.files.as_ref(), &self.memory()));
        Ok(if sealed { Standing::SealedSince } else { Standing::AsOpened })
    }

    /// Nothing is written into a folder that has been sealed since it was opened, or that is another one by now.
    pub(crate) fn still_the_same(&self) -> Result<(), SaveFault> {
        match self.standing()? {
            Standing::AsOpened => Ok(()),
            Standing::SealedSince => Err(SaveFault::Sealed),
            Standing::Another => Err(SaveFault::FolderGone),
        }
    }

    /// Whether sessions can be written here, as far as permissions tell. What else may fail is told by the saves.
    pub(crate) fn may_be_written(&self) -> Result<(), DiskFault> {
        match self.files.may_write(&self.sessions()).map_err(DiskFault::from) {
            Err(fault @ (DiskFault::Denied | DiskFault::ReadOnly)) => Err(fault),
            Err(_) | Ok(()) => Ok(()),
        }
    }

    /// Where the folder is, with every link resolved.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Whether sessions here are sealed under a passphrase.
    pub fn protected(&self) -> bool {
        self.marker.protected
    }

    /// Why windows cannot be kept apart here, if so: locks stand in the state folder. Saves still look whether somebody
    /// else wrote.
    pub fn without_locks(&self) -> Option<LockFault> {
        lock::possible(self).err().map(|why| LockFault { state: self.state.clone(), why })
    }

    pub(crate) fn sessions(&self) -> PathBuf {
        self.root.join(SESSIONS)
    }

    pub(crate) fn earlier(&self) -> PathBuf {
        self.root.join(EARLIER)
    }

    pub(crate) fn guides(&self) -> PathBuf {
        self.root.join(GUIDES)
    }

    /// The file in the state folder that remembers this folder.
    pub(crate) fn memory(&self) -> PathBuf {
        memory(&self.state, &self.mark)
    }

    pub(crate) fn write_marker(&mut self, marker: Marker) -> Result<(), DiskFault> {
        replace(self.files.as_ref(), &self.root, MARKER, &marker.to_bytes())?;
        self.marker = marker;
        self.remember();
        Ok(())
    }

    /// Remembers that this folder exists, and whether it is sealed. Not being able to costs only a later warning.
    fn remember(&self) {
        let text = format!("protected = {}\n", self.marker.protected);
        let known = self.files.read(&self.memory(), marker::LARGEST).is_ok_and(|(bytes, _)| bytes == text.as_bytes());
        if !known && make_all(self.files.as_ref(), &self.state).is_ok() {
            let name = memory_name(&self.mark);
            let _ = replace(self.files.as_ref(), &self.state, &name, text.as_bytes());
        }
    }
}

/// A data folder being looked at.
struct Finding {
    files: Arc<dyn Files>,
    root: PathBuf,
    state: PathBuf,
    cache: PathBuf,
    mark: String,
}

impl Finding {
    fn new(places: &Places, files: Arc<dyn Files>) -> Result<Self, FolderFault> {
        let root =
            resolve(files.as_ref(), &places.data).map_err(|fault| FolderFault::Disk(places.data.clone(), fault))?;
        let mark = hex(Sha256::digest(root.as_os_str().as_encoded_bytes()).get(..16).unwrap_or_default());
        Ok(Self { files, root, state: places.state.clone(), cache: places.cache.clone(), mark })
    }

    fn disk(&self, fault: DiskFault) -> FolderFault {
        FolderFault::Disk(self.root.clone(), fault)
    }

    /// The folder is there, ours, and nobody else writes into it.
    fn check_root(&self) -> Result<(), FolderFault> {
        let Some(look) = if_there(self.files.look(&self.root)).map_err(|fault| self.disk(fault))? else {
            return Err(self.missing());
        };
        self.check_folder(&self.root, look)?;
        if !open_to_others(look.mode) {
            return Ok(());
        }
        let names = self.files.list(&self.root).map_err(|fault| self.disk(fault.into()))?;
        let foreign = !names.iter().any(|name| name == MARKER) && names.iter().any(|name| !is_ours(name));
        if look.mode & 0o002 != 0 || (foreign && look.mode & 0o020 != 0) {
            return Err(FolderFault::Shared(self.root.clone()));
        }
        // A folder that holds other things too keeps its permissions: ours inside it are private.
        if foreign { Ok(()) } else { self.close_to_others(&self.root, look.mode) }
    }

    /// Takes away what others may, and gives the owner nothing new: a folder made read-only stays so. On a disk that
    /// can only be read nobody writes, so what others may look at is left.
    fn close_to_others(&self, path: &Path, mode: u32) -> Result<(), FolderFault> {
        match self.files.set_mode(path, mode & 0o700).map_err(DiskFault::from) {
            Ok(()) | Err(DiskFault::ReadOnly) => Ok(()),
            Err(fault) => Err(self.disk(fault)),
        }
    }

    fn check_folder(&self, path: &Path, look: Look) -> Result<(), FolderFault> {
        if look.kind != Kind::Folder {
            return Err(FolderFault::NotAFolder(path.to_path_buf()));
        }
        if look.owner != self.files.user() {
            return Err(FolderFault::Foreign(path.to_path_buf()));
        }
        Ok(())
    }

    /// Our folders inside are there, are no links, and are private.
    fn check_inside(&self) -> Result<(), FolderFault> {
        for part in [SESSIONS, EARLIER, GUIDES] {
            let path = self.root.join(part);
            let Some(look) = if_there(self.files.look(&path)).map_err(|fault| self.disk(fault))? else {
                return Err(FolderFault::Gone(self.root.clone()));
            };
            self.check_folder(&path, look)?;
            if open_to_others(look.mode) {
                self.close_to_others(&path, look.mode)?;
            }
        }
        Ok(())
    }

    fn marker(&self) -> Result<Marker, FolderFault> {
        let read = if_there(self.files.read(&self.root.join(MARKER), marker::LARGEST));
        let Some((bytes, _)) = read.map_err(|fault| self.disk(fault))? else {
            return Err(match self.holds().map_err(|fault| self.disk(fault))? {
                (false, 0) => self.missing(),
                (_, count) => FolderFault::Unmarked(self.root.clone(), count),
            });
        };
        match Marker::read(&bytes) {
            Reading::Good(mut marker) => {
                marker.protected |= self.looks_sealed().map_err(|fault| self.disk(fault))?;
                Ok(marker)
            }
            Reading::Newer(format) => Err(FolderFault::Newer(self.root.clone(), format)),
            Reading::Damaged => Err(FolderFault::MarkerDamaged(self.root.clone())),
        }
    }

    fn missing(&self) -> FolderFault {
        if self.files.look(&memory(&self.state, &self.mark)).is_ok() {
            FolderFault::Gone(self.root.clone())
        } else {
            FolderFault::NotYet(self.root.clone())
        }
    }

    /// Whether there is a key here, and how many files that hold sessions.
    fn holds(&self) -> Result<(bool, usize), DiskFault> {
        let sessions = if_there(self.files.list(&self.root.join(SESSIONS)))?.unwrap_or_default();
        let count = sessions.iter().filter(|name| names::begins_with(name).is_some()).count();
        Ok((has_key(self.files.as_ref(), &self.root)?, count))
    }

    /// Whether there is a key, or anything sealed, or the memory of it: then nothing is ever written here unsealed,
    /// even if the marker has been lost or changed.
    fn looks_sealed(&self) -> Result<bool, DiskFault> {
        let files = self.files.as_ref();
        if has_key(files, &self.root)? || remembers_sealing(files, &memory(&self.state, &self.mark)) {
            return Ok(true);
        }
        let sessions = if_there(self.files.list(&self.root.join(SESSIONS)))?.unwrap_or_default();
        Ok(sessions.iter().any(|name| names::is_sealed(name)))
    }

    fn ready(self, marker: Marker) -> Folder {
        let Self { files, root, state, cache, mark } = self;
        let folder = Folder { files, root, state, cache, mark, marker };
        folder.remember();
        folder
    }
}

/// Whether there is a sealed key here.
fn has_key(files: &dyn Files, root: &Path) -> Result<bool, DiskFault> {
    for key in KEYS {
        if if_there(files.look(&root.join(key)))?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether the memory of a folder says that it was sealed.
fn remembers_sealing(files: &dyn Files, memory: &Path) -> bool {
    files.read(memory, marker::LARGEST).is_ok_and(|(bytes, _)| bytes.starts_with(b"protected = true"))
}

/// Makes a folder and what is missing above it, each for its owner alone.
pub(crate) fn make_all(files: &dyn Files, path: &Path) -> Result<(), DiskFault> {
    if let Some(look) = if_there(files.look(path))? {
        // A link the person made to a folder elsewhere is theirs to make.
        return match look.kind {
            Kind::Folder | Kind::Link => Ok(()),
            Kind::File | Kind::Other => Err(DiskFault::NotAFile),
        };
    }
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        make_all(files, parent)?;
    }
    match files.make_folder(path) {
        // Another instance may have been a moment earlier.
        Err(fault) if fault.kind() != std::io::ErrorKind::AlreadyExists => return Err(fault.into()),
        Err(_) | Ok(()) => {}
    }
    path.parent().map_or(Ok(()), |parent| {
        // The new name reaches the medium too; a parent we may not open is no reason to stop.
        let _ = files.sync_folder(parent);
        Ok(())
    })
}

/// The path with every link resolved, also where its last parts do not exist.
fn resolve(files: &dyn Files, path: &Path) -> Result<PathBuf, DiskFault> {
    if let Some(found) = if_there(files.canonical(path))? {
        return Ok(found);
    }
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => {
            let parent = if parent.as_os_str().is_empty() { Path::new(".") } else { parent };
            Ok(resolve(files, parent)?.join(name))
        }
        (None | Some(_), _) => Err(DiskFault::Missing),
    }
}

/// Whether anybody but the owner has any right.
fn open_to_others(mode: u32) -> bool {
    mode.trailing_zeros() < 6
}

fn is_ours(name: &str) -> bool {
    [SESSIONS, EARLIER, GUIDES, MARKER].contains(&name)
        || KEYS.contains(&name)
        || name.starts_with('.')
        || names::is_temp(name)
}

fn memory_name(mark: &str) -> String {
    format!("folder-{mark}.toml")
}

fn memory(state: &Path, mark: &str) -> PathBuf {
    state.join(memory_name(mark))
}
