//! `stepback history`: ratings before and after over time, for each person, in words and as a small chart.

use std::collections::HashMap;
use std::io::{self, IsTerminal as _, Write};
use std::process::ExitCode;

use jiff::civil::Date;

use super::content::Content;
use super::{Outcome, Shell, find};
use crate::guide::{Guide, Reference, Step};
use crate::prompt::{Prompt, Say as _};
use crate::run::{clock, known};
use crate::session::facts::Known;
use crate::session::judge::Gates;
use crate::session::words::Bare;
use crate::session::{Place, Saved, Session};
use crate::store::{Listing, Row, Store};
use crate::text::visible::visible;

/// Columns below which a line of the chart would break; the table takes fewer.
const CHART: u16 = 60;

/// One pair of ratings of one session.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Pair {
    /// What was rated.
    name: String,
    day: Date,
    /// When on that day, as `21:05`.
    time: String,
    before: i64,
    after: i64,
    ends: (i64, i64),
}

/// Shows how ratings changed.
pub fn history(shell: &mut Shell, out: &mut dyn Write) -> Outcome {
    let Some(store) = shell.store(&mut io::stderr())? else { return nothing(out) };
    let content = Content::open(shell)?;
    let listing = find::list(Some(&store))?;
    let (people, sessions) = (known::listed(&store, &listing, None), rated(&store, &listing));
    // Signs only where somebody sees them: lines read aloud or piped are words and numbers.
    let wide = crossterm::terminal::size().is_ok_and(|(columns, _)| columns >= CHART);
    let drawn = wide && io::stdout().is_terminal() && shell.surroundings().reason().is_none();
    let mut any = false;
    let mut guides = Guides::default();
    for (name, sessions) in by_person(people, &sessions) {
        let mut of_session = |saved: &&Saved| guides.pairs(&content, &store, saved);
        let pairs: Vec<Pair> = sessions.iter().flat_map(&mut of_session).collect();
        if pairs.is_empty() {
            continue;
        }
        if any {
            writeln!(out)?;
        }
        any = true;
        writeln!(out, "{}", visible(&name))?;
        for line in told(&pairs, drawn) {
            writeln!(out, "  {}", visible(&line))?;
        }
    }
    if any { Ok(ExitCode::SUCCESS) } else { nothing(out) }
}

fn nothing(out: &mut dyn Write) -> Outcome {
    writeln!(out, "There is nothing to compare yet: no session has been rated twice.")?;
    Ok(ExitCode::SUCCESS)
}

/// The sessions in which something was rated, as far as they can be read. Those of which the list knows that nothing was
/// are not read.
fn rated(store: &Store, listing: &Listing) -> Vec<Saved> {
    let said = |row: &Row| row.versions.first().and_then(|newest| newest.said.clone());
    let rows = listing.rows.iter().filter(|row| said(row).is_none_or(|said| said.rated));
    rows.filter_map(|row| store.load_row(row).into_saved()).collect()
}

/// The sessions of each person, oldest first; those about nobody named come last.
fn by_person(people: Vec<Known>, sessions: &[Saved]) -> Vec<(String, Vec<&Saved>)> {
    let mut of: HashMap<&str, Vec<&Saved>> = HashMap::new();
    for saved in sessions {
        of.entry(saved.person.as_deref().unwrap_or(&saved.id)).or_default().push(saved);
    }
    let mut groups: Vec<(String, Vec<&Saved>)> = Vec::new();
    for known in people.into_iter().filter(|known| !known.name.is_empty()) {
        let own = of.remove(known.id.as_str()).unwrap_or_default();
        groups.push((known.name, own));
    }
    groups.push(("Somebody without a name".to_owned(), of.into_values().flatten().collect()));
    for (_, own) in &mut groups {
        own.sort_by_key(|saved| (saved.started, &saved.id));
    }
    groups
}

/// Guides that were read already, by id and digest: many sessions follow one guide, and reading it takes longest.
#[derive(Default)]
struct Guides(HashMap<(String, String), Option<Guide>>);

