//! Signals, and a terminal that goes away. A thread of its own turns them into news for the loop, and leaves by itself
//! when the loop does not answer: saving and giving the terminal back must not depend on one thread (reliability, 5.1).

use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGXFSZ};
use signal_hook::iterator::{Handle, Signals};
use signal_hook::low_level;

/// How long the loop has to hear a signal and hand the last words over, before this thread does what it can and ends
/// the program.
const PATIENCE: Duration = Duration::from_millis(700);
/// How long it has for that while words wait to be handed over: on a busy machine a thread may not get its turn for a while.
const FOR_WORDS: Duration = Duration::from_secs(5);
/// How long it has when it waits for the disk: words go first. A little longer than the loop itself waits.
const FOR_THE_DISK: Duration = Duration::from_secs(75);

/// What came in from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Ctrl-C: save, leave, not a word.
    Quick,
    /// Save and leave, with this signal's number in the exit code.
    End(i32),
    /// Stop until somebody continues the program.
    Stop,
    /// It was continued.
    Continued,
}

impl Signal {
    /// The exit code that goes with leaving for it: 0 for the quick exit, 128 and its number for the others.
    pub fn code(self) -> u8 {
        match self {
            Self::Quick | Self::Stop | Self::Continued => 0,
            Self::End(number) => u8::try_from(128 + number).unwrap_or(u8::MAX),
        }
    }
}

/// A child process has the terminal: its Ctrl-C is not ours.
static DEAF: AtomicBool = AtomicBool::new(false);
/// The loop waits for the disk.
static UNHURRIED: AtomicUsize = AtomicUsize::new(0);
/// There are words that have not been handed to the saver.
static WORDS_WAIT: AtomicBool = AtomicBool::new(false);
/// The signal that came in to end the program, whether the loop has heard of it yet or not.
static CALLED: Mutex<Option<Signal>> = Mutex::new(None);

/// How many watches there are: something may be asked on the terminal while a session is open.
static WATCHES: AtomicUsize = AtomicUsize::new(0);
/// Nobody watches.
static ALONE: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));

/// Sees to what signals do while nobody watches, also after somebody did: Ctrl-C is the quick exit, the others do what
/// the system does.
///
/// # Errors
/// When the system takes no handler.
pub fn prepare() -> io::Result<()> {
    signal_hook::flag::register_conditional_shutdown(SIGINT, 0, Arc::clone(&ALONE))?;
    for signal in [SIGTERM, SIGHUP, SIGQUIT, SIGTSTP] {
        signal_hook::flag::register_conditional_default(signal, Arc::clone(&ALONE))?;
    }
    Ok(())
}

/// The thread that waits for signals; it ends when this is dropped.
///
/// Of several, the one started last hears of being stopped and continued; the first alone ends the program.
pub struct Watch {
    handle: Handle,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    /// The loop has saved and given the terminal back.
    left: Mutex<bool>,
    leaving: Condvar,
}

impl Watch {
    /// Starts to wait. `bring` hands a signal to the loop; `last_rites` gives the terminal back and saves what it can,
    /// when the loop does not say in time that it has left.
    ///
    /// # Errors
    /// When the system gives no thread or no handlers.
    pub fn start(
        bring: impl Fn(Signal) + Send + 'static,
        last_rites: impl FnOnce() + Send + 'static,
    ) -> io::Result<Self> {
        let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT])?;
        let handle = signals.handle();
        let shared = Arc::new(Shared::default());
        let seen = Arc::clone(&shared);
        let own = WATCHES.fetch_add(1, Ordering::SeqCst) + 1;
        ALONE.store(false, Ordering::SeqCst);
        let watch = Self { handle, shared };
        thread::Builder::new().name("signals".to_owned()).spawn(move || {
            for number in signals.forever() {
                let signal = match number {
                    SIGINT if DEAF.load(Ordering::SeqCst) => continue,
                    SIGTSTP | SIGCONT if WATCHES.load(Ordering::SeqCst) != own => continue,
                    SIGINT => Signal::Quick,
                    SIGTSTP => Signal::Stop,
                    SIGCONT => Signal::Continued,
                    other => Signal::End(other),
                };
                let ends = matches!(signal, Signal::Quick | Signal::End(_));
                if ends {
                    *CALLED.lock().unwrap_or_else(PoisonError::into_inner) = Some(signal);
                }
                bring(signal);
                if ends {
                    if own == 1 && !seen.is_left_in_time() {
                        last_rites();
                        low_level::exit(i32::from(signal.code()));
                    }
                    return;
                }
            }
        })?;
        Ok(watch)
    }

    /// Says that everything is saved and the terminal is as it was.
    pub fn left(&self) {
        *self.shared.left.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.shared.leaving.notify_all();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.left();
        self.handle.close();
        let others = WATCHES.fetch_sub(1, Ordering::SeqCst) - 1;
        ALONE.store(others == 0, Ordering::SeqCst);
    }
}

