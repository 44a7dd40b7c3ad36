//! One sitting: a session, its guide, where its words go, and what is shown beside them.

use std::io;
use std::time::Instant;

use super::editor::Editor;
use super::keeper::Keeper;
use super::lock::Lock;
use super::noticing::Noticing;
use super::{End, Matter, News, clock};
use crate::front::{Asked, Front, Secret, SecretAsk};
use crate::guide::Guide;
use crate::screen::block::Noticed;
use crate::screen::lines::HelpLines;
use crate::screen::{Around, Screen};
use crate::session::event::{Overlay, SaveOutcome};
use crate::session::facts::{Begin, Known};
use crate::session::{Effect, Event, Keeping, Session};
use crate::store::{Passphrase, Places, SaveReport, SessionId};

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
}

/// One sitting.
pub struct Sitting {
    session: Session,
    guide: Guide,
    keeper: Keeper,
    rest: Rest,
    noticed: Vec<Noticed>,
    kept_at: String,
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
            let _ = session.handle(&guide, Event::Country(country.clone()));
        }
        Self { session, guide, keeper, rest, noticed: Vec::new(), kept_at }
    }

    /// The session's file; `None` where there is none.
    pub fn id(&self) -> Option<&SessionId> {
        self.keeper.id()
    }

    /// Where words are kept, as far as it was chosen.
    pub fn keeping(&self) -> Option<Keeping> {
        self.session.keeping()
    }

    /// Saves what is left, and lets the session's file go. Says why something could not be saved.
    pub fn finish(mut self) -> Option<String> {
        self.keeper.finish()
    }

    /// Words of self-harm open the help panel; the session sees to it that it is once.
    fn see_to_harm(&mut self, line: Option<&str>) {
        let of_line = line.and_then(|line| self.rest.noticing.line_leads_to(line));
        let leads = of_line.or_else(|| self.rest.noticing.leads_to(&self.session, &self.guide));
        if let Some(overlay) = leads {
            let _ = self.session.handle(&self.guide, Event::Open(overlay));
        }
    }

    /// Why the message is not offered for copying; nothing if it may be copied.
    pub(super) fn blocks_copying(&self, text: &str) -> Option<String> {
        self.rest.noticing.blocks_copying(text)
    }

    pub(super) fn take(&mut self, event: Event) -> Vec<Effect> {
        let (seconds, today) = clock::now();
        let _ = self.session.handle(&self.guide, Event::Now { seconds, today });
        let event = match event {
            // Words of fear are not remarked on: they open the way to safety information.
            Event::Open(Overlay::Noticed) if self.rest.noticing.safety_first(&self.session, &self.guide) => {
                Event::Open(Overlay::Safety)
            }
            other => other,
        };
        let line = if let Event::Reply(line) = &event { Some(line.clone()) } else { None };
        let writes = line.is_some() || matches!(event, Event::Edit(_) | Event::Written(_));
        let effects = self.session.handle(&self.guide, event);
        if writes {
            self.see_to_harm(line.as_deref());
        }
        effects
    }

    pub(super) fn changed(&mut self) {
        self.keeper.changed();
    }

    /// Puts down what was begun and has everything handed to the saver: the sitting is over.
    pub fn put_down(&mut self) {
        let _ = self.session.handle(&self.guide, Event::InputEnded);
        self.save_now();
    }

    fn saved(&mut self, report: &SaveReport) {
        let outcome = self.keeper.told(report);
        self.tell(outcome);
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

    /// The message went to the clipboard.
    pub(super) fn copied(&mut self) {
        self.take_and_save(Event::Copied);
    }

    fn take_and_save(&mut self, event: Event) {
        if self.take(event).contains(&Effect::Save) {
            self.changed();
        }
    }

    /// The guide was edited meanwhile: the session moves on to it and stays where it was, as far as there is such a step.
    fn guide_changed(&mut self, read: Result<Box<Guide>, String>) {
        let guide = match read {
            Ok(guide) => *guide,
            Err(why) => return self.written(Err(why)),
        };
        let at = self.session.at().step.clone();
        self.session = Session::resume(&guide, self.session.saved(&self.guide));
        self.guide = guide;
        let _ = self.session.handle(&self.guide, Event::Begin(Box::new(begin(Vec::new(), self.keeper.protected()))));
        if let Some(why) = self.keeper.nothing_is_kept() {
            self.session.make_read_only(why);
        }
        // A gate that lives in memory alone stands in the way again; where it cannot be passed one begins there.
        let _ = super::ahead::walk(&mut self.session, &self.guide, &[], Some(at.as_str()));
    }

    /// The passphrase was right: the keyboard is the owner's again.
    pub(super) fn taken_back(&mut self) {
        let _ = self.take(Event::Unlocked);
    }

    /// Does what was chosen about where words are kept; what the session asks for then.
    pub(super) fn keep<F: Front<External = News>>(
        &mut self,
        front: &mut F,
        keeping: Keeping,
    ) -> io::Result<Vec<Effect>> {
        match (self.keeper.nothing_is_kept(), keeping) {
            (Some(why), Keeping::Sealed) => return Ok(self.take(Event::Sealed(Err(why)))),
            (Some(_), Keeping::Disk | Keeping::Memory | Keeping::Erase) => {}
            (None, Keeping::Disk) => self.keeper.keep_again(),
            (None, Keeping::Memory | Keeping::Erase) => {
                if let Err(why) = self.keeper.keep_nothing() {
                    self.tell(Some(SaveOutcome::Failed(why)));
                }
            }
            (None, Keeping::Sealed) if self.keeper.protected() => self.keeper.keep_again(),
            (None, Keeping::Sealed) => {
                let sealed = self.seal(front)?;
                return Ok(self.take(Event::Sealed(sealed)));
            }
        }
        Ok(Vec::new())
    }

    /// Asks for a new passphrase until the folder is sealed under it; why not, when the person would rather not.
    fn seal<F: Front<External = News>>(&mut self, front: &mut F) -> io::Result<Result<(), String>> {
        let mut judge =
            |secret: &Secret| passphrase(secret).and_then(|passphrase| self.keeper.protect(&passphrase, &passphrase));
        match super::asked(front, &new_passphrase_ask(), &mut judge) {
            Ok(Asked::Taken) => {
                self.keeper.keep_again();
                Ok(Ok(()))
            }
            Ok(Asked::Declined) => Ok(Err(NO_PASSPHRASE.to_owned())),
            Ok(Asked::News(signal)) => {
                // The loop hears it next.
                front.post()(News::Signal(signal));
                Ok(Err(NO_PASSPHRASE.to_owned()))
            }
            Err(fault) if fault.kind() == io::ErrorKind::Unsupported => Ok(Err(NO_TERMINAL.to_owned())),
            Err(fault) => Err(fault),
        }
    }
}

