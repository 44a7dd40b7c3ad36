//! Library: all content there is, built in or of one's own, and where each piece of it comes from.
//!
//! Content is embedded in the program. A file of the same name in the person's content folder takes its place. Files
//! are opened with care (see [`open`]) and judged by the same readers as everything else; a file that cannot be used
//! never hides the others, and never keeps the program from starting: what is built in steps in for it.

pub mod built_in;
pub mod lines;
pub mod open;
pub mod sources;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::fault::{Fault, Severity, short, sorted};
use crate::guide::check::{self, Known};
use crate::guide::read::{self, Head, Marks};
use crate::guide::{Guide, Source};
use crate::notice::Rules;
use crate::screen::lines::HelpLines;
use built_in::Page;

/// Most files of one's own that are looked at in the guides folder.
const MOST_FILES: usize = 1_000;

/// Content built in and of one's own.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The person's content folder; none in tests and when there is no home.
    folder: Option<PathBuf>,
}

/// Where content comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It is part of the program.
    BuiltIn,
    /// A file of one's own.
    File(PathBuf),
    /// A file of one's own that takes the place of a built-in one.
    Replaces(PathBuf),
}

/// One piece of content as it stands in its file.
#[derive(Clone, Debug)]
pub struct Text {
    /// What to call it in faults: a path, or `being-ignored.toml (built in)`.
    pub name: String,
    /// Where it comes from.
    pub origin: Origin,
    /// Its text.
    pub text: Cow<'static, str>,
}

/// Content that cannot be used, with everything that is wrong with it.
#[derive(Clone, Debug)]
pub struct Unusable {
    /// What it is called.
    pub name: String,
    /// As far as it could be read; the faults point into it.
    pub text: String,
    /// At least one.
    pub faults: Vec<Fault>,
}

/// A guide in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The guide's id, which is also its file's name.
    pub id: String,
    /// Where it comes from.
    pub origin: Origin,
    /// What it says of itself, or why it cannot be used.
    pub about: Result<About, Unusable>,
}

/// What a guide says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// Its title.
    pub title: String,
    /// What it is for.
    pub about: String,
    /// About how many minutes it takes.
    pub minutes: Option<u32>,
}

/// A guide ready to be walked.
#[derive(Debug)]
pub struct Loaded {
    /// The guide, the sources of the library among its own.
    pub guide: Guide,
    /// Where everything stood in its file.
    pub marks: Marks,
    /// Its file.
    pub text: Text,
}

impl Library {
    /// A library with the person's content folder, which need not exist.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// The person's content folder, if there is one; it need not exist.
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// All guides there are: the built-in ones in their order, then one's own by name.
    pub fn guides(&self) -> Vec<Listed> {
        let mut own = self.own_guides();
        let mut listed: Vec<Listed> = Vec::new();
        for (id, text) in built_in::GUIDES {
            listed.push(match own.remove(*id) {
                Some(path) => self.listed(id, Origin::Replaces(path)),
                None => built_in_listed(id, text),
            });
        }
        listed.extend(own.into_iter().map(|(id, path)| self.listed(&id, Origin::File(path))));
        listed
    }

    /// The guide of that id, ready to be walked; `None` if there is no such guide.
    pub fn guide(&self, id: &str) -> Option<Result<Loaded, Unusable>> {
        let built_in = built_in::GUIDES.iter().find(|(name, _)| *name == id);
        if let Some(path) = self.own_guides().remove(id) {
            let origin = if built_in.is_some() { Origin::Replaces(path) } else { Origin::File(path) };
            return Some(self.read_guide(origin, Some(id)));
        }
        let (id, text) = built_in?;
        Some(self.parse(Text::built_in(&format!("{id}.toml"), text), Some(id)))
    }

    /// A guide from any file.
    pub fn guide_file(&self, path: &Path) -> Result<Loaded, Unusable> {
        self.read_guide(Origin::File(path.to_owned()), None)
    }

