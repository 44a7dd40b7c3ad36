//! Events while a step is being answered.

use super::Session;
use super::aside::is_in_words;
use super::effect::{Effect, Farewell, Keeping};
use super::entry::Entry;
use super::event::{Event, ItemEvent, Overlay};
use super::facts::Lock;
use super::judge;
use super::walk::is_kept;
use crate::guide::condition::Outcome;
use crate::guide::{Guide, Keep, Step};
use crate::prompt::answer::Answer;
use crate::prompt::{Complaint, Draft, Prompt, Replied, Scene, words};
use crate::text::{Changed, Edit};

impl Session {
    pub(super) fn ask(&mut self, guide: &Guide, event: Event) -> Vec<Effect> {
        if self.is_behind_curtain(guide) {
            return self.ask_at_curtain(guide, event);
        }
        match event {
            Event::Edit(edit) => self.edit(guide, &edit),
            Event::Move(step) => self.change(guide, |prompt, draft, scene| prompt.step(draft, step, scene)),
            Event::Toggle => self.change(guide, Prompt::toggle),
            Event::Pick(number) => self.change(guide, |prompt, draft, scene| prompt.pick(draft, number, scene)),
            Event::Item(item) => self.item(guide, item),
            Event::Reply(line) => self.reply(guide, &line),
            Event::Change(number) => self.item_of(guide, number, Draft::change),
            Event::Drop(number) => self.item_of(guide, number, Draft::drop),
            Event::Enter => self.enter_key(guide),
            Event::Submit => self.hand_on(guide),
            Event::Back => self.back(guide),
            Event::Skip => self.skip(guide),
            Event::GoTo(place) => self.go_to(guide, place),
            Event::Written(Ok(words)) => self.written(guide, &words),
            Event::Written(Err(why)) => self.complain(Complaint(why)),
            Event::Told(words) => {
                self.desk.told = Some(words);
                Vec::new()
            }
            Event::OpenEditor => self.open_editor(),
            Event::Copy => self.copy(guide),
            Event::Close
            | Event::Yes
            | Event::TimeUp
            | Event::Begin(_)
            | Event::Now { .. }
            | Event::Open(_)
            | Event::Noticing(_)
            | Event::Share(_)
            | Event::Country(_)
            | Event::Leave
            | Event::Vanish
            | Event::InputEnded
            | Event::Saved(_)
            | Event::Sealed(_)
            | Event::Copied
            | Event::Unlocked => Vec::new(),
        }
    }

    fn edit(&mut self, guide: &Guide, edit: &Edit) -> Vec<Effect> {
        let changed = if let Draft::Write(write) = &mut self.desk.draft {
            write.edit(edit, &mut self.clip)
        } else {
            let mut clip = std::mem::take(&mut self.clip);
            let changed = self.with_draft(guide, |prompt, draft, scene| prompt.edit(draft, edit, &mut clip, scene));
            self.clip = clip;
            changed.unwrap_or(Changed::Nothing)
        };
        self.edited(guide, changed)
    }

    fn edited(&mut self, guide: &Guide, changed: Changed) -> Vec<Effect> {
        match changed {
            Changed::Nothing => Vec::new(),
            Changed::Caret => {
                self.desk.complaint = None;
                self.desk.told = None;
                Vec::new()
            }
            Changed::Words => self.begun_here(guide),
            Changed::Refused(why) => self.complain(Complaint(why.to_string())),
        }
    }

