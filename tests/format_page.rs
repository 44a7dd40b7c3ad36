//! The format page: every example on it is read as it stands, and the guide that shows everything shows every kind.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at whatever is not as it says")]

use stepback::fault::Fault;
use stepback::fault::report::short;
use stepback::guide::read::{fields, read};
use stepback::library::Library;
use stepback::library::{lines, sources};
use stepback::tool::check;

const PAGE: &str = include_str!("../content/README.md");

/// Head, a first step to look at, and the beginning of a stage for a piece that needs one around it.
const AROUND: &str = "format = 1\nid = \"g\"\ntitle = \"T\"\nabout = \"A.\"\n\
    [[stage]]\nid = \"first\"\ntitle = \"F\"\n\
    [[stage.step]]\nid = \"gate\"\nkind = \"gate\"\nkeep = \"never\"\nask = \"?\"\nquestions = [ { id = \"q\", ask = \"?\" } ]\n\
    [[stage.step]]\nid = \"decision\"\nkind = \"choice\"\nask = \"?\"\noptions = [ { id = \"talk\", label = \"T\" } ]\n\
    [[stage.step]]\nid = \"seen\"\nkind = \"long\"\nask = \"?\"\n\
    [[stage.step]]\nid = \"upset\"\nkind = \"scale\"\nask = \"?\"\nlow = \"l\"\nhigh = \"h\"\n";
const DECIDE: &str =
    "[[stage]]\nid = \"decide\"\ntitle = \"D\"\n[[stage.step]]\nid = \"why\"\nkind = \"long\"\nask = \"?\"\n";
const DEBRIEF: &str = "[[stage.step]]\nid = \"debrief\"\nkind = \"choice\"\nask = \"?\"\n\
    options = [ { id = \"still_silent\", label = \"S\" }, { id = \"put_off\", label = \"P\" } ]\n";
const CHOICES: &str = "[[stage.step]]\nid = \"many\"\nkind = \"choices\"\nask = \"?\"\n";

fn examples() -> Vec<String> {
    let fenced = PAGE.split("```toml\n").skip(1);
    fenced.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// What is wrong with an example; a piece of a guide is read with what it needs around it.
fn wrong(example: &str) -> (String, Vec<Fault>) {
    let guide = |text: String| {
        let faults = read(&text).1;
        (text, faults)
    };
    if example.contains("[[line]]") {
        return (example.to_owned(), lines::read(example, None).1);
    }
    if example.contains("[[source]]") && !example.contains("[[stage]]") {
        return (example.to_owned(), sources::read(example).1);
    }
    match example.lines().next().unwrap() {
        "format = 1" => (example.to_owned(), check::guide(example, Some(&Library::default().known()))),
        "[[stage]]" => guide(format!("{AROUND}{DECIDE}{example}{DEBRIEF}")),
        "[[part]]" => guide(format!("{AROUND}{example}")),
        "options = [" => guide(format!("{AROUND}{CHOICES}{example}")),
        other => panic!("nothing says what stands around the example that begins with {other}"),
    }
}

#[test]
fn every_example_is_read_without_a_word() {
    let all = examples();
    assert!(all.len() >= 7, "{} examples", all.len());
    for example in all {
        let (text, faults) = wrong(&example);
        let said: String = faults.iter().map(|fault| short("example", &text, fault)).collect();
        assert_eq!(said, "", "{text}");
    }
}

#[test]
fn everything_shows_every_kind() {
    let everything = examples().into_iter().find(|example| example.contains("id = \"everything\"")).unwrap();
    let guide = read(&everything).0.unwrap();
    for (kind, _) in fields::KINDS {
        assert!(guide.steps.iter().any(|step| step.prompt.name() == kind), "no step of the kind {kind}");
    }
}

/// Every key that is read stands on the page, in code marks or in an example.
#[test]
fn the_page_names_every_key() {
    for key in fields::COMMON.iter().chain(fields::KINDS.iter().flat_map(|(_, keys)| keys.iter())) {
        let marked = [format!("`{key}`"), format!("`{key} ="), format!("\n{key} = "), format!(".{key}.")];
        assert!(marked.iter().any(|mark| PAGE.contains(mark.as_str())), "{key}");
    }
}
