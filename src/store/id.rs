//! Session ids: 128 random bits as 32 hex digits, and how a shortened one is found.

use std::fmt;
use std::io;

use super::files::Files;

/// Which session: 32 lower-case hex digits made of 128 random bits.
///
/// It is the name of the session's file and says nothing about when or what.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(String);

impl SessionId {
    /// How many hex digits an id has.
    pub const DIGITS: usize = 32;

    /// A new id from the machine's random source. Fails only where that source does.
    pub(crate) fn random(files: &dyn Files) -> io::Result<Self> {
        let mut bytes = [0_u8; 16];
        files.random(&mut bytes)?;
        Ok(Self(hex(&bytes)))
    }

    /// The id written whole; `None` for anything that is not 32 lower-case hex digits.
    pub fn parse(text: &str) -> Option<Self> {
        is_hex(text, Self::DIGITS).then(|| Self(text.to_owned()))
    }

    /// The 32 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first eight digits: enough to tell sessions apart on a screen.
    pub fn short(&self) -> &str {
        self.0.get(..8).unwrap_or(&self.0)
    }
}

impl fmt::Display for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a typed id names no session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FindFault {
    /// Nothing is saved here yet.
    Nothing,
    /// No saved session begins so.
    Unknown,
    /// Several sessions begin so; how many.
    Several(usize),
}

impl fmt::Display for FindFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str(
                "There is no saved session here. Nothing has been changed. `stepback begin` starts one.",
            ),
            Self::Unknown => f.write_str(
                "No saved session has an id that begins like this. Nothing has been changed. `stepback list` shows the ids.",
            ),
            Self::Several(count) => write!(
                f,
                "{count} saved sessions have an id that begins like this. Nothing has been changed. A few more letters of the id will tell them apart; `stepback list` shows them.",
            ),
        }
    }
}

impl std::error::Error for FindFault {}

/// Finds the id that `typed` names among `ids`, which stand newest first: `last`, a whole id,
/// or a beginning that only one id has. Capitals are read as small letters.
pub fn find(typed: &str, ids: &[SessionId]) -> Result<SessionId, FindFault> {
    let typed = typed.trim().to_lowercase();
    if ids.is_empty() {
        return Err(FindFault::Nothing);
    }
    if typed == "last" {
        return ids.first().cloned().ok_or(FindFault::Nothing);
    }
    let matching: Vec<&SessionId> =
        if typed.is_empty() { Vec::new() } else { ids.iter().filter(|id| id.0.starts_with(&typed)).collect() };
    match matching.as_slice() {
        [] => Err(FindFault::Unknown),
        [one] => Ok((*one).clone()),
        several => Err(FindFault::Several(several.len())),
    }
}

/// `bytes` as lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Whether `text` is exactly `digits` lower-case hex digits.
pub(crate) fn is_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: Result<&str, FindFault>) {
        let ids: Vec<SessionId> =
            ["ab", "ac", "f0"].iter().map(|two| SessionId::parse(&two.repeat(16)).expect("an id")).collect();
        let expected = expected.map(|two| SessionId(two.repeat(16)));
        assert_eq!(find(typed, &ids), expected);
    }

    #[test]
    fn a_unique_beginning_is_enough() {
        check("last", Ok("ab"));
        check("LAST ", Ok("ab"));
        check("f", Ok("f0"));
        check("F0f", Ok("f0"));
        check("ac", Ok("ac"));
        check(&"ab".repeat(16), Ok("ab"));
        check("a", Err(FindFault::Several(2)));
        check("", Err(FindFault::Unknown));
        check("x", Err(FindFault::Unknown));
        check("../ab", Err(FindFault::Unknown));
    }

    #[test]
    fn an_empty_folder_says_so() {
        assert_eq!(find("last", &[]), Err(FindFault::Nothing));
    }

    #[test]
    fn only_whole_lower_case_hex_is_an_id() {
        assert!(SessionId::parse(&"0f".repeat(16)).is_some());
        for wrong in ["", "0f", &"0F".repeat(16), &"0g".repeat(16), &"0f".repeat(17), "../../etc/passwd"] {
            assert_eq!(SessionId::parse(wrong), None, "{wrong}");
        }
    }
}
