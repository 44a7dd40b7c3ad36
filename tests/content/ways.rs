//! Safety on every way through a guide: each answer at the gates, with chance deciding the rest.

use stepback::guide::Step;
use stepback::prompt::{Answer, Prompt};
use stepback::session::facts::{Known, Lock};

use crate::shipped::{Shipped, all, base, one};
use crate::walker::{Walk, Walker, gate, place_of};

/// Every way one question, or two, can be answered otherwise than *no*.
fn safety_answers() -> Vec<[&'static str; 3]> {
    let mut all = vec![["no", "no", "no"], ["rather_not", "no", "yes"], ["not_sure", "yes", "rather_not"]];
    for reply in ["yes", "not_sure", "rather_not"] {
        all.extend([[reply, "no", "no"], ["no", reply, "no"], ["no", "no", reply], [reply, reply, reply]]);
    }
    all
}

const CONTACT: [&str; 7] = ["none", "pause", "asked", "blocked", "ended", "order", "rather_not"];

/// Which way an answer to the gates leads.
#[derive(Clone, Copy)]
struct Said {
    safety: [&'static str; 3],
    contact: &'static str,
    assent: bool,
}

impl Said {
    /// All of them; where the first gate ends the walk, the second is not met.
    fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for safety in safety_answers() {
            let concern = Self { safety, contact: "none", assent: true }.concern();
            for contact in if concern { &CONTACT[..1] } else { &CONTACT[..] } {
                let unsaid = *contact == "rather_not" || safety.contains(&"rather_not");
                let assents = if unsaid { &[true, false][..] } else { &[false] };
                all.extend(assents.iter().map(|assent| Self { safety, contact: *contact, assent: *assent }));
            }
        }
        all
    }

    fn concern(self) -> bool {
        self.safety.iter().any(|reply| ["yes", "not_sure"].contains(reply))
    }

    fn safe(self) -> bool {
        !self.concern() && (self.assent || self.safety.iter().all(|reply| *reply == "no"))
    }

    fn free(self) -> bool {
        self.safe() && (self.contact == "none" || self.contact == "rather_not" && self.assent)
    }

    fn walk(self, shipped: &Shipped, seed: u64) -> Walk {
        let [afraid, harmed, risk] = self.safety;
        let safety = gate(&[("afraid", afraid), ("harmed", harmed), ("risk", risk)], self.assent);
        Walker::new(&shipped.guide, seed)
            .unharmed()
            .says("safety", safety)
            .says("contact", gate(&[("now", self.contact)], self.assent))
            .walk()
    }

    fn label(self) -> String {
        format!("{:?} {} assent {}", self.safety, self.contact, self.assent)
    }
}

fn leads_to_them(shipped: &Shipped, id: &str) -> bool {
    let marked = |step: &Step| step.approach || matches!(&step.prompt, Prompt::Compose(draft) if draft.to_them);
    shipped.guide.steps.iter().any(|step| step.id.as_str() == id && marked(step))
}

#[test]
fn no_way_leads_around_the_gates() {
    for shipped in all() {
        let has_contact = shipped.guide.gates().any(|gate| base(gate) == "contact");
        for (seed, said) in (1u64..).zip(Said::all()) {
            let walk = said.walk(shipped, seed);
            let free = if has_contact { said.free() } else { said.safe() };
            let led = walk.seen.iter().find(|id| leads_to_them(shipped, id));
            assert!(free || led.is_none(), "{} {}: {led:?}", shipped.name, said.label());
        }
    }
}

#[test]
fn a_concern_leads_to_the_safe_path_and_nowhere_else() {
    for shipped in all() {
        for (seed, said) in (1u64..).zip(Said::all()).filter(|(_, said)| said.concern()) {
            let walk = said.walk(shipped, seed);
            let gate = place_of(&walk, "safety").expect("the gate is met");
            let behind: Vec<&str> = walk.seen[gate + 1..].iter().map(String::as_str).collect();
            let path = ["safe_first", "safe_people", "safe_device", "safe_steady", "safe_near", "safe_stop"];
            assert_eq!(behind, path, "{} {}", shipped.name, said.label());
        }
    }
}

