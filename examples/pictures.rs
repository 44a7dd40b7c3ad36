//! Draws real screens as SVG files: walks the first guide as somebody might, and keeps the screens it comes by.
//!
//! `cargo run --example pictures FOLDER [WIDTHxHEIGHT] [own|light|dark|plain] [STEP …]`; without steps every screen.
//! The same walk gives the same bytes.

#[path = "../tests/frames/walk.rs"]
mod walk;

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use stepback::tui::Look;
use stepback::tui::picture;
use stepback::tui::theme::Palette;
use walk::{Ground, Walk};

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().context("which folder?")?);
    let size = arguments.next().unwrap_or_else(|| "80x24".to_owned());
    let (width, height) = size.split_once('x').context("a size is 80x24")?;
    let (palette, paper) = match arguments.next().as_deref() {
        None | Some("own") => (Palette::Own, picture::NIGHT),
        Some("light") => (Palette::Light, picture::DAY),
        Some("dark") => (Palette::Dark, picture::NIGHT),
        Some("plain") => (Palette::Plain, picture::NIGHT),
        Some(other) => bail!("no such look: {other}"),
    };
    std::fs::create_dir_all(&folder)?;
    let (only, mut count): (Vec<String>, usize) = (arguments.collect(), 0);
    let mut failed = None;
    let ground = Ground::new().context("what is built in does not load")?;
    let mut walk = Walk::new(ground, width.parse()?, height.parse()?, Look { palette, ..Look::default() });
    let walked = walk.walk(&mut |name, frame, caret| {
        if only.is_empty() || only.iter().any(|only| only == name) {
            count += 1;
            let number = if only.is_empty() { format!("{count:03}-") } else { String::new() };
            let drawn = picture::svg(frame, caret, paper, &format!("Stepback: {name}"));
            failed = std::fs::write(folder.join(format!("{number}{name}.svg")), drawn).err().or(failed.take());
        }
    });
    failed.map_or(Ok(()), Err)?;
    walked.map_err(anyhow::Error::msg)
}
