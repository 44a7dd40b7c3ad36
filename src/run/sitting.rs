//! One sitting: a session, its guide, where its words go, and what is shown beside them.

mod sealing;

use std::path::{Path, PathBuf};
use std::time::Instant;

pub use sealing::{new_passphrase_ask, passphrase, passphrase_ask};

use super::editor::Editor;
use super::keeper::Keeper;
use super::lock::Lock;
use super::not_saved::NotSaved;
use super::noticing::{Lines, Noticing, Written};
use super::{End, Matter, News, clock};
use crate::front::Front;
use crate::guide::Guide;
use crate::screen::block::Noticed;
use crate::screen::lines::HelpLines;
use crate::screen::{Around, Block, Screen};
use crate::session::event::{Overlay, SaveOutcome};
use crate::session::facts::{Begin, Known};
use crate::session::{Effect, Event, Keeping, Place, Saved, Session};
use crate::store::{Places, SaveReport, SessionId};

/// What a sitting needs beside session, guide and disk.
pub struct Rest {
    /// All help lines.
    pub lines: HelpLines,
    /// The country they are shown for, where the session names none: two letters.
    pub country: Option<String>,
    /// Where the guide comes from when it is not built in; else empty.
    pub origin: String,
    /// The person's own editor.
    pub editor: Editor,
    /// Notices words in what is written.
    pub noticing: Noticing,
    /// When a sealed session asks for the passphrase again.
    pub lock: Lock,
    /// Writes a copy of a session that cannot be saved into a file of its own.
    pub copy: Copy,
    /// Where such a copy may go, if the person names no other place.
    pub copy_place: PathBuf,
}

/// A message this long is looked at only when it is to be copied: bytes.
const LONG_MESSAGE: usize = 20_000;

/// Writes a session out into a new file that only its owner can read; says why it could not.
pub type Copy = fn(&Session, &Guide, &Path) -> Result<(), String>;

/// What has become of the words when a sitting is over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ended {
    /// The session's file; `None` where there is none.
    pub id: Option<SessionId>,
    /// Where words were to be kept, as far as that was chosen.
    pub keeping: Option<Keeping>,
    /// Nothing could be written: the session was open for reading, or nothing was to be kept.
    pub read_only: bool,
    /// Why something is not saved.
    pub unsaved: Option<NotSaved>,
    /// The file a copy was written to instead.
    pub copied: Option<PathBuf>,
    /// A failure came in the middle of a change, which is not in what was saved.
    pub cut_short: bool,
}

/// One sitting.
pub struct Sitting {
    session: Session,
    guide: Guide,
    keeper: Keeper,
    rest: Rest,
    noticed: Vec<Noticed>,
    lines: Lines,
    /// Why the message is not offered for copying.
    blocked: Option<String>,
    /// Where help or safety information was last shown in place of what was noticed: there it is not in the way again.
    safety_at: Option<Place>,
    kept_at: String,
    /// The session is in the middle of a change; if that fails, what it holds then is not to be trusted.
    changing: bool,
    copied: Option<PathBuf>,
}

impl Sitting {
    /// Sits down to a session, new or taken up again.
    pub fn new(mut session: Session, guide: Guide, keeper: Keeper, rest: Rest, known: Vec<Known>) -> Self {
        let begin = begin(known, keeper.protected());
        let kept_at = crate::text::visible::visible(&keeper.places().data.to_string_lossy()).into_owned();
        // Nothing has been answered, so nothing can be asked for yet.
        let _ = session.handle(&guide, Event::Begin(Box::new(begin)));
        if session.country().is_none()
            && let Some(country) = &rest.country
        {
            let _ = session.handle(&guide, Event::Country(rest.lines.code(country)));
        }
        Self {
            session,
            guide,
            keeper,
            rest,
            noticed: Vec::new(),
            lines: Lines::default(),
            blocked: None,
            safety_at: None,
            kept_at,
            changing: false,
            copied: None,
        }
    }

    /// Saves what is left, and lets the session's file go.
    pub fn finish(mut self) -> Ended {
        let unsaved = self.keeper.finish().or_else(|| self.only_read());
        Ended {
            id: self.keeper.id(),
            keeping: self.session.keeping(),
            read_only: self.keeper.is_read_only(),
            unsaved: unsaved.filter(|_| self.copied.is_none()),
            copied: self.copied,
            cut_short: self.changing,
        }
    }

    /// Has everything saved, and waits for the disk's answer. Says why it is not saved, if so.
    pub(super) fn settle(&mut self) -> Option<NotSaved> {
        self.save_now();
        let unsaved = self.keeper.settle();
        self.tell(unsaved.as_ref().map(|why| SaveOutcome::Failed(why.said.clone())));
        unsaved.or_else(|| self.only_read())
    }

