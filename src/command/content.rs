//! Guides and help lines as the commands need them, with faults told as faults of a command.

use std::path::Path;

use super::shell::{Shell, shown};
use super::{Fault, find};
use crate::fault::report::{Format, report};
use crate::guide::Guide;
use crate::library::built_in::GUIDES;
use crate::library::{Library, Loaded, Origin, Unusable};
use crate::notice::Rules;
use crate::screen::lines::HelpLines;
use crate::session::Saved;
use crate::store::Store;

/// The guide that is begun where none is named.
pub const USUAL: &str = "being-ignored";

/// The content in use.
pub struct Content {
    library: Library,
    color: bool,
}

/// A guide to begin.
pub struct Found {
    /// The guide.
    pub guide: Guide,
    /// Where it comes from; empty for a built-in one.
    pub origin: String,
    /// Its text, where it was named as a file: kept beside the session.
    pub copy: Option<String>,
}

impl Content {
    /// The content in use.
    ///
    /// # Errors
    /// When there is no place to look for content of one's own.
    pub fn open(shell: &Shell) -> anyhow::Result<Self> {
        Ok(Self { library: Library::new(Some(shell.places()?.content)), color: shell.color_on_errors() })
    }

    /// All content there is.
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// The guide of that id, or in that file.
    ///
    /// # Errors
    /// When there is none, or it has faults: all of them are told.
    pub fn named(&self, name: &str) -> anyhow::Result<Found> {
        if let Some(guide) = self.library.guide(name) {
            let Loaded { guide, text, .. } = guide.map_err(|unusable| self.unusable(&unusable, Some(name)))?;
            return Ok(Found { guide, origin: origin(&text.origin), copy: None });
        }
        let path = Path::new(name);
        let looks_like_a_file = name.contains('/') || path.extension().is_some_and(|ending| ending == "toml");
        if !looks_like_a_file && path.symlink_metadata().is_err() {
            return Err(self.no_such(name));
        }
        let Loaded { guide, text, .. } =
            self.library.guide_file(path).map_err(|unusable| self.unusable(&unusable, None))?;
        Ok(Found { guide, origin: origin(&text.origin), copy: Some(text.text.into_owned()) })
    }

    /// The guide a saved session follows, and where it comes from; empty for a built-in one.
    ///
    /// # Errors
    /// When it is not there any more, or has faults.
    pub fn of_session(&self, saved: &Saved, store: Option<&Store>) -> anyhow::Result<(Guide, String)> {
        let mark = &saved.guide;
        if mark.copied {
            let kept = store.map(|store| store.guide(&mark.digest)).transpose();
            let text = kept.map_err(|fault| Fault::said(format!("{fault}. {}", fault.mend())))?.flatten();
            let text = text.ok_or_else(|| gone(&mark.id, "The copy that was kept of it is missing."))?;
            let name = format!("{}.toml (kept copy)", mark.id);
            let loaded = self.library.guide_text(&name, text).map_err(|unusable| self.unusable(&unusable, None))?;
            return Ok((loaded.guide, "a copy that was kept when it was begun from a file".to_owned()));
        }
        match self.library.guide(&mark.id) {
            Some(guide) => {
                let loaded = guide.map_err(|unusable| self.unusable(&unusable, Some(&mark.id)))?;
                Ok((loaded.guide, origin(&loaded.text.origin)))
            }
            None => {
                Err(gone(&mark.id, "Put it back into the guides folder of your content; `stepback paths` names it."))
            }
        }
    }

    /// All help lines.
    pub fn lines(&self) -> HelpLines {
        self.library.help_lines().0
    }

    /// What reads the rules for noticing; it finds none only if those that are part of the program cannot be read, which
    /// tests rule out.
    pub fn rules(&self) -> impl Fn() -> Option<Rules> + Send + Sync + use<> {
        let library = self.library.clone();
        move || library.noticing().0
    }

    /// Everything that is wrong with it, and that nothing was begun. `id`: what it goes by in the content folder, where it
    /// may stand in place of a built-in one.
    fn unusable(&self, unusable: &Unusable, id: Option<&str>) -> anyhow::Error {
        let replaces = id.is_some_and(|id| GUIDES.iter().any(|(built_in, _)| *built_in == id));
        let back = if replaces { " Moving that file away brings the built-in guide back." } else { "" };
        let faults = report(&unusable.name, &unusable.text, &unusable.faults, Format::Human { colour: self.color });
        Fault::said(format!(
            "{faults}This guide cannot be walked as it stands. Nothing was begun or changed. `stepback check` looks again.{back}"
        ))
    }

    fn no_such(&self, name: &str) -> anyhow::Error {
        let ids: Vec<String> = self.library.guides().into_iter().map(|listed| listed.id).collect();
        let near = crate::fault::did_you_mean(name, ids.iter().map(String::as_str));
        let hint = near.map(|near| format!(" {}", find::sentence(&near))).unwrap_or_default();
        Fault::said(format!(
            "There is no guide or file called {}. Nothing was begun or changed.{hint} `stepback guides` lists the guides.",
            shown(Path::new(name))
        ))
    }
}

fn gone(id: &str, what: &str) -> anyhow::Error {
    let id = crate::text::visible::visible(id).into_owned();
    Fault::said(format!("The guide {id}, which this session follows, is not there. The session is untouched. {what}"))
}

/// Where a guide comes from, as it is shown; empty for a built-in one.
fn origin(origin: &Origin) -> String {
    match origin {
        Origin::BuiltIn => String::new(),
        Origin::File(path) | Origin::Replaces(path) => shown(path),
    }
}
