//! The real loop over real files, with a front that follows a script and a disk that waits, fails or breaks on demand.

use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant, SystemTime};

use stepback::front::{Asked, Front, Heard, Judge, Post, Secret, SecretAsk};
use stepback::guide::{Guide, read};
use stepback::library::Library;
use stepback::notice::Rules;
use stepback::plain::page::Page;
use stepback::run::editor::Editor;
use stepback::run::keeper::{AtWork, Keeper};
use stepback::run::lock::{Lock, Manner};
use stepback::run::noticing::Noticing;
use stepback::run::{News, Rest, Sitting};
use stepback::screen::Screen;
use stepback::screen::lines::HelpLines;
use stepback::session::event::Event;
use stepback::session::{Saved, Session};
use stepback::signals::Signal;
use stepback::store::{
    Contents, Door, Files, Folder, Held, Look, NewFile, Passphrase, Places, RealFiles, Share, Stamp, Store,
};
use stepback::text::Edit;

const GUIDE: &str = r#"
format = 1
id = "one-page"
title = "One page"
about = "For tests."

[[stage]]
id = "all"
title = "All"

[[stage.step]]
id = "seen"
kind = "long"
ask = "What did you see?"
source = "ours"
"#;

/// Longer than anything here takes, also on a busy machine.
pub const AGES: Duration = Duration::from_secs(60);

/// What one may do to the disk.
#[derive(Default)]
pub struct Disk {
    closed: Mutex<bool>,
    opened: Condvar,
    /// Somebody waits for the disk.
    pub waiting: Arc<(Mutex<bool>, Condvar)>,
    /// Nothing can be made.
    pub full: AtomicBool,
    /// So many of the next files break the thread that makes them.
    pub breaks: AtomicUsize,
    /// It is so many seconds later than it is.
    pub later: AtomicU64,
    /// So many files of sessions were read.
    pub reads: AtomicUsize,
    /// So often their folder was listed.
    pub lists: AtomicUsize,
}

impl Disk {
    /// From now on every sync waits.
    pub fn close(&self) {
        *self.closed.lock().unwrap() = true;
    }

    /// Lets all that wait go on.
    pub fn open(&self) {
        *self.closed.lock().unwrap() = false;
        self.opened.notify_all();
    }

    /// Waits until something waits for the disk.
    pub fn is_waited_for(&self) {
        let (waiting, changed) = &*self.waiting;
        let (waits, _) = changed.wait_timeout_while(waiting.lock().unwrap(), AGES, |waits| !*waits).unwrap();
        assert!(*waits, "nobody came to the disk");
    }

    fn sync(&self) {
        let mut closed = self.closed.lock().unwrap();
        if *closed {
            let name = std::thread::current().name().map(str::to_owned);
            assert_eq!(name.as_deref(), Some("saver"), "only the saver may wait for the disk");
            let (waiting, changed) = &*self.waiting;
            *waiting.lock().unwrap() = true;
            changed.notify_all();
        }
        while *closed {
            closed = self.opened.wait(closed).unwrap();
        }
    }
}

/// The machine's files on such a disk.
#[derive(Clone, Default)]
pub struct Odd(pub Arc<Disk>);

struct OddFile(Box<dyn NewFile>, Arc<Disk>);

impl NewFile for OddFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.1.sync();
        self.0.sync()
    }
}

impl Files for Odd {
    fn make_folder(&self, path: &Path) -> io::Result<()> {
        RealFiles.make_folder(path)
    }
    fn look(&self, path: &Path) -> io::Result<Look> {
        RealFiles.look(path)
    }
    fn read(&self, path: &Path, at_most: u64) -> io::Result<(Vec<u8>, Stamp)> {
        let session = path.parent().is_some_and(|folder| folder.ends_with("sessions"));
        self.0.reads.fetch_add(usize::from(session), Ordering::SeqCst);
        RealFiles.read(path, at_most)
    }
    fn create(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        if self.0.full.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::StorageFull.into());
        }
        let breaks = self.0.breaks.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1));
        assert!(breaks.is_err(), "the words of a person");
        Ok(Box::new(OddFile(RealFiles.create(path)?, Arc::clone(&self.0))))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealFiles.rename(from, to)
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.0.sync();
        RealFiles.sync_folder(path)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        RealFiles.remove(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        RealFiles.remove_folder(path)
    }
    fn list(&self, path: &Path) -> io::Result<Vec<String>> {
        self.0.lists.fetch_add(usize::from(path.ends_with("sessions")), Ordering::SeqCst);
        RealFiles.list(path)
    }
    fn lock(&self, path: &Path, share: Share) -> io::Result<Option<Held>> {
        RealFiles.lock(path, share)
    }
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        RealFiles.set_mode(path, mode)
    }
    fn may_write(&self, path: &Path) -> io::Result<()> {
        RealFiles.may_write(path)
    }
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        RealFiles.canonical(path)
    }
    fn user(&self) -> u32 {
        RealFiles.user()
    }
    fn now(&self) -> SystemTime {
        RealFiles.now() + Duration::from_secs(self.0.later.load(Ordering::SeqCst))
    }
    fn random(&self, into: &mut [u8]) -> io::Result<()> {
        RealFiles.random(into)
    }
}

