//! Opening a content file with care: it may come from anybody, and its name may lead anywhere.
//!
//! Only regular files are read, and never more than the limit; opening never waits (a pipe would) and never makes
//! a device do anything. A link is followed only to another TOML file, so that no other file's lines can appear in a fault.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use rustix::fs::{Mode, OFlags};

use crate::fault::{Fault, source};

const NAME_A_FILE: &str = "name a regular file that ends in .toml";

/// The text of a file, or why it cannot be read, with as much of it as the fault points into.
pub fn text(path: &Path) -> Result<String, (String, Vec<Fault>)> {
    let bytes = bytes(path).map_err(|fault| (String::new(), vec![fault]))?;
    match source::text(&bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(fault) => Err((String::from_utf8_lossy(&bytes).into_owned(), vec![fault])),
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Fault> {
    let file = open(path).map_err(|error| cannot(&error))?;
    let about = file.metadata().map_err(|error| cannot(&error))?;
    if !about.is_file() {
        let what = if about.is_dir() { "this is a folder, not a file" } else { "this is not a regular file" };
        return Err(Fault::error("not-a-file", 0..0, what).mend(NAME_A_FILE));
    }
    if leads_elsewhere(path) {
        let fault = Fault::error("link", 0..0, "this is a link to a file that is not a TOML file");
        return Err(fault.mend("only links to files that end in .toml are followed"));
    }
    let most = u64::try_from(source::MOST_BYTES).unwrap_or(u64::MAX);
    if about.len() > most {
        return Err(source::too_large(about.len()));
    }
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(|error| cannot(&error))?;
    Ok(bytes)
}

fn open(path: &Path) -> io::Result<File> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY;
    Ok(File::from(rustix::fs::open(path, flags, Mode::empty())?))
}

fn leads_elsewhere(path: &Path) -> bool {
    let link = path.symlink_metadata().is_ok_and(|about| about.is_symlink());
    link && path.canonicalize().map_or(true, |end| end.extension().is_none_or(|ending| ending != "toml"))
}

fn cannot(error: &io::Error) -> Fault {
    let (what, mend) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file".to_owned(), "look at how its name is written"),
        io::ErrorKind::PermissionDenied => {
            ("this file may not be read".to_owned(), "give yourself the right to read it")
        }
        // A socket cannot be opened at all.
        _ if error.raw_os_error() == Some(rustix::io::Errno::NXIO.raw_os_error()) => {
            ("this is not a regular file".to_owned(), NAME_A_FILE)
        }
        _ => (format!("this file cannot be read ({})", error.kind()), "copy it elsewhere and try again"),
    };
    let code = if what.ends_with("regular file") { "not-a-file" } else { "cannot-read" };
    Fault::error(code, 0..0, what).mend(mend)
}
