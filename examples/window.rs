//! A window in a window: runs a shell line in a terminal of its own, so that killing this program is closing that window.

use std::fs::File;
use std::io;
use std::os::fd::AsFd as _;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

fn main() -> anyhow::Result<()> {
    let line = std::env::args().nth(1).ok_or_else(|| anyhow::anyhow!("a shell line is missing"))?;
    // Keys go through as they are typed.
    let mut raw = tcgetattr(io::stdin())?;
    raw.make_raw();
    tcsetattr(io::stdin(), OptionalActions::Now, &raw)?;
    let size = PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 };
    let inner = native_pty_system().openpty(size)?;
    let mut command = CommandBuilder::new("/bin/sh");
    command.args(["-c", &line]);
    command.cwd(std::env::current_dir()?);
    inner.slave.spawn_command(command)?;
    drop(inner.slave);
    let mut keys = inner.master.take_writer()?;
    std::thread::spawn(move || io::copy(&mut io::stdin(), &mut keys));
    // Unlike the library's standard output, this waits for no end of a line.
    let mut screen = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    // A terminal whose last program has ended says so with an error.
    let _ = io::copy(&mut inner.master.try_clone_reader()?, &mut screen);
    Ok(())
}
