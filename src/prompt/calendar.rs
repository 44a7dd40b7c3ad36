//! Days as people write and read them: "tomorrow", "in 3 days", "Friday"; "Friday 3 April 2026".

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

/// Which way a bare weekday or a bare number of days points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toward {
    /// The coming week: "Friday" is the next one.
    Ahead,
    /// The week that was: "Friday" is the last one.
    Behind,
}

/// How many days at most "in N days" may say: about a hundred years.
const MOST_DAYS: i64 = 36_525;

/// No day takes more words than this.
const MOST_WORDS: usize = 10;

/// Reads a day; `None` if these words are not one, or can be taken for two.
///
/// Understood are `2026-03-31`, `31 March 2026`, `today`, `tomorrow`, `yesterday`, `in 3 days` (weeks, months and years, too), `3 days ago`
/// (or `three`), `9 days` alone (ago, or from now on), `last week`, the part of a day behind any of these, `since` before, and names: a weekday, a day and a month (`3 Nov`,
/// `March 31`, `20/11`, `20.11.`), or a day of a month (`the 20th`), means the nearest such day after (or before) today.
pub fn read_day(words: &str, today: Date, toward: Toward) -> Option<Date> {
    let words = words.trim().to_lowercase();
    if let Ok(day) = words.parse() {
        return Some(day);
    }
    let words: Vec<&str> = words.split_whitespace().map(|word| word.trim_end_matches(',')).collect();
    if words.len() > MOST_WORDS {
        return None;
    }
    let since = words.strip_prefix(&["since"]);
    read(since.unwrap_or(&words), today, if since.is_some() { Toward::Behind } else { toward })
}

fn read(words: &[&str], today: Date, toward: Toward) -> Option<Date> {
    from_today(words, today).or_else(|| match words {
        [day @ .., "morning" | "afternoon" | "evening" | "night"] => read(day, today, toward),
        ["next" | "on", name] if weekday(name).is_some() => {
            weekday(name).and_then(|day| nearest(today, day, Toward::Ahead))
        }
        ["last", name] => weekday(name).and_then(|day| nearest(today, day, Toward::Behind)),
        ["on" | "the", day @ ..] => read(day, today, toward),
        ["for", number, unit] | [number, unit] if span(number, unit).is_some() => {
            away(span(number, unit)?, today, toward)
        }
        [name] => weekday(name)
            .and_then(|day| nearest(today, day, toward))
            .or_else(|| in_figures(name, today, toward))
            .or_else(|| nearest_day_of_month(name, today, toward)),
        [name, day @ ..] if weekday(name).is_some() => {
            read(day, today, toward).filter(|read| weekday(name) == Some(read.weekday()))
        }
        [one, other] | [one, "of", other] => nearest_of_year(month_day(one, other)?, today, toward),
        [one, other, year] | [one, "of", other, year] => {
            month_day(one, other).and_then(|(month, day)| Date::new(year.parse().ok()?, month, day).ok())
        }
        _ => None,
    })
}

/// A day told by how far it is from today.
fn from_today(words: &[&str], today: Date) -> Option<Date> {
    match words {
        ["today" | "tonight"] | ["this", "morning" | "afternoon" | "evening"] => Some(today),
        ["tomorrow"] => later(today, 1),
        ["yesterday"] | ["last", "night"] => later(today, -1),
        ["day", "after", "tomorrow"] => later(today, 2),
        ["day", "before", "yesterday"] => later(today, -2),
        ["in", number, unit] => away(span(number, unit)?, today, Toward::Ahead),
        [number, unit, "ago"] => away(span(number, unit)?, today, Toward::Behind),
        ["next", unit @ ("week" | "month" | "year")] => away(span("a", unit)?, today, Toward::Ahead),
        ["last", unit @ ("week" | "month" | "year")] => away(span("a", unit)?, today, Toward::Behind),
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

/// The day so far from today: ago, or from now on.
fn away(span: Span, today: Date, toward: Toward) -> Option<Date> {
    match toward {
        Toward::Ahead => today.checked_add(span).ok(),
        Toward::Behind => today.checked_sub(span).ok(),
    }
}

fn span(number: &str, unit: &str) -> Option<Span> {
    let number: i64 = match number {
        "a" | "an" => 1,
        number => match NUMBERS.iter().position(|name| *name == number) {
            Some(at) => i64::try_from(at + 1).ok()?,
            None => number.parse().ok()?,
        },
    };
    let (span, each) = match unit.trim_end_matches('s') {
        "day" => (0.days().try_days(number), 1),
        "week" => (0.days().try_weeks(number), 7),
        "month" => (0.days().try_months(number), 31),
        "year" => (0.days().try_years(number), 366),
        _ => return None,
    };
    let days = number.checked_mul(each)?;
    span.ok().filter(|_| (0..=MOST_DAYS).contains(&days))
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
fn nearest_of_year((month, day): (i8, i8), today: Date, toward: Toward) -> Option<Date> {
    let of_year = |year: i16| Date::new(year, month, day).ok();
    match toward {
        Toward::Ahead => (today.year()..=today.year() + 4).filter_map(of_year).find(|date| *date >= today),
        Toward::Behind => (today.year() - 4..=today.year()).rev().filter_map(of_year).find(|date| *date <= today),
    }
}

/// The nearest such day of a month, today among them: `20th`.
fn nearest_day_of_month(word: &str, today: Date, toward: Toward) -> Option<Date> {
    let day: i8 = ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending))?.parse().ok()?;
    let of_month = |months: i64| {
        let first = today.first_of_month().checked_add(0.days().try_months(months).ok()?).ok()?;
        Date::new(first.year(), first.month(), day).ok()
    };
    match toward {
        Toward::Ahead => (0..=2).filter_map(of_month).find(|date| *date >= today),
        Toward::Behind => (0..=2).filter_map(|months| of_month(-months)).find(|date| *date <= today),
    }
}

/// A day and a month in figures, with or without a year, where they have one reading: `20/11`, `11/20`, `20.11.`. Behind a dot
/// the month is always the second; with a stroke either may be, so that `4/5` is nobody's day.
fn in_figures(word: &str, today: Date, toward: Toward) -> Option<Date> {
    let dotted = word.contains('.');
    let parts: Vec<&str> = word.trim_end_matches('.').split(if dotted { '.' } else { '/' }).collect();
    let (one, other, year) = match parts.as_slice() {
        [one, other] => (one, other, None),
        [one, other, year] if year.len() == 4 => (one, other, Some(year.parse::<i16>().ok()?)),
        _ => return None,
    };
    let (one, other): (i8, i8) = (one.parse().ok()?, other.parse().ok()?);
    let (month, day) = match (one > 12, other > 12) {
        (true, false) => (other, one),
        (false, true) if !dotted => (one, other),
        (false, false) if dotted || one == other => (other, one),
        (true, true) | (false, true | false) => return None,
    };
    match year {
        Some(year) => Date::new(year, month, day).ok(),
        None => nearest_of_year((month, day), today, toward),
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
mod tests;
