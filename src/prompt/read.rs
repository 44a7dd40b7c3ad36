//! Text to read; going on is the answer.

/// Text to read; going on is the answer.
#[derive(Clone, Debug)]
pub struct Read;
