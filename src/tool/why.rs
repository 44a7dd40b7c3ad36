//! `stepback why`: which answers lead to a step, and what hides it.

use std::io::{self, Write};

use super::say;
use crate::guide::check::reach::why_not;
use crate::guide::check::ways::{Found, Wanted, Ways};
use crate::guide::{Condition, Guide, Step};

/// Explains one step, in each of its rounds. `false` if the guide has no such step.
pub fn why(guide: &Guide, id: &str, out: &mut dyn Write) -> io::Result<bool> {
    let ways = Ways::new(guide);
    let named = |step: &Step| step.id.as_str() == id || step.id.as_str().split('@').next() == Some(id);
    let turns: Vec<usize> = guide.steps.iter().enumerate().filter(|(_, step)| named(step)).map(|(at, _)| at).collect();
    for at in &turns {
        if let Some(step) = guide.steps.get(*at) {
            explain(&ways, *at, step, out)?;
        }
    }
    Ok(!turns.is_empty())
}

fn explain(ways: &Ways<'_>, at: usize, step: &Step, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{} ({}): {}", step.id, step.prompt.name(), say::template(&step.ask))?;
    match &step.when {
        None => writeln!(out, "  It has no condition of its own.")?,
        Some(when) => {
            writeln!(out, "  It is asked when all of this holds:")?;
            for one in conjuncts(when) {
                writeln!(out, "    {}", say::condition(one))?;
            }
        }
    }
    match ways.find(&ways.to(at)) {
        Found::Way(answers) => {
            let lines = say::answers(ways.guide(), &answers);
            if lines.is_empty() {
                writeln!(out, "  Every way leads here.")?;
            } else {
                writeln!(out, "  These answers lead here:")?;
                lines.iter().try_for_each(|line| writeln!(out, "    {line}"))?;
            }
        }
        Found::NoWay => writeln!(out, "  No answers lead here: {}.", why_not(ways, &[at]))?,
        Found::TooMany => writeln!(out, "  Too many ways to look through all of them.")?,
    }
    hides(ways, at, step, out)?;
    writeln!(out)
}

/// For each condition, answers under which it fails; and the steps that end the walk before.
fn hides(ways: &Ways<'_>, at: usize, step: &Step, out: &mut dyn Write) -> io::Result<()> {
    let mut hidden: Vec<String> = Vec::new();
    for one in step.when.as_ref().map(conjuncts).unwrap_or_default() {
        if let Found::Way(answers) = ways.find(&[Wanted { condition: Some(one), holds: false }]) {
            let lines = say::answers(ways.guide(), &answers);
            hidden.push(format!("{} (as with {})", negated(one), lines.join(", ")));
        }
    }
    hidden.extend(ways.ends_before(at).map(|end| format!("{} ends the walk", end.id)));
    if hidden.is_empty() {
        return writeln!(out, "  Nothing hides it.");
    }
    writeln!(out, "  It is hidden where")?;
    hidden.iter().try_for_each(|line| writeln!(out, "    {line}"))
}

fn negated(condition: &Condition) -> String {
    format!("this does not hold: {}", say::condition(condition))
}

fn conjuncts(when: &Condition) -> &[Condition] {
    if let Condition::All(all) = when { all } else { std::slice::from_ref(when) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUIDE: &str = "format = 1\nid = \"g\"\ntitle = \"T\"\nabout = \"A.\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n\
        [[stage.step]]\nid = \"pick\"\nkind = \"choice\"\nask = \"Which?\"\noptions = [ { id = \"x\", label = \"X\" }, { id = \"y\", label = \"Y\" } ]\n\
        [[stage.step]]\nid = \"stop\"\nkind = \"read\"\nask = \"Stop\"\nend = true\nwhen = { step = \"pick\", is = \"x\" }\n\
        [[stage.step]]\nid = \"on\"\nkind = \"read\"\nask = \"On\"\nwhen = { step = \"pick\", answered = true }\n\
        [[stage.step]]\nid = \"dead\"\nkind = \"read\"\nask = \"Dead\"\nwhen = { step = \"pick\", is = \"x\" }\n";

    fn said(id: &str) -> (String, bool) {
        let guide = crate::guide::read::read(GUIDE).0.unwrap();
        let mut out = Vec::new();
        let found = why(&guide, id, &mut out).unwrap();
        (String::from_utf8(out).unwrap(), found)
    }

    #[test]
    fn answers_that_lead_there_are_shown() {
        let (said, found) = said("on");
        assert!(found && said.contains("These answers lead here:\n    pick: y\n"), "{said}");
        assert!(said.contains("stop ends the walk"), "{said}");
        assert!(said.contains("(as with pick: no answer)"), "{said}");
    }

    #[test]
    fn what_nobody_reaches_is_explained() {
        assert!(
            said("dead").0.contains("No answers lead here: every way that would lead here ends before, at `stop`.")
        );
        assert!(said("pick").0.contains("Every way leads here.\n  Nothing hides it."));
        assert!(!said("nothing").1);
    }
}
