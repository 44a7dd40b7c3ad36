//! Each block in plain sentences.

use super::items;
use super::page::{COMPLAINT, OPTIONS, Part, QUESTION};
use crate::screen::block::{Change, Editor, HelpLine, Noticed, Recalled, Reviewed, Row};
use crate::screen::{Block, prose, words};
use crate::session::State;
use crate::text::Text;

/// What a block says.
#[derive(Debug, Default)]
pub struct Saying {
    /// Its lines.
    pub parts: Vec<Part>,
    /// What its field asks for, if it is the one asked for now.
    pub ask: Option<String>,
    /// It holds the field that is asked for now: what stands below waits.
    pub stop: bool,
}

/// A part of these lines that holds nothing.
pub fn part(kind: &'static str, lines: Vec<String>) -> Part {
    Part { name: (kind, 0), lines, holds: Vec::new() }
}

fn said(kind: &'static str, lines: Vec<String>) -> Saying {
    Saying { parts: vec![part(kind, lines)], ..Saying::default() }
}

/// Whether something can be entered in it.
pub fn is_field(block: &Block<'_>) -> bool {
    match block {
        Block::Options { .. }
        | Block::Answers { .. }
        | Block::Scale { .. }
        | Block::Editor(_)
        | Block::Rows { .. }
        | Block::Board(_)
        | Block::Timeline(_) => true,
        Block::Question(_)
        | Block::Prose(_)
        | Block::Note(_)
        | Block::Curtain(_)
        | Block::Pacer { .. }
        | Block::Timer(_)
        | Block::Trend(_)
        | Block::Card { .. }
        | Block::Built(_)
        | Block::Recap(_)
        | Block::Keys(_)
        | Block::Countries { .. }
        | Block::Lines(_)
        | Block::Complaint(_)
        | Block::Told(_)
        | Block::Withheld(_)
        | Block::Advice { .. }
        | Block::Marked(_)
        | Block::Noticed(_) => false,
    }
}

/// What a block says.
pub fn say(block: &Block<'_>) -> Saying {
    match block {
        Block::Question(question) => said(QUESTION, reading(question)),
        Block::Prose(text) => said("prose", reading(text)),
        Block::Curtain(note) => said("note", reading(&format!("{note} Type :takeback to take it back."))),
        Block::Note(note) | Block::Withheld(note) | Block::Advice { says: note, .. } => said("note", reading(note)),
        Block::Options { rows, many, at, .. } => options(rows, *many, at.is_some()),
        Block::Scale { ends, names, value, before, focus } => scale(*ends, names, *value, *before, *focus),
        Block::Editor(field) => editor(field),
        Block::Rows { rows, labels, ends } => items::rows(rows, labels, ends.as_ref()),
        Block::Board(columns) => items::board(columns),
        Block::Timeline(rows) => items::timeline(rows),
        Block::Pacer { beats, seconds } => {
            let beats: Vec<String> =
                beats.iter().map(|(word, time, _)| format!("{word}, {}", count(*time, "second"))).collect();
            let round = format!("One round: {}.", beats.join("; "));
            let whole = format!("For about {}, or as long as it does you good.", count(seconds.div_ceil(60), "minute"));
            said("pacer", vec![round, whole])
        }
        Block::Timer(minutes) => said(
            "timer",
            vec![format!("Take about {}, or as long as you like. Nothing is cut off.", count(*minutes, "minute"))],
        ),
        Block::Trend(changes) => said("trend", trend(changes)),
        Block::Card { title, text } => card(title, text),
        Block::Built(built) => card(&built.label, &built.text.to_string()),
        Block::Recap(recalled) => said("recap", recalled.iter().flat_map(recap).collect()),
        Block::Answers { rows, .. } => said("answers", (1..).zip(rows).flat_map(reviewed).collect()),
        Block::Keys(hints) => said("keys", super::keys::lines(hints)),
        Block::Countries { all, at } => said("country", countries(all, *at)),
        Block::Lines(lines) => said("lines", lines.iter().flat_map(help_line).collect()),
        Block::Complaint(why) => said(COMPLAINT, vec![why.clone()]),
        Block::Told(what) => said("told", vec![what.clone()]),
        // Of the line before: it is said before what is asked for now.
        Block::Marked(_) => Saying::default(),
        Block::Noticed(noticed) => said("noticed", noticed.iter().map(notice).collect()),
    }
}

