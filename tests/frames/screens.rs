//! Hand-made screens: one for each kind of thing a screen shows, with words a person might write.

#![allow(
    clippy::assigning_clones,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::large_stack_arrays,
    clippy::match_wild_err_arm,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may stop at the first thing that is not as it says"
)]

pub mod over;

use stepback::prompt::pacer::Breath;
use stepback::screen::block::{Change, Column, Editor, Hint, ItemRow, Recalled, Row, Status};
use stepback::screen::{Block, Focus, Progress, Screen};
use stepback::session::State;
use stepback::text::Text;

/// Every screen, by name.
pub fn all() -> Vec<(&'static str, Screen<'static>)> {
    vec![
        ("choice", choice()),
        ("choices", choices()),
        ("long", long()),
        ("scale", scale()),
        ("board", board()),
        ("list", list()),
        ("if_then", if_then()),
        ("rated", rated()),
        ("timeline", timeline()),
        ("pacer", pacer()),
        ("trend", trend()),
        ("card", card()),
        ("form", form()),
        ("read", read()),
        ("help", over::help()),
        ("help_lines", over::help_lines()),
        ("review", over::review()),
        ("noticed", over::noticed()),
        ("leave", over::leave()),
        ("empty", empty()),
    ]
}

pub fn text(words: &str) -> &'static Text {
    Box::leak(Box::new(Text::from_str(words)))
}

pub fn editor(words: &str, field: usize, focus: bool) -> Editor<'static> {
    Editor {
        label: String::new(),
        text: text(words),
        placeholder: String::new(),
        page: false,
        focus,
        notice: Vec::new(),
        glue: Default::default(),
        field,
    }
}

fn page(words: &str) -> Editor<'static> {
    Editor { page: true, ..editor(words, 0, true) }
}

pub fn screen(title: &str, focus: Focus, blocks: Vec<Block<'static>>) -> Screen<'static> {
    let hints = match focus {
        Focus::Page | Focus::Line | Focus::Item => {
            vec![Hint::Submit, Hint::Back, Hint::Skip, Hint::Words, Hint::Editor, Hint::Help, Hint::Vanish]
        }
        Focus::Scale | Focus::Rating | Focus::Options | Focus::Beside | Focus::Below => {
            vec![Hint::Choose, Hint::Submit, Hint::Back, Hint::Skip, Hint::Words, Hint::Help, Hint::Vanish]
        }
        Focus::Reading => {
            vec![Hint::Submit, Hint::Back, Hint::Words, Hint::Review, Hint::Sources, Hint::Help, Hint::Vanish]
        }
        Focus::Through => vec![Hint::Close, Hint::Vanish],
        Focus::Confirm => vec![Hint::Yes, Hint::Close, Hint::Vanish],
    };
    Screen {
        title: title.to_owned(),
        progress: Some(Progress { part: 5, parts: 14, left: 9, about: true, whole: 40 }),
        blocks,
        aside: Vec::new(),
        overlay: None,
        hints,
        status: Status::Saved,
        focus,
    }
}

fn question(text: &str) -> Block<'static> {
    Block::Question(text.to_owned())
}

pub fn row(label: &str, text: &str, chosen: bool) -> Row<'static> {
    Row {
        id: label.to_lowercase().replace(' ', "_"),
        label: label.to_owned(),
        text: text.to_owned(),
        chosen,
        editor: None,
    }
}

fn wrote(question: &str, answer: &str, state: State) -> Recalled {
    Recalled { question: question.to_owned(), answer: answer.to_owned(), state }
}

pub fn choice() -> Screen<'static> {
    let rows = vec![
        row("Yes, and it is still in the air", "", false),
        row("Yes, but I thought it was settled", "", true),
        row("No", "", false),
        row("I don't know", "", false),
    ];
    let mut screen = screen(
        "Look at the situation",
        Focus::Options,
        vec![
            question("Did you and Sam have a hard argument that never got settled?"),
            Block::Prose("It may have been about something else entirely.".to_owned()),
            Block::Options { rows, many: false, at: Some(1), meant: true },
        ],
    );
    screen.aside = vec![Block::Recap(vec![wrote(
        "You wrote",
        "Since Sunday he has read my messages and not answered. On Tuesday he liked a photo of his sister's.",
        State::Given,
    )])];
    screen
}

fn choices() -> Screen<'static> {
    let mut other = row("Something else", "", true);
    other.editor = Some(editor("the move to the new flat", 1, true));
    let rows = vec![
        row("His work", "More than usual, or a change there.", true),
        row("Somebody in his family", "", false),
        row("His health, or how he sleeps", "", false),
        other,
        row("None of these", "", false),
    ];
    screen(
        "Look at the situation",
        Focus::Line,
        vec![
            question("Is something big going on in his life?"),
            Block::Note("Several can be true at once.".to_owned()),
            Block::Options { rows, many: true, at: Some(3), meant: true },
        ],
    )
}