#[test]
fn who_would_rather_not_say_is_not_asked_for_their_part_or_the_others_view() {
    let shipped = one("being-ignored");
    let unsaid = |said: &Said| !said.concern() && !said.safe() && said.contact == "none";
    let mut met = 0;
    for (seed, said) in (1u64..).zip(Said::all().into_iter().filter(unsaid).cycle().take(12)) {
        let walk = said.walk(shipped, seed);
        assert!(walk.met("safety_unsaid") && walk.met("seen"), "{}", said.label());
        assert!(!walk.met("mine") && !walk.met("pull"), "{}", said.label());
        assert!(!walk.offered("which", "neutral"), "{}", said.label());
        for door in ["reach_out", "talk"] {
            assert!(!walk.offered("decide", door), "{}: {door}", said.label());
        }
        met += 1;
    }
    assert_eq!(met, 12);
}

#[test]
fn whoever_was_asked_to_keep_away_is_led_to_let_be() {
    let shipped = one("being-ignored");
    for (seed, contact) in (1u64..).zip(["asked", "blocked", "ended", "order"]) {
        let walk = Said { safety: ["no"; 3], contact, assent: false }.walk(shipped, seed);
        let first = if contact == "ended" { "away_ended" } else { "away_no" };
        assert!(walk.met(first) && walk.met("away_urge"), "{contact}");
        assert!(["away_stop", "away_care_stop"].contains(&walk.last()), "{contact}: {}", walk.last());
        assert!(!walk.met("seen") && !walk.met("trouble") && !walk.met("decide"), "{contact}");
    }
}

/// A pause that was asked for, or a lock of an earlier session: one may look, and not write; nobody is searched for.
#[test]
fn a_pause_is_respected() {
    let shipped = one("being-ignored");
    let asked_for_time = free(shipped, 7).says("contact", gate(&[("now", "pause")], false));
    let lock = Lock { until: None };
    let locked = free(shipped, 8).knowing(|facts| facts.known = Known { lock: Some(lock), ..Known::default() });
    for (walk, told) in [(asked_for_time.walk(), "contact_pause"), (locked.walk(), "contact_held")] {
        assert!(walk.met(told) && walk.met("decide"), "{told}");
        assert!(!walk.met("trouble") && !walk.met("welfare"), "{told}");
        assert!(walk.offered("decide", "wait") && walk.offered("decide", "support"), "{told}");
        assert!(!walk.offered("decide", "reach_out") && !walk.offered("decide", "talk"), "{told}");
    }
}

fn free(shipped: &Shipped, seed: u64) -> Walker<'_> {
    Walker::new(&shipped.guide, seed).unharmed().picks("pattern", "first").picks("heavier", "on")
}

#[test]
fn the_whole_way_from_upset_to_a_plan_can_be_walked() {
    let shipped = one("being-ignored");
    let walk = free(shipped, 3)
        .picks("still_on", "yes")
        .picks("decide", "reach_out")
        .picks("prep_now", "now")
        .picks("until_talk", "talked")
        .picks("debrief", "mixed")
        .picks("review", "now")
        .walk();
    for id in
        ["seen", "board", "far", "why_talk", "message", "first_words", "card", "learned", "plan_lines", "held", "keep"]
    {
        assert!(walk.met(id), "`{id}` is not met");
    }
    assert_eq!(walk.last(), "keep");
}

#[track_caller]
fn leads(decision: &str, to: &[&str]) {
    let shipped = one("being-ignored");
    let walk = free(shipped, 11).picks("decide", decision).picks("debrief", "broke_up").walk();
    for id in to {
        assert!(walk.met(id), "{decision} does not lead to `{id}`");
    }
}

#[test]
fn every_decision_has_its_way() {
    leads("wait", &["wait_until", "wait_if", "waiting", "debrief"]);
    leads("reach_out", &["message", "message_then", "prep_when", "until_talk", "debrief"]);
    leads("talk", &["first_words", "rehearse", "card", "until_talk", "debrief"]);
    leads("support", &["own_person", "own_soon", "keep"]);
    leads("goodbye", &["goodbye", "bye_urge", "bye_care_harm"]);
    leads("not_yet", &["look_again", "keep"]);
}

