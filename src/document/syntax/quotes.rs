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

/// Something stands behind the quote that ends a text: the text does not end where the user meant, or begins before.
pub(super) fn after_quote(spot: &Spot<'_>, quote: char) -> Diagnostic {
    if let Some(diagnostic) = begun_above(spot, quote) {
        return diagnostic;
    }
    if let Some(diagnostic) = behind_comma(spot, quote) {
        return diagnostic;
    }
    let diagnostic = syntax(
        spot.rest(spot.at),
        "the quote before this ends the text, so nothing may follow".to_owned(),
        "this stands outside the quotes".to_owned(),
    );
    diagnostic.help(match quote {
        '"' => "inside double quotes, a `\"` is written `\\\"`; or put the whole text in single quotes",
        _ => "inside single quotes, a `'` is written twice: `'it''s'`; or put the whole text in double quotes",
    })
}

/// A quote further up is not closed, and the first quote of this line closes it.
fn begun_above(spot: &Spot<'_>, quote: char) -> Option<Diagnostic> {
    let line = spot.source.line_range(spot.line);
    let closing = spot.text[line.start..spot.at].rfind(quote)?;
    // On this line the text would have begun where a value may begin.
    if opening(&spot.text[line.start..spot.at], quote, Some(closing)).is_some_and(|at| at < closing)
    {
        return None;
    }
    (1..spot.line).rev().find_map(|above| {
        let range = spot.source.line_range(above);
        let at = range.start + opening(&spot.text[range.clone()], quote, None)?;
        let diagnostic = Diagnostic::error(
            "unclosed-quote",
            Place::Span(spot.rest(at)),
            format!("the text that begins with this `{quote}` does not end on its line"),
        )
        .label(format!("close it with `{quote}`"));
        let closing = line.start + closing;
        Some(diagnostic.related(
            Place::Span(closing..closing + quote.len_utf8()),
            "this quote ends it",
        ))
    })
}

/// Where in a line a text in quotes begins that does not end before `until`, or in the line.
fn opening(line: &str, quote: char, until: Option<usize>) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut at = 0;
    let mut may_begin = true;
    while at < until.unwrap_or(line.len()) {
        let byte = bytes[at];
        if may_begin && byte == b'#' {
            return None;
        }
        if may_begin && char::from(byte) == quote {
            let Some(end) =
                closing(line, at, quote).filter(|end| until.is_none_or(|until| *end < until))
            else {
                return Some(at);
            };
            at = end + 1;
            may_begin = false;
            continue;
        }
        may_begin = match byte {
            b' ' => may_begin || at > 0 && matches!(bytes[at - 1], b':' | b'-' | b','),
            b'[' | b'{' | b',' => true,
            b'-' => may_begin,
            _ => false,
        };
        at += 1;
    }
    None
}

/// The byte of the quote that ends the text which begins at `start`.
fn closing(line: &str, start: usize, quote: char) -> Option<usize> {
    let mut characters = line[start + 1..].char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        if character == '\\' && quote == '"' {
            characters.next();
        } else if character == quote {
            let is_doubled =
                quote == '\'' && characters.peek().is_some_and(|(_, next)| *next == quote);
            if !is_doubled {
                return Some(start + 1 + index);
            }
            characters.next();
        }
    }
    None
}

/// `{ condition: IN(level, 'a') }`: in brackets the comma ends the value.
fn behind_comma(spot: &Spot<'_>, quote: char) -> Option<Diagnostic> {
    let line = spot.source.line_range(spot.line);
    let before = &spot.text[line.start..spot.at];
    let end = before.rfind(quote)?;
    let begin = before[..end].rfind(quote)?;
    let kept = before[..begin].trim_end().strip_suffix(',')?;
    let value = kept.rfind(": ").map_or(0, |colon| colon + 2);
    let in_brackets = kept[..value].contains(['{', '[']);
    if !in_brackets || !kept[value..].contains('(') || kept[value..].contains(')') {
        return None;
    }
    let comma = line.start + kept.len();
    Some(syntax(
        comma..comma + 1,
        "in brackets a comma ends the value, and this one was meant to be part of it".to_owned(),
        "put the whole value in double quotes".to_owned(),
    ))
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
