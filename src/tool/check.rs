//! `stepback check`: everything that is wrong with content, in one run.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde_json::Value;

use crate::fault::report::{self, Format};
use crate::fault::{Fault, Severity, sorted};
use crate::guide::check::{Known, check as check_guide};
use crate::guide::read::read_marked;
use crate::library::built_in::{GUIDES, Page};
use crate::library::{Library, Origin, Text, Unusable, guide_files, lines, misnamed, sources};
use crate::notice::Rules;

/// How findings are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// With excerpts.
    Human {
        /// In colour.
        colour: bool,
    },
    /// One line each, as editors read them.
    Short,
    /// One JSON array of all findings.
    Json,
}

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Files looked at.
    pub files: usize,
    /// Findings that keep a file from being used, or would make it unsafe.
    pub errors: usize,
    /// The rest.
    pub warnings: usize,
}

/// What kind of content a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Guide,
    Page(Page),
}

/// One file to look at.
struct Item {
    kind: Kind,
    content: Result<Text, Unusable>,
    /// What it refers to outside itself.
    known: usize,
    /// The name it goes by, where that is the name of its file.
    called: Option<String>,
}

/// Checks files and folders, or, where none is named, everything in use: what is built in and what is one's own.
pub fn check(library: &Library, paths: &[PathBuf], form: Form, today: Date, out: &mut dyn Write) -> io::Result<Tally> {
    let mut all = Gathered {
        known: vec![library.known()],
        guides: library.folder().and_then(|folder| folder.join("guides").canonicalize().ok()),
        items: Vec::new(),
    };
    if paths.is_empty() {
        all.in_use(library);
    }
    for path in paths {
        if path.is_dir() { all.folder(path) } else { all.file(path, 0) }
    }
    let mut telling = Telling { form, out, tally: Tally::default(), json: Vec::new() };
    for item in all.items {
        let known = all.known.get(item.known);
        let (name, text, faults) = judged(item, known, today);
        telling.tell(&name, &text, &faults)?;
    }
    telling.end()
}

struct Gathered {
    /// By library: the one in use, then one for each folder named.
    known: Vec<Known>,
    /// Where one's own guides are, if there is such a folder.
    guides: Option<PathBuf>,
    items: Vec<Item>,
}

impl Gathered {
    fn in_use(&mut self, library: &Library) {
        for (id, text) in GUIDES {
            self.built_in(Kind::Guide, Text::built_in(&format!("{id}.toml"), text));
        }
        for page in Page::ALL {
            self.built_in(Kind::Page(page), Text::built_in(page.file(), page.text()));
        }
        if let Some(folder) = library.folder() {
            self.content_of(folder, 0);
        }
    }

    /// A folder of content: its own sources and rules count for its guides.
    fn folder(&mut self, folder: &Path) {
        self.known.push(Library::new(Some(folder.to_owned())).known());
        let known = self.known.len() - 1;
        self.content_of(folder, known);
    }

    fn content_of(&mut self, folder: &Path, known: usize) {
        for path in guide_files(folder).into_values() {
            self.file(&path, known);
        }
        for (called, path) in guide_files(&folder.join("guides")) {
            self.open(&path, known, Some(called));
        }
    }

    /// A file that lies anywhere, perhaps among one's own guides.
    fn file(&mut self, path: &Path, known: usize) {
        let called = self.guides.as_deref().filter(|guides| lies_in(path, guides)).and_then(|guides| {
            let mut all = guide_files(guides).into_iter();
            all.find(|(_, guide)| guide.file_name() == path.file_name()).map(|(called, _)| called)
        });
        self.open(path, known, called);
    }

    fn open(&mut self, path: &Path, known: usize, called: Option<String>) {
        let page = Page::ALL.into_iter().find(|page| path.file_name().is_some_and(|name| name == page.file()));
        let kind = page.map_or(Kind::Guide, Kind::Page);
        self.items.push(Item { kind, content: Text::open(Origin::File(path.to_owned())), known, called });
    }

