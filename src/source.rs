//! The text of one input file: its name, its characters, and where its lines begin.

use std::fmt;
use std::ops::Range;

/// The largest intent that is read, in bytes (1 MiB). Real intents are a few kilobytes.
pub const MAX_BYTES: usize = 1024 * 1024;

/// The name under which standard input is reported when the user gives no better one.
pub const STDIN_NAME: &str = "<stdin>";

/// One input file that has been decoded: valid UTF-8, without a byte order mark.
///
/// All places in hubseal are byte ranges of [`Source::text`]; lines and columns are worked out only when something is
/// printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    text: String,
    /// The byte at which each line begins; the first is always 0.
    line_starts: Vec<usize>,
}

/// Why bytes are not a text that hubseal reads. It becomes a [`Diagnostic`](crate::diag::Diagnostic) by `into()`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What could be made of the bytes, so that the place can be shown; each bad byte is U+FFFD.
    pub source: Source,
    /// The code of the diagnostic.
    pub code: &'static str,
    /// What is wrong, as a sentence without a full stop.
    pub message: String,
    /// The words under the carets; may be empty.
    pub label: String,
    /// What to do about it.
    pub help: String,
    /// Where in [`Unreadable::source`] it is, in bytes.
    pub span: Range<usize>,
}

impl Source {
    /// Takes a file's name as the user gave it (backslashes become slashes) and its text.
    pub fn new(name: impl Into<String>, text: String) -> Self {
        let name = name.into().replace('\\', "/");
        let mut line_starts = vec![0];
        let bytes = text.as_bytes();
        for (at, byte) in bytes.iter().enumerate() {
            // A lone carriage return is a line break in YAML; with a line feed after it, the line feed ends the line.
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                _ => false,
            };
            if ends {
                line_starts.push(at + 1);
            }
        }
        Self {
            name,
            text,
            line_starts,
        }
    }

    /// The name of the file, as the user gave it, with `/` between its parts.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line and the column, both beginning at 1, of a byte; the column counts characters.
    ///
    /// A byte behind the end means the end; a byte inside a character means that character.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let (line, before) = self.split_line(byte);
        (line, before.chars().count() + 1)
    }

    /// The line and the column, both beginning at 1, of a byte; the column counts UTF-16 code units, as editors and
    /// SARIF readers do.
    pub fn line_column_utf16(&self, byte: usize) -> (usize, usize) {
        let (line, before) = self.split_line(byte);
        (line, before.encode_utf16().count() + 1)
    }

    /// How many lines there are; the empty line after a final line break counts, an empty text has one.
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The bytes of a line (beginning at 1) without its line break; a line that is not there gives an empty range at
    /// the end.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let Some(&start) = line
            .checked_sub(1)
            .and_then(|index| self.line_starts.get(index))
        else {
            return self.text.len()..self.text.len();
        };
        let end = self
            .line_starts
            .get(line)
            .copied()
            .unwrap_or(self.text.len());
        let kept = self.text[start..end].trim_end_matches(['\n', '\r']).len();
        start..start + kept
    }

    /// Moves a byte to the start of the character it is in, and not behind the end.
    pub fn floor(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }

    fn split_line(&self, byte: usize) -> (usize, &str) {
        let byte = self.floor(byte);
        let index = self.line_starts.partition_point(|start| *start <= byte) - 1;
        (index + 1, &self.text[self.line_starts[index]..byte])
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "Source({}, {} bytes)",
            self.name,
            self.text.len()
        )
    }
}

/// Makes a [`Source`] of the bytes of a file: at most 1 MiB of UTF-8 without NUL; one byte order mark is taken off.
pub fn decode(name: impl Into<String>, bytes: &[u8]) -> Result<Source, Box<Unreadable>> {
    let name = name.into();
    if bytes.len() > MAX_BYTES {
        return Err(Box::new(Unreadable {
            source: Source::new(name, String::new()),
            code: "file-too-large",
            message: format!(
                "the file has more than {MAX_BYTES} bytes (1 MiB), the most that is read"
            ),
            label: String::new(),
            help: "check that this file is an intent".to_owned(),
            span: 0..0,
        }));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => match text.find('\0') {
            None => Ok(Source::new(name, text.to_owned())),
            Some(at) => Err(Box::new(nul(name, text, at))),
        },
        Err(error) => Err(Box::new(not_utf8(name, bytes, error.valid_up_to()))),
    }
}

