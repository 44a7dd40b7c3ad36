//! Sealing: passphrases, and what a sealed file looks like from outside.
//!
//! Sealed files are in the `age` format: one X25519 identity per data folder, itself sealed under the passphrase. The
//! stock `age` tool opens everything: `age -d -i key.age sessions/….toml.age`. What is sealed is padded to steps of
//! 4 KiB, so that a file's size says little.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

#[cfg(feature = "encrypt")]
mod age;
#[cfg(feature = "encrypt")]
mod padding;
#[cfg(feature = "encrypt")]
pub(crate) use age::Key;
#[cfg(not(feature = "encrypt"))]
mod off;
#[cfg(not(feature = "encrypt"))]
pub(crate) use off::Key;

/// No sealed file is larger than the largest plain one by more than this many bytes: padding, header, and 16 bytes
/// per 64 KiB; armoured, a third more.
pub(crate) const OVERHEAD: u64 = 2 * 1024 * 1024;

/// A passphrase, in the form in which it is used. It is wiped from memory when dropped, and never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(Zeroizing<String>);

/// Why something cannot be a passphrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PassphraseFault {
    /// There is nothing in it.
    Empty,
    /// It is longer than [`Passphrase::LONGEST`] bytes.
    TooLong,
}

impl fmt::Display for PassphraseFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "A passphrase needs at least one character. Nothing has been changed. A few words in a row are easy to keep in mind.",
            Self::TooLong => "That is more than a passphrase can hold (1,024 bytes). Nothing has been changed. A shorter one works as well.",
        })
    }
}

impl std::error::Error for PassphraseFault {}

impl Passphrase {
    /// The most bytes a passphrase may have.
    pub const LONGEST: usize = 1024;

    /// Takes what was typed: one line end at its end is not part of it, and accented letters count as the same
    /// however the keyboard composed them (Unicode NFC).
    #[expect(clippy::needless_pass_by_value, reason = "what was typed is wiped here")]
    pub fn new(typed: Zeroizing<String>) -> Result<Self, PassphraseFault> {
        let line = typed.strip_suffix('\n').unwrap_or(&typed);
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.len() > Self::LONGEST * 2 {
            return Err(PassphraseFault::TooLong);
        }
        // Room from the start, so that growing leaves no copy behind.
        let mut normal = Zeroizing::new(String::with_capacity(Self::LONGEST * 8));
        normal.extend(line.nfc());
        match normal.len() {
            0 => Err(PassphraseFault::Empty),
            len if len > Self::LONGEST => Err(PassphraseFault::TooLong),
            _ => Ok(Self(normal)),
        }
    }

    #[cfg(any(test, feature = "encrypt"))]
    pub(crate) fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// How much work it is to try one passphrase: scrypt with N = 2 to this power, and so 2 to this power KiB of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Work(u8);

impl Work {
    /// About half a second and 128 MiB: said explicitly, since a measured choice can take a gigabyte.
    pub(crate) const USUAL: Self = Self(17);
    /// More than this is refused at once.
    #[cfg(feature = "encrypt")]
    pub(crate) const MOST: Self = Self(22);

    /// Little work, for tests alone.
    #[cfg(test)]
    pub(crate) const LITTLE: Self = Self(2);

    #[cfg(feature = "encrypt")]
    pub(crate) fn power(self) -> u8 {
        self.0
    }
}

/// Why a sealed key does not come open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnwrapFault {
    /// Either the passphrase is another, or the file was changed in a way that looks the same.
    DoesNotOpen,
    /// The file is not a whole sealed key.
    Damaged,
    /// It asks for more work than [`Work::MOST`].
    TooMuchWork,
    /// This program was built without sealing.
    NotBuilt,
}

/// Whether these are the first bytes of a sealed file.
pub(crate) fn looks_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"age-encryption.org/") || bytes.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Result<&str, PassphraseFault>) {
        let found = Passphrase::new(Zeroizing::new(typed.to_owned()));
        assert_eq!(found.as_ref().map(Passphrase::text).map_err(|fault| *fault), expected);
    }

    #[test]
    fn a_passphrase_is_the_same_however_it_is_typed() {
        check("", Err(PassphraseFault::Empty));
        check("\n", Err(PassphraseFault::Empty));
        check("caf\u{e9}\r\n", Ok("caf\u{e9}"));
        check("cafe\u{301}", Ok("caf\u{e9}"));
        check(" two words ", Ok(" two words "));
        check(&"a".repeat(1024), Ok(&"a".repeat(1024)));
        check(&"a".repeat(1025), Err(PassphraseFault::TooLong));
        check(&"a".repeat(10_000), Err(PassphraseFault::TooLong));
    }

    #[test]
    fn a_passphrase_is_never_shown() {
        let secret = Passphrase::new(Zeroizing::new("canary".to_owned())).expect("a passphrase");
        assert!(!format!("{secret:?}").contains("canary"));
    }
}
