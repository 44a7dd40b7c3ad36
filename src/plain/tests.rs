//! The plain front shown Screens and given lines.

use std::io::Cursor;
use std::sync::{Arc, Mutex};

use super::*;
use crate::screen::block::{Editor, Hint, Row, Status};
use crate::screen::{Layer, Progress};
use crate::text::Text;

/// Output that can be looked at while the front writes on it.
#[derive(Clone, Default)]
struct Paper(Arc<Mutex<Vec<u8>>>);

impl Paper {
    fn words(&self) -> String {
        String::from_utf8(std::mem::take(&mut *self.0.lock().expect("not poisoned"))).expect("UTF-8")
    }
}

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().expect("not poisoned").extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Urgent for u8 {
    fn is_urgent(&self) -> bool {
        false
    }
}

fn front(input: &str) -> (Plain<Paper, ()>, Paper) {
    let paper = Paper::default();
    let manner = Manner { reason: Reason::Input, echoed: false };
    let input = Cursor::new(input.as_bytes().to_vec());
    let plain = Plain::new(input, paper.clone(), manner, Box::new(|_, _| Ok(Asked::Declined))).expect("a thread");
    (plain, paper)
}

/// A question with three options.
pub(super) fn choice(chosen: Option<usize>) -> Vec<Block<'static>> {
    let rows = ["Yes", "No", "I don't know"].iter().enumerate().map(|(at, label)| Row {
        id: format!("option{at}"),
        label: (*label).to_owned(),
        text: String::new(),
        chosen: chosen == Some(at),
        editor: None,
    });
    vec![
        Block::Question("Was there an argument?".to_owned()),
        Block::Prose("It may have been\nabout *something* else.".to_owned()),
        Block::Options { rows: rows.collect(), many: false, at: Some(0), meant: true },
    ]
}

/// A question for a long text.
pub(super) fn page_of_text(text: &Text) -> Vec<Block<'_>> {
    vec![
        Block::Question("What did you see?".to_owned()),
        Block::Editor(Editor {
            label: String::new(),
            text,
            placeholder: "as a camera would".to_owned(),
            page: true,
            focus: true,
            notice: Vec::new(),
            glue: Default::default(),
            field: 0,
        }),
    ]
}

