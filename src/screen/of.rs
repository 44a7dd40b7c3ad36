//! A session and its guide, as a screen.

use super::block::{Block, Hint, Noticed, Recalled, Row, Status};
use super::lines::HelpLines;
use super::{Focus, Layer, Progress, Screen, words};
use crate::guide::{Guide, Keep, Step};
use crate::prompt::{Prompt, Say};
use crate::session::{Here, Overlay, Session, State};

/// What a screen shows that the session does not hold.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// All help lines.
    pub lines: &'a HelpLines,
    /// What is marked in the text in focus, with reasons.
    pub noticed: &'a [Noticed],
    /// Where the words of this session lie, for the help page; empty if nowhere.
    pub kept_at: &'a str,
    /// Where the guide comes from when it is not built in; else empty.
    pub origin: &'a str,
    /// Why the message is not offered for copying, if so.
    pub blocked: Option<&'a str>,
}

impl<'a> Screen<'a> {
    /// What is to be shown now.
    pub fn of(session: &'a Session, guide: &Guide, around: &Around<'_>) -> Self {
        if session.is_behind_curtain(guide) {
            return super::curtain::screen(session, guide, around);
        }
        let at = session.at();
        let Some(step) = session.step(guide) else { return Self::nothing(session) };
        let (mut blocks, title) = session
            .scene(guide, at, |here, scene| {
                let mut blocks = head(here, step);
                add_lines(session, step, around, &mut blocks);
                add_notes(session, step, &mut blocks);
                step.prompt.show(session.draft(), scene, &mut blocks);
                let title = guide.stage_of(step).map(|stage| here.words.say(&stage.title)).unwrap_or_default();
                (blocks, title)
            })
            .unwrap_or_default();
        blocks.extend(session.told_here().map(|told| Block::Told(told.to_owned())));
        blocks.extend(around.blocked.map(|why| Block::Withheld(why.to_owned())));
        blocks.extend(session.complaint().map(|complaint| Block::Complaint(complaint.to_owned())));
        let focus = step.prompt.focus(session.draft());
        let overlay = session.overlay().map(|overlay| layer(session, guide, step, overlay, around));
        Self {
            title,
            progress: Some(progress(session, guide)),
            blocks,
            aside: aside(session, guide, step),
            hints: hints(session, guide, step, focus, around),
            focus: focus_over(session).unwrap_or(focus),
            overlay,
            status: status(session, step),
        }
    }

    fn nothing(session: &Session) -> Self {
        Self {
            title: session.guide().title.clone(),
            progress: None,
            blocks: vec![Block::Prose(words::NO_STEP.to_owned())],
            aside: Vec::new(),
            overlay: None,
            hints: vec![Hint::Leave, Hint::Vanish],
            status: session.safe(),
            focus: Focus::Reading,
        }
    }
}

fn head<'a>(here: &Here<'_>, step: &Step) -> Vec<Block<'a>> {
    let mut blocks = Vec::new();
    let ask = here.ask();
    if !ask.is_empty() {
        blocks.push(Block::Question(ask));
    }
    let text = here.text();
    if !text.is_empty() {
        blocks.push(Block::Prose(text));
    }
    if let (Some(_), Some(item)) = (&step.for_each, here.words.item) {
        blocks.push(Block::Card { title: String::new(), text: item.text.clone() });
    }
    blocks
}

fn add_notes(session: &Session, step: &Step, blocks: &mut Vec<Block<'_>>) {
    if session.asked_anew() {
        blocks.push(Block::Note(words::ASKED_ANEW.to_owned()));
    }
    let asks = !matches!(step.prompt, Prompt::Read(_) | Prompt::Recap(_) | Prompt::Pacer(_));
    if step.keep == Keep::Never && asks {
        let forgotten = !session.asked_anew() && !session.is_answered();
        let again = step.prompt.is_gate() && session.returns_to().is_some() && forgotten;
        let says = if again { words::ASKED_AGAIN } else { words::NOT_KEPT };
        blocks.push(Block::Note(says.to_owned()));
    }
    if session.shared() {
        let says = words::handed_over(session.is_locked_by_passphrase(), session.is_where_handed_over());
        blocks.push(Block::Curtain(says.to_owned()));
    }
}

/// Whether the words are safe; nothing is said of it where what is answered is not kept at all.
fn status(session: &Session, step: &Step) -> Status {
    let status = session.safe();
    let well = matches!(status, Status::Saved | Status::Saving);
    if well && step.keep == Keep::Never { Status::Quiet } else { status }
}

