//! The program itself: exit codes, messages, pipes, signals, and what lies on the disk afterwards.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test stops at whatever is not as it says"
)]

#[path = "program/faults.rs"]
mod faults;
#[path = "program/place.rs"]
mod place;
#[path = "program/reader.rs"]
mod reader;

use place::Place;
use serde_json::Value;

/// Up to the question for a name: read, keep on this computer.
const BEGUN: &str = "\n1\n";

#[test]
fn a_whole_walk_through_a_pipe_ends_well_and_lists_every_answer() {
    let place = Place::new();
    let walked = reader::walk(&place, &["begin", "being-ignored"]);
    assert_eq!(walked.code, 0, "{}", walked.said);
    for sign in walked.said.chars() {
        let code = u32::from(sign);
        let drawn = (0x2500..=0x259f).contains(&code) || (0x2800..=0x28ff).contains(&code);
        assert!(sign != '\u{1b}' && !drawn, "nothing is drawn in plain lines: U+{code:04X}");
    }
    let export = place.run(&["export", "last", "--format", "json"], "");
    assert_eq!(export.code, 0, "{}", export.err);
    let export: Value = serde_json::from_str(&export.out).unwrap();
    let answers = export["answers"].as_array().unwrap();
    let steps: Vec<&str> = answers.iter().map(|answer| answer["step"].as_str().unwrap()).collect();
    for step in ["who", "before_upset", "decide", "message", "plan_listen", "keep"] {
        assert!(steps.contains(&step), "{step} in {steps:?}");
    }
    let board = answers.iter().find(|answer| answer["step"] == "board").unwrap();
    for column in ["known", "hidden", "guesses"] {
        assert!(board["value"][column].is_array(), "{column} of {board}");
    }
    for never in ["safe", "safety"] {
        assert!(!steps.contains(&never), "a never-kept gate is not written out");
    }
    for answer in answers {
        for key in ["step", "question", "kind", "status", "value"] {
            assert!(answer.get(key).is_some(), "{key} of {answer}");
        }
    }
    let given = answers.iter().filter(|answer| answer["status"] == "given").count();
    assert!(given > 25, "{given} answers given");
}

#[test]
fn input_that_ends_keeps_everything_and_is_no_fault() {
    let place = Place::new();
    let began = place.run(&["begin"], &format!("{BEGUN}Sam\n1\n1\nRobin\n:goto who\n:next\nhalf"));
    assert_eq!((began.code, began.err.as_str()), (0, ""));
    let show = place.run(&["show", "last"], "");
    assert!(show.out.contains("  Sam\n"), "{}", show.out);
    assert!(show.out.contains("Robin"), "{}", show.out);
    let said = place.run(&["list"], "").out;
    assert!(said.contains("  open      "), "{said}");
    assert!(said.ends_with("Someone close has gone quiet: Arriving\n"), "titles, not ids: {said}");
    let list: Value = serde_json::from_str(&place.run(&["list", "--json"], "").out).unwrap();
    assert_eq!(list.as_array().unwrap().len(), 1);
    for key in ["id", "guide", "status", "started", "updated", "step"] {
        assert!(list[0][key].is_string(), "{key}");
    }
    assert_eq!((list[0]["guide"].as_str(), list[0]["status"].as_str()), (Some("being-ignored"), Some("open")));
}

#[test]
fn lines_name_the_other_countries_and_the_home_screen_takes_one_along() {
    let place = Place::new();
    let asked = "1\n:helplines\n:helplines de\n:helplines other\n:helplines britain\n:helplines new zealand\n:quit\n";
    let began = place.run(&["begin"], asked);
    let said = began.out.matches("Help lines: ").count();
    assert_eq!(said, 5, "{}", began.out);
    for country in ["United Kingdom", "New Zealand"] {
        assert!(began.out.contains(&format!("Help lines: {country}.")), "{}", began.out);
    }
    let other = "For another country type :helplines and its short name: US United States, ";
    assert!(began.out.contains(other) && began.out.contains("DE Germany"), "{}", began.out);
    assert!(began.out.contains("Help lines: Germany.") && began.out.contains("Help lines: Any country."));

    place.run(&["begin"], &format!("{BEGUN}Sam\n:quit\n"));
    let home = place.run(&[], ":helplines fr\n2\n1\n:helplines\n:quit\n");
    assert_eq!(home.out.matches("Help lines: France.").count(), 2, "{}", home.out);
    place.run(&[], ":helplines suicidal\n2\n1\n\n1\nRobin\n:quit\n");
    place.run(&["begin"], &format!("{BEGUN}:helplines suicide\nRobert\n:quit\n"));
    assert!(place.holds("Robin") && place.holds("Robert"));
    assert!(!place.holds("suicid"), "a word that names no country is not remembered");
}

