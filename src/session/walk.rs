//! Walking: to the next step, back, to a place; arriving, and putting down what was begun.

use super::facts::Begin;
use super::judge::Gates;
use super::path::{Place, Stop, Way};
use super::{Effect, Entry, Farewell, Session};
use crate::guide::{Guide, Keep, Step};
use crate::prompt::{Draft, Options, Prompt};

/// A way round: after it the walk goes on at a place further along.
#[derive(Clone, Debug)]
pub(super) struct Detour {
    /// Where to go on.
    pub to: Place,
    /// The way as it was when the detour began: what opens meanwhile is asked before going on.
    way: Way,
}

impl Detour {
    /// One that a saved session was on; its way is known once the session has begun again.
    pub fn to(place: Place) -> Self {
        Self { to: place, way: Way::default() }
    }
}

impl Session {
    /// After what comes now the walk goes on there.
    pub(super) fn go_round(&mut self, to: Place) {
        self.detour = Some(Detour { to, way: self.way.clone() });
    }

    pub(super) fn begun(&mut self, guide: &Guide, begin: Begin) -> Vec<Effect> {
        self.facts.see(begin.seconds, begin.today);
        self.fresh_person = begin.fresh_person;
        self.known = begin.known;
        self.protected = begin.protected;
        let highest = self.known.iter().map(|known| known.highest).max().unwrap_or_default();
        self.facts.clock = self.facts.clock.max(highest);
        if self.started == 0 {
            self.started = self.facts.now;
            self.updated = self.facts.now;
        }
        if self.keeping.is_some() {
            self.keeping = self.kept_as(guide);
        }
        if self.person.is_none() && !self.fresh_person.is_empty() {
            self.person = Some(self.fresh_person.clone());
        }
        self.derive(guide);
        if let Some(detour) = &mut self.detour {
            detour.way.clone_from(&self.way);
        }
        self.settle(guide);
        self.draw_curtain(guide);
        Vec::new()
    }

    /// Works the way out again after an answer changed.
    pub(super) fn derive(&mut self, guide: &Guide) {
        self.know_person(guide);
        self.facts.messages = self.messages.iter().map(|sent| (sent.step.clone(), sent.at)).collect();
        self.way = self.ground(guide, Gates::AsAnswered).way();
        self.likely = self.ground(guide, Gates::AsAnswered).likely(&self.way);
    }

    /// Puts a session that was taken up again onto its way: where it was, or the gate asked again before that, or
    /// the nearest step there is.
    fn settle(&mut self, guide: &Guide) {
        let at = self.at.clone();
        let whole = self.ground(guide, Gates::UnansweredCleared).way();
        let target = if whole.has(&at) {
            let gate = if self.rests_on_a_gate(guide, &at) { self.gate_before(guide, &at) } else { None };
            if gate.is_some() {
                self.go_round(at.clone());
            }
            gate.unwrap_or(at)
        } else if self.way.has(&at) {
            at
        } else {
            let nearest = self.nearest(guide, &at);
            self.anchor = nearest.clone();
            nearest
        };
        self.arrive(guide, target);
    }

    fn nearest(&self, guide: &Guide, place: &Place) -> Place {
        let after = self.way.after(guide, place).or(self.way.stops.last());
        after.map_or_else(|| place.clone(), |stop| stop.place.clone())
    }

    /// Whether a step, or one of its options, would open if gates that are not answered (any more) were cleared.
    fn rests_on_a_gate(&self, guide: &Guide, place: &Place) -> bool {
        if !self.way.has(place) {
            return true;
        }
        let Some(position) = guide.position(&place.step) else { return false };
        let options = guide.step(&place.step).and_then(|step| step.prompt.options());
        let listed = options.as_deref().map_or(&[][..], Options::listed);
        let judged = |gates| {
            self.ground(guide, gates).judging(&self.way, position, |judge| {
                listed.iter().map(|option| judge.opens(option.when.as_ref())).collect::<Vec<_>>()
            })
        };
        judged(Gates::AsAnswered) != judged(Gates::UnansweredCleared)
    }

    /// The first gate on the way before a place that is not answered (it is never kept, and this is a resume).
    fn gate_before(&self, guide: &Guide, place: &Place) -> Option<Place> {
        let limit = guide.position(&place.step)?;
        let open = |stop: &&Stop| {
            guide.steps.get(stop.step).is_some_and(|step| matches!(step.prompt, Prompt::Gate(_)))
                && stop.step < limit
                && self.entries.get(&stop.place).is_none_or(|entry| entry.given.is_none())
        };
        self.way.stops.iter().find(open).map(|stop| stop.place.clone())
    }

    /// Goes on from where one stands.
    pub(super) fn go_on(&mut self, guide: &Guide) -> Vec<Effect> {
        let Some(target) = self.target(guide) else { return self.finish(guide) };
        if !self.may_see(guide, &target) {
            self.detour = None;
            self.desk.complaint = Some(super::sharing::PRIVATE_FROM_HERE.to_owned());
            return Vec::new();
        }
        self.move_to(guide, target);
        Vec::new()
    }

