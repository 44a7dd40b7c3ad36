//! Random lives of one session on two machines that share a folder: saves, failures, power cuts, changes from outside.
//! Whatever happens, the last words that either machine was told are saved can be read, in some version.

use proptest::prelude::*;

use super::*;
use crate::store::OpenFault;

#[derive(Clone, Debug)]
enum Op {
    /// One machine opens the session, if it has not, and saves new words.
    Save { machine: usize },
    /// The same while one of its calls fails.
    SaveFailing { machine: usize, at: usize, how: usize },
    /// One machine's program ends.
    Close { machine: usize },
    /// The power goes, on both machines, and this is how it ends.
    PowerCut { end: usize },
    /// The power goes in the middle of a save.
    CutWhileSaving { machine: usize, at: usize, end: usize },
    /// The sync service takes the file away.
    Take,
    /// Time passes.
    Pass,
}

fn op() -> impl Strategy<Value = Op> {
    let machine = 0..2_usize;
    prop_oneof![
        4 => machine.clone().prop_map(|machine| Op::Save { machine }),
        3 => (machine.clone(), 0..24_usize, 0..crash::WAYS.len())
            .prop_map(|(machine, at, how)| Op::SaveFailing { machine, at, how }),
        2 => machine.clone().prop_map(|machine| Op::Close { machine }),
        1 => any::<usize>().prop_map(|end| Op::PowerCut { end }),
        2 => (machine, 0..24_usize, any::<usize>())
            .prop_map(|(machine, at, end)| Op::CutWhileSaving { machine, at, end }),
        1 => Just(Op::Take),
        1 => Just(Op::Pass),
    ]
}

/// The two machines, and what each was told is saved.
struct World {
    files: FakeFiles,
    id: SessionId,
    open: [Option<SessionFile>; 2],
    told: [Option<String>; 2],
    /// What each read when it opened the session.
    base: [String; 2],
    count: usize,
}

impl World {
    fn new() -> Self {
        let files = disk();
        let id = save_new(&store(&files), "first");
        Self { files, id, open: [None, None], told: [None, None], base: Default::default(), count: 0 }
    }

    /// The store as one machine sees it: the data folder is shared, locks and memories are its own.
    fn store(&self, machine: usize) -> Store {
        let mut places = places();
        places.state = format!("/home/state{machine}").into();
        places.cache = format!("/home/cache{machine}").into();
        let folder = Folder::open(&places, Arc::new(self.files.clone())).expect("opens");
        Store::new(folder, None)
    }

    /// Opens the session on one machine, if it is there and not open yet.
    fn open(&mut self, machine: usize) -> bool {
        if self.open[machine].is_some() {
            return true;
        }
        match self.store(machine).open(&self.id) {
            Ok((loaded, Ok(file))) => {
                let Contents::Good(saved) = loaded.state else { panic!("{:?}", loaded.state) };
                self.base[machine] = words(&saved).to_owned();
                self.open[machine] = Some(file);
                true
            }
            // Only an earlier state is left: a person goes on from that.
            Ok((loaded, Err(OpenFault::Damaged(_)))) => {
                self.base[machine] = "none 0".to_owned();
                self.open[machine] = Some(self.store(machine).accept(&loaded).expect("goes on"));
                true
            }
            Err(OpenFault::Unknown) => false,
            other => panic!("{:?}", other.err()),
        }
    }

    fn save(&mut self, machine: usize) {
        if !self.open(machine) {
            return;
        }
        self.count += 1;
        let text = format!("{machine} {}", self.count);
        // What this machine read when it opened the session lives on in its own words.
        let base = self.base[machine].clone();
        for (other, told) in self.told.iter_mut().enumerate() {
            if of(&base, other) && told.as_ref().is_some_and(|told| number(told) <= number(&base)) {
                *told = None;
            }
        }
        if let Some(file) = &mut self.open[machine]
            && file.save(&mut written(&text)).is_ok_and(|kept| kept.disk.is_none())
        {
            self.told[machine] = Some(text);
        }
    }