pub fn long() -> Screen<'static> {
    let mut writing = page(
        "She sees two tired people. Robin writes at midnight, and then again at one. She sees Sam come home late \
         every day since the exam was moved. I think he could have told me",
    );
    writing.notice = vec!["inside".to_owned()];
    let mut screen = screen(
        "From further away",
        Focus::Page,
        vec![
            question(
                "Imagine a friend of you both, who wants the best for each of you, sees this week. What does that friend notice?",
            ),
            Block::Timer(5),
            Block::Editor(writing),
        ],
    );
    screen.hints = vec![Hint::Submit, Hint::Back, Hint::Noticed, Hint::Editor, Hint::Help, Hint::Vanish];
    screen.aside = vec![Block::Recap(vec![
        wrote("What a camera saw", "Since Sunday he has read my messages and not answered.", State::Given),
        wrote("What you left out", "I said his sister was right.", State::Draft),
    ])];
    screen
}

fn scale() -> Screen<'static> {
    screen(
        "Arrive",
        Focus::Scale,
        vec![
            question("How upset are you right now?"),
            Block::Scale {
                ends: (0, 10),
                names: ("calm".to_owned(), "as upset as I can be".to_owned()),
                value: Some(5),
                before: Some(8),
                focus: true,
            },
        ],
    )
}

pub fn board() -> Screen<'static> {
    let mut field = 0;
    let mut item = |cells: &[&str], at: Option<usize>| {
        let cells = cells
            .iter()
            .enumerate()
            .map(|(cell, words)| {
                field += 1;
                let mut one = editor(words, field - 1, at == Some(cell));
                if cell == 1 {
                    one.placeholder = "What would you ask to find out?".to_owned();
                }
                one
            })
            .collect();
        ItemRow { cells, rating: None, before: None, day: None, at: at.is_some() }
    };
    let inside = ["I slept four hours", "Sunday's joke hurt", "I did not say so", "I miss our evenings", ""]
        .map(|words| item(&[words], None));
    let hidden = ["how his work is going", "whether he read it all", "what he told his mother", ""]
        .map(|words| item(&[words], None));
    let guesses = vec![
        item(&["he is bored with me", "Did something in my message hurt you?"], None),
        item(&["there is someone else", ""], Some(1)),
        item(&["", ""], None),
    ];
    let column = |title: &str, rows: Vec<ItemRow<'static>>, ask: Option<&str>| Column {
        title: title.to_owned(),
        ask_each: ask.map(str::to_owned),
        rows,
    };
    let mut screen = screen(
        "What each can see",
        Focus::Item,
        vec![
            question("Who can see what?"),
            Block::Board(vec![
                column("From inside me I know", inside.into(), None),
                column("From here I can't see", hidden.into(), None),
                column("I am guessing", guesses, Some("What would you ask to find out?")),
            ]),
            Block::Note("Guesses become questions. You don't have to ask them all.".to_owned()),
        ],
    );
    screen.hints = vec![
        Hint::NewItem,
        Hint::Submit,
        Hint::NextField,
        Hint::AskItem,
        Hint::MoveItem,
        Hint::Back,
        Hint::Help,
        Hint::Vanish,
    ];
    screen
}

fn items(words: &[&[&str]], at: usize) -> Vec<ItemRow<'static>> {
    let mut field = 0;
    words
        .iter()
        .enumerate()
        .map(|(number, cells)| {
            let day = cells.get(1).and_then(|day| day.parse().ok());
            let cells = cells
                .iter()
                .enumerate()
                .map(|(cell, words)| {
                    field += 1;
                    let mut one = editor(words, field - 1, number == at && cell == 0);
                    if words.is_empty() {
                        one.placeholder = "another one".to_owned();
                    }
                    one
                })
                .collect();
            ItemRow { cells, rating: None, before: None, day, at: number == at }
        })
        .collect()
}

fn list() -> Screen<'static> {
    let rows = items(&[&["sad"], &["ashamed that I wrote so often, and then again at one in the morning"], &[""]], 2);
    let mut screen = screen(
        "Feelings and needs",
        Focus::Item,
        vec![
            question("What do you feel, in single words?"),
            Block::Rows { rows, labels: Vec::new(), ends: None },
            Block::Complaint("One word is enough to go on.".to_owned()),
        ],
    );
    screen.hints =
        vec![Hint::NewItem, Hint::Submit, Hint::RemoveItem, Hint::Back, Hint::Skip, Hint::Help, Hint::Vanish];
    screen
}

