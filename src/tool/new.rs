//! `stepback new`: a commented guide to start from, or a copy of something built in to change.

use std::fs;
use std::io::{self, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use crate::fault::Faults;
use crate::fault::table::Str;
use crate::guide::read::well_formed;
use crate::library::built_in::{GUIDES, Page};

/// The guide written for a new id.
const START: &str = include_str!("start.toml");

/// Why there is no new guide.
#[derive(Debug)]
pub enum Refused {
    /// That is no id.
    NoId,
    /// There is such a file already; it is untouched.
    There(PathBuf),
    /// It could not be written.
    Failed(PathBuf, io::Error),
}

/// Writes a guide of that id into the `guides` folder of a content folder, and says where it is. The id of a built-in
/// guide, or the name of another content file (`noticing`), gives a copy of that, which takes its place.
pub fn new(folder: &Path, id: &str) -> Result<PathBuf, Refused> {
    let spot = Str { value: id.to_owned(), span: 0..0 };
    if !well_formed(&spot, &Faults::default()) {
        return Err(Refused::NoId);
    }
    let file = format!("{id}.toml");
    let page = Page::ALL.into_iter().find(|page| page.file() == file);
    let built_in = GUIDES.iter().find(|(name, _)| *name == id);
    let (folder, text) = match (page, built_in) {
        (Some(page), _) => (folder.to_owned(), page.text().to_owned()),
        (None, Some((_, text))) => (folder.join("guides"), (*text).to_owned()),
        (None, None) => (folder.join("guides"), start(id)),
    };
    let path = folder.join(file);
    // What somebody writes for themselves is nobody else's to read.
    let written = fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder).and_then(|()| {
        let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        file.write_all(text.as_bytes())
    });
    match written {
        Ok(()) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(Refused::There(path)),
        Err(error) => Err(Refused::Failed(path, error)),
    }
}

/// The text of a new guide.
pub fn start(id: &str) -> String {
    START.replace("my-guide", id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::tool::check::guide;

    #[test]
    fn what_it_writes_is_clean() {
        let faults = guide(&start("mine"), Some(&Library::default().known()));
        assert!(faults.is_empty(), "{faults:#?}");
    }

    #[test]
    fn it_is_found_where_it_is_written_and_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = new(folder.path(), "mine").unwrap();
        let loaded = Library::new(Some(folder.path().to_owned())).guide("mine").unwrap().unwrap();
        assert_eq!(loaded.guide.id, "mine");
        fs::write(&path, "mine").unwrap();
        assert!(matches!(new(folder.path(), "mine"), Err(Refused::There(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "mine");
    }

    #[test]
    fn only_its_owner_may_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let home = tempfile::tempdir().unwrap();
        let folder = home.path().join("config/content");
        let path = new(&folder, "mine").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folders = [home.path().join("config"), folder.clone(), folder.join("guides")];
        assert_eq!(folders.map(|folder| mode(&folder)), [0o700; 3]);
        assert_eq!(mode(&path), 0o600);
    }

    #[test]
    fn what_is_built_in_is_copied_to_take_its_place() {
        let folder = tempfile::tempdir().unwrap();
        new(folder.path(), "being-ignored").unwrap();
        new(folder.path(), "noticing").unwrap();
        let library = Library::new(Some(folder.path().to_owned()));
        let guide = library.guide("being-ignored").unwrap().unwrap();
        assert!(matches!(guide.text.origin, crate::library::Origin::Replaces(_)));
        let (text, fault) = library.page(Page::Noticing);
        assert!(matches!(text.origin, crate::library::Origin::Replaces(_)) && fault.is_none());
    }

    #[test]
    fn an_id_is_never_a_path() {
        let folder = tempfile::tempdir().unwrap();
        for id in ["", "../x", "a/b", "Mine", "a.b", "CON", "/etc/x"] {
            assert!(matches!(new(folder.path(), id), Err(Refused::NoId)), "{id}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
