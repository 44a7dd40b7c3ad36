//! `helplines.toml`: whom to call, by country and kind.
//!
//! A wrong number is worse than none, so every entry says where it was looked up and when. Checked content may not
//! hold entries older than half a year; a running program shows them all the same, with their day.

use jiff::ToSpan as _;
use jiff::civil::Date;
use toml::Spanned;
use toml::de::DeTable;

use crate::fault::table::{Str, Table};
use crate::fault::{Fault, Faults, Severity, did_you_mean, short, source, stray};
use crate::guide::read::format;
use crate::screen::block::HelpLine;
use crate::screen::lines::{Country, HelpLines};

/// Kinds of lines, most urgent first.
pub const KINDS: [&str; 6] = ["emergency", "crisis", "abuse", "behaviour", "young", "directory"];

/// Days after which an entry has to be looked up again (evidence, S17).
const OLDEST: i64 = 180;

/// What an entry says where something is not known; then nothing is shown.
const NOT_KNOWN: &str = "not known";

/// Reads the file. With a `today`, entries that are too old are errors. `None` if there are errors.
pub fn read(text: &str, today: Option<Date>) -> (Option<HelpLines>, Vec<Fault>) {
    let (root, syntax) = source::parse(text);
    if syntax.is_empty() {
        return walked(&root, today);
    }
    (None, stray::beside(text, syntax, |_, root| walked(root, today).1))
}

fn walked(root: &Spanned<DeTable<'_>>, today: Option<Date>) -> (Option<HelpLines>, Vec<Fault>) {
    let faults = Faults::default();
    let table = Table::root(root, "this file", &faults);
    format(&table);
    let mut lines = HelpLines {
        otherwise: table.need_str("otherwise").map(|text| text.value).unwrap_or_default(),
        countries: countries(&table),
    };
    for entry in table.need_tables("line", "a help line") {
        line(&entry, today, &mut lines);
        entry.done();
    }
    table.done();
    let faults = faults.into_sorted();
    let sound = faults.iter().all(|fault| fault.severity != Severity::Error);
    (sound.then_some(lines), faults)
}

fn countries(table: &Table<'_>) -> Vec<Country> {
    let mut countries: Vec<Country> = Vec::new();
    let mut last = None;
    for country in table.need_tables("country", "a country") {
        let (code, name) = (country.need_str("code"), country.need_str("name"));
        let names = country.strs("names");
        country.done();
        for called in names.iter().chain(&name) {
            if countries.iter().any(|known| known.is_called(&called.value)) {
                let what = format!("two countries are called `{}`", short(&called.value));
                let fault = Fault::error("duplicate-name", called.span.clone(), what);
                table.faults().push(fault.mend("keep the name with one of them"));
            }
        }
        let (Some(code), Some(name)) = (code, name) else { continue };
        if countries.iter().any(|known| known.code.eq_ignore_ascii_case(&code.value)) {
            let what = format!("two countries have the code `{}`", short(&code.value));
            let fault = Fault::error("duplicate-id", code.span.clone(), what);
            table.faults().push(fault.mend("take one of them out"));
        }
        let names = names.into_iter().map(|name| name.value).collect();
        countries.push(Country { code: code.value.clone(), name: name.value, names, lines: Vec::new() });
        last = Some(code);
    }
    if let Some(last) = last.filter(|last| last.value != "other") {
        let fault = Fault::error(
            "no-other-country",
            last.span,
            "the last country has to be `other`: lines for everywhere else",
        );
        table.faults().push(fault.mend("add [[country]] with code = \"other\" behind it"));
    }
    countries
}

fn line(table: &Table<'_>, today: Option<Date>, lines: &mut HelpLines) {
    let (country, kind) = (table.need_str("country"), table.need_str("kind"));
    let need = |key: &'static str| table.need_str(key).map(|text| text.value).unwrap_or_default();
    let (name, number, hours, languages, whom) =
        (need("name"), need("number"), need("hours"), need("languages"), need("for"));
    need("source");
    let also = table.str("also").map(|text| text.value);
    let when = looked_up(table, today);
    if !table.has("verified") {
        table.missing("verified");
    }
    let verified = table.flag("verified");
    if let Some(kind) = kind.as_ref().filter(|kind| !KINDS.contains(&kind.value.as_str())) {
        let what = format!("there is no kind of help line called `{}`", short(&kind.value));
        let mend = did_you_mean(&kind.value, KINDS);
        table.faults().push(Fault::error("unknown-kind", kind.span.clone(), what).mend_if(mend));
    }
    let (Some(country), Some(kind)) = (country, kind) else { return };
    let about = about(&whom, also.as_deref(), &hours, &languages);
    let checked = match (verified, when) {
        (true, Some(when)) => format!("Checked {when}."),
        (false, Some(when)) => format!("Not verified; looked up {when}."),
        (true | false, None) => "Not verified.".to_owned(),
    };
    place(table, &country, kind.value, HelpLine { name, number, about, checked }, lines);
}

