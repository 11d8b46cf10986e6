//! Conditions that the service takes but that never match, or always.

use std::collections::BTreeMap;

use super::check::Type;
use super::codes::Code;
use super::contradictions::{self, turned};
use super::functions::{self, FunctionId};
use super::syntax::{Document, Family, NodeId, NodeKind, Operator, Syntax};
use super::values::{Possible, Value, Values, units};
use super::{Findings, excerpt};

/// Tells of every part that can never be true where it must be, or that is true whatever the message holds.
pub(super) fn check(condition: &str, syntax: &Syntax, types: &[Type], findings: &mut Findings) {
    let Some(root) = syntax.root else { return };
    let known = evaluate(condition, syntax, types);
    let mut waiting = vec![root];
    while let Some(id) = waiting.pop() {
        let possible = known.values.possible(id);
        let contradiction = known.contradictions.get(&id);
        match &syntax.node(id).kind {
            NodeKind::Binary {
                operator: Operator::And,
                ..
            } => {
                let conjuncts = syntax.chain(id, Operator::And);
                if let Some((conjunct, subject)) = contradiction {
                    let range = syntax.node(*conjunct).range.clone();
                    let message = format!(
                        "this excludes what stands before it on `{}`, so nothing matches",
                        plain(subject)
                    );
                    findings.add(
                        Code::Never,
                        range,
                        message,
                        "join the alternatives with `OR`, or remove one",
                    );
                } else if let Some(never) = conjuncts
                    .iter()
                    .find(|conjunct| !known.values.possible(**conjunct).yes)
                {
                    waiting.push(*never);
                } else {
                    waiting.extend(conjuncts);
                }
            }
            NodeKind::Binary {
                operator: Operator::Or,
                ..
            } if !possible.is_always_true() => {
                waiting.extend(syntax.chain(id, Operator::Or));
            }
            _ if !possible.yes => never(&known, id, findings),
            _ if possible.is_always_true() && known.is_odd[id.0] => {
                let range = syntax.node(id).range.clone();
                let said = excerpt(condition, &range);
                findings
                    .add(
                        Code::Constant,
                        range.clone(),
                        format!("`{said}` is true for every message"),
                        "write `true` to match every message, or name a property without quotes",
                    )
                    .note("what stands in quotes is a text, not the property of that name");
            }
            _ => {}
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
    /// By the `AND` at the top of a chain.
    contradictions: BTreeMap<NodeId, (NodeId, String)>,
    /// Does it hold a text, a property or `null`, so that nobody writes it to say `true`?
    is_odd: Vec<bool>,
}

fn evaluate<'a>(condition: &'a str, syntax: &'a Syntax, types: &'a [Type]) -> Known<'a> {
    let keys = contradictions::keys(condition, syntax);
    let mut inner = vec![false; syntax.nodes.len()];
    let mut is_odd = vec![false; syntax.nodes.len()];
    for (at, node) in syntax.nodes.iter().enumerate() {
        is_odd[at] = match &node.kind {
            NodeKind::Text(_)
            | NodeKind::Null
            | NodeKind::Property(_)
            | NodeKind::System(_)
            | NodeKind::Path(..) => true,
            NodeKind::Number(_) | NodeKind::Truth(_) | NodeKind::Undefined | NodeKind::Faulty => {
                false
            }
            NodeKind::Call { arguments, .. } => arguments.iter().any(|argument| is_odd[argument.0]),
            NodeKind::Negate(_, operand) | NodeKind::Not(_, operand) => is_odd[operand.0],
            NodeKind::Binary {
                operator,
                left,
                right,
                ..
            } => {
                for operand in [left, right] {
                    let kind = &syntax.node(*operand).kind;
                    inner[operand.0] = *operator == Operator::And
                        && matches!(
                            kind,
                            NodeKind::Binary {
                                operator: Operator::And,
                                ..
                            }
                        );
                }
                is_odd[left.0] || is_odd[right.0]
            }
        };
    }
    let values = Values {
        condition,
        syntax,
        types,
        list: Vec::with_capacity(syntax.nodes.len()),
    };
    let mut known = Known {
        values,
        contradictions: BTreeMap::new(),
        is_odd,
    };
    for at in 0..syntax.nodes.len() {
        let id = NodeId(at);
        let is_chain = matches!(
            syntax.node(id).kind,
            NodeKind::Binary {
                operator: Operator::And,
                ..
            }
        ) && !inner[at];
        let contradiction = if is_chain {
            contradictions::find(&known.values, &keys, id)
        } else {
            None
        };
        let value = match known.values.value(id) {
            Value::Truth(possible)
                if contradiction.is_some() || impossible(&known.values, id).is_some() =>
            {
                Value::Truth(possible.never_true())
            }
            value => value,
        };
        known.values.list.push(value);
        known
            .contradictions
            .extend(contradiction.map(|found| (id, found)));
    }
    known
}

