//! What one session leaves to the next, over real files: a wish for distance, messages, and whom they were about.

#![allow(clippy::expect_used, clippy::panic, reason = "a test may stop at the first thing that is not as it says")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use stepback::guide::{Guide, read};
use stepback::run::known;
use stepback::session::facts::Begin;
use stepback::session::saved::Status;
use stepback::session::{Effect, Event, Place, Session};
use stepback::store::{Door, Folder, Places, RealFiles, SessionFile, SessionId, Store};
use tempfile::TempDir;

const DAY: i64 = 86_400;

/// A folder of sessions, and the day it is.
struct Desk {
    folder: TempDir,
    guide: Guide,
    day: i64,
    begun: u8,
}

/// A session at that desk.
struct Sitting<'a> {
    guide: &'a Guide,
    session: Session,
    file: SessionFile,
}

impl Desk {
    fn new() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guides/being-ignored.toml");
        let source = std::fs::read_to_string(path).expect("the guide");
        let guide = read::read(&source).0.expect("a guide that loads");
        Self { folder: tempfile::tempdir().expect("a folder"), guide, day: 20_000, begun: 0 }
    }

    fn days_later(&mut self, days: i64) {
        self.day += days;
    }

    fn store(&self) -> Store {
        let at = |name: &str| self.folder.path().join(name);
        let places = Places { data: at("data"), state: at("state"), cache: at("cache"), content: at("content") };
        match Folder::open_or_make(&places, Arc::new(RealFiles)).expect("a folder").enter() {
            Door::Open(store) => store,
            Door::Locked(_) => panic!("the folder is locked"),
        }
    }

    /// Sits down as the program does: with what all other sessions say.
    fn sit(&mut self, mut session: Session, file: SessionFile) -> Sitting<'_> {
        let known = known::others(&self.store(), Some(file.id())).expect("a list");
        self.begun += 1;
        let begin = Begin {
            seconds: self.day * DAY,
            today: date(2026, 11, 24).saturating_add(jiff::Span::new().days(self.day - 20_000)),
            fresh_person: format!("{:032x}", self.begun),
            known,
            protected: false,
        };
        let _ = session.handle(&self.guide, Event::Begin(Box::new(begin)));
        Sitting { guide: &self.guide, session, file }
    }

    fn begins(&mut self) -> Sitting<'_> {
        let file = self.store().begin().expect("a session");
        let session = Session::begin(&self.guide, file.id().as_str(), false);
        self.sit(session, file).says("hello", &[""]).says("welcome", &["keep"])
    }

    fn resumes(&mut self, id: &SessionId) -> Sitting<'_> {
        let (loaded, file) = self.store().open(id).expect("there");
        let session = Session::resume(&self.guide, loaded.into_saved().expect("readable"));
        self.sit(session, file.expect("writable"))
    }

    fn file_of(&self, id: &SessionId) -> PathBuf {
        self.folder.path().join("data/sessions").join(format!("{}.toml", id.as_str()))
    }
}

impl Sitting<'_> {
    /// Goes to a step, if need be, and says these lines there. What is to be saved is on the disk at once.
    #[track_caller]
    fn says(mut self, step: &str, lines: &[&str]) -> Self {
        if self.session.at().to_string() != step {
            self.does(Event::GoTo(Place::from(step.to_owned())));
        }
        assert_eq!(self.session.at().to_string(), step, "it is on the way");
        for line in lines {
            self.does(match *line {
                ":copied" => Event::Copied,
                ":next" => Event::Submit,
                line => Event::Reply(line.to_owned()),
            });
        }
        self
    }

    fn does(&mut self, event: Event) {
        if self.session.handle(self.guide, event).contains(&Effect::Save) {
            self.file.save(&mut self.session.saved(self.guide)).expect("saved");
        }
    }

    /// Passes everything over, the gates as somebody would who is safe.
    fn finishes(mut self) -> Self {
        for _ in 0..400 {
            let event = match self.session.at().to_string().as_str() {
                "safety" => Event::Reply("no".to_owned()),
                "contact" => Event::Reply("none".to_owned()),
                _ => Event::Skip,
            };
            self.does(event);
        }
        assert_eq!(self.session.status(self.guide), Status::Finished);
        self
    }

    /// Past the safety gate, to what may be done.
    #[track_caller]
    fn may_write(self) -> bool {
        let there = self.says("safety", &["no", "no", "no"]);
        let options = there.session.scene(there.guide, &Place::from("decide".to_owned()), |_, scene| {
            scene.choices.iter().any(|choice| choice.id == "reach_out")
        });
        options.expect("the step")
    }

    fn leaves(self) -> SessionId {
        self.file.id().clone()
    }
}

