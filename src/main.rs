//! The program: reads the command line and runs it.

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use stepback::args::Args;
use stepback::command;
use stepback::text::visible::visible;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(said) => {
            // Help and wrong usage alike. An argument that is quoted may hold anything.
            let code = ExitCode::from(u8::try_from(said.exit_code()).unwrap_or(2));
            if said.use_stderr() {
                let _ = write!(io::stderr(), "{}", visible(&said.render().to_string()));
                return code;
            }
            return command::to_the_end(|out| {
                said.print().map_err(command::in_words)?;
                out.flush()?;
                Ok(code)
            });
        }
    };
    command::prepare();
    command::to_the_end(|out| command::run(args, out))
}
