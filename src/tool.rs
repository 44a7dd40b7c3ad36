//! Tools for people who write content: check, new, rehearse, map, why, schema. Each writes to a given writer, and
//! answers with what it found; exit codes are the command's business.

pub mod check;
mod inside;
pub mod map;
pub mod new;
pub mod rehearse;
mod say;
pub mod schema;
pub mod why;

pub use say::template;
