//! Draws real screens as SVG files: walks the first guide as somebody might, and keeps the screens it comes by.
//!
//! `cargo run --example pictures FOLDER [WIDTHxHEIGHT] [own|light|dark|plain] [STEP …]`; without steps every screen.
//! The same walk gives the same bytes.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stepback::guide::Guide;
use stepback::library::Library;
use stepback::run::noticing::Noticing;
use stepback::screen::lines::HelpLines;
use stepback::screen::{Around, Screen};
use stepback::session::event::{Event, Overlay, SaveOutcome};
use stepback::session::facts::Begin;
use stepback::session::{Effect, Session};
use stepback::text::Edit;
use stepback::tui::keymap::parse;
use stepback::tui::picture::{self, Paper};
use stepback::tui::theme::Palette;
use stepback::tui::{Look, Mark, Noticer, View};

/// What is typed at each step: keys in angle brackets, words as they are. The step is handed in afterwards.
const WORDS: &[(&str, &str)] = &[
    ("welcome", "1"),
    ("who", "Sam<tab>1<tab>2"),
    ("me", "Robin"),
    ("before_upset", "8"),
    ("before_sure", "9"),
    ("calm_how", "1"),
    ("calm_upset", "7"),
    ("enough", "2"),
    ("care_harm", "1"),
    ("safety", "1<tab>1<tab>1"),
    ("contact", "1"),
    (
        "seen",
        "On Sunday we talked on the phone and made a joke each. Since then he has read my messages and not answered. \
              On Tuesday he liked a photo of his sister's.",
    ),
    ("since", "2026-11-15"),
    ("trouble", "1"),
    ("big", "1"),
    ("big_line", "His exam was moved to December."),
    ("argument", "2"),
    ("argument_line", "The holidays, and whose parents we go to."),
    ("left_out", "1<down><down><space>"),
    ("left_out_line", "I slept four hours a night that week."),
    ("mine", "I made the joke about his brother."),
    ("pattern", "2"),
    (
        "events",
        "his exam was moved<tab>2026-11-02<enter>the argument about the holidays<tab>2026-11-08<enter>the last answer<tab>2026-11-15",
    ),
    (
        "board",
        "We had no evening to ourselves<enter>Sunday's joke hurt<enter>I did not say so<tab>how his work is going<enter>whether he read \
               it all<tab>he is bored with me<a-a>Did something in my message hurt you?",
    ),
    ("reasons", "He is tired<enter>He does not know what to say<enter>The joke hurt him too"),
    ("which", "4"),
    (
        "far",
        "She sees two tired people. Robin writes at midnight, and then again at one. She sees Sam come home late every day \
             since the exam was moved. I think he could have told me",
    ),
    ("pull", "I want to write again at night<tab>I put the phone into the kitchen and read two pages"),
    ("feelings", "<down><down><space>"),
    ("needs", "<down><down><down><space><down><space>"),
    ("after_upset", "5"),
    ("after_sure", "4"),
    ("heavier", "2"),
    ("still_on", "1"),
    ("decide", "3"),
    ("prep_when", "Thursday evening"),
    ("prep_where", "on a walk along the river"),
    ("first_words", "worried<tab>the week since Sunday<tab>to hear how you are"),
    ("take", "1"),
    ("questions", "How is the exam going?<enter>What would help you right now?"),
    ("talk_day", "2026-11-26"),
    ("pause_back", "20"),
    ("until_talk", "1"),
    ("debrief", "1"),
    ("learned", "That he was ashamed of the exam and thought I would be angry."),
    ("plan_listen", "Phones away, and say back what we heard before we answer."),
    ("plan_lines", "one of us goes silent<tab>we say when we will talk, within a day"),
    ("plan_date", "2026-12-20"),
    ("review", "1"),
    ("held", "1"),
    ("close_upset", "3"),
    ("close_clear", "7"),
];

/// Marks words as the program does.
struct Marks(Noticing);

impl Noticer for Marks {
    fn marks(&mut self, stamp: u64, paragraph: &str, categories: &[String]) -> Vec<Mark> {
        let found = self.0.marks(stamp, paragraph, categories).into_iter();
        found.map(|(range, cue, legend)| Mark { range, cue, legend }).collect()
    }
}

struct Walk {
    marks: Marks,
    guide: Guide,
    session: Session,
    lines: HelpLines,
    view: View,
    buffer: Buffer,
    now: Instant,
    folder: PathBuf,
    paper: Paper,
    only: Vec<String>,
    count: usize,
}

