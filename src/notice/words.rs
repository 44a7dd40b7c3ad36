//! Words: a text folded for matching (lower case, plain apostrophes, short forms written out), each word with its
//! place in the original.
//!
//! Patterns are folded by the same code, so a rule written “you’re” finds “you are”, “You're” and “youre”.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::pattern::Names;
use super::quotes::quoted;
use super::slips::Slips;
use super::vocabulary::{Bits, NAME, THEY, Vocabulary, bit};

/// How short forms are read in one language; empty for a language without any.
#[derive(Debug, Default, Clone)]
pub(super) struct ShortForms {
    /// Whole words and what they stand for: `can't` → `can not`, `im` → `i am`.
    pub(super) words: HashMap<String, Vec<String>>,
    /// Endings behind a whole word, each beginning at or before its apostrophe: `n't` → `not`, `'s` → `is`.
    pub(super) endings: Vec<(String, Vec<String>)>,
    /// Words that are read with a slip of the hand in them.
    pub(super) slips: Slips,
}

/// What stands between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Nothing: both are parts of one short form.
    Within,
    /// Space, a hyphen, quotation marks.
    Joined,
    /// A comma, a dash, three dots: the thought may go on.
    Comma,
    /// A sentence or a bracket ends or begins; also the ends of the text.
    Stop,
}

/// One word as rules see it. A short form becomes several words, which may share their bytes.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Where it stands in the original, in bytes.
    pub(super) bytes: Range<usize>,
    /// Where its folded form stands in [`Folded::copy`].
    pub(super) fold: Range<usize>,
    /// Its number in the [`Vocabulary`].
    pub(super) number: u32,
    /// What else it is: the numbers of the beginnings it has, [`NAME`], [`THEY`].
    pub(super) also: Vec<u32>,
    /// The bits of all these numbers.
    pub(super) bits: Bits,
    /// What separates it from the word before.
    pub(super) before: Break,
    /// It begins with a capital letter in the original.
    pub(super) capital: bool,
    /// At least two letters, all of them capitals.
    pub(super) shouted: bool,
    /// It stands inside quoted speech.
    pub(super) quoted: bool,
}

/// A text as rules see it.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// Every word once, with one space before and after each: ` you are late `.
    pub(super) copy: String,
    /// The words in order.
    pub(super) words: Vec<Word>,
}

impl Folded {
    /// The folded form of word `at`, or nothing behind the last one.
    pub(super) fn word(&self, at: usize) -> Option<&str> {
        self.copy.get(self.words.get(at)?.fold.clone())
    }

    /// Whether the word goes on with the short form that the one before it begins, as the second ones of `I'm` and
    /// `can't` do: neither is marked without the other.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        self.before(at) == Break::Within
    }

    /// Whether word `at` has one of these bits.
    pub(super) fn has(&self, at: usize, bits: Bits) -> bool {
        self.words.get(at).is_some_and(|word| word.bits & bits != 0)
    }

    /// Looks up every word in `vocabulary`, and whether it may begin the other person's name or be their pronoun.
    pub(super) fn number_by(mut self, vocabulary: &Vocabulary, names: &Names) -> Self {
        for word in &mut self.words {
            let form = self.copy.get(word.fold.clone()).unwrap_or_default();
            word.number = vocabulary.number(form);
            word.also = vocabulary.begun(form);
            word.also.extend(names.may_begin(form, word.capital).then_some(NAME));
            word.also.extend((form == names.they).then_some(THEY));
            let own = (word.number != Vocabulary::UNKNOWN).then_some(word.number);
            word.bits = own.iter().chain(&word.also).fold(0, |bits, number| bits | bit(*number));
        }
        self
    }

    /// What stands before word `at`; the end of the text counts as a stop.
    pub(super) fn before(&self, at: usize) -> Break {
        self.words.get(at).map_or(Break::Stop, |word| word.before)
    }

    /// The word whose folded form holds the byte `fold` of the copy, or ends right before it; looked for from word
    /// `from` on.
    pub(super) fn word_at(&self, fold: usize, from: usize) -> usize {
        let before = self.words.iter().skip(from).take_while(|word| word.fold.end < fold).count();
        from + before
    }

    /// The word whose folded form begins at or before the byte `fold` of the copy; looked for from word `from` back.
    pub(super) fn word_back(&self, fold: usize, from: usize) -> usize {
        let behind = self.words.get(..=from).unwrap_or(&self.words);
        behind.iter().rposition(|word| word.fold.start <= fold).unwrap_or(0)
    }
}

