//! The terminal itself while something is asked on it outside of a front: keys are taken one by one, nothing of them shows
//! by itself, signals are heard at once, and the terminal is given back whatever happens.

use std::fs::File;
use std::io::{self, PipeReader, Read as _, Write as _};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Arc, Mutex, PoisonError};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use unicode_width::UnicodeWidthChar as _;
use zeroize::Zeroizing;

use crate::signals::{self, Signal, Watch};

/// The most bytes of a line that are taken; what may be in it is for whoever asks to say.
const LONGEST: usize = 8 * 1024;

/// What came of asking for a line.
#[derive(Debug, PartialEq, Eq)]
pub enum Typed {
    /// A line, without its break.
    Line(Zeroizing<String>),
    /// The person would rather not (Escape, Ctrl-D), or there is no more input.
    Declined,
    /// A signal that ends the program.
    Ended(Signal),
}

/// Whether what is typed is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Echo {
    /// It is.
    Shown,
    /// It is not.
    Hidden,
}

/// The terminal, how it was, and what signals came in.
pub struct Tty {
    terminal: File,
    watch: Option<Watch>,
    came: Arc<Mutex<Vec<Signal>>>,
    bell: PipeReader,
}

/// How the terminal was, while it is quiet: given back from any thread, once.
static HELD: Mutex<Option<(OwnedFd, Termios)>> = Mutex::new(None);

/// Gives the terminal back as it was. Doing it twice does nothing more.
pub fn give_back() {
    if let Some((terminal, before)) = HELD.lock().unwrap_or_else(PoisonError::into_inner).take() {
        // What was typed and not read stays for whoever reads next.
        let _ = tcsetattr(&terminal, OptionalActions::Now, &before);
    }
}

impl Tty {
    /// Makes this terminal quiet.
    ///
    /// # Errors
    /// When it is no terminal, or the system gives no thread to hear signals on.
    pub fn take(terminal: File) -> io::Result<Self> {
        let came: Arc<Mutex<Vec<Signal>>> = Arc::default();
        let (bell, rings) = io::pipe()?;
        let heard = Arc::clone(&came);
        let bring = move |signal| {
            heard.lock().unwrap_or_else(PoisonError::into_inner).push(signal);
            // Whoever reads wakes up; nobody does when nobody asks any more.
            let _ = (&rings).write_all(b"!");
        };
        let watch = Watch::start(bring, give_back)?;
        let tty = Self { terminal, watch: Some(watch), came, bell };
        tty.quiet(OptionalActions::Flush)?;
        Ok(tty)
    }

    /// No echo and no lines; Ctrl-C and Ctrl-Z stay signals, and leave no sign of themselves.
    fn quiet(&self, actions: OptionalActions) -> io::Result<()> {
        let before = tcgetattr(&self.terminal)?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::IEXTEN);
        quiet.local_modes.insert(LocalModes::NOFLSH);
        quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
        quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
        let owned = self.terminal.as_fd().try_clone_to_owned()?;
        *HELD.lock().unwrap_or_else(PoisonError::into_inner) = Some((owned, before));
        tcsetattr(&self.terminal, actions, &quiet)?;
        Ok(())
    }

    /// Says something.
    pub fn say(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.terminal, "{words}")
    }

    /// A signal that ends the program and came in meanwhile.
    pub fn ended(&self) -> Option<Signal> {
        let came = self.came.lock().unwrap_or_else(PoisonError::into_inner);
        came.iter().copied().find(|signal| matches!(signal, Signal::Quick | Signal::End(_)))
    }

    /// Asks for a line.
    pub fn line(&mut self, question: &str, echo: Echo) -> io::Result<Typed> {
        write!(self.terminal, "{question}")?;
        let mut line = Line::new(echo);
        loop {
            if let Some(signal) = self.ended() {
                return Ok(Typed::Ended(signal));
            }
            if self.heard_a_signal()? {
                if self.is_to_stop() {
                    self.stop()?;
                    write!(self.terminal, "{question}{}", line.shown())?;
                }
                continue;
            }
            let mut key = [0_u8; 1];
            let step = match self.terminal.read(&mut key) {
                Ok(0) => Step::Done(Typed::Declined),
                Ok(_) => line.key(key[0]),
                Err(fault) if fault.kind() == io::ErrorKind::Interrupted => continue,
                Err(fault) => return Err(fault),
            };
            match step {
                Step::Show(words) => self.terminal.write_all(words.as_bytes())?,
                Step::Done(typed) => {
                    writeln!(self.terminal)?;
                    return Ok(typed);
                }
            }
        }
    }

    /// Waits for a key or a signal; whether it was a signal.
    fn heard_a_signal(&mut self) -> io::Result<bool> {
        let mut waiting =
            [PollFd::new(&self.bell, PollFlags::IN), PollFd::from_borrowed_fd(self.terminal.as_fd(), PollFlags::IN)];
        match poll(&mut waiting, None) {
            Ok(_) | Err(rustix::io::Errno::INTR) => {}
            Err(fault) => return Err(fault.into()),
        }
        let [bell, key] = &waiting;
        let (rung, typed) = (!bell.revents().is_empty(), !key.revents().is_empty());
        if rung {
            let mut rings = [0_u8; 16];
            let _ = self.bell.read(&mut rings)?;
        }
        Ok(rung || !typed)
    }

    fn is_to_stop(&self) -> bool {
        let mut came = self.came.lock().unwrap_or_else(PoisonError::into_inner);
        let stop = came.contains(&Signal::Stop);
        came.retain(|signal| !matches!(signal, Signal::Stop | Signal::Continued));
        stop
    }

    /// The shell has the terminal while the program is stopped.
    fn stop(&self) -> io::Result<()> {
        give_back();
        signals::stop();
        self.quiet(OptionalActions::Now)
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        give_back();
        self.watch.take();
    }
}

