//! Running: the one loop between a front, a session and the disk.
//!
//! Show, wait for the next thing to happen, hand it to the session, do what it asks. Everything that can happen comes
//! out of [`Front::next`]; the only deadlines are a save that is due and the lock of a protected session left alone.

pub mod ahead;
pub mod changes;
pub mod clock;
pub mod editor;
pub mod keeper;
pub mod known;
pub mod noticing;
pub mod secret;
mod sitting;

pub use sitting::{Rest, Sitting, begin, new_passphrase_ask, passphrase, passphrase_ask};

use std::io;

use crate::front::{Front, Heard};
use crate::guide::Guide;
use crate::session::{Effect, Event, Farewell};
use crate::signals::Signal;
use crate::store::SaveReport;

/// What other threads have to say to the loop.
#[derive(Debug)]
pub enum News {
    /// How a save went.
    Saved(SaveReport),
    /// A signal came in.
    Signal(Signal),
    /// The guide's file changed: the guide as it is now, or what is wrong with it.
    Guide(Result<Box<Guide>, String>),
}

/// How a sitting ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The person left, in one way or another.
    Left(Farewell),
    /// A signal ended it.
    Signal(Signal),
}

/// Runs a session at a front until it ends. What is not saved yet is handed to the saver on the way out, whatever the
/// reason.
///
/// # Errors
/// When the front's input or output is gone for good.
pub fn run<F: Front<External = News>>(front: &mut F, sitting: &mut Sitting) -> io::Result<End> {
    let end = walk(front, sitting);
    sitting.put_down();
    end
}

fn walk<F: Front<External = News>>(front: &mut F, sitting: &mut Sitting) -> io::Result<End> {
    loop {
        sitting.look();
        let heard = {
            let deadline = sitting.deadline();
            let screen = sitting.screen();
            front.show(&screen)?;
            front.next(&screen, deadline)?
        };
        let effects = match heard {
            Heard::Event(event) => sitting.handle(event),
            Heard::Redraw => Vec::new(),
            Heard::Away => {
                sitting.save_now();
                Vec::new()
            }
            Heard::Due => {
                sitting.save_if_due();
                if sitting.lock_is_due() && !unlock(front, sitting)? {
                    return Ok(End::Left(Farewell::Silent));
                }
                Vec::new()
            }
            Heard::External(News::Saved(report)) => {
                sitting.told(&report);
                Vec::new()
            }
            Heard::External(News::Guide(read)) => {
                sitting.guide_changed(read);
                Vec::new()
            }
            Heard::External(News::Signal(signal)) => match hear(front, sitting, signal)? {
                Some(end) => return Ok(end),
                None => Vec::new(),
            },
        };
        for effect in effects {
            if let Some(farewell) = perform(front, sitting, effect)? {
                if farewell == Farewell::Silent {
                    front.blank();
                }
                return Ok(End::Left(farewell));
            }
        }
    }
}

/// What a signal asks for.
fn hear<F: Front<External = News>>(front: &mut F, sitting: &mut Sitting, signal: Signal) -> io::Result<Option<End>> {
    match signal {
        Signal::Quick | Signal::End(_) => {
            front.blank();
            Ok(Some(End::Signal(signal)))
        }
        Signal::Stop => {
            sitting.save_now();
            front.suspended(crate::signals::stop)?;
            Ok(None)
        }
        // Somebody slept between: whoever comes back types the passphrase first.
        Signal::Continued if sitting.protected() => {
            if unlock(front, sitting)? {
                Ok(None)
            } else {
                Ok(Some(End::Left(Farewell::Silent)))
            }
        }
        Signal::Continued => Ok(None),
    }
}

/// Does what the session asks for. `Some` is the end.
fn perform<F: Front<External = News>>(
    front: &mut F,
    sitting: &mut Sitting,
    effect: Effect,
) -> io::Result<Option<Farewell>> {
    match effect {
        Effect::Save => sitting.changed(),
        Effect::Keep(keeping) => sitting.keep(front, keeping)?,
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
            } else {
                let said = if front.copy(&text)? { COPIED } else { NOT_COPIED };
                sitting.handle(Event::Told(said.to_owned()));
            }
        }
        Effect::Unlock => {
            if unlock(front, sitting)? {
                sitting.taken_back();
            }
        }
        Effect::Leave(farewell) => return Ok(Some(farewell)),
    }
    Ok(None)
}

/// The terminal was handed the message; whether it took it, it does not say.
const COPIED: &str = "Copied, if your terminal takes copies. Paste it where you write to them. If nothing comes, select it with the mouse, holding Shift.";
/// The front cannot copy.
const NOT_COPIED: &str = "Copying does not work here. Select the message with the mouse, holding Shift.";

/// Asks for the passphrase until it is the right one. `false` when the person would rather not.
fn unlock<F: Front<External = News>>(front: &mut F, sitting: &mut Sitting) -> io::Result<bool> {
    let mut ask = passphrase_ask();
    while let Some(secret) = front.ask_secret(&ask)? {
        match sitting.opens(&secret) {
            Ok(()) => return Ok(true),
            Err(complaint) => ask.complaint = complaint,
        }
    }
    Ok(false)
}
