//! `stepback list`: the sessions, unfinished ones first.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;
use std::process::ExitCode;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::content::Content;
use super::search::Search;
use super::{Fault, Outcome, Shell};
use crate::guide::Guide;
use crate::run::clock;
use crate::session::Place;
use crate::session::saved::Status;
use crate::store::{Known, Listing, Row};
use crate::text::visible::visible;
use crate::tool::template;

/// Lists the sessions.
pub fn list(shell: &mut Shell, out: &mut dyn Write, json: bool, search: Option<&str>) -> Outcome {
    // What is said about the key does not belong into JSON.
    let store = shell.store(&mut std::io::stderr())?;
    let listing = match &store {
        Some(store) => store.list().map_err(|fault| Fault::said(format!("{fault}. {}", fault.mend())))?,
        None => Listing::default(),
    };
    let search = search.map(Search::new);
    let found = |row: &&&Row| match (&search, &store) {
        (Some(search), Some(store)) => store.load_row(row).into_saved().is_some_and(|saved| search.finds(&saved)),
        (Some(_) | None, _) => true,
    };
    let rows = ordered(&listing);
    let rows = rows.iter().filter(found);
    if json {
        let rows: Vec<Value> = rows.map(|row| object(row)).collect();
        writeln!(out, "{}", crate::export::json::escaped(&format!("{:#}", Value::Array(rows))))?;
        // They have no id and no guide to be an object with, and whoever reads the array is to know that there is more.
        unreadable(&listing, &mut std::io::stderr())?;
    } else {
        let mut titles = Titles { content: Content::open(shell)?, guides: BTreeMap::new() };
        let mut any = false;
        for row in rows {
            writeln!(out, "{}", line(row, &titles.of(row)))?;
            out.flush()?;
            any = true;
        }
        if search.is_some() && !any {
            writeln!(out, "No session that can be read has these words.")?;
        }
        if listing.rows.is_empty() && listing.unreadable.is_empty() {
            writeln!(out, "Nothing is saved yet. `stepback` begins.")?;
        }
        unreadable(&listing, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Names what is there and cannot be listed.
fn unreadable(listing: &Listing, out: &mut dyn Write) -> std::io::Result<()> {
    for file in &listing.unreadable {
        writeln!(out, "{} cannot be read: {}. It was left as it is.", visible(&file.name), file.why)?;
    }
    Ok(())
}

/// Unfinished ones first, each kind by when it was changed last.
pub fn ordered(listing: &Listing) -> Vec<&Row> {
    let mut rows: Vec<&Row> = listing.rows.iter().collect();
    rows.sort_by_key(|row| row.head.status == Status::Finished);
    rows
}

/// What guides and their parts are called. Each guide is read once.
struct Titles {
    content: Content,
    guides: BTreeMap<String, Option<Guide>>,
}

impl Titles {
    /// The guide of a session and the part of it one stands in; their ids where the guide cannot be read, or has no such
    /// step.
    fn of(&mut self, row: &Row) -> String {
        let (id, at) = (&row.head.guide, Place::from(row.head.step.clone()));
        let read = || self.content.library().guide(id).and_then(Result::ok).map(|loaded| loaded.guide);
        let guide = self.guides.entry(id.clone()).or_insert_with(read).as_ref();
        let stage = guide.and_then(|guide| guide.stage_of(guide.step(&at.step)?));
        let title = guide.map_or_else(|| id.clone(), |guide| guide.title.clone());
        match stage {
            Some(stage) => format!("{title}: {}", template(&stage.title)),
            None => format!("{title}, at {}", row.head.step),
        }
    }
}

fn line(row: &Row, title: &str) -> String {
    let day = clock::day_of(row.head.updated);
    let mut remarks = String::new();
    if row.versions.len() > 1 {
        let _ = write!(remarks, "  {} versions", row.versions.len());
    }
    match row.versions.first().map(|version| version.known) {
        Some(Known::ChangedByHand) => remarks.push_str("  changed outside stepback"),
        Some(Known::Newer(_)) => remarks.push_str("  from a later version"),
        Some(Known::Good) | None => {}
    }
    let status = crate::export::json::status(row.head.status);
    format!("{}  {status:<8}  {day}  {}{remarks}", row.id.short(), visible(title))
}

fn object(row: &Row) -> Value {
    let time = |seconds: i64| Timestamp::from_second(seconds).map(|time| time.to_string()).unwrap_or_default();
    json!({
        "id": row.id.as_str(),
        "guide": row.head.guide,
        "status": crate::export::json::status(row.head.status),
        "started": time(row.head.started),
        "updated": time(row.head.updated),
        "step": row.head.step,
        "versions": row.versions.len(),
    })
}
