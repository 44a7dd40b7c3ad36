//! Drafts of the shipped guides: whichever parts are left out, what is built reads as whole sentences.

use std::collections::BTreeMap;

use stepback::guide::Template;
use stepback::prompt::answer::Answer;
use stepback::prompt::compose::Compose;
use stepback::prompt::{Prompt, Say};

use crate::shipped::{all, said};

struct Said;

impl Say for Said {
    fn say(&self, template: &Template) -> String {
        said(template)
    }
}

/// What somebody may write into every part alike.
const WRITTEN: [&str; 6] = ["hello there", "Some words", "Tue or Wed?", "not yet.", "tired,", "late!"];

/// What the parts with a bit set in `which` build.
fn built(draft: &Compose, which: u32, words: impl Fn(usize) -> String) -> String {
    let chosen = draft.parts.iter().enumerate().filter(|(at, _)| which & (1 << at) != 0);
    let parts: BTreeMap<String, String> = chosen.map(|(at, part)| (part.id.clone(), words(at))).collect();
    draft.text_of(&Answer::Composed { parts, text: None, aside: Vec::new() }, &Said)
}

/// What keeps a text from being whole sentences.
fn fault(text: &str) -> Option<&'static str> {
    let ends = ['.', '?', '!'];
    if !text.ends_with(ends) {
        return Some("no stop at the end");
    }
    if text.contains("  ") {
        return Some("two spaces");
    }
    let stop = |c: &char| ends.contains(c) || [',', ';', ':'].contains(c);
    if text.chars().zip(text.chars().skip(1)).any(|(one, next)| stop(&one) && stop(&next)) {
        return Some("two stops");
    }
    for sentence in text.split_inclusive(ends).map(str::trim) {
        let first = sentence.split_whitespace().next().unwrap_or_default();
        if first.starts_with(char::is_lowercase) || ["And", "About"].contains(&first) {
            return Some("a sentence that begins in its middle");
        }
    }
    let goes_on = |word: &str| word.ends_with(['?', '!']);
    let broken = text.split_whitespace().zip(text.split_whitespace().skip(1));
    broken.into_iter().any(|(word, next)| goes_on(word) && next == "work?").then_some("a stop within a sentence")
}

#[test]
fn whichever_parts_of_a_draft_are_left_out_whole_sentences_are_built() {
    let mut looked = 0;
    for shipped in all() {
        for step in &shipped.guide.steps {
            let Prompt::Compose(draft) = &step.prompt else { continue };
            looked += 1;
            for which in 1..1_u32 << draft.parts.len() {
                let examples = built(draft, which, |at| said(&draft.parts[at].placeholder));
                let alike = WRITTEN.map(|written| built(draft, which, |_| written.to_owned()));
                for text in std::iter::once(examples).chain(alike) {
                    assert_eq!(fault(&text), None, "{}, {}: {text}", shipped.name, step.id.as_str());
                }
            }
        }
    }
    assert!(looked >= 3, "{looked} drafts");
}
