//! Draws the hand-made screens of the frame tests as SVG files: `cargo run --example pictures FOLDER [WIDTHxHEIGHT]`.

#[path = "../tests/frames/screens.rs"]
mod screens;

use std::path::PathBuf;
use std::time::Instant;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use stepback::tui::theme::{ASCII, Palette};
use stepback::tui::{Look, Mark, Noticer, View, picture};

/// Marks "I" and "me", as the rules for self-distanced writing do.
struct Inside;

impl Noticer for Inside {
    fn marks(&mut self, _stamp: u64, paragraph: &str, _categories: &[String]) -> Vec<Mark> {
        let word = |at: usize, word: &str| Mark {
            range: at..at + word.len(),
            cue: '~',
            legend: "words from the inside".to_owned(),
        };
        ["I", "me"].iter().filter_map(|one| paragraph.find(&format!(" {one}")).map(|at| word(at + 1, one))).collect()
    }
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or_else(|| anyhow::anyhow!("which folder?"))?);
    let size = arguments.next().unwrap_or_else(|| "80x24".to_owned());
    let (width, height) = size.split_once('x').ok_or_else(|| anyhow::anyhow!("a size is 80x24"))?;
    let area = Rect::new(0, 0, width.parse()?, height.parse()?);
    std::fs::create_dir_all(&folder)?;
    for (name, palette, paper) in [
        ("own-dark", Palette::Own, picture::NIGHT),
        ("own-light", Palette::Own, picture::DAY),
        ("dark", Palette::Dark, picture::NIGHT),
        ("light", Palette::Light, picture::DAY),
        ("plain", Palette::Plain, picture::NIGHT),
        ("ascii", Palette::Own, picture::NIGHT),
    ] {
        for (screen_name, screen) in screens::all() {
            let mut buffer = Buffer::empty(area);
            let signs = if name == "ascii" { &ASCII } else { Look::default().signs };
            let mut view = View::new(Look { palette, signs, ..Look::default() });
            let now = Instant::now();
            view.draw(&screen, &mut buffer, now, &mut Inside);
            buffer.reset();
            let later = now + std::time::Duration::from_millis(2800);
            let caret = view.draw(&screen, &mut buffer, later, &mut Inside);
            std::fs::write(
                folder.join(format!("{screen_name}-{size}-{name}.svg")),
                picture::svg(&buffer, caret, paper, screen_name),
            )?;
        }
    }
    Ok(())
}
