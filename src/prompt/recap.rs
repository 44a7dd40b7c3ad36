//! Earlier answers shown again, and how ratings changed.

use super::answer::{Answer, Item};
use super::draft::Seen;
use super::kind::{Complaint, Kind, whole};
use super::scene::Scene;
use super::words;
use crate::guide::{ListRef, Reference, Template};
use crate::screen::block::{self, Block};

/// Earlier answers shown again, and how ratings changed.
#[derive(Clone, Debug)]
pub struct Recap {
    /// Whose answers, in order; a column for a board.
    pub of: Vec<ListRef>,
    /// Pairs of ratings, before and after.
    pub change: Vec<Change>,
}

/// One pair of ratings.
#[derive(Clone, Debug)]
pub struct Change {
    /// What was rated, for the label: "upset".
    pub name: Template,
    /// The first rating.
    pub before: Reference,
    /// The second.
    pub after: Reference,
    /// Said when it went down; of a list, when the line that was highest at first went down.
    pub less: Template,
    /// Said when it went up.
    pub more: Template,
    /// Said when it stayed.
    pub same: Template,
}

/// The ends of a scale nobody told.
const ENDS: (i64, i64) = (0, 10);

impl Change {
    /// The pair as it is shown: one change, or one for each line of a list.
    fn shown(&self, pair: &[Option<Answer>], ends: (i64, i64), scene: &Scene<'_>) -> Vec<block::Change> {
        let answer = |at: usize| pair.get(at).and_then(Option::as_ref);
        if let (Some(Answer::Items(first)), second) = (answer(0), answer(1)) {
            return self.lines(first, second, scene);
        }
        let (before, after) = (answer(0).and_then(Answer::number), answer(1).and_then(Answer::number));
        let says = self.says(before, after, scene);
        vec![block::Change { of: String::new(), name: scene.say(&self.name), before, after, ends, says }]
    }

    /// The lines that were rated at least once; none where nothing was rated again. How the one highest at first changed is said
    /// in words, behind all of them.
    fn lines(&self, first: &[Item], second: Option<&Answer>, scene: &Scene<'_>) -> Vec<block::Change> {
        let since = |item: &Item| second?.items(None).find(|rated| rated.id == item.id)?.rating;
        let mut lines: Vec<_> = first
            .iter()
            .map(|item| block::Change {
                of: scene.say(&self.name),
                name: item.text.clone(),
                before: item.rating,
                after: since(item),
                ends: ENDS,
                says: String::new(),
            })
            .filter(|line| line.before.is_some() || line.after.is_some())
            .collect();
        if lines.iter().all(|line| line.after.is_none()) {
            return Vec::new();
        }
        let highest = lines.iter().filter_map(|line| line.before).max();
        let highest = lines.iter().find(|line| line.before.is_some() && line.before == highest);
        let says = highest.map_or_else(String::new, |line| self.says(line.before, line.after, scene));
        if let Some(last) = lines.last_mut() {
            last.says = says;
        }
        lines
    }

    fn says(&self, before: Option<i64>, after: Option<i64>, scene: &Scene<'_>) -> String {
        match (before, after) {
            (Some(before), Some(after)) if after < before => scene.say(&self.less),
            (Some(before), Some(after)) if after > before => scene.say(&self.more),
            (Some(_), Some(_)) => scene.say(&self.same),
            (None, _) | (_, None) => String::new(),
        }
    }
}

impl Kind for Recap {
    type Shape = Seen;

    fn open(&self, _before: Option<&Answer>, _scene: &Scene<'_>) -> Seen {
        Seen
    }

    fn accept(&self, _draft: &Seen, _scene: &Scene<'_>) -> Result<Answer, Complaint> {
        Ok(Answer::Seen)
    }

    fn show<'d>(&self, _draft: &'d Seen, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        if !scene.recalled.is_empty() {
            out.push(Block::Recap(scene.recalled.clone()));
        }
        let ends = scene.ends.iter().copied().chain(std::iter::repeat(ENDS));
        let pairs = scene.earlier.chunks(2).chain(std::iter::repeat(&[][..]));
        let changes = self.change.iter().zip(pairs).zip(ends);
        let changes: Vec<_> = changes.flat_map(|((change, pair), ends)| change.shown(pair, ends, scene)).collect();
        let told = changes.into_iter().filter(|change| change.before.is_some() || change.after.is_some());
        let told: Vec<_> = told.collect();
        if !told.is_empty() {
            out.push(Block::Trend(told));
        } else if scene.recalled.is_empty() {
            out.push(Block::Note(words::NOTHING_TO_COMPARE.to_owned()));
        }
    }

    /// Before and after of each change; what it recalls comes in words, by [`Scene::recalled`].
    fn earlier(&self) -> Vec<ListRef> {
        self.change.iter().flat_map(|change| [whole(&change.before), whole(&change.after)]).collect()
    }
}
