//! The commands: one file each. Every fault comes back as words and an exit code, and is printed in one place.

mod ask;
mod author;
mod begin;
mod check;
mod content;
mod describe;
mod doctor;
mod erase;
mod export;
mod fault;
mod find;
mod guides;
mod help_lines;
mod history;
mod home;
mod list;
mod output;
mod paths;
mod preview;
mod protect;
mod search;
mod shell;
mod show;
mod sit;

pub use fault::{Fault, Outcome};
pub use output::in_words;
pub use shell::Shell;

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use crate::args::{Args, Command};
use crate::failing;

/// Sees to what must hold before anything is read or written: no memory dumps with somebody's words in them, a file-size
/// limit that fails a save instead of ending the program, and failures that are told without a word of anybody's.
pub fn prepare() {
    // Where one of these is refused there is nothing better to do than to go on without it.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
    let none = rustix::process::Rlimit { current: Some(0), maximum: Some(0) };
    let _ = rustix::process::setrlimit(rustix::process::Resource::Core, none);
    let _ = crate::signals::survive_file_limits();
    let _ = crate::signals::prepare();
    failing::install_hook();
}

/// Runs work to its end, prints a fault, and gives the exit code: the only way out.
pub fn to_the_end(work: impl FnOnce(&mut dyn Write) -> Outcome) -> ExitCode {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut out = output::Output::new();
        let outcome = work(&mut out)?;
        out.flush()?;
        Ok(outcome)
    }));
    match outcome {
        Ok(Ok(code)) => code,
        Ok(Err(fault)) if Fault::is_nobody_reading(&fault) => ExitCode::SUCCESS,
        Ok(Err(fault)) if Fault::is_end(&fault) => ExitCode::from(Fault::code(&fault)),
        Ok(Err(fault)) => {
            let _ = writeln!(io::stderr(), "{}", shell::to_fit(&fault.to_string(), io::stderr()));
            ExitCode::from(Fault::code(&fault))
        }
        // The hook has said where.
        Err(_) => {
            let _ = writeln!(io::stderr(), "{}", failing::NOTHING_OPEN);
            ExitCode::from(failing::OUR_FAULT)
        }
    }
}

/// Does what the command line asks for.
///
/// # Errors
/// What went wrong, in words that say what is safe and what helps.
pub fn run(args: Args, out: &mut dyn Write) -> Outcome {
    let mut shell = Shell::new(args.everywhere);
    // Only a new guide makes the folder it goes into.
    if !matches!(args.command, Some(Command::New { .. })) {
        shell.content_is_there()?;
    }
    let Some(command) = args.command else { return begin::bare(&mut shell, out) };
    match command {
        Command::Begin { guide } => begin::begin(&mut shell, out, guide.as_deref()),
        Command::Resume { id } => begin::resume(&mut shell, out, id.as_deref()),
        Command::List { json, search } => list::list(&mut shell, out, json, search.as_deref()),
        Command::Show { id } => show::show(&mut shell, out, &id),
        Command::Export(wanted) => export::export(&mut shell, out, &wanted),
        Command::Erase(wanted) => erase::erase(&mut shell, out, &wanted),
        Command::Protect => protect::protect(&mut shell, out),
        Command::Passphrase => protect::passphrase(&mut shell, out),
        Command::Paths => paths::paths(&mut shell, out),
        Command::Completions { shell } => describe::completions(out, shell),
        Command::Man => describe::manual(out),
        Command::History => history::history(&mut shell, out),
        Command::Guides => guides::guides(&mut shell, out),
        Command::Doctor => doctor::doctor(&mut shell, out),
        Command::HelpLines { country } => help_lines::help_lines(&mut shell, out, &country.join(" ")),
        Command::Check { paths, format, deny_warnings } => check::check(&shell, out, &paths, format, deny_warnings),
        Command::New { id } => author::new(&shell, out, &id),
        Command::Rehearse { file, runs, seed } => author::rehearse(&shell, out, &file, runs, seed),
        Command::Map { file, format } => author::map(&shell, out, &file, format),
        Command::Why { file, step } => author::why(&shell, out, &file, &step),
        Command::Schema => author::schema(out),
        Command::Preview { file, from, set } => preview::preview(&shell, out, &file, from.as_deref(), &set),
    }
}
