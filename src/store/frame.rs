//! What stands around the saved form in a session's file: who it is, which revision, and a checksum.
//!
//! A session file is TOML that its owner can read. Its first lines are ours, then comes the saved form, then
//! an end line, without which a file was cut short:
//!
//! ```toml
//! # A Stepback session …
//! stepback = { format = 1, least_reader = 1, id = "…", revision = 17 }
//! listed = { guide = "…", status = "open", started = 0, updated = 0, step = "…" }
//! sha256 = "…"
//! …
//! # end of 0123…
//! ```
//!
//! The checksum covers every byte but its own line. A file that does not match it, and still reads as
//! TOML, was changed by hand; anything else that does not match is damaged.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::id::{SessionId, hex};
use crate::session::saved::{FORMAT, Saved, Status};

/// The largest session file, in bytes, that is written or read: 4 MiB.
pub const LARGEST: u64 = 4 * 1024 * 1024;

const NOTE: &str =
    "# A Stepback session, readable as it stands. If you change it, it opens for reading until you accept the change.";
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What a list needs to know of a session. It may stand in the list cache, so it holds no name and no word of
/// what a person wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The guide's id.
    pub guide: String,
    /// Where it stands.
    pub status: Status,
    /// When it began, in seconds since 1970 (UTC).
    pub started: i64,
    /// When it last changed, in seconds since 1970 (UTC).
    pub updated: i64,
    /// The id of the step it stands at.
    pub step: String,
    /// The random id of the person it is about, if one is known. Never a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The digest of the kept copy of its guide, for a guide that was begun from a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guide_copy: Option<String>,
}

impl Head {
    /// What lists need to know of this session.
    pub(crate) fn of(saved: &Saved) -> Self {
        Self {
            guide: saved.guide.id.clone(),
            status: saved.status,
            started: saved.started,
            updated: saved.updated,
            step: saved.at.clone(),
            person: saved.person.clone(),
            guide_copy: saved.guide.copied.then(|| saved.guide.digest.clone()),
        }
    }
}

/// A session file taken apart.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Frame {
    /// The form it is written in.
    pub(crate) format: u32,
    /// A reader below this only reads it.
    pub(crate) least_reader: u32,
    /// Which session it is. A file's name may lie; this does not.
    pub(crate) id: SessionId,
    /// Counts the saves of this session: the order of versions, whatever the clock said.
    pub(crate) revision: u64,
    /// What lists show.
    pub(crate) head: Head,
    /// The saved form, as TOML.
    pub(crate) body: String,
}

impl std::fmt::Debug for Frame {
    /// Says which session, and nothing of what is in it.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Frame {} revision {}", self.id.short(), self.revision)
    }
}

/// How a session file reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// As we wrote it.
    Good(Frame),
    /// It is whole TOML, but not what we wrote: somebody changed it.
    Changed(Frame),
    /// A later version wrote it, in a form that this one must not write back.
    Newer(Frame),
    /// It cannot be read.
    Damaged(Damage),
}

/// Why a session file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It holds nothing.
    Empty,
    /// It does not begin as a session does.
    NotASession,
    /// Its end is missing.
    CutShort,
    /// Its contents do not match its checksum and do not read as TOML.
    Garbled,
    /// It is sealed, and does not open with this folder's key.
    DoesNotOpen,
    /// It is larger than any session.
    TooLarge,
    /// Its saved form is not one this version understands.
    NotUnderstood,
    /// The disk did not give it.
    Unreadable(super::DiskFault),
}

impl std::fmt::Display for Damage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Empty => "the file is empty",
            Self::NotASession => "the file does not begin as a session does",
            Self::CutShort => "the end of the file is missing",
            Self::Garbled => "the file is damaged",
            Self::DoesNotOpen => "the file is damaged, or sealed with another folder's key",
            Self::TooLarge => "the file is larger than any session",
            Self::NotUnderstood => "the file does not hold what a session holds",
            Self::Unreadable(fault) => return write!(f, "the file could not be read: {fault}"),
        })
    }
}

