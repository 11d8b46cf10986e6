//! Comparisons joined by `AND` that exclude each other: `a = 'x' AND a = 'y'`, `n > 30 AND n < 20`.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::check::Type;
use super::syntax::{Family, NodeId, NodeKind, Operator};
use super::values::{Value, Values, holds, ordinal};

/// A literal that something is compared with.
#[derive(Clone, Debug, PartialEq)]
enum Literal {
    Text(String),
    Number(f64),
    Truth(bool),
    Null,
}

impl Literal {
    fn of(value: &Value) -> Option<Literal> {
        match value {
            Value::Text(text) => Some(Literal::Text(text.clone())),
            Value::Number(number) => Some(Literal::Number(*number)),
            Value::Truth(possible)
                if *possible == super::values::Possible::always(possible.yes) =>
            {
                Some(Literal::Truth(possible.yes))
            }
            Value::Null => Some(Literal::Null),
            Value::Truth(_) | Value::Undefined | Value::Open => None,
        }
    }

    /// How two literals of one type stand to each other.
    fn order(&self, other: &Literal) -> Option<Ordering> {
        match (self, other) {
            (Literal::Text(one), Literal::Text(two)) => Some(ordinal(one, two)),
            (Literal::Number(one), Literal::Number(two)) => one.partial_cmp(two),
            _ => None,
        }
    }
}

/// What a conjunct demands of one value of the message.
#[derive(Debug)]
enum Demand {
    OneOf(Vec<Literal>),
    Compares(Operator, Literal),
}

/// What is known of one value of the message so far.
#[derive(Debug, Default)]
struct Known {
    allowed: Option<Vec<Literal>>,
    excluded: Vec<Literal>,
    /// The tightest bounds, of texts and of numbers.
    bounds: Vec<(Operator, Literal)>,
}

impl Known {
    /// Adds a demand; false where it cannot be met beside the earlier ones.
    fn add(&mut self, demand: Demand) -> bool {
        match demand {
            Demand::OneOf(literals) => {
                let before = self.allowed.take();
                let meets = |literal: &Literal| {
                    before
                        .as_ref()
                        .is_none_or(|before| before.contains(literal))
                };
                self.allowed = Some(literals.into_iter().filter(meets).collect());
            }
            Demand::Compares(Operator::Equal, literal) => {
                return self.add(Demand::OneOf(vec![literal]));
            }
            Demand::Compares(Operator::NotEqual, literal) => self.excluded.push(literal),
            Demand::Compares(operator, literal) => {
                let upper = |operator| matches!(operator, Operator::Less | Operator::LessOrEqual);
                // A bound that is implied by an earlier one of its side says nothing new.
                let implied = |(earlier, bound): &(Operator, Literal)| {
                    upper(*earlier) == upper(operator)
                        && bound.order(&literal).is_some_and(|order| match order {
                            Ordering::Equal => {
                                *earlier == operator
                                    || matches!(earlier, Operator::Less | Operator::Greater)
                            }
                            order => order.is_lt() == upper(operator),
                        })
                };
                if !self.bounds.iter().any(implied) {
                    self.bounds.retain(|(earlier, bound)| {
                        upper(*earlier) != upper(operator) || bound.order(&literal).is_none()
                    });
                    self.bounds.push((operator, literal));
                }
            }
        }
        self.can_be_met()
    }

    fn can_be_met(&mut self) -> bool {
        let Known {
            allowed,
            excluded,
            bounds,
        } = self;
        let within = |literal: &Literal| {
            bounds.iter().all(|(operator, bound)| {
                literal
                    .order(bound)
                    .is_none_or(|order| holds(*operator, order))
            })
        };
        if let Some(allowed) = allowed {
            allowed.retain(|literal| !excluded.contains(literal) && within(literal));
            return !allowed.is_empty();
        }
        bounds.iter().all(|(operator, bound)| {
            let closed = matches!(operator, Operator::LessOrEqual | Operator::GreaterOrEqual);
            bounds
                .iter()
                .all(|(other, limit)| match bound.order(limit) {
                    None => true,
                    Some(Ordering::Equal) => {
                        operator == other
                            || (closed
                                && matches!(
                                    other,
                                    Operator::LessOrEqual | Operator::GreaterOrEqual
                                ))
                    }
                    Some(order) => {
                        operator == other
                            || holds(*other, order)
                            || holds(*operator, order.reverse())
                    }
                })
        })
    }
}

/// The first conjunct of a chain of `AND` that excludes the ones before it, and the name of what they are about.
pub(super) fn find(
    values: &Values,
    keys: &[Option<String>],
    chain: NodeId,
) -> Option<(NodeId, String)> {
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    // Whether each value must be defined (it is compared) or undefined (`NOT is_defined(…)`).
    let mut defined: BTreeMap<String, bool> = BTreeMap::new();
    for conjunct in values.syntax.chain(chain, Operator::And) {
        let Some((key, demand)) = demand(values, keys, conjunct) else {
            continue;
        };
        let (subject, is_defined) = match (
            key.strip_prefix("is_defined(")
                .and_then(|rest| rest.strip_suffix(')')),
            &demand,
        ) {
            (Some(subject), Demand::OneOf(list)) if list.len() == 1 => {
                (subject.to_owned(), list[0] == Literal::Truth(true))
            }
            _ => (key.clone(), true),
        };
        let fits = *defined.entry(subject.clone()).or_insert(is_defined) == is_defined;
        if !fits || !known.entry(key).or_default().add(demand) {
            return Some((conjunct, subject));
        }
    }
    None
}

