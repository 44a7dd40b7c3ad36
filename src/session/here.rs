//! The step one stands at, with everything a prompt may know of its surroundings.

use super::Session;
use super::judge::{Gates, Judge};
use super::path::{Ground, Place};
use super::words::{Names, Words, names};
use crate::guide::{Guide, Step, Template};
use crate::prompt::answer::{Answer, Item};
use crate::prompt::option::{Choice, OptionSpec, Options};
use crate::prompt::{Say, Scene};

/// A step at one place of the way, and what surrounds it.
pub struct Here<'a> {
    /// The step.
    pub step: &'a Step,
    /// Where.
    pub place: &'a Place,
    /// Says templates as they stand here.
    pub words: &'a Words<'a>,
}

impl Session {
    /// What the way is derived from.
    pub fn ground<'a>(&'a self, guide: &'a Guide, gates: Gates) -> Ground<'a> {
        Ground { guide, entries: &self.entries, facts: &self.facts, gates }
    }

    /// Who is called what, as things stand now.
    pub fn names(&self, guide: &Guide) -> Names {
        self.ground(guide, Gates::AsAnswered).judging(&self.way, guide.steps.len(), |judge| names(guide, judge))
    }

    /// Looks at a step from its place. `None` when the guide has no such step.
    pub fn look<T>(&self, guide: &Guide, place: &Place, see: impl FnOnce(&Here<'_>) -> T) -> Option<T> {
        self.look_along(guide, &self.way, Gates::AsAnswered, place, see)
    }

    /// The same along another way than the one that is walked (for reading from outside).
    pub(super) fn look_along<T>(
        &self,
        guide: &Guide,
        way: &super::Way,
        gates: Gates,
        place: &Place,
        see: impl FnOnce(&Here<'_>) -> T,
    ) -> Option<T> {
        let position = guide.position(&place.step)?;
        let step = guide.steps.get(position)?;
        let ground = self.ground(guide, gates);
        let names = ground.judging(way, guide.steps.len(), |judge| names(guide, judge));
        Some(ground.judging(way, position, |judge| {
            let item = item_of(judge, step, place);
            let words = Words { judge: *judge, names: &names, item };
            see(&Here { step, place, words: &words })
        }))
    }

    /// The question of a place, in the wording that holds now.
    pub fn question(&self, guide: &Guide, place: &Place) -> String {
        self.scene(guide, place, |here, _| here.ask()).unwrap_or_default()
    }

    /// Looks at a step with the whole scene its prompt needs.
    pub fn scene<T>(&self, guide: &Guide, place: &Place, see: impl FnOnce(&Here<'_>, &Scene<'_>) -> T) -> Option<T> {
        let known: Vec<String> = self.known.iter().map(|known| known.name.clone()).collect();
        self.look(guide, place, |here| {
            let scene = here.scene(self.facts.today, &known);
            see(here, &scene)
        })
    }
}

impl Here<'_> {
    /// The question in the wording that holds now.
    pub fn ask(&self) -> String {
        self.words.say(self.wording(|wording| wording.ask.as_ref()).unwrap_or(&self.step.ask))
    }

    /// The text in the wording that holds now.
    pub fn text(&self) -> String {
        self.words.say(self.wording(|wording| wording.text.as_ref()).unwrap_or(&self.step.text))
    }

    fn wording(&self, part: impl Fn(&crate::guide::Wordings) -> Option<&Template>) -> Option<&Template> {
        let by = self.step.by.as_ref()?;
        let (_, Answer::One(option)) = self.words.judge.answer(&by.step)? else { return None };
        by.wordings.get(option).and_then(part)
    }

    fn scene<'s>(&'s self, today: jiff::civil::Date, known: &'s [String]) -> Scene<'s> {
        let placeholder = self.wording(|wording| wording.placeholder.as_ref()).unwrap_or(&self.step.placeholder);
        let earlier = self.step.prompt.earlier();
        Scene {
            words: self.words,
            placeholder: self.words.say(placeholder),
            choices: self.step.prompt.options().map(|options| self.choices(options)).unwrap_or_default(),
            earlier: earlier
                .iter()
                .map(|step| self.words.judge.answer(step).map(|(_, answer)| answer.clone()))
                .collect(),
            item: self.words.item,
            today,
            known,
        }
    }

    fn choices(&self, options: &Options) -> Vec<Choice> {
        let (from, listed) = match options {
            Options::Listed(listed) => (Vec::new(), listed),
            Options::From { list, and } => (self.words.judge.items(list).unwrap_or_default(), and),
        };
        let from = from.into_iter().map(Choice::of_item);
        from.chain(listed.iter().filter(|option| self.offered(option)).map(|option| self.choice(option))).collect()
    }

    fn offered(&self, option: &OptionSpec) -> bool {
        self.words.judge.opens(option.when.as_ref()) == Some(true)
    }

    fn choice(&self, option: &OptionSpec) -> Choice {
        Choice {
            id: option.id.clone(),
            label: self.words.say(&option.label),
            text: self.words.say(&option.text),
            alone: option.alone,
            other: option.other,
            waits: option.waits,
        }
    }
}

fn item_of<'a>(judge: &Judge<'a>, step: &Step, place: &Place) -> Option<&'a Item> {
    let id = place.item?;
    judge.items(step.for_each.as_ref()?)?.into_iter().find(|item| item.id == id)
}
