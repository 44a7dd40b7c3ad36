//! Export: a session written out for other eyes and programs. Text in, text out; no file is touched here.
//!
//! Every form is made from the same neutral list of answers, so that none can know more than another.
//! Control characters are dropped from all of them (reliability, 5.3): a written-out session acts on no terminal.

pub mod html;
pub mod ics;
pub mod json;
pub mod markdown;
pub mod plain_text;

use jiff::civil::Date;

use crate::prompt::Answer;
use crate::session::State;
use crate::session::saved::Status;
use crate::text::visible::visible;

/// A session as it is written out.
#[derive(Clone)]
pub struct Walk {
    /// 32 hex digits.
    pub id: String,
    /// The guide's id.
    pub guide: String,
    /// The guide's title.
    pub title: String,
    /// Where the session stands.
    pub status: Status,
    /// The day it was begun, where the person is.
    pub begun: Date,
    /// Seconds since 1970 (UTC), now.
    pub seconds: i64,
    /// The part it was cut down to, which says nothing of the rest: not what it was called, nor when it was begun.
    pub alone: Option<Part>,
    /// In guide order, never-kept steps left out.
    pub answers: Vec<Exported>,
}

/// One answer, from whatever kind of prompt.
#[derive(Clone)]
pub struct Exported {
    /// The place: the step's id, and the item behind `#` where it is asked for each item.
    pub step: String,
    /// The title of its stage; empty where the guide has it no more.
    pub stage: String,
    /// The question as it was shown.
    pub question: String,
    /// The kind of prompt.
    pub kind: String,
    /// What became of it.
    pub status: State,
    /// What was answered or begun; `None` where nothing was.
    pub answer: Option<Answer>,
    /// The same in words, lines divided by newlines; empty where nothing was.
    pub in_words: String,
    /// The columns its board has in the guide, left to right; empty for all other kinds.
    pub columns: Vec<String>,
    /// It belongs to a part that can be written out alone.
    pub part: Option<Part>,
}

/// A part that can be written out alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The plan made together.
    Plan,
    /// The message to them.
    Message,
}

impl Walk {
    /// One part of it alone, under the title of its stage. Answers whose step is not on the way any more are left out of it.
    #[must_use]
    pub fn only(mut self, part: Part) -> Self {
        self.answers.retain(|answer| {
            answer.part == Some(part) && answer.status != State::Inactive && answer.status != State::Skipped
        });
        self.title = self.answers.first().map(|answer| answer.stage.clone()).unwrap_or_default();
        self.alone = Some(part);
        self
    }

    /// There are no words in it.
    pub fn is_empty(&self) -> bool {
        self.answers.iter().all(|answer| answer.in_words.trim().is_empty())
    }

    /// One line on when it was begun and where it stands, if that is anybody's business.
    fn about(&self) -> Option<String> {
        if self.alone.is_some() {
            return None;
        }
        let stands = match self.status {
            Status::Open => "Not finished.",
            Status::Waiting => "Waiting for a talk or a day.",
            Status::Finished => "Finished.",
        };
        Some(format!("Begun on {}. {stands}", self.begun))
    }

    /// Whether it is to be read as the other person gets it: the words and nothing around them.
    fn words_alone(&self) -> bool {
        self.alone == Some(Part::Message)
    }

    /// The answers that have words, as question, answer and a remark on what became of it.
    fn said(&self) -> impl Iterator<Item = Said> {
        self.answers.iter().filter(|answer| !answer.in_words.trim().is_empty()).map(|answer| Said {
            question: clean(&answer.question),
            words: clean(&answer.in_words),
            remark: remark(answer.status),
        })
    }
}

/// A question and what was said, ready for a reader.
struct Said {
    question: String,
    words: String,
    remark: Option<&'static str>,
}

/// What became of an answer, where a reader needs to know.
fn remark(state: State) -> Option<&'static str> {
    match state {
        State::Given => None,
        State::Draft => Some("Begun, not finished."),
        State::Skipped => Some("Passed over; the words were kept."),
        State::Inactive => Some("Kept, though the way no longer leads past this question."),
    }
}

