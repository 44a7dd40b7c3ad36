//! A composed draft: built from parts, left-out parts vanish cleanly, freely edited after.

mod join;
mod own;

use join::Piece;

use super::answer::Answer;
use super::draft::{Field, Form, Pick, Write};
use super::kind::{Complaint, Kind, Replied, whole};
use super::scene::{Say, Scene};
use super::words;
use crate::guide::{ListRef, Reference, Template};
use crate::screen::Block;
use crate::session::event::Move;
use crate::text::Text;

/// A composed draft: built from parts, left-out parts vanish cleanly, freely edited after.
#[derive(Clone, Debug)]
pub struct Compose {
    /// In the order they stand in the text.
    pub parts: Vec<Part>,
    /// Words advised at most; never enforced.
    pub words: Option<u32>,
    /// Meant for the other person: stands behind every gate.
    pub to_them: bool,
    /// Counts against the limit on messages, and may be copied on the person's own key.
    pub message: bool,
    /// Categories of noticing.
    pub notice: Vec<String>,
}

/// One part of a composed draft.
#[derive(Clone, Debug)]
pub struct Part {
    /// Stable id; saves hold it.
    pub id: String,
    /// What to write here.
    pub ask: Template,
    /// Glue before the words, gone when they are.
    pub before: Template,
    /// Stands in its place where the part begins a sentence; empty if that is the same.
    pub first: Template,
    /// Glue after the words, gone when they are.
    pub after: Template,
    /// Shown while empty.
    pub placeholder: Template,
    /// An earlier answer it starts from.
    pub from: Option<Reference>,
}

impl Part {
    fn piece(&self, words: String, say: &dyn Say) -> Piece {
        Piece { before: say.say(&self.before), first: say.say(&self.first), words, after: say.say(&self.after) }
    }
}

/// Options that do something to the drafts.
const ANOTHER: &str = "another";
/// Follow the parts again.
const PARTS: &str = "parts";

impl Compose {
    /// The whole text of an answer: as it was edited freely, else built from its parts. Empty for other shapes.
    pub fn text_of(&self, answer: &Answer, say: &dyn Say) -> String {
        let Answer::Composed { parts, text, .. } = answer else { return answer.words().unwrap_or_default() };
        let words = |part: &Part| parts.get(&part.id).cloned().unwrap_or_default();
        text.clone().unwrap_or_else(|| self.built(self.parts.iter().map(words), say))
    }

    fn built(&self, words: impl Iterator<Item = String>, say: &dyn Say) -> String {
        join::joined(self.parts.iter().zip(words).map(|(part, words)| part.piece(words, say)))
    }

    /// What stands before and after the words of this field in the whole text, where it is a part; `words` or those that
    /// are there.
    pub(crate) fn glue(&self, draft: &Form, at: usize, words: Option<&str>, scene: &Scene<'_>) -> [String; 2] {
        let words = || words.map_or_else(|| draft.words(at), str::to_owned);
        let beside = |part: &Part| join::beside(&part.piece(words(), scene.words));
        self.parts.get(at).map(beside).unwrap_or_default()
    }

