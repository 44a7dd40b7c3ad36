//! Conditions: TOML tables to [`Condition`], every name looked up at the place that uses it.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::DeValue;

use super::here::{Here, Reading};
use crate::fault::table::{Spot, Str, Table, wrong_type};
use crate::fault::{Fault, did_you_mean, short};
use crate::guide::{Condition, Fact};

/// Conditions nest at most so deep; the parser allows more than anybody can follow.
const DEEPEST: usize = 20;

/// A value of `[conditions]` with where its name stands.
pub type Named<'t> = BTreeMap<String, (Range<usize>, &'t Spanned<DeValue<'t>>)>;

/// The named conditions of a guide, unread.
pub fn named<'t>(table: &Table<'t>) -> Named<'t> {
    let mut named = Named::new();
    let Some(conditions) = table.table("conditions", "`conditions`") else { return named };
    for (name, value) in conditions.each() {
        if super::layout::well_formed(&name, table.faults()) {
            named.insert(name.value, (name.span, value));
        }
    }
    named
}

impl Reading<'_> {
    /// Warns of named conditions nobody uses, and reads them all the same, so that their faults are found.
    pub fn unused(&self) {
        let used = self.used.borrow().clone();
        for (name, (span, value)) in self.conditions.iter().filter(|(name, _)| !used.contains(*name)) {
            let mut here = Here::at_stage(self, usize::MAX);
            here.before = usize::MAX;
            if here.condition(value).is_some() {
                let what = format!("the condition `{name}` is never used");
                let fault = Fault::warning("unused-condition", span.clone(), what);
                self.faults.push(fault.mend("use it in a `when`, or take it out"));
            }
        }
    }
}

impl<'t> Here<'_, 't> {
    /// A condition as written: a name or a table.
    pub fn condition(&self, value: &'t Spanned<DeValue<'t>>) -> Option<Condition> {
        self.nested(value, 0)
    }

    fn nested(&self, value: &'t Spanned<DeValue<'t>>, depth: usize) -> Option<Condition> {
        if depth > DEEPEST {
            self.fault(
                Fault::error("too-deep", value.span(), "this condition is nested too deeply")
                    .mend("give a part of it a name"),
            );
            return None;
        }
        match value.get_ref() {
            DeValue::String(name) => self.by_name(&Spot { value: name.to_string(), span: value.span() }, depth),
            DeValue::Table(_) => self.of_table(&Table::of(value, "a condition", self.faults())?, depth),
            DeValue::Array(_) => {
                let fault =
                    Fault::error("wrong-type", value.span(), "a condition has to be a table or a name, not a list");
                self.fault(fault.mend("write { all = [ … ] } or { any = [ … ] }"));
                None
            }
            DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
                wrong_type(self.faults(), value, "a condition", "a table or a name");
                None
            }
        }
    }

    fn by_name(&self, name: &Str, depth: usize) -> Option<Condition> {
        let Some((defined, value)) = self.reading.conditions.get(&name.value) else {
            let what = format!("no condition has the name `{}`", short(&name.value));
            let mend = did_you_mean(&name.value, self.reading.conditions.keys().map(String::as_str));
            let fault = Fault::error("unknown-condition", name.span.clone(), what);
            self.fault(fault.mend("write it under [conditions], or as a table here").mend_if(mend));
            return None;
        };
        self.reading.used.borrow_mut().insert(name.value.clone());
        if self.named.borrow().iter().any(|(open, _)| *open == name.value) {
            let what = format!("the condition `{}` rests on itself", name.value);
            let fault = Fault::error("condition-circle", defined.clone(), what);
            self.faults().push(fault.mend("take its own name out of what it asks for"));
            return None;
        }
        self.named.borrow_mut().push((name.value.clone(), name.span.clone()));
        // A named condition means the guide's steps, also where a part uses it.
        let in_part = self.in_part.replace(false);
        let read = self.nested(value, depth + 1);
        self.in_part.set(in_part);
        self.named.borrow_mut().pop();
        read
    }

    fn of_table(&self, table: &Table<'t>, depth: usize) -> Option<Condition> {
        const HEADS: [&str; 6] = ["step", "all", "any", "not", "fact", "round_at_least"];
        let heads: Vec<&str> = HEADS.into_iter().filter(|head| table.has(head)).collect();
        let condition = match heads.as_slice() {
            ["step"] => self.about_step(table),
            ["all"] => self.list(table, "all", depth).map(Condition::All),
            ["any"] => self.list(table, "any", depth).map(Condition::Any),
            ["not"] => {
                table.value("not").and_then(|not| self.nested(not, depth + 1)).map(|not| Condition::Not(Box::new(not)))
            }
            ["fact"] => fact(table),
            ["round_at_least"] => self.round(table),
            [] => {
                for head in HEADS {
                    table.value(head);
                }
                let what = "this condition says nothing about a step";
                let mend = "write { step = \"…\", is = \"…\" }, or combine with all, any, not";
                self.fault(Fault::error("empty-condition", table.span(), what).mend(mend));
                None
            }
            [..] => {
                for head in HEADS {
                    table.value(head);
                }
                self.two_verbs(table, &heads);
                None
            }
        };
        if condition.is_some() || heads.is_empty() {
            table.unknown(|_| None);
        }
        condition
    }

    /// Says that a condition says two things at once.
    pub fn two_verbs(&self, table: &Table<'t>, verbs: &[&str]) {
        let verbs: Vec<String> = verbs.iter().map(|verb| format!("`{verb}`")).collect();
        let what = format!("a condition says one thing; this one has {}", verbs.join(" and "));
        self.fault(
            Fault::error("two-verbs", table.span(), what).mend("combine two conditions: { all = [ { … }, { … } ] }"),
        );
    }

    fn list(&self, table: &Table<'t>, key: &'static str, depth: usize) -> Option<Vec<Condition>> {
        let value = table.value(key)?;
        let DeValue::Array(list) = value.get_ref() else {
            wrong_type(self.faults(), value, key, "a list of conditions: [ { … }, { … } ]");
            return None;
        };
        if list.is_empty() {
            let fault = Fault::error("empty-condition", value.span(), format!("`{key}` is empty"));
            self.fault(fault.mend("put a condition into it, or take it out"));
        }
        let read: Vec<Option<Condition>> = list.iter().map(|one| self.nested(one, depth + 1)).collect();
        read.into_iter().collect()
    }

    fn round(&self, table: &Table<'t>) -> Option<Condition> {
        let least = table.count("round_at_least", 1, 9)?;
        if self.stretch.is_none() && self.before != usize::MAX {
            let span = table.key_span("round_at_least").unwrap_or_default();
            let what = "this step does not come round again";
            self.fault(
                Fault::error("not-in-round", span, what)
                    .mend("`round_at_least` works inside a stretch that has `again`"),
            );
        }
        Some(Condition::Fixed(u32::from(self.round.0) >= least))
    }
}

fn fact(table: &Table<'_>) -> Option<Condition> {
    let facts = [("may_write", Fact::MayWrite), ("no_contact", Fact::NoContact), ("ran_today", Fact::RanToday)];
    table.word("fact", &facts).map(|fact| Condition::Fact(fact.value))
}
