//! The events of the YAML parser become a tree of values with places, within limits that hold before any alias is
//! expanded.

use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle, Tag};

use super::alias::{measure, moved_to};
use super::frame::{Frame, FrameKind, MapFrame, Pending};
use super::keys;
use super::merge::{self, Merge};
use super::node::{Kind, Node};
use super::scalar::{Meaning, Scalar, Style, quoted};
use super::syntax;
use crate::diag::{Diagnostic, Place, secret};
use crate::source::Source;

/// How deep maps and lists may be nested, aliases included. Real intents are 7 deep.
pub(super) const MAX_DEPTH: usize = 64;

/// How many values a document may hold, those behind aliases counted each time they are used.
pub(super) const MAX_NODES: usize = 100_000;

/// What [`build`] made of a text.
pub(super) struct Built {
    /// The tree, unless the text could not be read or what is there would only mislead later steps.
    pub(super) root: Option<Node>,
    /// Everything that was found.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Reads the text with the event parser and builds the tree.
pub(super) fn build(source: &Source) -> Built {
    let options = granit_parser::options! {
        // Nobody needs `%YAML` here, and `%TAG` only hides what a tag is.
        disallow_directives: true,
        // As the second reader does.
        block_scalar_eof_without_line_feed: true,
        // So that a missing anchor is one located error among others.
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    };
    let mut builder = Builder::new(source);
    for event in Parser::new_from_str_with_options(source.text(), options) {
        let flow = match event {
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => {
                let open = builder.open();
                builder
                    .diagnostics
                    .push(syntax::explain(source, &error, &open));
                builder.reliable = false;
                Flow::Stop
            }
        };
        if flow == Flow::Stop {
            break;
        }
    }
    builder.finish()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    Go,
    Stop,
}

/// What the tag of a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tagged {
    /// There is none.
    No,
    /// `!!str`.
    Text,
    /// One that an intent does not have.
    Unknown,
}

struct Builder<'a> {
    source: &'a Source,
    frames: Vec<Frame>,
    /// The finished values that have an anchor, by the parser's number for the anchor.
    anchors: BTreeMap<usize, Anchored>,
    root: Option<Node>,
    documents: usize,
    nodes: usize,
    /// Whether the tree says what the user meant, apart from what was reported.
    reliable: bool,
    diagnostics: Vec<Diagnostic>,
}

struct Anchored {
    node: Node,
    size: usize,
    height: usize,
}

