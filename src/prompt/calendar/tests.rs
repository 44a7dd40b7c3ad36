//! Which words are read as which day.

use super::*;
use jiff::civil::date;

/// A Wednesday.
const TODAY: Date = date(2026, 3, 4);

#[track_caller]
fn check(words: &str, toward: Toward, expected: Option<Date>) {
    assert_eq!(read_day(words, TODAY, toward), expected, "{words}");
}

#[test]
fn days_are_read_as_people_write_them() {
    use Toward::{Ahead, Behind};
    check("2026-12-31", Ahead, Some(date(2026, 12, 31)));
    check(" Today ", Ahead, Some(TODAY));
    check("tomorrow", Ahead, Some(date(2026, 3, 5)));
    check("yesterday", Ahead, Some(date(2026, 3, 3)));
    check("in 3 days", Ahead, Some(date(2026, 3, 7)));
    check("in  a week", Ahead, Some(date(2026, 3, 11)));
    check("2 weeks ago", Behind, Some(date(2026, 2, 18)));
    check("friday", Ahead, Some(date(2026, 3, 6)));
    check("Fri", Ahead, Some(date(2026, 3, 6)));
    check("wednesday", Ahead, Some(date(2026, 3, 11)));
    check("wednesday", Behind, Some(date(2026, 2, 25)));
    check("friday", Behind, Some(date(2026, 2, 27)));
    check("last friday", Ahead, Some(date(2026, 2, 27)));
    check("on sunday", Behind, Some(date(2026, 3, 8)));
    check("five days ago", Behind, Some(date(2026, 2, 27)));
    check("in twelve days", Ahead, Some(date(2026, 3, 16)));
    check("one week ago", Behind, Some(date(2026, 2, 25)));
    check("since Thursday", Ahead, Some(date(2026, 2, 26)));
    check("Since last Sunday", Behind, Some(date(2026, 3, 1)));
    check("since 3 Nov", Ahead, Some(date(2025, 11, 3)));
    check("since yesterday", Behind, Some(date(2026, 3, 3)));
    check("last sunday", Behind, Some(date(2026, 3, 1)));
    check("31 March 2025", Ahead, Some(date(2025, 3, 31)));
    check("3 Nov", Behind, Some(date(2025, 11, 3)));
    check("3 Nov", Ahead, Some(date(2026, 11, 3)));
    check("march 4th", Ahead, Some(TODAY));
    check("Sept. 1", Behind, Some(date(2025, 9, 1)));
    check("29 feb", Ahead, Some(date(2028, 2, 29)));
}

#[test]
fn days_are_read_as_people_say_them() {
    use Toward::{Ahead, Behind};
    check("last week", Behind, Some(date(2026, 2, 25)));
    check("next week", Ahead, Some(date(2026, 3, 11)));
    check("since last month", Ahead, Some(date(2026, 2, 4)));
    check("a month ago", Behind, Some(date(2026, 2, 4)));
    check("in two months", Ahead, Some(date(2026, 5, 4)));
    check("a year ago", Behind, Some(date(2025, 3, 4)));
    check("yesterday evening", Behind, Some(date(2026, 3, 3)));
    check("Sunday night", Behind, Some(date(2026, 3, 1)));
    check("last night", Behind, Some(date(2026, 3, 3)));
    check("this morning", Behind, Some(TODAY));
    check("tonight", Ahead, Some(TODAY));
    check("the day before yesterday", Behind, Some(date(2026, 3, 2)));
    check("the day after tomorrow", Ahead, Some(date(2026, 3, 6)));
    check("the 20th", Ahead, Some(date(2026, 3, 20)));
    check("the 20th", Behind, Some(date(2026, 2, 20)));
    check("on the 31st", Behind, Some(date(2026, 1, 31)));
    check("the 4th", Behind, Some(TODAY));
    check("the 20th of November", Behind, Some(date(2025, 11, 20)));
    check("Nov 20", Behind, Some(date(2025, 11, 20)));
    check("November 20, 2024", Behind, Some(date(2024, 11, 20)));
    check("Thursday, 20 Nov", Behind, Some(date(2025, 11, 20)));
    check("20/11", Behind, Some(date(2025, 11, 20)));
    check("11/20/2024", Behind, Some(date(2024, 11, 20)));
    check("5/5", Ahead, Some(date(2026, 5, 5)));
    check("20.11.", Behind, Some(date(2025, 11, 20)));
    check("3.4.", Ahead, Some(date(2026, 4, 3)));
    check("20.11.2024", Behind, Some(date(2024, 11, 20)));
}

#[test]
fn a_number_of_days_alone_goes_the_way_the_question_looks() {
    use Toward::{Ahead, Behind};
    check("nine days", Behind, Some(date(2026, 2, 23)));
    check("9 days", Behind, Some(date(2026, 2, 23)));
    check("Three weeks", Behind, Some(date(2026, 2, 11)));
    check("a month", Behind, Some(date(2026, 2, 4)));
    check("for 9 days", Behind, Some(date(2026, 2, 23)));
    check("since nine days", Ahead, Some(date(2026, 2, 23)));
    check("nine days", Ahead, Some(date(2026, 3, 13)));
    check("for a week", Ahead, Some(date(2026, 3, 11)));
    check("days", Behind, None);
    check("-3 days", Behind, None);
}

#[test]
fn what_can_be_taken_for_two_days_is_none() {
    check(&"the ".repeat(100_000), Toward::Behind, None);
    for words in
        ["4/5", "4/5/2026", "11.20.", "20/13", "20/11/26", "Friday, 20 Nov 2025", "two weeks ago sunday", "20", "last"]
    {
        check(words, Toward::Behind, None);
    }
}

#[test]
fn other_words_are_no_day() {
    for words in [
        "",
        "soon",
        "since",
        "since since friday",
        "thirteen days ago",
        "2026-13-01",
        "2026-02-30",
        "in days",
        "in -3 days",
        "in 99999999999 days",
        "fr",
        "fried",
        "3 no",
        "31 feb",
        "1 marchx",
        "nov",
    ] {
        check(words, Toward::Ahead, None);
    }
}

#[test]
fn a_day_is_said_in_full() {
    assert_eq!(day_in_words(date(2026, 4, 3)), "Friday 3 April 2026");
    assert_eq!(day_in_words(date(2026, 1, 1)), "Thursday 1 January 2026");
}
