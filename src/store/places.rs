//! Where things are kept: the XDG variables first on every system, then the system's own custom.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The name of our folder inside each of the system's.
const OURS: &str = "stepback";

/// What the person asked for by flag or by our own variables; it wins over everything else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    /// `--data-dir` or `STEPBACK_DATA_DIR`.
    pub data: Option<PathBuf>,
    /// `--content-dir` or `STEPBACK_CONTENT_DIR`.
    pub content: Option<PathBuf>,
}

/// The four folders. None of them need exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// Sessions; a person may have it synchronised.
    pub data: PathBuf,
    /// Locks, and the memory that a data folder exists. Never synchronised, no words in it.
    pub state: PathBuf,
    /// The list cache. May be removed at any time.
    pub cache: PathBuf,
    /// The person's own guides, rules and words.
    pub content: PathBuf,
}

/// Why no place could be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlacesFault {
    /// A variable names a folder that depends on where the program is started; which variable.
    Relative(&'static str),
    /// There is no home folder and no variable to take its place.
    NoHome,
}

impl fmt::Display for PlacesFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Relative(name) => write!(
                f,
                "{name} does not begin at the root of the file system, so it would name a different folder each time. Nothing has been written. Give it a whole path, or remove it."
            ),
            Self::NoHome => f.write_str(
                "There is no home folder to keep sessions in. Nothing has been written. Name a folder with --data-dir, or set HOME.",
            ),
        }
    }
}

impl std::error::Error for PlacesFault {}

impl Places {
    /// The places on this machine. The only function of the store that reads the environment.
    pub fn find(wishes: &Wishes) -> Result<Self, PlacesFault> {
        let system = ProjectDirs::from("", "", OURS).map(|dirs| System {
            data: dirs.data_dir().to_path_buf(),
            state: dirs.state_dir().map_or_else(|| dirs.data_local_dir().join("state"), Path::to_path_buf),
            cache: dirs.cache_dir().to_path_buf(),
            config: dirs.config_dir().to_path_buf(),
        });
        Self::choose(wishes, |name| std::env::var_os(name), system.as_ref())
    }

    fn choose(
        wishes: &Wishes,
        variable: impl Fn(&str) -> Option<OsString>,
        system: Option<&System>,
    ) -> Result<Self, PlacesFault> {
        let named = |name: &'static str| match variable(name).filter(|value| !value.is_empty()).map(PathBuf::from) {
            Some(path) if path.is_relative() => Err(PlacesFault::Relative(name)),
            path => Ok(path),
        };
        let xdg = |name: &'static str| named(name).map(|path| path.map(|path| path.join(OURS)));
        named("HOME")?;
        let data = xdg("XDG_DATA_HOME")?;
        let state = xdg("XDG_STATE_HOME")?;
        let cache = xdg("XDG_CACHE_HOME")?;
        let config = xdg("XDG_CONFIG_HOME")?;
        let of_system = |pick: fn(&System) -> &PathBuf| system.map(pick).cloned();
        let data = wishes.data.clone().or(data).or(of_system(|s| &s.data)).ok_or(PlacesFault::NoHome)?;
        // Without a home folder, a named data folder still works: what would stand elsewhere stands inside it.
        let inside = |part: &str| data.join(part);
        Ok(Self {
            state: state.or(of_system(|s| &s.state)).unwrap_or_else(|| inside(".state")),
            cache: cache.or(of_system(|s| &s.cache)).unwrap_or_else(|| inside(".cache")),
            content: wishes.content.clone().unwrap_or_else(|| {
                config.or(of_system(|s| &s.config)).unwrap_or_else(|| inside(".config")).join("content")
            }),
            data,
        })
    }
}

/// What the system's own custom says.
struct System {
    data: PathBuf,
    state: PathBuf,
    cache: PathBuf,
    config: PathBuf,
}

/// A path as it may be shown: control characters and the like become a mark, so that a name cannot act on a terminal.
pub(crate) fn shown(path: &Path) -> String {
    path.to_string_lossy()
        .chars()
        .map(|c| {
            if c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system() -> System {
        System {
            data: "/sys/data".into(),
            state: "/sys/state".into(),
            cache: "/sys/cache".into(),
            config: "/sys/config".into(),
        }
    }

    #[track_caller]
    fn check(
        wish: Option<&str>,
        variables: &[(&str, &str)],
        system: Option<&System>,
        expected: Result<[&str; 4], PlacesFault>,
    ) {
        let wishes = Wishes { data: wish.map(PathBuf::from), content: None };
        let lookup = |name: &str| variables.iter().find(|(n, _)| *n == name).map(|(_, v)| OsString::from(v));
        let found = Places::choose(&wishes, lookup, system);
        let expected = expected.map(|[data, state, cache, content]| Places {
            data: data.into(),
            state: state.into(),
            cache: cache.into(),
            content: content.into(),
        });
        assert_eq!(found, expected);
    }

    #[test]
    fn a_wish_wins_over_xdg_and_xdg_over_the_system() {
        let xdg = [
            ("XDG_DATA_HOME", "/x/data"),
            ("XDG_STATE_HOME", "/x/state"),
            ("XDG_CACHE_HOME", "/x/cache"),
            ("XDG_CONFIG_HOME", "/x/config"),
        ];
        check(None, &[], Some(&system()), Ok(["/sys/data", "/sys/state", "/sys/cache", "/sys/config/content"]));
        check(
            None,
            &xdg,
            Some(&system()),
            Ok(["/x/data/stepback", "/x/state/stepback", "/x/cache/stepback", "/x/config/stepback/content"]),
        );
        check(
            Some("/w"),
            &xdg,
            Some(&system()),
            Ok(["/w", "/x/state/stepback", "/x/cache/stepback", "/x/config/stepback/content"]),
        );
        check(
            None,
            &[("XDG_DATA_HOME", "")],
            Some(&system()),
            Ok(["/sys/data", "/sys/state", "/sys/cache", "/sys/config/content"]),
        );
    }

    #[test]
    fn without_a_home_a_named_folder_is_enough() {
        check(Some("/w"), &[], None, Ok(["/w", "/w/.state", "/w/.cache", "/w/.config/content"]));
        check(None, &[], None, Err(PlacesFault::NoHome));
        check(None, &[("XDG_STATE_HOME", "here")], Some(&system()), Err(PlacesFault::Relative("XDG_STATE_HOME")));
        check(None, &[("HOME", "here")], Some(&system()), Err(PlacesFault::Relative("HOME")));
    }

    #[test]
    fn a_path_cannot_act_on_the_terminal() {
        assert_eq!(shown(Path::new("/a\u{1b}[31m/\u{202e}b")), "/a\u{fffd}[31m/\u{fffd}b");
    }
}
