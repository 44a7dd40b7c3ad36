//! What a killed program leaves behind: files that were being written.

use std::time::Duration;

use super::DiskFault;
use super::files::{path_of, unix_seconds};
use super::folder::Folder;
use super::frame::Reading;
use super::id::{SessionId, hex};
use super::listing::Listing;
use super::lock;
use super::names::{self, Named};
use super::seal::{self, Key};
use super::session_io;
use super::write::if_there;

/// A file being written is never older than this, unless its program is gone.
const OLD: Duration = Duration::from_secs(10 * 60);

/// A state of a session that was complete but had not yet got its name when the program ended. It is newer than what
/// the session's file holds. It is offered, never put in place by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    /// Which session.
    pub id: SessionId,
    /// When it was last changed, in seconds since 1970.
    pub updated: i64,
    /// The file it is in.
    pub(crate) name: String,
}

/// Looks through what was left behind: what holds nothing new is removed once it is old; what holds something newer than
/// the session's file is given back to be offered. Nothing is touched while another instance writes that session.
pub(crate) fn tidy(folder: &Folder, key: Option<&Key>, listing: &Listing) -> Result<Vec<Recovery>, DiskFault> {
    let mut found = Vec::new();
    let files = folder.files.as_ref();
    for name in &listing.left {
        let Named::Temp(id) = names::read(name) else { continue };
        let Ok(_lock) = lock::session(folder, &id) else { continue };
        let path = path_of(&folder.sessions(), name);
        let known = listing.row(&id).and_then(|row| row.versions.first()).map_or(0, |newest| newest.revision);
        match session_io::read(files, key, &path).reading {
            Reading::Good(frame) if frame.id == id && frame.revision > known => {
                found.push(Recovery { id, updated: frame.head.updated, name: name.clone() });
            }
            Reading::Newer(_) => {}
            Reading::Good(_) | Reading::Changed(_) | Reading::Damaged(_) => remove_old(folder, &path)?,
        }
    }
    for place in [folder.earlier(), folder.root.clone(), folder.guides()] {
        for name in if_there(files.list(&place))?.unwrap_or_default() {
            if names::is_temp(&name) {
                remove_old(folder, &path_of(&place, &name))?;
            }
        }
    }
    Ok(found)
}

/// Makes what was left behind a version of its session, beside what is there.
pub(crate) fn recover(folder: &Folder, recovery: &Recovery) -> Result<(), DiskFault> {
    let files = folder.files.as_ref();
    let sessions = folder.sessions();
    let (bytes, _) = files.read(&sessions.join(&recovery.name), u64::MAX)?;
    let sealed = seal::looks_sealed(&bytes);
    let main = names::session(&recovery.id, sealed);
    let name = if if_there(files.look(&sessions.join(&main)))?.is_none() {
        main
    } else {
        let mut mark = [0_u8; 2];
        files.random(&mut mark)?;
        names::version(&recovery.id, &hex(&mark), sealed)
    };
    files.rename(&sessions.join(&recovery.name), &sessions.join(name))?;
    files.sync_folder(&sessions)?;
    Ok(())
}

fn remove_old(folder: &Folder, path: &std::path::Path) -> Result<(), DiskFault> {
    let Some(look) = if_there(folder.files.look(path))? else { return Ok(()) };
    let modified = i64::try_from(look.stamp.modified / 1_000_000_000).unwrap_or(0);
    if unix_seconds(folder.files.as_ref()).abs_diff(modified) >= OLD.as_secs() {
        folder.files.remove(path)?;
    }
    Ok(())
}
