//! Text in Bicep: strings, names, comments. The only place where something is escaped for Bicep.
//!
//! Facts: `bicep format` 0.49.2 turns a raw U+000C, U+0085, U+2028 or U+2029 into a line feed, in strings (which then do not
//! compile) and in comments of their own line (whose tail then is code). So they are never written raw.

use std::borrow::Cow;
use std::fmt::Write as _;

use crate::emit::is_invisible;

/// A whole string literal, quotes included.
pub fn literal(text: &str) -> String {
    format!("'{}'", part(text))
}

/// The text between the quotes or holes of a string.
///
/// A `$` is escaped only where a literal `{` follows; before a hole it stays bare.
pub fn part(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'\\' | b'\'' | b'$');
    if text.bytes().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 2);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '$' if chars.peek() == Some(&'{') => out.push_str("\\$"),
            c if is_invisible(c) => {
                write!(out, "\\u{{{:x}}}", u32::from(c)).expect("a string takes all text");
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Whether a name may stand without quotes, as a key or behind a dot. Where it may, the linter wants it to.
pub fn is_bare(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        && !matches!(text, "true" | "false" | "null")
}

/// A comment, `//` included, that stays one line and cannot mislead: what is invisible becomes a space.
pub fn comment(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if is_invisible(c) { ' ' } else { c })
        .collect();
    format!("// {}", text.trim()).trim_end().to_owned()
}

/// The width of text as the formatter counts it: UTF-16 code units.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else {
        text.encode_utf16().count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_escaped() {
        for (text, expected) in [
            ("", "''"),
            ("it's", r"'it\'s'"),
            (r"C:\x", r"'C:\\x'"),
            ("a\n\r\tb", r"'a\n\r\tb'"),
            ("${x}", r"'\${x}'"),
            ("$${x}", r"'$\${x}'"),
            ("$fallback {x} $", "'$fallback {x} $'"),
            ("'\'\'", r"'\'\'\''"),
            ("\0\u{b}\u{c}\u{85}", r"'\u{0}\u{b}\u{c}\u{85}'"),
            (
                "a\u{2028}b\u{202e}c\u{feff}",
                r"'a\u{2028}b\u{202e}c\u{feff}'",
            ),
            ("é日😀[x]\"`", "'é日😀[x]\"`'"),
        ] {
            assert_eq!(literal(text), expected, "{text:?}");
        }
    }

    #[test]
    fn keys_are_bare_where_they_can_be() {
        for text in ["name", "_a1", "for", "resource", "True", "NULL"] {
            assert!(is_bare(text), "{text:?}");
        }
        for text in ["", "1a", "a-b", "$default", "é", "true", "false", "null"] {
            assert!(!is_bare(text), "{text:?}");
        }
    }

    #[test]
    fn comments_stay_one_line() {
        for (text, expected) in [
            ("x", "// x"),
            (" x ", "// x"),
            ("", "//"),
            ("\u{2028}", "//"),
            ("a\nb\rc\u{85}d\u{2029}e\u{c}f", "// a b c d e f"),
            ("a\u{202e}b", "// a b"),
        ] {
            assert_eq!(comment(text), expected, "{text:?}");
        }
    }
}
