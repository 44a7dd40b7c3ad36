//! What the commands share: flags, surroundings, places, the way into the data folder.

use std::io::{self, IsTerminal as _, Write};
use std::path::Path;
use std::sync::Arc;

use clap::ValueEnum as _;

use super::fault::Fault;
use crate::args::{self, Color, Everywhere};
use crate::front::{Asked, Judge, Secret, SecretAsk};
use crate::plain::reason::Surroundings;
use crate::run::{News, secret};
use crate::store::{Door, Folder, FolderFault, Locked, Places, RealFiles, Store, Unlocked, Wishes};
use crate::text::visible::visible;
use crate::tui::Look;
use crate::tui::theme::{Palette, Signs, Theme, Wish};

/// What the commands share.
pub struct Shell {
    /// Flags that every command takes.
    pub everywhere: Everywhere,
}

impl Shell {
    /// With these flags.
    pub fn new(everywhere: Everywhere) -> Self {
        Self { everywhere }
    }

    /// Where things are kept.
    ///
    /// # Errors
    /// When no folder could be found: exit code 2.
    pub fn places(&self) -> anyhow::Result<Places> {
        let own = |flag: &Option<std::path::PathBuf>, name: &str| {
            flag.clone().or_else(|| variable_os(name).map(std::path::PathBuf::from))
        };
        let wishes = Wishes {
            data: own(&self.everywhere.data_dir, "STEPBACK_DATA_DIR"),
            content: own(&self.everywhere.content_dir, "STEPBACK_CONTENT_DIR"),
        };
        Places::find(&wishes).map_err(Fault::usage)
    }

    /// Whether the content folder named on the command line, if one is, can be looked into.
    ///
    /// # Errors
    /// When there is no such folder: exit code 2.
    pub fn content_is_there(&self) -> anyhow::Result<()> {
        match &self.everywhere.content_dir {
            Some(folder) if !folder.is_dir() => Err(Fault::usage(format!(
                "There is no folder {}, which --content-dir names. Nothing has been changed. `stepback new` makes it with a first guide in it.",
                shown(folder)
            ))),
            Some(_) | None => Ok(()),
        }
    }

    /// What decides between the fronts.
    pub fn surroundings(&self) -> Surroundings {
        Surroundings {
            flag: self.everywhere.plain,
            accessible: variable("ACCESSIBLE"),
            term: variable("TERM"),
            input: io::stdin().is_terminal(),
            output: io::stdout().is_terminal(),
        }
    }