    /// The texts of the draft in hand, the one in focus first, each with its glue: its parts, or the whole where that is
    /// what is written on.
    pub(crate) fn in_hand<'d>(&self, draft: &'d Form, scene: &Scene<'_>) -> Vec<(&'d Text, [String; 2])> {
        let whole = self.text_field();
        let parts = if draft.at == whole || self.is_free(draft) { 0..0 } else { 0..self.parts.len() };
        let mut fields: Vec<usize> = if parts.is_empty() { vec![whole] } else { parts.collect() };
        fields.sort_by_key(|at| *at != draft.at);
        let text = |at| Some((&draft.write(at)?.text, self.glue(draft, at, None, scene)));
        fields.into_iter().filter_map(text).collect()
    }

    /// The field with the whole text; the parts come before it.
    fn text_field(&self) -> usize {
        self.parts.len()
    }

    /// The field that chooses between drafts; those put aside come after it.
    fn drafts_field(&self) -> usize {
        self.parts.len() + 1
    }

    /// Whether the text was edited freely and no longer follows the parts.
    fn is_free(&self, draft: &Form) -> bool {
        draft.write(self.text_field()).is_some_and(|write| write.touched)
    }

    fn aside(&self, draft: &Form) -> Vec<String> {
        (self.drafts_field() + 1..draft.fields.len()).map(|at| draft.words(at)).collect()
    }

    fn has_parts(&self, draft: &Form) -> bool {
        (0..self.parts.len()).any(|at| !draft.words(at).trim().is_empty())
    }

    /// Puts other words in place of the whole text: free ones, or (with `None`) what the parts say.
    fn set_text(&self, draft: &mut Form, free: Option<&str>) {
        if let Some(write) = draft.write_mut(self.text_field()) {
            write.text = Text::from_str(free.unwrap_or_default());
            write.touched = free.is_some();
        }
    }

    fn put_aside(draft: &mut Form, words: &str) {
        if !words.trim().is_empty() {
            draft.fields.push(Field::Write(Write::page(Some(words))));
        }
    }

    /// What was chosen among the drafts is done at once.
    fn act(&self, draft: &mut Form) {
        let Some(chosen) = draft.choice(self.drafts_field()).map(str::to_owned) else { return };
        let now = draft.words(self.text_field());
        if chosen == ANOTHER || chosen == PARTS {
            Self::put_aside(draft, &now);
            self.set_text(draft, None);
            draft.at = 0;
        } else if let Some(at) = self.field_of_draft(draft, &chosen) {
            let words = draft.words(at);
            if now.trim().is_empty() {
                draft.fields.remove(at);
            } else if let Some(aside) = draft.write_mut(at) {
                *aside = Write::page(Some(&now));
            }
            self.set_text(draft, Some(&words));
            draft.at = self.text_field();
        }
    }

    /// Drafts put aside are called by their number, 1 first.
    fn field_of_draft(&self, draft: &Form, id: &str) -> Option<usize> {
        let number: usize = id.parse().ok()?;
        let at = self.drafts_field() + number;
        (number > 0 && at < draft.fields.len()).then_some(at)
    }

    fn choices(&self, draft: &Form) -> Vec<super::Choice> {
        let mut choices = Vec::new();
        if !draft.words(self.text_field()).trim().is_empty() {
            choices.push(words::choice(ANOTHER, words::BEGIN_ANOTHER));
        }
        if self.is_free(draft) && self.has_parts(draft) {
            choices.push(words::choice(PARTS, words::FOLLOW_PARTS));
        }
        for number in 1..=self.aside(draft).len() {
            choices.push(words::choice(&number.to_string(), &words::go_on_with_draft(number)));
        }
        choices
    }

    fn show_text<'d>(&self, draft: &'d Form, out: &mut Vec<Block<'d>>) {
        let at = self.text_field();
        // What only grows is no field to go to: its number is beyond all of them.
        let field = if draft.is_numbered(at) { draft.number(at) } else { draft.open.len() };
        let Some(write) = draft.write(at) else { return };
        let focus = draft.at == at;
        let written = focus || self.is_free(draft);
        let label = if written { words::WHOLE_TEXT } else { words::SO_FAR };
        let mut editor = write.editor(label.to_owned(), String::new(), focus, field);
        editor.notice.clone_from(&self.notice);
        out.push(if written { Block::Editor(editor) } else { Block::Built(editor) });
        if let Some(most) = self.words {
            let now = write.text.words();
            let over = u32::try_from(now).is_ok_and(|now| now > most);
            out.push(Block::Advice { says: words::at_most_words(most, now), over });
        }
    }
}

impl Kind for Compose {
    type Shape = Form;

    fn open(&self, before: Option<&Answer>, scene: &Scene<'_>) -> Form {
        let mut earlier = scene.earlier.iter();
        let mut fields = Vec::new();
        for part in &self.parts {
            let from = part.from.as_ref().and_then(|_| earlier.next()).and_then(Option::as_ref);
            let words = match before {
                Some(Answer::Composed { parts, .. }) => parts.get(&part.id).cloned(),
                Some(_) => None,
                None => from.and_then(Answer::words),
            };
            fields.push(Field::Write(Write::line(words.as_deref())));
        }
        let (free, aside) = match before {
            None => (None, Vec::new()),
            Some(Answer::Composed { text, aside, .. }) => (text.clone(), aside.clone()),
            Some(other) => (other.words(), Vec::new()),
        };
        fields.push(Field::Write(Write::page(None)));
        fields.push(Field::Pick(Pick::one(Vec::new())));
        fields.extend(aside.iter().map(|words| Field::Write(Write::page(Some(words)))));
        let mut form = Form { fields, by_tab: vec![self.drafts_field()], had: before.is_some(), ..Form::default() };
        self.set_text(&mut form, free.as_deref());
        self.settle(&mut form, scene);
        form
    }

    fn accept(&self, draft: &Form, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        let whole = draft.words(self.text_field());
        if whole.trim().is_empty() {
            return Err(words::write_some());
        }
        let words = |(at, part): (usize, &Part)| (part.id.clone(), draft.words(at).trim().to_owned());
        let parts = self.parts.iter().enumerate().map(words).filter(|(_, words)| !words.is_empty()).collect();
        Ok(Answer::Composed { parts, text: self.is_free(draft).then_some(whole), aside: self.aside(draft) })
    }

