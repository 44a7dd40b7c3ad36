//! Every fault a guide can have: a snippet, the fault it is, and its place.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at whatever is not as it says"
)]

use proptest::prelude::*;
use stepback::fault::place::place;
use stepback::fault::report::{Format, json, report};
use stepback::guide::read::read;

const HEAD: &str = "format = 1\nid = \"g\"\ntitle = \"T\"\nabout = \"A.\"\n";
const STAGE: &str = "[[stage]]\nid = \"s\"\ntitle = \"S\"\n";

/// All faults of a guide, as `code line:column`.
fn faults(source: &str) -> Vec<String> {
    let line = |fault: &stepback::fault::Fault| {
        assert!(fault.mend.as_ref().is_some_and(|mend| !mend.is_empty()), "no way to mend it: {fault:?}");
        let at = place(source, fault.span.start);
        format!("{} {}:{}", fault.code, at.line, at.column)
    };
    read(source).1.iter().map(line).collect()
}

/// The head of a guide (4 lines), then `rest`.
#[track_caller]
fn whole(rest: &str, expected: &[&str]) {
    let source = format!("{HEAD}{rest}");
    assert_eq!(faults(&source), expected, "{:#?}", read(&source).1);
}

/// A guide of one stage (its heading ends at line 7) with these steps.
#[track_caller]
fn steps(steps: &str, expected: &[&str]) {
    whole(&format!("{STAGE}{steps}"), expected);
}

/// One step: its heading is line 8, its id line 9.
#[track_caller]
fn step(keys: &str, expected: &[&str]) {
    steps(&format!("[[stage.step]]\nid = \"a\"\n{keys}\n"), expected);
}

/// A choice (lines 8 to 11), a scale (12 to 17), a long text (18 to 21), a board (22 to 26), and then a step (27, 28).
#[track_caller]
fn after(keys: &str, expected: &[&str]) {
    let before = r#"[[stage.step]]
id = "pick"
kind = "choice"
ask = "?"
options = [ { id = "x", label = "X" }, { id = "y", label = "Y" } ]
[[stage.step]]
id = "level"
kind = "scale"
ask = "?"
low = "l"
high = "h"
[[stage.step]]
id = "words"
kind = "long"
ask = "?"
[[stage.step]]
id = "board"
kind = "board"
ask = "?"
columns = [ { id = "guesses", title = "G" } ]
"#;
    steps(&format!("{before}[[stage.step]]\nid = \"a\"\nkind = \"long\"\nask = \"?\"\n{keys}\n"), expected);
}

#[test]
fn the_head() {
    assert_eq!(
        faults(""),
        ["missing-key 1:1", "missing-key 1:1", "missing-key 1:1", "missing-key 1:1", "no-stages 1:1"]
    );
    assert_eq!(faults("# only words\n").len(), 5);
    whole("", &["no-stages 1:1"]);
    whole("stage = 3", &["wrong-type 5:9"]);
    assert_eq!(faults("format = 2\nid = \"g\"\ntitle = \"T\"\nabout = \"A.\"\nstage = []")[0], "format 1:10");
    whole(&format!("tytle = 1\n{STAGE}step = []"), &["unknown-key 5:1", "empty-stage 6:1"]);
    whole(&format!("person = \"a\"\n{STAGE}[[stage.step]]\nid = \"a\"\nkind = \"read\""), &["wrong-kind 5:10"]);
    whole(&format!("me = \"b\"\n{STAGE}[[stage.step]]\nid = \"a\"\nkind = \"read\""), &["unknown-step 5:6"]);
}

#[test]
fn syntax_that_more_hangs_on_comes_alone() {
    whole("broken = [1, 2\nid = 3\nwhatever = nonsense", &["syntax 6:4", "syntax 7:10"]);
    whole(&format!("id = \"again\"\n{STAGE}"), &["duplicate-key 5:1", "empty-stage 6:1"]);
    whole(&format!("x = {}1{}", "[".repeat(100_000), "]".repeat(100_000)), &["syntax 5:85"]);
    whole("n = 2024-99-99", &["syntax 5:5"]);
}

