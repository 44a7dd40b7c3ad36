//! Stepback: a quiet, offline place to step back when somebody you love has gone silent.
//!
//! Data flows one way: content → [`guide`] → [`session`] → [`screen`] → a front;
//! keys become Events, what is to be done comes back as Effects. `ARCHITECTURE.md` is the map.

pub mod args;
pub mod command;
pub mod export;
pub mod failing;
pub mod fault;
pub mod front;
#[deny(clippy::wildcard_enum_match_arm, reason = "a new case is to be met everywhere, not forgotten")]
pub mod guide;
pub mod home;
pub mod library;
#[deny(clippy::wildcard_enum_match_arm, reason = "a new case is to be met everywhere, not forgotten")]
pub mod notice;
pub mod plain;
#[cfg_attr(
    not(test),
    deny(clippy::wildcard_enum_match_arm, reason = "a new case is to be met everywhere, not forgotten")
)]
pub mod prompt;
pub mod run;
#[deny(clippy::wildcard_enum_match_arm, reason = "a new case is to be met everywhere, not forgotten")]
pub mod screen;
#[deny(clippy::wildcard_enum_match_arm, reason = "a new case is to be met everywhere, not forgotten")]
pub mod session;
pub mod signals;
pub mod store;
#[cfg_attr(
    not(test),
    deny(clippy::wildcard_enum_match_arm, reason = "a new case is to be met everywhere, not forgotten")
)]
pub mod text;
pub mod tool;
pub mod tui;
