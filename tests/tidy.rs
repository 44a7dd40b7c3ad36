//! The house rules that can be read off the sources: who may know whom, first lines, sizes.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "a test may stop at the first thing that is not as it says"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// What no module of the core may name, code and tests alike: the world outside.
const WORLD: &[&str] = &[
    "ratatui",
    "crossterm",
    "rustix",
    "signal_hook",
    "getrandom",
    "anyhow",
    "std::fs",
    "std::env",
    "std::io",
    "std::time",
    "std::process",
    "std::thread",
    "std::net",
    "SystemTime",
    "Instant",
    "std::os",
    "println!",
    "print!(",
    "dbg!",
    "directories",
    "mpsc",
    "Timestamp::now",
    "Zoned::now",
    "TimeZone::system",
];

/// Who may know whom: a module (file or folder under src) and the others it may name.
const MAY: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("notice", &["fault", "text"]),
    ("guide", &["fault", "prompt", "session", "text"]),
    ("prompt", &["guide", "screen", "session", "text"]),
    ("session", &["guide", "notice", "prompt", "screen", "text"]),
    ("screen", &["guide", "notice", "prompt", "session", "text"]),
    ("fault", &["text"]),
    ("front", &["screen", "session", "text"]),
    ("home", &["screen", "session", "text"]),
    ("tui", &["front", "prompt", "screen", "session", "text"]),
    ("plain", &["front", "screen", "session", "text"]),
    ("store", &["prompt", "session", "text"]),
    ("export", &["prompt", "session", "text"]),
    ("library", &["fault", "guide", "notice", "prompt", "screen", "text"]),
    ("tool", &["fault", "guide", "library", "notice", "prompt", "screen", "session", "text"]),
    ("signals", &[]),
    ("failing", &["run", "tui"]),
    ("run", &["front", "guide", "library", "notice", "prompt", "screen", "session", "signals", "store", "text"]),
];
/// Modules that know no file, environment, clock, terminal, process, thread or printing.
const CORE: &[&str] = &["text", "notice", "guide", "prompt", "session", "screen", "home"];
/// Libraries of the terminal: the full screen alone draws, the plain front and the store never do.
const NO_TERMINAL: &[&str] = &["plain", "store", "export", "library", "tool", "fault"];

/// Files longer than the house allows, each with the reason. Empty is best.
const LONG: &[(&str, &str)] = &[];
const LINES_AT_MOST: usize = 500;

fn sources(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut look = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = look.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                look.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The path below the package, with forward slashes.
fn short(path: &Path) -> String {
    path.strip_prefix(env!("CARGO_MANIFEST_DIR")).expect("below the package").display().to_string().replace('\\', "/")
}

/// The code without its comments: words in them name nothing.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source");
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn of_module(module: &str) -> Vec<PathBuf> {
    let file = format!("src/{module}.rs");
    let folder = format!("src/{module}/");
    sources("src").into_iter().filter(|path| short(path) == file || short(path).starts_with(&folder)).collect()
}

fn everywhere() -> Vec<PathBuf> {
    ["src", "tests", "benches"].into_iter().flat_map(sources).collect()
}

#[track_caller]
fn names_none_of(module: &str, words: &[&str]) {
    let paths = of_module(module);
    assert!(!paths.is_empty(), "there is no module {module}: bring this table up to date");
    for path in paths {
        let code = code(&path);
        for word in words {
            assert!(!code.contains(word), "{} names {word}: see the import table in ARCHITECTURE.md", short(&path));
        }
    }
}

#[test]
fn the_core_knows_nothing_of_the_world() {
    for module in CORE {
        names_none_of(module, WORLD);
    }
    for module in NO_TERMINAL {
        names_none_of(module, &["ratatui", "crossterm"]);
    }
}

/// The modules of this package that a piece of code names, however deep.
fn named(code: &str) -> Vec<String> {
    let after = |mark: &'static str| code.match_indices(mark).map(move |(at, _)| &code[at + mark.len()..]);
    let word = |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    after("crate::").chain(after("stepback::")).map(word).filter(|name| !name.is_empty()).collect()
}

#[test]
fn names_are_found_in_code() {
    assert_eq!(named("use crate::store::Row; fn f() { stepback::run::go(crate::Thing) }"), ["store", "run"]);
}

#[test]
fn modules_know_only_whom_they_may() {
    for (module, may) in MAY {
        for path in of_module(module) {
            let code = code(&path);
            for name in named(&code) {
                let allowed = name == *module || may.contains(&name.as_str());
                assert!(allowed, "{} names {name}: see the import table in ARCHITECTURE.md", short(&path));
            }
            // One name a line, so that the line above finds every one.
            for several in ["crate::{", "use std::{", "super::super::super::super"] {
                assert!(!code.contains(several), "{} holds {several}", short(&path));
            }
        }
    }
}

#[test]
fn every_module_has_its_row() {
    for path in sources("src") {
        let short = short(&path);
        let module = short["src/".len()..].split(['/', '.']).next().expect("a name");
        let listed = MAY.iter().any(|(name, _)| *name == module);
        // The library's list of modules, the program itself, its arguments and its commands know everybody.
        assert!(listed || ["lib", "main", "args", "command"].contains(&module), "{module} has no row");
    }
}

#[test]
fn every_source_says_first_what_lives_there() {
    for path in everywhere() {
        let text = fs::read_to_string(&path).expect("a source");
        assert!(text.starts_with("//! "), "{} does not begin with a `//!` line", short(&path));
    }
}

#[test]
fn no_source_is_too_long() {
    for path in everywhere() {
        let lines = fs::read_to_string(&path).expect("a source").lines().count();
        let allowed = LONG.iter().any(|(long, _)| *long == short(&path));
        assert!(lines <= LINES_AT_MOST || allowed, "{} has {lines} lines, at most {LINES_AT_MOST}", short(&path));
        assert!(lines > LINES_AT_MOST || !allowed, "{} is short again: take it off the list", short(&path));
    }
}

#[test]
fn nothing_is_left_for_later() {
    let words = ["TODO", "FIXME", "XXX", "#[ignore", "todo!(", "unimplemented!(", "#[should_panic", "thread::sleep"];
    for path in everywhere().into_iter().filter(|path| !path.ends_with("tests/tidy.rs")) {
        let text = fs::read_to_string(&path).expect("a source");
        for word in words {
            assert!(!text.contains(word), "{} holds {word}", short(&path));
        }
    }
}

/// The pieces of a text that stand between backticks and hold `mark`.
fn quoted<'a>(text: &'a str, mark: &str) -> Vec<&'a str> {
    text.split('`').skip(1).step_by(2).filter(|piece| piece.contains(mark)).collect()
}

#[test]
fn every_rule_of_use_names_what_proves_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("tests/ux_rules.md")).expect("the rules");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| |")).collect();
    assert_eq!(rows.len(), 30, "one row for each rule");
    for (row, number) in rows.iter().zip(1..) {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        assert_eq!(cells.len(), 3, "rule {number} has its number, its words and its proofs");
        assert_eq!(cells[0], number.to_string(), "the rules stand in order");
        let tests = quoted(cells[2], "::");
        assert!(!tests.is_empty(), "rule {number} names no test");
        for test in tests {
            let (file, name) = test.split_once("::").expect("a file and a test");
            let source = fs::read_to_string(root.join(file)).unwrap_or_default();
            assert!(source.contains(&format!("fn {name}(")), "rule {number}: there is no {test}");
        }
        for campaign in quoted(cells[2], ".py") {
            assert!(root.join(campaign).is_file(), "rule {number}: there is no {campaign}");
        }
    }
}