impl Matter for Sitting {
    type Outcome = End;

    /// Notices what is there to notice in the text in focus.
    fn look(&mut self) {
        self.rest.noticing.follow(&self.session, &self.guide);
        let all = self.session.overlay() == Some(Overlay::Noticed);
        self.noticed = self.rest.noticing.noticed(&self.session, &self.guide, all);
    }

    fn screen(&self) -> Screen<'_> {
        let nothing_kept = matches!(self.session.keeping(), Some(Keeping::Memory | Keeping::Erase));
        let around = Around {
            lines: &self.rest.lines,
            noticed: &self.noticed,
            kept_at: if nothing_kept { "" } else { &self.kept_at },
            origin: &self.rest.origin,
        };
        Screen::of(&self.session, &self.guide, &around)
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

    fn told(&mut self, news: News) {
        match news {
            News::Saved(report) => self.saved(&report),
            News::Guide(read) => self.guide_changed(read),
            News::Signal(_) => {}
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

/// Why nothing is sealed.
const NO_PASSPHRASE: &str = "No passphrase was given, so nothing is sealed.";
/// The same, in a pipe.
const NO_TERMINAL: &str = "There is no terminal to ask for a passphrase on, so nothing is sealed.";

/// What a session needs to know when it starts.
pub fn begin(known: Vec<Known>, protected: bool) -> Begin {
    let (seconds, today) = clock::now();
    Begin { seconds, today, fresh_person: fresh(), known, protected }
}

/// How the passphrase is asked for.
pub fn passphrase_ask() -> SecretAsk {
    SecretAsk {
        reason: "Your sessions on this computer are sealed.".to_owned(),
        question: "Your passphrase".to_owned(),
        twice: false,
    }
}

/// How a new passphrase is asked for, also by `stepback protect`.
pub fn new_passphrase_ask() -> SecretAsk {
    SecretAsk {
        reason: "Everything kept here will be sealed under a passphrase. Without it nobody can read it, you neither: \
                 it cannot be recovered. A few words in a row are easy to keep in mind."
            .to_owned(),
        question: "A new passphrase".to_owned(),
        twice: true,
    }
}

/// What was typed, in the form in which it is used; what to say if it cannot be one.
pub fn passphrase(secret: &Secret) -> Result<Passphrase, String> {
    Passphrase::new(zeroize::Zeroizing::new(secret.expose().to_owned())).map_err(|fault| fault.to_string())
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
