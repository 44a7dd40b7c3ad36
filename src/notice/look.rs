//! Looking: from a paragraph to its marks.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use super::pattern::{Names, REACH, Span};
use super::words::{Break, Folded, Word, fold};
use super::{Goal, Mark, Rules, Who};

/// So many words in capitals behind each other are loud.
const LOUD_WORDS: usize = 3;

impl Rules {
    /// Everything noticed in `paragraph`: the categories in `only`, and always those that open safety information or
    /// help. In order of their beginnings.
    ///
    /// Quoted speech and fixed phrases are left alone, except where it is about somebody's safety. Of two ordinary marks
    /// that overlap, one of a wide rule gives way, then the shorter one (of equal ones, that of the category that comes
    /// later in the file). A paragraph with words that open safety information or help carries no ordinary mark: nobody in
    /// fear or despair is corrected.
    pub fn look(&self, paragraph: &str, only: &[usize], who: &Who) -> Vec<Mark> {
        let mut marks = self.look_plainly(paragraph, only, who);
        self.hush(&mut marks);
        marks
    }

    /// The same with the ordinary marks that words of fear or harm elsewhere in the paragraph take away.
    pub(super) fn look_plainly(&self, paragraph: &str, only: &[usize], who: &Who) -> Vec<Mark> {
        let asked = |category: usize| {
            only.contains(&category)
                || self.categories.get(category).is_some_and(|known| known.effect.is_always_looked_for())
        };
        let names = who.names(&self.short, &self.common_names);
        let folded = fold(paragraph, &self.short).number_by(&self.vocabulary, &names);
        let finds = self.finds(&folded, &names, |category, _| asked(category));
        let mut marks: Vec<Mark> = finds.iter().filter_map(|find| find.mark(&folded)).collect();
        for &(category, rule) in &self.capitals {
            if asked(category) {
                marks.extend(loud(&folded).map(|bytes| Mark { bytes, category, rule }));
            }
        }
        self.settle(marks)
    }

    /// Why `text` (a whole draft, paragraphs parted by newlines) is not offered for copying: it threatens, sets
    /// a price on the answer, follows somebody around, or ties self-harm to an answer. Nothing if it may be copied.
    pub fn blocks_copying(&self, text: &str) -> Option<&str> {
        let reason = |rule: usize| self.says.get(rule).and_then(|rule| rule.no_copy.as_deref());
        let names = Who::default().names(&self.short, &self.common_names);
        let folded = fold(text, &self.short).number_by(&self.vocabulary, &names);
        let finds = self.finds(&folded, &names, |_, rule| reason(rule).is_some());
        finds.iter().min_by_key(|find| find.span.first).and_then(|find| reason(find.rule))
    }

    /// Where the rules that `wanted` names (by category and rule) stand in a text, exceptions taken out.
    fn finds(&self, folded: &Folded, names: &Names, wanted: impl Fn(usize, usize) -> bool) -> Vec<Find> {
        let mut finds = Vec::new();
        let mut exceptions = Vec::new();
        self.search.each(folded, names, |pattern, span| match self.goals.get(pattern) {
            Some(&Goal::Find { category, rule }) if wanted(category, rule) => finds.push(Find { span, category, rule }),
            Some(Goal::Find { .. }) | None => {}
            Some(&goal @ (Goal::Fixed | Goal::NotCategory(_) | Goal::NotRule(_))) => exceptions.push((goal, span)),
        });
        exceptions.sort_by_key(|(_, span)| span.first);
        finds.retain(|find| !self.is_excepted(find, &exceptions, folded));
        finds
    }

    /// Whether an exception shares a word with `find`, or it is quoted speech and not about safety.
    fn is_excepted(&self, find: &Find, exceptions: &[(Goal, Span)], folded: &Folded) -> bool {
        let safety = self.is_about_safety(find.category);
        let words = folded.words.get(find.span.first..find.span.end).unwrap_or_default();
        if !safety && words.iter().any(|word| word.quoted) {
            return true;
        }
        // No exception is longer than the text may reach, and every word is at least a byte.
        let from = find.span.first.saturating_sub(REACH);
        let near = exceptions.partition_point(|(_, span)| span.first < from);
        exceptions
            .iter()
            .skip(near)
            .take_while(|(_, span)| span.first < find.span.end)
            .filter(|(_, span)| span.end > find.span.first)
            .any(|(goal, _)| match *goal {
                Goal::Fixed => !safety,
                Goal::NotCategory(category) => category == find.category,
                Goal::NotRule(rule) => rule == find.rule,
                Goal::Find { .. } => false,
            })
    }

