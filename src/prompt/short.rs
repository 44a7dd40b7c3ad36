//! A line of text.

use super::answer::Answer;
use super::draft::Write;
use super::kind::{Complaint, Kind};
use super::scene::Scene;
use super::words;
use crate::screen::Block;

/// A line of text.
#[derive(Clone, Debug)]
pub struct Short {
    /// Categories of noticing.
    pub notice: Vec<String>,
}

impl Kind for Short {
    type Shape = Write;

    fn open(&self, before: Option<&Answer>, _scene: &Scene<'_>) -> Write {
        Write::line(before.and_then(Answer::words).as_deref())
    }

    fn accept(&self, draft: &Write, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        draft.words().map(Answer::Text).ok_or_else(words::write_line)
    }

    fn show<'d>(&self, draft: &'d Write, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        let mut editor = draft.editor(String::new(), scene.placeholder.clone(), true, 0);
        editor.notice.clone_from(&self.notice);
        out.push(Block::Editor(editor));
    }

    fn notice(&self) -> &[String] {
        &self.notice
    }
}