/// A guide with two faults.
const TWO: &str = "format = 1\nid = \"g\"\ntitle = \"T\"\nabout = \"A.\"\nminuts = 3\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n[[stage.step]]\nid = \"a\"\nkind = \"raed\"\n";

/// The faults of the file above with another line in the place of the one that is named, and the mend of the last
/// fault of syntax.
fn instead(line: &str, other: &str) -> (Vec<String>, String) {
    let source = TWO.replace(line, other);
    let faults = read(&source).1;
    let named = |fault: &stepback::fault::Fault| format!("{} {}", fault.code, place(&source, fault.span.start).line);
    let last = faults.iter().rfind(|fault| fault.code == "syntax").and_then(|fault| fault.mend.clone());
    (faults.iter().map(named).collect(), last.unwrap_or_default())
}

#[track_caller]
fn beside(line: &str, other: &str, expected: &[&str]) {
    let (faults, mend) = instead(line, other);
    assert_eq!(faults, expected);
    assert!(!mend.contains("the rest of this file"), "{mend}");
}

#[track_caller]
fn alone(line: &str, other: &str) {
    let (faults, mend) = instead(line, other);
    assert!(faults.iter().all(|fault| fault.starts_with("syntax")), "{faults:?}");
    assert!(mend.ends_with("; the rest of this file is looked at once this is mended"), "{mend}");
}

#[test]
fn a_stray_line_hides_nothing() {
    beside("kind = \"raed\"\n", "kind = \"raed\"\noops\n", &["unknown-key 5", "unknown-kind 11", "syntax 12"]);
    beside(
        "[[stage]]",
        "oops\n[[stage]]\nI wrote this.",
        &["unknown-key 5", "syntax 6", "syntax 8", "unknown-kind 13"],
    );
    beside("title = \"S\"", "title = Look", &["unknown-key 5", "syntax 8", "unknown-kind 11"]);
    beside("title = \"S\"", "title = \"S\"\ntitle = \"T\"", &["unknown-key 5", "duplicate-key 9", "unknown-kind 12"]);
}

#[test]
fn where_more_than_a_line_may_be_lost_it_is_said_that_the_rest_was_not_looked_at() {
    alone("title = \"S\"", "title: Look");
    alone("title = \"S\"", "title = \"S");
    alone("[[stage]]", "[[stage]");
    alone("minuts = 3", "minuts = [1, 2");
    alone("minuts = 3", "text = \"\"\"\nSomething to read.\n");
    alone("format = 1\n", "format = 1\nid \"g\"\n");
}

#[test]
fn ids() {
    for bad in ["", "../../x", "C:\\\\x", "CON", "a/b", "-a", "ä", "a\u{200b}", "\u{feff}a"] {
        let code = if bad.is_empty() { "empty" } else { "bad-id" };
        steps(&format!("[[stage.step]]\nid = \"{bad}\"\nkind = \"read\""), &[&format!("{code} 9:6")]);
    }
    steps(&format!("[[stage.step]]\nid = \"{}\"\nkind = \"read\"", "a".repeat(300)), &["bad-id 9:6"]);
    step("kind = \"read\"\n[[stage.step]]\nid = \"a\"\nkind = \"read\"", &["duplicate-id 12:6"]);
    step(
        "kind = \"choice\"\nask = \"?\"\noptions = [ { id = \"x\", label = \"X\" }, { id = \"x\", label = \"Y\" } ]",
        &["duplicate-id 12:47"],
    );
}

