//! A file system in memory that can fail any call and lose power after any call.
//!
//! It keeps what the running system sees apart from what is on the medium. A write reaches the medium with `sync`; a name
//! (made, changed, removed) with `sync_folder`. What had not been brought there may be lost, or not: [`FakeFiles::after_crash`]
//! gives each way it can end.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::{Duration, SystemTime};

use rustix::io::Errno;

use super::named::name_of;
use super::{Files, Held, Kind, Look, NewFile, Share, Stamp};
use disk::{Change, Disk, Plan, What, apply, errno};

mod disk;

pub(crate) const USER: u32 = 1000;

/// The file system. Clones share it.
#[derive(Clone, Default)]
pub(crate) struct FakeFiles {
    disk: Arc<Mutex<Disk>>,
}

/// What a call is to do.
enum Verdict {
    Do,
    DoThenFail(io::Error),
}

impl FakeFiles {
    /// A system with these folders.
    pub(crate) fn with_folders(folders: &[&str]) -> Self {
        let files = Self::default();
        for folder in folders {
            files.lock_disk().plant(Path::new(folder), Kind::Folder, Vec::new());
        }
        files
    }

    fn lock_disk(&self) -> MutexGuard<'_, Disk> {
        self.disk.lock().expect("no panic while the disk is used")
    }

    /// Call number `at` from now (0 first) fails, once.
    pub(crate) fn fail(&self, at: usize, with: Errno) {
        self.lock_disk().plan_new(Plan::Fail { at, with: with.raw_os_error() });
    }

    /// Every call from number `at` from now fails.
    pub(crate) fn fail_from(&self, at: usize, with: Errno) {
        self.lock_disk().plan_new(Plan::FailFrom { at, with: with.raw_os_error() });
    }

    /// Call number `at` from now does its work, and then says that it failed.
    pub(crate) fn do_and_fail(&self, at: usize, with: Errno) {
        self.lock_disk().plan_new(Plan::DoAndFail { at, with: with.raw_os_error() });
    }

    /// The program ends before call number `at` from now.
    pub(crate) fn die(&self, at: usize) {
        self.lock_disk().plan_new(Plan::Dead { at });
    }

    /// All goes well from now on.
    pub(crate) fn be_well(&self) {
        self.lock_disk().plan_new(Plan::Well);
    }

    /// The calls since the last plan was made.
    pub(crate) fn calls(&self) -> Vec<String> {
        self.lock_disk().calls.clone()
    }

    /// A copy of everything as it stands, that goes its own way from here. Nobody holds a lock in it.
    pub(crate) fn fork(&self) -> Self {
        let mut disk = self.lock_disk().clone();
        disk.locks.clear();
        disk.plan_new(Plan::Well);
        Self { disk: Arc::new(Mutex::new(disk)) }
    }

    /// Every disk that a power cut now could leave: any of the waiting changes of names reached the medium or not, and what
    /// was written but not synced is there, half there, or not.
    pub(crate) fn after_crash(&self) -> Vec<Self> {
        let disk = self.lock_disk();
        let mut ends = Vec::new();
        for chosen in disk.choices() {
            for content in disk.losses().iter().copied() {
                ends.push(Self { disk: Arc::new(Mutex::new(disk.cut(chosen, content))) });
            }
        }
        ends
    }

    /// Puts a file there, synced, as a sync tool or a hand would.
    pub(crate) fn put(&self, path: &Path, bytes: &[u8]) {
        let mut disk = self.lock_disk();
        disk.tick();
        disk.plant(path, Kind::File, bytes.to_vec());
    }

    /// Changes the bytes of a file, and sets the time of that back to what it was.
    pub(crate) fn rewrite(&self, path: &Path, bytes: &[u8]) {
        let mut disk = self.lock_disk();
        disk.tick();
        let touched = disk.modified();
        if let Some(node) = disk.now.get(path).copied().and_then(|id| disk.nodes.get_mut(&id)) {
            node.bytes = bytes.to_vec();
            node.synced = bytes.to_vec();
            node.touched = touched;
        }
    }

    /// Changes the bytes of a file so soon after the last change that the disk's clock does not show it.
    pub(crate) fn rewrite_within_a_tick(&self, path: &Path, bytes: &[u8]) {
        let mut disk = self.lock_disk();
        if let Some(node) = disk.now.get(path).copied().and_then(|id| disk.nodes.get_mut(&id)) {
            node.bytes = bytes.to_vec();
            node.synced = bytes.to_vec();
        }
    }

    /// Puts a link there.
    pub(crate) fn put_link(&self, path: &Path) {
        self.lock_disk().plant(path, Kind::Link, Vec::new());
    }

    /// Changes who owns something and what others may do with it.
    pub(crate) fn own(&self, path: &Path, owner: u32, mode: u32) {
        let mut disk = self.lock_disk();
        if let Some(node) = disk.now.get(path).copied().and_then(|id| disk.nodes.get_mut(&id)) {
            node.owner = owner;
            node.mode = mode;
        }
    }

    /// Takes something away with all below it.
    pub(crate) fn take(&self, path: &Path) {
        let mut disk = self.lock_disk();
        disk.now.retain(|at, _| !at.starts_with(path));
        disk.medium.retain(|at, _| !at.starts_with(path));
    }

    /// The bytes of a file as the running system sees them.
    pub(crate) fn bytes(&self, path: &Path) -> Option<Vec<u8>> {
        let disk = self.lock_disk();
        disk.now.get(path).and_then(|id| disk.nodes.get(id)).map(|node| node.bytes.clone())
    }

    /// Every ordinary file with its bytes and mode.
    pub(crate) fn all(&self) -> Vec<(PathBuf, Vec<u8>, u32)> {
        let disk = self.lock_disk();
        let file = |(path, id): (&PathBuf, &u64)| {
            let node = disk.nodes.get(id)?;
            (node.kind == Kind::File).then(|| (path.clone(), node.bytes.clone(), node.mode))
        };
        disk.now.iter().filter_map(file).collect()
    }

    /// Every ordinary file with its rough length: takes states for one whose sealed bytes differ by chance alone.
    pub(crate) fn names(&self) -> Vec<(PathBuf, usize)> {
        self.all().into_iter().map(|(path, bytes, _)| (path, bytes.len() / 1024)).collect()
    }

    /// Lets time pass.
    pub(crate) fn pass(&self, seconds: u64) {
        self.lock_disk().clock += seconds * 1_000;
    }

    fn call(&self, name: &str, path: &Path) -> io::Result<(MutexGuard<'_, Disk>, Verdict)> {
        let mut disk = self.lock_disk();
        let number = disk.calls.len();
        disk.calls.push(format!("{name} {}", path.display()));
        disk.tick();
        let error = |with: i32| io::Error::from_raw_os_error(with);
        match disk.plan {
            Plan::Fail { at, with } if at == number => Err(error(with)),
            Plan::FailFrom { at, with } if at <= number => Err(error(with)),
            Plan::Dead { at } if at <= number => Err(io::Error::other("the program has ended")),
            Plan::DoAndFail { at, with } if at == number => Ok((disk, Verdict::DoThenFail(error(with)))),
            _ => Ok((disk, Verdict::Do)),
        }
    }
}

