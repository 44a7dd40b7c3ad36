//! `board`: named columns.

use super::MOST_ITEMS;
use crate::fault::table::Table;
use crate::guide::read::here::Here;
use crate::guide::read::layout::{Seen, id};
use crate::guide::read::marks::Role;
use crate::prompt::Prompt;
use crate::prompt::board::{Board, Column};

pub fn read<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Option<Prompt> {
    let mut columns = Vec::new();
    let mut seen = Seen::new("columns");
    for column in table.need_tables("columns", "a column") {
        if let Some(id) = id(&column) {
            seen.add(&id, here.faults());
            columns.push(Column {
                id: id.value,
                title: here.needed(&column, "title", Role::Label).unwrap_or_default(),
                placeholder: here.optional(&column, "placeholder", Role::Example),
                ask_each: column.str("ask_each").map(|ask| here.template(&ask, Role::Label)),
                at_most: column.count("at_most", 1, MOST_ITEMS).and_then(|most| usize::try_from(most).ok()),
            });
        }
        column.done();
    }
    (!columns.is_empty()).then_some(Prompt::Board(Board { columns }))
}
