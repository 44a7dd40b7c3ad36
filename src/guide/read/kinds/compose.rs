//! `draft`: a text built from parts.

use super::{key_or_table, notice};
use crate::fault::Fault;
use crate::fault::table::Table;
use crate::guide::Reference;
use crate::guide::read::here::Here;
use crate::guide::read::layout::{Seen, id};
use crate::guide::read::marks::Role;
use crate::prompt::Prompt;
use crate::prompt::compose::{Compose, Part};

pub fn read<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Option<Prompt> {
    let mut parts = Vec::new();
    let mut seen = Seen::new("parts of a draft");
    for part in table.need_tables("parts", "a part of a draft") {
        if let Some(id) = id(&part) {
            seen.add(&id, here.faults());
            parts.push(Part {
                id: id.value,
                ask: here.needed(&part, "ask", Role::Ask).unwrap_or_default(),
                before: here.optional(&part, "before", Role::Label),
                first: here.optional(&part, "first", Role::Label),
                after: here.optional(&part, "after", Role::Label),
                placeholder: here.optional(&part, "placeholder", Role::Example),
                from: from(here, &part),
            });
        }
        part.done();
    }
    let words = table.count("words", 1, 10_000);
    if !table.has("to") {
        table.missing("to");
    }
    let to_them = table.word("to", &[("them", true), ("me", false)]).is_some_and(|to| to.value);
    let message = table.flag("message");
    if message && table.has("to") && !to_them {
        let fault = Fault::error("message-to-me", key_or_table(table, "message"), "a message is for the other person");
        here.fault(fault.mend("write `to = \"them\"`, or take `message` away"));
    }
    let notice = notice(here, table);
    (!parts.is_empty()).then_some(Prompt::Compose(Compose { parts, words, to_them, message, notice }))
}

/// The earlier answer a part starts from: its words go into the draft, so it has to have some.
fn from(here: &Here<'_, '_>, part: &Table<'_>) -> Option<Reference> {
    let name = part.str("from")?;
    let (reference, prompt) = here.step(&name)?;
    let wordless =
        |prompt: &Prompt| matches!(prompt, Prompt::Read(_) | Prompt::Pacer(_) | Prompt::Recap(_) | Prompt::Gate(_));
    if let Some(prompt) = prompt.filter(|prompt| wordless(prompt)) {
        here.wrong_kind(&name, prompt, "its answer has no words to start from");
    }
    here.depends(&reference, name.span);
    Some(reference)
}