    /// That words were written where nothing is saved, if so. A preview says from the start that it saves nothing.
    fn only_read(&self) -> Option<NotSaved> {
        (self.session.wrote_in_vain() && self.keeper.nothing_is_kept().is_none()).then(NotSaved::only_read)
    }

    /// Whether the folder was put under a passphrase meanwhile, and that has not been typed.
    pub(super) fn sealed_since(&self) -> bool {
        self.keeper.sealed_since()
    }

    /// All help lines, and the country they are shown for.
    pub(super) fn help_lines(&self) -> (HelpLines, Option<String>) {
        (self.rest.lines.clone(), self.session.country().map(str::to_owned))
    }

    /// Where a copy may go.
    pub(super) fn copy_place(&self) -> String {
        self.rest.copy_place.to_string_lossy().into_owned()
    }

    /// Writes a copy of everything that is kept into a new file.
    pub(super) fn copy_to(&mut self, path: PathBuf) -> Result<(), String> {
        (self.rest.copy)(&self.session, &self.guide, &path)?;
        self.copied = Some(path);
        Ok(())
    }

    /// Words of self-harm open the help panel; the session sees to it that it is once.
    fn see_to_harm(&mut self, leads: Option<Overlay>) {
        if let Some(overlay) = leads {
            let _ = self.session.handle(&self.guide, Event::Open(overlay));
        }
    }

    /// Why the message is not offered for copying; nothing if it may be copied.
    pub(super) fn blocks_copying(&self, text: &str) -> Option<String> {
        self.rest.noticing.blocks_copying(text)
    }

    pub(super) fn take(&mut self, event: Event) -> Vec<Effect> {
        self.changing = true;
        let effects = self.change(event);
        self.changing = false;
        effects
    }

    fn change(&mut self, event: Event) -> Vec<Effect> {
        let (seconds, today) = clock::now();
        let _ = self.session.handle(&self.guide, Event::Now { seconds, today });
        let event = match event {
            Event::Open(Overlay::Noticed) => Event::Open(self.before_remarks().unwrap_or(Overlay::Noticed)),
            Event::Country(asked) => Event::Country(self.rest.lines.code(&asked)),
            other => other,
        };
        let noticing = &self.rest.noticing;
        match &event {
            Event::Reply(line) => self.lines.hear(noticing, &self.session, &self.guide, line),
            Event::Close => {}
            _ => self.lines.leave(),
        }
        let before = match &event {
            Event::Reply(line) => noticing.line_leads_to(line),
            event if Written::done(event) => noticing.leads_to(&self.session, &self.guide, Written::Done),
            _ => None,
        };
        let written = Written::by(&event);
        let effects = self.session.handle(&self.guide, event);
        let now = written.and_then(|written| self.rest.noticing.leads_to(&self.session, &self.guide, written));
        self.see_to_harm(before.or(now));
        if self.session.overlay() == Some(Overlay::Crisis) {
            // The panel says enough.
            self.lines.leave();
        }
        effects
    }

    /// What comes in place of remarks on words, once on a step: words of fear or harm open the way to somebody who helps.
    fn before_remarks(&mut self) -> Option<Overlay> {
        if self.safety_at.as_ref() == Some(self.session.at()) {
            return None;
        }
        let noticing = &self.rest.noticing;
        let here = || noticing.safety_first(&self.session, &self.guide);
        let first = self.lines.safety_first(noticing).or_else(here)?;
        self.safety_at = Some(self.session.at().clone());
        Some(first)
    }

    pub(super) fn changed(&mut self) {
        self.keeper.changed();
    }

    /// Puts down what was begun and has everything handed to the saver: the sitting is over. A change that failed half way
    /// is left out; the state before it has been handed over, or is due with it.
    pub(super) fn put_down(&mut self) {
        if self.changing {
            return;
        }
        let _ = self.session.handle(&self.guide, Event::InputEnded);
        self.save_now();
    }

    fn tell(&mut self, outcome: Option<SaveOutcome>) {
        if let Some(outcome) = outcome {
            let _ = self.session.handle(&self.guide, Event::Saved(outcome));
        }
    }

    pub(super) fn editor(&self) -> Editor {
        self.rest.editor.clone()
    }

    pub(super) fn written(&mut self, written: Result<String, String>) {
        self.take_and_save(Event::Written(written));
    }

    /// Says something at the first question; it asks for no save.
    pub fn remark(&mut self, why: String) {
        let _ = self.take(Event::Written(Err(why)));
    }

    /// The message went to the clipboard.
    pub(super) fn copied(&mut self) {
        self.take_and_save(Event::Copied);
    }