impl<'a> Builder<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            source,
            frames: Vec::new(),
            anchors: BTreeMap::new(),
            root: None,
            documents: 0,
            nodes: 0,
            reliable: true,
            diagnostics: Vec::new(),
        }
    }

    fn take(&mut self, event: Event<'_>, span: &Span) -> Flow {
        let range = span
            .byte_range()
            .expect("a parser of a `str` knows the bytes of every event");
        match event {
            Event::DocumentStart(..) => return self.start_document(range),
            Event::Scalar(text, style, anchor, tag) => {
                let tag = self.take_tag(tag.as_deref(), span, true);
                return self.scalar(text.into_owned(), style, range, anchor, tag);
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.take_tag(tag.as_deref(), span, false);
                return self.open_frame(FrameKind::List(Vec::new()), style, &range, anchor);
            }
            Event::MappingStart(style, anchor, tag) => {
                self.take_tag(tag.as_deref(), span, false);
                return self.open_frame(FrameKind::Map(MapFrame::default()), style, &range, anchor);
            }
            Event::SequenceEnd | Event::MappingEnd => return self.close_frame(&range),
            Event::Alias(id) => return self.alias(id, range),
            Event::UnresolvedAlias(name) => {
                self.unknown_anchor(&name, range.clone());
                return self.attach(null(range), 0);
            }
            // Start and end of stream and document, anchors (their numbers come with the nodes), and whatever a later
            // version of the parser adds beside nodes.
            _ => {}
        }
        Flow::Go
    }

    fn finish(mut self) -> Built {
        if let Some(root) = self.root.as_ref().filter(|_| self.reliable)
            && let Some(diagnostic) = root
                .as_scalar()
                .and_then(|scalar| keys::missing_space(scalar, &root.span))
        {
            self.stop(diagnostic);
        }
        let nothing = self.root.as_ref().is_none_or(Node::is_empty);
        if nothing && self.diagnostics.is_empty() {
            self.diagnostics.push(
                Diagnostic::error(
                    "empty-document",
                    Place::Span(0..0),
                    "the file holds no intent",
                )
                .help("`hubseal init` writes an intent to begin with"),
            );
        }
        let root = self.root.filter(|_| self.reliable && !nothing);
        Built {
            root,
            diagnostics: self.diagnostics,
        }
    }

    /// The maps and lists that are open where the parser stopped, the outermost first.
    fn open(&self) -> Vec<syntax::Open> {
        self.frames
            .iter()
            .map(|frame| syntax::Open {
                at: frame.start,
                flow: frame.flow,
                map: matches!(frame.kind, FrameKind::Map(_)),
            })
            .collect()
    }

    fn start_document(&mut self, range: Range<usize>) -> Flow {
        self.documents += 1;
        if self.documents == 1 {
            return Flow::Go;
        }
        let first_line = self
            .source
            .line_range(self.source.line_column(range.start).0);
        self.diagnostics.push(
            Diagnostic::error(
                "second-document",
                Place::Span(range.start..first_line.end.max(range.end)),
                "a second YAML document begins here",
            )
            .label("one file holds one intent")
            .help(
                "move it to a file of its own, or remove the `---` (or `...`) that ends the first",
            ),
        );
        Flow::Stop
    }

    /// What the tag of a value is; any that an intent does not have is reported.
    fn take_tag(&mut self, tag: Option<&Tag>, span: &Span, scalar: bool) -> Tagged {
        let Some(tag) = tag else {
            return Tagged::No;
        };
        if scalar && tag.is_yaml_core_schema_tag("str") {
            return Tagged::Text;
        }
        let place = span
            .tag_span()
            .unwrap_or(*span)
            .byte_range()
            .unwrap_or(0..0);
        let message = if self.under_secret_key() {
            "an intent has no tags, but this value has one".to_owned()
        } else {
            format!(
                "an intent has no tags, but this value has `{}`",
                tag.original()
            )
        };
        let mut diagnostic = Diagnostic::error("unknown-tag", Place::Span(place), message)
        .label("remove it")
        .note("the one tag that is known is `!!str`, before a single value: it says the same as quotes");
        if scalar {
            diagnostic =
                diagnostic.help("if the `!` belongs to the text, write the text in quotes");
        }
        self.diagnostics.push(diagnostic);
        Tagged::Unknown
    }

    fn scalar(
        &mut self,
        text: String,
        style: ScalarStyle,
        range: Range<usize>,
        anchor: usize,
        tag: Tagged,
    ) -> Flow {
        let tagged = tag == Tagged::Text;
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted => Style::SingleQuoted,
            ScalarStyle::DoubleQuoted => Style::DoubleQuoted,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
        };
        let mut scalar = match style {
            // The parser gives `~` where nothing is written.
            Style::Plain if tagged && range.is_empty() => Scalar::tagged_text(""),
            Style::Plain if tagged => Scalar::tagged_text(text),
            Style::Plain if range.is_empty() => Scalar::plain(""),
            Style::Plain => Scalar::plain(text),
            Style::SingleQuoted | Style::DoubleQuoted | Style::Literal | Style::Folded => {
                Scalar::textual(text, style)
            }
        };
        scalar.spoilt = tag == Tagged::Unknown;
        if scalar.meaning == Meaning::OutOfRange {
            let (message, label) = if self.under_secret_key() {
                (
                    "this is not a number that an intent can hold".to_owned(),
                    "if text is meant, write it in quotes".to_owned(),
                )
            } else {
                (
                    format!("`{}` is not a number that an intent can hold", scalar.text),
                    format!("if text is meant, write {}", quoted(&scalar.text)),
                )
            };
            self.diagnostics.push(
                Diagnostic::error("number-out-of-range", Place::Span(range.clone()), message)
                    .label(label)
                    .note("numbers are finite and have at most 64 bits"),
            );
        }
        let node = Node {
            kind: Kind::Scalar(scalar),
            span: range,
            defined_at: None,
        };
        match self.count(1, &node.span) {
            Flow::Go => self.attach(node, anchor),
            Flow::Stop => Flow::Stop,
        }
    }

    /// Whether the key of any value that is open names a secret.
    fn under_secret_key(&self) -> bool {
        self.frames.iter().any(|frame| match &frame.kind {
            FrameKind::Map(map) => {
                matches!(&map.pending, Pending::Entry(key, _) if secret::is_secret_key(&key.text))
            }
            FrameKind::List(_) => false,
        })
    }

    fn open_frame(
        &mut self,
        kind: FrameKind,
        style: StructureStyle,
        range: &Range<usize>,
        anchor: usize,
    ) -> Flow {
        if self.frames.len() >= MAX_DEPTH {
            return self.stop(too_deep(range.start..range.start));
        }
        self.frames.push(Frame {
            kind,
            flow: style == StructureStyle::Flow,
            start: range.start,
            end: range.end,
            anchor,
        });
        self.count(1, range)
    }

    fn close_frame(&mut self, range: &Range<usize>) -> Flow {
        let frame = self
            .frames
            .pop()
            .expect("the parser ends only what it has begun");
        let end = if frame.flow { range.end } else { frame.end };
        let kind = match frame.kind {
            FrameKind::List(items) => Kind::List(items),
            FrameKind::Map(map) => {
                let mut entries = map.entries;
                let added = merge::apply(&mut entries, map.merges, &mut self.diagnostics);
                if self.count(added, range) == Flow::Stop {
                    return Flow::Stop;
                }
                Kind::Map(entries)
            }
        };
        let node = Node {
            kind,
            span: frame.start..end.max(frame.start),
            defined_at: None,
        };
        self.attach(node, frame.anchor)
    }

    fn alias(&mut self, id: usize, range: Range<usize>) -> Flow {
        let Some(anchored) = self.anchors.get(&id) else {
            self.diagnostics.push(
                Diagnostic::error(
                    "recursive-alias",
                    Place::Span(range.clone()),
                    format!(
                        "`{}` stands inside the very value that it refers to",
                        &self.source.text()[range.clone()]
                    ),
                )
                .label("a value cannot hold itself"),
            );
            self.reliable = false;
            return self.attach(null(range), 0);
        };
        if self.frames.len() + anchored.height > MAX_DEPTH {
            return self.stop(too_deep(range));
        }
        let size = anchored.size;
        if self.count(size, &range) == Flow::Stop {
            return Flow::Stop;
        }
        let Some(anchored) = self.anchors.get(&id) else {
            return Flow::Go;
        };
        let node = moved_to(&anchored.node, &range);
        self.attach(node, 0)
    }

    fn unknown_anchor(&mut self, name: &str, range: Range<usize>) {
        let (before, behind) = self.source.text().split_at(range.start);
        let known = if self.anchors.is_empty() {
            "the file defines no anchor before this line"
        } else {
            "an anchor is defined before it is used, as in `x-name: &name`"
        };
        let known = if anchors(behind).any(|anchor| anchor == name) {
            "it is defined further down; an anchor is defined before it is used"
        } else {
            known
        };
        let near = anchors(before).find(|anchor| is_near(anchor, name));
        let (message, label) = if self.under_secret_key() {
            (
                "`*` begins an alias, but no such anchor is defined".to_owned(),
                "if text is meant, write it in quotes".to_owned(),
            )
        } else {
            (
                format!("no anchor `&{name}` is defined"),
                match near {
                    Some(near) => format!("write `*{near}`"),
                    None => format!("if text is meant, write {}", quoted(&format!("*{name}"))),
                },
            )
        };
        self.diagnostics.push(
            Diagnostic::error("unknown-anchor", Place::Span(range), message)
                .label(label)
                .note(known),
        );
        self.reliable = false;
    }

    /// Adds a finished value to the map or list that is open.
    fn attach(&mut self, mut node: Node, anchor: usize) -> Flow {
        if anchor != 0 && self.remember(anchor, &node) == Flow::Stop {
            return Flow::Stop;
        }
        let Some(frame) = self.frames.last_mut() else {
            self.root = Some(node);
            return Flow::Go;
        };
        let map = match &mut frame.kind {
            FrameKind::List(items) => {
                if node.is_empty() {
                    node.span = before(self.source.text(), node.span.start, '-')
                        .unwrap_or(frame.start..frame.start);
                }
                frame.end = frame.end.max(node.span.end);
                items.push(node);
                return Flow::Go;
            }
            FrameKind::Map(map) => map,
        };
        match std::mem::take(&mut map.pending) {
            Pending::Key => {
                frame.end = frame.end.max(node.span.end);
                let judged = keys::judge(self.source, map, node);
                map.pending = judged.pending;
                self.diagnostics.extend(judged.diagnostic);
                self.reliable &= judged.reliable;
            }
            Pending::Entry(key, key_span) => {
                if node.is_empty() {
                    node.span = key_span.end..key_span.end;
                    if frame.flow
                        && let Some(diagnostic) = keys::missing_space(&key, &key_span)
                    {
                        self.diagnostics.push(diagnostic);
                        map.add_split(&key, &key_span);
                        return Flow::Go;
                    }
                }
                frame.end = frame.end.max(node.span.end);
                map.add(key, key_span, node);
            }
            Pending::Again(key) => {
                frame.end = frame.end.max(node.span.end);
                map.add_again(&key, node);
            }
            Pending::Merge(at) => {
                frame.end = frame.end.max(node.span.end);
                map.merges.push(Merge { at, value: node });
            }
            Pending::Refused => frame.end = frame.end.max(node.span.end),
        }
        Flow::Go
    }

    fn remember(&mut self, anchor: usize, node: &Node) -> Flow {
        let (size, height) = measure(node);
        // What is remembered is a copy, and counts: else anchors inside anchors could fill the memory.
        if self.count(size, &node.span) == Flow::Stop {
            return Flow::Stop;
        }
        let node = node.clone();
        self.anchors.insert(anchor, Anchored { node, size, height });
        Flow::Go
    }

    fn count(&mut self, nodes: usize, at: &Range<usize>) -> Flow {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes <= MAX_NODES {
            return Flow::Go;
        }
        self.stop(
            Diagnostic::error(
                "too-many-values",
                Place::Span(at.clone()),
                format!("the file holds more than {MAX_NODES} values"),
            )
            .note("values behind an alias count each time that the alias is used")
            .help("check that this file is an intent"),
        )
    }

    fn stop(&mut self, diagnostic: Diagnostic) -> Flow {
        self.reliable = false;
        self.diagnostics.push(diagnostic);
        Flow::Stop
    }
}

