//! Conditions: tables with a few verbs over earlier answers, facts and gates. Data only; [`crate::session`] evaluates.

use super::model::StepId;

/// A condition, fully resolved: named conditions, parts and rounds are already replaced.
///
/// Three outcomes are possible when it is evaluated: true, false, and not known yet (it rests on a step that has
/// no answer). Not known counts as false at the top, and `not` of it stays not known.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every one holds. An empty list holds.
    All(Vec<Self>),
    /// At least one holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// Something about the answer to an earlier step.
    Step {
        /// Whose answer.
        step: Reference,
        /// What about it.
        verb: Verb,
    },
    /// Something earlier sessions, or this one so far, say.
    Fact(Fact),
    /// Fixed when the guide was read (`round_at_least`, `previous` in a first round).
    Fixed(bool),
}

impl Condition {
    /// Whether it asks for something that earlier sessions say.
    pub fn asks_for(&self, fact: Fact) -> bool {
        match self {
            Self::All(inner) | Self::Any(inner) => inner.iter().any(|one| one.asks_for(fact)),
            Self::Not(inner) => inner.asks_for(fact),
            Self::Fact(own) => *own == fact,
            Self::Step { .. } | Self::Fixed(_) => false,
        }
    }
}

/// A step looked at by a condition or a text.
///
/// From outside a repeating stretch it stands for the latest round that is on the way and answered, so it lists
/// every round's step, first round first. From inside it names one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// At least one; the last one on the way with an answer counts.
    pub steps: Vec<StepId>,
    /// One question of a gate (`contact.asked`).
    pub question: Option<String>,
}

/// What is asked about a step's answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    /// The chosen option (choice, pause, keeping, a gate's question), or a person's relation, is one of these.
    Is(Vec<String>),
    /// It is answered, and is none of these.
    IsNot(Vec<String>),
    /// One of the chosen options (choices, checklist) is one of these.
    Includes(Vec<String>),
    /// A number or scale is at least this; for lists, how many items.
    AtLeast(i64),
    /// A number or scale is at most this; for lists, how many items.
    AtMost(i64),
    /// A list has an item; of a board, in this column. No guide writes it: it stands before a step whose options are
    /// those items.
    Holds(Option<String>),
    /// A number or scale is above another step's by at least so much.
    Above {
        /// The other number or scale.
        step: Reference,
        /// By how much at least; 1 is "higher".
        by: i64,
    },
    /// It has an answer (`true`) or has none (`false`). Always known.
    Answered(bool),
    /// A date has come (`true`) or lies ahead (`false`).
    Passed(bool),
    /// A gate came out so.
    Outcome(Vec<Outcome>),
    /// A gate came out clear, or unsaid with the words "I feel safe to talk", and no lock from an earlier
    /// session stands (`true`), or not (`false`).
    Cleared(bool),
}

/// How a gate comes out. There is no score: one concern is a concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Nothing was said that stands against going on.
    Clear,
    /// Somebody would rather not say.
    Unsaid,
    /// Something was said that does.
    Concern,
}

/// What is known beside the answers of this session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    /// One more message fits the limit: none so far to this person, or one, at least three days ago by the highest
    /// time ever seen. Our own rule: no study gives a number of tries (evidence, 3.6).
    MayWrite,
    /// An earlier session holds a contact lock for this person that is still in force.
    NoContact,
    /// A full run about this person ended within the last day.
    RanToday,
}
