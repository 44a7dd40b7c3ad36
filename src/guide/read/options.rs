//! Options, and the lists they may come from.

use crate::fault::Fault;
use crate::fault::table::{Str, Table};
use crate::guide::condition::Verb;
use crate::guide::{Condition, Keep, ListRef, Template};
use crate::prompt::{OptionSpec, Options, Prompt};

use super::here::Here;
use super::layout::{Seen, id};
use super::marks::Role;
use super::verb::split;

/// No prompt has more options.
const MOST_OPTIONS: usize = 200;

/// What an option of a kind may have beside `id`, `label`, `text` and `when`: some of `alone`, `other`, `keep`, `waits`.
pub type Allowed = &'static [&'static str];

impl<'t> Here<'_, 't> {
    /// `options` (or `items`), or `options_from` with options behind it.
    pub fn options(&self, table: &Table<'t>, key: &'static str, allowed: Allowed) -> Option<Options> {
        let from = table.str("options_from");
        let Some(from) = from else {
            let specs = self.specs(table.need_tables(key, "an option"), allowed);
            return table.has(key).then_some(Options::Listed(specs));
        };
        let and = self.specs(table.tables(key, "an option"), allowed);
        let list = self.list_ref(&from)?;
        self.depends(&list.step, from.span);
        Some(Options::From { list, and })
    }

    /// Options as written, with ids of their own.
    pub fn specs(&self, tables: Vec<Table<'t>>, allowed: Allowed) -> Vec<OptionSpec> {
        if let Some(table) = tables.get(MOST_OPTIONS) {
            let what = format!("this prompt has too many options; at most {MOST_OPTIONS} are read");
            let fault = Fault::error("too-many-options", table.span(), what);
            self.fault(fault.mend("divide it into several steps"));
        }
        let mut seen = Seen::new("options");
        let mut specs = Vec::new();
        for table in tables.into_iter().take(MOST_OPTIONS) {
            if let Some(id) = id(&table) {
                seen.add(&id, self.faults());
                specs.push(self.spec(&table, &id, allowed));
            }
            table.done();
        }
        specs
    }

    fn spec(&self, table: &Table<'t>, id: &Str, allowed: Allowed) -> OptionSpec {
        let when = table.value("when");
        self.mark_option(id, when.map(toml::Spanned::span));
        let flag = |key: &'static str| allowed.contains(&key) && table.flag(key);
        OptionSpec {
            id: id.value.clone(),
            label: self.needed(table, "label", Role::Label).unwrap_or_default(),
            text: self.optional(table, "text", Role::Label),
            when: when.and_then(|when| self.condition(when)),
            keep: if allowed.contains(&"keep") { keep(table) } else { Keep::Saved },
            alone: flag("alone"),
            other: flag("other"),
            waits: flag("waits"),
        }
    }

    /// A list, or one column of a board: `step` or `board.column`.
    pub fn list_ref(&self, name: &Str) -> Option<ListRef> {
        let (step, column) = split(name);
        let (reference, prompt) = self.step(&step)?;
        if let Some(prompt) = prompt {
            self.column(&step, column.as_ref(), prompt);
            let list = matches!(
                prompt,
                Prompt::List(_) | Prompt::RatedList(_) | Prompt::Board(_) | Prompt::Timeline(_) | Prompt::IfThen(_)
            );
            if !list {
                self.wrong_kind(
                    &step,
                    prompt,
                    "items come from a list, a rated list, a board, a timeline or if-then lines",
                );
            }
        }
        Some(ListRef { step: reference, column: column.map(|column| column.value) })
    }
}

/// What has to hold for there to be something to choose: the list has an item, or an option of the step's own is offered.
/// One that stands alone ("none of these"), or waits, is nothing to choose by itself. `None` where there always is something.
pub fn to_choose(options: &Options) -> Option<Condition> {
    let Options::From { list, and } = options else { return None };
    let holds = Condition::Step { step: list.step.clone(), verb: Verb::Holds(list.column.clone()) };
    let own = and.iter().filter(|option| !option.alone && !option.waits);
    let own = own.map(|option| option.when.clone()).collect::<Option<Vec<Condition>>>()?;
    if own.is_empty() { Some(holds) } else { Some(Condition::Any([vec![holds], own].concat())) }
}

/// `keep = "never"`.
pub fn keep(table: &Table<'_>) -> Keep {
    table.word("keep", &[("never", Keep::Never)]).map_or(Keep::Saved, |keep| keep.value)
}

/// A label for what has none in the file.
pub fn plain(words: &str) -> Template {
    Template { pieces: vec![crate::guide::Piece::Words(words.to_owned())] }
}
