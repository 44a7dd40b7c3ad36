//! The built-in guide as it stands on the screen: every step in a usual and in a small window, and some of them drawn as
//! they look.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it says"
)]

#[path = "frames/walk.rs"]
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::time::Duration;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use stepback::guide::Guide;
use stepback::screen::{Around, Block, Focus, Screen};
use stepback::session::{Effect, Event, Session};
use stepback::tui::Look;
use stepback::tui::ground::Ground;
use stepback::tui::page::{self, Scroll};
use stepback::tui::theme::Palette;
use walk::{Marks, Walk};

/// A usual window, and the smallest.
const SIZES: [(u16, u16); 2] = [(80, 24), (40, 12)];

fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area();
    (0..area.height)
        .map(|y| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned())
        .collect()
}

/// Words alone, one blank between them.
fn words(text: &str) -> String {
    text.replace('*', "").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The question the focus stands under, and the blocks from it to the focus.
fn question(screen: &Screen<'_>) -> Option<String> {
    let focus = |block: &Block<'_>| match block {
        Block::Options { at, rows, .. } => {
            at.is_some() || rows.iter().any(|row| row.editor.as_ref().is_some_and(|own| own.focus))
        }
        Block::Scale { focus, .. } => *focus,
        Block::Editor(editor) => editor.focus,
        Block::Rows { .. } | Block::Board(_) | Block::Timeline(_) => true,
        _ => false,
    };
    let end = screen.blocks.iter().position(focus).unwrap_or(1);
    let asked = |block: &Block<'_>| if let Block::Question(text) = block { Some(words(text)) } else { None };
    screen.blocks.iter().take(end).rev().find_map(asked)
}

fn complains(screen: &Screen<'_>) -> bool {
    screen.blocks.iter().any(|block| matches!(block, Block::Complaint(_)))
}

/// The last words of what is built from the field in focus.
fn built(screen: &Screen<'_>) -> Option<String> {
    let field = screen.blocks.iter().position(|block| matches!(block, Block::Editor(editor) if editor.focus))?;
    let built =
        |block: &Block<'_>| if let Block::Built(built) = block { Some(words(&built.text.to_string())) } else { None };
    let text = screen.blocks.iter().skip(field).find_map(built)?;
    text.rsplit(' ').next().map(str::to_owned)
}

/// What must hold of every step, however small the window.
fn check(screen: &Screen<'_>, place: &str, marks: &mut Marks, faults: &mut BTreeSet<String>) {
    for (width, height) in SIZES {
        let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
        let mut ground = Ground::new(Look { motion: false, ..Look::default() });
        let drawn = page::draw(screen, &mut buffer, &mut Scroll::default(), Duration::ZERO, &mut ground, marks);
        let all = rows(&buffer);
        let seen = words(&all.join(" ").replace(['↑', '↓'], " "));
        let mut fault = |what: &str| {
            faults.insert(format!("{place} at {width}x{height}: {what}\n{}", all.join("\n")));
        };
        if let Some(question) = question(screen) {
            let last: Vec<&str> = question.rsplit(' ').take(6).collect();
            let last = last.into_iter().rev().collect::<Vec<_>>().join(" ");
            if !seen.contains(&last) {
                fault("the question is out of sight");
            }
        }
        if !drawn.focus {
            fault("the focus is out of sight");
        }
        for block in &screen.blocks {
            if let Block::Complaint(why) = block
                && !seen.contains(&words(why))
            {
                fault("the complaint is cut");
            }
        }
        let label = screen.blocks.iter().find_map(|block| match block {
            Block::Editor(editor) if editor.focus => Some(words(&editor.label)),
            _ => None,
        });
        let built = built(screen);
        // Beside a complaint there may be rows for no more than the question over it.
        let asks = height >= 24 || (built.is_some() && !complains(screen));
        if label.is_some_and(|label| asks && !seen.contains(&label)) {
            fault("what is asked for in the field is out of sight");
        }
        if built.as_ref().is_some_and(|built| !seen.contains(built)) {
            fault("what is built is out of sight");
        }
        // Another draft is in sight by its beginning.
        let cut = |row: &String| row.contains('…') && !row.contains("▏ Draft ");
        if height >= 24 && all.iter().any(cut) {
            fault("a row is cut");
        }
        // Where there is nothing to answer one reads on; a complaint passes; and what is built stays in sight anyway.
        let scrolls = screen.focus == Focus::Reading || complains(screen) || built.is_some();
        if height >= 24 && !scrolls && drawn.rows.0 > drawn.rows.1 {
            fault("it does not fit");
        }
    }
}

