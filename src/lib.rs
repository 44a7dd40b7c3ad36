//! Stepback: a quiet, offline place to step back when somebody you love has gone silent.
//!
//! Data flows one way: content → [`guide`] → [`session`] → [`screen`] → a front;
//! keys become Events, what is to be done comes back as Effects. `ARCHITECTURE.md` is the map.

pub mod args;
pub mod export;
pub mod fault;
pub mod front;
pub mod guide;
pub mod plain;
pub mod prompt;
pub mod screen;
pub mod session;
pub mod text;
pub mod tui;