impl Walk {
    /// Shows the screen as it is; hands it to `f` with the view.
    fn on<T>(&mut self, f: impl FnOnce(&mut View, &Screen<'_>, Instant) -> T) -> (T, Option<(u16, u16)>) {
        self.marks.0.follow(&self.session, &self.guide);
        let noticed = self.marks.0.noticed(&self.session, &self.guide, true);
        let around = Around { lines: &self.lines, noticed: &noticed, kept_at: "~/.local/share/stepback", origin: "" };
        let screen = Screen::of(&self.session, &self.guide, &around);
        self.buffer.reset();
        let caret = self.view.draw(&screen, &mut self.buffer, self.now, &mut self.marks);
        (f(&mut self.view, &screen, self.now), caret)
    }

    fn handle(&mut self, events: Vec<Event>) -> Vec<Effect> {
        let effects: Vec<Effect> =
            events.into_iter().flat_map(|event| self.session.handle(&self.guide, event)).collect();
        if effects.contains(&Effect::Save) {
            let _ = self.session.handle(&self.guide, Event::Saved(SaveOutcome::Done));
        }
        effects
    }

    fn press(&mut self, key: &str) {
        let Some(stroke) = parse(key) else { return };
        let (reaction, _) = self.on(|view, screen, _| view.stroke(stroke, screen));
        self.handle(reaction.events);
    }

    fn types(&mut self, script: &str) {
        let mut rest = script;
        while !rest.is_empty() {
            if let Some((key, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
                self.press(&format!("<{key}>"));
                rest = after;
                continue;
            }
            let (words, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            let (focus, _) = self.on(|_, screen, _| screen.focus);
            if stepback::tui::keymap::writes(focus) {
                self.handle(vec![Event::Edit(Edit::Type(words.to_owned()))]);
            } else {
                words.chars().for_each(|one| self.press(&one.to_string()));
            }
            rest = after;
        }
    }

    fn keep(&mut self, name: &str) -> anyhow::Result<()> {
        self.now += Duration::from_millis(3100);
        let ((), caret) = self.on(|_, _, _| ());
        if self.only.is_empty() || self.only.iter().any(|only| only == name) {
            self.count += 1;
            let number = if self.only.is_empty() { format!("{:03}-", self.count) } else { String::new() };
            let picture = picture::svg(&self.buffer, caret, self.paper, &format!("Stepback: {name}"));
            std::fs::write(self.folder.join(format!("{number}{name}.svg")), picture)?;
        }
        Ok(())
    }

    fn over(&mut self, overlay: Overlay, name: &str) -> anyhow::Result<()> {
        self.handle(vec![Event::Open(overlay)]);
        self.keep(name)?;
        self.handle(vec![Event::Close]);
        Ok(())
    }

    /// From the first screen to the last.
    fn walk(&mut self) -> anyhow::Result<()> {
        let words: BTreeMap<&str, &str> = WORDS.iter().copied().collect();
        for _ in 0..200 {
            let step = self.session.at().step.0.clone();
            // What is drawn only once the screen has been shown for a while needs the first showing.
            self.on(|_, _, _| ());
            self.types(words.get(step.as_str()).copied().unwrap_or_default());
            self.keep(&step)?;
            if step == "far" {
                self.over(Overlay::Help, "help")?;
                self.over(Overlay::Words, "words")?;
                self.over(Overlay::Review, "review_answers")?;
                self.over(Overlay::Sources, "sources")?;
                self.over(Overlay::HelpLines, "help_lines")?;
                self.over(Overlay::Leave, "leave")?;
                self.over(Overlay::Noticed, "noticed")?;
            }
            let before = self.session.at().clone();
            let mut effects = self.handle(vec![Event::Submit]);
            if *self.session.at() == before && !effects.iter().any(|effect| matches!(effect, Effect::Leave(_))) {
                self.keep(&format!("{step}-complains"))?;
                effects = self.handle(vec![Event::Skip]);
            }
            if effects.iter().any(|effect| matches!(effect, Effect::Leave(_))) {
                return Ok(());
            }
            if *self.session.at() == before {
                bail!("stuck at {step}: {}", self.session.complaint().unwrap_or_default());
            }
        }
        bail!("no end")
    }
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().context("which folder?")?);
    let size = arguments.next().unwrap_or_else(|| "80x24".to_owned());
    let (width, height) = size.split_once('x').context("a size is 80x24")?;
    let area = Rect::new(0, 0, width.parse()?, height.parse()?);
    let (palette, paper) = match arguments.next().as_deref() {
        None | Some("own") => (Palette::Own, picture::NIGHT),
        Some("light") => (Palette::Light, picture::DAY),
        Some("dark") => (Palette::Dark, picture::NIGHT),
        Some("plain") => (Palette::Plain, picture::NIGHT),
        Some(other) => bail!("no such look: {other}"),
    };
    std::fs::create_dir_all(&folder)?;
    let library = Library::new(None);
    let guide = match library.guide("being-ignored").context("the guide is not there")? {
        Ok(loaded) => loaded.guide,
        Err(_) => bail!("the guide does not load"),
    };
    let (lines, _) = library.help_lines();
    let mut session = Session::begin(&guide, "0123456789abcdef0123456789abcdef", false);
    let begin = Begin {
        seconds: 1_795_500_000,
        today: date(2026, 11, 24),
        fresh_person: "fedcba9876543210fedcba9876543210".to_owned(),
        known: Vec::new(),
        protected: false,
    };
    let _ = session.handle(&guide, Event::Begin(Box::new(begin)));
    let rules = library.noticing().0.context("the rules for noticing do not load")?;
    let mut walk = Walk {
        marks: Marks(Noticing::new(rules)),
        guide,
        session,
        lines,
        view: View::new(Look { palette, ..Look::default() }),
        buffer: Buffer::empty(area),
        now: Instant::now(),
        folder,
        paper,
        only: arguments.collect(),
        count: 0,
    };
    walk.walk()
}
