//! What an entered line means. Only known words are commands, so `:(` is an answer.

use crate::screen::{Block, Focus, Screen, block::Hint};
use crate::session::{Event, Place, event::Overlay};

/// What a line means.
#[derive(Debug)]
pub enum Meaning {
    /// Something for the session, in order.
    Events(Vec<Event>),
    /// Nothing; this is said instead.
    Say(&'static str),
}

/// What `line` means on this screen. `begun`: a line was entered here already, so an empty one is part of the text.
pub fn meaning(line: &str, screen: &Screen<'_>, begun: bool) -> Meaning {
    match command(line) {
        Some(Ok(event)) => over(screen, event),
        Some(Err(say)) => Meaning::Say(say),
        None if screen.overlay.is_some() => to_overlay(line, screen),
        None if screen.focus == Focus::Confirm => to_question(line),
        None if line.trim().is_empty() => empty(screen, begun),
        None => Meaning::Events(vec![Event::Reply(unescaped(line).to_owned())]),
    }
}

/// A command closes what lies over the step first.
fn over(screen: &Screen<'_>, event: Event) -> Meaning {
    let leaves = matches!(event, Event::Leave | Event::Vanish);
    let close = (screen.overlay.is_some() && !leaves).then_some(Event::Close);
    Meaning::Events(close.into_iter().chain([event]).collect())
}

/// The command a line is; `Err` with what to say where its second word is missing or wrong.
fn command(line: &str) -> Option<Result<Event, &'static str>> {
    let line = line.trim();
    let words: Vec<&str> = line.strip_prefix(':')?.split_whitespace().collect();
    let (first, second) = match words.as_slice() {
        [first] => (*first, None),
        [first, second] => (*first, Some(*second)),
        _ => return None,
    };
    let first = first.to_ascii_lowercase();
    let alone = match first.as_str() {
        "back" => Event::Back,
        "skip" => Event::Skip,
        "next" => Event::Submit,
        "review" => Event::Open(Overlay::Review),
        "words" => Event::Open(Overlay::Words),
        "help" => Event::Open(Overlay::Help),
        "helplines" => Event::Open(Overlay::HelpLines),
        "sources" => Event::Open(Overlay::Sources),
        "noticed" => Event::Open(Overlay::Noticed),
        "quit" => Event::Leave,
        "exit" => Event::Vanish,
        "goto" | "change" | "drop" => return with_word(&first, second),
        _ => return None,
    };
    // Words behind a command that takes none: somebody is writing, not commanding.
    second.is_none().then_some(Ok(alone))
}

fn with_word(first: &str, second: Option<&str>) -> Option<Result<Event, &'static str>> {
    let number = second.and_then(|word| word.parse::<usize>().ok()).filter(|number| *number > 0);
    Some(match (first, second, number) {
        ("goto", Some(step), _) => Ok(Event::GoTo(Place::from(step.to_owned()))),
        ("goto", None, _) => Err("Type the name of a step behind :goto; :review shows the names."),
        ("change", _, Some(number)) => Ok(Event::Change(number)),
        ("drop", _, Some(number)) => Ok(Event::Drop(number)),
        (_, None, None) => Err("Type the number of an entry behind it, such as :change 2 or :drop 2."),
        // `:drop it` is no command.
        _ => return None,
    })
}

/// A line for something that lies over the step and can be chosen from, or that asks.
fn to_overlay(line: &str, screen: &Screen<'_>) -> Meaning {
    if screen.focus == Focus::Confirm {
        return to_question(line);
    }
    match line.trim().parse::<i64>() {
        _ if line.trim().is_empty() => Meaning::Events(vec![Event::Close]),
        Ok(number) if number > 0 => Meaning::Events(vec![Event::Pick(number), Event::Submit]),
        Ok(_) | Err(_) => Meaning::Say("Type the number of a line, or an empty line to go back to the question."),
    }
}

fn to_question(line: &str) -> Meaning {
    match line.trim().to_lowercase().as_str() {
        "y" | "yes" => Meaning::Events(vec![Event::Yes]),
        "n" | "no" => Meaning::Events(vec![Event::Close]),
        _ => Meaning::Say("Type yes or no."),
    }
}