    fn target(&mut self, guide: &Guide) -> Option<Place> {
        let whole = self.ground(guide, Gates::UnansweredCleared).way();
        if let Some(detour) = self.detour.take()
            && let Some(target) = self.round(guide, &whole, detour)
        {
            return Some(target);
        }
        let next = self.way.after(guide, &self.at).map(|stop| stop.place.clone());
        let hoped = whole.after(guide, &self.at).map(|stop| stop.place.clone());
        if let Some(hoped) = hoped
            && let Some(gate) = self.gate_in_front(guide, &whole, &hoped)
        {
            self.go_round(hoped);
            return Some(gate);
        }
        next
    }

    /// The gate to ask before going to a place that would open if it were cleared.
    fn gate_in_front(&self, guide: &Guide, whole: &Way, place: &Place) -> Option<Place> {
        let rests = whole.has(place) && self.rests_on_a_gate(guide, place);
        self.gate_before(guide, place).filter(|gate| rests && *gate != self.at)
    }

    /// The gate to ask again before going back to a step that rests on it, and that step: without its answer that step is
    /// not on the way, and would be passed by.
    fn gate_behind(&self, guide: &Guide) -> Option<(Place, Place)> {
        let whole = self.ground(guide, Gates::UnansweredCleared).way();
        let hoped = whole.before(guide, &self.at).map(|stop| stop.place.clone())?;
        let gate = self.gate_in_front(guide, &whole, &hoped).filter(|gate| self.may_see(guide, gate))?;
        Some((gate, hoped))
    }

    /// Where a detour leads on: to the gate that stands before its end, to what it opened, or to its end. `None` when
    /// its end is not on the way any more.
    fn round(&mut self, guide: &Guide, whole: &Way, detour: Detour) -> Option<Place> {
        let gate = self.gate_in_front(guide, whole, &detour.to);
        let opened = self.opened_since(guide, &detour).filter(|_| gate.is_some() || self.way.has(&detour.to));
        let first = [opened, gate].into_iter().flatten().min_by_key(|place| guide.position(&place.step));
        if first.is_some() {
            self.detour = Some(detour);
            return first;
        }
        self.way.has(&detour.to).then_some(detour.to)
    }

    /// A step that a changed answer opened, between here and where a detour ends, and that nobody has seen yet.
    fn opened_since(&self, guide: &Guide, detour: &Detour) -> Option<Place> {
        let here = guide.position(&self.at.step)?;
        let limit = guide.position(&detour.to.step)?;
        let fresh = |stop: &&Stop| {
            let between = stop.step > here && stop.step < limit;
            between && !detour.way.has(&stop.place) && !self.entries.contains_key(&stop.place)
        };
        self.way.stops.iter().find(fresh).map(|stop| stop.place.clone())
    }

    /// Whether there is a step to go back to: none before the first, and none that is private while the keyboard is
    /// handed over.
    pub fn leads_back(&self, guide: &Guide) -> bool {
        self.comes_back_to(guide).or_else(|| self.before(guide)).is_some()
    }

    /// Where one was when an earlier answer was opened: back from there is back to that.
    fn comes_back_to(&self, guide: &Guide) -> Option<&Place> {
        let to = &self.detour.as_ref()?.to;
        let seen = self.entries.contains_key(&self.at) && self.way.has(to) && self.may_see(guide, to);
        Some(to).filter(|to| seen && self.gate_before(guide, to).is_none())
    }

    fn before(&self, guide: &Guide) -> Option<&Place> {
        self.way.before(guide, &self.at).map(|stop| &stop.place).filter(|place| self.may_see(guide, place))
    }

    pub(super) fn go_back(&mut self, guide: &Guide) -> Vec<Effect> {
        if let Some((gate, rests)) = self.gate_behind(guide) {
            self.go_round(rests);
            self.move_to(guide, gate);
            return Vec::new();
        }
        if let Some(place) = self.comes_back_to(guide).cloned() {
            self.detour = None;
            self.move_to(guide, place);
            return Vec::new();
        }
        match self.before(guide).cloned() {
            Some(place) => {
                // What was said of a gate asked again stays true: after it the walk goes on where it was.
                self.detour = self.detour.take().filter(|detour| self.gate_before(guide, &detour.to).is_some());
                self.move_to(guide, place);
                Vec::new()
            }
            None => self.open_over(guide, super::Overlay::Leave),
        }
    }

    /// Puts down what was begun here and opens another place.
    pub(super) fn move_to(&mut self, guide: &Guide, place: Place) {
        self.stow(guide);
        let draft = std::mem::replace(&mut self.desk.draft, Draft::Seen);
        self.desk.left.insert(self.at.clone(), draft);
        self.move_anchor(guide, &place);
        self.arrive(guide, place);
    }

