//! The plain front: line by line, for screen readers, pipes and simple terminals. No escape byte, nothing drawn,
//! everything stays where it was said.

pub mod blocks;
pub mod grammar;
pub mod items;
pub mod keys;
pub mod lines;
pub mod page;
pub mod reason;

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{self, BufRead, Write};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Instant;

use crate::front::{Asked, Front, Heard, Judge, Post, SIGN, SecretAsk, Urgent};
use crate::screen::lines::HelpLines;
use crate::screen::{Block, Focus, Screen};
use crate::session::Event;
use crate::text::visible::visible;
use grammar::{Meaning, meaning};
use lines::{Line, Lines};
use page::{Page, Said};
use reason::Reason;

/// Asks for a passphrase on the terminal itself, whatever input and output are.
pub type AskSecret<X> = Box<dyn FnMut(&SecretAsk, &mut Judge<'_>) -> io::Result<Asked<X>>>;

/// How the plain front behaves.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Why it is used; said first.
    pub reason: Reason,
    /// What is typed shows on the output by itself, its line break too.
    pub echoed: bool,
}

/// The plain front.
pub struct Plain<W, X> {
    out: W,
    lines: Lines,
    sender: Sender<News<X>>,
    news: Receiver<News<X>>,
    manner: Manner,
    ask_secret: AskSecret<X>,
    said: Said,
    layer: Said,
    queue: VecDeque<Event>,
    /// A line was asked for and has not come.
    waiting: bool,
    entered: Entered,
    told: Told,
    /// By the names of their countries they can be asked for.
    help: HelpLines,
}

/// What the last line was, as far as what is said of it depends on that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entered {
    /// A place asked for by its name: if nothing moves, that is said.
    Place,
    /// Going on was asked for: if the page refuses, it is said how to pass it over.
    Next,
    /// Words. Whoever answers options with them has lost sight of the numbers.
    Words,
    /// Anything else.
    Other,
}

/// What is said only once.
#[derive(Default)]
struct Told {
    greeting: bool,
    dot: bool,
    entries: bool,
}

impl Told {
    fn how_to_end(&mut self, focus: Focus) -> Option<&'static str> {
        let (told, words) = match focus {
            Focus::Page => (&mut self.dot, keys::DOT),
            Focus::Item => (&mut self.entries, keys::ENTRIES),
            Focus::Reading
            | Focus::Options
            | Focus::Beside
            | Focus::Below
            | Focus::Scale
            | Focus::Rating
            | Focus::Line
            | Focus::Through
            | Focus::Confirm => {
                return None;
            }
        };
        (!std::mem::replace(told, true)).then_some(words)
    }
}

enum News<X> {
    Line(Line),
    External(X),
}

impl<W: Write, X: Send + 'static> Plain<W, X> {
    /// Reads lines from `input`, says everything on `out`.
    ///
    /// # Errors
    /// When the system gives no thread to read on.
    pub fn new(
        input: impl BufRead + Send + 'static,
        out: W,
        manner: Manner,
        ask_secret: AskSecret<X>,
    ) -> io::Result<Self> {
        let (sender, news) = mpsc::channel();
        let bring = sender.clone();
        let lines = Lines::new(input, move |line| {
            let _ = bring.send(News::Line(line));
        })?;
        Ok(Self {
            out,
            lines,
            sender,
            news,
            manner,
            ask_secret,
            said: Said::default(),
            layer: Said::default(),
            queue: VecDeque::new(),
            waiting: false,
            entered: Entered::Other,
            told: Told::default(),
            help: HelpLines::default(),
        })
    }

    /// The same, with the help lines there are to ask for by the name of a country.
    #[must_use]
    pub fn with_help(self, help: HelpLines) -> Self {
        Self { help, ..self }
    }

    fn say(&mut self, lines: &[String]) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        if self.waiting {
            // Somebody may be typing: the news gets a line of its own, and the sign to type comes again below.
            writeln!(self.out)?;
        }
        for line in lines {
            for line in line.split('\n') {
                writeln!(self.out, "{}", unsigned(&visible(line).replace('\t', "    ")).trim_end())?;
            }
        }
        if self.waiting {
            self.prompt()?;
        }
        self.out.flush()
    }

    fn prompt(&mut self) -> io::Result<()> {
        write!(self.out, "> ")?;
        self.out.flush()
    }

    fn greet(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.told.greeting, true) {
            return Ok(());
        }
        let first = self.manner.reason.to_string();
        let lines: Vec<String> = std::iter::once(first)
            .chain(keys::HOW.iter().map(|line| (*line).to_owned()))
            .chain([String::new()])
            .collect();
        self.say(&lines)
    }

    /// Says what lies over the step; what cannot be chosen from is closed again at once.
    fn show_layer(&mut self, screen: &Screen<'_>) -> io::Result<bool> {
        let Some(layer) = &screen.overlay else {
            self.layer = Said::default();
            return Ok(false);
        };
        let lines = self.layer.news(&Page::of_layer(&layer.title, &layer.blocks));
        self.say(&lines)?;
        self.said.interrupted();
        let chosen_from =
            layer.blocks.iter().any(|block| matches!(block, Block::Options { .. } | Block::Answers { .. }));
        if !chosen_from && screen.focus != Focus::Confirm && self.queue.is_empty() {
            self.queue.push_back(Event::Close);
        }
        Ok(true)
    }

    fn show_step(&mut self, screen: &Screen<'_>) -> io::Result<()> {
        let mut page = Page::of(screen);
        if self.waiting {
            // Nobody has answered since: a save that came back is no reason to complain once more.
            page.parts.retain(|part| part.name.0 != page::COMPLAINT || !self.said.is_said(part));
        }
        let mut lines: Vec<String> = self.said.remark(&page).into_iter().collect();
        let entered = std::mem::replace(&mut self.entered, Entered::Other);
        if !self.said.is_elsewhere(&page) {
            lines.extend((entered == Entered::Place).then(|| NOT_FOUND.to_owned()));
        } else if self.said.has_begun() {
            lines.push(String::new());
        }
        let refused = |line: Entered| entered == line && page.complains();
        let chooses = matches!(screen.focus, Focus::Options | Focus::Beside);
        let lost = refused(Entered::Words) && chooses && self.said.is_here(&page);
        lines.extend(self.said.news(&page));
        lines.extend(keys::skip(&screen.hints).filter(|_| refused(Entered::Next)).map(str::to_owned));
        lines.extend(page.options().filter(|_| lost).cloned());
        lines.extend(self.told.how_to_end(screen.focus).map(str::to_owned));
        self.say(&lines)
    }

    /// Takes in a line: what it means is queued, or said at once.
    fn take(&mut self, line: &str, screen: &Screen<'_>) -> io::Result<()> {
        self.said.heard();
        self.entered = Entered::Other;
        match meaning(line, screen, &self.help) {
            Meaning::Say(words) => self.say(&[words.to_owned()]),
            Meaning::Events(events) => {
                for event in events {
                    match event {
                        Event::GoTo(_) => self.entered = Entered::Place,
                        Event::Submit => self.entered = Entered::Next,
                        Event::Reply(_) if line.chars().any(char::is_alphabetic) => self.entered = Entered::Words,
                        Event::Change(_) | Event::Drop(_) => self.said.again(),
                        _ => {}
                    }
                    self.queue.push_back(event);
                }
                Ok(())
            }
        }
    }
}

