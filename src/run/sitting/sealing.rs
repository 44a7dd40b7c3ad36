//! Where the words of a sitting are kept, as far as that is chosen on the way, and the passphrase they are sealed under.

use std::io;

use super::Sitting;
use crate::front::{Asked, Front, Secret, SecretAsk};
use crate::run::secret::Choosing;
use crate::run::{End, Matter as _, NOT_IT, News, asked};
use crate::session::event::SaveOutcome;
use crate::session::{Effect, Event, Keeping};
use crate::store::Passphrase;

impl Sitting {
    /// Does what was chosen about where words are kept; what the session asks for then.
    pub(in crate::run) fn keep<F: Front<External = News>>(
        &mut self,
        front: &mut F,
        keeping: Keeping,
    ) -> io::Result<Vec<Effect>> {
        match (self.keeper.nothing_is_kept(), keeping) {
            (Some(why), Keeping::Sealed) => return Ok(self.take(Event::Sealed(Err(why)))),
            (Some(_), Keeping::Disk | Keeping::Memory | Keeping::Erase) => {}
            (None, Keeping::Disk) => self.keeper.keep_again(),
            (None, Keeping::Memory | Keeping::Erase) => {
                if let Err(why) = self.keeper.keep_nothing() {
                    self.tell(Some(SaveOutcome::Failed(why)));
                }
            }
            (None, Keeping::Sealed) if self.keeper.protected() => self.keeper.keep_again(),
            (None, Keeping::Sealed) => {
                let sealed = self.seal(front)?;
                return Ok(self.take(Event::Sealed(sealed)));
            }
        }
        Ok(Vec::new())
    }

    /// Asks for the passphrase under which the folder was put meanwhile; the session goes on in it, or stays unsaved when
    /// the person would rather not. `Some` is the end.
    pub(in crate::run) fn unseal<F: Front<External = News>>(&mut self, front: &mut F) -> io::Result<Option<End>> {
        let keeper = &mut self.keeper;
        let mut judge = |secret: &Secret| {
            let taken = keeper.unseal(&passphrase(secret)?);
            if taken { Ok(()) } else { Err(NOT_IT.to_owned()) }
        };
        match asked(front, &sealed_since_ask(), &mut judge) {
            Ok(Asked::Taken) => {
                self.rest.lock.touched();
                if !self.session.stands_at_keeping(&self.guide) {
                    let _ = self.take(Event::Sealed(Ok(())));
                }
                Ok(None)
            }
            Ok(Asked::Declined) => Ok(None),
            Ok(Asked::News(end)) => {
                front.blank();
                Ok(Some(end))
            }
            Err(fault) if fault.kind() == io::ErrorKind::Unsupported => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Asks for a new passphrase until the folder is sealed under it; why not, when the person would rather not.
    fn seal<F: Front<External = News>>(&mut self, front: &mut F) -> io::Result<Result<(), String>> {
        self.save_now();
        let mut choosing = Choosing::default();
        let mut judge = |secret: &Secret| {
            choosing.judge(secret).and_then(|passphrase| self.keeper.protect(&passphrase, &passphrase))
        };
        match asked(front, &new_passphrase_ask(), &mut judge) {
            Ok(Asked::Taken) => {
                self.keeper.keep_again();
                Ok(Ok(()))
            }
            Ok(Asked::Declined) => Ok(Err(NO_PASSPHRASE.to_owned())),
            Ok(Asked::News(end)) => {
                // The loop hears it next.
                front.post()(if let End::Signal(signal) = end { News::Signal(signal) } else { News::Failed });
                Ok(Err(NO_PASSPHRASE.to_owned()))
            }
            Err(fault) if fault.kind() == io::ErrorKind::Unsupported => Ok(Err(NO_TERMINAL.to_owned())),
            Err(fault) => Err(fault),
        }
    }
}

/// Why nothing is sealed.
const NO_PASSPHRASE: &str = "No passphrase was given, so nothing is sealed.";
/// The same, in a pipe.
const NO_TERMINAL: &str = "There is no terminal to ask for a passphrase on, so nothing is sealed.";

/// How the passphrase is asked for.
pub fn passphrase_ask() -> SecretAsk {
    SecretAsk {
        reason: "Your sessions on this computer are sealed.".to_owned(),
        question: "Your passphrase".to_owned(),
        twice: false,
    }
}

/// How the passphrase is asked for when the folder was put under it while a session was open.
fn sealed_since_ask() -> SecretAsk {
    SecretAsk {
        reason:
            "Your sessions were put under a passphrase meanwhile, in another window or on another computer. What you \
                 wrote here is not saved yet: it is as soon as you type that passphrase."
                .to_owned(),
        ..passphrase_ask()
    }
}

/// How a new passphrase is asked for, also by `stepback protect`.
pub fn new_passphrase_ask() -> SecretAsk {
    SecretAsk {
        reason: "Everything kept here will be sealed under a passphrase. Without it nobody can read it, you neither: \
                 it cannot be recovered. A few words in a row are easy to keep in mind."
            .to_owned(),
        question: "A new passphrase".to_owned(),
        twice: true,
    }
}

/// What was typed, in the form in which it is used; what to say if it cannot be one.
pub fn passphrase(secret: &Secret) -> Result<Passphrase, String> {
    Passphrase::new(zeroize::Zeroizing::new(secret.expose().to_owned())).map_err(|fault| fault.to_string())
}