/// Folds `text`. The cost is linear; nothing in a text can make it fail.
pub(super) fn fold(text: &str, short: &ShortForms) -> Folded {
    let mut folded = Folded { copy: String::with_capacity(text.len() + 16), words: Vec::with_capacity(text.len() / 5) };
    folded.copy.push(' ');
    let mut before = Break::Stop;
    let mut rest = Reader::new(text);
    while let Some(piece) = rest.next() {
        match piece {
            Piece::Between(found) => before = before.max(found),
            Piece::Loud(bytes, form) => {
                push(&mut folded, form, &bytes, Break::Stop);
                before = Break::Stop;
            }
            Piece::Word(bytes) => {
                add_word(&mut folded, text, &bytes, before, short);
                before = Break::Joined;
            }
        }
    }
    flag_quoted(&mut folded, text);
    folded
}

fn flag_quoted(folded: &mut Folded, text: &str) {
    let quotes = quoted(text);
    let mut quotes = quotes.iter().peekable();
    for word in &mut folded.words {
        while quotes.next_if(|quote| quote.end <= word.bytes.start).is_some() {}
        word.quoted = quotes.peek().is_some_and(|quote| quote.start < word.bytes.end);
    }
}

fn push(folded: &mut Folded, form: &str, bytes: &Range<usize>, before: Break) {
    let start = folded.copy.len();
    folded.copy.push_str(form);
    push_form(folded, start..start + form.len(), bytes.clone(), before);
}

/// A word whose folded form stands at the end of the copy already.
fn push_form(folded: &mut Folded, fold: Range<usize>, bytes: Range<usize>, before: Break) {
    folded.copy.push(' ');
    let number = Vocabulary::UNKNOWN;
    folded.words.push(Word {
        bytes,
        fold,
        number,
        also: Vec::new(),
        bits: 0,
        before,
        capital: false,
        shouted: false,
        quoted: false,
    });
}

fn add_word(folded: &mut Folded, text: &str, bytes: &Range<usize>, before: Break, short: &ShortForms) {
    let original = text.get(bytes.clone()).unwrap_or_default();
    let first = folded.words.len();
    let start = folded.copy.len();
    fold_into(original, &mut folded.copy);
    let form = folded.copy.get(start..).unwrap_or_default();
    if let Some(long) = short.words.get(form) {
        folded.copy.truncate(start);
        push_all(folded, long, bytes, before);
    } else if let Some((stem, ending, long)) = split_ending(form, short) {
        // The ending has the same number of characters in the original: folding an apostrophe or a plain letter
        // keeps one character one character.
        let cut = char_start_from_end(original, ending).map_or(bytes.end, |cut| bytes.start + cut);
        let stem = start..start + stem;
        folded.copy.truncate(stem.end);
        push_form(folded, stem, bytes.start..cut, before);
        push_all(folded, long, &(cut..bytes.end), Break::Within);
    } else if let Some(meant) = short.slips.meant(form) {
        folded.copy.truncate(start);
        push(folded, meant, bytes, before);
    } else {
        let form = start..folded.copy.len();
        push_form(folded, form, bytes.clone(), before);
    }
    let capital = original.chars().next().is_some_and(char::is_uppercase);
    let shouted = capital && is_shouted(original);
    for word in folded.words.iter_mut().skip(first) {
        word.capital = capital;
        word.shouted = shouted;
    }
}

fn push_all(folded: &mut Folded, forms: &[String], bytes: &Range<usize>, before: Break) {
    for (nth, form) in forms.iter().enumerate() {
        push(folded, form, bytes, if nth == 0 { before } else { Break::Within });
    }
}

/// The stem of a short form, in bytes, its ending, in characters, and what the ending stands for.
fn split_ending<'a>(form: &str, short: &'a ShortForms) -> Option<(usize, usize, &'a [String])> {
    if !form.contains('\'') {
        return None;
    }
    short.endings.iter().find_map(|(ending, long)| {
        let stem = form.strip_suffix(ending.as_str()).filter(|stem| !stem.is_empty())?;
        Some((stem.len(), ending.chars().count(), long.as_slice()))
    })
}

fn char_start_from_end(text: &str, chars: usize) -> Option<usize> {
    text.char_indices().rev().nth(chars.checked_sub(1)?).map(|(at, _)| at)
}

/// Two letters or more, and every letter a capital.
fn is_shouted(word: &str) -> bool {
    let mut letters = 0;
    for c in word.chars().filter(|c| c.is_alphabetic()) {
        if !c.is_uppercase() {
            return false;
        }
        letters += 1;
    }
    letters >= 2
}

/// One word in lower case, composed, with plain apostrophes; a letter held down (“sooo”, “whyyy”) is written once.
pub(super) fn fold_word(word: &str) -> String {
    let mut form = String::with_capacity(word.len());
    fold_into(word, &mut form);
    form
}

