//! Patterns: what a rule looks for, and whether it stands at a given word.
//!
//! A pattern is a row of pieces. Matching walks forward from one word, trying the ways of each piece in the order they
//! are written and the shortest gap first, so the answer never depends on anything but the text and the pattern.
//! The notation is described for its writers at the head of `content/noticing.toml`; [`super::notation`] reads it.

use super::vocabulary::{Bits, NAME, THEY, bit};
use super::words::{Break, Folded, Word};

/// The longest stretch of text, in bytes, that one find or exception may cover. A longer one is none. Together with
/// the longest quotation this bounds how far from an edit anything can change.
pub(super) const REACH: usize = 120;

/// One thing a single word is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Atom {
    /// This word, by its number in the vocabulary.
    Word(u32),
    /// `suicid*`: any word that begins so, by the number of that beginning in the vocabulary.
    Begins(u32),
    /// `*`: any word.
    Any,
    /// `*ing`: any word that ends so.
    Ends(String),
    /// `{name}`: the other person's name, one word or more.
    Name,
    /// `{they}`: their subject pronoun.
    They,
    /// `.` inside a group: no word, but a clause ends here.
    Clause,
}

/// What each of several alternatives begins with, so that only those are tried that can stand at a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct First {
    /// Numbers, each with the place of the alternative that begins with what it stands for; in order.
    numbers: Vec<(u32, usize)>,
    /// The bits of all of them.
    bits: Bits,
    /// The places of the others, which anything may begin; in order.
    others: Vec<usize>,
    /// Anything may begin one.
    anything: bool,
}

impl First {
    /// What alternatives begin with.
    pub(super) fn of(ways: &[Vec<Atom>]) -> Self {
        let mut first = Self::default();
        for (place, way) in ways.iter().enumerate() {
            let number = match way.first() {
                Some(Atom::Word(number) | Atom::Begins(number)) => *number,
                Some(Atom::Name) => NAME,
                Some(Atom::They) => THEY,
                Some(Atom::Any | Atom::Ends(_) | Atom::Clause) | None => {
                    first.others.push(place);
                    first.anything = true;
                    continue;
                }
            };
            first.numbers.push((number, place));
            first.bits |= bit(number);
        }
        first.numbers.sort_unstable();
        first
    }

    fn add(&mut self, other: &Self) {
        self.numbers.extend(&other.numbers);
        self.bits |= other.bits;
        self.anything |= other.anything;
    }

    /// With nothing twice, once everything is added.
    fn settled(mut self) -> Self {
        self.numbers.sort_unstable();
        self.numbers.dedup_by_key(|(number, _)| *number);
        self
    }

    /// The word at `at`, if one of these may begin with it by its number.
    fn word<'t>(&self, at: usize, text: &'t Folded) -> Option<&'t Word> {
        text.words.get(at).filter(|word| word.bits & self.bits != 0)
    }

    fn allows(&self, at: usize, text: &Folded) -> bool {
        let known = |number: u32| self.numbers.binary_search_by_key(&number, |(number, _)| *number).is_ok();
        let is_known = |word: &Word| known(word.number) || word.also.iter().copied().any(known);
        self.anything || self.word(at, text).is_some_and(is_known)
    }

    /// What one of these begins with: one of these bits, where it is known.
    pub(super) fn needs(&self) -> Option<Bits> {
        (!self.anything).then_some(self.bits)
    }

    /// The first that `along` makes of the places of the alternatives that may stand at word `at`, in order.
    fn find<R>(&self, at: usize, text: &Folded, mut along: impl FnMut(usize) -> Option<R>) -> Option<R> {
        let others = || self.others.iter().copied();
        let Some(word) = self.word(at, text) else { return others().find_map(along) };
        let own = self.beginning_with(word.number);
        let is_more = word.also.iter().any(|number| bit(*number) & self.bits != 0);
        if !is_more && self.others.is_empty() {
            return own.iter().find_map(|(_, place)| along(*place));
        }
        let also = word.also.iter().flat_map(|number| self.beginning_with(*number));
        let mut places: Vec<usize> = own.iter().chain(also).map(|(_, place)| *place).chain(others()).collect();
        places.sort_unstable();
        places.into_iter().find_map(along)
    }

    /// What begins with this number.
    fn beginning_with(&self, wanted: u32) -> &[(u32, usize)] {
        if self.bits & bit(wanted) == 0 {
            return &[];
        }
        let from = self.numbers.partition_point(|(number, _)| *number < wanted);
        let rest = self.numbers.get(from..).unwrap_or_default();
        let same = rest.iter().take_while(|(number, _)| *number == wanted).count();
        rest.get(..same).unwrap_or_default()
    }
}

