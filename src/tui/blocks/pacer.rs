//! A breathing guide: a soft shape that grows and shrinks, or the count in words where nothing may move.

use std::time::Duration;

use crate::prompt::pacer::Breath;
use crate::tui::flow::Ink;
use crate::tui::ground::Ground;
use crate::tui::rows::columns;
use crate::tui::strip::Strip;
use crate::tui::theme::Role;

/// One beat: what to do, for how many seconds, which way the shape goes.
pub type Beat = (String, u32, Breath);

/// The shape takes this many sizes, no more: between two of them nothing is drawn.
const SIZES: f32 = 18.0;

/// Where in its rounds a pacer is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Breathing {
    /// Which beat, 0 first.
    pub beat: usize,
    /// Seconds of the beat begun so far, 1 first.
    pub count: u32,
    /// How large the shape is, in whole steps from 0 to 18.
    pub size: f32,
    /// When any of this changes next, from the start.
    pub until: Duration,
}

/// Where a pacer is after `shown`; `None` once it has come to its end, or when it has no beat of any length.
pub fn rounds(beats: &[Beat], seconds: u32, shown: Duration) -> Option<Breathing> {
    let round: u64 = beats.iter().map(|(_, seconds, _)| u64::from(*seconds)).sum();
    if shown >= Duration::from_secs(u64::from(seconds)) || round == 0 {
        return None;
    }
    let round = Duration::from_secs(round);
    let begun = shown.as_secs() / round.as_secs() * round.as_secs();
    let mut start = Duration::from_secs(begun);
    for (number, ((_, seconds, _), (from, to))) in beats.iter().zip(levels(beats)).enumerate() {
        let length = Duration::from_secs(u64::from(*seconds));
        if shown < start + length {
            let inside = shown.saturating_sub(start);
            let size = |inside: Duration| size(from, to, inside, length);
            let now = size(inside);
            let mut until = inside;
            while until < length && (size(until) - now).abs() < 0.5 && until.as_secs() == inside.as_secs() {
                until += Duration::from_millis(20);
            }
            let count = u32::try_from(inside.as_secs()).unwrap_or(0) + 1;
            return Some(Breathing { beat: number, count, size: now, until: start + until.min(length) });
        }
        start += length;
    }
    None
}

/// How full the shape is at the start and at the end of each beat. Two breaths in, one after the other, share the way:
/// the second goes on where the first stopped.
fn levels(beats: &[Beat]) -> Vec<(f32, f32)> {
    let goes = |shape: Breath| shape != Breath::Hold;
    // A round that begins by breathing out begins full.
    let first = beats.iter().map(|(_, _, shape)| *shape).find(|shape| goes(*shape));
    let mut level: f32 = if first == Some(Breath::Out) { 1.0 } else { 0.0 };
    let mut levels = Vec::with_capacity(beats.len());
    for (number, (_, seconds, shape)) in beats.iter().enumerate() {
        let end = if *shape == Breath::In { 1.0 } else { 0.0 };
        let ahead = beats.iter().skip(number).take_while(|(_, _, next)| !goes(*next) || next == shape);
        let left: u32 = ahead.filter(|(_, _, next)| next == shape).map(|(_, seconds, _)| *seconds).sum();
        let to = if goes(*shape) && left > 0 {
            #[expect(clippy::cast_precision_loss, reason = "a few seconds")]
            let part = *seconds as f32 / left as f32;
            level + (end - level) * part
        } else {
            level
        };
        levels.push((level, to));
        level = to;
    }
    levels
}

/// The shape eases in and out, as breath does.
fn size(from: f32, to: f32, inside: Duration, length: Duration) -> f32 {
    let part = inside.as_secs_f32() / length.as_secs_f32().max(0.1);
    let eased = (1.0 - (part.min(1.0) * std::f32::consts::PI).cos()) / 2.0;
    ((from + (to - from) * eased) * SIZES).round()
}

/// The shape and the word, or the words alone.
pub fn strips<'a>(beats: &[Beat], seconds: u32, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    if !ground.look.motion {
        return in_words(beats, seconds, width, ground);
    }
    let Some(now) = rounds(beats, seconds, ground.shown) else {
        return vec![Strip::rows(0, ground.prose("That was the whole of it. Go on when you like.", width, Role::Text))];
    };
    // The question, a line of text, the word and the count stand around it.
    let radius = u16::try_from(ground.page.saturating_sub(9) / 2).unwrap_or(2).clamp(1, 6);
    let mut all = shape(now.size / SIZES, radius, width.min(44), ground);
    let (word, count) = beats.get(now.beat).map_or(("", 0), |(word, seconds, _)| (word.as_str(), *seconds));
    let (gone, left) = (ground.look.signs.chosen, ground.look.signs.item);
    let dots: Vec<&str> = (1..=count).map(|second| if second <= now.count { gone } else { left }).collect();
    if radius > 1 {
        all.push(Strip::gap(1));
    }
    all.push(centred(vec![Ink::new(word, Role::Question)], width.min(44)));
    all.push(centred(vec![Ink::new(dots.join(" "), Role::Quiet)], width.min(44)));
    all
}

