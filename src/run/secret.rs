//! A passphrase asked for on the terminal itself, never on standard input, and never shown.

use std::fs::OpenOptions;
use std::io;

use unicode_segmentation::UnicodeSegmentation as _;
use zeroize::Zeroizing;

use super::News;
use super::tty::{Echo, Tty, Typed};
use crate::front::{Asked, Judge, SIGN, Secret, SecretAsk};
use crate::store::Passphrase;

/// A passphrase of fewer characters is short.
const LONG_ENOUGH: usize = 8;
/// What is said of a short one.
const SHORT: &str = "That one is short: somebody who has the files can find it by trying. Nothing has been changed. \
                     To use it all the same, type it again. A few words in a row are longer, and easy to keep in mind.";

/// A new passphrase being chosen: a short one counts only once it is given again.
#[derive(Debug, Default)]
pub struct Choosing {
    short: Option<Secret>,
}

impl Choosing {
    /// The passphrase; what to say if it does not count, or not yet.
    pub fn judge(&mut self, given: &Secret) -> Result<Passphrase, String> {
        let chosen = super::passphrase(given)?;
        let again = self.short.take().is_some_and(|short| short.is_again(given.expose()));
        if again || given.expose().graphemes(true).count() >= LONG_ENOUGH {
            return Ok(chosen);
        }
        self.short = Some(Secret::new(given.expose().to_owned()));
        Err(SHORT.to_owned())
    }
}

/// Asks on `/dev/tty` until one is taken. The terminal stays quiet from the first word to the last, also while a
/// passphrase is tried: what is typed meanwhile does not show and is not lost.
///
/// # Errors
/// [`io::ErrorKind::Unsupported`] when there is no terminal to ask on; else when it is gone.
pub fn ask(ask: &SecretAsk, judge: &mut Judge<'_>) -> io::Result<Asked<News>> {
    let open = OpenOptions::new().read(true).write(true).open("/dev/tty");
    let terminal = open.map_err(|fault| io::Error::new(io::ErrorKind::Unsupported, fault))?;
    // Quiet before a word is written: whoever sees it can type at once, and nothing of that shows or is dropped.
    let mut tty = Tty::take(terminal)?;
    say(&mut tty, &ask.reason)?;
    loop {
        let secret = match once(&mut tty, ask)? {
            Ok(secret) => secret,
            Err(otherwise) => return Ok(otherwise),
        };
        let judged = judge(&secret);
        // One that came in while the passphrase was tried.
        if let Some(signal) = tty.ended() {
            return Ok(Asked::News(News::Signal(signal)));
        }
        match judged {
            Ok(()) => return Ok(Asked::Taken),
            Err(complaint) => say(&mut tty, &complaint)?,
        }
    }
}

fn say(tty: &mut Tty, words: &str) -> io::Result<()> {
    let sign = format!("{SIGN} ");
    let margins = textwrap::Options::new(76).initial_indent(&sign).subsequent_indent(&sign);
    if words.is_empty() { Ok(()) } else { tty.say(&textwrap::fill(words, margins)) }
}

/// One passphrase, typed twice where that is asked for; or what else came of it.
fn once(tty: &mut Tty, ask: &SecretAsk) -> io::Result<Result<Secret, Asked<News>>> {
    loop {
        let first = match line(tty, &ask.question)? {
            Ok(first) => first,
            Err(otherwise) => return Ok(Err(otherwise)),
        };
        let first = Secret::new(first.to_string());
        if !ask.twice {
            return Ok(Ok(first));
        }
        let second = match line(tty, "The same once more")? {
            Ok(second) => second,
            Err(otherwise) => return Ok(Err(otherwise)),
        };
        if first.is_again(&second) {
            return Ok(Ok(first));
        }
        say(tty, "The two are not the same. Please type both again.")?;
    }
}

fn line(tty: &mut Tty, question: &str) -> io::Result<Result<Zeroizing<String>, Asked<News>>> {
    Ok(match tty.line(&format!("{SIGN} {question}: "), Echo::Hidden)? {
        Typed::Line(line) => Ok(line),
        Typed::Declined => Err(Asked::Declined),
        Typed::Ended(signal) => Err(Asked::News(News::Signal(signal))),
    })
}

#[cfg(test)]
mod tests {
    use super::Choosing;
    use crate::front::Secret;

    fn taken(given: &[&str]) -> Vec<bool> {
        let mut choosing = Choosing::default();
        given.iter().map(|typed| choosing.judge(&Secret::new((*typed).to_owned())).is_ok()).collect()
    }

    #[test]
    fn a_short_passphrase_counts_once_it_is_given_again() {
        assert_eq!(taken(&["four words in a row"]), [true]);
        assert_eq!(taken(&["abc", "abc"]), [false, true]);
        assert_eq!(taken(&["abc", "abd", "abc"]), [false, false, false]);
        assert_eq!(taken(&["", "", "1234567\u{e9}"]), [false, false, true]);
        assert_eq!(
            taken(&["\u{e9}t\u{e9}", "e\u{301}te\u{301}"]),
            [false, true],
            "the same letters, composed in two ways"
        );
    }
}
