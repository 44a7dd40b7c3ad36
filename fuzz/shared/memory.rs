//! Files in memory, for the store: no disk is touched, and the same input does the same.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use stepback::store::{Files, Held, Kind, Look, NewFile, Places, Share, Stamp};

#[derive(Default)]
struct Inside {
    /// Folders are there without bytes.
    there: BTreeMap<PathBuf, Option<Vec<u8>>>,
    /// Counts changes: the time of the last one, and what random bytes are made of.
    count: u64,
    changed: BTreeMap<PathBuf, u64>,
}

/// A disk in memory.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<Inside>>);

/// Where things are kept in it.
pub fn places() -> Places {
    let at = |name: &str| Path::new("/home").join(name);
    Places { data: at("data"), state: at("state"), cache: at("cache"), content: at("content") }
}

impl Memory {
    /// An empty one with a home.
    pub fn new() -> Self {
        let memory = Self::default();
        for folder in ["/", "/home"] {
            memory.inside().there.insert(folder.into(), None);
        }
        memory
    }

    /// Puts a file there.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        let mut inside = self.inside();
        inside.there.insert(path.to_owned(), Some(bytes.to_vec()));
        inside.touch(path);
    }

    /// What is in a file.
    pub fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        self.inside().there.get(path).cloned().flatten()
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    fn touch(&mut self, path: &Path) {
        self.count += 1;
        self.changed.insert(path.to_owned(), self.count);
    }

    fn stamp(&self, path: &Path, len: usize) -> Stamp {
        let changed = i128::from(self.changed.get(path).copied().unwrap_or_default());
        Stamp { len: len as u64, modified: changed, touched: changed }
    }
}

fn missing() -> io::Error {
    io::ErrorKind::NotFound.into()
}

struct Writing(Memory, PathBuf);

impl NewFile for Writing {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut inside = self.0.inside();
        inside.there.get_mut(&self.1).and_then(Option::as_mut).ok_or_else(missing)?.extend_from_slice(bytes);
        inside.touch(&self.1);
        Ok(())
    }

    fn sync(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Files for Memory {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        match self.inside().there.insert(path.to_owned(), None) {
            None => Ok(()),
            Some(_) => Err(io::ErrorKind::AlreadyExists.into()),
        }
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        let inside = self.inside();
        let found = inside.there.get(path).ok_or_else(missing)?;
        let (kind, mode) = if found.is_some() { (Kind::File, 0o600) } else { (Kind::Folder, 0o700) };
        Ok(Look { kind, stamp: inside.stamp(path, found.as_ref().map_or(0, Vec::len)), mode, owner: 1 })
    }

    fn read(&self, path: &Path, at_most: u64) -> io::Result<(Vec<u8>, Stamp)> {
        let inside = self.inside();
        let bytes = inside.there.get(path).ok_or_else(missing)?.clone().ok_or(io::ErrorKind::InvalidInput)?;
        if bytes.len() as u64 > at_most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let stamp = inside.stamp(path, bytes.len());
        Ok((bytes, stamp))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        if self.inside().there.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        self.put(path, b"");
        Ok(Box::new(Writing(self.clone(), path.to_owned())))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut inside = self.inside();
        let moved = inside.there.remove(from).ok_or_else(missing)?;
        let when = inside.changed.remove(from).unwrap_or_default();
        inside.there.insert(to.to_owned(), moved);
        inside.changed.insert(to.to_owned(), when);
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.look(path).map(|_| ())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.inside().there.remove(path).map(|_| ()).ok_or_else(missing)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.remove(path)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        self.look(path)?;
        let inside = self.inside();
        let names = inside.there.keys().filter(|there| there.parent() == Some(path));
        Ok(names.filter_map(|there| Some(there.file_name()?.to_str()?.to_owned())).collect())
    }

    fn lock(&self, _path: &Path, _share: Share) -> io::Result<Option<Held>> {
        Ok(Some(Box::new(())))
    }

    fn set_mode(&self, path: &Path, _mode: u32) -> io::Result<()> {
        self.look(path).map(|_| ())
    }

    fn may_write(&self, path: &Path) -> io::Result<()> {
        self.look(path).map(|_| ())
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        self.look(path).map(|_| path.to_owned())
    }

    fn user(&self) -> u32 {
        1
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(1_795_500_000)
    }

    fn random(&self, into: &mut [u8]) -> io::Result<()> {
        let mut inside = self.inside();
        for byte in into {
            inside.count += 1;
            *byte = (inside.count.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8;
        }
        Ok(())
    }
}
