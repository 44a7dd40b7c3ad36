//! What the kinds themselves say: complaints, labels, notes. Plain, short, and never a word of the person's own.

use super::Choice;
use super::calendar::{Toward, day_in_words};
use super::kind::Complaint;
use jiff::civil::Date;

/// A complaint of fixed words.
pub(crate) fn complaint(says: &str) -> Complaint {
    Complaint(says.to_owned())
}

/// A choice of these words.
pub(crate) fn choice(id: &str, label: &str) -> Choice {
    Choice { id: id.to_owned(), label: label.to_owned(), ..Choice::default() }
}

pub(crate) fn choose_by_number(count: usize, many: bool) -> Complaint {
    Complaint(match (count, many) {
        (0, _) => "There is nothing to choose here: go on.".to_owned(),
        (1, _) => "Choose with the number 1.".to_owned(),
        (count, false) => format!("Choose one, with a number from 1 to {count}."),
        (count, true) => format!("Choose with numbers from 1 to {count}, divided by spaces, or 0 for none."),
    })
}

pub(crate) fn choose_one() -> Complaint {
    complaint("Nothing is chosen yet. Choose one by its number.")
}

pub(crate) fn choose_at_most(most: usize, chosen: usize) -> Complaint {
    let are = if chosen == 1 { "is" } else { "are" };
    Complaint(format!("{chosen} {are} chosen here: choose at most {most}."))
}

pub(crate) fn own_word_open() -> Complaint {
    complaint("A word of your own is marked here, and not written yet: write it, or take the mark away with Space.")
}

pub(crate) fn stands_alone() -> Complaint {
    complaint("One of these stands alone: choose only that one, or only the others.")
}

pub(crate) fn choose_level(min: i64, max: i64) -> Complaint {
    Complaint(format!("Choose a level from {min} to {max}."))
}

/// What number would do, by its limits.
pub(crate) fn whole_number(min: Option<i64>, max: Option<i64>) -> Complaint {
    Complaint(match (min, max) {
        (Some(min), Some(max)) => format!("Give a whole number from {min} to {max}."),
        (Some(min), None) => format!("Give a whole number, {min} or more."),
        (None, Some(max)) => format!("Give a whole number, {max} or less."),
        (None, None) => "Give a whole number, such as 3.".to_owned(),
    })
}

pub(crate) fn day_form() -> Complaint {
    complaint(
        "Give a day, such as today, Friday, the 20th, 3 May, in 3 days, 2 weeks ago, or 2026-03-31. \
         Write a month as a word where its figure could be taken for the day.",
    )
}

/// A day from `first` on.
pub(crate) fn day_from(first: &str) -> Complaint {
    Complaint(format!("Give a day from {first} on."))
}

/// A day up to `last`.
pub(crate) fn day_until(last: &str) -> Complaint {
    Complaint(format!("Give a day up to {last}."))
}

/// How the days one may name are written, for an empty field: those that are likely meant.
pub(crate) fn day_examples(toward: Toward) -> &'static str {
    match toward {
        Toward::Ahead => "tomorrow, in 3 days, Friday, 3 May",
        Toward::Behind => "yesterday, 3 days ago, Sunday, 3 May",
    }
}

/// Which day was understood.
pub(crate) fn day_read(day: &str) -> String {
    format!("That is {day}.")
}

pub(crate) fn write_line() -> Complaint {
    complaint("Nothing is written here yet: write a line.")
}

pub(crate) fn write_some() -> Complaint {
    complaint("Nothing is written here yet: write as little or as much as you like.")
}

/// How long a text is about meant to be.
pub(crate) fn about_words(words: u32) -> String {
    format!("About {words} words are plenty.")
}

/// Words that are kept on a step and are no part of its answer.
pub(crate) fn kept_aside(words: &str) -> String {
    format!("Kept here, and not chosen: {words}")
}

/// Below an answer to a pause that does not lift it.
pub(crate) const CLOSES: &str = "Closes the program for now.";

/// Below an option that lives in memory only.
pub(crate) const OPTION_NOT_KEPT: &str = "This answer is not kept.";

/// The question beside which lines are kept that were no answer to it.
pub(crate) fn typed_there(question: &str) -> String {
    match question.trim() {
        "" => "You also typed".to_owned(),
        question => format!("{question} (you also typed this there)"),
    }
}

/// A plain line where there is nothing to answer.
pub(crate) fn takes_no_words() -> Complaint {
    complaint("This page asks for nothing, so it takes no words. An empty line goes on; :back goes back.")
}

/// A plain line for a list that is full became its entry of that number.
pub(crate) fn list_is_full(most: usize, number: usize) -> Complaint {
    Complaint(format!(
        "There is room for {most} here. What you wrote is kept as number {number}: :drop and a number takes one away, \
         :change and a number writes it again."
    ))
}

pub(crate) fn list_at_most(most: usize, count: usize) -> Complaint {
    Complaint(format!("There are {count} here: keep at most {most}."))
}

/// Nothing here has that number.
pub(crate) fn no_number(number: usize) -> Complaint {
    Complaint(format!("There is no number {number} here."))
}

pub(crate) fn half_line() -> Complaint {
    complaint("One line is only half there: fill in its other half, or take it away.")
}

/// The day of that event, 1 first, cannot be read.
pub(crate) fn event_day(number: usize) -> Complaint {
    Complaint(format!(
        "The day of number {number} cannot be read. Write it like yesterday, 3 days ago or 3 May, or leave it empty: \
         Enter goes on then, and another event has a line of its own."
    ))
}

/// How the day of an event is written, for an empty field.
pub(crate) const EVENT_DAY_PLACEHOLDER: &str = "yesterday, or 3 May";

