//! Text that is not YAML: what the user most likely did, said in plain words.
//!
//! The parser says where it gave up, which is often a line later than the mistake and in words for people who write
//! parsers. So the usual mistakes are looked for around that place first.

mod block;
mod quotes;
mod spot;

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use self::block::in_block;
use self::quotes::{after_quote, bad_escape, unclosed_quote};
use self::spot::Spot;
use super::build::too_deep;
use super::scalar::quoted;
use super::traps;
use crate::diag::{Diagnostic, Place, secret};
use crate::source::Source;

const SYNTAX: &str = "yaml-syntax";

/// What is said of a comment in the way of other languages.
pub(super) const COMMENT: &str = "a comment begins with `#`";

/// Whether a text begins a comment as in JSON with comments, or Bicep.
pub(super) fn is_foreign_comment(text: &str) -> bool {
    text.starts_with("//") || text.starts_with("/*")
}

/// A comment in the way of other languages where a key or value is due.
pub(super) fn foreign_comment(span: Range<usize>) -> Diagnostic {
    syntax(
        span,
        "YAML takes this for text, not for a comment".to_owned(),
        COMMENT.to_owned(),
    )
}

/// A map or list that was open where the parser stopped.
pub(super) struct Open {
    /// The byte at which it begins.
    pub(super) at: usize,
    /// Whether it is written with brackets.
    pub(super) flow: bool,
    /// Whether it is a map.
    pub(super) map: bool,
}

/// Turns the parser's error into a diagnostic. `open` is what was open, the outermost first.
pub(super) fn explain(source: &Source, error: &ScanError, open: &[Open]) -> Diagnostic {
    let at = source.floor(error.marker().byte_offset().unwrap_or(source.text().len()));
    let spot = Spot::new(source, at);
    let diagnostic = conflict_marker(source)
        .or_else(|| tab(&spot, error.kind()))
        .or_else(|| odd_indentation(&spot))
        .unwrap_or_else(|| by_kind(&spot, error.kind(), open));
    without_secrets(&spot, with_odd_characters(&spot, diagnostic))
}

/// `name:x` where `name: x` is meant; `colon` is the place of the colon.
pub(super) fn missing_space_after_colon(
    name: &str,
    value: &str,
    colon: Range<usize>,
) -> Diagnostic {
    Diagnostic::error(
        "missing-space-after-colon",
        Place::Span(colon),
        format!("a space is missing after the `:` of `{name}`"),
    )
    .label(format!("write `{name}: {value}`"))
}

fn conflict_marker(source: &Source) -> Option<Diagnostic> {
    let (line, _) = source
        .text()
        .lines()
        .enumerate()
        .find(|(_, line)| line.starts_with("<<<<<<< ") || line.starts_with(">>>>>>> "))?;
    Some(
        Diagnostic::error(
            SYNTAX,
            Place::Span(source.line_range(line + 1)),
            "a merge conflict is not resolved here",
        )
        .label("keep one side and remove the marker lines"),
    )
}

fn tab(spot: &Spot<'_>, kind: &ErrorKind) -> Option<Diagnostic> {
    let about_tabs = matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    );
    let lines = spot.line..spot.line + if about_tabs { 4 } else { 1 };
    for line in lines {
        let range = spot.source.line_range(line);
        let indentation = &spot.text[range.start..spot.content(line).start.min(range.end)];
        if let Some(first) = indentation.find('\t') {
            let start = range.start + first;
            let count = indentation[first..].len();
            return Some(
                Diagnostic::error(
                    "tab-in-indentation",
                    Place::Span(start..start + count),
                    "a tab stands in the indentation; YAML takes only spaces there",
                )
                .label("write spaces"),
            );
        }
    }
    about_tabs.then(|| {
        Diagnostic::error(
            SYNTAX,
            Place::Span(spot.one(spot.at)),
            "a tab stands where YAML takes only spaces",
        )
        .label("write a space")
    })
}

/// A no-break space or the like in the indentation, at or above the place.
fn odd_indentation(spot: &Spot<'_>) -> Option<Diagnostic> {
    let lines = [Some(spot.line), spot.line_before(spot.line)];
    lines.into_iter().flatten().find_map(|line| {
        let range = spot.source.line_range(line);
        let text = &spot.text[range.clone()];
        let indentation = &text[..text.len() - text.trim_start().len()];
        let (at, odd) = indentation
            .char_indices()
            .find(|(_, character)| traps::is_invisible(*character))?;
        let message = format!(
            "{} stands in the indentation; YAML takes only spaces there",
            traps::code_point(odd)
        );
        Some(syntax(
            spot.one(range.start + at),
            message,
            "write spaces".to_owned(),
        ))
    })
}

