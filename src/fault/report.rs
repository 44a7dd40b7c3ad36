//! Faults shown: with an excerpt for people, one line each for editors, JSON for programs.
//!
//! A content file may come from anybody. What it holds reaches the terminal only as visible substitutes, cut to
//! the width of a window.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

use super::place::{line_of, place};
use super::{Fault, Severity};

/// Columns of a window.
const WINDOW: usize = 80;
/// Columns of an excerpt line, so that with the line number in front it fits a window of 80.
const EXCERPT: usize = 68;
/// How much of a cut line stands before the fault.
const BEFORE: usize = 24;

/// How faults are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With excerpts.
    Human {
        /// With colours.
        colour: bool,
    },
    /// `file:line:column: error[code] text`
    Short,
}

/// All faults of one file, as text that ends with a newline (empty if there are none).
pub fn report(name: &str, source: &str, faults: &[Fault], format: Format) -> String {
    match format {
        Format::Human { colour } => faults.iter().map(|fault| human(name, source, fault, colour)).collect(),
        Format::Short => faults.iter().map(|fault| short(name, source, fault)).collect(),
    }
}

/// One line: `file:line:column: error[code] what (mend)`.
pub fn short(name: &str, source: &str, fault: &Fault) -> String {
    let at = place(source, fault.span.start);
    let mend = fault.mend.as_deref().map(|mend| format!(" ({mend})")).unwrap_or_default();
    let line = format!("{name}:{}:{}: {}[{}] {}{mend}", at.line, at.column, severity(fault), fault.code, fault.what);
    format!("{}\n", visible(&line))
}

/// The faults of one file, one object each.
pub fn json(name: &str, source: &str, faults: &[Fault]) -> Vec<Value> {
    faults.iter().map(|fault| as_json(name, source, fault)).collect()
}

fn as_json(name: &str, source: &str, fault: &Fault) -> Value {
    let (start, end) = (place(source, fault.span.start), place(source, fault.span.end));
    let also: Vec<Value> = fault
        .also
        .iter()
        .map(|(span, what)| {
            let at = place(source, span.start);
            json!({ "line": at.line, "column": at.column, "what": what })
        })
        .collect();
    json!({
        "file": name,
        "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column,
        "severity": severity(fault), "code": fault.code, "what": fault.what, "mend": fault.mend, "also": also,
    })
}

