//! From a symbolic place to bytes of the source.

use std::ops::Range;

use super::node::{Child, Entry, Node, child};
use super::pointer::Pointer;
use super::spelling;
use crate::diag::Place;
use crate::source::Source;

/// Where a place is in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The bytes to underline, within one line.
    pub span: Range<usize>,
    /// For a value that an alias or a merge key brings: the bytes where it is written, within one line.
    pub defined_at: Option<Range<usize>>,
}

/// Finds the bytes of a place; `root` is the tree, if the text could be read.
pub(super) fn locate(source: &Source, root: Option<&Node>, place: &Place) -> Located {
    let found = match (place, root) {
        (Place::Span(span), _) => here(span.clone()),
        (Place::Value(pointer), Some(root)) => value(source, root, pointer),
        (Place::Key(pointer), Some(root)) => key(source, root, pointer),
        (Place::Inside(pointer, range), Some(root)) => inside(source, root, pointer, range),
        (Place::File, _) | (Place::Value(_) | Place::Key(_) | Place::Inside(..), None) => {
            here(0..0)
        }
    };
    Located {
        span: first_line(source, found.span),
        defined_at: found.defined_at.map(|span| first_line(source, span)),
    }
}

fn here(span: Range<usize>) -> Located {
    Located {
        span,
        defined_at: None,
    }
}

fn value(source: &Source, root: &Node, pointer: &Pointer) -> Located {
    match walk(root, pointer) {
        Walked::Root => start_of(root),
        Walked::Found(Child::Entry(entry)) if entry.value.is_empty() => key_of(entry),
        Walked::Found(child) => {
            let node = child.node();
            Located {
                span: written(source, node, node.span.clone()),
                defined_at: node
                    .defined_at
                    .as_ref()
                    .map(|span| written(source, node, span.clone())),
            }
        }
        Walked::Missing(last) => last.map_or_else(|| start_of(root), stand_in),
    }
}

fn key(source: &Source, root: &Node, pointer: &Pointer) -> Located {
    match walk(root, pointer) {
        Walked::Found(Child::Entry(entry)) => key_of(entry),
        Walked::Root | Walked::Found(Child::Item(_)) | Walked::Missing(_) => {
            value(source, root, pointer)
        }
    }
}

fn inside(source: &Source, root: &Node, pointer: &Pointer, range: &Range<usize>) -> Located {
    let whole = value(source, root, pointer);
    let (Walked::Found(child), text) = (walk(root, pointer), source.text()) else {
        return whole;
    };
    let node = child.node();
    let part = node
        .as_scalar()
        .and_then(|scalar| spelling::of(text, &node.written_at(), scalar))
        .map(|spelling| spelling.source_range(range.clone()));
    match part {
        None => whole,
        // The user's own place is the alias; the part of the text shows where that is written.
        Some(part) if node.defined_at.is_some() => Located {
            span: whole.span,
            defined_at: Some(part),
        },
        Some(part) => here(part),
    }
}

/// How far the steps of a pointer lead.
enum Walked<'a> {
    /// The pointer has no steps.
    Root,
    /// To the end.
    Found(Child<'a>),
    /// To here, but not further; to nothing but the root if `None`.
    Missing(Option<Child<'a>>),
}

fn walk<'a>(root: &'a Node, pointer: &Pointer) -> Walked<'a> {
    let mut last = None;
    let mut node = root;
    for step in pointer.steps() {
        let Some(next) = child(node, step) else {
            return Walked::Missing(last);
        };
        last = Some(next);
        node = next.node();
    }
    last.map_or(Walked::Root, Walked::Found)
}

/// What stands for a thing that is not there: the key of the map that lacks it; of a map in a list, its first key.
fn stand_in(last: Child<'_>) -> Located {
    match last {
        Child::Entry(entry) => key_of(entry),
        Child::Item(node) => start_of(node),
    }
}

/// The first key of a map; other values themselves.
fn start_of(node: &Node) -> Located {
    match node.entries().first() {
        // A value from an alias has one place only.
        Some(entry) if node.defined_at.is_none() => key_of(entry),
        Some(_) | None => Located {
            span: node.span.clone(),
            defined_at: node.defined_at.clone(),
        },
    }
}

fn key_of(entry: &Entry) -> Located {
    Located {
        span: entry.key_span.clone(),
        defined_at: entry.key_defined_at.clone(),
    }
}

/// The span of a value, or what stands right before it if it is empty, so that there is something to underline.
fn written(source: &Source, node: &Node, span: Range<usize>) -> Range<usize> {
    if !span.is_empty() || node.as_scalar().is_none() {
        return span;
    }
    let before = source.text()[..span.start].trim_end();
    let last = before.chars().next_back().map_or(0, char::len_utf8);
    before.len() - last..before.len()
}

/// Cuts a range to its first line, without white space at the end, and to whole characters.
fn first_line(source: &Source, span: Range<usize>) -> Range<usize> {
    let start = source.floor(span.start);
    let end = source.floor(span.end.max(start));
    let text = &source.text()[start..end];
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    // A range of line breaks only: the point before them.
    let kept = if line.len() < text.len() {
        line.trim_end()
    } else {
        line
    };
    start..start + kept.len()
}