#[track_caller]
fn comes_to(debrief: &str, until_talk: &str, to: &[&str]) {
    let shipped = one("being-ignored");
    let walker = free(shipped, 12).picks("decide", "talk").picks("until_talk", until_talk).picks("bye_care_harm", "no");
    let walk = walker.picks("held_off", "refused").picks("debrief", debrief).walk();
    for id in to {
        assert!(walk.met(id), "{debrief} does not come to `{id}`");
    }
}

#[test]
fn every_outcome_has_its_way() {
    comes_to("well", "talked", &["learned", "plan_intro", "plan_page", "review", "keep"]);
    comes_to("mixed", "talked", &["learned", "plan_intro", "keep"]);
    comes_to("not_held", "no_talk", &["held_off", "refused", "keep"]);
    comes_to("still_silent", "no_talk", &["no_answer", "keep"]);
    comes_to("scary", "talked", &["scary_first", "scary_stop"]);
    comes_to("broke_up", "talked", &["goodbye", "bye_tonight", "bye_care_harm", "keep"]);
}

#[test]
fn a_talk_that_is_put_off_gets_one_new_day() {
    let shipped = one("being-ignored");
    let put_off = |seed| {
        let walker = free(shipped, seed).picks("decide", "talk").picks("until_talk", "no_talk");
        walker.picks("debrief", "not_held").picks("held_off", "put_off").walk()
    };
    for seed in 12..16 {
        let walk = put_off(seed);
        let seen = |id: &str| walk.seen.iter().any(|seen| seen == id);
        assert!(seen("new_day@2") && seen("held_off@2") && seen("refused@2"), "{:?}", walk.seen);
        assert!(!seen("refused") && !seen("decide@3"), "{:?}", walk.seen);
        assert_eq!(walk.last(), "keep");
    }
}

#[test]
fn the_scary_answer_ends_at_the_safe_path() {
    let shipped = one("being-ignored");
    let walk = free(shipped, 4).picks("decide", "talk").picks("debrief", "scary").walk();
    assert_eq!(walk.last(), "scary_stop");
}

#[test]
fn silence_that_punishes_offers_safety_again() {
    let shipped = one("being-ignored");
    let punished = || Walker::new(&shipped.guide, 5).unharmed().picks("pattern", "punish");
    let safe = punished().picks("punish_next", "safety").walk();
    assert!(safe.met("punish_info"));
    assert_eq!(safe.last(), "punish_stop");
    assert!(punished().picks("punish_next", "on").walk().met("board"));
}

#[test]
fn silence_comes_round_four_times_at_most_and_may_be_written_to_twice_at_most() {
    let shipped = one("being-ignored");
    let silent = |seed| {
        free(shipped, seed).picks("until_talk", "no_talk").picks("waiting", "quiet").picks("debrief", "still_silent")
    };
    let waits = silent(6).picks("decide", "wait").walk();
    assert!(waits.seen.contains(&"decide@4".to_owned()) && !waits.seen.contains(&"decide@5".to_owned()));
    let written = silent(7).knowing(|facts| facts.known.messages = vec![1, 2]).walk();
    assert!(!written.offered("decide", "reach_out"));
    let once = silent(8).knowing(|facts| facts.known.messages = vec![facts.clock - 60]).walk();
    assert!(!once.offered("decide", "reach_out"));
    let long_ago = silent(9).knowing(|facts| facts.known.messages = vec![facts.clock - 4 * 24 * 60 * 60]).walk();
    assert!(long_ago.offered("decide", "reach_out"));
}

#[test]
fn after_silence_nothing_is_prepared_but_ones_own_way() {
    let shipped = one("being-ignored");
    let walk = free(shipped, 10)
        .picks("decide", "talk")
        .picks("until_talk", "no_talk")
        .picks("debrief", "still_silent")
        .walk();
    assert!(walk.open["decide"].contains(&"talk".to_owned()));
    assert!(!walk.open["decide@2"].contains(&"talk".to_owned()));
    assert!(walk.open["decide@2"].contains(&"own_way".to_owned()));
    assert!(!walk.open["decide"].contains(&"own_way".to_owned()));
}

