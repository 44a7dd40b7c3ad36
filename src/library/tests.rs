//! Content built in, replaced and refused.

use super::*;
use crate::prompt::Prompt;

const OWN: &str = "format = 1\nid = \"mine\"\ntitle = \"Mine\"\nabout = \"A.\"\n[[stage]]\nid = \"s\"\ntitle = \"S\"\n[[stage.step]]\nid = \"a\"\nkind = \"read\"\nask = \"A\"\n";

fn folder() -> (tempfile::TempDir, PathBuf, Library) {
    let folder = tempfile::tempdir().unwrap();
    let guides = folder.path().join("guides");
    std::fs::create_dir(&guides).unwrap();
    let library = Library::new(Some(folder.path().to_owned()));
    (folder, guides, library)
}

fn listed<'l>(all: &'l [Listed], id: &str) -> &'l Listed {
    all.iter().find(|listed| listed.id == id).unwrap()
}

#[track_caller]
fn refused(library: &Library, path: &Path, code: &str) {
    let unusable = library.guide_file(path).unwrap_err();
    assert_eq!(unusable.faults[0].code, code, "{unusable:?}");
}

#[test]
fn what_is_built_in_is_sound() {
    let library = Library::default();
    for listed in library.guides() {
        assert_eq!(listed.origin, Origin::BuiltIn);
        let about = listed.about.unwrap();
        let guide = library.guide(&listed.id).unwrap().unwrap().guide;
        assert_eq!((about.title, about.about, about.minutes), (guide.title, guide.about, guide.minutes));
        assert!(guide.steps.iter().any(|step| matches!(step.prompt, Prompt::Gate(_))), "{} has no gate", guide.id);
    }
    assert!(library.sources().1.is_none());
    assert!(library.help_lines().1.is_none());
    assert!(library.help_lines().0.countries.len() > 10);
    assert!(library.guide("nothing").is_none());
}

#[test]
fn a_file_of_ones_own_is_listed_and_replaces() {
    let (_kept, guides, library) = folder();
    std::fs::write(guides.join("mine.toml"), OWN).unwrap();
    std::fs::write(guides.join("it-ended.toml"), OWN.replace("mine", "it-ended")).unwrap();
    let all = library.guides();
    assert_eq!(listed(&all, "mine").origin, Origin::File(guides.join("mine.toml")));
    assert_eq!(listed(&all, "it-ended").origin, Origin::Replaces(guides.join("it-ended.toml")));
    assert_eq!(listed(&all, "being-ignored").origin, Origin::BuiltIn);
    assert_eq!(library.guide("it-ended").unwrap().unwrap().guide.title, "Mine");
}

#[test]
fn a_bad_file_hides_no_other() {
    let (_kept, guides, library) = folder();
    std::fs::write(guides.join("bad.toml"), b"title = \"\xe9\"").unwrap();
    std::fs::write(guides.join("named.toml"), OWN).unwrap();
    std::fs::write(guides.join("mine.toml"), OWN).unwrap();
    std::fs::write(guides.join("notes.txt"), "not a guide").unwrap();
    std::fs::create_dir(guides.join("folder.toml")).unwrap();
    let all = library.guides();
    let codes = |id: &str| listed(&all, id).about.as_ref().unwrap_err().faults[0].code;
    assert_eq!((codes("bad"), codes("named"), codes("folder")), ("encoding", "id-and-file", "not-a-file"));
    assert!(listed(&all, "mine").about.is_ok());
    assert!(all.iter().all(|listed| listed.id != "notes"));
    assert!(listed(&all, "bad").about.as_ref().unwrap_err().sentence().contains("not UTF-8"));
}

#[test]
fn a_bad_page_is_said_and_the_built_in_one_stands_in() {
    let (kept, _guides, library) = folder();
    std::fs::write(kept.path().join("helplines.toml"), "format = 1\nbroken").unwrap();
    let (lines, unusable) = library.help_lines();
    assert!(lines.countries.len() > 10);
    assert!(unusable.unwrap().name.ends_with("helplines.toml"));
}

#[test]
fn only_regular_files_of_a_fair_size_are_read() {
    let (kept, _guides, library) = folder();
    let at = |name: &str| kept.path().join(name);
    refused(&library, Path::new("/dev/zero"), "not-a-file");
    refused(&library, kept.path(), "not-a-file");
    refused(&library, &at("missing.toml"), "cannot-read");
    rustix::fs::mkfifoat(rustix::fs::CWD, at("pipe.toml"), rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR).unwrap();
    refused(&library, &at("pipe.toml"), "not-a-file");
    let _socket = std::os::unix::net::UnixListener::bind(at("socket.toml")).unwrap();
    refused(&library, &at("socket.toml"), "not-a-file");
    std::fs::write(at("large.toml"), vec![b'#'; 50 * 1024 * 1024]).unwrap();
    refused(&library, &at("large.toml"), "too-large");
}

