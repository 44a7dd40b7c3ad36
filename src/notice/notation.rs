//! The notation of patterns, as editors and translators write it: text in, [`Pattern`] out, or what is wrong with it.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use super::pattern::{Atom, First, Pattern, Piece};
use super::vocabulary::Vocabulary;
use super::words::{ShortForms, fold, fold_word};
use crate::fault::{nearest, short};

/// How many words one `…` may stand for; `… …` is twice as many.
pub(super) const GAP: usize = 4;

/// More words than this in all gaps of one pattern and it would find things that have nothing to do with each other.
const MOST_GAP: usize = 4 * GAP;

/// A group may not grow beyond so many alternatives once its shorthands are written out.
const MOST_WAYS: usize = 400;

/// What is needed to read a pattern.
#[derive(Debug, Default)]
pub(super) struct Notation {
    /// Short forms of the language.
    pub(super) short: ShortForms,
    /// `<who>` and what it stands for.
    pub(super) shorthand: BTreeMap<String, Short>,
    /// Every word of the patterns read so far.
    pub(super) vocabulary: RefCell<Vocabulary>,
    /// Words read before, as they are written; the same few stand in nearly every pattern.
    known: RefCell<HashMap<String, Vec<Atom>>>,
}

/// What is wrong with a pattern, and how to mend it; both without a full stop.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrong {
    /// What is wrong.
    pub(super) what: String,
    /// How to mend it.
    pub(super) mend: String,
}

fn wrong<T>(what: impl Into<String>, mend: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong { what: what.into(), mend: mend.into() })
}

/// What a shorthand stands for.
#[derive(Debug, Clone)]
pub(super) enum Short {
    /// Alternatives, which may stand inside a group.
    Ways(Vec<Vec<Atom>>),
    /// A piece of a pattern, with gaps, commas or words that may be missing; stands outside groups only.
    Pieces(Vec<Piece>),
}

/// The pieces read so far.
#[derive(Default)]
struct Pieces {
    row: Vec<Piece>,
    opened: Option<usize>,
    closed: Option<usize>,
    /// The next plain word begins a piece of its own.
    apart: bool,
}

impl Pieces {
    fn push(&mut self, piece: Piece) {
        self.apart = true;
        self.row.push(piece);
    }

    fn gap(&mut self) {
        match self.row.last_mut() {
            Some(Piece::Gap(most)) => *most += GAP,
            Some(Piece::Words { .. } | Piece::Any(_) | Piece::Comma | Piece::Clause) | None => {
                self.push(Piece::Gap(GAP));
            }
        }
    }

    /// Plain words behind each other become one row, which is found faster.
    fn words(&mut self, row: Vec<Atom>) {
        match self.row.last_mut() {
            Some(Piece::Words { ways, optional: false, .. }) if !self.apart => {
                if let [way] = ways.as_mut_slice() {
                    way.extend(row);
                }
            }
            Some(_) | None => {
                self.push(words(vec![row], false));
                self.apart = false;
            }
        }
    }

    fn bracket(&mut self, opens: bool) -> Result<(), Wrong> {
        let side = if opens { &mut self.opened } else { &mut self.closed };
        if side.replace(self.row.len()).is_some() {
            return wrong("there is more than one `[ ]`", "underline one stretch only");
        }
        self.apart = true;
        Ok(())
    }

    fn finish(self) -> Result<Pattern, Wrong> {
        let marked = match (self.opened, self.closed) {
            (None, None) => (0, self.row.len()),
            (Some(from), Some(to)) if from < to => (from, to),
            (Some(_), Some(_)) => return wrong("`[ ]` holds nothing", "put the words to underline inside"),
            _ => return wrong("`[` and `]` do not belong together", "write one of each"),
        };
        let gap: usize = self.row.iter().map(|piece| if let Piece::Gap(most) = piece { *most } else { 0 }).sum();
        if gap > MOST_GAP {
            return wrong(format!("the gaps are longer than {MOST_GAP} words together"), "take a `…` out");
        }
        Ok(Pattern::new(self.row, marked))
    }
}

fn words(ways: Vec<Vec<Atom>>, optional: bool) -> Piece {
    Piece::Words { first: First::of(&ways), ways, optional }
}

