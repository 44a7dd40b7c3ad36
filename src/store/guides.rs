//! Copies of guides that were begun from a file, so that a session can go on without that file.

use super::DiskFault;
use super::files::path_of;
use super::folder::Folder;
use super::id::{hex, is_hex};
use super::names;
use super::seal::Key;
use super::session_io::digest;
use super::write::{if_there, replace};

/// No guide is larger than this many bytes.
const LARGEST: u64 = 1024 * 1024;

/// Keeps a guide's text. Returns its digest, by which [`read`] finds it again.
pub(crate) fn keep(folder: &Folder, key: Option<&Key>, text: &str) -> Result<String, DiskFault> {
    let sum = hex(&digest(text.as_bytes()));
    if read(folder, key, &sum)?.is_none() {
        let plain = text.as_bytes().to_vec();
        let bytes = match key {
            Some(key) => key.seal(plain).ok_or(DiskFault::Other(None))?,
            None => plain,
        };
        replace(folder.files.as_ref(), &folder.guides(), &names::guide(&sum, key.is_some()), &bytes)?;
    }
    Ok(sum)
}

/// The kept guide with this digest; `None` if there is none, or it no longer is what was kept.
pub(crate) fn read(folder: &Folder, key: Option<&Key>, sum: &str) -> Result<Option<String>, DiskFault> {
    if !is_hex(sum, 64) {
        return Ok(None);
    }
    for sealed in [true, false] {
        let path = folder.guides().join(names::guide(sum, sealed));
        let Some((raw, _)) = if_there(folder.files.read(&path, LARGEST * 2))? else { continue };
        let plain = if sealed { key.and_then(|key| key.open(&raw)).map(|plain| plain.to_vec()) } else { Some(raw) };
        let text = plain.and_then(|plain| String::from_utf8(plain).ok());
        if let Some(text) = text.filter(|text| hex(&digest(text.as_bytes())) == sum) {
            return Ok(Some(text));
        }
    }
    Ok(None)
}

/// Removes the kept guides for which `needed` says no. Returns how many files went.
pub(crate) fn forget(folder: &Folder, needed: impl Fn(&str) -> bool) -> Result<usize, DiskFault> {
    let mut count = 0;
    for name in if_there(folder.files.list(&folder.guides()))?.unwrap_or_default() {
        let sum = name.split('.').next().unwrap_or_default();
        if is_hex(sum, 64) && !needed(sum) {
            folder.files.remove(&path_of(&folder.guides(), &name))?;
            count += 1;
        }
    }
    if count > 0 {
        folder.files.sync_folder(&folder.guides())?;
    }
    Ok(count)
}