/// A round of `height` rows either way from its middle, soft at its rim.
fn shape<'a>(fullness: f32, radius: u16, width: u16, ground: &Ground) -> Vec<Strip<'a>> {
    let [rim, between, middle] = ground.look.signs.breath;
    let reach = f32::from(radius) + 0.6;
    let size = reach * (0.3 + 0.7 * fullness);
    let half = i32::from((radius * 5 / 2).min(width.saturating_sub(1) / 2));
    let radius = i32::from(radius);
    (-radius..=radius)
        .map(|y| {
            let row: String = (-half..=half)
                .map(|x| {
                    #[expect(clippy::cast_precision_loss, reason = "a few dozen at most")]
                    let away = size - (x as f32 / 2.1).hypot(y as f32);
                    match away {
                        away if away < 0.0 => " ",
                        away if away < 0.6 => rim,
                        away if away < 1.3 => between,
                        _ => middle,
                    }
                })
                .collect();
            centred(vec![Ink::new(row, Role::Shape)], width)
        })
        .collect()
}

fn centred<'a>(inks: Vec<Ink>, width: u16) -> Strip<'a> {
    let taken: usize = inks.iter().map(|ink| columns(&ink.text)).sum();
    let x = usize::from(width).saturating_sub(taken) / 2;
    Strip::line(u16::try_from(x).unwrap_or(0), inks)
}

/// The same guide where nothing moves: what to do and how far to count.
fn in_words<'a>(beats: &[Beat], seconds: u32, width: u16, ground: &mut Ground) -> Vec<Strip<'a>> {
    let mut all: Vec<Strip<'a>> = beats
        .iter()
        .map(|(word, seconds, _)| {
            let count: Vec<String> = (1..=*seconds).map(|second| second.to_string()).collect();
            Strip::rows(
                2,
                ground.prose(&format!("{word}: {}", count.join(", ")), width.saturating_sub(2).max(1), Role::Strong),
            )
            .with_lead(0, ground.look.signs.item, Role::Quiet)
        })
        .collect();
    let again = match seconds.div_ceil(60) {
        0 | 1 => "Then again, for about a minute. Go on when you like.".to_owned(),
        minutes => format!("Then again, for about {minutes} minutes. Go on when you like."),
    };
    all.push(Strip::gap(1));
    all.push(Strip::rows(0, ground.prose(&again, width, Role::Quiet)));
    all
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Beat, SIZES, levels, rounds};
    use crate::prompt::pacer::Breath;

    fn beats() -> Vec<Beat> {
        vec![("In".to_owned(), 4, Breath::In), ("Wait".to_owned(), 2, Breath::Hold), ("Out".to_owned(), 6, Breath::Out)]
    }

    #[test]
    fn a_round_goes_in_waits_and_goes_out() {
        #[track_caller]
        fn check(millis: u64, beat: usize, count: u32, size: f32) {
            let now = rounds(&beats(), 60, Duration::from_millis(millis)).unwrap();
            assert_eq!((now.beat, now.count), (beat, count), "at {millis}");
            assert!((now.size - size * SIZES).abs() < 0.51, "at {millis}: {now:?}");
        }
        check(0, 0, 1, 0.0);
        check(2000, 0, 3, 0.5);
        check(3999, 0, 4, 1.0);
        check(4500, 1, 1, 1.0);
        check(6000, 2, 1, 1.0);
        check(9000, 2, 4, 0.5);
        check(12_000, 0, 1, 0.0);
        assert_eq!(rounds(&beats(), 60, Duration::from_secs(60)), None);
        assert_eq!(rounds(&[], 60, Duration::ZERO), None);
        assert_eq!(rounds(&[("x".to_owned(), 0, Breath::In)], 60, Duration::ZERO), None);
    }

    #[test]
    fn a_second_breath_in_goes_on_where_the_first_stopped() {
        let beat = |seconds, shape| ("x".to_owned(), seconds, shape);
        let sigh = [beat(3, Breath::In), beat(1, Breath::In), beat(6, Breath::Out)];
        assert_eq!(levels(&sigh), [(0.0, 0.75), (0.75, 1.0), (1.0, 0.0)]);
        let back = [beat(4, Breath::Out), beat(2, Breath::Hold), beat(4, Breath::In)];
        assert_eq!(levels(&back), [(1.0, 0.0), (0.0, 0.0), (0.0, 1.0)]);
    }

    #[test]
    fn it_wakes_only_when_something_changes_and_always_moves_on() {
        let (mut at, mut wakes) = (Duration::ZERO, 0);
        while let Some(now) = rounds(&beats(), 12, at) {
            assert!(now.until > at, "stuck at {at:?}");
            at = now.until;
            wakes += 1;
        }
        assert!((12..=60).contains(&wakes), "{wakes} wake-ups in twelve seconds");
    }
}
