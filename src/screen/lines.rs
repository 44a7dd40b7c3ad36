//! Help lines as data: by country and kind. Read from content at the edge, shown by every front.

use super::block::HelpLine;

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
    /// Kind (`crisis`, `abuse`, …) and line, most urgent first.
    pub lines: Vec<(String, HelpLine)>,
}

impl HelpLines {
    /// The country of that code, or the last one ("anywhere else").
    pub fn country(&self, code: Option<&str>) -> Option<&Country> {
        let named = code.and_then(|code| self.countries.iter().find(|country| country.code.eq_ignore_ascii_case(code)));
        named.or(self.countries.last())
    }
}
