//! Running: the one loop between a front, a session and the disk, and what it needs of the machine.

pub mod clock;
pub mod editor;
pub mod secret;
