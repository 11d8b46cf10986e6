//! Single values: their text as it is in the source, and what YAML 1.2 makes of it.

use std::fmt::Write as _;

use serde_json::Number;

/// A single value.
#[derive(Clone, Debug, PartialEq)]
pub struct Scalar {
    /// The text after quotes, escapes and folding are undone. Of a number, a boolean or a null these are the very
    /// characters of the source: `1.10` stays `1.10`.
    pub text: String,
    /// How it is written.
    pub style: Style,
    /// What YAML 1.2 makes of it.
    pub meaning: Meaning,
    /// Whether the tag `!!str` says that it is text.
    pub tagged: bool,
    /// Whether it has a tag that an intent does not have, which is said, so that it must be written anew anyway.
    pub spoilt: bool,
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// What YAML 1.2 (core schema, with leading zeros read as text) makes of a scalar.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number of at most 64 bits.
    Number(Number),
    /// Text.
    Text,
    /// A number that 64 bits do not hold, an infinity, or not a number; no intent has one, so it comes with an error.
    OutOfRange,
}

impl Scalar {
    /// A plain scalar, with the meaning that YAML 1.2 gives it.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = text.into();
        let meaning = resolve(&text);
        Self {
            text,
            style: Style::Plain,
            meaning,
            tagged: false,
            spoilt: false,
        }
    }

    /// A scalar that is text whatever it looks like: quoted, a block, or tagged `!!str`.
    pub fn textual(text: impl Into<String>, style: Style) -> Self {
        Self {
            text: text.into(),
            style,
            meaning: Meaning::Text,
            tagged: false,
            spoilt: false,
        }
    }

    /// A plain scalar that the tag `!!str` makes text.
    pub fn tagged_text(text: impl Into<String>) -> Self {
        Self {
            tagged: true,
            ..Self::textual(text, Style::Plain)
        }
    }

    /// Whether nothing at all is written, as in `key:`.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty() && self.meaning == Meaning::Null
    }

    /// Whether it stands without quotes, so that readers may take it for something else than text.
    pub fn is_plain(&self) -> bool {
        self.style == Style::Plain
    }
}

/// What YAML 1.2 makes of a plain scalar.
pub(super) fn resolve(text: &str) -> Meaning {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Meaning::Null,
        "true" | "True" | "TRUE" => return Meaning::Bool(true),
        "false" | "False" | "FALSE" => return Meaning::Bool(false),
        _ => {}
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Meaning::OutOfRange;
    }
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    if matches!(digits, ".inf" | ".Inf" | ".INF") {
        return Meaning::OutOfRange;
    }
    if text.len() == digits.len() {
        for (prefix, radix) in [("0x", 16), ("0o", 8)] {
            if let Some(rest) = digits.strip_prefix(prefix)
                && all_digits(rest, radix)
            {
                return u64::from_str_radix(rest, radix)
                    .map_or(Meaning::OutOfRange, |value| Meaning::Number(value.into()));
            }
        }
    }
    if all_digits(digits, 10) {
        return if digits.len() > 1 && digits.starts_with('0') {
            Meaning::Text
        } else if negative {
            text.parse::<i64>()
                .map_or(Meaning::OutOfRange, |value| Meaning::Number(value.into()))
        } else {
            digits
                .parse::<u64>()
                .map_or(Meaning::OutOfRange, |value| Meaning::Number(value.into()))
        };
    }
    if is_float(digits) {
        return text
            .parse::<f64>()
            .ok()
            .and_then(Number::from_f64)
            .map_or(Meaning::OutOfRange, Meaning::Number);
    }
    Meaning::Text
}

/// Whether a plain scalar that is text here is a number for the second reader: a sign before `0x` or `0o`, and binary
/// numbers. YAML 1.2 has neither.
pub(super) fn is_number_elsewhere(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    [("0x", 16), ("0o", 8), ("0b", 2)]
        .iter()
        .any(|(prefix, radix)| {
            digits
                .strip_prefix(prefix)
                .is_some_and(|rest| all_digits(rest, *radix))
        })
}

