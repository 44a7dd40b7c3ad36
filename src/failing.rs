//! Failing: what happens when a part of the program panics, on whatever thread. The terminal is given back, one sentence
//! says where it was and never what about, and the loop is told, so that it saves and the whole program ends.

use std::io::{self, Write as _};
use std::sync::{Mutex, PoisonError};

use crate::run::tty;
use crate::tui::guard;

/// The exit code of a fault of our own.
pub const OUR_FAULT: u8 = 70;
/// What is true when no session was open.
pub const NOTHING_OPEN: &str = "No file is left half written. Starting again is safe.";

type Listener = Box<dyn Fn() + Send>;

/// Who is told.
static LISTENER: Mutex<Option<Listener>> = Mutex::new(None);

/// From now on `f` is called when a part of the program has failed.
pub fn tell(f: impl Fn() + Send + 'static) {
    *LISTENER.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(f));
}

/// Sees to it that a failure gives the terminal back and is told. Its message is never printed: it may hold a person's
/// words.
pub fn install_hook() {
    std::panic::set_hook(Box::new(|info| {
        tty::give_back();
        guard::restore();
        let place = info.location().map_or_else(String::new, |at| format!(" ({}:{})", at.file(), at.line()));
        let _ = writeln!(io::stderr(), "Stepback failed and had to stop{place}.");
        if let Ok(listener) = LISTENER.try_lock()
            && let Some(tell) = listener.as_ref()
        {
            tell();
        }
    }));
}
