//! Which saved session is meant.

use crate::store::{FindFault, Listing, OpenFault, SessionId, Store, find};

use super::Fault;

/// A session, and which of its versions: 1 is the newest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The session.
    pub id: SessionId,
    /// The version.
    pub version: usize,
    /// How many there are.
    pub of: usize,
}

/// Stands between an id and the number of a version.
const AT: char = '@';

impl Wanted {
    /// What is to be said where there are several.
    pub fn several(&self) -> Option<String> {
        let Self { id, version, of } = self;
        let which = match version {
            1 => "the newest".to_owned(),
            number => format!("number {number}"),
        };
        let other = if *version == 2 { 1 } else { 2 };
        (*of > 1).then(|| {
            let named = format!("{}{AT}{other}", id.short());
            format!(
                "This session was written in two places at once: there are {of} versions of it, and this is {which}. \
                 All are kept. `stepback show {named}` reads another, `stepback resume {named}` goes on from it."
            )
        })
    }
}

/// The session that `typed` names, and its version: `ID` or `ID@2`.
///
/// # Errors
/// When there is none of that name, or no such version of it.
pub fn version(store: Option<&Store>, typed: &str) -> anyhow::Result<(Store, Wanted)> {
    let wanted = listed(&list(store)?, typed)?;
    let store = store.cloned().ok_or_else(|| Fault::said(OpenFault::Unknown))?;
    Ok((store, wanted))
}

/// The same of what was just listed.
///
/// # Errors
/// As [`version`].
pub fn listed(listing: &Listing, typed: &str) -> anyhow::Result<Wanted> {
    let (name, number) = match typed.rsplit_once(AT).map(|(name, number)| (name, number.parse::<usize>())) {
        Some((name, Ok(number))) => (name, number),
        Some(_) | None => (typed, 1),
    };
    let id = among(listing, name)?;
    let of = listing.row(&id).map_or(1, |row| row.versions.len());
    if !(1..=of).contains(&number) {
        let there = if of == 1 { "is one version".to_owned() } else { format!("are {of} versions") };
        return Err(Fault::said(format!(
            "There {there} of that session. Nothing has been changed. Number 1 is the newest."
        )));
    }
    Ok(Wanted { id, version: number, of })
}

/// The session that `typed` names: `last`, an id, or the beginning of one; and how many versions it has.
///
/// # Errors
/// When it names none or several; near ones are named.
pub fn session(store: Option<&Store>, typed: &str) -> anyhow::Result<(SessionId, usize)> {
    let listing = list(store)?;
    let id = among(&listing, typed)?;
    let versions = listing.row(&id).map_or(1, |row| row.versions.len());
    Ok((id, versions))
}

/// What is saved; nothing where there is no folder.
///
/// # Errors
/// When the folder cannot be listed.
pub fn list(store: Option<&Store>) -> anyhow::Result<Listing> {
    match store {
        Some(store) => store.list().map_err(|fault| Fault::said(format!("{fault}. {}", fault.mend()))),
        None => Ok(Listing::default()),
    }
}

fn among(listing: &Listing, typed: &str) -> anyhow::Result<SessionId> {
    let ids = listing.ids();
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