/// One thing in a script.
pub enum Step {
    /// The person does this.
    Does(Event),
    /// The person looks away: what is there is handed to the saver.
    Away,
    /// A signal comes in.
    Signal(Signal),
    /// The loop is told that a part of the program failed.
    Failed,
    /// The next news is waited for: how a save went.
    News,
    /// Something happens outside.
    Outside(Box<dyn FnOnce() + Send>),
    /// The screen says this.
    Sees(&'static str),
    /// Drawing the next screen fails.
    Breaks,
}

/// Somebody types these words.
pub fn types(words: &str) -> Step {
    Step::Does(Event::Edit(Edit::Type(words.to_owned())))
}

/// A line is entered.
pub fn replies(line: &str) -> Step {
    Step::Does(Event::Reply(line.to_owned()))
}

/// Something happens outside.
pub fn outside(f: impl FnOnce() + Send + 'static) -> Step {
    Step::Outside(Box::new(f))
}

/// A front that follows a script.
pub struct Script {
    steps: VecDeque<Step>,
    passphrases: VecDeque<&'static str>,
    sender: Sender<News>,
    news: Receiver<News>,
    shown: String,
    /// How often a screen was shown.
    pub frames: usize,
    /// What was asked for.
    pub asked: Vec<String>,
}

impl Script {
    pub fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        let (sender, news) = channel();
        let (steps, passphrases) = (steps.into_iter().collect(), VecDeque::new());
        Self { steps, passphrases, sender, news, shown: String::new(), frames: 0, asked: Vec::new() }
    }

    /// What is typed when a passphrase is asked for.
    pub fn knowing(mut self, passphrases: &[&'static str]) -> Self {
        self.passphrases = passphrases.iter().copied().collect();
        self
    }
}

impl Front for Script {
    type External = News;

    fn post(&self) -> Post<News> {
        let sender = Mutex::new(self.sender.clone());
        Arc::new(move |news| {
            let _ = sender.lock().unwrap().send(news);
        })
    }

    fn show(&mut self, screen: &Screen<'_>) -> io::Result<()> {
        assert!(!matches!(self.steps.front(), Some(Step::Breaks)), "the words of a person");
        self.frames += 1;
        let page = Page::of(screen);
        let lines = page.parts.iter().flat_map(|part| part.lines.iter().chain(&part.holds));
        let lines: Vec<&str> = lines.map(String::as_str).chain([page.status.as_str()]).collect();
        self.shown = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(())
    }

    fn next(&mut self, _screen: &Screen<'_>, _deadline: Option<Instant>) -> io::Result<Heard<News>> {
        loop {
            match self.steps.pop_front().expect("the script goes on") {
                Step::Does(event) => return Ok(Heard::Event(event)),
                Step::Away => return Ok(Heard::Away),
                Step::Signal(signal) => return Ok(Heard::External(News::Signal(signal))),
                Step::Failed => return Ok(Heard::External(News::Failed)),
                Step::News => return Ok(Heard::External(self.news.recv_timeout(AGES).expect("news"))),
                Step::Outside(f) => f(),
                Step::Sees(words) => assert!(self.shown.contains(words), "no {words:?} in {}", self.shown),
                Step::Breaks => return Ok(Heard::Redraw),
            }
        }
    }

    fn ask_secret(&mut self, ask: &SecretAsk, judge: &mut Judge<'_>) -> io::Result<Asked<News>> {
        while let Some(typed) = self.passphrases.pop_front() {
            self.asked.push(ask.reason.clone());
            if judge(&Secret::new(typed.to_owned())).is_ok() {
                return Ok(Asked::Taken);
            }
        }
        Ok(Asked::Declined)
    }