fn place(table: &Table<'_>, country: &Str, kind: String, line: HelpLine, lines: &mut HelpLines) {
    if let Some(known) = lines.countries.iter_mut().find(|known| known.code == country.value) {
        known.lines.push((kind, line));
        return;
    }
    let what = format!("no country has the code `{}`", short(&country.value));
    let mend = did_you_mean(&country.value, lines.countries.iter().map(|country| country.code.as_str()));
    table.faults().push(Fault::error("unknown-country", country.span.clone(), what).mend_if(mend));
}

fn looked_up(table: &Table<'_>, today: Option<Date>) -> Option<Date> {
    if !table.has("verified_on") {
        table.missing("verified_on");
    }
    let when = table.date("verified_on")?;
    let Some(today) = today else { return Some(when.value) };
    let oldest = today.saturating_sub(OLDEST.days());
    if when.value < oldest {
        let what = format!("this entry was last looked up more than {OLDEST} days ago");
        let fault = Fault::error("old-line", when.span, what);
        table.faults().push(fault.mend("look it up on the service's own page, and write the day here"));
    } else if when.value > today.saturating_add(1.day()) {
        table
            .faults()
            .push(Fault::error("old-line", when.span, "this day lies ahead").mend("write the day it was looked up"));
    }
    Some(when.value)
}

/// For whom, how else, when, in which languages: one line, without what is not known.
fn about(whom: &str, also: Option<&str>, hours: &str, languages: &str) -> String {
    let parts = [Some(whom), also, Some(hours), Some(languages)];
    let known = parts
        .into_iter()
        .flatten()
        .map(|part| part.trim().trim_end_matches('.'))
        .filter(|part| !part.is_empty() && *part != NOT_KNOWN);
    let sentences: Vec<String> = known.map(sentence).collect();
    sentences.join(" ")
}

fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::place::place;

    const HEAD: &str = "format = 1\notherwise = \"O.\"\n[[country]]\ncode = \"US\"\nname = \"U\"\n[[country]]\ncode = \"other\"\nname = \"E\"\n[[line]]\n";
    const LINE: &str = "country = \"US\"\nkind = \"crisis\"\nname = \"N\"\nnumber = \"988\"\nalso = \"text 988\"\nhours = \"not known\"\nlanguages = \"English\"\nfor = \"anybody\"\nsource = \"s\"\nverified_on = 2026-06-01\nverified = false\n";

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check(source: &str, today: &str, expected: &[&str]) {
        let (lines, faults) = read(source, Some(day(today)));
        let at = |fault: &Fault| format!("{} {}", fault.code, place(source, fault.span.start).line);
        assert_eq!(faults.iter().map(at).collect::<Vec<_>>(), expected, "{faults:#?}");
        assert_eq!(lines.is_some(), expected.is_empty());
    }

    #[test]
    fn entries_age() {
        let source = format!("{HEAD}{LINE}");
        check(&source, "2026-06-01", &[]);
        check(&source, "2026-11-28", &[]);
        check(&source, "2026-11-29", &["old-line 19"]);
        check(&source, "2026-05-01", &["old-line 19"]);
        assert!(read(&source, None).0.is_some());
    }

    #[test]
    fn faults_of_entries() {
        let with = |from: &str, to: &str| format!("{HEAD}{LINE}").replace(from, to);
        check(&with("verified_on = 2026-06-01\n", ""), "2026-06-01", &["missing-key 9"]);
        check(&with("kind = \"crisis\"", "kind = \"crysis\""), "2026-06-01", &["unknown-kind 11"]);
        check(&with("country = \"US\"", "country = \"UX\""), "2026-06-01", &["unknown-country 10"]);
        check(&with("code = \"other\"", "code = \"US\""), "2026-06-01", &["duplicate-id 7", "no-other-country 7"]);
        check(&with("name = \"E\"", "name = \"E\"\nnames = [\"Else\", \"u\"]"), "2026-06-01", &["duplicate-name 9"]);
        check(&with("name = \"E\"", "name = \"E\"\nnames = [1]"), "2026-06-01", &["wrong-type 9"]);
        check(&with("number", "numbr"), "2026-06-01", &["missing-key 9", "unknown-key 13"]);
        check("", "2026-06-01", &["missing-key 1", "missing-key 1", "missing-key 1", "missing-key 1"]);
    }

    #[test]
    fn a_line_says_what_is_known() {
        let lines = read(&format!("{HEAD}{LINE}"), None).0.unwrap();
        let (kind, line) = &lines.countries[0].lines[0];
        assert_eq!(kind, "crisis");
        assert_eq!(line.about, "Anybody. Text 988. English.");
        assert_eq!(line.checked, "Not verified; looked up 2026-06-01.");
        let verified = format!("{HEAD}{LINE}").replace("verified = false", "verified = true");
        assert_eq!(read(&verified, None).0.unwrap().countries[0].lines[0].1.checked, "Checked 2026-06-01.");
    }
}
