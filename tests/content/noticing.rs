//! Where the guides ask for noticing, where they leave people's words alone, and what is never handed out.

use stepback::guide::Step;
use stepback::notice::{CategoryEffect, Rules, Who};
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

#[test]
fn harm_hinted_at_opens_help_and_is_never_handed_out_as_a_price() {
    let rules = rules();
    let opens = |text: &str| {
        let marks = rules.look(text, &[], &Who::default());
        marks.iter().any(|mark| rules.categories()[mark.category].effect == CategoryEffect::CrisisHelp)
    };
    for text in [
        "If I don't hear from you I don't know what I'll do to myself.",
        "I don't know what I'll do to myself if you don't answer.",
        "I don't know what I might do to myself without an answer from you",
        "You'll find me in the morning if you don't come",
        "I'll do something stupid to myself if you keep ignoring me",
        "If you don't reply I might do something to myself",
        "I will harm myself unless you write back",
        "I won't be here any more if you don't come back",
        "If you don't call I won't be around tomorrow",
    ] {
        assert!(opens(text), "{text}");
        assert!(rules.blocks_copying(text).is_some(), "{text}");
    }
    for text in [
        "I don't know what to do with myself on Sundays",
        "I did something nice for myself",
        "You'll find me in the garden if you come early",
        "You will find me at the station if you don't see the car",
        "I won't be here on Sunday, I am at my mother's",
    ] {
        assert!(!opens(text), "{text}");
        assert_eq!(rules.blocks_copying(text), None, "{text}");
    }
}

#[test]
fn a_deadline_and_somebody_followed_are_not_offered_for_copying() {
    let rules = rules();
    for text in [
        "You have until midnight to answer.",
        "you've got till noon to write back",
        "I give you until Friday to answer",
        "I am giving you two days to reply",
        "Answer by six or that is it",
        "I logged into your account and read your messages",
        "I got into your phone last night",
        "I went through your messages",
        "i checked your location and you weren't at home",
        "I read your messages with him",
        "I tracked your phone",
        "I saw where you parked last night",
        "I saw your car outside his house",
        "I followed you home yesterday",
        "I drove past your house three times",
        "I waited outside your work",
        "I'll follow you until you talk to me",
    ] {
        assert!(rules.blocks_copying(text).is_some(), "{text}");
    }
    for text in [
        "You can take until Sunday to answer if you like",
        "You have until Friday to hand in the form",
        "You have until noon to answer the landlord",
        "Could you answer by Friday or Saturday?",
        "I read your messages again and smiled",
        "I read your message",
        "I logged into our account to pay the rent",
        "I looked through your old photos and missed you",
        "I looked through our messages from the summer",
        "I saw you parked the car badly",
        "I saw where you parked, I will put the parcel in your car",
        "I saw the location you shared with me",
        "I drove past the lake where we met",
        "I waited outside the cinema",
        "I followed your advice",
    ] {
        assert_eq!(rules.blocks_copying(text), None, "{text}");
    }
}