/// An empty line keeps what is there, else skips, and never passes a gate.
fn empty(screen: &Screen<'_>, begun: bool) -> Meaning {
    let can = |hint| screen.hints.contains(&hint);
    if screen.focus == Focus::Page && begun {
        Meaning::Events(vec![Event::Reply(String::new())])
    } else if screen.focus == Focus::Reading || (holds_something(screen) && (can(Hint::Submit) || can(Hint::Skip))) {
        Meaning::Events(vec![Event::Submit])
    } else if can(Hint::Skip) {
        Meaning::Events(vec![Event::Skip])
    } else {
        Meaning::Say("This question waits for an answer. :back goes one step back, :help says what else can be done.")
    }
}

/// Something was answered or begun in one of the fields.
fn holds_something(screen: &Screen<'_>) -> bool {
    let filled = |row: &crate::screen::block::ItemRow<'_>| {
        row.cells.iter().any(|cell| !cell.text.is_blank()) || matches!(row.rating, Some(Some(_)))
    };
    screen.blocks.iter().any(|block| match block {
        Block::Options { rows, .. } => rows.iter().any(|row| row.chosen),
        Block::Scale { value, .. } => value.is_some(),
        Block::Editor(editor) => !editor.text.is_blank(),
        Block::Rows { rows, .. } | Block::Timeline(rows) => rows.iter().any(filled),
        Block::Board(columns) => columns.iter().any(|column| column.rows.iter().any(filled)),
        Block::Question(_)
        | Block::Prose(_)
        | Block::Note(_)
        | Block::Pacer { .. }
        | Block::Timer(_)
        | Block::Trend(_)
        | Block::Card { .. }
        | Block::Recap(_)
        | Block::Keys(_)
        | Block::Lines(_)
        | Block::Complaint(_)
        | Block::Noticed(_) => false,
    })
}

/// Two colons at the start stand for one.
fn unescaped(line: &str) -> &str {
    line.strip_prefix(':').filter(|rest| rest.starts_with(':')).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::tests::{choice, page_of_text, screen};

    fn said(line: &str, screen: &Screen<'_>, begun: bool) -> String {
        match meaning(line, screen, begun) {
            Meaning::Say(words) => format!("say {}", words.split_whitespace().next().unwrap_or_default()),
            Meaning::Events(events) => format!("{events:?}"),
        }
    }

    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(said(line, &screen(choice(None)), false), expected, "{line}");
    }

    #[test]
    fn known_words_are_commands() {
        check(":back", "[Back]");
        check(" :BACK ", "[Back]");
        check(":next", "[Submit]");
        check(":skip", "[Skip]");
        check(":words", "[Open(Words)]");
        check(":helplines", "[Open(HelpLines)]");
        check(":quit", "[Leave]");
        check(":exit", "[Vanish]");
        check(":change 2", "[Change(2)]");
        check(":drop 12", "[Drop(12)]");
        check(":goto seen", "[GoTo(Place { step: StepId(\"seen\"), item: None })]");
        check(":goto", "say Type");
        check(":change", "say Type");
    }

    #[test]
    fn everything_else_is_an_answer() {
        check(":(", "[Reply(\":(\")]");
        check(":back to normal, he said", "[Reply(\":back to normal, he said\")]");
        check(":back again", "[Reply(\":back again\")]");
        check(":drop it", "[Reply(\":drop it\")]");
        check(":change 0", "[Reply(\":change 0\")]");
        check(":nonsense", "[Reply(\":nonsense\")]");
        check("back", "[Reply(\"back\")]");
        check("::back", "[Reply(\":back\")]");
        check(":::", "[Reply(\"::\")]");
        check(".", "[Reply(\".\")]");
        check("..", "[Reply(\"..\")]");
        check("  two  ", "[Reply(\"  two  \")]");
    }

    #[test]
    fn an_empty_line_keeps_what_is_there_else_skips_and_never_passes_a_gate() {
        assert_eq!(said("", &screen(choice(None)), false), "[Skip]");
        assert_eq!(said("  ", &screen(choice(Some(1))), false), "[Submit]");
        let mut gate = screen(choice(None));
        gate.hints.clear();
        assert_eq!(said("", &gate, false), "say This");
        let mut answered = screen(choice(Some(0)));
        answered.hints.clear();
        assert_eq!(said("", &answered, false), "say This");
        let mut reading = screen(Vec::new());
        reading.focus = Focus::Reading;
        assert_eq!(said("", &reading, false), "[Submit]");
    }

    #[test]
    fn inside_a_text_an_empty_line_is_a_paragraph() {
        let text = crate::text::Text::from_str("one");
        let mut page = screen(page_of_text(&text));
        page.focus = Focus::Page;
        assert_eq!(said("", &page, true), "[Reply(\"\")]");
        assert_eq!(said("", &page, false), "[Submit]");
    }
}
