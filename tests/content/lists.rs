//! Sources and help lines: complete, honest about what was checked, and there for every country they name.

use std::collections::BTreeSet;

use jiff::civil::date;
use stepback::library::{lines, sources};

use crate::shipped::{all, base, text};

fn table(name: &str) -> toml::Table {
    text(name).parse().expect(name)
}

fn rows<'t>(table: &'t toml::Table, key: &str) -> Vec<&'t toml::Table> {
    table[key].as_array().expect(key).iter().map(|row| row.as_table().expect("a table")).collect()
}

fn word<'t>(row: &'t toml::Table, key: &str) -> &'t str {
    row.get(key).and_then(toml::Value::as_str).unwrap_or_default()
}

#[test]
fn the_program_reads_both_files_and_finds_nothing_wrong() {
    let (lines, faults) = lines::read(&text("helplines.toml"), Some(date(2026, 11, 23)));
    assert_eq!(faults, Vec::new());
    assert!(lines.is_some_and(|lines| lines.country(Some("GB")).is_some_and(|country| country.code == "UK")));
    let (sources, faults) = sources::read(&text("sources.toml"));
    assert_eq!(faults, Vec::new());
    assert!(sources.is_some_and(|sources| sources.contains_key("ours")));
}

#[test]
fn every_step_names_a_source_that_exists() {
    let sources = table("sources.toml");
    let known: BTreeSet<&str> = rows(&sources, "source").iter().map(|row| word(row, "id")).collect();
    for shipped in all() {
        for step in &shipped.guide.steps {
            let own = |id: &String| known.contains(id.as_str()) || shipped.guide.sources.contains_key(id);
            assert!(!step.sources.is_empty(), "{}: `{}` names no source", shipped.name, step.id);
            assert!(step.sources.iter().all(own), "{}: `{}` names an unknown source", shipped.name, step.id);
        }
    }
}

#[test]
fn every_source_says_how_well_it_is_supported_and_whether_it_was_read() {
    for row in rows(&table("sources.toml"), "source") {
        let id = word(row, "id");
        assert!(["tested", "some_evidence", "practitioners", "ours"].contains(&word(row, "strength")), "{id}");
        assert!(row.get("verified").is_some_and(toml::Value::is_bool), "{id}");
        assert!(!word(row, "title").is_empty() && !word(row, "says").is_empty(), "{id}");
    }
}

/// What is known only at second hand says so, and what experts say is not called evidence.
#[test]
fn no_source_is_made_stronger_than_it_is() {
    let sources = table("sources.toml");
    let rows = rows(&sources, "source");
    let of = |id: &str| *rows.iter().find(|row| word(row, "id") == id).unwrap_or_else(|| panic!("no source `{id}`"));
    for id in [
        "gordon",
        "hartstein",
        "grohol",
        "gottman-startup",
        "gottman-pause",
        "nvc",
        "space-silence",
        "suds",
        "speaker-listener",
    ] {
        assert_eq!(word(of(id), "strength"), "practitioners", "{id}");
        assert_eq!(of(id)["verified"].as_bool(), Some(false), "{id}");
    }
    for id in [
        "schrodt-2014",
        "savitsky-2011",
        "gilovich-1998",
        "bradbury-1990",
        "kross-2005",
        "kruger-2005",
        "kumar-epley-2021",
        "gordon-chen-2014",
        "rodriguez",
    ] {
        assert_eq!(word(of(id), "strength"), "some_evidence", "{id}");
        assert_eq!(of(id)["verified"].as_bool(), Some(false), "{id}");
    }
    assert_eq!(word(of("ours"), "strength"), "ours");
}

#[test]
fn every_help_line_is_whole_and_says_that_nobody_has_checked_it() {
    let lines = table("helplines.toml");
    for row in rows(&lines, "line") {
        let name = word(row, "name");
        for key in ["country", "kind", "name", "number", "hours", "languages", "for", "source"] {
            assert!(!word(row, key).is_empty(), "{name}: no `{key}`");
        }
        let read = row["verified_on"].as_datetime().unwrap_or_else(|| panic!("{name}: no day"));
        assert_eq!(read.date.map(|day| (day.year, day.month)), Some((2026, 11)), "{name}");
        assert_eq!(row["verified"].as_bool(), Some(false), "{name}");
    }
    assert!(word(&lines, "otherwise").contains("emergency number"));
}

#[track_caller]
fn has_line(country: &str, kind: &str) {
    let lines = table("helplines.toml");
    let found = rows(&lines, "line").iter().any(|row| word(row, "country") == country && word(row, "kind") == kind);
    assert!(found, "{country} has no line of the kind {kind}");
}

#[test]
fn every_country_has_somebody_to_call() {
    let lines = table("helplines.toml");
    let countries: Vec<&str> = rows(&lines, "country").iter().map(|row| word(row, "code")).collect();
    for wanted in ["US", "UK", "IE", "CA", "AU", "NZ", "DE", "FR", "ES", "IN", "EU", "other"] {
        assert!(countries.contains(&wanted), "{wanted}");
    }
    assert_eq!(countries.last(), Some(&"other"));
    for country in countries {
        has_line(country, "emergency");
        has_line(country, "crisis");
        has_line(country, "abuse");
    }
}

#[track_caller]
fn somebody_for(whom: &str, country: &str) {
    let lines = table("helplines.toml");
    let found =
        rows(&lines, "line").iter().any(|row| word(row, "country") == country && word(row, "for").contains(whom));
    assert!(found, "{country} has no line for {whom}");
}

#[test]
fn lines_are_there_for_those_who_are_often_forgotten() {
    for country in ["UK", "IE", "AU", "DE"] {
        somebody_for("men ", country);
    }
    somebody_for("LGBT+", "UK");
    somebody_for("LGBT+", "other");
    somebody_for("young people", "US");
    has_line("UK", "behaviour");
    has_line("NZ", "behaviour");
    has_line("other", "directory");
}

/// Numbers that public pages still show although they are dead or wrong.
#[test]
fn no_dead_number_is_shipped() {
    let lines = table("helplines.toml");
    for dead in ["1-800-273-8255", "08457 90 90 90", "1850 60 90 90", "08000 116 016"] {
        assert!(rows(&lines, "line").iter().all(|row| word(row, "number") != dead), "{dead}");
    }
}

#[test]
fn steps_ask_for_kinds_of_lines_that_exist() {
    let lines = table("helplines.toml");
    let kinds: BTreeSet<&str> = rows(&lines, "line").iter().map(|row| word(row, "kind")).collect();
    for shipped in all() {
        for step in &shipped.guide.steps {
            let known = step.lines.iter().all(|kind| kinds.contains(kind.as_str()));
            assert!(known, "{}: `{}` asks for lines of an unknown kind", shipped.name, base(step));
        }
    }
}