#[test]
fn keys() {
    step("", &["missing-key 8:1"]);
    step("kind = \"long\"", &["missing-key 8:1"]);
    step("kind = \"lnog\"\nask = \"?\"", &["unknown-kind 10:8"]);
    step("kind = \"long\"\nask = \"?\"\nlow = \"l\"", &["unknown-key 12:1"]);
    step("kind = \"long\"\nask = 3", &["wrong-type 11:7"]);
    step("kind = \"long\"\nask = \"?\"\nkeep = \"always\"", &["unknown-word 12:8"]);
    step("kind = \"scale\"\nask = \"?\"\nlow = \"l\"\nhigh = \"h\"\nmin = 5\nmax = 5", &["number 15:7"]);
    step("kind = \"number\"\nask = \"?\"\nmin = 99999999999999999999", &["number 12:7"]);
    step("kind = \"date\"\nask = \"?\"\nnot_before = \"yesterday\"", &["wrong-type 12:14"]);
    step(&format!("kind = \"read\"\ntext = \"{}\"", "x".repeat(10_001)), &["too-long 11:8"]);
    step("kind = \"draft\"\nask = \"?\"\nparts = []\nto = \"me\"", &["empty 12:9"]);
    step(
        "kind = \"draft\"\nask = \"?\"\nparts = [ { id = \"p\", ask = \"?\" } ]\nto = \"me\"\nmessage = true",
        &["message-to-me 14:1"],
    );
    step(
        "kind = \"pause\"\nask = \"?\"\noptions = [ { id = \"x\", label = \"X\", waits = true } ]",
        &["endless-pause 12:1"],
    );
    step("kind = \"keeping\"\nask = \"?\"\noffers = [ { id = \"keeep\", label = \"X\" } ]", &["unknown-option 12:19"]);
    step("kind = \"recap\"", &["missing-key 8:1"]);
    step(
        "kind = \"choice\"\nask = \"?\"\noptions = [ { id = \"x\", label = \"X\", alone = true } ]",
        &["unknown-key 12:38"],
    );
}

/// The keys each kind takes are those the list of keys says, for every kind and every key there is.
#[test]
fn every_kind_takes_its_own_keys_and_no_others() {
    use stepback::guide::read::fields::{COMMON, KINDS};
    let all: std::collections::BTreeSet<&str> = KINDS.iter().flat_map(|(_, keys)| keys.iter().copied()).collect();
    for (kind, keys) in KINDS {
        for key in all.iter().chain(&COMMON).filter(|key| **key != "id" && **key != "kind") {
            let source = format!("{HEAD}{STAGE}[[stage.step]]\nid = \"a\"\nkind = \"{kind}\"\n{key} = 0\n");
            let unknown = faults(&source).contains(&"unknown-key 11:1".to_owned());
            assert_eq!(unknown, !keys.contains(key) && !COMMON.contains(key), "`{key}` in a `{kind}`");
        }
    }
}

#[test]
fn a_change_is_seen_between_two_of_a_kind() {
    let change = |before: &str, after: &str, expected: &[&str]| {
        let list = "[[stage.step]]\nid = \"list\"\nkind = \"rated_list\"\nask = \"?\"\n";
        let again = "[[stage.step]]\nid = \"again\"\nkind = \"rated_list\"\nask = \"?\"\nagain_of = \"list\"\n";
        let level = "[[stage.step]]\nid = \"level\"\nkind = \"number\"\nask = \"?\"\n";
        let change = format!("{{ name = \"x\", before = \"{before}\", after = \"{after}\" }}");
        let recap = format!("[[stage.step]]\nid = \"recap\"\nkind = \"recap\"\nchange = [ {change} ]\n");
        steps(&format!("{list}{again}{level}{recap}"), expected);
    };
    change("list", "again", &[]);
    change("level", "level", &[]);
    change("list", "level", &["wrong-kind 24:51"]);
    change("level", "again", &["wrong-kind 24:52"]);
}