/// The text as it may be read: what acts or hides stands in it as a visible mark, as on the screen. The words as they were
/// typed are in the session's file and in the JSON form.
pub fn clean(text: &str) -> String {
    visible(text).into_owned()
}

#[cfg(test)]
pub(crate) mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::prompt::{Item, ItemId};

    /// An item with these words and nothing else.
    pub(crate) fn item(text: &str) -> Item {
        Item { id: ItemId(1), text: text.to_owned(), ..Item::default() }
    }

    /// One answer.
    pub(crate) fn exported(kind: &str, answer: Option<Answer>, in_words: &str) -> Exported {
        Exported {
            step: format!("the_{kind}"),
            stage: "A plan".to_owned(),
            question: "What was it?".to_owned(),
            kind: kind.to_owned(),
            status: State::Given,
            answer,
            in_words: in_words.to_owned(),
            columns: Vec::new(),
            part: None,
        }
    }

    /// A session with these answers.
    pub(crate) fn walk(answers: Vec<Exported>) -> Walk {
        Walk {
            id: "0123456789abcdef0123456789abcdef".to_owned(),
            guide: "small".to_owned(),
            title: "One <question>".to_owned(),
            status: Status::Open,
            begun: jiff::civil::date(2026, 11, 22),
            seconds: 1_795_000_000,
            alone: None,
            answers,
        }
    }

    /// A composed draft of one part.
    pub(crate) fn composed(text: Option<&str>) -> Answer {
        Answer::Composed {
            parts: BTreeMap::from([("noticed".to_owned(), "Sunday".to_owned())]),
            text: text.map(str::to_owned),
            aside: Vec::new(),
        }
    }

    #[test]
    fn what_acts_or_hides_is_a_mark_in_every_form_to_read() {
        let words = "a\u{1b}[31m\u{202e}b\u{200b}c\u{2066}d\u{feff}e\u{e0041}f\u{9b}g";
        let mut answer = exported("long", Some(Answer::Text(words.to_owned())), words);
        answer.question = format!("Why{words}");
        let walk = walk(vec![answer]);
        let json = json::write(&walk);
        for form in [markdown::write(&walk), plain_text::write(&walk), html::write(&walk, "en"), json.clone()] {
            let acts = |c: char| crate::text::visible::may_hide(c);
            assert!(!form.contains(acts), "{form:?}");
        }
        assert!(plain_text::write(&walk).contains("  a␛[31m␦b␦c␦d␦e␦f␦g"));
        let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(read["answers"][0]["value"], words, "the words themselves are kept");
    }

    #[test]
    fn one_part_leaves_the_rest_out() {
        let mut message = exported("draft", Some(composed(None)), "Sunday.");
        message.part = Some(Part::Message);
        let mut older = message.clone();
        older.status = State::Inactive;
        let whole = walk(vec![exported("short", None, "private"), message, older]);
        let alone = whole.clone().only(Part::Message);
        assert_eq!(markdown::write(&alone), "Sunday.\n");
        assert_eq!(plain_text::write(&alone), "Sunday.\n");
        let page = html::write(&alone, "en");
        assert!(!page.contains("What was it?") && !page.contains("One") && !page.contains("2026"), "{page}");
        assert_eq!(alone.answers.len(), 1);
        assert_eq!(alone.answers[0].in_words, "Sunday.");
        assert!(whole.only(Part::Plan).is_empty());
    }

    #[test]
    fn the_plan_alone_says_nothing_of_the_session_it_comes_from() {
        let mut plan = exported("long", None, "On Sundays.");
        plan.part = Some(Part::Plan);
        let alone = walk(vec![exported("short", None, "private"), plan]).only(Part::Plan);
        assert_eq!(markdown::write(&alone), "# A plan\n\n## What was it?\n\nOn Sundays.\n");
        assert_eq!(plain_text::write(&alone), "A plan\n\nWhat was it?\n  On Sundays.\n");
        let page = html::write(&alone, "en");
        assert!(page.contains("<h1>A plan</h1>\n<h2>What was it?</h2>"), "{page}");
        assert!(!page.contains("One") && !page.contains("Begun on"), "{page}");
    }
}
