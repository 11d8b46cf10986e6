//! Text that is not what it looks like: control, invisible and look-alike characters, quotes that are no quotes, and
//! values that a comment cuts short.

use std::fmt::Write as _;
use std::ops::Range;

use super::lookalikes::{ascii_twin, is_hyphen_twin, latin_twin, script};
use super::node::{Kind, Node};
use super::pointer::Pointer;
use super::scalar::{Meaning, Scalar, Style, quoted};
use super::spelling;
use crate::diag::{Diagnostic, Place, secret};
use crate::source::Source;

/// Looks at every key and every single value that is written in the source, each once.
pub(super) fn find(source: &Source, root: &Node) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    visit(source, root, &Pointer::root(), &mut diagnostics);
    diagnostics
}

/// How a character is named in messages: `U+200B (zero width space)`.
pub(super) fn code_point(character: char) -> String {
    let mut text = format!("U+{:04X}", u32::from(character));
    let name = match character {
        '\t' => "tab",
        '\r' => "carriage return",
        '\u{1B}' => "escape",
        '\u{7F}' => "delete",
        '\u{85}' => "next line",
        '\u{A0}' => "no-break space",
        '\u{AD}' => "soft hyphen",
        '\u{200B}' => "zero width space",
        '\u{200C}' => "zero width non-joiner",
        '\u{200D}' => "zero width joiner",
        '\u{200E}' => "left-to-right mark",
        '\u{200F}' | '\u{61C}' => "right-to-left mark",
        '\u{2028}' => "line separator",
        '\u{2029}' => "paragraph separator",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "changes the direction of text",
        '\u{202F}' => "narrow no-break space",
        '\u{2060}' => "word joiner",
        '\u{3000}' => "ideographic space",
        '\u{FEFF}' => "byte order mark",
        '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{205F}' => "a space of another width",
        '“' | '”' | '„' | '‟' => "curly double quote",
        '‘' | '’' | '‚' | '‛' => "curly single quote",
        '«' | '»' | '‹' | '›' => "angle quote",
        _ => "",
    };
    if !name.is_empty() {
        let _ = write!(text, " ({name})");
    }
    text
}

/// Whether nothing, or only a space, is seen of a character that is no ASCII space.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{A0}' | '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{1680}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180E}' | '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{205F}'..='\u{206F}' | '\u{2800}'
            | '\u{3000}' | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}'
    )
}

/// Whether a character is a quote of typesetters, which is no quote of YAML.
pub(super) fn is_smart_quote(character: char) -> bool {
    matches!(
        character,
        '“' | '”' | '„' | '‟' | '‘' | '’' | '‚' | '‛' | '«' | '»' | '‹' | '›'
    )
}

fn visit(source: &Source, node: &Node, pointer: &Pointer, diagnostics: &mut Vec<Diagnostic>) {
    if node.defined_at.is_some() || diagnostics.len() >= super::ENOUGH {
        return;
    }
    match &node.kind {
        Kind::Scalar(scalar) => {
            characters(
                source,
                scalar,
                &node.span,
                &|range| Place::Inside(pointer.clone(), range),
                diagnostics,
            );
            diagnostics.extend(smart_quotes(scalar, pointer));
            diagnostics.extend(cut_short(source, scalar, &node.span, pointer));
        }
        Kind::List(items) => {
            for (index, item) in items.iter().enumerate() {
                visit(source, item, &pointer.index(index), diagnostics);
            }
        }
        Kind::Map(entries) => {
            for entry in entries {
                let inner = pointer.key(&entry.key.text);
                if entry.key_defined_at.is_none() {
                    characters(
                        source,
                        &entry.key,
                        &entry.key_span,
                        &|_| Place::Key(inner.clone()),
                        diagnostics,
                    );
                    let key = smart_quotes(&entry.key, &inner).map(|mut diagnostic| {
                        diagnostic.place = Place::Key(inner.clone());
                        diagnostic.message = diagnostic.message.replacen("value", "key", 1);
                        diagnostic
                    });
                    diagnostics.extend(key);
                }
                visit(source, &entry.value, &inner, diagnostics);
            }
        }
    }
}

/// A character that was found in a text, with its place in the decoded text.
struct Found {
    character: char,
    range: Range<usize>,
}

