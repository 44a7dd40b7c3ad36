//! Templates: a text split at its `{places}`, each place checked and pointed at exactly.

use std::ops::Range;

use super::here::Here;
use super::marks::Role;
use super::verb::split;
use crate::fault::table::Str;
use crate::fault::{Fault, did_you_mean, nearest, short};
use crate::guide::wording::{Form, Subject};
use crate::guide::{Piece, Template};
use crate::prompt::Prompt;

/// Places that stand for a person or an item.
const WORDS: [&str; 14] = [
    "name", "me", "relation", "item", "they", "them", "their", "theirs", "themself", "They", "Them", "Their", "Theirs",
    "Themself",
];

/// A text cut into words and places; a place still as written.
enum Cut<'s> {
    Words(String),
    Place(&'s str),
}

impl Here<'_, '_> {
    /// Splits a text. Faulty places are left out.
    pub fn template(&self, text: &Str, role: Role) -> Template {
        self.mark_text(text, role);
        let mut pieces: Vec<Piece> = Vec::new();
        let mut verbs: Vec<(usize, Range<usize>)> = Vec::new();
        let mut spots = Spots::new(self.reading.source, &text.span);
        for cut in self.cut(text) {
            match cut {
                Cut::Words(words) => pieces.push(Piece::Words(words)),
                Cut::Place(place) => {
                    let span = spots.of(place);
                    if let Some(piece) = self.piece(place, &span) {
                        if matches!(piece, Piece::Verb { .. }) {
                            verbs.push((pieces.len(), span));
                        }
                        pieces.push(piece);
                    }
                }
            }
        }
        for (at, span) in verbs {
            self.agree(&mut pieces, at, &span);
        }
        Template { pieces }
    }

