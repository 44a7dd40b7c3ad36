//! Running: the one loop between a front, what is shown there (a session, the home screen) and the disk.
//!
//! Show, wait for the next thing to happen, hand it over, do what is asked for. Everything that can happen comes
//! out of [`Front::next`]; the only deadlines are a save that is due and the lock of a sealed folder left alone.

pub mod ahead;
pub mod changes;
pub mod clock;
pub mod editor;
pub mod keeper;
pub mod kept;
pub mod known;
mod leaving;
pub mod lock;
pub mod not_saved;
pub mod noticing;
pub mod secret;
mod sitting;
pub mod tty;

pub use sitting::{Ended, Rest, Sitting, begin, new_passphrase_ask, passphrase, passphrase_ask};

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::front::{Asked, Front, Heard, Judge, Secret, SecretAsk, Urgent};
use crate::guide::Guide;
use crate::screen::Screen;
use crate::session::{Effect, Event, Farewell};
use crate::signals::Signal;
use crate::store::{Door, Folder, Places, RealFiles, SaveReport};
use lock::Lock;

/// What other threads have to say to the loop.
#[derive(Debug)]
pub enum News {
    /// How a save went.
    Saved(SaveReport),
    /// A signal came in.
    Signal(Signal),
    /// A part of the program failed: save and leave.
    Failed,
    /// The guide's file changed: the guide as it is now, or what is wrong with it.
    Guide(Result<Box<Guide>, String>),
    /// The rules for noticing are there: what is shown may have marks now.
    Rules,
}

impl Urgent for News {
    fn is_urgent(&self) -> bool {
        match self {
            Self::Signal(_) | Self::Failed => true,
            Self::Saved(_) | Self::Guide(_) | Self::Rules => false,
        }
    }
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The person left, in one way or another.
    Left(Farewell),
    /// A signal ended it.
    Signal(Signal),
    /// A part of the program failed.
    Failed,
}

/// What one sits before: a session, or the home screen.
pub trait Matter {
    /// What it comes to.
    type Outcome;

    /// Gets ready to be shown.
    fn look(&mut self) {}
    /// What is to be shown.
    fn screen(&self) -> Screen<'_>;
    /// When something is due: a save.
    fn deadline(&self) -> Option<Instant>;
    /// Does what is due.
    fn do_due(&mut self);
    /// A good moment to save.
    fn save_now(&mut self);
    /// How a save went. `Some` is the end.
    ///
    /// # Errors
    /// When the front is gone for good.
    fn saved<F: Front<External = News>>(
        &mut self,
        front: &mut F,
        report: &SaveReport,
    ) -> anyhow::Result<Option<Self::Outcome>>;
    /// The guide's file changed.
    fn guide_changed(&mut self, _read: Result<Box<Guide>, String>) {}
    /// The person did something. `Some` is the end.
    ///
    /// # Errors
    /// When the front is gone for good.
    fn handle<F: Front<External = News>>(
        &mut self,
        front: &mut F,
        event: Event,
    ) -> anyhow::Result<Option<Self::Outcome>>;
    /// The end from outside, or at the lock.
    fn ended(&self, end: End) -> Self::Outcome;
    /// Where what is shown is kept, if it is sealed.
    fn sealed_in(&self) -> Option<&Places>;
    /// When the passphrase is asked for again.
    fn lock(&mut self) -> &mut Lock;
}

/// Sits to a session until it ends, also if a part of the program fails. What is not saved yet is handed to the saver on
/// the way out, whatever the reason.
///
/// # Errors
/// When the front's input or output is gone for good.
pub fn sit<F: Front<External = News>>(front: &mut F, sitting: &mut Sitting) -> anyhow::Result<End> {
    // What a failure may have left half done in the session is not used: the sitting knows.
    let end = catch_unwind(AssertUnwindSafe(|| run(front, sitting))).unwrap_or(Ok(End::Failed));
    if catch_unwind(AssertUnwindSafe(|| sitting.put_down())).is_err() {
        return Ok(End::Failed);
    }
    end
}