    /// A guide from a text that is there already, as a copy kept beside a session. What it refers to may have gone
    /// since; that strands no session.
    pub fn guide_text(&self, name: &str, text: String) -> Result<Loaded, Unusable> {
        let text = Text { name: name.to_owned(), origin: Origin::File(PathBuf::from(name)), text: Cow::Owned(text) };
        self.parse(text, None)
    }

    /// The text of one of the other content files: one's own if it can be opened, else the built-in one, with what
    /// was wrong.
    pub fn page(&self, page: Page) -> (Text, Option<Unusable>) {
        let built_in = Text::built_in(page.file(), page.text());
        let Some(path) = self.folder.as_ref().map(|folder| folder.join(page.file())).filter(|path| there(path)) else {
            return (built_in, None);
        };
        match Text::open(Origin::Replaces(path)) {
            Ok(text) => (text, None),
            Err(unusable) => (built_in, Some(unusable)),
        }
    }

    /// Where the advice comes from, for all guides. What one's own file does not name stays as it is built in, so that
    /// no built-in guide misses anything.
    pub fn sources(&self) -> (BTreeMap<String, Source>, Option<Unusable>) {
        let (mut found, unusable) = self.read_page(Page::Sources, sources::read);
        if self.folder.is_some() {
            for (id, source) in sources::read(Page::Sources.text()).0.unwrap_or_default() {
                found.entry(id).or_insert(source);
            }
        }
        (found, unusable)
    }

    /// Whom to call.
    pub fn help_lines(&self) -> (HelpLines, Option<Unusable>) {
        self.read_page(Page::HelpLines, |text| lines::read(text, None))
    }

    /// What is noticed in what somebody writes; `None` only if what is built in could not be read. Categories and sets
    /// that one's own file does not name stay as they are built in.
    pub fn noticing(&self) -> (Option<Rules>, Option<Unusable>) {
        self.read_page(Page::Noticing, |text| {
            let (rules, faults) = Rules::read_over(text, Page::Noticing.text());
            (rules.map(Some), faults)
        })
    }

    /// Why one's own file in the place of a page is not used, if it is not.
    pub fn unusable_page(&self, page: Page) -> Option<Unusable> {
        match page {
            Page::Sources => self.sources().1,
            Page::HelpLines => self.help_lines().1,
            Page::Noticing => self.noticing().1,
        }
    }

    /// What guides may refer to. A file of one's own that cannot be used is not judged by.
    pub fn known(&self) -> Known {
        let (sources, no_sources) = self.sources();
        let (rules, no_rules) = self.noticing();
        Known {
            sources: no_sources.is_none().then(|| sources.into_keys().collect()),
            lines: Some(lines::KINDS.iter().map(|kind| (*kind).to_owned()).collect()),
            notice: rules.filter(|_| no_rules.is_none()).map(|rules| rules.names().map(str::to_owned).collect()),
        }
    }

    /// Reads a page with its reader; what is built in steps in for what cannot be used.
    pub fn read_page<T: Default>(
        &self,
        page: Page,
        read: impl Fn(&str) -> (Option<T>, Vec<Fault>),
    ) -> (T, Option<Unusable>) {
        let (text, closed) = self.page(page);
        let (found, faults) = read(&text.text);
        match found {
            Some(found) => (found, closed),
            None => (read(page.text()).0.unwrap_or_default(), Some(text.unusable(faults))),
        }
    }

    fn own_guides(&self) -> BTreeMap<String, PathBuf> {
        let folder = self.folder.as_ref().map(|folder| folder.join("guides"));
        folder.as_deref().map(guide_files).unwrap_or_default()
    }

    fn listed(&self, id: &str, origin: Origin) -> Listed {
        let about = self.read_guide(origin.clone(), Some(id)).map(|loaded| About {
            title: loaded.guide.title,
            about: loaded.guide.about,
            minutes: loaded.guide.minutes,
        });
        Listed { id: id.to_owned(), origin, about }
    }

    fn read_guide(&self, origin: Origin, id: Option<&str>) -> Result<Loaded, Unusable> {
        let loaded = self.parse(Text::open(origin)?, id)?;
        let missing = check::outside(&loaded.marks, &self.known());
        if missing.is_empty() { Ok(loaded) } else { Err(loaded.text.unusable(missing)) }
    }

