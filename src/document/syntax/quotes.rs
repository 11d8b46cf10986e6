//! Mistakes in texts in quotes.

use super::spot::Spot;
use super::syntax;
use crate::diag::{Diagnostic, Place};

pub(super) fn unclosed_quote(spot: &Spot<'_>) -> Diagnostic {
    let quote = spot.character().unwrap_or('"');
    Diagnostic::error(
        "unclosed-quote",
        Place::Span(spot.rest(spot.at)),
        format!("the text that begins with this `{quote}` does not end"),
    )
    .label(format!("close it with `{quote}`"))
}

pub(super) fn after_quote(spot: &Spot<'_>) -> Diagnostic {
    syntax(
        spot.rest(spot.at),
        "the quote before this ends the text, so nothing may follow".to_owned(),
        "this stands outside the quotes".to_owned(),
    )
}

/// The parser names the start of the text; the escape is found from there.
pub(super) fn bad_escape(spot: &Spot<'_>) -> Diagnostic {
    let mut characters = spot.text[spot.at..].char_indices().skip(1).peekable();
    while let Some((index, character)) = characters.next() {
        if character == '"' {
            break;
        }
        if character != '\\' {
            continue;
        }
        let Some((_, escaped)) = characters.next() else {
            break;
        };
        let digits = match escaped {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            '0' | 'a' | 'b' | 't' | '\t' | 'n' | 'v' | 'f' | 'r' | 'e' | ' ' | '"' | '/' | '\\'
            | 'N' | '_' | 'L' | 'P' | '\n' | '\r' => 0,
            _ => usize::MAX,
        };
        let start = spot.at + index;
        let hex: String = spot.text[start..]
            .chars()
            .skip(2)
            .take(digits.min(8))
            .take_while(char::is_ascii_hexdigit)
            .collect();
        let valid = digits != usize::MAX
            && (digits == 0
                || hex.len() == digits
                    && u32::from_str_radix(&hex, 16)
                        .ok()
                        .and_then(char::from_u32)
                        .is_some());
        if valid {
            continue;
        }
        let end = start + 1 + escaped.len_utf8() + if digits == usize::MAX { 0 } else { hex.len() };
        let what = &spot.text[start..end];
        return syntax(
            start..end,
            format!("double quotes know no escape `{what}`"),
            "for a backslash write `\\\\`, or put the text in single quotes".to_owned(),
        );
    }
    syntax(
        spot.rest(spot.at),
        "an escape in this text is not valid".to_owned(),
        String::new(),
    )
}
