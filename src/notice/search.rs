//! Search: all patterns of a rule file tried over one text in one pass.
//!
//! Each pattern gives its most telling fixed words as an anchor: long ones, and not those that many patterns name (you,
//! never, not), which stand everywhere. One automaton finds all anchors over the folded text, and only there, and only
//! where each of its other pieces may stand near, the pattern itself is tried. So the cost hardly grows with the number of rules.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use aho_corasick::AhoCorasick;

use super::pattern::{Atom, Names, Pattern, Piece, Span};
use super::vocabulary::{Bits, Vocabulary};
use super::words::{Break, Folded, Word};

/// How many words stand somewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Length {
    /// At least so many.
    least: usize,
    /// At most so many, names counted as one.
    most: usize,
    /// So many of them may be names, which can be longer.
    names: usize,
}

impl Length {
    fn plus(self, other: Self) -> Self {
        Self { least: self.least + other.least, most: self.most + other.most, names: self.names + other.names }
    }

    fn of(pieces: &[Piece]) -> Self {
        pieces.iter().map(Self::of_piece).fold(Self::default(), Self::plus)
    }

    /// At most so many words where a name is `longer_name` words longer than one.
    fn most(self, longer_name: usize) -> usize {
        self.most + self.names * longer_name
    }

    fn of_atom(atom: &Atom) -> Self {
        match atom {
            Atom::Clause => Self::default(),
            Atom::Word(_) | Atom::Begins(_) | Atom::Any | Atom::Ends(_) | Atom::They => {
                Self { least: 1, most: 1, names: 0 }
            }
            Atom::Name => Self { least: 1, most: 1, names: 1 },
        }
    }

    fn of_piece(piece: &Piece) -> Self {
        match piece {
            Piece::Comma | Piece::Clause => Self::default(),
            Piece::Gap(most) | Piece::Any(most) => Self { least: 0, most: *most, names: 0 },
            Piece::Words { ways, optional, .. } => {
                let lengths = ways.iter().map(|way| way.iter().map(Self::of_atom).fold(Self::default(), Self::plus));
                let any = |a: Self, b: Self| Self {
                    least: a.least.min(b.least),
                    most: a.most.max(b.most),
                    names: a.names.max(b.names),
                };
                let all = lengths.reduce(any).unwrap_or_default();
                Self { least: if *optional { 0 } else { all.least }, ..all }
            }
        }
    }
}

/// Fixed words of a pattern, and how many words may stand between its beginning and them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Anchor {
    /// As it stands in [`Folded::copy`], with the space before it.
    text: String,
    lead: Length,
}

/// A word named in more than one of so many patterns is a common one.
const ONE_OF: usize = 22;

/// Which words many patterns name, by their numbers.
#[derive(Debug, Default)]
struct Common(BTreeMap<u32, usize>);

impl Common {
    fn of(patterns: &[Pattern]) -> Self {
        let mut named = BTreeMap::new();
        for pattern in patterns {
            let pieces = pattern.pieces.iter().filter_map(|piece| match piece {
                Piece::Words { ways, .. } => Some(ways.iter().flatten()),
                Piece::Gap(_) | Piece::Any(_) | Piece::Comma | Piece::Clause => None,
            });
            let words: BTreeSet<u32> = pieces
                .flatten()
                .filter_map(|atom| if let Atom::Word(number) = atom { Some(*number) } else { None })
                .collect();
            for number in words {
                *named.entry(number).or_default() += 1;
            }
        }
        named.retain(|_, times| *times * ONE_OF > patterns.len());
        Self(named)
    }

    /// How much `run` tells of the place it stands at: its letters, of common words a third of them.
    fn telling(&self, run: &[Atom], vocabulary: &Vocabulary) -> usize {
        let letters = |atom: &Atom| {
            let letters = fixed(atom, vocabulary).map_or(0, |(form, whole)| form.len() + usize::from(whole));
            let is_common = matches!(atom, Atom::Word(number) if self.0.contains_key(number));
            if is_common { letters.div_ceil(3) } else { letters }
        };
        run.iter().map(letters).sum()
    }
}

/// The anchors of `pattern`, one for each alternative of its most telling piece; none if no piece has words of its own
/// in every alternative.
fn anchors(pattern: &Pattern, common: &Common, vocabulary: &Vocabulary) -> Option<Vec<Anchor>> {
    let mut lead = Length::default();
    let mut best: Option<(usize, &[Vec<Atom>], Length)> = None;
    let telling = |way: &Vec<Atom>| {
        let run = longest_run(way, vocabulary).1;
        common.telling(way.get(run).unwrap_or_default(), vocabulary)
    };
    for piece in &pattern.pieces {
        if let Piece::Words { ways, optional: false, .. } = piece {
            let telling = ways.iter().map(telling).min().unwrap_or(0);
            if telling > best.map_or(0, |(most, ..)| most) {
                best = Some((telling, ways, lead));
            }
        }
        lead = lead.plus(Length::of_piece(piece));
    }
    let (_, ways, lead) = best?;
    Some(ways.iter().map(|way| anchor_of(way, lead, vocabulary)).collect())
}

