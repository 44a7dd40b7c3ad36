//! A real terminal for tests: the program on a pty, its screen as a terminal would show it. Waits, and never sleeps.
#![allow(dead_code, reason = "each test file uses its own part of this")]
#![allow(
    clippy::assigning_clones,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::large_stack_arrays,
    clippy::match_wild_err_arm,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it says"
)]

use std::io::{Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, MasterPty, PtySize, SlavePty, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};

/// Longer than anything here takes, also on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// The program in a terminal.
pub struct Terminal {
    master: Box<dyn MasterPty + Send>,
    /// Kept open, so that the terminal outlives the program and can be looked at afterwards.
    _slave: Box<dyn SlavePty + Send>,
    writer: Box<dyn Write + Send>,
    output: Receiver<Vec<u8>>,
    exit: Receiver<u32>,
    pid: u32,
    parser: vt100::Parser,
    before: String,
    /// Everything the program wrote.
    pub written: Vec<u8>,
}

/// A folder of its own for one run, with everything a program may look for in it.
pub fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The program of this package, in a folder of its own.
pub fn stepback(home: &Path, arguments: &[&str]) -> CommandBuilder {
    program(PathBuf::from(env!("CARGO_BIN_EXE_stepback")), home, arguments)
}

/// A shell line with the program as `$STEPBACK`.
pub fn shell(home: &Path, line: &str) -> CommandBuilder {
    let mut command = program(PathBuf::from("/bin/sh"), home, &["-c", line]);
    command.env("STEPBACK", env!("CARGO_BIN_EXE_stepback"));
    command
}

/// A program of `examples/`.
pub fn example(name: &str, home: &Path, arguments: &[&str]) -> CommandBuilder {
    let mut command = program(example_path(name), home, arguments);
    command.env("STEPBACK", env!("CARGO_BIN_EXE_stepback"));
    command
}

/// Where a program of `examples/` is.
pub fn example_path(name: &str) -> PathBuf {
    let bin = PathBuf::from(env!("CARGO_BIN_EXE_stepback"));
    let path = bin.parent().expect("a target folder").join("examples").join(name);
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(format!("{name}.rs"));
    let written = |path: &Path| path.metadata().and_then(|meta| meta.modified()).ok();
    if written(&path) < written(&source) {
        // `cargo test` builds examples, `cargo test --test NAME` does not.
        let built = std::process::Command::new(env!("CARGO")).args(["build", "--quiet", "--example", name]).status();
        assert!(built.is_ok_and(|status| status.success()), "the example {name} cannot be built");
    }
    path
}

fn program(path: PathBuf, home: &Path, arguments: &[&str]) -> CommandBuilder {
    let mut command = CommandBuilder::new(path);
    command.args(arguments);
    command.env_clear();
    for (name, value) in [("HOME", ""), ("STEPBACK_DATA_DIR", "data"), ("XDG_STATE_HOME", "state")] {
        command.env(name, home.join(value));
    }
    for (name, value) in [("XDG_CACHE_HOME", "cache"), ("XDG_CONFIG_HOME", "config"), ("XDG_DATA_HOME", "share")] {
        command.env(name, home.join(value));
    }
    command.env("TERM", "xterm-256color");
    command.env("LANG", "en_GB.UTF-8");
    command.env("PATH", "/usr/bin:/bin");
    command.cwd(home);
    command
}

