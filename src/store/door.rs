//! The way into a data folder: straight in, or with a passphrase.

use std::fmt;

use super::DiskFault;
use super::Store;
use super::convert::{self, Conversion};
use super::erase::{self, EraseFault, Removed};
use super::folder::Folder;
use super::id::hex;
use super::lock;
use super::names::KEYS;
use super::seal::{Key, Passphrase, UnwrapFault, Work};
use super::session_io::digest;
use super::write::{if_there, replace, stage};

/// No sealed key is larger than this many bytes.
pub(crate) const LARGEST_KEY: u64 = 64 * 1024;

/// A folder that was found, before anything in it is read.
pub enum Door {
    /// There is no passphrase.
    Open(Store),
    /// A passphrase opens it.
    Locked(Locked),
}

/// A protected folder.
pub struct Locked {
    folder: Folder,
}

/// A protected folder that has been opened.
pub struct Unlocked {
    /// The sessions.
    pub store: Store,
    /// What is to be told about the key files.
    pub notes: Vec<KeyNote>,
    /// What was still lying open in the folder, from before it was protected or from elsewhere, and was sealed now.
    pub conversion: Conversion,
}

/// Something about the key files that a person is told. The sessions are open all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyNote {
    /// This one was missing or damaged; it has been written again from the other.
    Mended(&'static str),
    /// This one is not the file we wrote, though it opens with this passphrase.
    NotAsWritten(&'static str),
    /// The two differ: another passphrase opens this one, as after a change of passphrase that was interrupted or
    /// reached only one of them. Both have been left as they are; choosing a passphrase anew makes them one.
    Differs(&'static str),
    /// This one could not be written.
    NotMended(&'static str, DiskFault),
}

impl fmt::Display for KeyNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mended(name) => write!(
                f,
                "The file {name} was missing or damaged. It has been written again from its twin; nothing is lost."
            ),
            Self::NotAsWritten(name) => write!(
                f,
                "The file {name} is not quite the one that was written here, though it opens. Your sessions are safe. `stepback passphrase` writes both key files anew."
            ),
            Self::Differs(name) => write!(
                f,
                "The file {name} does not open with this passphrase, its twin does. Your sessions are safe, and both files are as they were. `stepback passphrase` makes them one again."
            ),
            Self::NotMended(name, fault) => write!(
                f,
                "The file {name} is missing or damaged, and could not be written: {fault}. Your sessions are safe while its twin is there. {}",
                fault.mend()
            ),
        }
    }
}

/// Why a protected folder did not open. Nothing has been changed or counted; trying again is always possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnlockFault {
    /// The key files are whole, and this is not their passphrase.
    WrongPassphrase,
    /// A key file is not the one we wrote, and this passphrase does not open it: it may be damaged, or sealed anew elsewhere.
    WrongOrChanged,
    /// Both key files are missing.
    Missing,
    /// The key files are damaged.
    Damaged,
    /// A key file asks for more memory than is reasonable.
    TooMuchWork,
    /// This program was built without sealing.
    NotBuilt,
    /// The disk did not let us.
    Disk(DiskFault),
}

impl fmt::Display for UnlockFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WrongPassphrase => f.write_str("That is not the passphrase of this folder. Nothing has been changed. You can try as often as you like."),
            Self::WrongOrChanged => f.write_str(
                "That passphrase does not open the key, and the key file is not the one that was written here. Nothing has been changed. If the passphrase is right, a copy of key.age from a backup helps.",
            ),
            Self::Missing => f.write_str(
                "The key of this folder is missing: neither key.age nor key-copy.age is there. The sessions are untouched. If the folder is synchronised, wait for the key, or bring it back from a backup.",
            ),
            Self::Damaged => f.write_str(
                "The key files of this folder are damaged. The sessions are untouched. A copy of key.age from a backup opens them again.",
            ),
            Self::TooMuchWork => f.write_str(
                "The key file asks for more memory than any key we write. It has not been opened, and nothing has been changed. A copy of key.age from a backup helps.",
            ),
            Self::NotBuilt => f.write_str(
                "This folder is protected, and this program was built without that part. Nothing has been changed. A program built with the feature `encrypt`, or the tool `age`, opens it.",
            ),
            Self::Disk(fault) => write!(f, "The key could not be read: {fault}. Nothing has been changed. {}", fault.mend()),
        }
    }
}

impl std::error::Error for UnlockFault {}

/// Why a folder was not protected, or its passphrase not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProtectFault {
    /// The two typed passphrases differ.
    Mismatch,
    /// It is protected already.
    Already,
    /// A session is open in another window.
    Open,
    /// The new key file did not read back as what was written.
    Unsound,
    /// This program was built without sealing.
    NotBuilt,
    /// The disk did not let us.
    Disk(DiskFault),
}

