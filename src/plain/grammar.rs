//! What an entered line means. Only known words are commands, so `:(` is an answer.
//!
//! Whether an answer will do, and what an empty line means, is the session's to say: it gets the line as it is.

use crate::screen::Screen;
use crate::screen::lines::HelpLines;
use crate::session::{Event, Place, event::Overlay};

/// What a line means.
#[derive(Debug)]
pub enum Meaning {
    /// Something for the session, in order.
    Events(Vec<Event>),
    /// Nothing; this is said instead.
    Say(&'static str),
}

/// What `line` means on this screen; a line that asks for `help` may name its country.
pub fn meaning(line: &str, screen: &Screen<'_>, help: &HelpLines) -> Meaning {
    match command(line, help) {
        Some(Ok(events)) => over(screen, events),
        Some(Err(say)) => Meaning::Say(say),
        None => Meaning::Events(vec![Event::Reply(unescaped(line).to_owned())]),
    }
}

/// A command closes what lies over the step first.
fn over(screen: &Screen<'_>, events: Vec<Event>) -> Meaning {
    let close = screen.overlay.is_some().then_some(Event::Close);
    Meaning::Events(close.into_iter().chain(events).collect())
}

/// The command a line is; `Err` with what to say where its second word is missing or wrong.
fn command(line: &str, help: &HelpLines) -> Option<Result<Vec<Event>, &'static str>> {
    let line = line.trim();
    let words: Vec<&str> = line.strip_prefix(':')?.split_whitespace().collect();
    let (first, second) = match words.as_slice() {
        [first] => (*first, None),
        [first, name @ ..] if name.len() > 1 && first.eq_ignore_ascii_case("helplines") => {
            return named_lines(name, help);
        }
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
        "helplines" => return help_lines(second),
        "noticing" => return noticing(second),
        "sources" => Event::Open(Overlay::Sources),
        "noticed" => Event::Open(Overlay::Noticed),
        "takeback" => Event::Share(false),
        "quit" => Event::Leave,
        "exit" => Event::Vanish,
        "goto" | "change" | "drop" => return with_word(&first, second),
        nearly if second.is_none() && is_nearly(nearly) => return Some(Err(NEARLY)),
        _ => return None,
    };
    // Words behind a command that takes none: somebody is writing, not commanding.
    second.is_none().then(|| Ok(vec![alone]))
}

/// Alone, or with the short name of a country: two letters, or `other` for any.
fn help_lines(country: Option<&str>) -> Option<Result<Vec<Event>, &'static str>> {
    let open = Event::Open(Overlay::HelpLines);
    match country {
        None => Some(Ok(vec![open])),
        Some(code) if code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()) => {
            Some(Ok(vec![Event::Country(code.to_ascii_uppercase()), open]))
        }
        Some(code) if code.eq_ignore_ascii_case("other") => {
            Some(Ok(vec![Event::Country(code.to_ascii_lowercase()), open]))
        }
        Some(name) if name.chars().all(char::is_alphabetic) => Some(Ok(vec![Event::Country(name.to_owned()), open])),
        Some(_) => None,
    }
}

/// By the name of a country in several words: of one there are lines for, or as such names are written, with capital
/// letters. Other words are somebody's own.
fn named_lines(name: &[&str], help: &HelpLines) -> Option<Result<Vec<Event>, &'static str>> {
    let is_small = |word: &&str| ["of", "the", "and"].contains(word);
    let is_capital = |word: &&str| word.starts_with(|first: char| first.is_uppercase());
    let is_name =
        name.len() <= 5 && name.iter().any(is_capital) && name.iter().all(|word| is_capital(word) || is_small(word));
    let words = name.join(" ");
    (is_name || help.names(&words)).then(|| Ok(vec![Event::Country(words), Event::Open(Overlay::HelpLines)]))
}

/// Commands, for a word that is nearly one.
const COMMANDS: [&str; 15] = [
    "back",
    "skip",
    "next",
    "review",
    "words",
    "help",
    "helplines",
    "sources",
    "noticed",
    "noticing",
    "takeback",
    "quit",
    "exit",
    "goto",
    "change",
];

/// A single word that is nearly a command: nobody means it as an answer, and it would take the place of one.
fn is_nearly(word: &str) -> bool {
    let swapped = |known: &str| {
        let (mut one, mut other): (Vec<char>, Vec<char>) = (word.chars().collect(), known.chars().collect());
        one.sort_unstable();
        other.sort_unstable();
        one == other
    };
    let one_off = |known: &str| {
        let (short, long) = if word.len() < known.len() { (word, known) } else { (known, word) };
        let same = short.chars().zip(long.chars()).take_while(|(one, other)| one == other).count();
        let (rest, more) = (short.chars().skip(same), long.chars().skip(same + 1));
        let shifted = rest.clone().eq(more.clone());
        let changed = short.chars().count() == long.chars().count() && rest.skip(1).eq(more);
        shifted || changed
    };
    let is_word = word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_word && COMMANDS.iter().any(|known| swapped(known) || one_off(known))
}

/// What is said to it.
const NEARLY: &str = "That is no command. :help names them all. With two colons in front it is an answer.";

/// On or off.
fn noticing(switch: Option<&str>) -> Option<Result<Vec<Event>, &'static str>> {
    let on = match switch.map(str::to_ascii_lowercase).as_deref() {
        None => return Some(Err("Type :noticing on or :noticing off.")),
        Some("on") => true,
        Some("off") => false,
        Some(_) => return None,
    };
    Some(Ok(vec![Event::Noticing(on), Event::Open(Overlay::Noticed)]))
}

