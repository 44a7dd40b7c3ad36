//! Fault: something wrong in a content file, at its place, with a way to mend it.
//!
//! Every content file (guides, noticing rules, help lines, sources) is read in the same way: [`source::text`] judges the
//! bytes, [`source::parse`] the syntax, and the tables of [`table`] the keys. Reading never stops at the first fault; what
//! can be looked at beside faults of syntax is [`stray`]'s to judge.
//! [`report`] shows them to people and to editors.

pub mod place;
pub mod report;
pub mod source;
pub mod stray;
mod syntax;
pub mod table;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used like this, or would be unsafe.
    Error,
    /// It works; somebody may want to look at it.
    Warning,
}

/// Something wrong in a content file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault, for editors and for looking it up: `unknown-step`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where, in bytes of the file.
    pub span: Range<usize>,
    /// What is wrong, one plain sentence without a full stop.
    pub what: String,
    /// How to mend it.
    pub mend: Option<String>,
    /// Other places that belong to it, each with what is there.
    pub also: Vec<(Range<usize>, String)>,
}

impl Fault {
    /// A fault that keeps the file from being used.
    pub fn error(code: &'static str, span: Range<usize>, what: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, span, what: what.into(), mend: None, also: Vec::new() }
    }

    /// A fault the file can be used with.
    pub fn warning(code: &'static str, span: Range<usize>, what: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, what) }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn mend(mut self, how: impl Into<String>) -> Self {
        self.mend = Some(how.into());
        self
    }

    /// Adds how to mend it, if anything is known.
    #[must_use]
    pub fn mend_if(mut self, how: Option<String>) -> Self {
        self.mend = how.or(self.mend);
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn also(mut self, span: Range<usize>, what: impl Into<String>) -> Self {
        self.also.push((span, what.into()));
        self
    }
}

/// Faults found so far; shared by everything that reads one file.
#[derive(Debug, Default)]
pub struct Faults {
    found: RefCell<Vec<Fault>>,
}

impl Faults {
    /// Adds one.
    pub fn push(&self, fault: Fault) {
        self.found.borrow_mut().push(fault);
    }

    /// Whether there is an error among them.
    pub fn any_error(&self) -> bool {
        self.found.borrow().iter().any(|fault| fault.severity == Severity::Error)
    }

    /// All of them in the order of the file, each once: rounds and shared parts are read several times.
    pub fn into_sorted(self) -> Vec<Fault> {
        sorted(self.found.into_inner())
    }
}

/// In the order of the file, the same finding at the same place only once.
pub fn sorted(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by(|a, b| {
        let key = |fault: &Fault| (fault.span.start, fault.span.end, fault.severity, fault.code);
        key(a).cmp(&key(b)).then_with(|| a.what.cmp(&b.what))
    });
    faults.dedup_by(|a, b| a.code == b.code && a.span == b.span && a.what == b.what);
    faults
}

/// The name of a list that is nearest to what was written, if any is near.
pub fn nearest<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let written = written.to_lowercase();
    names
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&written, &name.to_lowercase()), name))
        .filter(|(distance, name)| *distance <= (name.chars().count().max(written.chars().count()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// "did you mean `feelings`?", if a name is near; else the names there are, if they are few.
pub fn did_you_mean<'n>(written: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> Option<String> {
    const FEW: usize = 12;
    let few = names.clone().into_iter().collect::<BTreeSet<_>>().len() <= FEW;
    if few { one_of(written, names) } else { nearest(written, names).map(meant) }
}

/// The same, with all the names there are, however many.
pub fn one_of<'n>(written: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> Option<String> {
    if let Some(name) = nearest(written, names.clone()) {
        return Some(meant(name));
    }
    let mut seen = BTreeSet::new();
    let once = names.into_iter().filter(|name| seen.insert(*name));
    let all: Vec<String> = once.map(|name| format!("`{name}`")).collect();
    let (last, first) = all.split_last()?;
    let first = if first.is_empty() { String::new() } else { format!("{} or ", first.join(", ")) };
    Some(format!("it can be {first}{last}"))
}

fn meant(name: &str) -> String {
    format!("did you mean `{name}`?")
}

/// A name out of a file, cut to a length that fits a sentence.
pub fn short(name: &str) -> String {
    const MOST: usize = 40;
    if name.chars().count() <= MOST {
        return name.to_owned();
    }
    name.chars().take(MOST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, names: &[&str], expected: Option<&str>) {
        assert_eq!(did_you_mean(written, names.iter().copied()).as_deref(), expected);
    }

    #[test]
    fn a_near_name_is_offered() {
        check("feelngs", &["seen", "feelings"], Some("did you mean `feelings`?"));
        check("Talk", &["wait", "talk"], Some("did you mean `talk`?"));
        check("xyz", &["wait", "talk"], Some("it can be `wait` or `talk`"));
        check("xyz", &["wait"], Some("it can be `wait`"));
        check("xyz", &["a", "a"], Some("it can be `a`"));
        check("xyz", &[], None);
    }

    #[test]
    fn faults_come_in_the_order_of_the_file_and_once() {
        let faults = Faults::default();
        faults.push(Fault::error("b", 9..10, "later"));
        faults.push(Fault::warning("a", 3..4, "earlier"));
        faults.push(Fault::error("b", 9..10, "later"));
        assert!(faults.any_error());
        let codes: Vec<&str> = faults.into_sorted().iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["a", "b"]);
    }

    #[test]
    fn long_names_are_cut() {
        assert_eq!(short(&"é".repeat(300)).chars().count(), 40);
        assert_eq!(short("seen"), "seen");
    }
}