    fn keep(&self, draft: &Form) -> Option<Answer> {
        let words = |(at, part): (usize, &Part)| (part.id.clone(), draft.words(at));
        let parts = self.parts.iter().enumerate().map(words).filter(|(_, words)| !words.is_empty());
        let parts: std::collections::BTreeMap<_, _> = parts.collect();
        let text = self.is_free(draft).then(|| draft.words(self.text_field()));
        let aside = self.aside(draft);
        let anything = draft.had || !parts.is_empty() || text.is_some() || !aside.is_empty();
        anything.then_some(Answer::Composed { parts, text, aside })
    }

    fn show<'d>(&self, draft: &'d Form, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        for at in draft.open.iter().copied() {
            let field = draft.number(at);
            if let (Some(part), Some(write)) = (self.parts.get(at), draft.write(at)) {
                let placeholder = scene.say(&part.placeholder);
                let mut editor = write.editor(scene.say(&part.ask), placeholder, draft.at == at, field);
                editor.notice.clone_from(&self.notice);
                editor.glue = self.glue(draft, at, None, scene);
                out.push(Block::Editor(editor));
            } else if at == self.text_field() {
                self.show_text(draft, out);
            } else if let Some(pick) = draft.picked(at) {
                let aside = self.aside(draft).into_iter().enumerate();
                out.extend(aside.map(|(at, text)| Block::Card { title: words::draft_number(at + 1), text }));
                out.push(pick.block(draft.at == at, "", field));
            }
        }
    }

    fn reply(&self, draft: &mut Form, line: &str, scene: &Scene<'_>) -> Replied {
        let at = draft.at;
        let free = self.is_free(draft);
        if at == self.drafts_field() {
            if let Err(complaint) = draft.reply_pick(line) {
                return Replied::No(complaint);
            }
            return Replied::More;
        }
        if let Some(write) = draft.write_mut(at) {
            if write.page {
                if line != super::draft::reply::END && !free {
                    write.text = Text::new();
                }
                if write.reply_page(line) == Replied::More {
                    return Replied::More;
                }
            } else {
                write.put(line.trim());
            }
        }
        self.settle(draft, scene);
        draft.replied_next()
    }

    fn pass(&self, draft: &mut Form, scene: &Scene<'_>) -> Replied {
        let at = draft.at;
        if let Some(write) = draft.write_mut(at)
            && write.page
            && write.pass_page() == Replied::More
        {
            return Replied::More;
        }
        self.settle(draft, scene);
        draft.replied_next()
    }

    fn enter(&self, draft: &mut Form, scene: &Scene<'_>) -> bool {
        if draft.at == self.drafts_field() {
            let chose = draft.pick_mut().is_some_and(|pick| {
                // Enter after words that went nowhere begins no other draft: it only goes to the row.
                if !pick.moved {
                    return pick.step(Move::ToRow(pick.at));
                }
                pick.enter();
                pick.choice().is_some()
            });
            self.settle(draft, scene);
            return chose;
        }
        self.settle(draft, scene);
        draft.go_next_by_enter()
    }

    fn settle(&self, draft: &mut Form, scene: &Scene<'_>) {
        self.act(draft);
        if !self.is_free(draft) {
            let built = self.built((0..self.parts.len()).map(|at| draft.words(at)), scene.words);
            if draft.words(self.text_field()) != built {
                self.set_text(draft, None);
                if let Some(write) = draft.write_mut(self.text_field()) {
                    write.text = Text::from_str(&built);
                }
            }
        }
        let choices = self.choices(draft);
        let any_choice = !choices.is_empty();
        if let Some(pick) = draft.picked_mut(self.drafts_field()) {
            let at = if pick.choices == choices { pick.at } else { 0 };
            let moved = pick.moved && pick.choices == choices;
            *pick = Pick { at, moved, ..Pick::one(choices) };
        }
        let free = self.is_free(draft) || self.parts.is_empty();
        let mut open: Vec<usize> = if free { Vec::new() } else { (0..self.parts.len()).collect() };
        if free || !draft.words(self.text_field()).is_empty() {
            open.push(self.text_field());
        }
        if any_choice {
            open.push(self.drafts_field());
        }
        draft.cards = if free { Vec::new() } else { vec![self.text_field()] };
        draft.set_open(open);
    }

    /// The drafts can be chosen from while a text is written, by their number.
    fn offer(&self, draft: &mut Form, number: i64, _scene: &Scene<'_>) -> bool {
        draft.picked_mut(self.drafts_field()).is_some_and(|pick| pick.pick(number))
    }

    fn earlier(&self) -> Vec<ListRef> {
        self.parts.iter().filter_map(|part| part.from.as_ref()).map(whole).collect()
    }

    fn notice(&self) -> &[String] {
        &self.notice
    }
}
