//! The shipped rules measured on labelled sentences: calm ones that carry no mark, and marked ones that are found.
//!
//! `tests/noticing/README.md` says how the sets are made and how to see the figures.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test: what is wrong stops it, and its figures are printed"
)]

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use stepback::notice::{Rules, Who};

const RULES: &str = include_str!("../content/noticing.toml");
const CALM: [(&str, &str); 2] =
    [("tuning", include_str!("noticing/calm-tuning.txt")), ("held out", include_str!("noticing/calm-heldout.txt"))];
const MARKED: [(&str, &str); 2] =
    [("tuning", include_str!("noticing/marked-tuning.txt")), ("held out", include_str!("noticing/marked-heldout.txt"))];

const WHO: Who = Who { me: Some("Robin"), name: Some("Sam"), subject: "he" };

fn rules() -> &'static Rules {
    static SHIPPED: OnceLock<Rules> = OnceLock::new();
    SHIPPED.get_or_init(|| {
        let (rules, faults) = Rules::read(RULES);
        rules.unwrap_or_else(|| panic!("{faults:#?}"))
    })
}

/// The sentences of a set, each with the categories it is looked at with.
fn sentences<'a>(rules: &Rules, set: &'a str) -> Vec<(Vec<usize>, &'a str)> {
    let mut asked = Vec::new();
    let mut found = Vec::new();
    for line in set.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(section) = line.strip_prefix("== ") {
            let section = if section == "plan" { "message" } else { section };
            assert!(rules.knows(section), "{section:?}");
            asked = rules.asked(&[section]);
        } else {
            found.push((asked.clone(), line));
        }
    }
    found
}

/// A stretch and the categories it is labelled with.
type Label<'a> = (Range<usize>, Vec<&'a str>);

/// A labelled sentence as its text and the spans with their categories.
fn labelled(line: &str) -> (String, Vec<Label<'_>>) {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        let (label, after) = after.split_once(']').unwrap();
        let (categories, words) = label.split_once(": ").unwrap_or_else(|| label.split_once(':').unwrap());
        text.push_str(before);
        spans.push((text.len()..text.len() + words.len(), categories.split('+').collect()));
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    (text, spans)
}

/// How many of how many.
#[derive(Clone, Copy, Default)]
struct Share {
    hits: usize,
    of: usize,
}

impl Share {
    fn add(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.of += 1;
    }
}

/// Calm sentences that carry a mark, of any kind.
fn calm(rules: &Rules, name: &str, set: &str) -> Share {
    let mut share = Share::default();
    for (asked, line) in sentences(rules, set) {
        let marks = rules.look(line, &asked, &WHO);
        share.add(!marks.is_empty());
        // Only the tuning part may be looked at sentence by sentence.
        if let Some(mark) = marks.first().filter(|_| name == "tuning") {
            let category = &rules.categories()[mark.category].id;
            println!("  calm, marked as {category}: {:?} in {line}", &line[mark.bytes.clone()]);
        }
    }
    share
}

/// Labelled spans that are found: a mark of that category stands on at least one of its words.
fn marked(rules: &Rules, name: &str, set: &str) -> BTreeMap<String, Share> {
    let mut shares: BTreeMap<String, Share> = BTreeMap::new();
    for (asked, line) in sentences(rules, set) {
        let (text, spans) = labelled(line);
        let marks = rules.look(&text, &asked, &WHO);
        for (span, categories) in spans {
            for category in categories {
                let found = marks.iter().any(|mark| {
                    rules.categories()[mark.category].id == category
                        && mark.bytes.start < span.end
                        && span.start < mark.bytes.end
                });
                shares.entry(category.to_owned()).or_default().add(found);
                if !found && name == "tuning" {
                    let others: Vec<&str> =
                        marks.iter().map(|mark| rules.categories()[mark.category].id.as_str()).collect();
                    println!("  not found: {line} (found: {others:?})");
                }
            }
        }
    }
    shares
}