#[test]
fn sizes() {
    let many: Vec<String> = (0..501).map(|at| format!("[[stage.step]]\nid = \"s{at}\"\nkind = \"read\"\n")).collect();
    steps(&many.concat(), &["too-many-steps 1:1"]);
    let options: Vec<String> = (0..201).map(|at| format!("{{ id = \"o{at}\", label = \"O\" }}")).collect();
    let keys = format!("kind = \"choice\"\nask = \"?\"\noptions = [\n{}\n]", options.join(",\n"));
    step(&keys, &["too-many-options 213:1"]);
    assert_eq!(faults(&"#".repeat(1024 * 1024 + 1)), ["too-large 1:1"]);
}

#[test]
fn conditions() {
    after("when = { step = \"pik\", is = \"x\" }", &["unknown-step 32:17"]);
    after("when = { step = \"pick\", is = \"z\" }", &["unknown-option 32:30"]);
    after("when = { step = \"pick\", at_least = 3 }", &["wrong-verb 32:25"]);
    after("when = { step = \"words\", includes = \"x\" }", &["wrong-verb 32:26"]);
    after("when = { step = \"level\", above = \"words\" }", &["wrong-kind 32:34"]);
    after("when = { step = \"a\", answered = true }", &["later-step 32:17"]);
    after("when = { step = \"pick\", is = \"x\", is_not = \"y\" }", &["two-verbs 32:8"]);
    after("when = { step = \"pick\" }", &["empty-condition 32:8"]);
    after("when = { step = \"pick\", iz = \"x\" }", &["unknown-key 32:25"]);
    after("when = { all = [] }", &["empty-condition 32:16"]);
    after("when = {}", &["empty-condition 32:8"]);
    after("when = 3", &["wrong-type 32:8"]);
    after("when = [ { step = \"pick\", is = \"x\" } ]", &["wrong-type 32:8"]);
    after("when = \"nowhere\"", &["unknown-condition 32:8"]);
    after("when = { step = \"pick\", is = \"x\", previous = true }", &["not-in-round 32:17"]);
    after("when = { round_at_least = 2 }", &["not-in-round 32:10"]);
    after("when = { fact = \"may_rite\" }", &["unknown-word 32:17"]);
    after("when = { step = \"words.x\", is = \"x\" }", &["wrong-kind 32:17"]);
    let deep = format!("when = {}{{ fact = \"may_write\" }}{}", "{ not = ".repeat(30), " }".repeat(30));
    after(&deep, &["too-deep 32:176"]);
}

#[test]
fn named_conditions() {
    whole(
        &format!(
            "[conditions]\none = \"two\"\ntwo = {{ not = \"one\" }}\n{STAGE}[[stage.step]]\nid = \"a\"\nkind = \"read\"\nwhen = \"one\""
        ),
        &["condition-circle 6:1"],
    );
    whole(
        &format!(
            "[conditions]\nidle = {{ step = \"b\", answered = true }}\n{STAGE}[[stage.step]]\nid = \"a\"\nkind = \"read\""
        ),
        &["unknown-step 6:17"],
    );
    whole(
        &format!("[conditions]\nidle = {{ fact = \"ran_today\" }}\n{STAGE}[[stage.step]]\nid = \"a\"\nkind = \"read\""),
        &["unused-condition 6:1"],
    );
}

#[test]
fn texts() {
    after("text = \"Hello {nmae}.\"", &["unknown-place 32:15"]);
    after("text = \"\"\"\nOne.\nHello {nmae}.\"\"\"", &["unknown-place 34:7"]);
    after("text = \"You {are|is} here.\"", &["verb-alone 32:13"]);
    after("text = \"{They} came. You {are|is} here.\"", &["verb-alone 32:26"]);
    after("text = \"{they} {are|is|be}\"", &["verb-pair 32:16"]);
    after("text = \"{they are|is} here.\"", &["verb-pair 32:9"]);
    after("text = \"{name}\"", &["nobody-asked 32:9"]);
    after("text = \"{me}\"", &["nobody-asked 32:9"]);
    after("text = \"{item}\"", &["no-item 32:9"]);
    after("text = \"{words}\"", &["unknown-place 32:9"]);
    after("text = \"{words: }\"", &["no-fallback 32:9"]);
    after("text = \"{board.gesses: nothing}\"", &["unknown-column 32:9"]);
    after("text = \"{pick.x: nothing}\"", &["wrong-kind 32:9"]);
    after("text = \"one { brace\"", &["brace 32:13"]);
    after("text = \"one } brace and {{two}}\"", &["brace 32:13"]);
}

