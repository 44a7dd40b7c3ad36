//! `recap`: earlier answers again, and how ratings changed.

use crate::fault::Fault;
use crate::fault::table::Table;
use crate::guide::read::here::Here;
use crate::guide::read::marks::Role;
use crate::guide::read::verb::split;
use crate::guide::{ListRef, Reference};
use crate::prompt::Prompt;
use crate::prompt::recap::{Change, Recap};

pub fn read<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Option<Prompt> {
    let mut of = Vec::new();
    for name in table.strs("of") {
        let (step, column) = split(&name);
        let Some((reference, prompt)) = here.step(&step) else { continue };
        if let Some(prompt) = prompt {
            here.column(&step, column.as_ref(), prompt);
        }
        of.push(ListRef { step: reference, column: column.map(|column| column.value) });
    }
    let mut changes = Vec::new();
    for change in table.tables("change", "a change") {
        changes.extend(self::change(here, &change));
        change.done();
    }
    if !table.has("of") && !table.has("change") {
        let fault = Fault::error("missing-key", table.span(), "a recap needs `of` or `change`");
        here.fault(fault.mend("name the steps to show again: of = [\"…\"]"));
        return None;
    }
    Some(Prompt::Recap(Recap { of, change: changes }))
}

fn change<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Option<Change> {
    let name = here.needed(table, "name", Role::Label);
    let (before, lists) = rating(here, table, "before", None).unzip();
    let (after, _) = rating(here, table, "after", lists.flatten()).unzip();
    let text = |key| here.optional(table, key, Role::Text);
    let (less, more, same) = (text("less"), text("more"), text("same"));
    Some(Change { name: name?, before: before?, after: after?, less, more, same })
}

/// A rated step, and whether it is a list; `None` where it has faults of its own. `lists` is the same of the step it is
/// compared with.
fn rating(
    here: &Here<'_, '_>,
    table: &Table<'_>,
    key: &'static str,
    lists: Option<bool>,
) -> Option<(Reference, Option<bool>)> {
    let name = table.need_str(key)?;
    let (reference, prompt) = here.step(&name)?;
    let Some(prompt) = prompt else { return Some((reference, None)) };
    let list = matches!(prompt, Prompt::RatedList(_));
    if !(list || matches!(prompt, Prompt::Scale(_) | Prompt::Number(_))) || lists.is_some_and(|lists| lists != list) {
        here.wrong_kind(&name, prompt, "a change is seen between two scales or numbers, or two rated lists");
    }
    Some((reference, Some(list)))
}