/// Walks that take what was taken least, until every way has been gone.
struct Walker {
    walk: walk::Ground,
    marks: Marks,
    taken: BTreeMap<(String, usize), usize>,
    seen: BTreeSet<String>,
    checked: BTreeSet<String>,
    faults: BTreeSet<String>,
}

impl Walker {
    fn look(&mut self, session: &Session) -> (Focus, usize) {
        self.marks.follow(session, &self.walk.guide);
        let around = Around { lines: &self.walk.lines, noticed: &[], kept_at: "", origin: "", blocked: None };
        let screen = Screen::of(session, &self.walk.guide, &around);
        let place = session.at().step.0.clone();
        let complaint = session.complaint().unwrap_or_default();
        let built = if built(&screen).is_some() { "built" } else { "" };
        self.seen.insert(place.clone());
        if self.checked.insert(format!("{place} {complaint} {built}")) {
            check(&screen, &place, &mut self.marks, &mut self.faults);
        }
        let options = screen.blocks.iter().find_map(|block| match block {
            Block::Options { rows, at: Some(_), .. } => Some(rows.len()),
            _ => None,
        });
        (screen.focus, options.unwrap_or_default())
    }

    /// The option of this step that was taken least often, 1 first; at gates the first in most walks.
    fn least(&mut self, place: &str, options: usize, luck: usize) -> usize {
        let elsewhere = match place {
            "contact" => luck % 5 == 4,
            "safety" => luck % 5 == 3,
            _ => true,
        };
        if !elsewhere {
            return 1;
        }
        let taken = |at: usize| self.taken.get(&(place.to_owned(), at)).copied().unwrap_or_default();
        let least = (1..=options).min_by_key(|at| (taken(*at), *at)).unwrap_or(1);
        *self.taken.entry((place.to_owned(), least)).or_default() += 1;
        least
    }

    fn run(&mut self, luck: usize) {
        let mut session = self.walk.session();
        let mut tries = 0;
        for turn in 0..900 {
            let before = session.at().clone();
            let (focus, options) = self.look(&session);
            let event = match (tries, focus) {
                (0..7, Focus::Line | Focus::Page | Focus::Item) if tries % 2 == 0 => {
                    Event::Reply("What a person might write here in a line or two, one evening.".to_owned())
                }
                (0..7, Focus::Line | Focus::Page | Focus::Item) => Event::Reply(".".to_owned()),
                (0 | 9, _) => Event::Submit,
                (1..7, Focus::Options | Focus::Beside) => {
                    Event::Reply(self.least(&before.step.0, options, luck).to_string())
                }
                (1..7, Focus::Scale) => Event::Reply(((luck + turn) % 11).to_string()),
                (7, _) => Event::Reply("tomorrow".to_owned()),
                (8, _) => Event::Reply("yesterday".to_owned()),
                _ => Event::Skip,
            };
            let effects = session.handle(&self.walk.guide, event);
            tries += 1;
            if *session.at() == before {
                self.look(&session);
            } else {
                tries = 0;
            }
            if effects.iter().any(|effect| matches!(effect, Effect::Leave(_))) || tries > 12 {
                return;
            }
        }
    }
}

#[test]
fn on_every_step_the_question_the_focus_and_every_complaint_are_in_sight() {
    let ground = || walk::Ground::new().expect("what is built in loads");
    let mut walker = Walker {
        walk: ground(),
        marks: Marks::new(ground().rules),
        taken: BTreeMap::new(),
        seen: BTreeSet::new(),
        checked: BTreeSet::new(),
        faults: BTreeSet::new(),
    };
    for luck in 0..24 {
        walker.run(luck);
    }
    let all: BTreeSet<String> = first_rounds(&walker.walk.guide);
    let missed: Vec<&String> = all.difference(&walker.seen).collect();
    assert!(walker.faults.is_empty(), "{}", walker.faults.into_iter().collect::<Vec<_>>().join("\n\n"));
    // Some wait for what an earlier session said.
    assert!(missed.len() * 8 < all.len(), "{} of {} steps were not seen: {missed:?}", missed.len(), all.len());
}

