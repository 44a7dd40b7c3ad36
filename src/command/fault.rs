//! What can go wrong in a command, as a person reads it.

use std::fmt;
use std::io;
use std::process::ExitCode;

use crate::signals::Signal;

/// What a command comes to: an exit code, or a fault to be told.
pub type Outcome = anyhow::Result<ExitCode>;

/// A fault in words: what happened, what is safe, what to do. It never quotes what a person wrote.
#[derive(Debug)]
pub struct Fault {
    words: String,
    code: u8,
}

impl Fault {
    /// Something went wrong: exit code 1.
    pub fn said(words: impl fmt::Display) -> anyhow::Error {
        Self { words: words.to_string(), code: 1 }.into()
    }

    /// The command was used wrongly, or in a place where it cannot work: exit code 2.
    pub fn usage(words: impl fmt::Display) -> anyhow::Error {
        Self { words: words.to_string(), code: 2 }.into()
    }

    /// A signal ended it, the quick exit among them: there is nothing to say.
    pub fn ended(signal: Signal) -> anyhow::Error {
        Self { words: String::new(), code: signal.code() }.into()
    }

    /// The end of the program, if a signal asked for it.
    pub fn is_end(fault: &anyhow::Error) -> bool {
        fault.downcast_ref::<Self>().is_some_and(|fault| fault.words.is_empty())
    }

    /// The exit code that goes with a fault.
    pub fn code(fault: &anyhow::Error) -> u8 {
        fault.downcast_ref::<Self>().map_or(1, |fault| fault.code)
    }

    /// Nobody reads the output any more (`| head`): that is no fault.
    pub fn is_nobody_reading(fault: &anyhow::Error) -> bool {
        fault.downcast_ref::<io::Error>().is_some_and(|fault| fault.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words)
    }
}

impl std::error::Error for Fault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_quiet_ends_are_told_apart() {
        assert_eq!(Fault::code(&Fault::said("x")), 1);
        assert_eq!(Fault::code(&Fault::usage("x")), 2);
        let broken: anyhow::Error = io::Error::from(io::ErrorKind::BrokenPipe).into();
        assert_eq!(Fault::code(&broken), 1);
        assert!(Fault::is_nobody_reading(&broken));
        assert!(!Fault::is_nobody_reading(&io::Error::from(io::ErrorKind::StorageFull).into()));
        assert!(!Fault::is_nobody_reading(&Fault::said("x")));
        let ended = Fault::ended(Signal::Quick);
        assert!(Fault::is_end(&ended) && !Fault::is_end(&Fault::said("x")));
        assert_eq!((Fault::code(&ended), Fault::code(&Fault::ended(Signal::End(15)))), (0, 143));
    }
}
