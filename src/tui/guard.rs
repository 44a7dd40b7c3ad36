//! Guard: takes the terminal and gives it back exactly as it was, from any thread, at any moment, once.
//!
//! Raw mode keeps the interrupt character alone as a signal, so that the quick exit works in the middle of a paste.
//! Nothing is ever asked of the terminal, and no keyboard protocol is pushed.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::termios::{self, LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios};

/// Alternate screen, bracketed paste, focus reports, mouse buttons and wheel in SGR form, and mouse moves only while a
/// button is held.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[2J\x1b[H\x1b[?2004h\x1b[?1004h\x1b[?1000h\x1b[?1002h\x1b[?1006h";
/// Without the mouse, so that the terminal's own selection works.
const ENTER_WITHOUT_MOUSE: &[u8] = b"\x1b[?1049h\x1b[2J\x1b[H\x1b[?2004h\x1b[?1004h";
/// All of it taken back, in the other order: a frame that was cut short, colours, cursor.
const LEAVE: &[u8] =
    b"\x1b[?2026l\x1b[0m\x1b[2J\x1b[?1006l\x1b[?1002l\x1b[?1000l\x1b[?1004l\x1b[?2004l\x1b[?1049l\x1b[?25h";
/// An empty screen, at once.
const BLANK: &[u8] = b"\x1b[?2026l\x1b[0m\x1b[2J\x1b[H";

/// How long a terminal that takes no bytes is waited for before it is given up.
const PATIENCE: Duration = Duration::from_millis(50);

/// The terminal while it is ours: how it was.
struct Held {
    /// Shared with whoever writes a frame: that takes no file of its own, of which there may be none left.
    out: Arc<File>,
    input: File,
    modes: Termios,
}

static HELD: Mutex<Option<Held>> = Mutex::new(None);
/// From the first blanking on no frame is drawn any more, until the terminal is taken again.
static STOPPED: AtomicBool = AtomicBool::new(true);
/// Whoever writes to the terminal holds this while doing so.
static WRITING: Mutex<()> = Mutex::new(());

/// Takes the terminal: raw mode, alternate screen. Does nothing when it is held already.
///
/// # Errors
/// When there is none: input or output is a file or a pipe.
pub fn enter(mouse: bool) -> io::Result<()> {
    let mut held = lock(&HELD);
    if held.is_some() {
        return Ok(());
    }
    let (input, mut out) = terminal()?;
    let modes = termios::tcgetattr(&input)?;
    termios::tcsetattr(&input, OptionalActions::Now, &raw(&modes))?;
    let entered = out.write_all(if mouse { ENTER } else { ENTER_WITHOUT_MOUSE });
    *held = Some(Held { out: Arc::new(out), input, modes });
    STOPPED.store(false, Ordering::SeqCst);
    drop(held);
    entered.inspect_err(|_| restore())
}

/// Gives the terminal back for good. From any thread; doing it again does nothing.
///
/// What was typed and not read yet is thrown away: the rest of a long paste was meant for this page, and would be shown
/// on the normal screen and run by the shell.
pub fn restore() {
    give_back(drain);
}

/// Gives the terminal to another program for a while: what was typed and not read yet is for that one.
pub fn lend() {
    give_back(|_| {});
}

fn give_back(unread: fn(&File)) {
    STOPPED.store(true, Ordering::SeqCst);
    let _writing = wait_for_writer();
    if let Some(held) = lock(&HELD).take() {
        put(&held.out, LEAVE);
        unread(&held.input);
        let _ = termios::tcsetattr(&held.input, OptionalActions::Now, &held.modes);
    }
}

/// Throws away what waits to be read, also what the system hands on only once there is room, but not for long.
fn drain(input: &File) {
    let given_up = Instant::now() + PATIENCE;
    let moment = Timespec { tv_sec: 0, tv_nsec: 2_000_000 };
    loop {
        let _ = termios::tcflush(input, QueueSelector::IFlush);
        let more = poll(&mut [PollFd::new(input, PollFlags::IN)], Some(&moment)).is_ok_and(|ready| ready > 0);
        if !more || Instant::now() >= given_up {
            return;
        }
    }
}

/// Takes everything private off the screen, at once, and lets no frame follow.
pub fn blank() {
    STOPPED.store(true, Ordering::SeqCst);
    let _writing = wait_for_writer();
    if let Some(held) = lock(&HELD).as_ref() {
        put(&held.out, BLANK);
    }
}

/// Writes one whole frame, unless the terminal has been blanked or given back.
pub fn write(frame: &[u8]) -> io::Result<()> {
    let _writing = lock(&WRITING);
    if STOPPED.load(Ordering::SeqCst) {
        return Ok(());
    }
    let out = match lock(&HELD).as_ref() {
        Some(held) => Arc::clone(&held.out),
        None => return Ok(()),
    };
    (&*out).write_all(frame)
}

/// Columns and rows of the terminal; what is usual where it does not say.
pub fn size() -> (u16, u16) {
    let size = lock(&HELD).as_ref().and_then(|held| termios::tcgetwinsize(&*held.out).ok());
    size.map_or((80, 24), |size| (size.ws_col, size.ws_row))
}

/// Input and output, if both are a terminal.
fn terminal() -> io::Result<(File, File)> {
    let (input, out) = (io::stdin(), io::stdout());
    if !input.is_terminal() || !out.is_terminal() {
        return Err(io::Error::new(
            io::ErrorKind::NotConnected,
            "There is no terminal to draw in. `stepback --plain` works without one.",
        ));
    }
    Ok((File::from(input.as_fd().try_clone_to_owned()?), File::from(out.as_fd().try_clone_to_owned()?)))
}

/// Raw mode, with the interrupt character as the one signal. It does not throw away what was typed before it.
fn raw(modes: &Termios) -> Termios {
    let mut raw = modes.clone();
    raw.make_raw();
    raw.local_modes.insert(LocalModes::ISIG | LocalModes::NOFLSH);
    for (index, code) in [(SpecialCodeIndex::VINTR, 3), (SpecialCodeIndex::VQUIT, 0), (SpecialCodeIndex::VSUSP, 0)] {
        raw.special_codes[index] = code;
    }
    raw
}

/// Writes what fits; a terminal that takes nothing is not waited for.
fn put(out: &File, bytes: &[u8]) {
    let limit = Timespec { tv_sec: 0, tv_nsec: i64::try_from(PATIENCE.as_nanos()).unwrap_or(0) };
    let mut fds = [PollFd::new(out, PollFlags::OUT)];
    if poll(&mut fds, Some(&limit)).is_ok_and(|ready| ready > 0) {
        let mut out = out;
        let _ = out.write_all(bytes);
    }
}

/// Waits for a frame under way, but not for one that is stuck.
fn wait_for_writer() -> Option<MutexGuard<'static, ()>> {
    let given_up = Instant::now() + PATIENCE;
    loop {
        match WRITING.try_lock() {
            Ok(guard) => return Some(guard),
            Err(TryLockError::Poisoned(poisoned)) => return Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) if Instant::now() < given_up => std::thread::yield_now(),
            Err(TryLockError::WouldBlock) => return None,
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
