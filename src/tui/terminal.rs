//! Terminal: the full-screen Front. One channel brings keys and news; every frame is one write.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crossterm::Command;
use crossterm::clipboard::CopyToClipboard;
use crossterm::event;
use zeroize::Zeroize as _;

use super::Look;
use super::field::Noticer;
use super::guard;
use super::input::{Ears, Input};
use super::keymap::{self, Stroke};
use super::page;
use super::paint::Paint;
use super::secret::{Answered, Asking};
use super::view::View;
use crate::front::{Asked, Front, Heard, Judge, Post, SecretAsk, Urgent};
use crate::screen::Screen;
use crate::session::event::Event;
use crate::text::Edit;

/// How long it takes at most until a key that was typed has arrived.
const MOMENT: Duration = Duration::from_millis(10);

/// However much is heard, a frame is drawn at least this often.
const OFTEN: Duration = Duration::from_millis(50);

enum Arrival<X> {
    Input(Input),
    External(X),
}

/// The full-screen front.
pub struct Terminal<X> {
    view: View,
    paint: Paint,
    noticer: Box<dyn Noticer>,
    ears: Ears,
    post: Sender<Arrival<X>>,
    arrivals: Receiver<Arrival<X>>,
    waiting: VecDeque<Arrival<X>>,
    events: VecDeque<Event>,
    drawn: Instant,
}

impl<X: Send + 'static> Terminal<X> {
    /// Takes the terminal and begins to listen.
    ///
    /// # Errors
    /// When there is no terminal: the message says what works without one.
    pub fn open(look: Look, noticer: Box<dyn Noticer>) -> io::Result<Self> {
        guard::enter(look.mouse)?;
        let (post, arrivals) = channel();
        let heard = post.clone();
        let ears = Ears::start(move |input| {
            // Once the front is gone nobody waits for it.
            let _ = heard.send(Arrival::Input(input));
        })
        .inspect_err(|_| guard::restore())?;
        let (width, height) = drawable(guard::size());
        Ok(Self {
            view: View::new(look),
            paint: Paint::new(width, height),
            noticer,
            ears,
            post,
            arrivals,
            waiting: VecDeque::new(),
            events: VecDeque::new(),
            drawn: Instant::now(),
        })
    }

    fn draw(&mut self, screen: &Screen<'_>) -> io::Result<()> {
        let now = Instant::now();
        let caret = self.view.draw(screen, self.paint.buffer(), now, self.noticer.as_mut());
        self.drawn = now;
        let frame = self.paint.frame(caret);
        if frame.is_empty() { Ok(()) } else { guard::write(frame) }
    }

    fn draw_asking(&mut self, asking: &Asking, ask: &SecretAsk) -> io::Result<()> {
        let caret = asking.draw(ask, self.paint.buffer(), self.view.look());
        guard::write(self.paint.frame(Some(caret)))
    }

    /// Takes in whatever has arrived, without waiting.
    fn drain(&mut self) {
        self.waiting.extend(self.arrivals.try_iter());
    }

    /// The next arrival; `None` when `until` has passed.
    fn wait(&mut self, until: Option<Instant>) -> io::Result<Option<Arrival<X>>> {
        self.drain();
        if let Some(arrival) = self.waiting.pop_front() {
            return Ok(Some(arrival));
        }
        let gone = || io::Error::new(io::ErrorKind::UnexpectedEof, "the terminal is gone");
        match until {
            None => self.arrivals.recv().map(Some).map_err(|_| gone()),
            Some(until) => match self.arrivals.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(arrival) => Ok(Some(arrival)),
                Err(RecvTimeoutError::Timeout) => Ok(None),
                Err(RecvTimeoutError::Disconnected) => Err(gone()),
            },
        }
    }

    fn resize(&mut self) {
        let (width, height) = drawable(guard::size());
        self.paint.resize(width, height);
    }

    /// Characters that have arrived already behind one that was typed: in a flood they are one event.
    fn gather(&mut self, event: Event, screen: &Screen<'_>) -> Event {
        let Event::Edit(Edit::Type(mut typed)) = event else { return event };
        self.drain();
        while let Some(Arrival::Input(Input::Event(event::Event::Key(key)))) = self.waiting.front() {
            let Some(stroke) = Stroke::of(key) else {
                self.waiting.pop_front();
                continue;
            };
            let Some(keymap::Meaning::Event(Event::Edit(Edit::Type(more)))) = keymap::meaning(stroke, screen.focus)
            else {
                break;
            };
            typed.push_str(&more);
            self.waiting.pop_front();
        }
        Event::Edit(Edit::Type(typed))
    }

    /// What one thing heard from the terminal comes to; `None` if nothing.
    fn heard(&mut self, input: Input, screen: &Screen<'_>) -> io::Result<Option<Heard<X>>> {
        let event = match input {
            Input::Gone(error) => return Err(error),
            Input::Event(event) => event,
        };
        match event {
            event::Event::Resize(..) => {
                self.resize();
                return Ok(Some(Heard::Redraw));
            }
            event::Event::FocusLost => return Ok(Some(Heard::Away)),
            event::Event::FocusGained => return Ok(None),
            event::Event::Key(_) | event::Event::Mouse(_) | event::Event::Paste(_) => {}
        }
        let reaction = self.view.hear(event, screen, Instant::now());
        self.events.extend(reaction.events);
        Ok(match self.events.pop_front() {
            Some(event) => Some(Heard::Event(self.gather(event, screen))),
            None => reaction.redraw.then_some(Heard::Redraw),
        })
    }
}

