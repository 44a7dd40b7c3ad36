//! A level on a scale.

use crate::session::event::Move;

/// A level on a scale.
#[derive(Clone, Debug)]
pub struct Level {
    /// Lowest.
    pub min: i64,
    /// Highest.
    pub max: i64,
    /// Chosen so far.
    pub value: Option<i64>,
}

/// How far Page Up and Page Down go.
const STRIDE: i64 = 3;

impl Level {
    /// A scale with a level chosen if it lies on it.
    pub fn new(min: i64, max: i64, value: Option<i64>) -> Self {
        Self { min, max, value: value.filter(|value| (min..=max).contains(value)) }
    }

    /// Chooses a level. `false` if the scale does not have it.
    pub fn set(&mut self, value: i64) -> bool {
        let on_it = (self.min..=self.max).contains(&value);
        if on_it {
            self.value = Some(value);
        }
        on_it
    }

    /// Moves the level. The first move of all chooses the lowest.
    pub fn step(&mut self, to: Move) -> bool {
        match to {
            Move::Left | Move::Down => self.by(-1),
            Move::Right | Move::Up => self.by(1),
            Move::PageDown => self.by(-STRIDE),
            Move::PageUp => self.by(STRIDE),
            Move::First => self.set(self.min),
            Move::Last => self.set(self.max),
            Move::ToRow(row) => i64::try_from(row).is_ok_and(|row| self.set(self.min.saturating_add(row))),
            Move::NextField | Move::PreviousField | Move::ToField(_) => false,
        }
    }

    fn by(&mut self, much: i64) -> bool {
        let before = self.value;
        let next = before.map_or(self.min, |value| value.saturating_add(much).clamp(self.min, self.max));
        self.value = Some(next);
        self.value != before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(start: Option<i64>, moves: &[Move], expected: Option<i64>) {
        let mut level = Level::new(0, 10, start);
        for to in moves {
            level.step(*to);
        }
        assert_eq!(level.value, expected);
    }

    #[test]
    fn levels_move_within_their_ends() {
        check(None, &[], None);
        check(None, &[Move::Right], Some(0));
        check(None, &[Move::Right, Move::Right, Move::Up], Some(2));
        check(Some(1), &[Move::Left, Move::Left, Move::Down], Some(0));
        check(Some(9), &[Move::PageUp], Some(10));
        check(Some(5), &[Move::First], Some(0));
        check(Some(5), &[Move::Last], Some(10));
        check(Some(5), &[Move::ToRow(7)], Some(7));
        check(Some(5), &[Move::ToRow(11)], Some(5));
        check(Some(5), &[Move::NextField], Some(5));
        check(Some(11), &[], None);
    }

    #[test]
    fn a_level_off_the_scale_is_refused() {
        let mut level = Level::new(1, 5, None);
        assert!(!level.set(0) && !level.set(6) && level.set(5));
        assert_eq!(level.value, Some(5));
    }
}