fn with_word(first: &str, second: Option<&str>) -> Option<Result<Vec<Event>, &'static str>> {
    let number = second.and_then(|word| word.parse::<usize>().ok()).filter(|number| *number > 0);
    Some(match (first, second, number) {
        ("goto", Some(step), _) => Ok(vec![Event::GoTo(Place::from(step.to_owned()))]),
        ("goto", None, _) => Err("Type the name of a step behind :goto; :review shows the names."),
        ("change", _, Some(number)) => Ok(vec![Event::Change(number)]),
        ("drop", _, Some(number)) => Ok(vec![Event::Drop(number)]),
        (_, None, None) => Err("Type the number of an entry behind it, such as :change 2 or :drop 2."),
        // `:drop it` is no command.
        _ => return None,
    })
}

/// Two colons at the start stand for one.
fn unescaped(line: &str) -> &str {
    line.strip_prefix(':').filter(|rest| rest.starts_with(':')).unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plain::tests::{choice, screen};
    use crate::screen::Layer;
    use crate::screen::lines::Country;

    fn said(line: &str, screen: &Screen<'_>) -> String {
        match meaning(line, screen, &help()) {
            Meaning::Say(words) => format!("say {}", words.split_whitespace().next().unwrap_or_default()),
            Meaning::Events(events) => format!("{events:?}"),
        }
    }

    /// Lines for one country.
    fn help() -> HelpLines {
        let (code, name) = ("UK".to_owned(), "United Kingdom".to_owned());
        let country = Country { code, name, names: vec!["Great Britain".to_owned()], lines: Vec::new() };
        HelpLines { countries: vec![country], otherwise: String::new() }
    }

    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(said(line, &screen(choice(None))), expected, "{line}");
    }

    #[test]
    fn known_words_are_commands() {
        check(":back", "[Back]");
        check(" :BACK ", "[Back]");
        check(":next", "[Submit]");
        check(":skip", "[Skip]");
        check(":words", "[Open(Words)]");
        check(":helplines", "[Open(HelpLines)]");
        check(":helplines de", "[Country(\"DE\"), Open(HelpLines)]");
        check(":helplines other", "[Country(\"other\"), Open(HelpLines)]");
        check(":noticing off", "[Noticing(false), Open(Noticed)]");
        check(":noticing ON", "[Noticing(true), Open(Noticed)]");
        check(":noticing", "say Type");
        check(":noticing things", "[Reply(\":noticing things\")]");
        check(":helplines Germany", "[Country(\"Germany\"), Open(HelpLines)]");
        check(":helplines britain", "[Country(\"britain\"), Open(HelpLines)]");
        check(":helplines Espa\u{f1}a", "[Country(\"Espa\u{f1}a\"), Open(HelpLines)]");
        check(
            ":helplines the United States of America",
            "[Country(\"the United States of America\"), Open(HelpLines)]",
        );
        check(":helplines 911", "[Reply(\":helplines 911\")]");
        check(":helplines United Kingdom", "[Country(\"United Kingdom\"), Open(HelpLines)]");
        check(":helplines are useless", "[Reply(\":helplines are useless\")]");
        check(":quit", "[Leave]");
        check(":exit", "[Vanish]");
        check(":takeback", "[Share(false)]");
        check(":takeback what I said", "[Reply(\":takeback what I said\")]");
        check(":change 2", "[Change(2)]");
        check(":drop 12", "[Drop(12)]");
        check(":goto seen", "[GoTo(Place { step: StepId(\"seen\"), item: None })]");
        check(":goto", "say Type");
        check(":change", "say Type");
    }

    #[test]
    fn a_country_there_are_lines_for_is_named_in_any_case_and_nothing_else_is_taken_for_one() {
        for name in ["united kingdom", "UNITED KINGDOM", "great Britain", "Great britain", "the united kingdom"] {
            check(&format!(":helplines {name}"), &format!("[Country({name:?}), Open(HelpLines)]"));
        }
        for line in [":helplines in the united kingdom", ":helplines united we stand", ":helplines are no use"] {
            check(line, &format!("[Reply({line:?})]"));
        }
    }

    #[test]
    fn everything_else_is_an_answer() {
        check(":(", "[Reply(\":(\")]");
        check(":back to normal, he said", "[Reply(\":back to normal, he said\")]");
        check(":back again", "[Reply(\":back again\")]");
        check(":drop it", "[Reply(\":drop it\")]");
        check(":change 0", "[Reply(\":change 0\")]");
        check(":nonsense", "[Reply(\":nonsense\")]");
        check(":bakc", "say That");
        check(":hlep", "say That");
        check(":quitt", "say That");
        check(":skp", "[Reply(\":skp\")]");
        check(":exist", "say That");
        check(":word", "say That");
        check(":sorry", "[Reply(\":sorry\")]");
        check("::bakc", "[Reply(\":bakc\")]");
        check("back", "[Reply(\"back\")]");
        check("::back", "[Reply(\":back\")]");
        check(":::", "[Reply(\"::\")]");
        check(".", "[Reply(\".\")]");
        check("..", "[Reply(\"..\")]");
        check("  two  ", "[Reply(\"  two  \")]");
        check("", "[Reply(\"\")]");
        check(":helplines are no use", "[Reply(\":helplines are no use\")]");
    }

    #[test]
    fn a_command_closes_what_lies_over_the_step() {
        let mut over = screen(choice(None));
        over.overlay = Some(Layer { title: "Review".to_owned(), blocks: choice(None), from_end: false });
        assert_eq!(said(":skip", &over), "[Close, Skip]");
        assert_eq!(said("2", &over), "[Reply(\"2\")]");
    }
}
