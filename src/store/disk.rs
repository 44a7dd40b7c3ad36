//! What went wrong with the disk, in words: one small enum for every failed file call.

use std::fmt;
use std::io;

use rustix::io::Errno;

/// Why a file call failed, as far as it changes what a person can do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DiskFault {
    /// No space is left.
    Full,
    /// The space this user may have is used up.
    Quota,
    /// The file system is mounted for reading only.
    ReadOnly,
    /// The permissions do not allow it.
    Denied,
    /// The device itself reports a failure.
    Device,
    /// Too many files are open, here or in the whole system.
    TooManyOpen,
    /// A file would be larger than allowed.
    TooLarge,
    /// The file or the folder is not there.
    Missing,
    /// A link stands where a file of ours belongs.
    Link,
    /// Something other than a file stands where a file of ours belongs.
    NotAFile,
    /// The call was interrupted before it did anything.
    Interrupted,
    /// Anything else, with the system's number where there is one.
    Other(Option<i32>),
}

impl DiskFault {
    /// What an error of the standard library means here. The system's own number decides where
    /// there is one: several of these have no kind of their own.
    pub fn of(fault: &io::Error) -> Self {
        let number = fault.raw_os_error();
        if let Some(known) = number.and_then(Self::of_number) {
            return known;
        }
        match fault.kind() {
            io::ErrorKind::StorageFull => Self::Full,
            io::ErrorKind::QuotaExceeded => Self::Quota,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            io::ErrorKind::PermissionDenied => Self::Denied,
            io::ErrorKind::FileTooLarge => Self::TooLarge,
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::InvalidInput | io::ErrorKind::IsADirectory => Self::NotAFile,
            io::ErrorKind::Interrupted => Self::Interrupted,
            _ => Self::Other(number),
        }
    }

    fn of_number(number: i32) -> Option<Self> {
        Some(match Errno::from_raw_os_error(number) {
            Errno::NOSPC => Self::Full,
            Errno::DQUOT => Self::Quota,
            Errno::ROFS => Self::ReadOnly,
            Errno::ACCESS | Errno::PERM => Self::Denied,
            Errno::IO => Self::Device,
            Errno::MFILE | Errno::NFILE => Self::TooManyOpen,
            Errno::FBIG => Self::TooLarge,
            Errno::NOENT | Errno::NOTDIR => Self::Missing,
            Errno::LOOP => Self::Link,
            Errno::ISDIR | Errno::NXIO => Self::NotAFile,
            Errno::INTR => Self::Interrupted,
            _ => return None,
        })
    }

    /// What a person can do about it: one sentence.
    pub fn mend(self) -> &'static str {
        match self {
            Self::Full => "Making some space on this disk helps; saving is tried again by itself.",
            Self::Quota => "Removing files you no longer need helps; saving is tried again by itself.",
            Self::ReadOnly => "Mounting the disk for writing, or naming another folder with --data-dir, helps.",
            Self::Denied => "Giving yourself access to the folder, or naming another with --data-dir, helps.",
            Self::Device => "The disk may be failing: a copy of the folder on another disk is a good idea now.",
            Self::TooManyOpen => "Closing a few other programs helps; it is tried again by itself.",
            Self::TooLarge => "Splitting the longest texts helps.",
            Self::Missing => "If the folder is on a disk or a share that went away, connecting it again helps.",
            Self::Link | Self::NotAFile => "Moving that thing away helps.",
            Self::Interrupted | Self::Other(_) => "It is tried again by itself.",
        }
    }
}

impl fmt::Display for DiskFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full => "the disk is full",
            Self::Quota => "your share of the disk is used up",
            Self::ReadOnly => "the disk can only be read",
            Self::Denied => "access is not allowed",
            Self::Device => "the disk reports a fault",
            Self::TooManyOpen => "too many files are open",
            Self::TooLarge => "the file is too large",
            Self::Missing => "it is not there",
            Self::Link => "a link stands in its place",
            Self::NotAFile => "something that is not a file stands in its place",
            Self::Interrupted => "the system interrupted it",
            Self::Other(Some(number)) => return write!(f, "the system reports error {number}"),
            Self::Other(None) => "the system reports an error",
        })
    }
}

impl std::error::Error for DiskFault {}

impl From<&io::Error> for DiskFault {
    fn from(fault: &io::Error) -> Self {
        Self::of(fault)
    }
}

impl From<io::Error> for DiskFault {
    fn from(fault: io::Error) -> Self {
        Self::of(&fault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(number: Errno, expected: DiskFault) {
        assert_eq!(DiskFault::of(&io::Error::from_raw_os_error(number.raw_os_error())), expected);
    }

    #[test]
    fn errors_without_a_kind_of_their_own_are_told_apart() {
        check(Errno::IO, DiskFault::Device);
        check(Errno::MFILE, DiskFault::TooManyOpen);
        check(Errno::NOSPC, DiskFault::Full);
        check(Errno::DQUOT, DiskFault::Quota);
        check(Errno::ROFS, DiskFault::ReadOnly);
        check(Errno::ACCESS, DiskFault::Denied);
        check(Errno::FBIG, DiskFault::TooLarge);
        check(Errno::LOOP, DiskFault::Link);
        check(Errno::XDEV, DiskFault::Other(Some(Errno::XDEV.raw_os_error())));
    }
}