pub(super) fn too_deep(at: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        "nested-too-deep",
        Place::Span(at),
        format!("maps and lists are nested more than {MAX_DEPTH} deep here"),
    )
    .help("check that this file is an intent")
}

fn null(span: Range<usize>) -> Node {
    Node {
        kind: Kind::Scalar(Scalar::plain("~")),
        span,
        defined_at: None,
    }
}

/// The names of the anchors in a text.
fn anchors(text: &str) -> impl Iterator<Item = &str> {
    text.split(['\n', ' ', '[', '{', ','])
        .filter_map(|word| word.trim().strip_prefix('&'))
        .filter(|name| !name.is_empty())
}

/// Whether two names differ in case, or in a letter at the end or in between.
fn is_near(one: &str, other: &str) -> bool {
    let (shorter, longer) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let same = shorter
        .chars()
        .zip(longer.chars())
        .take_while(|(left, right)| left.eq_ignore_ascii_case(right))
        .count();
    let rest = |name: &str, skip: usize| -> String { name.chars().skip(skip).collect() };
    let (short, long) = (rest(shorter, same), rest(longer, same));
    short.eq_ignore_ascii_case(&long)
        || short.eq_ignore_ascii_case(&rest(&long, 1))
        || rest(&short, 1).eq_ignore_ascii_case(&rest(&long, 1)) && same > 0
}

/// The place of `wanted`, if only white space lies between it and `at`.
fn before(text: &str, at: usize, wanted: char) -> Option<Range<usize>> {
    let kept = text.get(..at)?.trim_end();
    kept.ends_with(wanted)
        .then(|| kept.len() - wanted.len_utf8()..kept.len())
}
