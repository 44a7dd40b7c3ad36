//! The shipped rules measured on sentences in everyday words, and on sentences built like those people quote in public:
//! what is left alone, what is found, what may be copied.
//!
//! `tests/noticing/README.md` says how the sets are made and how to see the figures.

#![expect(clippy::panic, clippy::print_stdout, reason = "a test: what is wrong stops it, and its figures are printed")]

use std::collections::BTreeMap;

use stepback::notice::{Rules, Who};

const RULES: &str = include_str!("../content/noticing.toml");
/// The aim: of 100 sentences of the marked kinds so many are found, whatever mark they carry.
const AIM: usize = 90;
/// The aim: of 100 calm sentences at most so many carry a mark, also over all sets held out together.
const CALM: usize = 3;
const SETS: [Set; 9] = [
    Set { name: "tuning", text: include_str!("noticing/everyday-tuning.txt"), tuned_on: true, own: AIM, calm: CALM },
    Set {
        name: "held out",
        text: include_str!("noticing/everyday-heldout.txt"),
        tuned_on: false,
        own: AIM,
        calm: CALM,
    },
    Set {
        name: "public, tuning",
        text: include_str!("noticing/public-tuning.txt"),
        tuned_on: true,
        own: AIM,
        calm: CALM,
    },
    Set {
        name: "public, held out",
        text: include_str!("noticing/public-heldout.txt"),
        tuned_on: false,
        own: 80,
        calm: CALM,
    },
    Set {
        name: "fresh, held out",
        text: include_str!("noticing/fresh-heldout.txt"),
        tuned_on: false,
        own: 96,
        calm: 4,
    },
    Set {
        name: "letters, tuning",
        text: include_str!("noticing/letters-tuning.txt"),
        tuned_on: true,
        own: AIM,
        calm: CALM,
    },
    Set {
        name: "letters, held out",
        text: include_str!("noticing/letters-heldout.txt"),
        tuned_on: false,
        own: 80,
        calm: CALM,
    },
    Set {
        name: "by others, tuning",
        text: include_str!("noticing/others-tuning.txt"),
        tuned_on: true,
        own: AIM,
        calm: CALM,
    },
    Set {
        name: "by others, held out",
        text: include_str!("noticing/others-heldout.txt"),
        tuned_on: false,
        own: 85,
        calm: CALM,
    },
];
const WHO: Who = Who { me: Some("Robin"), name: Some("Sam"), subject: "he" };
const ASKED: [&str; 6] = ["absolutes", "mind_reading", "accusation", "contempt", "pressure", "pseudo_feeling"];

/// A set of labelled sentences.
struct Set {
    name: &'static str,
    text: &'static str,
    /// The rules were changed for it, so its sentences may be looked at one by one.
    tuned_on: bool,
    /// Of 100 sentences of the marked kinds at least so many carry a mark of their own kind, with the reason that fits best.
    own: usize,
    /// Of 100 calm sentences at most so many carry a mark.
    calm: usize,
}

/// How many of how many.
#[derive(Clone, Copy, Default)]
struct Share {
    hits: usize,
    /// Of the marked kinds: with a mark of their own kind.
    own: usize,
    of: usize,
}

/// What a kind of sentence is counted for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Counts {
    /// A mark of any kind, in a sentence that a careful reader leaves alone.
    CalmMarked,
    /// A mark, in a sentence of a marked kind.
    Found,
    /// The same for first-person words where one writes about oneself from further away.
    Inside,
    /// The same for words of self-harm, or of fear or harm.
    Opened,
    /// A frightening draft that is not offered for copying.
    Refused,
    /// A calm draft that is not offered for copying.
    CalmRefused,
}

fn counts(kind: &str) -> Counts {
    match kind {
        "calm" | "calm_distanced" => Counts::CalmMarked,
        "inside" => Counts::Inside,
        "self_harm" | "fear_or_harm" => Counts::Opened,
        "frightening" => Counts::Refused,
        "calm_draft" => Counts::CalmRefused,
        kind if ASKED.contains(&kind) => Counts::Found,
        _ => panic!("{kind:?}"),
    }
}