/// What stands fixed in a word of a pattern, and whether it is the whole word.
fn fixed<'a>(atom: &'a Atom, vocabulary: &'a Vocabulary) -> Option<(&'a str, bool)> {
    let (form, whole) = match atom {
        Atom::Word(number) => (vocabulary.form(*number)?, true),
        Atom::Begins(number) => (vocabulary.form(*number)?, false),
        Atom::Any | Atom::Ends(_) | Atom::Name | Atom::They | Atom::Clause => return None,
    };
    (!form.is_empty()).then_some((form, whole))
}

/// The longest run of fixed words in one alternative: how long it is with a space before it and behind each whole word,
/// none being 0, and its words.
fn longest_run(way: &[Atom], vocabulary: &Vocabulary) -> (usize, Range<usize>) {
    let mut best = (0, 0..0);
    let mut run: Option<(usize, usize)> = None;
    for (at, atom) in way.iter().enumerate() {
        run = fixed(atom, vocabulary).and_then(|(form, whole)| {
            let (length, from) = run.unwrap_or((1, at));
            let length = length + form.len() + usize::from(whole);
            if length > best.0 {
                best = (length, from..at + 1);
            }
            whole.then_some((length, from))
        });
    }
    best
}

/// The anchor of one alternative: its longest run of fixed words.
fn anchor_of(way: &[Atom], lead: Length, vocabulary: &Vocabulary) -> Anchor {
    let (length, run) = longest_run(way, vocabulary);
    let before = way.iter().take(run.start).map(Length::of_atom).fold(lead, Length::plus);
    let mut text = String::with_capacity(length);
    text.push(' ');
    for (form, whole) in way.iter().take(run.end).skip(run.start).filter_map(|atom| fixed(atom, vocabulary)) {
        text.push_str(form);
        text.push_str(if whole { " " } else { "" });
    }
    Anchor { text, lead: before }
}

/// A pattern an anchor belongs to, with what tells quickly that it cannot stand there.
#[derive(Debug, Clone)]
struct Use {
    pattern: usize,
    /// How many words may stand before the anchor.
    lead: Length,
    /// How many words the whole pattern is long.
    length: Length,
    /// For each piece that must stand: the bits of what it can begin with.
    needs: Arc<[Bits]>,
    /// It may go on in the next sentence.
    crosses: bool,
}

impl Use {
    /// The pattern itself, for an anchor at its beginning.
    fn of(nth: usize, pattern: &Pattern) -> Self {
        let needs = pattern.pieces.iter().filter_map(|piece| match piece {
            Piece::Words { first, optional: false, .. } => first.needs(),
            Piece::Words { .. } | Piece::Gap(_) | Piece::Any(_) | Piece::Comma | Piece::Clause => None,
        });
        let mut needs: Vec<Bits> = needs.collect();
        // What is met least often is asked first.
        needs.sort_by_key(|need| need.count_ones());
        Self {
            pattern: nth,
            lead: Length::default(),
            length: Length::of(&pattern.pieces),
            needs: needs.into(),
            crosses: pattern.may_cross_a_stop(),
        }
    }

    /// The words the pattern can begin at if its anchor stands at `word`; none if some of it cannot stand near.
    fn beginnings(&self, word: usize, near: &Near, longer_name: usize) -> Option<RangeInclusive<usize>> {
        let sentence = near.sentences.get(word)?;
        if !self.crosses && !are_met(&self.needs, sentence.bits) {
            return None;
        }
        let latest = word.checked_sub(self.lead.least)?;
        let earliest = word.saturating_sub(self.lead.most(longer_name));
        let end = latest + self.length.most(longer_name);
        if self.crosses {
            return are_met(&self.needs, near.bits(earliest..end)).then_some(earliest..=latest);
        }
        let (earliest, end) = (earliest.max(sentence.first), end.min(sentence.end));
        let is_all_of_it = earliest == sentence.first && end == sentence.end;
        (is_all_of_it || are_met(&self.needs, near.bits(earliest..end))).then_some(earliest..=latest)
    }
}

fn are_met(needs: &[Bits], bits: Bits) -> bool {
    needs.iter().all(|need| need & bits != 0)
}

