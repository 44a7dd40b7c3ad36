//! What the program says where it cannot do as asked: of its output, of its folder, of what is in there.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at whatever is not as it says"
)]

#[path = "program/place.rs"]
mod place;

use std::fs::{self, File};
use std::process::Stdio;

use place::{Place, Said};
use serde_json::Value;

/// One session is saved, and another one is damaged; the name of the damaged one's file.
fn one_of_two_damaged(place: &Place) -> String {
    place.run(&["begin"], "\n1\nSam\n:quit\n");
    let own = fs::read_dir(place.data().join("sessions")).unwrap().next().unwrap().unwrap().path();
    let bytes = fs::read(&own).unwrap();
    place.run(&["begin"], "\n1\nSam\n:quit\n");
    fs::write(&own, &bytes[..bytes.len() / 2]).unwrap();
    own.file_name().unwrap().to_str().unwrap().to_owned()
}

#[test]
fn a_damaged_session_is_named_beside_the_list_in_json() {
    let place = Place::new();
    let damaged = one_of_two_damaged(&place);
    let listed = place.run(&["list", "--json"], "");
    assert_eq!(listed.code, 0);
    let list: Value = serde_json::from_str(&listed.out).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
    assert!(listed.err.starts_with(&format!("{damaged} cannot be read: ")), "{}", listed.err);
    assert!(listed.err.ends_with("It was left as it is.\n"), "{}", listed.err);
    assert_eq!(place.run(&["list"], "").err, "", "people read it in the list itself");
}

/// Runs it with an output that takes nothing.
#[cfg(target_os = "linux")]
fn run_on_a_full_disk(place: &Place, args: &[&str]) -> Said {
    let mut command = place.command(args);
    command.stdin(Stdio::null()).stdout(File::create("/dev/full").unwrap()).stderr(Stdio::piped());
    command.spawn().unwrap().wait_with_output().unwrap().into()
}

#[test]
#[cfg(target_os = "linux")]
fn output_that_cannot_be_written_is_said_with_what_is_safe_and_what_helps() {
    let place = Place::new();
    place.run(&["begin"], "\n1\nSam\n:quit\n");
    let show = &["show", "last"][..];
    for args in [show, &["list", "--json"], &["man"], &["completions", "bash"], &["check"], &["--help"], &["begin"]] {
        let said = run_on_a_full_disk(&place, args);
        assert_eq!(said.code, 1, "{args:?}: {}", said.err);
        for words in ["could not be written", "the disk is full", "What is saved is safe.", "helps."] {
            assert!(said.err.contains(words), "{args:?}: {}", said.err);
        }
        assert!(!said.err.contains("os error") && !said.err.contains("Sam"), "{args:?}: {}", said.err);
    }
    assert_eq!(place.run(&["list"], "").out.lines().count(), 1);
}

#[test]
fn a_folder_of_a_later_form_is_told_apart_and_never_to_be_removed() {
    let place = Place::new();
    place.run(&["begin"], "\n1\nSam\n:quit\n");
    let marker = place.data().join("stepback.toml");
    fs::write(&marker, "# Of a later version.\nformat = 7\n\n[vault]\nid = 3\n").unwrap();
    for args in [&["list"][..], &["show", "last"], &["begin"]] {
        let said = place.run(args, "\n");
        assert_eq!(said.code, 1, "{args:?}");
        assert!(said.err.contains("made by a later version of Stepback (form 7)"), "{args:?}: {}", said.err);
        assert!(!said.err.contains("remove"), "{args:?}: {}", said.err);
    }
    assert!(fs::read_to_string(&marker).unwrap().contains("[vault]"));
}

#[test]
fn how_many_lines_and_entries_end_is_said_where_they_begin_and_in_the_help() {
    let place = Place::new();
    let step = |id: &str, rest: &str| format!("[[stage.step]]\nid = \"{id}\"\nask = \"What of {id}?\"\n{rest}\n");
    let steps = [step("page", "kind = \"long\""), step("some", "kind = \"list\""), step("days", "kind = \"timeline\"")];
    let head = "format = 1\nid = \"own\"\ntitle = \"T\"\nabout = \"A.\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n";
    let guide = place.file("own.toml", &format!("{head}{}", steps.concat()));
    let said = place.run(&["begin", &guide], "one\n.\n:help\none\n.\n:quit\n");
    let order = [
        "What of page?",
        "As many lines as you like.",
        "What of some?",
        "As many entries as you like, one after the other. A line with a single dot ends them.",
        "A line with a single dot ends a text of many lines, a list, a column or a timeline.",
        "What of days?",
    ];
    let places: Vec<Option<usize>> = order.iter().map(|words| said.out.find(words)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}\n{}", said.out);
    assert_eq!(said.out.matches("As many entries").count(), 1, "{}", said.out);
}

#[test]
#[cfg(target_os = "linux")]
fn a_folder_that_cannot_be_made_is_named() {
    let place = Place::new();
    let said = place.run(&["begin", "--data-dir", "/proc/nope/data"], "\n1\nSam\n");
    assert_eq!(said.code, 1, "{}", said.err);
    assert!(
        said.err.contains("the folder for your sessions, /proc/nope/data, is not there and cannot be made"),
        "{}",
        said.err
    );
}