/// One piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// One of several rows of words.
    Words {
        /// The alternatives, each at least one atom long.
        ways: Vec<Vec<Atom>>,
        /// What they can begin with.
        first: First,
        /// It may be missing.
        optional: bool,
    },
    /// `…`: up to so many words of any kind, commas among them; as few as will do.
    Gap(usize),
    /// `(*)?`, once or several times: up to so many words beside each other; as many as will do.
    Any(usize),
    /// `,`: a comma may stand here.
    Comma,
    /// `.`: a clause ends or begins here.
    Clause,
}

/// A pattern, ready to be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    /// In order.
    pub(super) pieces: Vec<Piece>,
    /// The pieces that are underlined: from the first up to and without the second.
    pub(super) marked: (usize, usize),
    /// What the whole pattern can begin with.
    pub(super) first: First,
}

/// The names a pattern may stand for, folded.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The other person's name, word by word; empty if unknown.
    pub(super) name: Vec<String>,
    /// The name is also a common word (May, Will): it is only taken for a name with a capital.
    pub(super) capital: bool,
    /// Their subject pronoun.
    pub(super) they: String,
}

impl Names {
    /// Whether a word may be the first one of the name.
    pub(super) fn may_begin(&self, form: &str, capital: bool) -> bool {
        self.name.first().is_some_and(|first| first == form) && (capital || !self.capital)
    }
}

/// Words from the first up to and without the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    /// The first word.
    pub(super) first: usize,
    /// The word behind the last one.
    pub(super) end: usize,
}

/// What may stand before the next word of a pattern.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    Anything,
    AtMost(Break),
    AtLeast(Break),
}

impl Need {
    fn allows(self, found: Break) -> bool {
        match self {
            Self::Anything => true,
            Self::AtMost(most) => found <= most,
            Self::AtLeast(least) => found >= least,
        }
    }

    fn or_comma(self) -> Self {
        match self {
            Self::AtMost(Break::Joined) => Self::AtMost(Break::Comma),
            Self::Anything | Self::AtMost(_) | Self::AtLeast(_) => self,
        }
    }
}

/// A walk through one pattern.
struct Walk<'a> {
    pattern: &'a Pattern,
    text: &'a Folded,
    names: &'a Names,
}

/// Where the walk stands.
#[derive(Clone, Copy)]
struct Stand {
    piece: usize,
    word: usize,
    need: Need,
    marked_from: usize,
    marked_to: usize,
}

impl Pattern {
    /// A pattern of these pieces, of which those from the first up to and without the second are underlined.
    pub(super) fn new(pieces: Vec<Piece>, marked: (usize, usize)) -> Self {
        let (pieces, marked) = gathered(pieces, marked);
        let mut first = First::default();
        for piece in &pieces {
            match piece {
                Piece::Comma | Piece::Clause => {}
                Piece::Gap(_) | Piece::Any(_) => first.anything = true,
                Piece::Words { first: own, optional, .. } => {
                    first.add(own);
                    if !optional {
                        break;
                    }
                }
            }
        }
        Self { pieces, marked, first: first.settled() }
    }

    /// Whether a sentence may end inside it: only where it asks for the end of a clause.
    pub(super) fn may_cross_a_stop(&self) -> bool {
        let inside = self.pieces.iter().skip(1);
        let ends_inside = |piece: &Piece| match piece {
            Piece::Clause => true,
            Piece::Words { ways, .. } => ways.iter().flatten().any(|atom| *atom == Atom::Clause),
            Piece::Gap(_) | Piece::Any(_) | Piece::Comma => false,
        };
        inside.clone().any(ends_inside)
            || self.pieces.first().is_some_and(|piece| *piece != Piece::Clause && ends_inside(piece))
    }

    /// Whether the pattern can begin at word `at`: a quick no before [`Self::at`].
    pub(super) fn can_begin(&self, at: usize, text: &Folded) -> bool {
        self.first.allows(at, text)
    }

    /// The words this pattern underlines if it begins at word `first`.
    pub(super) fn at(&self, first: usize, text: &Folded, names: &Names) -> Option<Span> {
        let walk = Walk { pattern: self, text, names };
        let stand = Stand { piece: 0, word: first, need: Need::Anything, marked_from: first, marked_to: first };
        let end = walk.on(stand)?;
        let span = Span { first: end.marked_from, end: end.marked_to };
        let length = text.words.get(end.word.checked_sub(1)?)?.bytes.end - text.words.get(first)?.bytes.start;
        (span.first < span.end && length <= REACH).then_some(span)
    }
}

