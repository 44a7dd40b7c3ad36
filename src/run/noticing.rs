//! Noticing while somebody writes: the rules on the text in focus, what was found kept by paragraph, and what words of
//! harm lead to. Nothing of it is ever written down.
//!
//! Reading the rules takes longer than all else at the start, and no first page needs them, so they may come later. What is
//! only shown goes without them until they are there; whoever wrote something that matters for somebody's safety waits.

mod line;
mod telling;

use std::io;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;

use crate::guide::{Guide, Step};
use crate::notice::CategoryEffect as Leads;
use crate::notice::{Category, Change, Mark, Rules, Who, touching};
use crate::prompt::Prompt;
use crate::run::kept::{Kept, Seen};
use crate::screen::block::{Editor, Noticed};
use crate::session::Session;
use crate::session::event::{Event, Overlay};
use crate::text::{Edit, Paragraph, Splice, Text};
use telling::{effect, explained, first_for};

pub use line::Lines;

/// Shared by the loop and by the front that draws marks.
#[derive(Clone)]
pub struct Noticing {
    book: Arc<Book>,
    state: Arc<Mutex<State>>,
}

/// The rules, which are read once: when first asked for, or ahead on a thread of their own.
struct Book {
    read: Box<dyn Fn() -> Option<Rules> + Send + Sync>,
    rules: OnceLock<Option<Rules>>,
    /// A thread is about it.
    ahead: AtomicBool,
}

impl Book {
    /// The rules; whoever asks waits for them.
    fn whole(&self) -> Option<&Rules> {
        self.rules.get_or_init(&self.read).as_ref()
    }

    /// The rules, unless a thread is still about it.
    fn at_hand(&self) -> Option<&Rules> {
        if self.ahead.load(Ordering::SeqCst) { self.rules.get()?.as_ref() } else { self.whole() }
    }
}

#[derive(Default)]
struct State {
    people: People,
    on: bool,
    kept: Kept,
}

/// Who writes, and about whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct People {
    me: String,
    name: String,
    subject: String,
}

/// So many paragraphs above the one with the caret are near it.
const ABOVE: usize = 2;

/// How words came into the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// They are being typed: the last one may not be whole yet.
    Typed,
    /// Many at once, anywhere in the text.
    Brought,
    /// They are done with: the person goes on.
    Done,
}

impl Written {
    /// How words come into the text with this event.
    pub fn by(event: &Event) -> Option<Self> {
        match event {
            Event::Edit(Edit::Paste(_) | Edit::PasteKept) | Event::Written(Ok(_)) => Some(Self::Brought),
            Event::Edit(_) => Some(Self::Typed),
            Event::Reply(_) => Some(Self::Done),
            _ => None,
        }
    }

    /// Whether the person is done with the words they were at when this event comes.
    pub fn done(event: &Event) -> bool {
        matches!(
            event,
            Event::Submit
                | Event::Enter
                | Event::Back
                | Event::Skip
                | Event::GoTo(_)
                | Event::Move(_)
                | Event::Item(_)
                | Event::Copy
                | Event::OpenEditor
        )
    }
}

/// A mark with the words it stands on.
type Found = (String, Mark);

/// A part of what is being written: of the text in focus, and of the others its draft is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// All of it.
    Whole,
    /// Of each text the paragraph with the caret, and those just above it, which are still in sight when it is begun.
    Near,
    /// In the text in focus alone that one, and the one before, which a line end has ended.
    Ended,
}

impl People {
    fn who(&self) -> Who<'_> {
        let given = |value: &str| !value.trim().is_empty();
        Who {
            me: Some(self.me.as_str()).filter(|me| given(me)),
            name: Some(self.name.as_str()).filter(|name| given(name)),
            subject: &self.subject,
        }
    }
}

impl Noticing {
    /// With these rules.
    pub fn new(rules: Rules) -> Self {
        let noticing = Self::later(|| None);
        let _ = noticing.book.rules.set(Some(rules));
        noticing
    }

    /// With rules that are read when they are first needed. Where there are none, nothing is noticed.
    pub fn later(read: impl Fn() -> Option<Rules> + Send + Sync + 'static) -> Self {
        let book = Book { read: Box::new(read), rules: OnceLock::new(), ahead: AtomicBool::new(false) };
        Self { book: Arc::new(book), state: Arc::default() }
    }

