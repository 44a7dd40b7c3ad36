//! Review: every answer on the way, to go to; and those kept of steps the way passes by now.

use super::block::{Block, Recalled, Reviewed};
use super::words;
use crate::guide::Guide;
use crate::prompt::columns_in_words;
use crate::session::{Answered, Session, State};

/// All of it.
pub(super) fn blocks<'a>(session: &Session, guide: &Guide) -> Vec<Block<'a>> {
    let answers = session.own_answers(guide);
    let rows = session.review_rows(guide).into_iter().map(|place| {
        let answered = answers.iter().find(|answered| answered.place == place);
        Reviewed {
            id: place.to_string(),
            question: session.question(guide, &place),
            columns: answered.map(|answered| columns(session, guide, answered)).unwrap_or_default(),
            state: answered.map(|answered| answered.state),
            here: place == *session.at(),
        }
    });
    let mut blocks = vec![Block::Answers { rows: rows.collect(), at: session.row() }];
    let closed: Vec<Recalled> = answers
        .iter()
        .filter(|answered| answered.state == State::Inactive && !session.shared())
        .map(|answered| Recalled {
            question: answered.question.clone(),
            answer: answered.in_words.join("\n"),
            state: State::Inactive,
        })
        .collect();
    if !closed.is_empty() {
        blocks.push(Block::Note(words::CLOSED_STEPS.to_owned()));
        blocks.push(Block::Recap(closed));
    }
    blocks
}

/// A board column by column, every other answer as it is in words.
fn columns(session: &Session, guide: &Guide, answered: &Answered) -> Vec<(String, Vec<String>)> {
    let board = session.scene(guide, &answered.place, |here, scene| {
        columns_in_words(&here.step.prompt, answered.answer.as_ref()?, scene.words)
    });
    board.flatten().unwrap_or_else(|| vec![(String::new(), answered.in_words.clone())])
}
