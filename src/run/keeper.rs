//! Where a session's words go: nowhere yet, to the saver's thread, or nowhere by the person's choice.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::News;
use super::not_saved::NotSaved;
use crate::front::Post;
use crate::guide::Guide;
use crate::session::Session;
use crate::session::event::SaveOutcome;
use crate::signals;
use crate::store::{
    Door, Due, Files, Folder, Landed, Landing, Late, Places, ProtectFault, SaveFault, SaveReport, Saver, SessionFile,
    SessionId, Store, Waited, Way,
};

/// How long the disk is waited for at the end, when the terminal is the person's own again: a first save can take a
/// dozen syncs, and a slow disk seconds for each. A disk that fails is not waited for.
const AT_THE_END: Duration = Duration::from_secs(60);
/// A disk that could not be reached is tried again after ten times this, less a second.
const UNREACHED: Duration = Duration::from_millis(300);

/// The saver that is at work, if one is: seen by whoever ends the program from outside.
#[derive(Clone, Default)]
pub struct AtWork(Arc<Mutex<Option<Saver>>>);

impl AtWork {
    /// Has what was handed over saved, however long the disk takes for it.
    pub fn finish(&self) {
        let saver = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(saver) = saver {
            saver.end(AT_THE_END);
        }
    }

    fn set(&self, saver: Option<Saver>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = saver;
    }
}

/// Keeps one session.
pub struct Keeper {
    places: Places,
    files: Arc<dyn Files>,
    /// The open folder; `None` until there is something to keep in one.
    store: Option<Store>,
    /// The file of a session taken up again, until the saver has it.
    file: Option<SessionFile>,
    writer: Option<Writer>,
    /// Where the saver has put the session.
    landing: Landing,
    /// The guide's text, where it was begun from a file: kept with the first save.
    copy: Option<String>,
    /// The file a session has, and the revision that is known to be in it.
    id: Option<(SessionId, u64)>,
    post: Post<News>,
    due: Due,
    /// Nothing is to be written, as the person chose.
    off: bool,
    /// Nothing may be written: the session was opened for reading.
    read_only: bool,
    at_work: AtWork,
    /// Why nothing is kept, whatever is chosen.
    never: Option<String>,
    /// Why the last try did not save; told at the end if it stays so.
    unsaved: Option<NotSaved>,
    /// The folder was put under a passphrase meanwhile, and that has not been typed yet.
    sealed_since: bool,
}

struct Writer {
    saver: Saver,
    thread: JoinHandle<()>,
}

impl Keeper {
    /// Keeps a new session. `store`: the folder, if there is one already; `copy`: the guide's text, where it is kept
    /// beside the session; `at_work`: where others find the saver.
    pub fn new(
        (places, files): (Places, Arc<dyn Files>),
        store: Option<Store>,
        copy: Option<String>,
        post: Post<News>,
        at_work: AtWork,
    ) -> Self {
        Self {
            places,
            files,
            store,
            file: None,
            writer: None,
            landing: Landing::default(),
            copy,
            id: None,
            post,
            due: Due::default(),
            off: false,
            read_only: false,
            at_work,
            never: None,
            unsaved: None,
            sealed_since: false,
        }
    }

    /// Keeps nothing, whatever is chosen; says why.
    #[must_use]
    pub fn keeping_nothing(mut self, why: String) -> Self {
        self.read_only = true;
        self.never = Some(why);
        self
    }

    /// Why nothing is kept whatever is chosen, if so.
    pub fn nothing_is_kept(&self) -> Option<String> {
        self.never.clone()
    }

    /// Keeps a session that was taken up again; without a file it can only be read.
    #[must_use]
    pub fn going_on(mut self, id: SessionId, file: Option<SessionFile>) -> Self {
        self.id = Some((id, file.as_ref().map_or(0, SessionFile::revision)));
        self.read_only = file.is_none();
        self.file = file;
        self
    }

    /// The id of the session's file; `None` while there is none.
    pub fn id(&self) -> Option<SessionId> {
        let landed = self.landing.get().filter(|landed| landed.revision > 0);
        landed.map(|landed| landed.id).or_else(|| self.id.as_ref().map(|(id, _)| id.clone()))
    }

