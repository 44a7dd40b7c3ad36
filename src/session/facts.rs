//! Facts that come from outside one session: what earlier sessions say, what time it is, what is random.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::saved::Saved;

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

/// Somebody other sessions were about, and what these say.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Known {
    /// Random id.
    pub id: PersonId,
    /// What they were called last; empty where nobody was named.
    pub name: String,
    /// What they were last: the id of a relation.
    pub relation: Option<String>,
    /// The day of the last session about them.
    pub last: Option<Date>,
    /// When messages to them were finished, seconds since 1970, oldest first.
    pub messages: Vec<i64>,
    /// A contact lock, if one was left.
    pub lock: Option<Lock>,
    /// When full runs about them ended, by the clock of then.
    pub full_runs: Vec<i64>,
    /// The highest time any session saw: the clock may have been set back.
    pub highest: i64,
}

impl std::fmt::Debug for Known {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Known")
    }
}

/// What one saved session says about the person it is about: numbers, and no name or word, so that lists may keep it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Whom it is about; one without an id for its person is about somebody of its own.
    pub person: PersonId,
    /// When it last changed.
    pub updated: i64,
    /// The highest time it saw.
    pub highest: i64,
    /// When it came to its end, if it did.
    pub finished: Option<i64>,
    /// The contact lock it left.
    pub lock: Option<Lock>,
    /// When messages in it were finished.
    pub messages: Vec<i64>,
    /// Whether a name is in it.
    pub names: bool,
    /// Whether an answer in it is a number, as a rating is.
    pub rated: bool,
}

impl Said {
    /// What this session says.
    pub fn of(saved: &Saved) -> Self {
        Self {
            person: saved.person.as_ref().unwrap_or(&saved.id).clone(),
            updated: saved.updated,
            highest: saved.highest,
            finished: saved.finished,
            lock: saved.lock,
            messages: saved.messages.iter().map(|sent| sent.at).collect(),
            names: saved.named().is_some(),
            rated: saved.is_rated(),
        }
    }
}

/// The contact gate said: leave them alone. It outlives the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    /// Until this day has passed; `None`: for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Lock {
    /// The lock that holds longer: one left by any session stands.
    pub fn longer(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) => {
                let until = one.until.zip(other.until).map(|(one, other)| one.max(other));
                Some(Self { until })
            }
            (one, other) => one.or(other),
        }
    }
}

impl Known {
    /// Somebody who is not named may be anybody that other sessions were about: every lock and every message counts,
    /// and full runs of those who were not named either.
    pub fn anybody(of: &[Self]) -> Self {
        let mut anybody = Self::default();
        for known in of {
            anybody.messages.extend(&known.messages);
            anybody.lock = Lock::longer(anybody.lock, known.lock);
            if known.name.is_empty() {
                anybody.full_runs.extend(&known.full_runs);
            }
        }
        anybody.messages.sort_unstable();
        anybody
    }
}

/// Three days: the least time between a message and its one follow-up. Our own rule (evidence, 3.6).
const BETWEEN_MESSAGES: i64 = 3 * 24 * 60 * 60;
/// How long "within a day" is for a second full run.
const ONE_DAY: i64 = 24 * 60 * 60;

/// What is known beside the answers, as of now.
#[derive(Clone, Debug)]
pub struct FactsNow {
    /// The highest time ever seen: a clock set back unlocks nothing.
    pub clock: i64,
    /// The time as the clock has it now: what is shown, and when something was done today.
    pub now: i64,
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
        Self { clock, now: clock, today, known: Known::default(), messages: Vec::new() }
    }

    /// It is now this time of this day.
    pub fn see(&mut self, seconds: i64, today: Date) {
        self.now = seconds;
        self.clock = self.clock.max(seconds);
        self.today = today;
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

    /// Whether a full run about this person ended within the last day, by the clock as it is; a step already answered
    /// is also judged by the time it was answered at, so that it does not close while one goes on from it.
    pub fn ran_today(&self, answered_at: Option<i64>) -> bool {
        let within = |time: i64, ended: i64| (0..ONE_DAY).contains(&time.saturating_sub(ended));
        let times = || [Some(self.now), answered_at].into_iter().flatten();
        self.known.full_runs.iter().any(|ended| times().any(|time| within(time, *ended)))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn of_two_locks_the_longer_stands() {
        let day = |day| Some(Lock { until: Some(date(2026, 5, day)) });
        assert_eq!(Lock::longer(day(1), day(3)), day(3));
        assert_eq!(Lock::longer(day(1), None), day(1));
        assert_eq!(Lock::longer(day(1), Some(Lock { until: None })), Some(Lock { until: None }));
        assert_eq!(Lock::longer(None, None), None);
    }

    #[test]
    fn a_run_is_within_a_day_by_the_clock_as_it_is() {
        let mut facts = FactsNow::at(5 * ONE_DAY, date(2026, 5, 1));
        facts.known.full_runs = vec![1_000 * ONE_DAY];
        assert!(!facts.ran_today(None), "a run of a clock that was far ahead is not one of today");
        facts.clock = 1_000 * ONE_DAY;
        assert!(!facts.ran_today(None), "nor does the highest time ever seen make it so");
        facts.known.full_runs.push(facts.now - 60);
        assert!(facts.ran_today(None));
        facts.now += ONE_DAY;
        assert!(!facts.ran_today(None) && facts.ran_today(Some(facts.now - ONE_DAY)), "what was answered stays");
    }
}
