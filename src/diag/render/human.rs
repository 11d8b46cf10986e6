//! For people: the sentence, the lines of the source with what to write instead, notes and helps.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet,
};

use super::{Placed, Report, mask, one_line};
use crate::diag::Severity;
use crate::source::Source;

pub(super) fn render(reports: &[Report<'_>], color: bool, width: usize) -> String {
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(width).hyperlink(false);
    let mut text = String::new();
    for report in reports {
        let masked = mask::shown(report.source.text());
        for placed in &report.diagnostics {
            text.push_str(&renderer.render(&[group(report.source, &masked, placed)]));
            text.push_str("\n\n");
        }
    }
    text
}

fn group<'a>(source: &'a Source, text: &'a str, placed: &'a Placed) -> Group<'a> {
    let diagnostic = &placed.diagnostic;
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let mut elements: Vec<Element<'a>> = vec![match &placed.span {
        None => Origin::path(one_line(source.name())).into(),
        Some(span) => snippet(source, text, span, placed).into(),
    }];
    let notes = diagnostic
        .notes
        .iter()
        .map(|note| Level::NOTE.message(one_line(note)));
    let helps = diagnostic
        .helps
        .iter()
        .map(|help| Level::HELP.message(one_line(help)));
    let page = Level::HELP.message(format!("hubseal explain {}", diagnostic.code));
    elements.extend(notes.chain(helps).chain([page]).map(Element::from));
    level
        .primary_title(one_line(&diagnostic.message))
        .id(diagnostic.code)
        .elements(elements)
}

/// Only the lines from the first to the last place are given to the renderer, which looks at every line it gets.
fn snippet<'a>(
    source: &'a Source,
    text: &'a str,
    span: &Range<usize>,
    placed: &'a Placed,
) -> Snippet<'a, Annotation<'a>> {
    let spans = || std::iter::once(span).chain(placed.related.iter().map(|(span, _)| span));
    let lines = spans().map(|span| source.line_column(span.start).0);
    let first = lines.clone().min().unwrap_or(1);
    let last = lines.max().unwrap_or(1);
    let window = source.line_range(first).start..source.line_range(last).end;
    let inside = |span: &Range<usize>| span.start - window.start..span.end - window.start;
    let label = (!placed.diagnostic.label.is_empty()).then(|| one_line(&placed.diagnostic.label));
    let related = placed.related.iter().map(|(span, label)| {
        AnnotationKind::Context
            .span(inside(span))
            .label(one_line(label))
    });
    Snippet::source(&text[window.clone()])
        .path(one_line(source.name()))
        .line_start(first)
        .annotation(AnnotationKind::Primary.span(inside(span)).label(label))
        .annotations(related)
}
