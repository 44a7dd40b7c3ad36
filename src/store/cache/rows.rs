//! The list cache as text: one line a row, fields parted by tabs, after a line with the form and the checksum of the rest.

use std::fmt::Write as _;
use std::str::Split;
use std::sync::Arc;

use super::super::files::Stamp;
use super::super::frame::Head;
use super::super::id::{SessionId, hex};
use super::super::session_io::digest;
use super::{Entry, Known, Rows};
use crate::session::facts::{Lock, Said};
use crate::session::saved::Status;

/// A cache of any other form is made anew.
const FIRST_LINE: &str = "stepback list 2";
/// The fields of one row.
type Fields<'a> = Split<'a, char>;

/// The text of these rows. A row that cannot stand in a line is left out, and its file read each time.
pub(super) fn text(rows: &Rows) -> String {
    let mut text = String::with_capacity(rows.len() * 300);
    for entry in rows.values() {
        let (known, form) = match entry.known {
            Known::Good => ("good", 0),
            Known::ChangedByHand => ("changed", 0),
            Known::Newer(form) => ("newer", form),
        };
        let (head, stamp) = (&entry.head, &entry.stamp);
        let (person, copy) = (head.person.as_deref().unwrap_or(""), head.guide_copy.as_deref().unwrap_or(""));
        let fields = [entry.name.as_str(), &head.guide, &head.step, person, copy];
        if fields.iter().any(|field| field.contains(['\t', '\n', '\r'])) {
            continue;
        }
        let _ = writeln!(
            text,
            "{}\t{}\t{}\t{}\t{}\t{}\t{known}\t{form}\t{}\t{}\t{}\t{}\t{}\t{person}\t{copy}\t{}",
            entry.name,
            stamp.len,
            stamp.modified,
            stamp.touched,
            entry.id,
            entry.revision,
            head.guide,
            word(head.status),
            head.started,
            head.updated,
            head.step,
            entry.said.as_ref().map(said_text).unwrap_or_default(),
        );
    }
    format!("{FIRST_LINE} {}\n{text}", hex(&digest(text.as_bytes())))
}

/// The rows of this text; `None` unless all of it is as it was written.
pub(super) fn read(text: &str) -> Option<Rows> {
    let (first, rows) = text.split_once('\n')?;
    let sum = first.strip_prefix(FIRST_LINE)?.strip_prefix(' ')?;
    if sum != hex(&digest(rows.as_bytes())) {
        return None;
    }
    rows.lines().map(|row| entry(row).map(|entry| (entry.name.clone(), Arc::new(entry)))).collect()
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Open => "open",
        Status::Waiting => "waiting",
        Status::Finished => "finished",
    }
}

fn entry(row: &str) -> Option<Entry> {
    let mut fields = row.split('\t');
    let next = &mut fields;
    let filled = |field: &str| (!field.is_empty()).then(|| field.to_owned());
    let name = next.next()?.to_owned();
    let stamp = Stamp { len: number(next)?, modified: number(next)?, touched: number(next)? };
    let id = SessionId::parse(next.next()?)?;
    let revision = number(next)?;
    let known = match (next.next()?, number(next)?) {
        ("good", 0) => Known::Good,
        ("changed", 0) => Known::ChangedByHand,
        ("newer", form) => Known::Newer(form),
        _ => return None,
    };
    let head = Head {
        guide: next.next()?.to_owned(),
        status: status(next.next()?)?,
        started: number(next)?,
        updated: number(next)?,
        step: next.next()?.to_owned(),
        person: filled(next.next()?),
        guide_copy: filled(next.next()?),
    };
    let said = match next.next()? {
        "" => None,
        highest => Some(said(highest.parse().ok()?, next, &id, &head)?),
    };
    Some(Entry { name, stamp, id, revision, head, known, said })
}

fn number<T: std::str::FromStr>(fields: &mut Fields) -> Option<T> {
    fields.next()?.parse().ok()
}

fn status(field: &str) -> Option<Status> {
    [Status::Open, Status::Waiting, Status::Finished].into_iter().find(|status| word(*status) == field)
}

/// A lock for good, among the days that others last until.
const FOR_GOOD: &str = "good";
const NAMES: char = 'n';
const RATED: char = 'r';

/// What it says, but for what its head says already.
fn said_text(said: &Said) -> String {
    let finished = said.finished.map(|at| at.to_string()).unwrap_or_default();
    let until = |lock: Lock| lock.until.map_or(FOR_GOOD.to_owned(), |until| until.to_string());
    let lock = said.lock.map(until).unwrap_or_default();
    let messages: Vec<String> = said.messages.iter().map(i64::to_string).collect();
    let marks: String =
        [(said.names, NAMES), (said.rated, RATED)].iter().filter(|(is, _)| *is).map(|(_, c)| *c).collect();
    format!("{}\t{finished}\t{lock}\t{}\t{marks}", said.highest, messages.join(","))
}

/// What the row of a session with this head says from its `highest` time on.
fn said(highest: i64, fields: &mut Fields, id: &SessionId, head: &Head) -> Option<Said> {
    let finished = match fields.next()? {
        "" => None,
        at => Some(at.parse().ok()?),
    };
    let lock = match fields.next()? {
        "" => None,
        FOR_GOOD => Some(Lock { until: None }),
        until => Some(Lock { until: Some(until.parse().ok()?) }),
    };
    let messages = fields.next()?.split(',').filter(|at| !at.is_empty()).map(|at| at.parse().ok());
    let messages = messages.collect::<Option<Vec<i64>>>()?;
    let marks = fields.next()?;
    let person = head.person.clone().unwrap_or_else(|| id.as_str().to_owned());
    let (names, rated) = (marks.contains(NAMES), marks.contains(RATED));
    Some(Said { person, updated: head.updated, highest, finished, lock, messages, names, rated })
}
