//! What can be done with any prompt: passes each call on to its kind, with the draft in the kind's own shape.

use std::borrow::Cow;

use super::Prompt;
use super::answer::Answer;
use super::draft::{Draft, Shape, Spot};
use super::kind::{Complaint, Kind, Replied};
use super::option::Options;
use super::scene::Scene;
use crate::guide::ListRef;
use crate::screen::block::Hint;
use crate::screen::{Block, Focus};
use crate::session::event::{ItemEvent, Move};
use crate::text::{Changed, Clip, Edit, Text};

macro_rules! on_kind {
    ($prompt:expr, $kind:ident => $body:expr) => {
        match $prompt {
            Prompt::Read($kind) => $body,
            Prompt::OneOf($kind) => $body,
            Prompt::SomeOf($kind) => $body,
            Prompt::Number($kind) => $body,
            Prompt::Scale($kind) => $body,
            Prompt::Day($kind) => $body,
            Prompt::Short($kind) => $body,
            Prompt::Long($kind) => $body,
            Prompt::List($kind) => $body,
            Prompt::RatedList($kind) => $body,
            Prompt::Board($kind) => $body,
            Prompt::Timeline($kind) => $body,
            Prompt::Checklist($kind) => $body,
            Prompt::IfThen($kind) => $body,
            Prompt::Compose($kind) => $body,
            Prompt::Who($kind) => $body,
            Prompt::Gate($kind) => $body,
            Prompt::Pacer($kind) => $body,
            Prompt::Pause($kind) => $body,
            Prompt::Recap($kind) => $body,
            Prompt::Keeping($kind) => $body,
        }
    };
}

/// A kind together with the draft in its own shape. A draft of another shape belongs to another prompt, and is taken
/// for an empty one.
fn with<K: Kind, T>(kind: &K, draft: &Draft, scene: &Scene<'_>, act: impl FnOnce(&K, &K::Shape) -> T) -> T {
    match K::Shape::of(draft) {
        Some(shape) => act(kind, shape),
        None => act(kind, &kind.open(None, scene)),
    }
}

/// The same, to change the draft; what follows from the change is put in order afterwards.
fn with_mut<K: Kind, T>(kind: &K, draft: &mut Draft, scene: &Scene<'_>, act: impl FnOnce(&K, &mut K::Shape) -> T) -> T {
    if K::Shape::of_mut(draft).is_none() {
        *draft = kind.open(None, scene).into_draft();
    }
    match K::Shape::of_mut(draft) {
        Some(shape) => {
            let done = act(kind, shape);
            kind.settle(shape, scene);
            done
        }
        None => act(kind, &mut kind.open(None, scene)),
    }
}

impl Prompt {
    /// Opens the prompt on what was answered (or half answered) before, with the cursor where it was.
    pub fn open(&self, before: Option<&Answer>, spot: Option<Spot>, scene: &Scene<'_>) -> Draft {
        let mut draft = on_kind!(self, kind => kind.open(before, scene).into_draft());
        if let Some(spot) = spot {
            draft.restore(spot);
        }
        draft
    }

    /// The only judge of whether a draft will do, in every front.
    pub fn accept(&self, draft: &Draft, scene: &Scene<'_>) -> Result<Answer, Complaint> {
        on_kind!(self, kind => with(kind, draft, scene, |kind, draft| kind.accept(draft, scene)))
    }

    /// What is there so far, however unfinished; `None` when nothing is, and nothing was saved before.
    pub fn keep(&self, draft: &Draft) -> Option<Answer> {
        on_kind!(self, kind => kept(kind, draft))
    }

