//! The marks of paragraphs, kept while somebody writes: short paragraphs by their stamp, long ones followed edit by edit,
//! so that a key costs what stands around it and no more.

use std::collections::HashMap;

use crate::notice::{Change, Mark, Rules, Who};

/// So many short paragraphs are remembered at most.
const REMEMBERED: usize = 4_096;
/// So many long ones: those in sight, those a draft is made of, and one or two more.
const FOLLOWED: usize = 12;
/// From this many bytes on, a changed paragraph is read again only near the change.
const LONG: usize = 8 * 1024;

/// What was found, by paragraph. Nothing of it is ever written down.
#[derive(Debug, Default)]
pub struct Kept {
    short: HashMap<(u64, [String; 2], Vec<usize>), Vec<Mark>>,
    /// The one used last stands last.
    long: Vec<Long>,
}

/// A long paragraph as it was read last, with its marks.
#[derive(Debug)]
struct Long {
    stamp: u64,
    asked: Vec<usize>,
    text: String,
    marks: Vec<Mark>,
}

/// A paragraph to look at.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    /// Paragraphs of the same stamp hold the same words.
    pub stamp: u64,
    /// Its words.
    pub words: &'a str,
    /// What stands before and after it in the whole it is a part of; a long one is read alone.
    pub glue: [&'a str; 2],
    /// What changed since it bore another stamp, where that is known.
    pub since: &'a dyn Fn(u64) -> Option<Change>,
}

impl Kept {
    /// The marks of a paragraph for the categories `asked`, as [`Rules::look`] finds them. `rules` and `who` are the
    /// same as long as anything is kept.
    pub fn marks(&mut self, rules: &Rules, who: &Who<'_>, seen: Seen<'_>, asked: Vec<usize>) -> &[Mark] {
        if seen.words.len() >= LONG {
            return self.long(rules, who, seen, asked);
        }
        if self.short.len() >= REMEMBERED {
            self.short.clear();
        }
        let key = (seen.stamp, seen.glue.map(str::to_owned), asked);
        self.short.entry(key).or_insert_with_key(|(_, _, asked)| seen.look(rules, asked, who))
    }

    fn long(&mut self, rules: &Rules, who: &Who<'_>, seen: Seen<'_>, asked: Vec<usize>) -> &[Mark] {
        let known = self.long.iter().position(|long| long.stamp == seen.stamp && long.asked == asked);
        let one = if let Some(at) = known {
            self.long.remove(at)
        } else if let Some((at, change)) = self.before(seen, &asked) {
            let mut one = self.long.remove(at);
            one.follow(rules, who, seen, change);
            one
        } else {
            if self.long.len() >= FOLLOWED {
                self.long.remove(0);
            }
            let marks = rules.look(seen.words, &asked, who);
            Long { stamp: seen.stamp, asked, text: seen.words.to_owned(), marks }
        };
        self.long.push(one);
        self.long.last().map_or(&[], |one| &one.marks)
    }

    /// The paragraph that this one was before a small change, and that change.
    fn before(&self, seen: Seen<'_>, asked: &[usize]) -> Option<(usize, Change)> {
        let find = |change: &dyn Fn(&Long) -> Option<Change>| {
            let all = self.long.iter().enumerate().rev().filter(|(_, one)| one.asked == asked);
            let mut changes = all.filter_map(|(at, one)| Some((at, change(one)?)));
            changes.find(|(_, change)| change.removed.max(change.added) < LONG)
        };
        // What the text itself remembers costs nothing to ask; comparing reads all of it.
        find(&|one| (seen.since)(one.stamp).filter(|change| change.fits(&one.text, seen.words)))
            .or_else(|| find(&|one| Some(Change::between(&one.text, seen.words))))
    }
}

impl Seen<'_> {
    /// The marks of its words as they read in the whole; of a mark that reaches beyond them, what stands in them.
    pub fn look(&self, rules: &Rules, asked: &[usize], who: &Who<'_>) -> Vec<Mark> {
        let [before, after] = self.glue;
        let (from, to) = (before.len(), before.len() + self.words.len());
        let whole = format!("{before}{}{after}", self.words);
        let own = |mut mark: Mark| {
            let (start, end) = (mark.bytes.start.max(from), mark.bytes.end.min(to));
            mark.bytes = start.checked_sub(from)?..end.checked_sub(from)?;
            (start < end).then_some(mark)
        };
        rules.look(&whole, asked, who).into_iter().filter_map(own).collect()
    }
}

