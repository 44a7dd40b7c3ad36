//! The writing surface against a plain model: whatever is typed, the two agree.
//!
//! The model is the simplest thing that can be right: a list of visible characters (a line end
//! is one), a caret, an anchor, and a whole copy of the list for every step that can be undone.

#![expect(clippy::unwrap_used, reason = "a model that is out of range has failed the test")]

use proptest::prelude::*;
use stepback::text::{Changed, Clip, Edit, Motion, Paragraph, Place, Text};
use unicode_segmentation::UnicodeSegmentation;

/// What the pieces of text are made of. Only whole characters that never join a neighbour, so
/// that the model's list and the text's boundaries can be compared; joining is tested apart.
const PIECES: &[&str] = &[
    "a",
    "bc",
    "d e",
    " ",
    ". ",
    "é",
    "e\u{301}",
    "漢",
    "👨\u{200d}👩\u{200d}👧",
    "🇫🇷",
    "👍🏽",
    "कि",
    "កុ",
    "'",
    "\t",
    "7",
    "❤\u{fe0f}",
];

/// Those of the pieces that are pictures: each is a word.
const PICTURES: &[&str] = &["👨\u{200d}👩\u{200d}👧", "🇫🇷", "👍🏽", "❤\u{fe0f}"];

#[derive(Clone, Debug, PartialEq)]
struct State {
    clusters: Vec<String>,
    caret: usize,
    anchor: Option<usize>,
}

/// The plain model.
struct Model {
    now: State,
    clip: Vec<String>,
    done: Vec<(State, State)>,
    undone: Vec<(State, State)>,
}

fn clusters(words: &str) -> Vec<String> {
    let lines = words.split('\n').map(|line| line.graphemes(true).map(str::to_owned).collect::<Vec<_>>());
    lines.collect::<Vec<_>>().join(&"\n".to_owned())
}

impl Model {
    fn new(words: &str) -> Self {
        let clusters = clusters(words);
        let caret = clusters.len();
        let now = State { clusters, caret, anchor: None };
        Self { now, clip: Vec::new(), done: Vec::new(), undone: Vec::new() }
    }

    fn words(&self) -> String {
        self.now.clusters.concat()
    }

    fn selection(&self) -> Option<(usize, usize)> {
        let anchor = self.now.anchor.filter(|anchor| *anchor != self.now.caret)?;
        Some((anchor.min(self.now.caret), anchor.max(self.now.caret)))
    }

    fn index(&self, place: Place) -> usize {
        let mut at = 0;
        let mut paragraph = 0;
        let mut byte = 0;
        for cluster in &self.now.clusters {
            if paragraph == place.paragraph && (byte + cluster.len() > place.byte || cluster == "\n") {
                return at;
            }
            at += 1;
            if cluster == "\n" {
                paragraph += 1;
                byte = 0;
            } else {
                byte += cluster.len();
            }
        }
        at
    }

    fn place(&self, index: usize) -> Place {
        let before = self.now.clusters.get(..index).unwrap().concat();
        let line = before.rsplit('\n').next().unwrap();
        Place { paragraph: before.matches('\n').count(), byte: line.len() }
    }

    /// Where the line around `at` begins and ends.
    fn line(&self, at: usize) -> (usize, usize) {
        let is_end = |cluster: &String| cluster == "\n";
        let start = self.now.clusters.get(..at).unwrap().iter().rposition(is_end).map_or(0, |end| end + 1);
        let end = self
            .now
            .clusters
            .get(at..)
            .unwrap()
            .iter()
            .position(is_end)
            .map_or(self.now.clusters.len(), |end| at + end);
        (start, end)
    }

    fn toward(&self, from: usize, motion: Motion) -> usize {
        let (start, end) = self.line(from);
        let all = self.now.clusters.len();
        match motion {
            Motion::WordLeft if from > start => {
                self.word_edges(start, end).0.into_iter().rfind(|at| *at < from).unwrap_or(start)
            }
            Motion::WordRight if from < end => {
                self.word_edges(start, end).1.into_iter().find(|at| *at > from).unwrap_or(end)
            }
            Motion::Left | Motion::WordLeft => from.saturating_sub(1),
            Motion::Right | Motion::WordRight => (from + 1).min(all),
            Motion::ParagraphUp if from == start && start > 0 => self.line(start - 1).0,
            Motion::ParagraphStart | Motion::ParagraphUp => start,
            Motion::ParagraphDown if from == end && end < all => self.line(end + 1).1,
            Motion::ParagraphEnd | Motion::ParagraphDown => end,
            Motion::Start => 0,
            Motion::End => all,
            Motion::To(place) => self.index(place),
        }
    }

    /// Where the words of a line begin, and where they end.
    fn word_edges(&self, start: usize, end: usize) -> (Vec<usize>, Vec<usize>) {
        let line = self.now.clusters.get(start..end).unwrap();
        let words = line.concat();
        let index = |byte: usize| {
            let mut seen = 0;
            start
                + line
                    .iter()
                    .take_while(|cluster| {
                        seen += cluster.len();
                        seen <= byte
                    })
                    .count()
        };
        let pieces = words.split_word_bound_indices();
        let is_word = |word: &&str| word.unicode_words().next().is_some() || PICTURES.contains(word);
        let words = pieces.filter(|(_, word)| is_word(word));
        words.map(|(at, word)| (index(at), index(at + word.len()))).unzip()
    }