    /// Moves the place to go on from, unless that would tell how a never-kept question was answered: from such a
    /// question it does not move at all, and it never comes to rest on a step that rests on such an answer.
    fn move_anchor(&mut self, guide: &Guide, to: &Place) {
        if !is_kept(guide, &self.at) || self.hides(guide, &self.at) {
            return;
        }
        let gate = guide.step(&to.step).is_some_and(|step| step.prompt.is_gate());
        match &self.detour {
            Some(detour) if gate => self.anchor = detour.to.clone(),
            Some(_) | None => {
                if is_kept(guide, to) || self.way_on_disk(guide).has(to) {
                    self.anchor = to.clone();
                }
            }
        }
    }

    /// Where a detour ends, if that may stand on the disk: not where it rests on an answer that is never kept.
    pub(super) fn detour_on_disk(&self, guide: &Guide) -> Option<&Place> {
        let to = self.returns_to()?;
        (is_kept(guide, to) && self.way_on_disk(guide).has(to)).then_some(to)
    }

    pub(super) fn arrive(&mut self, guide: &Guide, place: Place) {
        let step = guide.step(&place.step);
        let entry = self.entries.get(&place);
        // Several fields that were handed in begin with the first again: line by line there is no other way to it.
        let again =
            entry.is_some_and(|entry| entry.draft.is_none()) && step.is_some_and(|step| step.prompt.has_fields());
        let spot = entry.and_then(|entry| entry.spot).filter(|_| !again);
        let before = entry.and_then(Entry::latest).cloned();
        let left = self.desk.left.remove(&place);
        let open = |here: &super::Here<'_>, scene: &crate::prompt::Scene<'_>| {
            here.step.prompt.open(before.as_ref(), spot, scene)
        };
        let fresh = || self.scene(guide, &place, open).unwrap_or(Draft::Seen);
        self.desk.draft = match (left, step.map(|step| &step.prompt)) {
            (Some(left), Some(prompt)) if outlives(prompt, &left) => left,
            _ => fresh(),
        };
        self.own.on_disk |= self.shared && is_kept(guide, &place);
        self.at = place;
        self.desk.touched = false;
        self.desk.replying = false;
        self.desk.complaint = None;
        self.desk.told = None;
    }

    /// Writes what was begun here into its entry, beside whatever was given.
    pub(super) fn stow(&mut self, guide: &Guide) {
        if !self.desk.touched {
            return;
        }
        let at = self.at.clone();
        let kept = self.scene(guide, &at, |here, _| {
            (here.step.prompt.keep(&self.desk.draft), here.ask(), here.step.prompt.name())
        });
        let Some((answer, question, kind)) = kept else { return };
        let guarded = self.stands_guarded(guide);
        let on_disk = self.entry_on_disk(guide, &at).cloned();
        let spot = self.desk.draft.spot();
        let entry = self.entries.entry(at.clone()).or_default();
        entry.draft = answer.filter(|answer| entry.given.as_ref() != Some(answer) || entry.skipped);
        if !guarded {
            entry.spot = Some(spot);
        }
        entry.question = question;
        kind.clone_into(&mut entry.kind);
        let hidden = guide.step(&at.step).is_some_and(|step| super::unkept::is_hidden(step, entry));
        entry.kept = on_disk.filter(|_| hidden).map(Box::new);
        if entry.state().is_none() && entry.at.is_none() && entry.more.is_empty() {
            self.entries.remove(&at);
        }
    }

    /// The walk has come to an end.
    pub(super) fn finish(&mut self, guide: &Guide) -> Vec<Effect> {
        let kept = is_kept(guide, &self.at) && !self.hides(guide, &self.at);
        if kept && self.finished.is_none() {
            self.finished = Some(self.facts.now);
        }
        let mut effects = if kept { self.save(guide) } else { Vec::new() };
        // Where an answer that is never kept has led, not even the program's name stays behind on the terminal.
        let told = self.way_on_disk(guide).has(&self.at);
        effects.push(Effect::Leave(if told { Farewell::Finished } else { Farewell::Silent }));
        effects
    }

    /// Save and leave. What was begun is put down first.
    pub(super) fn leave(&mut self, guide: &Guide, farewell: Farewell) -> Vec<Effect> {
        self.stow(guide);
        vec![Effect::Leave(farewell)]
    }

    /// The step one stands at.
    pub fn step<'g>(&self, guide: &'g Guide) -> Option<&'g Step> {
        guide.step(&self.at.step)
    }
}

/// Whether a draft left behind is taken up as it is, undo and all. Options and earlier items may have changed meanwhile, so
/// what holds them is opened afresh from what was kept.
fn outlives(prompt: &Prompt, left: &Draft) -> bool {
    match left {
        Draft::Write(_) => true,
        Draft::Rows(rows) => !rows.fixed,
        Draft::Form(_) => matches!(prompt, Prompt::Compose(_)),
        Draft::Seen | Draft::Pick(_) | Draft::Level(_) => false,
    }
}

/// Whether a step's answers may be written to disk.
pub(super) fn is_kept(guide: &Guide, place: &Place) -> bool {
    guide.step(&place.step).is_none_or(|step| step.keep == Keep::Saved)
}