    /// Whether colours are to be used on the screen.
    pub fn color(&self) -> bool {
        match self.everywhere.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => variable("NO_COLOR").is_none(),
        }
    }

    /// Whether colours are to be used in lines that go to standard error.
    pub fn color_on_errors(&self) -> bool {
        self.color_in_lines(io::stderr().is_terminal())
    }

    /// Whether colours are to be used in lines that go to standard output.
    pub fn color_on_output(&self) -> bool {
        self.color_in_lines(io::stdout().is_terminal())
    }

    fn color_in_lines(&self, terminal: bool) -> bool {
        match self.everywhere.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                let dumb = variable("TERM").is_none_or(|term| term == "dumb");
                variable("NO_COLOR").is_none() && !dumb && terminal
            }
        }
    }

    /// Whether anything may move.
    pub fn motion(&self) -> bool {
        !self.everywhere.no_motion && variable("NO_MOTION").is_none()
    }

    /// The background the colours are for; a variable nobody understands asks for nothing.
    fn theme(&self) -> Theme {
        let named = || variable("STEPBACK_THEME").and_then(|name| args::Theme::from_str(&name, true).ok());
        match self.everywhere.theme.or_else(named) {
            Some(args::Theme::Light) => Theme::Light,
            Some(args::Theme::Dark) => Theme::Dark,
            Some(args::Theme::Auto) | None => Theme::Auto,
        }
    }

    /// How the full screen looks.
    pub fn look(&self) -> Look {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| variable(name)).unwrap_or_default();
        let colors = variable("COLORFGBG").unwrap_or_default();
        let term = variable("TERM").unwrap_or_default();
        Look {
            palette: Palette::choose(Wish {
                color: self.color(),
                theme: self.theme(),
                colorfgbg: &colors,
                term: &term,
            }),
            signs: Signs::for_locale(&locale),
            motion: self.motion(),
            ..Look::default()
        }
    }

    /// The data folder's door; `None` when there is no folder yet.
    ///
    /// # Errors
    /// When there is something wrong with the folder.
    pub fn door(&self) -> anyhow::Result<Option<Door>> {
        let places = self.places()?;
        match Folder::open(&places, Arc::new(RealFiles)) {
            Ok(folder) => Ok(Some(folder.enter())),
            Err(FolderFault::NotYet(_)) => Ok(None),
            Err(fault) => Err(Fault::said(fault)),
        }
    }

    /// The same for somebody who can be asked: a folder that is gone can be made anew, one that others may write into
    /// can be made private.
    ///
    /// # Errors
    /// When there is something wrong with the folder, and it was not to be mended.
    pub fn door_or_mend(&self, out: &mut dyn Write) -> anyhow::Result<Option<Door>> {
        let places = self.places()?;
        let files = Arc::new(RealFiles);
        let fault = match Folder::open(&places, Arc::<RealFiles>::clone(&files)) {
            Ok(folder) => return Ok(Some(folder.enter())),
            Err(FolderFault::NotYet(_)) => return Ok(None),
            Err(fault) => fault,
        };
        let question = match &fault {
            FolderFault::Unmarked(..) => "Make that file again and go on with the sessions that are there?",
            FolderFault::Gone(_) => "Begin with a new, empty folder there?",
            FolderFault::Shared(_) => "Take the other users' rights to it away now?",
            FolderFault::NotYet(_)
            | FolderFault::Foreign(_)
            | FolderFault::NotAFolder(_)
            | FolderFault::MarkerDamaged(_)
            | FolderFault::Newer(..)
            | FolderFault::Disk(..) => return Err(Fault::said(fault)),
        };
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(Fault::said(format!("{fault} Started in a terminal, `stepback` asks: {question}")));
        }
        writeln!(out, "{}", to_fit(&fault.to_string(), io::stdout()))?;
        if super::ask::yes(out, question)? != Some(true) {
            return Err(Fault::said("Nothing has been changed."));
        }
        let mended = match fault {
            FolderFault::Shared(_) => Folder::mend(&places, files.as_ref()).and_then(|()| Folder::open(&places, files)),
            _ => Folder::make(&places, files),
        };
        Ok(Some(mended.map_err(Fault::said)?.enter()))
    }

    /// The open folder; asks for the passphrase on the terminal itself where there is one. `None` when nothing is
    /// kept yet.
    ///
    /// # Errors
    /// When the folder cannot be opened.
    pub fn store(&self, out: &mut dyn Write) -> anyhow::Result<Option<Store>> {
        match self.door()? {
            None => Ok(None),
            Some(Door::Open(store)) => Ok(Some(store)),
            Some(Door::Locked(locked)) => Ok(Some(unlock(&locked, out)?)),
        }
    }
}

/// Asks for the passphrase until it opens the folder.
///
/// # Errors
/// When there is no terminal to ask on, the person would rather not, or the key is not there to be opened.
pub fn unlock(locked: &Locked, out: &mut dyn Write) -> anyhow::Result<Store> {
    let mut opened = None;
    let mut judge = |secret: &Secret| match open(locked, secret) {
        Ok(unlocked) => {
            opened = Some(Ok(unlocked));
            Ok(())
        }
        Err(Refused::Again(words)) => Err(words),
        Err(Refused::Useless(words)) => {
            opened = Some(Err(Fault::said(words)));
            Ok(())
        }
    };
    passphrase(&crate::run::passphrase_ask(), &mut judge, "Your sessions are sealed")?;
    match opened {
        Some(unlocked) => told(unlocked?, out),
        None => Err(Fault::said("Nothing was opened, and nothing has been changed.")),
    }
}

