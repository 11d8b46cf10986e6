//! Text in Bicep: string literals, keys, comments. The only place where something is escaped for Bicep.
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

/// A key of an object: bare where it can be, because the linter asks for that.
pub fn key(text: &str) -> String {
    if is_bare(text) {
        text.to_owned()
    } else {
        literal(text)
    }
}

/// Whether a name may stand without quotes, as a key or behind a dot.
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