#[test]
fn calm_sentences_are_left_alone_and_marked_ones_are_found() {
    let rules = rules();
    let mut misses = Vec::new();
    for (name, set) in CALM {
        let share = calm(rules, name, set);
        println!("{name}: {} of {} calm sentences carry a mark", share.hits, share.of);
        if share.hits * 100 > share.of * 3 {
            misses.push(format!("{name}: more than 3 of 100 calm sentences carry a mark"));
        }
    }
    for (name, set) in MARKED {
        let shares = marked(rules, name, set);
        let (hits, of) = shares.values().fold((0, 0), |(hits, of), share| (hits + share.hits, of + share.of));
        println!("{name}: {hits} of {of} labelled spans are found");
        for (category, share) in shares {
            println!("    {category}: {} of {}", share.hits, share.of);
        }
        if hits * 10 < of * 9 {
            misses.push(format!("{name}: fewer than 9 of 10 labelled spans are found"));
        }
    }
    assert!(misses.is_empty(), "{misses:?}");
}

#[test]
fn the_sets_are_large_enough() {
    let rules = rules();
    for sets in [CALM, MARKED] {
        let sizes: Vec<usize> = sets.iter().map(|(_, set)| sentences(rules, set).len()).collect();
        assert!(sizes.iter().sum::<usize>() >= 300 && sizes.iter().all(|&size| size >= 150), "{sizes:?}");
    }
}

/// Every category of the file, as a step could ask for them all.
fn everything(rules: &Rules) -> Vec<usize> {
    (0..rules.categories().len()).collect()
}

/// What is marked in `text` when everything is asked for, as `category: words`.
fn found(rules: &Rules, asked: &[usize], text: &str) -> Vec<String> {
    let marks = rules.look(text, asked, &WHO);
    marks
        .iter()
        .map(|mark| format!("{}: {}", rules.categories()[mark.category].id, &text[mark.bytes.clone()]))
        .collect()
}

#[track_caller]
fn check(asked: &[&str], text: &str, expected: &[&str]) {
    let rules = rules();
    assert_eq!(found(rules, &rules.asked(asked), text), expected, "{text:?}");
}

#[test]
fn words_of_harm_open_safety_information_and_never_a_hint() {
    let rules = rules();
    let words = [
        "abused",
        "attacked",
        "bullied",
        "coerced",
        "confined",
        "controlled",
        "forced",
        "harassed",
        "intimidated",
        "oppressed",
        "overpowered",
        "stalked",
        "threatened",
        "trampled",
        "trapped",
        "violated",
    ];
    for word in words {
        for text in [
            format!("I feel {word}."),
            format!("I felt so {}", word.to_uppercase()),
            format!("Sam said “{word}”, i feel {word} by him"),
        ] {
            let marks = rules.look(&text, &everything(rules), &WHO);
            let safety = |mark: &&stepback::notice::Mark| rules.categories()[mark.category].id == "fear_or_harm";
            assert!(marks.iter().any(|mark| safety(&mark)), "{text}");
            assert!(marks.iter().all(|mark| rules.beneath(mark).is_none()), "{text}");
            let on_the_word = marks.iter().filter(|mark| text[mark.bytes.clone()].to_lowercase().contains(word));
            assert!(on_the_word.clone().count() > 0 && on_the_word.clone().all(|mark| safety(&mark)), "{text}");
        }
    }
}

#[test]
fn sentences_of_harm_open_safety_information() {
    let rules = rules();
    for text in [
        "He hit me.",
        "She choked me",
        "I was strangled.",
        "he won't let me leave",
        "Sam tracks me",
        "She checks my phone",
        "He has a gun",
        "He came at me with a knife.",
        "I'm scared of him",
        "I am afraid of Sam.",
        "afraid of her",
        "I’m scared of them",
    ] {
        let found = found(rules, &[], text);
        assert!(found.iter().any(|mark| mark.starts_with("fear_or_harm")), "{text}: {found:?}");
    }
}

