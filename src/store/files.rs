//! Everything the store asks of the machine, behind one trait, so that tests can make any call fail.

use std::any::Any;
use std::io;
use std::path::Path;
use std::time::SystemTime;

#[cfg(test)]
pub(crate) mod fake;
mod named;
mod real;

pub(crate) use named::path_of;
pub use real::RealFiles;

/// What stands at a path. Symbolic links are never followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// What sort of thing it is.
    pub kind: Kind,
    /// Size and time of change.
    pub stamp: Stamp,
    /// Permission bits, such as `0o700`.
    pub mode: u32,
    /// The numeric id of the user who owns it.
    pub owner: u32,
}

/// What sort of thing stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, to whatever.
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// Size and times of change of a file: enough to see that it is still the one last read, unless it was changed within
/// one tick of the disk's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// Length in bytes.
    pub len: u64,
    /// Time of the last change of its bytes, in nanoseconds since 1970. Any tool may set it.
    pub modified: i128,
    /// Time of the last change of anything about it, its name too. No tool can set it.
    pub touched: i128,
}

/// How a lock is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// By one holder only.
    Alone,
    /// By any number of holders, none of them alone.
    Together,
}

/// A lock that ends when this is dropped, and with the process however it ends.
pub type Held = Box<dyn Any + Send + Sync>;

/// A file that has been created and is being filled. Dropping it closes it.
pub trait NewFile {
    /// Appends all of `bytes`.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Returns once the bytes and their length are on the medium.
    fn sync(&mut self) -> io::Result<()>;
}

/// The file calls, the clock and the random source that the store uses; nothing else in it touches the machine.
///
/// Every call may fail, and means nothing beyond what it says: `rename` is not durable before
/// `sync_folder`, and after a failed `sync` the contents of that file are unknown for good.
pub trait Files: Send + Sync {
    /// Makes one folder that only its owner may enter (0700, whatever the umask).
    fn make_folder(&self, path: &Path) -> io::Result<()>;
    /// What stands at `path`, without following a link.
    fn look(&self, path: &Path) -> io::Result<Look>;
    /// The whole ordinary file at `path` and its stamp. Refuses links, folders, pipes and devices, never
    /// waits on one, and refuses more than `at_most` bytes with `FileTooLarge` before reading them.
    fn read(&self, path: &Path, at_most: u64) -> io::Result<(Vec<u8>, Stamp)>;
    /// Creates a file that was not there, for its owner alone (0600, whatever the umask), never through a link.
    fn create(&self, path: &Path) -> io::Result<Box<dyn NewFile>>;
    /// Gives the file at `from` the name `to`, replacing what stood there in one step.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Returns once the names in this folder are on the medium.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a file or a link (not what it points to).
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// The names in a folder, in no order. One that is not UTF-8 has signs for its bytes; `path_of` finds its file.
    fn list(&self, path: &Path) -> io::Result<Vec<String>>;
    /// Takes a lock on a file, creating it if needed. `None`: somebody else holds it.
    /// `Unsupported` where the file system knows no locks.
    fn lock(&self, path: &Path, share: Share) -> io::Result<Option<Held>>;
    /// Gives a file or folder of ours the permission bits `mode`.
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()>;
    /// Whether permissions let us make files in this folder.
    fn may_write(&self, path: &Path) -> io::Result<()>;
    /// The path with every link in it resolved.
    fn canonical(&self, path: &Path) -> io::Result<std::path::PathBuf>;
    /// The numeric id of the user this process acts for.
    fn user(&self) -> u32;
    /// What the clock says. It may be wrong and may go back.
    fn now(&self) -> SystemTime;
    /// Fills `into` with unpredictable bytes.
    fn random(&self, into: &mut [u8]) -> io::Result<()>;
}

/// The clock in whole seconds since 1970; a clock before 1970 counts as 0.
pub(crate) fn unix_seconds(files: &dyn Files) -> i64 {
    files
        .now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}
