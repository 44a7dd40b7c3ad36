//! Where a session's words go: nowhere yet, to the saver's thread, or nowhere by the person's choice.

use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::News;
use crate::front::Post;
use crate::guide::Guide;
use crate::session::Session;
use crate::session::event::SaveOutcome;
use crate::store::{
    Door, Due, Folder, Places, ProtectFault, RealFiles, SaveReport, Saver, SessionFile, SessionId, Store, Way,
};

/// How long the quick exit waits for the disk; the screen is blank by then.
const AT_THE_END: Duration = Duration::from_secs(5);
/// How long the program waits for the disk when it is ended from outside.
const IN_A_HURRY: Duration = Duration::from_millis(250);
/// A disk that could not be reached is tried again after ten times this.
const UNREACHED: Duration = Duration::from_millis(200);

/// The saver that is at work, if one is: seen by whoever ends the program from outside.
#[derive(Clone, Default)]
pub struct AtWork(Arc<Mutex<Option<Saver>>>);

impl AtWork {
    /// Has what was handed over saved, as far as the time allows.
    pub fn flush(&self) {
        let saver = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(saver) = saver {
            saver.flush(IN_A_HURRY);
        }
    }

    fn set(&self, saver: Option<Saver>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = saver;
    }
}

/// Keeps one session.
pub struct Keeper {
    places: Places,
    /// The open folder; `None` until there is something to keep in one.
    store: Option<Store>,
    /// The file of a session taken up again, until the saver has it.
    file: Option<SessionFile>,
    writer: Option<Writer>,
    /// The guide's text, where it was begun from a file: kept with the first save.
    copy: Option<String>,
    /// The file a session has, or is to have.
    id: Option<SessionId>,
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
    unsaved: Option<String>,
}

struct Writer {
    saver: Saver,
    thread: JoinHandle<()>,
}

impl Keeper {
    /// Keeps a new session. `store`: the folder, if there is one already; `copy`: the guide's text, where it is kept
    /// beside the session; `at_work`: where others find the saver.
    pub fn new(places: Places, store: Option<Store>, copy: Option<String>, post: Post<News>, at_work: AtWork) -> Self {
        Self {
            places,
            store,
            file: None,
            writer: None,
            copy,
            id: None,
            post,
            due: Due::default(),
            off: false,
            read_only: false,
            at_work,
            never: None,
            unsaved: None,
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
        self.id = Some(id);
        self.read_only = file.is_none();
        self.file = file;
        self
    }

    /// The id of the session's file; `None` while there is none and none is to be.
    pub fn id(&self) -> Option<&SessionId> {
        self.id.as_ref()
    }

    /// Whether sessions are sealed.
    pub fn protected(&self) -> bool {
        self.store.as_ref().is_some_and(|store| store.folder().protected())
    }

    /// The folder words go to.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// Something was written.
    pub fn changed(&mut self) {
        if !self.off && !self.read_only {
            self.due.changed(Instant::now());
        }
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
        self.due.taken();
        match self.writer() {
            Ok(saver) => {
                session.count_save();
                let snapshot = session.saved(guide);
                saver.offer(Box::new(move || snapshot));
                None
            }
            Err(why) => {
                self.due.cost(UNREACHED);
                self.due.changed(Instant::now());
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
                Some(self.not_saved(why.to_string()))
            }
            SaveReport::DiskProblem { why, cost, .. } => {
                self.due.cost(*cost);
                Some(self.not_saved(format!("Saved, but the disk is not sure of it: {why}. {}", why.mend())))
            }
            SaveReport::Broken => Some(self.not_saved(
                "Not saved: the part that saves has broken. What you wrote is still on the screen. Copy it out, and start again."
                    .to_owned(),
            )),
        }
    }

    fn not_saved(&mut self, why: String) -> SaveOutcome {
        self.unsaved = Some(why.clone());
        SaveOutcome::Failed(why)
    }

    /// The saver, started with the first save: before that nothing is made on the disk.
    fn writer(&mut self) -> Result<&Saver, String> {
        if self.writer.is_none() {
            let file = self.file()?;
            let post = Arc::clone(&self.post);
            let (saver, thread) = Saver::start(file, move |report| post(News::Saved(report)))
                .map_err(|_| "Not saved: the system gave no thread to save on. It is tried again.".to_owned())?;
            self.at_work.set(Some(saver.clone()));
            self.writer = Some(Writer { saver, thread });
        }
        let writer = self.writer.as_ref().ok_or_else(String::new)?;
        Ok(&writer.saver)
    }

    fn file(&mut self) -> Result<SessionFile, String> {
        if let Some(file) = self.file.take() {
            return Ok(file);
        }
        let store = self.store()?;
        if let Some(text) = &self.copy {
            store.keep_guide(text).map_err(|fault| format!("Not saved: {fault}. {}", fault.mend()))?;
        }
        let file = store.begin().map_err(|fault| fault.to_string())?;
        self.id = Some(file.id().clone());
        Ok(file)
    }

    /// The folder, made now if there never was one.
    fn store(&mut self) -> Result<Store, String> {
        if let Some(store) = &self.store {
            return Ok(store.clone());
        }
        let folder = Folder::open_or_make(&self.places, Arc::new(RealFiles)).map_err(|fault| fault.to_string())?;
        match folder.enter() {
            Door::Open(store) => {
                self.store = Some(store.clone());
                Ok(store)
            }
            Door::Locked(_) => {
                Err("Not saved: the folder was put under a passphrase meanwhile. Start again to type it.".to_owned())
            }
        }
    }

    /// From now on nothing is written; what was is erased. Says why if that could not be done.
    ///
    /// # Errors
    /// When a file could not be removed.
    pub fn keep_nothing(&mut self) -> Result<(), String> {
        self.off = true;
        self.due.taken();
        self.stop(IN_A_HURRY);
        self.unsaved = None;
        self.file = None;
        if self.read_only {
            return Ok(());
        }
        let (Some(store), Some(id)) = (&self.store, self.id.take()) else { return Ok(()) };
        match store.erase(&id) {
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
        let store = self.store()?;
        if store.folder().protected() {
            return Ok(());
        }
        // The session's own lock would stand in the way.
        self.stop(AT_THE_END);
        self.file = None;
        let result = store.protect(first, second);
        self.reopen();
        let unlocked = result.map_err(|fault: ProtectFault| fault.to_string())?;
        self.store = Some(unlocked.store);
        self.reopen();
        self.due.changed(Instant::now());
        Ok(())
    }

    /// Takes the session's file up again after it had to be let go.
    fn reopen(&mut self) {
        if let (Some(store), Some(id)) = (&self.store, &self.id)
            && let Ok((_, Ok(file))) = store.open(id)
        {
            self.file = Some(file);
        }
    }

    /// Saves what is left and lets the file go. Says why something could not be saved.
    pub fn finish(&mut self) -> Option<String> {
        self.stop(AT_THE_END);
        self.unsaved.take()
    }

    fn stop(&mut self, patience: Duration) {
        let Some(writer) = self.writer.take() else { return };
        self.at_work.set(None);
        let saved = writer.saver.flush(patience);
        writer.saver.close();
        if saved {
            self.unsaved = None;
            // It has nothing left to do but end, and its lock goes with it.
            let _ = writer.thread.join();
        } else if self.unsaved.is_none() {
            self.unsaved = Some("The disk did not answer in time, so the last words may not be saved.".to_owned());
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.stop(AT_THE_END);
    }
}
