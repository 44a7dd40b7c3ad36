//! A Screen in plain sentences: which lines there are, and which of them have been said already.
//!
//! Lines are appended, never drawn again, so everything is said once: a step's parts when they are first reached, a
//! complaint each time. What a part holds already is said when the part is, not after every line entered.

use super::{blocks, keys};
use crate::screen::{Block, Screen, block::Status};

/// Everything a screen could say.
#[derive(Debug, Default)]
pub struct Page {
    /// Tells one step from another.
    pub step: String,
    /// In order, up to the field that is asked for now.
    pub parts: Vec<Part>,
    /// What the field asks for, where it has words of its own.
    pub ask: Option<String>,
    /// What is said of the line entered last, before anything else.
    pub remark: Option<String>,
    /// A lasting sign about saving; empty when there is nothing to say.
    pub status: String,
    /// The sign is that what is written is not saved.
    pub unsaved: bool,
}

/// A stretch of lines that is said together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Which stretch of the screen it is, whatever its lines say now.
    pub name: Name,
    /// What it says.
    pub lines: Vec<String>,
    /// What it holds so far; said with the lines, and never alone.
    pub holds: Vec<String>,
}

/// Names a part of a screen: what it is, and the how-manieth of these.
pub type Name = (&'static str, usize);

/// A part that is said each time it is there.
pub const COMPLAINT: &str = "complaint";
/// Parts with numbers to choose by: said again with the question.
const CHOICES: [&str; 2] = [OPTIONS, "scale"];
/// The part that holds options.
pub const OPTIONS: &str = "options";
/// That something is not saved is said again after so many steps, for as long as it is so: lines scroll away.
const AGAIN_AFTER: usize = 4;
/// The part that holds the question.
pub const QUESTION: &str = "question";

impl Page {
    /// What this screen says.
    pub fn of(screen: &Screen<'_>) -> Self {
        let unsaved = matches!(screen.status, Status::NotSaved(_) | Status::ReadOnly(_));
        let mut page = Self { status: status(&screen.status), unsaved, ..Self::default() };
        page.remark = blocks::marked(&screen.blocks);
        let head = head(screen);
        page.step = format!("{head}\n{}", first_question(screen));
        if !head.is_empty() {
            page.parts.push(Part { name: ("head", 0), lines: vec![head], holds: Vec::new() });
        }
        let mut said: Vec<Part> = Vec::new();
        let mut aside = Some(&screen.aside);
        // The first question is the step's own; those of its fields come one after the other and begin no new one.
        let own =
            screen.blocks.iter().find_map(|block| if let Block::Question(own) = block { Some(own) } else { None });
        page.step.extend(own.map(String::as_str));
        let before_field = before_field(&screen.blocks);
        for (at, block) in screen.blocks.iter().enumerate() {
            if at == before_field
                && let Some(aside) = aside.take()
            {
                said.extend(aside.iter().flat_map(|block| blocks::say(block).parts));
            }
            let saying = blocks::say(block);
            said.extend(saying.parts);
            page.ask = page.ask.take().or(saying.ask);
            if saying.stop {
                break;
            }
        }
        said.extend(complaints(screen, &said));
        said.extend(aside.into_iter().flatten().flat_map(|block| blocks::say(block).parts));
        page.parts.extend(numbered(said));
        page
    }

    /// What lies over the step.
    pub fn of_layer(title: &str, layer: &[Block<'_>]) -> Self {
        let mut page = Self { step: title.to_owned(), ..Self::default() };
        let mut said = vec![Part { name: ("head", 0), lines: vec![format!("{title}:")], holds: Vec::new() }];
        for block in layer {
            match block {
                Block::Options { rows, .. } => said.push(blocks::places(rows)),
                other => said.extend(blocks::say(other).parts),
            }
        }
        if layer.iter().any(|block| matches!(block, Block::Answers { .. })) {
            said.push(blocks::part("ways", vec![keys::ANSWERS.to_owned()]));
        }
        page.parts = numbered(said);
        page
    }

    /// It says why what was entered will not do.
    pub fn complains(&self) -> bool {
        self.parts.iter().any(|part| part.name.0 == COMPLAINT)
    }

    /// The options that are asked for now, once more: what waits below them is not said yet.
    pub fn options(&self) -> impl Iterator<Item = &String> {
        self.parts.iter().rfind(|part| part.name.0 == OPTIONS).into_iter().flat_map(|part| &part.lines)
    }
}

/// Where the first field begins, with the notes that stand right above it.
fn before_field(blocks: &[Block<'_>]) -> usize {
    let Some(field) = blocks.iter().position(blocks::is_field) else { return blocks.len() };
    let above = blocks.iter().take(field).rev().take_while(|block| matches!(block, Block::Note(_)));
    field - above.count()
}

/// What the step asks; fields below may have questions of their own.
fn first_question<'s>(screen: &'s Screen<'_>) -> &'s str {
    let question =
        |block: &'s Block<'_>| if let Block::Question(question) = block { Some(question.as_str()) } else { None };
    screen.blocks.iter().find_map(question).unwrap_or_default()
}

/// A complaint below the field that is asked for now is said all the same.
fn complaints(screen: &Screen<'_>, said: &[Part]) -> Vec<Part> {
    let already = said.iter().filter(|part| part.name.0 == COMPLAINT).count();
    screen
        .blocks
        .iter()
        .filter(|b| matches!(b, Block::Complaint(_)))
        .skip(already)
        .flat_map(|b| blocks::say(b).parts)
        .collect()
}

/// Parts of the same kind get numbers in their order.
fn numbered(mut parts: Vec<Part>) -> Vec<Part> {
    let mut seen: Vec<Name> = Vec::new();
    for part in &mut parts {
        let kind = part.name.0;
        if let Some((_, count)) = seen.iter_mut().find(|(name, _)| *name == kind) {
            *count += 1;
            part.name.1 = *count;
        } else {
            seen.push((kind, 0));
            part.name.1 = 0;
        }
    }
    parts
}

fn head(screen: &Screen<'_>) -> String {
    let left = screen.progress.map(|progress| match (progress.left, progress.about) {
        (0, _) => String::new(),
        (1, false) => " The last step of this part.".to_owned(),
        (1, true) => " About 1 step left in this part.".to_owned(),
        (left, false) => format!(" {left} steps left in this part."),
        (left, true) => format!(" About {left} steps left in this part."),
    });
    match (screen.title.trim(), left) {
        ("", left) => left.unwrap_or_default().trim_start().to_owned(),
        (title, left) => format!("{}{}", ended(title), left.unwrap_or_default()),
    }
}

/// The title as a sentence.
fn ended(title: &str) -> String {
    if title.ends_with(['.', '?', ':']) { title.to_owned() } else { format!("{title}.") }
}

fn status(status: &Status) -> String {
    match status {
        Status::Quiet | Status::Saved | Status::Saving => String::new(),
        Status::SavedAside => "Saved as a second version: the file had changed underneath. Both are kept.".to_owned(),
        Status::NotSaved(why) | Status::ReadOnly(why) => why.clone(),
        Status::MemoryOnly => "Nothing is written to disk in this session.".to_owned(),
    }
}

/// What has been said on the step that is open.
#[derive(Debug, Default)]
pub struct Said {
    step: String,
    parts: Vec<Part>,
    ask: Option<String>,
    status: String,
    /// So many steps were reached since the sign about saving was said.
    since: usize,
    returning: bool,
    /// What is to be said of the line entered last was said.
    remarked: bool,
}

impl Said {
    /// The lines of `page` that are new, in order.
    pub fn news(&mut self, page: &Page) -> Vec<String> {
        let mut lines = Vec::new();
        let entered = self.step != page.step;
        if entered {
            self.parts.clear();
            self.ask = None;
            self.step.clone_from(&page.step);
            self.since += 1;
        }
        for part in &page.parts {
            let told = self.parts.iter_mut().find(|told| told.name == part.name);
            let asks = part.name == (QUESTION, 0) || CHOICES.contains(&part.name.0);
            let again = part.name.0 == COMPLAINT || (self.returning && asks);
            match told {
                Some(told) if told.lines == part.lines && !again => told.holds.clone_from(&part.holds),
                Some(told) => {
                    lines.extend(part.lines.iter().cloned());
                    told.clone_from(part);
                }
                None => {
                    lines.extend(part.lines.iter().chain(&part.holds).cloned());
                    self.parts.push(part.clone());
                }
            }
        }
        if self.status != page.status || (page.unsaved && self.since >= AGAIN_AFTER) {
            self.status.clone_from(&page.status);
            self.since = 0;
            lines.extend((!page.status.is_empty()).then(|| page.status.clone()));
        }
        if self.ask != page.ask || self.returning {
            self.ask.clone_from(&page.ask);
            lines.extend(page.ask.clone());
        }
        self.returning = false;
        lines
    }

    /// What there is to say of the line entered last, once.
    pub fn remark(&mut self, page: &Page) -> Option<String> {
        let said = std::mem::replace(&mut self.remarked, true);
        page.remark.clone().filter(|_| !said)
    }

    /// A line was entered.
    pub fn heard(&mut self) {
        self.remarked = false;
    }

    /// This part stands there as it was said.
    pub fn is_said(&self, part: &Part) -> bool {
        self.parts.iter().any(|told| told.name == part.name && told.lines == part.lines)
    }

    /// The options of `page` stand right above: nothing else was said since.
    pub fn is_here(&self, page: &Page) -> bool {
        !self.is_elsewhere(page) && !self.returning
    }

    /// `page` is another step than the one said last.
    pub fn is_elsewhere(&self, page: &Page) -> bool {
        self.step != page.step
    }

    /// Something was said before.
    pub fn has_begun(&self) -> bool {
        !self.parts.is_empty()
    }

    /// What the parts hold is to be said with the next page: something in them was taken back.
    pub fn again(&mut self) {
        self.parts.retain(|part| part.holds.is_empty());
    }

    /// Something else was said in between: the question is to be said once more.
    pub fn interrupted(&mut self) {
        self.returning = true;
    }
}