/// Whether `sentence` counts for its kind, and whether a mark of its own kind stands in it.
fn hit(rules: &Rules, kind: &str, sentence: &str) -> (bool, bool) {
    let set = if matches!(kind, "calm_distanced" | "inside") { "distanced" } else { "message" };
    let marks = rules.look(sentence, &rules.asked(&[set]), &WHO);
    let id = |category: usize| rules.categories().get(category).map(|known| known.id.as_str());
    let own = marks.iter().any(|mark| id(mark.category) == Some(kind));
    let hit = match counts(kind) {
        Counts::CalmMarked | Counts::Found => !marks.is_empty(),
        Counts::Inside | Counts::Opened => own,
        Counts::Refused | Counts::CalmRefused => rules.blocks_copying(sentence).is_some(),
    };
    (hit, own)
}

/// The figures of one set by kind. Only a set the rules were changed for may be looked at sentence by sentence.
fn figures(rules: &Rules, set: &Set) -> BTreeMap<&'static str, Share> {
    let mut shares: BTreeMap<&str, Share> = BTreeMap::new();
    let mut kind = "";
    for line in set.text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(section) = line.strip_prefix("== ") {
            kind = section;
            continue;
        }
        let (hit, own) = hit(rules, kind, line);
        let share = shares.entry(kind).or_default();
        share.hits += usize::from(hit);
        share.own += usize::from(own);
        share.of += 1;
        let meant = match counts(kind) {
            Counts::CalmMarked | Counts::CalmRefused => false,
            Counts::Found | Counts::Inside | Counts::Opened | Counts::Refused => true,
        };
        if hit != meant && set.tuned_on {
            println!("  {kind}: {line}");
        }
    }
    shares
}

#[test]
fn the_everyday_sets_are_large_enough() {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for set in SETS {
        let mut kind = "";
        for line in set.text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix("== ") {
                Some(section) => kind = section,
                None => *sizes.entry(kind).or_default() += 1,
            }
        }
    }
    let least = |kind: &str| match counts(kind) {
        Counts::CalmMarked => 30,
        Counts::Inside => 20,
        Counts::Found => 90,
        Counts::Opened | Counts::Refused | Counts::CalmRefused => 40,
    };
    assert!(sizes.iter().all(|(kind, size)| *size >= least(kind)), "{sizes:?}");
}

#[test]
fn everyday_sentences_are_left_alone_found_and_refused_as_they_are_meant() {
    let (rules, faults) = Rules::read(RULES);
    let rules = rules.unwrap_or_else(|| panic!("{faults:#?}"));
    let mut misses = Vec::new();
    let mut calm = Share::default();
    for set in &SETS {
        let name = set.name;
        let mut sums: BTreeMap<Counts, Share> = BTreeMap::new();
        for (kind, share) in figures(&rules, set) {
            println!("{name}: {kind}: {} of {}, by its own kind {}", share.hits, share.of, share.own);
            let sum = sums.entry(counts(kind)).or_default();
            sum.hits += share.hits;
            sum.own += share.own;
            sum.of += share.of;
        }
        if let Some(share) = sums.get(&Counts::CalmMarked).filter(|_| !set.tuned_on) {
            calm.hits += share.hits;
            calm.of += share.of;
        }
        for (counts, Share { hits, own, of }) in sums {
            let (what, holds) = match counts {
                Counts::CalmMarked => ("calm sentences with a mark", hits * 100 <= of * set.calm),
                Counts::Found => {
                    println!("{name}: sentences found by their own kind: {own} of {of}");
                    ("sentences of marked kinds found", hits * 100 >= of * AIM && own * 100 >= of * set.own)
                }
                Counts::Inside => ("sentences with first-person words found", hits == of),
                Counts::Opened => ("sentences of harm that open help or safety information", hits * 10 >= of * 9),
                Counts::Refused => ("frightening drafts refused", hits * 10 >= of * 9),
                Counts::CalmRefused => ("calm drafts refused", hits == 0),
            };
            println!("{name}: {what}: {hits} of {of}");
            if !holds {
                misses.push(format!("{name}: {what}: {hits} of {of}"));
            }
        }
    }
    println!("all held out: calm sentences with a mark: {} of {}", calm.hits, calm.of);
    if calm.hits * 100 > calm.of * CALM {
        misses.push(format!("calm sentences with a mark: {} of {}", calm.hits, calm.of));
    }
    assert!(misses.is_empty(), "{misses:#?}");
}
