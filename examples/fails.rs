//! The whole program, with a thread beside it that fails when `SIGUSR1` comes: to see that everything ends then, with the
//! words saved, and that not a word of what the failure was about is told.

use std::process::ExitCode;
use std::thread;

use clap::Parser as _;
use signal_hook::consts::SIGUSR1;
use signal_hook::iterator::Signals;
use stepback::args::Args;
use stepback::command;

fn main() -> ExitCode {
    command::prepare();
    command::to_the_end(|out| {
        let mut signals = Signals::new([SIGUSR1])?;
        thread::spawn(move || {
            let asked = signals.forever().next();
            assert!(asked.is_none(), "the words of a person");
        });
        command::run(Args::parse(), out)
    })
}
