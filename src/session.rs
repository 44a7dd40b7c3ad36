//! Session: the state machine. Plain data, pure, deterministic: the same events give the same session.
//!
//! It knows no file, clock, terminal, thread or randomness; what it needs of them enters with
//! [`Event::Begin`] and [`Event::Now`]. Nothing here can fail.

pub mod effect;
pub mod entry;
pub mod event;
pub mod facts;
pub mod path;
pub mod saved;

pub use effect::{Effect, Farewell, Keeping};
pub use entry::{Entry, State};
pub use event::Event;
pub use path::Place;
pub use saved::Saved;
