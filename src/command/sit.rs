//! Sitting down to a session: the front that fits, signals, the loop, and a word at the end.

use std::io::{self, BufReader, IsTerminal as _, Write};
use std::os::fd::AsFd as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use super::content::{Content, Found};
use super::shell::{variable, variable_os};
use super::{Fault, Outcome, Shell, home};
use crate::front::Front;
use crate::guide::Guide;
use crate::plain::{Manner, Plain};
use crate::run::editor::{self, Editor};
use crate::run::keeper::{AtWork, Keeper};
use crate::run::lock::{Lock, Manner as Locking};
use crate::run::noticing::Noticing;
use crate::run::{End, News, Rest, Sitting, known, run, secret, tty};
use crate::session::{Farewell, Keeping, Session};
use crate::signals::{self, Signal, Watch};
use crate::store::{SessionFile, SessionId, Store};
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
}

impl Seat {
    /// A new session on a guide.
    pub fn new(found: Found, store: Option<Store>) -> Self {
        let session = Session::begin(&found.guide, "", found.copy.is_some());
        Self { session, guide: found.guide, origin: found.origin, copy: found.copy, store, file: None, preview: None }
    }
}

/// What to do at a front.
pub enum Task {
    /// Sit down to a session.
    Sit(Box<Seat>),
    /// Show what there is to do with what is saved.
    Home(Box<Store>),
}

/// Opens the front that fits and does the task there.
pub fn sit(shell: &Shell, out: &mut dyn Write, content: &Content, task: Task) -> Outcome {
    let noticing = Noticing::new(content.rules()?);
    if let Some(reason) = shell.surroundings().reason() {
        let manner = Manner { reason, echoed: io::stdin().is_terminal() && io::stdout().is_terminal() };
        let mut front = Plain::new(BufReader::new(io::stdin()), io::stdout(), manner, Box::new(secret::ask))?;
        let locking = Locking::BeforeMore;
        let table = Table { shell, content, noticing, locking, hurry: || {}, rescue: tty::give_back };
        table.serve(out, &mut front, task)
    } else {
        let mut front = Terminal::open(shell.look(), Box::new(Marks(noticing.clone())))?;
        let rescue = || {
            // A question may be asked on the terminal itself while the screen is put aside.
            tty::give_back();
            guard::restore();
        };
        let table = Table { shell, content, noticing, locking: Locking::AtOnce, hurry: guard::blank, rescue };
        table.serve(out, &mut front, task)
    }
}

/// Everything around a front.
struct Table<'a> {
    shell: &'a Shell,
    content: &'a Content,
    noticing: Noticing,
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
            at_work.flush();
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
            Task::Home(store) => match home::home(front, self.content, &store, (self.shell.places()?, self.lock()))? {
                home::Next::Sit(seat) => seat,
                home::Next::End(end) => return Ok(Parting::new(end)),
            },
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
            country: country(),
            origin: seat.origin,
            editor: Editor::find(variable_os, &places.data),
            noticing: self.noticing.clone(),
            lock: self.lock(),
        };
        let known = match &seat.store {
            Some(store) => known::others(store, seat.file.as_ref().map(|(id, _)| id))
                .map_err(|fault| Fault::said(format!("{fault}. {}", fault.mend())))?,
            None => Vec::new(),
        };
        let mut keeper = Keeper::new(places, seat.store, seat.copy, front.post(), at_work);
        if let Some((id, file)) = seat.file {
            keeper = keeper.going_on(id, file);
        }
        if let Some(path) = seat.preview {
            keeper = keeper.keeping_nothing(super::preview::SAVES_NOTHING.to_owned());
            super::preview::follow(self.shell, path, front.post())?;
        }
        let mut sitting = Sitting::new(seat.session, seat.guide, keeper, rest, known);
        let end = run(front, &mut sitting);
        sitting.put_down();
        let (id, keeping) = (sitting.id().cloned(), sitting.keeping());
        let unsaved = sitting.finish();
        Ok(Parting { end: end?, id, keeping, unsaved })
    }
}

/// The input is gone because the terminal is.
fn gone_with_terminal(fault: &anyhow::Error) -> bool {
    fault.is::<io::Error>() && [io::stdin().as_fd(), io::stdout().as_fd()].into_iter().any(signals::is_hung_up)
}

/// How a sitting ended, and what there is to say about it.
struct Parting {
    end: End,
    id: Option<SessionId>,
    keeping: Option<Keeping>,
    unsaved: Option<String>,
}

impl Parting {
    fn new(end: End) -> Self {
        Self { end, id: None, keeping: None, unsaved: None }
    }

    fn say(self, out: &mut dyn Write) -> Outcome {
        let farewell = match self.end {
            End::Signal(signal) => return Ok(ExitCode::from(signal.code())),
            End::Left(Farewell::Silent) => return Ok(ExitCode::SUCCESS),
            End::Left(farewell) => farewell,
        };
        if let Some(why) = self.unsaved {
            return Err(Fault::said(why));
        }
        let nothing_kept = matches!(self.keeping, Some(Keeping::Memory | Keeping::Erase));
        let id = self.id.as_ref().map(SessionId::short).unwrap_or_default();
        match (nothing_kept, farewell) {
            (true, _) => writeln!(out, "Nothing was kept, as you chose.")?,
            (false, _) if id.is_empty() => {}
            (false, Farewell::Finished) => writeln!(out, "Saved. `stepback show {id}` reads it again.")?,
            (false, Farewell::Waiting) => writeln!(out, "Saved. It waits for you: `stepback resume {id}`.")?,
            (false, Farewell::Resume | Farewell::Silent) => {
                writeln!(out, "Saved. `stepback resume {id}` goes on from here.")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Draws what is noticed while somebody writes.
struct Marks(Noticing);

impl Noticer for Marks {
    fn marks(&mut self, stamp: u64, paragraph: &str, categories: &[String]) -> Vec<Mark> {
        let mark = |(range, cue, legend)| Mark { range, cue, legend };
        self.0.marks(stamp, paragraph, categories).into_iter().map(mark).collect()
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

    #[track_caller]
    fn check(locale: &str, expected: Option<&str>) {
        assert_eq!(of_locale(locale).as_deref(), expected);
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
