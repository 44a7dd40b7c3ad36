//! Screen: what is to be shown, in a small closed vocabulary of blocks. No colours, no coordinates, no keys pressed.

pub mod block;
mod curtain;
pub mod lines;
mod of;
pub mod prose;
mod review;
pub mod words;

pub use block::Block;
use block::{Hint, Status};
pub use of::Around;

/// One screenful, borrowed from the session.
#[derive(Debug)]
pub struct Screen<'a> {
    /// The stage one is in; on the home screen the program's name.
    pub title: String,
    /// How far along, if that means anything here.
    pub progress: Option<Progress>,
    /// The way of asking that is going on, top to bottom.
    pub blocks: Vec<Block<'a>>,
    /// The person's own earlier words: beside the blocks when wide, behind a key when narrow.
    pub aside: Vec<Block<'a>>,
    /// What lies over it all: help, help lines, review, a yes/no question. The step below stays as it is.
    pub overlay: Option<Layer<'a>>,
    /// What can be done now, most useful first: only what works now.
    pub hints: Vec<Hint>,
    /// Whether the words are safe.
    pub status: Status,
    /// What the keys are for now.
    pub focus: Focus,
}

/// Something that lies over the step.
#[derive(Debug)]
pub struct Layer<'a> {
    /// Its heading.
    pub title: String,
    /// Its content; rows of [`Block::Options`] can be chosen.
    pub blocks: Vec<Block<'a>>,
    /// It is read from its end: what is newest stands last.
    pub from_end: bool,
}

/// How far along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The part (stage) one is in, 0 first, among those on the way.
    pub part: usize,
    /// How many parts there are, as things stand.
    pub parts: usize,
    /// About how many steps are left in this part, this one included; undecided branches count once per choice.
    pub left: usize,
    /// A branch of this part is still undecided: say "about".
    pub about: bool,
    /// The same count on the whole way.
    pub whole: usize,
}

/// What has the focus: tells a front which keys mean what, and a plain front what a line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// Nothing to answer: Enter goes on.
    Reading,
    /// Options: arrows, numbers, Space.
    Options,
    /// Options on a page one also writes on: arrows, numbers, Enter. Letters typed there were meant for a text, and do nothing.
    Beside,
    /// Options under what one writes: arrows, and Enter, which takes the one it is on. What is typed there was meant for a
    /// text, and does nothing.
    Below,
    /// A scale: left, right, numbers.
    Scale,
    /// One line of text: Enter goes on.
    Line,
    /// Long text: Enter is a new line.
    Page,
    /// One line of text that is an item among items: Enter makes the next one.
    Item,
    /// The level of an item among items: left, right, numbers; letters begin the next item.
    Rating,
    /// Something that came by itself lies over a text: Enter closes it, and what is typed goes on into the text.
    Through,
    /// A yes/no question over the step.
    Confirm,
}
