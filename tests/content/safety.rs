//! What keeps people safe, read off the guides themselves: gates, the safe path, what is never kept, endings.

use stepback::guide::condition::Outcome;
use stepback::guide::{Condition, Guide, Keep, Step, Verb};
use stepback::prompt::Prompt;

use crate::shipped::{Said, Shipped, all, base, one, screens};

/// Steps that ask somebody to look at their own part, through the eyes of a friend of both, or at what pulls them back:
/// only where the first gate is cleared.
const ONLY_WHERE_SAFE: [&str; 4] = ["mine", "pull", "obstacle", "plan"];

/// Whether a condition can only hold where a gate is cleared.
fn demands_cleared(when: Option<&Condition>, gate: &str) -> bool {
    when.is_some_and(|when| match when {
        Condition::All(all) => all.iter().any(|one| demands_cleared(Some(one), gate)),
        Condition::Any(any) => !any.is_empty() && any.iter().all(|one| demands_cleared(Some(one), gate)),
        Condition::Step { step, verb: Verb::Cleared(true) } => step.steps.iter().any(|id| id.as_str() == gate),
        Condition::Step { .. } | Condition::Not(_) | Condition::Fact(_) | Condition::Fixed(_) => false,
    })
}

fn leads_to_them(step: &Step) -> bool {
    step.approach || matches!(&step.prompt, Prompt::Compose(draft) if draft.to_them || draft.message)
}

fn gates(guide: &Guide) -> Vec<&str> {
    guide.gates().map(|gate| gate.id.as_str()).collect()
}

fn find<'a>(shipped: &'a Shipped, id: &str) -> &'a Step {
    shipped.guide.steps.iter().find(|step| step.id.as_str() == id).unwrap_or_else(|| panic!("no step `{id}`"))
}

fn words_of(step: &Step) -> String {
    let screens = screens(step);
    let whole: Vec<&str> = screens.iter().flat_map(Said::whole).collect();
    whole.join(" ").to_lowercase()
}

#[test]
fn whatever_leads_to_them_stands_behind_every_gate() {
    for shipped in all() {
        for step in shipped.guide.steps.iter().filter(|step| leads_to_them(step)) {
            let gates = gates(&shipped.guide);
            assert!(!gates.is_empty(), "{}: no gate", shipped.name);
            for gate in gates {
                let demands = demands_cleared(step.when.as_ref(), gate);
                assert!(demands, "{}: `{}` is open without `{gate}`", shipped.name, step.id);
            }
        }
    }
    let first = one("being-ignored");
    assert!(!demands_cleared(find(first, "wait_until").when.as_ref(), "safety"), "the test can tell the difference");
    for id in ["message", "first_words", "rehearse", "plan_lines", "why_talk", "message@2", "first_words@4"] {
        assert!(leads_to_them(find(first, id)), "`{id}` is not marked");
    }
}

#[test]
fn both_doors_to_a_talk_are_shut_until_every_gate_is_cleared() {
    let first = one("being-ignored");
    for round in ["decide", "decide@2", "decide@3", "decide@4"] {
        let options = find(first, round).prompt.options().expect("options");
        for door in ["reach_out", "talk"] {
            let option = options.listed().iter().find(|option| option.id == door).expect(door);
            for gate in ["safety", "contact"] {
                assert!(demands_cleared(option.when.as_ref(), gate), "{round} {door} {gate}");
            }
        }
    }
}

#[test]
fn ones_own_part_and_the_friend_of_both_wait_for_the_first_gate() {
    let mut met = 0;
    for shipped in all() {
        for step in shipped.guide.steps.iter().filter(|step| ONLY_WHERE_SAFE.contains(&base(step))) {
            assert!(demands_cleared(step.when.as_ref(), "safety"), "{}: `{}`", shipped.name, step.id);
            met += 1;
        }
    }
    assert!(met >= 4, "only {met} such steps");
    let first = one("being-ignored");
    let options = find(first, "which").prompt.options().expect("options");
    let neutral = options.listed().iter().find(|option| option.id == "neutral").expect("neutral");
    assert!(demands_cleared(neutral.when.as_ref(), "safety"));
    for name in ["after-an-argument", "four-month-check-in"] {
        assert!(demands_cleared(find(one(name), "far").when.as_ref(), "safety"), "{name}");
    }
}

