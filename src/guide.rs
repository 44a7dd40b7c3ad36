//! Guide: checked, immutable content, an ordered list of steps in stages.
//!
//! There are no jumps: the way a person takes is the steps whose condition holds now, in this order
//! (see [`crate::session`]). Rounds and parts are unrolled when a guide is read, so everything here is flat.

pub mod check;
pub mod condition;
pub mod model;
pub mod read;
pub mod wording;

pub use condition::{Condition, Fact, Reference, Verb};
pub use model::{By, Guide, Keep, ListRef, Round, Source, Stage, Step, StepId, Strength, Wordings};
pub use wording::{Piece, Pronouns, Template};