impl Terminal {
    /// Starts a program in a terminal of this size.
    pub fn start(command: CommandBuilder, columns: u16, rows: u16) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a pty");
        let before = modes(pair.master.as_ref());
        let mut child = pair.slave.spawn_command(command).expect("the program");
        let pid = child.process_id().expect("a process");
        let (heard, output) = channel();
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        thread::spawn(move || {
            let mut bytes = [0; 65536];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if heard.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let (ended, exit) = channel();
        thread::spawn(move || ended.send(child.wait().map_or(u32::MAX, |status| status.exit_code())));
        let writer = pair.master.take_writer().expect("a writer");
        let parser = vt100::Parser::new(rows, columns, 0);
        Self { master: pair.master, _slave: pair.slave, writer, output, exit, pid, parser, before, written: Vec::new() }
    }

    /// Types bytes as a terminal sends them.
    pub fn types(&mut self, bytes: &str) {
        self.writer.write_all(bytes.as_bytes()).and_then(|()| self.writer.flush()).expect("the terminal takes keys");
    }

    /// Changes the window's size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("a size");
        self.parser.screen_mut().set_size(rows, columns);
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.pid).ok().and_then(Pid::from_raw).expect("a process");
        kill_process(pid, signal).expect("the program is there");
    }

    /// What is on the screen.
    pub fn screen(&self) -> String {
        self.parser.screen().contents()
    }

    /// The screen as a terminal sees it.
    pub fn seen(&self) -> &vt100::Screen {
        self.parser.screen()
    }

    fn take(&mut self, bytes: &[u8]) {
        self.parser.process(bytes);
        self.written.extend_from_slice(bytes);
    }

    /// Waits until the screen shows these words.
    #[track_caller]
    pub fn sees(&mut self, words: &str) {
        self.until(words, |screen| screen.contents().contains(words));
    }

    /// Waits until the screen shows these words so many times.
    #[track_caller]
    pub fn sees_times(&mut self, words: &str, times: usize) {
        self.until(words, |screen| screen.contents().matches(words).count() >= times);
    }

    /// Waits until something holds of the screen.
    #[track_caller]
    pub fn until(&mut self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !holds(self.parser.screen()) {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => panic!("{what:?} was never seen:\n{}", self.screen()),
            }
        }
    }

    /// Whether something holds of the screen before so much time has passed without a byte.
    pub fn holds_within(&mut self, quiet: Duration, holds: impl Fn(&vt100::Screen) -> bool) -> bool {
        while !holds(self.parser.screen()) {
            match self.output.recv_timeout(quiet) {
                Ok(bytes) => self.take(&bytes),
                Err(_) => return false,
            }
        }
        true
    }

    /// Takes in what is written until nothing comes for so long.
    pub fn settles(&mut self, quiet: Duration) {
        while let Ok(bytes) = self.output.recv_timeout(quiet) {
            self.take(&bytes);
        }
    }

    /// How many bytes are written within a time.
    pub fn writes_within(&mut self, time: Duration) -> usize {
        let end = Instant::now() + time;
        let mut count = 0;
        loop {
            match self.output.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(bytes) => {
                    count += bytes.len();
                    self.take(&bytes);
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return count,
            }
        }
    }

    /// Waits for the program to end; says its exit code.
    #[track_caller]
    pub fn ends(&mut self) -> u32 {
        let code = self.exit.recv_timeout(PATIENCE);
        let code = code.unwrap_or_else(|_| panic!("the program does not end:\n{}", self.screen()));
        self.settles(Duration::from_millis(100));
        code
    }

    /// The terminal's modes, to compare.
    pub fn modes(&self) -> String {
        modes(self.master.as_ref())
    }

    /// Waits until the program is stopped.
    #[track_caller]
    pub fn stops(&mut self) {
        let state = format!("/proc/{}/stat", self.pid);
        let end = Instant::now() + PATIENCE;
        let stopped = || std::fs::read_to_string(&state).is_ok_and(|stat| stat.contains(") T "));
        while !stopped() {
            assert!(Instant::now() < end, "the program does not stop:\n{}", self.screen());
            thread::yield_now();
        }
        self.settles(Duration::from_millis(100));
    }

    /// The terminal is as it was before the program: its modes, the screen, the cursor, paste and mouse.
    #[track_caller]
    pub fn is_given_back(&self) {
        let screen = self.parser.screen();
        assert_eq!(modes(self.master.as_ref()), self.before, "the terminal's modes");
        assert!(!screen.alternate_screen(), "the alternate screen is left");
        assert!(!screen.hide_cursor(), "the cursor is shown");
        assert!(!screen.bracketed_paste(), "bracketed paste is off");
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is given back");
        assert!(self.written.windows(8).any(|bytes| bytes == b"\x1b[?1004l"), "focus reports are off");
    }
}

/// The terminal's modes, as text to compare.
fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}
