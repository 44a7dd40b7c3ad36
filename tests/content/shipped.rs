//! The shipped guides, read once for all tests, and what stands on their screens.

use std::path::PathBuf;
use std::sync::LazyLock;

use stepback::guide::{Guide, Piece, Step, Template, read};
use stepback::prompt::{OptionSpec, Prompt};

/// One guide of the `content` folder.
pub struct Shipped {
    /// The name of its file, without `.toml`.
    pub name: String,
    /// Its text.
    pub source: String,
    /// What was read.
    pub guide: Guide,
}

/// Where content lies.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// The text of one file of the content folder.
pub fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).expect(name)
}

static ALL: LazyLock<Vec<Shipped>> = LazyLock::new(read_all);

/// All guides, by name.
pub fn all() -> &'static [Shipped] {
    &ALL
}

/// One guide.
pub fn one(name: &str) -> &'static Shipped {
    ALL.iter().find(|shipped| shipped.name == name).unwrap_or_else(|| panic!("no guide `{name}`"))
}

fn read_all() -> Vec<Shipped> {
    let entries = std::fs::read_dir(folder().join("guides")).expect("the folder of guides");
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    names.sort();
    names.iter().map(|name| read_one(name)).collect()
}

fn read_one(name: &str) -> Shipped {
    let source = text(&format!("guides/{name}.toml"));
    let (guide, faults) = read::read(&source);
    assert!(faults.is_empty(), "{name}: {faults:#?}");
    Shipped { name: name.to_owned(), source, guide: guide.expect("a guide without faults") }
}

/// A step's id without the round behind it.
pub fn base(step: &Step) -> &str {
    step.id.as_str().split('@').next().unwrap_or_default()
}

/// A template with Sam, Robin and *they* in its places.
pub fn said(template: &Template) -> String {
    template.pieces.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    use stepback::guide::wording::{Form, Subject};
    match piece {
        Piece::Words(words) => words.clone(),
        Piece::Name => "Sam".to_owned(),
        Piece::Me => "Robin".to_owned(),
        Piece::Relation => "my friend".to_owned(),
        Piece::Item => "a guess".to_owned(),
        Piece::Answer { fallback, .. } => fallback.clone(),
        Piece::Verb { plural, singular, subject } => match subject {
            Subject::Name => singular.clone(),
            Subject::Pronoun => plural.clone(),
        },
        Piece::Pronoun { form, capital } => {
            let word = match form {
                Form::They => "they",
                Form::Them => "them",
                Form::Their => "their",
                Form::Theirs => "theirs",
                Form::Themself => "themself",
            };
            if *capital { word.replacen('t', "T", 1) } else { word.to_owned() }
        }
    }
}

/// What one screen of a step says.
pub struct Said {
    /// The question.
    pub ask: String,
    /// What is to be read under it.
    pub text: String,
    /// Everything there is to choose, and the questions of a gate.
    pub choices: Vec<String>,
    /// The quieter words: lines below an option, placeholders, names of ends and parts, recaps.
    pub notes: Vec<String>,
}

impl Said {
    /// All of it.
    pub fn whole(&self) -> Vec<&str> {
        let around = [self.ask.as_str(), self.text.as_str()];
        let rest = self.choices.iter().chain(&self.notes).map(String::as_str);
        around.into_iter().chain(rest).filter(|words| !words.is_empty()).collect()
    }
}

/// What a step says, once for each of its wordings.
pub fn screens(step: &Step) -> Vec<Said> {
    let said_as = |ask: &Template, text: &Template| {
        let mut said =
            Said { ask: said(ask), text: said(text), choices: Vec::new(), notes: vec![said(&step.placeholder)] };
        add_prompt(&step.prompt, &mut said);
        said
    };
    let Some(by) = &step.by else { return vec![said_as(&step.ask, &step.text)] };
    let chosen = by.wordings.values().map(|wording| {
        let mut said = said_as(wording.ask.as_ref().unwrap_or(&step.ask), wording.text.as_ref().unwrap_or(&step.text));
        said.notes.extend(wording.placeholder.iter().map(self::said));
        said
    });
    chosen.collect()
}

fn add_prompt(prompt: &Prompt, to: &mut Said) {
    let mut options = |specs: &[OptionSpec]| {
        to.choices.extend(specs.iter().map(|spec| said(&spec.label)));
        to.notes.extend(specs.iter().map(|spec| said(&spec.text)));
    };
    if let Some(listed) = prompt.options() {
        options(listed.listed());
    }
    match prompt {
        Prompt::Gate(gate) => {
            for question in &gate.questions {
                to.choices.extend([said(&question.ask), said(&question.text)]);
                let own = question
                    .answers
                    .iter()
                    .filter(|reply| !["no", "yes", "not_sure", "rather_not"].contains(&reply.id.as_str()));
                to.choices.extend(own.map(|reply| said(&reply.label)));
            }
            to.notes.extend(gate.assent.iter().map(said));
        }
        Prompt::Compose(draft) => {
            for part in &draft.parts {
                to.notes.extend([&part.ask, &part.before, &part.first, &part.after, &part.placeholder].map(said));
            }
        }
        Prompt::Board(board) => {
            for column in &board.columns {
                to.notes.extend([&column.title, &column.placeholder].map(said));
                to.notes.extend(column.ask_each.iter().map(said));
            }
        }
        Prompt::IfThen(lines) => {
            to.notes.extend(lines.starts.iter().map(said));
            to.notes.push(said(&lines.then_placeholder));
        }
        Prompt::Recap(recap) => {
            for change in &recap.change {
                to.notes.extend([&change.name, &change.less, &change.more, &change.same].map(said));
            }
        }
        Prompt::Scale(scale) => to.notes.extend([said(&scale.low), said(&scale.high)]),
        Prompt::Number(number) => to.notes.push(said(&number.unit)),
        Prompt::RatedList(list) => to.notes.extend([said(&list.low), said(&list.high)]),
        Prompt::Pacer(pacer) => to.notes.extend(pacer.pattern.iter().map(|beat| said(&beat.word))),
        Prompt::Read(_)
        | Prompt::OneOf(_)
        | Prompt::SomeOf(_)
        | Prompt::Day(_)
        | Prompt::Short(_)
        | Prompt::Long(_)
        | Prompt::List(_)
        | Prompt::Timeline(_)
        | Prompt::Checklist(_)
        | Prompt::Pause(_)
        | Prompt::Keeping(_)
        | Prompt::Who(_) => {}
    }
}