fn card(title: &str, text: &str) -> Saying {
    let title = (!title.is_empty()).then(|| format!("{title}:"));
    said("card", title.into_iter().chain(text.lines().map(|line| format!("  {line}"))).collect())
}

/// Running text, a line for each paragraph.
fn reading(text: &str) -> Vec<String> {
    prose::paragraphs(text)
        .iter()
        .map(|paragraph| format!("{}{}", if paragraph.listed { "- " } else { "" }, paragraph.words()))
        .collect()
}

fn options(rows: &[Row<'_>], many: bool, focus: bool) -> Saying {
    let mut lines = Vec::new();
    for (row, number) in rows.iter().zip(1..) {
        lines.push(format!("{number}. {}", row.label));
        lines.extend(reading(&row.text).into_iter().map(|line| format!("   {line}")));
    }
    let chosen: Vec<(usize, &Row<'_>)> = (1..).zip(rows).filter(|(_, row)| row.chosen).collect();
    let mut holds = Vec::new();
    match chosen.as_slice() {
        [] => {}
        [(number, row)] => holds.push(format!("(now: {number}, {})", row.label)),
        several => {
            let numbers: Vec<String> = several.iter().map(|(number, _)| number.to_string()).collect();
            holds.push(format!("(now: {})", numbers.join(", ")));
        }
    }
    let mut ask =
        (many && focus).then(|| "Several are possible: their numbers, with blanks or commas between.".to_owned());
    for field in rows.iter().filter_map(|row| row.editor.as_ref()) {
        holds.extend(holding(field.text));
        if field.focus {
            ask = asking(field);
        }
    }
    Saying { parts: vec![Part { name: (OPTIONS, 0), lines, holds }], ask, stop: focus }
}

/// Rows to go to, with their names for `:goto`.
pub fn places(rows: &[Row<'_>]) -> Part {
    let mut lines = Vec::new();
    for (row, number) in rows.iter().zip(1..) {
        let here = if row.chosen { ", here" } else { "" };
        lines.push(format!("{number}. {} ({}{here})", row.label, row.id));
        lines.extend(reading(&row.text).into_iter().map(|line| format!("   {line}")));
    }
    part(OPTIONS, lines)
}

fn scale(ends: (i64, i64), names: &(String, String), value: Option<i64>, before: Option<i64>, focus: bool) -> Saying {
    let (low, high) = ends;
    let end_of = |end: i64, name: &str| if name.is_empty() { end.to_string() } else { format!("{end} ({name})") };
    let mut lines = vec![format!("A number from {} to {}.", end_of(low, &names.0), end_of(high, &names.1))];
    lines.extend(before.map(|before| format!("The first time it was {before}.")));
    let holds = value.map(|value| format!("(now: {value})")).into_iter().collect();
    Saying { parts: vec![Part { name: ("scale", 0), lines, holds }], ask: None, stop: focus }
}

fn editor(field: &Editor<'_>) -> Saying {
    let part = if field.focus {
        Part { name: ("editor", 0), lines: Vec::new(), holds: holding(field.text) }
    } else if field.text.is_blank() {
        part("editor", Vec::new())
    } else {
        let label: Vec<String> = if field.label.is_empty() { Vec::new() } else { reading(&field.label) };
        Part { name: ("editor", 0), lines: Vec::new(), holds: label.into_iter().chain(holding(field.text)).collect() }
    };
    Saying { parts: vec![part], ask: asking(field), stop: field.focus }
}

/// What a field asks for, while it has the focus.
pub fn asking(field: &Editor<'_>) -> Option<String> {
    let placeholder = field.text.is_blank() && !field.placeholder.is_empty();
    let words = match (field.label.is_empty(), placeholder) {
        (true, false) => return None,
        (false, false) => field.label.clone(),
        (true, true) => format!("For example: {}", field.placeholder),
        (false, true) => format!("{} For example: {}", stopped(&field.label), field.placeholder),
    };
    field.focus.then_some(words)
}

/// A label with a stop behind it, so that an example does not read as the rest of it.
fn stopped(label: &str) -> String {
    let ends = label.ends_with(['.', '?', '!', ':', '…', '”']);
    if ends { label.to_owned() } else { format!("{label}.") }
}

/// The words a field holds already.
fn holding(text: &Text) -> Vec<String> {
    if text.is_blank() {
        return Vec::new();
    }
    let words = text.to_string();
    let lines: Vec<&str> = words.lines().collect();
    match lines.as_slice() {
        [one] => vec![format!("(now: {one})")],
        several => std::iter::once("(now:".to_owned())
            .chain(several.iter().map(|line| format!("  {line}")))
            .chain(std::iter::once(")".to_owned()))
            .collect(),
    }
}

fn trend(changes: &[Change]) -> Vec<String> {
    let level = |value: Option<i64>| value.map_or_else(|| "not said".to_owned(), |value| value.to_string());
    let (mut lines, mut of) = (Vec::new(), "");
    for change in changes {
        let ((low, high), name) = (change.ends, &change.name);
        let levels = format!("{} before, {} now.", level(change.before), level(change.after));
        if change.of.is_empty() {
            lines.push(format!("{name}, from {low} to {high}: {levels}"));
        } else {
            lines.extend((change.of != of).then(|| format!("{}, from {low} to {high}:", change.of)));
            lines.push(format!("{name}: {levels}"));
        }
        of = &change.of;
        lines.extend((!change.says.is_empty()).then(|| change.says.clone()));
    }
    lines
}

/// A question with its number and the name of its place, and what was answered there.
fn reviewed((number, row): (usize, &Reviewed)) -> Vec<String> {
    let here = if row.here { ", here" } else { "" };
    let mut lines = vec![format!("{number}. {} ({}{here}){}", row.question, row.id, row.state.map_or("", remark))];
    for (heading, said) in &row.columns {
        let deeper = if heading.is_empty() { "" } else { "  " };
        lines.extend((!heading.is_empty()).then(|| format!("   {heading}:")));
        lines.extend(said.iter().map(|line| format!("   {deeper}{line}")));
    }
    lines
}

/// What became of an answer.
fn remark(state: State) -> &'static str {
    match state {
        // Their heading says what they are.
        State::Given | State::Inactive => "",
        State::Draft => " (begun)",
        State::Skipped => " (passed over)",
    }
}

fn recap(recalled: &Recalled) -> Vec<String> {
    let remark = remark(recalled.state);
    let question = if recalled.question.is_empty() { None } else { Some(format!("{}{remark}", recalled.question)) };
    question.into_iter().chain(recalled.answer.lines().map(|line| format!("  {line}"))).collect()
}

fn countries(all: &[(String, String)], at: usize) -> Vec<String> {
    let shown = all.get(at).map(|(_, name)| words::lines_for(name));
    let others: Vec<String> =
        (0..).zip(all).filter(|(place, _)| *place != at).map(|(_, (code, name))| format!("{code} {name}")).collect();
    let others = (!others.is_empty())
        .then(|| format!("For another country type :helplines and its short name: {}.", others.join(", ")));
    shown.into_iter().chain(others).collect()
}

fn help_line(line: &HelpLine) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", line.name, line.number)];
    lines.extend(
        [&line.about, &line.checked].into_iter().filter(|text| !text.is_empty()).map(|text| format!("  {text}")),
    );
    lines
}

fn notice(noticed: &Noticed) -> String {
    format!("{}: {} {}", quoted(&noticed.words), noticed.reason, noticed.question).trim_end().to_owned()
}

fn quoted(words: &[String]) -> String {
    words.iter().map(|words| format!("“{words}”")).collect::<Vec<_>>().join(", ")
}

/// Which words of the line entered last are marked, if any are.
pub fn marked(blocks: &[Block<'_>]) -> Option<String> {
    let words = blocks.iter().find_map(|block| if let Block::Marked(words) = block { Some(words) } else { None })?;
    Some(format!("Marked there: {}. :noticed says why.", quoted(words)))
}

/// A number with its unit.
fn count(number: u32, unit: &str) -> String {
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}
