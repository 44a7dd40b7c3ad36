//! Header: the stage one is in, where that is on the way, and about how much is left.

use std::time::Duration;

use super::canvas::Canvas;
use super::rows::columns;
use super::theme::Role;
use crate::screen::{Block, Focus, Progress, Screen};

/// More dots than this are counted rather than seen.
const DOTS: usize = 24;

/// One row: title, dots, what is left.
pub fn draw(screen: &Screen<'_>, elapsed: Duration, canvas: &mut Canvas<'_>, width: u16) {
    let over = screen.overlay.as_ref().filter(|_| screen.focus != Focus::Confirm);
    let title = over.map_or(screen.title.as_str(), |layer| layer.title.as_str());
    let x = canvas.put(0, 0, width, title, Role::Text);
    if over.is_some() {
        return;
    }
    let right = timer(screen, elapsed).or_else(|| screen.progress.map(left)).unwrap_or_default();
    let short = screen.progress.map(|progress| format!("{} left", progress.left)).unwrap_or_default();
    let room = usize::from(width.saturating_sub(x));
    let right = if columns(&right) + 2 <= room { right } else { short };
    if columns(&right) + 2 > room {
        return;
    }
    let at = width - u16::try_from(columns(&right)).unwrap_or(width).min(width);
    canvas.put(at, 0, width, &right, Role::Quiet);
    if let Some(progress) = screen.progress {
        dots(progress, canvas, x + 2, at.saturating_sub(2));
    }
}

fn left(progress: Progress) -> String {
    let about = if progress.about { "about " } else { "" };
    match progress.left {
        0 => String::new(),
        1 => format!("{about}1 step left in this part"),
        left => format!("{about}{left} steps left in this part"),
    }
}

/// A dot a part, one filled where one is; fewer where they would not fit.
fn dots(progress: Progress, canvas: &mut Canvas<'_>, from: u16, to: u16) {
    let all = progress.parts;
    let room = usize::from(to.saturating_sub(from)).min(DOTS);
    let shown = all.min(room);
    if all == 0 || shown < 3 {
        return;
    }
    let here = (progress.part * shown / all).min(shown - 1);
    let [step, at] = canvas.look().signs.dots;
    let mut x = from;
    for number in 0..shown {
        let (sign, role) = if number == here && progress.left > 0 { (at, Role::Accent) } else { (step, Role::Quiet) };
        x = canvas.put(x, 0, to, sign, role);
    }
}

/// The soft timer, in whole minutes: it never presses and never cuts off.
fn timer(screen: &Screen<'_>, elapsed: Duration) -> Option<String> {
    let minutes = minutes(screen)?;
    let gone = elapsed.as_secs() / 60;
    Some(match gone {
        0 if minutes == 1 => "about a minute".to_owned(),
        0 => format!("about {minutes} minutes"),
        gone if gone < u64::from(minutes) => format!("about {minutes} minutes · {gone} so far"),
        _ => "take the time you like".to_owned(),
    })
}

/// How many minutes the soft timer on this screen has, if there is one.
pub fn minutes(screen: &Screen<'_>) -> Option<u32> {
    screen.blocks.iter().find_map(|block| if let Block::Timer(minutes) = block { Some(*minutes) } else { None })
}
