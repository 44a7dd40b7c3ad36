//! Guides read and checked from outside: what ships, what the format page shows, and what is wrong on purpose.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at whatever is not as it says"
)]

use std::fs;
use std::path::PathBuf;

use stepback::fault::Severity;
use stepback::fault::report::short;
use stepback::guide;

fn folder(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn guides() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder("content/guides")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_shipped_guide_loads() {
    let mut said = String::new();
    for path in guides() {
        let source = fs::read_to_string(&path).unwrap();
        let (guide, faults) = guide::read::read(&source);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for fault in faults.iter().filter(|fault| fault.severity == Severity::Error) {
            said.push_str(&short(&name, &source, fault));
        }
        if let Some(guide) = guide {
            assert_eq!(format!("{}.toml", guide.id), name);
        }
    }
    assert_eq!(said, "");
}

#[test]
fn every_shipped_guide_is_clean() {
    let library = stepback::library::Library::default();
    let known = library.known();
    let mut said = String::new();
    for (id, source) in stepback::library::built_in::GUIDES {
        let (guide, marks, faults) = guide::read::read_marked(source);
        assert!(guide.is_some(), "{id}");
        for fault in faults.iter().chain(&guide::check::check(guide.as_ref(), &marks, &known)) {
            said.push_str(&short(id, source, fault));
        }
    }
    assert!(said.is_empty(), "{said}");
}

/// What the checker says of a guide with these stages, as `code line:column`, and the findings themselves.
fn checked(stages: &str) -> (Vec<String>, Vec<stepback::fault::Fault>) {
    let source = format!("format = 1\nid = \"g\"\ntitle = \"T\"\nabout = \"A.\"\n{stages}");
    let (guide, marks, faults) = guide::read::read_marked(&source);
    assert!(guide.is_some(), "{faults:#?}");
    let known = stepback::library::Library::default().known();
    let found = guide::check::check(guide.as_ref(), &marks, &known);
    let line = |fault: &stepback::fault::Fault| {
        let at = stepback::fault::place::place(&source, fault.span.start);
        format!("{} {}:{}", fault.code, at.line, at.column)
    };
    (found.iter().map(line).collect(), found)
}

#[track_caller]
fn check(stages: &str, expected: &[&str]) {
    let (codes, found) = checked(stages);
    assert_eq!(codes, expected, "{found:#?}");
}

/// One choice (lines 5 to 12), then these steps.
#[track_caller]
fn after_choice(steps: &str, expected: &[&str]) {
    let choice = "[[stage]]\nid = \"s\"\ntitle = \"S\"\n[[stage.step]]\nid = \"pick\"\nkind = \"choice\"\nask = \"Which?\"\noptions = [ { id = \"x\", label = \"X\" }, { id = \"y\", label = \"Y\" } ]\n";
    check(&format!("{choice}{steps}"), expected);
}

fn step(id: &str, keys: &str) -> String {
    format!("[[stage.step]]\nid = \"{id}\"\nkind = \"read\"\nask = \"Read\"\n{keys}\n")
}

#[test]
fn steps_nobody_can_reach_are_found() {
    let excluded = "when = { all = [ { step = \"pick\", is = \"x\" }, { step = \"pick\", is = \"y\" } ] }";
    after_choice(&step("a", excluded), &["never-reached 17:8"]);
    after_choice(&step("a", "when = { step = \"pick\", is = \"x\" }"), &[]);
    let two = format!(
        "{}{}",
        step("a", "when = { step = \"pick\", is = \"x\" }"),
        step("b", "when = { all = [ { step = \"a\", answered = true }, { step = \"pick\", is = \"y\" } ] }")
    );
    after_choice(&two, &["never-reached 22:8"]);
    after_choice(&format!("{}{}", step("a", "end = true"), step("b", "")), &["never-reached 19:6"]);
    let ends = format!(
        "{}{}",
        step("a", "when = { step = \"pick\", is = \"x\" }\nend = true"),
        step("b", "when = { step = \"pick\", is = \"x\" }")
    );
    after_choice(&ends, &["never-reached 23:8"]);
    let other = format!(
        "{}{}",
        step("a", "when = { step = \"pick\", is = \"x\" }\nend = true"),
        step("b", "when = { step = \"pick\", is = \"y\" }")
    );
    after_choice(&other, &[]);
    let (_, found) = checked(
        "[[stage]]\nid = \"s\"\ntitle = \"S\"\n[[stage.step]]\nid = \"a\"\nkind = \"read\"\nask = \"A\"\nend = true\n[[stage.step]]\nid = \"b\"\nkind = \"read\"\nask = \"B\"\n",
    );
    assert!(found[0].mend.as_ref().unwrap().contains("`a`"), "{found:?}");
}

#[test]
fn a_choice_among_items_nobody_can_write_is_never_reached() {
    let among = |own: &str| {
        let list =
            "[[stage.step]]\nid = \"list\"\nkind = \"list\"\nask = \"What?\"\nwhen = { step = \"pick\", is = \"x\" }\n";
        let end = step("end", "end = true\nwhen = { step = \"pick\", is = \"x\" }");
        let choice = "[[stage.step]]\nid = \"take\"\nkind = \"choices\"\nask = \"Which?\"\noptions_from = \"list\"\n";
        format!("{list}{end}{choice}options = [ {own} ]\n")
    };
    after_choice(&among("{ id = \"none\", label = \"None\", alone = true }"), &["never-reached 25:6"]);
    after_choice(&among("{ id = \"walk\", label = \"A walk\" }"), &[]);
}

#[test]
fn thresholds_and_comparisons_are_searched() {
    let scale = |id: &str| {
        format!("[[stage.step]]\nid = \"{id}\"\nkind = \"scale\"\nask = \"How much?\"\nlow = \"l\"\nhigh = \"h\"\n")
    };
    let two = format!("[[stage]]\nid = \"s\"\ntitle = \"S\"\n{}{}", scale("before"), scale("after"));
    check(&format!("{two}{}", step("a", "when = { step = \"before\", at_least = 10 }")), &[]);
    check(&format!("{two}{}", step("a", "when = { step = \"before\", at_least = 11 }")), &["never-reached 24:8"]);
    check(&format!("{two}{}", step("a", "when = { step = \"after\", above = \"before\", by = 10 }")), &[]);
    check(
        &format!("{two}{}", step("a", "when = { step = \"after\", above = \"before\", by = 11 }")),
        &["never-reached 24:8"],
    );
}

#[test]
fn gates_that_are_passed_by_and_gates_never_asked_are_found() {
    let gate = "[[stage.step]]\nid = \"gate\"\nkind = \"gate\"\nask = \"Is a talk safe?\"\nquestions = [ { id = \"q\", ask = \"Are you afraid?\" } ]\nkeep = \"never\"\n";
    let talk = step("talk", "approach = true\nsource = \"ours\"");
    after_choice(&format!("{gate}{talk}"), &[]);
    after_choice(&format!("{gate}when = {{ step = \"pick\", is = \"x\" }}\n{talk}"), &["gate-with-condition 19:8"]);
    // The condition of a round is none of the gate's own: whatever approaches in that round has it too.
    let round = |gate: &str, id: &str| gate.replace("\"gate\"\nkind", &format!("\"{id}\"\nkind"));
    let again = format!(
        "[[stage]]\nid = \"t\"\ntitle = \"T\"\nagain = {{ when = {{ step = \"more\", at_least = 7 }}, at_most = 3 }}\n{}{talk}{}",
        round(gate, "each"),
        "[[stage.step]]\nid = \"more\"\nkind = \"scale\"\nask = \"How much?\"\nlow = \"l\"\nhigh = \"h\"\n"
    );
    after_choice(&again, &[]);
    let never = "when = { all = [ { step = \"pick\", is = \"x\" }, { step = \"pick\", is = \"y\" } ] }\n";
    after_choice(
        &format!("{gate}{never}{talk}"),
        &["never-reached 19:8", "gate-with-condition 19:8", "never-reached 21:6"],
    );
    after_choice(
        &format!(
            "{gate}{}",
            step("both", "when = { step = \"gate\", outcome = [\"clear\", \"unsaid\", \"concern\"] }")
        ),
        &["always-true 23:8"],
    );
}

#[test]
fn options_nobody_is_offered_are_found() {
    let choice = |when: &str| {
        format!(
            "[[stage.step]]\nid = \"more\"\nkind = \"choice\"\nask = \"And?\"\nwhen = {{ step = \"pick\", is = \"x\" }}\noptions = [ {{ id = \"one\", label = \"One\" }}, {{ id = \"two\", label = \"Two\", when = {when} }} ]\n"
        )
    };
    after_choice(&choice("{ step = \"pick\", is = \"x\" }"), &[]);
    after_choice(&choice("{ step = \"pick\", is = \"y\" }"), &["never-offered 18:80"]);
}

#[test]
fn what_is_referred_to_has_to_be_there() {
    after_choice(&step("a", "source = [\"gordon\", \"gordn\"]"), &["unknown-source 17:21"]);
    after_choice(&step("a", "lines = \"crysis\""), &["unknown-line 17:9"]);
    after_choice(
        "[[source]]\nid = \"idle\"\ntitle = \"T\"\nsays = \"S.\"\nstrength = \"ours\"\n",
        &["unused-source 14:6"],
    );
    after_choice(
        "[[stage.step]]\nid = \"p\"\nkind = \"pacer\"\npattern = [ { word = \"In\", seconds = 4, shape = \"in\" } ]\n",
        &["no-source 14:6"],
    );
}

/// One run names what a guide refers to and does not find, whatever else is wrong with it, and words that push.
#[test]
fn what_is_referred_to_is_looked_at_beside_other_faults() {
    let step = "[[stage.step]]\nid = \"a\"\nkind = \"nummer\"\nmin = 3\nask = \"How often?\"\nsource = \"gordn\"\nnotice = \"mesage\"\nlines = \"crysis\"\ntext = \"Well done.\"\n";
    let source = format!("format = 1\nid = \"g\"\ntitle = \"T\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n{step}");
    let known = stepback::library::Library::default().known();
    let found = stepback::tool::check::guide(&source, Some(&known));
    let codes: Vec<&str> = found.iter().map(|fault| fault.code).collect();
    let expected = ["missing-key", "unknown-kind", "unknown-source", "unknown-category", "unknown-line", "not-said"];
    assert_eq!(codes, expected, "{found:#?}");
    let mend = |code: &str| found.iter().find(|fault| fault.code == code).and_then(|fault| fault.mend.clone());
    assert_eq!(mend("unknown-category").as_deref(), Some("did you mean `message`?"));
    let other = stepback::tool::check::guide(&source.replace("mesage", "wetter"), Some(&known));
    let all = other.iter().find(|fault| fault.code == "unknown-category").and_then(|fault| fault.mend.clone());
    assert!(all.is_some_and(|all| all.contains("`inside`") && all.contains("`message`")));
    let next = stepback::tool::check::guide(&source.replace("min = 3", "next = \"b\""), Some(&known));
    let next = next.iter().find(|fault| fault.code == "unknown-key").and_then(|fault| fault.mend.clone());
    assert!(next.is_some_and(|next| next.contains("nothing jumps")));
}

#[test]
fn words_are_looked_at() {
    after_choice(&step("a", "text = \"You should talk to {them}.\""), &["not-said 17:8"]);
    after_choice(&step("a", "text = \"{They} adjusted, and justice was done.\""), &[]);
    after_choice(&step("a", "text = \"Tell her how it was\""), &["gendered 17:8"]);
    for turned in ["{Is|Are} {they}", "{they} {isn't|aren't}", "{they} {goes|go}", "{they} {sees|see}"] {
        after_choice(&step("a", &format!("text = \"{turned} there\"")), &["verb-pair-order 17:8"]);
    }
    after_choice(&step("a", "text = \"{they} {are|is} there, {do|does} {they} {pass|passes}\""), &[]);
    after_choice(&step("a", "text = \"Stop!\""), &["exclamation 17:8"]);
    after_choice(&step("a", "text = \"Well done!\""), &["exclamation 17:8", "not-said 17:8"]);
    after_choice(&step("a", "text = \"You dug well. Done for now.\""), &[]);
    after_choice(&step("a", "text = \"What is your Passphrase?\""), &["asks-for-a-secret 17:8"]);
    let long = "one two three four five. ".repeat(13);
    after_choice(&step("a", &format!("text = \"{long}\"")), &["many-words 14:6"]);
    let hard = "Interpersonal communication necessitates sophisticated deliberation concerning relational expectations, notwithstanding considerable asymmetries of information between participants who nevertheless anticipate reciprocity.";
    after_choice(&step("a", &format!("text = \"{hard}\"")), &["hard-to-read 17:8"]);
    let german = "language = \"de\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n[[stage.step]]\nid = \"a\"\nkind = \"read\"\nask = \"her damit\"\n";
    check(german, &[]);
}