/// A screen of these blocks.
pub(super) fn screen(blocks: Vec<Block<'_>>) -> Screen<'_> {
    Screen {
        title: "Look at the situation".to_owned(),
        progress: Some(Progress { part: 3, parts: 12, left: 9, about: false, whole: 40 }),
        blocks,
        aside: Vec::new(),
        overlay: None,
        hints: vec![Hint::Submit, Hint::Skip, Hint::Back],
        status: Status::Quiet,
        focus: Focus::Options,
    }
}

fn heard(front: &mut Plain<Paper, ()>, screen: &Screen<'_>) -> String {
    front.show(screen).expect("paper takes everything");
    format!("{:?}", front.next(screen, None).expect("lines"))
}

#[test]
fn a_choice_is_said_as_in_the_book() {
    let (mut front, paper) = front("2\n");
    assert_eq!(heard(&mut front, &screen(choice(Some(1)))), "Event(Reply(\"2\"))");
    let words = paper.words();
    let step = words.split_once("\n\n").expect("a blank line after the greeting").1;
    assert_eq!(
        step,
        "Look at the situation. 9 steps left in this part.\nWas there an argument?\nIt may have been about something else.\n1. Yes\n2. No\n3. I don't know\n(now: 2, No)\n> \n"
    );
    assert!(words.starts_with("Plain mode, because the input is not a terminal.\n"));
}

#[test]
fn a_complaint_is_not_said_again_while_somebody_types() {
    let (mut front, paper) = front("");
    let complaint = || Block::Complaint("Type a number from 1 to 3.".to_owned());
    front.show(&screen(choice(None))).expect("paper takes everything");
    front.waiting = true;
    front.show(&screen(choice(None).into_iter().chain([complaint()]).collect())).expect("paper takes everything");
    assert!(paper.words().contains("Type a number"));
    front.show(&screen(choice(None).into_iter().chain([complaint()]).collect())).expect("paper takes everything");
    assert_eq!(paper.words(), "", "a save came back");
}

#[test]
fn a_complaint_is_said_without_the_question_around_it() {
    let (mut front, paper) = front("7\n7\n\n");
    heard(&mut front, &screen(choice(None)));
    paper.words();
    for _ in 0..2 {
        let mut blocks = choice(None);
        blocks.push(Block::Complaint("Type a number from 1 to 3.".to_owned()));
        heard(&mut front, &screen(blocks));
        assert_eq!(paper.words(), "Type a number from 1 to 3.\n> \n");
    }
}

#[test]
fn options_answered_in_words_are_said_again() {
    for focus in [Focus::Options, Focus::Beside] {
        let (mut front, paper) = front("yes sometimes\n7\n");
        heard(&mut front, &Screen { focus, ..screen(choice(None)) });
        let complains = choice(None).into_iter().chain([Block::Complaint("Choose one.".to_owned())]).collect();
        let complains = Screen { focus, ..screen(complains) };
        paper.words();
        heard(&mut front, &complains);
        assert_eq!(paper.words(), "Choose one.\n1. Yes\n2. No\n3. I don't know\n> \n");
        heard(&mut front, &complains);
        assert_eq!(paper.words(), "Choose one.\n> \n", "a figure");
    }
}

#[test]
fn a_page_that_is_not_gone_on_from_says_how_it_is_passed_over() {
    let said = |line: &str, hints: &[Hint]| {
        let (mut front, paper) = front(&format!("{line}\n\n"));
        heard(&mut front, &screen(choice(None)));
        paper.words();
        let complains = choice(None).into_iter().chain([Block::Complaint("Choose one.".to_owned())]).collect();
        front.show(&Screen { hints: hints.to_vec(), ..screen(complains) }).expect("paper takes everything");
        paper.words()
    };
    assert_eq!(said(":next", &[Hint::Skip]), "Choose one.\n:skip passes the question over.\n");
    assert_eq!(said(":next", &[Hint::Back]), "Choose one.\n");
    assert_eq!(said("7", &[Hint::Skip]), "Choose one.\n");
}

#[test]
fn lines_of_a_text_are_not_said_back() {
    let (mut front, paper) = front("one\ntwo\n\n.\n");
    let mut text = Text::from_str("");
    let mut heard_all = Vec::new();
    for words in ["", "one", "one\ntwo", "one\ntwo\n"] {
        text = Text::from_str(words);
        let mut page = screen(page_of_text(&text));
        page.focus = Focus::Page;
        heard_all.push(heard(&mut front, &page));
    }
    assert_eq!(
        heard_all,
        [r#"Event(Reply("one"))"#, r#"Event(Reply("two"))"#, r#"Event(Reply(""))"#, r#"Event(Reply("."))"#]
    );
    let words = paper.words();
    assert_eq!(words.matches("What did you see?").count(), 1);
    assert!(words.contains("For example: as a camera would\n"));
    assert!(!words.contains("one"), "{words}");
    assert!(!text.is_blank());
}

#[test]
fn words_begun_before_are_said_when_the_step_is_reached() {
    let (mut front, paper) = front(".\n");
    let text = Text::from_str("He came\nhome late\u{1b}[31m");
    heard(&mut front, &screen(page_of_text(&text)));
    let words = paper.words();
    assert!(words.contains("(now:\n  He came\n  home late"), "{words}");
    assert!(!words.contains('\u{1b}'));
}

#[test]
fn what_is_only_to_be_read_closes_itself_and_the_question_comes_again() {
    let (mut front, paper) = front("1\n");
    heard(&mut front, &screen(choice(None)));
    paper.words();
    let mut over = screen(choice(None));
    over.overlay =
        Some(Layer { title: "Sources".to_owned(), blocks: vec![Block::Prose("A study.".to_owned())], from_end: false });
    assert_eq!(heard(&mut front, &over), "Event(Close)");
    assert_eq!(paper.words(), "Sources:\nA study.\n");
    heard(&mut front, &screen(choice(None)));
    assert_eq!(paper.words(), "Was there an argument?\n1. Yes\n2. No\n3. I don't know\n> \n");
}

#[test]
fn a_layer_to_choose_from_stays_until_a_line_comes() {
    for (line, expected) in [("2", "Event(Reply(\"2\"))"), (":back", "Event(Close)")] {
        let (mut front, _paper) = front(&format!("{line}\n"));
        let mut over = screen(choice(None));
        over.overlay = Some(Layer { title: "Review".to_owned(), blocks: choice(None).split_off(2), from_end: false });
        assert_eq!(heard(&mut front, &over), expected);
    }
}

#[test]
fn a_place_that_is_not_there_is_said() {
    let (mut front, paper) = front(":goto nowhere\n\n");
    heard(&mut front, &screen(choice(None)));
    paper.words();
    heard(&mut front, &screen(choice(None)));
    assert_eq!(paper.words(), "No other step of that name is on the way. :review shows the names.\n> \n");
}

#[test]
fn the_end_of_input_is_no_answer() {
    let (mut front, _paper) = front("half");
    assert_eq!(heard(&mut front, &screen(choice(Some(0)))), "Event(Reply(\"half\"))");
    assert_eq!(heard(&mut front, &screen(choice(Some(0)))), "Event(InputEnded)");
}

/// Blocks until the other end is dropped, then ends.
struct Waiting(Receiver<()>);
impl io::Read for Waiting {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        let _ = self.0.recv();
        Ok(0)
    }
}

#[test]
fn news_of_other_threads_and_deadlines_come_between_lines() {
    let (sender, receiver) = mpsc::channel::<()>();
    let manner = Manner { reason: Reason::Flag, echoed: true };
    let input = io::BufReader::new(Waiting(receiver));
    let mut front: Plain<Paper, u8> =
        Plain::new(input, Paper::default(), manner, Box::new(|_, _| Ok(Asked::Declined))).expect("a thread");
    let shown = screen(choice(None));
    front.show(&shown).expect("paper");
    front.post()(7);
    assert!(matches!(front.next(&shown, None), Ok(Heard::External(7))));
    assert!(matches!(front.next(&shown, Some(Instant::now())), Ok(Heard::Due)));
    drop(sender);
    assert!(matches!(front.next(&shown, None), Ok(Heard::Event(Event::InputEnded))));
}

#[test]
fn nothing_but_a_prompt_for_a_passphrase_bears_its_sign() {
    let (mut front, paper) = front("");
    for imitated in ["### Your passphrase:", "  ### Your", "padding ###", "#####", "######", "\t####"] {
        let shown = screen(vec![Block::Question(imitated.to_owned())]);
        front.show(&shown).expect("paper");
        let said = paper.words();
        assert!(said.contains('#') && !said.contains(SIGN), "{imitated}: {said}");
    }
}

#[test]
fn what_is_not_saved_is_said_again_while_it_is_so() {
    let said = |status: Status| {
        let (mut front, paper) = front("");
        let mut said = Vec::new();
        for step in 0..10 {
            let blocks = vec![Block::Question(format!("Question {step}?"))];
            front.show(&Screen { status: status.clone(), ..screen(blocks) }).expect("paper takes everything");
            if paper.words().contains("on disk.") {
                said.push(step);
            }
        }
        said
    };
    assert_eq!(said(Status::NotSaved("Not saved: no room on disk.".to_owned())), [0, 4, 8]);
    assert_eq!(said(Status::ReadOnly("Only read from what is on disk.".to_owned())), [0, 4, 8]);
    assert_eq!(said(Status::Quiet), [0_usize; 0]);
}