fn add_lines(session: &Session, step: &Step, around: &Around<'_>, blocks: &mut Vec<Block<'_>>) {
    if step.lines.is_empty() {
        return;
    }
    let Some(country) = around.lines.country(session.country()) else { return };
    let of_kind = |kind: &str| step.lines.iter().any(|wanted| wanted == kind);
    let lines = country.lines.iter().filter(|(kind, _)| of_kind(kind)).map(|(_, line)| line.clone()).collect();
    // Where nothing else is done with the arrows they turn to another country.
    match around.lines.choice(session.country()).filter(|_| turns(session, step, around)) {
        Some(choice) => blocks.push(choice),
        None => blocks.push(Block::Note(words::lines_for(&country.name))),
    }
    blocks.push(Block::Lines(lines));
}

/// Whether the help lines on the step itself can be turned to another country.
fn turns(session: &Session, step: &Step, around: &Around<'_>) -> bool {
    let reads = step.prompt.focus(session.draft()) == Focus::Reading;
    reads && !step.lines.is_empty() && around.lines.has_choice()
}

/// How far along: the part one is in, and about how many steps are left in it. The count is of this part because the
/// whole way is long, and a large number weighs on somebody who is upset; the help page says the rest.
fn progress(session: &Session, guide: &Guide) -> Progress {
    let (ahead, likely) = session.ahead();
    let stage = |position: &usize| guide.steps.get(*position).map(|step| step.stage);
    let here = session.step(guide).map(|step| step.stage);
    let mut parts: Vec<usize> = session
        .way()
        .stops
        .iter()
        .map(|stop| stop.step)
        .chain(likely.iter().copied())
        .filter_map(|position| stage(&position))
        .collect();
    parts.sort_unstable();
    parts.dedup();
    Progress {
        part: parts.iter().position(|part| Some(*part) == here).unwrap_or_default(),
        parts: parts.len(),
        left: ahead.iter().filter(|position| stage(position) == here).count(),
        about: likely.iter().any(|position| stage(position) == here),
        whole: ahead.len(),
    }
}

fn aside<'a>(session: &Session, guide: &Guide, step: &Step) -> Vec<Block<'a>> {
    if step.recall.is_empty() || session.shared() {
        return Vec::new();
    }
    let wanted = |recalled: &&crate::session::Answered| step.recall.contains(&recalled.place.step);
    let answers = session.own_answers(guide);
    let recalled: Vec<Recalled> = answers.iter().filter(wanted).filter_map(recalled).collect();
    if recalled.is_empty() { Vec::new() } else { vec![Block::Recap(recalled)] }
}

fn recalled(answered: &crate::session::Answered) -> Option<Recalled> {
    let answer = answered.in_words.join("\n");
    let said = !answer.trim().is_empty() && answered.state != State::Inactive;
    said.then(|| Recalled { question: answered.question.clone(), answer, state: answered.state })
}

fn layer<'a>(session: &Session, guide: &Guide, step: &Step, overlay: Overlay, around: &Around<'_>) -> Layer<'a> {
    let (title, blocks) = match overlay {
        Overlay::Help => (words::HELP, help(session, guide, step, around)),
        Overlay::HelpLines => (words::HELP_LINES, help_lines(session, around, None)),
        Overlay::Crisis => (words::CRISIS, crisis(session, around)),
        Overlay::Safety => (words::SAFETY, help_lines(session, around, Some((words::SAFETY_TEXT, "abuse")))),
        Overlay::Sources => (words::SOURCES, sources(guide, step)),
        Overlay::Words => (words::OWN_WORDS, own_words(session, guide, step)),
        Overlay::Review => (words::REVIEW, super::review::blocks(session, guide)),
        Overlay::Noticed => (words::NOTICED, noticed(session, around)),
        Overlay::Leave => (words::LEAVE, leave(session, guide)),
        Overlay::Erase => (words::ERASE, erase(session, guide)),
    };
    // The newest words stand last, unless some that belong here stand first.
    let from_end = overlay == Overlay::Words && aside(session, guide, step).is_empty();
    Layer { title: title.to_owned(), blocks, from_end }
}

/// The panel that came by itself says where what is typed goes.
pub(super) fn crisis<'a>(session: &Session, around: &Around<'_>) -> Vec<Block<'a>> {
    let mut blocks = help_lines(session, around, Some((words::CRISIS_TEXT, "crisis")));
    if session.draft().focused_text().is_some() {
        blocks.push(Block::Note(words::TYPED_MEANWHILE.to_owned()));
    }
    blocks
}