    fn built_in(&mut self, kind: Kind, text: Text) {
        self.items.push(Item { kind, content: Ok(text), known: 0, called: None });
    }
}

/// Whether a file lies in a folder, whatever both are called.
fn lies_in(path: &Path, folder: &Path) -> bool {
    let beside = path.parent().map(|beside| if beside.as_os_str().is_empty() { Path::new(".") } else { beside });
    beside.and_then(|beside| beside.canonicalize().ok()).is_some_and(|beside| beside == folder)
}

/// The name, text and faults of one file.
fn judged(item: Item, known: Option<&Known>, today: Date) -> (String, String, Vec<Fault>) {
    let text = match item.content {
        Ok(text) => text,
        Err(unusable) => return (unusable.name, unusable.text, unusable.faults),
    };
    let faults = match item.kind {
        Kind::Guide => guide_called(&text.text, known, item.called.as_deref()),
        Kind::Page(Page::Sources) => sources::read(&text.text).1,
        Kind::Page(Page::HelpLines) => lines::read(&text.text, Some(today)).1,
        Kind::Page(Page::Noticing) => Rules::read_over(&text.text, Page::Noticing.text()).1,
    };
    (text.name, text.text.into_owned(), faults)
}

/// All faults of a guide.
pub fn guide(text: &str, known: Option<&Known>) -> Vec<Fault> {
    guide_called(text, known, None)
}

/// The same, of one that goes by the name of its file.
fn guide_called(text: &str, known: Option<&Known>, called: Option<&str>) -> Vec<Fault> {
    let (guide, marks, mut faults) = read_marked(text);
    faults.extend(check_guide(guide.as_ref(), &marks, known.unwrap_or(&Known::default())));
    faults.extend(called.and_then(|called| misnamed(&marks, called)));
    sorted(faults)
}

struct Telling<'o> {
    form: Form,
    out: &'o mut dyn Write,
    tally: Tally,
    json: Vec<Value>,
}

impl Telling<'_> {
    fn tell(&mut self, name: &str, text: &str, faults: &[Fault]) -> io::Result<()> {
        self.tally.files += 1;
        let errors = faults.iter().filter(|fault| fault.severity == Severity::Error).count();
        self.tally.errors += errors;
        self.tally.warnings += faults.len() - errors;
        let format = match self.form {
            Form::Human { colour } => Format::Human { colour },
            Form::Short => Format::Short,
            Form::Json => {
                self.json.extend(report::json(name, text, faults));
                return Ok(());
            }
        };
        self.out.write_all(report::report(name, text, faults, format).as_bytes())
    }

    fn end(self) -> io::Result<Tally> {
        match self.form {
            Form::Human { .. } => writeln!(self.out, "{}", self.tally.sentence())?,
            Form::Short => {}
            Form::Json => writeln!(self.out, "{:#}", Value::Array(self.json))?,
        }
        Ok(self.tally)
    }
}

/// A folder without content was named; perhaps another one was meant.
const NOTHING_THERE: &str =
    "There is no content here: guides are files that end in .toml, in this folder or in its folder `guides`.";

