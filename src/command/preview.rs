//! `stepback preview`: a guide walked while it is being written. It is read again when its file changes; nothing is saved.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::content::Content;
use super::sit::{Seat, Task, sit};
use super::{Fault, Outcome, Shell};
use crate::front::Post;
use crate::run::ahead::{self, Given};
use crate::run::{News, begin, changes};
use crate::session::Event;

/// Said while it lasts.
pub const SAVES_NOTHING: &str = "A preview: nothing is saved.";

/// Walks a guide that is being written.
pub fn preview(shell: &Shell, out: &mut dyn Write, file: &Path, from: Option<&str>, wishes: &[String]) -> Outcome {
    let given: Option<Vec<Given>> = wishes.iter().map(|text| Given::read(text)).collect();
    let given = given.ok_or_else(|| {
        Fault::usage("Give answers as --set STEP=VALUE, such as --set before_upset=8. Nothing was begun.")
    })?;
    let content = Content::open(shell)?;
    let name = file.to_string_lossy();
    // A bare name is a file here, never a guide of that id.
    let found = content.named(&if file.components().count() == 1 { format!("./{name}") } else { name.into_owned() })?;
    let mut seat = Seat::new(found, None);
    let _ = seat.session.handle(&seat.guide, Event::Begin(Box::new(begin(Vec::new(), false))));
    if from.is_some() || !given.is_empty() {
        ahead::walk(&mut seat.session, &seat.guide, &given, from).map_err(Fault::said)?;
    }
    if from.is_none() {
        ahead::to_start(&mut seat.session, &seat.guide);
    }
    seat.session.make_read_only(SAVES_NOTHING.to_owned());
    seat.copy = None;
    seat.preview = Some(file.to_owned());
    sit(shell, out, &content, Task::Sit(Box::new(seat)))
}

/// Has the guide read again whenever its file changes.
///
/// # Errors
/// When the file cannot be watched.
pub fn follow(shell: &Shell, path: PathBuf, post: Post<News>) -> anyhow::Result<()> {
    let library = Content::open(shell)?.library().clone();
    let watched = path.clone();
    let read = move || {
        let read = library.guide_file(&path);
        let read = read.map(|loaded| Box::new(loaded.guide)).map_err(|unusable| unusable.sentence());
        post(News::Guide(read));
    };
    Ok(changes::watch(&watched, read)?)
}
