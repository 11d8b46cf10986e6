//! Cuts the text of a condition into tokens, exactly as the service does: the longest match wins, and a name may hold
//! far more characters than one expects, quotes and operators among them.
//!
//! Facts: `GrammarLexer.g4` of the routing component in Azure/iotedge, 2026-08. A name is a run of anything but blanks
//! and `( ) < > @ , ; : \ " / [ ] ? = { }`. So `a!='x'` is the name `a!`, and `'O''Brien'` is one name, not two texts.

use std::ops::Range;

use super::syntax::{Arithmetic, Comparison, Operator};

/// A piece of the condition.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Where it is, in bytes.
    pub(super) range: Range<usize>,
}

/// The kinds of token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// `'…'` or `"…"`.
    Text,
    /// A text without its closing quote, or with an escape that does not exist.
    Unterminated,
    /// Decimal, hexadecimal, with exponent.
    Number,
    /// `true`, in lower case only.
    True,
    /// `false`, in lower case only.
    False,
    /// `null`, in lower case only.
    Null,
    /// `undefined`, in lower case only.
    Undefined,
    /// A binary operator; `-` may also be a sign.
    Operator(Operator),
    /// `NOT` in any letter case.
    Not,
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `,`.
    Comma,
    /// `{`.
    BraceOpen,
    /// `}`.
    BraceClose,
    /// `$` and a name or path.
    Dollar,
    /// A name: an application property or a function.
    Name,
    /// A name with `[` or `]` in it, which has no use outside `$` paths.
    Bracketed,
    /// `SELECT`, `FROM`, `WHERE`, `INTO` in any letter case.
    Keyword,
    /// A character that starts no token.
    Stray,
    /// Behind the last token.
    End,
}

/// The tokens of a condition; the last one is [`TokenKind::End`], at the end of the text.
pub(super) fn lex(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = 0;
    // Looked up once, so that many unclosed comments are not searched for their ends again and again.
    let last_end = text.rfind("*/").unwrap_or(0);
    while let Some(first) = text[start..].chars().next() {
        let rest = &text[start..];
        let length = if is_blank(first) {
            run(rest, is_blank)
        } else if let Some(comment) = (last_end > start).then(|| comment(rest)).flatten() {
            comment
        } else {
            let (kind, length) = longest(rest, first);
            tokens.push(Token {
                kind,
                range: start..start + length,
            });
            length
        };
        start += length;
    }
    tokens.push(Token {
        kind: TokenKind::End,
        range: text.len()..text.len(),
    });
    tokens
}

/// Reads a text token: what it says, its quotes removed and its escapes resolved.
pub(super) fn unescape(token: &str) -> String {
    let mut units = Vec::new();
    let mut chars = token
        .get(1..token.len().saturating_sub(1))
        .unwrap_or_default()
        .chars();
    while let Some(c) = chars.next() {
        let said = if c == '\\' {
            chars.next().unwrap_or(c)
        } else {
            c
        };
        if c == '\\' && said == 'u' {
            let digits: String = chars.by_ref().take(4).collect();
            units.extend(u16::from_str_radix(&digits, 16));
        } else {
            units.extend_from_slice(said.encode_utf16(&mut [0; 2]));
        }
    }
    String::from_utf16_lossy(&units)
}

/// What stands wrong in an unterminated text: the range of the bad escape, counted from the token's start.
pub(super) fn bad_escape(text_from_token: &str) -> Option<Range<usize>> {
    let end = scan_text(text_from_token)?.content_end;
    let rest = text_from_token[end..].strip_prefix('\\')?;
    let next = rest.chars().next().map_or(0, char::len_utf8);
    Some(end..end + 1 + next)
}

/// The value of a number token; `None` where the service cannot read it, such as `e5`.
pub(super) fn number(token: &str) -> Option<f64> {
    match token
        .strip_prefix("0x")
        .or_else(|| token.strip_prefix("0X"))
    {
        // The service reads the digits into 64 bits, with sign.
        Some(digits) => {
            let bits = u64::from_str_radix(digits, 16).ok()?;
            #[expect(
                clippy::cast_precision_loss,
                clippy::cast_possible_wrap,
                reason = "the service's numbers are doubles"
            )]
            Some(bits as i64 as f64)
        }
        None => token.parse().ok(),
    }
}

