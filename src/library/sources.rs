//! `sources.toml`: where the advice of all guides comes from.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::DeTable;

use crate::fault::table::Table;
use crate::fault::{Fault, Faults, Severity, source, stray};
use crate::guide::Source;
use crate::guide::read::{format, own_sources};

/// Reads the file. `None` if it has errors.
pub fn read(text: &str) -> (Option<BTreeMap<String, Source>>, Vec<Fault>) {
    let (root, syntax) = source::parse(text);
    if syntax.is_empty() {
        return walked(&root);
    }
    (None, stray::beside(text, syntax, |_, root| walked(root).1))
}

fn walked(root: &Spanned<DeTable<'_>>) -> (Option<BTreeMap<String, Source>>, Vec<Fault>) {
    let faults = Faults::default();
    let table = Table::root(root, "this file", &faults);
    format(&table);
    let (_, sources) = own_sources(&table);
    table.done();
    let faults = faults.into_sorted();
    let sound = faults.iter().all(|fault| fault.severity != Severity::Error);
    (sound.then_some(sources), faults)
}