#[test]
fn what_is_thrown_kindly_opens_no_safety_information() {
    let rules = rules();
    for text in [
        "You threw us a party.",
        "He threw us a rope and we climbed up",
        "You threw us a lifeline when the shop was failing",
        "She threw me a towel.",
    ] {
        assert_eq!(found(rules, &[], text), Vec::<String>::new(), "{text}");
    }
    for text in ["He threw me down the stairs", "You threw us against the wall", "She threw a plate at me"] {
        let found = found(rules, &[], text);
        assert!(found.iter().any(|mark| mark.starts_with("fear_or_harm")), "{text}: {found:?}");
    }
}

#[test]
fn reproaches_are_found_in_short_forms_with_words_in_between_and_whoever_is_named() {
    for text in [
        "You're a selfish liar.",
        "Grow up already.",
        "I know exactly why you're doing this.",
        "You're probably seeing someone else.",
        "What kind of boyfriend does that?",
        "You have no idea how much you hurt people.",
        "Nobody treats people the way you do.",
        "ur so selfish",
        "u r a joke",
        "your such a hypocrite",
    ] {
        let rules = rules();
        assert!(!found(rules, &rules.asked(&["message"]), text).is_empty(), "{text}");
    }
}

#[test]
fn words_of_dying_are_found_negated_quoted_in_any_case_and_with_typos() {
    let rules = rules();
    for text in [
        "kill myself",
        "I want to end my life",
        "END IT ALL",
        "i want to die",
        "I don't want to live",
        "i dont want to be here",
        "I don’t want to wake up",
        "there is no reason to live",
        "you are better off without me",
        "suicidal",
        "suicide",
        "I could hurt myself",
        "self-harm",
        "selfharm",
        "I cut myself",
        "I can't go on",
        "cant go on",
        "I am not going to kill myself",
        "I would never hurt myself",
        "I wrote \"I want to die\" once",
        "I said “kill myself”",
        "kil myself",
        "kill my self",
        "sucide",
        "wanna die",
        "> I want to die",
        "kms",
        "I wish i was dead",
        "I wish I'd never been born",
        "i wnat to dissapear forever",
        "suiicde",
        "I don't want to be here if you leave",
        "I want to crash the car and die",
        "I cut myself on the arm",
        "better off dead right now",
        "I want to die if they find out",
        "can't go on a day longer",
        "I could jump off the bridge and be done",
        "I can't take it, I want out of this life",
        "I hope to never wake up the next morning",
        "I took all the pills",
        "I don't want to go on living with a broken heart",
        "I don't want to live together with this pain, I want it over, I want to die",
    ] {
        let found = found(rules, &[], text);
        assert!(found.iter().any(|mark| mark.starts_with("self_harm: ")), "{text}: {found:?}");
    }
}

#[test]
fn fixed_phrases_and_quoted_speech_are_left_alone() {
    let message = ["message"];
    check(&message, "Never mind, it went all right, first of all, and ever since.", &[]);
    check(&message, "In May we always may meet, i.e. on Sundays.", &[]);
    check(&message, "You wrote “you never call” and «you always shout» and \"answer me\".", &[]);
    check(&message, "„Du rufst nie an“, ‘you never call’ and 'you never call', he said.", &[]);
    check(&message, "> You never call", &[]);
    let distanced = ["distanced"];
    check(&distanced, "I. Two people, i.e. Sam and Robin", &[]);
    check(&distanced, "Part I, World War I, (i) and a gold mine", &[]);
    check(&distanced, "Sam said “I will” and i waited", &["inside: i"]);
    check(&distanced, "Dear me, excuse me, she took Vitamin I and looked at the I/O", &[]);
    check(&distanced, "That's me, I'm sure, and mine", &["inside: me", "inside: I'm", "inside: mine"]);
    check(&distanced, "I’ll go, but I'd rather stay", &["inside: I’ll", "inside: I'd"]);
}

