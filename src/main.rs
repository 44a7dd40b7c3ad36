//! The program: reads the command line, runs it, prints a fault, and is the only way out.

use std::io::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use clap::Parser as _;

use stepback::args::Args;
use stepback::command::{self, Fault};
use stepback::text::visible::visible;

/// A fault of the program itself.
const OUR_FAULT: u8 = 70;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(said) => {
            // Help and wrong usage alike; nobody reading it is no fault. An argument that is quoted may hold anything.
            let _ = if said.use_stderr() {
                write!(io::stderr(), "{}", visible(&said.render().to_string()))
            } else {
                said.print()
            };
            return ExitCode::from(u8::try_from(said.exit_code()).unwrap_or(2));
        }
    };
    command::prepare();
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let mut out = io::stdout();
        let outcome = command::run(args, &mut out)?;
        out.flush()?;
        Ok(outcome)
    }));
    match outcome {
        Ok(Ok(code)) => code,
        Ok(Err(fault)) if Fault::is_nobody_reading(&fault) => ExitCode::SUCCESS,
        Ok(Err(fault)) if Fault::is_end(&fault) => ExitCode::from(Fault::code(&fault)),
        Ok(Err(fault)) => {
            let _ = writeln!(io::stderr(), "{fault}");
            ExitCode::from(Fault::code(&fault))
        }
        // The hook has said what there is to say.
        Err(_) => ExitCode::from(OUR_FAULT),
    }
}
