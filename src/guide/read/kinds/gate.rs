//! `gate`: several questions in one step.

use super::super::options::plain;
use crate::fault::Fault;
use crate::fault::table::Table;
use crate::guide::condition::Outcome;
use crate::guide::read::here::Here;
use crate::guide::read::layout::{Seen, id};
use crate::guide::read::marks::Role;
use crate::prompt::Prompt;
use crate::prompt::gate::{Gate, Question, Reply};

/// What one may say where a question lists nothing of its own.
const REPLIES: [(&str, &str, Outcome); 4] = [
    ("no", "No", Outcome::Clear),
    ("yes", "Yes", Outcome::Concern),
    ("not_sure", "I'm not sure", Outcome::Concern),
    ("rather_not", "I'd rather not say", Outcome::Unsaid),
];

const OUTCOMES: [(&str, Outcome); 3] =
    [("clear", Outcome::Clear), ("unsaid", Outcome::Unsaid), ("concern", Outcome::Concern)];

pub fn read<'t>(here: &Here<'_, 't>, table: &Table<'t>) -> Option<Prompt> {
    let mut questions = Vec::new();
    let mut seen = Seen::new("questions");
    for question in table.need_tables("questions", "a question") {
        if let Some(id) = id(&question) {
            seen.add(&id, here.faults());
            questions.push(Question {
                id: id.value,
                ask: here.needed(&question, "ask", Role::Ask).unwrap_or_default(),
                text: here.optional(&question, "text", Role::Text),
                answers: answers(here, &question),
            });
        }
        question.done();
    }
    let assent = table.str("assent").map(|assent| here.template(&assent, Role::Label));
    let locks = table.flag("locks");
    (!questions.is_empty()).then_some(Prompt::Gate(Gate { questions, assent, locks }))
}

fn answers<'t>(here: &Here<'_, 't>, question: &Table<'t>) -> Vec<Reply> {
    if !question.has("answers") {
        question.value("answers");
        let reply = |(id, label, means): &(&str, &str, Outcome)| Reply {
            id: (*id).to_owned(),
            label: plain(label),
            means: *means,
            until: false,
        };
        return REPLIES.iter().map(reply).collect();
    }
    let mut replies = Vec::new();
    let mut sound = true;
    let mut seen = Seen::new("answers");
    for answer in question.need_tables("answers", "an answer") {
        if let Some(id) = id(&answer) {
            seen.add(&id, here.faults());
            let label = here.needed(&answer, "label", Role::Label).unwrap_or_default();
            if !answer.has("means") {
                answer.missing("means");
            }
            let means = answer.word("means", &OUTCOMES);
            sound &= means.is_some();
            let means = means.map_or(Outcome::Concern, |means| means.value);
            let until = answer.flag("until");
            if until && means != Outcome::Concern {
                let span = super::key_or_table(&answer, "until");
                let fault = Fault::error("until-without-concern", span, "only a concern has a day it ends");
                here.fault(fault.mend("write `means = \"concern\"`, or take `until` away"));
            }
            replies.push(Reply { id: id.value, label, means, until });
        }
        answer.done();
    }
    if sound {
        judge(here, question, &replies);
    }
    replies
}

/// A question that can only be answered in one way asks nothing.
fn judge(here: &Here<'_, '_>, question: &Table<'_>, replies: &[Reply]) {
    if !replies.is_empty() && replies.iter().all(|reply| reply.means == Outcome::Concern) {
        let span = super::key_or_table(question, "answers");
        let fault = Fault::error(
            "gate-never-clear",
            span,
            "every answer to this question is a concern, so the gate never clears",
        );
        here.fault(fault.mend("give one answer `means = \"clear\"`"));
    }
    if !replies.is_empty() && replies.iter().all(|reply| reply.means != Outcome::Concern) {
        let span = super::key_or_table(question, "answers");
        let fault = Fault::error(
            "gate-never-closes",
            span,
            "no answer to this question is a concern, so the gate asks for nothing",
        );
        here.fault(fault.mend("give one answer `means = \"concern\"`"));
    }
}
