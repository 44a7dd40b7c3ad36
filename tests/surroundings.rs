//! The program where something around it is not as usual: folders, variables, outputs, files of a later version.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at whatever is not as it says")]

#[path = "program/place.rs"]
mod place;

use std::fs;

use place::Place;

/// The file of the only session.
fn session(place: &Place) -> std::path::PathBuf {
    let files = fs::read_dir(place.data().join("sessions")).unwrap().flatten().map(|entry| entry.path());
    files.into_iter().find(|path| path.extension().is_some_and(|ending| ending == "toml")).unwrap()
}

#[test]
fn a_form_that_cannot_be_shown_is_not_said_to_be_readable() {
    let place = Place::new();
    place.run(&["begin"], "\n1\nSam\n:quit\n");
    let text = fs::read_to_string(session(&place)).unwrap();
    let later = text.replace("format = 1", "format = 7").replace("\nnext_item = ", "\nnext_thing = ");
    assert_ne!(later, text);
    fs::write(session(&place), &later).unwrap();
    for args in [&["show", "last"][..], &["export", "last"], &["resume", "last"]] {
        let said = place.run(args, "");
        assert_eq!(said.code, 1, "{args:?}: {}", said.out);
        assert!(said.err.contains("in a form that this one cannot show"), "{args:?}: {}", said.err);
        assert!(!said.err.contains("only be read here"), "{args:?}: {}", said.err);
    }
    assert_eq!(fs::read_to_string(session(&place)).unwrap(), later);
}

#[test]
fn a_folder_that_depends_on_where_one_is_or_is_not_there_is_wrong_usage() {
    let place = Place::new();
    let mut command = place.command(&["paths"]);
    command.env("HOME", "relative");
    let said = place::feed(command, "");
    assert_eq!(said.code, 2, "{}", said.out);
    assert!(said.err.starts_with("HOME does not begin at the root"), "{}", said.err);

    let nowhere = place.path("nowhere");
    for args in [&["check"][..], &["guides"], &["begin", "--plain"]] {
        let said = place.run(&[args, &["--content-dir", &nowhere]].concat(), "");
        assert_eq!(said.code, 2, "{args:?}: {}", said.out);
        assert!(said.err.starts_with("There is no folder"), "{args:?}: {}", said.err);
    }
    assert_eq!(place.run(&["new", "mine", "--content-dir", &nowhere], "").code, 0);
    assert_eq!(place.run(&["guides", "--content-dir", &nowhere], "").code, 0);
}

#[test]
fn an_output_nobody_reads_any_more_is_no_hang_up() {
    let place = Place::new();
    let said = place.run_unread(&["begin", "--plain"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
}

#[test]
fn a_broken_guide_in_place_of_a_built_in_one_says_how_that_comes_back() {
    let place = Place::new();
    place.run(&["new", "being-ignored"], "");
    let file = place.folder().join("config/stepback/content/guides/being-ignored.toml");
    fs::write(&file, "format = 1\n").unwrap();
    let said = place.run(&[], "");
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.err.contains("Moving that file away brings the built-in guide back."), "{}", said.err);
    fs::remove_file(&file).unwrap();
    assert_eq!(place.run(&[], ":exit\n").code, 0);
}

#[test]
fn a_folder_that_is_gone_says_that_a_terminal_offers_another() {
    let place = Place::new();
    place.run(&["begin"], "\n1\nSam\n:quit\n");
    fs::rename(place.data(), place.path("away")).unwrap();
    let said = place.run(&["begin"], "");
    assert_eq!(said.code, 1, "{}", said.out);
    let offer = "Started in a terminal, `stepback` asks: Begin with a new, empty folder there?";
    assert!(said.err.contains(offer), "{}", said.err);
}
