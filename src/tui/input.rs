//! Input: a thread that only ever waits for the next key, and can be parked while something else reads the terminal.

use std::io;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event;
use rustix::process::{Signal, getpid, kill_process};

/// What the thread hears.
#[derive(Debug)]
pub enum Input {
    /// A key, a paste, the mouse, a size.
    Event(event::Event),
    /// There will be no more.
    Gone(io::Error),
}

/// How long a thread in the middle of an unfinished key sequence is waited for.
const PATIENCE: Duration = Duration::from_millis(300);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Duty {
    Read,
    Park,
    Parked,
    Done,
}

/// The thread.
pub struct Ears(Arc<(Mutex<Duty>, Condvar)>);

impl Ears {
    /// Starts to listen; everything heard goes to `hear`, in order.
    pub fn start(hear: impl Fn(Input) + Send + 'static) -> io::Result<Self> {
        let shared = Arc::new((Mutex::new(Duty::Read), Condvar::new()));
        let own = Arc::clone(&shared);
        thread::Builder::new().name("input".to_owned()).spawn(move || listen(&own, &hear))?;
        Ok(Self(shared))
    }

    /// Parks the thread: on return it reads nothing more, until [`Ears::resume`]. Returns whether it is parked;
    /// in the middle of an unfinished sequence of bytes it may not be.
    pub fn park(&self) -> bool {
        let (duty, changed) = &*self.0;
        let mut now = duty.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*now, Duty::Parked | Duty::Done) {
            return true;
        }
        *now = Duty::Park;
        // A change of size is the one thing besides a key that ends the wait.
        let _ = kill_process(getpid(), Signal::WINCH);
        let until = Instant::now() + PATIENCE;
        while *now == Duty::Park {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return false;
            }
            now = changed.wait_timeout(now, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    /// Lets the thread read again.
    pub fn resume(&self) {
        let (duty, changed) = &*self.0;
        let mut now = duty.lock().unwrap_or_else(PoisonError::into_inner);
        if *now != Duty::Done {
            *now = Duty::Read;
        }
        changed.notify_all();
    }
}

fn listen(shared: &(Mutex<Duty>, Condvar), hear: &impl Fn(Input)) {
    let (duty, changed) = shared;
    loop {
        let heard = event::read();
        let mut now = duty.lock().unwrap_or_else(PoisonError::into_inner);
        let parked = *now == Duty::Park;
        match heard {
            // The wake-up itself; the size is asked for again afterwards anyway.
            Ok(event::Event::Resize(..)) if parked => {}
            Ok(event) => hear(Input::Event(event)),
            Err(error) => {
                *now = Duty::Done;
                changed.notify_all();
                hear(Input::Gone(error));
                return;
            }
        }
        if parked {
            *now = Duty::Parked;
            changed.notify_all();
            while *now == Duty::Parked {
                now = changed.wait(now).unwrap_or_else(PoisonError::into_inner);
            }
        }
    }
}
