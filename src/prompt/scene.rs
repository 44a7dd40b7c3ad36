//! What a kind may know of the world around its step, handed in so that kinds stay pure and small.

use jiff::civil::Date;

use super::answer::{Answer, Item};
use super::option::Choice;
use crate::guide::Template;

/// Turns content into words for this session: names, pronouns, earlier answers filled in.
pub trait Say {
    /// The text with everything filled in.
    fn say(&self, template: &Template) -> String;
}

/// The surroundings of one open step.
pub struct Scene<'a> {
    /// Fills templates.
    pub words: &'a dyn Say,
    /// The step's placeholder in the wording that holds now (empty if none).
    pub placeholder: String,
    /// The options that are open now, in order (choice, choices, checklist, pause, keeping; a person's relations).
    pub choices: Vec<Choice>,
    /// What `again_of`, `of` or a part's `from` name: their answers, in the order the kind lists them.
    pub earlier: Vec<Option<Answer>>,
    /// The item a `for_each` step is about.
    pub item: Option<&'a Item>,
    /// Today, where the person is.
    pub today: Date,
    /// People of earlier sessions by name, for "Is this the same Sam?".
    pub known: &'a [String],
}

impl Scene<'_> {
    /// The text with everything filled in.
    pub fn say(&self, template: &Template) -> String {
        self.words.say(template)
    }
}