/// All patterns of a rule file behind one automaton. Patterns go by the order in which they were added.
#[derive(Debug)]
pub(super) struct Search {
    automaton: AhoCorasick,
    /// For each anchor text the patterns it belongs to.
    uses: Vec<Vec<Use>>,
    patterns: Vec<Pattern>,
}

/// Patterns on their way into a [`Search`].
#[derive(Debug, Default)]
pub(super) struct Gathered {
    patterns: Vec<Pattern>,
}

impl Gathered {
    /// Adds a pattern; false, and nothing added, if it has no words of its own.
    pub(super) fn add(&mut self, pattern: Pattern, vocabulary: &Vocabulary) -> bool {
        let tells = |way: &Vec<Atom>| longest_run(way, vocabulary).0 > 0;
        let has_words = pattern.pieces.iter().any(|piece| match piece {
            Piece::Words { ways, optional: false, .. } => !ways.is_empty() && ways.iter().all(tells),
            Piece::Words { .. } | Piece::Gap(_) | Piece::Any(_) | Piece::Comma | Piece::Clause => false,
        });
        if has_words {
            self.patterns.push(pattern);
        }
        has_words
    }

    /// Builds the automaton; nothing if there are more anchors than it can hold.
    pub(super) fn finish(self, vocabulary: &Vocabulary) -> Option<Search> {
        let common = Common::of(&self.patterns);
        let mut uses: BTreeMap<String, Vec<Use>> = BTreeMap::new();
        for (nth, pattern) in self.patterns.iter().enumerate() {
            let one = Use::of(nth, pattern);
            for anchor in anchors(pattern, &common, vocabulary).into_iter().flatten() {
                uses.entry(anchor.text).or_default().push(Use { lead: anchor.lead, ..one.clone() });
            }
        }
        let automaton = AhoCorasick::new(uses.keys()).ok()?;
        Some(Search { automaton, uses: uses.into_values().collect(), patterns: self.patterns })
    }
}

impl Search {
    /// Every place where a pattern stands: which pattern, and the words it underlines. A place may come twice.
    pub(super) fn each(&self, text: &Folded, names: &Names, mut say: impl FnMut(usize, Span)) {
        let longer_name = names.name.len().saturating_sub(1);
        let near = Near::of(text);
        // Anchors come in the order of their ends, and are a few words long.
        let mut last = 0;
        for anchor in self.automaton.find_overlapping_iter(text.copy.as_str()) {
            last = text.word_at(anchor.end().saturating_sub(1), last);
            let word = text.word_back(anchor.start() + 1, last);
            for one in self.uses.get(anchor.pattern().as_usize()).into_iter().flatten() {
                let Some(beginnings) = one.beginnings(word, &near, longer_name) else { continue };
                let Some(pattern) = self.patterns.get(one.pattern) else { continue };
                for first in beginnings {
                    if pattern.can_begin(first, text)
                        && let Some(span) = pattern.at(first, text, names)
                    {
                        say(one.pattern, span);
                    }
                }
            }
        }
    }
}

/// The bits of so many words are put together.
const TOGETHER: usize = 4;

/// What stands near each word of a text.
struct Near {
    /// The bits of it and of those behind it, [`TOGETHER`] words.
    bits: Vec<Bits>,
    /// Its sentence.
    sentences: Vec<Sentence>,
}

/// A sentence of a text.
#[derive(Debug, Clone, Copy)]
struct Sentence {
    first: usize,
    /// The word behind the last one.
    end: usize,
    /// The bits of all its words.
    bits: Bits,
}

impl Near {
    fn of(text: &Folded) -> Self {
        let all = |words: &[Word]| words.iter().fold(0, |bits, word| bits | word.bits);
        let mut sentences = Vec::with_capacity(text.words.len());
        for words in text.words.chunk_by(|_, word| word.before < Break::Stop) {
            let first = sentences.len();
            let end = first + words.len();
            sentences.resize(end, Sentence { first, end, bits: all(words) });
        }
        let together = |at: usize| text.words.iter().skip(at).take(TOGETHER).fold(0, |bits, word| bits | word.bits);
        Self { bits: (0..text.words.len()).map(together).collect(), sentences }
    }

    /// The bits of the words of `range`, and perhaps of a few behind them.
    fn bits(&self, range: Range<usize>) -> Bits {
        let near = self.bits.get(range.start..range.end.min(self.bits.len())).unwrap_or_default();
        near.iter().step_by(TOGETHER).fold(0, |bits, near| bits | near)
    }
}

#[cfg(test)]
mod tests;
