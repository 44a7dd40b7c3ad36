//! Names of files as text. A name need not be text: a sync tool on another system may have written bytes that are no
//! UTF-8. Such a byte stands as a character of its own, from the end of the last private plane, so that every file can be
//! listed, told and removed; a name that really holds one of these characters is spelled byte by byte, too.

use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::path::{Path, PathBuf};

/// Stands for the byte 0; the others follow.
const FIRST: u32 = 0x0010_FF00;

/// A name as text.
pub(crate) fn name_of(raw: &OsStr) -> String {
    let mut name = String::with_capacity(raw.len());
    for chunk in raw.as_bytes().utf8_chunks() {
        for sign in chunk.valid().chars() {
            if byte_of(sign).is_some() {
                name.extend(sign.encode_utf8(&mut [0; 4]).bytes().filter_map(sign_of));
            } else {
                name.push(sign);
            }
        }
        name.extend(chunk.invalid().iter().copied().filter_map(sign_of));
    }
    name
}

/// Where the file of this name is.
pub(crate) fn path_of(folder: &Path, name: &str) -> PathBuf {
    let mut raw = Vec::with_capacity(name.len());
    for sign in name.chars() {
        match byte_of(sign) {
            Some(byte) => raw.push(byte),
            None => raw.extend(sign.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    folder.join(OsString::from_vec(raw))
}

fn sign_of(byte: u8) -> Option<char> {
    char::from_u32(FIRST + u32::from(byte))
}

fn byte_of(sign: char) -> Option<u8> {
    u32::from(sign).checked_sub(FIRST).and_then(|byte| u8::try_from(byte).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &[u8]) {
        let name = name_of(OsStr::from_bytes(raw));
        assert_eq!(path_of(Path::new("/f"), &name).file_name().map(OsStr::as_bytes), Some(raw), "{name:?}");
        assert_eq!(
            std::str::from_utf8(raw).is_ok_and(|text| text == name),
            !name.chars().any(|c| byte_of(c).is_some())
        );
    }

    #[test]
    fn every_name_can_be_told_and_found_again() {
        check(b"0a.toml");
        check("Größe 漢.toml".as_bytes());
        check(b"0a (J\xf6rg conflicted).toml");
        check(b"\xff\xfe\xc3");
        check("\u{10FFF6}".as_bytes());
    }
}
