//! The names of the files in the data folder: the one place that makes and reads them.

use super::id::{SessionId, is_hex};

/// The folder of the sessions themselves.
pub(crate) const SESSIONS: &str = "sessions";
/// The folder of a few earlier states of each session.
pub(crate) const EARLIER: &str = "earlier";
/// The folder of guides that were begun from a file, by digest.
pub(crate) const GUIDES: &str = "guides";
/// What tells that a folder is ours.
pub(crate) const MARKER: &str = "stepback.toml";
/// The sealed key, and its twin.
pub(crate) const KEYS: [&str; 2] = ["key.age", "key-copy.age"];

const PLAIN: &str = ".toml";
const SEALED: &str = ".toml.age";
const TEMP: &str = ".tmp";

/// What the name of a file in `sessions/` says it is. Names may lie: the id inside decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// The session's own file.
    Main(SessionId),
    /// A second version that we wrote because the first had changed underneath.
    Version(SessionId),
    /// A file being written, left behind if the program was killed then.
    Temp(SessionId),
    /// Something else that may hold a session, such as a sync tool's conflict copy.
    Stranger,
    /// Nothing of ours.
    Other,
}

/// The name of a session's own file.
pub(crate) fn session(id: &SessionId, sealed: bool) -> String {
    format!("{id}{}", ending(sealed))
}

/// The name of a second version of a session; `mark` is four hex digits.
pub(crate) fn version(id: &SessionId, mark: &str, sealed: bool) -> String {
    format!("{id}.{mark}{}", ending(sealed))
}

/// The name of the earlier state of a session that has revision `revision`.
pub(crate) fn earlier(id: &SessionId, revision: u64, sealed: bool) -> String {
    format!("{id}.{revision:016x}{}", ending(sealed))
}

/// The name under which something is written before it gets its own; `mark` is eight hex digits.
pub(crate) fn temp(stem: &str, mark: &str) -> String {
    format!("{stem}.{mark}{TEMP}")
}

/// The name of a copied guide.
pub(crate) fn guide(digest: &str, sealed: bool) -> String {
    format!("{digest}{}", ending(sealed))
}

/// The session and revision that a name in `earlier/` stands for.
pub(crate) fn read_earlier(name: &str) -> Option<(SessionId, u64)> {
    let (id, rest) = name.split_once('.')?;
    let revision = rest.strip_suffix(SEALED).or_else(|| rest.strip_suffix(PLAIN))?;
    if !is_hex(revision, 16) {
        return None;
    }
    Some((SessionId::parse(id)?, u64::from_str_radix(revision, 16).ok()?))
}

/// What a name in `sessions/` says.
pub(crate) fn read(name: &str) -> Named {
    if let Some(stem) = name.strip_suffix(TEMP) {
        return match stem.split_once('.').map(|(id, mark)| (SessionId::parse(id), is_hex(mark, 8))) {
            Some((Some(id), true)) => Named::Temp(id),
            _ => Named::Other,
        };
    }
    let Some(stem) = name.strip_suffix(SEALED).or_else(|| name.strip_suffix(PLAIN)) else {
        return if may_hold_a_session(name) { Named::Stranger } else { Named::Other };
    };
    if let Some(id) = SessionId::parse(stem) {
        return Named::Main(id);
    }
    match stem.split_once('.').map(|(id, mark)| (SessionId::parse(id), is_hex(mark, 4))) {
        Some((Some(id), true)) => Named::Version(id),
        _ => Named::Stranger,
    }
}

/// Whether a name is one that our own temporary files have.
pub(crate) fn is_temp(name: &str) -> bool {
    name.strip_suffix(TEMP).and_then(|stem| stem.rsplit_once('.')).is_some_and(|(_, mark)| is_hex(mark, 8))
}

/// Whether a name is one that a file to be called `whole` has while it is written.
pub(crate) fn is_temp_of(name: &str, whole: &str) -> bool {
    let mark =
        name.strip_prefix(whole).and_then(|rest| rest.strip_prefix('.')).and_then(|rest| rest.strip_suffix(TEMP));
    mark.is_some_and(|mark| is_hex(mark, 8))
}

/// Whether a file with this name is sealed, as far as its name says.
pub(crate) fn is_sealed(name: &str) -> bool {
    std::path::Path::new(name).extension().is_some_and(|ending| ending == "age")
}

/// The session a name begins with, whatever follows.
pub(crate) fn begins_with(name: &str) -> Option<SessionId> {
    SessionId::parse(name.get(..SessionId::DIGITS)?)
}

fn ending(sealed: bool) -> &'static str {
    if sealed { SEALED } else { PLAIN }
}

/// Sync tools put their words before the last ending or after it; both still hold one of ours.
fn may_hold_a_session(name: &str) -> bool {
    begins_with(name).is_some() && (name.contains(".toml") || name.contains(".age"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id() -> SessionId {
        SessionId::parse(&"0a".repeat(16)).expect("an id")
    }

    #[track_caller]
    fn check(ending: &str, expected: &Named) {
        assert_eq!(&read(&format!("{}{ending}", id())), expected);
    }

    #[test]
    fn names_are_read_as_they_are_made() {
        for sealed in [false, true] {
            assert_eq!(read(&session(&id(), sealed)), Named::Main(id()));
            assert_eq!(read(&version(&id(), "12ab", sealed)), Named::Version(id()));
            assert_eq!(read_earlier(&earlier(&id(), 17, sealed)), Some((id(), 17)));
        }
        assert_eq!(read(&temp(id().as_str(), "12ab34cd")), Named::Temp(id()));
    }

    #[test]
    fn copies_that_sync_tools_make_may_hold_a_session() {
        check(".sync-conflict-20261101-101112-ABCDEFG.toml", &Named::Stranger);
        check(" (Sam's conflicted copy 2026-11-01).toml", &Named::Stranger);
        check(".toml.sync-conflict-20261101-101112-ABCDEFG.age", &Named::Stranger);
        check(" (1).toml.age", &Named::Stranger);
    }

    #[test]
    fn everything_else_is_left_alone() {
        check(".txt", &Named::Other);
        check(".12ab34c.tmp", &Named::Other);
        assert_eq!(read("notes.txt"), Named::Other);
        assert_eq!(read(".DS_Store"), Named::Other);
        assert_eq!(read_earlier("0a.12.toml"), None);
    }
}