impl fmt::Display for ProtectFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Mismatch => f.write_str("The two passphrases differ. Nothing has been changed. Please type both again."),
            Self::Already => f.write_str("This folder is protected already. Nothing has been changed. `stepback passphrase` changes the passphrase."),
            Self::Open => f.write_str("A session is open in another window. Nothing has been changed. Close that window, and try again."),
            Self::Unsound => f.write_str("The new key did not read back as it was written. Nothing depends on it yet, and your sessions are as they were. Please try again."),
            Self::NotBuilt => f.write_str("This program was built without protection (the feature `encrypt`). Nothing has been changed. A program built with it can protect this folder."),
            Self::Disk(fault) => write!(f, "It could not be finished: {fault}. No session is lost. {} Trying again goes on from here.", fault.mend()),
        }
    }
}

impl std::error::Error for ProtectFault {}

impl From<DiskFault> for ProtectFault {
    fn from(fault: DiskFault) -> Self {
        Self::Disk(fault)
    }
}

impl Folder {
    /// The way in.
    pub fn enter(self) -> Door {
        if self.protected() { Door::Locked(Locked { folder: self }) } else { Door::Open(Store::new(self, None)) }
    }
}

impl Locked {
    /// The folder that is locked.
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// Opens the folder. What still lies open in it is sealed on the way, if no session is open elsewhere.
    pub fn unlock(&self, passphrase: &Passphrase) -> Result<Unlocked, UnlockFault> {
        let folder = self.folder.clone();
        let tries = read_keys(&folder, passphrase)?;
        let Some(key) = tries.iter().find_map(KeyTry::key) else {
            return Err(why_locked(&tries));
        };
        let notes = settle(&folder, &tries);
        let store = Store::new(folder, Some(key.clone()));
        let conversion = convert::finish(&store.folder, &key);
        Ok(Unlocked { store, notes, conversion })
    }

    /// Erases everything. Needs no passphrase.
    pub fn erase_all(&self) -> Result<Removed, EraseFault> {
        erase::all(&self.folder)
    }
}

/// One key file, and what came of trying the passphrase on it.
struct KeyTry {
    name: &'static str,
    raw: Option<Vec<u8>>,
    /// It is one of those we wrote, as far as the marker knows; the newest of them.
    written: bool,
    newest: bool,
    opened: Result<Key, UnwrapFault>,
}

impl KeyTry {
    fn key(&self) -> Option<Key> {
        self.opened.as_ref().ok().cloned()
    }

    /// Whether this is its twin with a few bytes changed, and not a file that was sealed anew: of one of those next to
    /// nothing would be the same. Only a file that is not as we wrote it can be damaged.
    fn is_damaged(&self, twin: &Self) -> bool {
        let (Some(raw), Some(whole)) = (&self.raw, &twin.raw) else { return false };
        let same = raw.iter().zip(whole).filter(|(one, other)| one == other).count();
        !self.written && twin.written && same * 4 > whole.len() * 3
    }
}

fn read_keys(folder: &Folder, passphrase: &Passphrase) -> Result<Vec<KeyTry>, UnlockFault> {
    let mut tries: Vec<KeyTry> = Vec::new();
    let sums = &folder.marker.keys;
    for name in KEYS {
        let raw = match folder.files.read(&folder.root.join(name), LARGEST_KEY) {
            Ok((raw, _)) => Some(raw),
            Err(fault) => match DiskFault::of(&fault) {
                DiskFault::Missing => None,
                DiskFault::TooLarge | DiskFault::NotAFile | DiskFault::Link => Some(Vec::new()),
                other => return Err(UnlockFault::Disk(other)),
            },
        };
        let sum = raw.as_ref().map(|raw| hex(&digest(raw))).unwrap_or_default();
        let twin = tries.first().filter(|twin| raw.is_some() && twin.raw == raw);
        let opened = match (twin, &raw) {
            (Some(twin), _) => twin.opened.clone(),
            (None, Some(raw)) => Key::unwrap(raw, passphrase),
            (None, None) => Err(UnwrapFault::Damaged),
        };
        let written = sums.is_empty() || sums.contains(&sum);
        tries.push(KeyTry { name, raw, written, newest: sums.last() == Some(&sum), opened });
    }
    Ok(tries)
}

fn why_locked(tries: &[KeyTry]) -> UnlockFault {
    let failed =
        |wanted: UnwrapFault| tries.iter().any(|one| one.raw.is_some() && one.opened.as_ref().err() == Some(&wanted));
    if tries.iter().all(|one| one.raw.is_none()) {
        UnlockFault::Missing
    } else if failed(UnwrapFault::NotBuilt) {
        UnlockFault::NotBuilt
    } else if failed(UnwrapFault::DoesNotOpen) {
        let whole = tries.iter().any(|one| one.written && matches!(one.opened, Err(UnwrapFault::DoesNotOpen)));
        if whole { UnlockFault::WrongPassphrase } else { UnlockFault::WrongOrChanged }
    } else if failed(UnwrapFault::TooMuchWork) {
        UnlockFault::TooMuchWork
    } else {
        UnlockFault::Damaged
    }
}