    fn replace(&mut self, from: usize, to: usize, words: &str) {
        let before = self.now.clone();
        let new = clusters(words);
        self.now.caret = from + new.len();
        self.now.anchor = None;
        self.now.clusters.splice(from..to, new);
        self.done.push((before, self.now.clone()));
        self.undone.clear();
    }

    fn put(&mut self, words: &str) {
        if !words.is_empty() {
            let (from, to) = self.selection().unwrap_or((self.now.caret, self.now.caret));
            self.replace(from, to, words);
        }
    }

    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Type(words) | Edit::Paste(words) => self.put(words),
            Edit::Newline => self.put("\n"),
            Edit::PasteKept => self.put(&self.clip.concat()),
            Edit::Erase(motion) => {
                let (from, to) = self.selection().unwrap_or_else(|| {
                    let to = self.toward(self.now.caret, *motion);
                    (to.min(self.now.caret), to.max(self.now.caret))
                });
                if from < to {
                    self.replace(from, to, "");
                }
            }
            Edit::Move { to, select } => {
                let caret = match (self.selection(), to, select) {
                    (Some((from, _)), Motion::Left, false) => from,
                    (Some((_, to)), Motion::Right, false) => to,
                    _ => self.toward(self.now.caret, *to),
                };
                self.now.anchor = if *select { self.now.anchor.or(Some(self.now.caret)) } else { None };
                self.now.caret = caret;
            }
            Edit::Select { anchor, head } => {
                (self.now.anchor, self.now.caret) = (Some(self.index(*anchor)), self.index(*head));
            }
            Edit::SelectAll => (self.now.anchor, self.now.caret) = (Some(0), self.now.clusters.len()),
            Edit::Copy | Edit::Cut => {
                if let Some((from, to)) = self.selection() {
                    self.clip = self.now.clusters.get(from..to).unwrap().to_vec();
                    if *edit == Edit::Cut {
                        self.replace(from, to, "");
                    }
                }
            }
            Edit::Undo => {
                if let Some((before, after)) = self.done.pop() {
                    self.now = before.clone();
                    self.undone.push((before, after));
                }
            }
            Edit::Redo => {
                if let Some((before, after)) = self.undone.pop() {
                    self.now = after.clone();
                    self.done.push((before, after));
                }
            }
            Edit::Pause => {}
        }
    }
}

fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![8 => prop::sample::select(PIECES), 1 => Just("\n")];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn place() -> impl Strategy<Value = Place> {
    (0usize..5, 0usize..30).prop_map(|(paragraph, byte)| Place { paragraph, byte })
}

fn motion() -> impl Strategy<Value = Motion> {
    prop_oneof![
        3 => Just(Motion::Left),
        3 => Just(Motion::Right),
        2 => Just(Motion::WordLeft),
        2 => Just(Motion::WordRight),
        1 => Just(Motion::ParagraphStart),
        1 => Just(Motion::ParagraphEnd),
        1 => Just(Motion::ParagraphUp),
        1 => Just(Motion::ParagraphDown),
        1 => Just(Motion::Start),
        1 => Just(Motion::End),
        4 => place().prop_map(Motion::To),
    ]
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        6 => prop::sample::select(PIECES).prop_map(|piece| Edit::Type(piece.to_owned())),
        3 => words().prop_map(Edit::Paste),
        2 => Just(Edit::Newline),
        4 => motion().prop_map(Edit::Erase),
        6 => (motion(), any::<bool>()).prop_map(|(to, select)| Edit::Move { to, select }),
        2 => (place(), place()).prop_map(|(anchor, head)| Edit::Select { anchor, head }),
        1 => Just(Edit::SelectAll),
        2 => Just(Edit::Copy),
        2 => Just(Edit::Cut),
        3 => Just(Edit::PasteKept),
        4 => Just(Edit::Undo),
        3 => Just(Edit::Redo),
    ]
}

/// Backspace in scripts that are erased letter by letter is no business of this model.
fn is_letter_by_letter(text: &Text, edit: &Edit) -> bool {
    let caret = text.caret();
    let before =
        text.paragraph(caret.paragraph).and_then(|paragraph| paragraph.as_str().get(..caret.byte)).unwrap_or_default();
    *edit == Edit::Erase(Motion::Left)
        && text.selection().is_none()
        && (before.ends_with("कि") || before.ends_with("កុ"))
}

