//! The vocabulary: every word that rules name has a number, so that comparing costs one look.

use std::collections::HashMap;

/// Every word and every beginning of words that a rule names, each with a number to compare it by.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: HashMap<String, u32>,
    /// By their first two bytes; no beginning is shorter.
    beginnings: HashMap<[u8; 2], Vec<(String, u32)>>,
    forms: Vec<String>,
}

impl Vocabulary {
    /// The number of a word no rule names. Equal to no rule's word.
    pub(super) const UNKNOWN: u32 = u32::MAX;

    /// The number of a rule's word, a new one if it has none yet.
    pub(super) fn learn(&mut self, form: &str) -> u32 {
        if let Some(&known) = self.numbers.get(form) {
            return known;
        }
        let number = self.next_number(form);
        self.numbers.insert(form.to_owned(), number);
        number
    }

    /// The number of a beginning of words, at least two bytes long; a new one if it has none yet.
    pub(super) fn learn_beginning(&mut self, stem: &str) -> u32 {
        let known = |known: &&(String, u32)| known.0 == stem;
        if let Some((_, number)) = self.begun_like(stem).iter().find(known) {
            return *number;
        }
        let number = self.next_number(stem);
        if let Some(first) = first_two(stem) {
            self.beginnings.entry(first).or_default().push((stem.to_owned(), number));
        }
        number
    }

    fn next_number(&mut self, form: &str) -> u32 {
        let number = u32::try_from(self.forms.len()).unwrap_or(Self::UNKNOWN - 3);
        self.forms.push(form.to_owned());
        number
    }

    /// The word, or the beginning, of a number, folded.
    pub(super) fn form(&self, number: u32) -> Option<&str> {
        self.forms.get(usize::try_from(number).ok()?).map(String::as_str)
    }

    /// Every word and beginning, folded.
    pub(super) fn forms(&self) -> impl Iterator<Item = &str> {
        self.forms.iter().map(String::as_str)
    }

    /// The number of a word; [`Self::UNKNOWN`] if no rule names it.
    pub(super) fn number(&self, form: &str) -> u32 {
        self.numbers.get(form).copied().unwrap_or(Self::UNKNOWN)
    }

    fn begun_like(&self, form: &str) -> &[(String, u32)] {
        first_two(form).and_then(|first| self.beginnings.get(&first)).map_or(&[], Vec::as_slice)
    }

    /// The numbers of all beginnings that `form` has.
    pub(super) fn begun(&self, form: &str) -> Vec<u32> {
        let begun = self.begun_like(form).iter().filter(|(stem, _)| form.starts_with(stem.as_str()));
        begun.map(|(_, number)| *number).collect()
    }
}

fn first_two(form: &str) -> Option<[u8; 2]> {
    form.as_bytes().first_chunk().copied()
}

/// Numbers as bits, one of 128 for each, so that many can be refused at one look.
pub(super) type Bits = u128;

/// The bit of a number.
pub(super) fn bit(number: u32) -> Bits {
    1 << (number % Bits::BITS)
}

/// The number of a word that may begin the other person's name.
pub(super) const NAME: u32 = Vocabulary::UNKNOWN - 1;
/// The number of their pronoun.
pub(super) const THEY: u32 = Vocabulary::UNKNOWN - 2;
