//! The clock: the one place that asks what time it is.

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};

/// Now, in seconds since 1970 (UTC), and today where the person is.
pub fn now() -> (i64, Date) {
    (Timestamp::now().as_second(), Zoned::now().date())
}

/// The day of a time in seconds since 1970, where the person is.
pub fn day_of(seconds: i64) -> Date {
    Timestamp::from_second(seconds).map_or(Date::ZERO, |time| time.to_zoned(jiff::tz::TimeZone::system()).date())
}

/// The time of day of a time in seconds since 1970, where the person is: `21:05`.
pub fn time_of(seconds: i64) -> String {
    let zoned = Timestamp::from_second(seconds).map(|time| time.to_zoned(jiff::tz::TimeZone::system()));
    zoned.map_or_else(|_| String::new(), |time| time.strftime("%H:%M").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_nobody_can_have_is_the_first_day() {
        assert_eq!(day_of(i64::MAX), Date::ZERO);
        let (seconds, today) = now();
        assert!(seconds > 1_700_000_000);
        assert!(day_of(seconds) >= today);
    }
}
