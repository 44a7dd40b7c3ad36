//! A few earlier states of each session, for the day when its file is damaged.

use super::DiskFault;
use super::folder::Folder;
use super::frame::{Frame, Reading};
use super::id::SessionId;
use super::names;
use super::seal::{self, Key};
use super::session_io;
use super::write::{if_there, replace};

/// At most one state is kept in so many seconds.
pub(crate) const EVERY_SECONDS: u64 = 10 * 60;
/// So many states are kept of each session.
const KEPT: usize = 3;

/// Keeps `raw` as the state of revision `revision`, and lets the oldest go.
pub(crate) fn keep(folder: &Folder, id: &SessionId, revision: u64, raw: &[u8]) -> Result<(), DiskFault> {
    let name = names::earlier(id, revision, seal::looks_sealed(raw));
    replace(folder.files.as_ref(), &folder.earlier(), &name, raw)?;
    for (_, old) in of(folder, id)?.into_iter().skip(KEPT) {
        folder.files.remove(&folder.earlier().join(old))?;
    }
    Ok(())
}

/// The states kept of a session, newest first: revision and file name.
pub(crate) fn of(folder: &Folder, id: &SessionId) -> Result<Vec<(u64, String)>, DiskFault> {
    let names = if_there(folder.files.list(&folder.earlier()))?.unwrap_or_default();
    let mut states: Vec<(u64, String)> = names
        .into_iter()
        .filter_map(|name| names::read_earlier(&name).filter(|(of, _)| of == id).map(|(_, revision)| (revision, name)))
        .collect();
    states.sort_by(|a, b| b.cmp(a));
    Ok(states)
}

/// When the newest state of a session was kept, in seconds since 1970.
pub(crate) fn newest_time(folder: &Folder, id: &SessionId) -> Option<i64> {
    let (_, name) = of(folder, id).ok()?.into_iter().next()?;
    let stamp = folder.files.look(&folder.earlier().join(name)).ok()?.stamp;
    i64::try_from(stamp.modified / 1_000_000_000).ok()
}

/// The newest earlier state that reads as it was written.
pub(crate) fn newest_good(folder: &Folder, key: Option<&Key>, id: &SessionId) -> Option<Frame> {
    of(folder, id).ok()?.into_iter().find_map(|(_, name)| {
        match session_io::read(folder.files.as_ref(), key, &folder.earlier().join(name)).reading {
            Reading::Good(frame) if frame.id == *id => Some(frame),
            Reading::Good(_) | Reading::Changed(_) | Reading::Newer(_) | Reading::Damaged(_) => None,
        }
    })
}