    /// Cuts a text at single braces; doubled ones are braces.
    fn cut<'s>(&self, text: &'s Str) -> Vec<Cut<'s>> {
        let mut cuts = Vec::new();
        let mut words = String::new();
        let mut rest = text.value.as_str();
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            words.push_str(before);
            if let Some(after) = from.strip_prefix("{{") {
                words.push('{');
                rest = after;
            } else if let Some(after) = from.strip_prefix("}}") {
                words.push('}');
                rest = after;
            } else if let Some((place, after)) = from.strip_prefix('{').and_then(|inside| inside.split_once('}'))
                && !place.contains(['{', '\n'])
            {
                if !words.is_empty() {
                    cuts.push(Cut::Words(std::mem::take(&mut words)));
                }
                cuts.push(Cut::Place(place));
                rest = after;
            } else {
                let span = Spots::new(self.reading.source, &text.span).brace(from);
                let fault = Fault::error("brace", span, "this brace has no partner");
                self.fault(fault.mend("write {{ or }} for a brace that is meant as one"));
                rest = from.get(1..).unwrap_or_default();
            }
        }
        words.push_str(rest);
        if !words.is_empty() {
            cuts.push(Cut::Words(words));
        }
        cuts
    }

    fn piece(&self, place: &str, span: &Range<usize>) -> Option<Piece> {
        if let Some((plural, singular)) = place.split_once('|') {
            return self.verb_pair(plural, singular, span);
        }
        if let Some((step, fallback)) = place.split_once(':') {
            return self.earlier(step, fallback.trim(), span);
        }
        if let Some((form, capital)) = pronoun(place) {
            return Some(Piece::Pronoun { form, capital });
        }
        match place {
            "name" => Some(Piece::Name),
            "me" => Some(Piece::Me),
            "relation" => Some(Piece::Relation),
            "item" => {
                if !self.has_item.get() {
                    let fault = Fault::error(
                        "no-item",
                        span.clone(),
                        "`{item}` stands in a step that is not asked for each item of a list",
                    );
                    self.fault(fault.mend("give the step `for_each = \"…\"`"));
                }
                Some(Piece::Item)
            }
            _ => {
                self.unknown_place(place, span);
                None
            }
        }
        .inspect(|piece| self.needs_person(piece, span))
    }

    /// `{name}` and `{me}` need somebody who was asked.
    fn needs_person(&self, piece: &Piece, span: &Range<usize>) {
        let (missing, what) = match piece {
            Piece::Name | Piece::Relation => (self.reading.person.is_none(), ("person", "person")),
            Piece::Me => (self.reading.me.is_none(), ("me", "short")),
            Piece::Words(_) | Piece::Item | Piece::Pronoun { .. } | Piece::Verb { .. } | Piece::Answer { .. } => return,
        };
        if missing {
            let (key, kind) = what;
            let fault = Fault::error(
                "nobody-asked",
                span.clone(),
                format!("this guide does not say which step asks for it: `{key}` is missing"),
            );
            self.fault(
                fault.mend(format!("write `{key} = \"…\"` at the head of the file, with the id of a `{kind}` step")),
            );
        }
    }

    fn verb_pair(&self, plural: &str, singular: &str, span: &Range<usize>) -> Option<Piece> {
        if plural.trim().is_empty() || singular.trim().is_empty() || singular.contains('|') {
            let fault = Fault::error("verb-pair", span.clone(), "a verb pair has two words");
            self.fault(fault.mend("plural first: {are|is}"));
            return None;
        }
        let first = plural.trim().split_once(' ').map(|(first, verb)| (first, verb.trim()));
        if let Some((first, verb)) = first.filter(|(first, _)| WORDS.contains(first)) {
            let fault = Fault::error("verb-pair", span.clone(), "a verb pair holds the two verbs alone");
            let singular = singular.trim();
            self.fault(fault.mend(format!("write {{{first}}} {{{}|{}}}", short(verb), short(singular))));
            return None;
        }
        Some(Piece::Verb { plural: plural.to_owned(), singular: singular.to_owned(), subject: Subject::Pronoun })
    }

    fn earlier(&self, step: &str, fallback: &str, span: &Range<usize>) -> Option<Piece> {
        let (name, column) = split(&Str { value: step.trim().to_owned(), span: span.clone() });
        if fallback.is_empty() {
            let fault = Fault::error(
                "no-fallback",
                span.clone(),
                format!("`{{{}: }}` does not say what to say while there is no answer", short(step)),
            );
            self.fault(fault.mend(format!("write {{{}: something that fits}}", short(step))));
            return None;
        }
        let (reference, prompt) = self.step(&name)?;
        if let Some(prompt) = prompt {
            self.column(&name, column.as_ref(), prompt);
            if matches!(prompt, Prompt::Read(_) | Prompt::Pacer(_) | Prompt::Recap(_) | Prompt::Gate(_)) {
                self.wrong_kind(&name, prompt, "its answer has no words to show");
            }
        }
        self.depends(&reference, span.clone());
        let column = column.map(|column| column.value);
        Some(Piece::Answer { step: reference, column, fallback: fallback.to_owned() })
    }

    /// Whether the column behind a point exists.
    pub fn column(&self, name: &Str, column: Option<&Str>, prompt: &Prompt) {
        let Some(column) = column else { return };
        let Prompt::Board(board) = prompt else {
            self.wrong_kind(name, prompt, "only a board has columns to name behind a point");
            return;
        };
        if board.columns.iter().all(|one| one.id != column.value) {
            let what = format!("`{}` has no column `{}`", short(&name.value), short(&column.value));
            let mend = did_you_mean(&column.value, board.columns.iter().map(|one| one.id.as_str()));
            self.fault(Fault::error("unknown-column", column.span.clone(), what).mend_if(mend));
        }
    }

    fn unknown_place(&self, place: &str, span: &Range<usize>) {
        let what = format!("nothing is called `{{{}}}`", short(place));
        let fault = Fault::error("unknown-place", span.clone(), what);
        let bare = place.trim();
        let is_step = self.reading.layout.by_name.contains_key(bare.split('.').next().unwrap_or_default());
        let mend = if is_step {
            format!("for an earlier answer write {{{bare}: what to say if there is none}}")
        } else if let Some(near) = nearest(bare, WORDS) {
            format!("did you mean {{{near}}}?")
        } else {
            "write {{ for a brace; names are {name}, {me}, {relation}, {they}, {are|is}, or an earlier step with a fallback".to_owned()
        };
        self.fault(fault.mend(mend));
    }

    /// What a verb agrees with: the nearest subject before it in its sentence, else the first one after it.
    fn agree(&self, pieces: &mut [Piece], at: usize, span: &Range<usize>) {
        let (before, from) = pieces.split_at(at);
        let after = from.get(1..).unwrap_or_default();
        let found = nearest_subject(before.iter().rev()).or_else(|| nearest_subject(after.iter()));
        match (found, pieces.get_mut(at)) {
            (Some(found), Some(Piece::Verb { subject, .. })) => *subject = found,
            (None, _) => {
                let fault =
                    Fault::error("verb-alone", span.clone(), "this verb pair has nobody to agree with in its sentence");
                self.fault(
                    fault.mend("put {they} or {name} into the same sentence, as in {they} {are|is}, or write one verb"),
                );
            }
            (Some(_), _) => {}
        }
    }
}

