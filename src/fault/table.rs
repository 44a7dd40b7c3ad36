//! Tables of a content file, read key by key: wrong types, missing and unknown keys become faults at their place.
//!
//! A reader asks for the keys it knows; [`Table::done`] then names whatever was never asked for, so the list of
//! allowed keys is never written twice.

use std::cell::RefCell;
use std::ops::Range;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Fault, Faults, did_you_mean, nearest, one_of, short};

/// No text in content has more characters.
pub const MOST_CHARACTERS: usize = 10_000;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot<T> {
    /// The value.
    pub value: T,
    /// Where it stands, in bytes of the file.
    pub span: Range<usize>,
}

/// A text and where it stands. Its lines end in `\n`, however the file ends its own.
pub type Str = Spot<String>;

/// One table of a content file.
pub struct Table<'t> {
    entries: &'t DeTable<'t>,
    span: Range<usize>,
    what: &'static str,
    asked: RefCell<Vec<&'static str>>,
    faults: &'t Faults,
}

impl<'t> Table<'t> {
    /// The whole file. `what` names it in sentences: "a guide".
    pub fn root(table: &'t Spanned<DeTable<'t>>, what: &'static str, faults: &'t Faults) -> Self {
        Self { entries: table.get_ref(), span: 0..0, what, asked: RefCell::default(), faults }
    }

    /// A value that has to be a table.
    pub fn of(value: &'t Spanned<DeValue<'t>>, what: &'static str, faults: &'t Faults) -> Option<Self> {
        if let DeValue::Table(entries) = value.get_ref() {
            return Some(Self { entries, span: value.span(), what, asked: RefCell::default(), faults });
        }
        wrong_type(faults, value, what, "a table: { key = value, … }");
        None
    }

