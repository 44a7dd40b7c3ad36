//! `stepback rehearse`: many walks with answers by chance, and what they met.
//!
//! The same seed gives the same walks. A pause is lifted at once, now and then a month later. Gates come out clear more
//! often than not, or few walks would get past them. Days lie around today; one walk in four comes after an earlier session.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::guide::read::options_of;
use crate::guide::{Guide, Step};
use crate::prompt::{Answer, Chosen, Item, ItemId, OptionSpec, Options, Person, Prompt};
use crate::session::Entry;
use crate::session::facts::{FactsNow, Known, Lock};
use crate::session::judge::Gates;
use crate::session::path::{Ground, Way};

/// A walk longer than this does not end; no guide has so many steps and items.
const LONGEST: usize = 5_000;

/// What many walks met.
#[derive(Clone, Debug, Default)]
pub struct Met {
    /// How often each step was reached, rounds together.
    pub steps: BTreeMap<String, u32>,
    /// Options that were chosen, as step and option.
    pub options: BTreeSet<(String, String)>,
    /// How often a walk came to its end at each step.
    pub ends: BTreeMap<String, u32>,
    /// Walks that did not end.
    pub endless: u32,
    /// Steps of all walks together.
    pub length: u64,
}

/// Walks a guide many times and tells what was met. `false` if a walk did not end.
pub fn rehearse(guide: &Guide, runs: u32, seed: u64, today: Date, out: &mut dyn Write) -> io::Result<bool> {
    let met = walk(guide, runs, seed, today);
    let mean = if runs == 0 { 0 } else { met.length / u64::from(runs) };
    writeln!(out, "{runs} walks through {} (seed {seed}), about {mean} steps each.", guide.id)?;
    let missed: Vec<&str> = names(guide).into_iter().filter(|name| !met.steps.contains_key(*name)).collect();
    if missed.is_empty() {
        writeln!(out, "Every step was reached.")?;
    } else {
        writeln!(out, "Not reached: {}", missed.join(", "))?;
        writeln!(out, "  `stepback why FILE STEP` tells which answers lead to a step.")?;
    }
    let untaken = untaken(guide, &met);
    if untaken.is_empty() {
        writeln!(out, "Every option was chosen.")?;
    } else {
        writeln!(out, "Not chosen:")?;
        untaken.iter().try_for_each(|(step, options)| writeln!(out, "  {step}: {}", options.join(", ")))?;
    }
    writeln!(out, "Walks ended at:")?;
    met.ends.iter().try_for_each(|(step, times)| writeln!(out, "  {times:>5}  {step}"))?;
    if met.endless > 0 {
        writeln!(out, "{} walks did not end within {LONGEST} steps.", met.endless)?;
    }
    Ok(met.endless == 0)
}

/// Walks, and counts.
pub fn walk(guide: &Guide, runs: u32, seed: u64, today: Date) -> Met {
    let mut met = Met::default();
    for run in 0..runs {
        let luck = Luck(Luck(seed).next() ^ Luck(u64::from(run)).next());
        let mut walker = Walker { guide, facts: facts(today), luck, next_item: 1 };
        walker.recall();
        walker.walk(&mut met);
    }
    met
}

fn facts(today: Date) -> FactsNow {
    let noon = today.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC);
    FactsNow::at(noon.map_or(0, |noon| noon.timestamp().as_second()), today)
}

fn names(guide: &Guide) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for step in &guide.steps {
        if step.round.0 == 1 {
            names.push(name(step));
        }
    }
    names
}

fn name(step: &Step) -> &str {
    step.id.as_str().split('@').next().unwrap_or_default()
}

fn specs(prompt: &Prompt) -> &[OptionSpec] {
    match options_of(prompt) {
        Some(Options::Listed(listed)) => listed,
        Some(Options::From { and, .. }) => and,
        None => &[],
    }
}

fn untaken<'g>(guide: &'g Guide, met: &Met) -> Vec<(&'g str, Vec<&'g str>)> {
    let first = guide.steps.iter().filter(|step| step.round.0 == 1);
    let of_step = first.map(|step| {
        let untaken =
            |option: &&OptionSpec| !option.waits && !met.options.contains(&(name(step).to_owned(), option.id.clone()));
        (name(step), specs(&step.prompt).iter().filter(untaken).map(|option| option.id.as_str()).collect::<Vec<_>>())
    });
    of_step.filter(|(_, options)| !options.is_empty()).collect()
}

/// Numbers that look like chance (`SplitMix64`, Steele et al. 2014).
struct Luck(u64);

impl Luck {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or_default() % limit.max(1)
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.below(all.len()))
    }
}

struct Walker<'g> {
    guide: &'g Guide,
    facts: FactsNow,
    luck: Luck,
    next_item: u32,
}

