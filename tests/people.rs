//! Whom a guide is about: what an earlier session about them closes, and what changes when it is about somebody else.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::format_push_string,
    reason = "a test may stop at the first thing that is not as it says"
)]

mod support;

use support::given_text;

/// A person, a never-kept gate without a lock, a kept one, and what stands behind them.
const GUIDE: &str = r#"
format = 1
id = "g"
title = "T"
about = "A."
person = "who"
[[stage]]
id = "s"
title = "S"
[[stage.step]]
id = "who"
kind = "person"
ask = "Who is it about?"
relations = [ { id = "friend", label = "my friend" }, { id = "parent", label = "my parent" } ]
[[stage.step]]
id = "safety"
kind = "gate"
keep = "never"
ask = "Is it safe with {name}?"
questions = [ { id = "afraid", ask = "Are you afraid?" } ]
[[stage.step]]
id = "contact"
kind = "gate"
ask = "May you write to {name}?"
questions = [ { id = "asked", ask = "Were you asked not to?" } ]
[[stage.step]]
id = "far"
kind = "long"
by = "who"
ask = "What would a stranger say?"
[stage.step.wording.parent]
ask = "What would their other child say?"
[[stage.step]]
id = "opening"
kind = "short"
approach = true
ask = "How would you begin?"
[[stage.step]]
id = "letter"
kind = "draft"
to = "them"
ask = "A few words"
parts = [ { id = "p", ask = "What?" } ]
[[stage.step]]
id = "last"
kind = "read"
ask = "That is all."
"#;

#[test]
fn a_relation_chooses_the_wording() {
    let asked = |relation: &str| {
        given_text(GUIDE).replies("Bo").replies(relation).replies("they").replies("no").replies("no").is_at("far")
    };
    asked("friend").sees("What would a stranger say?");
    asked("parent").sees("What would their other child say?");
}
