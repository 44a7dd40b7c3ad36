//! Words for somebody who is frightened, tired, or reading in a second language: short, plain, no verdicts.

use crate::shipped::{Said, all, screens, text};

/// Words that push, judge, praise, promise too much, or take somebody's gender for granted.
const NOT_SAID: [&str; 43] = [
    "should",
    "just",
    "simply",
    "always",
    "never",
    "must",
    "toxic",
    "narcissist",
    "narcissistic",
    "needy",
    "victim",
    "stonewaller",
    "boyfriend",
    "girlfriend",
    "husband",
    "wife",
    "spouse",
    "he",
    "she",
    "him",
    "her",
    "his",
    "hers",
    "himself",
    "herself",
    "brother",
    "sister",
    "mother",
    "father",
    "son",
    "daughter",
    "proven",
    "anonymous",
    "brave",
    "proud",
    "great",
    "bravo",
    "congratulations",
    "diagnosis",
    "disorder",
    "confront",
    "closure",
    "normal",
];

/// The same, in more than one word.
const NOT_SAID_TOGETHER: [&str; 12] = [
    "well done",
    "good job",
    "calm down",
    "no trace",
    "completely private",
    "both sexes",
    "you are safe",
    "you're safe",
    "not abused",
    "your score",
    "move on",
    "get over",
];

/// Everything in a text that is not to be said.
fn not_said(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| !letter.is_alphanumeric() && letter != '\'' && letter != '’');
    let mut found: Vec<String> = words.filter(|word| NOT_SAID.contains(word)).map(str::to_owned).collect();
    found.extend(NOT_SAID_TOGETHER.iter().filter(|phrase| lower.contains(**phrase)).map(|phrase| (*phrase).to_owned()));
    found.extend(["!", "%"].iter().filter(|mark| text.contains(**mark)).map(|mark| (*mark).to_owned()));
    found
}

#[test]
fn what_is_not_to_be_said_is_found() {
    assert_eq!(not_said("You should just talk!"), ["should", "just", "!"]);
    assert_eq!(not_said("Well done. You’re normal."), ["normal", "well done"]);
    assert_eq!(not_said("There they are, adjusted and justified."), Vec::<String>::new());
}

#[test]
fn nothing_pushes_judges_praises_or_takes_a_gender_for_granted() {
    for shipped in all() {
        let head = format!("{} {}", shipped.guide.title, shipped.guide.about);
        assert_eq!(not_said(&head), Vec::<String>::new(), "{}", shipped.name);
        for step in &shipped.guide.steps {
            for words in screens(step).iter().flat_map(Said::whole) {
                assert_eq!(not_said(words), Vec::<String>::new(), "{} `{}`: {words}", shipped.name, step.id);
            }
        }
    }
}

#[test]
fn sources_promise_nothing() {
    let sources: toml::Table = text("sources.toml").parse().expect("sources");
    for row in sources["source"].as_array().expect("sources") {
        for key in ["title", "says"] {
            let words = row[key].as_str().expect(key);
            for promise in ["proven", "proves", "guarantee", "cure", "%", "percent", "boyfriend", "girlfriend"] {
                assert!(!words.to_lowercase().contains(promise), "{words}");
            }
        }
    }
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).collect()
}

fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive(['.', '?', ':', '\n']).filter(|sentence| !words(sentence).is_empty()).collect()
}

/// About how many syllables a word has: runs of vowels, a silent e left out.
fn syllables(word: &str) -> u32 {
    let letters: String = word.to_lowercase().chars().filter(char::is_ascii_alphabetic).collect();
    let silent = ["es", "ed", "e"].iter().find_map(|end| letters.strip_suffix(end));
    let stem = silent.filter(|stem| stem.len() > 1 && !letters.ends_with("le")).unwrap_or(&letters);
    let mut runs = 0;
    let mut before = false;
    for letter in stem.chars() {
        let vowel = "aeiouy".contains(letter);
        runs += u32::from(vowel && !before);
        before = vowel;
    }
    runs.max(1)
}

/// The Flesch–Kincaid grade: school years needed to read it.
fn grade(text: &str) -> f64 {
    let all = words(text);
    let (count, rows) =
        (u32::try_from(all.len()).unwrap_or(u32::MAX), u32::try_from(sentences(text).len()).unwrap_or(1));
    let syllables: u32 = all.iter().map(|word| syllables(word)).sum();
    0.39 * f64::from(count) / f64::from(rows.max(1)) + 11.8 * f64::from(syllables) / f64::from(count.max(1)) - 15.59
}

#[test]
fn the_grade_tells_plain_words_from_hard_ones() {
    assert!(grade("The cat sat on the mat. It was warm.") < 2.0);
    assert!(grade("Consideration of interpersonal communication necessitates sophisticated deliberation.") > 20.0);
}

/// Question, text and everything there is to choose, as running text.
fn running(said: &Said) -> String {
    let question = [format!("{}\n", said.ask), format!("{}\n", said.text)];
    question.into_iter().chain(said.choices.iter().map(|choice| format!("{choice}\n"))).collect()
}

#[test]
fn a_frightened_person_can_read_every_screen() {
    for shipped in all() {
        let mut grades: Vec<f64> = Vec::new();
        for step in shipped.guide.steps.iter().filter(|step| step.round.0 == 1) {
            for screen in screens(step) {
                let grade = grade(&format!("{}\n{}", screen.ask, screen.text));
                assert!(grade <= 8.0, "{} `{}`: grade {grade:.1}", shipped.name, step.id);
                grades.push(grade);
            }
        }
        grades.sort_by(f64::total_cmp);
        let median = grades[grades.len() / 2];
        assert!(median <= 6.0, "{}: median grade {median:.1}", shipped.name);
    }
}

#[test]
fn no_screen_holds_more_than_sixty_words() {
    for shipped in all() {
        for step in &shipped.guide.steps {
            for screen in screens(step) {
                let count = words(&running(&screen)).len();
                assert!(count <= 60, "{} `{}`: {count} words", shipped.name, step.id);
            }
        }
    }
}

#[test]
fn no_sentence_runs_over_fifteen_words() {
    for shipped in all() {
        for step in &shipped.guide.steps {
            for said in screens(step).iter().flat_map(Said::whole) {
                for sentence in sentences(said) {
                    let count = words(sentence).len();
                    assert!(count <= 15, "{} `{}`: {count} words: {sentence}", shipped.name, step.id);
                }
            }
        }
    }
}

#[test]
fn no_text_is_empty_where_something_is_asked() {
    for shipped in all() {
        for step in &shipped.guide.steps {
            for screen in screens(step) {
                assert!(!screen.ask.trim().is_empty(), "{} `{}`", shipped.name, step.id);
                assert!(screen.whole().iter().all(|words| !words.contains("  ")), "{} `{}`", shipped.name, step.id);
            }
        }
    }
}