impl<X: Urgent + Send + 'static> Front for Terminal<X> {
    type External = X;

    fn post(&self) -> Post<X> {
        let post = self.post.clone();
        Arc::new(move |news| {
            let _ = post.send(Arrival::External(news));
        })
    }

    fn show(&mut self, screen: &Screen<'_>) -> io::Result<()> {
        self.drain();
        let busy = !self.waiting.is_empty() || !self.events.is_empty();
        if busy && self.drawn.elapsed() < OFTEN {
            return Ok(());
        }
        self.draw(screen)
    }

    fn next(&mut self, screen: &Screen<'_>, deadline: Option<Instant>) -> io::Result<Heard<X>> {
        if let Some(event) = self.events.pop_front() {
            return Ok(Heard::Event(event));
        }
        loop {
            let moves = self.view.wakes(screen, Instant::now());
            let until = [moves, deadline].into_iter().flatten().min();
            match self.wait(until)? {
                Some(Arrival::External(news)) => return Ok(Heard::External(news)),
                Some(Arrival::Input(input)) => {
                    if let Some(heard) = self.heard(input, screen)? {
                        return Ok(heard);
                    }
                }
                None if deadline.is_some_and(|deadline| deadline <= Instant::now()) => return Ok(Heard::Due),
                None => {
                    let reaction = self.view.woke(screen, Instant::now());
                    self.events.extend(reaction.events);
                    return Ok(self.events.pop_front().map_or(Heard::Redraw, Heard::Event));
                }
            }
        }
    }

    fn typed_before_the_end(&mut self, screen: &Screen<'_>) -> Option<Event> {
        loop {
            match self.events.pop_front() {
                Some(event @ Event::Edit(_)) => return Some(self.gather(event, screen)),
                // What would lead elsewhere ends it: words behind that are for a page nobody will see.
                Some(_) => return None,
                None => {}
            }
            match self.wait(Some(Instant::now() + MOMENT)) {
                Ok(Some(Arrival::Input(Input::Event(heard)))) => {
                    self.events.extend(self.view.hear(heard, screen, Instant::now()).events);
                }
                Ok(Some(Arrival::External(_))) => {}
                Ok(Some(Arrival::Input(Input::Gone(_))) | None) | Err(_) => return None,
            }
        }
    }

    fn ask_secret(&mut self, ask: &SecretAsk, judge: &mut Judge<'_>) -> io::Result<Asked<X>> {
        let mut asking = Asking::default();
        let mut later = Vec::new();
        let asked = loop {
            self.draw_asking(&asking, ask)?;
            match self.wait(None)? {
                Some(Arrival::External(news)) if news.is_urgent() => break Asked::News(news),
                Some(Arrival::External(news)) => later.push(Arrival::External(news)),
                Some(Arrival::Input(Input::Gone(error))) => return Err(error),
                Some(Arrival::Input(Input::Event(event::Event::Resize(..)))) => self.resize(),
                Some(Arrival::Input(Input::Event(event::Event::Paste(mut text)))) => {
                    asking.add(&text);
                    // This copy is ours to wipe; those of the terminal and of whoever reads it are not.
                    text.zeroize();
                }
                Some(Arrival::Input(Input::Event(event::Event::Key(key)))) => {
                    match Stroke::of(&key).map_or(Answered::Open, |stroke| asking.key(stroke, ask)) {
                        Answered::Open => {}
                        Answered::Declined => break Asked::Declined,
                        Answered::Given(secret) => match judge(&secret) {
                            Ok(()) => break Asked::Taken,
                            Err(complaint) => asking.complain(complaint),
                        },
                    }
                }
                Some(Arrival::Input(Input::Event(_))) | None => {}
            }
        };
        for one in later.into_iter().rev() {
            self.waiting.push_front(one);
        }
        Ok(asked)
    }

    fn suspended<T>(&mut self, f: impl FnOnce() -> T) -> io::Result<T> {
        self.ears.park();
        guard::lend();
        let result = f();
        let entered = guard::enter(self.view.look().mouse);
        self.ears.resume();
        self.resize();
        entered.map(|()| result)
    }

    fn copy(&mut self, text: &str) -> io::Result<bool> {
        let mut bytes = String::new();
        if CopyToClipboard::to_clipboard_from(text).write_ansi(&mut bytes).is_err() {
            return Ok(false);
        }
        guard::write(bytes.as_bytes()).map(|()| true)
    }

    fn blank(&mut self) {
        guard::blank();
    }

    fn close(&mut self) -> io::Result<()> {
        guard::restore();
        Ok(())
    }
}

impl<X> Drop for Terminal<X> {
    fn drop(&mut self) {
        guard::restore();
    }
}

/// A window that is drawn in; of one that is too large only a corner is.
fn drawable((width, height): (u16, u16)) -> (u16, u16) {
    (width.min(page::LARGEST.0 + 1), height.min(page::LARGEST.1 + 1))
}