/// The text as a quoted YAML scalar on one line: in double quotes, or in single quotes where that saves escapes.
pub fn quoted(text: &str) -> String {
    let special =
        |character: char| character.is_control() || "\u{2028}\u{2029}\u{FEFF}".contains(character);
    if text.contains(['"', '\\']) && !text.chars().any(special) {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            other if special(other) => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(other));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}

pub(super) fn all_digits(text: &str, radix: u32) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_digit(radix))
}

/// `[0-9]+(\.[0-9]*)?` or `\.[0-9]+`, then perhaps an exponent; without a sign.
pub(super) fn is_float(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let mantissa_is_right = match mantissa.split_once('.') {
        Some(("", fraction)) => all_digits(fraction, 10),
        Some((whole, fraction)) => {
            all_digits(whole, 10) && (fraction.is_empty() || all_digits(fraction, 10))
        }
        None => all_digits(mantissa, 10),
    };
    let exponent_is_right = exponent.is_none_or(|exponent| {
        all_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent), 10)
    });
    mantissa_is_right && exponent_is_right
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meanings() {
        let number = |value: i64| Meaning::Number(value.into());
        let float = |value: f64| Meaning::Number(Number::from_f64(value).unwrap());
        for (text, meaning) in [
            ("", Meaning::Null),
            ("~", Meaning::Null),
            ("null", Meaning::Null),
            ("nUll", Meaning::Text),
            ("true", Meaning::Bool(true)),
            ("FALSE", Meaning::Bool(false)),
            ("yes", Meaning::Text),
            ("0", number(0)),
            ("-0", number(0)),
            ("+7", number(7)),
            ("-7", number(-7)),
            ("4711", number(4711)),
            ("0123", Meaning::Text),
            ("-08", Meaning::Text),
            ("1_000", Meaning::Text),
            ("0x1F", number(31)),
            ("-0x1F", Meaning::Text),
            ("0xG", Meaning::Text),
            ("0o17", number(15)),
            ("0b11", Meaning::Text),
            ("1.10", float(1.1)),
            (".5", float(0.5)),
            ("5.", float(5.0)),
            ("1e3", float(1000.0)),
            ("1.5E-1", float(0.15)),
            ("00.5", float(0.5)),
            (".", Meaning::Text),
            ("-", Meaning::Text),
            ("+", Meaning::Text),
            ("1e", Meaning::Text),
            ("e3", Meaning::Text),
            ("1.2.3", Meaning::Text),
            ("1.e3", float(1000.0)),
            ("--1", Meaning::Text),
            ("+-1", Meaning::Text),
            ("inf", Meaning::Text),
            ("nan", Meaning::Text),
            (".inf", Meaning::OutOfRange),
            ("-.Inf", Meaning::OutOfRange),
            (".NaN", Meaning::OutOfRange),
            ("-.nan", Meaning::Text),
            ("1e999", Meaning::OutOfRange),
            ("18446744073709551615", Meaning::Number(u64::MAX.into())),
            ("18446744073709551616", Meaning::OutOfRange),
            ("-9223372036854775808", number(i64::MIN)),
            ("-9223372036854775809", Meaning::OutOfRange),
            ("0xFFFFFFFFFFFFFFFFF", Meaning::OutOfRange),
            ("12:30:45", Meaning::Text),
            ("2001-01-01", Meaning::Text),
        ] {
            assert_eq!(resolve(text), meaning, "{text}");
        }
    }

    #[test]
    fn quoted_forms() {
        for (text, expected) in [
            ("1.10", "\"1.10\""),
            ("it's", "\"it's\""),
            ("say \"no\"", "'say \"no\"'"),
            ("it's \"no\"", "'it''s \"no\"'"),
            ("a\\b", "'a\\b'"),
            ("a\nb\t\"", "\"a\\nb\\t\\\"\""),
            ("\u{7}", "\"\\u0007\""),
        ] {
            assert_eq!(quoted(text), expected);
        }
    }

    #[test]
    fn numbers_elsewhere() {
        for (text, expected) in [
            ("0b11", true),
            ("-0x1F", true),
            ("+0b1", true),
            ("0b2", false),
            ("b11", false),
        ] {
            assert_eq!(is_number_elsewhere(text), expected, "{text}");
        }
    }
}
