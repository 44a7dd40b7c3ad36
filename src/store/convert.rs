//! Sealing what lies open in a folder that has become protected: copy, verify, and only then remove.
//!
//! It covers sessions with all their versions, earlier states, files that were being written, kept guides, and the list
//! cache. Interrupted anywhere, it goes on at the next unlocking; a file is removed only when its sealed copy has been read
//! back from the disk and found equal.

use std::path::Path;

use super::DiskFault;
use super::cache;
use super::files::path_of;
use super::folder::Folder;
use super::frame::LARGEST;
use super::id::hex;
use super::lock;
use super::names;
use super::seal::{self, Key};
use super::write::{if_there, stage};

/// What was sealed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conversion {
    /// How many files lay open and are sealed now.
    pub sealed: usize,
    /// Names of files that still lie open: they could not be read, or are not ours to judge.
    pub left: Vec<String>,
    /// It was not, or not wholly, done: a session is open elsewhere, or the disk did not let us. It goes on next time.
    pub unfinished: bool,
}

/// Seals what lies open, if no session is open elsewhere. Never stands in the way of unlocking.
pub(crate) fn finish(folder: &Folder, key: &Key) -> Conversion {
    match lies_open(folder) {
        Ok(false) => Conversion::default(),
        Ok(true) => match lock::all(folder) {
            Ok(_lock) => all(folder, key).unwrap_or(Conversion { unfinished: true, ..Conversion::default() }),
            Err(lock::Taken) => Conversion { unfinished: true, ..Conversion::default() },
        },
        Err(_) => Conversion { unfinished: true, ..Conversion::default() },
    }
}

/// Seals what lies open. The caller holds all locks.
pub(crate) fn all(folder: &Folder, key: &Key) -> Result<Conversion, DiskFault> {
    let mut done = Conversion::default();
    for place in [folder.sessions(), folder.earlier(), folder.guides()] {
        let names = folder.files.list(&place)?;
        let mut removed = false;
        for name in names.into_iter().filter(|name| may_lie_open(name)) {
            match one(folder, key, &place, &name)? {
                One::Sealed => {
                    done.sealed += 1;
                    removed = true;
                }
                One::WasSealed => {}
                One::Left => done.left.push(name),
            }
        }
        if removed {
            folder.files.sync_folder(&place)?;
        }
    }
    cache::forget(folder, false)?;
    Ok(done)
}

fn lies_open(folder: &Folder) -> Result<bool, DiskFault> {
    for place in [folder.sessions(), folder.earlier(), folder.guides()] {
        if folder.files.list(&place)?.iter().any(|name| may_lie_open(name)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether a file with this name may hold something that is not sealed.
fn may_lie_open(name: &str) -> bool {
    !names::is_sealed(name) && (names::is_temp(name) || name.contains(".toml"))
}

enum One {
    Sealed,
    WasSealed,
    Left,
}

fn one(folder: &Folder, key: &Key, place: &Path, name: &str) -> Result<One, DiskFault> {
    let files = folder.files.as_ref();
    let path = path_of(place, name);
    let plain = match if_there(files.read(&path, LARGEST * 2)) {
        Ok(Some((plain, _))) => plain,
        Ok(None) => return Ok(One::WasSealed),
        Err(DiskFault::Link | DiskFault::NotAFile | DiskFault::TooLarge) => return Ok(One::Left),
        Err(fault) => return Err(fault),
    };
    if seal::looks_sealed(&plain) {
        return Ok(One::WasSealed);
    }
    let sealed = key.seal(plain.clone()).ok_or(DiskFault::Other(None))?;
    let staged = stage(files, place, stem(name), &sealed)?;
    let target = if names::is_temp(name) { None } else { Some(target(folder, key, place, name, &plain)?) };
    let path_sealed = match target {
        // What was being written stays what it is, sealed.
        None => staged.keep()?,
        Some(Target::Done(path)) => path,
        Some(Target::Free(free)) => {
            staged.place(&free)?.sure()?;
            path_of(place, &free)
        }
    };
    let (back, _) = files.read(&path_sealed, LARGEST * 2)?;
    if key.open(&back).as_deref() != Some(&plain) {
        return Ok(One::Left);
    }
    files.remove(&path)?;
    Ok(One::Sealed)
}

enum Target {
    /// The sealed copy is there already, from a time before.
    Done(std::path::PathBuf),
    /// A name that nothing has yet.
    Free(String),
}

fn target(folder: &Folder, key: &Key, place: &Path, name: &str, plain: &[u8]) -> Result<Target, DiskFault> {
    let files = folder.files.as_ref();
    let mut wanted = format!("{name}.age");
    loop {
        let path = path_of(place, &wanted);
        match if_there(files.read(&path, LARGEST * 2))? {
            None => return Ok(Target::Free(wanted)),
            Some((there, _)) if key.open(&there).as_deref().map(Vec::as_slice) == Some(plain) => {
                return Ok(Target::Done(path));
            }
            // Something else has the name: both are kept.
            Some(_) => {
                let mut mark = [0_u8; 2];
                files.random(&mut mark)?;
                wanted = format!("{}.{}.toml.age", stem(name), hex(&mark));
            }
        }
    }
}

fn stem(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}