/// A line being typed.
struct Line {
    typed: Zeroizing<Vec<u8>>,
    echo: Echo,
}

enum Step {
    /// To be seen on the terminal.
    Show(String),
    Done(Typed),
}

impl Line {
    fn new(echo: Echo) -> Self {
        // Room from the start, so that growing leaves no copy behind.
        Self { typed: Zeroizing::new(Vec::with_capacity(LONGEST)), echo }
    }

    fn shown(&self) -> String {
        match self.echo {
            Echo::Shown => String::from_utf8_lossy(&self.typed).into_owned(),
            Echo::Hidden => String::new(),
        }
    }

    fn key(&mut self, byte: u8) -> Step {
        let before = self.shown();
        match byte {
            b'\r' | b'\n' => {
                let words = String::from_utf8_lossy(&self.typed).into_owned();
                return Step::Done(Typed::Line(Zeroizing::new(words)));
            }
            // Ctrl-C where it comes as a key, Ctrl-D, Escape.
            0x03 => return Step::Done(Typed::Ended(Signal::Quick)),
            0x04 | 0x1b => return Step::Done(Typed::Declined),
            // Backspace takes one character, Ctrl-U all.
            0x08 | 0x7f => while self.typed.pop().is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000) {},
            0x15 => self.typed.clear(),
            0..0x20 => {}
            byte if self.typed.len() < LONGEST => self.typed.push(byte),
            _ => {}
        }
        Step::Show(difference(&before, &self.shown()))
    }
}

/// What turns one line on the terminal into another that begins or ends like it. A character that is not whole yet
/// waits for its other bytes.
fn difference(before: &str, after: &str) -> String {
    let whole = |text: &str| text.trim_end_matches('\u{fffd}').to_owned();
    let (before, after) = (whole(before), whole(after));
    if let Some(more) = after.strip_prefix(before.as_str()) {
        return more.to_owned();
    }
    let gone = before.strip_prefix(after.as_str()).unwrap_or(&before);
    "\u{8} \u{8}".repeat(gone.chars().map(|c| c.width().unwrap_or(0)).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The line that comes of these keys, and what is seen of it.
    fn typed(keys: &[u8], echo: Echo) -> (Option<Typed>, String) {
        let mut line = Line::new(echo);
        let mut seen = String::new();
        for key in keys {
            match line.key(*key) {
                Step::Show(words) => seen.push_str(&words),
                Step::Done(typed) => return (Some(typed), seen),
            }
        }
        (None, seen)
    }

    #[track_caller]
    fn check(keys: &[u8], expected: &str) {
        let line = Typed::Line(Zeroizing::new(expected.to_owned()));
        assert_eq!(typed(keys, Echo::Hidden), (Some(line), String::new()));
    }

    #[test]
    fn keys_up_to_enter_are_the_line_and_are_hidden() {
        check(b"four words in a row\nrest", "four words in a row");
        check("Größe\r".as_bytes(), "Größe");
        check("Grö\u{7f}\u{7f}o\n".as_bytes(), "Go");
        check(b"\x7fa\x15b\n", "b");
        check(b"\n", "");
        check(b"a\x1ab\x16\tc\n", "abc");
    }

    #[test]
    fn whoever_would_rather_not_says_so() {
        for keys in [&b"\x1b"[..], b"\x04"] {
            assert_eq!(typed(keys, Echo::Hidden).0, Some(Typed::Declined));
        }
        assert_eq!(typed(b"half\x03", Echo::Hidden).0, Some(Typed::Ended(Signal::Quick)));
        assert_eq!(typed(b"half", Echo::Hidden).0, None);
    }

    #[test]
    fn what_may_be_seen_is_seen_and_taken_back() {
        assert_eq!(typed(b"yes", Echo::Shown).1, "yes");
        assert_eq!(typed("né\u{7f}o".as_bytes(), Echo::Shown).1, "né\u{8} \u{8}o");
        assert_eq!(typed("漢\u{7f}".as_bytes(), Echo::Shown).1, "漢\u{8} \u{8}\u{8} \u{8}");
        assert_eq!(typed(b"ab\x15", Echo::Shown).1, "ab\u{8} \u{8}\u{8} \u{8}");
        assert_eq!(typed(b"a\x1bb", Echo::Shown).1, "a");
    }
}
