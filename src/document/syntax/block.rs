//! Mistakes in maps and lists that are written with lines and indentation.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::spot::Spot;
use super::{COMMENT, Open, is_foreign_comment, missing_space_after_colon, syntax};
use crate::diag::{Diagnostic, Place};
use crate::document::scalar::quoted;
use crate::document::traps;

/// The parser stopped in a map or list that is written with lines and indentation.
pub(super) fn in_block(spot: &Spot<'_>, kind: &ErrorKind, open: &[Open]) -> Diagnostic {
    let previous = spot.line_before(spot.line);
    for line in [Some(spot.line), previous].into_iter().flatten() {
        if let Some(diagnostic) = glued_colon(spot, line).or_else(|| glued_dash(spot, line)) {
            return diagnostic;
        }
    }
    let content = spot.content(spot.line);
    let text = &spot.text[content.clone()];
    let before = &spot.text[content.start.min(spot.at)..spot.at];
    if spot.character() == Some(':') && before.contains(": ") {
        let value = content.start + before.find(": ").map_or(0, |colon| colon + 2);
        let word = spot.text[value..content.end].trim();
        let plain = word.trim_matches(traps::is_smart_quote);
        let label = if word.contains(" #") {
            "write it in quotes".to_owned()
        } else {
            format!("write {}", quoted(plain))
        };
        return syntax(
            value..content.end,
            "a value without quotes cannot hold a `: `".to_owned(),
            label,
        )
        .help("if a map is meant, begin it on the next line, or write it in brackets: `{ key: value }`");
    }
    let lacks_colon = |text: &str| !text.contains(':') && !text.starts_with('-');
    let indentation = spot.column(content.start);
    let fits = open.is_empty() || open.iter().any(|open| spot.column(open.at) == indentation);
    if let Some(previous) = previous
        && let Some(diagnostic) = below_block_header(spot, previous)
    {
        return diagnostic;
    }
    if lacks_colon(text) && fits {
        return no_colon(content, text);
    }
    if let Some(previous) = previous.filter(|_| *kind == ErrorKind::MappingValueNotAllowed) {
        let above = spot.content(previous);
        let above_text = &spot.text[above.clone()];
        // The last line of a list in brackets or of a text in quotes is complete.
        if lacks_colon(above_text) && !above_text.ends_with([']', '}', '"', '\'', ',']) {
            return no_colon(above, above_text);
        }
    }
    wrong_indentation(spot, previous, open)
}

/// A text below `key: |` that stands no further to the right than its key.
fn below_block_header(spot: &Spot<'_>, previous: usize) -> Option<Diagnostic> {
    let above = spot.content(previous);
    let header = spot.text[above.clone()].rsplit(' ').next()?;
    let is_header = header.starts_with(['|', '>'])
        && header[1..]
            .chars()
            .all(|character| matches!(character, '-' | '+' | '1'..='9'));
    let content = spot.content(spot.line);
    let column = spot.column(above.start);
    if !is_header || spot.column(content.start) > column {
        return None;
    }
    let diagnostic = syntax(
        content,
        format!("a text below `{header}` stands further to the right than its key"),
        format!("indent it by {} or more", column + 2),
    );
    Some(diagnostic.related(Place::Span(above), "the text of this key"))
}

fn no_colon(content: Range<usize>, text: &str) -> Diagnostic {
    let label = match text.split_once('=') {
        Some((key, value)) if !key.trim().is_empty() => {
            format!("write `{}: {}`", key.trim(), value.trim())
        }
        _ if is_foreign_comment(text) => COMMENT.to_owned(),
        _ => "write `key: value`".to_owned(),
    };
    syntax(
        content,
        "this line is no `key: value`: it has no `: `".to_owned(),
        label,
    )
}

