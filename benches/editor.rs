//! What a key costs on the drawing thread: one edit, the rows brought up to it, one screen of them read.
//!
//! The promise: in a megabyte of ordinary paragraphs at most one and a half times what it costs
//! in ten kilobytes; in one single paragraph of a megabyte less than half a millisecond.
//! The same with noticing on, in calm words and in words full of marks.
//! `cargo bench --bench editor` shows whether it holds; what it showed stands in `benches/README.md`.

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use stepback::notice::{CategoryEffect, Change, Mark, Rules, Who, touching};
use stepback::run::kept::{Kept, Seen};
use stepback::text::{Clip, Edit, Motion, Place, Text};
use stepback::tui::wrap::Wrap;

/// As far from the caret as the window looks for marks.
const IN_SIGHT: usize = 8 * 1024;
const WIDTH: usize = 70;
const SCREEN: usize = 20;
const SENTENCE: &str = "I wrote on Tuesday and again on Thursday; since then nothing, and I don't know why. ";
const FULL_OF_MARKS: &str = "You never call me, you don't care, and I feel ignored. ";
const CJK: &str = "星期二我写了信，星期四又写了一次；从那以后什么都没有，我不知道为什么。";

/// About `bytes` bytes of paragraphs of one to six sentences.
fn paragraphs(bytes: usize) -> String {
    let mut words = String::new();
    let mut number = 0;
    while words.len() < bytes {
        words.push_str(&SENTENCE.repeat(1 + number * 7 % 6));
        words.push('\n');
        number += 1;
    }
    words
}

/// About `bytes` bytes in lines of 62.
fn lines(bytes: usize) -> String {
    "the quick brown fox jumps over the lazy dog and comes back to\n".repeat(bytes / 62)
}

/// Somebody in the middle of writing.
struct Desk {
    text: Text,
    clip: Clip,
    wrap: Wrap,
    keys: u32,
}

impl Desk {
    fn new(words: &str) -> Self {
        let mut text = Text::from_str(words);
        let paragraph = text.paragraph_count() / 2;
        let middle = text.paragraph(paragraph).map_or(0, |paragraph| paragraph.len() / 2);
        text.set_caret(Place { paragraph, byte: middle });
        let mut desk = Self { text, clip: Clip::default(), wrap: Wrap::new(), keys: 0 };
        desk.draw();
        desk
    }

    /// Brings the rows up to the text and reads the screen around the caret.
    fn draw(&mut self) {
        let page = self.wrap.update(&self.text, WIDTH);
        let caret = page.caret();
        let first = caret.row.saturating_sub(SCREEN / 2);
        for row in page.rows(first..first + SCREEN) {
            black_box(row.cells().map(|cell| cell.width).sum::<usize>());
        }
        black_box((page.row_count(), self.text.words(), self.text.is_blank()));
    }

    /// One key: letters, a space now and then, and as many erased as typed, so that nothing grows.
    fn key(&mut self) {
        self.keys += 1;
        let edit = match self.keys % 12 {
            6 => Edit::Type(" ".to_owned()),
            0..=5 => Edit::Type("e".to_owned()),
            _ => Edit::Erase(Motion::Left),
        };
        let _ = black_box(self.text.apply(&edit, &mut self.clip));
        self.draw();
    }
}

fn key_costs(c: &mut Criterion) {
    let mut group = c.benchmark_group("key");
    let texts = [
        ("paragraphs_10_kb", paragraphs(10 << 10)),
        ("paragraphs_1_mb", paragraphs(1 << 20)),
        ("lines_10_kb", lines(10 << 10)),
        ("lines_1_mb", lines(1 << 20)),
        ("one_paragraph_10_kb", SENTENCE.repeat((10 << 10) / SENTENCE.len())),
        ("one_paragraph_1_mb", SENTENCE.repeat((1 << 20) / SENTENCE.len())),
        ("one_paragraph_1_mb_without_spaces", "abcdefghij".repeat((1 << 20) / 10)),
        ("one_paragraph_1_mb_cjk", CJK.repeat((1 << 20) / CJK.len())),
        ("one_character_of_200_kb", format!("some words a{}", "\u{301}".repeat(100_000))),
    ];
    for (name, words) in &texts {
        let mut desk = Desk::new(words);
        group.bench_function(*name, |b| b.iter(|| desk.key()));
    }
    // The saver holds a copy of the text: the key after that pays for coming apart.
    for (name, words) in &texts {
        let mut desk = Desk::new(words);
        let mut copy = desk.text.clone();
        group.bench_function(format!("{name}_after_a_snapshot"), |b| {
            b.iter(|| {
                copy = desk.text.clone();
                desk.key();
            });
        });
        drop(copy);
    }
    group.finish();
}