fn characters(
    source: &Source,
    scalar: &Scalar,
    span: &Range<usize>,
    place: &dyn Fn(Range<usize>) -> Place,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if scalar.text.is_ascii() && !scalar.text.bytes().any(|byte| byte.is_ascii_control()) {
        return;
    }
    // What is written as an escape is meant.
    let spelling = spelling::of(source.text(), span, scalar);
    let escaped = |found: &Found| {
        scalar.style == Style::DoubleQuoted
            && spelling.as_ref().is_some_and(|spelling| {
                source.text()[spelling.source_range(found.range.clone())].starts_with('\\')
            })
    };
    let control = pick(&scalar.text, |_, character, _| {
        character.is_control() && !matches!(character, '\n' | '\t')
    });
    if let Some(first) = control.first() {
        diagnostics.push(
            Diagnostic::error(
                "control-character",
                place(first.range.clone()),
                format!("the text holds a control character: {}", list(&control)),
            )
            .label("remove it"),
        );
    }
    let cjk = scalar.text.chars().any(is_cjk);
    let mut invisible = pick(&scalar.text, |before, character, after| {
        is_invisible(character)
            && !(cjk && character == '\u{3000}')
            && !joins(before, character, after)
    });
    invisible.retain(|found| !escaped(found));
    if let Some(first) = invisible.first() {
        let blank = invisible
            .iter()
            .all(|found| found.character.is_whitespace());
        diagnostics.push(
            Diagnostic::warning(
                "invisible-character",
                place(first.range.clone()),
                format!(
                    "the text holds a character that cannot be seen: {}",
                    list(&invisible)
                ),
            )
            .label(if blank {
                "write an ordinary space"
            } else {
                "remove it"
            })
            .help(format!(
                "if it is meant, write it as an escape in double quotes: `\"{}\"`",
                escape(first.character)
            )),
        );
    }
    let mut twins = lookalikes(&scalar.text, cjk);
    twins.retain(|(found, _)| !escaped(found));
    if let Some((first, twin)) = twins.first() {
        let kind = script(first.character);
        let found: Vec<String> = distinct(twins.iter().map(|(found, twin)| {
            format!(
                "U+{:04X} (`{}`, looks like `{twin}`)",
                u32::from(found.character),
                found.character
            )
        }));
        let kind = if kind == "other" {
            String::new()
        } else {
            format!("{kind} ")
        };
        diagnostics.push(
            Diagnostic::warning(
                "lookalike-character",
                place(first.range.clone()),
                format!(
                    "the text holds a {kind}character that looks like another: {}",
                    found.join(", ")
                ),
            )
            .label(format!("write `{twin}`")),
        );
    }
}

/// The characters for which `wanted` holds; it is given the character before and the one after as well.
fn pick(text: &str, wanted: impl Fn(Option<char>, char, Option<char>) -> bool) -> Vec<Found> {
    let mut found = Vec::new();
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((index, character)) = characters.next() {
        let after = characters.peek().map(|(_, after)| *after);
        if wanted(before, character, after) {
            found.push(Found {
                character,
                range: index..index + character.len_utf8(),
            });
        }
        before = Some(character);
    }
    found
}

/// Joiners are part of emoji and of several scripts.
fn joins(before: Option<char>, character: char, after: Option<char>) -> bool {
    let foreign =
        |neighbour: Option<char>| neighbour.is_some_and(|neighbour| u32::from(neighbour) > 0x0530);
    matches!(character, '\u{200C}' | '\u{200D}') && foreign(before) && foreign(after)
}

fn is_cjk(character: char) -> bool {
    matches!(
        u32::from(character),
        0x2E80..=0x2FFF | 0x3001..=0x312F | 0x3130..=0x3163 | 0x3165..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF
    )
}