fn help<'a>(session: &Session, guide: &Guide, step: &Step, around: &Around<'_>) -> Vec<Block<'a>> {
    let focus = step.prompt.focus(session.draft());
    let mut blocks = vec![
        Block::Prose(words::about(&step.prompt).to_owned()),
        Block::Keys(all_hints(session, guide, step, focus, around)),
        Block::Prose(if session.may_skip(guide) { words::HELP_ALWAYS } else { words::HELP_NEEDED }.to_owned()),
        Block::Note(words::whole_way(session.ahead().0.len())),
    ];
    if let Status::NotSaved(why) | Status::ReadOnly(why) = session.safe() {
        blocks.push(Block::Note(why));
    }
    if !around.kept_at.is_empty() {
        blocks.push(Block::Note(words::kept_at(around.kept_at)));
    }
    if !around.origin.is_empty() {
        blocks.push(Block::Note(words::guide_from(&guide.title, around.origin)));
    }
    blocks.extend(help_lines(session, around, None));
    blocks
}

pub(super) fn help_lines<'a>(session: &Session, around: &Around<'_>, first: Option<(&str, &str)>) -> Vec<Block<'a>> {
    let mut blocks: Vec<Block<'a>> = first.map(|(text, _)| Block::Prose(text.to_owned())).into_iter().collect();
    if let Some(country) = around.lines.country(session.country()) {
        let mut lines = country.lines.clone();
        lines.sort_by_key(|(kind, _)| first.is_some_and(|(_, wanted)| kind != wanted));
        blocks.extend(around.lines.choice(session.country()));
        blocks.push(Block::Lines(lines.into_iter().map(|(_, line)| line).collect()));
    }
    blocks.push(Block::Prose(words::NOT_LISTED.to_owned()));
    blocks
}

fn sources<'a>(guide: &Guide, step: &Step) -> Vec<Block<'a>> {
    let cards: Vec<Block<'a>> = step
        .sources
        .iter()
        .filter_map(|id| guide.sources.get(id))
        .map(|source| Block::Card { title: source.title.clone(), text: words::source(source) })
        .collect();
    if cards.is_empty() { vec![Block::Prose(words::NO_SOURCES.to_owned())] } else { cards }
}

/// What belongs to the question first, where it asks for some of it; then all of it, the newest last.
fn own_words<'a>(session: &Session, guide: &Guide, step: &Step) -> Vec<Block<'a>> {
    let recalled: Vec<Recalled> = session.own_answers(guide).iter().filter_map(recalled).collect();
    if recalled.is_empty() {
        return vec![Block::Prose(words::NOTHING_YET.to_owned())];
    }
    let mut blocks = aside(session, guide, step);
    if !blocks.is_empty() {
        blocks.insert(0, Block::Note(words::FOR_THIS.to_owned()));
        blocks.push(Block::Note(words::ALL_OF_IT.to_owned()));
    }
    blocks.push(Block::Recap(recalled));
    blocks
}

fn noticed<'a>(session: &Session, around: &Around<'_>) -> Vec<Block<'a>> {
    // What holds the message back does so whether words are marked or not.
    let mut blocks: Vec<Block<'a>> = around.blocked.map(|why| Block::Prose(why.to_owned())).into_iter().collect();
    if !session.noticing() {
        blocks.push(Block::Prose(words::NOTICING_OFF.to_owned()));
    } else if !around.noticed.is_empty() {
        blocks.push(Block::Prose(words::NOTICING_IS.to_owned()));
        blocks.push(Block::Noticed(around.noticed.to_vec()));
    } else if blocks.is_empty() {
        blocks.push(Block::Prose(words::NOTHING_NOTICED.to_owned()));
    }
    blocks
}

pub(super) fn leave<'a>(session: &Session, guide: &Guide) -> Vec<Block<'a>> {
    let says = if session.is_read_only() {
        words::LEAVING_READING
    } else if session.worth_keeping(guide) {
        words::leaving(session.keeping())
    } else {
        words::LEAVING_NOTHING
    };
    whether(session, says, [("yes", words::LEAVE_YES), ("no", words::LEAVE_NO)])
}

/// The answer that changes nothing stands first, and the cursor with it.
fn erase<'a>(session: &Session, guide: &Guide) -> Vec<Block<'a>> {
    whether(
        session,
        words::erasing(session.keeping_at_hand(guide)),
        [("no", words::ERASE_NO), ("yes", words::ERASE_YES)],
    )
}

fn whether<'a>(session: &Session, text: &str, rows: [(&str, &str); 2]) -> Vec<Block<'a>> {
    let row = |(id, label): (&str, &str)| Row {
        id: id.to_owned(),
        label: label.to_owned(),
        text: String::new(),
        chosen: false,
        editor: None,
    };
    let rows = rows.into_iter().map(row).collect();
    vec![Block::Prose(text.to_owned()), Block::Options { rows, many: false, at: Some(session.row()), meant: true }]
}