/// The same pieces with words of any kind that may be missing gathered where they stand beside each other, so that no
/// two of them are tried for the same word.
fn gathered(pieces: Vec<Piece>, marked: (usize, usize)) -> (Vec<Piece>, (usize, usize)) {
    let mut gathered: Vec<Piece> = Vec::with_capacity(pieces.len());
    let (mut from, mut to, ends) = (0, 0, pieces.len());
    for (nth, piece) in pieces.into_iter().enumerate() {
        if nth == marked.0 {
            from = gathered.len();
        }
        if nth == marked.1 {
            to = gathered.len();
        }
        let is_any = matches!(&piece, Piece::Words { ways, optional: true, .. } if *ways == [[Atom::Any]]);
        match gathered.last_mut() {
            Some(Piece::Any(most)) if is_any && nth != marked.0 && nth != marked.1 => *most += 1,
            _ => gathered.push(if is_any { Piece::Any(1) } else { piece }),
        }
    }
    let last = gathered.len();
    let marked = (if marked.0 < ends { from } else { last }, if marked.1 < ends { to } else { last });
    (gathered, marked)
}

impl Walk<'_> {
    fn on(&self, mut stand: Stand) -> Option<Stand> {
        if stand.piece == self.pattern.marked.0 {
            stand.marked_from = stand.word;
        }
        if stand.piece == self.pattern.marked.1 {
            stand.marked_to = stand.word;
        }
        let Some(piece) = self.pattern.pieces.get(stand.piece) else {
            // A clause end written last looks at what follows.
            let fits = !matches!(stand.need, Need::AtLeast(_)) || stand.need.allows(self.text.before(stand.word));
            return fits.then_some(stand);
        };
        let next = Stand { piece: stand.piece + 1, ..stand };
        match piece {
            Piece::Comma => self.on(Stand { need: stand.need.or_comma(), ..next }),
            Piece::Clause => self.on(Stand { need: Need::AtLeast(Break::Comma), ..next }),
            Piece::Gap(most) => self.over_gap(next, *most),
            Piece::Any(most) => self.over_any(next, *most),
            Piece::Words { ways, first, optional } => {
                let found = first.find(stand.word, self.text, |place| self.along(ways.get(place)?, next));
                found.or_else(|| if *optional { self.on(next) } else { None })
            }
        }
    }

    /// Whether the piece may stand at `word`: a quick no before trying it there.
    fn may_stand(&self, piece: usize, word: usize) -> bool {
        match self.pattern.pieces.get(piece) {
            Some(Piece::Words { first, optional: false, .. }) => {
                first.needs().is_none_or(|bits| self.text.has(word, bits))
            }
            Some(Piece::Words { .. } | Piece::Gap(_) | Piece::Any(_) | Piece::Comma | Piece::Clause) | None => true,
        }
    }

    fn over_gap(&self, next: Stand, most: usize) -> Option<Stand> {
        let need = next.need.or_comma();
        for words in 0..=most {
            let word = next.word + words;
            if words > 0 && !need.allows(self.text.before(word - 1)) {
                return None;
            }
            if self.may_stand(next.piece, word)
                && let Some(end) = self.on(Stand { word, need, ..next })
            {
                return Some(end);
            }
        }
        None
    }

    fn over_any(&self, next: Stand, most: usize) -> Option<Stand> {
        let mut need = next.need;
        let joined = |nth: usize| {
            let fits = nth < self.text.words.len() && need.allows(self.text.before(nth));
            need = Need::AtMost(Break::Joined);
            fits
        };
        let words = (next.word..next.word + most).map(joined).take_while(|fits| *fits).count();
        let beside = |words| if words > 0 { Need::AtMost(Break::Joined) } else { next.need };
        let mut places = (0..=words).rev().filter(|words| self.may_stand(next.piece, next.word + words));
        places.find_map(|words| self.on(Stand { word: next.word + words, need: beside(words), ..next }))
    }

    fn along(&self, way: &[Atom], next: Stand) -> Option<Stand> {
        let mut word = next.word;
        let mut need = next.need;
        for atom in way {
            if *atom == Atom::Clause {
                need = Need::AtLeast(Break::Comma);
                continue;
            }
            let count = self.words_of(atom, word)?;
            for nth in word..word + count {
                if !need.allows(self.text.before(nth)) {
                    return None;
                }
                need = Need::AtMost(Break::Joined);
            }
            word += count;
        }
        self.on(Stand { word, need, ..next })
    }

    /// How many words `atom` takes at `at`, if it stands there.
    fn words_of(&self, atom: &Atom, at: usize) -> Option<usize> {
        let word = self.text.words.get(at)?;
        let one = match atom {
            Atom::Word(number) => word.number == *number,
            Atom::Begins(number) => word.also.contains(number),
            Atom::Ends(form) => self.text.word(at)?.ends_with(form.as_str()),
            Atom::Any => true,
            Atom::They => word.also.contains(&THEY),
            Atom::Name => return self.name_at(at).filter(|_| word.also.contains(&NAME)),
            Atom::Clause => false,
        };
        one.then_some(1)
    }

    fn name_at(&self, at: usize) -> Option<usize> {
        let name = &self.names.name;
        let stands = name.iter().enumerate().all(|(nth, form)| self.text.word(at + nth) == Some(form));
        stands.then_some(name.len())
    }
}
