//! Which saved session is meant.

use crate::store::{FindFault, SessionId, Store, find};

use super::Fault;

/// The session that `typed` names: `last`, an id, or the beginning of one.
///
/// # Errors
/// When it names none or several; near ones are named.
pub fn session(store: Option<&Store>, typed: &str) -> anyhow::Result<SessionId> {
    let ids = match store {
        Some(store) => store.list().map_err(|fault| Fault::said(format!("{fault}. {}", fault.mend())))?.ids(),
        None => Vec::new(),
    };
    find(typed, &ids).map_err(|fault| match fault {
        FindFault::Unknown => {
            let near = near(typed, &ids);
            let hint = if near.is_empty() { String::new() } else { format!(" Near it: {}.", near.join(", ")) };
            Fault::said(format!("{fault}{hint}"))
        }
        FindFault::Nothing | FindFault::Several(_) => Fault::said(fault),
    })
}

/// A hint as a sentence of its own.
pub fn sentence(hint: &str) -> String {
    let mut letters = hint.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let end = if hint.ends_with(['.', '?']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}

/// Up to three ids that begin much like what was typed, the nearest first.
fn near(typed: &str, ids: &[SessionId]) -> Vec<String> {
    let typed: String = typed.trim().to_lowercase().chars().take(SessionId::DIGITS).collect();
    let length = typed.chars().count();
    let mut near: Vec<(usize, &SessionId)> = ids
        .iter()
        .filter_map(|id| Some((strsim::osa_distance(id.as_str().get(..length)?, &typed), id)))
        .filter(|(distance, _)| *distance <= length / 3)
        .collect();
    near.sort_by_key(|(distance, _)| *distance);
    near.into_iter().take(3).map(|(_, id)| id.short().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        let ids: Vec<SessionId> =
            ["1a2b", "ffff", "1a2c"].iter().filter_map(|four| SessionId::parse(&four.repeat(8))).collect();
        assert_eq!(near(typed, &ids), expected);
    }

    #[test]
    fn near_ids_are_named_nearest_first() {
        check("1a2d", &["1a2b1a2b", "1a2c1a2c"]);
        check("1a2b1b2b", &["1a2b1a2b"]);
        check("zzzz", &[]);
        check("é", &[]);
        check("", &["1a2b1a2b", "ffffffff", "1a2c1a2c"]);
    }
}