/// The characters that look like others, each with the one it looks like. A letter of another script counts only in a
/// word that has Latin letters too: whole words of another script are meant.
fn lookalikes(text: &str, cjk: bool) -> Vec<(Found, char)> {
    let mut found = Vec::new();
    let mut start = 0;
    for word in text.split_inclusive(|character: char| !character.is_alphanumeric()) {
        let latin = word
            .chars()
            .any(|character| character.is_ascii_alphabetic());
        for (index, character) in word.char_indices() {
            let twin = match ascii_twin(character) {
                Some(_) if cjk => None,
                Some(twin) => Some(twin),
                None if latin => latin_twin(character),
                None => None,
            };
            if let Some(twin) = twin {
                let range = start + index..start + index + character.len_utf8();
                found.push((Found { character, range }, twin));
            }
        }
        start += word.len();
    }
    // Dashes are right in prose, and wrong in names.
    if !text.contains(char::is_whitespace) {
        let letter = |neighbour: Option<char>| {
            neighbour.is_some_and(|neighbour| neighbour.is_ascii_alphabetic())
        };
        let dashes = pick(text, |before, character, after| {
            is_hyphen_twin(character) && (letter(before) || letter(after))
        });
        found.extend(dashes.into_iter().map(|found| (found, '-')));
    }
    found.sort_by_key(|(found, _)| found.range.start);
    found
}

fn list(found: &[Found]) -> String {
    distinct(found.iter().map(|found| code_point(found.character))).join(", ")
}

/// Each text once, in order of appearance, and not too many.
fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    const ENOUGH: usize = 5;
    let mut kept: Vec<String> = Vec::new();
    for text in texts {
        if kept.contains(&text) {
            continue;
        }
        if kept.len() == ENOUGH {
            kept.push("…".to_owned());
            break;
        }
        kept.push(text);
    }
    kept
}

fn escape(character: char) -> String {
    let code = u32::from(character);
    if code > 0xFFFF {
        format!("\\U{code:08X}")
    } else {
        format!("\\u{code:04X}")
    }
}

/// `“text”`: the quotes become part of the text.
fn smart_quotes(scalar: &Scalar, pointer: &Pointer) -> Option<Diagnostic> {
    if !scalar.is_plain() {
        return None;
    }
    let first = scalar
        .text
        .chars()
        .next()
        .filter(|first| is_smart_quote(*first))?;
    let last = scalar
        .text
        .chars()
        .next_back()
        .filter(|last| is_smart_quote(*last))?;
    let inner = scalar.text.strip_prefix(first)?.strip_suffix(last)?;
    // Two quoted words are prose.
    if inner
        .chars()
        .any(|character| is_smart_quote(character) && character != '’')
    {
        return None;
    }
    let label = if secret::may_be_repeated(pointer, inner) {
        format!("write {}", quoted(inner))
    } else {
        "write ordinary quotes".to_owned()
    };
    Some(
        Diagnostic::warning(
            "smart-quotes",
            Place::Value(pointer.clone()),
            format!(
                "the quotes around this value become part of the text: {}",
                distinct([code_point(first), code_point(last)].into_iter()).join(", ")
            ),
        )
        .label(label)
        .note("YAML knows two quotes: `\"` (U+0022) and `'` (U+0027)"),
    )
}

/// `name: a #1`: YAML takes ` #1` for a comment. Ordinary comments have a space after the `#` or more before it.
fn cut_short(
    source: &Source,
    scalar: &Scalar,
    span: &Range<usize>,
    pointer: &Pointer,
) -> Option<Diagnostic> {
    const MARKERS: &[&str] = &[
        "TODO",
        "FIXME",
        "XXX",
        "HACK",
        "NOTE",
        "BUG",
        "nosec",
        "noqa",
        "yamllint",
        "region",
        "endregion",
    ];
    if !scalar.is_plain() || scalar.meaning != Meaning::Text {
        return None;
    }
    let behind = &source.text()[span.end..];
    if !behind.starts_with(" #") {
        return None;
    }
    let behind = behind.split(['\n', '\r']).next()?.trim_end();
    let comment = behind.strip_prefix(" #")?;
    let first = comment.chars().next()?;
    if !first.is_alphanumeric() || MARKERS.iter().any(|marker| comment.starts_with(marker)) {
        return None;
    }
    let start = span.end + 1;
    let whole = format!("{}{behind}", scalar.text);
    let label = if secret::may_be_repeated(pointer, &whole) {
        format!("if it belongs to the value, write {}", quoted(&whole))
    } else {
        "if it belongs to the value, write the value in quotes".to_owned()
    };
    Some(
        Diagnostic::warning(
            "comment-cuts-value",
            Place::Span(start..span.end + behind.len()),
            "the value ends before this: YAML takes a `#` behind a space for a comment",
        )
        .label(label)
        .help("if it is a comment, write a space after the `#`"),
    )
}