impl Long {
    /// Takes over a small change: the kept words and marks are changed where it is.
    fn follow(&mut self, rules: &Rules, who: &Who<'_>, seen: Seen<'_>, change: Change) {
        let added = seen.words.get(change.at..change.at + change.added).unwrap_or_default();
        let changed = change.at..change.at + change.removed;
        let gone = self.text.get(changed.clone()).unwrap_or_default().to_owned();
        self.text.replace_range(changed, added);
        let marks = std::mem::take(&mut self.marks);
        self.marks = rules.look_near(seen.words, change, &gone, marks, &self.asked, who);
        self.stamp = seen.stamp;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHO: Who<'static> = Who { me: Some("Robin"), name: Some("Sam"), subject: "he" };

    fn seen(stamp: u64, words: &str) -> Seen<'_> {
        Seen { stamp, words, glue: [""; 2], since: &|_| None }
    }

    fn shipped() -> Rules {
        Rules::read(include_str!("../../content/noticing.toml")).0.expect("rules")
    }

    #[test]
    fn two_long_paragraphs_are_followed_edit_by_edit() {
        let rules = shipped();
        let asked = rules.asked(&["message"]);
        let mut kept = Kept::default();
        let mut texts = [
            "You never call, and it rained. ".repeat(400),
            "Grüße aus Zürich, du hörst nie zu — you always shout. ".repeat(300),
        ];
        for (nth, added) in ["You make me sad. ", "é", "“", "I feel ignored. ", "”", "è"].into_iter().enumerate()
        {
            for (text, stamp) in texts.iter_mut().zip([100_u64, 200]) {
                let at = (text.len() / 3..text.len()).find(|&at| text.is_char_boundary(at)).expect("an end");
                text.insert_str(at, added);
                let marks = kept.marks(&rules, &WHO, seen(stamp + nth as u64, text), asked.clone());
                assert_eq!(marks, rules.look(text, &asked, &WHO), "{added}");
            }
            assert_eq!(kept.long.len(), 2, "neither takes the other's place");
        }
    }

    #[test]
    fn what_was_found_is_found_again_by_its_stamp() {
        let rules = shipped();
        let mut kept = Kept::default();
        let asked = rules.asked(&["message"]);
        for text in ["You never call.".to_owned(), "You never call. ".repeat(1000)] {
            let found = kept.marks(&rules, &WHO, seen(1, &text), asked.clone()).to_vec();
            let again = kept.marks(&rules, &WHO, seen(1, &text), asked.clone()).to_vec();
            assert_eq!(found, again);
            assert_eq!(found, rules.look(&text, &asked, &WHO));
        }
        assert!(
            kept.marks(&rules, &WHO, seen(1, "You never call."), Vec::new()).is_empty(),
            "another question, another answer"
        );
    }

    #[test]
    fn what_the_text_remembers_of_a_change_is_believed_only_where_it_fits() {
        let rules = shipped();
        let asked = rules.asked(&["message"]);
        let before = "You never call, and it rained. ".repeat(400);
        let after = before.replacen("rained", "poured with rain", 1);
        let right = Change::between(&before, &after);
        let wrong = [Change { added: 1, ..right }, Change { at: 1 << 20, ..right }, Change { removed: 9, ..right }];
        for remembered in [right].into_iter().chain(wrong) {
            let mut kept = Kept::default();
            kept.marks(&rules, &WHO, seen(1, &before), asked.clone());
            let now =
                Seen { stamp: 2, words: &after, glue: [""; 2], since: &|stamp| (stamp == 1).then_some(remembered) };
            assert_eq!(kept.marks(&rules, &WHO, now, asked.clone()), rules.look(&after, &asked, &WHO));
            assert_eq!(kept.long.len(), 1);
        }
    }
}