impl Walker<'_> {
    /// What earlier sessions may have left: a full run less than a day ago, a lock, a message.
    fn recall(&mut self) {
        if !self.luck.one_in(4) {
            return;
        }
        let hour_ago = self.facts.clock - 3600;
        self.facts.known = Known {
            full_runs: self.luck.one_in(2).then_some(hour_ago).into_iter().collect(),
            lock: self.luck.one_in(3).then_some(Lock { until: None }),
            messages: if self.luck.one_in(2) { vec![hour_ago] } else { Vec::new() },
            ..Known::default()
        };
    }

    /// A month goes by.
    fn wait(&mut self) {
        self.facts = FactsNow { known: self.facts.known.clone(), ..facts(self.day_from(31)) };
    }

    fn day_from(&self, days: i64) -> Date {
        self.facts.today.saturating_add(days.days())
    }

    /// Today, or a day within two weeks of it on the side a step allows.
    fn day(&mut self, day: &crate::prompt::date::Day) -> Date {
        let days = i64::try_from(self.luck.below(15)).unwrap_or_default();
        let behind = if day.not_before.is_some() { false } else { day.not_after.is_some() || self.luck.one_in(2) };
        self.day_from(if behind { -days } else { days })
    }

    /// One walk: whatever is on the way and has no entry yet is answered, or skipped, in order.
    fn walk(&mut self, met: &mut Met) {
        let mut entries = BTreeMap::new();
        let mut last = String::new();
        for _ in 0..LONGEST {
            let ground = Ground { guide: self.guide, entries: &entries, facts: &self.facts, gates: Gates::AsAnswered };
            let way = ground.way();
            let next = way.stops.iter().find(|stop| !entries.contains_key(&stop.place));
            let Some((next, step)) = next.and_then(|next| self.guide.steps.get(next.step).map(|step| (next, step)))
            else {
                *met.ends.entry(last).or_default() += 1;
                return;
            };
            let open = open(ground, &way, next.step, step);
            name(step).clone_into(&mut last);
            *met.steps.entry(last.clone()).or_default() += 1;
            met.length += 1;
            let answer = self.answer(step, &open);
            chosen(&answer).for_each(|id| {
                met.options.insert((last.clone(), id.to_owned()));
            });
            let skipped = !step.required && self.luck.one_in(12);
            let place = next.place.clone();
            entries
                .insert(place, Entry { given: Some(answer), skipped, at: Some(self.facts.clock), ..Entry::default() });
        }
        met.endless += 1;
    }

    fn answer(&mut self, step: &Step, open: &[String]) -> Answer {
        match &step.prompt {
            Prompt::Read(_) | Prompt::Pacer(_) | Prompt::Recap(_) => Answer::Seen,
            Prompt::OneOf(_) | Prompt::Keeping(_) => Answer::One(self.luck.of(open).cloned().unwrap_or_default()),
            Prompt::Pause(_) => {
                let waits = |id: &&String| specs(&step.prompt).iter().any(|option| option.waits && option.id == **id);
                let lifting: Vec<&String> = open.iter().filter(|id| !waits(id)).collect();
                if self.luck.one_in(2) {
                    self.wait();
                }
                Answer::One(self.luck.of(&lifting).map(|id| (*id).clone()).unwrap_or_default())
            }
            Prompt::SomeOf(_) | Prompt::Checklist(_) => self.several(step, open),
            Prompt::Number(number) => self.number(number.min.unwrap_or(0), number.max.unwrap_or(30)),
            Prompt::Scale(scale) => self.number(scale.min, scale.max),
            Prompt::Day(day) => Answer::Day(self.day(day)),
            Prompt::Short(_) | Prompt::Long(_) => Answer::Text("Words.".to_owned()),
            Prompt::List(_) | Prompt::RatedList(_) | Prompt::Timeline(_) | Prompt::IfThen(_) => self.items(&[]),
            Prompt::Board(board) => {
                let columns: Vec<&str> = board.columns.iter().map(|column| column.id.as_str()).collect();
                self.items(&columns)
            }
            Prompt::Compose(_) => {
                Answer::Composed { parts: BTreeMap::new(), text: Some("Words.".to_owned()), aside: Vec::new() }
            }
            Prompt::Who(who) => Answer::Person(Person {
                name: "Sam".to_owned(),
                relation: self.luck.of(&who.relations).map(|relation| relation.id.clone()),
                relation_words: None,
                pronouns: "they".to_owned(),
                custom: None,
                same: None,
                of: None,
            }),
            Prompt::Gate(gate) => self.gate(gate),
        }
    }

    fn several(&mut self, step: &Step, open: &[String]) -> Answer {
        let alone = |id: &String| specs(&step.prompt).iter().any(|option| option.alone && option.id == *id);
        let mut chosen: Vec<String> = open.iter().filter(|_| self.luck.one_in(3)).cloned().collect();
        if let Some(only) = chosen.iter().find(|id| alone(id)).cloned() {
            chosen = vec![only];
        }
        Answer::Many(chosen.into_iter().map(|id| Chosen { id, text: None }).collect())
    }

    fn number(&mut self, min: i64, max: i64) -> Answer {
        let range = usize::try_from(max.saturating_sub(min).saturating_add(1)).unwrap_or(1);
        Answer::Number(min.saturating_add(i64::try_from(self.luck.below(range)).unwrap_or_default()))
    }

    fn items(&mut self, columns: &[&str]) -> Answer {
        let count = self.luck.below(4);
        let mut items = Vec::new();
        for _ in 0..count {
            items.push(Item {
                id: ItemId(self.next_item),
                text: "A line.".to_owned(),
                column: self.luck.of(columns).map(|column| (*column).to_owned()),
                rating: None,
                day: None,
                then: None,
                asked: None,
                unread: None,
            });
            self.next_item += 1;
        }
        Answer::Items(items)
    }

    fn gate(&mut self, gate: &crate::prompt::gate::Gate) -> Answer {
        let clear = !self.luck.one_in(3);
        let mut answers = BTreeMap::new();
        for question in &gate.questions {
            let first = question.answers.iter().find(|reply| reply.means == crate::guide::condition::Outcome::Clear);
            let reply = if clear { first } else { self.luck.of(&question.answers) };
            answers.extend(reply.map(|reply| (question.id.clone(), reply.id.clone())));
        }
        let until = self.facts.today.tomorrow().ok();
        Answer::Gate { answers, assent: self.luck.one_in(2), until }
    }
}

