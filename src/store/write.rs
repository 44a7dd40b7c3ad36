//! Writing one file so that either its old or its new contents are there, whatever happens.
//!
//! The new contents go to a new file beside the old one, reach the medium, and then take the old one's name in
//! one step. After any failure that new file is removed and its bytes, still in memory, can be written again:
//! a file whose sync failed once is never trusted or synced again.

use std::io;
use std::path::{Path, PathBuf};

use super::DiskFault;
use super::files::{Files, NewFile, path_of};
use super::id::hex;
use super::names;

/// A file that is complete on the medium but does not have its name yet. It is removed if it never gets one.
pub(crate) struct Staged<'a> {
    files: &'a dyn Files,
    folder: &'a Path,
    temp: PathBuf,
    placed: bool,
}

/// What became of a file that was given its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// The new contents are in place, but the folder could not be brought to the medium: a power cut now could
    /// still bring the old contents back.
    pub(crate) unsure: Option<DiskFault>,
}

/// Writes `bytes` to a new file in `folder` and brings them to the medium. The name begins with `stem`.
pub(crate) fn stage<'a>(
    files: &'a dyn Files,
    folder: &'a Path,
    stem: &str,
    bytes: &[u8],
) -> Result<Staged<'a>, DiskFault> {
    let (staged, mut file) = begin(files, folder, stem, bytes)?;
    file.sync()?;
    Ok(staged)
}

/// The same, not yet on the medium.
fn begin<'a>(
    files: &'a dyn Files,
    folder: &'a Path,
    stem: &str,
    bytes: &[u8],
) -> Result<(Staged<'a>, Box<dyn NewFile>), DiskFault> {
    let mut mark = [0_u8; 4];
    files.random(&mut mark)?;
    let temp = path_of(folder, &names::temp(stem, &hex(&mark)));
    let mut file = files.create(&temp)?;
    // From here on the file is ours, and goes away again if anything fails.
    let staged = Staged { files, folder, temp, placed: false };
    file.write_all(bytes)?;
    Ok((staged, file))
}

impl Placed {
    /// Counts an unsure folder as a failure: for whoever has nothing to lose by trying again.
    pub(crate) fn sure(self) -> Result<(), DiskFault> {
        self.unsure.map_or(Ok(()), Err)
    }
}

impl Staged<'_> {
    /// Where it is now.
    pub(crate) fn path(&self) -> &Path {
        &self.temp
    }

    /// Leaves it under the name it has.
    pub(crate) fn keep(mut self) -> Result<PathBuf, DiskFault> {
        self.files.sync_folder(self.folder)?;
        self.placed = true;
        Ok(self.temp.clone())
    }

    /// Gives the file the name `name`, replacing what stood there. Fails with nothing changed.
    pub(crate) fn place(mut self, name: &str) -> Result<Placed, DiskFault> {
        self.files.rename(&self.temp, &path_of(self.folder, name))?;
        self.placed = true;
        let unsure = self.files.sync_folder(self.folder).err().map(DiskFault::from);
        Ok(Placed { unsure })
    }
}

impl Drop for Staged<'_> {
    fn drop(&mut self) {
        if !self.placed {
            // What cannot be removed now is removed by the tidying at a later start.
            let _ = self.files.remove(&self.temp);
        }
    }
}

/// Writes a whole file of ours that is not a session: old or new contents, nothing else.
pub(crate) fn replace(files: &dyn Files, folder: &Path, name: &str, bytes: &[u8]) -> Result<(), DiskFault> {
    stage(files, folder, name, bytes)?.place(name)?.sure()
}

/// Writes a whole file that may be lost or damaged at any time, and knows it: the medium is not waited for.
pub(crate) fn put(files: &dyn Files, folder: &Path, name: &str, bytes: &[u8]) -> Result<(), DiskFault> {
    let (mut staged, _) = begin(files, folder, name, bytes)?;
    files.rename(&staged.temp, &path_of(folder, name))?;
    staged.placed = true;
    Ok(())
}

/// `result`, with "it is not there" as `None`.
pub(crate) fn if_there<T>(result: io::Result<T>) -> Result<Option<T>, DiskFault> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(fault) => match DiskFault::of(&fault) {
            DiskFault::Missing => Ok(None),
            other => Err(other),
        },
    }
}
