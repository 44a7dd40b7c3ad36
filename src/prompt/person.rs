//! Somebody: name, relation, pronouns.

use std::borrow::Cow;

use super::answer::{Answer, Chosen, Person};
use super::draft::{Field, Form, Pick, Write};
use super::kind::{Complaint, Kind, Replied};
use super::option::{Choice, OptionSpec, Options};
use super::scene::Scene;
use super::words;
use crate::guide::Pronouns;
use crate::screen::Block;
use crate::session::facts::Known;

const NAME: usize = 0;
const RELATION: usize = 1;
const PRONOUNS: usize = 2;
/// The first of five: they, them, their, theirs, themself.
const FORMS: usize = 3;
const PLURAL: usize = 8;
const SAME: usize = 9;

/// Whoever was not asked is "they".
const DEFAULT: &str = "they";
const NAME_ONLY: &str = "name";
const CUSTOM: &str = "custom";

/// Somebody: name, relation, pronouns.
#[derive(Clone, Debug)]
pub struct Who {
    /// What they may be to one another.
    pub relations: Vec<OptionSpec>,
}

impl Who {
    /// Whom of other sessions somebody of this name may be: everybody called the same, and whoever was not named where
    /// it matters, since somebody wanted distance or was written to.
    pub fn candidates<'k>(name: &str, known: &'k [Known]) -> Vec<&'k Known> {
        let folded = |name: &str| name.trim().to_lowercase();
        let matters = |known: &Known| known.lock.is_some() || !known.messages.is_empty();
        let maybe = |known: &&Known| match known.name.trim() {
            "" => matters(known),
            other => folded(other) == folded(name),
        };
        if name.trim().is_empty() { Vec::new() } else { known.iter().filter(maybe).collect() }
    }

    /// The answers to whether it is the same person: yes and no, or which of several.
    fn same_choices(maybe: &[&Known], scene: &Scene<'_>) -> Vec<Choice> {
        let one = |known: &&Known| {
            let relation = |id: &str| scene.choices.iter().find(|choice| choice.id == id).map(|choice| &choice.label);
            let relation = known.relation.as_deref().and_then(relation).map(String::as_str);
            words::choice(&known.id, &words::whom_before(&known.name, relation, known.last))
        };
        match maybe {
            [_, _, ..] => maybe.iter().map(one).chain([words::somebody_else()]).collect(),
            [] | [_] => words::yes_no(),
        }
    }

    /// The question that goes with them.
    fn ask_same(name: &str, scene: &Scene<'_>) -> String {
        match Self::candidates(name, scene.known).as_slice() {
            [one] if one.name.is_empty() => words::same_as_unnamed(one.last),
            [_, _, ..] => words::WHICH_BEFORE.to_owned(),
            [] | [_] => words::same_as_before(name.trim()),
        }
    }

    /// The words that fit, where they are one's own; `None` if nothing was written there.
    fn own_pronouns(draft: &Form, trim: bool) -> Option<Pronouns> {
        let form = |at: usize| {
            let words = draft.words(FORMS + at);
            if trim { words.trim().to_owned() } else { words }
        };
        let own = Pronouns {
            subject: form(0),
            object: form(1),
            possessive: form(2),
            possessive_alone: form(3),
            reflexive: form(4),
            plural: draft.choice(PLURAL) == Some(words::ARE),
        };
        let blank = (0..5).all(|at| form(at).is_empty());
        (!blank).then_some(own)
    }

    fn person(draft: &Form, trim: bool) -> Person {
        let tidy = |words: String| if trim { words.trim().to_owned() } else { words };
        let relation = draft.picked(RELATION);
        let chosen: Vec<Chosen> =
            relation.map(|pick| if trim { pick.accepted() } else { pick.kept() }).unwrap_or_default();
        Person {
            name: tidy(draft.words(NAME)),
            relation: chosen.iter().map(|one| one.id.clone()).find(|id| !id.is_empty()),
            relation_words: chosen.into_iter().find_map(|one| one.text),
            pronouns: draft.choice(PRONOUNS).unwrap_or(DEFAULT).to_owned(),
            custom: Self::own_pronouns(draft, trim),
            same: draft.choice(SAME).map(|id| id != words::NO),
            of: draft.choice(SAME).filter(|id| ![words::YES, words::NO].contains(id)).map(str::to_owned),
        }
    }

    fn fields(person: &Person, scene: &Scene<'_>) -> Vec<Field> {
        let chosen = person.relation.iter().map(|id| Chosen { id: id.clone(), text: person.relation_words.clone() });
        let aside = person.relation_words.clone().filter(|_| person.relation.is_none());
        let aside = aside.map(|words| Chosen { id: String::new(), text: Some(words) });
        let relation = Answer::Many(chosen.chain(aside).collect());
        let pronouns = if person.pronouns.is_empty() { DEFAULT } else { person.pronouns.as_str() };
        let own = person.custom.as_ref();
        let forms: [Option<&str>; 5] = [
            own.map(|own| own.subject.as_str()),
            own.map(|own| own.object.as_str()),
            own.map(|own| own.possessive.as_str()),
            own.map(|own| own.possessive_alone.as_str()),
            own.map(|own| own.reflexive.as_str()),
        ];
        let verb = if own.is_some_and(|own| own.plural) { words::ARE } else { words::IS };
        let same = person.same.map(|same| if same { words::YES } else { words::NO });
        let same = person.of.as_deref().or(same);
        let name = Some(person.name.as_str()).filter(|name| !name.is_empty());
        let mut fields = vec![
            Field::Write(Write::line(name)),
            Field::Pick(Pick::one(scene.choices.clone()).with(Some(&relation))),
            Field::Pick(Pick::one(words::pronoun_choices()).chosen(Some(pronouns))),
        ];
        fields.extend(forms.into_iter().map(|form| Field::Write(Write::line(form))));
        fields.push(Field::Pick(Pick::one(words::verb_choices()).chosen(Some(verb))));
        let choices = Self::same_choices(&Self::candidates(&person.name, scene.known), scene);
        fields.push(Field::Pick(Pick::one(choices).chosen(same)));
        fields
    }
}