#[test]
fn a_high_wave_is_met_with_rest_first() {
    let shipped = one("being-ignored");
    let high = free(shipped, 13).rates("before_upset", 9).picks("calm_how", "breathe").rates("calm_upset", 8);
    let walk = high.picks("enough", "enough").walk();
    assert_eq!(walk.open["enough"][0], "enough");
    assert!(walk.met("breathe") && walk.met("rest_person") && walk.met("rest_pause"));
    assert!(!walk.offered("which", "ten"));
    let calmed = free(shipped, 13).rates("before_upset", 9).picks("calm_how", "breathe").rates("calm_upset", 5).walk();
    assert!(!calmed.met("enough") && calmed.offered("which", "ten"));
}

#[test]
fn a_heavier_heart_is_offered_people() {
    let shipped = one("being-ignored");
    let rated = |before, after| {
        Walker::new(&shipped.guide, 14)
            .unharmed()
            .picks("pattern", "first")
            .rates("before_upset", before)
            .rates("after_upset", after)
    };
    let heavier = rated(4, 6).picks("heavier", "support").walk();
    assert!(heavier.met("heavy_person") && heavier.met("heavy_pause"));
    assert!(!rated(4, 5).walk().met("heavier"));
}

#[test]
fn a_second_run_within_a_day_begins_with_calm_and_people() {
    let shipped = one("being-ignored");
    let again = || free(shipped, 15).knowing(|facts| facts.known.full_runs = vec![facts.now - 60 * 60]);
    let walk = again().picks("today", "people").walk();
    assert_eq!(walk.open["today"], ["breathe", "people", "again"]);
    assert!(walk.met("rest_person") && walk.met("rest_pause"));
    assert!(again().picks("today", "breathe").walk().met("calm_how"));
    assert!(!free(shipped, 15).walk().met("today"));
}

#[test]
fn thoughts_of_harm_are_met_before_anything_else() {
    for shipped in all() {
        for told in ["a_bit", "yes"] {
            let walker = || Walker::new(&shipped.guide, 16).unharmed().picks("care_harm", told);
            let stopped = walker().picks("care_onward", "stop").walk();
            assert!(stopped.met("care_crisis") && stopped.met("care_near"), "{} {told}", shipped.name);
            assert_eq!(stopped.last(), "care_stop", "{} {told}", shipped.name);
            let harm = place_of(&stopped, "care_harm").expect("asked");
            assert_eq!(stopped.seen[harm + 1], "care_crisis", "{} {told}", shipped.name);
            assert!(place_of(&walker().picks("care_onward", "on").walk(), "safety") > Some(harm), "{}", shipped.name);
        }
        let unsaid = Walker::new(&shipped.guide, 17).unharmed().picks("care_harm", "rather_not").walk();
        assert!(unsaid.met("care_harm_unsaid") && !unsaid.met("care_crisis"), "{}", shipped.name);
    }
}

#[test]
fn feelings_are_named_after_stepping_back() {
    let shipped = one("being-ignored");
    for seed in 0..12 {
        let walk = free(shipped, seed).walk();
        let (Some(far), Some(feelings)) = (place_of(&walk, "far"), place_of(&walk, "feelings")) else { continue };
        assert!(far < feelings);
    }
    assert!(free(shipped, 0).says("which", Answer::One("wall".to_owned())).walk().met("far"));
}

#[test]
fn chance_finds_the_end_of_every_guide() {
    for shipped in all() {
        for seed in 0..25 {
            let walk = Walker::new(&shipped.guide, seed).walk();
            let end = shipped.guide.steps.iter().find(|step| step.id.as_str() == walk.last()).expect("a last step");
            let at_the_end = end.end || shipped.guide.steps.last().is_some_and(|last| last.id == end.id);
            assert!(at_the_end, "{} {seed}: stops at `{}`", shipped.name, end.id);
        }
    }
}
