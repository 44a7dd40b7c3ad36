//! `stepback map`: a guide as a table to read, a flow chart, or a page.

use std::io::{self, Write};

use super::{inside, say};
use crate::guide::condition::Verb;
use crate::guide::{Condition, Guide, Keep, Reference, Step};

/// How a guide is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A table to read.
    Text,
    /// A Mermaid flow chart.
    Mermaid,
    /// A web page.
    Html,
}

/// Draws a guide. Later rounds are left out: they repeat the first.
pub fn map(guide: &Guide, form: Form, out: &mut dyn Write) -> io::Result<()> {
    match form {
        Form::Text => text(guide, out),
        Form::Mermaid => mermaid(guide, out),
        Form::Html => html(guide, out),
    }
}

/// The stages of the first round with their steps.
fn stages(guide: &Guide) -> impl Iterator<Item = (&str, String, Vec<&Step>)> {
    guide.stages.iter().enumerate().filter(|(_, stage)| stage.round.0 == 1).map(|(at, stage)| {
        let steps = guide.steps.iter().filter(|step| step.stage == at).collect();
        (stage.id.as_str(), say::template(&stage.title), steps)
    })
}

/// How often a stage comes round at most.
fn rounds(guide: &Guide, stage: &str) -> usize {
    guide.stages.iter().filter(|other| other.id.split('@').next() == Some(stage)).count()
}

fn text(guide: &Guide, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} ({})", guide.title, guide.id)?;
    for (id, title, steps) in stages(guide) {
        let times = match rounds(guide, id) {
            1 => String::new(),
            rounds => format!(", up to {rounds} times"),
        };
        writeln!(out, "\n{title} ({id}{times})")?;
        for step in steps {
            writeln!(out, "  {} [{}] {}", step.id, kind(step), say::template(&step.ask))?;
            if let Some(when) = &step.when {
                writeln!(out, "      when {}", say::condition(when))?;
            }
            inside::lines(step).iter().try_for_each(|line| writeln!(out, "      - {line}"))?;
        }
    }
    Ok(())
}

/// The kind, with whatever sets the step apart.
fn kind(step: &Step) -> String {
    let marks = [
        (step.required, "required"),
        (step.approach, "approach"),
        (step.keep == Keep::Never, "never kept"),
        (step.for_each.is_some(), "for each item"),
        (step.by.is_some(), "several wordings"),
        (step.shared, "made by two"),
        (step.end, "ends here"),
    ];
    let mut words = vec![step.prompt.name()];
    words.extend(marks.iter().filter(|(set, _)| *set).map(|(_, word)| *word));
    words.join(", ")
}

fn mermaid(guide: &Guide, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "flowchart TD")?;
    for (id, title, steps) in stages(guide) {
        writeln!(out, "  subgraph {}[\"{}\"]", node(id, "stage"), quoted(&title))?;
        for step in &steps {
            let (open, close) = if step.when.is_some() { ("([", "])") } else { ("[", "]") };
            writeln!(
                out,
                "    {}{open}\"{}: {}\"{close}",
                node(step.id.as_str(), "step"),
                step.id,
                quoted(&short(&step.ask))
            )?;
        }
        writeln!(out, "  end")?;
    }
    let all: Vec<&Step> = stages(guide).flat_map(|(.., steps)| steps).collect();
    for (one, next) in all.iter().zip(all.iter().skip(1)).filter(|(one, _)| !one.end || one.when.is_some()) {
        writeln!(out, "  {} --> {}", node(one.id.as_str(), "step"), node(next.id.as_str(), "step"))?;
    }
    for step in all {
        for (from, verb) in step.when.iter().flat_map(looks) {
            let said = say::condition(&Condition::Step { step: from.clone(), verb: verb.clone() });
            if let Some(first) = from.steps.first() {
                writeln!(
                    out,
                    "  {} -.->|\"{}\"| {}",
                    node(first.as_str(), "step"),
                    quoted(&said),
                    node(step.id.as_str(), "step")
                )?;
            }
        }
    }
    Ok(())
}

/// Everything a condition looks at.
fn looks(condition: &Condition) -> Vec<(&Reference, &Verb)> {
    match condition {
        Condition::All(all) | Condition::Any(all) => all.iter().flat_map(looks).collect(),
        Condition::Not(inner) => looks(inner),
        Condition::Step { step, verb } => vec![(step, verb)],
        Condition::Fact(_) | Condition::Fixed(_) => Vec::new(),
    }
}