pub(super) fn focus_over(session: &Session) -> Option<Focus> {
    match session.overlay()? {
        Overlay::Crisis if session.draft().focused_text().is_some() => Some(Focus::Through),
        Overlay::Review => Some(Focus::Options),
        Overlay::Leave | Overlay::Erase => Some(Focus::Confirm),
        Overlay::Help
        | Overlay::HelpLines
        | Overlay::Sources
        | Overlay::Words
        | Overlay::Noticed
        | Overlay::Crisis
        | Overlay::Safety => Some(Focus::Reading),
    }
}

/// What works now, most useful first.
fn hints(session: &Session, guide: &Guide, step: &Step, focus: Focus, around: &Around<'_>) -> Vec<Hint> {
    let over = |overlay| over_hints(overlay, session, around);
    session.overlay().map_or_else(|| step_hints(session, guide, step, focus, around), over)
}

/// What works on the step itself, whatever lies over it.
fn step_hints(session: &Session, guide: &Guide, step: &Step, focus: Focus, around: &Around<'_>) -> Vec<Hint> {
    let mut hints = step.prompt.hints(session.draft());
    if around.blocked.is_none() && session.message(guide).is_some() {
        hints.push(Hint::Copy);
    }
    hints.insert(0, Hint::Submit);
    if session.leads_back(guide) {
        hints.push(Hint::Back);
    }
    if session.may_skip(guide) && !matches!(step.prompt, Prompt::Read(_) | Prompt::Recap(_)) {
        hints.push(Hint::Skip);
    }
    if turns(session, step, around) {
        hints.push(Hint::Country);
    }
    let switched_off = !session.noticing() && !step.prompt.notice().is_empty();
    if switched_off || (!around.noticed.is_empty() && session.noticing()) {
        hints.push(Hint::Noticed);
    }
    if session.shared() {
        // They wait until the keyboard is taken back.
        hints.retain(|hint| !matches!(hint, Hint::Editor | Hint::Noticed));
    }
    if matches!(focus, Focus::Page) {
        hints.push(Hint::Undo);
    }
    if step.shared {
        hints.push(if session.shared() { Hint::TakeBack } else { Hint::Share });
    }
    if session.worth_keeping(guide) && !session.shared() {
        hints.extend([Hint::Words, Hint::Review]);
    }
    if !step.sources.is_empty() {
        hints.push(Hint::Sources);
    }
    hints.extend([Hint::HelpLines, Hint::Leave, Hint::Help, Hint::Vanish]);
    let mut seen = Vec::new();
    hints.retain(|hint| {
        !seen.contains(hint) && {
            seen.push(*hint);
            true
        }
    });
    hints
}

/// All that works on the step, as help names it: also what hands know that have written elsewhere.
fn all_hints(session: &Session, guide: &Guide, step: &Step, focus: Focus, around: &Around<'_>) -> Vec<Hint> {
    let mut hints = step_hints(session, guide, step, focus, around);
    if session.draft().focused_text().is_none() {
        return hints;
    }
    let writing = [Hint::Redo, Hint::ByWord, Hint::Select, Hint::SelectAll, Hint::Cut, Hint::CopyText, Hint::PutIn];
    // In a message that key copies the whole of it.
    let copies = matches!(step.prompt, Prompt::Compose(_));
    hints.extend(writing.into_iter().filter(|hint| !copies || *hint != Hint::CopyText));
    hints
}

pub(super) fn over_hints(overlay: Overlay, session: &Session, around: &Around<'_>) -> Vec<Hint> {
    let mut hints = match overlay {
        Overlay::Review => vec![Hint::Submit, Hint::Choose],
        Overlay::Leave => vec![Hint::Yes, Hint::Choose, Hint::HelpLines],
        Overlay::Erase => vec![Hint::Choose, Hint::Yes, Hint::HelpLines],
        Overlay::Noticed if session.noticing() => {
            let lines = around.noticed.iter().any(|noticed| noticed.help).then_some(Hint::HelpLines);
            lines.into_iter().chain([Hint::MarkNone]).collect()
        }
        Overlay::Noticed => vec![Hint::MarkWords],
        // What else was noticed comes after this.
        Overlay::Safety if session.noticing() && !around.noticed.is_empty() => vec![Hint::Noticed],
        Overlay::Help | Overlay::HelpLines | Overlay::Crisis | Overlay::Sources | Overlay::Words | Overlay::Safety => {
            Vec::new()
        }
    };
    let lines = matches!(overlay, Overlay::Help | Overlay::HelpLines | Overlay::Crisis | Overlay::Safety);
    if lines && around.lines.has_choice() {
        hints.push(Hint::Country);
    }
    hints.extend([Hint::Close, Hint::Vanish]);
    hints
}
