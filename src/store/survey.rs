//! What can be said of a folder without opening anything in it: how many files of which sort, and how the key files are.

use std::collections::BTreeMap;

use super::DiskFault;
use super::door::{Door, LARGEST_KEY};
use super::folder::Folder;
use super::id::{SessionId, hex};
use super::names::{self, EARLIER, GUIDES, KEYS, Named, SESSIONS};
use super::session_io::digest;
use super::write::if_there;

/// A folder from outside. It holds numbers and file names of ours alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Sessions by the names of their files: how many files each has, and whether one of them lies open.
    pub sessions: BTreeMap<SessionId, usize>,
    /// Session files that are not sealed.
    pub open: usize,
    /// Files that were being written when the program was ended.
    pub left: usize,
    /// Earlier states.
    pub earlier: usize,
    /// Guides kept beside sessions.
    pub guides: usize,
    /// The key files, where there are to be some.
    pub keys: Vec<(&'static str, KeyFile)>,
    /// The permissions of each folder inside.
    pub modes: Vec<(&'static str, u32)>,
}

/// How a key file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFile {
    /// As it was written here.
    AsWritten,
    /// There, but not as it was written here: damaged, or from elsewhere.
    Different,
    /// Not there.
    Missing,
}

impl Door {
    /// What can be seen from outside.
    pub fn survey(&self) -> Result<Survey, DiskFault> {
        let folder = match self {
            Self::Open(store) => store.folder(),
            Self::Locked(locked) => locked.folder(),
        };
        of(folder)
    }
}

fn of(folder: &Folder) -> Result<Survey, DiskFault> {
    let files = folder.files.as_ref();
    let mut survey = Survey::default();
    for name in files.list(&folder.sessions())? {
        let id = match names::read(&name) {
            Named::Main(id) | Named::Version(id) => Some(id),
            Named::Stranger => names::begins_with(&name),
            Named::Temp(_) => {
                survey.left += 1;
                None
            }
            Named::Other => None,
        };
        if let Some(id) = id {
            *survey.sessions.entry(id).or_default() += 1;
            survey.open += usize::from(!names::is_sealed(&name));
        }
    }
    survey.earlier = files.list(&folder.earlier())?.len();
    survey.guides = files.list(&folder.guides())?.len();
    for part in [SESSIONS, EARLIER, GUIDES] {
        survey.modes.push((part, files.look(&folder.root.join(part))?.mode & 0o7777));
    }
    if folder.protected() {
        for name in KEYS {
            survey.keys.push((name, key(folder, name)?));
        }
    }
    Ok(survey)
}

fn key(folder: &Folder, name: &str) -> Result<KeyFile, DiskFault> {
    let read = if_there(folder.files.read(&folder.root.join(name), LARGEST_KEY))?;
    Ok(match read {
        None => KeyFile::Missing,
        Some((bytes, _)) if folder.marker.keys.contains(&hex(&digest(&bytes))) => KeyFile::AsWritten,
        Some(_) => KeyFile::Different,
    })
}