    /// Whether sessions are sealed.
    pub fn protected(&self) -> bool {
        self.store.as_ref().is_some_and(|store| store.folder().protected())
    }

    /// Whether nothing may be written, whatever is chosen.
    pub fn is_read_only(&self) -> bool {
        self.read_only
    }

    /// Whether the folder was put under a passphrase meanwhile: nothing is saved before that is typed.
    pub fn sealed_since(&self) -> bool {
        self.sealed_since
    }

    /// The folder words go to.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Something was written.
    pub fn changed(&mut self) {
        if !self.off && !self.read_only {
            self.waits(true);
        }
    }

    /// Words wait to be handed to the saver, or none do any more.
    fn waits(&mut self, wait: bool) {
        if wait {
            self.due.changed(Instant::now());
        } else {
            self.due.taken();
        }
        signals::words_wait(wait);
    }

    /// When the next snapshot is to be taken.
    pub fn deadline(&self) -> Option<Instant> {
        self.due.at()
    }

    /// Takes the snapshot if one is waiting and, unless `now`, its time has come. Says how it went if it could not
    /// even be handed over.
    pub fn save(&mut self, session: &mut Session, guide: &Guide, now: bool) -> Option<SaveOutcome> {
        let waiting = if now { self.due.at().is_some() } else { self.due.is_due(Instant::now()) };
        if self.off || self.read_only || !waiting {
            return None;
        }
        self.waits(false);
        match self.writer() {
            Ok(saver) => {
                session.count_save();
                let snapshot = session.saved(guide);
                saver.offer(Box::new(move || snapshot));
                None
            }
            Err(why) => {
                self.due.cost(UNREACHED);
                self.waits(true);
                Some(self.not_saved(why))
            }
        }
    }

    /// What the saver has to say, for the screen.
    pub fn told(&mut self, report: &SaveReport) -> Option<SaveOutcome> {
        match report {
            SaveReport::Saved { cost, way, .. } => {
                self.due.cost(*cost);
                self.unsaved = None;
                let behind = self.due.at().is_some() || !self.writer.as_ref().is_some_and(|w| w.saver.all_saved());
                match way {
                    Way::AsVersion => Some(SaveOutcome::Aside),
                    Way::InPlace | Way::Recreated => (!behind).then_some(SaveOutcome::Done),
                }
            }
            SaveReport::NotSaved { why, cost, .. } => {
                self.due.cost(*cost);
                self.sealed_since |= *why == SaveFault::Sealed;
                Some(self.not_saved(NotSaved::of(why)))
            }
            SaveReport::DiskProblem { why, cost, .. } => {
                self.due.cost(*cost);
                Some(self.not_saved(NotSaved::doubtful(why)))
            }
            SaveReport::Broken => Some(self.not_saved(NotSaved::broken())),
        }
    }

    fn not_saved(&mut self, why: NotSaved) -> SaveOutcome {
        let said = why.said.clone();
        self.unsaved = Some(why);
        SaveOutcome::Failed(said)
    }

    /// The saver, started with the first save: before that nothing is made on the disk. One that broke is followed by
    /// another.
    fn writer(&mut self) -> Result<&Saver, NotSaved> {
        if self.writer.as_ref().is_some_and(|writer| writer.saver.is_gone()) {
            self.stop();
        }
        if self.writer.is_none() {
            let post = Arc::clone(&self.post);
            let (saver, thread) = Saver::start(self.late(), move |report| post(News::Saved(report)))
                .map_err(|_| NotSaved::no_thread())?;
            self.at_work.set(Some(saver.clone()));
            self.writer = Some(Writer { saver, thread });
        }
        let writer = self.writer.as_ref().ok_or_else(NotSaved::broken)?;
        Ok(&writer.saver)
    }

    /// The file, to be opened on the saver's thread.
    fn late(&mut self) -> Late {
        Late {
            places: self.places.clone(),
            files: Arc::clone(&self.files),
            store: self.store.clone(),
            guide: self.copy.clone(),
            again: self.id.clone(),
            file: self.file.take(),
            landing: self.landing.clone(),
        }
    }

