//! The home machine: what rows do, and that nothing is erased without a yes.

use super::*;

fn home() -> Home {
    let entry = |id: &str, status| Entry {
        id: id.to_owned(),
        guide: "Gone quiet".to_owned(),
        status,
        day: "22 November".to_owned(),
        versions: Vec::new(),
    };
    let guide = Offer { id: "small".to_owned(), title: "Small".to_owned(), about: "One question.".to_owned() };
    Home::new(vec![entry("aa", Status::Open), entry("bb", Status::Waiting), entry("cc", Status::Finished)], vec![guide])
}

fn shown(home: &Home) -> String {
    let screen = home.screen(|_| Vec::new());
    let mut words = Vec::new();
    let over = screen.overlay.iter().flat_map(|layer| &layer.blocks);
    for block in screen.blocks.iter().chain(over) {
        match block {
            Block::Question(text) | Block::Note(text) | Block::Complaint(text) | Block::Prose(text) => {
                words.push(text.clone());
            }
            Block::Options { rows, .. } => words.extend(rows.iter().map(|row| row.id.clone())),
            Block::Recap(recalled) => words.extend(recalled.iter().map(|one| one.answer.clone())),
            other => panic!("{other:?}"),
        }
    }
    words.join("|")
}

#[track_caller]
fn check(lines: &[&str], wish: Option<&Wish>, expected: &str) {
    let mut home = home();
    let mut last = None;
    for line in lines {
        last = home.handle(Event::Reply((*line).to_owned()));
    }
    assert_eq!(last.as_ref(), wish);
    assert!(shown(&home).contains(expected), "{}", shown(&home));
}

#[test]
fn the_start_offers_what_there_is() {
    check(&[], None, "What would you like to do?|go-on|waits|begin|read|export|erase|leave");
    assert_eq!(shown(&Home::new(Vec::new(), Vec::new())), "What would you like to do?|begin|leave");
    check(&["1"], Some(&Wish::GoOn("aa".to_owned())), "");
    check(&["2"], None, "Which one?|aa|bb");
    check(&["2", "2"], Some(&Wish::GoOn("bb".to_owned())), "");
    check(&["3", "1"], Some(&Wish::Begin("small".to_owned())), "");
    check(&["4", "3"], Some(&Wish::Read("cc".to_owned())), "");
    check(&["5", "1"], Some(&Wish::Export("aa".to_owned())), "");
    check(&["7"], Some(&Wish::Leave), "");
}

#[test]
fn nothing_is_erased_without_a_yes() {
    check(&["6", "1"], None, "It is gone from this computer for good");
    check(&["6", "1", "yes"], Some(&Wish::Erase("aa".to_owned())), "");
    check(&["6", "1", ""], None, "Which one is to be erased?");
    check(&["6", "1", "1"], None, "Which one is to be erased?");
    let mut home = home();
    home.erased("aa", "Erased.".to_owned());
    assert!(shown(&home).starts_with("Erased.|"));
    assert_eq!(home.sessions.len(), 2);
}

#[test]
fn an_empty_line_chooses_nothing() {
    check(&[""], None, "Type one of the numbers");
    check(&["9"], None, "Choose one of the numbers.");
    check(&["3", ""], None, "What would you like to do?");
}

#[test]
fn keys_do_what_lines_do() {
    let mut home = home();
    assert_eq!(home.handle(Event::Move(Move::Down)), None);
    assert_eq!(home.handle(Event::Submit), None);
    assert_eq!(home.handle(Event::Submit), Some(Wish::GoOn("aa".to_owned())));
    assert_eq!(home.handle(Event::Back), None);
    assert_eq!(home.handle(Event::Back), Some(Wish::Leave));
    assert_eq!(home.handle(Event::Vanish), Some(Wish::Vanish));
    home.handle(Event::Open(Overlay::Help));
    assert!(home.screen(|_| Vec::new()).overlay.is_some());
    assert_eq!(home.handle(Event::Close), None);
    assert!(home.screen(|_| Vec::new()).overlay.is_none());
}

