//! The full-screen front.

pub mod wrap;
