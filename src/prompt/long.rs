//! Long text, with an optional soft timer that never cuts off.

use super::answer::Answer;
use super::draft::Write;
use super::kind::{Complaint, Kind, Replied};
use super::scene::Scene;
use super::words;
use crate::screen::Block;

/// Long text, with an optional soft timer that never cuts off.
#[derive(Clone, Debug)]
pub struct Long {
    /// Categories of noticing.
    pub notice: Vec<String>,
    /// A soft timer.
    pub minutes: Option<u32>,
    /// About how many words are advised; never enforced.
    pub words: Option<u32>,
}

impl Kind for Long {
    type Shape = Write;

    fn open(&self, before: Option<&Answer>, _scene: &Scene<'_>) -> Write {
        Write::page(before.and_then(Answer::words).as_deref())
    }

    fn accept(&self, draft: &Write, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        if draft.text.is_blank() { Err(words::write_some()) } else { Ok(Answer::Text(draft.text.to_string())) }
    }

    fn show<'d>(&self, draft: &'d Write, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        let mut editor = draft.editor(String::new(), scene.placeholder.clone(), true, 0);
        editor.notice.clone_from(&self.notice);
        out.extend(self.minutes.map(Block::Timer));
        out.push(Block::Editor(editor));
        out.extend(self.words.map(|most| Block::Note(words::about_words(most))));
    }

    fn reply(&self, draft: &mut Write, line: &str, _scene: &Scene<'_>) -> Replied {
        draft.reply_page(line)
    }

    fn pass(&self, draft: &mut Write, _scene: &Scene<'_>) -> Replied {
        draft.pass_page()
    }

    fn notice(&self) -> &[String] {
        &self.notice
    }
}
