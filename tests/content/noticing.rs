//! Where the guides ask for noticing, and where they leave people's words alone.

use stepback::guide::Step;
use stepback::notice::{Rules, Who};
use stepback::prompt::Prompt;

use crate::shipped::{all, base, one, said, text};

fn rules() -> Rules {
    Rules::read(&text("noticing.toml")).0.expect("rules")
}

fn asked(step: &Step) -> &[String] {
    match &step.prompt {
        Prompt::Long(long) => &long.notice,
        Prompt::Short(short) => &short.notice,
        Prompt::Compose(draft) => &draft.notice,
        _ => &[],
    }
}

#[test]
fn guides_ask_for_categories_that_exist() {
    let rules = rules();
    let mut met = 0;
    for shipped in all() {
        for (step, id) in shipped.guide.steps.iter().flat_map(|step| asked(step).iter().map(move |id| (step, id))) {
            assert!(rules.knows(id), "{}: `{}` asks for `{id}`", shipped.name, step.id);
            met += 1;
        }
    }
    assert!(met >= 6, "only {met} were looked at");
}

#[test]
fn stepping_back_and_the_message_are_noticed() {
    let shipped = one("being-ignored");
    let of = |id: &str| asked(shipped.guide.steps.iter().find(|step| step.id.as_str() == id).expect(id)).to_vec();
    assert_eq!(of("far"), ["distanced"]);
    assert_eq!(of("message"), ["message"]);
    assert_eq!(of("first_words"), ["message"]);
}

#[test]
fn nobody_is_corrected_where_they_are_afraid_in_despair_or_grieving() {
    for shipped in all() {
        let alone = |step: &&Step| {
            ["safe_", "punish_", "scary_", "care_", "away_", "bye_", "days_"]
                .iter()
                .any(|part| base(step).starts_with(part))
        };
        for step in shipped.guide.steps.iter().filter(alone) {
            assert!(asked(step).is_empty(), "{}: `{}`", shipped.name, step.id);
        }
    }
}

/// The words offered as an example are ones that would not be marked, in the length that is advised.
#[test]
fn the_examples_of_the_message_are_calm_and_short() {
    let rules = rules();
    for (name, step) in [("being-ignored", "message"), ("being-ignored", "first_words"), ("after-an-argument", "sorry")]
    {
        let shipped = one(name);
        let step = shipped.guide.steps.iter().find(|found| found.id.as_str() == step).expect(step);
        let Prompt::Compose(draft) = &step.prompt else { panic!("a draft") };
        let parts = draft.parts.iter().map(|part| [&part.before, &part.placeholder, &part.after].map(said).concat());
        let whole = parts.collect::<Vec<_>>().join(" ");
        let marks = rules.look(&whole, &rules.asked(&["message"]), &Who::default());
        assert!(marks.is_empty(), "{whole}: {}", marks.len());
        assert!(
            whole.split_whitespace().count() <= usize::try_from(draft.words.expect("words")).expect("a number"),
            "{whole}"
        );
    }
    assert!(!rules.look("You never answer me", &rules.asked(&["message"]), &Who::default()).is_empty());
}