fn severity(fault: &Fault) -> &'static str {
    match fault.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn human(name: &str, source: &str, fault: &Fault, colour: bool) -> String {
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let excerpt = Excerpt::of(source, fault);
    let name = visible(name);
    let mut snippet = Snippet::source(excerpt.text).line_start(excerpt.first).path(name.as_str());
    for (span, kind, label) in excerpt.marks {
        snippet = snippet.annotation(kind.span(span).label(label));
    }
    let mut group: Group<'_> = level
        .primary_title(folded(&fault.what, severity(fault).len() + fault.code.len() + 4))
        .id(fault.code)
        .element(snippet);
    if let Some(mend) = &fault.mend {
        group = group.element(Level::HELP.message(folded(mend, 14)));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let shown = renderer.term_width(200).render(&[group]);
    // The renderer counts columns in the cut line; said is the column in the file.
    let (at, cut) = (place(source, fault.span.start), excerpt.column);
    let shown = shown.replacen(&format!("{name}:{}:{cut}", at.line), &format!("{name}:{}:{}", at.line, at.column), 1);
    format!("{}\n\n", shown.trim_end())
}

/// The lines a fault is about, made visible and cut; what lies between them is left out.
struct Excerpt {
    text: String,
    /// Number of its first line.
    first: usize,
    /// Column of the fault in its cut line.
    column: usize,
    marks: Vec<(std::ops::Range<usize>, AnnotationKind, Option<String>)>,
}

impl Excerpt {
    fn of(source: &str, fault: &Fault) -> Self {
        let mut places = vec![(fault.span.clone(), AnnotationKind::Primary, None)];
        let line_at = |span: &std::ops::Range<usize>| place(source, span.start).line;
        for (span, what) in &fault.also {
            if places.iter().all(|(taken, ..)| line_at(taken) != line_at(span)) {
                places.push((span.clone(), AnnotationKind::Context, Some(visible(what))));
            }
        }
        places.sort_by_key(|(span, ..)| span.start);
        let first = places.first().map_or(1, |(span, ..)| line_at(span));
        let mut excerpt = Self { text: String::new(), first, column: 1, marks: Vec::new() };
        let mut line = first;
        for (span, kind, label) in places {
            let wanted = line_at(&span);
            excerpt.text.extend(std::iter::repeat_n('\n', wanted - line));
            line = wanted;
            excerpt.add(source, &span, kind, label);
        }
        excerpt
    }

    fn add(&mut self, source: &str, span: &std::ops::Range<usize>, kind: AnnotationKind, label: Option<String>) {
        let (line, start) = line_of(source, span.start);
        let from = span.start.saturating_sub(start).min(line.len());
        let to = span.end.saturating_sub(start).clamp(from, line.len());
        // A byte order mark at the beginning of the file is none of its words.
        let words = |range: &std::ops::Range<usize>| line.get(range.clone()).unwrap_or_default();
        let part = |range: std::ops::Range<usize>| {
            let begins = start + range.start == 0;
            visible(if begins { words(&range).trim_start_matches('\u{feff}') } else { words(&range) })
        };
        let (before, inside, after) = cut(&part(0..from), &part(from..to), &part(to..line.len()));
        if kind == AnnotationKind::Primary {
            self.column = before.chars().count() + 1;
        }
        let at = self.text.len() + before.len();
        self.marks.push((at..at + inside.len(), kind, label));
        self.text.extend([before, inside, after]);
    }
}

/// Keeps the marked words in sight, and the line within [`EXCERPT`] columns.
fn cut(before: &str, inside: &str, after: &str) -> (String, String, String) {
    if columns(before) + columns(inside) + columns(after) <= EXCERPT {
        return (before.to_owned(), inside.to_owned(), after.to_owned());
    }
    let before = if columns(before) > BEFORE { tail(before, BEFORE) } else { before.to_owned() };
    let room = EXCERPT.saturating_sub(columns(&before));
    let inside = head(inside, room);
    let room = room.saturating_sub(columns(&inside));
    let after = if room > 0 { head(after, room) } else { String::new() };
    (before, inside, after)
}

fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// As many characters from the start as fit, with `…` if some do not.
fn head(text: &str, room: usize) -> String {
    if text.len() <= room || columns(text) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if columns(&kept) + unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) + 1 > room {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// As many characters from the end as fit, after `…`.
fn tail(text: &str, room: usize) -> String {
    let mut kept: Vec<char> = Vec::new();
    let mut used = 1;
    for c in text.chars().rev() {
        used += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if used > room {
            break;
        }
        kept.push(c);
    }
    std::iter::once('…').chain(kept.into_iter().rev()).collect()
}

/// A sentence folded to the width of a window, with so many columns taken before each of its lines.
fn folded(text: &str, taken: usize) -> String {
    textwrap::fill(&visible(text), WINDOW.saturating_sub(taken))
}

/// What a file holds, as it may reach a terminal, on one line.
fn visible(text: &str) -> String {
    piled(&crate::text::visible::visible(text).replace(['\n', '\t'], " "))
}

/// A text with no more signs piled on one another than any writing needs.
fn piled(text: &str) -> String {
    const MOST: usize = 4;
    let mut above = 0;
    let kept = |c: &char| {
        above = if unicode_width::UnicodeWidthChar::width(*c) == Some(0) { above + 1 } else { 0 };
        above <= MOST
    };
    text.chars().filter(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "id = \"a\"\nwhen = { step = \"feelngs\", is = \"x\" }\n";

    fn fault() -> Fault {
        Fault::error("unknown-step", 25..34, "no step has the id `feelngs`")
            .mend("did you mean `feelings`?")
            .also(5..8, "the guide")
    }

    #[test]
    fn people_see_the_line() {
        let text = report("g.toml", SOURCE, &[fault()], Format::Human { colour: false });
        let expected = "\
error[unknown-step]: no step has the id `feelngs`
 --> g.toml:2:17
  |
1 | id = \"a\"
  |      --- the guide
2 | when = { step = \"feelngs\", is = \"x\" }
  |                 ^^^^^^^^^
  |
  = help: did you mean `feelings`?

";
        assert_eq!(text, expected);
        assert!(!text.contains('\u{1b}'));
        assert!(report("g.toml", SOURCE, &[fault()], Format::Human { colour: true }).contains('\u{1b}'));
    }

    #[test]
    fn editors_get_one_line() {
        let text = report("g.toml", SOURCE, &[fault()], Format::Short);
        assert_eq!(text, "g.toml:2:17: error[unknown-step] no step has the id `feelngs` (did you mean `feelings`?)\n");
    }

    #[test]
    fn programs_get_json() {
        let all = json("g.toml", SOURCE, &[fault()]);
        assert_eq!((&all[0]["file"], &all[0]["line"]), (&Value::from("g.toml"), &Value::from(2)));
        assert_eq!(all[0]["code"], "unknown-step");
        assert_eq!(all[0]["also"][0]["line"], 1);
    }

    #[test]
    fn nothing_in_a_file_acts_on_the_terminal() {
        let source = "a = \u{1b}[31m\u{202e}\u{200b}\u{9b}1m";
        let fault = Fault::error("syntax", 4..5, "a \u{1b}]52;c;x\u{7} sign");
        for format in [Format::Human { colour: false }, Format::Short] {
            let text = report("\u{1b}.toml", source, std::slice::from_ref(&fault), format);
            assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}', '\u{200b}']), "{text:?}");
            assert!(text.contains('␛'));
        }
    }

    #[test]
    fn signs_nobody_sees_are_shown_and_not_piled_up() {
        let source = format!("id = \"\u{feff}q{}\"", "\u{301}".repeat(100_000));
        let fault = Fault::error("bad-id", 5..source.len(), "`\u{feff}q` cannot be an id");
        let text = report("g.toml", &source, &[fault], Format::Human { colour: false });
        assert!(text.contains("`␦q` cannot be an id") && text.contains("1 | id = \"␦q"), "{text}");
        assert!(text.len() < 1_000, "{} bytes", text.len());
        let marked =
            report("g.toml", "\u{feff}id = 1", &[Fault::error("x", 8..9, "x")], Format::Human { colour: false });
        assert!(marked.contains("1 | id = 1\n"), "{marked}");
    }

    #[test]
    fn long_lines_are_cut_around_the_fault() {
        let source = format!("a = {}x{}", "é漢".repeat(200_000), "b".repeat(200_000));
        let at = 4 + "é漢".len() * 200_000;
        let text =
            report("g.toml", &source, &[Fault::error("syntax", at..at + 1, "here")], Format::Human { colour: false });
        assert!(text.lines().all(|line| columns(line) <= 80), "{text}");
        assert!(text.contains("漢x"), "{text}");
        assert!(text.contains("g.toml:1:400005\n"), "{text}");
        let whole = report(
            "g.toml",
            &source,
            &[Fault::error("syntax", 0..source.len(), "all")],
            Format::Human { colour: false },
        );
        assert!(whole.lines().all(|line| columns(line) <= 80), "{whole}");
    }
}
