//! The person's own editor: a private file, the editor on it, and the text back. The old text is kept on any failure.

mod left;

use std::ffi::OsString;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// The most bytes that are read back; above what an answer may hold, so that the answer's own limit speaks.
const LARGEST: u64 = 2 * 1024 * 1024;

/// The folder that is in use now, so that leaving in a hurry can remove it.
static IN_USE: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Where and with what to edit.
#[derive(Clone, Debug)]
pub struct Editor {
    /// The editor's command line: `VISUAL`, else `EDITOR`; `None` if neither is set.
    pub command: Option<OsString>,
    /// Folders to put the file in, the best first: memory before disk.
    pub folders: Vec<PathBuf>,
}

impl Editor {
    /// The editor of this environment. `last`: a private folder to use where there is none in memory.
    pub fn find(variable: impl Fn(&str) -> Option<OsString>, last: &Path) -> Self {
        let set = |name: &str| variable(name).filter(|value| !value.is_empty());
        let runtime = set("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|path| path.is_absolute());
        Self {
            command: set("VISUAL").or_else(|| set("EDITOR")),
            folders: runtime.into_iter().chain([PathBuf::from("/dev/shm"), last.to_path_buf()]).collect(),
        }
    }

    /// Edits `text`. What comes back on failure says what happened and that the text is as it was.
    ///
    /// # Errors
    /// When there is no editor, it fails, or what it leaves is not a text.
    pub fn edit(&self, text: &str) -> Result<String, String> {
        let command = self.command.as_ref().ok_or(
            "No editor is set. Your text is as it was. Set VISUAL or EDITOR to the one you use, and start again.",
        )?;
        let no_place =
            "There was no private place for the editor's file. Your text is as it was, and you can go on writing here.";
        let folder = self.folder().map_err(|_| no_place)?;
        let held = left::hold(&folder).map_err(|_| no_place)?;
        let result = Self::edit_in(&folder, command, text, held);
        if matches!(result, Err(Failed::NotText)) {
            left::let_go(&folder);
        } else {
            clean();
        }
        result.map_err(|failed| failed.words(&folder))
    }

    /// What was left of editors whose program was killed: a text the editor never wrote is removed, for the session has it.
    /// What the editor did write is named, once, so that no word of it is lost.
    pub fn sweep(&self) -> Option<String> {
        let kept = self.folders.iter().flat_map(|place| left::sweep(place));
        let kept: Vec<_> =
            kept.map(|folder| crate::text::visible::visible(&folder.to_string_lossy()).into_owned()).collect();
        (!kept.is_empty()).then(|| {
            format!(
                "The program was killed while your editor was open. What the editor saved is in {}, and may hold more than \
                 is here. Take what you need from it, and remove it.",
                kept.join(" and in ")
            )
        })
    }

    fn edit_in(folder: &Path, command: &OsString, text: &str, held: File) -> Result<String, Failed> {
        let path = folder.join(left::TEXT);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?;
        file.write_all(text.as_bytes())?;
        file.set_modified(left::handed_over())?;
        file.sync_all()?;
        drop(file);
        let (input, output, before) = terminal(held);
        let mut line = OsString::from(before);
        line.push("exec ");
        line.push(command);
        line.push(careful(command));
        line.push(" \"$1\"");
        let status = Command::new("/bin/sh")
            .arg("-c")
            .arg(line)
            .arg("editor")
            .arg(&path)
            .stdin(input)
            .stdout(output)
            .status()?;
        if !status.success() {
            return Err(Failed::Editor);
        }
        read_back(&path, text)
    }

    /// A new folder that only its owner can look into.
    fn folder(&self) -> io::Result<PathBuf> {
        let mut mark = [0_u8; 8];
        getrandom::fill(&mut mark).map_err(|fault| io::Error::other(fault.to_string()))?;
        let name = format!("{}{:016x}", left::NAME, u64::from_ne_bytes(mark));
        let mut fault = io::Error::from(io::ErrorKind::NotFound);
        for place in &self.folders {
            let folder = place.join(&name);
            match DirBuilder::new().mode(0o700).create(&folder) {
                Ok(()) => {
                    *IN_USE.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder.clone());
                    return Ok(folder);
                }
                Err(why) => fault = why,
            }
        }
        Err(fault)
    }
}

