//! Runs a command in a session of its own: it has no terminal to ask anything on.

use std::os::unix::process::CommandExt as _;
use std::process::Command;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args_os().skip(1);
    let program = arguments.next().ok_or_else(|| anyhow::anyhow!("a command is missing"))?;
    rustix::process::setsid()?;
    Err(Command::new(program).args(arguments).exec().into())
}
