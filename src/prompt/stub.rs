//! Stand-in for what the kinds do: names and signatures the session and the screens call. The kinds replace this
//! whole file (delete it when they land; keep these names).
#![allow(unused, missing_docs, clippy::all, clippy::pedantic, clippy::restriction)]
use super::draft::Spot;
use super::*;
use crate::guide::condition::Outcome;
use crate::guide::*;
use crate::screen::*;
use crate::session::event::*;
use crate::text::*;
impl Prompt {
    pub fn open(&self, b: Option<&Answer>, s: Option<Spot>, scene: &Scene<'_>) -> Draft {
        todo!()
    }
    pub fn accept(&self, d: &Draft, scene: &Scene<'_>) -> Result<Answer, Complaint> {
        todo!()
    }
    pub fn keep(&self, d: &Draft, scene: &Scene<'_>) -> Option<Answer> {
        todo!()
    }
    pub fn show<'d>(&self, d: &'d Draft, scene: &Scene<'_>, out: &mut Vec<Block<'d>>) {
        todo!()
    }
    pub fn reply(&self, d: &mut Draft, l: &str, scene: &Scene<'_>) -> Replied {
        todo!()
    }
    pub fn step(&self, d: &mut Draft, m: Move, scene: &Scene<'_>) -> bool {
        todo!()
    }
    pub fn toggle(&self, d: &mut Draft, scene: &Scene<'_>) -> bool {
        todo!()
    }
    pub fn pick(&self, d: &mut Draft, n: i64, scene: &Scene<'_>) -> bool {
        todo!()
    }
    pub fn item(&self, d: &mut Draft, m: ItemEvent, scene: &Scene<'_>) -> bool {
        todo!()
    }
    pub fn focus(&self, d: &Draft) -> Focus {
        todo!()
    }
    pub fn hints(&self, d: &Draft) -> Vec<block::Hint> {
        todo!()
    }
    pub fn options(&self) -> Option<&Options> {
        todo!()
    }
    pub fn earlier(&self) -> Vec<Reference> {
        todo!()
    }
    pub fn outlives(&self, d: &Draft) -> bool {
        todo!()
    }
}
impl Draft {
    pub fn edit(&mut self, e: &Edit, c: &mut Clip) -> Changed {
        todo!()
    }
    pub fn change(&mut self, n: usize) -> bool {
        todo!()
    }
    pub fn drop_item(&mut self, n: usize) -> bool {
        todo!()
    }
    pub fn focused_text(&self) -> Option<&Text> {
        todo!()
    }
    pub fn focused_text_mut(&mut self) -> Option<&mut Text> {
        todo!()
    }
    pub fn spot(&self) -> Spot {
        todo!()
    }
    pub fn number(&mut self, items: &[Item]) {
        todo!()
    }
}
impl Options {
    pub fn listed(&self) -> &[OptionSpec] {
        match self {
            Self::Listed(l) => l,
            Self::From { and, .. } => and,
        }
    }
}
impl Choice {
    pub fn of_item(i: &Item) -> Self {
        todo!()
    }
}
impl compose::Compose {
    pub fn text(&self, d: &Draft, s: &Scene<'_>) -> String {
        todo!()
    }
}
impl gate::Gate {
    pub fn outcome(&self, a: &Answer, today: jiff::civil::Date) -> Option<Outcome> {
        todo!()
    }
    pub fn cleared(&self, a: &Answer, today: jiff::civil::Date) -> bool {
        todo!()
    }
}
pub mod words {
    use super::*;
    pub fn answer_in_words(p: Option<&Prompt>, a: &Answer, s: &dyn Say) -> Vec<String> {
        todo!()
    }
    pub struct Bare;
    impl Say for Bare {
        fn say(&self, t: &Template) -> String {
            todo!()
        }
    }
    pub const NEEDED: &str = "";
    pub mod same_person_words {
        pub const UNNAMED: &str = "this person";
    }
}
