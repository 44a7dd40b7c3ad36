//! Lines and columns: where a byte of a file stands for somebody who looks at it in an editor.

/// A line and column, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line.
    pub line: usize,
    /// Column.
    pub column: usize,
}

/// Where a byte stands. A byte order mark has no column of its own; a byte past the end stands at the end.
pub fn place(source: &str, byte: usize) -> LineColumn {
    let before = before(source, byte);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(start..).unwrap_or_default().chars().filter(|c| *c != '\u{feff}').count() + 1;
    LineColumn { line, column }
}

/// The line a byte stands in, without its end, and the byte it starts at.
pub fn line_of(source: &str, byte: usize) -> (&str, usize) {
    let start = before(source, byte).rfind('\n').map_or(0, |at| at + 1);
    let rest = source.get(start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    (line.strip_suffix('\r').unwrap_or(line), start)
}

/// Everything before a byte, on a character boundary.
fn before(source: &str, byte: usize) -> &str {
    let mut end = byte.min(source.len());
    while !source.is_char_boundary(end) {
        end -= 1;
    }
    source.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, byte: usize, line: usize, column: usize) {
        assert_eq!(place(source, byte), LineColumn { line, column });
    }

    #[test]
    fn columns_count_characters() {
        check("a = 1\nb = 2\n", 0, 1, 1);
        check("a = 1\nb = 2\n", 6, 2, 1);
        check("a = \"é\" x", 8, 1, 8);
        check("a\r\nb", 3, 2, 1);
        check("\u{feff}a", 3, 1, 1);
        check("ab", 99, 1, 3);
        check("é", 1, 1, 1);
    }

    #[test]
    fn a_line_has_no_end() {
        assert_eq!(line_of("one\r\ntwo\r\n", 6), ("two", 5));
        assert_eq!(line_of("", 0), ("", 0));
    }
}