#[test]
fn what_was_begun_is_there_again() {
    let place = Place::new();
    let began = place.run(&["begin", "four-month-check-in"], "\n\n\n\n\n\n:quit\n");
    assert_eq!(began.code, 0, "{}", began.err);
    assert!(began.out.contains("`stepback resume "), "{}", began.out);
    let again = place.run(&["resume"], ":quit\n");
    assert_eq!(again.code, 0, "{}", again.err);
    let home = place.run(&[], "1\n:exit\n");
    assert!(home.out.contains("1. Go on where you left off"), "{}", home.out);
    assert_eq!(home.code, 0);
}

#[test]
fn half_a_text_is_kept_with_the_step_it_was_begun_on() {
    let place = Place::new();
    let guide = place.file("own.toml", OWN);
    let began = place.run(&["begin", &guide], "He came home late.\nAnd then he");
    assert_eq!((began.code, began.err.as_str()), (0, ""));
    std::fs::remove_file(&guide).unwrap();
    let again = place.run(&["resume"], "went out.\n.\n");
    assert!(again.out.contains("He came home late."), "{}", again.out);
    let json: Value = serde_json::from_str(&place.run(&["export", "last", "--format", "json"], "").out).unwrap();
    assert_eq!(json["answers"][0]["value"], "He came home late.\nAnd then he\nwent out.");
    assert_eq!(json["answers"][0]["status"], "given");
}

/// One long question, in a file of one's own.
const OWN: &str = "format = 1\nid = \"own\"\ntitle = \"Own\"\nabout = \"One question.\"\n\n[[stage]]\nid = \"only\"\ntitle = \"Look\"\n\n[[stage.step]]\nid = \"seen\"\nkind = \"long\"\nask = \"What did you see?\"\n";

#[test]
fn who_keeps_nothing_leaves_nothing() {
    let place = Place::new();
    let began = place.run(&["begin"], "\n3\nSam\n1\n1\n:quit\nyes\n");
    assert_eq!(began.code, 0, "{}", began.err);
    assert!(began.out.contains("Nothing is kept: what you wrote will be gone."), "one is asked: {}", began.out);
    assert!(began.out.contains("Nothing was kept, as you chose."), "{}", began.out);
    assert!(!place.holds("Sam"), "no word on the disk");
    assert!(place.run(&["list"], "").out.contains("Nothing is saved yet."));
}

#[test]
fn the_quick_exit_says_nothing() {
    let place = Place::new();
    let left = place.run(&["begin"], &format!("{BEGUN}Sam\n:exit\n"));
    assert_eq!((left.code, left.err.as_str()), (0, ""));
    assert!(!left.out.contains("resume"), "{}", left.out);
    assert!(place.holds("Sam"), "it is saved all the same");
}

#[test]
fn signals_save_and_leave_with_their_codes() {
    for (signal, code) in [("INT", 0), ("TERM", 143), ("HUP", 129), ("QUIT", 131)] {
        let place = Place::new();
        let mut running = reader::Running::start(&place, &["begin"]);
        for line in ["", "1", "Sam", "1"] {
            running.until_prompt();
            running.enter(line);
        }
        running.until_prompt();
        running.signal(signal);
        let ended = running.end();
        assert_eq!(ended.code, code, "{signal}");
        assert!(place.holds("Sam"), "{signal}: saved");
        assert!(!ended.said.contains("resume"), "{signal}: {}", ended.said);
    }
}

#[test]
fn erasing_asks_and_takes_only_yes_for_yes() {
    let place = Place::new();
    place.run(&["begin"], &format!("{BEGUN}Sam\n1\n1\nRobin\n"));
    let nobody = place.run(&["erase", "last"], "");
    assert_eq!(nobody.code, 1);
    assert!(nobody.err.contains("Nothing has been erased"));
    assert_eq!(place.run(&["erase", "last"], "no\n").code, 0);
    assert!(place.holds("Robin"));
    let gone = place.run(&["erase", "--person", "sam"], "yes\n");
    assert_eq!(gone.code, 0, "{}", gone.err);
    assert!(gone.out.contains("Erased: 1 session"), "{}", gone.out);
    assert!(gone.out.contains("out of reach"), "{}", gone.out);
    assert!(!place.holds("Robin"));
    assert_eq!(place.run(&["erase", "--all"], "yes\n").code, 0);
    assert!(!place.data().exists());
}

