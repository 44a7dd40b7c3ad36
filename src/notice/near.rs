//! Looking near an edit: only a stretch around it is read again, the marks elsewhere move along.
//!
//! What stands further from an edit than a find or exception can reach and a quotation can last is not touched by it,
//! so the result is the same as looking at the whole paragraph, whatever its length. (Two things are bounded so that
//! this holds: a stretch in capitals is looked at as far as the window goes, and a single run of blanks or signs longer
//! than the window counts as what is seen of it.)

use std::ops::Range;

use super::pattern::REACH;
use super::quotes::{LONGEST, is_sign, may_quote};
use super::{Mark, Rules, Who};

/// How far from an edit a mark can come or go, in bytes, where no quotation is near: an exception may come to stand there,
/// take away a find that it touches, and that find let another be.
const UNQUOTED: usize = 3 * REACH;

/// The same where a quotation may begin or end: a find may reach out of it, and make another give way.
const QUOTED: usize = LONGEST + 2 * REACH;

/// Texts are compared so many bytes at a time.
const STEP: usize = 1024;

/// One replacement inside a paragraph, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it begins; the same place in the old and in the new paragraph.
    pub at: usize,
    /// How many bytes of the old paragraph went.
    pub removed: usize,
    /// How many bytes of the new paragraph came.
    pub added: usize,
}

impl Change {
    /// The smallest change of whole characters that turns `old` into `new`. Reads both once.
    pub fn between(old: &str, new: &str) -> Self {
        let shorter = old.len().min(new.len());
        let at = floor(
            old,
            same(old.as_bytes().chunks_exact(STEP), new.as_bytes().chunks_exact(STEP), |from| {
                old.bytes().skip(from).zip(new.bytes().skip(from)).take_while(|(a, b)| a == b).count()
            }),
        );
        let tail = same(old.as_bytes().rchunks_exact(STEP), new.as_bytes().rchunks_exact(STEP), |from| {
            old.bytes().rev().skip(from).zip(new.bytes().rev().skip(from)).take_while(|(a, b)| a == b).count()
        });
        let end = ceil(old, old.len() - tail.min(shorter - at));
        Self { at, removed: end - at, added: new.len() + end - old.len() - at }
    }

    /// Whether this can be what turned `old` into `new`: lengths agree, and it cuts no character.
    pub fn fits(&self, old: &str, new: &str) -> bool {
        let cut = |text: &str, end: usize| !text.is_char_boundary(self.at) || !text.is_char_boundary(end);
        old.len() + self.added == new.len() + self.removed
            && !cut(old, self.at + self.removed)
            && !cut(new, self.at + self.added)
    }
}

/// How many bytes are the same from one end on: whole steps first, which is fast, then what `rest` counts behind them.
fn same<'a>(
    old: impl Iterator<Item = &'a [u8]>,
    new: impl Iterator<Item = &'a [u8]>,
    rest: impl FnOnce(usize) -> usize,
) -> usize {
    let steps = old.zip(new).take_while(|(old, new)| old == new).count() * STEP;
    steps + rest(steps)
}

impl Rules {
    /// The marks that touch `window` of `paragraph`, at a cost that grows with the window alone. They are those that
    /// [`Self::look`] finds, and the ordinary ones that words of fear or harm outside the window take away there.
    fn look_within(
        &self,
        paragraph: &str,
        window: Range<usize>,
        margin: usize,
        only: &[usize],
        who: &Who,
    ) -> Vec<Mark> {
        let start = floor(paragraph, window.start.saturating_sub(margin));
        let end = ceil(paragraph, window.end.saturating_add(margin));
        let line = paragraph.get(..start).unwrap_or_default();
        let line = line.rfind('\n').map_or(0, |newline| newline + 1);
        let stretch = paragraph.get(start..end).unwrap_or_default();
        let line_is_quoted = line < start && is_quote_line(paragraph.get(line..).unwrap_or_default());
        let mut marks = if line_is_quoted {
            // The line began outside the stretch; give the stretch its sign, and take it away again below.
            let mut marks = self.look_plainly(&format!(">{stretch}"), only, who);
            for mark in &mut marks {
                mark.bytes = mark.bytes.start - 1..mark.bytes.end - 1;
            }
            marks
        } else {
            self.look_plainly(stretch, only, who)
        };
        for mark in &mut marks {
            mark.bytes = mark.bytes.start + start..mark.bytes.end + start;
        }
        marks.retain(|mark| touches(&mark.bytes, &window));
        marks
    }

