//! Tells when a file changes, without looking at it again and again.

use std::io;
use std::path::Path;
use std::thread;

/// Calls `changed` on a thread of its own whenever the file may have changed: written, or replaced by another, as
/// editors do.
///
/// # Errors
/// When the folder cannot be watched, or the system gives no thread.
#[cfg(target_os = "linux")]
pub fn watch(path: &Path, changed: impl Fn() + Send + 'static) -> io::Result<()> {
    use rustix::fs::inotify::{CreateFlags, Reader, WatchFlags, add_watch, init};
    let name = path.file_name().map(std::ffi::OsStr::to_owned).ok_or(io::ErrorKind::InvalidInput)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let events = init(CreateFlags::CLOEXEC)?;
    add_watch(&events, folder, WatchFlags::CLOSE_WRITE | WatchFlags::MOVED_TO | WatchFlags::CREATE)?;
    let watching = move || {
        let mut room = [std::mem::MaybeUninit::uninit(); 4096];
        let mut reader = Reader::new(&events, &mut room);
        loop {
            match reader.next() {
                Ok(event) => {
                    let ours = event.file_name().is_some_and(|found| found.to_bytes() == name.as_encoded_bytes());
                    if ours {
                        changed();
                    }
                }
                Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
    };
    thread::Builder::new().name("changes".to_owned()).spawn(watching).map(drop)
}

/// The same where the system offers nothing better: looks once a second.
///
/// # Errors
/// When the system gives no thread.
#[cfg(not(target_os = "linux"))]
pub fn watch(path: &Path, changed: impl Fn() + Send + 'static) -> io::Result<()> {
    let path = path.to_owned();
    let looks = move || std::fs::metadata(&path).and_then(|found| Ok((found.modified()?, found.len()))).ok();
    let watching = move || {
        let mut before = looks();
        loop {
            thread::park_timeout(std::time::Duration::from_secs(1));
            let now = looks();
            if now.is_some() && now != before {
                changed();
            }
            before = now;
        }
    };
    thread::Builder::new().name("changes".to_owned()).spawn(watching).map(drop)
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;

    #[test]
    fn writing_and_replacing_are_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("guide.toml");
        std::fs::write(&path, "one").expect("written");
        let (sender, told) = mpsc::channel();
        watch(&path, move || {
            let _ = sender.send(());
        })
        .expect("watched");
        std::fs::write(&path, "two, longer").expect("written");
        told.recv_timeout(Duration::from_secs(30)).expect("told of the writing");
        while told.try_recv().is_ok() {}
        let beside = folder.path().join("beside");
        std::fs::write(&beside, "three, longer still").expect("written");
        std::fs::rename(&beside, &path).expect("renamed");
        told.recv_timeout(Duration::from_secs(30)).expect("told of the replacing");
    }
}
