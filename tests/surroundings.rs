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
