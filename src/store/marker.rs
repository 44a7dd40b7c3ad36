//! The marker file of a data folder: it tells that the folder is ours, and whether it is sealed.

use serde::{Deserialize, Serialize};

use super::files::Files;
use super::id::{SessionId, hex};

/// The newest form of data folder this program knows.
const FORMAT: u32 = 1;
/// No marker is larger than this many bytes.
pub(crate) const LARGEST: u64 = 64 * 1024;

const NOTE: &str =
    "# This folder belongs to Stepback. Please leave this file here: without it, the folder counts as missing.\n";

/// What the marker holds: no name, no date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Marker {
    format: u32,
    /// A random id, so that two folders can be told apart.
    folder: String,
    /// Whether sessions here are sealed.
    pub(crate) protected: bool,
    /// The SHA-256 digests of the sealed key files as we wrote them: one, or two while the passphrase is changed.
    /// They tell a damaged key file from a wrong passphrase.
    #[serde(default)]
    pub(crate) keys: Vec<String>,
}

/// What every form of marker says.
#[derive(Deserialize)]
struct Form {
    format: u32,
}

/// How a marker reads.
pub(crate) enum Reading {
    Good(Marker),
    /// A later version made this folder.
    Newer(u32),
    Damaged,
}

impl Marker {
    pub(crate) fn new(files: &dyn Files, protected: bool) -> std::io::Result<Self> {
        let mut folder = [0_u8; 16];
        files.random(&mut folder)?;
        Ok(Self { format: FORMAT, folder: hex(&folder), protected, keys: Vec::new() })
    }

    /// Whether both are markers of one folder.
    pub(crate) fn is_of_folder(&self, other: &Self) -> bool {
        self.folder == other.folder
    }

    pub(crate) fn read(bytes: &[u8]) -> Reading {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        // A later form may have none of our keys but this one.
        if let Some(Form { format }) = toml::from_str(text).ok().filter(|form: &Form| form.format > FORMAT) {
            return Reading::Newer(format);
        }
        match toml::from_str::<Self>(text).ok() {
            Some(marker) if SessionId::parse(&marker.folder).is_some() => Reading::Good(marker),
            Some(_) | None => Reading::Damaged,
        }
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        // A struct of plain fields always serialises; an empty file would read as damaged, not as another state.
        format!("{NOTE}{}", toml::to_string(self).unwrap_or_default()).into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_form_is_known_by_its_number_alone() {
        let newer = |text: &str| matches!(Marker::read(text.as_bytes()), Reading::Newer(2));
        assert!(newer("format = 2\n") && newer("format = 2\nvault = { id = 7 }\n"));
        assert!(newer("format = 2\nfolder = 7\nprotected = \"by two\"\n"), "our keys, meaning something else");
        for damaged in ["", "format = 1\n", "format = \"2\"\n", "format = 2\nfolder = \"", "folder = \"00\"\n"] {
            assert!(matches!(Marker::read(damaged.as_bytes()), Reading::Damaged), "{damaged}");
        }
    }
}
