//! Sitting down to a session: the front that fits, signals, the loop, and a word at the end.

use std::io::{self, BufReader, IsTerminal as _, Write};
use std::ops::Range;
use std::os::fd::AsFd as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use super::begin::Opened;
use super::content::{Content, Found};
use super::output::Output;
use super::shell::{variable, variable_os};
use super::{Fault, Outcome, Shell, home};
use crate::export::markdown;
use crate::failing::{self, OUR_FAULT};
use crate::front::Front;
use crate::guide::Guide;
use crate::notice::Category;
use crate::plain::{Manner, Plain};
use crate::run::editor::{self, Editor};
use crate::run::keeper::{AtWork, Keeper};
use crate::run::lock::{Lock, Manner as Locking};
use crate::run::noticing::Noticing;
use crate::run::{End, Ended, News, Rest, Sitting, known, secret, tty};
use crate::screen::block;
use crate::session::{Farewell, Keeping, Session};
use crate::signals::{self, Signal, Watch};
use crate::store::{DiskFault, RealFiles, SessionFile, SessionId, Store};
use crate::text::visible::visible;
use crate::tui::field::Mark;
use crate::tui::{Noticer, Terminal, guard};

/// How long a protected session may be left alone before the passphrase is asked for again.
const LOCK_AFTER: Duration = Duration::from_secs(5 * 60);

/// A session to sit down to.
pub struct Seat {
    /// The session, new or taken up again.
    pub session: Session,
    /// Its guide.
    pub guide: Guide,
    /// Where the guide comes from; empty for a built-in one.
    pub origin: String,
    /// The guide's text, where it is to be kept beside the session.
    pub copy: Option<String>,
    /// The open folder, if there is one.
    pub store: Option<Store>,
    /// The file of a session taken up again; without one it can only be read.
    pub file: Option<(SessionId, Option<SessionFile>)>,
    /// The guide's own file while it is being written: read again when it changes, and nothing is kept.
    pub preview: Option<PathBuf>,
    /// The country help lines were asked for on the way here.
    pub country: Option<String>,
}

impl Seat {
    /// A new session on a guide.
    pub fn new(found: Found, store: Option<Store>) -> Self {
        let session = Session::begin(&found.guide, "", found.copy.is_some());
        Self {
            session,
            guide: found.guide,
            origin: found.origin,
            copy: found.copy,
            store,
            file: None,
            preview: None,
            country: None,
        }
    }
}

/// What to do at a front.
pub enum Task {
    /// Sit down to a session.
    Sit(Box<Seat>),
    /// Show what there is to do with what is saved.
    Home(Box<Opened>),
}

/// Opens the front that fits and does the task there.
pub fn sit(shell: &Shell, out: &mut dyn Write, content: &Content, task: Task) -> Outcome {
    let noticing = Noticing::later(content.rules());
    if let Some(reason) = shell.surroundings().reason() {
        let manner = Manner { reason, echoed: io::stdin().is_terminal() && io::stdout().is_terminal() };
        let front = Plain::new(BufReader::new(io::stdin()), Output::new(), manner, Box::new(secret::ask))?;
        let mut front = front.with_help(content.lines());
        let locking = Locking::BeforeMore;
        let table = Table { shell, content, noticing, ahead: false, locking, hurry: || {}, rescue: tty::give_back };
        table.serve(out, &mut front, task)
    } else {
        let mut front = Terminal::open(shell.look(), Box::new(Marks(noticing.clone())))?;
        let rescue = || {
            // A question may be asked on the terminal itself while the screen is put aside.
            tty::give_back();
            guard::restore();
        };
        let (locking, hurry) = (Locking::AtOnce, guard::blank);
        let table = Table { shell, content, noticing, ahead: true, locking, hurry, rescue };
        table.serve(out, &mut front, task)
    }
}

/// Everything around a front.
struct Table<'a> {
    shell: &'a Shell,
    content: &'a Content,
    noticing: Noticing,
    /// The rules for that are read while the first screen is shown. A line that was said cannot be said again with more.
    ahead: bool,
    locking: Locking,
    /// Takes everything private off the screen, from any thread.
    hurry: fn(),
    /// Gives the terminal back, from any thread.
    rescue: fn(),
}

