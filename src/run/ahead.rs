//! Answering beforehand: walks a session to a step with given answers, for whoever writes a guide and wants to see that
//! step.

use crate::guide::condition::Outcome;
use crate::guide::{Condition, Fact, Guide, Step};
use crate::prompt::Prompt;
use crate::session::{Effect, Event, Place, Session};

/// An answer given beforehand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// The step it is for.
    pub step: String,
    /// Plain lines, as the plain front takes them.
    pub lines: Vec<String>,
}

impl Given {
    /// Reads `STEP=VALUE`; `\n` in the value divides lines. `None` without a step or an equals sign.
    pub fn read(text: &str) -> Option<Self> {
        let (step, value) = text.split_once('=')?;
        let step = step.trim();
        let lines = value.split("\\n").map(str::to_owned).collect();
        (!step.is_empty()).then(|| Self { step: step.to_owned(), lines })
    }
}

/// Walks until `until` is reached, or until everything given is answered. Steps that nothing is given for are passed
/// over; gates are passed as somebody would who is safe.
///
/// # Errors
/// Which step could not be answered or reached, and why.
pub fn walk(session: &mut Session, guide: &Guide, given: &[Given], until: Option<&str>) -> Result<(), String> {
    let mut open: Vec<&Given> = given.iter().collect();
    // Every step once, and each gate once more before what rests on it.
    for _ in 0..=guide.steps.len() * 2 {
        let Some(step) = session.step(guide) else { break };
        if until == Some(step.id.as_str()) || (until.is_none() && open.is_empty()) {
            return Ok(());
        }
        let own = open.iter().position(|given| given.step == step.id.as_str()).map(|at| open.remove(at));
        let at = session.at().clone();
        let left = match (own, &step.prompt) {
            (Some(given), _) => answer(session, guide, step, given)?,
            (None, Prompt::Gate(_)) => pass_gate(session, guide, step),
            (None, _) => pass_over(session, guide),
        };
        if left || *session.at() == at {
            break;
        }
    }
    let missing = until.map(str::to_owned).or_else(|| open.first().map(|given| given.step.clone()));
    let missing = missing.unwrap_or_default();
    let here = session.at();
    let hangs =
        |when: &Condition| [Fact::MayWrite, Fact::NoContact, Fact::RanToday].iter().any(|fact| when.asks_for(*fact));
    let when = guide.step(&missing.as_str().into()).and_then(|step| step.when.as_ref());
    let earlier = if when.is_some_and(hangs) { OF_EARLIER } else { "" };
    Err(format!(
        "With these answers the way does not lead to {missing}; it came as far as {here}.{earlier} `stepback why` tells what leads there, and --set gives answers."
    ))
}

/// Why answers alone may not do.
const OF_EARLIER: &str =
    " It hangs on what earlier sessions say, and here there are none: no full run, no lock, no message.";

/// Back to the first step, with everything answered that was given.
pub fn to_start(session: &mut Session, guide: &Guide) {
    if let Some(first) = guide.steps.first() {
        let _ = session.handle(guide, Event::GoTo(Place::from(&first.id)));
    }
}

/// Enters one line; whether the walk came to an end by it.
fn reply(session: &mut Session, guide: &Guide, line: &str) -> bool {
    let effects = session.handle(guide, Event::Reply(line.to_owned()));
    effects.iter().any(|effect| matches!(effect, Effect::Leave(_)))
}

/// Leaves a step as it is; whether the walk came to an end by it.
fn pass_over(session: &mut Session, guide: &Guide) -> bool {
    let event = if session.may_skip(guide) { Event::Skip } else { Event::Submit };
    session.handle(guide, event).iter().any(|effect| matches!(effect, Effect::Leave(_)))
}

fn answer(session: &mut Session, guide: &Guide, step: &Step, given: &Given) -> Result<bool, String> {
    let at = session.at().clone();
    // What is left open after the last line is ended as a person would end it.
    let ends = std::iter::repeat_n(".", 8).chain(std::iter::once(""));
    for line in given.lines.iter().map(String::as_str).chain(ends) {
        if reply(session, guide, line) {
            return Ok(true);
        }
        if *session.at() != at {
            return Ok(false);
        }
        if let Some(complaint) = session.complaint() {
            return Err(format!("The answer given for {} does not do: {complaint}", step.id));
        }
    }
    Err(format!("The answer given for {} is not whole: more lines are asked for (\\n divides them).", step.id))
}

fn pass_gate(session: &mut Session, guide: &Guide, step: &Step) -> bool {
    let Prompt::Gate(gate) = &step.prompt else { return false };
    for question in &gate.questions {
        let clear = question.answers.iter().find(|answer| answer.means == Outcome::Clear);
        if let Some(answer) = clear
            && reply(session, guide, &answer.id)
        {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::facts::Begin;

    fn session(guide: &Guide) -> Session {
        let mut session = Session::begin(guide, &"0".repeat(32), false);
        let begin = Begin {
            seconds: 1_795_000_000,
            today: jiff::civil::date(2026, 11, 22),
            fresh_person: "1".repeat(32),
            known: Vec::new(),
            protected: false,
        };
        let _ = session.handle(guide, Event::Begin(Box::new(begin)));
        session
    }

    fn built_in() -> Guide {
        let text = crate::library::built_in::GUIDES[0].1;
        crate::guide::read::read(text).0.expect("a guide")
    }

    #[track_caller]
    fn check(given: &[&str], until: Option<&str>, expected: Result<&str, &str>) {
        let guide = built_in();
        let mut session = session(&guide);
        let given: Vec<Given> = given.iter().filter_map(|text| Given::read(text)).collect();
        match (walk(&mut session, &guide, &given, until), expected) {
            (Ok(()), Ok(step)) => assert_eq!(session.at().to_string(), step),
            (Err(why), Err(words)) => assert!(why.contains(words), "{why}"),
            (found, _) => panic!("{found:?}, at {}", session.at()),
        }
    }

    #[test]
    fn a_step_is_reached_with_what_leads_to_it() {
        check(&[], Some("who"), Ok("who"));
        check(&["who=Sam\\n1\\n1", "decide=reach_out"], Some("message"), Ok("message"));
        check(&["before_upset=9"], None, Ok("before_sure"));
    }

    #[test]
    fn what_cannot_be_reached_or_answered_is_said() {
        check(&["decide=not_yet"], Some("message"), Err("does not lead to message"));
        check(&["before_upset=eleven"], Some("decide"), Err("for before_upset does not do"));
        check(&[], Some("nowhere"), Err("does not lead to nowhere"));
        check(&[], Some("today"), Err("hangs on what earlier sessions say"));
    }

    #[test]
    fn a_wish_needs_a_step_and_a_value() {
        assert_eq!(Given::read("a=b\\nc=d").map(|given| given.lines), Some(vec!["b".to_owned(), "c=d".to_owned()]));
        assert_eq!(Given::read("a"), None);
        assert_eq!(Given::read("=b"), None);
    }
}
