//! What the shipped content has to hold: it reads clean, asks what it is there to ask, keeps people safe on every way
//! through it, and is written so that a frightened person can read it.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that finds something missing stops there and says what"
)]

#[path = "content/drafts.rs"]
mod drafts;
#[path = "content/lists.rs"]
mod lists;
#[path = "content/noticing.rs"]
mod noticing;
#[path = "content/points.rs"]
mod points;
#[path = "content/safety.rs"]
mod safety;
#[path = "content/shipped.rs"]
mod shipped;
#[path = "content/walker.rs"]
mod walker;
#[path = "content/ways.rs"]
mod ways;
#[path = "content/wording.rs"]
mod wording;
