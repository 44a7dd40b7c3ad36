//! What is noticed in the text in focus, and what it leads to.

use super::*;
use crate::guide::read;
use crate::screen::lines::HelpLines;
use crate::screen::{Around, Block, Screen};
use crate::session::event::Move;

/// What stands before the one step of a guide.
const HEAD: &str = r#"
format = 1
id = "a"
title = "A"
language = "en"
about = "A"

[[stage]]
id = "s"
title = "S"
"#;

const PAGE: &str = r#"
[[stage.step]]
id = "one"
kind = "long"
ask = "One?"
notice = ["distanced", "message"]
"#;

/// A draft with glue of its own around its parts.
const DRAFT: &str = r#"
[[stage.step]]
id = "one"
kind = "draft"
to = "me"
ask = "One?"
notice = ["message"]
parts = [
  { id = "feel", ask = "What do you feel?", before = "I feel ", placeholder = "worried" },
  { id = "like", ask = "What would you like?", before = ", and I would like ", after = ".", placeholder = "to talk" },
]
"#;

/// Somebody at a step.
struct Desk {
    noticing: Noticing,
    session: Session,
    guide: Guide,
}

impl Desk {
    fn at(step: &str) -> Self {
        let (guide, faults) = read::read(&format!("{HEAD}{step}"));
        let guide = guide.unwrap_or_else(|| panic!("{faults:?}"));
        let rules = Rules::read(include_str!("../../../content/noticing.toml")).0.expect("rules");
        let mut session = Session::begin(&guide, "", true);
        let _ = session.handle(&guide, Event::Begin(Box::new(crate::run::begin(Vec::new(), false))));
        Self { noticing: Noticing::new(rules), session, guide }
    }

    fn does(mut self, event: Event) -> Self {
        let _ = self.session.handle(&self.guide, event);
        self.noticing.follow(&self.session, &self.guide);
        self
    }

    fn types(self, words: &str) -> Self {
        self.does(Event::Edit(Edit::Paste(words.to_owned())))
    }

    /// The words that are explained, in order.
    #[track_caller]
    fn explains(self, expected: &[&str]) -> Self {
        let told = self.noticing.noticed(&self.session, &self.guide, true);
        let told: Vec<String> = told.iter().map(|noticed| noticed.words.join(" / ")).collect();
        assert_eq!(told, expected);
        self
    }

    /// The words that are marked in the field in focus.
    fn marked(&self) -> Vec<String> {
        let lines = HelpLines::default();
        let around = Around { lines: &lines, noticed: &[], kept_at: "", origin: "", blocked: None };
        let screen = Screen::of(&self.session, &self.guide, &around);
        let editors = screen.blocks.iter().filter_map(|block| match block {
            Block::Editor(editor) if editor.focus => Some(editor),
            _ => None,
        });
        let mut words = Vec::new();
        for editor in editors {
            let whole = editor.text.paragraph(0).map_or("", Paragraph::as_str);
            let marks = self.noticing.marks(editor, 0, &(0..whole.len()));
            words.extend(marks.into_iter().filter_map(|(bytes, ..)| whole.get(bytes).map(str::to_owned)));
        }
        words
    }

    #[track_caller]
    fn puts_first(self, expected: Option<Overlay>) -> Self {
        assert_eq!(self.noticing.safety_first(&self.session, &self.guide), expected);
        self
    }
}

#[test]
fn words_of_fear_or_harm_are_never_corrected_and_come_first() {
    for words in
        ["I want to kill myself ", "i want to die", "I can't go on", "I want to end it all and you never call me"]
    {
        let desk = Desk::at(PAGE).types(words).puts_first(Some(Overlay::HelpLines));
        let told = desk.noticing.noticed(&desk.session, &desk.guide, true);
        assert_eq!(told.len(), 1, "{words}");
        assert!(told.iter().all(|one| one.question.contains("who could be called")), "{words}");
    }
    for words in ["I am so scared of him", "He threatened to hurt me and I am afraid to go home"] {
        let desk = Desk::at(PAGE).types(words).puts_first(Some(Overlay::Safety));
        let told = desk.noticing.noticed(&desk.session, &desk.guide, true);
        assert!(!told.is_empty() && told.iter().all(|one| one.question.contains("Safety information")), "{words}");
    }
    Desk::at(PAGE).types("You never call.\nHe threatened to hit me.\nToday I want to die.").explains(&[
        "want to die",
        "threatened to / hit me",
        "You never",
    ]);
    Desk::at(PAGE).types("I wrote to them.").puts_first(None).explains(&["I"]);
}

#[test]
fn a_part_is_noticed_as_it_reads_in_the_whole() {
    for words in ["ignored", "rejected", "betrayed", "abandoned", "I feel ignored"] {
        let desk = Desk::at(DRAFT).types(words);
        let marked = desk.marked();
        assert!(!marked.is_empty(), "{words}");
        assert!(marked.iter().all(|one| words.contains(one.as_str())), "{words}: {marked:?}");
        desk.explains(&marked.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let both = Desk::at(DRAFT).types("unloved and used");
    assert!(!both.marked().is_empty());
    assert!(Desk::at(DRAFT).types("worried").explains(&[]).marked().is_empty());
    let next = Desk::at(DRAFT).types("sad").does(Event::Enter).types("ignored");
    assert!(next.explains(&[]).marked().is_empty(), "its glue is another one");
}

#[test]
fn all_of_a_draft_is_looked_over_the_part_in_focus_first() {
    let desk = Desk::at(DRAFT).types("ignored").does(Event::Enter);
    assert!(!desk.noticing.noticed(&desk.session, &desk.guide, false).is_empty(), "the bar names the key");
    let desk = desk.explains(&["ignored"]).types("a talk, as I feel rejected");
    let desk = desk.explains(&["rejected", "ignored"]);
    let whole = desk.does(Event::Move(Move::NextField));
    assert_eq!(whole.marked(), ["ignored", "rejected"], "the whole text itself");
    whole.does(Event::Move(Move::NextField)).explains(&["ignored", "rejected"]);
    let afraid = Desk::at(DRAFT).types("so afraid of them hitting me").does(Event::Enter);
    afraid.puts_first(Some(Overlay::Safety));
    let sad = Desk::at(DRAFT).types("sad").does(Event::Enter).types("a walk");
    assert!(sad.noticing.noticed(&sad.session, &sad.guide, false).is_empty());
}

#[test]
fn a_long_paragraph_is_marked_where_it_can_be_seen() {
    let words = "You never call. ".repeat(20_000);
    let desk = Desk::at(PAGE).types(&words);
    let text = desk.session.draft().focused_text().expect("a text");
    let editor = Editor {
        label: String::new(),
        text,
        placeholder: String::new(),
        page: true,
        focus: true,
        notice: vec!["message".to_owned()],
        glue: Default::default(),
        field: 0,
    };
    let marks = desk.noticing.marks(&editor, 0, &(160_000..160_160));
    let begins: Vec<usize> = marks.iter().map(|(bytes, ..)| bytes.start).collect();
    assert_eq!(begins, (160_000..=160_160).step_by(16).collect::<Vec<_>>());
}
