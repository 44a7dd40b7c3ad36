//! A terminal window of the tests' own, with the program in it.

use std::io::{Read as _, Write};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

use rustix::process::{Pid, Signal, kill_process};

use super::place::Place;

/// However slow the machine: nothing takes longer than this, or it does not come at all.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// What has been seen so far.
struct Seen {
    terminal: vt100::Parser,
    bytes: Vec<u8>,
    ended: bool,
}

/// A window of 80 columns and 24 rows.
pub struct Window {
    /// Kept open for as long as the window is.
    _master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
}

impl Window {
    /// Opens a window with the program in it.
    pub fn open(place: &Place, args: &[&str]) -> Self {
        Self::run(place, env!("CARGO_BIN_EXE_stepback"), args)
    }

    /// Opens a window with a shell line in it; the program is `$STEPBACK`.
    pub fn shell(place: &Place, line: &str) -> Self {
        Self::run(place, "/bin/sh", &["-c", line])
    }

    /// Opens a window inside the window, with a shell line in it, that [`Window::close`] can close: what runs there
    /// sees its terminal go away.
    pub fn closable(place: &Place, line: &str) -> Self {
        Self::run(place, "script", &["--quiet", "--command", line, "/dev/null"])
    }

    fn run(place: &Place, program: &str, args: &[&str]) -> Self {
        let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        for (name, value) in place.surroundings() {
            command.env(name, value);
        }
        command.env("STEPBACK", env!("CARGO_BIN_EXE_stepback"));
        command.cwd(place.folder());
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let seen = Seen { terminal: vt100::Parser::new(24, 80, 0), bytes: Vec::new(), ended: false };
        let seen = Arc::new((Mutex::new(seen), Condvar::new()));
        let shared = Arc::clone(&seen);
        std::thread::spawn(move || {
            let mut bytes = [0_u8; 8192];
            loop {
                let count = reader.read(&mut bytes).unwrap_or(0);
                let mut seen = shared.0.lock().unwrap();
                seen.ended = count == 0;
                seen.terminal.process(&bytes[..count]);
                seen.bytes.extend_from_slice(&bytes[..count]);
                shared.1.notify_all();
                if count == 0 {
                    return;
                }
            }
        });
        Self { _master: pair.master, keys, child, seen }
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self
    }

    /// Waits until the window shows these words.
    #[track_caller]
    pub fn until(&mut self, words: &str) -> &mut Self {
        self.until_times(words, 1)
    }

    /// Waits until the window shows these words so many times.
    #[track_caller]
    pub fn until_times(&mut self, words: &str, times: usize) -> &mut Self {
        let (lock, news) = &*self.seen;
        let start = Instant::now();
        let mut seen = lock.lock().unwrap();
        while seen.terminal.screen().contents().matches(words).count() < times {
            let left = PATIENCE.saturating_sub(start.elapsed());
            assert!(!left.is_zero() && !seen.ended, "`{words}` never came:\n{}", seen.terminal.screen().contents());
            seen = news.wait_timeout(seen, left).unwrap().0;
        }
        drop(seen);
        self
    }

    /// The process in it.
    pub fn process(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.process_id().unwrap()).unwrap()).unwrap()
    }

    /// Closes the inner window, as a terminal does that is killed.
    pub fn close(self) {
        kill_process(self.process(), Signal::KILL).unwrap();
        self.end();
    }

    /// Waits for the program's end: its exit code, what the window shows then, and every byte it ever got.
    pub fn end(mut self) -> (u32, String, String) {
        let code = self.child.wait().unwrap().exit_code();
        let (lock, news) = &*self.seen;
        let mut seen = lock.lock().unwrap();
        // The slave is closed with the program; what it wrote last is read up to there.
        while !seen.ended {
            seen = news.wait_timeout(seen, PATIENCE).unwrap().0;
        }
        let bytes = String::from_utf8_lossy(&seen.bytes).into_owned();
        (code, seen.terminal.screen().contents(), bytes)
    }
}
