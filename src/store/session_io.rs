//! Reading one session file, plain or sealed.

use std::path::Path;

use sha2::{Digest as _, Sha256};

use super::DiskFault;
use super::files::{Files, Stamp};
use super::frame::{Damage, Frame, LARGEST, Reading};
use super::seal::{self, Key, OVERHEAD};

/// A session file as it lies on the disk, and how it reads.
pub(crate) struct OnDisk {
    pub(crate) reading: Reading,
    /// The bytes as they lie there: sealed if they are sealed.
    pub(crate) raw: Vec<u8>,
    pub(crate) stamp: Option<Stamp>,
}

/// Reads the file at `path`. Never fails: what the disk does not give is damage, too.
pub(crate) fn read(files: &dyn Files, key: Option<&Key>, path: &Path) -> OnDisk {
    match files.read(path, LARGEST + OVERHEAD) {
        Ok((raw, stamp)) => OnDisk { reading: reading(key, &raw), raw, stamp: Some(stamp) },
        Err(fault) => {
            let damage = match DiskFault::of(&fault) {
                DiskFault::TooLarge => Damage::TooLarge,
                other => Damage::Unreadable(other),
            };
            OnDisk { reading: Reading::Damaged(damage), raw: Vec::new(), stamp: None }
        }
    }
}

/// How the bytes of a session file read.
pub(crate) fn reading(key: Option<&Key>, raw: &[u8]) -> Reading {
    if seal::looks_sealed(raw) {
        return match key.and_then(|key| key.open(raw)) {
            Some(plain) => Frame::read(&plain),
            None => Reading::Damaged(Damage::DoesNotOpen),
        };
    }
    if u64::try_from(raw.len()).is_ok_and(|len| len > LARGEST) {
        return Reading::Damaged(Damage::TooLarge);
    }
    Frame::read(raw)
}

/// The fingerprint by which a file's contents are known again.
pub(crate) fn digest(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
