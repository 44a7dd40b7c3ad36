//! `stepback new`: a commented guide to start from.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::fault::Faults;
use crate::fault::table::Str;
use crate::guide::read::well_formed;

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

/// Writes a guide of that id into the `guides` folder of a content folder, and says where it is.
pub fn new(folder: &Path, id: &str) -> Result<PathBuf, Refused> {
    let spot = Str { value: id.to_owned(), span: 0..0 };
    if !well_formed(&spot, &Faults::default()) {
        return Err(Refused::NoId);
    }
    let guides = folder.join("guides");
    let path = guides.join(format!("{id}.toml"));
    let written = fs::create_dir_all(&guides).and_then(|()| {
        let mut file = fs::File::create_new(&path)?;
        file.write_all(start(id).as_bytes())
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
    fn an_id_is_never_a_path() {
        let folder = tempfile::tempdir().unwrap();
        for id in ["", "../x", "a/b", "Mine", "a.b", "CON", "/etc/x"] {
            assert!(matches!(new(folder.path(), id), Err(Refused::NoId)), "{id}");
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
