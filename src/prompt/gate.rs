//! Several questions in one step, before anything that approaches the other person.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::answer::Answer;
use super::calendar::{Toward, read_day};
use super::draft::{Field, Form, Pick, Write};
use super::kind::{Complaint, Kind, Replied};
use super::option::Choice;
use super::scene::Scene;
use super::words;
use crate::guide::Template;
use crate::guide::condition::Outcome;
use crate::screen::Block;

/// Several questions in one step, before anything that approaches the other person.
#[derive(Clone, Debug)]
pub struct Gate {
    /// All are asked.
    pub questions: Vec<Question>,
    /// The words that lift "rather not say": "I feel safe to talk".
    pub assent: Option<Template>,
    /// Concern here outlives the session, for this person (the contact gate).
    pub locks: bool,
}

/// One question of a gate.
#[derive(Clone, Debug)]
pub struct Question {
    /// Stable id.
    pub id: String,
    /// The question.
    pub ask: Template,
    /// More to read; may be empty.
    pub text: Template,
    /// What one may say.
    pub answers: Vec<Reply>,
}

/// One thing one may say at a gate.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Stable id.
    pub id: String,
    /// The words.
    pub label: Template,
    /// What it means for going on.
    pub means: Outcome,
    /// Asks for the day it ends ("a pause until …"); the concern is over once that day has passed.
    pub until: bool,
}

/// What was said at a gate, by question id.
type Said = BTreeMap<String, String>;

impl Gate {
    /// How it comes out: a concern if there is any, else unsaid if anything is, else clear. There is no score.
    ///
    /// A concern that was only meant until a day is over once that day has come. A question without an answer counts
    /// as unsaid, an answer the guide does not know any more as a concern.
    pub fn outcome(&self, said: &Said, until: Option<Date>, today: Date) -> Outcome {
        let means = |question: &Question| {
            let Some(id) = said.get(&question.id) else { return Outcome::Unsaid };
            match question.answers.iter().find(|reply| reply.id == *id) {
                None => Outcome::Concern,
                Some(reply) if reply.until && until.is_some_and(|until| until <= today) => Outcome::Clear,
                Some(reply) => reply.means,
            }
        };
        self.questions.iter().map(means).max().unwrap_or(Outcome::Clear)
    }

    /// Whether it lets through: every question answered, and clear, or unsaid with the words that lift it.
    pub fn cleared(&self, said: &Said, assent: bool, until: Option<Date>, today: Date) -> bool {
        let all_said = self.questions.iter().all(|question| said.contains_key(&question.id));
        all_said
            && match self.outcome(said, until, today) {
                Outcome::Clear => true,
                Outcome::Unsaid => assent && self.assent.is_some(),
                Outcome::Concern => false,
            }
    }

    /// [`Gate::outcome`] of a whole answer; `None` if it is not a gate's.
    pub fn outcome_of(&self, answer: &Answer, today: Date) -> Option<Outcome> {
        let Answer::Gate { answers, until, .. } = answer else { return None };
        Some(self.outcome(answers, *until, today))
    }

    /// [`Gate::cleared`] of a whole answer; an answer that is not a gate's clears nothing.
    pub fn cleared_by(&self, answer: &Answer, today: Date) -> bool {
        let Answer::Gate { answers, assent, until } = answer else { return false };
        self.cleared(answers, *assent, *until, today)
    }

    /// The field that asks for the day a pause ends; the questions come before it.
    fn until_field(&self) -> usize {
        self.questions.len()
    }

    /// The field with the words that lift "rather not say".
    fn assent_field(&self) -> usize {
        self.questions.len() + 1
    }

    fn said(&self, draft: &Form) -> Said {
        let one = |(at, question): (usize, &Question)| Some((question.id.clone(), draft.choice(at)?.to_owned()));
        self.questions.iter().enumerate().filter_map(one).collect()
    }

    /// Whether the answer to that question asks for the day it ends.
    fn asks_until(&self, draft: &Form, at: usize) -> bool {
        let id = draft.choice(at);
        let replies = self.questions.get(at).map_or(&[][..], |question| question.answers.as_slice());
        replies.iter().any(|reply| reply.until && Some(reply.id.as_str()) == id)
    }

    fn until(&self, draft: &Form, today: Date) -> Option<Date> {
        read_day(&draft.words(self.until_field()), today, Toward::Ahead)
    }

    fn assents(&self, draft: &Form) -> bool {
        draft.choice(self.assent_field()).is_some()
    }

    fn show_question<'d>(&self, at: usize, draft: &'d Form, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        let (Some(question), Some(pick)) = (self.questions.get(at), draft.picked(at)) else { return };
        out.push(Block::Question(scene.say(&question.ask)));
        let text = scene.say(&question.text);
        if !text.is_empty() {
            out.push(Block::Prose(text));
        }
        out.push(pick.block(draft.at == at, "", draft.number(at)));
    }
}

impl Kind for Gate {
    type Shape = Form;