#[derive(Serialize, Deserialize)]
struct Lines {
    stepback: Whose,
    listed: Head,
}

#[derive(Serialize, Deserialize)]
struct Whose {
    format: u32,
    least_reader: u32,
    id: String,
    revision: u64,
}

impl Frame {
    /// The saved form inside; `None` when it is not one.
    pub(crate) fn saved(&self) -> Option<Box<Saved>> {
        toml::from_str(&self.body).ok().map(Box::new)
    }

    /// The bytes of the file.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let top = self.top();
        let rest = self.rest();
        let sum = checksum(&[&top, &rest]);
        format!("{top}sha256 = \"{sum}\"\n{rest}").into_bytes()
    }

    fn top(&self) -> String {
        let whose = Whose {
            format: self.format,
            least_reader: self.least_reader,
            id: self.id.as_str().to_owned(),
            revision: self.revision,
        };
        format!("{NOTE}\nstepback = {}\nlisted = {}\n", inline(&whose), inline(&self.head))
    }

    fn rest(&self) -> String {
        let gap = if self.body.ends_with('\n') || self.body.is_empty() { "" } else { "\n" };
        format!("{}{gap}{}\n", self.body, end_line(&self.id))
    }

    /// Reads the bytes of a file. Never fails: what cannot be read says why.
    pub(crate) fn read(bytes: &[u8]) -> Reading {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Reading::Damaged(Damage::Empty);
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Reading::Damaged(if bytes.starts_with(NOTE.as_bytes()) {
                Damage::Garbled
            } else {
                Damage::NotASession
            });
        };
        match Parts::of(text) {
            Ok(parts) => parts.reading(),
            Err(damage) => Reading::Damaged(damage),
        }
    }
}

/// The pieces of a file's text, as they stand.
struct Parts<'a> {
    top: &'a str,
    sum: &'a str,
    rest: &'a str,
    lines: Lines,
    id: SessionId,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Result<Self, Damage> {
        let at = text.find("\nsha256 = \"").ok_or(Damage::NotASession)? + 1;
        let (top, from_sum) = text.split_at_checked(at).ok_or(Damage::NotASession)?;
        let (sum_line, rest) = from_sum.split_once('\n').ok_or(Damage::CutShort)?;
        let lines: Lines = toml::from_str(top.trim_start_matches(BYTE_ORDER_MARK)).map_err(|_| Damage::NotASession)?;
        let id = SessionId::parse(&lines.stepback.id).ok_or(Damage::NotASession)?;
        let sum = sum_line.strip_prefix("sha256 = \"").and_then(|sum| sum.strip_suffix('"')).unwrap_or("");
        Ok(Self { top, sum, rest, lines, id })
    }

    fn reading(self) -> Reading {
        let Some(body) = self.body() else {
            return Reading::Damaged(Damage::CutShort);
        };
        let whose = &self.lines.stepback;
        let newer = whose.format > FORMAT || whose.least_reader > FORMAT;
        if self.sum == checksum(&[self.top, self.rest]) {
            let frame = self.frame(body.to_owned());
            return if newer { Reading::Newer(frame) } else { Reading::Good(frame) };
        }
        // An editor may have changed every line end, which is no change to any word.
        let frame = self.frame(body.replace("\r\n", "\n"));
        if toml::from_str::<toml::Table>(&frame.body).is_err() {
            Reading::Damaged(Damage::Garbled)
        } else if newer {
            Reading::Newer(frame)
        } else {
            Reading::Changed(frame)
        }
    }

    /// The saved form: all before the end line. `None` when that line is missing.
    fn body(&self) -> Option<&str> {
        self.rest.trim_end().strip_suffix(end_line(&self.id).as_str())
    }

    fn frame(&self, body: String) -> Frame {
        Frame {
            format: self.lines.stepback.format,
            least_reader: self.lines.stepback.least_reader,
            id: self.id.clone(),
            revision: self.lines.stepback.revision,
            head: self.lines.listed.clone(),
            body,
        }
    }
}