/// What a conjunct demands, of what.
fn demand(values: &Values, keys: &[Option<String>], conjunct: NodeId) -> Option<(String, Demand)> {
    match &values.syntax.node(conjunct).kind {
        NodeKind::Binary {
            operator: Operator::Or,
            ..
        } => {
            let mut subject = None;
            let mut literals = Vec::new();
            for term in values.syntax.chain(conjunct, Operator::Or) {
                let (key, operator, literal) = compared(values, keys, term)?;
                if operator != Operator::Equal || subject.get_or_insert(key.clone()) != &key {
                    return None;
                }
                literals.push(literal);
            }
            Some((subject?, Demand::OneOf(literals)))
        }
        NodeKind::Binary { .. } => {
            let (key, operator, literal) = compared(values, keys, conjunct)?;
            Some((key, Demand::Compares(operator, literal)))
        }
        NodeKind::Not(_, operand) => match &values.syntax.node(*operand).kind {
            NodeKind::Binary { .. } => {
                let (key, operator, literal) = compared(values, keys, *operand)?;
                Some((key, Demand::Compares(negated(operator), literal)))
            }
            _ => Some((
                truth_key(values, keys, *operand)?,
                Demand::OneOf(vec![Literal::Truth(false)]),
            )),
        },
        _ => Some((
            truth_key(values, keys, conjunct)?,
            Demand::OneOf(vec![Literal::Truth(true)]),
        )),
    }
}

fn truth_key(values: &Values, keys: &[Option<String>], id: NodeId) -> Option<String> {
    matches!(values.types[id.0], Type::Truth | Type::Open)
        .then(|| keys[id.0].clone())
        .flatten()
}

/// A comparison of something out of the message with a literal, the literal on the right.
fn compared(
    values: &Values,
    keys: &[Option<String>],
    id: NodeId,
) -> Option<(String, Operator, Literal)> {
    let NodeKind::Binary {
        operator,
        left,
        right,
        ..
    } = &values.syntax.node(id).kind
    else {
        return None;
    };
    if operator.family() != Family::Comparison {
        return None;
    }
    let key = |id: NodeId| {
        keys[id.0]
            .clone()
            .filter(|_| Literal::of(values.of(id)).is_none())
    };
    if let (Some(key), Some(literal)) = (key(*left), Literal::of(values.of(*right))) {
        return Some((key, *operator, literal));
    }
    Some((
        key(*right)?,
        turned(*operator),
        Literal::of(values.of(*left))?,
    ))
}

/// The operator that says the same with its sides exchanged.
pub(super) fn turned(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::Greater,
        Operator::LessOrEqual => Operator::GreaterOrEqual,
        Operator::Greater => Operator::Less,
        Operator::GreaterOrEqual => Operator::LessOrEqual,
        other => other,
    }
}

fn negated(operator: Operator) -> Operator {
    match operator {
        Operator::Less => Operator::GreaterOrEqual,
        Operator::LessOrEqual => Operator::Greater,
        Operator::Greater => Operator::LessOrEqual,
        Operator::GreaterOrEqual => Operator::Less,
        Operator::NotEqual => Operator::Equal,
        _ => Operator::NotEqual,
    }
}

/// A name for every node that stands for one value of the message, the same for the same value.
pub(super) fn keys(condition: &str, nodes: &super::syntax::Syntax) -> Vec<Option<String>> {
    const LONGEST: usize = 400;
    let mut keys: Vec<Option<String>> = Vec::with_capacity(nodes.nodes.len());
    for node in &nodes.nodes {
        let key = match &node.kind {
            NodeKind::Property(name) => Some(name.to_lowercase()),
            NodeKind::System(name) => Some(format!("${}", name.to_lowercase())),
            NodeKind::Path(document, path) => Some(format!("{document:?}{path}")),
            NodeKind::Text(text) => Some(format!("{text:?}")),
            NodeKind::Number(Some(number)) => Some(number.to_string()),
            NodeKind::Call { name, arguments } => {
                let arguments: Option<Vec<&str>> = arguments
                    .iter()
                    .map(|argument| keys[argument.0].as_deref())
                    .collect();
                arguments.map(|list| {
                    format!(
                        "{}({})",
                        condition[name.clone()].to_lowercase(),
                        list.join(",")
                    )
                })
            }
            NodeKind::Number(None)
            | NodeKind::Truth(_)
            | NodeKind::Null
            | NodeKind::Undefined
            | NodeKind::Negate(..)
            | NodeKind::Not(..)
            | NodeKind::Binary { .. }
            | NodeKind::Faulty => None,
        };
        keys.push(key.filter(|key| key.len() <= LONGEST));
    }
    keys
}
