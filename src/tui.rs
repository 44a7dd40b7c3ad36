//! Full screen: shows Screens in a terminal and turns keys and the mouse into Events. It knows Screens, Blocks and
//! Events, and nothing of stores, guides or how an answer is judged.

pub mod bar;
pub mod blocks;
pub mod canvas;
pub mod field;
pub mod flow;
pub mod ground;
pub mod guard;
pub mod header;
pub mod input;
pub mod keymap;
pub mod page;
pub mod paint;
pub mod picture;
pub mod rows;
pub mod secret;
pub mod strip;
pub mod terminal;
pub mod theme;
pub mod view;
pub mod wrap;

pub use field::{Mark, Noticer, Quiet};
pub use terminal::Terminal;
pub use view::View;

use theme::{Palette, Signs, UNICODE};

/// How things look and whether they move. Plain values: whoever starts the program reads settings and environment.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// Which colours.
    pub palette: Palette,
    /// Which signs.
    pub signs: &'static Signs,
    /// Whether anything may move by itself.
    pub motion: bool,
    /// Whether the mouse is taken; without it the terminal's own selection works.
    pub mouse: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self { palette: Palette::Own, signs: &UNICODE, motion: true, mouse: true }
    }
}