/// What is still to be read of a pattern.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn peek(&mut self) -> Option<char> {
        self.0 = self.0.trim_start();
        self.0.chars().next()
    }

    /// Whether `sign` is next, and takes it.
    fn take(&mut self, sign: char) -> bool {
        let rest = self.0.strip_prefix(sign);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// Everything up to the next blank or sign of the notation.
    fn word(&mut self) -> &'a str {
        let end = self.0.find(|c: char| c.is_whitespace() || "()[]|,…".contains(c)).unwrap_or(self.0.len());
        let (word, rest) = self.0.split_at_checked(end).unwrap_or((self.0, ""));
        self.0 = rest;
        word
    }
}

impl Notation {
    /// Reads one pattern.
    pub(super) fn pattern(&self, text: &str) -> Result<Pattern, Wrong> {
        self.pieces(text)?.finish()
    }

    /// Reads what a shorthand stands for.
    pub(super) fn short(&self, text: &str) -> Result<Short, Wrong> {
        if text.contains(['…', ',', '?', '[']) {
            return Ok(Short::Pieces(self.pattern(text)?.pieces));
        }
        let mut rest = Rest(text);
        let ways = self.ways(&mut rest)?;
        if rest.0.is_empty() {
            Ok(Short::Ways(ways))
        } else {
            wrong("a `)` stands alone", "write it in pairs, or take it out")
        }
    }

    fn pieces(&self, text: &str) -> Result<Pieces, Wrong> {
        let mut pieces = Pieces::default();
        let mut rest = Rest(text);
        while let Some(c) = rest.peek() {
            match c {
                '(' => {
                    let ways = self.group(&mut rest)?;
                    let optional = rest.take('?');
                    pieces.push(words(ways, optional));
                }
                '[' | ']' => {
                    rest.take(c);
                    pieces.bracket(c == '[')?;
                }
                ')' | '|' => return wrong(format!("a `{c}` stands alone"), "write it in pairs, or take it out"),
                '…' => {
                    rest.take(c);
                    pieces.gap();
                }
                ',' => {
                    rest.take(c);
                    pieces.push(Piece::Comma);
                }
                _ => self.plain(rest.word(), &mut pieces)?,
            }
        }
        Ok(pieces)
    }

    /// One plain word, shorthand, or a lone dot.
    fn plain(&self, word: &str, pieces: &mut Pieces) -> Result<(), Wrong> {
        if word == "." {
            pieces.push(Piece::Clause);
        } else if word.starts_with('<') {
            let (word, optional) = word.strip_suffix('?').map_or((word, false), |word| (word, true));
            match self.shorthand(word)? {
                Short::Ways(ways) => pieces.push(words(ways.clone(), optional)),
                Short::Pieces(_) if optional => {
                    return wrong(format!("`{word}` cannot be left out"), "it holds words that may be missing already");
                }
                Short::Pieces(inside) => inside.iter().cloned().for_each(|piece| pieces.push(piece)),
            }
        } else {
            pieces.words(self.word(word)?);
        }
        Ok(())
    }

    /// A group from its `(` to its `)`.
    fn group(&self, rest: &mut Rest) -> Result<Vec<Vec<Atom>>, Wrong> {
        rest.take('(');
        let ways = self.ways(rest)?;
        if !rest.take(')') {
            return wrong("a `(` has no `)`", "close the group");
        }
        Ok(ways)
    }

    /// Alternatives with `|` between them, up to a `)` or the end.
    fn ways(&self, rest: &mut Rest) -> Result<Vec<Vec<Atom>>, Wrong> {
        let mut all = Vec::new();
        loop {
            all.extend(self.way(rest)?);
            if all.len() > MOST_WAYS {
                return wrong(format!("more than {MOST_WAYS} alternatives"), "make two patterns of it");
            }
            if !rest.take('|') {
                return Ok(all);
            }
        }
    }

    /// One alternative; several where it holds a group or a shorthand.
    fn way(&self, rest: &mut Rest) -> Result<Vec<Vec<Atom>>, Wrong> {
        let mut ways: Vec<Vec<Atom>> = vec![Vec::new()];
        while let Some(c) = rest.peek() {
            let mut next = match c {
                '|' | ')' => break,
                '(' => self.group(rest)?,
                '[' | ']' | '…' | ',' => {
                    return wrong(format!("a group holds `{c}`"), "keep only words, `|` and groups inside a group");
                }
                _ => self.word_in_group(rest.word())?,
            };
            if rest.take('?') {
                next.push(Vec::new());
            }
            if let [one] = next.as_slice() {
                for way in &mut ways {
                    way.extend_from_slice(one);
                }
                continue;
            }
            ways = ways.iter().flat_map(|way| next.iter().map(|next| [way.as_slice(), next].concat())).collect();
            if ways.len() > MOST_WAYS {
                return wrong(format!("more than {MOST_WAYS} alternatives"), "make two patterns of it");
            }
        }
        if ways.iter().any(Vec::is_empty) {
            return wrong("an alternative is empty", "for words that may be missing write `(words)?`");
        }
        Ok(ways)
    }

