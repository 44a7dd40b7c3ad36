//! A session's file that comes into being with its first save, on whatever thread that is: making the folder, keeping the
//! guide and taking the lock wait for the disk, which the screen never does.

use std::sync::{Arc, Mutex, PoisonError};

use super::files::Files;
use super::folder::Folder;
use super::saver::Sink;
use super::session_file::{Kept, SaveFault, SessionFile};
use super::{Door, Places, SessionId, Store};
use crate::session::Saved;

/// Where a session is written, from its first save on.
pub struct Late {
    /// Where the folder is, or is to be.
    pub places: Places,
    /// The machine's files.
    pub files: Arc<dyn Files>,
    /// The open folder, if there is one already.
    pub store: Option<Store>,
    /// The guide's text, where it is kept beside the session.
    pub guide: Option<String>,
    /// The session and its revision, if this program wrote it before and let go of it.
    pub again: Option<(SessionId, u64)>,
    /// Its file, if it is open already.
    pub file: Option<SessionFile>,
    /// Told of every save.
    pub landing: Landing,
}

/// A session that lies on the disk.
#[derive(Clone)]
pub struct Landed {
    /// The folder it is in.
    pub store: Store,
    /// Its name.
    pub id: SessionId,
    /// The revision saved last; 0 before the first is.
    pub revision: u64,
}

/// Tells other threads where a session has come to lie.
#[derive(Clone, Default)]
pub struct Landing(Arc<Mutex<Option<Landed>>>);

impl Landing {
    /// What is known by now.
    pub fn get(&self) -> Option<Landed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The same, forgotten here.
    pub fn take(&self) -> Option<Landed> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, landed: Landed) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(landed);
    }
}

impl Late {
    fn open(&mut self) -> Result<SessionFile, SaveFault> {
        let store = self.store()?;
        let file = match &self.again {
            Some((id, revision)) => store.take_up(id, *revision)?,
            None => store.begin()?,
        };
        if let Some(text) = &self.guide {
            store.keep_guide(text)?;
        }
        Ok(file)
    }

    /// The folder, made now if there never was one.
    fn store(&mut self) -> Result<Store, SaveFault> {
        if let Some(store) = &self.store {
            return Ok(store.clone());
        }
        match Folder::open_or_make(&self.places, Arc::clone(&self.files))?.enter() {
            Door::Open(store) => Ok(self.store.insert(store).clone()),
            Door::Locked(_) => Err(SaveFault::Sealed),
        }
    }
}

impl Sink for Late {
    fn save(&mut self, saved: &mut Saved) -> Result<Kept, SaveFault> {
        let mut file = match self.file.take() {
            Some(file) => file,
            None => self.open()?,
        };
        let kept = file.save(saved);
        if let Some(store) = &self.store {
            self.landing.set(Landed { store: store.clone(), id: file.id().clone(), revision: file.revision() });
        }
        self.file = Some(file);
        kept
    }
}
