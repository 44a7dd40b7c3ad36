//! The interface's own words: plain, short, kind. No verdicts, no praise, nothing that pushes.

use crate::guide::{Source, Strength};
use crate::prompt::Prompt;
use crate::session::Keeping;

/// Under a step whose answer lives in memory only.
pub const NOT_KEPT: &str = "What you answer here is not kept. It is gone when the program closes.";
/// The same, where a resumed session asks for it once more.
pub const ASKED_AGAIN: &str = "Asked again, because your answer was not kept. After this it goes on where you were.";
/// At a gate that was answered while the session was about another person.
pub const ASKED_ANEW: &str = "Asked again, because this is about somebody else now.";
/// A guide without a step to show.
pub const NO_STEP: &str = "This guide has nothing to show here. Your words are safe. You can leave and come back.";
/// Title of the help page.
pub const HELP: &str = "Help";
/// Title of the help lines.
pub const HELP_LINES: &str = "People to talk to";
/// Title of the panel for thoughts of self-harm.
pub const CRISIS: &str = "You do not have to carry this alone";
/// Its text. Plain and unhurried (evidence, 6.5).
pub const CRISIS_TEXT: &str = "Some of these words can mean that life feels too heavy right now. \
If there are thoughts of ending your life or hurting yourself, a person is better company than a program. \
You can call or write to one of these, now or later. You can also close this and go on. Nothing about this is kept.";
/// Under it, where it came while somebody was writing.
pub const TYPED_MEANWHILE: &str = "What you type meanwhile goes into your text.";
/// Title of the safety page.
pub const SAFETY: &str = "If it is not safe";
/// Its text: no advice to talk, to forgive, to leave at once (safety rule S5).
pub const SAFETY_TEXT: &str = "Some of these words are about being afraid, hurt or controlled. \
They are not corrected here. The people on these lines listen, also when you are not sure what to call it. \
If somebody may look at this computer, another one may be a safer place to read about this.";
/// Title of the sources.
pub const SOURCES: &str = "Where this comes from";
/// A step without a source.
pub const NO_SOURCES: &str = "This step names no source.";
/// Title of one's own words.
pub const OWN_WORDS: &str = "Your words so far";
/// Above those that belong to the question.
pub const FOR_THIS: &str = "For this question:";
/// Above all of them.
pub const ALL_OF_IT: &str = "All of them:";
/// Nothing written yet.
pub const NOTHING_YET: &str = "You have not written anything yet.";
/// Title of the review.
pub const REVIEW: &str = "All your answers";
/// Before answers whose steps are closed, and lines that were no answer.
pub const CLOSED_STEPS: &str = "Kept as well, though it answers nothing that is asked now:";
/// Title of what was noticed.
pub const NOTICED: &str = "Noticed";
/// Nothing is marked.
pub const NOTHING_NOTICED: &str = "Nothing is marked here.";
/// Noticing is off.
pub const NOTICING_OFF: &str = "Noticing is switched off.";
/// What noticing is.
pub const NOTICING_IS: &str = "A mirror, not a judgement. You can leave everything as it is.";
/// Title of the question whether to leave.
pub const LEAVE: &str = "Leave for now?";
/// Yes.
pub const LEAVE_YES: &str = "Yes, leave";
/// No.
pub const LEAVE_NO: &str = "No, stay here";
/// Title of the question whether to erase.
pub const ERASE: &str = "Erase your words?";
/// Yes.
pub const ERASE_YES: &str = "Yes, erase them";
/// No.
pub const ERASE_NO: &str = "No, keep them for now";
/// Behind every list of help lines.
pub const NOT_LISTED: &str = "Not listed, or no answer? Your local emergency number, a doctor, or somebody you trust.";
/// On every help page.
pub const HELP_ALWAYS: &str = "You can skip, go back or leave at any time. Nothing you wrote is lost by that. \
Going on with nothing written skips, too.";
/// On the help page of a question that cannot be skipped.
pub const HELP_NEEDED: &str = "This one decides how it goes on, so it cannot be skipped. You can go back or leave at any time. \
Nothing you wrote is lost by that.";

/// Which country the lines are for.
pub fn lines_for(country: &str) -> String {
    format!("Help lines: {country}.")
}

/// About how long the whole way is.
pub fn whole_way(steps: usize) -> String {
    format!("On the whole way there are about {steps} steps left. You can stop after any of them.")
}

/// Where words are kept.
pub fn kept_at(place: &str) -> String {
    format!("Your words are kept in {place}")
}

/// A guide that is not built in says so.
pub fn guide_from(title: &str, origin: &str) -> String {
    format!("The guide “{title}” comes from {origin}")
}

