//! Help lines as data: by country and kind. Read from content at the edge, shown by every front.

use super::block::{Block, HelpLine};

/// All help lines there are.
#[derive(Clone, Debug, Default)]
pub struct HelpLines {
    /// In the order they are offered; the last is "anywhere else".
    pub countries: Vec<Country>,
    /// Said under every list: what to do if nothing fits or nobody answers.
    pub otherwise: String,
}

/// One country's lines.
#[derive(Clone, Debug)]
pub struct Country {
    /// `US`, or `other`.
    pub code: String,
    /// As it is called in the interface's language.
    pub name: String,
    /// What else it is called, in its own language too.
    pub names: Vec<String>,
    /// Kind (`crisis`, `abuse`, …) and line, most urgent first.
    pub lines: Vec<(String, HelpLine)>,
}

impl Country {
    /// Whether it is called that: by its code or any of its names, however the letters are written, with "the" before it or not.
    pub fn is_called(&self, word: &str) -> bool {
        let folded = word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let word = folded.strip_prefix("the ").unwrap_or(&folded);
        [&self.code, &self.name].into_iter().chain(&self.names).any(|name| name.to_lowercase() == word)
    }
}

impl HelpLines {
    /// The country of that code or name, or the last one ("anywhere else"). The United Kingdom goes by both of its codes: `UK`,
    /// as people write it, and `GB`, as locales do (ISO 3166).
    pub fn country(&self, code: Option<&str>) -> Option<&Country> {
        let code = code.map(|code| if code.eq_ignore_ascii_case("GB") { "UK" } else { code });
        let named = code.and_then(|code| self.countries.iter().find(|country| country.is_called(code)));
        named.or(self.countries.last())
    }

    /// Whether there are lines for a country of that name.
    pub fn names(&self, words: &str) -> bool {
        self.countries.iter().any(|country| country.is_called(words))
    }

    /// The code to remember for a country that was asked for: a word that names none is nobody's to keep.
    pub fn code(&self, asked: &str) -> String {
        let is_code = asked.len() == 2 && asked.bytes().all(|byte| byte.is_ascii_alphabetic());
        match self.country(Some(asked)) {
            Some(country) if !is_code => country.code.clone(),
            Some(_) | None => asked.to_owned(),
        }
    }

    /// Whose lines are shown for that code, among those there are.
    pub fn choice<'a>(&self, code: Option<&str>) -> Option<Block<'a>> {
        let shown = self.country(code)?;
        let at = self.countries.iter().position(|country| country.code == shown.code)?;
        let all = self.countries.iter().map(|country| (country.code.clone(), country.name.clone())).collect();
        Some(Block::Countries { all, at })
    }

    /// The lines for that code, and what to do if none fits.
    pub fn blocks<'a>(&self, code: Option<&str>) -> Vec<Block<'a>> {
        let own = self.otherwise.trim();
        let otherwise = if own.is_empty() { super::words::NOT_LISTED } else { own };
        let lines = self.country(code).map(|country| country.lines.iter().map(|(_, line)| line.clone()).collect());
        let lines = lines.map(Block::Lines);
        self.choice(code).into_iter().chain(lines).chain([Block::Prose(otherwise.to_owned())]).collect()
    }

    /// Whether there is another country to look at.
    pub fn has_choice(&self) -> bool {
        self.countries.len() > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn finds(code: Option<&str>, country: &str) {
        assert_eq!(lines().country(code).map(|found| found.code.as_str()), Some(country));
    }

    fn lines() -> HelpLines {
        let country = |(code, names): (&str, &[&str])| Country {
            code: code.to_owned(),
            name: format!("Land of {code}"),
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            lines: Vec::new(),
        };
        let countries = [("UK", &["Great Britain"][..]), ("IE", &["\u{c9}ire"]), ("other", &[])].map(country).to_vec();
        HelpLines { countries, otherwise: String::new() }
    }

    #[test]
    fn a_country_is_found_by_every_name_it_goes_by() {
        finds(Some("great  britain"), "UK");
        finds(Some("the Land of UK"), "UK");
        finds(Some("\u{e9}ire"), "IE");
        finds(Some("Britain the great"), "other");
    }

    #[test]
    fn only_what_names_a_country_is_remembered() {
        for (asked, kept) in [("great britain", "UK"), ("PT", "PT"), ("useless", "other"), ("Land of IE", "IE")] {
            assert_eq!(lines().code(asked), kept);
        }
    }

    #[test]
    fn a_country_is_found_by_its_code_and_everybody_else_goes_anywhere() {
        finds(Some("ie"), "IE");
        finds(Some("GB"), "UK");
        finds(Some("uk"), "UK");
        finds(Some("PT"), "other");
        finds(None, "other");
    }
}
