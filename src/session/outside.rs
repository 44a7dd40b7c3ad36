//! Reading a session from outside a running one (show, export, history, review): every gate counts as cleared,
//! never-kept steps are left out.

use super::Session;
use super::entry::{Entry, State};
use super::judge::Gates;
use super::path::{Place, Way};
use crate::guide::{Guide, Keep};
use crate::prompt::answer::Answer;
use crate::prompt::{Say as _, answer_in_words};

use super::words::Bare;

/// One answer, with its question and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// Where.
    pub place: Place,
    /// The title of its stage; empty where the guide has it no more.
    pub stage: String,
    /// The question as it was shown.
    pub question: String,
    /// The kind of prompt.
    pub kind: String,
    /// What became of it.
    pub state: State,
    /// The answer; `None` when it was skipped with nothing there.
    pub answer: Option<Answer>,
    /// The answer in words, line by line.
    pub in_words: Vec<String>,
}

impl Session {
    /// All answers in guide order, as anybody who opens the session from outside may read them. Answers to
    /// steps the guide no longer has come last, inactive.
    pub fn answers(&self, guide: &Guide) -> Vec<Answered> {
        let way = self.ground(guide, Gates::Cleared).way();
        let mut all = self.answered_along(guide, &way, Gates::Cleared, false);
        all.extend(self.answers_without_a_step(guide));
        all
    }

    /// The numbers among these answers that were given and are on the way, without a word.
    pub fn numbers(&self, guide: &Guide) -> Vec<(Place, i64)> {
        let way = self.ground(guide, Gates::Cleared).way();
        let number = |place: &Place| match self.standing(guide, &way, place, false)? {
            (State::Given, Entry { given: Some(Answer::Number(number)), .. }) => Some((place.clone(), *number)),
            (State::Draft | State::Given | State::Skipped | State::Inactive, _) => None,
        };
        self.places(guide, false).into_iter().filter_map(number).collect()
    }

    fn answers_without_a_step(&self, guide: &Guide) -> impl Iterator<Item = Answered> {
        let gone = self.entries.iter().filter(|(place, _)| guide.step(&place.step).is_none());
        gone.filter_map(|(place, entry)| {
            let answer = entry.latest().cloned()?;
            let in_words = answer_in_words(None, &answer, &Bare);
            let (question, kind) = (entry.question.clone(), entry.kind.clone());
            Some(Answered {
                place: place.clone(),
                stage: String::new(),
                question,
                kind,
                state: State::Inactive,
                answer: Some(answer),
                in_words,
            })
        })
    }

    /// The answers of the running session, never-kept ones included: they are on its own screen only. Those to steps the
    /// guide no longer has come last, inactive.
    pub fn own_answers(&self, guide: &Guide) -> Vec<Answered> {
        let mut all = self.answered_along(guide, &self.way, Gates::AsAnswered, true);
        all.extend(self.answers_without_a_step(guide));
        all
    }

    fn answered_along(&self, guide: &Guide, way: &Way, gates: Gates, never_kept: bool) -> Vec<Answered> {
        let places = self.places(guide, never_kept).into_iter();
        places.filter_map(|place| self.answered(guide, way, gates, place, never_kept)).collect()
    }

    /// Where something was answered that the guide still asks, in its order.
    fn places(&self, guide: &Guide, never_kept: bool) -> Vec<&Place> {
        let mut places: Vec<(usize, &Place)> = self
            .entries
            .keys()
            .filter_map(|place| Some((guide.position(&place.step)?, place)))
            .filter(|(at, _)| never_kept || guide.steps.get(*at).is_some_and(|step| step.keep == Keep::Saved))
            .collect();
        places.sort();
        places.into_iter().map(|(_, place)| place).collect()
    }

    /// What became of an answer: `own` of the one on its own screen, else of what is kept of it.
    fn standing(&self, guide: &Guide, way: &Way, place: &Place, own: bool) -> Option<(State, &Entry)> {
        let entry = self.entries.get(place)?;
        let entry = if own { entry } else { super::unkept::on_disk(guide, place, entry)? };
        let state = if way.has(place) { entry.state()? } else { State::Inactive };
        Some((state, entry))
    }

    fn answered(&self, guide: &Guide, way: &Way, gates: Gates, place: &Place, own: bool) -> Option<Answered> {
        let step = guide.step(&place.step)?;
        let (state, entry) = self.standing(guide, way, place, own)?;
        let answer = entry.latest().cloned();
        if answer.is_none() && !entry.skipped {
            return None;
        }
        let (heading, in_words) = self
            .look_along(guide, way, gates, place, |here| {
                let heading = guide.stage_of(step).map(|stage| here.words.say(&stage.title));
                let lines = answer.as_ref().map(|answer| answer_in_words(Some(&step.prompt), answer, here.words));
                (heading.unwrap_or_default(), lines.unwrap_or_default())
            })
            .unwrap_or_default();
        let (question, kind) = (entry.question.clone(), step.prompt.name().to_owned());
        Some(Answered { place: place.clone(), stage: heading, question, kind, state, answer, in_words })
    }
}