impl Guides {
    /// The pairs that the guide of a session compares, as far as both were rated. A guide that cannot be read has none.
    fn pairs(&mut self, content: &Content, store: &Store, saved: &Saved) -> Vec<Pair> {
        let mark = (saved.guide.id.clone(), saved.guide.digest.clone());
        let read = || content.of_session(saved, Some(store)).ok().map(|(guide, _)| guide);
        let Some(guide) = self.0.entry(mark).or_insert_with(read) else { return Vec::new() };
        if !guide.steps.iter().any(|step| matches!(step.prompt, Prompt::Recap(_))) {
            return Vec::new();
        }
        let session = Session::resume(guide, saved.clone());
        let way = session.ground(guide, Gates::Cleared).way();
        let walked: Vec<&Step> = way.stops.iter().filter_map(|stop| guide.steps.get(stop.step)).collect();
        of_way(guide, &walked, &session.numbers(guide), &(clock::day_of(saved.started), clock::time_of(saved.started)))
    }
}

/// What the steps on the way compare.
fn of_way(guide: &Guide, walked: &[&Step], levels: &[(Place, i64)], when: &(Date, String)) -> Vec<Pair> {
    let mut found: Vec<Pair> = Vec::new();
    for step in walked {
        let Prompt::Recap(recap) = &step.prompt else { continue };
        for change in &recap.change {
            let (Some(before), Some(after)) = (level(levels, &change.before), level(levels, &change.after)) else {
                continue;
            };
            let (name, ends, (day, time)) = (Bare.say(&change.name), ends(guide, &change.before), when.clone());
            let pair = Pair { name, day, time, before, after, ends };
            // What was said of it last is how it was left.
            match found.iter_mut().find(|known| known.name == pair.name) {
                Some(earlier) => *earlier = pair,
                None => found.push(pair),
            }
        }
    }
    found
}

/// The level rated at a step; of several rounds, the latest.
fn level(levels: &[(Place, i64)], reference: &Reference) -> Option<i64> {
    let mut latest = reference.steps.iter().rev();
    latest.find_map(|id| levels.iter().find(|(place, _)| place.step == *id)).map(|(_, level)| *level)
}

fn ends(guide: &Guide, reference: &Reference) -> (i64, i64) {
    let scale = reference.steps.iter().filter_map(|id| guide.step(id)).find_map(|step| match &step.prompt {
        Prompt::Scale(scale) => Some((scale.min, scale.max)),
        _ => None,
    });
    scale.unwrap_or((0, 10))
}

/// All that is rated, one thing after the other: a line for each time, and a sentence.
fn told(pairs: &[Pair], drawn: bool) -> Vec<String> {
    let mut names: Vec<&str> = Vec::new();
    for pair in pairs {
        if !names.contains(&pair.name.as_str()) {
            names.push(&pair.name);
        }
    }
    let mut lines = Vec::new();
    for name in names {
        let own: Vec<&Pair> = pairs.iter().filter(|pair| pair.name == name).collect();
        lines.push(sentence(name, &own));
        if let (false, Some(first)) = (drawn, own.first()) {
            let (low, high) = first.ends;
            lines.push(format!("  {:<16}  before  after   (from {low} to {high})", "when"));
        }
        lines.extend(own.iter().map(|pair| {
            // Of two on one day it matters which was first.
            let shared = own.iter().filter(|other| other.day == pair.day).count() > 1;
            let when = if shared { format!("{} {}", pair.day, pair.time) } else { pair.day.to_string() };
            format!("  {}", line(pair, &when, drawn))
        }));
    }
    lines
}

fn sentence(name: &str, pairs: &[&Pair]) -> String {
    let times = pairs.len();
    let lower = pairs.iter().filter(|pair| pair.after < pair.before).count();
    let higher = pairs.iter().filter(|pair| pair.after > pair.before).count();
    match (times, lower, higher) {
        (1, 1, _) => format!("{name}: lower afterwards."),
        (1, _, 1) => format!("{name}: higher afterwards."),
        (1, _, _) => format!("{name}: the same afterwards."),
        (_, 0, 0) => format!("{name}: the same afterwards, {times} times."),
        (_, _, 0) => format!("{name}: lower afterwards {lower} of {times} times."),
        (_, 0, _) => format!("{name}: higher afterwards {higher} of {times} times."),
        _ => format!("{name}: of {times} times, lower afterwards {lower}, higher {higher}."),
    }
}

