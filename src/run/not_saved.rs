//! Not saved: why words are not on the disk, as it is said while there is time to mend it, and afterwards.

use crate::store::{DiskFault, SaveFault};

/// What is said of words written into a session that is open for reading.
const ONLY_READ: &str = "This session is open for reading only, so what you wrote here is not saved. \
                         What was saved before is as it was.";

/// Why something is not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotSaved {
    /// A clause with no full stop, for when it is over.
    pub reason: String,
    /// Whole sentences while the words are still in memory: what happened, what is safe, what to do.
    pub said: String,
}

impl NotSaved {
    /// The store did not take it.
    pub fn of(fault: &SaveFault) -> Self {
        Self { reason: fault.reason(), said: fault.to_string() }
    }

    /// It was written, and the disk did not confirm it.
    pub fn doubtful(fault: &DiskFault) -> Self {
        let said = format!("Saved, but the disk is not sure of it: {fault}. {}", fault.mend());
        Self { reason: format!("the disk is not sure of the last save: {fault}"), said }
    }

    /// The thread that saves is gone.
    pub fn broken() -> Self {
        Self::named("the part that saves has broken", "What was saved before is still there.")
    }

    /// No thread could be started.
    pub fn no_thread() -> Self {
        Self::named("the system gave no thread to save on", "It is tried again.")
    }

    /// Leaving could not wait for the disk any longer.
    pub fn busy() -> Self {
        let said = "The disk has not answered, so the last words may not be saved.".to_owned();
        Self { reason: "the disk has not answered".to_owned(), said }
    }

    /// The session is open for reading alone, and was written in all the same.
    pub fn only_read() -> Self {
        let reason = "this session is open for reading only".to_owned();
        Self { reason, said: ONLY_READ.to_owned() }
    }

    fn named(reason: &str, more: &str) -> Self {
        Self { reason: reason.to_owned(), said: format!("Not saved: {reason}. {more}") }
    }
}