    /// The folder, made now if there never was one.
    fn store(&mut self) -> Result<Store, String> {
        if let Some(store) = &self.store {
            return Ok(store.clone());
        }
        let folder = Folder::open_or_make(&self.places, Arc::clone(&self.files)).map_err(|fault| fault.to_string())?;
        match folder.enter() {
            Door::Open(store) => Ok(self.store.insert(store).clone()),
            Door::Locked(_) => Err(SaveFault::Sealed.to_string()),
        }
    }

    /// From now on nothing is written; what was is erased. Says why if that could not be done.
    ///
    /// # Errors
    /// When a file could not be removed.
    pub fn keep_nothing(&mut self) -> Result<(), String> {
        self.off = true;
        self.waits(false);
        self.stop();
        self.unsaved = None;
        self.file = None;
        if self.read_only {
            return Ok(());
        }
        let (Some(store), Some((id, _))) = (&self.store, self.id.take()) else { return Ok(()) };
        match signals::unhurried(|| store.erase(&id)) {
            Ok(_) | Err(crate::store::EraseFault::Unknown) => Ok(()),
            Err(fault) => Err(fault.to_string()),
        }
    }

    /// Words are kept again, after nothing was to be.
    pub fn keep_again(&mut self) {
        self.off = false;
        self.changed();
    }

    /// Puts the folder under a passphrase. The session goes on in it.
    ///
    /// # Errors
    /// Why it was not done; everything is as it was then.
    pub fn protect(
        &mut self,
        first: &crate::store::Passphrase,
        second: &crate::store::Passphrase,
    ) -> Result<(), String> {
        // The session's own lock would stand in the way.
        self.stop();
        self.file = None;
        let store = self.store()?;
        if store.folder().protected() {
            return Ok(());
        }
        let result = signals::unhurried(|| store.protect(first, second));
        let unlocked = result.map_err(|fault: ProtectFault| fault.to_string())?;
        self.store = Some(unlocked.store);
        self.waits(true);
        Ok(())
    }

    /// Goes on in the folder that was put under this passphrase meanwhile; whether that is its passphrase.
    pub fn unseal(&mut self, passphrase: &crate::store::Passphrase) -> bool {
        // What lies open is sealed on the way in, and the session's own lock would stand in the way.
        self.stop();
        let folder = Folder::open(&self.places, Arc::clone(&self.files));
        let Ok(Door::Locked(locked)) = folder.map(Folder::enter) else { return false };
        let Ok(unlocked) = locked.unlock(passphrase) else { return false };
        self.sealed_since = false;
        self.store = Some(unlocked.store);
        self.waits(true);
        true
    }

    /// Has everything saved that was handed over, and waits for the disk's answer. Says why it is not saved, if so.
    pub fn settle(&mut self) -> Option<NotSaved> {
        let waited = self.writer.as_ref().map(|writer| signals::unhurried(|| writer.saver.settle(AT_THE_END)));
        self.heed(waited);
        self.unsaved.clone()
    }

    /// Saves what is left and lets the file go. Says why something could not be saved.
    pub fn finish(&mut self) -> Option<NotSaved> {
        self.stop();
        self.unsaved.take()
    }

    /// Lets the saver and the session's lock go, once everything is saved or cannot be.
    fn stop(&mut self) {
        let Some(writer) = self.writer.take() else { return };
        let waited = signals::unhurried(|| writer.saver.end(AT_THE_END));
        self.at_work.set(None);
        if waited != Waited::Busy {
            // It has nothing left to do but end, and its lock goes with it.
            let _ = writer.thread.join();
        }
        self.heed(Some(waited));
        if let Some(Landed { store, id, revision }) = self.landing.take() {
            self.store = Some(store);
            self.id = Some((id, revision));
        }
    }

    fn heed(&mut self, waited: Option<Waited>) {
        match waited {
            None => {}
            Some(Waited::Saved) => self.unsaved = None,
            Some(Waited::NotSaved(Some(report))) => drop(self.told(&report)),
            Some(Waited::NotSaved(None)) => self.unsaved = Some(NotSaved::broken()),
            Some(Waited::Busy) => self.unsaved = Some(NotSaved::busy()),
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.stop();
    }
}
