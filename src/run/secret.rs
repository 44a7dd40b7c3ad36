//! A passphrase asked for on the terminal itself, never on standard input, and never shown.

use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::os::fd::{AsFd as _, OwnedFd};

use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios, tcgetattr, tcsetattr};
use zeroize::Zeroizing;

use crate::front::{Secret, SecretAsk};
use crate::signals::Watch;

/// The most bytes that are taken; what a passphrase may have is the store's to say.
const LONGEST: usize = 8 * 1024;

/// Asks on `/dev/tty`. `None` when the person would rather not (Ctrl-C, Ctrl-D, Escape).
///
/// # Errors
/// When there is no terminal to ask on.
pub fn ask(ask: &SecretAsk) -> io::Result<Option<Secret>> {
    let mut terminal = OpenOptions::new().read(true).write(true).open("/dev/tty")?;
    // Quiet before a word is written: whoever sees it can type at once, and nothing of that shows or is dropped.
    let _quiet = Quiet::new(&terminal)?;
    for line in [&ask.reason, &ask.complaint].into_iter().filter(|line| !line.is_empty()) {
        writeln!(terminal, "{}", textwrap::fill(line, 76))?;
    }
    loop {
        let Some(first) = ask_once(&mut terminal, &ask.question)? else { return Ok(None) };
        if !ask.twice {
            return Ok(Some(Secret::new(first.to_string())));
        }
        let Some(second) = ask_once(&mut terminal, "The same once more")? else { return Ok(None) };
        if first == second {
            return Ok(Some(Secret::new(first.to_string())));
        }
        writeln!(terminal, "The two are not the same. Please type both again.")?;
    }
}

fn ask_once(terminal: &mut File, question: &str) -> io::Result<Option<Zeroizing<String>>> {
    write!(terminal, "{question}: ")?;
    let typed = read_quietly(terminal);
    writeln!(terminal)?;
    typed
}

/// The terminal without echo, as it was again afterwards, whatever happens.
struct Quiet {
    terminal: OwnedFd,
    before: Termios,
    /// Gives the terminal back if the program is ended meanwhile.
    _watch: Watch,
}

impl Quiet {
    fn new(terminal: &File) -> io::Result<Self> {
        let before = tcgetattr(terminal)?;
        let mut quiet = before.clone();
        // Keys come one by one, Ctrl-C as a key: the program itself decides what it means here.
        quiet.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG | LocalModes::IEXTEN);
        quiet.special_codes[SpecialCodeIndex::VMIN] = 1;
        quiet.special_codes[SpecialCodeIndex::VTIME] = 0;
        let (owned, rescue) = (terminal.as_fd().try_clone_to_owned()?, terminal.as_fd().try_clone_to_owned()?);
        let as_it_was = before.clone();
        let watch = Watch::start(
            |_| {},
            move || {
                let _ = tcsetattr(&rescue, OptionalActions::Now, &as_it_was);
            },
        )?;
        tcsetattr(&owned, OptionalActions::Flush, &quiet)?;
        Ok(Self { terminal: owned, before, _watch: watch })
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        let _ = tcsetattr(&self.terminal, OptionalActions::Now, &self.before);
    }
}

/// Takes keys up to Enter.
fn read_quietly(terminal: &mut impl io::Read) -> io::Result<Option<Zeroizing<String>>> {
    // Room from the start, so that growing leaves no copy behind.
    let mut typed = Zeroizing::new(Vec::with_capacity(LONGEST));
    let mut key = [0_u8; 1];
    loop {
        if terminal.read(&mut key)? == 0 {
            return Ok(None);
        }
        match key[0] {
            b'\r' | b'\n' => break,
            // Ctrl-C, Ctrl-D, Escape.
            0x03 | 0x04 | 0x1b => return Ok(None),
            // Backspace takes one character, Ctrl-U all.
            0x08 | 0x7f => while typed.pop().is_some_and(|byte| byte & 0b1100_0000 == 0b1000_0000) {},
            0x15 => typed.clear(),
            byte if typed.len() < LONGEST => typed.push(byte),
            _ => {}
        }
    }
    Ok(Some(Zeroizing::new(String::from_utf8_lossy(&typed).into_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(keys: &[u8], expected: Option<&str>) {
        let typed = read_quietly(&mut io::Cursor::new(keys)).expect("keys");
        assert_eq!(typed.as_ref().map(|typed| typed.as_str()), expected);
    }

    #[test]
    fn keys_up_to_enter_are_the_passphrase() {
        check(b"four words in a row\nrest", Some("four words in a row"));
        check("Größe\r".as_bytes(), Some("Größe"));
        check("Grö\u{7f}\u{7f}o\n".as_bytes(), Some("Go"));
        check(b"\x7fa\x15b\n", Some("b"));
        check(b"\n", Some(""));
    }

    #[test]
    fn whoever_would_rather_not_says_so() {
        check(b"half\x03", None);
        check(b"\x1b", None);
        check(b"\x04", None);
        check(b"half", None);
    }
}