fn first_rounds(guide: &Guide) -> BTreeSet<String> {
    guide.steps.iter().filter(|step| step.round.0 == 1).map(|step| step.id.0.clone()).collect()
}

#[test]
fn the_heading_of_a_page_stays_over_the_question_in_focus_and_the_rows_around_it() {
    for step in ["who", "safety", "contact"] {
        let ground = walk::Ground::new().expect("what is built in loads");
        let mut walk = Walk::new(ground, 40, 12, Look { palette: Palette::Plain, ..Look::default() });
        assert!(walk.walk_to(step, &[]), "{step} comes by");
        let mut asked = BTreeSet::new();
        for key in std::iter::once("").chain(["<down>"; 24]).chain(["<s-tab>"; 3]) {
            let at = |screen: &Screen<'_>| (heading(screen), question(screen), meant(screen));
            let (rows, _, (heading, question, row)) = walk.after(key, at);
            let seen = words(&rows.join(" ").replace(['↑', '↓', '›', '•'], " "));
            for words in [heading, question.clone(), row].into_iter().flatten() {
                assert!(seen.contains(&words), "{step}, {key}: {words:?} is out of sight\n{}", rows.join("\n"));
            }
            asked.extend(question);
        }
        assert!(step == "contact" || asked.len() > 2, "{asked:?}");
    }
}

#[test]
fn on_the_rows_under_a_name_the_bar_and_the_help_page_name_the_keys_that_work_there() {
    let ground = walk::Ground::new().expect("what is built in loads");
    let mut walk = Walk::new(ground, 80, 24, Look::default());
    assert!(walk.walk_to("who", &[]), "it comes by");
    let (rows, ..) = walk.after("Sam<enter>", |_| ());
    let bar = rows.join("\n");
    assert!(bar.contains("↑↓ choose") && bar.contains("^G help") && !bar.contains("s skip"), "{bar}");
    let (rows, ..) = walk.after("<c-g>skip", |_| ());
    assert!(rows.iter().any(|row| row.contains("Alt-S")), "{}", rows.join("\n"));
    let (_, _, at) = walk.after("<enter>", |screen| screen.overlay.is_some());
    assert!(!at, "what is found is done");
}

/// The question a page begins with.
fn heading(screen: &Screen<'_>) -> Option<String> {
    screen.blocks.iter().find_map(|block| if let Block::Question(text) = block { Some(words(text)) } else { None })
}

/// The words of the row the cursor is on.
fn meant(screen: &Screen<'_>) -> Option<String> {
    screen.blocks.iter().find_map(|block| match block {
        Block::Options { rows, at: Some(at), .. } => rows.get(*at).map(|row| words(&row.label)),
        _ => None,
    })
}

/// Keys that go about on a step and come back to where they began, and such as choose.
const ABOUT: [&str; 12] = [
    "<tab>", "<s-tab>", "<down>", "<down>", "<up>", "<up>", "<space>", "<space>", "<left>", "<s-left>", "<right>",
    "<right>",
];

#[test]
fn what_is_chosen_and_where_one_is_shows_without_colour_on_every_step() {
    for (width, height) in SIZES {
        let ground = walk::Ground::new().expect("what is built in loads");
        let mut walk = Walk::new(ground, width, height, Look { palette: Palette::Plain, ..Look::default() });
        let mut alike = Vec::new();
        let mut told = 0;
        let walked = walk.walk_and(&mut |_, _, _| {}, &mut |walk, step| {
            let mut known = vec![walk.state()];
            for key in ABOUT {
                if key == "<space>" && walk.writes() {
                    continue;
                }
                walk.press(key);
                let (state, frame, caret) = walk.state();
                if let Some((other, ..)) =
                    known.iter().find(|(other, looks, at)| (looks, at) == (&frame, &caret) && *other != state)
                {
                    alike.push(format!("{step} at {width}x{height}: after {key} {state} looks like {other}"));
                }
                known.push((state, frame, caret));
            }
            told += known.iter().map(|(state, ..)| state).collect::<BTreeSet<_>>().len();
        });
        assert_eq!(walked, Ok(()));
        assert!(alike.is_empty(), "{}", alike.join("\n"));
        assert!(told > 200, "{told} states were seen");
    }
}