fn nearest_subject<'p>(pieces: impl Iterator<Item = &'p Piece>) -> Option<Subject> {
    for piece in pieces {
        match piece {
            Piece::Name => return Some(Subject::Name),
            Piece::Pronoun { form: Form::They, .. } => return Some(Subject::Pronoun),
            Piece::Words(words) if ends_sentence(words) => return None,
            Piece::Words(_)
            | Piece::Me
            | Piece::Relation
            | Piece::Item
            | Piece::Pronoun { .. }
            | Piece::Verb { .. }
            | Piece::Answer { .. } => {}
        }
    }
    None
}

/// Whether a sentence ends within these words. A full stop ends one where a space or a new line follows.
fn ends_sentence(words: &str) -> bool {
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        let stop = matches!(c, '.' | '!' | '?');
        if c == '\n' && chars.peek() == Some(&'\n') || stop && chars.peek().is_none_or(|next| next.is_whitespace()) {
            return true;
        }
    }
    false
}

fn pronoun(place: &str) -> Option<(Form, bool)> {
    let form = match place.to_lowercase().as_str() {
        "they" => Form::They,
        "them" => Form::Them,
        "their" => Form::Their,
        "theirs" => Form::Theirs,
        "themself" => Form::Themself,
        _ => return None,
    };
    let capital = place.starts_with('T');
    let rest_is_small = place.chars().skip(1).all(char::is_lowercase);
    rest_is_small.then_some((form, capital))
}

/// Finds places in the file: the text as written, escapes and all, is searched from left to right.
struct Spots<'s> {
    raw: &'s str,
    start: usize,
    from: usize,
    whole: Range<usize>,
}

impl<'s> Spots<'s> {
    fn new(source: &'s str, span: &Range<usize>) -> Self {
        Self { raw: source.get(span.clone()).unwrap_or_default(), start: span.start, from: 0, whole: span.clone() }
    }

    fn of(&mut self, place: &str) -> Range<usize> {
        let written = format!("{{{place}}}");
        let Some(at) = self.raw.get(self.from..).and_then(|rest| rest.find(&written)) else {
            return self.whole.clone();
        };
        let start = self.from + at;
        self.from = start + written.len();
        self.start + start..self.start + self.from
    }

    /// The brace with which `rest` begins, counted from the end.
    fn brace(&self, rest: &str) -> Range<usize> {
        let tail = rest.matches(['{', '}']).count();
        let braces: Vec<usize> = self.raw.match_indices(['{', '}']).map(|(at, _)| at).collect();
        match braces.len().checked_sub(tail).and_then(|at| braces.get(at)) {
            Some(at) => self.start + at..self.start + at + 1,
            None => self.whole.clone(),
        }
    }
}
