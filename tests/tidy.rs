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
    "println!",
    "print!(",
    "eprintln!",
    "Timestamp::now",
    "Zoned::now",
];

/// Module (file or folder under src), what it must never name besides, and whether it belongs to the core.
const MUST_NOT: &[(&str, &[&str], bool)] = &[
    ("text", &["crate::guide", "crate::prompt", "crate::session", "crate::screen", "crate::store"], true),
    ("notice", &["crate::session", "crate::screen", "crate::store", "crate::tui", "crate::plain"], true),
    ("guide", &["crate::store", "crate::tui", "crate::plain", "crate::run", "crate::library"], true),
    ("prompt", &["crate::store", "crate::tui", "crate::plain", "crate::run", "crate::library"], true),
    ("session", &["crate::store", "crate::tui", "crate::plain", "crate::run", "crate::library"], true),
    ("screen", &["crate::store", "crate::tui", "crate::plain", "crate::run", "crate::library"], true),
    ("tui", &["crate::store", "crate::run", "crate::command"], false),
    ("plain", &["crate::store", "crate::run", "crate::command", "ratatui", "crossterm"], false),
    ("store", &["crate::screen", "crate::tui", "crate::plain", "crate::run", "ratatui", "crossterm"], false),
];

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
    for (module, _, core) in MUST_NOT {
        if *core {
            names_none_of(module, WORLD);
        }
    }
}

#[test]
fn modules_know_only_whom_they_may() {
    for (module, words, _) in MUST_NOT {
        names_none_of(module, words);
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