const MESSAGE: [&str; 3] = ["Hi Sam", "We have not spoken since Sunday", ":next"];

#[test]
fn a_wish_for_distance_holds_in_the_next_session_about_the_same_person() {
    let mut desk = Desk::new();
    desk.begins().says("who", &["Sam", "", ""]).says("contact", &["blocked"]);
    desk.days_later(40);
    let same = desk.begins().says("who", &["sam ", "yes", "", ""]).says("contact", &["none"]);
    assert!(same.session.way().has(&Place::from("contact_held".to_owned())), "why is said");
    assert!(!same.may_write());
    assert!(desk.begins().says("who", &["Kim", "", ""]).says("contact", &["none"]).may_write(), "Kim did not ask");
}

#[test]
fn a_session_taken_up_again_does_not_hold_its_own_words_against_itself() {
    let mut desk = Desk::new();
    let id = desk.begins().says("who", &["Sam", "", ""]).says("contact", &["asked"]).leaves();
    assert!(desk.resumes(&id).says("contact", &["none"]).may_write(), "it was corrected where it was said");
    let id = desk.begins().says("who", &["Kim", "", ""]).says("contact", &["none"]).leaves();
    let sitting = desk.resumes(&id);
    let sitting = sitting.says("safety", &["no", "no", "no"]).says("decide", &["reach_out"]).says("message", &MESSAGE);
    let sitting = sitting.says("message_then", &[""]).says("until_talk", &["not_yet"]);
    let id = sitting.leaves();
    desk.days_later(4);
    let again = desk.resumes(&id).says("safety", &["no", "no", "no"]).says("until_talk", &["no_talk"]);
    let again = again.says("debrief", &["still_silent"]).says("no_answer@2", &[""]).says("decide@2", &[]);
    let options = again.session.scene(again.guide, again.session.at(), |_, scene| {
        scene.choices.iter().map(|choice| choice.id.clone()).collect::<Vec<_>>()
    });
    let options = options.expect("the step");
    assert!(options.contains(&"reach_out".to_owned()), "one follow-up after three days is fair: {options:?}");
}

#[test]
fn one_message_and_one_follow_up_after_three_days_over_all_sessions() {
    let mut desk = Desk::new();
    let write = |desk: &mut Desk, who: &[&str], message: &[&str]| {
        let sitting = desk.begins().says("who", who).says("contact", &["none"]).says("safety", &["no", "no", "no"]);
        sitting.says("decide", &["reach_out"]).says("message", message);
    };
    let may =
        |desk: &mut Desk| desk.begins().says("who", &["Sam", "yes", "", ""]).says("contact", &["none"]).may_write();
    write(&mut desk, &["Sam", "", ""], &MESSAGE);
    assert!(!may(&mut desk));
    desk.days_later(-30);
    assert!(!may(&mut desk), "a clock set back unlocks nothing");
    desk.days_later(33);
    assert!(may(&mut desk));
    write(&mut desk, &["Sam", "yes", "", ""], &[&MESSAGE[..2], &[":copied"]].concat());
    desk.days_later(90);
    assert!(!may(&mut desk), "a message carried away counts as well");
}

#[test]
fn who_is_not_named_may_be_anybody() {
    let mut desk = Desk::new();
    desk.begins().says("contact", &["blocked"]);
    assert!(!desk.begins().says("contact", &["none"]).may_write(), "the next one without a name may be the same");
    let yes = desk.begins().says("who", &["Sam", "yes", "", ""]).says("contact", &["none"]);
    assert!(!yes.may_write(), "Sam is the one who was not named");
    let mut other = Desk::new();
    other.begins().says("contact", &["blocked"]);
    assert!(other.begins().says("who", &["Kim", "no", "", ""]).says("contact", &["none"]).may_write());
    assert!(!other.begins().says("contact", &["none"]).may_write());
}

