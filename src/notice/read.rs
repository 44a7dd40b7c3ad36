//! Reading rules: TOML in, [`Rules`] out, every fault of the file in one run.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::notation::{Notation, Wrong};
use super::search::Gathered;
use super::slips::{SHORTEST, Slips};
use super::who::{PLACEHOLDERS, split_placeholder};
use super::words::{ShortForms, fold, fold_word};
use super::{Category, CategoryEffect, Goal, Rule, Rules};
use crate::fault::table::{Str, Table, wrong_type};
use crate::fault::{Fault, Faults, did_you_mean, short, source, stray};

/// The words of the file for the effects.
const EFFECTS: [(&str, CategoryEffect); 4] = [
    ("mark", CategoryEffect::Mark),
    ("safety", CategoryEffect::SafetyInformation),
    ("crisis", CategoryEffect::CrisisHelp),
    ("no_copy", CategoryEffect::NoCopy),
];

impl Rules {
    /// Reads a rule file. The rules are there only if nothing is wrong; the faults come in the order of the file.
    pub fn read(text: &str) -> (Option<Self>, Vec<Fault>) {
        Self::read_over(text, "")
    }

    /// The same, over another file that is known to be sound: its categories, sets and short forms stay in force where
    /// this one does not name them.
    pub fn read_over(text: &str, under: &str) -> (Option<Self>, Vec<Fault>) {
        let (root, syntax) = source::parse(text);
        if syntax.is_empty() {
            return Self::walked(text, &root, under);
        }
        (None, stray::beside(text, syntax, |text, root| Self::walked(text, root, under).1))
    }

    fn walked(text: &str, root: &Spanned<DeTable<'_>>, under: &str) -> (Option<Self>, Vec<Fault>) {
        let (faults, unspoken) = (Faults::default(), Faults::default());
        let (below, _) = source::parse(if under == text { "" } else { under });
        let table = Table::root(root, "a rule file", &faults);
        let below = Table::root(&below, "a rule file", &unspoken);
        let rules = Reader::new(&faults).file(table, &below);
        (rules.filter(|_| !faults.any_error()), faults.into_sorted())
    }
}

/// What is known while a file is read.
struct Reader<'f> {
    faults: &'f Faults,
    notation: Notation,
    gathered: Gathered,
    goals: Vec<Goal>,
    categories: Vec<Category>,
    rules: Vec<Rule>,
    capitals: Vec<(usize, usize)>,
}

/// What a category says where a rule says nothing of its own.
struct Says {
    reason: String,
    question: String,
    no_copy: Option<String>,
}

impl<'f> Reader<'f> {
    fn new(faults: &'f Faults) -> Self {
        Self {
            faults,
            notation: Notation::default(),
            gathered: Gathered::default(),
            goals: Vec::new(),
            categories: Vec::new(),
            rules: Vec::new(),
            capitals: Vec::new(),
        }
    }

    fn file(mut self, table: Table, below: &Table) -> Option<Rules> {
        if let Some(format) = table.int("format") {
            if format.value != 1 {
                self.error(
                    "format",
                    format.span,
                    "this file needs a newer version of the program",
                    "`format = 1` is known here",
                );
            }
        } else if !table.has("format") {
            table.missing("format");
        }
        let language = table.need_str("language").map_or_else(String::new, |language| language.value);
        let names = table.strs("names_like_words").into_iter().chain(below.strs("names_like_words"));
        let common_names = names.map(|name| fold_word(&name.value)).collect();
        self.short_forms(&table, below);
        self.shorthand(&table);
        self.exceptions(&table.strs("fixed"), Goal::Fixed);
        for category in table.need_tables("category", "a category") {
            self.category(category);
        }
        self.categories_below(below);
        let mut sets = self.sets(&table);
        for (name, members) in self.sets(below) {
            sets.entry(name).or_insert(members);
        }
        let slips = self.slips(&table, below);
        let whole = table.span();
        table.done();
        let Some(search) = self.gathered.finish(&self.notation.vocabulary.borrow()) else {
            let fault = Fault::error("too-many", whole, "there are more patterns than can be searched at once");
            self.faults.push(fault.mend("take some of them out"));
            return None;
        };
        Some(Rules {
            language,
            categories: self.categories,
            says: self.rules,
            sets,
            short: ShortForms { slips, ..self.notation.short },
            vocabulary: self.notation.vocabulary.into_inner(),
            common_names,
            search,
            goals: self.goals,
            capitals: self.capitals,
        })
    }

    fn error(&self, code: &'static str, span: Range<usize>, what: impl Into<String>, mend: impl Into<String>) {
        self.faults.push(Fault::error(code, span, what).mend(mend));
    }