    /// The marks of `paragraph` after `change`, which took `gone` away, from the marks `previous` that it had before with the
    /// same `only` and `who`. Equal to [`Self::look`], at a cost that does not grow with the paragraph but for moving the marks along.
    pub fn look_near(
        &self,
        paragraph: &str,
        change: Change,
        gone: &str,
        mut previous: Vec<Mark>,
        only: &[usize],
        who: &Who,
    ) -> Vec<Mark> {
        let was_hushed = self.holds_fear(&previous);
        if !was_hushed && self.turns_a_quote_line(paragraph, change, &previous) {
            return self.look(paragraph, only, who);
        }
        let margin = if quoting_may_change(paragraph, change, gone) { QUOTED } else { UNQUOTED };
        let from = change.at.saturating_sub(margin);
        let window = from..change.at.saturating_add(change.added + margin).min(paragraph.len());
        let mut fresh = self.look_within(paragraph, window, margin, only, who);
        let hushes = fresh.iter().any(|mark| self.hushes(mark));
        if was_hushed {
            fresh.retain(|mark| self.is_about_safety(mark.category));
        }
        splice(&mut previous, change, margin, fresh);
        if was_hushed && !hushes && !self.holds_fear(&previous) {
            // The last words of fear or harm went: what they took away comes back, wherever it is.
            return self.look(paragraph, only, who);
        }
        if hushes && !was_hushed {
            previous.retain(|mark| self.is_about_safety(mark.category));
        }
        previous
    }

    /// Whether words of fear or harm are among these marks of one paragraph. They never stand beside ordinary ones, so the
    /// first of either tells.
    pub fn holds_fear(&self, marks: &[Mark]) -> bool {
        let tells = |mark: &&Mark| self.hushes(mark) || !self.is_about_safety(mark.category);
        marks.iter().find(tells).is_some_and(|mark| self.hushes(mark))
    }

    /// Whether the change may have turned its whole line into quoted speech, or back: a `>` at its head counts for
    /// all of it.
    fn turns_a_quote_line(&self, paragraph: &str, change: Change, previous: &[Mark]) -> bool {
        let before = paragraph.get(..change.at).unwrap_or_default();
        let line = before.trim_end_matches(|c: char| c.is_whitespace() && c != '\n').len();
        let touches_head = line == 0 || before.get(..line).is_some_and(|before| before.ends_with('\n'));
        let adds_lines = paragraph.get(change.at..change.at + change.added).is_none_or(|added| added.contains('\n'));
        if !touches_head || adds_lines {
            return adds_lines;
        }
        let marked = previous.iter().any(|mark| !self.is_about_safety(mark.category) && mark.bytes.start >= line);
        !marked || is_quote_line(paragraph.get(line..).unwrap_or_default())
    }
}

/// Whether there may be quoted speech so near that the change or the cut of what is looked at can matter to it: a sign of
/// it stands near, or was taken away, or has got another neighbour.
fn quoting_may_change(paragraph: &str, change: Change, gone: &str) -> bool {
    let (at, end) = (change.at, change.at + change.added);
    let near = LONGEST + 2 * UNQUOTED;
    let stretch = floor(paragraph, at.saturating_sub(near))..ceil(paragraph, end.saturating_add(near));
    let before = paragraph.get(..at).and_then(|text| text.chars().next_back());
    let behind = paragraph.get(end..).and_then(|text| text.chars().next());
    gone.contains(is_sign)
        || before.into_iter().chain(behind).any(is_sign)
        || paragraph.get(stretch).is_none_or(may_quote)
}

