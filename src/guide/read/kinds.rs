//! The keys of each kind of prompt. Small kinds are read here, larger ones in files of their own.

mod board;
mod compose;
mod gate;
mod pacer;
mod recap;

use std::ops::Range;

use super::here::Here;
use super::layout::id;
use super::marks::Role;
use super::options::Allowed;
use super::step::unknown_kind;
use crate::fault::Fault;
use crate::fault::table::{Str, Table};
use crate::guide::{Reference, Template};
use crate::prompt::date::{Day, Limit};
use crate::prompt::keeping::{Keeping, Offer};
use crate::prompt::{
    Prompt, checklist::Checklist, choice::OneOf, choices::SomeOf, if_then::IfThen, list::List, long::Long,
    number::Number, pause::Pause, person::Who, rated_list::RatedList, read::Read, scale::Scale, short::Short,
    timeline::Timeline,
};
use crate::session::effect;

/// Items of a list are shown on one screen each time; nobody writes more.
const MOST_ITEMS: u32 = 200;

/// Reads the prompt of a step. `None` if the kind is missing or unknown, or something it cannot do without is.
pub fn read<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Option<Prompt> {
    let kind = table.need_str("kind")?;
    match kind.value.as_str() {
        "read" => Some(Prompt::Read(Read)),
        "choice" => here.options(table, "options", CHOICE).map(|options| Prompt::OneOf(OneOf { options })),
        "choices" => choices(here, table),
        "number" => Some(number(here, table)),
        "scale" => scale(here, table),
        "date" => {
            Some(Prompt::Day(Day { not_before: limit(table, "not_before"), not_after: limit(table, "not_after") }))
        }
        "short" => Some(Prompt::Short(Short { notice: notice(here, table) })),
        "long" => Some(long(here, table)),
        "list" => Some(Prompt::List(List { at_most: at_most(table) })),
        "rated_list" => Some(rated_list(here, table)),
        "board" => board::read(here, table),
        "timeline" => Some(Prompt::Timeline(Timeline)),
        "checklist" => here.options(table, "items", LISTED).map(|items| Prompt::Checklist(Checklist { items })),
        "if_then" => Some(if_then(here, table)),
        "draft" => compose::read(here, table),
        "person" => Some(Prompt::Who(Who { relations: here.specs(table.tables("relations", "a relation"), LISTED) })),
        "gate" => gate::read(here, table),
        "pacer" => pacer::read(here, table),
        "pause" => pause(here, table),
        "recap" => recap::read(here, table),
        "keeping" => keeping(here, table),
        _ => {
            unknown_kind(here, &kind);
            None
        }
    }
}

const CHOICE: Allowed = &["other", "keep"];
const CHOICES: Allowed = &["alone", "other", "keep"];
const LISTED: Allowed = &["keep"];
const PAUSE: Allowed = &["waits", "keep"];

fn choices<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Option<Prompt> {
    let at_most = at_most(table);
    here.options(table, "options", CHOICES).map(|options| Prompt::SomeOf(SomeOf { options, at_most }))
}

fn number<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Prompt {
    let (min, max) = ends(table);
    let unit = here.optional(table, "unit", Role::Label);
    Prompt::Number(Number { min: min.map(|min| min.value), max: max.map(|max| max.value), unit })
}

fn scale<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Option<Prompt> {
    let (min, max) = ends(table);
    let (min, max) = (min.map_or(0, |min| min.value), max.map_or(10, |max| max.value));
    if max.saturating_sub(min) > 100 {
        let span = table.key_span("max").unwrap_or_else(|| table.span());
        here.fault(Fault::error("number", span, "a scale has at most a hundred levels").mend("use the kind `number`"));
    }
    let first = again_of(here, table, |prompt| matches!(prompt, Prompt::Scale(_)));
    let end = |key| {
        if first.is_some() {
            Some(end_of(here, table, key, first.as_ref()).unwrap_or_default())
        } else {
            here.needed(table, key, Role::Label)
        }
    };
    let (low, high) = (end("low"), end("high"));
    Some(Prompt::Scale(Scale { min, max, low: low?, high: high?, again_of: first.map(|first| first.0) }))
}

/// `min` and `max`, the first below the second.
fn ends(table: &Table<'_>) -> (Option<crate::fault::table::Spot<i64>>, Option<crate::fault::table::Spot<i64>>) {
    let (min, max) = (table.int("min"), table.int("max"));
    if let (Some(min), Some(max)) = (&min, &max)
        && min.value >= max.value
    {
        let fault = Fault::error("number", max.span.clone(), "`max` has to be above `min`");
        table.faults().push(fault.mend("write the smaller number at `min`").also(min.span.clone(), "the other end"));
    }
    (min, max)
}

fn limit(table: &Table<'_>, key: &'static str) -> Option<Limit> {
    let today = table.value(key)?.get_ref().as_str() == Some("today");
    if today { Some(Limit::Today) } else { table.date(key).map(|day| Limit::Day(day.value)) }
}

fn long<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Prompt {
    let (minutes, words) = (table.count("minutes", 1, 120), table.count("words", 1, 10_000));
    Prompt::Long(Long { notice: notice(here, table), minutes, words })
}

