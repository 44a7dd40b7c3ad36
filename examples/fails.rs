//! A program that takes the terminal and then fails, on another thread first, to see what is left behind: nothing but a
//! sentence, not a word of what the failure was about, and the exit code for a fault of our own.

use std::process::ExitCode;
use std::thread;

use stepback::front::Front as _;
use stepback::screen::block::Status;
use stepback::screen::{Block, Focus, Screen};
use stepback::tui::{Look, Quiet, Terminal, guard};

fn main() -> ExitCode {
    stepback::command::to_the_end(|_| fail())
}

#[expect(clippy::panic, reason = "failing is what this program is for")]
fn fail() -> anyhow::Result<ExitCode> {
    guard::install_panic_hook();
    let mut front: Terminal<()> = Terminal::open(Look::default(), Box::new(Quiet))?;
    let screen = Screen {
        title: "A page".to_owned(),
        progress: None,
        blocks: vec![Block::Question("Press a key, and this program fails.".to_owned())],
        aside: Vec::new(),
        overlay: None,
        hints: Vec::new(),
        status: Status::Quiet,
        focus: Focus::Page,
    };
    front.show(&screen)?;
    front.next(&screen, None)?;
    let failed = thread::spawn(|| panic!("the words of a person")).join();
    // Nothing is drawn any more, however often it is asked for.
    front.show(&screen)?;
    front.close()?;
    let Err(failure) = failed;
    std::panic::resume_unwind(failure)
}
