//! Conditions that the service takes but that never match, or always.

use std::collections::BTreeMap;

use super::check::Type;
use super::codes::Code;
use super::functions::{self, Meaning};
use super::impossible::{self, Reason};
use super::syntax::{NodeId, NodeKind, Operator, Syntax};
use super::values::{Value, Values};
use super::{Findings, contradictions, excerpt};

/// Tells of every part that can never be true where it must be, or that is true whatever the message holds.
pub(super) fn check(condition: &str, syntax: &Syntax, types: &[Type], findings: &mut Findings) {
    let Some(root) = syntax.root else { return };
    let known = evaluate(condition, syntax, types);
    let mut waiting = vec![root];
    while let Some(id) = waiting.pop() {
        let possible = known.values.possible(id);
        let (conjuncts, alternatives) = (
            syntax.chain(id, Operator::And),
            syntax.chain(id, Operator::Or),
        );
        if let Some((conjunct, subject)) = known.contradictions.get(&id) {
            let message = format!(
                "nothing can meet this and what stands before it on `{}`",
                excerpt(subject, &(0..subject.len()))
            );
            let range = syntax.node(*conjunct).outer.clone();
            findings.add(
                Code::Never,
                range,
                message,
                "join alternatives with `OR`, or remove one of the two",
            );
        } else if let Some(never) = conjuncts
            .iter()
            .find(|part| **part != id && !known.values.possible(**part).yes)
        {
            waiting.push(*never);
        } else if conjuncts.len() > 1 {
            waiting.extend(conjuncts);
        } else if alternatives.len() > 1 && !possible.is_always_true() {
            waiting.extend(alternatives);
        } else if !possible.yes {
            never(&known, id, findings);
        } else if possible.is_always_true() && known.is_odd[id.0] {
            always(&known, id, findings);
        }
    }
}

/// Is the condition true for every message?
pub(super) fn is_always_true(condition: &str, syntax: &Syntax, types: &[Type]) -> bool {
    let known = evaluate(condition, syntax, types);
    syntax
        .root
        .is_some_and(|root| known.values.possible(root).is_always_true())
}

struct Known<'a> {
    values: Values<'a>,
    /// By the `AND` at the top of a chain: the conjunct that excludes the ones before it, and on what.
    contradictions: BTreeMap<NodeId, (NodeId, String)>,
    /// Does it hold a text, a property or `null`, so that nobody writes it to say `true`?
    is_odd: Vec<bool>,
}

fn evaluate<'a>(condition: &'a str, syntax: &'a Syntax, types: &'a [Type]) -> Known<'a> {
    let keys = contradictions::keys(condition, syntax);
    let values = Values {
        condition,
        syntax,
        types,
        list: Vec::with_capacity(syntax.nodes.len()),
    };
    let mut known = Known {
        values,
        contradictions: BTreeMap::new(),
        is_odd: Vec::new(),
    };
    let is_and = |id: NodeId| {
        matches!(
            syntax.node(id).kind,
            NodeKind::Binary {
                operator: Operator::And,
                ..
            }
        )
    };
    let mut tops: Vec<bool> = (0..syntax.nodes.len())
        .map(|at| is_and(NodeId(at)))
        .collect();
    for node in &syntax.nodes {
        if let NodeKind::Binary {
            operator: Operator::And,
            left,
            right,
            ..
        } = &node.kind
        {
            tops[left.0] = false;
            tops[right.0] = false;
        }
        known.is_odd.push(match &node.kind {
            NodeKind::Text(_)
            | NodeKind::Null
            | NodeKind::Property(_)
            | NodeKind::System(_)
            | NodeKind::Path(..) => true,
            NodeKind::Number(_)
            | NodeKind::Truth(_)
            | NodeKind::Undefined
            | NodeKind::List
            | NodeKind::Faulty => false,
            NodeKind::Call { arguments, .. } => {
                arguments.iter().any(|argument| known.is_odd[argument.0])
            }
            NodeKind::Negate(_, operand) | NodeKind::Not(_, operand) => known.is_odd[operand.0],
            NodeKind::Binary { left, right, .. } => known.is_odd[left.0] || known.is_odd[right.0],
        });
    }
    for (at, is_top) in tops.into_iter().enumerate() {
        let id = NodeId(at);
        let contradiction = if is_top {
            contradictions::find(&known.values, &keys, id)
        } else {
            None
        };
        let mut value = known.values.value(id);
        if let Value::Truth(possible) = &mut value
            && (contradiction.is_some() || impossible::reason(&known.values, id).is_some())
        {
            possible.yes = false;
        }
        known.values.list.push(value);
        known
            .contradictions
            .extend(contradiction.map(|found| (id, found)));
    }
    known
}