fn rated_list<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Prompt {
    let at_most = at_most(table);
    let first = again_of(here, table, |prompt| matches!(prompt, Prompt::RatedList(_)));
    let end = |key| end_of(here, table, key, first.as_ref()).unwrap_or_default();
    let (low, high) = (end("low"), end("high"));
    Prompt::RatedList(RatedList { at_most, low, high, again_of: first.map(|first| first.0) })
}

fn if_then<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Prompt {
    let at_most = table.count("at_most", 1, MOST_ITEMS).unwrap_or(3);
    let starts = table.strs("starts").iter().map(|start| here.template(start, Role::Label)).collect();
    let then_placeholder = here.optional(table, "then_placeholder", Role::Example);
    Prompt::IfThen(IfThen { at_most: usize::try_from(at_most).unwrap_or(usize::MAX), starts, then_placeholder })
}

fn pause<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Option<Prompt> {
    let until = table.str("until").and_then(|name| {
        let (reference, prompt) = here.step(&name)?;
        if let Some(prompt) = prompt
            && !matches!(prompt, Prompt::Day(_))
        {
            here.wrong_kind(&name, prompt, "a pause lasts until a `date`");
        }
        Some(reference)
    });
    let options = here.options(table, "options", PAUSE)?;
    if let crate::prompt::Options::Listed(listed) = &options
        && !listed.is_empty()
        && listed.iter().all(|option| option.waits)
    {
        let span = table.key_span("options").unwrap_or_else(|| table.span());
        let what = "every answer of this pause waits on, so the walk never goes on";
        let fault = Fault::error("endless-pause", span, what);
        here.fault(fault.mend("add an option without `waits`: it happened, or it will not"));
    }
    Some(Prompt::Pause(Pause { options, until }))
}

fn keeping<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Option<Prompt> {
    let mut offers = Vec::new();
    let tables = table.need_tables("offers", "an offer");
    let mut seen = super::layout::Seen::new("offers");
    for offer in tables {
        if let Some(id) = id(&offer) {
            seen.add(&id, here.faults());
            let label = here.needed(&offer, "label", Role::Label).unwrap_or_default();
            let text = here.optional(&offer, "text", Role::Label);
            here.mark_option(&id, None);
            match OFFERS.iter().find(|(name, _)| *name == id.value) {
                Some((_, keeping)) => offers.push(Offer { keeping: *keeping, label, text }),
                None => unknown_offer(here, &id),
            }
        }
        offer.done();
    }
    (!offers.is_empty()).then_some(Prompt::Keeping(Keeping { offers }))
}

/// What an offer is called, and what it does.
const OFFERS: [(&str, effect::Keeping); 4] = [
    ("keep", effect::Keeping::Disk),
    ("protect", effect::Keeping::Sealed),
    ("memory", effect::Keeping::Memory),
    ("erase", effect::Keeping::Erase),
];

/// What a way of keeping is called.
pub fn keeping_id(keeping: effect::Keeping) -> &'static str {
    match keeping {
        effect::Keeping::Disk => "keep",
        effect::Keeping::Sealed => "protect",
        effect::Keeping::Memory => "memory",
        effect::Keeping::Erase => "erase",
    }
}

fn unknown_offer(here: &Here<'_, '_>, id: &Str) {
    let what = format!("there is no way of keeping called `{}`", crate::fault::short(&id.value));
    let mend = crate::fault::did_you_mean(&id.value, OFFERS.iter().map(|(name, _)| *name));
    here.fault(Fault::error("unknown-option", id.span.clone(), what).mend_if(mend));
}

/// How many items at most.
fn at_most(table: &Table<'_>) -> Option<usize> {
    table.count("at_most", 1, MOST_ITEMS).and_then(|most| usize::try_from(most).ok())
}

/// Categories of noticing; the checker knows which there are.
pub fn notice(here: &Here<'_, '_>, table: &Table<'_>) -> Vec<String> {
    let words = table.strs("notice");
    let values = words.iter().map(|word| word.value.clone()).collect();
    here.mark.borrow_mut().notice.extend(words);
    values
}

/// The name of an end of a rating; that of the first rating, where a second one has none of its own.
fn end_of<'t>(
    here: &Here<'_, 't>,
    table: &Table<'t>,
    key: &'static str,
    first: Option<&First<'_>>,
) -> Option<Template> {
    let own = table.str(key).map(|text| here.template(&text, Role::Label));
    own.or_else(|| {
        let first = first?.1?;
        let (low, high) = if let Prompt::Scale(scale) = first {
            (&scale.low, &scale.high)
        } else if let Prompt::RatedList(list) = first {
            (&list.low, &list.high)
        } else {
            return None;
        };
        Some(if key == "low" { low.clone() } else { high.clone() })
    })
}

/// The first rating of a second one; its prompt is `None` where it has faults of its own.
type First<'r> = (Reference, Option<&'r Prompt>);

/// See [`First`].
fn again_of<'r>(here: &Here<'r, '_>, table: &Table<'_>, same: impl Fn(&Prompt) -> bool) -> Option<First<'r>> {
    let name = table.str("again_of")?;
    let (reference, prompt) = here.step(&name)?;
    if let Some(prompt) = prompt
        && !same(prompt)
    {
        here.wrong_kind(&name, prompt, "a second rating needs a first one of its own kind");
    }
    Some((reference, prompt))
}

/// Where a key of a table stands, or the table.
fn key_or_table(table: &Table<'_>, key: &str) -> Range<usize> {
    table.key_span(key).unwrap_or_else(|| table.span())
}