    /// Hands the open draft to its prompt, with all it may know of its surroundings.
    fn with_draft<T>(&mut self, guide: &Guide, act: impl FnOnce(&Prompt, &mut Draft, &Scene<'_>) -> T) -> Option<T> {
        let mut draft = std::mem::replace(&mut self.desk.draft, Draft::Seen);
        let at = self.at.clone();
        let done = self.scene(guide, &at, |here, scene| act(&here.step.prompt, &mut draft, scene));
        self.desk.draft = draft;
        done
    }

    /// Something in the draft may have changed: says so to the disk if it did.
    fn change(&mut self, guide: &Guide, change: impl FnOnce(&Prompt, &mut Draft, &Scene<'_>) -> bool) -> Vec<Effect> {
        let changed = self.with_draft(guide, change);
        if changed == Some(true) { self.begun_here(guide) } else { Vec::new() }
    }

    /// Something done to an item, unless there is something to say of it first.
    fn item(&mut self, guide: &Guide, item: ItemEvent) -> Vec<Effect> {
        let refused = self.with_draft(guide, |prompt, draft, scene| prompt.refuses(draft, item, scene)).flatten();
        match refused {
            Some(complaint) => self.complain(complaint),
            None => self.change(guide, |prompt, draft, scene| prompt.item(draft, item, scene)),
        }
    }

    /// Something about the item of a number, as the plain front counts them.
    fn item_of(&mut self, guide: &Guide, number: usize, act: fn(&mut Draft, usize) -> bool) -> Vec<Effect> {
        match self.with_draft(guide, |_, draft, _| act(draft, number)) {
            Some(true) => self.begun_here(guide),
            Some(false) | None => self.complain(words::no_number(number)),
        }
    }

    /// The open draft changed. Its words reach the entry when the save is due (see [`Session::saved`]).
    fn begun_here(&mut self, guide: &Guide) -> Vec<Effect> {
        self.desk.complaint = None;
        self.desk.told = None;
        // Where words may stay counts once it is confirmed, not while the cursor is on its way; and what is only read holds
        // no words, whatever line passed it.
        if self.stands_at_keeping(guide) || matches!(self.desk.draft, Draft::Seen) {
            return Vec::new();
        }
        self.desk.touched = true;
        if !is_kept(guide, &self.at) {
            return Vec::new();
        }
        if self.stands_guarded(guide) {
            return self.begun_guarded(guide);
        }
        self.put_aside(guide);
        self.rest_at(guide, self.at.clone());
        self.entries.entry(self.at.clone()).or_default();
        self.save(guide)
    }

    pub(super) fn complain(&mut self, complaint: Complaint) -> Vec<Effect> {
        self.desk.complaint = Some(complaint.0);
        Vec::new()
    }

    /// A plain line; an empty one passes the field by as it is.
    fn reply(&mut self, guide: &Guide, line: &str) -> Vec<Effect> {
        let blank = line.trim().is_empty();
        let replied = self.with_draft(guide, |prompt, draft, scene| {
            let before = prompt.keep(draft);
            let replied = if blank { prompt.pass(draft, scene) } else { prompt.reply(draft, line, scene) };
            (replied, prompt.keep(draft) != before)
        });
        match replied {
            Some((Replied::More, _)) => self.begun_here(guide),
            Some((Replied::Done, _)) if blank => self.keep_or_skip(guide),
            Some((Replied::Done, _)) => {
                let mut effects = self.begun_here(guide);
                effects.extend(self.hand_on(guide));
                effects
            }
            Some((Replied::No(complaint), changed)) => self.refused(guide, line, complaint, changed),
            None => Vec::new(),
        }
    }

    /// A plain line that would not do. Where the draft has no place of its own for it, it is kept beside the answer.
    fn refused(&mut self, guide: &Guide, line: &str, mut complaint: Complaint, changed: bool) -> Vec<Effect> {
        if self.lets_go(guide) && is_in_words(line) {
            if let Draft::Pick(pick) = &mut self.desk.draft {
                pick.forget_refused();
            }
            complaint.0.insert_str(0, LET_GO);
            return self.complain(complaint);
        }
        let held = match self.desk.draft {
            Draft::Write(_) => true,
            Draft::Rows(_) => changed,
            Draft::Seen | Draft::Pick(_) | Draft::Level(_) | Draft::Form(_) => false,
        };
        let aside = !held && self.put_line_aside(guide, line);
        let mut effects = if changed { self.begun_here(guide) } else { Vec::new() };
        if aside {
            complaint.0.push_str(LINE_KEPT);
            if !changed {
                effects.extend(self.save(guide));
            }
        }
        effects.extend(self.complain(complaint));
        effects
    }

    /// Whether words that choose nothing are let go here: what is answered is not kept, so neither is what is no answer.
    /// Own words that were asked for are one.
    fn lets_go(&self, guide: &Guide) -> bool {
        let chooses = match &self.desk.draft {
            Draft::Pick(pick) => !pick.asks_words(),
            Draft::Form(form) => form.picked(form.at).is_some(),
            Draft::Seen | Draft::Level(_) | Draft::Write(_) | Draft::Rows(_) => false,
        };
        chooses && (!is_kept(guide, &self.at) || self.stands_guarded(guide))
    }

    /// An empty line keeps what is there, else skips; it never passes a gate or a required step.
    fn keep_or_skip(&mut self, guide: &Guide) -> Vec<Effect> {
        let at = self.at.clone();
        let holds = self.scene(guide, &at, |here, scene| here.step.prompt.accept(&self.desk.draft, scene).is_ok());
        if holds == Some(true) || !self.may_skip(guide) {
            return self.submit(guide);
        }
        let given = self.entries.get(&at).is_some_and(|entry| entry.given.is_some() && !entry.skipped);
        let began = self.desk.touched && !self.desk.draft.is_blank();
        if began && given { self.pass_on(guide) } else { self.skip(guide) }
    }

    /// What was given before counts on; what was begun since and will not do stays beside it.
    fn pass_on(&mut self, guide: &Guide) -> Vec<Effect> {
        self.stow(guide);
        let mut effects = if is_kept(guide, &self.at) { self.save(guide) } else { Vec::new() };
        effects.extend(self.go_on(guide));
        effects
    }

    /// Enter: chooses the option under the cursor, or goes on to the next field, or hands the answer in.
    fn enter_key(&mut self, guide: &Guide) -> Vec<Effect> {
        let entered = self.with_draft(guide, |prompt, draft, scene| {
            let before = prompt.keep(draft);
            let more = prompt.enter(draft, scene);
            (more, prompt.keep(draft) != before)
        });
        let (more, changed) = entered.unwrap_or_default();
        let mut effects = if changed { self.begun_here(guide) } else { Vec::new() };
        if !more {
            effects.extend(self.hand_on(guide));
        }
        effects
    }

    /// Goes on: a page on which nothing is written is passed over like an empty line, any other is handed in.
    fn hand_on(&mut self, guide: &Guide) -> Vec<Effect> {
        if self.desk.draft.is_blank() { self.keep_or_skip(guide) } else { self.submit(guide) }
    }

    pub(super) fn submit(&mut self, guide: &Guide) -> Vec<Effect> {
        let kept = is_kept(guide, &self.at);
        self.desk.draft.number_items(if kept { &mut self.next_item } else { &mut self.next_unkept_item });
        let at = self.at.clone();
        let accepted = self.scene(guide, &at, |here, scene| {
            (here.step.prompt.accept(&self.desk.draft, scene), here.ask(), here.step.prompt.name())
        });
        match accepted {
            None => self.go_on(guide),
            Some((Err(mut complaint), ..)) => {
                complaint.0.push_str(if self.may_skip(guide) && !self.holds_something(guide) { OR_SKIP } else { "" });
                self.complain(complaint)
            }
            Some((Ok(answer), question, kind)) => self.give(guide, &answer, question, kind),
        }
    }

    /// Whether there is anything in the draft, whether it will do or not.
    fn holds_something(&self, guide: &Guide) -> bool {
        let keep = |here: &super::Here<'_>, _: &Scene<'_>| here.step.prompt.keep(&self.desk.draft).is_some();
        self.scene(guide, &self.at, keep).unwrap_or_default()
    }

    fn give(&mut self, guide: &Guide, answer: &Answer, question: String, kind: &str) -> Vec<Effect> {
        let Some(step) = self.step(guide) else { return Vec::new() };
        if self.needs_passphrase(step, answer) {
            return vec![Effect::Keep(Keeping::Sealed)];
        }
        if self.asks_before_erasing(guide, step, answer) {
            return self.open_over(guide, Overlay::Erase);
        }
        let earlier = self.enter(guide, step, answer, question, kind);
        let mut effects = self.take_note(guide, step, earlier.as_ref(), answer);
        self.derive(guide);
        self.desk.touched = false;
        if is_kept(guide, &self.at) && !self.hides(guide, &self.at) {
            self.rest_at(guide, self.at.clone());
            effects.extend(self.save(guide));
        }
        if waits(step, answer) && self.would_lose(guide) {
            effects.extend(self.open_over(guide, Overlay::Leave));
        } else if waits(step, answer) {
            effects.push(Effect::Leave(Farewell::Waiting));
        } else if step.end {
            effects.extend(self.finish(guide));
        } else {
            effects.extend(self.go_on(guide));
        }
        effects
    }

    /// Puts an answer down; gives back the one that stood there.
    fn enter(&mut self, guide: &Guide, step: &Step, answer: &Answer, question: String, kind: &str) -> Option<Answer> {
        let spot = self.desk.draft.spot();
        let hidden = super::unkept::never_kept(step, answer);
        let clock = self.facts.clock;
        if !hidden {
            self.put_aside(guide);
        }
        let earlier = self.entries.remove(&self.at);
        let before = earlier.as_ref().and_then(|entry| entry.given.clone());
        let kept = earlier.as_ref().and_then(|entry| super::unkept::on_disk(guide, &self.at, entry)).cloned();
        let base = if step.keep == Keep::Never { earlier } else { kept };
        let same = base.as_ref().is_some_and(|entry| entry.given.as_ref() == Some(answer));
        let entry = Entry {
            given: Some(answer.clone()),
            kept: base.clone().filter(|_| hidden).map(Box::new),
            draft: None,
            skipped: false,
            spot: Some(spot),
            question,
            kind: kind.to_owned(),
            at: base.as_ref().and_then(|entry| entry.at).filter(|_| same).or(Some(clock)),
            more: base.map(|entry| entry.more).unwrap_or_default(),
        };
        self.entries.insert(self.at.clone(), entry);
        before
    }

    /// What an answer means beyond itself.
    fn take_note(&mut self, guide: &Guide, step: &Step, earlier: Option<&Answer>, answer: &Answer) -> Vec<Effect> {
        match (&step.prompt, answer) {
            (Prompt::Who(_), Answer::Person(person)) => {
                self.name_person(guide, earlier, person);
                Vec::new()
            }
            (Prompt::Gate(gate), Answer::Gate { until, .. }) if gate.locks => {
                let concern = judge::outcome(step, answer, self.facts.today) == Some(Outcome::Concern);
                self.lock = concern.then_some(Lock { until: *until });
                Vec::new()
            }
            (Prompt::Compose(compose), Answer::Composed { .. }) if compose.message => {
                let at = self.at.clone();
                self.count_message(&at);
                Vec::new()
            }
            (Prompt::Keeping(_), Answer::One(id)) => self.choose_keeping(id),
            _ => Vec::new(),
        }
    }

    fn back(&mut self, guide: &Guide) -> Vec<Effect> {
        let begun = self.desk.touched && is_kept(guide, &self.at) && !self.stands_guarded(guide);
        let mut effects = if begun { self.save(guide) } else { Vec::new() };
        effects.extend(self.go_back(guide));
        effects
    }

    /// Whether this step may be left unanswered.
    pub fn may_skip(&self, guide: &Guide) -> bool {
        self.step(guide).is_none_or(|step| !step.required && !matches!(step.prompt, Prompt::Gate(_)))
    }

    fn skip(&mut self, guide: &Guide) -> Vec<Effect> {
        if !self.may_skip(guide) {
            return self.complain(Complaint(NEEDED.to_owned()));
        }
        let Some(step) = self.step(guide) else { return Vec::new() };
        self.put_aside(guide);
        self.stow(guide);
        let at = self.at.clone();
        let question = self.question(guide, &at);
        if self.stands_guarded(guide) {
            let kept = self.entry_on_disk(guide, &at).cloned().unwrap_or_default();
            self.entries.insert(at.clone(), kept);
        }
        let entry = self.entries.entry(at.clone()).or_default();
        let erased = self.desk.touched && self.desk.draft.is_blank();
        if erased || matches!(entry.latest(), Some(Answer::Text(words)) if words.trim().is_empty()) {
            // What the person took away themselves does not come back.
            (entry.given, entry.draft) = (None, None);
        }
        entry.skipped = true;
        entry.question = question;
        step.prompt.name().clone_into(&mut entry.kind);
        self.desk.touched = false;
        self.derive(guide);
        let mut effects = Vec::new();
        if is_kept(guide, &at) {
            self.rest_at(guide, at);
            effects.extend(self.save(guide));
        }
        effects.extend(if step.end { self.finish(guide) } else { self.go_on(guide) });
        effects
    }

    fn go_to(&mut self, guide: &Guide, place: super::Place) -> Vec<Effect> {
        if !self.may_see(guide, &place) || !self.way.has(&place) || place == self.at {
            return Vec::new();
        }
        // Going back, one edits in place and returns; going on, one goes on from there.
        self.detour = None;
        if guide.position(&place.step) <= guide.position(&self.at.step) {
            self.go_round(self.at.clone());
        }
        let (anchor, guarded) = (self.anchor.clone(), self.stands_guarded(guide));
        self.move_to(guide, place);
        // Where one stands and where the way leads back to are kept, also when nothing is done here. Looking round in what
        // is finished changes nothing, and looking at a guarded step tells nothing.
        let rests = self.anchor == anchor || self.finished.is_some() || guarded || self.stands_guarded(guide);
        if rests { Vec::new() } else { self.save(guide) }
    }

    fn written(&mut self, guide: &Guide, words: &str) -> Vec<Effect> {
        let changed = self.with_draft(guide, |prompt, draft, scene| prompt.replace(draft, words, scene));
        self.edited(guide, changed.unwrap_or(Changed::Nothing))
    }

    fn open_editor(&mut self) -> Vec<Effect> {
        if self.shared {
            return self.complain(Complaint(super::sharing::NO_EDITOR.to_owned()));
        }
        self.desk.draft.focused_text().map(|text| Effect::OpenEditor(text.to_string())).into_iter().collect()
    }

    pub(super) fn open_over(&mut self, guide: &Guide, overlay: Overlay) -> Vec<Effect> {
        if !self.may_lie_over(guide, overlay) || (overlay == Overlay::Crisis && self.over.crisis_shown) {
            return Vec::new();
        }
        self.over.crisis_shown |= overlay == Overlay::Crisis;
        self.over.overlay = Some(overlay);
        self.over.row = if overlay == Overlay::Review { self.here_in_review() } else { 0 };
        Vec::new()
    }
}

/// Said of a line that is kept beside the answer.
const LINE_KEPT: &str = " What you typed is kept: :review shows it.";

/// Said of words that chose nothing where nothing is kept. What is asked there can weigh on somebody, so help is named.
const LET_GO: &str =
    "Those words choose nothing here, and are not kept. :helplines shows people you can call or write to. ";

/// Said of a page that may be passed over and holds nothing yet.
const OR_SKIP: &str = " Or skip this.";

/// Why a step cannot be skipped.
const NEEDED: &str = "This one decides how it goes on, so it cannot be skipped. You can go back or leave.";

/// Whether an answer leaves a pause as it is: "not yet".
pub(super) fn waits(step: &Step, answer: &Answer) -> bool {
    let (Prompt::Pause(pause), Some(id)) = (&step.prompt, answer.one()) else { return false };
    pause.options.listed().iter().any(|option| option.id == id && option.waits)
}