#[test]
fn a_concern_at_the_first_gate_opens_the_safe_path_and_it_ends_the_walk() {
    for shipped in all() {
        let safe: Vec<&Step> =
            shipped.guide.steps.iter().filter(|step| step.id.as_str().starts_with("safe_")).collect();
        assert_eq!(safe.len(), 6, "{}", shipped.name);
        for step in &safe {
            let opens = matches!(
                &step.when,
                Some(Condition::Step { step, verb: Verb::Outcome(outcomes) })
                    if step.steps[0].as_str() == "safety" && outcomes == &[Outcome::Concern]
            );
            assert!(opens, "{}: `{}`", shipped.name, step.id);
            assert_eq!(step.keep, Keep::Never, "{}: `{}`", shipped.name, step.id);
        }
        let end: Vec<bool> = safe.iter().map(|step| step.end).collect();
        assert_eq!(end, [false, false, false, false, false, true], "{}", shipped.name);
    }
}

/// Where somebody is afraid, nothing is said for a talk, for forgiving, for seeing the other side, for going at once, or
/// for counselling together.
#[test]
fn the_safe_path_gives_no_advice_that_can_harm() {
    let advice = [
        "talk",
        "forgive",
        "their side",
        "understand them",
        "confront",
        "leave",
        "get out",
        "counsel",
        "therapy",
        "ultimatum",
        "message them",
        "write to them",
        "delete it",
        "lock ",
    ];
    for shipped in all() {
        let on_path =
            |step: &&Step| ["safe_", "punish_", "scary_"].iter().any(|part| step.id.as_str().starts_with(part));
        for step in shipped.guide.steps.iter().filter(on_path) {
            let words = words_of(step);
            for harmful in advice {
                assert!(!words.contains(harmful), "{}: `{}` says “{harmful}”", shipped.name, step.id);
            }
        }
    }
}

#[test]
fn the_safe_path_names_people_and_a_safer_device() {
    for shipped in all() {
        assert!(find(shipped, "safe_people").lines.contains(&"abuse".to_owned()), "{}", shipped.name);
        assert!(words_of(find(shipped, "safe_device")).contains("can be watched"), "{}", shipped.name);
        assert!(words_of(find(shipped, "safe_people")).contains("under 18"), "{}", shipped.name);
    }
}

#[test]
fn nobody_is_told_that_they_are_safe_or_given_a_score() {
    for shipped in all() {
        for claim in [
            "you are safe",
            "you're safe",
            "not abused",
            "no abuse",
            "you are in danger",
            "low risk",
            "high risk",
            "score",
        ] {
            assert!(!shipped.source.to_lowercase().contains(claim), "{}: “{claim}”", shipped.name);
        }
    }
}

#[test]
fn nothing_claims_to_leave_nothing_behind() {
    for shipped in all() {
        for claim in ["no trace", "completely private", "anonymous", "nobody can read"] {
            assert!(!shipped.source.to_lowercase().contains(claim), "{}: “{claim}”", shipped.name);
        }
    }
}

#[test]
fn the_answers_that_could_betray_somebody_are_never_kept() {
    for shipped in all() {
        for gate in shipped.guide.gates() {
            let Prompt::Gate(asked) = &gate.prompt else { continue };
            let expected = if asked.locks { Keep::Saved } else { Keep::Never };
            assert_eq!(gate.keep, expected, "{}: `{}`", shipped.name, gate.id);
        }
        let touchy = |step: &&Step| {
            let id = base(step);
            ["harm", "harm_unsaid", "crisis", "near", "onward"].iter().any(|end| id.ends_with(&format!("care_{end}")))
        };
        let found: Vec<&Step> = shipped.guide.steps.iter().filter(touchy).collect();
        assert!(found.len() >= 5, "{}", shipped.name);
        assert!(found.iter().all(|step| step.keep == Keep::Never), "{}", shipped.name);
    }
    let first = one("being-ignored");
    for (step, option) in [("pattern", "punish"), ("debrief", "scary")] {
        let options = find(first, step).prompt.options().expect("options");
        let never = options.listed().iter().find(|listed| listed.id == option).expect(option).keep;
        assert_eq!(never, Keep::Never, "{step} {option}");
    }
    for id in ["punish_info", "punish_next", "punish_stop", "scary_first", "scary_stop@2"] {
        assert_eq!(find(first, id).keep, Keep::Never, "{id}");
    }
}