/// Removes the file of an editor that may still be open, with everything the editor put beside it.
pub fn clean() {
    if let Some(folder) = IN_USE.lock().unwrap_or_else(PoisonError::into_inner).take() {
        let _ = fs::remove_dir_all(folder);
    }
}

/// What went wrong.
enum Failed {
    File,
    Editor,
    Gone,
    Empty,
    TooLong,
    NotText,
}

impl From<io::Error> for Failed {
    fn from(_: io::Error) -> Self {
        Self::File
    }
}

impl Failed {
    fn words(&self, folder: &Path) -> String {
        match self {
            Self::File => "The editor's file could not be used. Your text is as it was.".to_owned(),
            Self::Editor => "The editor ended with a fault. Your text is as it was.".to_owned(),
            Self::Gone => "The editor left no file. Your text is as it was.".to_owned(),
            Self::Empty => "The editor left an empty file. Your text is as it was; here you can erase it.".to_owned(),
            Self::TooLong => "The editor left more than one answer can hold. Your text is as it was.".to_owned(),
            Self::NotText => format!(
                "What the editor left is not UTF-8 text. Your text is as it was; the editor's file stays in {}.",
                crate::text::visible::visible(&folder.to_string_lossy())
            ),
        }
    }
}

fn read_back(path: &Path, old: &str) -> Result<String, Failed> {
    let file = match File::open(path) {
        Err(fault) if fault.kind() == io::ErrorKind::NotFound => return Err(Failed::Gone),
        other => other?,
    };
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(Failed::TooLong);
    }
    let mut text = String::from_utf8(bytes).map_err(|_| Failed::NotText)?;
    if text.trim().is_empty() && !old.trim().is_empty() {
        return Err(Failed::Empty);
    }
    // Editors end a file with a line break that nobody typed.
    if text.ends_with('\n') && !old.ends_with('\n') {
        text.pop();
    }
    Ok(text)
}

/// What keeps an editor that is known from leaving copies elsewhere (reliability, 3.5).
fn careful(command: &OsString) -> &'static str {
    let line = command.to_string_lossy();
    let program = line.split_whitespace().next().unwrap_or_default();
    match program.rsplit('/').next() {
        Some("vim" | "nvim") => " -n -i NONE --cmd 'set nobackup nowritebackup noundofile'",
        _ => "",
    }
}

