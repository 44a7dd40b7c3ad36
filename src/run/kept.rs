//! The marks of paragraphs, kept while somebody writes: short paragraphs by their stamp, long ones followed edit by edit,
//! so that a key costs what stands around it and no more.

use std::collections::HashMap;

use crate::notice::{Change, Mark, Rules, Who};

/// So many short paragraphs are remembered at most.
const REMEMBERED: usize = 4_096;
/// So many long ones: those in sight, and one or two more.
const FOLLOWED: usize = 4;
/// From this many bytes on, a changed paragraph is read again only near the change.
const LONG: usize = 8 * 1024;

/// What was found, by paragraph. Nothing of it is ever written down.
#[derive(Debug, Default)]
pub struct Kept {
    short: HashMap<(u64, Vec<usize>), Vec<Mark>>,
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

impl Kept {
    /// The marks of a paragraph for the categories `asked`, as [`Rules::look`] finds them. Paragraphs of the same
    /// `stamp` hold the same words; `rules` and `who` are the same as long as anything is kept.
    pub fn marks(&mut self, rules: &Rules, who: &Who<'_>, stamp: u64, paragraph: &str, asked: Vec<usize>) -> &[Mark] {
        if paragraph.len() >= LONG {
            return self.long(rules, who, stamp, paragraph, asked);
        }
        if self.short.len() >= REMEMBERED {
            self.short.clear();
        }
        self.short.entry((stamp, asked)).or_insert_with_key(|(_, asked)| rules.look(paragraph, asked, who))
    }

    fn long(&mut self, rules: &Rules, who: &Who<'_>, stamp: u64, paragraph: &str, asked: Vec<usize>) -> &[Mark] {
        let known = self.long.iter().position(|long| long.stamp == stamp && long.asked == asked);
        let one = if let Some(at) = known.or_else(|| self.before(paragraph, &asked)) {
            let mut one = self.long.remove(at);
            if one.stamp != stamp {
                one.follow(rules, who, stamp, paragraph);
            }
            one
        } else {
            if self.long.len() >= FOLLOWED {
                self.long.remove(0);
            }
            let marks = rules.look(paragraph, &asked, who);
            Long { stamp, asked, text: paragraph.to_owned(), marks }
        };
        self.long.push(one);
        self.long.last().map_or(&[], |one| &one.marks)
    }

    /// The paragraph that this one was before a small change.
    fn before(&self, paragraph: &str, asked: &[usize]) -> Option<usize> {
        self.long.iter().rposition(|one| {
            let change = Change::between(&one.text, paragraph);
            one.asked == asked && change.removed.max(change.added) < LONG
        })
    }
}

impl Long {
    /// Takes over a small change: the kept words and marks are changed where it is.
    fn follow(&mut self, rules: &Rules, who: &Who<'_>, stamp: u64, paragraph: &str) {
        let change = Change::between(&self.text, paragraph);
        let added = paragraph.get(change.at..change.at + change.added).unwrap_or_default();
        self.text.replace_range(change.at..change.at + change.removed, added);
        let marks = std::mem::take(&mut self.marks);
        self.marks = rules.look_near(paragraph, change, marks, &self.asked, who);
        self.stamp = stamp;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHO: Who<'static> = Who { me: Some("Robin"), name: Some("Sam"), subject: "he" };

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
                let marks = kept.marks(&rules, &WHO, stamp + nth as u64, text, asked.clone());
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
            let found = kept.marks(&rules, &WHO, 1, &text, asked.clone()).to_vec();
            let again = kept.marks(&rules, &WHO, 1, &text, asked.clone()).to_vec();
            assert_eq!(found, again);
            assert_eq!(found, rules.look(&text, &asked, &WHO));
        }
        assert!(
            kept.marks(&rules, &WHO, 1, "You never call.", Vec::new()).is_empty(),
            "another question, another answer"
        );
    }
}
