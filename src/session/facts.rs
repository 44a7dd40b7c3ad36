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

/// Three days: the least time between a message and its one follow-up. Our own rule (evidence, 3.6).
const BETWEEN_MESSAGES: i64 = 3 * 24 * 60 * 60;
/// How long "within a day" is for a second full run.
const ONE_DAY: i64 = 24 * 60 * 60;

/// What is known beside the answers, as of now.
#[derive(Clone, Debug)]
pub struct FactsNow {
    /// The clock, never lower than the highest time ever seen: a clock set back unlocks nothing.
    pub clock: i64,
    /// Today, where the person is.
    pub today: Date,
    /// What earlier sessions about this person say.
    pub known: Known,
    /// Messages of this session: step id and seconds since 1970.
    pub messages: Vec<(String, i64)>,
}

impl FactsNow {
    /// Nothing known but the time.
    pub fn at(clock: i64, today: Date) -> Self {
        Self { clock, today, known: Known::default(), messages: Vec::new() }
    }

    /// Whether one more message fits the limit, seen from a step: only messages of earlier steps count, and a step
    /// already answered is judged by the time it was answered at.
    pub fn may_write(&self, earlier: impl Fn(&str) -> bool, answered_at: Option<i64>) -> bool {
        let own = self.messages.iter().filter(|(step, _)| earlier(step)).map(|(_, at)| *at);
        let all: Vec<i64> = self.known.messages.iter().copied().chain(own).collect();
        match all.as_slice() {
            [] => true,
            [one] => answered_at.unwrap_or(self.clock).saturating_sub(*one) >= BETWEEN_MESSAGES,
            _ => false,
        }
    }

    /// Whether an earlier session left a contact lock that is still in force.
    pub fn no_contact(&self) -> bool {
        self.known.lock.is_some_and(|lock| lock.until.is_none_or(|until| self.today < until))
    }

    /// Whether a full run about this person ended within the last day.
    pub fn ran_today(&self) -> bool {
        self.known.last_full_run.is_some_and(|ended| self.clock.saturating_sub(ended) < ONE_DAY)
    }
}