fn wrong_indentation(spot: &Spot<'_>, previous: Option<usize>, open: &[Open]) -> Diagnostic {
    let content = spot.content(spot.line);
    let indentation = spot.column(content.start);
    let text = &spot.text[content.clone()];
    if text.starts_with("--- ") {
        return syntax(
            content,
            "a map cannot begin on the line of `---`".to_owned(),
            "remove the `---`, or begin on the next line".to_owned(),
        );
    }
    let inner = open
        .iter()
        .rfind(|open| !open.flow)
        .filter(|inner| spot.column(inner.at) == indentation);
    if inner.is_some_and(|inner| inner.map) && text.starts_with("- ") {
        return syntax(
            content,
            "a list item stands where a key should be".to_owned(),
            "write `key: value`, or indent it below its key".to_owned(),
        );
    }
    if inner.is_some_and(|inner| !inner.map) {
        return syntax(
            content,
            "a key stands where a list item should be".to_owned(),
            "begin it with `- `, or indent it like the key above the list".to_owned(),
        );
    }
    if spot.at > content.start
        && spot.text[content.start..spot.at]
            .trim_end()
            .ends_with(['"', '\'', '}', ']'])
    {
        return nothing_may_follow(spot);
    }
    let above = previous.map(|line| spot.content(line));
    // The parser has closed what the line above belongs to.
    let columns: Vec<usize> = open
        .iter()
        .filter(|open| !open.flow)
        .map(|open| open.at)
        .chain(above.clone().map(|above| above.start))
        .map(|at| spot.column(at))
        .collect();
    let Some(above) = above.filter(|above| indentation > spot.column(above.start)) else {
        return syntax(
            content,
            format!("this line is indented by {indentation}, which fits nothing above"),
            indentation_label(&columns),
        );
    };
    // A key goes below the key of an item, not below its `-`.
    let above_text = &spot.text[above.clone()];
    let dashes = if text.starts_with("- ") {
        0
    } else {
        above_text.len() - above_text.trim_start_matches("- ").len()
    };
    let column = spot.column(above.start) + dashes;
    syntax(
        content,
        format!(
            "this line is indented by {indentation}, but the line above has a value already, so nothing can be below it"
        ),
        format!("indent it by {column}"),
    )
    .related(Place::Span(above), "this line is complete")
}

fn nothing_may_follow(spot: &Spot<'_>) -> Diagnostic {
    let rest = spot.rest(spot.at);
    let label = if is_foreign_comment(&spot.text[rest.clone()]) {
        COMMENT
    } else {
        "write the whole value in quotes"
    };
    syntax(
        rest,
        "nothing may follow the value here".to_owned(),
        label.to_owned(),
    )
}

fn indentation_label(columns: &[usize]) -> String {
    let mut columns = columns.to_vec();
    columns.sort_unstable();
    columns.dedup();
    let words: Vec<String> = columns.iter().map(ToString::to_string).collect();
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => format!("indent it by {only}"),
        Some((last, others)) => format!("indent it by {} or {last}", others.join(", ")),
    }
}

/// `name:x` or `- name:x` at the beginning of a line.
fn glued_colon(spot: &Spot<'_>, line: usize) -> Option<Diagnostic> {
    let content = spot.content(line);
    let text = &spot.text[content.clone()];
    let key = text.trim_start_matches("- ").trim_start();
    let (name, value) = key.split_once(':')?;
    let is_name = !name.is_empty()
        && name
            .chars()
            .all(|character| character.is_alphanumeric() || matches!(character, '_' | '-' | '.'));
    let glued = value
        .chars()
        .next()
        .is_some_and(|next| !matches!(next, ' ' | '\t' | '/' | ':'));
    if !is_name || !glued {
        return None;
    }
    let colon = content.start + (text.len() - key.len()) + name.len();
    Some(missing_space_after_colon(
        name,
        value.trim(),
        colon..colon + 1,
    ))
}

/// `-name: x` beside `- name: x`.
fn glued_dash(spot: &Spot<'_>, line: usize) -> Option<Diagnostic> {
    let content = spot.content(line);
    let text = &spot.text[content.clone()];
    let item = text.strip_prefix('-')?;
    let first = item.chars().next()?;
    if !first.is_alphabetic() || line != spot.line {
        return None;
    }
    Some(syntax(
        content.start..content.start + 1,
        "a space is missing after the `-` of this list item".to_owned(),
        format!("write `- {item}`"),
    ))
}
