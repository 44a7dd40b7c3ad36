//! Standard output. A write that fails says what happened, what is safe, and what to do.

use std::fmt;
use std::io::{self, Write};

use crate::store::DiskFault;

/// Standard output, whose faults are words.
pub struct Output(io::Stdout);

impl Output {
    /// That of this program.
    pub fn new() -> Self {
        Self(io::stdout())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(in_words)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(in_words)
    }
}

/// A fault of standard output in words; where nobody reads any more there is nothing to say.
pub fn in_words(fault: io::Error) -> io::Error {
    match fault.kind() {
        io::ErrorKind::BrokenPipe => fault,
        kind => io::Error::new(kind, Unwritten(DiskFault::of(&fault))),
    }
}

#[derive(Debug)]
struct Unwritten(DiskFault);

impl fmt::Display for Unwritten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "What there is to say could not be written where the output goes: {}. What is saved is safe. Another place for the output, or more room in this one, helps.",
            self.0
        )
    }
}

impl std::error::Error for Unwritten {}