    fn parse(&self, text: Text, id: Option<&str>) -> Result<Loaded, Unusable> {
        let (read, marks, mut faults) = read::read_marked(&text.text);
        let misnamed = id.and_then(|file| misnamed(&marks, file));
        let Some(mut guide) = read.filter(|_| misnamed.is_none()) else {
            faults.extend(misnamed);
            return Err(text.unusable(sorted(faults)));
        };
        for (id, source) in self.sources().0 {
            guide.sources.entry(id).or_insert(source);
        }
        Ok(Loaded { guide, marks, text })
    }
}

impl Text {
    /// A text that is part of the program.
    pub fn built_in(file: &str, text: &'static str) -> Self {
        Self { name: format!("{file} (built in)"), origin: Origin::BuiltIn, text: Cow::Borrowed(text) }
    }

    /// Opens a file with care.
    pub fn open(origin: Origin) -> Result<Self, Unusable> {
        let path = match &origin {
            Origin::BuiltIn => Path::new(""),
            Origin::File(path) | Origin::Replaces(path) => path,
        };
        let name = path.display().to_string();
        match open::text(path) {
            Ok(text) => Ok(Self { name, origin, text: Cow::Owned(text) }),
            Err((text, faults)) => Err(Unusable { name, text, faults }),
        }
    }

    fn unusable(self, mut faults: Vec<Fault>) -> Unusable {
        faults.retain(|fault| fault.severity == Severity::Error);
        Unusable { name: self.name, text: self.text.into_owned(), faults }
    }
}

impl Unusable {
    /// One sentence for where there is no room for all of it: what, where, and how to see the rest.
    pub fn sentence(&self) -> String {
        let first = self.faults.first();
        let what = first.map_or("it cannot be used", |fault| fault.what.as_str());
        let at = first.map_or(1, |fault| crate::fault::place::place(&self.text, fault.span.start).line);
        let more = self.faults.len().saturating_sub(1);
        let more = if more == 0 { String::new() } else { format!(" (and {more} more; `stepback check` lists them)") };
        crate::text::visible::visible(&format!("{} cannot be used: line {at}: {what}{more}.", self.name))
            .replace('\n', " ")
    }
}

/// The `.toml` files of a folder by name without the ending.
pub fn guide_files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let toml = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "toml");
    let named = |path: PathBuf| path.file_stem().map(|stem| (stem.to_string_lossy().into_owned(), path.clone()));
    let hidden = |name: &str| name.starts_with('.');
    entries
        .take(MOST_FILES)
        .flatten()
        .map(|entry| entry.path())
        .filter(toml)
        .filter_map(named)
        .filter(|(name, _)| !hidden(name))
        .collect()
}

/// Whether anything stands at a path, also something that cannot be opened.
fn there(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Only the head of a built-in guide is looked at: tests make sure that the rest is sound.
fn built_in_listed(id: &str, text: &'static str) -> Listed {
    let end = text.find("\n[").unwrap_or(text.len());
    let head = Head::of(text.get(..end).unwrap_or(text)).ok();
    let said = head.and_then(|head| Some(About { title: head.title?, about: head.about?, minutes: head.minutes }));
    let about = said.ok_or_else(|| Unusable { name: id.to_owned(), text: text.to_owned(), faults: Vec::new() });
    Listed { id: id.to_owned(), origin: Origin::BuiltIn, about }
}

/// Guides in the content folder go by the name of their file, so that no two have one id.
pub fn misnamed(marks: &Marks, file: &str) -> Option<Fault> {
    let id = marks.id.as_ref().filter(|id| id.value != file)?;
    let (id, at, file) = (short(&id.value), id.span.clone(), short(file));
    let fault = Fault::error("id-and-file", at, format!("this guide calls itself `{id}`, and its file `{file}`"));
    Some(fault.mend(format!("write `id = \"{file}\"`, or call the file {id}.toml")))
}

#[cfg(test)]
mod tests;