fn by_kind(spot: &Spot<'_>, kind: &ErrorKind, open: &[Open]) -> Diagnostic {
    match kind {
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            unclosed_quote(spot)
        }
        ErrorKind::UnclosedFlowCollection { open } => Diagnostic::error(
            "unclosed-bracket",
            Place::Span(spot.one(spot.at)),
            format!("this `{open}` is not closed"),
        )
        .label(format!("close it with `{}`", closing(*open))),
        ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::InvalidColonPlacement
        | ErrorKind::FlowMappingValueAdjacentCollection
        | ErrorKind::BlockEntryInFlowCollection
        | ErrorKind::InvalidFlowScalarIndent => in_brackets(spot, open),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => syntax(
            spot.one(spot.at),
            format!("this `{open}` is closed by a `{close}`"),
            format!("close it with `{}`", closing(*open)),
        ),
        ErrorKind::MisplacedFlowCollectionEnd => syntax(
            spot.one(spot.at),
            format!(
                "nothing is open that this `{}` could close",
                spot.character().unwrap_or(']')
            ),
            "remove it, or write the text in quotes".to_owned(),
        ),
        ErrorKind::MappingKeyNotAllowed if spot.character() == Some('?') => cannot_begin(spot, '?'),
        ErrorKind::MappingValueNotAllowed
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::InvalidSimpleKey
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::ExpectedDocumentStart
        | ErrorKind::InvalidIndentation
        | ErrorKind::MappingKeyNotAllowed
        | ErrorKind::InvalidDocumentEnd => in_block(spot, kind, open),
        ErrorKind::UnexpectedEofImplicitFlowMapping if spot.character() == Some(',') => syntax(
            spot.one(spot.at),
            "a value is missing before this comma".to_owned(),
            "remove the comma, or write the value".to_owned(),
        ),
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            // The parser may name the start of the text that holds it.
            let at = spot.text[spot.at..]
                .find(*character)
                .map_or(spot.at, |offset| spot.at + offset);
            Diagnostic::error(
                "control-character",
                Place::Span(spot.one(at)),
                format!(
                    "the control character {} cannot stand in YAML",
                    traps::code_point(*character)
                ),
            )
            .label("remove it")
        }
        ErrorKind::UnexpectedCharacter { character } => cannot_begin(spot, *character),
        ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::ExpectedNodeContent
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::PlainScalarStartsWithDashFlowIndicator
        | ErrorKind::UnexpectedEndOfPlainScalar => match spot.character() {
            Some(character) if !character.is_whitespace() => cannot_begin(spot, character),
            _ => syntax(
                spot.one(spot.at),
                "a value is missing here".to_owned(),
                String::new(),
            ),
        },
        ErrorKind::MissingAnchorOrAliasName => cannot_begin(spot, spot.character().unwrap_or('*')),
        ErrorKind::InvalidTrailingSingleQuotedScalar => after_quote(spot, '\''),
        ErrorKind::InvalidTrailingDoubleQuotedScalar => after_quote(spot, '"'),
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => bad_escape(spot),
        ErrorKind::BlockSequenceEntryNotAllowed => syntax(
            spot.one(spot.at),
            "a list cannot begin on the line of its key".to_owned(),
            "begin it on the next line, or write `[one, two]`".to_owned(),
        ),
        ErrorKind::InvalidBlockEntryWhitespace => syntax(
            spot.one(spot.at),
            "a space is missing after the `-`".to_owned(),
            "write `- `".to_owned(),
        ),
        ErrorKind::CommentNotSeparated => syntax(
            spot.one(spot.at),
            "a space is missing before the `#` of a comment".to_owned(),
            "write ` #`".to_owned(),
        ),
        ErrorKind::CommentInterceptedScalar => syntax(
            spot.rest(spot.at),
            "a comment stands in the middle of a text of several lines".to_owned(),
            "move the comment, or write the text in quotes".to_owned(),
        ),
        ErrorKind::BomInsideDocument => syntax(
            spot.one(spot.at),
            "a byte order mark (U+FEFF, invisible) stands in the middle of the file".to_owned(),
            "remove it".to_owned(),
        ),
        ErrorKind::DirectiveDisallowed => Diagnostic::error(
            "yaml-directive",
            Place::Span(spot.rest(spot.at)),
            "an intent has no YAML directives (`%YAML`, `%TAG`)",
        )
        .label("remove this line"),
        ErrorKind::InvalidBlockScalarHeader | ErrorKind::ZeroBlockScalarIndent => syntax(
            spot.rest(spot.at),
            format!(
                "after `{}` the text begins on the next line",
                spot.character().unwrap_or('|')
            ),
            "write the value in quotes, or move the text to the next line".to_owned(),
        ),
        ErrorKind::InvalidBlockScalarIndent => syntax(
            spot.rest(spot.at),
            "this line of the text is indented less than a blank line before it".to_owned(),
            "indent all lines of the text alike".to_owned(),
        ),
        ErrorKind::UndeclaredTagHandle
        | ErrorKind::UnclosedVerbatimTag
        | ErrorKind::MissingTagUri
        | ErrorKind::ExpectedTagBang
        | ErrorKind::InvalidTagTerminator
        | ErrorKind::InvalidTagEscape
        | ErrorKind::InvalidTagUtf8
        | ErrorKind::InvalidTagUtf8LeadingByte
        | ErrorKind::InvalidTagUtf8TrailingByte
        | ErrorKind::InvalidGlobalTagCharacter => Diagnostic::error(
            "unknown-tag",
            Place::Span(spot.rest(spot.at)),
            "an intent has no tags, but `!` begins one",
        )
        .label("if the `!` belongs to the text, write the text in quotes"),
        ErrorKind::RecursionLimitExceeded => too_deep(spot.one(spot.at)),
        // The parser may learn further kinds; its own words are better than nothing.
        other => syntax(
            spot.rest(spot.at),
            format!("this is not YAML: {other}"),
            String::new(),
        ),
    }
}

