//! Whether the plain front is used, and why: a flag, a wish in the environment, or no terminal that could do more.

use std::fmt;

/// What is known about the surroundings.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// `--plain` was given.
    pub flag: bool,
    /// The variable `ACCESSIBLE`.
    pub accessible: Option<String>,
    /// The variable `TERM`.
    pub term: Option<String>,
    /// Input comes from a terminal.
    pub input: bool,
    /// Output goes to a terminal.
    pub output: bool,
}

/// Why the plain front is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// `--plain`.
    Flag,
    /// `ACCESSIBLE` is set.
    Accessible,
    /// `TERM` is unset or `dumb`.
    Term,
    /// Input does not come from a terminal.
    Input,
    /// Output does not go to a terminal.
    Output,
}

impl Surroundings {
    /// The reason for the plain front, if there is one. No guess is made at screen readers: a flag and a variable
    /// are what people agree on (ecosystem, 2.6).
    pub fn reason(&self) -> Option<Reason> {
        let accessible = self.accessible.as_deref().map(str::trim).unwrap_or_default();
        let off = accessible.is_empty() || accessible == "0" || accessible.eq_ignore_ascii_case("false");
        let term = self.term.as_deref().unwrap_or_default();
        if self.flag {
            Some(Reason::Flag)
        } else if !off {
            Some(Reason::Accessible)
        } else if !self.input {
            Some(Reason::Input)
        } else if !self.output {
            Some(Reason::Output)
        } else if term.is_empty() || term == "dumb" {
            Some(Reason::Term)
        } else {
            None
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Flag => "Plain mode, as asked for by --plain.",
            Self::Accessible => "Plain mode, as asked for by ACCESSIBLE.",
            Self::Term => "Plain mode, because TERM names no terminal that could show more.",
            Self::Input => "Plain mode, because the input is not a terminal.",
            Self::Output => "Plain mode, because the output is not a terminal.",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(
        flag: bool,
        accessible: Option<&str>,
        term: Option<&str>,
        terminal: (bool, bool),
        expected: Option<Reason>,
    ) {
        let surroundings = Surroundings {
            flag,
            accessible: accessible.map(str::to_owned),
            term: term.map(str::to_owned),
            input: terminal.0,
            output: terminal.1,
        };
        assert_eq!(surroundings.reason(), expected);
    }

    #[test]
    fn a_flag_wins_then_a_wish_then_what_the_terminal_can_do() {
        let term = Some("xterm-256color");
        let both = (true, true);
        check(false, None, term, both, None);
        check(true, None, term, both, Some(Reason::Flag));
        check(false, Some("1"), term, both, Some(Reason::Accessible));
        check(false, Some("yes"), None, (false, false), Some(Reason::Accessible));
        check(false, None, Some("dumb"), both, Some(Reason::Term));
        check(false, None, None, both, Some(Reason::Term));
        check(false, None, Some(""), both, Some(Reason::Term));
        check(false, None, term, (false, true), Some(Reason::Input));
        check(false, None, term, (true, false), Some(Reason::Output));
    }

    #[test]
    fn zero_false_and_nothing_do_not_ask_for_it() {
        for off in ["", " ", "0", "false", "FALSE"] {
            check(false, Some(off), Some("xterm"), (true, true), None);
        }
    }
}