    /// The categories of the file below that this one does not name, read with the shorthands of their own file.
    fn categories_below(&mut self, below: &Table) {
        let own: BTreeSet<String> = self.categories.iter().map(|category| category.id.clone()).collect();
        self.notation.shorthand.clear();
        self.shorthand(below);
        self.exceptions(&below.strs("fixed"), Goal::Fixed);
        for category in below.tables("category", "a category") {
            if category.str("id").is_some_and(|id| !own.contains(&id.value)) {
                self.category(category);
            }
        }
    }

    fn short_forms(&mut self, table: &Table, below: &Table) {
        let mut short = ShortForms::default();
        for (key, long) in self.texts(below.table("words_for", "the short forms")) {
            short.words.insert(fold_word(&key.value), split(&long.value));
        }
        for (key, long) in self.texts(below.table("endings", "the endings")) {
            short.endings.push((fold_word(&key.value), split(&long.value)));
        }
        for (key, long) in self.texts(table.table("words_for", "the short forms")) {
            short.words.insert(fold_word(&key.value), split(&long.value));
        }
        for (key, long) in self.texts(table.table("endings", "the endings")) {
            if key.value.contains(['\'', '’']) {
                let ending = fold_word(&key.value);
                short.endings.retain(|(below, _)| *below != ending);
                short.endings.push((ending, split(&long.value)));
            } else {
                self.error("ending", key.span, "an ending needs its apostrophe", "write it as in `'re`");
            }
        }
        // The longest ending first: `n't` before `'t`.
        short.endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        self.notation.short = short;
    }

    /// The words that are read with slips, those of the file below among them. Patterns are read without: they say what
    /// they mean.
    fn slips(&self, table: &Table, below: &Table) -> Slips {
        let words = table.strs("slips");
        for word in words.iter().filter(|word| word.value.chars().count() < SHORTEST) {
            let what = format!("`{}` is too short to be read with a slip", short(&word.value));
            self.error("slip", word.span.clone(), what, format!("take words of {SHORTEST} letters or more"));
        }
        let words = words.into_iter().chain(below.strs("slips")).map(|word| fold_word(&word.value));
        Slips::new(words, self.notation.vocabulary.borrow().forms())
    }

    /// All entries of a table that holds nothing but texts.
    fn texts(&self, table: Option<Table>) -> Vec<(Str, Str)> {
        let entries = table.into_iter().flat_map(|table| table.each().collect::<Vec<_>>());
        entries.filter_map(|(key, value)| Some((key.clone(), self.text(&key.value, value)?))).collect()
    }

    fn text(&self, key: &str, value: &Spanned<DeValue>) -> Option<Str> {
        if let DeValue::String(text) = value.get_ref() {
            return Some(Str { value: text.to_string(), span: value.span() });
        }
        wrong_type(self.faults, value, key, "text: \"…\"");
        None
    }

    fn shorthand(&mut self, table: &Table) {
        for (key, text) in self.texts(table.table("shorthand", "the shorthands")) {
            match self.notation.short(&text.value) {
                Ok(short) => {
                    self.notation.shorthand.insert(key.value, short);
                }
                Err(wrong) => self.wrong(&text, wrong),
            }
        }
    }

    fn wrong(&self, text: &Str, wrong: Wrong) {
        self.error("pattern", text.span.clone(), wrong.what, wrong.mend);
    }

    fn category(&mut self, table: Table) {
        let id = table.need_str("id");
        let name = table.need_str("name");
        let legend = table.need_str("legend");
        let cue = self.cue(&table);
        if !table.has("effect") {
            table.missing("effect");
        }
        let effect = table.word("effect", &EFFECTS);
        let reason = self.says(table.need_str("reason"));
        let question = self.says(table.need_str("question"));
        let index = self.categories.len();
        self.exceptions(&table.strs("except"), Goal::NotCategory(index));
        let no_copy = effect.as_ref().filter(|effect| effect.value == CategoryEffect::NoCopy).map(|_| reason.clone());
        let says = Says { reason, question, no_copy };
        for rule in table.need_tables("rule", "a rule") {
            self.rule(index, rule, &says);
        }
        if let Some(id) = &id
            && self.categories.iter().any(|known| known.id == id.value)
        {
            self.error(
                "duplicate-id",
                id.span.clone(),
                format!("`{}` is there twice", short(&id.value)),
                "give one another id",
            );
        }
        self.categories.push(Category {
            id: id.map_or_else(String::new, |id| id.value),
            name: name.map_or_else(String::new, |name| name.value),
            legend: legend.map_or_else(String::new, |legend| legend.value),
            cue,
            effect: effect.map_or(CategoryEffect::Mark, |effect| effect.value),
        });
        table.done();
    }

