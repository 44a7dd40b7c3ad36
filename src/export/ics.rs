//! Calendar entries (RFC 5545) for the days that lie ahead, with a title that says nothing.

use std::fmt::Write as _;

use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use super::Walk;
use crate::prompt::Answer;
use crate::session::State;

/// How long a line may be, in bytes, without its line break (RFC 5545, 3.1).
const LINE: usize = 75;

/// The days of a session, each as one entry of a whole day called `title`; `None` if there is no day to write down.
///
/// Days answered to a `date` step and the end of a pause that was asked for count, if they do not lie before the
/// day the session was begun: those are looked back at, not forward to.
pub fn write(walk: &Walk, title: &str) -> Option<String> {
    let days: Vec<(&str, Date)> = walk
        .answers
        .iter()
        .filter(|answer| matches!(answer.status, State::Given | State::Draft))
        .filter_map(|answer| Some((answer.step.as_str(), day(answer.answer.as_ref()?)?)))
        .filter(|(_, day)| *day >= walk.begun)
        .collect();
    if days.is_empty() {
        return None;
    }
    let stamp =
        Timestamp::from_second(walk.seconds).unwrap_or(Timestamp::UNIX_EPOCH).strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut lines = vec!["BEGIN:VCALENDAR".to_owned(), "VERSION:2.0".to_owned(), "PRODID:-//stepback//EN".to_owned()];
    for (step, day) in days {
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}", name(&walk.id, step)),
            format!("DTSTAMP:{stamp}"),
            format!("DTSTART;VALUE=DATE:{}", day.strftime("%Y%m%d")),
            format!("SUMMARY:{}", escape(title)),
            "TRANSP:TRANSPARENT".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    Some(lines.iter().map(|line| fold(line)).collect())
}

fn day(answer: &Answer) -> Option<Date> {
    match answer {
        Answer::Day(day) => Some(*day),
        Answer::Gate { until, .. } => *until,
        Answer::Seen
        | Answer::One(_)
        | Answer::Many(_)
        | Answer::Number(_)
        | Answer::Text(_)
        | Answer::Items(_)
        | Answer::Composed { .. }
        | Answer::Person(_) => None,
    }
}

/// The same name for the same day of the same session, so that a second import replaces the first. It tells
/// neither the session's id nor the step's.
fn name(session: &str, step: &str) -> String {
    let digest = Sha256::digest(format!("{session}/{step}"));
    digest.iter().take(16).fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// A TEXT value (RFC 5545, 3.3.11).
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

/// The line with its break, folded so that no piece is longer than 75 bytes and no character is cut.
fn fold(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + 8);
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::{exported, walk};
    use super::*;
    use crate::export::Walk;

    fn with_days(days: &[Date]) -> Walk {
        walk(days.iter().map(|day| exported("date", Some(Answer::Day(*day)), "a day")).collect())
    }

    #[test]
    fn only_days_ahead_become_entries() {
        let past = jiff::civil::date(2026, 11, 1);
        let ahead = jiff::civil::date(2026, 12, 1);
        assert_eq!(write(&with_days(&[past]), "Look again"), None);
        let calendar = write(&with_days(&[past, ahead]), "Look again").expect("one day");
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 1);
        assert!(calendar.contains("\r\nDTSTART;VALUE=DATE:20261201\r\n"));
        assert!(calendar.contains("\r\nSUMMARY:Look again\r\n"));
        assert!(calendar.contains("\r\nDTSTAMP:20261118T"), "{calendar}");
        assert!(!calendar.contains("0123456789abcdef0123456789abcdef"), "the session's id stays out");
    }

    #[test]
    fn an_answer_that_is_not_on_the_way_has_no_entry() {
        let mut walk = with_days(&[jiff::civil::date(2026, 12, 1)]);
        walk.answers[0].status = State::Inactive;
        assert_eq!(write(&walk, "Look again"), None);
    }

    #[test]
    fn text_is_escaped() {
        assert_eq!(escape("a;b,c\\d\ne\u{1b}\r"), "a\\;b\\,c\\\\d\\ne");
    }

    #[track_caller]
    fn check_fold(line: &str) {
        let folded = fold(line);
        let pieces: Vec<&str> = folded.strip_suffix("\r\n").expect("a line break").split("\r\n").collect();
        assert!(pieces.iter().all(|piece| piece.len() <= LINE), "{folded}");
        let mut unfolded = pieces[0].to_owned();
        for piece in &pieces[1..] {
            unfolded.push_str(piece.strip_prefix(' ').expect("a blank after a fold"));
        }
        assert_eq!(unfolded, line);
    }

    #[test]
    fn long_lines_are_folded_at_75_bytes_between_characters() {
        check_fold("");
        check_fold(&"x".repeat(75));
        check_fold(&"x".repeat(76));
        check_fold(&"x".repeat(400));
        check_fold(&format!("{}{}", "x".repeat(74), "é漢🙂".repeat(40)));
        assert_eq!(fold(&"x".repeat(76)), format!("{}\r\n x\r\n", "x".repeat(75)));
    }
}
