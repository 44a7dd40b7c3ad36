//! What an editor leaves behind when this program is killed while it is open: found, and removed where nothing is lost.

use std::fs::{self, DirEntry, File, OpenOptions};
use std::io;
use std::os::unix::fs::{MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The text in an editor's folder.
pub const TEXT: &str = "text.txt";

/// How the name of an editor's folder begins; sixteen hexadecimal digits follow.
pub const NAME: &str = "edit-";

/// The text's time of change as it is handed over: an editor that writes the file changes it.
pub fn handed_over() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(86_400)
}

/// The file that is locked as long as the folder is in use.
const HELD: &str = "held";

/// Marks a new folder as in use, for as long as the file is open here or in the editor.
pub fn hold(folder: &Path) -> io::Result<File> {
    let file = OpenOptions::new().read(true).write(true).create_new(true).mode(0o600).open(folder.join(HELD))?;
    // Where there are no locks, nothing is ever swept.
    let _ = file.try_lock();
    Ok(file)
}

/// The folder is the person's from now on: it is never swept.
pub fn let_go(folder: &Path) {
    let _ = fs::remove_file(folder.join(HELD));
}

/// Removes the folders of editors that nobody holds any more, if the editor wrote nothing; the others are let go.
pub fn sweep(place: &Path) -> Vec<PathBuf> {
    let names = fs::read_dir(place).into_iter().flatten().filter_map(Result::ok);
    let ours = names.filter(|entry| entry.file_name().to_str().is_some_and(is_name)).map(|entry| entry.path());
    ours.filter(|folder| !swept(folder).unwrap_or(true)).collect()
}

/// Whether a folder was removed, or is not ours to remove; `false` if it holds what an editor wrote.
fn swept(folder: &Path) -> io::Result<bool> {
    let found = folder.symlink_metadata()?;
    if !found.is_dir() || found.uid() != rustix::process::geteuid().as_raw() {
        return Ok(true);
    }
    let held = OpenOptions::new().read(true).open(folder.join(HELD))?;
    if held.try_lock().is_err() {
        return Ok(true);
    }
    let untouched = fs::read_dir(folder)?.all(|entry| entry.and_then(|entry| is_untouched(&entry)).unwrap_or(false));
    if untouched {
        fs::remove_dir_all(folder)?;
    } else {
        let_go(folder);
    }
    Ok(untouched)
}

/// Whether a file is as it was handed over. An editor's own copy beside the text may hold what the text does not.
fn is_untouched(entry: &DirEntry) -> io::Result<bool> {
    let name = entry.file_name();
    Ok(name == HELD || name == TEXT && entry.metadata()?.modified()? == handed_over())
}

fn is_name(name: &str) -> bool {
    name.strip_prefix(NAME).is_some_and(|mark| mark.len() == 16 && mark.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
