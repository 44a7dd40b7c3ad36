//! Facts that come from outside one session: what earlier sessions say, what time it is, what is random.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A random name for the person a session is about: 32 hex digits, nothing else.
pub type PersonId = String;

/// Everything the shell hands in when a session starts or is taken up again.
#[derive(Clone, Debug)]
pub struct Begin {
    /// Seconds since 1970 (UTC).
    pub seconds: i64,
    /// Today, where the person is.
    pub today: Date,
    /// A fresh random id, used if this session is about somebody new.
    pub fresh_person: PersonId,
    /// People of earlier sessions, newest first.
    pub known: Vec<Known>,
    /// Whether a passphrase protects this folder (then `keep` already means sealed).
    pub protected: bool,
}

/// Somebody earlier sessions were about, and what these say.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Random id.
    pub id: PersonId,
    /// What they were called last.
    pub name: String,
    /// When messages to them were finished, seconds since 1970, oldest first.
    pub messages: Vec<i64>,
    /// A contact lock, if one was left.
    pub lock: Option<Lock>,
    /// When the last full run about them ended.
    pub last_full_run: Option<i64>,
    /// The highest time any session saw: the clock may have been set back.
    pub highest: i64,
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Known")
    }
}

/// The contact gate said: leave them alone. It outlives the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// Until this day has passed; `None`: for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}
