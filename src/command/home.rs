//! The bare command where something is saved already: the home screen, and what is wished for there.

use std::collections::HashMap;
use std::io;
use std::path::PathBuf;
use std::time::Instant;

use super::begin::Opened;
use super::content::Content;
use super::output::Output;
use super::sit::Seat;
use super::{begin, find, list, show};
use crate::args::Form;
use crate::front::Front;
use crate::home::{Entry, Home, Offer, Wish};
use crate::run::lock::Lock;
use crate::run::{End, Matter, News, clock, run};
use crate::screen::Screen;
use crate::screen::block::Recalled;
use crate::screen::lines::HelpLines;
use crate::session::{Event, Farewell, State};
use crate::store::{Contents, Listing, Places, SaveReport, SessionId, Store};

/// What came of the home screen.
pub enum Next {
    /// Sit down to this.
    Sit(Box<Seat>),
    /// Leave.
    End(End),
}

/// Shows the home screen until somebody sits down to a session or leaves.
pub fn home<F: Front<External = News>>(
    front: &mut F,
    content: &Content,
    Opened { store, listing }: Opened,
    (places, lock): (Places, Lock),
) -> anyhow::Result<Next> {
    let lines = content.lines();
    let home = Home::new(entries(content, &listing), offers(content)).with_wrong(wrong(&store, &listing));
    let home = home.with_unread(unread(&listing));
    drop(listing);
    let home = home.in_country(super::sit::country());
    run(front, &mut Hall { home, content, store: &store, places, lock, lines })
}

/// The home screen and what it needs for its wishes.
struct Hall<'a> {
    home: Home,
    content: &'a Content,
    store: &'a Store,
    places: Places,
    lock: Lock,
    lines: HelpLines,
}

impl Matter for Hall<'_> {
    type Outcome = Next;

    fn screen(&self) -> Screen<'_> {
        self.home.screen(|country| self.lines.blocks(country))
    }

    fn deadline(&self) -> Option<Instant> {
        None
    }

    fn do_due(&mut self) {}

    fn save_now(&mut self) {}

    fn saved<F: Front<External = News>>(&mut self, _: &mut F, _: &SaveReport) -> anyhow::Result<Option<Next>> {
        Ok(None)
    }

    fn handle<F: Front<External = News>>(&mut self, front: &mut F, event: Event) -> anyhow::Result<Option<Next>> {
        match self.home.handle(event) {
            Some(wish) => self.grant(front, wish),
            None => Ok(None),
        }
    }

    fn ended(&self, end: End) -> Next {
        Next::End(end)
    }

    fn sealed_in(&self) -> Option<&Places> {
        self.store.folder().protected().then_some(&self.places)
    }

    fn lock(&mut self) -> &mut Lock {
        &mut self.lock
    }
}

impl Hall<'_> {
    /// Does what is wished for; says so on the home screen where it cannot be done.
    fn grant<F: Front<External = News>>(&mut self, front: &mut F, wish: Wish) -> anyhow::Result<Option<Next>> {
        let (content, store) = (self.content, self.store);
        let done = match wish {
            Wish::Leave => return Ok(Some(Next::End(End::Left(Farewell::Resume)))),
            Wish::Vanish => {
                front.blank();
                return Ok(Some(Next::End(End::Left(Farewell::Silent))));
            }
            Wish::Begin(id) => match content.named(&id) {
                Ok(found) => return Ok(Some(self.sit(Seat::new(found, Some(store.clone()))))),
                Err(fault) => Err(fault),
            },
            Wish::GoOn(id) => {
                let wanted = find::version(Some(store), &id);
                let seat = |wanted: find::Wanted| begin::seat(&mut Output::new(), content, store.clone(), &wanted);
                match front.suspended(|| wanted.and_then(|(_, wanted)| seat(wanted)))? {
                    Ok(seat) => return Ok(Some(self.sit(seat))),
                    Err(fault) => Err(fault),
                }
            }
            Wish::Read(id) => self.read(&id),
            Wish::Export(id) => write_out(content, store, &id).map(|path| {
                let path = super::shell::shown(&path);
                self.home.says(format!("Written to {path}. Whoever opens that file can read it."));
            }),
            Wish::Erase(id) => session_id(&id).and_then(|session| {
                store.erase(&session).map_err(super::Fault::said)?;
                self.home.erased(&id, "It is erased.".to_owned());
                Ok(())
            }),
        };
        match done {
            Err(fault) if super::Fault::is_end(&fault) => Err(fault),
            Err(fault) => {
                self.home.says(fault.to_string());
                Ok(None)
            }
            Ok(()) => Ok(None),
        }
    }

    /// Sits down, with help lines of the country that was chosen here.
    fn sit(&self, seat: Seat) -> Next {
        Next::Sit(Box::new(Seat { country: self.home.country().map(str::to_owned), ..seat }))
    }

    fn read(&mut self, id: &str) -> anyhow::Result<()> {
        let (_, wanted) = find::version(Some(self.store), id)?;
        let (saved, _) = show::readable(self.store, &wanted)?;
        let (walk, _) = show::walk(self.content, Some(self.store), saved);
        let recalled =
            |one: crate::export::Exported| Recalled { question: one.question, answer: one.in_words, state: one.status };
        let said = |one: &Recalled| !one.answer.trim().is_empty() && one.state != State::Inactive;
        let answers = walk.answers.into_iter().map(recalled).filter(said).collect();
        self.home.reads(walk.title, answers);
        Ok(())
    }
}

