//! Locks: one instance writes a session; a change of the whole folder waits until no session is open.
//!
//! Lock files stand in the state folder, never in a folder that may be synchronised. Their names are hashes, so they do
//! not tell which session is meant. Every open session also holds the folder's lock together with the others; sealing
//! the folder, a new passphrase and erasing everything take that one alone, which is to take all of them, also those
//! of sessions that somebody might begin meanwhile. The system ends a lock with its process: there is no stale one.

use sha2::{Digest as _, Sha256};

use super::DiskFault;
use super::files::{Held, Share};
use super::folder::{Folder, make_all};
use super::id::{SessionId, hex};

/// A lock that was taken, or the knowledge that this file system has none.
#[expect(dead_code, reason = "held for what dropping it does")]
pub(crate) struct Lock(Vec<Held>);

/// Somebody else holds the lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Taken;

/// Takes the lock of one session. Where locks are unsupported, or the state folder cannot be written, it goes on
/// without: every save still looks whether the file changed underneath.
pub(crate) fn session(folder: &Folder, id: &SessionId) -> Result<Lock, Taken> {
    let mut held = Vec::new();
    take(folder, &folder_name(folder), Share::Together, &mut held)?;
    take(folder, &session_name(folder, id), Share::Alone, &mut held)?;
    Ok(Lock(held))
}

/// Whether locks can be taken at all; why not.
pub(crate) fn possible(folder: &Folder) -> Result<(), DiskFault> {
    make_all(folder.files.as_ref(), &folder.state)?;
    folder.files.lock(&folder.state.join(folder_name(folder)), Share::Together).map(drop)?;
    Ok(())
}

/// Takes the locks of all sessions at once.
pub(crate) fn all(folder: &Folder) -> Result<Lock, Taken> {
    let mut held = Vec::new();
    take(folder, &folder_name(folder), Share::Alone, &mut held)?;
    Ok(Lock(held))
}

/// Removes the lock file of a session that is erased.
pub(crate) fn forget(folder: &Folder, id: &SessionId) -> Result<bool, DiskFault> {
    let path = folder.state.join(session_name(folder, id));
    Ok(super::write::if_there(folder.files.remove(&path))?.is_some())
}

/// Removes every lock file of this folder's sessions.
pub(crate) fn forget_all(folder: &Folder) -> Result<usize, DiskFault> {
    let names = super::write::if_there(folder.files.list(&folder.state))?.unwrap_or_default();
    let ours = format!("lock-{}", folder.mark);
    let mut count = 0;
    for name in names.iter().filter(|name| name.starts_with(&ours)) {
        folder.files.remove(&folder.state.join(name))?;
        count += 1;
    }
    Ok(count)
}

fn take(folder: &Folder, name: &str, share: Share, held: &mut Vec<Held>) -> Result<(), Taken> {
    if make_all(folder.files.as_ref(), &folder.state).is_err() {
        return Ok(());
    }
    match folder.files.lock(&folder.state.join(name), share) {
        Ok(Some(lock)) => held.push(lock),
        Ok(None) => return Err(Taken),
        Err(_unsupported) => {}
    }
    Ok(())
}

fn folder_name(folder: &Folder) -> String {
    format!("lock-{}", folder.mark)
}

fn session_name(folder: &Folder, id: &SessionId) -> String {
    let both = format!("{}{id}", folder.mark);
    let hash = hex(Sha256::digest(both.as_bytes()).get(..16).unwrap_or_default());
    format!("lock-{}-{hash}", folder.mark)
}