#[track_caller]
fn agree(text: &Text, model: &Model, clip: &Clip) {
    let words = model.words();
    assert_eq!(text.to_string(), words);
    assert_eq!(text.len_bytes(), words.len());
    assert_eq!(text.is_blank(), words.trim().is_empty());
    assert_eq!(text.words(), Text::from_str(&words).words());
    assert_eq!(text.caret(), model.place(model.now.caret));
    assert_eq!(text.selection(), model.selection().map(|(from, to)| (model.place(from), model.place(to))));
    assert_eq!(clip.kept(), model.clip.concat());
    assert_eq!(text.paragraphs().map(Paragraph::as_str).collect::<Vec<_>>(), words.split('\n').collect::<Vec<_>>());
    assert_eq!(*text, Text::from_str(&words));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    /// Every edit does what it does to a plain list. A pause after each makes each its own step.
    #[test]
    fn a_text_is_a_list_of_visible_characters(start in words(), edits in prop::collection::vec(edit(), 1..40)) {
        let mut text = Text::from_str(&start);
        let mut model = Model::new(&start);
        let mut clip = Clip::default();
        agree(&text, &model, &clip);
        for edit in edits {
            if is_letter_by_letter(&text, &edit) {
                continue;
            }
            let before = text.clone();
            let stamps = (text.stamp(), text.caret(), text.selection());
            let changed = text.apply(&edit, &mut clip);
            let _ = text.apply(&Edit::Pause, &mut clip);
            model.apply(&edit);
            agree(&text, &model, &clip);
            match changed {
                Changed::Nothing => prop_assert_eq!(stamps, (text.stamp(), text.caret(), text.selection())),
                Changed::Caret => prop_assert!(before == text && stamps.0 == text.stamp()),
                Changed::Words => prop_assert!(stamps.0 != text.stamp()),
                Changed::Refused(why) => prop_assert!(false, "{why}"),
            }
        }
    }

    /// However steps were grouped: undoing all of them gives the start, redoing all the end.
    #[test]
    fn all_can_be_undone_and_made_again(start in words(), edits in prop::collection::vec(edit(), 1..60)) {
        let mut text = Text::from_str(&start);
        let mut clip = Clip::default();
        let first = (text.clone(), text.caret());
        for edit in edits.iter().filter(|edit| !matches!(edit, Edit::Undo | Edit::Redo)) {
            let _ = text.apply(edit, &mut clip);
        }
        let last = text.clone();
        let mut steps = 0;
        while text.apply(&Edit::Undo, &mut clip) == Changed::Words {
            steps += 1;
        }
        prop_assert_eq!(text.to_string(), first.0.to_string());
        for _ in 0..steps {
            prop_assert_eq!(text.apply(&Edit::Redo, &mut clip), Changed::Words);
        }
        prop_assert_eq!(text.apply(&Edit::Redo, &mut clip), Changed::Nothing);
        prop_assert_eq!(text.to_string(), last.to_string());
    }

    /// Pieces that join their neighbours: the caret and the selection stand on boundaries still,
    /// and nothing outside what was edited changes.
    #[test]
    fn the_caret_stands_between_characters(
        start in "[a\u{301}\u{200d}🇫👩👍🏽किक\u{94d}\u{1100}\u{1161}\n]{0,12}",
        edits in prop::collection::vec(prop_oneof![
            3 => "[a\u{301}\u{200d}🇫👩🏽क\u{94d}\u{1161}\n]{1,2}".prop_map(Edit::Type),
            4 => motion().prop_map(Edit::Erase),
            4 => (motion(), any::<bool>()).prop_map(|(to, select)| Edit::Move { to, select }),
            2 => (place(), place()).prop_map(|(anchor, head)| Edit::Select { anchor, head }),
            1 => Just(Edit::Undo),
            1 => Just(Edit::Redo),
        ], 1..30),
    ) {
        let mut text = Text::from_str(&start);
        let mut clip = Clip::default();
        for edit in edits {
            let _ = text.apply(&edit, &mut clip);
            let ends = text.selection().map_or(vec![text.caret()], |(from, to)| vec![from, to]);
            for place in ends {
                let words = text.paragraph(place.paragraph).unwrap().as_str();
                let boundary = place.byte == words.len() || words.grapheme_indices(true).any(|(at, _)| at == place.byte);
                prop_assert!(boundary, "{place:?} after {edit:?} in {words:?}");
                prop_assert_eq!(text.toward(place, Motion::To(place)), place);
            }
        }
        while text.apply(&Edit::Undo, &mut clip) == Changed::Words {}
        prop_assert_eq!(text.to_string(), start);
    }

    /// What an editor gives back replaces all, is one step, and keeps the rest of the history.
    #[test]
    fn a_whole_replacement_is_one_step(start in words(), new in words(), typed in words()) {
        let mut text = Text::from_str(&start);
        let mut clip = Clip::default();
        let changed = text.replace_all(&new);
        prop_assert_eq!(changed == Changed::Nothing, start == new);
        prop_assert_eq!(text.to_string(), new.clone());
        prop_assert_eq!(text.words(), Text::from_str(&new).words());
        if changed == Changed::Words {
            let _ = text.apply(&Edit::Undo, &mut clip);
            prop_assert_eq!(text.to_string(), start);
            let _ = text.apply(&Edit::Redo, &mut clip);
            prop_assert_eq!(text.to_string(), new);
        }
        let _ = text.apply(&Edit::Paste(typed), &mut clip);
    }
}