fn syntax(span: Range<usize>, message: String, label: String) -> Diagnostic {
    Diagnostic::error(SYNTAX, Place::Span(span), message).label(label)
}

fn closing(open: char) -> char {
    if open == '{' { '}' } else { ']' }
}

fn in_brackets(spot: &Spot<'_>, open: &[Open]) -> Diagnostic {
    let Some(innermost) = open.iter().rev().find(|open| open.flow) else {
        return syntax(
            spot.one(spot.at),
            "a bracket is not closed".to_owned(),
            String::new(),
        );
    };
    let bracket = if innermost.map { '{' } else { '[' };
    let close = closing(bracket);
    let opened = Place::Span(innermost.at..innermost.at + 1);
    let on_line_of_bracket = spot.source.line_column(innermost.at).0 == spot.line;
    let at_end = spot.text[spot.at..].trim().is_empty();
    // Behind the last thing that fits: between the lines, that is the end of the line before.
    let content = spot.content(spot.line);
    let before = spot.text[content.start..spot.at.max(content.start)].trim_end();
    let first_word = !before.contains([' ', ',', '{', '[', ':']);
    if !on_line_of_bracket && (first_word || at_end) {
        let line = spot.line_before(spot.line).unwrap_or(spot.line);
        let end = spot.content(line).end;
        let last = spot.text[..end]
            .chars()
            .next_back()
            .map_or(0, char::len_utf8);
        return Diagnostic::error(
            "unclosed-bracket",
            Place::Span(end - last..end),
            format!("a `,` or the closing `{close}` is missing after this"),
        )
        .label(format!("write `,` or `{close}`"))
        .related(opened, format!("this `{bracket}` is open"));
    }
    let what = if innermost.map { "map" } else { "list" };
    syntax(
        spot.one(spot.at),
        format!(
            "this does not fit into the {what} in brackets: a `,` or `{close}` is missing before it"
        ),
        "write the value in quotes if this belongs to it".to_owned(),
    )
    .related(opened, format!("this `{bracket}` is open"))
}

/// A character that YAML keeps for itself stands where a value should begin.
fn cannot_begin(spot: &Spot<'_>, character: char) -> Diagnostic {
    let value = spot.rest(spot.at);
    let word = &spot.text[value.clone()];
    if word.starts_with("```") {
        return syntax(
            value,
            "this is a fence of Markdown, not YAML".to_owned(),
            "remove the line".to_owned(),
        );
    }
    let label = if word.contains([' ', ',', ']', '}']) {
        "write the value in quotes".to_owned()
    } else {
        format!("write {}", quoted(word))
    };
    if word.starts_with("% ") || word.starts_with("%-") {
        return syntax(
            value,
            "`{%` begins a template, and this is no YAML".to_owned(),
            "write what it stands for; hubseal fills in no placeholders".to_owned(),
        );
    }
    let why = match character {
        '*' => "`*` begins an alias, and a name must follow it",
        '&' => "`&` begins an anchor, and a name must follow it",
        _ => "",
    };
    let message = match character {
        _ if !why.is_empty() => why.to_owned(),
        '`' => "a value without quotes cannot begin with a backquote".to_owned(),
        _ => format!("a value without quotes cannot begin with `{character}`"),
    };
    syntax(value, message, label)
}

/// A line with a secret is not repeated in a message.
fn without_secrets(spot: &Spot<'_>, mut diagnostic: Diagnostic) -> Diagnostic {
    let secret = [Some(spot.line), spot.line_before(spot.line)]
        .into_iter()
        .flatten()
        .any(|line| secret::in_line(&spot.text[spot.source.line_range(line)]).is_some());
    if secret {
        diagnostic.label.clear();
    }
    diagnostic
}

/// Says so when characters that look like others may be the reason.
fn with_odd_characters(spot: &Spot<'_>, diagnostic: Diagnostic) -> Diagnostic {
    let lines = [Some(spot.line), spot.line_before(spot.line)];
    let odd: Vec<String> = lines
        .into_iter()
        .flatten()
        .flat_map(|line| spot.text[spot.source.line_range(line)].chars())
        .filter(|character| traps::is_invisible(*character) || traps::is_smart_quote(*character))
        .map(traps::code_point)
        .collect::<std::collections::BTreeSet<_>>()
        .into_iter()
        .collect();
    if odd.is_empty() || diagnostic.message.starts_with("U+") {
        return diagnostic;
    }
    diagnostic.note(format!(
        "around here stand characters that YAML does not take for a space or a quote: {}",
        odd.join(", ")
    ))
}
