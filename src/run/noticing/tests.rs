//! What is noticed in the text in focus, and what it leads to.

use super::*;
use crate::guide::read;

const GUIDE: &str = r#"
format = 1
id = "a"
title = "A"
language = "en"
about = "A"

[[stage]]
id = "s"
title = "S"

[[stage.step]]
id = "one"
kind = "long"
ask = "One?"
notice = ["distanced", "message"]
"#;

/// Somebody at the page of that guide.
struct Desk {
    noticing: Noticing,
    session: Session,
    guide: Guide,
}

impl Desk {
    fn at(source: &str) -> Self {
        let (guide, faults) = read::read(source);
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
        let desk = Desk::at(GUIDE).types(words).puts_first(Some(Overlay::HelpLines));
        let told = desk.noticing.noticed(&desk.session, &desk.guide, true);
        assert_eq!(told.len(), 1, "{words}");
        assert!(told.iter().all(|one| one.question.contains("who could be called")), "{words}");
    }
    for words in ["I am so scared of him", "He threatened to hurt me and I am afraid to go home"] {
        let desk = Desk::at(GUIDE).types(words).puts_first(Some(Overlay::Safety));
        let told = desk.noticing.noticed(&desk.session, &desk.guide, true);
        assert!(!told.is_empty() && told.iter().all(|one| one.question.contains("Safety information")), "{words}");
    }
    Desk::at(GUIDE).types("You never call.\nHe threatened to hit me.\nToday I want to die.").explains(&[
        "want to die",
        "threatened to / hit me",
        "You never",
    ]);
    Desk::at(GUIDE).types("I wrote to them.").puts_first(None).explains(&["I"]);
}