/// Puts what was found afresh around a change in its place, and moves along what stands behind it.
fn splice(marks: &mut Vec<Mark>, change: Change, margin: usize, fresh: Vec<Mark>) {
    let gone = change.at.saturating_sub(margin)..change.at.saturating_add(change.removed + margin);
    let (first, last) = (first_at(marks, gone.start), marks.partition_point(|mark| mark.bytes.start <= gone.end));
    let (added, removed) = (change.added, change.removed);
    for mark in marks.iter_mut().skip(last) {
        mark.bytes = mark.bytes.start + added - removed..mark.bytes.end + added - removed;
    }
    let between = marks.get(first..last).unwrap_or_default().iter();
    let stay = between.filter(|mark| !touches(&mark.bytes, &gone)).cloned();
    let mut between: Vec<Mark> = stay.chain(fresh).collect();
    between.sort_by_key(|mark| (mark.bytes.start, mark.category));
    marks.splice(first..last, between);
}

/// The first of these marks, in order of their beginnings, that may reach `place`: none is longer than the reach.
fn first_at(marks: &[Mark], place: usize) -> usize {
    marks.partition_point(|mark| mark.bytes.start + REACH < place)
}

/// Those of `marks`, in order of their beginnings, that touch `window`.
pub fn touching<'m>(marks: &'m [Mark], window: &Range<usize>) -> impl Iterator<Item = &'m Mark> {
    let last = marks.partition_point(|mark| mark.bytes.start <= window.end);
    let near = marks.get(first_at(marks, window.start)..last).unwrap_or_default();
    near.iter().filter(|mark| touches(&mark.bytes, window))
}