    fn cue(&self, table: &Table) -> char {
        let Some(cue) = table.need_str("cue") else { return ' ' };
        let mut signs = cue.value.chars();
        match (signs.next(), signs.next()) {
            (Some(sign), None) if !sign.is_control() => sign,
            _ => {
                self.error("cue", cue.span, "`cue` has to be one sign", "write one, like \"~\"");
                ' '
            }
        }
    }

    /// A reason or question, its placeholders checked.
    fn says(&self, text: Option<Str>) -> String {
        let Some(text) = text else { return String::new() };
        let mut rest = text.value.as_str();
        while let Some((_, after)) = rest.split_once('{') {
            let Some((inside, after)) = after.split_once('}') else {
                self.error("placeholder", text.span.clone(), "a `{` has no `}`", "close it");
                break;
            };
            rest = after;
            let (key, fallback) = split_placeholder(inside);
            if !PLACEHOLDERS.contains(&key) {
                let what = format!("`{{{}}}` is not known here", short(key));
                let fault = Fault::error("placeholder", text.span.clone(), what);
                self.faults.push(fault.mend_if(did_you_mean(key, PLACEHOLDERS)));
            } else if key != "they" && fallback.is_empty() {
                let what = format!("`{{{key}}}` may be unknown");
                self.error(
                    "placeholder",
                    text.span.clone(),
                    what,
                    format!("say what stands in for it: `{{{key}: …}}`"),
                );
            }
        }
        text.value
    }

    fn rule(&mut self, category: usize, table: Table, says: &Says) {
        let own = |key| table.str(key).map(|text| self.says(Some(text)));
        let (reason, question, no_copy) = (own("reason"), own("question"), own("no_copy"));
        let list = |key| table.strs(key).into_iter().map(|text| text.value).collect();
        self.rules.push(Rule {
            reason: reason.unwrap_or_else(|| says.reason.clone()),
            question: question.unwrap_or_else(|| says.question.clone()),
            no_copy: no_copy.or_else(|| says.no_copy.clone()),
            feelings: list("feelings"),
            needs: list("needs"),
            wide: table.bool("wide").is_some_and(|wide| wide.value),
        });
        let rule = self.rules.len() - 1;
        self.exceptions(&table.strs("except"), Goal::NotRule(rule));
        if !table.has("find") {
            table.missing("find");
        }
        for find in table.strs("find") {
            if find.value.trim() == "{capitals}" {
                self.capitals.push((category, rule));
            } else {
                self.pattern(&find, Goal::Find { category, rule });
            }
        }
        table.done();
    }

    fn exceptions(&mut self, texts: &[Str], goal: Goal) {
        for text in texts {
            self.pattern(text, goal);
        }
    }

    fn pattern(&mut self, text: &Str, goal: Goal) {
        let pattern = match self.notation.pattern(&text.value) {
            Ok(pattern) => pattern,
            Err(wrong) => return self.wrong(text, wrong),
        };
        if self.gathered.add(pattern, &self.notation.vocabulary.borrow()) {
            self.goals.push(goal);
        } else {
            let what = "this pattern has no word of its own";
            self.error("pattern", text.span.clone(), what, "add a word that is always there");
        }
    }

    fn sets(&self, table: &Table) -> BTreeMap<String, Vec<usize>> {
        let mut sets = BTreeMap::new();
        for (key, value) in
            table.table("sets", "the sets").into_iter().flat_map(|table| table.each().collect::<Vec<_>>())
        {
            let DeValue::Array(list) = value.get_ref() else {
                wrong_type(self.faults, value, &key.value, "a list of categories");
                continue;
            };
            let ids: Vec<Str> = list.iter().filter_map(|id| self.text(&key.value, id)).collect();
            let members: BTreeSet<usize> = ids.iter().filter_map(|id| self.member(id)).collect();
            sets.insert(key.value, members.into_iter().collect());
        }
        sets
    }

    fn member(&self, id: &Str) -> Option<usize> {
        let found = self.categories.iter().position(|category| category.id == id.value);
        if found.is_none() {
            let what = format!("there is no category `{}`", short(&id.value));
            let mend = did_you_mean(&id.value, self.categories.iter().map(|category| category.id.as_str()));
            self.faults.push(Fault::error("unknown-category", id.span.clone(), what).mend_if(mend));
        }
        found
    }
}

/// The words of a long form, folded.
fn split(long: &str) -> Vec<String> {
    let folded = fold(long, &ShortForms::default());
    (0..folded.words.len()).filter_map(|at| folded.word(at)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