impl Shared {
    /// Whether the loop leaves by itself: soon, or as soon as the disk lets it.
    fn is_left_in_time(&self) -> bool {
        let start = Instant::now();
        while !self.wait_until_left(PATIENCE) {
            let allowed = match (UNHURRIED.load(Ordering::SeqCst), WORDS_WAIT.load(Ordering::SeqCst)) {
                (1.., _) => FOR_THE_DISK,
                (0, true) => FOR_WORDS,
                (0, false) => PATIENCE,
            };
            if start.elapsed() >= allowed {
                return false;
            }
        }
        true
    }

    fn wait_until_left(&self, patience: Duration) -> bool {
        let start = Instant::now();
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        while !*left {
            let rest = patience.saturating_sub(start.elapsed());
            if rest.is_zero() {
                return false;
            }
            left = self.leaving.wait_timeout(left, rest).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }
}

/// Runs `f` while Ctrl-C belongs to a child process.
pub fn deaf<T>(f: impl FnOnce() -> T) -> T {
    DEAF.store(true, Ordering::SeqCst);
    let result = f();
    DEAF.store(false, Ordering::SeqCst);
    result
}

/// Runs `f`, which waits for the disk: whoever ends the program meanwhile waits too, so that words are not cut off.
pub fn unhurried<T>(f: impl FnOnce() -> T) -> T {
    struct Counted;
    impl Drop for Counted {
        fn drop(&mut self) {
            UNHURRIED.fetch_sub(1, Ordering::SeqCst);
        }
    }
    UNHURRIED.fetch_add(1, Ordering::SeqCst);
    let _counted = Counted;
    f()
}

/// Says whether there are words that have not been handed to the saver: then the loop gets more time to hear of a signal.
pub fn words_wait(wait: bool) {
    WORDS_WAIT.store(wait, Ordering::SeqCst);
}

/// The signal that came in to end the program, if one has.
pub fn called() -> Option<Signal> {
    *CALLED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Stops the program as the shell's job control expects; returns when it is continued.
pub fn stop() {
    // Without a handler of our own in the way this raises SIGSTOP. There is nothing to be done if it does not work.
    let _ = low_level::emulate_default_handler(SIGTSTP);
}

/// A file-size limit then fails a save, which is told, instead of ending the program (reliability, 2.4).
pub fn survive_file_limits() -> io::Result<()> {
    signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false))).map(drop)
}

/// Waits on a thread of its own, without ever waking up, for the terminal to go away; then it counts as SIGHUP, also
/// where that signal was ignored by whoever started the program.
///
/// # Errors
/// When the terminal's handle cannot be copied or the system gives no thread.
pub fn watch_terminal(terminal: BorrowedFd<'_>) -> io::Result<()> {
    let terminal = terminal.try_clone_to_owned()?;
    thread::Builder::new().name("terminal".to_owned()).spawn(move || wait_for_hangup(&terminal)).map(drop)
}

/// Whether the terminal behind this handle has gone away.
pub fn is_hung_up(terminal: BorrowedFd<'_>) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let mut looked = [PollFd::from_borrowed_fd(terminal, PollFlags::empty())];
    let found = poll(&mut looked, Some(&Timespec { tv_sec: 0, tv_nsec: 0 })).is_ok_and(|found| found > 0);
    found && looked.iter().any(|fd| fd.revents().intersects(PollFlags::HUP | PollFlags::ERR))
}

fn wait_for_hangup(terminal: &OwnedFd) {
    use rustix::event::{PollFd, PollFlags, poll};
    loop {
        // Nothing is asked for: only a hang-up or an error ends the wait.
        let mut waiting = [PollFd::from_borrowed_fd(terminal.as_fd(), PollFlags::empty())];
        match poll(&mut waiting, None) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return,
            Ok(_) => {
                let _ = rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::HUP);
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_shell() {
        assert_eq!(Signal::Quick.code(), 0);
        assert_eq!(Signal::End(SIGTERM).code(), 143);
        assert_eq!(Signal::End(SIGHUP).code(), 129);
        assert_eq!(Signal::End(SIGQUIT).code(), 131);
    }

    #[test]
    fn one_who_has_left_is_not_waited_for() {
        let shared = Shared::default();
        assert!(!shared.wait_until_left(Duration::ZERO));
        *shared.left.lock().expect("not poisoned") = true;
        assert!(shared.wait_until_left(Duration::ZERO));
    }
}