impl<W: Write, X: Urgent + Send + 'static> Front for Plain<W, X> {
    type External = X;

    fn post(&self) -> Post<X> {
        let sender = std::sync::Mutex::new(self.sender.clone());
        Arc::new(move |news| {
            if let Ok(sender) = sender.lock() {
                let _ = sender.send(News::External(news));
            }
        })
    }

    fn show(&mut self, screen: &Screen<'_>) -> io::Result<()> {
        self.greet()?;
        if !self.queue.is_empty() {
            return Ok(());
        }
        if self.show_layer(screen)? { Ok(()) } else { self.show_step(screen) }
    }

    fn next(&mut self, screen: &Screen<'_>, deadline: Option<Instant>) -> io::Result<Heard<X>> {
        loop {
            if let Some(event) = self.queue.pop_front() {
                return Ok(Heard::Event(event));
            }
            if !self.waiting {
                self.prompt()?;
                self.lines.want();
                self.waiting = true;
            }
            let news = match deadline {
                None => self.news.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(at) => self.news.recv_timeout(at.saturating_duration_since(Instant::now())),
            };
            match news {
                Ok(News::External(news)) => return Ok(Heard::External(news)),
                Err(RecvTimeoutError::Timeout) => return Ok(Heard::Due),
                Err(RecvTimeoutError::Disconnected) => return Ok(Heard::Event(Event::InputEnded)),
                Ok(News::Line(line)) => {
                    self.waiting = false;
                    if !self.manner.echoed || matches!(line, Line::End) {
                        writeln!(self.out)?;
                    }
                    match line {
                        Line::Words(words) => self.take(&words, screen)?,
                        Line::TooLong => self.say(&[TOO_LONG.to_owned()])?,
                        Line::End => return Ok(Heard::Event(Event::InputEnded)),
                        Line::Failed(fault) => return Err(fault),
                    }
                }
            }
        }
    }

    fn ask_secret(&mut self, ask: &SecretAsk, judge: &mut Judge<'_>) -> io::Result<Asked<X>> {
        self.out.flush()?;
        self.said.interrupted();
        (self.ask_secret)(ask, judge)
    }

    fn suspended<T>(&mut self, f: impl FnOnce() -> T) -> io::Result<T> {
        self.out.flush()?;
        let result = f();
        self.said.interrupted();
        Ok(result)
    }

    fn copy(&mut self, _text: &str) -> io::Result<bool> {
        // The clipboard takes an escape sequence, and here none is ever written.
        Ok(false)
    }

    fn blank(&mut self) {}

    fn close(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The line without the sign of a prompt for a passphrase, wherever in it: a terminal may break the line before it.
fn unsigned(line: &str) -> Cow<'_, str> {
    if line.contains(SIGN) { Cow::Owned(line.replace("##", "# #")) } else { Cow::Borrowed(line) }
}

const NOT_FOUND: &str = "No other step of that name is on the way. :review shows the names.";
const TOO_LONG: &str =
    "That line is longer than can be taken, so nothing of it was. A file of up to 1 MiB can be entered line by line.";

#[cfg(test)]
pub(crate) mod tests;