    /// What to show below the step's question and text.
    pub fn show<'d>(&self, draft: &'d Draft, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        on_kind!(self, kind => shown(kind, draft, scene, out));
    }

    /// One plain line, for the field asked for now.
    pub fn reply(&self, draft: &mut Draft, line: &str, scene: &Scene<'_>) -> Replied {
        on_kind!(self, kind => with_mut(kind, draft, scene, |kind, draft| kind.reply(draft, line, scene)))
    }

    /// An empty plain line: keeps this field as it is. [`Replied::More`]: another field is asked for now, or the line
    /// belongs to a long text; [`Replied::Done`]: keep the whole answer as it is, or skip if there is none;
    /// [`Replied::No`]: this cannot be passed by.
    pub fn pass(&self, draft: &mut Draft, scene: &Scene<'_>) -> Replied {
        on_kind!(self, kind => with_mut(kind, draft, scene, |kind, draft| kind.pass(draft, scene)))
    }

    /// What going on means in the full-screen front, before [`Prompt::accept`] judges: the option under the cursor is
    /// chosen, or the cursor goes on to the next field. `true` when it did, so that there is nothing to judge yet.
    pub fn enter(&self, draft: &mut Draft, scene: &Scene<'_>) -> bool {
        on_kind!(self, kind => with_mut(kind, draft, scene, |kind, draft| kind.enter(draft, scene)))
    }

    /// Edits the text in focus.
    pub fn edit(&self, draft: &mut Draft, edit: &Edit, clip: &mut Clip, scene: &Scene<'_>) -> Changed {
        let changed = draft.edit(edit, clip);
        if changed == Changed::Words {
            self.settle(draft, scene);
        }
        changed
    }

    /// Puts other words in place of those in focus: what an external editor gave back.
    pub fn replace(&self, draft: &mut Draft, words: &str, scene: &Scene<'_>) -> Changed {
        let changed = draft.replace(words);
        self.settle(draft, scene);
        changed
    }

    /// Moves the cursor. `false` when there is nowhere to go.
    pub fn step(&self, draft: &mut Draft, to: Move, scene: &Scene<'_>) -> bool {
        let moved = draft.step(to);
        self.settle(draft, scene);
        moved
    }

    /// Chooses or un-chooses the row under the cursor.
    pub fn toggle(&self, draft: &mut Draft, scene: &Scene<'_>) -> bool {
        let done = draft.toggle();
        self.settle(draft, scene);
        done
    }

    /// Chooses the option of this number, 1 first, or this level of a scale.
    pub fn pick(&self, draft: &mut Draft, number: i64, scene: &Scene<'_>) -> bool {
        let done = self.offer(draft, number, scene) || draft.pick(number);
        self.settle(draft, scene);
        done
    }

    /// Why this is not done to the item under the cursor yet.
    pub fn refuses(&self, draft: &Draft, event: ItemEvent, scene: &Scene<'_>) -> Option<Complaint> {
        if let (Self::Timeline(_), Draft::Rows(rows), ItemEvent::New) = (self, draft, event) {
            return super::timeline::unread(rows, scene.today);
        }
        None
    }

    /// Does something to the item under the cursor.
    pub fn item(&self, draft: &mut Draft, event: ItemEvent, scene: &Scene<'_>) -> bool {
        let done = draft.item(event);
        self.settle(draft, scene);
        done
    }

    fn offer(&self, draft: &mut Draft, number: i64, scene: &Scene<'_>) -> bool {
        on_kind!(self, kind => with_mut(kind, draft, scene, |kind, draft| kind.offer(draft, number, scene)))
    }

    fn settle(&self, draft: &mut Draft, scene: &Scene<'_>) {
        on_kind!(self, kind => settled(kind, draft, scene));
    }

    /// What the keys are for now.
    pub fn focus(&self, draft: &Draft) -> Focus {
        draft.focus()
    }

    /// What can be done now for this kind, most useful first. Going on, back, skip and help are the session's.
    pub fn hints(&self, draft: &Draft) -> Vec<Hint> {
        let mut hints = draft.hints();
        if let (Self::IfThen(if_then), Draft::Rows(rows)) = (self, draft)
            && if_then.offers(rows)
        {
            hints.insert(0, Hint::Begin);
        }
        hints
    }

    /// The options to resolve into [`Scene::choices`].
    pub fn options(&self) -> Option<Cow<'_, Options>> {
        on_kind!(self, kind => kind.options())
    }

    /// Whose answers are to be put into [`Scene::earlier`], in this order.
    pub fn earlier(&self) -> Vec<ListRef> {
        on_kind!(self, kind => kind.earlier())
    }

    /// Categories of noticing for what is written here.
    pub fn notice(&self) -> &[String] {
        on_kind!(self, kind => kind.notice())
    }

    /// What stands before and after these words in place of those in focus, in the whole they are a part of.
    pub fn glue(&self, draft: &Draft, words: &str, scene: &Scene<'_>) -> [String; 2] {
        match (self, draft) {
            (Self::Compose(compose), Draft::Form(form)) => compose.glue(form, form.at, Some(words), scene),
            (_, _) => Default::default(),
        }
    }

    /// The texts that are written here and noticed, the one in focus first, each with what stands before and after it in the
    /// whole it is a part of: of a composed draft all it is made of, else the text in focus.
    pub fn in_hand<'d>(&self, draft: &'d Draft, scene: &Scene<'_>) -> Vec<(&'d Text, [String; 2])> {
        match (self, draft) {
            (Self::Compose(compose), Draft::Form(form)) => compose.in_hand(form, scene),
            (_, draft) => draft.focused_text().map(|text| (text, Default::default())).into_iter().collect(),
        }
    }

    /// Whether it asks for several fields, one by one.
    pub fn has_fields(&self) -> bool {
        matches!(self, Self::Who(_) | Self::Gate(_) | Self::Compose(_))
    }

    /// Whether it stands before what approaches the other person.
    pub fn is_gate(&self) -> bool {
        matches!(self, Self::Gate(_))
    }
}

fn kept<K: Kind>(kind: &K, draft: &Draft) -> Option<Answer> {
    K::Shape::of(draft).and_then(|shape| kind.keep(shape))
}

fn shown<'d, K: Kind>(kind: &K, draft: &'d Draft, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
    if let Some(shape) = K::Shape::of(draft) {
        kind.show(shape, scene, out);
    }
}

fn settled<K: Kind>(kind: &K, draft: &mut Draft, scene: &Scene<'_>) {
    if let Some(shape) = K::Shape::of_mut(draft) {
        kind.settle(shape, scene);
    }
}