#[test]
fn back_is_named_only_where_a_way_leads_back() {
    let mut home = home();
    let hints = |home: &Home| home.screen(|_| Vec::new()).hints;
    assert_eq!(hints(&home), [Hint::Submit, Hint::Choose, Hint::Help, Hint::Leave, Hint::Vanish]);
    home.handle(Event::Reply("2".to_owned()));
    assert_eq!(hints(&home), [Hint::Submit, Hint::Choose, Hint::Back, Hint::Help, Hint::Leave, Hint::Vanish]);
    assert_eq!(home.handle(Event::Back), None);
    assert!(!hints(&home).contains(&Hint::Back));
    home.reads("Gone quiet".to_owned(), Vec::new());
    assert_eq!(hints(&home), [Hint::Back, Hint::Help, Hint::Leave, Hint::Vanish]);
}

#[test]
fn help_lines_of_another_country_can_be_chosen() {
    let mut home = home().in_country(Some("US".to_owned()));
    home.handle(Event::Open(Overlay::HelpLines));
    assert_eq!(home.handle(Event::Country("DE".to_owned())), None);
    let mut asked = None;
    let screen = home.screen(|country| {
        asked = country.map(str::to_owned);
        let all = ["US", "DE"].map(|code| (code.to_owned(), String::new())).to_vec();
        vec![Block::Countries { all, at: 1 }]
    });
    assert_eq!(screen.hints, [Hint::Country, Hint::Close, Hint::Vanish]);
    assert!(screen.overlay.is_some());
    assert_eq!((asked.as_deref(), home.country()), (Some("DE"), Some("DE")));
}

#[test]
fn what_was_asked_for_is_read_and_left_again() {
    let mut home = home();
    let answer =
        Recalled { question: "What?".to_owned(), answer: "That.".to_owned(), state: crate::session::State::Given };
    home.reads("Gone quiet".to_owned(), vec![answer]);
    assert_eq!(shown(&home), "Gone quiet|That.");
    assert_eq!(home.handle(Event::Submit), None);
    assert!(shown(&home).starts_with("Which one would you like to read?"));
}

#[test]
fn of_several_versions_one_is_chosen_and_all_are_erased() {
    let mut home = home();
    home.sessions[0].versions = vec!["22 November".to_owned(), "20 November".to_owned()];
    let says = |home: &mut Home, line: &str| home.handle(Event::Reply(line.to_owned()));
    assert_eq!(says(&mut home, "1"), None);
    assert!(shown(&home).contains("written in two places at once"), "{}", shown(&home));
    assert!(shown(&home).ends_with("aa@1|aa@2"), "{}", shown(&home));
    assert_eq!(says(&mut home, "2"), Some(Wish::GoOn("aa@2".to_owned())));
    assert_eq!(home.handle(Event::Back), None);
    assert!(shown(&home).starts_with("Which one?"), "{}", shown(&home));
    home.says(String::new());
    for line in ["4", "1"] {
        says(&mut home, line);
    }
    assert_eq!(says(&mut home, "1"), Some(Wish::Read("aa@1".to_owned())));
    home.says(String::new());
    for line in ["6", "1"] {
        says(&mut home, line);
    }
    assert!(shown(&home).contains("All its 2 versions go with it."), "{}", shown(&home));
}

#[test]
fn what_cannot_be_read_is_said_at_the_start_again_and_again() {
    let mut home = Home::new(Vec::new(), Vec::new()).with_wrong(vec!["One cannot be read.".to_owned()]);
    assert!(shown(&home).starts_with("One cannot be read.|What would"));
    home.handle(Event::Reply("9".to_owned()));
    assert!(shown(&home).starts_with("One cannot be read.|What would"));
    home.handle(Event::Reply("1".to_owned()));
    assert!(shown(&home).starts_with("Which guide?"));
}

#[test]
fn a_session_that_cannot_be_read_can_be_erased() {
    let mut home = Home::new(Vec::new(), Vec::new()).with_unread(vec!["dd".to_owned()]);
    assert_eq!(shown(&home), "What would you like to do?|begin|erase|leave");
    let reply = |home: &mut Home, line: &str| home.handle(Event::Reply(line.to_owned()));
    assert_eq!(reply(&mut home, "2"), None);
    assert_eq!(shown(&home), "Which one is to be erased?|dd");
    assert_eq!(reply(&mut home, "1"), None);
    assert_eq!(reply(&mut home, "yes"), Some(Wish::Erase("dd".to_owned())));
    home.erased("dd", "It is erased.".to_owned());
    assert_eq!(shown(&home), "It is erased.|What would you like to do?|begin|leave");
}