impl Table<'_> {
    fn serve<F: Front<External = News>>(&self, out: &mut dyn Write, front: &mut F, task: Task) -> Outcome {
        let at_work = AtWork::default();
        let watch = self.watch(front, at_work.clone())?;
        let post = front.post();
        failing::tell(move || post(News::Failed));
        if self.ahead {
            let post = front.post();
            // Without a thread they are read when they are needed.
            let _ = self.noticing.read_ahead(move || post(News::Rules));
        }
        let mut ended = self.work(out, front, task, at_work);
        let closed = front.close();
        watch.left();
        if let Err(fault) = &ended
            && gone_with_terminal(fault)
        {
            ended = Ok(Parting::new(End::Signal(Signal::End(signal_hook::consts::SIGHUP))));
        }
        let parting = ended?;
        closed?;
        parting.say(out)
    }

    fn watch<F: Front<External = News>>(&self, front: &F, at_work: AtWork) -> anyhow::Result<Watch> {
        let post = front.post();
        let (hurry, rescue) = (self.hurry, self.rescue);
        let bring = move |signal| {
            if matches!(signal, Signal::Quick | Signal::End(_)) {
                hurry();
            }
            post(News::Signal(signal));
        };
        let last_rites = move || {
            rescue();
            at_work.finish();
            editor::clean();
        };
        let watch = Watch::start(bring, last_rites)?;
        for terminal in [io::stdin().as_fd(), io::stdout().as_fd()] {
            if rustix::termios::isatty(terminal) {
                signals::watch_terminal(terminal)?;
                break;
            }
        }
        Ok(watch)
    }

    fn work<F: Front<External = News>>(
        &self,
        out: &mut dyn Write,
        front: &mut F,
        task: Task,
        at_work: AtWork,
    ) -> anyhow::Result<Parting> {
        let seat = match task {
            Task::Sit(seat) => seat,
            Task::Home(opened) => {
                match home::home(front, self.content, *opened, (self.shell.places()?, self.lock()))? {
                    home::Next::Sit(seat) => seat,
                    home::Next::End(end) => return Ok(Parting::new(end)),
                }
            }
        };
        if self.locking == Locking::BeforeMore && !seat.origin.is_empty() {
            // Whoever only hears lines knows from the start whose words these are.
            let said = crate::screen::words::guide_from(&seat.guide.title, &seat.origin);
            writeln!(out, "{}", visible(&said))?;
        }
        self.at(front, *seat, at_work)
    }

    fn lock(&self) -> Lock {
        Lock::new(Some(LOCK_AFTER), self.locking)
    }

    fn at<F: Front<External = News>>(&self, front: &mut F, seat: Seat, at_work: AtWork) -> anyhow::Result<Parting> {
        let places = self.shell.places()?;
        let rest = Rest {
            lines: self.content.lines(),
            country: seat.country.or_else(country),
            origin: seat.origin,
            editor: Editor::find(variable_os, &places.data),
            noticing: self.noticing.clone(),
            lock: self.lock(),
            copy,
            copy_place: copy_place(),
        };
        let known = match &seat.store {
            Some(store) => known::others(store, seat.file.as_ref().map(|(id, _)| id))
                .map_err(|fault| Fault::said(format!("{fault}. {}", fault.mend())))?,
            None => Vec::new(),
        };
        let mut keeper = Keeper::new((places, Arc::new(RealFiles)), seat.store, seat.copy, front.post(), at_work);
        if let Some((id, file)) = seat.file {
            keeper = keeper.going_on(id, file);
        }
        if let Some(path) = seat.preview {
            keeper = keeper.keeping_nothing(super::preview::SAVES_NOTHING.to_owned());
            super::preview::follow(self.shell, path, front.post())?;
        }
        let left = rest.editor.sweep();
        let mut sitting = Sitting::new(seat.session, seat.guide, keeper, rest, known);
        if let Some(said) = left {
            sitting.remark(said);
        }
        let end = crate::run::sit(front, &mut sitting);
        // The terminal is the person's own again before the disk is waited for.
        let closed = front.close();
        let ended = sitting.finish();
        closed?;
        Ok(Parting { end: end?, ended })
    }
}

/// The input is gone because the terminal is. A pipe that nobody reads is no terminal.
fn gone_with_terminal(fault: &anyhow::Error) -> bool {
    !Fault::is_nobody_reading(fault)
        && fault.is::<io::Error>()
        && [io::stdin().as_fd(), io::stdout().as_fd()].into_iter().any(signals::is_hung_up)
}

/// How a sitting ended, and what there is to say about it.
struct Parting {
    end: End,
    ended: Ended,
}

impl Parting {
    fn new(end: End) -> Self {
        Self { end, ended: Ended::default() }
    }