/// The terminal itself, so that an editor also works while answers come from a file, and what the shell does first: it
/// keeps `held` open for the editor, which so holds its folder even when this program is gone.
fn terminal(held: File) -> (Stdio, Stdio, &'static str) {
    match OpenOptions::new().read(true).write(true).open("/dev/tty") {
        Ok(output) => (held.into(), output.into(), "exec 9<&0 <&1; "),
        Err(_) => (Stdio::inherit(), Stdio::inherit(), ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Only one editor is open at a time, in the program as in these tests.
    static ONE: Mutex<()> = Mutex::new(());

    #[track_caller]
    fn check(command: Option<&str>, old: &str, expected: Result<&str, &str>) {
        let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let place = tempfile::tempdir().expect("a folder");
        let editor = Editor { command: command.map(OsString::from), folders: vec![place.path().to_path_buf()] };
        let result = editor.edit(old);
        match expected {
            Ok(text) => assert_eq!(result.as_deref(), Ok(text)),
            Err(beginning) => {
                let words = result.expect_err("a fault");
                assert!(words.starts_with(beginning), "{words}");
                assert!(words.contains("Your text is as it was"), "{words}");
                assert!(!words.contains("secret"), "{words}");
            }
        }
        let left = fs::read_dir(place.path()).expect("a folder").count();
        let kept = expected.is_err_and(|words| words.contains("not UTF-8"));
        assert_eq!(left, usize::from(kept), "nothing stays behind but what could not be read");
    }

    #[test]
    fn the_text_goes_out_and_comes_back() {
        check(Some("cat >/dev/null"), "secret", Ok("secret"));
        check(Some("sed -i s/secret/new/"), "my secret", Ok("my new"));
        check(Some("printf 'two\\nlines\\n' >"), "", Ok("two\nlines"));
    }

    #[test]
    fn on_failure_the_old_text_is_kept() {
        check(None, "secret", Err("No editor is set."));
        check(Some("false"), "secret", Err("The editor ended with a fault."));
        check(Some("/nowhere/editor"), "secret", Err("The editor ended with a fault."));
        check(Some("rm"), "secret", Err("The editor left no file."));
        check(Some("cp /dev/null"), "secret", Err("The editor left an empty file."));
        check(Some("printf '\\377' >"), "secret", Err("What the editor left is not UTF-8"));
        check(Some("head -c 3000000 /dev/zero >"), "secret", Err("The editor left more than"));
    }

    #[test]
    fn the_file_is_private() {
        let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let place = tempfile::tempdir().expect("a folder");
        let editor = Editor {
            command: Some("sh -c 'm=$(stat -c %a \"$0\" \"${0%/*}\"); echo $m >\"$0\"'".into()),
            folders: vec![place.path().join("missing"), place.path().to_path_buf()],
        };
        assert_eq!(editor.edit("").as_deref(), Ok("600 700"));
    }

    /// What is said of a folder that a killed program left with `files` (name, text, whether the editor wrote it), held
    /// or not, and whether the folder is still there.
    fn swept(files: &[(&str, bool)], alive: bool) -> (Option<String>, bool) {
        let place = tempfile::tempdir().expect("a folder");
        let folder = place.path().join("edit-0123456789abcdef");
        fs::create_dir(&folder).expect("a folder");
        let held = left::hold(&folder).expect("held");
        let held = alive.then_some(held);
        for (name, written) in files {
            fs::write(folder.join(name), "secret").expect("a file");
            if !written {
                File::options()
                    .write(true)
                    .open(folder.join(name))
                    .and_then(|file| file.set_modified(left::handed_over()))
                    .expect("a time");
            }
        }
        let editor = Editor { command: None, folders: vec![place.path().join("missing"), place.path().to_path_buf()] };
        let said = editor.sweep();
        assert_eq!(editor.sweep(), None, "once is enough");
        drop(held);
        (said, folder.exists())
    }

    #[test]
    fn what_a_killed_program_left_is_swept_but_no_word_is_lost() {
        assert_eq!(swept(&[], false), (None, false));
        assert_eq!(swept(&[("text.txt", false)], false), (None, false));
        assert_eq!(swept(&[("text.txt", false)], true), (None, true), "an editor that is still open keeps its file");
        for files in [&[("text.txt", true)][..], &[("text.txt", false), ("#text.txt#", true)]] {
            let (said, there) = swept(files, false);
            let said = said.expect("it is named");
            assert!(there && said.contains("edit-0123456789abcdef") && !said.contains("secret"), "{said}");
        }
    }

    #[test]
    fn every_folder_with_words_in_it_is_named() {
        let place = tempfile::tempdir().expect("a folder");
        for name in ["edit-0000000000000001", "edit-0000000000000002"] {
            fs::create_dir(place.path().join(name)).expect("a folder");
            left::hold(&place.path().join(name)).expect("held");
            fs::write(place.path().join(name).join("text.txt"), "secret").expect("a file");
        }
        let said = Editor { command: None, folders: vec![place.path().to_path_buf()] }.sweep().expect("they are named");
        assert!(said.contains("edit-0000000000000001") && said.contains("edit-0000000000000002"), "{said}");
    }

    #[test]
    fn nothing_else_is_swept() {
        let place = tempfile::tempdir().expect("a folder");
        for name in ["edit-0123456789abcdeg", "edit-mine", "edit-0123456789abcdef"] {
            fs::create_dir(place.path().join(name)).expect("a folder");
        }
        let editor = Editor { command: None, folders: vec![place.path().to_path_buf()] };
        assert_eq!(editor.sweep(), None);
        assert_eq!(fs::read_dir(place.path()).expect("a folder").count(), 3, "what holds no mark of ours stays");
    }

    #[test]
    fn vim_leaves_nothing_elsewhere() {
        assert!(careful(&"/usr/bin/nvim -R".into()).contains("-i NONE"));
        assert_eq!(careful(&"nano".into()), "");
        assert_eq!(careful(&"my-vim".into()), "");
    }
}