fn line(pair: &Pair, when: &str, drawn: bool) -> String {
    if !drawn {
        return format!("{when:<16}  {:>6}  {:>5}", pair.before, pair.after);
    }
    let words = format!("{} before, {} after", pair.before, pair.after);
    let (low, high) = pair.ends;
    let steps = usize::try_from(high - low).unwrap_or(10).min(40);
    let at = |level: i64| usize::try_from(level - low).unwrap_or(0).min(steps);
    let sign = |step: usize| match (step == at(pair.before), step == at(pair.after)) {
        (_, true) => '●',
        (true, false) => '○',
        (false, false) => '·',
    };
    let chart: String = (0..=steps).map(sign).collect();
    format!("{when}  {low} {chart} {high}  {words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(name: &str, day: i8, before: i64, after: i64) -> Pair {
        let (day, time) = (jiff::civil::date(2026, 11, day), format!("2{before}:05"));
        Pair { name: name.to_owned(), day, time, before, after, ends: (0, 10) }
    }

    #[test]
    fn each_thing_rated_has_a_sentence_and_a_line_for_each_time() {
        let pairs = [pair("upset", 1, 8, 5), pair("sure", 1, 9, 9), pair("upset", 9, 4, 6)];
        assert_eq!(
            told(&pairs, false),
            [
                "upset: of 2 times, lower afterwards 1, higher 1.",
                "  when              before  after   (from 0 to 10)",
                "  2026-11-01             8      5",
                "  2026-11-09             4      6",
                "sure: the same afterwards.",
                "  when              before  after   (from 0 to 10)",
                "  2026-11-01             9      9",
            ]
        );
    }

    #[test]
    fn two_on_one_day_are_told_apart_by_their_time() {
        let said = told(&[pair("upset", 1, 1, 5), pair("upset", 1, 3, 2), pair("upset", 2, 3, 2)], false);
        assert!(said[2].starts_with("  2026-11-01 21:05       1 "), "{said:?}");
        assert!(said[3].starts_with("  2026-11-01 23:05       3 "), "{said:?}");
        assert!(said[4].starts_with("  2026-11-02             3 "), "{said:?}");
    }

    #[test]
    fn what_was_rated_last_is_what_changed() {
        let scale = |id: &str| {
            format!(
                "[[stage.step]]\nid = \"{id}\"\nkind = \"scale\"\nask = \"How upset?\"\nlow = \"calm\"\nhigh = \"very\"\n"
            )
        };
        let recap = |id: &str, after: &str| {
            let change = format!("{{ name = \"upset\", before = \"first\", after = \"{after}\" }}");
            format!("[[stage.step]]\nid = \"{id}\"\nkind = \"recap\"\nask = \"Then and now\"\nchange = [{change}]\n")
        };
        let head = "format = 1\nid = \"a\"\ntitle = \"A\"\nabout = \"A.\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n";
        let steps = [scale("first"), scale("second"), recap("one", "second"), scale("third"), recap("two", "third")];
        let (guide, faults) = crate::guide::read::read(&format!("{head}{}", steps.concat()));
        let guide = guide.unwrap_or_else(|| panic!("{faults:?}"));
        let level = |id: &str, level| (Place::from(id.to_owned()), level);
        let when = (jiff::civil::date(2026, 11, 1), "21:05".to_owned());
        let changed = |walked: &[&Step], levels: &[(Place, i64)]| {
            let pairs = of_way(&guide, walked, levels, &when);
            pairs.iter().map(|pair| (pair.before, pair.after)).collect::<Vec<_>>()
        };
        let all: Vec<&Step> = guide.steps.iter().collect();
        let rated = [level("first", 8), level("second", 5), level("third", 1)];
        assert_eq!(changed(&all, &rated[..2]), [(8, 5)]);
        assert_eq!(changed(&all, &rated), [(8, 1)]);
        // One that is not on the way says nothing.
        assert_eq!(changed(&all[..4], &rated), [(8, 5)]);
    }

    #[test]
    fn the_chart_shows_both_levels() {
        assert_eq!(
            line(&pair("upset", 1, 8, 5), "2026-11-01", true),
            "2026-11-01  0 ·····●··○·· 10  8 before, 5 after"
        );
        assert_eq!(
            line(&pair("upset", 1, 99, -3), "2026-11-01", true),
            "2026-11-01  0 ●·········○ 10  99 before, -3 after"
        );
    }
}