/// Asks for a passphrase on the terminal until one is taken; none was where the person would rather not. `why`: what makes
/// it necessary, for where it cannot be asked.
///
/// # Errors
/// When there is no terminal to ask on, or a signal ended it.
pub fn passphrase(ask: &SecretAsk, judge: &mut Judge<'_>, why: &str) -> anyhow::Result<()> {
    let asked = secret::ask(ask, judge).map_err(|_| {
        Fault::said(format!(
            "{why}, and there is no terminal to ask for the passphrase on. Nothing has been changed. Start this in a terminal."
        ))
    })?;
    match asked {
        Asked::News(News::Signal(signal)) => Err(Fault::ended(signal)),
        Asked::News(News::Saved(_) | News::Guide(_) | News::Rules | News::Failed) | Asked::Taken | Asked::Declined => {
            Ok(())
        }
    }
}

/// Why a passphrase did not open the folder.
pub enum Refused {
    /// Another one may.
    Again(String),
    /// None will.
    Useless(String),
}

/// Tries a passphrase on the folder.
///
/// # Errors
/// Whether to ask again.
pub fn open(locked: &Locked, secret: &Secret) -> Result<Unlocked, Refused> {
    use crate::store::UnlockFault as Why;
    let passphrase = crate::run::passphrase(secret).map_err(Refused::Again)?;
    locked.unlock(&passphrase).map_err(|why| match why {
        Why::WrongPassphrase | Why::WrongOrChanged => Refused::Again(why.to_string()),
        Why::Missing | Why::Damaged | Why::TooMuchWork | Why::NotBuilt | Why::Disk(_) => {
            Refused::Useless(why.to_string())
        }
    })
}

/// What is to be said about the key and about what still lay open.
pub fn told(unlocked: Unlocked, out: &mut dyn Write) -> anyhow::Result<Store> {
    for note in &unlocked.notes {
        writeln!(out, "{note}")?;
    }
    if !unlocked.conversion.left.is_empty() {
        let names: Vec<_> = unlocked.conversion.left.iter().map(|name| visible(name).into_owned()).collect();
        writeln!(
            out,
            "These files could not be read and are not sealed: {}. They were left as they are.",
            names.join(", ")
        )?;
    }
    Ok(unlocked.store)
}

/// A variable that is set to something.
pub fn variable(name: &str) -> Option<String> {
    variable_os(name).map(|value| value.to_string_lossy().into_owned())
}

/// The same as it is.
pub fn variable_os(name: &str) -> Option<std::ffi::OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// Words for an output: in a terminal its rows end between words. Elsewhere every sentence stays in one piece, to be
/// searched.
pub fn to_fit(words: &str, output: impl std::os::fd::AsFd) -> String {
    let window = rustix::termios::tcgetwinsize(output).ok().filter(|window| window.ws_col > 0);
    window.map_or_else(|| words.to_owned(), |window| in_rows(words, usize::from(window.ws_col)))
}

/// Divides long lines between words. Lines that are set out already (excerpts of a file) stay as they are.
fn in_rows(words: &str, width: usize) -> String {
    let rows = textwrap::Options::new(width)
        .break_words(false)
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    let set_out = |line: &str| line.starts_with(|first: char| first.is_whitespace() || first.is_ascii_digit());
    let row = |line: &str| if set_out(line) { line.to_owned() } else { textwrap::fill(line, &rows) };
    words.split('\n').map(row).collect::<Vec<_>>().join("\n")
}

/// A path as it may be shown.
pub fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_end_between_words() {
        let words = "Name another folder with --data-dir, or\n  12 | excerpts stay as they are, however long\n/a/very/long/path";
        let rows = "Name another\nfolder with\n--data-dir, or\n  12 | excerpts stay as they are, however long\n/a/very/long/path";
        assert_eq!(in_rows(words, 15), rows);
        assert_eq!(in_rows(words, 80), words);
    }
}
