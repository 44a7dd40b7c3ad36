//! The disk of the fake file system: what the running system sees, and what is on the medium.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use rustix::io::Errno;

use super::super::{Kind, Share, Stamp};
use super::USER;

#[derive(Clone, Default)]
pub(super) struct Disk {
    pub(super) now: Names,
    pub(super) medium: Names,
    pub(super) nodes: BTreeMap<u64, Node>,
    /// Changes of names that are not on the medium yet, oldest first.
    pub(super) pending: Vec<Change>,
    pub(super) locks: BTreeMap<PathBuf, Vec<(u64, Share)>>,
    pub(super) calls: Vec<String>,
    pub(super) plan: Plan,
    pub(super) clock: u64,
    pub(super) counter: u64,
}

pub(super) type Names = BTreeMap<PathBuf, u64>;

#[derive(Clone)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) bytes: Vec<u8>,
    /// What of the bytes is on the medium.
    pub(super) synced: Vec<u8>,
    /// A sync failed: what is on the medium is unknown for good.
    pub(super) spoiled: bool,
    pub(super) modified: i128,
    pub(super) touched: i128,
    pub(super) mode: u32,
    pub(super) owner: u32,
}

impl Node {
    pub(super) fn stamp(&self) -> Stamp {
        Stamp { len: self.bytes.len() as u64, modified: self.modified, touched: self.touched }
    }
}

#[derive(Clone)]
pub(super) struct Change {
    pub(super) folder: PathBuf,
    pub(super) what: What,
}

#[derive(Clone)]
pub(super) enum What {
    Add(PathBuf, u64),
    Remove(PathBuf),
    Rename(PathBuf, PathBuf, u64),
}

#[derive(Clone, Default)]
pub(super) enum Plan {
    #[default]
    Well,
    /// Call `at` (0 first, counted since the plan was made) fails with this error.
    Fail { at: usize, with: i32 },
    /// Every call from the one counted so fails with this error.
    FailFrom { at: usize, with: i32 },
    /// Call `at` does its work and then reports this error.
    DoAndFail { at: usize, with: i32 },
    /// From call `at` on nothing is done any more.
    Dead { at: usize },
}

#[derive(Clone, Copy)]
pub(super) enum Lost {
    All,
    Half,
    Nothing,
}

impl Disk {
    pub(super) fn plan_new(&mut self, plan: Plan) {
        self.plan = plan;
        self.calls.clear();
    }

    pub(super) fn tick(&mut self) {
        self.clock += 1;
    }

    pub(super) fn modified(&self) -> i128 {
        i128::from(self.clock) * 1_000_000
    }

    pub(super) fn plant(&mut self, path: &Path, kind: Kind, bytes: Vec<u8>) {
        let id = self.node(kind, bytes.clone(), if kind == Kind::Folder { 0o700 } else { 0o600 });
        if let Some(node) = self.nodes.get_mut(&id) {
            node.synced = bytes;
        }
        self.now.insert(path.to_path_buf(), id);
        self.medium.insert(path.to_path_buf(), id);
    }

    pub(super) fn node(&mut self, kind: Kind, bytes: Vec<u8>, mode: u32) -> u64 {
        self.counter += 1;
        let modified = self.modified();
        let node =
            Node { kind, bytes, synced: Vec::new(), spoiled: false, modified, touched: modified, mode, owner: USER };
        self.nodes.insert(self.counter, node);
        self.counter
    }

    pub(super) fn get(&self, path: &Path) -> io::Result<(u64, &Node)> {
        let id = self.now.get(path).ok_or_else(|| errno(Errno::NOENT))?;
        self.nodes.get(id).map(|node| (*id, node)).ok_or_else(|| errno(Errno::NOENT))
    }

    pub(super) fn parent_there(&self, path: &Path) -> io::Result<PathBuf> {
        let parent = path.parent().unwrap_or(Path::new("/")).to_path_buf();
        if parent == Path::new("/") || self.get(&parent)?.1.kind == Kind::Folder {
            Ok(parent)
        } else {
            Err(errno(Errno::NOTDIR))
        }
    }

    pub(super) fn change(&mut self, folder: PathBuf, what: What) {
        apply(&mut self.now, &what);
        self.pending.push(Change { folder, what });
    }

    /// Which of the waiting changes of names reach the medium, as bits: all ways for a few, and for many the first so
    /// many, all but one, and only one.
    pub(super) fn choices(&self) -> Vec<usize> {
        let count = self.pending.len();
        let all = (1_usize << count) - 1;
        if count <= 3 {
            return (0..=all).collect();
        }
        let mut choices: BTreeSet<usize> = (0..=count).map(|first| (1 << first) - 1).collect();
        choices.extend((0..count).flat_map(|one| [1 << one, all & !(1 << one)]));
        choices.into_iter().collect()
    }

    /// What can be lost of what was written: nothing, if all of it is synced.
    pub(super) fn losses(&self) -> &'static [Lost] {
        let named = |id: &u64| {
            let adds = self
                .pending
                .iter()
                .any(|change| matches!(&change.what, What::Add(_, of) | What::Rename(_, _, of) if of == id));
            adds || self.medium.values().any(|of| of == id)
        };
        if self.nodes.iter().any(|(id, node)| node.bytes != node.synced && named(id)) {
            &[Lost::All, Lost::Half, Lost::Nothing]
        } else {
            &[Lost::Nothing]
        }
    }

    pub(super) fn cut(&self, chosen: usize, content: Lost) -> Self {
        let mut after = self.clone();
        for (at, change) in self.pending.iter().enumerate() {
            if chosen & (1 << at) != 0 {
                apply(&mut after.medium, &change.what);
            }
        }
        after.now = after.medium.clone();
        after.pending.clear();
        after.locks.clear();
        after.plan_new(Plan::Well);
        for node in after.nodes.values_mut() {
            if node.bytes != node.synced {
                let half = node.bytes.len() / 2;
                node.bytes = match content {
                    Lost::All => node.synced.clone(),
                    Lost::Half => node.bytes.get(..half).unwrap_or_default().to_vec(),
                    Lost::Nothing if node.spoiled => vec![0; node.bytes.len()],
                    Lost::Nothing => node.bytes.clone(),
                };
                node.synced = node.bytes.clone();
            }
        }
        after
    }
}

pub(super) fn apply(names: &mut Names, what: &What) {
    match what {
        What::Add(path, id) => {
            names.insert(path.clone(), *id);
        }
        What::Remove(path) => {
            names.remove(path);
        }
        What::Rename(from, to, id) => {
            names.remove(from);
            names.insert(to.clone(), *id);
        }
    }
}

pub(super) fn errno(number: Errno) -> io::Error {
    io::Error::from_raw_os_error(number.raw_os_error())
}
