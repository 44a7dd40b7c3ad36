//! Guides read and checked from outside: what ships, what the format page shows, and what is wrong on purpose.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at whatever is not as it says"
)]

use std::fs;
use std::path::PathBuf;

use stepback::fault::Severity;
use stepback::fault::report::short;
use stepback::guide;

fn folder(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn guides() -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder("content/guides")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_shipped_guide_loads() {
    let mut said = String::new();
    for path in guides() {
        let source = fs::read_to_string(&path).unwrap();
        let (guide, faults) = guide::read::read(&source);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        for fault in faults.iter().filter(|fault| fault.severity == Severity::Error) {
            said.push_str(&short(&name, &source, fault));
        }
        if let Some(guide) = guide {
            assert_eq!(format!("{}.toml", guide.id), name);
        }
    }
    assert_eq!(said, "");
}