    fn say(self, out: &mut dyn Write) -> Outcome {
        let farewell = match (self.end, signals::called()) {
            (End::Failed, _) => {
                writeln!(io::stderr(), "{}", after_failure(&self.ended))?;
                return Ok(ExitCode::from(OUR_FAULT));
            }
            // Also one that came in while the disk was waited for: from then on nothing is said.
            (_, Some(signal)) | (End::Signal(signal), None) => return Ok(ExitCode::from(signal.code())),
            (End::Left(Farewell::Silent), None) => return Ok(ExitCode::SUCCESS),
            (End::Left(farewell), None) => farewell,
        };
        if let Some(why) = self.ended.unsaved {
            return Err(Fault::said(why.said));
        }
        if let Some(path) = &self.ended.copied {
            let path = super::shell::shown(path);
            writeln!(
                out,
                "A copy is in {path}. Whoever opens that file can read it. The session itself was not saved."
            )?;
            return Ok(ExitCode::SUCCESS);
        }
        let id = self.ended.id.as_ref().map(SessionId::short).unwrap_or_default();
        match (nothing_kept(&self.ended), farewell) {
            (_, Farewell::Silent | Farewell::Ended) => {}
            (true, _) => writeln!(out, "Nothing was kept, as you chose.")?,
            (false, _) if self.ended.read_only && !id.is_empty() => {
                writeln!(out, "Nothing was changed: this session was open for reading only.")?;
            }
            (false, _) if id.is_empty() => {}
            (false, Farewell::Finished) => writeln!(out, "Saved. `stepback show {id}` reads it again.")?,
            (false, Farewell::Waiting) => writeln!(out, "Saved. It waits for you: `stepback resume {id}`.")?,
            (false, Farewell::Resume) => {
                writeln!(out, "Saved. `stepback resume {id}` goes on from here.")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn nothing_kept(ended: &Ended) -> bool {
    matches!(ended.keeping, Some(Keeping::Memory | Keeping::Erase))
}

/// What is true of the words after a part of the program failed.
fn after_failure(ended: &Ended) -> String {
    if nothing_kept(ended) {
        return "Nothing was kept, as you chose, so what you wrote is gone.".to_owned();
    }
    if ended.read_only {
        return "Nothing was being saved here, and nothing has been changed.".to_owned();
    }
    if let Some(why) = &ended.unsaved {
        let last = "What was saved before is still there; the last words are not in it.";
        let reason = format!("The reason: {}.", why.reason);
        return match &ended.id {
            Some(id) => format!("{last} {reason} `stepback resume {}` goes on from there.", id.short()),
            None => format!("What you wrote could not be saved. {reason}"),
        };
    }
    match &ended.id {
        None => failing::NOTHING_OPEN.to_owned(),
        Some(id) if ended.cut_short => format!(
            "What you wrote is saved up to a moment before; the last change may be missing. `stepback resume {}` goes on from there.",
            id.short()
        ),
        Some(id) => format!("What you wrote is saved. `stepback resume {}` goes on from there.", id.short()),
    }
}

/// Writes a copy of a session that cannot be saved into a new file that only its owner can read.
fn copy(session: &Session, guide: &Guide, path: &Path) -> Result<(), String> {
    let text = markdown::write(&super::show::walked(session, guide));
    super::export::new_file(path, text.as_bytes()).map_err(|fault| {
        let why = match fault.kind() {
            io::ErrorKind::AlreadyExists => "something is there already, and was left as it is".to_owned(),
            _ => DiskFault::of(&fault).to_string(),
        };
        format!("No copy could be written there: {why}. Another place may do.")
    })
}

/// Where a copy may go: a new file in the person's own folder.
fn copy_place() -> PathBuf {
    let home = variable_os("HOME").map(PathBuf::from).unwrap_or_default();
    let name = |number: usize| home.join(if number == 0 { "copy.md".to_owned() } else { format!("copy-{number}.md") });
    (0..100).map(name).find(|path| path.symlink_metadata().is_err()).unwrap_or_else(|| name(0))
}

/// Draws what is noticed while somebody writes.
struct Marks(Noticing);

impl Noticer for Marks {
    fn marks(&mut self, editor: &block::Editor<'_>, number: usize, within: &Range<usize>) -> Vec<Mark> {
        let mark = |(range, category): (_, &Category)| Mark {
            range,
            cue: category.cue,
            name: category.name.clone(),
            legend: category.legend.clone(),
            safety: category.effect.is_about_safety(),
        };
        self.0.marks(editor, number, within).into_iter().map(mark).collect()
    }
}

/// The country of the surroundings' language (`de_AT.UTF-8`): a first guess for help lines, changed by a key.
pub fn country() -> Option<String> {
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| variable(name))?;
    of_locale(&locale)
}

fn of_locale(locale: &str) -> Option<String> {
    let (_, rest) = locale.split_once('_')?;
    let code: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    (code.len() == 2).then(|| code.to_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::not_saved::NotSaved;
    use crate::store::{FolderFault, SaveFault};

    #[track_caller]
    fn check(locale: &str, expected: Option<&str>) {
        assert_eq!(of_locale(locale).as_deref(), expected);
    }

    #[test]
    fn after_a_failure_the_reason_is_whole_and_promises_nothing() {
        let folder = FolderFault::Gone("/media/A. B/stepback".into());
        let ended = |fault| Ended { unsaved: Some(NotSaved::of(&fault)), ..Ended::default() };
        let missing = SaveFault::Folder("/media/A. B/stepback".into(), DiskFault::Missing);
        let said = after_failure(&ended(missing));
        assert!(said.ends_with("/media/A. B/stepback, is not there and cannot be made."), "{said}");
        let said = after_failure(&ended(SaveFault::NoFolder(Box::new(folder))));
        assert_eq!(said, "What you wrote could not be saved. The reason: the folder for your sessions cannot be used.");
    }

    #[test]
    fn a_locale_names_a_country() {
        check("de_AT.UTF-8", Some("AT"));
        check("en_us", Some("US"));
        check("C.UTF-8", None);
        check("POSIX", None);
        check("sr_Latn_RS", None);
    }
}