    /// Takes the ordinary marks away where there are words of fear or harm beside them.
    pub(super) fn hush(&self, marks: &mut Vec<Mark>) {
        if marks.iter().any(|mark| self.hushes(mark)) {
            marks.retain(|mark| self.is_about_safety(mark.category));
        }
    }

    /// Whether nothing else is corrected beside this mark.
    pub(super) fn hushes(&self, mark: &Mark) -> bool {
        self.categories.get(mark.category).is_some_and(|known| known.effect.is_always_looked_for())
    }

    pub(super) fn is_about_safety(&self, category: usize) -> bool {
        self.categories.get(category).is_some_and(|known| known.effect.is_about_safety())
    }

    /// Leaves one mark where several of a kind overlap, and takes ordinary marks off words that are about safety.
    fn settle(&self, mut marks: Vec<Mark>) -> Vec<Mark> {
        marks.sort_by_key(|mark| mark.bytes.start);
        let mut settled = Vec::with_capacity(marks.len());
        let mut rest = marks.into_iter().peekable();
        while let Some(first) = rest.next() {
            let mut end = first.bytes.end;
            let mut cluster = vec![first];
            while let Some(next) = rest.next_if(|next| next.bytes.start < end) {
                end = end.max(next.bytes.end);
                cluster.push(next);
            }
            settled.extend(self.settle_cluster(cluster));
        }
        settled
    }

    /// The same for marks of which each overlaps another.
    fn settle_cluster(&self, mut cluster: Vec<Mark>) -> Vec<Mark> {
        if cluster.len() > 1 {
            cluster.sort_by_key(|mark| {
                let ordinary = !self.is_about_safety(mark.category);
                let wide = self.says.get(mark.rule).is_some_and(|rule| rule.wide);
                (ordinary, wide, Reverse(mark.bytes.len()), mark.category, mark.bytes.start, mark.rule)
            });
        }
        // By their beginnings: none is longer than the reach, so those that could overlap stand close together.
        let mut kept: BTreeMap<(usize, usize), Mark> = BTreeMap::new();
        for mark in cluster {
            let safety = self.is_about_safety(mark.category);
            let near = (mark.bytes.start.saturating_sub(REACH), 0)..(mark.bytes.end, 0);
            let in_the_way = kept
                .range(near)
                .any(|(_, other)| other.bytes.end > mark.bytes.start && (!safety || other.category == mark.category));
            if !in_the_way {
                kept.insert((mark.bytes.start, mark.category), mark);
            }
        }
        kept.into_values().collect()
    }
}

/// A rule's find among the words of a text.
struct Find {
    span: Span,
    category: usize,
    rule: usize,
}

impl Find {
    /// Its bytes, a short form at either end taken whole, but never more than the text may reach.
    fn mark(&self, folded: &Folded) -> Option<Mark> {
        let (first, last) = (self.span.first, self.span.end.checked_sub(1)?);
        let begins = (0..=first).rev().find(|&at| !folded.goes_on(at))?;
        let ends = (last..folded.words.len()).find(|&at| !folded.goes_on(at + 1))?;
        let bytes = |from: usize, to: usize| Some(folded.words.get(from)?.bytes.start..folded.words.get(to)?.bytes.end);
        let bytes = bytes(begins, ends).filter(|whole| whole.len() <= REACH).or_else(|| bytes(first, last))?;
        Some(Mark { bytes, category: self.category, rule: self.rule })
    }
}

/// Stretches of [`LOUD_WORDS`] words or more in capitals, in one sentence and outside quoted speech; of a long one the
/// beginning. A single capital (I, A) goes with its neighbours and does not count.
fn loud(folded: &Folded) -> impl Iterator<Item = Range<usize>> {
    let is_loud = |word: &Word| !word.quoted && (word.shouted || (word.capital && word.bytes.len() == 1));
    let runs = folded.words.chunk_by(move |a, b| is_loud(a) && is_loud(b) && b.before < Break::Stop);
    runs.filter_map(|run| {
        // The parts of a short form touch or share their bytes; they are one word here.
        let words =
            run.chunk_by(|a, b| b.bytes.start <= a.bytes.end).filter(|part| part.iter().any(|word| word.shouted));
        let start = run.first()?.bytes.start;
        let end = run.iter().map(|word| word.bytes.end).take_while(|end| end - start <= REACH).last()?;
        (words.count() >= LOUD_WORDS).then_some(start..end)
    })
}