#[test]
fn a_session_is_written_out_in_every_form() {
    let place = Place::new();
    place.run(&["begin"], &format!("{BEGUN}Sam\n1\n1\nRobin *the* <b>\n"));
    for (form, words) in [
        ("md", r"Robin \*the\* \<b\>"),
        ("txt", "  Robin *the* <b>"),
        ("html", "Robin *the* &lt;b&gt;"),
        ("json", "\"me\""),
    ] {
        let result = place.run(&["export", "last", "--format", form], "");
        assert!(result.out.contains(words), "{form}: {}{}", result.out, result.err);
    }
    let none = place.run(&["export", "last", "--format", "ics"], "");
    assert_eq!((none.code, none.out.as_str()), (1, ""));
    assert!(place.run(&["export", "last", "--only", "message"], "").err.contains("no message in this session yet"));
    let file = place.path("out.md");
    assert_eq!(place.run(&["export", "last", "--output", &file], "").code, 0);
    let again = place.run(&["export", "last", "--output", &file], "yes\n");
    assert_eq!(again.code, 1, "nobody is there to be asked");
    assert!(again.err.contains("was left as it is"), "{}", again.err);
}

#[test]
fn whoever_stops_reading_is_no_fault() {
    let place = Place::new();
    for args in [&["help-lines"][..], &["guides"], &["man"], &["completions", "bash"], &["begin"], &["list", "--json"]]
    {
        let result = place.run_unread(args);
        assert_eq!((result.code, result.err.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn what_needs_no_session_works_in_an_empty_place() {
    let place = Place::new();
    for (args, words) in [
        (&["list"][..], "Nothing is saved yet"),
        (&["list", "--json"], "[]"),
        (&["paths"], "sessions"),
        (&["guides"], "being-ignored: "),
        (&["help-lines", "de"], "(DE)"),
        (&["help-lines", "Deutschland"], "(DE)"),
        (&["help-lines", "britain"], "(UK)"),
        (&["help-lines", "united", "kingdom"], "(UK)"),
        (&["help-lines", "the", "United", "States"], "(US)"),
        (&["help-lines", "zz"], "There is no list for that country"),
        (&["history"], "nothing to compare yet"),
        (&["doctor"], "session format: 1"),
        (&["man"], ".TH stepback"),
        (&["completions", "zsh"], "#compdef stepback"),
        (&["erase", "--all"], "nothing to erase"),
        (&["--version"], "stepback "),
        (&["--help"], "help-lines"),
    ] {
        let result = place.run(args, "");
        assert_eq!(result.code, 0, "{args:?}: {}", result.err);
        assert!(result.out.contains(words), "{args:?}: {}", result.out);
    }
    assert!(!place.data().exists(), "looking makes nothing");
}

#[test]
fn doctor_holds_no_word_of_anybody() {
    let place = Place::new();
    place.run(&["begin"], &format!("{BEGUN}Qanary\n1\n1\nWrobin\n"));
    let result = place.run(&["doctor"], "");
    assert_eq!(result.code, 0);
    assert!(result.out.contains("sessions: 1"), "{}", result.out);
    for word in ["Qanary", "Wrobin"] {
        assert!(!result.out.contains(word), "{}", result.out);
    }
}

#[test]
fn plain_mode_says_that_it_is_on_and_why() {
    let place = Place::new();
    let piped = place.run(&["begin"], "");
    assert!(piped.out.starts_with("Plain mode, because the input is not a terminal."), "{}", piped.out);
    let flagged = place.run(&["begin", "--plain"], "");
    assert!(flagged.out.starts_with("Plain mode, as asked for by --plain."), "{}", flagged.out);
}

#[test]
fn a_preview_starts_anywhere_follows_the_file_and_saves_nothing() {
    let place = Place::new();
    let two = format!("{OWN}\n[[stage.step]]\nid = \"when\"\nkind = \"date\"\nask = \"When was it?\"\n");
    let guide = place.file("own.toml", &two);
    let started = place.run(&["preview", &guide, "--from", "when", "--set", "seen=One.\\nTwo."], ":review\n\n:quit\n");
    assert_eq!((started.code, started.err.as_str()), (0, ""));
    assert!(started.out.contains("A preview: nothing is saved."), "{}", started.out);
    assert!(started.out.contains("   One.\n   Two.\n"), "{}", started.out);

    let mut running = reader::Running::start(&place, &["preview", &guide]);
    assert!(running.until_prompt().unwrap().contains("What did you see?"));
    std::fs::write(&guide, two.replace("What did you see?", "What was there?")).unwrap();
    assert!(running.until_prompt().unwrap().contains("What was there?"));
    std::fs::write(&guide, two.replace("kind = \"long\"", "kind = \"lng\"")).unwrap();
    assert!(running.until_prompt().unwrap().contains("cannot be used: line 12"));
    running.enter(":quit");
    assert_eq!(running.end().code, 0);
    assert!(!place.data().exists(), "nothing is saved");

    let lost = place.run(&["preview", &guide, "--from", "nowhere"], "");
    assert_eq!(lost.code, 1, "{}", lost.out);
    assert_eq!(place.run(&["preview", &guide, "--set", "nothing"], "").code, 2);
}

#[test]
fn a_guide_of_ones_own_says_where_it_comes_from() {
    let place = Place::new();
    let guide = place.file("own.toml", OWN);
    let began = place.run(&["--plain", "begin", &guide], "Words.\n:quit\n");
    assert!(began.out.contains("The guide “Own” comes from") && began.out.contains("own.toml"), "{}", began.out);
    let again = place.run(&["--plain", "resume"], ":quit\n");
    assert!(again.out.contains("The guide “Own” comes from a copy"), "{}", again.out);
    let built_in = place.run(&["--plain", "begin"], ":quit\n");
    assert!(!built_in.out.contains("comes from"), "{}", built_in.out);
}

/// A copy of the only session as a sync service makes it, and its short id.
fn in_two_versions(place: &Place) -> String {
    place.run(&["begin"], &format!("{BEGUN}Sam\n:quit\n"));
    let sessions = place.data().join("sessions");
    let own = std::fs::read_dir(&sessions).unwrap().next().unwrap().unwrap().path();
    let id = own.file_stem().unwrap().to_str().unwrap().to_owned();
    std::fs::copy(&own, sessions.join(format!("{id} (conflicted copy).toml"))).unwrap();
    place.run(&["resume"], "1\n1\nRobin\n:quit\n");
    id[..8].to_owned()
}

#[test]
fn another_version_can_be_read_and_gone_on_from_and_none_is_lost() {
    let place = Place::new();
    let short = in_two_versions(&place);
    let newest = place.run(&["show", &short], "");
    assert!(newest.out.contains("Robin"), "{}", newest.out);
    assert!(newest.err.contains("2 versions") && newest.err.contains(&format!("{short}@2")), "{}", newest.err);
    let other = place.run(&["show", &format!("{short}@2")], "");
    assert!(other.out.contains("Sam") && !other.out.contains("Robin"), "{}", other.out);
    assert_eq!(place.run(&["show", "last@3"], "").code, 1);
    let resumed = place.run(&["resume", &format!("{short}@2")], "1\n:quit\n");
    assert!(resumed.out.contains("2 versions"), "{}{}", resumed.out, resumed.err);
    assert!(!place.run(&["show", &short], "").out.contains("Robin"), "what was gone on from is the newest now");
    assert!(place.run(&["show", &format!("{short}@2")], "").out.contains("Robin"), "the other is still there");
    let home = place.run(&[], "1\n\n:quit\n");
    assert!(home.out.contains("written in two places at once"), "{}", home.out);
    let erased = place.run(&["erase", &short], "yes\n");
    assert!(erased.out.contains("and all its 2 versions"), "{}", erased.out);
    assert!(!place.holds("Robin") && !place.holds("Sam"));
}

#[test]
fn words_are_looked_for_and_their_sessions_named() {
    let place = Place::new();
    let guide = place.file("own.toml", OWN);
    for words in ["He came home late.", "The dog barked."] {
        assert_eq!(place.run(&["begin", &guide], &format!("{words}\n.\n")).code, 0);
    }
    let found = place.run(&["list", "--search", "HOME late"], "");
    assert_eq!(found.out.lines().count(), 1, "{}", found.out);
    assert!(!found.out.contains("late"), "the words themselves are not shown: {}", found.out);
    let all: Value = serde_json::from_str(&place.run(&["list", "--json", "--search", "the"], "").out).unwrap();
    assert_eq!(all.as_array().unwrap().len(), 1);
    assert!(
        place.run(&["list", "--search", "seen"], "").out.contains("No session"),
        "a step's id is no word of theirs"
    );
}

#[test]
fn a_wish_for_distance_outlives_the_session() {
    let place = Place::new();
    let clear = ":goto safety\nno\nno\nno\n:goto decide\n:exit\n";
    let first = place.run(&["begin"], &format!("{BEGUN}Sam\n1\n1\n:goto contact\nblocked\n:quit\n"));
    assert_eq!(first.code, 0, "{}", first.err);
    let other = place.run(&["begin"], &format!("{BEGUN}Kim\n1\n1\n:goto contact\nnone\n{clear}"));
    assert!(other.out.contains("Ask for a talk by message"), "{}", other.out);
    let same = place.run(&["begin"], &format!("{BEGUN}Sam\n1\n1\n1\n:goto contact\nnone\n{clear}"));
    assert!(same.out.contains("What would you like to do?"), "{}", same.out);
    assert!(!same.out.contains("Ask for a talk by message"), "{}", same.out);
}
