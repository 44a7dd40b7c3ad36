//! Verbs: what a condition says about one step, checked against that step's kind and options.

use super::here::{Here, Target};
use crate::fault::table::{Str, Table};
use crate::fault::{Fault, did_you_mean, one_of, short};
use crate::guide::Condition;
use crate::guide::condition::{Outcome, Verb};
use crate::prompt::{OptionSpec, Options, Prompt};

/// All verbs, in the order of the format page.
const VERBS: [&str; 10] =
    ["is", "is_not", "includes", "at_least", "at_most", "above", "answered", "passed", "outcome", "cleared"];

impl<'t> Here<'_, 't> {
    /// `{ step = "x", VERB = … }`.
    pub fn about_step(&self, table: &Table<'t>) -> Option<Condition> {
        let name = table.str("step")?;
        let previous = table.flag("previous");
        let (step, question) = split(&name);
        let target = self.target(&step, previous);
        let verb = self.verb(table);
        let (target, (written, verb)) = (target?, verb?);
        let Target::Steps(mut reference, positions) = target else { return Some(Condition::Fixed(false)) };
        if let Some(prompt) = self.reading.prompt(&positions) {
            self.judge(&step, question.as_ref(), prompt, written, &verb, table)?;
        }
        reference.question = question.map(|question| question.value);
        Some(Condition::Step { step: reference, verb })
    }

    /// The one verb of a condition, as written and as meant.
    fn verb(&self, table: &Table<'t>) -> Option<(&'static str, Verb)> {
        let verbs: Vec<&'static str> = VERBS.into_iter().filter(|verb| table.has(verb)).collect();
        let outcomes = |words: Vec<Str>| {
            let known = [("clear", Outcome::Clear), ("unsaid", Outcome::Unsaid), ("concern", Outcome::Concern)];
            words.iter().filter_map(|word| self.outcome(word, &known)).collect::<Vec<_>>()
        };
        let ids = |words: Vec<Str>| words.into_iter().map(|word| word.value).collect::<Vec<_>>();
        let [verb] = verbs.as_slice() else {
            self.not_one(table, &verbs);
            return None;
        };
        let meant = match *verb {
            "is" => Verb::Is(ids(table.strs("is"))),
            "is_not" => Verb::IsNot(ids(table.strs("is_not"))),
            "includes" => Verb::Includes(ids(table.strs("includes"))),
            "at_least" => Verb::AtLeast(table.int("at_least")?.value),
            "at_most" => Verb::AtMost(table.int("at_most")?.value),
            "above" => self.above(table)?,
            "answered" => Verb::Answered(table.bool("answered")?.value),
            "passed" => Verb::Passed(table.bool("passed")?.value),
            "outcome" => Verb::Outcome(outcomes(table.strs("outcome"))),
            _ => Verb::Cleared(table.bool("cleared")?.value),
        };
        Some((verb, meant))
    }

    fn not_one(&self, table: &Table<'t>, verbs: &[&str]) {
        for verb in VERBS.into_iter().chain(["by"]) {
            table.value(verb);
        }
        if !verbs.is_empty() {
            self.two_verbs(table, verbs);
        } else if !table.unknown(|name| one_of(name, VERBS)) {
            let fault =
                Fault::error("empty-condition", table.span(), "this condition does not say what about that step");
            self.fault(fault.mend(format!("add one of: {}", VERBS.join(", "))));
        }
    }

    fn outcome(&self, word: &Str, known: &[(&'static str, Outcome)]) -> Option<Outcome> {
        let found = known.iter().find(|(name, _)| *name == word.value).map(|(_, outcome)| *outcome);
        if found.is_none() {
            let what = format!("a gate does not come out as `{}`", short(&word.value));
            let mend = did_you_mean(&word.value, known.iter().map(|(name, _)| *name));
            self.fault(Fault::error("unknown-option", word.span.clone(), what).mend_if(mend));
        }
        found
    }

    fn above(&self, table: &Table<'t>) -> Option<Verb> {
        let name = table.str("above")?;
        let by = table.int("by").map_or(1, |by| by.value);
        let (reference, prompt) = self.step(&name)?;
        if let Some(prompt) = prompt
            && !matches!(prompt, Prompt::Number(_) | Prompt::Scale(_))
        {
            self.wrong_kind(&name, prompt, "only numbers and scales can be compared");
        }
        Some(Verb::Above { step: reference, by })
    }

    /// Whether the verb fits the kind, and its options exist. `None` keeps the condition out.
    fn judge(
        &self,
        step: &Str,
        question: Option<&Str>,
        prompt: &Prompt,
        written: &'static str,
        verb: &Verb,
        table: &Table<'t>,
    ) -> Option<()> {
        if let Some(question) = question {
            return self.judge_question(step, question, prompt, verb, table);
        }
        if fits(prompt, verb) {
            let ids = ids_of(prompt);
            self.judge_options(step, &ids, &option_words(verb, table), takes_items(prompt));
            return Some(());
        }
        let span = table.key_span(written).unwrap_or_default();
        let what =
            format!("`{written}` does not fit `{}`, which is of the kind `{}`", short(&step.value), prompt.name());
        let fitting: Vec<String> = verbs_for(prompt).iter().map(|verb| format!("`{verb}`")).collect();
        self.fault(Fault::error("wrong-verb", span, what).mend(format!("what fits is {}", fitting.join(", "))));
        None
    }

    fn judge_question(
        &self,
        step: &Str,
        question: &Str,
        prompt: &Prompt,
        verb: &Verb,
        table: &Table<'t>,
    ) -> Option<()> {
        let Prompt::Gate(gate) = prompt else {
            self.wrong_kind(step, prompt, "only a gate has questions to name behind a point");
            return None;
        };
        let Some(asked) = gate.questions.iter().find(|asked| asked.id == question.value) else {
            let what = format!("`{}` has no question `{}`", short(&step.value), short(&question.value));
            let mend = did_you_mean(&question.value, gate.questions.iter().map(|asked| asked.id.as_str()));
            self.fault(Fault::error("unknown-option", question.span.clone(), what).mend_if(mend));
            return None;
        };
        if !matches!(verb, Verb::Is(_) | Verb::IsNot(_)) {
            let what = "of one question of a gate only `is` and `is_not` can be asked";
            let mend = "write `is = \"…\"`, or leave out the point and ask about the whole gate";
            self.fault(Fault::error("wrong-verb", table.span(), what).mend(mend));
            return None;
        }
        let ids: Vec<&str> = asked.answers.iter().map(|reply| reply.id.as_str()).collect();
        self.judge_options(question, &ids, &option_words(verb, table), false);
        Some(())
    }

    /// Whether the options named exist; `items` says that there are more, which nobody can know now.
    pub fn judge_options(&self, step: &Str, ids: &[&str], named: &[Str], items: bool) {
        for name in named.iter().filter(|name| !ids.contains(&name.value.as_str())) {
            let what = format!("`{}` has no option `{}`", short(&step.value), short(&name.value));
            let mend = if items && ids.is_empty() {
                Some("its options are what somebody writes; they cannot be named here".to_owned())
            } else {
                did_you_mean(&name.value, ids.iter().copied())
            };
            self.fault(Fault::error("unknown-option", name.span.clone(), what).mend_if(mend));
        }
    }
}

/// `gate.question` in two.
pub fn split(name: &Str) -> (Str, Option<Str>) {
    let Some((step, question)) = name.value.split_once('.') else { return (name.clone(), None) };
    let part = |text: &str| Str { value: text.to_owned(), span: name.span.clone() };
    (part(step), Some(part(question)))
}

fn option_words(verb: &Verb, table: &Table<'_>) -> Vec<Str> {
    match verb {
        Verb::Is(_) => table.strs("is"),
        Verb::IsNot(_) => table.strs("is_not"),
        Verb::Includes(_) => table.strs("includes"),
        Verb::AtLeast(_)
        | Verb::AtMost(_)
        | Verb::Holds(_)
        | Verb::Above { .. }
        | Verb::Answered(_)
        | Verb::Passed(_)
        | Verb::Outcome(_)
        | Verb::Cleared(_) => Vec::new(),
    }
}

fn fits(prompt: &Prompt, verb: &Verb) -> bool {
    let name = match verb {
        Verb::Is(_) => "is",
        Verb::IsNot(_) => "is_not",
        Verb::Includes(_) => "includes",
        Verb::AtLeast(_) => "at_least",
        Verb::AtMost(_) => "at_most",
        Verb::Holds(_) => "holds",
        Verb::Above { .. } => "above",
        Verb::Answered(_) => "answered",
        Verb::Passed(_) => "passed",
        Verb::Outcome(_) => "outcome",
        Verb::Cleared(_) => "cleared",
    };
    verbs_for(prompt).contains(&name)
}

/// The verbs that make sense of a kind.
pub fn verbs_for(prompt: &Prompt) -> &'static [&'static str] {
    match prompt {
        Prompt::OneOf(_) | Prompt::Pause(_) | Prompt::Keeping(_) | Prompt::Who(_) => &["is", "is_not", "answered"],
        Prompt::SomeOf(_) | Prompt::Checklist(_) => &["includes", "at_least", "at_most", "answered"],
        Prompt::Number(_) | Prompt::Scale(_) => &["at_least", "at_most", "above", "answered"],
        Prompt::Day(_) => &["passed", "answered"],
        Prompt::List(_) | Prompt::RatedList(_) | Prompt::Board(_) | Prompt::Timeline(_) | Prompt::IfThen(_) => {
            &["at_least", "at_most", "answered"]
        }
        Prompt::Gate(_) => &["outcome", "cleared", "answered"],
        Prompt::Read(_)
        | Prompt::Pacer(_)
        | Prompt::Recap(_)
        | Prompt::Short(_)
        | Prompt::Long(_)
        | Prompt::Compose(_) => &["answered"],
    }
}