/// Noticing as the loop does it after a key: the marks brought up to the text, and looked through for words of harm.
struct Noticing {
    rules: Rules,
    asked: Vec<usize>,
    kept: Kept,
}

impl Noticing {
    fn new() -> Option<Self> {
        let rules = Rules::read(include_str!("../content/noticing.toml")).0?;
        Some(Self { asked: rules.asked(&["message"]), rules, kept: Kept::default() })
    }

    fn notice(&mut self, text: &Text) {
        let who = Who { me: Some("Robin"), name: Some("Sam"), subject: "he" };
        let Some(paragraph) = text.paragraph(text.caret().paragraph) else { return };
        let since = |stamp| {
            let splice = paragraph.changed_since(stamp)?;
            Some(Change { at: splice.at, removed: splice.removed, added: splice.inserted })
        };
        let seen = Seen { stamp: paragraph.stamp(), words: paragraph.as_str(), glue: [""; 2], since: &since };
        let marks = self.kept.marks(&self.rules, &who, seen, self.asked.clone());
        let effect = |category: usize| self.rules.categories().get(category).map(|known| known.effect);
        let crisis = |mark: &Mark| effect(mark.category) == Some(CategoryEffect::CrisisHelp);
        black_box(self.rules.holds_fear(marks) && marks.iter().any(crisis));
        let caret = text.caret().byte;
        let legend = |category: usize| self.rules.categories().get(category).map(|known| known.legend.clone());
        let window = caret.saturating_sub(IN_SIGHT)..caret.saturating_add(IN_SIGHT);
        let in_sight = touching(marks, &window);
        black_box(in_sight.filter_map(|mark| legend(mark.category)).collect::<Vec<_>>());
    }
}

fn noticed_key_costs(c: &mut Criterion) {
    let mut group = c.benchmark_group("noticed_key");
    let texts = [
        ("paragraphs_10_kb", paragraphs(10 << 10)),
        ("paragraphs_1_mb", paragraphs(1 << 20)),
        ("one_paragraph_1_mb_calm", SENTENCE.repeat((1 << 20) / SENTENCE.len())),
        ("one_paragraph_1_mb_full_of_marks", FULL_OF_MARKS.repeat((1 << 20) / FULL_OF_MARKS.len())),
    ];
    for (name, words) in &texts {
        let (mut desk, Some(mut noticing)) = (Desk::new(words), Noticing::new()) else { return };
        noticing.notice(&desk.text);
        group.bench_function(*name, |b| {
            b.iter(|| {
                desk.key();
                noticing.notice(&desk.text);
            });
        });
    }
    group.finish();
}

fn other_costs(c: &mut Criterion) {
    let mut group = c.benchmark_group("whole");
    group.sample_size(20);
    let megabyte = paragraphs((1 << 20) - 1000);
    let one = SENTENCE.repeat((1 << 20) / SENTENCE.len() - 2);
    group.bench_function("paste_1_mb", |b| {
        b.iter_batched(
            || (Text::new(), Edit::Paste(megabyte.clone())),
            |(mut text, edit)| {
                let _ = black_box(text.apply(&edit, &mut Clip::default()));
                (text, edit)
            },
            BatchSize::LargeInput,
        );
    });
    for (name, words) in [("paragraphs", &megabyte), ("one_paragraph", &one)] {
        let text = Text::from_str(words);
        group.bench_function(format!("wrap_1_mb_{name}"), |b| {
            b.iter_batched_ref(
                Wrap::new,
                |wrap| black_box(wrap.update(&text, WIDTH).row_count()),
                BatchSize::LargeInput,
            );
        });
    }
    let cjk = Text::from_str(&CJK.repeat((1 << 20) / CJK.len()));
    group.bench_function("wrap_1_mb_cjk", |b| {
        b.iter_batched_ref(Wrap::new, |wrap| black_box(wrap.update(&cjk, WIDTH).row_count()), BatchSize::LargeInput);
    });
    group.bench_function("read_the_shipped_noticing_rules", |b| {
        b.iter(|| black_box(Rules::read(include_str!("../content/noticing.toml")).0.is_some()));
    });
    let mut desk = Desk::new(&one);
    group.bench_function("cut_and_join_one_paragraph_of_1_mb", |b| {
        b.iter(|| {
            let _ = black_box(desk.text.apply(&Edit::Newline, &mut desk.clip));
            desk.draw();
            let _ = black_box(desk.text.apply(&Edit::Erase(Motion::Left), &mut desk.clip));
            desk.draw();
        });
    });
    group.finish();
}

criterion_group!(benches, key_costs, noticed_key_costs, other_costs);
criterion_main!(benches);
