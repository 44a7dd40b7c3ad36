//! Searching finds all that trying every pattern at every word would find.

use std::collections::BTreeSet;

use super::super::words::fold;
use super::super::{Rules, Who};

const SHIPPED: &str = include_str!("../../../content/noticing.toml");
const WRITTEN: &str = include_str!("../../../tests/noticing/others-tuning.txt");

#[test]
fn nothing_is_lost_by_looking_only_where_a_pattern_may_stand() {
    let rules = Rules::read(SHIPPED).0.expect("rules");
    let who = Who { me: None, name: Some("Mary Ann"), subject: "she" };
    let names = who.names(&rules.short, &rules.common_names);
    let lines: Vec<&str> = WRITTEN.lines().filter(|line| !line.starts_with(['=', '#'])).step_by(61).collect();
    let mut found = 0;
    for pair in lines.chunks(2) {
        let text = pair.join(" ").replace("Sam", "Mary Ann");
        let folded = fold(&text, &rules.short).number_by(&rules.vocabulary, &names);
        let mut searched = BTreeSet::new();
        rules.search.each(&folded, &names, |nth, span| {
            searched.insert((nth, span.first, span.end));
        });
        let everywhere = rules.search.patterns.iter().enumerate().flat_map(|(nth, pattern)| {
            let at = |first| pattern.at(first, &folded, &names);
            (0..folded.words.len()).filter_map(at).map(move |span| (nth, span.first, span.end)).collect::<Vec<_>>()
        });
        assert_eq!(searched, everywhere.collect(), "{text}");
        found += searched.len();
    }
    assert!(found > 400, "{found}");
}
