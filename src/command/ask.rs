//! A yes or no asked for on the command line. Nothing is ever taken for a yes but a yes.

use std::io::{self, BufRead, Write};

/// Asks until the answer is yes or no; `None` when there is no answer to be had.
///
/// # Errors
/// When the question cannot be written or the answer not be read.
pub fn yes(out: &mut dyn Write, question: &str) -> io::Result<Option<bool>> {
    yes_from(&mut io::stdin().lock(), out, question)
}

fn yes_from(input: &mut impl BufRead, out: &mut dyn Write, question: &str) -> io::Result<Option<bool>> {
    loop {
        write!(out, "{question} (yes or no) ")?;
        out.flush()?;
        let mut line = String::new();
        if input.read_line(&mut line)? == 0 {
            writeln!(out)?;
            return Ok(None);
        }
        match line.trim().to_lowercase().as_str() {
            "yes" | "y" => return Ok(Some(true)),
            "no" | "n" => return Ok(Some(false)),
            _ => {}
        }
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