#[test]
fn references() {
    after("recall = [\"pick\", \"nothing\"]", &["unknown-step 32:19"]);
    after("for_each = \"pick\"", &["wrong-kind 32:12"]);
    after("for_each = \"board.gesses\"", &["unknown-column 32:12"]);
    after("by = \"pick\"", &["missing-key 32:6"]);
    after("by = \"pick\"\nwording.z.ask = \"?\"", &["unknown-option 33:9"]);
    after("by = \"level\"\nwording.z.ask = \"?\"", &["wrong-kind 32:6"]);
    after("wording.z.ask = \"?\"", &["missing-key 32:1"]);
}

#[test]
fn parts_and_rounds() {
    steps("[[stage.step]]\npart = \"rating\"", &["unknown-part 9:8"]);
    let part = "[[part]]\nid = \"p\"\n[[part.step]]\nid = \"up\"\nkind = \"read\"\n";
    whole(&format!("{part}{STAGE}[[stage.step]]\nid = \"a\"\nkind = \"read\""), &["unused-part 6:6"]);
    let twice = "[[stage.step]]\npart = \"p\"\n[[stage.step]]\npart = \"p\"\n";
    whole(&format!("{part}{STAGE}{twice}"), &["duplicate-id 16:8"]);
    whole(&format!("{part}{STAGE}[[stage.step]]\npart = \"p\"\nask = \"?\""), &["unknown-key 15:1"]);
    let nested = "[[part]]\nid = \"p\"\n[[part.step]]\npart = \"p\"\n";
    whole(&format!("{nested}{STAGE}[[stage.step]]\npart = \"p\""), &["part-in-part 8:8"]);
    let again = "again = { from = \"later\", when = { fact = \"may_write\" }, at_most = 3 }\n";
    steps(&format!("{again}[[stage.step]]\nid = \"a\"\nkind = \"read\""), &["unknown-stage 8:18"]);
    let again = "again = { from = \"later\", when = \"never_named\", at_most = 3 }\n";
    steps(
        &format!("{again}[[stage.step]]\nid = \"a\"\nkind = \"read\""),
        &["unknown-stage 8:18", "unknown-condition 8:34"],
    );
    steps(again, &["empty-stage 5:1", "unknown-stage 8:18", "unknown-condition 8:34"]);
    let again = "again = { when = { fact = \"may_write\" } }\n";
    steps(&format!("{again}[[stage.step]]\nid = \"a\"\nkind = \"read\""), &["missing-key 8:9"]);
    let again = "again = { when = { fact = \"may_write\" }, at_most = 99 }\n";
    steps(&format!("{again}[[stage.step]]\nid = \"a\"\nkind = \"read\""), &["number 8:52"]);
    let second = "[[stage]]\nid = \"t\"\ntitle = \"T\"\nagain = { from = \"s\", when = { fact = \"may_write\" }, at_most = 2 }\n[[stage.step]]\nid = \"b\"\nkind = \"read\"\n";
    let first =
        "again = { when = { fact = \"may_write\" }, at_most = 2 }\n[[stage.step]]\nid = \"a\"\nkind = \"read\"\n";
    steps(&format!("{first}{second}"), &["rounds-overlap 15:18"]);
}

