//! Reading rules, right and wrong ones, and what the shipped file may say.

use super::*;

const SHIPPED: &str = include_str!("../../../content/noticing.toml");

/// A rule file with one category, with `more` before it and `rules` in it.
fn file(more: &str, rules: &str) -> String {
    format!(
        "format = 1\nlanguage = 'en'\n{more}\n[[category]]\nid = 'a'\nname = 'n'\nlegend = 'l'\ncue = '~'\neffect = 'mark'\nreason = 'r'\nquestion = 'q'\n{rules}"
    )
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (rules, faults) = Rules::read(text);
    let said: Vec<String> = faults
        .iter()
        .map(|fault| format!("{}: {}; {}", fault.code, fault.what, fault.mend.clone().unwrap_or_default()))
        .collect();
    assert_eq!(said, expected);
    assert_eq!(rules.is_some(), expected.is_empty());
}

#[test]
fn a_small_file_is_enough() {
    check(&file("", "[[category.rule]]\nfind = ['you never']"), &[]);
}

#[test]
fn every_fault_is_found_in_one_run() {
    let text = file(
        "slips = ['die']\nfixed = ['(all']\n[endings]\nre = 'are'\n[shorthand]\nwho = 'he|<hoo>'\n[sets]\nmessage = ['b']",
        "[[category.rule]]\nfind = ['<who> lies', '…', '{them}']\nreasn = 'x'\nreason = 'for {mee: you} and {name}'\n[[category]]\ncue = '~~'\neffect = 'makr'",
    );
    check(
        &text,
        &[
            "slip: `die` is too short to be read with a slip; take words of 4 letters or more",
            "pattern: a `(` has no `)`; close the group",
            "ending: an ending needs its apostrophe; write it as in `'re`",
            "pattern: there is no shorthand `<hoo>`; define it above, under `[shorthand]`",
            "unknown-category: there is no category `b`; did you mean `a`?",
            "pattern: there is no shorthand `<who>`; define it above, under `[shorthand]`",
            "pattern: this pattern has no word of its own; add a word that is always there",
            "pattern: `{them}` is not known here; `{name}`, `{they}` and shorthands like `<who>` are",
            "unknown-key: a rule has no key `reasn`; did you mean `reason`?",
            "placeholder: `{mee}` is not known here; did you mean `me`?",
            "placeholder: `{name}` may be unknown; say what stands in for it: `{name: …}`",
            "missing-key: a category needs `id`; add `id = …`",
            "missing-key: a category needs `legend`; add `legend = …`",
            "missing-key: a category needs `name`; add `name = …`",
            "missing-key: a category needs `question`; add `question = …`",
            "missing-key: a category needs `reason`; add `reason = …`",
            "missing-key: a category needs `rule`; add `rule = …`",
            "cue: `cue` has to be one sign; write one, like \"~\"",
            "unknown-word: `effect` cannot be `makr`; did you mean `mark`?",
        ],
    );
}

#[test]
fn a_newer_format_and_broken_text_are_said() {
    check(
        &file("", "rule = [{ find = 'a' }]").replace("format = 1", "format = 2"),
        &["format: this file needs a newer version of the program; `format = 1` is known here"],
    );
    let (rules, faults) = Rules::read("format = ");
    assert!(rules.is_none() && !faults.is_empty());
}

#[test]
fn the_shipped_rules_are_a_mirror_and_no_verdict() {
    let (rules, faults) = Rules::read(SHIPPED);
    assert!(faults.is_empty(), "{faults:#?}");
    let rules = rules.unwrap();
    let mut said: Vec<&str> = rules.categories.iter().flat_map(|known| [known.name.as_str(), &known.legend]).collect();
    for rule in &rules.says {
        said.extend([rule.reason.as_str(), &rule.question, rule.no_copy.as_deref().unwrap_or_default()]);
    }
    let never = [
        "should",
        "just",
        "simply",
        "wrong",
        "bad",
        "toxic",
        "abuser",
        "victim",
        "needy",
        "boyfriend",
        "girlfriend",
        "score",
        "well done",
        "great",
    ];
    for text in said {
        // What a rule quotes is the writer's own word, not ours.
        let ours: String = text.split('"').step_by(2).collect();
        let folded = fold(&ours, &ShortForms::default());
        for word in never {
            let found = folded.copy.contains(&format!(" {word} "));
            assert!(!found && !ours.contains('!'), "{word:?} in {text:?}");
        }
    }
}

#[test]
fn no_word_of_a_diagnosis_stands_in_the_shipped_rules() {
    let text = SHIPPED.to_lowercase();
    for word in [
        "narciss",
        "borderline",
        "bipolar",
        "sociopath",
        "psychopath",
        "disorder",
        "depressive",
        "codependen",
        "gaslighting",
        "paranoi",
        "schizo",
        "autis",
        "adhd",
    ] {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn a_mark_of_a_wide_rule_gives_way_to_any_other_and_stands_alone_where_there_is_none() {
    let rules = "[[category.rule]]\nwide = true\nfind = ['you … again']\nreason = 'wide'\n[[category.rule]]\nfind = ['never']\nreason = 'narrow'";
    let (rules, faults) = Rules::read(&file("", rules));
    assert!(faults.is_empty(), "{faults:#?}");
    let rules = rules.expect("rules");
    let found = |text: &str| -> Vec<(String, String)> {
        let marks = rules.look(text, &[0], &super::super::Who::default());
        let words = |mark: &super::super::Mark| text.get(mark.bytes.clone()).expect("whole characters").to_owned();
        marks.iter().map(|mark| (words(mark), rules.reason(mark).to_owned())).collect()
    };
    assert_eq!(found("You never call again"), [("never".to_owned(), "narrow".to_owned())]);
    assert_eq!(found("You are late again"), [("You are late again".to_owned(), "wide".to_owned())]);
}