/// Shows it at a front until it comes to something.
///
/// # Errors
/// When the front's input or output is gone for good.
pub fn run<F: Front<External = News>, M: Matter>(front: &mut F, matter: &mut M) -> anyhow::Result<M::Outcome> {
    loop {
        matter.look();
        let sealed = matter.sealed_in().is_some();
        let lock = matter.lock().deadline().filter(|_| sealed);
        let heard = {
            let deadline = matter.deadline().into_iter().chain(lock).min();
            let screen = matter.screen();
            front.show(&screen)?;
            front.next(&screen, deadline)?
        };
        let (event, ended) = match heard {
            Heard::Event(event) => (Some(event), None),
            Heard::Redraw | Heard::External(News::Rules) => (None, None),
            Heard::Away => {
                matter.save_now();
                (None, None)
            }
            Heard::Due => {
                matter.do_due();
                (None, None)
            }
            Heard::External(News::Signal(signal)) => (None, hear(front, matter, signal)?),
            Heard::External(News::Failed) => (None, Some(End::Failed)),
            Heard::External(News::Guide(read)) => {
                matter.guide_changed(read);
                (None, None)
            }
            Heard::External(News::Saved(report)) => match matter.saved(front, &report)? {
                Some(outcome) => return Ok(outcome),
                None => (None, None),
            },
        };
        if let Some(end) = ended {
            // An end from outside overtakes keys: those typed before it are words, too.
            if matches!(end, End::Signal(_)) && !(sealed && matter.lock().is_due(false)) {
                take_in_the_rest(front, matter)?;
            }
            return Ok(matter.ended(end));
        }
        if sealed && event.as_ref().is_none_or(shows_more) && matter.lock().is_due(event.is_some()) {
            if let Some(end) = unlock(front, matter)? {
                return Ok(matter.ended(end));
            }
            // The key that woke it was for nobody; a whole line was meant.
            if !matches!(event, Some(Event::Reply(_))) {
                continue;
            }
        }
        let Some(event) = event else { continue };
        matter.lock().touched();
        if let Some(outcome) = matter.handle(front, event)? {
            return Ok(outcome);
        }
    }
}

/// How long typing is taken in, at the longest, once the end has come.
const THE_REST: Duration = Duration::from_millis(100);

/// Takes in what was typed before the end came; nothing is shown any more.
fn take_in_the_rest<F: Front<External = News>, M: Matter>(front: &mut F, matter: &mut M) -> anyhow::Result<()> {
    let until = Instant::now() + THE_REST;
    while Instant::now() < until {
        let Some(event) = front.typed_before_the_end(&matter.screen()) else { break };
        let _ = matter.handle(front, event)?;
    }
    Ok(())
}

/// Whether more is to be seen after this than before it: whoever leaves needs no passphrase.
fn shows_more(event: &Event) -> bool {
    !matches!(event, Event::Leave | Event::Vanish | Event::InputEnded)
}

/// What a signal asks for. `Some` is the end.
fn hear<F: Front<External = News>, M: Matter>(
    front: &mut F,
    matter: &mut M,
    signal: Signal,
) -> anyhow::Result<Option<End>> {
    match signal {
        Signal::Quick | Signal::End(_) => {
            front.blank();
            Ok(Some(End::Signal(signal)))
        }
        Signal::Stop => {
            matter.save_now();
            front.suspended(crate::signals::stop)?;
            // Whoever comes back types the passphrase first.
            matter.lock().was_stopped();
            Ok(None)
        }
        Signal::Continued => {
            matter.lock().was_stopped();
            Ok(None)
        }
    }
}

/// Asks for the passphrase until it is the right one. `Some` is the end: the person would rather not, or a signal.
fn unlock<F: Front<External = News>, M: Matter>(front: &mut F, matter: &mut M) -> io::Result<Option<End>> {
    let Some(places) = matter.sealed_in().cloned() else { return Ok(None) };
    let mut judge = |secret: &Secret| opens(&places, secret);
    match asked(front, &passphrase_ask(), &mut judge)? {
        Asked::Taken => {
            matter.lock().touched();
            Ok(None)
        }
        Asked::Declined => Ok(Some(End::Left(Farewell::Silent))),
        Asked::News(end) => {
            front.blank();
            Ok(Some(end))
        }
    }
}

