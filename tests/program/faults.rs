//! What the program says where something is wrong, and how it ends then.

use serde_json::Value;

use crate::place::Place;
use crate::{BEGUN, OWN};

#[track_caller]
fn told(args: &[&str], code: i32, words: &[&str]) {
    let place = Place::new();
    let result = place.run(args, "");
    assert_eq!(result.code, code, "{args:?}: {}{}", result.out, result.err);
    for word in words {
        assert!(result.err.contains(word), "{args:?} says `{word}`: {}", result.err);
    }
    assert!(!result.err.contains('\u{1b}'), "{}", result.err);
}

#[test]
fn faults_say_what_happened_what_is_safe_and_what_helps() {
    told(&["begin", "being-ignord"], 1, &["There is no guide", "Nothing was begun", "Did you mean `being-ignored`?"]);
    told(&["begin", "nowhere.toml"], 1, &["nowhere.toml", "Nothing was begun"]);
    told(&["resume"], 1, &["There is no unfinished session", "stepback begin"]);
    told(&["resume", "abcd"], 1, &["There is no saved session here"]);
    told(&["show", "last"], 1, &["There is no saved session here"]);
    told(&["export", "last"], 1, &["There is no saved session here"]);
    told(&["erase", "last"], 1, &["There is no saved session here"]);
    told(&["erase", "--person", "Sam"], 1, &["Nothing has been erased"]);
    told(&["passphrase"], 1, &["There is no passphrase to change"]);
    told(&["export", "last", "--format", "pdf"], 2, &["pdf"]);
    told(&["erase"], 2, &[]);
    told(&["nonsense"], 2, &[]);
}

#[test]
fn a_wrong_id_names_those_that_are_near() {
    let place = Place::new();
    place.run(&["begin"], &format!("{BEGUN}Sam\n"));
    let list: Value = serde_json::from_str(&place.run(&["list", "--json"], "").out).unwrap();
    let id = list[0]["id"].as_str().unwrap();
    let mut wrong: Vec<char> = id.chars().take(8).collect();
    wrong[7] = if wrong[7] == '0' { '1' } else { '0' };
    let wrong: String = wrong.into_iter().collect();
    let result = place.run(&["show", &wrong], "");
    assert_eq!(result.code, 1);
    assert!(result.err.contains(&id[..8]), "{}", result.err);
    assert_eq!(place.run(&["show", &id[..6]], "").code, 0);
}

#[test]
fn a_place_that_cannot_be_found_is_wrong_usage() {
    let place = Place::new();
    let result = place.run_with_relative_home(&["list"]);
    assert_eq!(result.code, 2);
    for words in ["XDG_DATA_HOME", "Nothing has been written"] {
        assert!(result.err.contains(words), "{}", result.err);
    }
}

#[test]
fn a_folder_with_nothing_to_check_is_wrong_usage() {
    let place = Place::new();
    let empty = tempfile::tempdir().unwrap();
    let checked = place.run(&["check", &empty.path().display().to_string()], "");
    assert_eq!(checked.code, 2, "{}", checked.err);
    assert!(checked.out.starts_with("There is no content here"), "{}", checked.out);
}

#[test]
fn wrong_usage_cannot_print_what_acts_or_hides() {
    let place = Place::new();
    for args in [&["show", "a", "b\u{202e}\u{1b}[31m\u{200b}"][..], &["no\u{202e}such"], &["list", "--\u{2066}x"]] {
        let result = place.run(args, "");
        assert_eq!(result.code, 2, "{}", result.err);
        assert!(result.err.contains('␦'), "{}", result.err);
        assert!(!result.err.contains(['\u{1b}', '\u{202e}', '\u{200b}', '\u{2066}']), "{:?}", result.err);
    }
    assert_eq!(place.run(&["--help"], "").code, 0);
    assert_eq!(place.run(&["--version"], "").code, 0);
}

#[test]
fn a_data_folder_that_is_none_is_refused() {
    let place = Place::new();
    let file = place.file("not-a-folder", "x");
    let result = place.run(&["list", "--data-dir", &file], "");
    assert_eq!(result.code, 1, "{}", result.out);
    assert!(result.err.contains("not a folder"), "{}", result.err);
}

#[test]
fn a_folder_that_is_gone_is_never_taken_for_an_empty_one() {
    let place = Place::new();
    place.run(&["begin"], &format!("{BEGUN}Sam\n"));
    std::fs::remove_dir_all(place.data()).unwrap();
    for args in [&["list"][..], &["begin"][..], &[][..]] {
        let result = place.run(args, "");
        assert_eq!(result.code, 1, "{args:?}: {}", result.out);
        assert!(result.err.contains("Nothing has been written in its place"), "{}", result.err);
    }
    assert!(!place.data().exists());
}

#[test]
fn a_session_whose_guide_broke_can_still_be_read() {
    let place = Place::new();
    std::fs::create_dir_all(place.folder().join("content/guides")).unwrap();
    let guide = place.file("content/guides/own.toml", OWN);
    let begun = place.run(&["begin", "own", "--content-dir", &place.path("content")], "He came home late.\n");
    assert_eq!(begun.code, 0, "{}", begun.err);
    std::fs::write(&guide, "format = 1\nid = [").unwrap();
    let args = ["show", "last", "--content-dir", &place.path("content")];
    let shown = place.run(&args, "");
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert!(shown.out.contains("He came home late.") && shown.out.contains("cannot be read now"), "{}", shown.out);
    let resumed = place.run(&["resume", "last", "--content-dir", &place.path("content")], "");
    assert_eq!(resumed.code, 1);
    assert!(resumed.err.contains("`stepback show ") && !resumed.err.contains("home late"), "{}", resumed.err);
}

#[test]
fn home_says_what_cannot_be_read_and_what_helps() {
    let place = Place::new();
    place.run(&["begin"], &format!("{BEGUN}Sam\n:quit\n"));
    let own = std::fs::read_dir(place.data().join("sessions")).unwrap().next().unwrap().unwrap().path();
    let bytes = std::fs::read(&own).unwrap();
    std::fs::write(&own, &bytes[..bytes.len() / 2]).unwrap();
    let short = own.file_stem().unwrap().to_str().unwrap()[..8].to_owned();
    let home = place.run(&[], ":quit\n");
    assert!(home.out.contains(&format!("The session {short} cannot be read")), "{}", home.out);
    assert!(home.out.contains("A copy from a backup may help"), "{}", home.out);
}