    fn suspended<T>(&mut self, f: impl FnOnce() -> T) -> io::Result<T> {
        Ok(f())
    }

    fn copy(&mut self, _text: &str) -> io::Result<bool> {
        Ok(false)
    }

    fn blank(&mut self) {}

    fn close(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A place for one test.
pub struct Home {
    folder: tempfile::TempDir,
    pub odd: Odd,
}

impl Home {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), odd: Odd::default() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn places(&self) -> Places {
        Places {
            data: self.path("data"),
            state: self.path("state"),
            cache: self.path("cache"),
            content: self.path("content"),
        }
    }

    /// The folder, made now, as a window without a passphrase has it.
    pub fn store(&self) -> Store {
        match Folder::open_or_make(&self.places(), Arc::new(self.odd.clone())).unwrap().enter() {
            Door::Open(store) => store,
            Door::Locked(_) => panic!("sealed"),
        }
    }

    /// The same with a passphrase.
    pub fn unlocked(&self, typed: &str) -> Store {
        let passphrase = Passphrase::new(zeroize::Zeroizing::new(typed.to_owned())).unwrap();
        match Folder::open(&self.places(), Arc::new(RealFiles)).unwrap().enter() {
            Door::Open(_) => panic!("not sealed"),
            Door::Locked(locked) => locked.unlock(&passphrase).unwrap().store,
        }
    }

    /// A sitting to a new session.
    pub fn sits(&self, front: &Script, store: Option<Store>) -> Sitting {
        self.sits_with(front, store, Noticing::later(rules))
    }

    /// The same, with noticing of this sort.
    pub fn sits_with(&self, front: &Script, store: Option<Store>, noticing: Noticing) -> Sitting {
        let (session, guide) = fresh();
        let rest = Rest {
            lines: HelpLines::default(),
            country: None,
            origin: String::new(),
            editor: Editor { command: None, folders: Vec::new() },
            noticing,
            lock: Lock::new(None, Manner::AtOnce),
            copy,
            copy_place: self.path("copy.md"),
        };
        let files = Arc::new(self.odd.clone());
        let text = Some(GUIDE.to_owned());
        let keeper = Keeper::new((self.places(), files), store, text, front.post(), AtWork::default());
        Sitting::new(session, guide, keeper, rest, Vec::new())
    }

    /// The bytes of every file of the store.
    pub fn all(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut found = Vec::new();
        let mut look = vec![self.path("data"), self.path("state"), self.path("cache")];
        while let Some(folder) = look.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                match entry.file_type().unwrap().is_dir() {
                    true => look.push(entry.path()),
                    false => found.push((entry.path(), std::fs::read(entry.path()).unwrap())),
                }
            }
        }
        found
    }
}

fn copy(session: &Session, guide: &Guide, path: &Path) -> Result<(), String> {
    if path.exists() {
        return Err("It is there already.".to_owned());
    }
    std::fs::write(path, words(&session.saved(guide))).map_err(|fault| fault.to_string())
}

/// The rules that are built in.
pub fn rules() -> Option<Rules> {
    Library::default().noticing().0
}

/// A new session, and its guide.
pub fn fresh() -> (Session, Guide) {
    let guide: Guide = read::read(GUIDE).0.expect("the guide loads");
    (Session::begin(&guide, "", true), guide)
}

/// A session about the person of this id, of whom it holds what `more` says, as TOML.
pub fn about(person: &str, more: &str) -> Saved {
    let (session, guide) = fresh();
    let saved = toml::to_string(&session.saved(&guide)).unwrap();
    let mut saved: toml::Table = toml::from_str(&saved).unwrap();
    saved.insert("person".to_owned(), person.into());
    saved.extend(toml::from_str::<toml::Table>(more).unwrap());
    saved.try_into().unwrap()
}

/// What is kept of the one page.
pub fn words(saved: &Saved) -> String {
    saved.entries.iter().filter_map(|entry| entry.draft.as_ref()?.words()).collect()
}

/// The words of the only session in a store.
pub fn kept(store: &Store) -> String {
    let listing = store.list().unwrap();
    let [row] = listing.rows.as_slice() else { return format!("{} sessions", listing.rows.len()) };
    match store.load(&row.id).unwrap().state {
        Contents::Good(saved) => words(&saved),
        other => format!("{other:?}"),
    }
}