/// Tells of a part that is never true.
fn never(known: &Known, id: NodeId, findings: &mut Findings) {
    let Values {
        condition,
        syntax,
        types,
        ..
    } = known.values;
    let range = syntax.node(id).range.clone();
    let said = excerpt(condition, &range).into_owned();
    let not_a_condition =
        |what: &str| format!("`{said}` is {what}, not a condition, so nothing matches");
    let (message, label) = match &syntax.node(id).kind {
        NodeKind::Truth(_) => (
            "`false` matches nothing".to_owned(),
            "write a condition, or switch the route off with `isEnabled: false`".to_owned(),
        ),
        NodeKind::Null | NodeKind::Undefined => (
            format!("`{said}` matches nothing"),
            "write a condition".to_owned(),
        ),
        NodeKind::Property(name)
            if name.eq_ignore_ascii_case("true") || name.eq_ignore_ascii_case("false") =>
        {
            (
                not_a_condition("the name of a property"),
                format!("write `{}`", name.to_lowercase()),
            )
        }
        NodeKind::Property(_) | NodeKind::System(_) => (
            not_a_condition("a property, which is a text"),
            format!("write `{said} = '…'`, or `is_defined({said})`"),
        ),
        NodeKind::Call { name, arguments } if types[id.0] == Type::Truth => {
            let function = condition[name.clone()].to_lowercase();
            let subject = arguments.first().map_or_else(String::new, |first| {
                excerpt(condition, &syntax.node(*first).range).into_owned()
            });
            let is_text = arguments
                .first()
                .is_some_and(|first| types[first.0] == Type::Text);
            match function.as_str() {
                "is_number" if is_text => (
                    always_text(&said, &subject),
                    format!("write `is_defined(as_number({subject}))`"),
                ),
                "is_bool" if is_text => (
                    always_text(&said, &subject),
                    format!("write `{subject} = 'true' OR {subject} = 'false'`"),
                ),
                "is_array" | "is_object" if is_text => (
                    always_text(&said, &subject),
                    "write a `$body` or `$twin` path".to_owned(),
                ),
                _ => impossible(&known.values, id).unwrap_or_else(|| constant(&said)),
            }
        }
        NodeKind::Binary { .. } | NodeKind::Not(..)
            if types[id.0] == Type::Truth || types[id.0] == Type::Null =>
        {
            impossible(&known.values, id).unwrap_or_else(|| constant(&said))
        }
        NodeKind::Text(_)
        | NodeKind::Number(_)
        | NodeKind::Path(..)
        | NodeKind::Call { .. }
        | NodeKind::Negate(..)
        | NodeKind::Not(..)
        | NodeKind::Binary { .. }
        | NodeKind::Faulty => {
            let what = if types[id.0] == Type::Number {
                "a number"
            } else {
                "a text"
            };
            (
                not_a_condition(what),
                "compare it with something, such as `… = 'x'` or `… > 5`".to_owned(),
            )
        }
    };
    findings.add(Code::Never, range, message, label);
}

fn always_text(said: &str, subject: &str) -> String {
    format!("`{said}` is never true: `{subject}` is always a text")
}

fn constant(said: &str) -> (String, String) {
    let message = format!("`{said}` is never true, whatever the message holds");
    (
        message,
        "name a property without quotes, or write what the message is to be compared with"
            .to_owned(),
    )
}

/// Why a comparison or search can never be true, though one side depends on the message; and what to write.
fn impossible(values: &Values, id: NodeId) -> Option<(String, String)> {
    match &values.syntax.node(id).kind {
        NodeKind::Binary {
            operator,
            left,
            right,
            ..
        } if operator.family() == Family::Comparison => {
            impossible_comparison(values, *operator, *left, *right)
                .or_else(|| impossible_comparison(values, turned(*operator), *right, *left))
        }
        NodeKind::Call { name, arguments } => {
            let function = functions::find(&values.condition[name.clone()])?;
            let (FunctionId::StartsWith | FunctionId::EndsWith | FunctionId::Contains) =
                function.id
            else {
                return None;
            };
            let [subject, part] = arguments.as_slice() else {
                return None;
            };
            let Value::Text(text) = values.of(*part) else {
                return None;
            };
            wrong_case(values, *subject, text)
        }
        _ => None,
    }
}

