//! Answers of one shape read as another: a guide may be edited between sessions, and no word is dropped for it.

use super::answer::{Answer, Item, ItemId};

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

    /// The number in it, if it is or reads as one.
    pub fn number(&self) -> Option<i64> {
        if let Self::Number(number) = self { Some(*number) } else { self.words()?.trim().parse().ok() }
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