/// A sensitive question is there in every guide, and never kept: so the program says above it that the answer is not kept.
#[test]
fn sensitive_questions_are_asked_and_never_kept() {
    for shipped in all() {
        let sensitive = |step: &&Step| {
            matches!(&step.prompt, Prompt::Gate(gate) if !gate.locks) || base(step).ends_with("care_harm")
        };
        let found: Vec<&Step> = shipped.guide.steps.iter().filter(sensitive).collect();
        assert!(found.len() >= 2, "{}", shipped.name);
        for step in found {
            assert_eq!(step.keep, Keep::Never, "{}: `{}`", shipped.name, step.id);
        }
    }
}

#[test]
fn the_welcome_comes_before_anything_is_asked() {
    for shipped in all() {
        let first =
            shipped.guide.steps.iter().find(|step| !matches!(step.prompt, Prompt::Read(_))).expect("a question");
        assert!(matches!(first.prompt, Prompt::Keeping(_)), "{}: `{}` comes first", shipped.name, first.id);
        let words = words_of(first);
        for said in ["not therapy", "cannot call for help", "this computer", "keep nothing"] {
            assert!(words.contains(said), "{}: the welcome does not say “{said}”", shipped.name);
        }
        let offers: Vec<String> =
            first.prompt.options().expect("offers").listed().iter().map(|offer| offer.id.clone()).collect();
        assert_eq!(offers, ["keep", "protect", "memory"], "{}", shipped.name);
        let last = shipped.guide.steps.last().expect("a last step");
        let offers: Vec<String> =
            last.prompt.options().expect("offers").listed().iter().map(|offer| offer.id.clone()).collect();
        assert_eq!(offers, ["keep", "erase"], "{}", shipped.name);
    }
}

#[test]
fn nothing_but_a_gate_has_to_be_answered() {
    for shipped in all() {
        let required = shipped.guide.steps.iter().find(|step| step.required && !matches!(step.prompt, Prompt::Gate(_)));
        assert!(required.is_none(), "{}: {:?}", shipped.name, required.map(|step| &step.id));
    }
}

/// Looking for reasons after an ending makes some people worse for months (Sbarra and others 2013).
#[test]
fn no_question_after_an_ending_asks_for_reasons() {
    let mut met = 0;
    for shipped in all() {
        let after_an_ending = |step: &&Step| {
            let id = step.id.as_str();
            shipped.name == "it-ended" && !id.starts_with("safe_")
                || ["bye_", "away_", "goodbye"].iter().any(|part| id.starts_with(part))
        };
        for step in shipped.guide.steps.iter().filter(after_an_ending) {
            let words = words_of(step);
            for search in ["why", "reason", "what went wrong", "the meaning", "your fault", "what happened"] {
                assert!(!words.contains(search), "{}: `{}` says “{search}”", shipped.name, step.id);
            }
            met += 1;
        }
    }
    assert!(met > 20, "only {met} steps were looked at");
}

/// Every guide is one file; what stands in several of them is the same everywhere.
#[test]
fn shared_ways_read_the_same_in_every_guide() {
    let first = one("being-ignored");
    let mut compared = 0;
    for shipped in all() {
        for (theirs, ours) in
            [("safe_", "safe_"), ("care_", "care_"), ("days_", "bye_"), ("contact", "contact"), ("welcome", "welcome")]
        {
            for step in shipped.guide.steps.iter().filter(|step| step.id.as_str().starts_with(theirs)) {
                let own = find(first, &step.id.as_str().replacen(theirs, ours, 1));
                assert_eq!(words_of(step), words_of(own), "{}: `{}`", shipped.name, step.id);
                assert_eq!((&step.lines, &step.sources, step.end), (&own.lines, &own.sources, own.end), "{}", step.id);
                compared += 1;
            }
        }
    }
    assert!(compared > 40, "only {compared} steps were compared");
}
