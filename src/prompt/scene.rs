//! What a kind may know of the world around its step, handed in so that kinds stay pure and small.

use jiff::civil::Date;

use super::answer::{Answer, Item, ItemId};
use super::option::Choice;
use crate::guide::{ListRef, Reference, Template};
use crate::screen::block::Recalled;
use crate::session::facts::Known;

/// Turns content into words for this session: names, pronouns, earlier answers filled in.
pub trait Say {
    /// The text with everything filled in.
    fn say(&self, template: &Template) -> String;

    /// The words of an item of an earlier list, for options that were made of it. `None` if it is gone.
    fn item(&self, _list: &ListRef, _id: &str) -> Option<String> {
        None
    }

    /// How an item was rated in an earlier list.
    fn rated(&self, _list: &Reference, _id: ItemId) -> Option<i64> {
        None
    }
}

/// The surroundings of one open step.
pub struct Scene<'a> {
    /// Fills templates.
    pub words: &'a dyn Say,
    /// The step's placeholder in the wording that holds now (empty if none).
    pub placeholder: String,
    /// What [`Prompt::options`](super::Prompt::options) names, resolved: the options that are open now, in order.
    pub choices: Vec<Choice>,
    /// The answers of what [`Prompt::earlier`](super::Prompt::earlier) names, in that order.
    pub earlier: Vec<Option<Answer>>,
    /// For a recap: the answers it shows again, in the order of its `of`; those without an answer left out.
    pub recalled: Vec<Recalled>,
    /// For a recap: the ends of the scales its changes are about, in the order of its `change`. 0 to 10 where missing.
    pub ends: Vec<(i64, i64)>,
    /// The item a `for_each` step is about.
    pub item: Option<&'a Item>,
    /// Today, where the person is.
    pub today: Date,
    /// People of other sessions, for "Is this the same Sam?".
    pub known: &'a [Known],
}

impl<'a> Scene<'a> {
    /// Surroundings with nothing in them but words and a day.
    pub fn new(words: &'a dyn Say, today: Date) -> Self {
        Self {
            words,
            placeholder: String::new(),
            choices: Vec::new(),
            earlier: Vec::new(),
            recalled: Vec::new(),
            ends: Vec::new(),
            item: None,
            today,
            known: &[],
        }
    }

    /// The text with everything filled in.
    pub fn say(&self, template: &Template) -> String {
        self.words.say(template)
    }
}
