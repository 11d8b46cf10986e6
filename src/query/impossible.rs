//! Comparisons and searches that can never be true though one side depends on the message: `lower(x) = 'Hot'`.

use super::excerpt;
use super::functions::{self, Meaning};
use super::syntax::{Comparison, Document, NodeId, NodeKind, Operator};
use super::values::{Value, Values, units};

/// Why a node can never be true, and what to write instead.
pub(super) struct Reason {
    pub(super) message: String,
    pub(super) label: String,
}

/// Tells why a comparison or search can never be true; its operands are known.
pub(super) fn reason(values: &Values, id: NodeId) -> Option<Reason> {
    let node = values.syntax.node(id);
    if let NodeKind::Binary {
        operator: Operator::Compare(comparison),
        left,
        right,
        ..
    } = &node.kind
    {
        return compared(values, *comparison, *left, *right)
            .or_else(|| compared(values, comparison.turned(), *right, *left));
    }
    let (function, arguments) = functions::called(values.condition, node)?;
    let (Meaning::Search(_), [subject, part]) = (function.meaning, arguments) else {
        return None;
    };
    let Value::Text(part) = values.of(*part) else {
        return None;
    };
    letter_case(values, *subject, part)
}

/// `subject comparison literal`.
fn compared(
    values: &Values,
    comparison: Comparison,
    subject: NodeId,
    literal: NodeId,
) -> Option<Reason> {
    let node = values.syntax.node(subject);
    if *values.of(subject) != Value::Open {
        return None;
    }
    let is_literal = matches!(
        values.of(literal),
        Value::Text(_) | Value::Number(_) | Value::Truth(_)
    );
    if let NodeKind::Path(Document::Twin, path) = &node.kind
        && is_literal
        && [".tags", ".properties.desired", ".properties.reported"]
            .iter()
            .any(|root| path.eq_ignore_ascii_case(root))
    {
        let said = excerpt(values.condition, &node.range);
        return Some(Reason {
            message: format!("`{said}` is an object, which equals nothing"),
            label: format!("compare a value in it, such as `{said}.name`"),
        });
    }
    match values.of(literal) {
        Value::Null if comparison == Comparison::Equal => {
            let NodeKind::Path(Document::Twin, _) = node.kind else {
                return None;
            };
            let said = excerpt(values.condition, &node.range);
            Some(Reason {
                message: format!("`{said}` is never `null`: a twin drops what is set to `null`"),
                label: format!("write `NOT is_defined({said})`"),
            })
        }
        Value::Text(text) if comparison == Comparison::Equal => {
            letter_case(values, subject, text).or_else(|| length(values, subject, text))
        }
        Value::Number(number) => range(values, comparison, subject, *number),
        Value::Null | Value::Text(_) | Value::Truth(_) | Value::Undefined | Value::Open => None,
    }
}

/// `lower(x) = 'Hot'`.
fn letter_case(values: &Values, subject: NodeId, text: &str) -> Option<Reason> {
    let (function, _) = functions::called(values.condition, values.syntax.node(subject))?;
    let lower = matches!(function.meaning, Meaning::Lower);
    if !lower && !matches!(function.meaning, Meaning::Upper) {
        return None;
    }
    let (meant, kind) = if lower {
        (text.to_lowercase(), "capital")
    } else {
        (text.to_uppercase(), "small")
    };
    let wrong = text.contains(|c: char| {
        if lower {
            c.is_ascii_uppercase()
        } else {
            c.is_ascii_lowercase()
        }
    });
    wrong.then(|| Reason {
        message: format!(
            "`{}` gives no {kind} letter, so this is never true",
            function.name
        ),
        label: format!("write `'{}'`", excerpt(&meant, &(0..meant.len()))),
    })
}

/// `substring(x, 0, 3) = 'warm'`.
fn length(values: &Values, subject: NodeId, text: &str) -> Option<Reason> {
    let (function, arguments) = functions::called(values.condition, values.syntax.node(subject))?;
    let (Meaning::Substring, [_, _, length]) = (function.meaning, arguments) else {
        return None;
    };
    let Value::Number(length) = values.of(*length) else {
        return None;
    };
    let has = units(text);
    has.total_cmp(&length.trunc()).is_ne().then(|| Reason {
        message: format!("`substring` gives {length} characters here, and this text has {has}"),
        label: format!("write a text of {length} characters"),
    })
}

/// `length(x) < 0`.
fn range(values: &Values, comparison: Comparison, subject: NodeId, number: f64) -> Option<Reason> {
    let (function, _) = functions::called(values.condition, values.syntax.node(subject))?;
    let (low, high, whole) = function.range?;
    let can_be = match comparison {
        Comparison::Less => low < number,
        Comparison::LessOrEqual => low <= number,
        Comparison::Greater => high > number,
        Comparison::GreaterOrEqual => high >= number,
        Comparison::Equal => (low..=high).contains(&number) && (!whole || number.fract() == 0.0),
        Comparison::NotEqual => true,
    };
    let kind = if whole { "whole numbers" } else { "numbers" };
    let limits = match (low.is_finite(), high.is_finite()) {
        (true, true) => format!(" from {low} to {high}"),
        (true, false) => format!(" not below {low}"),
        (false, _) => String::new(),
    };
    (!can_be).then(|| Reason {
        message: format!(
            "`{}` gives {kind}{limits}, so this is never true",
            function.name
        ),
        label: "compare with a number that it can give".to_owned(),
    })
}