fn is_quote_line(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

fn touches(mark: &Range<usize>, window: &Range<usize>) -> bool {
    mark.start <= window.end && mark.end >= window.start
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The nearest character boundary at or behind `at`.
fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SHIPPED: &str = include_str!("../../content/noticing.toml");
    const WHO: Who = Who { me: Some("Robin"), name: Some("Sam"), subject: "he" };

    fn shipped() -> &'static Rules {
        static RULES: std::sync::OnceLock<Rules> = std::sync::OnceLock::new();
        RULES.get_or_init(|| Rules::read(SHIPPED).0.unwrap())
    }

    /// Pieces of which ordinary paragraphs are made, with everything that decides what is marked.
    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "I",
            "i'm",
            "you",
            "never",
            "always",
            "Sam",
            "he",
            "doesn't care",
            "You made me",
            "and",
            "the kitchen",
            "on purpose",
            "maybe",
            "if",
            "feel",
            "ignored",
            "threatened",
            "answer me",
            "all right",
            "never mind",
            "whatever",
            "don’t",
            "want",
            "to die",
            "because of you",
            "“",
            "”",
            "\"",
            "'",
            "‘",
            "’",
            "«",
            "»",
            "„",
            ", ",
            ". ",
            "! ",
            "… ",
            "???",
            "(",
            ")",
            " - ",
            "\u{1f642}",
            "naïve",
            "総",
            ">",
            "WHY WONT YOU",
            "a long walk along the river that goes on and on",
            "It rained for the whole day and nobody went out.",
            "i.e.",
            "\t",
        ])
    }

    fn paragraph() -> impl Strategy<Value = String> {
        prop::collection::vec((piece(), prop::sample::select(vec![" ", " ", " ", ""])), 0..120)
            .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, blank)| [piece, blank]).collect())
    }

    fn gone(old: &str, change: Change) -> &str {
        old.get(change.at..change.at + change.removed).expect("what the change took away")
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn looking_near_an_edit_is_looking_at_everything(
            mut text in paragraph(),
            edits in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, prop::collection::vec(piece(), 0..3)), 1..6),
        ) {
            let rules = shipped();
            let asked: Vec<usize> = (0..rules.categories().len()).collect();
            let mut marks = rules.look(&text, &asked, &WHO);
            for (place, removed, added) in edits {
                let at = floor(&text, place.index(text.len() + 1));
                let end = ceil(&text, (at + removed).min(text.len()));
                let added = added.join(" ");
                let change = Change { at, removed: end - at, added: added.len() };
                let gone = text.get(at..end).unwrap_or_default().to_owned();
                text.replace_range(at..end, &added);
                marks = rules.look_near(&text, change, &gone, marks, &asked, &WHO);
                prop_assert_eq!(&marks, &rules.look(&text, &asked, &WHO), "{}", text);
            }
        }

        #[test]
        fn a_change_turns_the_old_text_into_the_new(old in paragraph(), new in paragraph()) {
            let change = Change::between(&old, &new);
            prop_assert!(old.is_char_boundary(change.at) && old.is_char_boundary(change.at + change.removed));
            let mut bytes = old.clone().into_bytes();
            bytes.splice(change.at..change.at + change.removed, new.bytes().skip(change.at).take(change.added));
            prop_assert_eq!(bytes, new.into_bytes());
        }

        #[test]
        fn marks_stand_on_characters_and_in_order(text in "\\PC{0,80}", more in paragraph()) {
            let rules = shipped();
            let asked: Vec<usize> = (0..rules.categories().len()).collect();
            let text = text + &more;
            let marks = rules.look(&text, &asked, &WHO);
            prop_assert!(marks.iter().all(|mark| text.get(mark.bytes.clone()).is_some_and(|words| !words.is_empty())));
            prop_assert!(marks.is_sorted_by_key(|mark| mark.bytes.start));
        }
    }

    #[test]
    fn a_sign_at_the_head_quotes_a_long_line_and_back() {
        let rules = shipped();
        let asked = rules.asked(&["message"]);
        let plain = "You never call. ".repeat(200);
        let marks = rules.look(&plain, &asked, &WHO);
        assert_eq!(marks.len(), 200);
        let quoted = format!("> {plain}");
        let marks = rules.look_near(&quoted, Change { at: 0, removed: 0, added: 2 }, "", marks, &asked, &WHO);
        assert_eq!(marks, []);
        let end = quoted.len();
        let longer = format!("{quoted}You never write.");
        let marks = rules.look_near(&longer, Change { at: end, removed: 0, added: 16 }, "", marks, &asked, &WHO);
        assert_eq!(marks, [], "the head of the line is out of the window, and still counts");
        let change = Change::between(&longer, &plain);
        let marks = rules.look_near(&plain, change, gone(&longer, change), marks, &asked, &WHO);
        assert_eq!(marks.len(), 200);
    }

    #[test]
    fn a_window_shows_what_touches_it() {
        let rules = shipped();
        let asked = rules.asked(&["message"]);
        let text = "You never call. Nothing else was said that evening, and it rained. ".repeat(100);
        let all = rules.look(&text, &asked, &WHO);
        let within = rules.look_within(&text, 3000..3200, QUOTED, &asked, &WHO);
        let expected: Vec<Mark> = touching(&all, &(3000..3200)).cloned().collect();
        assert!(!expected.is_empty());
        assert_eq!(within, expected);
    }

    #[test]
    fn a_word_of_fear_takes_every_other_mark_of_its_paragraph_away_for_as_long_as_it_stands() {
        let rules = shipped();
        let asked = rules.asked(&["message"]);
        let plain = "You never call. ".repeat(500);
        let marks = rules.look(&plain, &asked, &WHO);
        assert_eq!(marks.len(), 500);
        let middle = plain.len() / 2;
        let mut afraid = plain.clone();
        afraid.insert_str(middle, "I want to die. ");
        let change = Change { at: middle, removed: 0, added: afraid.len() - plain.len() };
        let marks = rules.look_near(&afraid, change, "", marks, &asked, &WHO);
        let words: Vec<_> = marks.iter().filter_map(|mark| afraid.get(mark.bytes.clone())).collect();
        assert_eq!(words, ["want to die"]);
        let longer = format!("{afraid}You never write.");
        let marks = rules.look_near(&longer, Change::between(&afraid, &longer), "", marks, &asked, &WHO);
        assert_eq!(marks.len(), 1, "far from it too");
        let change = Change::between(&longer, &plain);
        let marks = rules.look_near(&plain, change, gone(&longer, change), marks, &asked, &WHO);
        assert_eq!(marks.len(), 500);
    }
}
