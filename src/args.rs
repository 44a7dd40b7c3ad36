//! The command line: what can be asked for and how it is said. Parsing only; nothing is done here.

use std::path::PathBuf;

use clap::{Args as ClapArgs, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

const LONG_ABOUT: &str = "\
A quiet place in a terminal for the hour when somebody you love has gone silent.

Without a command, stepback begins, or offers to go on where you left off. \
What you write stays on this computer; nothing is ever sent.";

const ENVIRONMENT: &str = "\
Environment:
  STEPBACK_DATA_DIR     where sessions are kept, like --data-dir
  STEPBACK_CONTENT_DIR  your own guides and words, like --content-dir
  STEPBACK_THEME        light or dark, like --theme
  ACCESSIBLE            plain lines, like --plain (0 and false switch it off)
  NO_COLOR, NO_MOTION   no colours, nothing that moves
  VISUAL, EDITOR        the editor that Ctrl-O opens
  XDG_DATA_HOME, XDG_CONFIG_HOME, XDG_STATE_HOME, XDG_CACHE_HOME

Exit codes: 0 well, 1 something went wrong and was said, 2 wrong usage, 70 a fault in the program.";

/// The whole command line.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "stepback",
    version,
    about = "A quiet place for the hour when somebody you love has gone silent",
    long_about = LONG_ABOUT,
    after_help = ENVIRONMENT,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Args {
    /// What holds for every command.
    #[command(flatten)]
    pub everywhere: Everywhere,
    /// What to do; without one, begin or go on.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags that every command takes.
#[derive(Clone, Debug, Default, ClapArgs)]
#[command(next_help_heading = "Everywhere")]
pub struct Everywhere {
    /// Line by line, for screen readers, pipes and simple terminals
    #[arg(long, global = true)]
    pub plain: bool,
    /// Keep sessions in this folder
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Take guides and words of your own from this folder
    #[arg(long, global = true, value_name = "DIR")]
    pub content_dir: Option<PathBuf>,
    /// Colours: as the terminal allows, always, or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Colours for a light or a dark background; auto goes by COLORFGBG, or takes colours that read on both
    #[arg(long, global = true, value_name = "BACKGROUND")]
    pub theme: Option<Theme>,
    /// Nothing moves on the screen
    #[arg(long, global = true)]
    pub no_motion: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal that has them, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Also where it does not look like it.
    Always,
    /// Attributes only.
    Never,
}

/// What background the colours are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// As the environment says, else colours that read on any background.
    Auto,
    /// A light one.
    Light,
    /// A dark one.
    Dark,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Begin a guide, or a TOML file of your own
    Begin {
        /// A guide's id, or a file; the built-in guide if left out
        #[arg(value_name = "GUIDE|FILE")]
        guide: Option<String>,
    },
    /// Go on with the newest unfinished session, or the one named
    Resume {
        /// The beginning of its id, or "last"
        id: Option<String>,
    },
    /// Sessions, unfinished ones first
    List {
        /// As a JSON array
        #[arg(long)]
        json: bool,
        /// Only those in which these words were written, each as soon as it is found
        #[arg(long, value_name = "WORDS")]
        search: Option<String>,
    },
    /// Read a session
    Show {
        /// The beginning of its id, or "last"
        id: String,
    },
    /// Before and after over time, for each person
    History,
    /// Write a session out
    Export(Export),
    /// Erase a session, everything about a person, or everything; asks first
    Erase(Erase),
    /// Keep everything under a passphrase from now on
    Protect,
    /// Change the passphrase
    Passphrase,
    /// What there is to begin, and where each file comes from
    Guides,
    /// Look for faults in guides
    Check {
        /// Files or folders; everything in use if left out
        #[arg(value_name = "FILE|FOLDER")]
        paths: Vec<PathBuf>,
        /// How faults are told
        #[arg(long, value_name = "FORM", default_value = "human")]
        format: CheckForm,
        /// Leave with exit code 1 on warnings too
        #[arg(long)]
        deny_warnings: bool,
    },
    /// A guide to start from, with comments, in your content folder
    New {
        /// The id of the new guide: small letters, digits, - and _
        id: String,
    },
    /// Walk through a guide while you write it: reloads when the file changes, saves nothing
    Preview {
        /// The guide's file
        file: PathBuf,
        /// Start at this step
        #[arg(long, value_name = "STEP")]
        from: Option<String>,
        /// Answer a step beforehand, as in plain lines; a backslash and n divide lines
        #[arg(long = "set", value_name = "STEP=VALUE")]
        set: Vec<String>,
    },
    /// Walk a guide at random many times, and say which steps and options were reached
    Rehearse {
        /// The guide's file
        file: PathBuf,
        /// How many walks
        #[arg(long, value_name = "N", default_value_t = 200)]
        runs: u32,
        /// The same number gives the same walks
        #[arg(long, value_name = "S", default_value_t = 1)]
        seed: u64,
    },
    /// A guide as a picture, or as a table to read
    Map {
        /// The guide's file
        file: PathBuf,
        /// How it is drawn
        #[arg(long, value_name = "FORM", default_value = "text")]
        format: MapForm,
    },
    /// Which answers lead to a step, and what hides it
    Why {
        /// The guide's file
        file: PathBuf,
        /// The step's id
        step: String,
    },
    /// The guide format as JSON Schema, for editors
    Schema,
    /// Versions, folders and terminal abilities, for a bug report; never what you wrote
    Doctor,
    /// Where everything is kept
    Paths,
    /// Help lines, of one country or of all
    HelpLines {
        /// Its name, or two letters such as DE or US
        country: Vec<String>,
    },
    /// Completions for a shell
    Completions {
        /// Which shell
        shell: Shell,
    },
    /// The manual page
    Man,
}

/// How a session is written out.
#[derive(Clone, Debug, ClapArgs)]
pub struct Export {
    /// The beginning of its id, or "last"
    pub id: String,
    /// In which form
    #[arg(long, value_name = "FORM", default_value = "md")]
    pub format: Form,
    /// One part alone
    #[arg(long, value_name = "PART")]
    pub only: Option<Only>,
    /// Into this file; to the screen if left out
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// The forms a session can be written out in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Markdown.
    Md,
    /// Plain text.
    Txt,
    /// One web page that needs nothing else.
    Html,
    /// JSON, every answer by step.
    Json,
    /// Calendar entries for the dates in it, with neutral titles.
    Ics,
}

/// One part of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Only {
    /// The plan made together.
    Plan,
    /// The message to them.
    Message,
}