#[test]
fn the_cursor_is_at_the_caret_or_on_the_screen_on_every_step() {
    for (width, height) in SIZES {
        let ground = walk::Ground::new().expect("what is built in loads");
        let mut walk = Walk::new(ground, width, height, Look { palette: Palette::Plain, ..Look::default() });
        let mut faults = Vec::new();
        let mut written = 0;
        let mut lost = Vec::new();
        let mut seen = |step: &str, _: &Buffer, caret: Option<(u16, u16)>| {
            if caret.is_none_or(|(x, y)| x >= width || y >= height) {
                lost.push(format!("{step} at {width}x{height}: {caret:?}"));
            }
        };
        let walked = walk.walk_and(&mut seen, &mut |walk, step| {
            if !walk.writes_text() {
                return;
            }
            written += 1;
            walk.press("Q");
            let (_, frame, caret) = walk.state();
            let before = caret.and_then(|(x, y)| Some((x.checked_sub(1)?, y)));
            let cell = before.and_then(|(x, y)| frame.get(usize::from(y) * usize::from(width) + usize::from(x)));
            if cell.is_none_or(|cell| cell.symbol() != "Q") {
                faults.push(format!("{step} at {width}x{height}: {caret:?}"));
            }
            walk.press("<bs>");
        });
        assert_eq!(walked, Ok(()));
        assert!(faults.is_empty() && lost.is_empty(), "not at the caret: {faults:?}; nowhere: {lost:?}");
        assert!(written > 20, "{written} texts were seen");
    }
}

/// The frame as text, and below it which cells look how: a letter a look, a dot for none.
fn picture(buffer: &Buffer, caret: Option<(u16, u16)>) -> String {
    let mut framed = buffer.clone();
    if let Some(caret) = caret {
        framed[caret].set_symbol("▏");
    }
    let mut looks: Vec<(Color, Modifier)> = Vec::new();
    let mut styles = String::new();
    for y in 0..buffer.area().height {
        let mut row = String::new();
        for x in 0..buffer.area().width {
            let look = (buffer[(x, y)].fg, buffer[(x, y)].modifier);
            let blank = buffer[(x, y)].symbol() == " " && !look.1.intersects(Modifier::REVERSED | Modifier::UNDERLINED);
            if blank || look == (Color::Reset, Modifier::empty()) {
                row.push(if blank { ' ' } else { '.' });
                continue;
            }
            let at = looks.iter().position(|known| *known == look).unwrap_or_else(|| {
                looks.push(look);
                looks.len() - 1
            });
            row.push(char::from(b'a' + u8::try_from(at).unwrap()));
        }
        let _ = writeln!(styles, "{}", row.trim_end());
    }
    let mut out = format!("{}\n", rows(&framed).join("\n").trim_end());
    let _ = writeln!(out, "{}\n{}", "=".repeat(40), styles.trim_end());
    for (letter, (color, modifier)) in (b'a'..).zip(looks) {
        let _ = writeln!(out, "{} = {color:?} {modifier:?}", char::from(letter));
    }
    out
}

#[track_caller]
fn looks_as_drawn(name: &str, (width, height): (u16, u16), palette: Palette, steps: &[&str]) {
    let ground = walk::Ground::new().expect("what is built in loads");
    let mut walk = Walk::new(ground, width, height, Look { palette, ..Look::default() });
    let mut left: BTreeSet<&str> = steps.iter().copied().collect();
    let walked = walk.walk(&mut |step, buffer, caret| {
        if left.remove(step) {
            insta::assert_snapshot!(format!("{step}-{width}x{height}-{name}"), picture(buffer, caret));
        }
    });
    assert_eq!(walked, Ok(()));
    assert!(left.is_empty(), "{left:?} did not come by");
}

#[test]
fn a_usual_window_in_the_terminals_own_colours() {
    looks_as_drawn("own", (80, 24), Palette::Own, &["welcome", "first_words", "events", "still_on"]);
}

#[test]
fn a_usual_dark_window() {
    looks_as_drawn("dark", (80, 24), Palette::Dark, &["far", "change", "pause_back-complains"]);
}

#[test]
fn a_usual_window_without_colour() {
    looks_as_drawn("plain", (80, 24), Palette::Plain, &["left_out", "far", "help"]);
}

#[test]
fn a_large_light_window() {
    looks_as_drawn("light", (200, 60), Palette::Light, &["far", "board"]);
}

#[test]
fn the_smallest_window_without_colour() {
    looks_as_drawn("plain", (40, 12), Palette::Plain, &["safety", "breathe", "first_words", "pause_back-complains"]);
}