#[test]
fn gates() {
    step("kind = \"read\"\napproach = true", &["approach-without-gate 9:6"]);
    let gate =
        "[[stage.step]]\nid = \"g\"\nkind = \"gate\"\nask = \"?\"\nquestions = [ { id = \"q\", ask = \"?\" } ]\n";
    let near = "[[stage.step]]\nid = \"a\"\nkind = \"read\"\napproach = true\n";
    let draft = "[[stage.step]]\nid = \"a\"\nkind = \"draft\"\nask = \"?\"\nto = \"them\"\nparts = [ { id = \"p\", ask = \"?\" } ]\n";
    steps(&format!("{gate}{near}"), &["approach-without-safety 14:6"]);
    steps(&format!("{gate}locks = true\n{draft}"), &["approach-without-safety 15:6"]);
    let safety = format!("{gate}keep = \"never\"\n");
    steps(&format!("{safety}{near}"), &[]);
    steps(&format!("{safety}{draft}"), &["draft-without-lock 15:6"]);
    let contact = gate.replace("\"g\"", "\"c\"");
    steps(&format!("{safety}{contact}locks = true\n{draft}"), &[]);
    // Once, however many rounds there are.
    let again = "again = { when = { fact = \"may_write\" }, at_most = 4 }\n";
    steps(&format!("{again}{near}"), &["approach-without-gate 10:6"]);
    steps(&format!("{again}{gate}{near}"), &["approach-without-safety 15:6"]);
    steps(&format!("{gate}required = false\n"), &["changes-nothing 13:12"]);
    steps(&format!("{safety}{contact}locks = true\n{draft}approach = false\n"), &["changes-nothing 26:12"]);
    step(
        "kind = \"draft\"\nask = \"?\"\nto = \"them\"\nparts = [ { id = \"p\", ask = \"?\" } ]",
        &["approach-without-gate 9:6"],
    );
    let answers = |means: &str| {
        format!(
            "kind = \"gate\"\nask = \"?\"\nquestions = [ {{ id = \"q\", ask = \"?\", answers = [ {{ id = \"n\", label = \"N\", means = \"{means}\" }} ] }} ]"
        )
    };
    step(&answers("concern"), &["gate-never-clear 12:38"]);
    step(&answers("clear"), &["gate-never-closes 12:38"]);
    step(&answers("cleer"), &["unknown-word 12:83"]);
    let gate = "kind = \"gate\"\nask = \"?\"\nquestions = [ { id = \"q\", ask = \"?\" } ]\n";
    step(&format!("{gate}keep = \"never\"\nlocks = true"), &["never-kept-lock 9:6"]);
    let later = |when: &str| format!("{gate}[[stage.step]]\nid = \"b\"\nkind = \"read\"\nwhen = {when}");
    step(&later("{ step = \"a\", outcome = \"cleer\" }"), &["unknown-option 16:32"]);
    step(&later("{ step = \"a.p\", is = \"no\" }"), &["unknown-option 16:17"]);
    step(&later("{ step = \"a.q\", is = \"maybe\" }"), &["unknown-option 16:29"]);
    step(&later("{ step = \"a.q\", at_most = 1 }"), &["wrong-verb 16:8"]);
    step(&later("{ step = \"a\", is = \"no\" }"), &["wrong-verb 16:22"]);
}

#[test]
fn what_is_never_kept_is_not_told() {
    let never = "kind = \"choice\"\nask = \"?\"\nkeep = \"never\"\noptions = [ { id = \"x\", label = \"X\" } ]\n";
    let next = |keys: &str| format!("{never}[[stage.step]]\nid = \"b\"\nkind = \"long\"\n{keys}");
    step(&next("ask = \"{a: nothing}\""), &["never-kept-shown 17:8"]);
    step(&next("ask = \"{a: nothing}\"\nkeep = \"never\""), &[]);
    step(&next("ask = \"?\"\nby = \"a\"\nwording.x.ask = \"X\""), &["never-kept-shown 18:6"]);
    step(&next("ask = \"{a: nothing}\"\nwhen = { step = \"a\", is = \"x\" }"), &[]);
    let titled = "[[stage]]\nid = \"t\"\ntitle = \"{a: none}\"\n[[stage.step]]\nid = \"b\"\nkind = \"read\"";
    step(&format!("{never}{titled}"), &["never-kept-shown 16:10"]);
}

