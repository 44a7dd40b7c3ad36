//! The message of the built-in guide while it is written, in every part and with several drafts: what it comes to, what is
//! said of it and what is asked stay in sight, however small the window.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it says"
)]

#[path = "frames/walk.rs"]
mod walk;

use stepback::screen::{Block, Screen};
use stepback::tui::Look;
use walk::{Ground, Walk};

/// A usual window, the smallest, and a large one.
const SIZES: [(u16, u16); 3] = [(80, 24), (40, 12), (200, 60)];

/// Somebody who has come as far as the message.
fn at_the_message((width, height): (u16, u16)) -> Walk {
    let ground = Ground::new().expect("what is built in loads");
    let mut walk = Walk::new(ground, width, height, Look { motion: false, ..Look::default() });
    assert!(walk.walk_to("message", &[("decide", "2")]), "the message comes by");
    walk
}

/// Words alone, one blank between them.
fn words(rows: &[String]) -> String {
    let all = rows.join(" ").replace(['↑', '↓', '▏', '›'], " ");
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Why the message is not offered for copying.
fn withheld(screen: &Screen<'_>) -> Option<String> {
    screen.blocks.iter().find_map(|block| if let Block::Withheld(why) = block { Some(why.clone()) } else { None })
}

#[test]
fn why_a_message_is_not_offered_for_copying_is_in_sight_wherever_it_is_written() {
    for size in SIZES {
        for before in ["", "<tab><tab>Sunday was long<tab><tab><tab><tab>"] {
            let mut walk = at_the_message(size);
            let (rows, _, why) = walk.after(&format!("{before}Answer me or else. "), withheld);
            let (all, why) = (words(&rows), why.expect("it is withheld"));
            let told = all.contains(&why) || all.contains("Not offered for copying (Alt-C: why)");
            assert!(told && (size.1 < 24 || all.contains(&why)), "{size:?}\n{}", rows.join("\n"));
            let (rows, ..) = walk.after("<a-c>", |_| ());
            assert!(words(&rows).contains(&why), "said by the key, {size:?}\n{}", rows.join("\n"));
            let (rows, ..) = walk.after("<a-n>", |_| ());
            assert!(words(&rows).contains(&why), "said on the page of what is noticed, {size:?}\n{}", rows.join("\n"));
        }
    }
}