    /// Where it stands: its heading, or the whole `{ … }`.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Where faults go.
    pub fn faults(&self) -> &'t Faults {
        self.faults
    }

    /// Whether the key is there. Does not count as asking for it.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Where the key itself stands.
    pub fn key_span(&self, key: &str) -> Option<Range<usize>> {
        self.entries.get_key_value(key).map(|(key, _)| key.span())
    }

    /// The value as it stands.
    pub fn value(&self, key: &'static str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.asked.borrow_mut().push(key);
        self.entries.get(key)
    }

    /// All entries, for tables whose keys are free names; every one counts as asked for.
    pub fn each(&self) -> impl Iterator<Item = (Str, &'t Spanned<DeValue<'t>>)> + use<'t> {
        self.entries.iter().map(|(key, value)| (Spot { value: key.get_ref().to_string(), span: key.span() }, value))
    }

    /// A text.
    pub fn str(&self, key: &'static str) -> Option<Str> {
        self.value(key).and_then(|value| self.text(key, value))
    }

    /// A text that has to be there, with something in it.
    pub fn need_str(&self, key: &'static str) -> Option<Str> {
        if !self.has(key) {
            self.missing(key);
        }
        let text = self.str(key)?;
        if text.value.trim().is_empty() {
            let fault = Fault::error("empty", text.span, format!("`{key}` is empty"));
            self.faults.push(fault.mend("write something between the quotes"));
            return None;
        }
        Some(text)
    }

    /// A whole number.
    pub fn int(&self, key: &'static str) -> Option<Spot<i64>> {
        let value = self.value(key)?;
        if let DeValue::Integer(number) = value.get_ref() {
            let digits = number.as_str();
            let parsed = i64::from_str_radix(digits, number.radix()).ok();
            if parsed.is_none() {
                let fault = Fault::error("number", value.span(), "this number is too large");
                self.faults.push(fault.mend("write a smaller one"));
            }
            return parsed.map(|value_| Spot { value: value_, span: value.span() });
        }
        wrong_type(self.faults, value, key, "a whole number");
        None
    }

    /// A whole number from `least` to `most`.
    pub fn count(&self, key: &'static str, least: u32, most: u32) -> Option<u32> {
        let number = self.int(key)?;
        match u32::try_from(number.value) {
            Ok(count) if (least..=most).contains(&count) => Some(count),
            Ok(_) | Err(_) => {
                let what = format!("`{key}` has to be from {least} to {most}");
                self.faults.push(
                    Fault::error("number", number.span, what)
                        .mend(format!("write {least}, {most}, or a number between")),
                );
                None
            }
        }
    }

    /// `true` or `false`; `false` if left out.
    pub fn flag(&self, key: &'static str) -> bool {
        self.bool(key).is_some_and(|flag| flag.value)
    }

    /// `true` or `false`.
    pub fn bool(&self, key: &'static str) -> Option<Spot<bool>> {
        let value = self.value(key)?;
        if let DeValue::Boolean(flag) = value.get_ref() {
            return Some(Spot { value: *flag, span: value.span() });
        }
        wrong_type(self.faults, value, key, "`true` or `false`");
        None
    }

    /// A calendar day, with or without quotes.
    pub fn date(&self, key: &'static str) -> Option<Spot<Date>> {
        let value = self.value(key)?;
        let written = match value.get_ref() {
            DeValue::Datetime(when) if when.time.is_none() => when.to_string(),
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => String::new(),
        };
        if let Ok(day) = written.parse() {
            return Some(Spot { value: day, span: value.span() });
        }
        wrong_type(self.faults, value, key, "a day: 2026-11-23");
        None
    }

    /// One of a few words, each standing for a value.
    pub fn word<T: Copy>(&self, key: &'static str, words: &[(&'static str, T)]) -> Option<Spot<T>> {
        let text = self.str(key)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text.value) {
            return Some(Spot { value: *value, span: text.span });
        }
        let what = format!("`{key}` cannot be `{}`", short(&text.value));
        let mend = did_you_mean(&text.value, words.iter().map(|(word, _)| *word));
        self.faults.push(Fault::error("unknown-word", text.span, what).mend_if(mend));
        None
    }

    /// One text or a list of texts.
    pub fn strs(&self, key: &'static str) -> Vec<Str> {
        let Some(value) = self.value(key) else { return Vec::new() };
        match value.get_ref() {
            DeValue::Array(list) => list.iter().filter_map(|item| self.text(key, item)).collect(),
            DeValue::String(_)
            | DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Datetime(_)
            | DeValue::Table(_) => self.text(key, value).into_iter().collect(),
        }
    }

    /// A list of tables, written as `[[key]]` or as `key = [ { … } ]`. `what` names one of them: "an option".
    pub fn tables(&self, key: &'static str, what: &'static str) -> Vec<Self> {
        let Some(value) = self.value(key) else { return Vec::new() };
        if let DeValue::Array(list) = value.get_ref() {
            return list.iter().filter_map(|item| Self::of(item, what, self.faults)).collect();
        }
        wrong_type(self.faults, value, key, "a list of tables: [ { … }, { … } ]");
        Vec::new()
    }

    /// The same, with at least one in it.
    pub fn need_tables(&self, key: &'static str, what: &'static str) -> Vec<Self> {
        let tables = self.tables(key, what);
        match self.entries.get(key) {
            None => self.missing(key),
            Some(value) if value.get_ref().as_array().is_some_and(|list| list.is_empty()) => {
                let fault = Fault::error("empty", value.span(), format!("`{key}` is empty"));
                self.faults.push(fault.mend("put at least one into it"));
            }
            Some(_) => {}
        }
        tables
    }

    /// One table.
    pub fn table(&self, key: &'static str, what: &'static str) -> Option<Self> {
        self.value(key).and_then(|value| Self::of(value, what, self.faults))
    }

    /// Reports a key that has to be there.
    pub fn missing(&self, key: &str) {
        let what = format!("{} needs `{key}`", self.what);
        let near = nearest(key, self.entries.keys().map(|key| key.get_ref().as_ref()));
        let mend = match near {
            Some(near) => format!("is `{near}` meant to be `{key}`?"),
            None => format!("add `{key} = …`"),
        };
        self.faults.push(Fault::error("missing-key", self.span(), what).mend(mend));
    }

    /// Names every key that was never asked for.
    pub fn done(self) {
        self.unknown(|_| None);
    }

    /// The same; `hint` may know what such a key is about, and goes before what is written alike. Says whether there was one.
    pub fn unknown(&self, hint: impl Fn(&str) -> Option<String>) -> bool {
        let asked = self.asked.borrow();
        let mut any = false;
        for key in self.entries.keys() {
            let name = key.get_ref().as_ref();
            if asked.contains(&name) {
                continue;
            }
            any = true;
            let what = format!("{} has no key `{}`", self.what, short(name));
            let near = nearest(name, asked.iter().copied()).map(|near| format!("did you mean `{near}`?"));
            let all = || one_of(name, self.asked());
            let fault = Fault::error("unknown-key", key.span(), what).mend("take it out");
            self.faults.push(fault.mend_if(hint(name).or(near).or_else(all)));
        }
        any
    }

    /// The keys asked for so far, each once, in order.
    pub fn asked(&self) -> Vec<&'static str> {
        let mut keys = Vec::new();
        for key in self.asked.borrow().iter().filter(|key| !key.is_empty()) {
            if !keys.contains(key) {
                keys.push(*key);
            }
        }
        keys
    }

    fn text(&self, key: &str, value: &Spanned<DeValue<'_>>) -> Option<Str> {
        let DeValue::String(text) = value.get_ref() else {
            wrong_type(self.faults, value, key, "text: \"…\"");
            return None;
        };
        if text.len() > MOST_CHARACTERS && text.chars().count() > MOST_CHARACTERS {
            let what = format!("`{}` is too long: at most {MOST_CHARACTERS} characters fit one text", short(key));
            self.faults.push(Fault::error("too-long", value.span(), what).mend("divide it into several steps"));
            return None;
        }
        Some(Spot { value: text.replace("\r\n", "\n"), span: value.span() })
    }
}

