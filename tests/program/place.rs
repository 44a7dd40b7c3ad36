//! A place of its own for each test: home, data, state and cache in one temporary folder.
#![allow(dead_code, reason = "each test file uses a part of it")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run said and came to.
pub struct Said {
    /// The exit code; -1 if a signal ended it.
    pub code: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// A temporary folder that is everything the program sees of the disk.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    /// An empty one.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// Where the sessions are.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    /// A file in the folder; its path.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.path(name);
        fs::write(&path, text).unwrap();
        path
    }

    /// The folder everything is in.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The variables the program sees.
    pub fn surroundings(&self) -> Vec<(&'static str, PathBuf)> {
        let inside = |name: &str| self.folder.path().join(name);
        vec![
            ("HOME", inside("")),
            ("XDG_STATE_HOME", inside("state")),
            ("XDG_CACHE_HOME", inside("cache")),
            ("XDG_CONFIG_HOME", inside("config")),
            ("STEPBACK_DATA_DIR", self.data()),
            ("TERM", PathBuf::from("xterm-256color")),
            ("LANG", PathBuf::from("C.UTF-8")),
            ("PATH", PathBuf::from("/usr/local/bin:/usr/bin:/bin")),
        ]
    }

    /// The program with these arguments, seeing nothing but this place.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = self.surround(Command::new(env!("CARGO_BIN_EXE_stepback")));
        command.args(args);
        command
    }

    /// A command that sees nothing but this place.
    pub fn surround(&self, mut command: Command) -> Command {
        command.env_clear().envs(self.surroundings()).current_dir(self.folder());
        command
    }

    /// Runs it to its end on this input.
    pub fn run(&self, args: &[&str], input: &str) -> Said {
        feed(self.command(args), input)
    }

    /// Runs it where the place for data depends on where it is started.
    pub fn run_with_relative_home(&self, args: &[&str]) -> Said {
        let mut command = self.command(args);
        command.env_remove("STEPBACK_DATA_DIR").env("XDG_DATA_HOME", "relative").stdin(Stdio::null());
        command.output().unwrap().into()
    }

    /// Runs it with an output that nobody reads.
    pub fn run_unread(&self, args: &[&str]) -> Said {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = self.command(args);
        command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped());
        command.spawn().unwrap().wait_with_output().unwrap().into()
    }

    /// Whether a word stands in any file of the place.
    pub fn holds(&self, word: &str) -> bool {
        holds(self.folder.path(), word)
    }
}

/// Runs a command to its end on this input.
pub fn feed(mut command: Command, input: &str) -> Said {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that has ended already takes no more input.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap().into()
}

fn holds(folder: &Path, word: &str) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return holds(&path, word);
        }
        fs::read(&path).is_ok_and(|bytes| bytes.windows(word.len()).any(|window| window == word.as_bytes()))
    })
}
