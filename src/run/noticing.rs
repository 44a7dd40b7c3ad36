//! Noticing while somebody writes: the rules on the text in focus, what was found kept by paragraph, and what words of
//! harm lead to. Nothing of it is ever written down.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::guide::Guide;
use crate::notice::CategoryEffect as Leads;
use crate::notice::{Change, Mark, Rules, Who};
use crate::screen::block::Noticed;
use crate::session::Session;
use crate::session::event::Overlay;

/// So many paragraphs are remembered at most.
const REMEMBERED: usize = 4_096;
/// From this many bytes on, a changed paragraph is read again only near the change.
const LONG: usize = 8 * 1024;

/// Shared by the loop and by the front that draws marks.
#[derive(Clone)]
pub struct Noticing {
    rules: Arc<Rules>,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    people: People,
    on: bool,
    found: HashMap<(u64, Vec<usize>), Vec<Mark>>,
    /// The long paragraph read last, as it was, with its marks.
    last: Option<(String, Vec<usize>, Vec<Mark>)>,
}

/// Who writes, and about whom.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct People {
    me: String,
    name: String,
    subject: String,
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
        Self { rules: Arc::new(rules), state: Arc::default() }
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
            state.found.clear();
            state.last = None;
        }
    }

    /// The marks of a paragraph to be drawn, with the sign and the meaning of each; none when words are not to be marked.
    pub fn marks(
        &self,
        stamp: u64,
        paragraph: &str,
        categories: &[String],
    ) -> Vec<(std::ops::Range<usize>, char, String)> {
        if !self.state().on {
            return Vec::new();
        }
        let marks = self.find(stamp, paragraph, categories);
        let meant = |mark: Mark| {
            let category = self.rules.categories().get(mark.category)?;
            Some((mark.bytes, category.cue, category.legend.clone()))
        };
        marks.into_iter().filter_map(meant).collect()
    }

    fn find(&self, stamp: u64, paragraph: &str, categories: &[String]) -> Vec<Mark> {
        let asked = self.rules.asked(categories);
        let mut state = self.state();
        let key = (stamp, asked);
        if let Some(marks) = state.found.get(&key) {
            return marks.clone();
        }
        let (_, asked) = &key;
        let people = state.people.clone();
        let who = people.who();
        let marks = if paragraph.len() < LONG {
            self.rules.look(paragraph, asked, &who)
        } else {
            let marks = match state.last.take() {
                Some((before, then, marks)) if then == *asked => {
                    self.rules.look_near(paragraph, Change::between(&before, paragraph), marks, asked, &who)
                }
                _ => self.rules.look(paragraph, asked, &who),
            };
            state.last = Some((paragraph.to_owned(), asked.clone(), marks.clone()));
            marks
        };
        if state.found.len() >= REMEMBERED {
            state.found.clear();
        }
        state.found.insert(key, marks.clone());
        marks
    }

    /// What is noticed in the text in focus: in the paragraph being written, or in `all` of them.
    pub fn noticed(&self, session: &Session, guide: &Guide, all: bool) -> Vec<Noticed> {
        if !session.noticing() {
            return Vec::new();
        }
        let people = self.state().people.clone();
        self.in_focus(session, guide, all)
            .into_iter()
            .map(|(words, mark)| Noticed {
                words,
                reason: people.who().fill(self.rules.reason(&mark)),
                question: self.question(&mark, &people),
            })
            .collect()
    }

    /// The question, with the feelings and needs that may lie beneath a word.
    fn question(&self, mark: &Mark, people: &People) -> String {
        let question = people.who().fill(self.rules.question(mark));
        match self.rules.beneath(mark) {
            Some((feelings, needs)) => {
                format!("{question} It may be: {}. What may be needed: {}.", feelings.join(", "), needs.join(", "))
            }
            None => question,
        }
    }

    fn in_focus(&self, session: &Session, guide: &Guide, all: bool) -> Vec<(String, Mark)> {
        let (Some(text), Some(step)) = (session.draft().focused_text(), session.step(guide)) else { return Vec::new() };
        let categories = step.prompt.notice();
        let caret = text.caret().paragraph;
        let (first, count) = if all { (0, usize::MAX) } else { (caret, 1) };
        text.paragraphs_from(first)
            .take(count)
            .flat_map(|paragraph| {
                let words = paragraph.as_str();
                let named = move |mark: Mark| Some((words.get(mark.bytes.clone())?.to_owned(), mark));
                self.find(paragraph.stamp(), words, categories).into_iter().filter_map(named)
            })
            .collect()
    }

    /// What the words being written lead to: the help panel for words of self-harm, also where marking is off.
    pub fn leads_to(&self, session: &Session, guide: &Guide) -> Option<Overlay> {
        let crisis =
            self.in_focus(session, guide, false).iter().any(|(_, mark)| self.effect(mark) == Some(Leads::CrisisHelp));
        crisis.then_some(Overlay::Crisis)
    }

    /// The same for a plain line that may already have been handed in with its whole step.
    pub fn line_leads_to(&self, line: &str) -> Option<Overlay> {
        let people = self.state().people.clone();
        let marks = self.rules.look(line, &[], &people.who());
        marks.iter().any(|mark| self.effect(mark) == Some(Leads::CrisisHelp)).then_some(Overlay::Crisis)
    }

    /// Whether words of fear or harm are among those in focus: then safety information comes before any remark on words.
    pub fn safety_first(&self, session: &Session, guide: &Guide) -> bool {
        self.in_focus(session, guide, true).iter().any(|(_, mark)| self.effect(mark) == Some(Leads::SafetyInformation))
    }

    /// Why a message is not offered for copying; nothing if it may be copied.
    pub fn blocks_copying(&self, text: &str) -> Option<String> {
        let people = self.state().people.clone();
        self.rules.blocks_copying(text).map(|why| people.who().fill(why))
    }

    fn effect(&self, mark: &Mark) -> Option<Leads> {
        self.rules.categories().get(mark.category).map(|category| category.effect)
    }
}