impl Verdict {
    fn end<T>(self, value: T) -> io::Result<T> {
        match self {
            Self::Do => Ok(value),
            Self::DoThenFail(fault) => Err(fault),
        }
    }
}

impl Files for FakeFiles {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        let (mut disk, verdict) = self.call("make_folder", path)?;
        if disk.now.contains_key(path) {
            return Err(errno(Errno::EXIST));
        }
        let parent = disk.parent_there(path)?;
        let id = disk.node(Kind::Folder, Vec::new(), 0o700);
        disk.change(parent, What::Add(path.to_path_buf(), id));
        verdict.end(())
    }

    fn look(&self, path: &Path) -> io::Result<Look> {
        let (disk, verdict) = self.call("look", path)?;
        let (_, node) = disk.get(path)?;
        let stamp = node.stamp();
        verdict.end(Look { kind: node.kind, stamp, mode: node.mode, owner: node.owner })
    }

    fn read(&self, path: &Path, at_most: u64) -> io::Result<(Vec<u8>, Stamp)> {
        let (disk, verdict) = self.call("read", path)?;
        let (_, node) = disk.get(path)?;
        match node.kind {
            Kind::File => {}
            Kind::Link => return Err(errno(Errno::LOOP)),
            Kind::Folder | Kind::Other => return Err(errno(Errno::ISDIR)),
        }
        if node.bytes.len() as u64 > at_most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let stamp = node.stamp();
        verdict.end((node.bytes.clone(), stamp))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        let (mut disk, verdict) = self.call("create", path)?;
        if disk.now.contains_key(path) {
            return Err(errno(Errno::EXIST));
        }
        let parent = disk.parent_there(path)?;
        let id = disk.node(Kind::File, Vec::new(), 0o600);
        disk.change(parent, What::Add(path.to_path_buf(), id));
        drop(disk);
        verdict.end(Box::new(FakeNewFile { files: self.clone(), id, path: path.to_path_buf() }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let (mut disk, verdict) = self.call("rename", to)?;
        let (id, _) = disk.get(from)?;
        let parent = disk.parent_there(to)?;
        if disk.get(to).is_ok_and(|(_, node)| node.kind == Kind::Folder) {
            return Err(errno(Errno::ISDIR));
        }
        disk.change(parent, What::Rename(from.to_path_buf(), to.to_path_buf(), id));
        verdict.end(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let (mut disk, verdict) = self.call("sync_folder", path)?;
        if path != Path::new("/") {
            disk.get(path)?;
        }
        let (ours, others): (Vec<Change>, Vec<Change>) =
            disk.pending.drain(..).partition(|change| change.folder == path);
        disk.pending = others;
        for change in ours {
            apply(&mut disk.medium, &change.what);
        }
        verdict.end(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let (mut disk, verdict) = self.call("remove", path)?;
        if disk.get(path)?.1.kind == Kind::Folder {
            return Err(errno(Errno::ISDIR));
        }
        let parent = disk.parent_there(path)?;
        disk.change(parent, What::Remove(path.to_path_buf()));
        verdict.end(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let (mut disk, verdict) = self.call("remove_folder", path)?;
        if disk.now.keys().any(|at| at.parent() == Some(path)) {
            return Err(errno(Errno::NOTEMPTY));
        }
        disk.get(path)?;
        let parent = disk.parent_there(path)?;
        disk.change(parent, What::Remove(path.to_path_buf()));
        verdict.end(())
    }

    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        let (disk, verdict) = self.call("list", path)?;
        disk.get(path)?;
        let below = disk.now.keys().filter(|at| at.parent() == Some(path));
        let names: BTreeSet<String> = below.filter_map(|at| at.file_name().map(name_of)).collect();
        verdict.end(names.into_iter().collect())
    }

    fn lock(&self, path: &Path, share: Share) -> io::Result<Option<Held>> {
        let (mut disk, verdict) = self.call("lock", path)?;
        if disk.get(path).is_err() {
            let parent = disk.parent_there(path)?;
            let id = disk.node(Kind::File, Vec::new(), 0o600);
            disk.change(parent, What::Add(path.to_path_buf(), id));
        }
        disk.counter += 1;
        let holder = disk.counter;
        let holders = disk.locks.entry(path.to_path_buf()).or_default();
        let free =
            holders.is_empty() || (share == Share::Together && holders.iter().all(|(_, how)| *how == Share::Together));
        if !free {
            return verdict.end(None);
        }
        holders.push((holder, share));
        drop(disk);
        verdict.end(Some(Box::new(FakeLock { files: self.clone(), path: path.to_path_buf(), holder })))
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        let (mut disk, verdict) = self.call("set_mode", path)?;
        let (id, _) = disk.get(path)?;
        if let Some(node) = disk.nodes.get_mut(&id) {
            node.mode = mode;
        }
        verdict.end(())
    }

    fn may_write(&self, path: &Path) -> io::Result<()> {
        let (disk, verdict) = self.call("may_write", path)?;
        let (_, node) = disk.get(path)?;
        if node.mode & 0o200 == 0 {
            return Err(errno(Errno::ACCESS));
        }
        verdict.end(())
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let (disk, verdict) = self.call("canonical", path)?;
        if path != Path::new("/") {
            disk.get(path)?;
        }
        verdict.end(path.to_path_buf())
    }

    fn user(&self) -> u32 {
        USER
    }

    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(self.lock_disk().clock)
    }

    fn random(&self, into: &mut [u8]) -> io::Result<()> {
        let mut disk = self.lock_disk();
        disk.counter += 1;
        let mut state = disk.counter;
        for byte in into {
            // SplitMix64: enough for names that differ.
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            *byte = (mixed >> 32).to_le_bytes()[0];
        }
        Ok(())
    }
}

struct FakeNewFile {
    files: FakeFiles,
    id: u64,
    path: PathBuf,
}

impl NewFile for FakeNewFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let (mut disk, verdict) = match self.files.call("write", &self.path) {
            Ok(going) => going,
            Err(fault) => {
                // A failed write may have written a part.
                let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
                if let Some(node) = self.files.lock_disk().nodes.get_mut(&self.id) {
                    node.bytes.extend_from_slice(half);
                }
                return Err(fault);
            }
        };
        let modified = disk.modified();
        if let Some(node) = disk.nodes.get_mut(&self.id) {
            node.bytes.extend_from_slice(bytes);
            node.modified = modified;
            node.touched = modified;
        }
        verdict.end(())
    }

    fn sync(&mut self) -> io::Result<()> {
        let (mut disk, verdict) = match self.files.call("sync", &self.path) {
            Ok(going) => going,
            Err(fault) => {
                if let Some(node) = self.files.lock_disk().nodes.get_mut(&self.id) {
                    node.spoiled = true;
                }
                return Err(fault);
            }
        };
        if let Some(node) = disk.nodes.get_mut(&self.id).filter(|node| !node.spoiled) {
            node.synced = node.bytes.clone();
        }
        verdict.end(())
    }
}

struct FakeLock {
    files: FakeFiles,
    path: PathBuf,
    holder: u64,
}

impl Drop for FakeLock {
    fn drop(&mut self) {
        if let Ok(mut disk) = self.files.disk.lock()
            && let Some(holders) = disk.locks.get_mut(&self.path)
        {
            holders.retain(|(holder, _)| *holder != self.holder);
        }
    }
}
