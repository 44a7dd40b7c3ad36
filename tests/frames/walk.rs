//! The built-in guide, walked as somebody might who writes about Sam: what is typed at each step, and the screens that
//! come by.
#![allow(dead_code, reason = "each of those who walk uses its own part of this")]

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::{Duration, Instant};

use jiff::civil::date;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::Color;
use stepback::guide::Guide;
use stepback::library::Library;
use stepback::notice::{Category, Rules};
use stepback::run::noticing::Noticing;
use stepback::screen::block::{Editor, ItemRow};
use stepback::screen::lines::HelpLines;
use stepback::screen::{Around, Block, Focus, Screen};
use stepback::session::event::{Event, Overlay, SaveOutcome};
use stepback::session::facts::Begin;
use stepback::session::{Effect, Session};
use stepback::text::Edit;
use stepback::tui::keymap::{self, parse};
use stepback::tui::{Look, Mark, Noticer, View};

/// What is typed at each step: keys in angle brackets, words as they are. The step is handed in afterwards.
pub const WORDS: &[(&str, &str)] = &[
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
    (
        "reasons",
        "He is bored with me<enter>8<enter>He is tired<enter>3<enter>He does not know what to say<enter>4<enter>The joke hurt him too<enter>2",
    ),
    ("which", "4"),
    (
        "far",
        "She sees two tired people. Robin writes at midnight, and then again at one. She sees Sam come home late every day \
             since the exam was moved. I think he could have told me",
    ),
    ("reasons_now", "5<down>6<down>6<down>4"),
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
    ("pause_back", "5"),
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
pub struct Marks(Noticing);

impl Marks {
    /// By these rules.
    pub fn new(rules: Rules) -> Self {
        Self(Noticing::new(rules))
    }

    /// Looks with the names of this session.
    pub fn follow(&self, session: &Session, guide: &Guide) {
        self.0.follow(session, guide);
    }
}

impl Noticer for Marks {
    fn marks(&mut self, editor: &Editor<'_>, number: usize, within: &Range<usize>) -> Vec<Mark> {
        let found = self.0.marks(editor, number, within).into_iter();
        let mark = |(range, kind): (_, &Category)| {
            let (name, legend) = (kind.name.clone(), kind.legend.clone());
            Mark { range, cue: kind.cue, name, legend, safety: kind.effect.is_about_safety() }
        };
        found.map(mark).collect()
    }
}

/// What every walk stands on.
pub struct Ground {
    /// The built-in guide.
    pub guide: Guide,
    /// Help lines, for whoever names no country.
    pub lines: HelpLines,
    /// The rules for noticing.
    pub rules: Rules,
}

impl Ground {
    /// As it is built in; `None` if that does not load.
    pub fn new() -> Option<Self> {
        let library = Library::new(None);
        let guide = library.guide("being-ignored")?.ok()?.guide;
        Some(Self { guide, lines: library.help_lines().0, rules: library.noticing().0? })
    }

    /// A session at its beginning, on a Tuesday in November.
    pub fn session(&self) -> Session {
        let mut session = Session::begin(&self.guide, "0123456789abcdef0123456789abcdef", false);
        let begin = Begin {
            seconds: 1_795_500_000,
            today: date(2026, 11, 24),
            fresh_person: "fedcba9876543210fedcba9876543210".to_owned(),
            known: Vec::new(),
            protected: false,
        };
        let _ = session.handle(&self.guide, Event::Begin(Box::new(begin)));
        session
    }
}

/// Somebody at the keyboard.
pub struct Walk {
    guide: Guide,
    lines: HelpLines,
    marks: Marks,
    session: Session,
    view: View,
    buffer: Buffer,
    now: Instant,
}

/// What is told of each screen: its name, the frame, and where the cursor is.
pub type Seen<'s> = dyn FnMut(&str, &Buffer, Option<(u16, u16)>) + 's;

impl Walk {
    /// In a window of this size and look.
    pub fn new(ground: Ground, width: u16, height: u16, look: Look) -> Self {
        let (session, buffer) = (ground.session(), Buffer::empty(Rect::new(0, 0, width, height)));
        let Ground { guide, lines, rules } = ground;
        let marks = Marks(Noticing::new(rules));
        Self { guide, lines, marks, session, view: View::new(look), buffer, now: Instant::now() }
    }

    /// Shows the screen as it is; hands it to `f` with the view.
    fn on<T>(&mut self, f: impl FnOnce(&mut View, &Screen<'_>) -> T) -> (T, Option<(u16, u16)>) {
        let guide = &self.guide;
        self.marks.0.follow(&self.session, guide);
        let noticed = self.marks.0.noticed(&self.session, guide, true);
        let blocked = self.session.message(guide).and_then(|message| self.marks.0.blocks_copying(&message));
        let (lines, blocked) = (&self.lines, blocked.as_deref());
        let around = Around { lines, noticed: &noticed, kept_at: "~/.local/share/stepback", origin: "", blocked };
        let screen = Screen::of(&self.session, guide, &around);
        self.buffer.reset();
        let caret = self.view.draw(&screen, &mut self.buffer, self.now, &mut self.marks);
        (f(&mut self.view, &screen), caret)
    }

    fn handle(&mut self, events: Vec<Event>) -> Vec<Effect> {
        let guide = &self.guide;
        let effects: Vec<Effect> = events.into_iter().flat_map(|event| self.session.handle(guide, event)).collect();
        if effects.contains(&Effect::Save) {
            let _ = self.session.handle(guide, Event::Saved(SaveOutcome::Done));
        }
        for effect in &effects {
            if let Effect::CopyOut(text) = effect {
                let told = self.marks.0.blocks_copying(text).map_or(Event::Copied, |why| Event::Written(Err(why)));
                let _ = self.session.handle(guide, told);
            }
        }
        effects
    }

    /// What can be told apart on the screen as it stands; the frame without colours; where the cursor is.
    pub fn state(&mut self) -> (String, Vec<Cell>, Option<(u16, u16)>) {
        let (state, caret) = self.on(|_, screen| screen.blocks.iter().filter_map(state).collect::<Vec<_>>().join(" "));
        let mut frame = self.buffer.content().to_vec();
        for cell in &mut frame {
            cell.set_fg(Color::Reset).set_bg(Color::Reset);
        }
        (state, frame, caret)
    }

    /// Whether a text has the focus.
    pub fn writes_text(&mut self) -> bool {
        self.on(|_, screen| matches!(screen.focus, Focus::Line | Focus::Page | Focus::Item)).0
    }

    /// Whether what is typed goes into a text.
    pub fn writes(&mut self) -> bool {
        self.on(|_, screen| keymap::writes(screen.focus)).0
    }

    /// Presses one key.
    pub fn press(&mut self, key: &str) {
        let Some(stroke) = parse(key) else { return };
        let (reaction, _) = self.on(|view, screen| view.stroke(stroke, screen));
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
            // There digits rate.
            let rates = self.on(|_, screen| screen.focus == Focus::Rating).0;
            if self.writes() && !rates {
                self.handle(vec![Event::Edit(Edit::Type(words.to_owned()))]);
            } else {
                words.chars().for_each(|one| self.press(&one.to_string()));
            }
            rest = after;
        }
    }

    fn show(&mut self, name: &str, seen: &mut Seen<'_>) {
        self.now += Duration::from_millis(3100);
        let ((), caret) = self.on(|_, _| ());
        seen(name, &self.buffer, caret);
    }

    fn over(&mut self, overlay: Overlay, name: &str, seen: &mut Seen<'_>) {
        self.handle(vec![Event::Open(overlay)]);
        self.show(name, seen);
        self.handle(vec![Event::Close]);
    }

    /// From the first screen to this step, with these words in place of the usual ones; says whether it came by.
    pub fn walk_to(&mut self, step: &str, instead: &[(&str, &str)]) -> bool {
        let words: BTreeMap<&str, &str> = WORDS.iter().chain(instead).copied().collect();
        for _ in 0..200 {
            let here = self.session.at().step.0.clone();
            self.on(|_, _| ());
            if here == step {
                return true;
            }
            self.types(words.get(here.as_str()).copied().unwrap_or_default());
            let before = self.session.at().clone();
            self.handle(vec![Event::Submit]);
            if *self.session.at() == before {
                self.handle(vec![Event::Skip]);
            }
        }
        false
    }

    /// Types keys and words, and shows what comes of them: the frame, the cursor and the screen it shows.
    pub fn after<T>(
        &mut self,
        script: &str,
        see: impl FnOnce(&Screen<'_>) -> T,
    ) -> (Vec<String>, Option<(u16, u16)>, T) {
        self.types(script);
        let (seen, caret) = self.on(|_, screen| see(screen));
        let area = *self.buffer.area();
        let row = |y| (0..area.width).map(|x| self.buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
        ((0..area.height).map(row).collect(), caret, seen)
    }

    /// From the first screen to the last.
    ///
    /// # Errors
    /// Where there is no way on.
    pub fn walk(&mut self, seen: &mut Seen<'_>) -> Result<(), String> {
        self.walk_and(seen, &mut |_, _| {})
    }

    /// The same, doing something at each step: before anything is chosen, or after something was written.
    ///
    /// # Errors
    /// Where there is no way on.
    pub fn walk_and(&mut self, seen: &mut Seen<'_>, does: &mut dyn FnMut(&mut Self, &str)) -> Result<(), String> {
        let words: BTreeMap<&str, &str> = WORDS.iter().copied().collect();
        for _ in 0..200 {
            let step = self.session.at().step.0.clone();
            // What is drawn only once the screen has been shown for a while needs the first showing.
            self.on(|_, _| ());
            let writes = self.writes();
            if !writes {
                does(self, &step);
            }
            self.types(words.get(step.as_str()).copied().unwrap_or_default());
            self.show(&step, seen);
            if writes {
                does(self, &step);
            }
            if step == "far" {
                self.over(Overlay::Help, "help", seen);
                self.over(Overlay::Words, "words", seen);
                self.over(Overlay::Review, "review_answers", seen);
                self.over(Overlay::Sources, "sources", seen);
                self.over(Overlay::HelpLines, "help_lines", seen);
                self.over(Overlay::Leave, "leave", seen);
                self.over(Overlay::Erase, "erase", seen);
                self.over(Overlay::Noticed, "noticed", seen);
            }
            let before = self.session.at().clone();
            let mut effects = self.handle(vec![Event::Submit]);
            if *self.session.at() == before && !effects.iter().any(|effect| matches!(effect, Effect::Leave(_))) {
                self.show(&format!("{step}-complains"), seen);
                effects = self.handle(vec![Event::Skip]);
            }
            if effects.iter().any(|effect| matches!(effect, Effect::Leave(_))) {
                return Ok(());
            }
            if *self.session.at() == before {
                return Err(format!("no way on from {step}"));
            }
        }
        Err("no end".to_owned())
    }
}

/// What is chosen, where one is, and what stands in the texts of a block; `None` where nothing can be done.
fn state(block: &Block<'_>) -> Option<String> {
    let editor = |one: &Editor<'_>| {
        let selected = one.focus.then(|| (one.text.caret(), one.text.selection()));
        format!("{} {:?} {selected:?}", one.focus, one.text.to_string())
    };
    let item = |row: &ItemRow<'_>| {
        let cells: Vec<String> = row.cells.iter().map(editor).collect();
        format!("{} {:?} {cells:?}", row.at, row.rating)
    };
    Some(match block {
        Block::Options { rows, at, .. } => {
            let own = |one: Option<&Editor<'_>>| one.map(editor);
            let rows: Vec<_> = rows.iter().map(|row| (row.chosen, own(row.editor.as_ref()))).collect();
            format!("{at:?} {rows:?}")
        }
        Block::Scale { value, focus, .. } => format!("{value:?} {focus}"),
        Block::Editor(one) => editor(one),
        Block::Rows { rows, .. } | Block::Timeline(rows) => rows.iter().map(item).collect::<Vec<_>>().join(" "),
        Block::Board(columns) => columns.iter().flat_map(|column| &column.rows).map(item).collect::<Vec<_>>().join(" "),
        _ => return None,
    })
}
