//! What the fuzz targets try (`fuzz/shared`), with a few inputs: guides and sessions that are cut or changed anywhere, and
//! any keys.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first thing that is not as it says"
)]

#[path = "../fuzz/shared/lib.rs"]
#[allow(missing_docs, unreachable_pub, reason = "a crate of its own for the fuzzer")]
mod fuzz;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

const GUIDES: [&str; 3] = [
    include_str!("guides/two-sides.toml"),
    include_str!("guides/ten-faults.toml"),
    include_str!("../content/guides/four-month-check-in.toml"),
];

const SESSIONS: [&str; 3] = [
    include_str!("../fuzz/seeds/session/after-an-argument.toml"),
    include_str!("../fuzz/seeds/session/being-ignored.toml"),
    include_str!("../fuzz/seeds/session/four-month-check-in.toml"),
];

/// A text with a few bytes changed, then cut, or some of it twice.
fn spoilt(texts: &'static [&str]) -> impl Strategy<Value = Vec<u8>> {
    let changes = vec((any::<Index>(), any::<u8>()), 0..6);
    (any::<Index>(), changes, prop::option::of((any::<Index>(), any::<Index>()))).prop_map(|(which, changes, part)| {
        let mut bytes = which.get(texts).as_bytes().to_vec();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some((from, to)) = part {
            let again = bytes[from.index(bytes.len())..].to_vec();
            bytes.truncate(to.index(bytes.len()));
            bytes.extend(again);
        }
        bytes
    })
}

#[test]
fn the_seeds_do_no_harm() {
    for text in GUIDES {
        fuzz::guide::run(text.as_bytes());
    }
    for text in SESSIONS {
        fuzz::session::run(text.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_guide_is_read_or_refused(bytes in spoilt(&GUIDES)) {
        fuzz::guide::run(&bytes);
    }

    #[test]
    fn any_session_is_read_or_left_alone(bytes in spoilt(&SESSIONS)) {
        fuzz::session::run(&bytes);
    }

    #[test]
    fn any_bytes_are_no_guide_and_no_session(bytes in vec(any::<u8>(), 0..400)) {
        fuzz::guide::run(&bytes);
        fuzz::session::run(&bytes);
    }

    #[test]
    fn any_keys_may_be_pressed(bytes in vec(any::<u8>(), 1..160)) {
        fuzz::keys::run(&bytes);
    }
}
