//! `pacer`: a breathing guide.

use crate::fault::table::Table;
use crate::guide::read::here::Here;
use crate::guide::read::marks::Role;
use crate::prompt::Prompt;
use crate::prompt::pacer::{Beat, Breath, Pacer};

pub fn read<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Option<Prompt> {
    let mut pattern = Vec::new();
    for beat in table.need_tables("pattern", "a beat") {
        let word = here.needed(&beat, "word", Role::Label);
        for key in ["seconds", "shape"] {
            if !beat.has(key) {
                beat.missing(key);
            }
        }
        let seconds = beat.count("seconds", 1, 60);
        let shape = beat.word("shape", &[("in", Breath::In), ("hold", Breath::Hold), ("out", Breath::Out)]);
        beat.done();
        if let (Some(word), Some(seconds), Some(shape)) = (word, seconds, shape) {
            pattern.push(Beat { word, seconds, shape: shape.value });
        }
    }
    let minutes = table.count("minutes", 1, 60).unwrap_or(5);
    (!pattern.is_empty()).then_some(Prompt::Pacer(Pacer { pattern, minutes }))
}
