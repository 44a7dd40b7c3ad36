//! Front: what shows Screens and yields Events. Full screen, plain lines and the scripted one of the tests are all of this shape.
//!
//! One loop owns the session; a front never does. News that is not the person's (a save came back, a signal) enters through
//! [`Front::post`] and comes out of [`Front::next`], so that the loop waits in one place and nothing ever polls.

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Instant;

use unicode_normalization::UnicodeNormalization as _;
use zeroize::Zeroizing;

use crate::screen::Screen;
use crate::session::Event;

/// Brings news of the kind `X` from any thread to whoever waits in [`Front::next`]. Never blocks; after the front is
/// gone it does nothing.
pub type Post<X> = Arc<dyn Fn(X) + Send + Sync>;

/// What came of waiting.
#[derive(Debug)]
pub enum Heard<X> {
    /// The person did something.
    Event(Event),
    /// The deadline asked for has passed.
    Due,
    /// The screen is to be shown again although nothing happened to the session: the window changed, something was
    /// scrolled, the pacer moved.
    Redraw,
    /// The person looks elsewhere, as far as the terminal tells: a good moment to save.
    Away,
    /// News from another thread, as it was posted.
    External(X),
}

/// Shows Screens, yields Events.
pub trait Front {
    /// News of other threads: saves that came back, signals.
    type External: Urgent + Send + 'static;

    /// Where other threads post their news.
    fn post(&self) -> Post<Self::External>;

    /// Shows a screen. A front may leave one out when more has been heard already and [`Front::next`] will not wait.
    fn show(&mut self, screen: &Screen<'_>) -> io::Result<()>;

    /// Waits for the next thing to happen, at the longest until `deadline`. `screen` is the one shown last: it tells
    /// what keys and lines mean.
    ///
    /// # Errors
    /// When the input is gone for good. End of input that is no fault comes as [`Event::InputEnded`].
    fn next(&mut self, screen: &Screen<'_>, deadline: Option<Instant>) -> io::Result<Heard<Self::External>>;

    /// Of what was typed before the end came and has not been heard yet, the next change to a text; `None` once there is no
    /// more of it. Waits no longer than a moment.
    fn typed_before_the_end(&mut self, _screen: &Screen<'_>) -> Option<Event> {
        None
    }

    /// Asks for a passphrase in a form that no guide can imitate, until `judge` takes one. Comes back early with news
    /// that cannot wait.
    ///
    /// # Errors
    /// [`io::ErrorKind::Unsupported`] where there is no terminal to ask on; else when it is gone.
    fn ask_secret(&mut self, ask: &SecretAsk, judge: &mut Judge<'_>) -> io::Result<Asked<Self::External>>;

    /// Hands the terminal over while `f` runs, to the person's editor or to a stopped shell: no key is read meanwhile,
    /// and afterwards everything is shown afresh.
    fn suspended<T>(&mut self, f: impl FnOnce() -> T) -> io::Result<T>;

    /// Puts the finished message on the clipboard of the terminal. `false` when this front has no way to.
    fn copy(&mut self, text: &str) -> io::Result<bool>;

    /// Takes everything private off the screen at once, without waiting for anything.
    fn blank(&mut self);

    /// Gives the terminal back as it was. Doing it twice does nothing more.
    fn close(&mut self) -> io::Result<()>;
}

/// Says of a passphrase whether it does; why not, if another may.
pub type Judge<'a> = dyn FnMut(&Secret) -> Result<(), String> + 'a;

/// What came of asking for a passphrase.
#[derive(Debug)]
pub enum Asked<X> {
    /// One was taken.
    Taken,
    /// The person would rather not.
    Declined,
    /// News that could not wait.
    News(X),
}

/// What may be said of news: whether it can wait until a passphrase is typed.
pub trait Urgent {
    /// It cannot.
    fn is_urgent(&self) -> bool;
}

/// No news at all.
impl Urgent for () {
    fn is_urgent(&self) -> bool {
        false
    }
}

/// Stands before every plain line that asks for a passphrase. What a guide says never begins a line with it.
pub const SIGN: &str = "###";

/// A passphrase to ask for.
#[derive(Clone, Debug, Default)]
pub struct SecretAsk {
    /// What it is for: "Your sessions on this computer are sealed."
    pub reason: String,
    /// The question: "Your passphrase".
    pub question: String,
    /// A new passphrase: ask a second time, and again until the two agree.
    pub twice: bool,
}

/// A passphrase. Wiped from memory when dropped; never shown, never compared except by its owner.
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps what was typed.
    pub fn new(typed: String) -> Self {
        Self(Zeroizing::new(typed))
    }

    /// Whether it was typed the same way again: letters count as the same however the keyboard composed them.
    pub fn is_again(&self, typed: &str) -> bool {
        self.0.nfc().eq(typed.nfc())
    }

    /// What was typed.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}
