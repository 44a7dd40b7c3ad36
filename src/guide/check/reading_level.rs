//! How hard English text is to read: the Flesch–Kincaid grade (Kincaid et al. 1975), school years needed.
//! Syllables are counted by runs of vowels, which is near enough for an average.

/// Words of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’' || c == '-'))
        .filter(|word| word.contains(char::is_alphanumeric))
}

/// The grade; 0 or less is as plain as it gets. `None` for fewer words than say anything.
pub fn grade(text: &str) -> Option<f64> {
    const LEAST: u32 = 15;
    let count = u32::try_from(words(text).count()).ok().filter(|count| *count >= LEAST)?;
    let sentences = text.split(['.', '?', '!', ':', '\n']).filter(|part| words(part).next().is_some()).count();
    let sentences = u32::try_from(sentences).ok()?.max(1);
    let syllables: u32 = words(text).map(syllables).sum();
    Some(0.39 * f64::from(count) / f64::from(sentences) + 11.8 * f64::from(syllables) / f64::from(count) - 15.59)
}

fn syllables(word: &str) -> u32 {
    let letters: String = word.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
    let silent = ["es", "ed", "e"].iter().find_map(|end| letters.strip_suffix(end));
    let stem = silent.filter(|stem| stem.len() > 1 && !letters.ends_with("le")).unwrap_or(&letters);
    let mut runs = 0;
    let mut before = false;
    for letter in stem.chars() {
        let vowel = "aeiouy".contains(letter);
        runs += u32::from(vowel && !before);
        before = vowel;
    }
    runs.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_grade_low_and_long_ones_high() {
        let plain =
            "The cat sat on the mat. It was warm there. The sun came in, and the cat was glad of it all day long.";
        let hard = "Interpersonal communication necessitates sophisticated deliberation concerning relational expectations, notwithstanding considerable asymmetries of information between participants who nevertheless anticipate comprehensive reciprocity.";
        assert!(grade(plain).unwrap() < 4.0);
        assert!(grade(hard).unwrap() > 15.0);
        assert!(grade("Short.").is_none());
    }

    #[test]
    fn syllables_are_about_right() {
        let counted: Vec<u32> =
            ["cat", "table", "talked", "you", "asymmetry", "time"].into_iter().map(syllables).collect();
        assert_eq!(counted, [1, 2, 1, 1, 4, 1]);
    }
}