/// The ids of the options that are written in the guide.
pub fn ids_of(prompt: &Prompt) -> Vec<&str> {
    let mut ids: Vec<&str> = specs(prompt).map(|option| option.id.as_str()).collect();
    if let Prompt::Keeping(keeping) = prompt {
        ids.extend(keeping.offers.iter().map(|offer| super::kinds::keeping_id(offer.keeping)));
    }
    ids
}

/// The options that are written in the guide.
pub fn specs(prompt: &Prompt) -> impl Iterator<Item = &OptionSpec> {
    let relations = if let Prompt::Who(who) = prompt { who.relations.as_slice() } else { &[] };
    let written = match options_of(prompt) {
        Some(Options::Listed(listed)) => listed.as_slice(),
        Some(Options::From { and, .. }) => and.as_slice(),
        None => relations,
    };
    written.iter()
}

/// The options of kinds that have them.
pub fn options_of(prompt: &Prompt) -> Option<&Options> {
    match prompt {
        Prompt::OneOf(one) => Some(&one.options),
        Prompt::SomeOf(some) => Some(&some.options),
        Prompt::Checklist(list) => Some(&list.items),
        Prompt::Pause(pause) => Some(&pause.options),
        Prompt::Read(_)
        | Prompt::Number(_)
        | Prompt::Scale(_)
        | Prompt::Day(_)
        | Prompt::Short(_)
        | Prompt::Long(_)
        | Prompt::List(_)
        | Prompt::RatedList(_)
        | Prompt::Board(_)
        | Prompt::Timeline(_)
        | Prompt::IfThen(_)
        | Prompt::Compose(_)
        | Prompt::Who(_)
        | Prompt::Gate(_)
        | Prompt::Pacer(_)
        | Prompt::Recap(_)
        | Prompt::Keeping(_) => None,
    }
}

fn takes_items(prompt: &Prompt) -> bool {
    matches!(options_of(prompt), Some(Options::From { .. }))
}

/// Whether a condition looks at an answer that stays in memory only: the whole answer, or an option of it by name.
pub fn names_never_option(prompt: &Prompt, verb: &Verb) -> bool {
    let named = match verb {
        Verb::Is(ids) | Verb::IsNot(ids) | Verb::Includes(ids) => ids,
        Verb::AtLeast(_)
        | Verb::AtMost(_)
        | Verb::Holds(_)
        | Verb::Above { .. }
        | Verb::Answered(_)
        | Verb::Passed(_)
        | Verb::Outcome(_)
        | Verb::Cleared(_) => return false,
    };
    specs(prompt).any(|option| option.keep == crate::guide::Keep::Never && named.contains(&option.id))
}
