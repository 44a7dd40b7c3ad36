//! The bytes of a session file: read by the store, shown, gone on with, saved again. Nothing is ever written over a file
//! that cannot be read, and what is saved reads back.

use std::path::Path;
use std::sync::Arc;

use super::desk::{Desk, guides};
use super::memory::{Memory, places};
use stepback::session::Event;
use stepback::store::{Contents, Door, Folder, Loaded, SessionId, Store};
use stepback::text::Edit;

const NAME: &str = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";

fn store(memory: &Memory) -> Store {
    match Folder::open_or_make(&places(), Arc::new(memory.clone())).expect("the folder opens").enter() {
        Door::Open(store) => store,
        Door::Locked(_) => panic!("the folder is locked"),
    }
}

/// What a person would go on with.
fn saved(loaded: Loaded) -> Option<stepback::session::Saved> {
    match loaded.state {
        Contents::Good(saved) | Contents::ChangedByHand(saved) | Contents::Newer(Some(saved), _) => Some(*saved),
        Contents::Damaged(_, saved) => saved.map(|saved| *saved),
        Contents::Newer(None, _) => None,
    }
}

/// Tries one input.
pub fn run(bytes: &[u8]) {
    let memory = Memory::new();
    let store = store(&memory);
    let path = Path::new("/home/data/sessions").join(format!("{NAME}.toml"));
    memory.put(&path, bytes);
    let listing = store.list().expect("a list");
    let Some(id) = listing.rows.first().map(|row| row.id.clone()).or_else(|| SessionId::parse(NAME)) else { return };
    let Ok(loaded) = store.load(&id) else { return };
    let good = matches!(loaded.state, Contents::Good(_));
    let may = store.accept(&loaded);
    let Some(saved) = saved(loaded) else {
        assert_eq!(memory.bytes(&path).as_deref(), Some(bytes), "a file that cannot be read was changed");
        return;
    };
    let Some(guide) = guides().iter().find(|guide| guide.id == saved.guide.id).or(guides().first()) else { return };
    let mut desk = Desk::resume(guide, saved);
    desk.draws_everywhere();
    desk.session.answers(guide);
    for event in [Event::Edit(Edit::Type("word".to_owned())), Event::Back, Event::Submit, Event::Skip] {
        desk.does(event);
        desk.draws();
    }
    desk.keeps();
    // Its own bytes are as they were until it is saved, and then what was saved is what is there.
    assert_eq!(memory.bytes(&path).as_deref(), Some(bytes), "reading changed the file");
    let Ok(mut file) = may else {
        assert!(!good, "a good session cannot be gone on with");
        return;
    };
    let mut next = desk.session.saved(guide);
    if file.save(&mut next).is_ok() {
        let Ok(back) = store.load(&id) else { panic!("what was saved is not there") };
        assert_eq!(self::saved(back).as_ref(), Some(&next), "what was saved reads back as something else");
    }
}