    /// The last words each machine was told are saved, or newer ones of it, can be read in some version.
    fn check(&self, after: &str) {
        let readable = self.readable();
        for (machine, told) in self.told.iter().enumerate() {
            let Some(told) = told else { continue };
            let there = readable.iter().any(|text| of(text, machine) && number(text) >= number(told));
            assert!(there, "{told} is not among {readable:?} after {after}");
        }
    }

    fn power_cut(&mut self, end: usize) {
        let ends = self.files.after_crash();
        self.open = [None, None];
        self.files = ends[end % ends.len()].clone();
    }

    fn run(&mut self, op: &Op) {
        match *op {
            Op::Save { machine } => self.save(machine),
            Op::SaveFailing { machine, at, how } => {
                if self.open[machine].is_some() {
                    self.files.fail(at, crash::WAYS[how]);
                    self.save(machine);
                    self.files.be_well();
                }
            }
            Op::Close { machine } => self.open[machine] = None,
            Op::PowerCut { end } => self.power_cut(end),
            Op::CutWhileSaving { machine, at, end } => {
                if self.open[machine].is_some() {
                    self.files.die(at);
                    let told = self.told[machine].clone();
                    self.save(machine);
                    if self.files.calls().len() > at {
                        self.told[machine] = told;
                    }
                    self.power_cut(end);
                }
            }
            Op::Take => {
                // Only what both machines still have open comes back by itself.
                if self.open.iter().all(Option::is_some) {
                    self.files.take(&sessions_folder().join(format!("{}.toml", self.id)));
                    self.told = [None, None];
                }
            }
            Op::Pass => self.files.pass(700),
        }
    }

    /// All words that can be read in any version or earlier state.
    fn readable(&self) -> Vec<String> {
        let store = self.store(0);
        let listing = store.list().expect("a list");
        assert_eq!(listing.unreadable, [], "nothing is ever half written");
        let versions = listing.row(&self.id).map(|row| row.versions.clone()).unwrap_or_default();
        let one = |name: &str| match store.load_version(&self.id, name).expect("there").state {
            Contents::Good(saved) => words(&saved).to_owned(),
            other => panic!("{other:?}"),
        };
        versions.iter().map(|version| one(&version.name)).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_words_are_lost_that_were_said_to_be_saved(ops in proptest::collection::vec(op(), 1..25)) {
        let mut world = World::new();
        for op in &ops {
            world.run(op);
            world.check(&format!("{op:?}"));
        }
    }

    #[test]
    fn any_words_come_back_as_they_were(text in any::<String>()) {
        let files = disk();
        let store = store(&files);
        let id = save_new(&store, &text);
        prop_assert_eq!(read(&store, &id), text);
    }
}

fn of(text: &str, machine: usize) -> bool {
    text.split_once(' ').is_some_and(|(by, _)| by == machine.to_string())
}

fn number(text: &str) -> usize {
    text.split(' ').next_back().and_then(|count| count.parse().ok()).unwrap_or(0)
}

/// A small generator, so that the interleavings are the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, many: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % many
    }
}

#[test]
fn two_machines_interleaved_a_thousand_times_lose_no_version() {
    for seed in 0..1_000 {
        let mut dice = Dice(seed);
        let mut world = World::new();
        // Both have it open from the same state, so neither ever reads the other's words: all must survive.
        assert!(world.open(0) && world.open(1));
        for _ in 0..dice.below(8) + 2 {
            world.save(usize::try_from(dice.below(2)).expect("small"));
        }
        world.check(&format!("seed {seed}"));
    }
}

#[test]
fn two_windows_on_one_machine_never_both_write() {
    let files = disk();
    let store = store(&files);
    let id = save_new(&store, "first");
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let mut windows: [Option<SessionFile>; 2] = [None, None];
        for _ in 0..12 {
            let window = usize::try_from(dice.below(2)).expect("small");
            match dice.below(3) {
                0 => windows[window] = None,
                _ => match store.open(&id).expect("there").1 {
                    Ok(file) => windows[window] = Some(file),
                    Err(fault) => assert_eq!(fault, OpenFault::OpenElsewhere),
                },
            }
            assert!(windows.iter().flatten().count() <= 1);
            for file in windows.iter_mut().flatten() {
                file.save(&mut written("words")).expect("saved");
            }
        }
    }
    assert_eq!(store.load(&id).expect("there").versions.len(), 1);
}