/// Is the whole text a number as a condition writes it?
pub(super) fn is_number(text: &str) -> bool {
    number_length(text) == Some(text.len()) && number(text).is_some()
}

/// May this character stand in a name?
pub(super) fn is_name_character(c: char) -> bool {
    is_path_character(c) && !matches!(c, '[' | ']')
}

fn is_path_character(c: char) -> bool {
    !is_blank(c)
        && !matches!(
            c,
            '(' | ')'
                | '<'
                | '>'
                | '@'
                | ','
                | ';'
                | ':'
                | '\\'
                | '"'
                | '/'
                | '?'
                | '='
                | '{'
                | '}'
        )
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

/// The longest token at the start of `rest`; among equals, the first in the order of the service's grammar.
fn longest(rest: &str, first: char) -> (TokenKind, usize) {
    let name = run(rest, is_name_character);
    let path = run(rest, is_path_character);
    let mut best = (TokenKind::Stray, first.len_utf8());
    let mut offer = |kind: TokenKind, length: usize| {
        if length > best.1 || (best.0 == TokenKind::Stray && length == best.1) {
            best = (kind, length);
        }
    };
    let word = &rest[..name];
    if ["select", "from", "where", "into"]
        .iter()
        .any(|keyword| word.eq_ignore_ascii_case(keyword))
    {
        offer(TokenKind::Keyword, name);
    }
    if let Some(scanned) = scan_text(rest) {
        let kind = if scanned.closed {
            TokenKind::Text
        } else {
            TokenKind::Unterminated
        };
        offer(kind, scanned.content_end + usize::from(scanned.closed));
    }
    if let Some(length) = number_length(rest) {
        offer(TokenKind::Number, length);
    }
    if let Some(kind) = reserved(word) {
        offer(kind, name);
    }
    if let Some((kind, length)) = symbol(rest) {
        offer(kind, length);
    }
    if first == '$' && path > 1 {
        offer(TokenKind::Dollar, path);
    }
    if name > 0 {
        offer(TokenKind::Name, name);
    }
    if path > 0 {
        offer(TokenKind::Bracketed, path);
    }
    best
}

/// Where a list of literals that begins the text ends; none where it is no such list.
pub(super) fn list_end(text: &str) -> Option<usize> {
    let mut rest = text.strip_prefix('[')?.trim_start();
    if let Some(after) = rest.strip_prefix(']') {
        return Some(text.len() - after.len());
    }
    loop {
        let literal = lex_literal(rest)?;
        rest = rest[literal..].trim_start();
        if let Some(after) = rest.strip_prefix(']') {
            return Some(text.len() - after.len());
        }
        rest = rest.strip_prefix(',')?.trim_start();
    }
}

/// How long the text, number or word is that begins a text.
fn lex_literal(text: &str) -> Option<usize> {
    let quote = text.chars().next()?;
    if quote == '\'' || quote == '"' {
        let mut escaped = false;
        for (at, c) in text.char_indices().skip(1) {
            match c {
                '\\' if !escaped => escaped = true,
                c if c == quote && !escaped => return Some(at + 1),
                _ => escaped = false,
            }
        }
        return None;
    }
    let length = text.find([',', ']', ' ', '\t', '\n']).unwrap_or(text.len());
    let word = &text[..length];
    (word.parse::<f64>().is_ok() || matches!(word, "true" | "false" | "null")).then_some(length)
}

fn reserved(word: &str) -> Option<TokenKind> {
    match word {
        "true" => Some(TokenKind::True),
        "false" => Some(TokenKind::False),
        "null" => Some(TokenKind::Null),
        "undefined" => Some(TokenKind::Undefined),
        word if word.eq_ignore_ascii_case("and") => Some(TokenKind::Operator(Operator::And)),
        word if word.eq_ignore_ascii_case("or") => Some(TokenKind::Operator(Operator::Or)),
        word if word.eq_ignore_ascii_case("not") => Some(TokenKind::Not),
        _ => None,
    }
}

/// Signs; where one is the start of another, the longer stands first.
const SYMBOLS: &[(&str, TokenKind)] = &[
    (
        "!=",
        TokenKind::Operator(Operator::Compare(Comparison::NotEqual)),
    ),
    (
        "<>",
        TokenKind::Operator(Operator::Compare(Comparison::NotEqual)),
    ),
    (
        "<=",
        TokenKind::Operator(Operator::Compare(Comparison::LessOrEqual)),
    ),
    (
        ">=",
        TokenKind::Operator(Operator::Compare(Comparison::GreaterOrEqual)),
    ),
    ("||", TokenKind::Operator(Operator::Join)),
    ("??", TokenKind::Operator(Operator::Coalesce)),
    ("(", TokenKind::Open),
    (")", TokenKind::Close),
    (",", TokenKind::Comma),
    (
        "+",
        TokenKind::Operator(Operator::Calculate(Arithmetic::Add)),
    ),
    (
        "-",
        TokenKind::Operator(Operator::Calculate(Arithmetic::Subtract)),
    ),
    (
        "*",
        TokenKind::Operator(Operator::Calculate(Arithmetic::Multiply)),
    ),
    (
        "/",
        TokenKind::Operator(Operator::Calculate(Arithmetic::Divide)),
    ),
    (
        "%",
        TokenKind::Operator(Operator::Calculate(Arithmetic::Remainder)),
    ),
    (
        "=",
        TokenKind::Operator(Operator::Compare(Comparison::Equal)),
    ),
    (
        "<",
        TokenKind::Operator(Operator::Compare(Comparison::Less)),
    ),
    (
        ">",
        TokenKind::Operator(Operator::Compare(Comparison::Greater)),
    ),
    ("{", TokenKind::BraceOpen),
    ("}", TokenKind::BraceClose),
];

fn symbol(rest: &str) -> Option<(TokenKind, usize)> {
    SYMBOLS
        .iter()
        .find(|(sign, _)| rest.starts_with(sign))
        .map(|(sign, kind)| (*kind, sign.len()))
}

/// `/* … */`.
fn comment(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("/*")?;
    inner.find("*/").map(|end| end + 4)
}

/// `-5`, `0x1F`, `1.5`, `.5`, `1e-6`; also `e5`, which the grammar takes for a number.
fn number_length(rest: &str) -> Option<usize> {
    let digits = |from: usize| from + run(&rest[from..], |c| c.is_ascii_digit());
    let exponent = |from: usize| {
        let sign = from + rest[from..].strip_prefix(['e', 'E']).map(|_| 1)?;
        let sign = sign + usize::from(rest[sign..].starts_with(['+', '-']));
        Some(digits(sign)).filter(|end| *end > sign)
    };
    let start = usize::from(rest.starts_with('-'));
    let whole = digits(start);
    let hexadecimal = rest
        .strip_prefix("0x")
        .or_else(|| rest.strip_prefix("0X"))
        .map(|hex| run(hex, |c| c.is_ascii_hexdigit()))
        .filter(|length| *length > 0)
        .map(|length| length + 2);
    let fraction = rest[whole..]
        .strip_prefix('.')
        .map(|_| digits(whole + 1))
        .filter(|end| *end > whole + 1);
    let real = fraction
        .map(|end| exponent(end).unwrap_or(end))
        .or_else(|| exponent(whole));
    hexadecimal
        .max(real)
        .max(Some(whole).filter(|end| *end > start))
}

struct ScannedText {
    /// Where the content ends: at the closing quote, a bad escape, or the end.
    content_end: usize,
    closed: bool,
}

fn scan_text(rest: &str) -> Option<ScannedText> {
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let mut at = 1;
    loop {
        let here = &rest[at..];
        let Some(c) = here.chars().next() else {
            return Some(ScannedText {
                content_end: at,
                closed: false,
            });
        };
        if c == quote {
            return Some(ScannedText {
                content_end: at,
                closed: true,
            });
        }
        if c != '\\' {
            at += c.len_utf8();
            continue;
        }
        let escaped = here[1..].chars().next();
        if matches!(escaped, Some('\'' | '"' | '\\')) {
            at += 2;
        } else if escaped == Some('u') && run(&here[2..], |c| c.is_ascii_hexdigit()) >= 4 {
            at += 6;
        } else {
            return Some(ScannedText {
                content_end: at,
                closed: false,
            });
        }
    }
}

/// Bytes of the longest start of `rest` whose characters all satisfy `wanted`.
fn run(rest: &str, wanted: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !wanted(c)).unwrap_or(rest.len())
}
