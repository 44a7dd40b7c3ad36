//! Days as people write and read them: "tomorrow", "in 3 days", "Friday"; "Friday 3 April 2026".

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// Which way a bare weekday points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    /// The coming week: "Friday" is the next one.
    Ahead,
    /// The week that was: "Friday" is the last one.
    Behind,
}

/// How many days at most "in N days" may say: about a hundred years.
const MOST_DAYS: i64 = 36_525;

/// Reads a day; `None` if these words are not one.
///
/// Understood are `2026-03-31`, `31 March 2026`, `today`, `tomorrow`, `yesterday`, `in 3 days` (weeks, too), `3 days ago`
/// (or `three`), `since` before any of these, and names: a weekday, or a day and a month (`3 Nov`, `March 31`), means the nearest such day after (or before) today.
pub fn read_day(words: &str, today: Date, toward: Toward) -> Option<Date> {
    let words = words.trim().to_lowercase();
    if let Ok(day) = words.parse() {
        return Some(day);
    }
    match words.split_whitespace().collect::<Vec<_>>().as_slice() {
        ["today"] => Some(today),
        ["tomorrow"] => later(today, 1),
        ["yesterday"] => later(today, -1),
        ["in", number, unit] => later(today, days(number, unit)?),
        [number, unit, "ago"] => later(today, days(number, unit)?.checked_neg()?),
        ["next" | "on", name] => weekday(name).and_then(|day| nearest(today, day, Toward::Ahead)),
        ["last", name] => weekday(name).and_then(|day| nearest(today, day, Toward::Behind)),
        ["since", rest @ ..] if rest.first() != Some(&"since") => read_day(&rest.join(" "), today, Toward::Behind),
        [name] => weekday(name).and_then(|day| nearest(today, day, toward)),
        [one, other] => nearest_of_month(one, other, today, toward),
        [one, other, year] => {
            month_day(one, other).and_then(|(month, day)| Date::new(year.parse().ok()?, month, day).ok())
        }
        _ => None,
    }
}

/// A day in words: `Friday 3 April 2026`.
pub fn day_in_words(day: Date) -> String {
    let month = MONTHS.get(usize::from(day.month().unsigned_abs()).saturating_sub(1)).copied().unwrap_or_default();
    format!("{} {} {month} {}", weekday_name(day.weekday()), day.day(), day.year())
}

fn later(from: Date, days: i64) -> Option<Date> {
    let span: Span = 0.days().try_days(days).ok()?;
    from.checked_add(span).ok()
}

fn days(number: &str, unit: &str) -> Option<i64> {
    let number: i64 = match number {
        "a" => 1,
        number => match NUMBERS.iter().position(|name| *name == number) {
            Some(at) => i64::try_from(at + 1).ok()?,
            None => number.parse().ok()?,
        },
    };
    let each = match unit {
        "day" | "days" => 1,
        "week" | "weeks" => 7,
        _ => return None,
    };
    let days = number.checked_mul(each)?;
    (0..=MOST_DAYS).contains(&days).then_some(days)
}

/// The nearest such day that is not today.
fn nearest(today: Date, day: Weekday, toward: Toward) -> Option<Date> {
    let (from, to) = match toward {
        Toward::Ahead => (1, 7),
        Toward::Behind => (-7, -1),
    };
    (from..=to).filter_map(|days| later(today, days)).find(|date| date.weekday() == day)
}

/// The nearest such day of a year, today among them.
fn nearest_of_month(one: &str, other: &str, today: Date, toward: Toward) -> Option<Date> {
    let (month, day) = month_day(one, other)?;
    let of_year = |year: i16| Date::new(year, month, day).ok();
    match toward {
        Toward::Ahead => (today.year()..=today.year() + 4).filter_map(of_year).find(|date| *date >= today),
        Toward::Behind => (today.year() - 4..=today.year()).rev().filter_map(of_year).find(|date| *date <= today),
    }
}

/// A month and a day of it, in either order: `3 nov`, `march 31st`.
fn month_day(one: &str, other: &str) -> Option<(i8, i8)> {
    let of = |name: &str, number: &str| {
        let digits = number.trim_end_matches(|c: char| c == '.' || c.is_ascii_alphabetic());
        Some((month(name.trim_end_matches('.'))?, digits.parse().ok()?))
    };
    of(one, other).or_else(|| of(other, one))
}

fn month(name: &str) -> Option<i8> {
    let known = |full: &str| full.to_lowercase().starts_with(name);
    let at = if name.chars().count() < 3 { None } else { MONTHS.iter().position(|full| known(full)) };
    at.and_then(|at| i8::try_from(at + 1).ok())
}

fn weekday(name: &str) -> Option<Weekday> {
    if name.chars().count() < 3 {
        return None;
    }
    WEEK.into_iter().find(|day| {
        let full = weekday_name(*day).to_lowercase();
        full == name || full.get(..3) == Some(name)
    })
}

const WEEK: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
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
}
