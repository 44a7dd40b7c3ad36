//! A yes or no asked for on the command line. Nothing is ever taken for a yes but a yes.

use std::fs::File;
use std::io::{self, BufRead, IsTerminal as _, Write};
use std::os::fd::AsFd as _;

use super::Fault;
use crate::run::tty::{Echo, Tty, Typed};

/// Asks until the answer is yes or no; `None` when there is no answer to be had.
///
/// # Errors
/// When the question cannot be written or the answer not be read, or a signal ended it.
pub fn yes(out: &mut dyn Write, question: &str) -> anyhow::Result<Option<bool>> {
    let input = io::stdin();
    if !input.is_terminal() {
        return Ok(yes_from(&mut input.lock(), out, question)?);
    }
    out.flush()?;
    let mut tty = Tty::take(File::from(input.as_fd().try_clone_to_owned()?))?;
    loop {
        match tty.line(&asked(question), Echo::Shown)? {
            Typed::Declined => return Ok(None),
            Typed::Ended(signal) => return Err(Fault::ended(signal)),
            Typed::Line(line) => {
                if let Some(answer) = answer(&line) {
                    return Ok(Some(answer));
                }
            }
        }
    }
}

fn yes_from(input: &mut impl BufRead, out: &mut dyn Write, question: &str) -> io::Result<Option<bool>> {
    loop {
        write!(out, "{}", asked(question))?;
        out.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            writeln!(out)?;
            return Ok(None);
        }
        if let Some(answer) = answer(&line) {
            return Ok(Some(answer));
        }
    }
}

fn asked(question: &str) -> String {
    format!("{question} (yes or no) ")
}

fn answer(line: &str) -> Option<bool> {
    match line.trim().to_lowercase().as_str() {
        "yes" | "y" => Some(true),
        "no" | "n" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(input: &str, expected: Option<bool>, times: usize) {
        let mut out = Vec::new();
        let answer = yes_from(&mut input.as_bytes(), &mut out, "Erase it?").expect("memory");
        assert_eq!(answer, expected);
        let asked = String::from_utf8(out).expect("UTF-8").matches("Erase it? (yes or no)").count();
        assert_eq!(asked, times);
    }

    #[test]
    fn only_yes_is_yes() {
        check("yes\n", Some(true), 1);
        check(" Y \n", Some(true), 1);
        check("no\n", Some(false), 1);
        check("\n1\nyess\nn\n", Some(false), 4);
        check("", None, 1);
        check("maybe\n", None, 2);
    }
}