fn fold_into(word: &str, form: &mut String) {
    let mut run = Run { last: None, length: 0 };
    if word.is_ascii() {
        for byte in word.bytes() {
            run.add(char::from(byte.to_ascii_lowercase()), form);
        }
    } else {
        for c in word.nfc().flat_map(char::to_lowercase) {
            run.add(c, form);
        }
    }
}

/// The same character several times behind each other.
struct Run {
    last: Option<char>,
    length: usize,
}

impl Run {
    fn add(&mut self, c: char, form: &mut String) {
        let c = if is_apostrophe(c) { '\'' } else { c };
        self.length = if self.last == Some(c) { self.length + 1 } else { 1 };
        self.last = Some(c);
        if self.length < 3 || !c.is_alphabetic() {
            form.push(c);
        } else if self.length == 3 {
            form.pop();
        }
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‛' | '`' | '´' | '＇')
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || (!c.is_ascii() && is_combining_mark(c))
}

/// Scripts written without spaces, where each character is taken for a word of its own.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

enum Piece {
    Word(Range<usize>),
    /// Three or more question or exclamation marks, as the word `???` or `!!!`.
    Loud(Range<usize>, &'static str),
    Between(Break),
}

/// Cuts a text into words and what stands between them.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<Piece> {
        let start = self.at;
        if let Some(len) = self.plain_word() {
            self.at += len;
            return Some(Piece::Word(start..self.at));
        }
        let c = self.rest().chars().next()?;
        if is_word(c) {
            self.at += if stands_alone(c) { c.len_utf8() } else { word_len(self.rest()) };
            return Some(Piece::Word(start..self.at));
        }
        if c == ' ' {
            self.at += 1;
            return Some(Piece::Between(Break::Joined));
        }
        let run = self.rest().chars().take_while(|&next| same_run(c, next)).count();
        let len: usize = self.rest().chars().take(run).map(char::len_utf8).sum();
        self.at += len;
        if matches!(c, '!' | '?') && run >= 3 {
            let asks = self.text.get(start..self.at).is_some_and(|marks| marks.contains('?'));
            return Some(Piece::Loud(start..self.at, if asks { "???" } else { "!!!" }));
        }
        Some(Piece::Between(self.between(c, run, start)))
    }

    /// The length of a word of plain letters with a blank behind it: the common case, told by bytes alone.
    fn plain_word(&self) -> Option<usize> {
        let bytes = self.text.as_bytes().get(self.at..)?;
        let len = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        (len > 0 && bytes.get(len) == Some(&b' ')).then_some(len)
    }

    fn between(&self, c: char, run: usize, start: usize) -> Break {
        match c {
            '.' if run > 1 => Break::Comma,
            '.' | '!' | '?' | ';' | ':' | '\n' | '(' | ')' | '[' | ']' | '{' | '}' | '。' | '！' | '？' | '；'
            | '：' | '（' | '）' => Break::Stop,
            ',' | '…' | '—' | '–' | '/' | '、' | '，' => Break::Comma,
            '-' if !self.touches_word(start) => Break::Comma,
            _ if c.is_whitespace() || c.is_ascii_punctuation() || is_quote(c) || is_apostrophe(c) => Break::Joined,
            _ if is_invisible(c) => Break::Joined,
            _ => Break::Comma,
        }
    }

    fn touches_word(&self, start: usize) -> bool {
        let before = self.text.get(..start).and_then(|text| text.chars().next_back());
        before.is_some_and(is_word) || self.rest().chars().next().is_some_and(is_word)
    }
}

fn same_run(first: char, next: char) -> bool {
    match first {
        '!' | '?' => matches!(next, '!' | '?'),
        _ => first == next,
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '«' | '»' | '‘' | '‚' | '‹' | '›')
}

/// Characters that show nothing and part nothing: joiners, selectors, soft hyphens.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

/// The length of the word at the beginning of `rest`: letters, digits and marks, apostrophes between letters, and the
/// dots of an abbreviation such as `i.e.`
fn word_len(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    let mut end = 0;
    let mut letters = 0;
    let mut dotted = false;
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        if is_word(c) && !stands_alone(c) {
            letters += 1;
            end = at + c.len_utf8();
        } else if is_apostrophe(c) && next.is_some_and(char::is_alphanumeric) {
            letters = 2;
        } else if c == '.' && letters == 1 && (dotted || next.is_some_and(char::is_alphabetic)) {
            // One letter and a dot, and again: i.e., p.m., e.g.
            dotted = true;
            letters = 0;
            end = at + 1;
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests;
