//! What the fuzz targets share: a session on a desk, screens drawn and looked at, and files in memory.

pub mod desk;
pub mod memory;