/// Asks for a passphrase until one is taken; what ends the program comes back, other news are seen to.
///
/// # Errors
/// As [`Front::ask_secret`].
fn asked<F: Front<External = News>>(front: &mut F, ask: &SecretAsk, judge: &mut Judge<'_>) -> io::Result<Asked<End>> {
    loop {
        match front.ask_secret(ask, judge)? {
            Asked::Taken => return Ok(Asked::Taken),
            Asked::Declined => return Ok(Asked::Declined),
            Asked::News(News::Signal(signal @ (Signal::Quick | Signal::End(_)))) => {
                return Ok(Asked::News(End::Signal(signal)));
            }
            Asked::News(News::Failed) => return Ok(Asked::News(End::Failed)),
            Asked::News(News::Signal(Signal::Stop)) => front.suspended(crate::signals::stop)?,
            Asked::News(News::Signal(Signal::Continued) | News::Saved(_) | News::Guide(_) | News::Rules) => {}
        }
    }
}

/// Whether this is the passphrase of the folder; what to say if not.
fn opens(places: &Places, secret: &Secret) -> Result<(), String> {
    let passphrase = passphrase(secret)?;
    let folder = Folder::open(places, Arc::new(RealFiles));
    match folder.map(Folder::enter) {
        Ok(Door::Locked(locked)) if locked.unlock(&passphrase).is_ok() => Ok(()),
        Ok(Door::Locked(_) | Door::Open(_)) | Err(_) => Err(NOT_IT.to_owned()),
    }
}

/// Another passphrase may do.
const NOT_IT: &str = "That is not the passphrase. You can try as often as you like.";

/// Does what the session asks for. `Some` is the end.
fn perform<F: Front<External = News>>(
    front: &mut F,
    sitting: &mut Sitting,
    effect: Effect,
) -> anyhow::Result<Option<End>> {
    match effect {
        Effect::Save => sitting.changed(),
        Effect::Keep(keeping) => {
            for effect in sitting.keep(front, keeping)? {
                if let Some(farewell) = perform(front, sitting, effect)? {
                    return Ok(Some(farewell));
                }
            }
        }
        Effect::OpenEditor(text) => {
            sitting.save_now();
            let editor = sitting.editor();
            let written = front.suspended(|| crate::signals::deaf(|| editor.edit(&text)))?;
            sitting.written(written);
        }
        Effect::CopyOut(text) => {
            if let Some(why) = sitting.blocks_copying(&text) {
                // A draft that threatens or ties harm to an answer is not handed out; why is said calmly.
                sitting.written(Err(why));
            } else if front.copy(&text)? {
                sitting.copied();
                sitting.take(Event::Told(COPIED.to_owned()));
            } else {
                sitting.take(Event::Told(NOT_COPIED.to_owned()));
            }
        }
        Effect::Unlock => match unlock(front, sitting)? {
            None => sitting.taken_back(),
            Some(End::Left(_)) => {}
            Some(end @ (End::Signal(_) | End::Failed)) => return Ok(Some(end)),
        },
        Effect::Leave(Farewell::Silent) => {
            front.blank();
            return Ok(Some(End::Left(Farewell::Silent)));
        }
        // Nobody is there to be asked.
        Effect::Leave(Farewell::Ended) => return Ok(Some(End::Left(Farewell::Ended))),
        Effect::Leave(farewell) => return leaving::leave(front, sitting, farewell),
    }
    Ok(None)
}

/// The terminal was handed the message; whether it took it, it does not say.
const COPIED: &str = "Copied, if your terminal takes copies. Paste it where you write to them. If nothing comes, select it with the mouse, holding Shift.";
/// The front cannot copy.
const NOT_COPIED: &str = "Copying does not work here. Select the message with the mouse, holding Shift.";

#[cfg(test)]
mod tests;