    fn word_in_group(&self, word: &str) -> Result<Vec<Vec<Atom>>, Wrong> {
        if word == "." {
            return Ok(vec![vec![Atom::Clause]]);
        }
        if !word.starts_with('<') {
            return Ok(vec![self.word(word)?]);
        }
        let (word, optional) = word.strip_suffix('?').map_or((word, false), |word| (word, true));
        match self.shorthand(word)? {
            Short::Ways(ways) => {
                let left_out = optional.then(Vec::new);
                Ok(ways.iter().cloned().chain(left_out).collect())
            }
            Short::Pieces(_) => wrong(format!("`{word}` stands in a group"), "it may only stand outside of groups"),
        }
    }

    fn shorthand(&self, word: &str) -> Result<&Short, Wrong> {
        let name = word.trim_start_matches('<').trim_end_matches('>');
        match self.shorthand.get(name) {
            Some(short) => Ok(short),
            None => wrong(
                format!("there is no shorthand `<{name}>`"),
                nearest(name, self.shorthand.keys().map(String::as_str)).map_or_else(
                    || "define it above, under `[shorthand]`".to_owned(),
                    |near| format!("did you mean `<{near}>`?"),
                ),
            ),
        }
    }

    fn word(&self, word: &str) -> Result<Vec<Atom>, Wrong> {
        if let Some(known) = self.known.borrow().get(word) {
            return Ok(known.clone());
        }
        let atoms = self.new_word(word)?;
        self.known.borrow_mut().insert(word.to_owned(), atoms.clone());
        Ok(atoms)
    }

    fn new_word(&self, word: &str) -> Result<Vec<Atom>, Wrong> {
        let atom = match word {
            "{name}" => Atom::Name,
            "{they}" => Atom::They,
            _ if word.contains(['{', '}', '<', '>']) => {
                return wrong(
                    format!("`{}` is not known here", short(word)),
                    "`{name}`, `{they}` and shorthands like `<who>` are",
                );
            }
            _ => match (word.strip_prefix('*'), word.strip_suffix('*')) {
                (None, None) if !word.contains('*') => return self.plain_word(word),
                (None, Some(stem)) if is_stem(stem) => {
                    Atom::Begins(self.vocabulary.borrow_mut().learn_beginning(&fold_word(stem)))
                }
                (Some(stem), None) if is_stem(stem) => Atom::Ends(fold_word(stem)),
                (Some(""), Some("")) => Atom::Any,
                _ => return wrong("a `*` stands in the middle", "it may begin or end a word of two letters or more"),
            },
        };
        Ok(vec![atom])
    }

    fn plain_word(&self, word: &str) -> Result<Vec<Atom>, Wrong> {
        let folded = fold(word, &self.short);
        let mut vocabulary = self.vocabulary.borrow_mut();
        let forms = (0..folded.words.len()).filter_map(|at| folded.word(at));
        let atoms: Vec<Atom> = forms.map(|form| Atom::Word(vocabulary.learn(form))).collect();
        if atoms.is_empty() {
            return wrong(format!("`{}` holds no word", short(word)), "take it out");
        }
        Ok(atoms)
    }
}

fn is_stem(stem: &str) -> bool {
    stem.chars().count() >= 2 && !stem.contains('*')
}

#[cfg(test)]
mod tests {
    use super::super::pattern::Names;
    use super::*;

    fn notation() -> Notation {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let short = ShortForms {
            words: HashMap::from([("dont".to_owned(), words("do not"))]),
            endings: vec![("n't".to_owned(), words("not")), ("'re".to_owned(), words("are"))],
            ..ShortForms::default()
        };
        let mut notation = Notation { short, ..Notation::default() };
        let who = notation.short("he|she|{they}|{name}").unwrap();
        notation.shorthand.insert("who".to_owned(), who);
        notation
    }