#[test]
fn a_link_is_followed_only_to_another_guide() {
    let (kept, guides, library) = folder();
    std::fs::write(kept.path().join("secret"), "root:x:0:0").unwrap();
    std::fs::write(kept.path().join("real.toml"), OWN).unwrap();
    std::os::unix::fs::symlink(kept.path().join("secret"), guides.join("trap.toml")).unwrap();
    std::os::unix::fs::symlink(kept.path().join("real.toml"), guides.join("mine.toml")).unwrap();
    let unusable = library.guide("trap").unwrap().unwrap_err();
    assert_eq!((unusable.faults[0].code, unusable.text.as_str()), ("link", ""));
    assert!(library.guide("mine").unwrap().is_ok());
}

/// A guide of one step with those keys.
fn with(keys: &str) -> String {
    format!("{OWN}{keys}\n")
}

#[test]
fn what_is_referred_to_and_not_there_keeps_a_guide_from_being_used() {
    let (kept, guides, library) = folder();
    let file = kept.path().join("one.toml");
    for (keys, code) in [("source = \"nobody\"", "unknown-source"), ("lines = \"nothing\"", "unknown-line")] {
        std::fs::write(&file, with(keys)).unwrap();
        refused(&library, &file, code);
        std::fs::write(guides.join("mine.toml"), with(keys)).unwrap();
        assert_eq!(library.guide("mine").unwrap().unwrap_err().faults[0].code, code);
        assert!(listed(&library.guides(), "mine").about.is_err());
        // A copy kept beside a session is there to go on with.
        assert!(library.guide_text("copy", with(keys)).is_ok());
    }
    let notice = OWN.replace("\"read\"", "\"long\"\nnotice = \"nothing\"");
    std::fs::write(&file, &notice).unwrap();
    refused(&library, &file, "unknown-category");
    // A file of one's own that cannot be read is said elsewhere; nobody knows what it would have named.
    std::fs::write(kept.path().join("noticing.toml"), "format = ").unwrap();
    assert!(library.guide_file(&file).is_ok());
}

#[test]
fn what_a_file_of_ones_own_does_not_name_stays_as_it_is_built_in() {
    let (kept, _guides, library) = folder();
    let source = |id: &str, title: &str| {
        format!("[[source]]\nid = \"{id}\"\ntitle = \"{title}\"\nsays = \"S.\"\nstrength = \"ours\"\n")
    };
    let own = format!("format = 1\n{}{}", source("aunt", "My aunt"), source("gordon", "Mine"));
    std::fs::write(kept.path().join("sources.toml"), own).unwrap();
    let (sources, unusable) = library.sources();
    assert!(unusable.is_none());
    assert_eq!((sources["aunt"].title.as_str(), sources["gordon"].title.as_str()), ("My aunt", "Mine"));
    assert_eq!(sources.len(), Library::default().sources().0.len() + 1);

    let category = |id: &str, find: &str| {
        format!(
            "[[category]]\nid = \"{id}\"\nname = \"n\"\nlegend = \"l\"\ncue = \"~\"\neffect = \"mark\"\nreason = \"r\"\nquestion = \"q\"\n[[category.rule]]\nfind = [\"{find}\"]\n"
        )
    };
    let own = format!(
        "format = 1\nlanguage = \"en\"\n[shorthand]\nwho = \"aunt\"\n[sets]\nhome = [\"aunts\", \"absolutes\"]\n{}{}",
        category("aunts", "my <who>"),
        category("inside", "my own inside")
    );
    std::fs::write(kept.path().join("noticing.toml"), own).unwrap();
    let (rules, unusable) = library.noticing();
    assert!(unusable.is_none(), "{unusable:?}");
    let rules = rules.unwrap();
    let shipped = Library::default().noticing().0.unwrap();
    assert!(shipped.names().all(|name| rules.knows(name)) && rules.knows("aunts") && rules.knows("home"));
    assert_eq!(rules.categories().len(), shipped.categories().len() + 1);
    assert_eq!(rules.asked(&["home"]).len(), 2);
    let found = |rules: &Rules, text: &str, ids: &[&str]| {
        let marks = rules.look(text, &rules.asked(ids), &crate::notice::Who::default());
        marks.iter().map(|mark| rules.categories()[mark.category].id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(found(&rules, "I saw my aunt. You never call.", &["home"]), ["aunts", "absolutes"]);
    // Words of danger are looked for whatever somebody's own file says.
    let danger = "I can't do this any more, I want to die.";
    assert_eq!(found(&rules, danger, &[]), found(&shipped, danger, &[]));
    assert!(!found(&shipped, danger, &[]).is_empty());
    for listed in library.guides() {
        assert!(library.guide(&listed.id).unwrap().is_ok(), "{}", listed.id);
    }
}