/// Ids of what can be chosen now, items of an earlier list among them.
fn open(ground: Ground<'_>, way: &Way, at: usize, step: &Step) -> Vec<String> {
    ground.judging(way, at, |judge| {
        let items = match options_of(&step.prompt) {
            Some(Options::From { list, .. }) => judge.items(list).unwrap_or_default(),
            Some(Options::Listed(_)) | None => Vec::new(),
        };
        let offered = specs(&step.prompt).iter().filter(|option| judge.opens(option.when.as_ref()) == Some(true));
        let keeping = if let Prompt::Keeping(_) = step.prompt {
            crate::guide::read::option_ids(&step.prompt)
        } else {
            Vec::new()
        };
        let items = items.iter().map(|item| item.id.0.to_string());
        items.chain(offered.map(|option| option.id.clone())).chain(keeping.into_iter().map(str::to_owned)).collect()
    })
}

fn chosen(answer: &Answer) -> impl Iterator<Item = &str> {
    let (one, many): (Option<&str>, &[Chosen]) = match answer {
        Answer::One(id) => (Some(id), &[]),
        Answer::Many(many) => (None, many),
        Answer::Seen
        | Answer::Number(_)
        | Answer::Day(_)
        | Answer::Text(_)
        | Answer::Items(_)
        | Answer::Composed { .. }
        | Answer::Person(_)
        | Answer::Gate { .. } => (None, &[]),
    };
    one.into_iter().chain(many.iter().map(|one| one.id.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUIDE: &str = "format = 1\nid = \"g\"\ntitle = \"T\"\nabout = \"A.\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n\
        [[stage.step]]\nid = \"pick\"\nkind = \"choice\"\nask = \"?\"\noptions = [ { id = \"x\", label = \"X\" }, { id = \"y\", label = \"Y\" }, { id = \"w\", label = \"W\", when = { fact = \"ran_today\" } }, { id = \"z\", label = \"Z\", when = { all = [{ fact = \"ran_today\" }, { not = { fact = \"ran_today\" } }] } } ]\n\
        [[stage.step]]\nid = \"stop\"\nkind = \"read\"\nask = \"Stop\"\nend = true\nwhen = { step = \"pick\", is = \"x\" }\n\
        [[stage.step]]\nid = \"list\"\nkind = \"list\"\nask = \"?\"\n\
        [[stage.step]]\nid = \"each\"\nkind = \"long\"\nask = \"{item}\"\nfor_each = \"list\"\n\
        [[stage.step]]\nid = \"dead\"\nkind = \"read\"\nask = \"Dead\"\nwhen = { step = \"pick\", is = \"x\" }\n";

    fn said(runs: u32, seed: u64) -> String {
        let guide = crate::guide::read::read(GUIDE).0.unwrap();
        let mut out = Vec::new();
        assert!(rehearse(&guide, runs, seed, "2026-11-23".parse().unwrap(), &mut out).unwrap());
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn what_was_not_met_is_named() {
        let said = said(200, 1);
        assert!(said.contains("Not reached: dead\n"), "{said}");
        assert!(said.contains("Not chosen:\n  pick: z\n"), "{said}");
        assert!(said.contains("  stop\n") && said.contains("  each\n"), "{said}");
    }

    #[test]
    fn the_same_seed_gives_the_same_walks() {
        assert_eq!(said(50, 7), said(50, 7));
        assert_ne!(said(50, 7).replace("(seed 7)", ""), said(50, 8).replace("(seed 8)", ""));
    }
}