impl Tally {
    fn sentence(self) -> String {
        let count = |count: usize, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
        let files = count(self.files, "file");
        match (self.errors, self.warnings) {
            (0, 0) if self.files == 0 => NOTHING_THERE.to_owned(),
            (0, 0) => format!("{files} looked at, nothing found."),
            (errors, 0) => format!("{files} looked at: {}.", count(errors, "error")),
            (0, warnings) => format!("{files} looked at: {}.", count(warnings, "warning")),
            (errors, warnings) => {
                format!("{files} looked at: {}, {}.", count(errors, "error"), count(warnings, "warning"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BAD: &str = "format = 1\nid = \"bad\"\ntitle = \"B\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n[[stage.step]]\nid = \"a\"\nkind = \"raed\"\n";
    const LOUD: &str = "format = 1\nid = \"loud\"\ntitle = \"L\"\nabout = \"A.\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n[[stage.step]]\nid = \"a\"\nkind = \"read\"\nask = \"Stop!\"\n";

    fn told(folder: Option<&Path>, paths: &[PathBuf], form: Form) -> (String, Tally) {
        let library = Library::new(folder.map(Path::to_owned));
        let mut out = Vec::new();
        let tally = check(&library, paths, form, "2026-11-23".parse().unwrap(), &mut out).unwrap();
        (String::from_utf8(out).unwrap(), tally)
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("guides")).unwrap();
        std::fs::write(folder.path().join("guides/bad.toml"), BAD).unwrap();
        std::fs::write(folder.path().join("guides/loud.toml"), LOUD).unwrap();
        std::fs::write(folder.path().join("sources.toml"), "format = 1\n[[sauce]]\n").unwrap();
        folder
    }

    #[test]
    fn a_folder_is_checked_whole() {
        let folder = folder();
        let (said, tally) = told(None, &[folder.path().to_owned()], Form::Short);
        assert_eq!(tally, Tally { files: 3, errors: 3, warnings: 1 });
        assert_eq!(said.lines().count(), 4, "{said}");
        assert!(said.contains("bad.toml:9:8: error[unknown-kind]"), "{said}");
        assert!(said.contains("loud.toml:11:7: warning[exclamation]"), "{said}");
        assert!(said.contains("sources.toml:2:3: error[unknown-key]"), "{said}");
    }

    #[test]
    fn a_file_is_told_in_three_forms() {
        let folder = folder();
        let path = folder.path().join("guides/loud.toml");
        let (human, _) = told(None, std::slice::from_ref(&path), Form::Human { colour: false });
        assert!(human.ends_with("1 file looked at: 1 warning.\n"), "{human}");
        assert!(human.contains("  | "), "{human}");
        let (json, _) = told(None, &[path], Form::Json);
        let found: Value = serde_json::from_str(&json).unwrap();
        assert_eq!((&found[0]["code"], &found[0]["line"]), (&Value::from("exclamation"), &Value::from(11)));
        assert!(found[0]["file"].as_str().unwrap().ends_with("loud.toml"));
        let missing = folder.path().join("none.toml");
        assert_eq!(told(None, &[missing], Form::Short).1, Tally { files: 1, errors: 1, warnings: 0 });
    }

    #[test]
    fn a_guide_of_the_content_folder_is_called_like_its_file() {
        let folder = folder();
        let (guides, other) = (folder.path().join("guides"), folder.path().join("guides/other.toml"));
        std::fs::write(&other, LOUD.replace("Stop!", "Stop.")).unwrap();
        let named = |own: bool, path: &[&Path]| {
            let paths: Vec<PathBuf> = path.iter().map(|path| (*path).to_owned()).collect();
            let said = told(own.then_some(folder.path()), &paths, Form::Short).0;
            said.matches("guides/other.toml:2:6: error[id-and-file] this guide calls itself `loud`").count()
        };
        assert_eq!(named(true, &[]), 1, "everything in use");
        assert_eq!(named(false, &[folder.path()]), 1, "a folder laid out like one");
        assert_eq!((named(true, &[&other]), named(true, &[&guides])), (1, 1), "what is named of one's own");
        assert_eq!(named(false, &[&other]), 0, "a file that lies anywhere may be called anything");
    }

    #[test]
    fn a_folder_with_nothing_in_it_is_not_called_sound() {
        let folder = tempfile::tempdir().unwrap();
        let (said, tally) = told(None, &[folder.path().to_owned()], Form::Human { colour: false });
        assert_eq!(tally, Tally::default());
        assert!(said.starts_with("There is no content here:"), "{said}");
    }

    #[test]
    fn everything_in_use_is_what_is_built_in_and_ones_own() {
        let folder = folder();
        let (said, tally) = told(Some(folder.path()), &[], Form::Short);
        assert_eq!(tally, Tally { files: GUIDES.len() + 3 + 3, errors: 3, warnings: 1 }, "{said}");
    }
}
