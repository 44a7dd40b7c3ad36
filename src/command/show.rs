//! `stepback show`: a session to read, and what showing and exporting share.

use std::io::Write;
use std::process::ExitCode;

use super::content::Content;
use super::find::{self, Wanted};
use super::{Fault, Outcome, Shell};
use crate::export::{Exported, Part, Walk, plain_text};
use crate::guide::Guide;
use crate::prompt::Prompt;
use crate::run::clock;
use crate::session::{Answered, Saved, Session, State};
use crate::store::{Contents, Loaded, OpenFault, Store};
use crate::text::visible::visible;

/// Writes one session out for reading.
pub fn show(shell: &mut Shell, out: &mut dyn Write, id: &str) -> Outcome {
    // Asked for the passphrase or told about the key: that goes beside the words, not among them.
    let store = shell.store(&mut std::io::stderr())?;
    let (store, wanted) = find::version(store.as_ref(), id)?;
    let (saved, remarks) = readable(&store, &wanted)?;
    for remark in remarks {
        writeln!(std::io::stderr(), "{remark}")?;
    }
    let walk = walk(&Content::open(shell)?, Some(&store), saved).0;
    for line in plain_text::write(&walk).lines() {
        writeln!(out, "{}", visible(line))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// What can be read of a session, and what is to be said about it.
///
/// # Errors
/// When there is no such session, or nothing of it can be read.
pub fn readable(store: &Store, wanted: &Wanted) -> anyhow::Result<(Saved, Vec<String>)> {
    let loaded = store.load_numbered(&wanted.id, wanted.version).map_err(Fault::said)?;
    let (saved, remark) = read(loaded)?;
    Ok((saved, remark.into_iter().chain(wanted.several()).collect()))
}

fn read(loaded: Loaded) -> anyhow::Result<(Saved, Option<String>)> {
    match loaded.state {
        Contents::Good(saved) => Ok((*saved, None)),
        Contents::ChangedByHand(saved) => Ok((*saved, Some(OpenFault::ChangedByHand.to_string()))),
        Contents::Newer(Some(saved), _) => Ok((*saved, Some(OpenFault::Newer.to_string()))),
        Contents::Newer(None, _) => Err(Fault::said(OpenFault::Unreadable)),
        Contents::Damaged(why, Some(saved)) => Ok((
            *saved,
            Some(format!(
                "The newest state of this session cannot be read: {why}. This is the last earlier one that can. Its files are left as they are."
            )),
        )),
        Contents::Damaged(why, None) => Err(Fault::said(OpenFault::Damaged(why))),
    }
}

/// A saved session as it is written out, and the language of its guide. Where the guide is gone or has faults, the
/// questions and words are those in the file, and choices are shown by their ids.
pub fn walk(content: &Content, store: Option<&Store>, saved: Saved) -> (Walk, String) {
    let (guide_id, mut title) = (saved.guide.id.clone(), saved.guide.title.clone());
    let guide = content.of_session(&saved, store).map_or_else(
        |_| {
            let lost = Guide::lost(&guide_id, &title);
            title.push_str(" (its guide cannot be read now, so choices are named by their ids)");
            lost
        },
        |(guide, _)| guide,
    );
    let status = saved.status;
    let walk = walked(&Session::resume(&guide, saved), &guide);
    (Walk { guide: guide_id, title, status, ..walk }, guide.language)
}

/// A session as it is written out.
pub fn walked(session: &Session, guide: &Guide) -> Walk {
    let mark = session.guide();
    Walk {
        id: session.id().to_owned(),
        guide: mark.id.clone(),
        title: mark.title.clone(),
        status: session.status(guide),
        begun: clock::day_of(session.started()),
        seconds: clock::now().0,
        alone: None,
        answers: session.answers(guide).into_iter().map(|answered| exported(guide, answered)).collect(),
    }
}

fn exported(guide: &Guide, answered: Answered) -> Exported {
    Exported {
        part: part(guide, &answered),
        columns: columns(guide, &answered),
        step: answered.place.to_string(),
        stage: answered.stage,
        question: answered.question,
        kind: answered.kind,
        // Without its guide nothing tells what was on the way.
        status: match answered.state {
            State::Inactive if guide.steps.is_empty() => State::Given,
            state => state,
        },
        in_words: answered.in_words.join("\n"),
        answer: answered.answer,
    }
}

fn columns(guide: &Guide, answered: &Answered) -> Vec<String> {
    match guide.step(&answered.place.step).map(|step| &step.prompt) {
        Some(Prompt::Board(board)) => board.columns.iter().map(|column| column.id.clone()).collect(),
        Some(_) | None => Vec::new(),
    }
}

/// The message is what counts as one in the guide; the plan is what two make together.
fn part(guide: &Guide, answered: &Answered) -> Option<Part> {
    let step = guide.step(&answered.place.step)?;
    match &step.prompt {
        Prompt::Compose(compose) if compose.message => Some(Part::Message),
        _ if step.shared => Some(Part::Plan),
        _ => None,
    }
}
