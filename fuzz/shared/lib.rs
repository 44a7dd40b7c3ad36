//! What the fuzz targets try, and what they share: a session on a desk, screens drawn and looked at, and files in memory.
//! `tests/fuzzing.rs` tries the same with a few inputs.

pub mod desk;
pub mod guide;
pub mod keys;
pub mod memory;
pub mod session;