/// A name a flow chart can use.
fn node(id: &str, what: &str) -> String {
    format!("{what}_{}", id.replace(['-', '@'], "_"))
}

fn quoted(text: &str) -> String {
    text.replace('"', "#quot;").replace(['<', '>'], " ")
}

fn short(template: &crate::guide::Template) -> String {
    const MOST: usize = 60;
    let text = say::template(template);
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST - 1).chain(['…']).collect() }
}

fn html(guide: &Guide, out: &mut dyn Write) -> io::Result<()> {
    let title = escaped(&guide.title);
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"{}\">\n<meta charset=\"utf-8\">\n<title>{title}</title>",
        escaped(&guide.language)
    )?;
    writeln!(
        out,
        "<style>body{{font:1rem/1.5 sans-serif;max-width:70rem;margin:2rem auto}}td,th{{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #ccc}}</style>"
    )?;
    writeln!(out, "<h1>{title}</h1>\n<p>{}</p>", escaped(&guide.about))?;
    for (id, title, steps) in stages(guide) {
        let times = match rounds(guide, id) {
            1 => String::new(),
            rounds => format!(" (up to {rounds} times)"),
        };
        writeln!(
            out,
            "<h2>{}{times}</h2>\n<table>\n<tr><th>Step<th>Kind<th>Question and text<th>When<th>Sources",
            escaped(&title)
        )?;
        for step in steps {
            let when = step.when.as_ref().map(say::condition).unwrap_or_default();
            writeln!(
                out,
                "<tr><td>{}<td>{}<td><b>{}</b><br>{}{}<td>{}<td>{}",
                escaped(step.id.as_str()),
                kind(step),
                escaped(&say::template(&step.ask)),
                escaped(&say::template(&step.text)),
                listed(&inside::lines(step)),
                escaped(&when),
                escaped(&step.sources.join(", ")),
            )?;
        }
        writeln!(out, "</table>")?;
    }
    writeln!(out, "</html>")
}

fn listed(lines: &[String]) -> String {
    let items: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    if items.is_empty() { String::new() } else { format!("<ul><li>{}</ul>", items.join("<li>")) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUIDE: &str = "format = 1\nid = \"g\"\ntitle = \"A <b> title\"\nabout = \"A.\"\n[[stage]]\nid = \"s\"\ntitle = \"Stage\"\n\
        again = { when = { step = \"pick\", is = \"x\" }, at_most = 3 }\n\
        [[stage.step]]\nid = \"pick\"\nkind = \"choice\"\nask = \"Which \\\"one\\\" \\u001b[31m?\"\noptions = [ { id = \"x\", label = \"X\" } ]\n\
        [[stage.step]]\nid = \"end-it\"\nkind = \"read\"\nask = \"Stop\"\nend = true\nwhen = { step = \"pick\", is = \"x\" }\n";

    fn drawn(form: Form) -> String {
        let guide = crate::guide::read::read(GUIDE).0.unwrap();
        let mut out = Vec::new();
        map(&guide, form, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_table_names_steps_conditions_and_rounds() {
        let table = drawn(Form::Text);
        assert!(table.contains("Stage (s, up to 3 times)"), "{table}");
        assert!(table.contains("  end-it [read, ends here] Stop\n      when pick is x\n"), "{table}");
        assert!(table.contains("      - x: X\n"), "{table}");
        assert!(!table.contains('\u{1b}') && !table.contains("pick@2"), "{table}");
    }

    #[test]
    fn a_chart_has_nodes_edges_and_what_conditions_look_at() {
        let chart = drawn(Form::Mermaid);
        assert!(chart.starts_with("flowchart TD\n  subgraph stage_s[\"Stage\"]\n"), "{chart}");
        assert!(chart.contains("  step_pick --> step_end_it\n"), "{chart}");
        assert!(chart.contains("  step_pick -.->|\"pick is x\"| step_end_it\n"), "{chart}");
        assert!(chart.contains("#quot;one#quot;"), "{chart}");
    }

    #[test]
    fn a_page_holds_no_markup_of_the_guide() {
        let page = drawn(Form::Html);
        assert!(page.contains("A &lt;b&gt; title") && !page.contains("<b> title"), "{page}");
    }
}