/// What to erase; exactly one of the three.
#[derive(Clone, Debug, ClapArgs)]
#[group(required = true, multiple = false)]
pub struct Erase {
    /// The beginning of a session's id, or "last"
    pub id: Option<String>,
    /// Every session about the person of this name
    #[arg(long, value_name = "NAME")]
    pub person: Option<String>,
    /// Everything stepback keeps here
    #[arg(long)]
    pub all: bool,
}

/// How `check` tells faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckForm {
    /// With an excerpt and a way to mend it.
    Human,
    /// One line each: where, then what.
    Short,
    /// A JSON array.
    Json,
}

/// How `map` draws a guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MapForm {
    /// A table to read.
    Text,
    /// A Mermaid flowchart.
    Mermaid,
    /// A web page.
    Html,
}

impl Args {
    /// The command line as clap knows it, for completions and the manual page.
    pub fn described() -> clap::Command {
        Self::command()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_is_sound() {
        Args::described().debug_assert();
    }

    #[track_caller]
    fn refused(line: &str) {
        let words = std::iter::once("stepback").chain(line.split_whitespace());
        let fault = Args::try_parse_from(words).expect_err("wrong usage");
        assert_eq!(fault.exit_code(), 2, "{line}");
    }

    #[test]
    fn wrong_usage_ends_with_2() {
        refused("erase");
        refused("erase abc --all");
        refused("export");
        refused("export last --format pdf");
        refused("--color sometimes");
        refused("begin a b");
        refused("nonsense");
    }

    #[track_caller]
    fn taken(line: &str) -> Args {
        let words = std::iter::once("stepback").chain(line.split_whitespace());
        Args::try_parse_from(words).expect("usage that is right")
    }

    #[test]
    fn flags_stand_before_and_behind_the_command() {
        for line in ["--plain --data-dir d list", "list --plain --data-dir d"] {
            let args = taken(line);
            assert!(args.everywhere.plain);
            assert_eq!(args.everywhere.data_dir, Some(PathBuf::from("d")));
        }
        assert!(taken("").command.is_none());
        assert!(matches!(taken("erase --person Sam").command, Some(Command::Erase(Erase { person: Some(_), .. }))));
    }
}