    /// The first stretch of `text` that `pattern` underlines; the other person is Mary Ann, ze.
    #[track_caller]
    fn check(pattern: &str, text: &str, expected: Option<&str>) {
        let notation = notation();
        let names = Names { name: vec!["mary".into(), "ann".into()], capital: false, they: "ze".into() };
        let compiled = notation.pattern(pattern).unwrap();
        let folded = fold(text, &notation.short).number_by(&notation.vocabulary.borrow(), &names);
        let found = (0..folded.words.len()).find_map(|first| compiled.at(first, &folded, &names));
        let found =
            found.and_then(|span| text.get(folded.words[span.first].bytes.start..folded.words[span.end - 1].bytes.end));
        assert_eq!(found, expected, "{pattern:?} in {text:?}");
    }

    #[test]
    fn several_words_that_may_be_missing_take_as_many_as_there_are_and_no_comma() {
        check("you (*)? (*)? (*)? again", "you were late again", Some("you were late again"));
        check("you (*)? (*)? (*)? again", "you again", Some("you again"));
        check("you (*)? (*)? again", "you were very late again", None);
        check("you (*)? (*)? again", "you, late again", None);
        check("you [(*)? (*)?] again", "you late again", Some("late"));
        check("you (*)? [(*)?] again", "you so late again", Some("late"));
        check("late (*)? (*)?", "late again and again", Some("late again and"));
        check("(*)? (*)? late", "you are late", Some("you are late"));
    }

    #[test]
    fn words_stand_beside_each_other() {
        check("answer me", "Please answer me now", Some("answer me"));
        check("answer me", "the answer, me or you", None);
        check("answer , me", "the answer, me or you", Some("answer, me"));
        check("answer me", "the answer. Me too", None);
        check("don't go", "dont go", Some("dont go"));
        check("do not go", "DON’T go", Some("DON’T go"));
    }

    #[test]
    fn alternatives_and_optional_words() {
        check("(he|she) (really)? lies", "she lies", Some("she lies"));
        check("(he|she) (really)? lies", "he really lies", Some("he really lies"));
        check("(he|she) (really)? lies", "he often lies", None);
        check("<who> (lies|tells lies)", "Mary Ann tells lies", Some("Mary Ann tells lies"));
        check("<who> lies", "ze lies", Some("ze lies"));
        check("<who> lies", "Mary lies", None);
        check("<who>? lies", "lies", Some("lies"));
        check("(he (often|always)? lies|she)", "he always lies", Some("he always lies"));
        check("(he (often|always)? lies|she)", "he lies", Some("he lies"));
    }

    #[test]
    fn wildcards_stand_for_word_endings_and_beginnings() {
        check("suicid*", "a Suicidal thought", Some("Suicidal"));
        check("of you *ing", "scared of you leaving", Some("of you leaving"));
        check("of you *ing", "scared of you", None);
    }

    #[test]
    fn gaps_hold_a_few_words_and_commas() {
        check("if you … i will", "If you do that, I will go", Some("If you do that, I will"));
        check("if you … i will", "if you do one two three four I will", None);
        check("if you … … i will", "if you do one two three four I will", Some("if you do one two three four I will"));
        check("if you … i will", "if you go. I will", None);
    }

    #[test]
    fn a_dot_is_the_end_or_beginning_of_a_clause() {
        check(". whatever .", "Whatever.", Some("Whatever"));
        check(". whatever .", "Fine, whatever, then", Some("whatever"));
        check(". whatever .", "whatever you like", None);
        check(". whatever .", "do whatever", None);
        check("whatever (you say|.)", "do whatever, then", Some("whatever"));
        check("whatever (you say|.)", "whatever I say", None);
    }

    #[test]
    fn brackets_say_what_is_underlined() {
        check("i feel (so)? [(ignored|alone)]", "I feel so ignored", Some("ignored"));
        check("i feel [so ignored]", "I feel so ignored", Some("so ignored"));
    }

    #[track_caller]
    fn check_wrong(pattern: &str, part: &str) {
        let found = notation().pattern(pattern).unwrap_err();
        assert!(format!("{} {}", found.what, found.mend).contains(part), "{pattern:?}: {found:?}");
    }

    #[test]
    fn what_is_wrong_is_said() {
        check_wrong("(he|she", "no `)`");
        check_wrong("he) lies", "stands alone");
        check_wrong("<hwo> lies", "did you mean `<who>`?");
        check_wrong("s*uicide", "may begin or end");
        check_wrong("[lies", "belong together");
        check_wrong("he [] lies", "holds nothing");
        check_wrong("(he||she)", "empty");
        check_wrong("{them} lies", "not known here");
        check_wrong("a … … … … … b", "longer than 16 words");
        check_wrong("a (b … d)", "keep only words");
        check_wrong("[a] [b]", "one stretch only");
    }
}