/// `known op literal`, where what is known of the left side makes it impossible.
fn impossible_comparison(
    values: &Values,
    operator: Operator,
    subject: NodeId,
    literal: NodeId,
) -> Option<(String, String)> {
    let node = values.syntax.node(subject);
    if *values.of(subject) != Value::Open {
        return None;
    }
    let equal = operator == Operator::Equal;
    match (&node.kind, values.of(literal)) {
        (NodeKind::Path(Document::Twin, _), Value::Null) if equal => {
            let said = excerpt(values.condition, &node.range);
            let message = format!("`{said}` is never `null`: a twin drops what is set to `null`");
            Some((message, format!("write `NOT is_defined({said})`")))
        }
        (NodeKind::Call { .. }, Value::Text(text)) if equal => {
            wrong_case(values, subject, text).or_else(|| wrong_length(values, subject, text))
        }
        (NodeKind::Call { name, .. }, Value::Number(number)) => {
            let function = functions::find(&values.condition[name.clone()])?;
            let (low, high, whole) = range_of(function.id)?;
            let can_be = match operator {
                Operator::Less => low < *number,
                Operator::LessOrEqual => low <= *number,
                Operator::Greater => high > *number,
                Operator::GreaterOrEqual => high >= *number,
                Operator::NotEqual => true,
                _ => low <= *number && *number <= high && (!whole || number.fract() == 0.0),
            };
            let whole = if whole { "a whole number" } else { "a number" };
            let range = if high.is_finite() {
                format!("{whole} from {low} to {high}")
            } else {
                format!("{whole} not below {low}")
            };
            (!can_be).then(|| {
                (
                    format!("`{}` gives {range}, so this is never true", function.name),
                    "write a number that it can give".to_owned(),
                )
            })
        }
        _ => None,
    }
}

/// `lower(x) = 'Hot'`.
fn wrong_case(values: &Values, subject: NodeId, text: &str) -> Option<(String, String)> {
    let NodeKind::Call { name, .. } = &values.syntax.node(subject).kind else {
        return None;
    };
    let function = functions::find(&values.condition[name.clone()])?;
    let (wrong, meant, kind) = match function.id {
        FunctionId::Lower => (
            text.contains(|c: char| c.is_ascii_uppercase()),
            text.to_lowercase(),
            "capital",
        ),
        FunctionId::Upper => (
            text.contains(|c: char| c.is_ascii_lowercase()),
            text.to_uppercase(),
            "small",
        ),
        _ => return None,
    };
    let meant = excerpt(&meant, &(0..meant.len())).into_owned();
    wrong.then(|| {
        (
            format!(
                "`{}` gives no {kind} letter, so this is never true",
                function.name
            ),
            format!("write `'{meant}'`"),
        )
    })
}

/// `substring(x, 0, 3) = 'long text'`.
fn wrong_length(values: &Values, subject: NodeId, text: &str) -> Option<(String, String)> {
    let NodeKind::Call { name, arguments } = &values.syntax.node(subject).kind else {
        return None;
    };
    let (FunctionId::Substring, [_, _, length]) = (
        functions::find(&values.condition[name.clone()])?.id,
        arguments.as_slice(),
    ) else {
        return None;
    };
    let Value::Number(length) = values.of(*length) else {
        return None;
    };
    let has = units(text);
    (has != length.trunc()).then(|| {
        (
            format!("`substring` gives {length} characters here, and the text has {has}"),
            format!("write a text of {length} characters"),
        )
    })
}

/// The least and greatest number that a function gives, and whether it gives whole numbers only.
fn range_of(function: FunctionId) -> Option<(f64, f64, bool)> {
    match function {
        FunctionId::Length => Some((0.0, f64::INFINITY, true)),
        FunctionId::IndexOf => Some((-1.0, f64::INFINITY, true)),
        FunctionId::Abs | FunctionId::Square | FunctionId::Sqrt | FunctionId::Exp => {
            Some((0.0, f64::INFINITY, false))
        }
        FunctionId::Sign => Some((-1.0, 1.0, true)),
        FunctionId::Ceiling | FunctionId::Floor => Some((f64::NEG_INFINITY, f64::INFINITY, true)),
        _ => None,
    }
}

/// The name of a part of the message as the user would write it.
fn plain(key: &str) -> String {
    let name = key
        .replacen("Body.", "$body.", 1)
        .replacen("Twin.", "$twin.", 1);
    excerpt(&name, &(0..name.len())).into_owned()
}
