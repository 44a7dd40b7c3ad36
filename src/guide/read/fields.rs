//! Which keys a step has, by kind: for hints about misplaced keys, and for the schema editors use.

/// Keys every step may have.
pub const COMMON: [&str; 17] = [
    "id",
    "kind",
    "ask",
    "text",
    "placeholder",
    "when",
    "required",
    "approach",
    "keep",
    "end",
    "source",
    "recall",
    "shared",
    "lines",
    "by",
    "wording",
    "for_each",
];

/// The keys of each kind, in the order of the format page.
pub const KINDS: [(&str, &[&str]); 21] = [
    ("read", &[]),
    ("choice", &["options_from", "options"]),
    ("choices", &["options_from", "options", "at_most"]),
    ("number", &["min", "max", "unit"]),
    ("scale", &["min", "max", "low", "high", "again_of"]),
    ("date", &["not_before", "not_after"]),
    ("short", &["notice"]),
    ("long", &["notice", "minutes", "words"]),
    ("list", &["at_most"]),
    ("rated_list", &["at_most", "low", "high", "again_of"]),
    ("board", &["columns"]),
    ("timeline", &[]),
    ("checklist", &["options_from", "items"]),
    ("if_then", &["at_most", "starts", "then_placeholder"]),
    ("draft", &["parts", "words", "to", "message", "notice"]),
    ("person", &["relations"]),
    ("gate", &["questions", "assent", "locks"]),
    ("pacer", &["pattern", "minutes"]),
    ("pause", &["options_from", "options", "until"]),
    ("recap", &["of", "change"]),
    ("keeping", &["offers"]),
];

/// Said of a key that wants to name the step that comes next.
pub const NO_JUMPS: &str = "steps come in their order and nothing jumps: give the steps between a `when`";

/// The kinds a key belongs to, said as a hint.
pub fn belongs(key: &str) -> Option<String> {
    let kinds: Vec<String> =
        KINDS.iter().filter(|(_, keys)| keys.contains(&key)).map(|(kind, _)| format!("`{kind}`")).collect();
    (!kinds.is_empty()).then(|| format!("`{key}` belongs to the kind {}", kinds.join(", ")))
}