fn always(known: &Known, id: NodeId, findings: &mut Findings) {
    let range = known.values.syntax.node(id).outer.clone();
    let message = format!(
        "`{}` is true for every message",
        excerpt(known.values.condition, &range)
    );
    let label = quoted_name(&known.values, id)
        .unwrap_or_else(|| "write `true` to match every message".to_owned());
    findings.add(Code::Constant, range, message, label);
}

/// Tells of a part that is never true.
fn never(known: &Known, id: NodeId, findings: &mut Findings) {
    let Values {
        condition,
        syntax,
        types,
        ..
    } = known.values;
    let node = syntax.node(id);
    let said = excerpt(condition, &node.range);
    let not_a_condition =
        |what: &str| format!("`{said}` is {what}, not a condition, so nothing matches");
    let (message, label) = match (&node.kind, types[id.0]) {
        (NodeKind::Truth(_), _) => (
            "`false` matches nothing".to_owned(),
            "write a condition, or switch the route off with `isEnabled: false`".to_owned(),
        ),
        (NodeKind::Null | NodeKind::Undefined, _) => (
            format!("`{said}` matches nothing"),
            "write a condition".to_owned(),
        ),
        (NodeKind::Property(name), _)
            if name.eq_ignore_ascii_case("true") || name.eq_ignore_ascii_case("false") =>
        {
            (
                not_a_condition("the name of a property"),
                format!("write `{}`", name.to_lowercase()),
            )
        }
        (NodeKind::Property(_) | NodeKind::System(_), _) => (
            not_a_condition("a property, which is a text"),
            format!("write `{said} = '…'`, or `is_defined({said})`"),
        ),
        (_, Type::Number) => (
            not_a_condition("a number"),
            "compare it, such as `… > 5`".to_owned(),
        ),
        (NodeKind::Text(text), _) if text.contains(['=', '<', '>', '(']) => (
            not_a_condition("a text"),
            "remove the quotes around the condition".to_owned(),
        ),
        (_, Type::Text) => (
            not_a_condition("a text"),
            "compare it, such as `… = 'x'`".to_owned(),
        ),
        (_, Type::Truth | Type::Null | Type::Undefined | Type::Open | Type::Faulty) => {
            let reason =
                impossible::reason(&known.values, id).or_else(|| wrong_type(&known.values, id));
            let reason = reason.unwrap_or_else(|| Reason {
                message: format!("`{said}` is never true, whatever the message holds"),
                label: quoted_name(&known.values, id)
                    .unwrap_or_else(|| "compare with what the message can hold".to_owned()),
            });
            (reason.message, reason.label)
        }
    };
    findings.add(Code::Never, node.outer.clone(), message, label);
}

/// `is_number(level)`: the question for a type that a property never has.
fn wrong_type(values: &Values, id: NodeId) -> Option<Reason> {
    let node = values.syntax.node(id);
    let (function, arguments) = functions::called(values.condition, node)?;
    let subject = arguments
        .first()
        .filter(|subject| values.types[subject.0] == Type::Text)?;
    let (said, subject) = (
        excerpt(values.condition, &node.range),
        excerpt(values.condition, &values.syntax.node(*subject).range),
    );
    let label = if matches!(function.meaning, Meaning::IsType(Type::Number)) {
        format!("write `is_defined(as_number({subject}))`")
    } else if matches!(function.meaning, Meaning::IsType(Type::Truth)) {
        format!("write `{subject} = 'true' OR {subject} = 'false'`")
    } else if matches!(function.meaning, Meaning::IsNested) {
        "write a `$body` or `$twin` path".to_owned()
    } else {
        return None;
    };
    Some(Reason {
        message: format!("`{said}` is never true: `{subject}` is always a text"),
        label,
    })
}

/// `'level' = 'hot'`: the property that was probably meant.
fn quoted_name(values: &Values, id: NodeId) -> Option<String> {
    let node = values.syntax.node(id);
    let subject = if let NodeKind::Binary { left, .. } = &node.kind {
        *left
    } else {
        *functions::called(values.condition, node)?.1.first()?
    };
    let NodeKind::Text(text) = &values.syntax.node(subject).kind else {
        return None;
    };
    let is_name = !text.is_empty() && text.chars().all(super::lexer::is_name_character);
    is_name.then(|| {
        format!(
            "write `{}` without quotes for the property",
            excerpt(text, &(0..text.len()))
        )
    })
}