#[test]
fn ten_faults_in_one_file_are_ten_findings() {
    let source = fs_read("tests/guides/ten-faults.toml");
    assert_eq!(
        faults(&source),
        [
            "missing-key 1:1",
            "unknown-key 4:1",
            "wrong-type 5:11",
            "unknown-place 15:40",
            "unknown-kind 19:8",
            "unknown-step 33:17",
            "duplicate-id 36:6",
            "unknown-option 39:71",
            "wrong-verb 45:26",
            "approach-without-gate 48:6",
        ]
    );
}

fn fs_read(path: &str) -> String {
    std::fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What a hostile file may bring, through every way faults are shown: nothing acts on the terminal, no line is wide.
#[test]
fn hostile_files_are_shown_harmlessly() {
    let long = format!("{HEAD}x = \"{}\" y", "z".repeat(900_000));
    let raw = format!("{HEAD}x = \u{1b}]52;c;aGVsbG8=\u{7}\u{9b}31m\u{202e}");
    let escaped = format!(
        "{HEAD}\"\\u001b]0;x\\u0007\" = 1\n{STAGE}[[stage.step]]\nid = \"\\u202e\\u200b\\u009b31m\"\nkind = \"\\u001b[31m\"\n"
    );
    for source in [&long, &raw, &escaped] {
        let faults = read(source).1;
        assert!(!faults.is_empty());
        for format in [Format::Human { colour: false }, Format::Short] {
            let shown = report("\u{1b}[31m.toml", source, &faults, format);
            let acts =
                |c: char| (c.is_control() && c != '\n') || ('\u{202a}'..='\u{202e}').contains(&c) || c == '\u{200b}';
            assert!(!shown.contains(acts), "{shown:?}");
            if let Format::Human { .. } = format {
                assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// However a file is damaged, reading it ends, and every fault points into it.
    #[test]
    fn damaged_files_are_read_to_the_end(at in any::<prop::sample::Index>(), length in 0..40_usize, put in "[\\[\\]{}=\"'.,a-z0-9\n@|: ]{0,12}", file in 0..2_usize) {
        let source = fs_read(["tests/guides/two-sides.toml", "tests/guides/ten-faults.toml"][file]);
        let mut letters: Vec<char> = source.chars().collect();
        let from = at.index(letters.len());
        let to = (from + length).min(letters.len());
        letters.splice(from..to, put.chars());
        let damaged: String = letters.into_iter().collect();
        let (guide, faults) = read(&damaged);
        prop_assert!(guide.is_some() || !faults.is_empty());
        for fault in &faults {
            prop_assert!(fault.span.start <= fault.span.end && fault.span.end <= damaged.len(), "{fault:?}");
        }
        let _ = report("damaged.toml", &damaged, &faults, Format::Human { colour: false });
        let _ = json("damaged.toml", &damaged, &faults);
    }
}

#[test]
fn check_ends_with_one_and_names_line_and_column_in_order() {
    let guide = |name: &str| format!("{}/tests/guides/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    let check = |name: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_stepback"));
        command.args(["check", "--format", "short", &guide(name)]).output().expect("it runs")
    };
    let found = check("ten-faults");
    assert_eq!(found.status.code(), Some(1));
    let said = String::from_utf8(found.stdout).expect("text");
    let places: Vec<(usize, usize)> = said
        .lines()
        .filter_map(|line| line.split_once("ten-faults.toml:"))
        .filter_map(|(_, rest)| {
            let mut numbers = rest.split(':').map(str::parse::<usize>);
            Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
        })
        .collect();
    assert_eq!(places.len(), 10, "{said}");
    assert!(places.is_sorted(), "{said}");
    assert_eq!(check("two-sides").status.code(), Some(0));
}