#[test]
fn of_two_people_with_one_name_each_can_be_meant() {
    let mut desk = Desk::new();
    desk.begins().says("who", &["Sam", "", ""]).says("contact", &["blocked"]);
    desk.days_later(1);
    desk.begins().says("who", &["Sam", "no", "", ""]);
    desk.days_later(1);
    assert!(desk.begins().says("who", &["Sam", "1", "", ""]).says("contact", &["none"]).may_write(), "the newer");
    desk.days_later(1);
    assert!(!desk.begins().says("who", &["Sam", "2", "", ""]).says("contact", &["none"]).may_write(), "the older");
}

#[test]
fn a_damaged_file_does_not_unlock_what_an_earlier_state_of_it_locks() {
    let mut desk = Desk::new();
    let id = desk.begins().says("who", &["Sam", "", ""]).says("contact", &["blocked"]).leaves();
    let earlier = desk.folder.path().join("data/earlier").join(format!("{}.{:016x}.toml", id.as_str(), 99));
    std::fs::copy(desk.file_of(&id), earlier).expect("an earlier state");
    std::fs::write(desk.file_of(&id), "not what was written").expect("damaged");
    assert!(!desk.begins().says("who", &["Sam", "yes", "", ""]).says("contact", &["none"]).may_write());
}

#[test]
fn a_lock_holds_in_whichever_version_of_a_session_and_a_message_counts_once() {
    let mut desk = Desk::new();
    let sitting = desk.begins().says("who", &["Sam", "", ""]).says("contact", &["none"]);
    let sitting = sitting.says("safety", &["no", "no", "no"]).says("decide", &["reach_out"]).says("message", &MESSAGE);
    let id = sitting.leaves();
    let copied = |name: &str| desk.folder.path().join("data/sessions").join(format!("{} ({name}).toml", id.as_str()));
    let (one, other) = (copied("copy"), copied("other"));
    std::fs::copy(desk.file_of(&id), one).expect("written in two places");
    desk.days_later(4);
    let may =
        |desk: &mut Desk| desk.begins().says("who", &["Sam", "yes", "", ""]).says("contact", &["none"]).may_write();
    assert!(may(&mut desk), "one message, in two versions, leaves room for a follow-up");

    desk.resumes(&id).says("contact", &["blocked"]);
    std::fs::copy(desk.file_of(&id), other).expect("written in two places");
    desk.resumes(&id).says("contact", &["none"]);
    assert!(!may(&mut desk), "an older version says that it is not wished");
}

#[test]
fn erasing_a_person_takes_damaged_sessions_about_them_too() {
    let mut desk = Desk::new();
    let damaged = desk.begins().says("who", &["Sam", "", ""]).leaves();
    let earlier = desk.folder.path().join("data/earlier").join(format!("{}.{:016x}.toml", damaged.as_str(), 99));
    std::fs::copy(desk.file_of(&damaged), earlier).expect("an earlier state");
    std::fs::write(desk.file_of(&damaged), "not what was written").expect("damaged");
    let other = desk.begins().says("who", &["Kim", "", ""]).leaves();
    let known = known::others(&desk.store(), None).expect("a list");
    let sam = known.iter().find(|known| known.name == "Sam").expect("Sam");
    let removed = desk.store().erase_person(&sam.id).expect("erased");
    assert_eq!(removed.sessions, [damaged]);
    assert_eq!(desk.store().list().expect("a list").ids(), [other]);
}

#[test]
fn a_clock_once_far_ahead_leaves_no_dates_of_its_own_behind() {
    let mut desk = Desk::new();
    desk.days_later(1_825);
    let ahead = desk.begins().says("who", &["Sam", "", ""]).finishes();
    drop(ahead);
    desk.days_later(-1_825);
    let back = desk.begins().says("who", &["Sam", "yes", "", ""]);
    assert!(!back.session.way().has(&Place::from("today".to_owned())), "that was not within a day");
    let saved = back.session.saved(back.guide);
    assert_eq!((saved.started, saved.updated), (20_000 * DAY, 20_000 * DAY));
    assert_eq!(saved.highest, 21_825 * DAY, "limits go by the highest time all the same");
}
