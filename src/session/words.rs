//! Turns content into words for one session: names, pronouns, verbs that agree, earlier answers. One pass.

use super::judge::Judge;
use crate::guide::wording::{Form, Subject};
use crate::guide::{Guide, ListRef, Piece, Pronouns, Reference, Template};
use crate::prompt::Say;
use crate::prompt::answer::{Answer, Item, ItemId, Person};
use crate::prompt::answer_in_words;

/// What somebody without a name is called.
const UNNAMED: &str = "this person";

/// Says the fixed words of a template alone: for answers whose step the guide no longer has.
pub struct Bare;

impl Say for Bare {
    fn say(&self, template: &Template) -> String {
        plain(template)
    }
}

/// What an item is called where it is chosen from: the question it became, or its words.
pub fn item_label(item: &Item) -> &str {
    item.asked.as_deref().unwrap_or(&item.text)
}

/// Who is called what.
#[derive(Clone, Debug)]
pub struct Names {
    /// The other person; empty if not said.
    pub name: String,
    /// Oneself; empty if not said.
    pub me: String,
    /// What they are to one another, in the words of the chosen relation; empty if not said.
    pub relation: String,
    /// The words that fit the other person.
    pub pronouns: Pronouns,
}

impl Names {
    /// The words that fit a person: a preset, their own, or the name alone.
    pub fn pronouns_of(person: Option<&Person>) -> Pronouns {
        let Some(person) = person else { return Pronouns::they() };
        if let Some(custom) = &person.custom {
            return custom.clone();
        }
        if person.pronouns == "name" && !person.name.trim().is_empty() {
            return Pronouns::name_only(person.name.trim());
        }
        Pronouns::preset(&person.pronouns).unwrap_or_else(Pronouns::they)
    }
}

/// Says templates at one step.
pub struct Words<'a> {
    /// Judges at that step, to find earlier answers.
    pub judge: Judge<'a>,
    /// Who is called what.
    pub names: &'a Names,
    /// The item a `for_each` step is about.
    pub item: Option<&'a Item>,
}

impl Say for Words<'_> {
    fn say(&self, template: &Template) -> String {
        let mut said = String::new();
        for piece in &template.pieces {
            self.say_piece(piece, &mut said);
        }
        said
    }

    fn item(&self, list: &ListRef, id: &str) -> Option<String> {
        let items = self.judge.items(list)?;
        items.into_iter().find(|item| item.id.0.to_string() == id).map(|item| item_label(item).to_owned())
    }

    fn rated(&self, list: &Reference, id: ItemId) -> Option<i64> {
        self.judge.answer(list)?.1.items(None).find(|item| item.id == id)?.rating
    }
}

impl Words<'_> {
    fn say_piece(&self, piece: &Piece, said: &mut String) {
        match piece {
            Piece::Words(words) => said.push_str(words),
            Piece::Name => said.push_str(self.name()),
            Piece::Me => said.push_str(or(&self.names.me, "you")),
            Piece::Relation => said.push_str(or(&self.names.relation, "this person")),
            Piece::Item => said.push_str(self.item.map_or("", |item| item.text.as_str())),
            Piece::Pronoun { form, capital } => said.push_str(&self.pronoun(*form, *capital)),
            Piece::Verb { plural, singular, subject } => {
                let many = *subject == Subject::Pronoun && self.names.pronouns.plural;
                said.push_str(if many { plural } else { singular });
            }
            Piece::Answer { step, column, fallback } => {
                let list = ListRef { step: step.clone(), column: column.clone() };
                said.push_str(&self.answer(&list).unwrap_or_else(|| fallback.clone()));
            }
        }
    }

    fn name(&self) -> &str {
        or(&self.names.name, UNNAMED)
    }

    fn pronoun(&self, form: Form, capital: bool) -> String {
        let pronouns = &self.names.pronouns;
        let word = match form {
            Form::They => &pronouns.subject,
            Form::Them => &pronouns.object,
            Form::Their => &pronouns.possessive,
            Form::Theirs => &pronouns.possessive_alone,
            Form::Themself => &pronouns.reflexive,
        };
        if capital { capitalised(word) } else { word.clone() }
    }

    fn answer(&self, list: &ListRef) -> Option<String> {
        let (step, answer) = self.judge.answer(&list.step)?;
        let lines = match (answer, &list.column) {
            (Answer::Items(_), Some(_)) => self.judge.items(list)?.iter().map(|item| item.text.clone()).collect(),
            _ => answer_in_words(Some(&step.prompt), answer, self),
        };
        let words = lines.join(", ");
        (!words.trim().is_empty()).then_some(words)
    }
}

fn or<'a>(words: &'a str, fallback: &'a str) -> &'a str {
    if words.trim().is_empty() { fallback } else { words }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The guide's own naming steps, looked up once for every way that is derived.
pub fn names(guide: &Guide, judge: &Judge<'_>) -> Names {
    let given = |id: &crate::guide::StepId| {
        let reference = crate::guide::Reference { steps: vec![id.clone()], question: None };
        judge.answer(&reference)
    };
    let person = guide.person.as_ref().and_then(given);
    let me = match guide.me.as_ref().and_then(given) {
        Some((_, Answer::Text(me))) => me.trim().to_owned(),
        _ => String::new(),
    };
    let Some((step, Answer::Person(person))) = person else {
        return Names { name: String::new(), me, relation: String::new(), pronouns: Pronouns::they() };
    };
    Names {
        name: person.name.trim().to_owned(),
        me,
        relation: relation_label(&step.prompt, person),
        pronouns: Names::pronouns_of(Some(person)),
    }
}

fn relation_label(prompt: &crate::prompt::Prompt, person: &Person) -> String {
    let crate::prompt::Prompt::Who(who) = prompt else { return String::new() };
    let Some(id) = &person.relation else { return String::new() };
    if let Some(own) = &person.relation_words {
        return own.clone();
    }
    who.relations.iter().find(|relation| relation.id == *id).map_or_else(String::new, |relation| plain(&relation.label))
}

/// A template's fixed words alone; relations and preset labels hold nothing else.
fn plain(template: &Template) -> String {
    template.pieces.iter().map(|piece| if let Piece::Words(words) = piece { words.as_str() } else { "" }).collect()
}
