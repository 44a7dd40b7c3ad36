//! Guide bytes: read, checked, said what is wrong with them, walked a few screens. A guide comes from anybody.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stepback::fault::report::{Format, report};
use stepback::guide::check::{Known, check};
use stepback::guide::read;
use stepback::session::Event;
use stepback_fuzz::desk::{Desk, is_tame};

/// Steps that are walked at most.
const STEPS: usize = 12;

fuzz_target!(|bytes: &[u8]| {
    let source = String::from_utf8_lossy(bytes);
    let (found, faults) = read::read_marked(&source);
    for format in [Format::Human { colour: false }, Format::Short] {
        let said = report("a.toml", &source, &faults, format);
        assert!(said.lines().all(is_tame), "a report holds a character that acts on the terminal: {said:?}");
    }
    let Some((guide, marks)) = found else {
        assert!(!faults.is_empty(), "no guide, and nothing is said about it");
        return;
    };
    let more = check(&guide, &marks, &Known::default());
    let said = report("a.toml", &source, &more, Format::Short);
    assert!(said.lines().all(is_tame), "a report holds a character that acts on the terminal: {said:?}");
    let mut desk = Desk::begin(&guide);
    desk.draws_everywhere();
    for _ in 0..STEPS {
        // The first answer there is; what wants none is passed over, and a gate answered with its first option.
        desk.does(Event::Pick(1));
        desk.draws();
        let at = desk.session.at().clone();
        if desk.does(Event::Submit) {
            break;
        }
        if *desk.session.at() == at && desk.does(Event::Skip) {
            break;
        }
    }
    desk.keeps();
});