fn session_id(id: &str) -> anyhow::Result<SessionId> {
    SessionId::parse(id).ok_or_else(|| super::Fault::said(crate::store::OpenFault::Unknown))
}

/// Writes a session into a new file in the folder the program was started in; one that is there already stays.
fn write_out(content: &Content, store: &Store, id: &str) -> anyhow::Result<PathBuf> {
    let (_, wanted) = find::version(Some(store), id)?;
    let (saved, _) = show::readable(store, &wanted)?;
    let (walk, language) = show::walk(content, Some(store), saved);
    let text = super::export::written(walk, None, Form::Md, &language)?;
    let folder = std::env::current_dir()?;
    let short = id.get(..8).unwrap_or(id);
    for number in 1..1_000 {
        let name = if number == 1 { format!("stepback-{short}.md") } else { format!("stepback-{short}-{number}.md") };
        let path = folder.join(name);
        match super::export::new_file(&path, text.as_bytes()) {
            Ok(()) => return Ok(path),
            Err(fault) if fault.kind() == io::ErrorKind::AlreadyExists => {}
            Err(fault) => return Err(super::export::could_not(&path, &fault)),
        }
    }
    Err(super::Fault::said(
        "There are too many files of that name. Nothing was written. `stepback export --output FILE` takes another.",
    ))
}

/// The saved sessions, without a name or a word of anybody's.
fn entries(content: &Content, listing: &Listing) -> Vec<Entry> {
    let guides = content.library().guides();
    let title = |id: &str| {
        let listed = guides.iter().find(|listed| listed.id == id);
        listed.and_then(|listed| listed.about.as_ref().ok()).map_or_else(|| id.to_owned(), |about| about.title.clone())
    };
    let day = |seconds| clock::day_of(seconds).to_string();
    let entry = |row: &&crate::store::Row| Entry {
        id: row.id.as_str().to_owned(),
        guide: title(&row.head.guide),
        status: row.head.status,
        day: day(row.head.updated),
        versions: match row.versions.as_slice() {
            [_, _, ..] => row.versions.iter().map(|version| day(version.updated)).collect(),
            [] | [_] => Vec::new(),
        },
    };
    let rows = list::ordered(listing);
    let mut entries: Vec<Entry> = rows.iter().map(entry).collect();
    let rows = || rows.iter();
    tell_apart(&mut entries, rows().map(|row| || format!(" {}", clock::time_of(row.head.updated))));
    tell_apart(&mut entries, rows().map(|row| || format!(", {}", row.id.short())));
    entries
}

/// Entries that look alike, sessions of one guide on one day, say `more` of themselves.
fn tell_apart<M: FnOnce() -> String>(entries: &mut [Entry], more: impl Iterator<Item = M>) {
    let looks = |entry: &Entry| (entry.guide.clone(), entry.day.clone());
    let mut alike: HashMap<_, usize> = HashMap::new();
    for entry in &*entries {
        *alike.entry(looks(entry)).or_default() += 1;
    }
    for (entry, more) in entries.iter_mut().zip(more) {
        if alike.get(&looks(entry)).is_some_and(|count| *count > 1) {
            entry.day.push_str(&more());
        }
    }
}

fn offers(content: &Content) -> Vec<Offer> {
    let offer = |listed: crate::library::Listed| {
        let about = listed.about.ok()?;
        Some(Offer { id: listed.id, title: about.title, about: about.about })
    };
    content.library().guides().into_iter().filter_map(offer).collect()
}

/// Sessions of which nothing can be read as it stands.
fn unread(listing: &Listing) -> Vec<String> {
    let mut ids: Vec<String> = listing.damaged().into_iter().map(|id| id.as_str().to_owned()).collect();
    ids.sort();
    ids
}

/// What cannot be read, by its short id, and what helps.
fn wrong(store: &Store, listing: &Listing) -> Vec<String> {
    let told = |file: &crate::store::Unreadable| match &file.id {
        // A damaged file beside a version that can be read is seen in `stepback list`.
        Some(id) if listing.row(id).is_some() => None,
        Some(id) => {
            let short = id.short();
            let earlier =
                matches!(store.load_listed(listing, id).map(|loaded| loaded.state), Ok(Contents::Damaged(_, Some(_))));
            let helps = if earlier {
                format!("An earlier state of it was kept: `stepback resume {short}` offers to go on from that.")
            } else {
                "No earlier state of it was kept. A copy from a backup may help.".to_owned()
            };
            Some(format!("The session {short} cannot be read: {}. It is left as it is. {helps}", file.why))
        }
        None => Some(format!(
            "A file among the sessions cannot be read: {}. It is left as it is. `stepback list` names it.",
            file.why
        )),
    };
    listing.unreadable.iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::saved::Status;

    #[test]
    fn sessions_of_one_day_are_told_apart() {
        let entry = |guide: &str, day: &str| Entry {
            id: String::new(),
            guide: guide.to_owned(),
            status: Status::Open,
            day: day.to_owned(),
            versions: Vec::new(),
        };
        let mut entries = [entry("A", "1 May"), entry("A", "1 May"), entry("A", "1 May"), entry("B", "1 May")];
        for more in [[" 9:00", " 9:00", " 9:05", " 9:00"], [", aa", ", bb", ", cc", ", dd"]] {
            tell_apart(&mut entries, more.iter().map(|more| || (*more).to_owned()));
        }
        assert_eq!(entries.map(|entry| entry.day), ["1 May 9:00, aa", "1 May 9:00, bb", "1 May 9:05", "1 May"]);
    }
}
