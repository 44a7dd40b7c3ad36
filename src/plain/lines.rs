//! Lines from whatever is read, one when asked for: nothing is read ahead, so that a passphrase asked for on the
//! terminal gets the keys meant for it.

use std::io::{self, BufRead, Read as _};
use std::sync::mpsc;
use std::thread;

/// The longest line that is taken, in bytes: above what one answer may hold, so that the answer's own limit speaks.
const LONGEST: u64 = 2 * 1024 * 1024;

/// What came of reading.
#[derive(Debug)]
pub enum Line {
    /// A line without its break.
    Words(String),
    /// A line beyond every limit; it was passed over whole.
    TooLong,
    /// There is no more.
    End,
    /// It cannot be read any more.
    Failed(io::Error),
}

/// Reads lines on a thread of its own.
#[derive(Debug)]
pub struct Lines {
    wanted: mpsc::Sender<()>,
}

impl Lines {
    /// Starts to wait for wishes; `bring` gets each line that was asked for.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn new(mut input: impl BufRead + Send + 'static, bring: impl Fn(Line) + Send + 'static) -> io::Result<Self> {
        let (wanted, wishes) = mpsc::channel();
        thread::Builder::new().name("lines".to_owned()).spawn(move || {
            while wishes.recv().is_ok() {
                bring(read(&mut input));
            }
        })?;
        Ok(Self { wanted })
    }

    /// Asks for the next line.
    pub fn want(&self) {
        // The thread outlives every wish; were it gone, nothing would come, and that is what the caller sees.
        let _ = self.wanted.send(());
    }
}

/// The next line. Bytes that are no UTF-8 become the sign for it; a missing break at the end is no loss.
fn read(input: &mut impl BufRead) -> Line {
    let mut bytes = Vec::new();
    match input.take(LONGEST).read_until(b'\n', &mut bytes) {
        Err(fault) => return Line::Failed(fault),
        Ok(0) => return Line::End,
        Ok(_) => {}
    }
    if bytes.last() != Some(&b'\n') && bytes.len() as u64 == LONGEST {
        return pass_over(input);
    }
    let words = String::from_utf8_lossy(&bytes);
    Line::Words(words.trim_end_matches(['\n', '\r']).to_owned())
}

/// Reads to the end of a line and forgets it.
fn pass_over(input: &mut impl BufRead) -> Line {
    loop {
        let (used, found) = match input.fill_buf() {
            Err(fault) if fault.kind() == io::ErrorKind::Interrupted => continue,
            Err(fault) => return Line::Failed(fault),
            Ok([]) => return Line::TooLong,
            Ok(buffer) => match buffer.iter().position(|byte| *byte == b'\n') {
                Some(at) => (at + 1, true),
                None => (buffer.len(), false),
            },
        };
        input.consume(used);
        if found {
            return Line::TooLong;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(input: &[u8]) -> Vec<String> {
        let mut input = io::BufReader::with_capacity(16, input);
        let mut found = Vec::new();
        loop {
            match read(&mut input) {
                Line::Words(words) if words.len() > 100 => found.push(format!("{} bytes", words.len())),
                Line::Words(words) => found.push(words),
                Line::TooLong => found.push("TOO LONG".to_owned()),
                Line::End => return found,
                Line::Failed(fault) => panic!("{fault}"),
            }
        }
    }

    #[test]
    fn breaks_of_every_system_and_a_missing_one_are_read() {
        assert_eq!(all(b"a\r\nb\n\nlast"), ["a", "b", "", "last"]);
        assert_eq!(all(b"\xff!\n"), ["\u{fffd}!"]);
        assert!(all(b"").is_empty());
    }

    #[test]
    fn a_line_beyond_every_limit_is_passed_over_whole() {
        let limit = usize::try_from(LONGEST).expect("fits");
        let mut input = vec![b'x'; limit + 5];
        input.extend_from_slice(b"\nnext\n");
        assert_eq!(all(&input), ["TOO LONG", "next"]);
        let mut input = vec![b'x'; limit - 1];
        input.extend_from_slice(b"\nnext\n");
        assert_eq!(all(&input), [format!("{} bytes", limit - 1), "next".to_owned()]);
    }
}
