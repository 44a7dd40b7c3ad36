//! Somebody who reads plain lines and answers them.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::io::{Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use super::place::Place;

/// A program that is running.
pub struct Running {
    child: Child,
    input: Option<ChildStdin>,
    output: ChildStdout,
    said: String,
}

/// One that has ended.
pub struct Ended {
    /// Its exit code; -1 if a signal ended it.
    pub code: i32,
    /// All it said.
    pub said: String,
}

impl Running {
    /// Starts it.
    pub fn start(place: &Place, args: &[&str]) -> Self {
        let mut child =
            place.command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit()).spawn().unwrap();
        let (input, output) = (child.stdin.take(), child.stdout.take().unwrap());
        Self { child, input, output, said: String::new() }
    }

    /// What it says up to the sign that it waits for a line; `None` once it has ended.
    pub fn until_prompt(&mut self) -> Option<String> {
        let mut new = Vec::new();
        let mut bytes = [0_u8; 4096];
        while !new.ends_with(b"\n> ") && new != b"> " {
            match self.output.read(&mut bytes).unwrap() {
                0 => {
                    self.said.push_str(&String::from_utf8(new).unwrap());
                    return None;
                }
                count => new.extend_from_slice(&bytes[..count]),
            }
        }
        let new = String::from_utf8(new).unwrap();
        self.said.push_str(&new);
        Some(new)
    }

    /// Enters a line.
    pub fn enter(&mut self, line: &str) {
        writeln!(self.input.as_mut().unwrap(), "{line}").unwrap();
    }

    /// Sends a signal.
    pub fn signal(&self, name: &str) {
        use rustix::process::{Pid, Signal, kill_process};
        let signal = match name {
            "INT" => Signal::INT,
            "TERM" => Signal::TERM,
            "HUP" => Signal::HUP,
            "QUIT" => Signal::QUIT,
            other => panic!("{other}"),
        };
        kill_process(Pid::from_child(&self.child), signal).unwrap();
    }

    /// Waits until the session is saved, by asking again and again: another instance is what would see it.
    #[expect(clippy::unused_self, reason = "one waits while it runs")]
    pub fn until_listed(&self, place: &Place) {
        while !place.run(&["list"], "").out.contains("open") {}
    }

    /// Waits for its end.
    pub fn end(mut self) -> Ended {
        while self.until_prompt().is_some() {}
        self.input = None;
        let code = self.child.wait().unwrap().code().unwrap_or(-1);
        Ended { code, said: self.said }
    }
}

/// Answers everything until the program ends.
pub fn walk(place: &Place, args: &[&str]) -> Ended {
    let mut running = Running::start(place, args);
    let mut lines = 0;
    while let Some(said) = running.until_prompt() {
        running.enter(&answer(&said));
        lines += 1;
        assert!(lines < 1_000, "it goes on for ever:\n{}", running.said);
    }
    running.end()
}

/// What somebody would say who is safe, and wants to talk.
fn answer(said: &str) -> String {
    let options: Vec<(&str, String)> = said
        .lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_digit()))
        .filter_map(|line| line.split_once(". ").map(|(number, words)| (number, words.to_lowercase())))
        .collect();
    let wanted =
        |(_, words): &&(&str, String)| words == "no" || words.contains("ask for a talk") || words.contains("we talked");
    if said.trim() == ">" {
        // Nothing new was asked: the text or list goes on until it is ended.
        return ".".to_owned();
    }
    if said.contains("takes no words") {
        // A page to read: it goes on by an empty line.
        return String::new();
    }
    if said.contains("Give a day") {
        return "today".to_owned();
    }
    if let Some((_, rest)) = said.split_once("Give a whole number from ") {
        return rest.split(' ').next().unwrap().to_owned();
    }
    if said.contains("A number from") || said.contains("(0 to 10)") {
        return "5".to_owned();
    }
    if options.iter().any(|(_, words)| words.starts_with("keep this one and change a copy of it")) {
        return String::new();
    }
    if !options.is_empty() {
        return options.iter().find(wanted).map_or("1", |(number, _)| number).to_owned();
    }
    "Some words of mine.".to_owned()
}