impl Kind for Who {
    type Shape = Form;

    fn open(&self, before: Option<&Answer>, scene: &Scene<'_>) -> Form {
        let person = match before {
            Some(Answer::Person(person)) => person.clone(),
            Some(other) => Person { name: other.words().unwrap_or_default(), ..Person::default() },
            None => Person::default(),
        };
        let mut form = Form { fields: Self::fields(&person, scene), had: before.is_some(), ..Form::default() };
        self.settle(&mut form, scene);
        form
    }

    fn accept(&self, draft: &Form, scene: &Scene<'_>) -> Result<Answer, Complaint> {
        let person = Self::person(draft, true);
        if person.pronouns == NAME_ONLY && person.name.is_empty() {
            return Err(words::name_for_name_only());
        }
        let whole = |own: &Pronouns| {
            let forms = [&own.subject, &own.object, &own.possessive, &own.possessive_alone, &own.reflexive];
            forms.iter().all(|form| !form.is_empty())
        };
        if person.pronouns == CUSTOM && !person.custom.as_ref().is_some_and(whole) {
            return Err(words::five_words());
        }
        if person.same.is_none() && !Self::candidates(&person.name, scene.known).is_empty() {
            return Err(words::say_same());
        }
        Ok(Answer::Person(person))
    }

    fn keep(&self, draft: &Form) -> Option<Answer> {
        let person = Self::person(draft, false);
        let untouched = Person { pronouns: DEFAULT.to_owned(), ..Person::default() };
        (draft.had || person != untouched).then_some(Answer::Person(person))
    }

    fn show<'d>(&self, draft: &'d Form, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        for at in draft.open.iter().copied() {
            let focus = draft.at == at;
            if let Some(write) = draft.write(at) {
                let (label, hint) = words::person_field(at.saturating_sub(FORMS - 1), &scene.placeholder);
                out.push(Block::Editor(write.editor(label, hint, focus, draft.number(at))));
            } else if let Some(pick) = draft.picked(at) {
                out.push(Block::Question(match at {
                    RELATION => words::RELATION.to_owned(),
                    PRONOUNS => words::PRONOUNS.to_owned(),
                    PLURAL => words::VERB.to_owned(),
                    _ => Self::ask_same(&draft.words(NAME), scene),
                }));
                out.push(pick.block(focus, "", draft.number(at)));
            }
        }
    }

    fn reply(&self, draft: &mut Form, line: &str, scene: &Scene<'_>) -> Replied {
        if draft.write(draft.at).is_some() {
            let _ = draft.replace(line.trim());
        } else {
            match draft.reply_pick(line) {
                Err(complaint) => return Replied::No(complaint),
                Ok(true) => return Replied::More,
                Ok(false) => {}
            }
        }
        self.settle(draft, scene);
        draft.replied_next()
    }

    fn pass(&self, draft: &mut Form, _scene: &Scene<'_>) -> Replied {
        draft.replied_next()
    }

    fn enter(&self, draft: &mut Form, scene: &Scene<'_>) -> bool {
        if draft.pick_mut().is_some_and(Pick::enter) {
            return true;
        }
        self.settle(draft, scene);
        draft.go_next_by_enter()
    }

    fn settle(&self, draft: &mut Form, scene: &Scene<'_>) {
        let maybe = Self::candidates(&draft.words(NAME), scene.known);
        let renamed = draft.write(NAME).is_some_and(|name| name.touched);
        let choices = Self::same_choices(&maybe, scene);
        if let Some(same) = draft.picked_mut(SAME) {
            if same.choices != choices {
                same.choices = choices;
                same.at = 0;
            }
            if maybe.is_empty() && renamed {
                same.chosen.clear();
            }
        }
        let mut open = vec![NAME];
        if !maybe.is_empty() || draft.choice(SAME).is_some() {
            open.push(SAME);
        }
        if draft.picked(RELATION).is_some_and(|pick| !pick.choices.is_empty()) {
            open.push(RELATION);
        }
        open.push(PRONOUNS);
        if draft.choice(PRONOUNS) == Some(CUSTOM) {
            open.extend(FORMS..=PLURAL);
        }
        draft.set_open(open);
    }

    fn options(&self) -> Option<Cow<'_, Options>> {
        Some(Cow::Owned(Options::Listed(self.relations.clone())))
    }
}
