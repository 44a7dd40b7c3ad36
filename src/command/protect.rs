//! `stepback protect` and `stepback passphrase`: sealing under a passphrase, and changing it.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use super::{Fault, Outcome, Shell};
use crate::front::{Secret, SecretAsk};
use crate::run::new_passphrase_ask;
use crate::run::secret::Choosing;
use crate::store::{Door, Folder, Passphrase, ProtectFault, RealFiles};

/// Seals everything under a new passphrase.
pub fn protect(shell: &mut Shell, out: &mut dyn Write) -> Outcome {
    let store = match shell.door_or_mend(out)? {
        Some(Door::Open(store)) => store,
        Some(Door::Locked(_)) => return Err(Fault::said(ProtectFault::Already)),
        None => {
            // Nothing is kept yet: sealed from the first word is the best there is.
            let folder = Folder::open_or_make(&shell.places()?, Arc::new(RealFiles)).map_err(Fault::said)?;
            match folder.enter() {
                Door::Open(store) => store,
                Door::Locked(_) => return Err(Fault::said(ProtectFault::Already)),
            }
        }
    };
    let chosen = new_passphrase(&new_passphrase_ask())?;
    let unlocked = store.protect(&chosen, &chosen).map_err(Fault::said)?;
    let sealed = unlocked.conversion.sealed;
    super::shell::told(unlocked, out)?;
    let earlier = match sealed {
        0 => String::new(),
        1 => " 1 file that lay open is sealed now.".to_owned(),
        many => format!(" {many} files that lay open are sealed now."),
    };
    writeln!(out, "Sealed.{earlier} From now on the passphrase is asked for first. Nobody can recover it.")?;
    if sealed > 0 {
        writeln!(out, "Backups and synchronised copies made before may still hold the files as they were.")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Changes the passphrase.
pub fn passphrase(shell: &mut Shell, out: &mut dyn Write) -> Outcome {
    let Some(Door::Locked(locked)) = shell.door()? else {
        return Err(Fault::said(
            "There is no passphrase to change. Nothing has been changed. `stepback protect` sets one.",
        ));
    };
    let mut store = super::shell::unlock(&locked, out)?;
    let ask =
        SecretAsk { reason: "The new passphrase takes the place of the old one.".to_owned(), ..new_passphrase_ask() };
    let chosen = new_passphrase(&ask)?;
    store.change_passphrase(&chosen, &chosen).map_err(Fault::said)?;
    writeln!(out, "The passphrase is changed. Copies of the old key file elsewhere still open with the old one.")?;
    Ok(ExitCode::SUCCESS)
}

fn new_passphrase(ask: &SecretAsk) -> anyhow::Result<Passphrase> {
    let (mut chosen, mut choosing) = (None, Choosing::default());
    let mut judge = |secret: &Secret| {
        chosen = Some(choosing.judge(secret)?);
        Ok(())
    };
    super::shell::passphrase(ask, &mut judge, "A passphrase is to be typed")?;
    chosen.ok_or_else(|| Fault::said("Nothing has been changed."))
}