/// Before the first half of an if-then line.
pub(crate) const IF: &str = "If";
/// Before its second half.
pub(crate) const THEN: &str = "then";
/// Above the beginnings offered for an "if".
pub(crate) const STARTS: &str = "You could begin with one of these:";

/// Until when a walk waits.
pub(crate) fn until(day: Date) -> String {
    format!("You wanted to come back on {}.", day_in_words(day))
}

/// Asks for the day a pause ends.
pub(crate) const UNTIL: &str = "Until which day? Leave it empty if you do not know.";
/// The one option that lifts "rather not say".
pub(crate) const ASSENT: &str = "yes";
/// Above it.
pub(crate) const ASSENT_NOTE: &str =
    "If this is true for you, say so. If not, leave it: there are other ways on from here.";

/// A question of a gate that has no answer.
pub(crate) fn unanswered(number: usize, of: usize) -> Complaint {
    Complaint(if of == 1 {
        "This question has no answer yet: choose one.".to_owned()
    } else {
        format!("Question {number} has no answer yet: choose one.")
    })
}

/// Asks what they are to one another.
pub(crate) const RELATION: &str = "What are they to you?";
/// Asks for the pronouns.
pub(crate) const PRONOUNS: &str = "Which words fit them?";
/// Asks how verbs go with one's own pronoun.
pub(crate) const VERB: &str = "Which verb goes with it?";
/// Ids of the verb choices and of yes and no.
pub(crate) const ARE: &str = "are";
/// See [`ARE`].
pub(crate) const IS: &str = "is";
/// See [`ARE`].
pub(crate) const YES: &str = "yes";
/// See [`ARE`].
pub(crate) const NO: &str = "no";

pub(crate) fn pronoun_choices() -> Vec<Choice> {
    vec![
        choice("they", "they, them, their"),
        choice("he", "he, him, his"),
        choice("she", "she, her, hers"),
        choice("it", "it, its"),
        choice("name", "use the name only"),
        choice("custom", "my own words"),
    ]
}

pub(crate) fn verb_choices() -> Vec<Choice> {
    vec![choice(IS, "is, has"), choice(ARE, "are, have")]
}

pub(crate) fn yes_no() -> Vec<Choice> {
    vec![choice(YES, "Yes"), choice(NO, "No, somebody else")]
}

/// Label and placeholder of a person's fields: 0 the name, 1 to 5 the forms of a pronoun.
pub(crate) fn person_field(field: usize, name_placeholder: &str) -> (String, String) {
    let form = |label: &str, like: &str| (format!("Like \u{201c}{label}\u{201d}"), like.to_owned());
    match field {
        0 => ("Name".to_owned(), name_placeholder.to_owned()),
        1 => form("they", "ze"),
        2 => form("them", "zir"),
        3 => form("their", "zir"),
        4 => form("theirs", "zirs"),
        _ => form("themself", "zirself"),
    }
}

pub(crate) fn same_as_before(name: &str) -> String {
    format!("Is this the same {name} as before?")
}

/// The same where the one before was not named.
pub(crate) fn same_as_unnamed(last: Option<Date>) -> String {
    let last = last.map(|day| format!(", last on {}", day_in_words(day))).unwrap_or_default();
    format!("Is this the person you wrote about without a name{last}?")
}

/// The same where it may be one of several.
pub(crate) const WHICH_BEFORE: &str = "Have you written about this person before?";

/// One of several that it may be.
pub(crate) fn whom_before(name: &str, relation: Option<&str>, last: Option<Date>) -> String {
    let name = if name.trim().is_empty() { "The one without a name" } else { name.trim() };
    let last = last.map(|day| format!("last on {}", day_in_words(day)));
    let parts = [Some(name.to_owned()), relation.map(str::to_owned), last];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// None of them.
pub(crate) fn somebody_else() -> Choice {
    choice(NO, "Somebody else")
}

pub(crate) fn say_same() -> Complaint {
    complaint("Somebody who was here before may be meant: say whether this is the same person.")
}

pub(crate) fn name_for_name_only() -> Complaint {
    complaint("There is no name to use yet: give one, or choose other words.")
}

pub(crate) fn five_words() -> Complaint {
    complaint("Your own words are not all there yet: fill in all five, or choose others.")
}

/// Where a recap has nothing to show.
pub(crate) const NOTHING_TO_COMPARE: &str =
    "There is nothing here to look back on: it was left open, and that is fine.";

/// Above a text that is being built.
pub(crate) const SO_FAR: &str = "So far (change it at the end)";
/// Before a text that is edited as a whole.
pub(crate) const WHOLE_TEXT: &str = "The whole text: change any word";
/// Puts a draft aside.
pub(crate) const BEGIN_ANOTHER: &str = "Keep this one and change a copy of it";
/// Leaves a free text for one built from its parts.
pub(crate) const FOLLOW_PARTS: &str = "Keep this one and build it from its parts again";

pub(crate) fn draft_number(number: usize) -> String {
    format!("Draft {number}")
}

pub(crate) fn go_on_with_draft(number: usize) -> String {
    format!("Go on with draft {number}")
}

/// How long a draft is, beside how long it is advised to be.
pub(crate) fn at_most_words(most: u32, now: usize) -> String {
    let words = if now == 1 { "word" } else { "words" };
    format!("{now} {words}; up to {most} are easy to read.")
}

/// An if-then line as a sentence.
pub(crate) fn if_then(when: &str, then: &str) -> String {
    format!("If {when}, then {then}")
}

/// How long a pause goes.
pub(crate) fn until_day(day: &str) -> String {
    format!("until {day}")
}
