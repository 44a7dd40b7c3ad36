//! Answers of one shape read as another: a guide may be edited between sessions, and no word is dropped for it.

use super::Prompt;
use super::answer::{Answer, Item, ItemId};
use super::scene::Scene;

impl Answer {
    /// The words a person wrote in it, a line each; `None` where nothing in it is words or a number.
    pub fn words(&self) -> Option<String> {
        match self {
            Self::Seen | Self::One(_) | Self::Gate { .. } => None,
            Self::Many(chosen) => joined(chosen.iter().filter_map(|one| one.text.clone())),
            Self::Number(number) => Some(number.to_string()),
            Self::Day(day) => Some(day.to_string()),
            Self::Text(words) => Some(words.clone()),
            Self::Items(items) => joined(items.iter().flat_map(lines)),
            Self::Composed { parts, text, aside } => {
                let whole = text.clone().map_or_else(|| parts.values().cloned().collect(), |text| vec![text]);
                joined(whole.into_iter().chain(aside.iter().cloned()))
            }
            Self::Person(person) => joined([person.name.clone()].into_iter().chain(person.relation_words.clone())),
        }
    }

    /// The items in it, or one for each line of its words. Items that stand nowhere yet have the number 0.
    pub fn to_items(&self) -> Vec<Item> {
        if let Self::Items(items) = self {
            return items.clone();
        }
        let words = self.words().unwrap_or_default();
        let item = |line: &str| Item { id: ItemId::default(), text: line.trim().to_owned(), ..Item::default() };
        words.lines().filter(|line| !line.trim().is_empty()).map(item).collect()
    }

    /// Whether what is chosen, written and rated in another answer is in this one too.
    fn holds(&self, other: &Self) -> bool {
        let words = self.words().unwrap_or_default();
        let aside = |answer: &Self| matches!(answer, Self::Many(many) if many.iter().any(|one| one.id.is_empty()));
        let ratings = |answer: &Self| answer.items(None).filter_map(|item| item.rating).collect::<Vec<_>>();
        other.ids().all(|id| self.ids().any(|own| own == id))
            && other.words().unwrap_or_default().lines().all(|line| words.contains(line.trim()))
            && ratings(self) == ratings(other)
            && aside(self) <= aside(other)
    }

    /// The number in it, if it is or reads as one.
    pub fn number(&self) -> Option<i64> {
        if let Self::Number(number) = self { Some(*number) } else { self.words()?.trim().parse().ok() }
    }
}

impl Prompt {
    /// Whether all of an answer that was given in another kind of prompt is still there once it is opened in this one.
    pub fn takes_over(&self, answer: &Answer, scene: &Scene<'_>) -> bool {
        let kept = self.keep(&self.open(Some(answer), None, scene));
        match (answer, kept) {
            (Answer::Seen, _) => true,
            (Answer::Person(_) | Answer::Gate { .. }, kept) => kept.as_ref() == Some(answer),
            (_, None) => answer.words().is_none() && answer.ids().next().is_none(),
            (_, Some(kept)) => kept.holds(answer),
        }
    }
}

fn lines(item: &Item) -> impl Iterator<Item = String> {
    let day = item.day.map(|day| day.to_string());
    [Some(item.text.clone()), item.then.clone(), item.asked.clone(), day, item.unread.clone()].into_iter().flatten()
}

fn joined(lines: impl Iterator<Item = String>) -> Option<String> {
    let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