/// The keyboard is handed over for what two make together; in a few words once that was said.
pub fn handed_over(locked: bool, begins: bool) -> &'static str {
    match (begins, locked) {
        (false, _) => "The keyboard is handed over.",
        (true, true) => {
            "The keyboard is handed over: only what you make together is shown. The passphrase opens the rest."
        }
        (true, false) => {
            "The keyboard is handed over: only what you make together is shown. Without a passphrase this is a curtain, not a lock."
        }
    }
}

/// In the header, where the page of a session that was left while the keyboard was handed over is private.
pub const HANDED_OVER: &str = "Handed over";
/// What stands there in place of the question.
pub const STILL_HANDED_OVER: &str = "The keyboard is still handed over.";
/// Under it.
pub const BEHIND_CURTAIN: &str =
    "What you wrote is kept. What comes next is private: it goes on once the keyboard is taken back.";

/// What stands before it.
pub fn curtain(locked: bool) -> &'static str {
    if locked { "The passphrase opens it." } else { "Without a passphrase this is a curtain, not a lock." }
}

/// What leaving a session does that can only be read.
pub const LEAVING_READING: &str =
    "This session is open for reading only. What is saved stays as it is; words added here are not kept.";
/// What leaving does before anything was written.
pub const LEAVING_NOTHING: &str = "Nothing has been written down yet, and nothing is kept.";

/// What leaving does.
pub fn leaving(keeping: Option<Keeping>) -> &'static str {
    match keeping {
        Some(Keeping::Memory | Keeping::Erase) => "Nothing is kept: what you wrote will be gone.",
        Some(Keeping::Disk | Keeping::Sealed) | None => "Your words are kept. You can go on where you are now.",
    }
}

/// What erasing does, where words would be kept so from then on.
pub fn erasing(then: Option<Keeping>) -> &'static str {
    match then {
        Some(Keeping::Memory) => {
            "What is saved of this session is erased for good, and cannot be brought back. \
             Your words stay on this screen until you leave, and are gone then."
        }
        Some(Keeping::Disk | Keeping::Sealed | Keeping::Erase) | None => {
            "What you wrote here is gone from this computer for good, and cannot be brought back."
        }
    }
}

/// How well a source supports what is said, and what it says.
pub fn source(source: &Source) -> String {
    let strength = match source.strength {
        Strength::Tested => "Tested in studies.",
        Strength::SomeEvidence => "Some evidence.",
        Strength::Practitioners => "Practitioners' advice.",
        Strength::Ours => "Our own judgement.",
    };
    let read = if source.verified { "" } else { " The original was not read by us." };
    format!("{strength}{read}\n\n{}", source.says)
}

/// What a screen with this prompt is for.
pub fn about(prompt: &Prompt) -> &'static str {
    match prompt {
        Prompt::OneOf(_) | Prompt::Keeping(_) | Prompt::Pause(_) => {
            "Choose the line that fits best. You can change it later."
        }
        Prompt::SomeOf(_) | Prompt::Checklist(_) => "Choose as many lines as fit.",
        Prompt::Scale(_) | Prompt::Number(_) => "Pick the number that comes first. There is no right one.",
        Prompt::Day(_) => "A day, written like 2026-11-24, or a word like tomorrow.",
        Prompt::Short(_) => "A line is enough.",
        Prompt::Long(_) => "Write as much or as little as you like. Enter makes a new line.",
        Prompt::List(_) | Prompt::Timeline(_) | Prompt::IfThen(_) => {
            "One thing a line. An empty line at the end is fine."
        }
        Prompt::RatedList(_) => "One thing a line, and after each a number from 0 to 10. Either can be left open.",
        Prompt::Board(_) => "Three columns, one thing a line. A guess can be turned into a question.",
        Prompt::Compose(_) => {
            "Fill the parts that fit and leave out the rest. The text below grows with them. After the last part it is yours to \
             change, any word of it."
        }
        Prompt::Who(_) => "A name you use, or a made-up one. All of it can be left open.",
        Prompt::Gate(_) => "These questions come before anything about talking to somebody.",
        Prompt::Pacer(_) => "Breathe along, or do not. Go on whenever you like.",
        Prompt::Read(_) | Prompt::Recap(_) => "Read, and go on when you like.",
    }
}

/// A rating from 0 to 10, and the one before it.
pub fn rated(before: Option<i64>, now: Option<i64>) -> Option<String> {
    match (before, now) {
        (Some(before), Some(now)) => Some(format!("{before} before, {now} now")),
        (Some(before), None) => Some(format!("{before} before")),
        (None, Some(now)) => Some(format!("{now} of 10")),
        (None, None) => None,
    }
}