    fn open(&self, before: Option<&Answer>, scene: &Scene<'_>) -> Form {
        let (said, assent, until) = match before {
            Some(Answer::Gate { answers, assent, until }) => (answers.clone(), *assent, *until),
            Some(_) | None => (Said::new(), false, None),
        };
        let reply = |reply: &Reply| words::choice(&reply.id, &scene.say(&reply.label));
        let mut fields = Vec::new();
        for question in &self.questions {
            let pick = Pick::one(question.answers.iter().map(reply).collect());
            fields.push(Field::Pick(pick.chosen(said.get(&question.id).map(String::as_str))));
        }
        let day = until.map(|day| day.to_string()).or_else(|| said.get("").cloned());
        fields.push(Field::Write(Write::line(day.as_deref())));
        let label = self.assent.as_ref().map(|assent| scene.say(assent)).unwrap_or_default();
        let choices: Vec<Choice> = vec![words::choice(words::ASSENT, &label)];
        fields.push(Field::Pick(Pick::some(choices).chosen(assent.then_some(words::ASSENT))));
        let mut form = Form { fields, had: before.is_some(), ..Form::default() };
        self.settle(&mut form, scene);
        form
    }

    fn accept(&self, draft: &Form, scene: &Scene<'_>) -> Result<Answer, Complaint> {
        let answers = self.said(draft);
        let missing = self.questions.iter().position(|question| !answers.contains_key(&question.id));
        if let Some(missing) = missing {
            return Err(words::unanswered(missing + 1, self.questions.len()));
        }
        let mut until = None;
        if draft.open.contains(&self.until_field()) && !draft.words(self.until_field()).trim().is_empty() {
            until = Some(self.until(draft, scene.today).ok_or_else(words::day_form)?);
        }
        let assent = draft.open.contains(&self.assent_field()) && self.assents(draft);
        Ok(Answer::Gate { answers, assent, until })
    }

    fn keep(&self, draft: &Form) -> Option<Answer> {
        let mut answers = self.said(draft);
        let day = draft.words(self.until_field());
        let until = day.parse().ok().filter(|until: &Date| until.to_string() == day);
        if until.is_none() && !day.is_empty() {
            answers.insert(String::new(), day);
        }
        let assent = self.assents(draft);
        let anything = draft.had || assent || until.is_some() || !answers.is_empty();
        anything.then_some(Answer::Gate { answers, assent, until })
    }

    fn show<'d>(&self, draft: &'d Form, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        for at in draft.open.iter().copied() {
            if at < self.questions.len() {
                self.show_question(at, draft, scene, out);
            } else if at == self.until_field() {
                let label = words::UNTIL.to_owned();
                let hint = words::day_examples(Toward::Ahead).to_owned();
                let focus = draft.at == at;
                out.extend(
                    draft.write(at).map(|write| Block::Editor(write.editor(label, hint, focus, draft.number(at)))),
                );
            } else if let Some(pick) = draft.picked(at) {
                out.push(Block::Note(words::ASSENT_NOTE.to_owned()));
                out.push(pick.block(draft.at == at, "", draft.number(at)));
            }
        }
    }

    fn reply(&self, draft: &mut Form, line: &str, scene: &Scene<'_>) -> Replied {
        if draft.at == self.until_field() {
            let _ = draft.replace(line.trim());
            if self.until(draft, scene.today).is_none() {
                return Replied::No(words::day_form());
            }
        } else if let Err(complaint) = draft.reply_pick(line) {
            return Replied::No(complaint);
        }
        self.settle(draft, scene);
        draft.replied_next()
    }

    fn pass(&self, draft: &mut Form, scene: &Scene<'_>) -> Replied {
        if draft.at == self.until_field() && self.until(draft, scene.today).is_none() {
            // Left out: words that are no day would stand in the way.
            let _ = draft.replace("");
        }
        let unanswered = draft.at < self.questions.len() && draft.choice(draft.at).is_none();
        if unanswered {
            Replied::No(words::unanswered(draft.at + 1, self.questions.len()))
        } else {
            draft.replied_next()
        }
    }

    fn enter(&self, draft: &mut Form, scene: &Scene<'_>) -> bool {
        let question = draft.at < self.questions.len();
        if let Some(pick) = draft.pick_mut() {
            pick.enter();
        }
        if question && draft.choice(draft.at).is_none() {
            return false;
        }
        self.settle(draft, scene);
        draft.go_next_by_enter()
    }

    fn settle(&self, draft: &mut Form, scene: &Scene<'_>) {
        let mut open = Vec::new();
        for at in 0..self.questions.len() {
            open.push(at);
            if self.asks_until(draft, at) && !open.contains(&self.until_field()) {
                open.push(self.until_field());
            }
        }
        let said = self.said(draft);
        let all = said.len() == self.questions.len();
        let unsaid = self.outcome(&said, self.until(draft, scene.today), scene.today) == Outcome::Unsaid;
        if all && unsaid && self.assent.is_some() {
            open.push(self.assent_field());
        }
        draft.set_open(open);
    }
}