    fn take_and_save(&mut self, event: Event) {
        if self.take(event).contains(&Effect::Save) {
            self.changed();
        }
    }

    /// The passphrase was right: the keyboard is the owner's again.
    pub(super) fn taken_back(&mut self) {
        self.take_and_save(Event::Unlocked);
    }
}

impl Matter for Sitting {
    type Outcome = End;

    /// Notices what is there to notice in the text in focus.
    fn look(&mut self) {
        self.rest.noticing.follow(&self.session, &self.guide);
        let all = matches!(self.session.overlay(), Some(Overlay::Noticed | Overlay::Safety));
        let noticing = &self.rest.noticing;
        let in_line = if all { self.lines.explained(noticing) } else { None };
        self.noticed = in_line.unwrap_or_else(|| noticing.noticed(&self.session, &self.guide, all));
        let message = self.session.message(&self.guide).filter(|message| message.len() < LONG_MESSAGE);
        self.blocked = message.and_then(|message| self.rest.noticing.blocks_copying(&message));
    }

    fn screen(&self) -> Screen<'_> {
        let nothing_kept = matches!(self.session.keeping(), Some(Keeping::Memory | Keeping::Erase));
        let around = Around {
            lines: &self.rest.lines,
            noticed: &self.noticed,
            kept_at: if nothing_kept { "" } else { &self.kept_at },
            origin: &self.rest.origin,
            blocked: self.blocked.as_deref(),
        };
        let mut screen = Screen::of(&self.session, &self.guide, &around);
        if let Some(words) = self.lines.news() {
            screen.blocks.insert(0, Block::Marked(words.to_vec()));
        }
        screen
    }

    fn deadline(&self) -> Option<Instant> {
        self.keeper.deadline()
    }

    fn do_due(&mut self) {
        let outcome = self.keeper.save(&mut self.session, &self.guide, false);
        self.tell(outcome);
    }

    fn save_now(&mut self) {
        let outcome = self.keeper.save(&mut self.session, &self.guide, true);
        self.tell(outcome);
    }

    fn saved<F: Front<External = News>>(&mut self, front: &mut F, report: &SaveReport) -> anyhow::Result<Option<End>> {
        let before = self.keeper.sealed_since();
        let outcome = self.keeper.told(report);
        self.tell(outcome);
        if self.keeper.sealed_since() && !before { Ok(self.unseal(front)?) } else { Ok(None) }
    }

    /// The guide was edited meanwhile: the session moves on to it and stays where it was, as far as there is such a step.
    fn guide_changed(&mut self, read: Result<Box<Guide>, String>) {
        let guide = match read {
            Ok(guide) => *guide,
            Err(why) => return self.written(Err(why)),
        };
        let at = self.session.at().step.clone();
        let shared = self.session.shared();
        let saved = Saved { handed_over: false, ..self.session.saved(&self.guide) };
        self.session = Session::resume(&guide, saved);
        self.guide = guide;
        let _ = self.session.handle(&self.guide, Event::Begin(Box::new(begin(Vec::new(), self.keeper.protected()))));
        if let Some(why) = self.keeper.nothing_is_kept() {
            self.session.make_read_only(why);
        }
        // A gate that lives in memory alone stands in the way again; where it cannot be passed one begins there.
        let _ = super::ahead::walk(&mut self.session, &self.guide, &[], Some(at.as_str()));
        // The curtain would have stood before the gate; it is drawn again on the step for two.
        if shared {
            let _ = self.session.handle(&self.guide, Event::Share(true));
        }
    }

    fn handle<F: Front<External = News>>(&mut self, front: &mut F, event: Event) -> anyhow::Result<Option<End>> {
        for effect in self.take(event) {
            if let Some(end) = super::perform(front, self, effect)? {
                return Ok(Some(end));
            }
        }
        Ok(None)
    }

    fn ended(&self, end: End) -> End {
        end
    }

    fn sealed_in(&self) -> Option<&Places> {
        self.keeper.protected().then(|| self.keeper.places())
    }

    fn lock(&mut self) -> &mut Lock {
        &mut self.rest.lock
    }
}

/// What a session needs to know when it starts.
pub fn begin(known: Vec<Known>, protected: bool) -> Begin {
    let (seconds, today) = clock::now();
    Begin { seconds, today, fresh_person: fresh(), known, protected }
}

/// A random id for somebody nobody has written about yet; empty only where the system has no randomness, and then
/// sessions about people are not joined.
fn fresh() -> String {
    use std::fmt::Write as _;
    let mut bytes = [0_u8; 16];
    if getrandom::fill(&mut bytes).is_err() {
        return String::new();
    }
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
