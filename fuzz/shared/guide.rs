//! Guide bytes: read, checked, said what is wrong with them, walked a few screens. A guide comes from anybody.

use super::desk::{Desk, is_tame};
use stepback::fault::report::{Format, report};
use stepback::guide::check::{Known, check};
use stepback::guide::read;
use stepback::session::Event;

/// Steps that are walked at most.
const STEPS: usize = 12;

/// Tries one input.
pub fn run(bytes: &[u8]) {
    let source = String::from_utf8_lossy(bytes);
    let (guide, marks, faults) = read::read_marked(&source);
    let more = check(guide.as_ref(), &marks, &Known::default());
    for format in [Format::Human { colour: false }, Format::Short] {
        for faults in [&faults, &more] {
            let said = report("a.toml", &source, faults, format);
            assert!(said.lines().all(is_tame), "a report holds a character that acts on the terminal: {said:?}");
        }
    }
    let Some(guide) = guide else {
        assert!(!faults.is_empty(), "no guide, and nothing is said about it");
        return;
    };
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
}
