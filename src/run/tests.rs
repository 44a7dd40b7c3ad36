//! The loop, with a front that plays what was written down, and something simple to show there.

use std::collections::VecDeque;

use super::*;
use crate::front::Post;
use crate::screen::Focus;
use crate::screen::block::Status;

/// What comes next: from the person or another thread, or in answer to the question for a passphrase.
enum Next {
    Hear(Heard<News>),
    Asked(Asked<News>),
}

#[derive(Default)]
struct Script {
    next: VecDeque<Next>,
    told: Vec<&'static str>,
}

impl Front for Script {
    type External = News;

    fn post(&self) -> Post<News> {
        Arc::new(|_| {})
    }
    fn show(&mut self, _: &Screen<'_>) -> io::Result<()> {
        self.told.push("shown");
        Ok(())
    }
    fn next(&mut self, _: &Screen<'_>, _: Option<Instant>) -> io::Result<Heard<News>> {
        match self.next.pop_front() {
            Some(Next::Hear(heard)) => Ok(heard),
            Some(Next::Asked(_)) => panic!("no passphrase was asked for"),
            None => Ok(Heard::Event(Event::Leave)),
        }
    }
    fn ask_secret(&mut self, _: &SecretAsk, _: &mut Judge<'_>) -> io::Result<Asked<News>> {
        self.told.push("asked");
        match self.next.pop_front() {
            Some(Next::Asked(asked)) => Ok(asked),
            Some(Next::Hear(_)) | None => panic!("a passphrase was asked for"),
        }
    }
    fn suspended<T>(&mut self, _: impl FnOnce() -> T) -> io::Result<T> {
        Err(io::Error::other("nothing is suspended here"))
    }
    fn copy(&mut self, _: &str) -> io::Result<bool> {
        Ok(false)
    }
    fn blank(&mut self) {
        self.told.push("blank");
    }
    fn close(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Counts what it is handed.
struct Page {
    places: Option<Places>,
    lock: Lock,
    lines: Vec<String>,
}

impl Matter for Page {
    type Outcome = End;

    fn screen(&self) -> Screen<'_> {
        Screen {
            title: String::new(),
            progress: None,
            blocks: Vec::new(),
            aside: Vec::new(),
            overlay: None,
            hints: Vec::new(),
            status: Status::Quiet,
            focus: Focus::Reading,
        }
    }
    fn deadline(&self) -> Option<Instant> {
        None
    }
    fn do_due(&mut self) {}
    fn save_now(&mut self) {}
    fn saved<F: Front<External = News>>(&mut self, _: &mut F, _: &SaveReport) -> anyhow::Result<Option<End>> {
        Ok(None)
    }
    fn handle<F: Front<External = News>>(&mut self, _: &mut F, event: Event) -> anyhow::Result<Option<End>> {
        match event {
            Event::Leave => return Ok(Some(End::Left(Farewell::Resume))),
            Event::Vanish => return Ok(Some(End::Left(Farewell::Silent))),
            Event::Reply(line) => self.lines.push(line),
            _ => self.lines.push("key".to_owned()),
        }
        Ok(None)
    }
    fn ended(&self, end: End) -> End {
        end
    }
    fn sealed_in(&self) -> Option<&Places> {
        self.places.as_ref()
    }
    fn lock(&mut self) -> &mut Lock {
        &mut self.lock
    }
}

const SIX_MINUTES: std::time::Duration = std::time::Duration::from_secs(360);

fn page(manner: lock::Manner, sealed: bool) -> Page {
    let places = || Places::find(&crate::store::Wishes::default()).ok();
    Page { places: sealed.then(places).flatten(), lock: Lock::new(Some(SIX_MINUTES), manner), lines: Vec::new() }
}

fn came_back() -> Next {
    Next::Hear(Heard::External(News::Signal(Signal::Continued)))
}

fn key() -> Next {
    Next::Hear(Heard::Event(Event::Submit))
}

fn line(words: &str) -> Next {
    Next::Hear(Heard::Event(Event::Reply(words.to_owned())))
}

#[track_caller]
fn check(mut page: Page, next: impl IntoIterator<Item = Next>, end: End, lines: &[&str], told: &[&str]) {
    let mut front = Script { next: next.into_iter().collect(), told: Vec::new() };
    assert_eq!(run(&mut front, &mut page).expect("a front"), end);
    assert_eq!(page.lines, lines);
    assert_eq!(front.told, told);
}

const LEFT: End = End::Left(Farewell::Resume);

#[test]
fn a_screen_locks_as_soon_as_somebody_comes_back() {
    let sealed = || page(lock::Manner::AtOnce, true);
    check(
        sealed(),
        [came_back(), Next::Asked(Asked::Taken), key()],
        LEFT,
        &["key"],
        &["shown", "asked", "shown", "shown"],
    );
    let silent = End::Left(Farewell::Silent);
    check(sealed(), [came_back(), Next::Asked(Asked::Declined)], silent, &[], &["shown", "asked"]);
}

#[test]
fn lines_lock_before_anything_more_is_said_and_the_line_counts() {
    let sealed = page(lock::Manner::BeforeMore, true);
    check(
        sealed,
        [came_back(), line("words"), Next::Asked(Asked::Taken)],
        LEFT,
        &["words"],
        &["shown", "shown", "asked", "shown"],
    );
}

#[test]
fn one_who_came_back_is_asked_once() {
    let news = || Next::Asked(Asked::News(News::Signal(Signal::Continued)));
    check(
        page(lock::Manner::AtOnce, true),
        [came_back(), news(), Next::Asked(Asked::Taken)],
        LEFT,
        &[],
        &["shown", "asked", "asked", "shown"],
    );
}

#[test]
fn whoever_leaves_needs_no_passphrase() {
    let sealed = || page(lock::Manner::BeforeMore, true);
    check(sealed(), [came_back()], LEFT, &[], &["shown", "shown"]);
    let vanish = Next::Hear(Heard::Event(Event::Vanish));
    check(sealed(), [came_back(), vanish], End::Left(Farewell::Silent), &[], &["shown", "shown"]);
}

#[test]
fn what_is_not_sealed_is_not_locked() {
    check(page(lock::Manner::AtOnce, false), [came_back(), key()], LEFT, &["key"], &["shown", "shown", "shown"]);
}

#[test]
fn a_signal_at_the_lock_ends_it() {
    for signal in [Signal::Quick, Signal::End(15)] {
        let sealed = page(lock::Manner::AtOnce, true);
        let asked = Next::Asked(Asked::News(News::Signal(signal)));
        check(sealed, [came_back(), asked], End::Signal(signal), &[], &["shown", "asked", "blank"]);
    }
}

#[test]
fn a_part_that_fails_ends_it_also_at_the_lock() {
    let failed = Next::Hear(Heard::External(News::Failed));
    check(page(lock::Manner::AtOnce, false), [failed], End::Failed, &[], &["shown"]);
    let asked = Next::Asked(Asked::News(News::Failed));
    check(page(lock::Manner::AtOnce, true), [came_back(), asked], End::Failed, &[], &["shown", "asked", "blank"]);
}

#[test]
fn signals_cannot_wait_for_a_passphrase_and_saves_can() {
    for signal in [Signal::Quick, Signal::End(15), Signal::Stop, Signal::Continued] {
        assert!(News::Signal(signal).is_urgent());
    }
    assert!(News::Failed.is_urgent());
    assert!(!News::Saved(SaveReport::Broken).is_urgent());
}