fn if_then() -> Screen<'static> {
    let rows = items(
        &[&["I want to write again at night", "I put the phone into the kitchen and read two pages"], &["", ""]],
        0,
    );
    screen(
        "The plan",
        Focus::Item,
        vec![
            question("What will you do when it gets hard?"),
            Block::Rows { rows, labels: vec!["If".to_owned(), "then".to_owned()], ends: None },
        ],
    )
}

pub fn rated() -> Screen<'static> {
    let mut rows = items(&[&["hurt"], &["worried about him"], &[""]], 1);
    for (row, (rating, before)) in rows.iter_mut().zip([(Some(7), Some(9)), (Some(3), Some(4)), (None, None)]) {
        (row.rating, row.before) = (Some(rating), before);
    }
    rows[1].cells[0].focus = false;
    screen(
        "Feelings and needs",
        Focus::Rating,
        vec![
            question("How strong is each of them now?"),
            Block::Rows {
                rows,
                labels: Vec::new(),
                ends: Some(("hardly there".to_owned(), "as strong as it gets".to_owned())),
            },
        ],
    )
}

pub fn timeline() -> Screen<'static> {
    let rows = items(
        &[
            &["his exam was moved", "2026-11-02"],
            &["the argument about the holidays", "2026-11-08"],
            &["last message he answered", "2026-11-15"],
            &["the photo of his sister's", "2026-11-17"],
            &["", ""],
        ],
        2,
    );
    screen("Look at the situation", Focus::Item, vec![question("What happened when?"), Block::Timeline(rows)])
}

fn pacer() -> Screen<'static> {
    let beats = vec![("In through the nose".to_owned(), 4, Breath::In), ("Out, slowly".to_owned(), 6, Breath::Out)];
    screen(
        "Calm first",
        Focus::Reading,
        vec![
            question("Breathe with this for a while"),
            Block::Prose("Longer out than in. If it is not for you, go on.".to_owned()),
            Block::Pacer { beats, seconds: 300 },
        ],
    )
}

pub fn trend() -> Screen<'static> {
    let change = |name: &str, before, after, says: &str| Change {
        of: String::new(),
        name: name.to_owned(),
        before,
        after,
        ends: (0, 10),
        says: says.to_owned(),
    };
    screen(
        "Look back",
        Focus::Reading,
        vec![
            question("What changed"),
            Block::Trend(vec![
                change("upset", Some(8), Some(5), "Less upset than when you came, and less sure that you know why."),
                change("sure why", Some(9), Some(4), "Both make it easier to ask."),
                change("hopeful", Some(3), None, ""),
            ]),
        ],
    )
}

fn card() -> Screen<'static> {
    let mut screen = screen(
        "The message",
        Focus::Reading,
        vec![
            question("This is your message"),
            Block::Card {
                title: "To Sam".to_owned(),
                text:
                    "We haven't spoken since Sunday. I feel worried and I miss you.\nCould we talk for half an hour, \
                       Thursday evening or Saturday morning? If neither fits, tell me what does."
                        .to_owned(),
            },
            Block::Note("Nothing is sent from here. Copying it is up to you.".to_owned()),
        ],
    );
    screen.hints.insert(1, Hint::Copy);
    screen
}

fn form() -> Screen<'static> {
    let field = |label: &str, words: &str, number, focus| {
        Block::Editor(Editor {
            label: label.to_owned(),
            placeholder: "Thursday evening".to_owned(),
            ..editor(words, number, focus)
        })
    };
    screen(
        "Prepare the talk",
        Focus::Line,
        vec![
            question("When and where?"),
            field("A time that suits you", "after dinner on Thursday", 0, false),
            field("Another one", "", 1, true),
            field("Where nobody listens", "", 2, false),
            Block::Options {
                rows: vec![row("At home", "", true), row("On a walk", "", false)],
                many: false,
                at: None,
                meant: true,
            },
        ],
    )
}

fn read() -> Screen<'static> {
    screen(
        "Arrive",
        Focus::Reading,
        vec![
            question("You are here because somebody you love has gone silent."),
            Block::Prose(
                "That hurts more than silence from anybody else. *Nothing has to be decided now.*\n\nThis takes about half an hour. \
                 You can leave at any moment and go on later; every word is kept:\n- on this computer only\n- readable by you, in a \
                 plain file\n- erased when you say so"
                    .to_owned(),
            ),
            Block::Note("Press Enter when you like.".to_owned()),
        ],
    )
}

fn empty() -> Screen<'static> {
    let mut screen = screen("", Focus::Reading, Vec::new());
    (screen.progress, screen.status) = (None, Status::Quiet);
    screen.hints.clear();
    screen
}
