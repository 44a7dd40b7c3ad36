//! Search: all patterns of a rule file tried over one text in one pass.
//!
//! Each pattern gives its longest fixed words as an anchor; one automaton finds all anchors over the folded text, and
//! only there the pattern itself is tried. So the cost hardly grows with the number of rules.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use super::pattern::{Atom, Names, Pattern, Piece, Span};
use super::words::Folded;

/// A name may have so many words.
const LONGEST_NAME: usize = 6;

/// Fixed words of a pattern, and how many words may stand between its beginning and them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    /// As it stands in [`Folded::copy`], with the space before it.
    text: String,
    /// At least and at most so many words before it.
    lead: (usize, usize),
}

/// The anchors of `pattern`, one for each alternative of its most telling piece; none if no piece has words of its own
/// in every alternative.
pub(super) fn anchors(pattern: &Pattern) -> Option<Vec<Anchor>> {
    let mut lead = (0, 0);
    let mut best: Option<(usize, Vec<Anchor>)> = None;
    for piece in &pattern.pieces {
        if let Piece::Words { ways, optional: false } = piece {
            let found: Option<Vec<Anchor>> = ways.iter().map(|way| anchor_of(way, lead)).collect();
            if let Some(found) = found {
                let telling = found.iter().map(|anchor| anchor.text.len()).min().unwrap_or(0);
                if best.as_ref().is_none_or(|(most, _)| telling > *most) {
                    best = Some((telling, found));
                }
            }
        }
        let (least, most) = length(piece);
        lead = (lead.0 + least, lead.1 + most);
    }
    best.map(|(_, anchors)| anchors)
}

/// How many words a piece takes, at least and at most.
fn length(piece: &Piece) -> (usize, usize) {
    match piece {
        Piece::Comma | Piece::Clause => (0, 0),
        Piece::Gap(most) => (0, *most),
        Piece::Words { ways, optional } => {
            let least = ways.iter().map(|way| way.iter().map(least_words).sum()).min().unwrap_or(0);
            let most = ways.iter().map(|way| way.iter().map(most_words).sum()).max().unwrap_or(0);
            (if *optional { 0 } else { least }, most)
        }
    }
}

fn least_words(atom: &Atom) -> usize {
    most_words(atom).min(1)
}

fn most_words(atom: &Atom) -> usize {
    match atom {
        Atom::Clause => 0,
        Atom::Word(_) | Atom::Begins(_) | Atom::Ends(_) | Atom::They => 1,
        Atom::Name => LONGEST_NAME,
    }
}

/// The longest run of fixed words in one alternative.
fn anchor_of(way: &[Atom], lead: (usize, usize)) -> Option<Anchor> {
    let mut best: Option<Anchor> = None;
    let mut run: Option<Anchor> = None;
    let (mut least, mut most) = lead;
    for atom in way {
        run = match atom {
            Atom::Word(form) | Atom::Begins(form) if !form.is_empty() => {
                let mut anchor = run.unwrap_or_else(|| Anchor { text: " ".to_owned(), lead: (least, most) });
                anchor.text.push_str(form);
                if matches!(atom, Atom::Word(_)) {
                    anchor.text.push(' ');
                }
                if best.as_ref().is_none_or(|best| anchor.text.len() > best.text.len()) {
                    best = Some(anchor.clone());
                }
                matches!(atom, Atom::Word(_)).then_some(anchor)
            }
            Atom::Word(_) | Atom::Begins(_) | Atom::Ends(_) | Atom::Name | Atom::They | Atom::Clause => None,
        };
        least += least_words(atom);
        most += most_words(atom);
    }
    best
}

/// A pattern an anchor belongs to, and how many words may stand before the anchor.
type Use = (usize, (usize, usize));

/// All patterns of a rule file behind one automaton. Patterns go by the order in which they were added.
#[derive(Debug)]
pub(super) struct Search {
    automaton: AhoCorasick,
    /// For each anchor text the patterns it belongs to, and how many words may stand before it.
    uses: Vec<Vec<Use>>,
    patterns: Vec<Pattern>,
}

/// Patterns on their way into a [`Search`].
#[derive(Debug, Default)]
pub(super) struct Gathered {
    uses: BTreeMap<String, Vec<Use>>,
    patterns: Vec<Pattern>,
}

impl Gathered {
    /// Adds a pattern; false, and nothing added, if it has no words of its own.
    pub(super) fn add(&mut self, pattern: Pattern) -> bool {
        let Some(anchors) = anchors(&pattern) else { return false };
        for anchor in anchors {
            self.uses.entry(anchor.text).or_default().push((self.patterns.len(), anchor.lead));
        }
        self.patterns.push(pattern);
        true
    }

    /// Builds the automaton; nothing if there are more anchors than it can hold.
    pub(super) fn finish(self) -> Option<Search> {
        let automaton = AhoCorasick::new(self.uses.keys()).ok()?;
        Some(Search { automaton, uses: self.uses.into_values().collect(), patterns: self.patterns })
    }
}

impl Search {
    /// Every place where a pattern stands: which pattern, and the words it underlines. A place may come twice.
    pub(super) fn each(&self, text: &Folded, names: &Names, mut say: impl FnMut(usize, Span)) {
        for anchor in self.automaton.find_overlapping_iter(text.copy.as_str()) {
            let word = text.word_at(anchor.start() + 1);
            for &(nth, (least, most)) in self.uses.get(anchor.pattern().as_usize()).into_iter().flatten() {
                let Some(pattern) = self.patterns.get(nth) else { continue };
                let Some(latest) = word.checked_sub(least) else { continue };
                for first in word.saturating_sub(most)..=latest {
                    if let Some(span) = pattern.at(first, text, names) {
                        say(nth, span);
                    }
                }
            }
        }
    }
}