#[test]
fn apostrophes_capitals_and_contractions_make_no_difference() {
    for text in
        ["you don't care", "You don’t care", "YOU DONT care", "you do not care", "Sam doesn`t care", "he doesnt care"]
    {
        let rules = rules();
        let found = found(rules, &rules.asked(&["mind_reading"]), text);
        assert!(matches!(found.as_slice(), [one] if one.starts_with("mind_reading")), "{text}: {found:?}");
    }
}

#[test]
fn a_name_that_is_also_a_word_counts_with_its_capital_only() {
    let rules = rules();
    let asked = rules.asked(&["absolutes"]);
    let will = Who { name: Some("Will"), ..WHO };
    assert_eq!(rules.look("Will never answers.", &asked, &will).len(), 1);
    assert_eq!(rules.look("a word that will never hurt", &asked, &will).len(), 0);
    let two = Who { name: Some("Mary Ann"), ..WHO };
    assert_eq!(rules.look("mary ann never answers", &asked, &two).len(), 1);
}

#[test]
fn feelings_and_needs_beneath_are_told_with_names_filled_in() {
    let rules = rules();
    let text = "I feel ignored.";
    let marks = rules.look(text, &rules.asked(&["message"]), &WHO);
    let [mark] = marks.as_slice() else { panic!("{marks:?}") };
    assert_eq!(&text[mark.bytes.clone()], "ignored");
    let (feelings, needs) = rules.beneath(mark).unwrap();
    assert_eq!(
        (feelings, needs),
        (
            ["hurt", "lonely", "anxious"].map(String::from).as_slice(),
            ["to matter", "contact", "clarity"].map(String::from).as_slice()
        )
    );
    assert!(rules.question(mark).contains("What was it like inside?"));
    let inside = rules.look("I wait", &rules.asked(&["distanced"]), &WHO);
    assert!(WHO.fill(rules.question(&inside[0])).contains("Robin"));
    assert!(!WHO.fill(rules.question(&inside[0])).contains('{'));
}

#[test]
fn a_frightening_draft_is_not_offered_for_copying() {
    let rules = rules();
    for text in [
        "Hi Sam.\nIf you don't answer I'll kill myself.",
        "Answer me. I will hurt myself.",
        "Call me or I'll hurt myself",
        "You'll regret this",
        "I'm outside your house",
        "I'll tell everyone what you did",
        "I'll keep calling until you pick up",
        "If you don't call me tonight, we're done.",
        "i know where you live",
        "I will come to your work tomorrow",
        "I'll take the pills and sleep forever if you don't answer",
        "If you don't answer I will jump off the bridge",
        "I won't hurt myself if you write back",
        "I'll post it online",
        "I'll post your photos on Friday if you don't answer",
        "I will not rest and I will find you",
        "I will find you at work",
        "I'll tell your boss what you did",
        "You'll be sorry, I will ruin you",
        "You will pay for it",
        "I'll make your life hell",
        "I will come to your house tonight if you don't answer",
        "i can see you are home, open the door",
        "Everyone will know that you lied",
        "Answer or else",
        "Answer me! Or else!",
        "Whether you answer or not, I will be at your door",
        "I'll send your photos to your boss",
        "I'll tell everyone unless you tell me that you lied",
        "I read your messages and I am not sorry I read your messages",
    ] {
        assert!(rules.blocks_copying(text).is_some_and(|reason| reason.contains("not offered for copying")), "{text}");
    }
    for text in [
        "Hi Sam. We haven't spoken since Sunday and I'm feeling worried. I'd like 20 minutes to hear how things are for you. If you need more time, tell me when.",
        "You never call me.",
        "I will not kill myself, do not worry.",
        "I am scared of you.",
        "I'll come over on Saturday if you say yes.",
        "I can bring the keys to your place on Friday, or leave them with Anna.",
        "I am sorry that I kept calling. I will not do it again.",
        "",
    ] {
        assert_eq!(rules.blocks_copying(text), None, "{text}");
    }
}