/// Mends what can be mended without a doubt (a missing or damaged twin, a change of passphrase that was interrupted and
/// whose new passphrase was typed), and tells the rest.
fn settle(folder: &Folder, tries: &[KeyTry]) -> Vec<KeyNote> {
    let mut notes = Vec::new();
    let Some(good) = tries.iter().find(|one| one.opened.is_ok()) else { return notes };
    for one in tries {
        let change_interrupted = good.newest && one.written && !one.newest;
        match &one.opened {
            Ok(_) if one.written => {}
            Ok(_) => notes.push(KeyNote::NotAsWritten(one.name)),
            Err(UnwrapFault::DoesNotOpen | UnwrapFault::TooMuchWork | UnwrapFault::NotBuilt)
                if !change_interrupted && !one.is_damaged(good) =>
            {
                notes.push(KeyNote::Differs(one.name));
            }
            Err(_) => {
                let raw = good.raw.as_deref().unwrap_or_default();
                notes.push(match replace(folder.files.as_ref(), &folder.root, one.name, raw) {
                    Ok(()) => KeyNote::Mended(one.name),
                    Err(fault) => KeyNote::NotMended(one.name, fault),
                });
            }
        }
    }
    notes
}

impl Store {
    /// Protects the folder: makes a key, seals it under the passphrase typed twice, and then seals everything that lies
    /// open. If that is interrupted, the next unlocking goes on with it.
    pub fn protect(self, first: &Passphrase, second: &Passphrase) -> Result<Unlocked, ProtectFault> {
        self.protect_with(first, second, Work::USUAL)
    }

    pub(crate) fn protect_with(
        self,
        first: &Passphrase,
        second: &Passphrase,
        work: Work,
    ) -> Result<Unlocked, ProtectFault> {
        if self.key.is_some() {
            return Err(ProtectFault::Already);
        }
        if first != second {
            return Err(ProtectFault::Mismatch);
        }
        let key = Key::random().ok_or(ProtectFault::NotBuilt)?;
        let mut folder = self.folder;
        let lock = lock::all(&folder).map_err(|lock::Taken| ProtectFault::Open)?;
        for name in KEYS {
            if if_there(folder.files.look(&folder.root.join(name)))?.is_some() {
                return Err(ProtectFault::Already);
            }
        }
        write_keys(&mut folder, &key, [first, second], work)?;
        let conversion = convert::all(&folder, &key)?;
        drop(lock);
        Ok(Unlocked { store: Self::new(folder, Some(key)), notes: Vec::new(), conversion })
    }

    /// Seals the key under another passphrase, typed twice. Copies of the old key file elsewhere still open with the old one.
    pub fn change_passphrase(&mut self, first: &Passphrase, second: &Passphrase) -> Result<(), ProtectFault> {
        self.change_passphrase_with(first, second, Work::USUAL)
    }

    pub(crate) fn change_passphrase_with(
        &mut self,
        first: &Passphrase,
        second: &Passphrase,
        work: Work,
    ) -> Result<(), ProtectFault> {
        let Some(key) = self.key.clone() else { return Err(ProtectFault::NotBuilt) };
        if first != second {
            return Err(ProtectFault::Mismatch);
        }
        let _lock = lock::all(&self.folder).map_err(|lock::Taken| ProtectFault::Open)?;
        write_keys(&mut self.folder, &key, [first, second], work)
    }
}

/// Writes both key files. Nothing is replaced before the new file has been read back from the disk and opened with the
/// passphrase as it was typed the second time. Interrupted anywhere, one of the two passphrases opens the folder.
fn write_keys(folder: &mut Folder, key: &Key, typed: [&Passphrase; 2], work: Work) -> Result<(), ProtectFault> {
    let [first, second] = typed;
    let wrapped = key.wrap(first, work).ok_or(ProtectFault::Unsound)?;
    let root = folder.root.clone();
    let files = std::sync::Arc::clone(&folder.files);
    let staged = stage(files.as_ref(), &root, "key", &wrapped)?;
    let (back, _) = files.read(staged.path(), LARGEST_KEY).map_err(DiskFault::from)?;
    let opens = Key::unwrap(&back, second).is_ok_and(|back| back.same(key));
    if back != wrapped || !opens {
        return Err(ProtectFault::Unsound);
    }
    // Both the old and the new files are as we wrote them, until the change is done.
    let sum = hex(&digest(&wrapped));
    let mut marker = folder.marker.clone();
    marker.keys.push(sum.clone());
    folder.write_marker(marker.clone())?;
    let [main, copy] = KEYS;
    staged.place(copy)?.sure()?;
    replace(files.as_ref(), &root, main, &wrapped)?;
    marker.protected = true;
    marker.keys = vec![sum];
    folder.write_marker(marker)?;
    Ok(())
}