fn nul(name: String, text: &str, at: usize) -> Unreadable {
    let help = if looks_like_utf16(text.as_bytes()) {
        "it looks like UTF-16: save the file as UTF-8"
    } else {
        "remove it; check that this file is an intent"
    };
    let shown = text.replace('\0', "\u{FFFD}");
    Unreadable {
        source: Source::new(name, shown),
        code: "nul-character",
        message: "the file holds a NUL character (byte 0x00)".to_owned(),
        label: "here".to_owned(),
        help: help.to_owned(),
        span: at..at + '\u{FFFD}'.len_utf8(),
    }
}

fn not_utf8(name: String, bytes: &[u8], at: usize) -> Unreadable {
    let bad = bytes[at];
    let mut shown = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        shown.push_str(&chunk.valid().replace('\0', "\u{FFFD}"));
        for _ in chunk.invalid() {
            shown.push('\u{FFFD}');
        }
    }
    // Everything before the first bad byte is valid, but a NUL there has become a longer character.
    let valid = String::from_utf8_lossy(&bytes[..at]).replace('\0', "\u{FFFD}");
    let start = valid.len();
    let help = if bytes.starts_with(b"\xFF\xFE")
        || bytes.starts_with(b"\xFE\xFF")
        || looks_like_utf16(bytes)
    {
        "it looks like UTF-16: save the file as UTF-8"
    } else {
        "save the file as UTF-8"
    };
    Unreadable {
        source: Source::new(name, shown),
        code: "not-utf-8",
        message: format!("the file is not UTF-8: byte 0x{bad:02X} cannot stand here"),
        label: format!("byte 0x{bad:02X}"),
        help: help.to_owned(),
        span: start..start + '\u{FFFD}'.len_utf8(),
    }
}

/// Plain ASCII in UTF-16 has a NUL in every second byte.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let nuls = bytes.iter().take(64).filter(|byte| **byte == 0).count();
    nuls * 3 >= bytes.len().min(64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns() {
        let source = Source::new("a\\b.yaml", "a: 1\r\nbü🚀: x\rz\n".to_owned());
        assert_eq!(source.name(), "a/b.yaml");
        let at = |needle: &str| source.text().find(needle).unwrap();
        for (byte, characters, utf16) in [
            (0, (1, 1), (1, 1)),
            (at("1"), (1, 4), (1, 4)),
            (at("b"), (2, 1), (2, 1)),
            (at("🚀"), (2, 3), (2, 3)),
            (at("🚀") + 2, (2, 3), (2, 3)),
            (at(": x"), (2, 4), (2, 5)),
            (at("z"), (3, 1), (3, 1)),
            (source.text().len(), (4, 1), (4, 1)),
            (9999, (4, 1), (4, 1)),
        ] {
            assert_eq!(source.line_column(byte), characters, "byte {byte}");
            assert_eq!(source.line_column_utf16(byte), utf16, "byte {byte}");
        }
        assert_eq!(&source.text()[source.line_range(2)], "bü🚀: x");
        assert_eq!(source.line_count(), 4);
        assert_eq!(source.line_range(0).len(), 0);
        assert_eq!(source.line_range(99).len(), 0);
    }

    #[test]
    fn bytes_that_are_read() {
        for (bytes, text) in [
            (b"".as_slice(), ""),
            (b"a: 1\n", "a: 1\n"),
            (b"\xEF\xBB\xBFa: 1\r\n", "a: 1\r\n"),
            ("büro".as_bytes(), "büro"),
        ] {
            assert_eq!(decode("f", bytes).unwrap().text(), text);
        }
    }

    #[test]
    fn bytes_that_are_refused() {
        let large = vec![b'a'; MAX_BYTES + 1];
        for (bytes, code, line, column) in [
            (b"a: 1\nb: \xFF\n".as_slice(), "not-utf-8", 2, 4),
            (b"a: \xE4\n", "not-utf-8", 1, 4),
            (b"\xFF\xFEa\0:\0", "not-utf-8", 1, 1),
            (b"\0\0a: \xE4", "not-utf-8", 1, 6),
            (b"a: 1\nb: \0\n", "nul-character", 2, 4),
            (b"a\0:\0 \x001\0", "nul-character", 1, 2),
            (&large, "file-too-large", 1, 1),
        ] {
            let error = decode("f", bytes).unwrap_err();
            assert_eq!(error.code, code);
            assert_eq!(
                error.source.line_column(error.span.start),
                (line, column),
                "{code}"
            );
            assert!(error.source.text().get(error.span.clone()).is_some());
        }
        assert!(
            decode("f", b"a\0:\0 \x001\0")
                .unwrap_err()
                .help
                .contains("UTF-16")
        );
    }
}