    /// Has the rules read on a thread of their own, which tells when they are there: what was shown before then may lack
    /// marks.
    ///
    /// # Errors
    /// When no thread can be had; then they are read when they are needed.
    pub fn read_ahead(&self, tell: impl FnOnce() + Send + 'static) -> io::Result<()> {
        let book = Arc::clone(&self.book);
        self.book.ahead.store(true, Ordering::SeqCst);
        let read = move || {
            let _ = book.whole();
            tell();
        };
        let begun = thread::Builder::new().name("rules".to_owned()).spawn(read);
        if begun.is_err() {
            self.book.ahead.store(false, Ordering::SeqCst);
        }
        begun.map(drop)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes over who the session is about and whether words are to be marked.
    pub fn follow(&self, session: &Session, guide: &Guide) {
        let names = session.names(guide);
        let people = People { me: names.me, name: names.name, subject: names.pronouns.subject };
        let mut state = self.state();
        state.on = session.noticing();
        if state.people != people {
            state.people = people;
            state.kept = Kept::default();
        }
    }

    /// The marks within these bytes of a paragraph to be drawn, with the kind of each; none when words are not to be marked.
    pub fn marks(&self, editor: &Editor<'_>, number: usize, within: &Range<usize>) -> Vec<(Range<usize>, &Category)> {
        let Some(rules) = self.book.at_hand().filter(|_| self.state().on) else { return Vec::new() };
        let Some(paragraph) = editor.text.paragraph(number) else { return Vec::new() };
        let meant = |mark: &Mark| Some((mark.bytes.clone(), rules.categories().get(mark.category)?));
        self.of(rules, paragraph, &editor.glue, &editor.notice, |marks| {
            touching(marks, within).filter_map(meant).collect()
        })
    }

    /// What `take` makes of the marks of a paragraph. They are not handed out: a long paragraph may hold very many.
    fn of<T>(
        &self,
        rules: &Rules,
        paragraph: &Paragraph,
        [before, after]: &[String; 2],
        categories: &[String],
        take: impl FnOnce(&[Mark]) -> T,
    ) -> T {
        let since = |stamp| paragraph.changed_since(stamp).map(change);
        let seen = Seen { stamp: paragraph.stamp(), words: paragraph.as_str(), glue: [before, after], since: &since };
        let asked = rules.asked(categories);
        let mut state = self.state();
        let State { people, kept, .. } = &mut *state;
        take(kept.marks(rules, &people.who(), seen, asked))
    }

    /// What is noticed in what is being written, the text in focus first: in `all` its paragraphs, as was asked for, or the
    /// first thing near a caret.
    pub fn noticed(&self, session: &Session, guide: &Guide, all: bool) -> Vec<Noticed> {
        if !session.noticing() || in_hand(session, guide, Part::Whole).is_empty() {
            return Vec::new();
        }
        let Some(rules) = (if all { self.book.whole() } else { self.book.at_hand() }) else { return Vec::new() };
        let (part, most) = if all { (Part::Whole, usize::MAX) } else { (Part::Near, 1) };
        let named = |words: &str, marks: &[Mark]| {
            let named = |mark: &Mark| Some((words.get(mark.bytes.clone())?.to_owned(), mark.clone()));
            marks.iter().filter_map(named).take(most).collect::<Vec<_>>()
        };
        let found = self.in_part(rules, session, guide, part, named);
        let found: Vec<Found> = found.into_iter().flatten().take(most).collect();
        explained(rules, &self.state().people, &found)
    }

    /// What is marked in a line that is about to be handed in as the words in focus, or as the next of them; nothing where
    /// no words are asked for, or the line holds none.
    fn in_line(&self, session: &Session, guide: &Guide, line: &str) -> Option<Vec<Found>> {
        let step = session.step(guide).filter(|_| session.overlay().is_none())?;
        session.draft().focused_text().filter(|_| !matches!(line.trim(), "" | "."))?;
        let rules = self.book.whole()?;
        let [before, after] = &glue(session, guide, step, line);
        let seen = Seen { stamp: 0, words: line, glue: [before, after], since: &|_| None };
        let marks = seen.look(rules, &rules.asked(step.prompt.notice()), &self.state().people.who());
        let named = |mark: Mark| Some((line.get(mark.bytes.clone())?.to_owned(), mark));
        Some(marks.into_iter().filter_map(named).collect())
    }

    /// Why these are marked.
    fn explain(&self, found: &[Found]) -> Vec<Noticed> {
        self.book.whole().map(|rules| explained(rules, &self.state().people, found)).unwrap_or_default()
    }

    /// Whether this leads there.
    fn leads(&self, (_, mark): &Found, wanted: Leads) -> bool {
        self.book.whole().and_then(|rules| effect(rules, mark)) == Some(wanted)
    }

    /// What `take` makes of the marks of each paragraph in this part of what is being written.
    fn in_part<T>(
        &self,
        rules: &Rules,
        session: &Session,
        guide: &Guide,
        part: Part,
        take: impl Fn(&str, &[Mark]) -> T,
    ) -> Vec<T> {
        let Some(step) = session.step(guide) else { return Vec::new() };
        let categories = step.prompt.notice();
        let mut all = Vec::new();
        for (text, glue) in in_hand(session, guide, part) {
            let caret = text.caret().paragraph;
            let (first, count) = match part {
                Part::Whole => (0, usize::MAX),
                Part::Near => (caret.saturating_sub(ABOVE), 1 + ABOVE),
                Part::Ended => (caret.saturating_sub(1), 2),
            };
            let taken = |one: &Paragraph| self.of(rules, one, &glue, categories, |marks| take(one.as_str(), marks));
            all.extend(text.paragraphs_from(first).take(count).map(taken));
        }
        all
    }

    /// Whether a mark of this effect in this part of what is being written counts. Where nothing is written nothing waits for
    /// the rules.
    fn any(
        &self,
        (session, guide): (&Session, &Guide),
        part: Part,
        wanted: Leads,
        counts: impl Fn(&str, &Mark) -> bool,
    ) -> bool {
        if in_hand(session, guide, part).is_empty() {
            return false;
        }
        let Some(rules) = self.book.whole() else { return false };
        let is = |words: &str, mark: &Mark| effect(rules, mark) == Some(wanted) && counts(words, mark);
        let has = |words: &str, marks: &[Mark]| rules.holds_fear(marks) && marks.iter().any(|mark| is(words, mark));
        self.in_part(rules, session, guide, part, has).contains(&true)
    }

    /// What the words that were written lead to: the help panel for words of self-harm, also where marking is off.
    pub fn leads_to(&self, session: &Session, guide: &Guide, written: Written) -> Option<Overlay> {
        let caret = session.draft().focused_text().map(Text::caret).filter(|_| written == Written::Typed);
        let part = if written == Written::Brought { Part::Whole } else { Part::Ended };
        // A word that is still being typed may become another one.
        let ended = |words: &str, mark: &Mark| {
            caret.is_none_or(|caret| caret.byte != mark.bytes.end || words.len() != caret.byte)
        };
        self.any((session, guide), part, Leads::CrisisHelp, ended).then_some(Overlay::Crisis)
    }

    /// The same for a plain line that may already have been handed in with its whole step.
    pub fn line_leads_to(&self, line: &str) -> Option<Overlay> {
        let rules = self.book.whole()?;
        let people = self.state().people.clone();
        let marks = rules.look(line, &[], &people.who());
        marks.iter().any(|mark| effect(rules, mark) == Some(Leads::CrisisHelp)).then_some(Overlay::Crisis)
    }

    /// What comes before any remark on words where words of self-harm or of fear are among those being written: the lines
    /// to call, or safety information.
    pub fn safety_first(&self, session: &Session, guide: &Guide) -> Option<Overlay> {
        first_for(|wanted| self.any((session, guide), Part::Whole, wanted, |_, _| true))
    }

    /// Why a message is not offered for copying; nothing if it may be copied.
    pub fn blocks_copying(&self, text: &str) -> Option<String> {
        let rules = self.book.whole()?;
        let people = self.state().people.clone();
        rules.blocks_copying(text).map(|why| people.who().fill(why))
    }
}

/// What stands beside these words where they take the place of those in focus and these are a part of a whole.
fn glue(session: &Session, guide: &Guide, step: &Step, words: &str) -> [String; 2] {
    if !matches!(step.prompt, Prompt::Compose(_)) {
        return Default::default();
    }
    let glue = session.scene(guide, session.at(), |_, scene| step.prompt.glue(session.draft(), words, scene));
    glue.unwrap_or_default()
}

/// The texts this part is of, the one in focus first, each with what stands beside it.
fn in_hand<'s>(session: &'s Session, guide: &Guide, part: Part) -> Vec<(&'s Text, [String; 2])> {
    let draft = session.draft();
    let alone = || draft.focused_text().map(|text| (text, Default::default())).into_iter().collect();
    let Some(step) = session.step(guide) else { return Vec::new() };
    if !matches!(step.prompt, Prompt::Compose(_)) || (part == Part::Ended && draft.focused_text().is_none()) {
        return alone();
    }
    let mut all =
        session.scene(guide, session.at(), |_, scene| step.prompt.in_hand(draft, scene)).unwrap_or_else(alone);
    if part == Part::Ended {
        all.truncate(1);
    }
    all
}

fn change(splice: Splice) -> Change {
    Change { at: splice.at, removed: splice.removed, added: splice.inserted }
}

#[cfg(test)]
mod tests;