/// Reports a value of the wrong type.
pub fn wrong_type(faults: &Faults, value: &Spanned<DeValue<'_>>, key: &str, expected: &str) {
    let found = match value.get_ref() {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    let subject = if key.contains(' ') { key.to_owned() } else { format!("`{}`", short(key)) };
    let what = format!("{subject} has to be {expected}, not {found}");
    faults.push(Fault::error("wrong-type", value.span(), what).mend(format!("write {expected}")));
}

#[cfg(test)]
mod tests {
    use super::super::source::parse;
    use super::*;

    /// Reads the keys below out of the source and gives every fault as `code: what; mend`.
    fn read(source: &str) -> Vec<String> {
        let faults = Faults::default();
        let (root, syntax) = parse(source);
        assert!(syntax.is_empty(), "{syntax:?}");
        let table = Table::root(&root, "a trial", &faults);
        table.need_str("id");
        table.int("number");
        table.count("few", 1, 9);
        table.flag("on");
        table.date("day");
        table.word("side", &[("left", 1), ("right", 2)]);
        table.strs("names");
        for one in table.tables("part", "a part") {
            one.need_str("id");
            one.done();
        }
        table.done();
        let line = |fault: Fault| format!("{}: {}; {}", fault.code, fault.what, fault.mend.unwrap_or_default());
        faults.into_sorted().into_iter().map(line).collect()
    }

    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        assert_eq!(read(source), expected);
    }

    #[test]
    fn a_good_table_has_no_faults() {
        check(
            "id = 'a'\nnumber = 0x1F\nfew = 3\non = true\nday = 2026-11-23\nside = 'left'\nnames = ['a']\n[[part]]\nid = 'p'",
            &[],
        );
        check("id = 'a'\nnames = 'one'\nday = '2026-11-23'\npart = [{ id = 'p' }]", &[]);
    }

    #[test]
    fn every_fault_of_a_table_is_found_at_once() {
        check(
            "idd = 'a'\nnumber = 'x'\nfew = 12\non = 1\nday = 2024-01-01T10:00:00\nside = 'rigth'\nnames = [1]\npart = 1",
            &[
                "missing-key: a trial needs `id`; is `idd` meant to be `id`?",
                "unknown-key: a trial has no key `idd`; did you mean `id`?",
                "wrong-type: `number` has to be a whole number, not text; write a whole number",
                "number: `few` has to be from 1 to 9; write 1, 9, or a number between",
                "wrong-type: `on` has to be `true` or `false`, not a number; write `true` or `false`",
                "wrong-type: `day` has to be a day: 2026-11-23, not a date; write a day: 2026-11-23",
                "unknown-word: `side` cannot be `rigth`; did you mean `right`?",
                "wrong-type: `names` has to be text: \"…\", not a number; write text: \"…\"",
                "wrong-type: `part` has to be a list of tables: [ { … }, { … } ], not a number; write a list of tables: [ { … }, { … } ]",
            ],
        );
    }

    #[test]
    fn empty_long_and_large_values_are_faults() {
        check("id = ' '", &["empty: `id` is empty; write something between the quotes"]);
        check("id = 'a'\nnumber = 99999999999999999999", &["number: this number is too large; write a smaller one"]);
        let long = format!("id = '{}'", "x".repeat(MOST_CHARACTERS + 1));
        check(
            &long,
            &["too-long: `id` is too long: at most 10000 characters fit one text; divide it into several steps"],
        );
    }

    #[test]
    fn lines_end_in_one_way() {
        let faults = Faults::default();
        let (root, _) = parse("text = \"\"\"a\r\nb\"\"\"\r\n");
        let text = Table::root(&root, "a trial", &faults).str("text").unwrap();
        assert_eq!(text.value, "a\nb");
    }
}
