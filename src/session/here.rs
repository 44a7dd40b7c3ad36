//! The step one stands at, with everything a prompt may know of its surroundings.

use super::Session;
use super::facts::Known;
use super::judge::{Gates, Judge};
use super::path::{Ground, Place};
use super::words::{Names, Words, item_label, names};
use crate::guide::{Guide, Keep, ListRef, Reference, Step, Template};
use crate::prompt::answer::{Answer, Item};
use crate::prompt::option::{Choice, OptionSpec, Options};
use crate::prompt::words::{CLOSES, OPTION_NOT_KEPT};
use crate::prompt::{Prompt, Say, Scene, answer_in_words};
use crate::screen::block::Recalled;

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
        self.look(guide, place, |here| {
            let scene = here.scene(self.facts.today, &self.known);
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
        let option = self.words.judge.answer(&by.step)?.1.option()?;
        by.wordings.get(option).and_then(part)
    }

    fn scene<'s>(&'s self, today: jiff::civil::Date, known: &'s [Known]) -> Scene<'s> {
        let placeholder = self.wording(|wording| wording.placeholder.as_ref()).unwrap_or(&self.step.placeholder);
        let (recalled, ends) = self.recap();
        Scene {
            placeholder: self.words.say(placeholder),
            choices: self.step.prompt.options().map(|options| self.choices(&options)).unwrap_or_default(),
            earlier: self.step.prompt.earlier().iter().map(|list| self.earlier(list)).collect(),
            recalled,
            ends,
            item: self.words.item,
            known,
            ..Scene::new(self.words, today)
        }
    }

    /// The answer a list reference stands for, a board's cut down to its column.
    fn earlier(&self, list: &ListRef) -> Option<Answer> {
        let (_, answer) = self.words.judge.answer(&list.step)?;
        match (answer, &list.column) {
            (Answer::Items(_), Some(_)) => {
                let items = self.words.judge.items(list)?;
                Some(Answer::Items(items.into_iter().cloned().collect()))
            }
            (answer, _) => Some(answer.clone()),
        }
    }

    /// What a recap shows again, and the ends of the scales it compares.
    fn recap(&self) -> (Vec<Recalled>, Vec<(i64, i64)>) {
        let Prompt::Recap(recap) = &self.step.prompt else { return (Vec::new(), Vec::new()) };
        let recalled = recap.of.iter().filter_map(|list| self.recalled(list)).collect();
        let ends = recap.change.iter().map(|change| self.ends(&change.before)).collect();
        (recalled, ends)
    }

    fn recalled(&self, list: &ListRef) -> Option<Recalled> {
        let (step, _) = self.words.judge.answer(&list.step)?;
        let answer = self.earlier(list)?;
        let entry = self.words.judge.entries.get(&Place::from(&step.id))?;
        let answer = answer_in_words(Some(&step.prompt), &answer, self.words).join("\n");
        // A list with no mark in it is an answer, but says nothing under its heading.
        let says = !answer.trim().is_empty();
        says.then_some(Recalled { question: entry.question.clone(), answer, state: entry.state()? })
    }

    fn ends(&self, rating: &Reference) -> (i64, i64) {
        match self.words.judge.answer(rating).map(|(step, _)| &step.prompt) {
            Some(Prompt::Scale(scale)) => (scale.min, scale.max),
            Some(_) | None => (0, 10),
        }
    }

    fn choices(&self, options: &Options) -> Vec<Choice> {
        let (from, listed) = match options {
            Options::Listed(listed) => (Vec::new(), listed),
            Options::From { list, and } => (self.words.judge.items(list).unwrap_or_default(), and),
        };
        let from = from.into_iter().map(choice_of);
        from.chain(listed.iter().filter(|option| self.offered(option)).map(|option| self.choice(option))).collect()
    }

    fn offered(&self, option: &OptionSpec) -> bool {
        self.words.judge.opens(option.when.as_ref()) == Some(true)
    }

    fn choice(&self, option: &OptionSpec) -> Choice {
        // One may be never kept by what it rests on, which its own words do not know.
        let text = self.words.say(&option.text);
        let text = if option.waits && text.is_empty() { CLOSES.to_owned() } else { text };
        let says = option.keep == Keep::Saved || self.step.keep == Keep::Never || text.contains(OPTION_NOT_KEPT);
        let text = if says { text } else { [text.trim_end(), OPTION_NOT_KEPT].join(" ").trim_start().to_owned() };
        Choice {
            id: option.id.clone(),
            label: self.words.say(&option.label),
            text,
            alone: option.alone,
            other: option.other,
            waits: option.waits,
        }
    }
}

fn choice_of(item: &Item) -> Choice {
    Choice {
        id: item.id.0.to_string(),
        label: item_label(item).to_owned(),
        text: String::new(),
        alone: false,
        other: false,
        waits: false,
    }
}

fn item_of<'a>(judge: &Judge<'a>, step: &Step, place: &Place) -> Option<&'a Item> {
    let id = place.item?;
    judge.items(step.for_each.as_ref()?)?.into_iter().find(|item| item.id == id)
}
