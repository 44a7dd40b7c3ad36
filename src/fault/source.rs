//! From bytes to a parsed file: size, encoding and syntax are judged here, before anything is asked of the content.

use std::ops::Range;

use toml::Spanned;
use toml::de::DeTable;

use super::Fault;
use super::syntax;

/// No content file is larger (1 MiB): the parser's memory grows with the file, so size is judged before it runs.
pub const MOST_BYTES: usize = 1024 * 1024;

/// The text of a file, or the one fault that keeps it from being read.
pub fn text(bytes: &[u8]) -> Result<&str, Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(too_large(bytes.len() as u64));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || looks_like_utf16(bytes) {
        return Err(Fault::error("encoding", 0..0, "this file is written in UTF-16").mend("save it as UTF-8"));
    }
    std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))
}

/// The fault of a file that is too large, of that many bytes.
pub fn too_large(bytes: u64) -> Fault {
    let what =
        format!("this file is too large: {} KiB, and at most {} KiB are read", bytes.div_ceil(1024), MOST_BYTES / 1024);
    Fault::error("too-large", 0..0, what).mend("divide it into several guides")
}

/// A parsed file: its table, and what is wrong with the syntax, in the order of the file.
///
/// With any syntax fault the table is only what could be saved of it: see [`super::stray`].
pub fn parse(source: &str) -> (Spanned<DeTable<'_>>, Vec<Fault>) {
    if source.len() > MOST_BYTES {
        return (Spanned::new(0..0, DeTable::default()), vec![too_large(source.len() as u64)]);
    }
    let (table, errors) = DeTable::parse_recoverable(source);
    let faults = errors.iter().map(|error| syntax::fault(source, &table, error)).collect();
    (table, one_a_line(source, super::sorted(faults)))
}

/// More than one syntax fault on a line is nearly always the parser finding its feet again; something left open tells most.
fn one_a_line(source: &str, faults: Vec<Fault>) -> Vec<Fault> {
    let mut kept: Vec<Fault> = Vec::new();
    for fault in faults {
        let line = super::place::line_of(source, fault.span.start).1;
        match kept.last_mut().filter(|last| super::place::line_of(source, last.span.start).1 == line) {
            None => kept.push(fault),
            Some(last) if fault.what.contains("not closed") && !last.what.contains("not closed") => *last = fault,
            Some(_) => {}
        }
    }
    kept
}

/// Text without a byte order mark has every other byte zero in UTF-16.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(64)).unwrap_or_default();
    let zeros = start.iter().map(|byte| usize::from(*byte == 0)).sum::<usize>();
    start.len() >= 4 && zeros * 3 > start.len()
}

fn not_utf8(bytes: &[u8], at: usize) -> Fault {
    let span: Range<usize> = at..at + 1;
    let byte = bytes.get(at).copied().unwrap_or_default();
    let what = format!("this file is not UTF-8: byte {at} (0x{byte:02X}) does not belong there");
    let followed_by_letter = bytes.get(at + 1).is_none_or(u8::is_ascii);
    let mend = if byte >= 0xa0 && followed_by_letter {
        "it looks like Latin-1 (ISO 8859-1, Windows-1252); save it as UTF-8"
    } else {
        "save it as UTF-8"
    };
    Fault::error("encoding", span, what).mend(mend)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(bytes: &[u8], code: &str, words: &str) {
        let fault = text(bytes).unwrap_err();
        assert_eq!(fault.code, code);
        let all = format!("{} {}", fault.what, fault.mend.unwrap_or_default());
        assert!(all.contains(words), "{all}");
    }

    #[test]
    fn encodings_are_named() {
        refused(b"\xff\xfea\0", "encoding", "UTF-16");
        refused(b"\xfe\xff\0a", "encoding", "UTF-16");
        refused(b"i\0d\0 \0=\0", "encoding", "UTF-16");
        refused(b"title = \"caf\xe9\"", "encoding", "Latin-1");
        refused(b"title = \"\xc3", "encoding", "byte 9");
        refused(&vec![b'#'; MOST_BYTES + 1], "too-large", "1024 KiB");
    }

    #[test]
    fn a_byte_order_mark_and_windows_lines_are_accepted() {
        let source = text("\u{feff}a = 1\r\nb = 2\r\n".as_bytes()).unwrap();
        let (table, faults) = parse(source);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(table.get_ref().len(), 2);
    }

    #[test]
    fn an_empty_file_parses() {
        assert!(parse("").1.is_empty());
        assert!(parse("# only words\n").1.is_empty());
    }
}