fn end_line(id: &SessionId) -> String {
    format!("# end of {id}")
}

fn checksum(parts: &[&str]) -> String {
    let mut sum = Sha256::new();
    for part in parts {
        sum.update(part.as_bytes());
    }
    hex(&sum.finalize())
}

/// One line of TOML for a small struct. A value that cannot be written gives an empty line, which the reading back
/// before every save refuses.
fn inline<T: Serialize>(value: &T) -> String {
    let mut text = String::new();
    if value.serialize(toml::ser::ValueSerializer::new(&mut text)).is_err() {
        text.clear();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(body: &str) -> Frame {
        Frame {
            format: FORMAT,
            least_reader: 1,
            id: SessionId::parse(&"0a".repeat(16)).expect("an id"),
            revision: 17,
            head: Head {
                guide: "being-ignored".to_owned(),
                status: Status::Waiting,
                started: 1,
                updated: 2,
                step: "decide@2".to_owned(),
                person: Some("ff".repeat(16)),
                guide_copy: None,
            },
            body: body.to_owned(),
        }
    }

    const BODY: &str = "[answers.feelings]\ntext = \"Tired \u{1f614}, and waiting\"\n";

    #[test]
    fn a_file_reads_as_it_was_written_and_is_toml() {
        for body in [BODY, "", "a = 1\n", "text = \"\"\"\nsha256 = \"x\"\n# end of\n\"\"\"\n"] {
            let bytes = frame(body).to_bytes();
            assert_eq!(Frame::read(&bytes), Reading::Good(frame(body)), "{body}");
            let text = String::from_utf8(bytes).expect("text");
            assert!(toml::from_str::<toml::Table>(&text).is_ok(), "{text}");
        }
    }

    #[test]
    fn no_truncation_and_no_flipped_bit_is_taken_for_good() {
        let bytes = frame(BODY).to_bytes();
        for len in 0..bytes.len() {
            assert!(!matches!(Frame::read(&bytes[..len]), Reading::Good(_)), "cut to {len}");
        }
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                assert!(!matches!(Frame::read(&flipped), Reading::Good(_)), "byte {at} bit {bit}");
            }
        }
    }

    #[track_caller]
    fn check(change: impl Fn(&str) -> String, expected: &str) {
        let text = String::from_utf8(frame(BODY).to_bytes()).expect("text");
        let found = match Frame::read(change(&text).as_bytes()) {
            Reading::Good(_) => "good".to_owned(),
            Reading::Changed(frame) => format!("changed {}", frame.body.contains("Sad")),
            Reading::Newer(frame) => format!("newer {}", frame.format),
            Reading::Damaged(damage) => format!("{damage:?}"),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn a_change_by_hand_is_told_from_damage() {
        check(|text| text.replace("Tired", "Sad"), "changed true");
        check(|text| text.replace("Tired", "Sad").replace('\n', "\r\n"), "changed true");
        check(|text| format!("\u{feff}{text}"), "changed false");
        check(|text| text.replace("\"Tired", "Tired"), "Garbled");
        check(|text| text.replace("# end of", "# end"), "CutShort");
        check(|text| text.replace("stepback =", "other ="), "NotASession");
        check(|text| text.replace("waiting\", s", "lost\", s"), "NotASession");
        check(|_| "\n\n".to_owned(), "Empty");
        check(|_| "hello".to_owned(), "NotASession");
    }

    #[test]
    fn a_newer_form_is_never_taken_for_ours() {
        check(|text| text.replace("format = 1", "format = 2"), "newer 2");
        check(
            |text| text.replace("format = 1, least_reader = 1", "format = 9, least_reader = 9, more = true"),
            "newer 9",
        );
    }
}
